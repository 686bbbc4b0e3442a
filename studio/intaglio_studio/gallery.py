"""The gallery that the demo leaves: `write(plates, folder)` makes `index.html` beside each piece's own folder.

A piece's folder holds its tokens' pictures and pages as the chain gave them, its contact sheet, its build and
its two reports; the page links to all of them by relative addresses, so the folder can be moved or served.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from intaglio_studio import webpage
from intaglio_studio.cost import Cost
from intaglio_studio.report import traits_line, verdict_line
from intaglio_studio.verification import Verification

EXTRA_STYLE = """<style>
.plate { margin-top: 88px; border-top: 1px solid var(--ink); padding-top: 20px; }
.plate > h2 { font-size: 40px; margin: 0 0 6px; }
.plate .verdict { font-size: 14px; margin: 0 8px 0 0; padding: 4px 13px 4px 10px; }
.sheet { display: block; margin: 34px 0 0; line-height: 0; background: #f7f4ee; border-radius: 3px; overflow: hidden;
  box-shadow: var(--shadow); }
.sheet img { width: 100%; height: auto; }
.links { max-width: none; display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 18px 0 0; font-size: 15px; }
.plate .pictures { margin-top: 30px; }
</style>"""


@dataclass(frozen=True)
class Token:
    """A minted token; its files are `token-<number>.svg` and `.html` in the piece's folder."""

    number: int
    name: str
    traits: bytes


@dataclass(frozen=True)
class Plate:
    """All that the gallery shows of one piece. `sheet` is a file in its folder, which is called `name`."""

    name: str
    title: str
    description: str
    build_seconds: float
    cost: Cost
    tokens_a_second: float
    seeds: Verification
    chain: Verification
    tokens: tuple[Token, ...]
    sheet: str

    @property
    def agrees(self) -> bool:
        """Whether no engine differed, on seeds and on tokens."""
        return self.seeds.agrees and self.chain.agrees

    @property
    def renderer_bytes(self) -> int:
        """The size of the renderer contract."""
        return next(step.code_size for step in self.cost.steps if step.label == "renderer")

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "title": self.title,
            "agrees": self.agrees,
            "build_seconds": round(self.build_seconds, 2),
            "tokens_a_second": round(self.tokens_a_second),
            "cost": self.cost.to_json(),
            "seeds": self.seeds.to_json(),
            "chain": self.chain.to_json(),
        }


def write(plates: Sequence[Plate], folder: Path) -> Path:
    """Write the page; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(_page(plates), "utf-8")
    return page


def table(plates: Sequence[Plate]) -> str:
    """The figures of all pieces, for a terminal."""
    rows = [("", *(plate.title for plate in plates))]
    rows.append(("result", *("agrees" if plate.agrees else "DIFFERS" for plate in plates)))
    for label, of in _FIGURES:
        rows.append((label, *(of(plate) for plate in plates)))
    return "\n".join(
        f"  {cells[0]:<34}" + "".join(f"{cell:>16}" for cell in cells[1:]) for cells in rows
    )


# What the table shows of a piece, in order.
_FIGURES: tuple[tuple[str, Callable[[Plate], str]], ...] = (
    ("compile and build, s", lambda plate: f"{plate.build_seconds:.1f}"),
    ("renderer contract, bytes", lambda plate: f"{plate.renderer_bytes:,}"),
    ("script, bytes", lambda plate: f"{plate.cost.script_bytes:,}"),
    ("script on chain, bytes", lambda plate: f"{_step(plate, 'script'):,}"),
    ("stored for this piece, bytes", lambda plate: f"{plate.cost.own_bytes:,}"),
    ("deploy, gas", lambda plate: f"{plate.cost.own_gas:,}"),
    ("render, median gas", lambda plate: f"{plate.cost.render.median:,}"),
    ("render, worst gas", lambda plate: f"{plate.cost.render.most:,}"),
    ("tokenURI, worst gas", lambda plate: f"{plate.cost.token_uri.most:,}"),
    ("numba, tokens a second", lambda plate: f"{plate.tokens_a_second:,.0f}"),
)


def _step(plate: Plate, label: str) -> int:
    return sum(step.code_size for step in plate.cost.steps if step.label.startswith(label))


def _page(plates: Sequence[Plate]) -> str:
    good = all(plate.agrees for plate in plates)
    compared = sum(run.pictures for plate in plates for found in (plate.seeds, plate.chain) for run in found.runs)
    differing = sum(not plate.agrees for plate in plates)
    line = f"{compared:,} pictures drawn, every byte equal" if good else f"{differing} of {len(plates)} disagree"
    body = [
        EXTRA_STYLE,
        '<p class="eyebrow">Intaglio</p>',
        "<h1>The plate is a program</h1>",
        '<p class="lede">Every picture here was pulled from a few kilobytes on a chain, by a contract, a browser, '
        "numba and the source itself. They agree to the last byte, or this page says where they do not.</p>",
        webpage.verdict(good, line),
        *map(_plate, plates),
        "<footer>Deployed to a local chain that ended with the demo. Pictures and pages of tokens are the bytes "
        "that <code>tokenURI</code> gave.</footer>",
    ]
    return webpage.document("Intaglio · gallery", body)


def _plate(plate: Plate) -> str:
    cost = plate.cost
    figures = (
        ("Renderer contract", f"{plate.renderer_bytes:,}", "bytes"),
        ("Script on chain", f"{_step(plate, 'script'):,}", "bytes"),
        ("To deploy", f"{cost.own_gas / 1e6:.2f}", "M gas"),
        ("Render, median", f"{cost.render.median / 1e6:.2f}", "M gas"),
        ("Render, worst", f"{cost.render.most / 1e6:.2f}", "M gas"),
        ("numba", f"{plate.tokens_a_second:,.0f}", "tokens/s"),
    )
    sheet = f"{plate.name}/{plate.sheet}"
    return "\n".join(
        [
            '<section class="plate">',
            f"<h2>{escape(plate.title)}</h2>",
            f'<p class="lede">{escape(plate.description)}</p>',
            webpage.verdict(plate.seeds.agrees, verdict_line(plate.seeds)),
            webpage.verdict(plate.chain.agrees, verdict_line(plate.chain)),
            webpage.facts(figures),
            webpage.pictures((_token(plate, token) for token in plate.tokens), cell=280),
            f'<a class="sheet" href="{sheet}"><img src="{sheet}" alt="contact sheet of {escape(plate.title)}" '
            'loading="lazy"></a>',
            _links(plate),
            "</section>",
        ]
    )


def _token(plate: Plate, token: Token) -> str:
    file = f"{plate.name}/token-{token.number}"
    caption = f"<b>{escape(token.name)}</b>{traits_line(token.traits)}"
    return webpage.figure(f"{file}.svg", caption, link=f"{file}.html", alt=token.name)


def _links(plate: Plate) -> str:
    name = plate.name
    links = (
        (f"{name}/seeds/report.html", "the verification of seeds"),
        (f"{name}/chain/report.html", "the verification of the chain"),
        (f"{name}/{name}.build/source/{name}.py", "the source"),
        (f"{name}/{name}.build/renderer.yul", "the contract"),
        (f"{name}/{name}.build/script.js", "the script"),
        (f"{name}/{name}.build/manifest.json", "the manifest"),
    )
    return f'<p class="links">{"".join(f"<a href={json.dumps(to)}>{text}</a>" for to, text in links)}</p>'
