"""What cannot work on chain, told with the line, the cause and a way out: `examine(sketch)`.

A page on chain is all there is: no host to load from, no file beside it, no library that somebody else serves, and
nothing that it may keep between two visits. What a sketch's scripts ask for is found in their syntax trees
(`packing/minify/scan.mjs`), what its markup and styles ask for by their tags and texts. Every code has a section in
`docs/pack.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from intaglio.frontend.diagnostics import Diagnostic, Refused, did_you_mean
from intaglio.ir.span import Span
from intaglio.packing.minify.minifiers import MinifierFailed, host_names, run
from intaglio.sketches.platforms import PROVIDED, SEED
from intaglio.sketches.source import Part, Sketch, Tag

_ELSEWHERE = re.compile(r"^\s*(data:|blob:|#|about:|javascript:|$)", re.I)
_LOADING = {"src", "srcset", "poster", "data"}
_P5 = {
    "createCanvas", "background", "noStroke", "noFill", "stroke", "fill", "ellipse", "rect", "line", "push", "pop",
    "translate", "rotate", "random", "noise", "map", "lerp", "randomSeed", "noiseSeed", "beginShape", "endShape",
    "vertex", "colorMode", "color", "strokeWeight", "width", "height", "frameCount", "p5", "noLoop", "TWO_PI", "PI",
    "createGraphics", "createVector", "image", "loadImage", "pixelDensity", "circle", "square", "triangle", "arc",
}  # fmt: skip
_LIBRARIES = {
    "THREE": "three.js", "d3": "D3", "gsap": "GSAP", "PIXI": "PixiJS", "Matter": "Matter.js", "paper": "Paper.js",
    "regl": "regl", "Tone": "Tone.js", "chroma": "chroma.js", "$": "jQuery", "jQuery": "jQuery", "_": "Lodash",
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A code, its headline with the finding in place of `{}`, what stands at the caret, and the way out."""

    code: str
    message: str
    label: str
    help: str


SYNTAX, NETWORK, IMPORT, FILE, STYLE = "syntax", "network", "import", "file", "style"
RULES = {
    SYNTAX: Rule("K001", "this is no JavaScript: {}", "the parser stops here", "run the sketch in a browser first"),
    NETWORK: Rule(
        "K002", "`{}` loads from a network, and a page on chain has none", "nothing answers here",
        "put what it would load into the script, as a constant or a `data:` address",
    ),
    IMPORT: Rule(
        "K003", "`{}` brings in another file, and a page on chain is one script", "that file does not exist there",
        "bundle it into one script first, for instance with esbuild: `esbuild sketch.js --bundle`",
    ),
    FILE: Rule(
        "K004", "`{}` is a file that a page on chain does not have", "it is loaded from elsewhere",
        "draw it, or write it into the sketch as a `data:` address",
    ),
    STYLE: Rule(
        "K005", "a style loads `{}`, and a page on chain has no network", "it is loaded from elsewhere",
        "use a font that every browser has, such as `serif` or `monospace`, or a `data:` address",
    ),
    "worker": Rule(
        "K006", "`{}` runs a second file, and a page on chain is one script", "that file does not exist there",
        "make the worker from a text: `new Worker(URL.createObjectURL(new Blob([code])))`",
    ),
    "storage": Rule(
        "K007", "`{}` is refused to a page on chain: it has no place to keep anything", "a browser throws here",
        "keep it in a variable: the token's picture follows from its seed alone",
    ),
}  # fmt: skip
SCRIPT_HELP = "put the script itself between `<script>` and `</script>`; of a library, what the sketch uses of it"
UNKNOWN = "K008"
DIFFERS = "K010"


@dataclass(frozen=True)
class Examined:
    """What a sketch needs of its page. `chance` is what to say of it if one seed turns out to give two pictures."""

    needed: tuple[str, ...]
    through_window: tuple[str, ...]
    chance: tuple[Diagnostic, ...]
    has_own_seed: bool  # a variable of the sketch is called as the page's seed is


def examine(sketch: Sketch) -> Examined:
    """What a sketch needs. Raises `Refused` with all that cannot work on chain."""
    found = [*_in_tags(sketch), *_in_styles(sketch)]
    seen = []
    for part in sketch.scripts:
        try:
            seen.append((part, run({"kind": "scan", "script": part.text})))
        except MinifierFailed as failed:
            if not failed.line:
                raise
            place = [failed.line, failed.column - 1]
            found.append(_said(sketch, part, SYNTAX, _plain(str(failed)), place, [place[0], place[1] + 1]))
    declared = {name for _, facts in seen for name in facts["declared"]}
    assigned = {name for _, facts in seen for name in facts["assigned"]}
    chance = []
    for part, facts in seen:
        for each in facts["findings"]:
            if each["rule"] == "chance":
                chance.append(_by_chance(sketch, part, each))
            else:
                found.append(_said(sketch, part, each["rule"], each["what"], each["start"], each["end"]))
        found += _unknown(sketch, part, facts["needed"], declared | assigned | set(facts["window"]))
    if found:
        in_order = sorted(set(found), key=lambda told: (told.span.line, told.span.column, told.code))
        raise Refused(in_order, {sketch.name: sketch.source})
    needed = {each["name"]: None for _, facts in seen for each in facts["needed"] if each["name"] not in declared}
    window = {name: None for _, facts in seen for name in facts["window"] if name not in declared | assigned}
    return Examined(tuple(needed), tuple(window), tuple(chance), SEED in declared | assigned)


