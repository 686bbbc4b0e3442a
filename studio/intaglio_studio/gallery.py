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
.plate .without { margin: 22px 0 0; }
.plate .pictures { margin-top: 30px; }
</style>"""


@dataclass(frozen=True)
class Token:
    """A token; its page is `token-<number>.html` in the piece's folder, its picture the file `picture` there."""

    number: int
    name: str
    traits: bytes
    picture: str


@dataclass(frozen=True)
class Minted:
    """A piece on its chain: what it costs, its tokens, and what their verification found."""

    cost: Cost
    found: Verification
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Plate:
    """All that the gallery shows of one piece. `sheet` is a file in its folder, which is called `name`.

    `minted` is None for a piece that the EVM does not take; `no_contract` then says why.
    """

    name: str
    title: str
    description: str
    build_seconds: float
    script_bytes: int
    packed_bytes: int
    tokens_a_second: float
    seeds: Verification
    minted: Minted | None
    no_contract: str
    tokens: tuple[Token, ...]
    sheet: str

    @property
    def agrees(self) -> bool:
        """Whether no engine differed, on seeds and on tokens."""
        return all(found.agrees for found in self.verifications)

    @property
    def verifications(self) -> tuple[Verification, ...]:
        """Of the seeds, and of the tokens where there are any."""
        return (self.seeds, self.minted.found) if self.minted else (self.seeds,)

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "title": self.title,
            "agrees": self.agrees,
            "build_seconds": round(self.build_seconds, 2),
            "tokens_a_second": round(self.tokens_a_second),
            "script_bytes": self.script_bytes,
            "packed_bytes": self.packed_bytes,
            "no_contract": self.no_contract,
            "cost": self.minted.cost.to_json() if self.minted else None,
            "seeds": self.seeds.to_json(),
            "chain": self.minted.found.to_json() if self.minted else None,
        }


def write(plates: Sequence[Plate], folder: Path) -> Path:
    """Write the page; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(_page(plates), "utf-8")
    return page


def table(plates: Sequence[Plate]) -> str:
    """The figures of all pieces, a line each, for a terminal."""
    rows = [("", *(label for label, _ in _FIGURES))]
    for plate in plates:
        rows.append((plate.title, *(of(plate) for _, of in _FIGURES)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        f"  {row[0]:<{widths[0]}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:]))
        for row in rows
    )


def _of_cost(figure: Callable[[Cost], int]) -> Callable[[Plate], str]:
    return lambda plate: f"{figure(plate.minted.cost):,}" if plate.minted else "–"


def _renderer_bytes(cost: Cost) -> int:
    return next(step.code_size for step in cost.steps if step.label == "renderer")


# What the table shows of a piece, in order: bytes, and gas.
_FIGURES: tuple[tuple[str, Callable[[Plate], str]], ...] = (
    ("result", lambda plate: "agrees" if plate.agrees else "DIFFERS"),
    ("build, s", lambda plate: f"{plate.build_seconds:.1f}"),
    ("script B", lambda plate: f"{plate.script_bytes:,}"),
    ("packed B", lambda plate: f"{plate.packed_bytes:,}"),
    ("contract B", _of_cost(_renderer_bytes)),
    ("own B", _of_cost(lambda cost: cost.own_bytes)),
    ("deploy gas", _of_cost(lambda cost: cost.own_gas)),
    ("render, median", _of_cost(lambda cost: cost.render.median)),
    ("render, worst", _of_cost(lambda cost: cost.render.most)),
    ("tokenURI, worst", _of_cost(lambda cost: cost.token_uri.most)),
    ("numba, tokens/s", lambda plate: f"{plate.tokens_a_second:,.0f}"),
)


def _page(plates: Sequence[Plate]) -> str:
    good = all(plate.agrees for plate in plates)
    compared = sum(run.pictures for plate in plates for found in plate.verifications for run in found.runs)
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
        "<footer>Deployed to a local chain that ended with the demo. Pictures and pages of minted tokens are "
        "the bytes that <code>tokenURI</code> gave.</footer>",
    ]
    return webpage.document("Intaglio · gallery", body)


def _plate(plate: Plate) -> str:
    sheet = f"{plate.name}/{plate.sheet}"
    without = f"No contract: {escape(plate.no_contract)}. Seeds {_numbers(plate)}, drawn by numba."
    return "\n".join(
        [
            '<section class="plate">',
            f"<h2>{escape(plate.title)}</h2>",
            f'<p class="lede">{escape(plate.description)}</p>',
            *(webpage.verdict(found.agrees, verdict_line(found)) for found in plate.verifications),
            webpage.facts(_facts(plate)),
            *([f'<p class="without">{without}</p>'] if plate.no_contract else []),
            webpage.pictures((_token(plate, token) for token in plate.tokens), cell=280),
            f'<a class="sheet" href="{sheet}"><img src="{sheet}" alt="contact sheet of {escape(plate.title)}" '
            'loading="lazy"></a>',
            _links(plate),
            "</section>",
        ]
    )


def _numbers(plate: Plate) -> str:
    return ", ".join(str(token.number) for token in plate.tokens)


def _facts(plate: Plate) -> list[tuple[str, str, str]]:
    """Label, figure and unit of what a piece takes."""
    facts = [("Script, packed", f"{plate.packed_bytes:,}", "bytes")]
    if plate.minted:
        cost = plate.minted.cost
        facts += [
            ("Renderer contract", f"{_renderer_bytes(cost):,}", "bytes"),
            ("To deploy", f"{cost.own_gas / 1e6:.2f}", "M gas"),
            ("Render, median", f"{cost.render.median / 1e6:.2f}", "M gas"),
            ("Render, worst", f"{cost.render.most / 1e6:.2f}", "M gas"),
        ]
    return [*facts, ("numba", f"{plate.tokens_a_second:,.0f}", "tokens/s")]


def _token(plate: Plate, token: Token) -> str:
    caption = f"<b>{escape(token.name)}</b>{traits_line(token.traits)}"
    page = f"{plate.name}/token-{token.number}.html"
    return webpage.figure(f"{plate.name}/{token.picture}", caption, link=page, alt=token.name)


def _links(plate: Plate) -> str:
    name = plate.name
    links = [(f"{name}/seeds/report.html", "the verification of seeds")]
    if plate.minted:
        links.append((f"{name}/chain/report.html", "the verification of the chain"))
        links.append((f"{name}/{name}.build/renderer.yul", "the contract"))
    links += [
        (f"{name}/{name}.build/source/{name}.py", "the source"),
        (f"{name}/{name}.build/script.js", "the script"),
        (f"{name}/{name}.build/manifest.json", "the manifest"),
    ]
    return f'<p class="links">{"".join(f"<a href={json.dumps(to)}>{text}</a>" for to, text in links)}</p>'
