"""Texts that break out of a context where it does not escape them, and what finds out whether one did. No test here."""

from __future__ import annotations

from html.parser import HTMLParser

MARK = "pwn5ec2e7"  # the name of what would run
TEXTS = (
    f'" onload="{MARK}()" x="',
    f"'><img src=x onerror={MARK}()>",
    f"</script><script>{MARK}()</script>",
    f"</svg></text></title></style></textarea><script>{MARK}()</script>",
    f"]]><script>{MARK}()</script><![CDATA[",
    f"--><script>{MARK}()</script><!--",
    f"&quot;&#34;&lt;script&gt;{MARK}()",
    f'"}},{{"trait_type":"Rare","value":"{MARK}"',
    f"\\u0022,\\\"{MARK}\\",
    f"`${{{MARK}()}}` {{{{{MARK}}}}} %s {{0}}",
    f"%22%3E%3Cscript%3E{MARK}()%3C/script%3E#?&",
    f"javascript:{MARK}()//",
    f"data:text/html,<script>{MARK}()</script>",
    "[red]rich[/red] [link=http://x.example]x[/]",
    "=HYPERLINK(1) |pipe| *star* _under_ `tick`",
    "cafe\u0301 \u00e9 \u4e2d\u6587 \U0001f468\u200d\U0001f469 \u05d0\u05d1",
    "0" * 3000,
)
"""Any text of a piece may be one of these."""
UNPRINTABLE = ("\x1b[2J\x1b]0;owned\x07", "\x9b2J", "\u202egpj.exe", "two\nlines", "\x00", "\ud800", "\ufffe", "\r")
"""No name may be one of these."""

_VOID = {"script", "iframe", "object", "embed", "base", "form", "foreignobject", "animate", "set"}


class _Reader(HTMLParser):
    """Notes what in a page runs or loads something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.live.append(f"<{tag}>")
        for name, value in attrs:
            self.said.append(value or "")
            loads = name in ("src", "href", "xlink:href", "action", "formaction")
            address = (value or "").strip().lower()
            if name.startswith("on") or MARK in name:
                self.live.append(f"<{tag} {name}>")
            if loads and address.startswith(("javascript:", "data:text", "vbscript:", "//")):
                self.live.append(f"<{tag} {name}={address[:40]}>")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def live_parts(page: str) -> list[str]:
    """What of an HTML page that should only show something would run."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.live


def words(page: str) -> str:
    """All that a page shows, and its attributes, with its escapes undone."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "\n".join(reader.said)