def _in_tags(sketch: Sketch) -> Iterator[Diagnostic]:
    for tag in sketch.tags:
        for name, value in tag.attributes.items():
            address = name in _LOADING or (name.endswith("href") and tag.name not in ("a", "area"))
            if address and not _ELSEWHERE.match(value):
                told = _of_tag(sketch, tag, FILE, value)
                yield replace(told, help=SCRIPT_HELP) if tag.name == "script" else told
            elif name == "style":
                yield from (_of_tag(sketch, tag, STYLE, what) for what, _ in _loads(value))


def _in_styles(sketch: Sketch) -> Iterator[Diagnostic]:
    for part in sketch.styles:
        for what, at in _loads(part.text):
            before = part.text[:at]
            line = part.line + before.count("\n")
            column = len(before) - before.rfind("\n") - 1 + (0 if "\n" in before else part.column)
            yield _diagnostic(sketch, STYLE, what, line, column, line, column + len(what))


def _loads(style: str) -> Iterator[tuple[str, int]]:
    """What a style loads, and where it says so."""
    for match in re.finditer(r"@import\b[^;]*|url\(\s*[\"']?([^)\"']*)", style):
        if not (match[1] is not None and _ELSEWHERE.match(match[1])):
            yield match[0].strip() if match[1] is None else match[1], match.start()


def _unknown(sketch: Sketch, part: Part, needed: list[Any], own: set[str]) -> Iterator[Diagnostic]:
    """Names that nobody defines: most are a library's."""
    known = {*host_names(), *PROVIDED, SEED, "undefined", *own}
    told = set()
    for each in needed:
        name = each["name"]
        if name in known or each["asked"] or name in told or _is_identity(sketch, name):
            continue
        told.add(name)
        help = _origin(name) or did_you_mean(name, [*own, *PROVIDED]) or "define it in the sketch"
        line, column, end_line, end_column = _place(sketch, part, each["start"], each["end"])
        span = _span(sketch, line, column, end_line, end_column)
        message = f"`{name}` is defined neither by the sketch nor by the page"
        yield Diagnostic(UNKNOWN, message, span, label="nothing of this name exists on chain", help=help)


def _origin(name: str) -> str:
    if name in _LIBRARIES:
        return f"it is {_LIBRARIES[name]}'s, which no chain has: bundle what you use of it into the sketch"
    if name in _P5:
        return "it is p5.js's, which is not on chain: write the few functions that you use of it into the sketch"
    return ""


def _is_identity(sketch: Sketch, name: str) -> bool:
    """Whether an element has this id: a browser makes it a name of the page."""
    return re.search(rf"\bid\s*=\s*\\?[\"']?{re.escape(name)}\b", sketch.source) is not None


def _by_chance(sketch: Sketch, part: Part, each: Any) -> Diagnostic:
    line, column, end_line, end_column = _place(sketch, part, each["start"], each["end"])
    span = _span(sketch, line, column, end_line, end_column)
    message = f"`{each['what']}` is not decided by the seed, and the picture is another each time it is drawn"
    help = "take every random number from the seed: `fxrand()`, or a generator of your own that starts with it"
    return Diagnostic(DIFFERS, message, span, label="no two visits give the same here", help=help)


def _said(sketch: Sketch, part: Part, rule: str, what: str, start: list[int], end: list[int]) -> Diagnostic:
    return _diagnostic(sketch, rule, what, *_place(sketch, part, start, end))


def _of_tag(sketch: Sketch, tag: Tag, rule: str, what: str) -> Diagnostic:
    at = max(tag.part.text.find(what), 0)
    before = tag.part.text[:at]
    line = tag.part.line + before.count("\n")
    column = len(before) - before.rfind("\n") - 1 + (0 if "\n" in before else tag.part.column)
    return _diagnostic(sketch, rule, what, line, column, line, column + len(what))


def _diagnostic(sketch: Sketch, rule: str, what: str, line: int, column: int, end_line: int, end: int) -> Diagnostic:
    said = RULES[rule]
    shown = what if len(what) < 60 else f"{what[:57]}…"
    span = _span(sketch, line, column, end_line, end)
    return Diagnostic(said.code, said.message.format(shown), span, label=said.label, help=said.help)


def _place(sketch: Sketch, part: Part, start: list[int], end: list[int]) -> tuple[int, int, int, int]:
    """A place in a script as one in its file; columns in characters, where the parser counts UTF-16 units."""
    lines = part.text.split("\n")

    def at(place: list[int]) -> tuple[int, int]:
        line, units = place
        text = lines[line - 1] if line <= len(lines) else ""
        column = len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
        return part.line + line - 1, column + (part.column if line == 1 else 0)

    return (*at(start), *at(end))


def _span(sketch: Sketch, line: int, column: int, end_line: int, end: int) -> Span:
    """Columns in characters as a span, which counts bytes of UTF-8."""
    lines = sketch.source.split("\n")

    def size(row: int, characters: int) -> int:
        return len(lines[row - 1][:characters].encode()) if row <= len(lines) else characters

    return Span(sketch.name, line, size(line, column), end_line, size(end_line, end))


def _plain(message: str) -> str:
    """A parser's message without the place at its end, its first letter small."""
    text = re.sub(r"\s*\(\d+:\d+\)$", "", message)
    return text[:1].lower() + text[1:]
