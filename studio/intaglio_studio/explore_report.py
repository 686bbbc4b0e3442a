"""An exploration as text for a terminal, as JSON, and as a page with pictures: `table`, `to_json`, `write`.

The page lies in the store's folder, beside the pictures that it shows, each a file of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import Any

from intaglio_studio import explore_findings, webpage
from intaglio_studio.explore_draw import Drawing
from intaglio_studio.explore_findings import Extreme, Findings, Row, TraitTable
from intaglio_studio.report import traits_line

MOST_ROWS = 12  # of a trait's table: further numbers are shown in ranges
MOST_SHOWN = 12  # blanks, and duplicates, shown as pictures
PICTURES = "shown"  # the folder of the page's pictures
ODD = 0.001  # a p-value that wants a second look

_STYLE = """<style>
h3 { margin-top: 36px; }
.traits table { table-layout: fixed; } .traits th:first-child { width: 26%; } .traits th.number { width: 5.6em; }
figcaption .soft { white-space: nowrap; }
.traits td:first-child { overflow-wrap: anywhere; }
@media (max-width: 640px) {
  .traits th.number { width: 4.6em; } .traits td { font-size: 14px; } .traits tr > * { padding-right: 8px; } }
.bar { position: relative; } .bar i { display: block; height: 9px; background: var(--copper); }
.bar u { position: absolute; top: 50%; width: 2px; height: 19px; margin: -9.5px 0 0 -1px; background: var(--ink); }
</style>"""


@dataclass(frozen=True)
class Exploration:
    """A whole exploration: the piece's title, the digest over all tokens, how it was drawn, what was found."""

    title: str
    digest: str
    stored: int  # bytes
    drawing: Drawing
    found: Findings


@dataclass(frozen=True)
class Line:
    """A line of a trait's table: a value, or a range of numbers put together."""

    label: str
    count: int
    chance: Fraction | None


def lines_of(trait: TraitTable) -> list[Line]:
    """The rows of a trait to show: where they are many numbers, neighbours together."""
    lines = [Line("(none)" if row.value is None else str(row.value), row.count, row.chance) for row in trait.rows]
    if len(lines) <= MOST_ROWS:
        return lines
    numbers = [row for row in trait.rows if row.value is not None]
    if not all(isinstance(row.value, int | float) for row in numbers):
        return [*lines[:MOST_ROWS], _together("others", trait.rows[MOST_ROWS:])]
    size = -(-len(numbers) // MOST_ROWS)
    groups = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    return [_together(_range(group), group) for group in groups] + lines[len(numbers) :]


def _range(group: list[Row]) -> str:
    first, last = group[0].value, group[-1].value
    return str(first) if first == last else f"{first} … {last}"


def _together(label: str, rows: Iterable[Row]) -> Line:
    kept = list(rows)
    chances = [row.chance for row in kept if row.chance is not None]
    return Line(label, sum(row.count for row in kept), sum(chances, Fraction(0)) if chances else None)


def fit_line(trait: TraitTable) -> str:
    """How well a trait's counts fit its probabilities, in words."""
    if trait.unknown:
        return f"no exact probability: {trait.unknown}"
    if trait.fit is None:
        return "nothing to compare: too few tokens or one value"
    fit = trait.fit
    look = " – worth a look" if fit.p_value < ODD else ""
    freedom = f"{fit.freedom} degree{'s' * (fit.freedom != 1)} of freedom"
    return f"chi-square {fit.statistic:,.2f}, {freedom}, p = {fit.p_value:.3g}{look}"


# ---- text -----------------------------------------------------------------------------------------


def headline(one: Exploration) -> str:
    """The result in one sentence."""
    drawing = one.drawing
    now = f"{drawing.drawn:,} drawn now, {drawing.rate:,.0f} a second by {drawing.workers}"
    return f"{one.title}: {one.found.tokens:,} tokens, {now if drawing.drawn else 'drawn before'}"


def table(one: Exploration) -> str:
    """Everything for a terminal."""
    found = one.found
    text = [headline(one), f"  digest {one.digest}, {one.stored / 1e6:,.1f} MB stored"]
    if one.drawing.peak_memory:
        text[-1] += f", {one.drawing.peak_memory / 1e6:,.0f} MB of memory at most"
    for trait in found.traits:
        text += ["", f"  {trait.name:<24}{'tokens':>10}{'share':>10}{'exact':>10}"]
        for line in lines_of(trait):
            exact = "" if line.chance is None else f"{100 * float(line.chance):.2f}%"
            share = 100 * line.count / found.tokens
            text.append(f"  {line.label:<24}{line.count:>10,}{share:>9.2f}%{exact:>10}".rstrip())
        text.append(f"  {fit_line(trait)}")
    text += ["", *(f"  {line}" for line in remarks(found))]
    for extreme in found.extremes:
        tokens = ", ".join(f"{token} ({value:,})" for token, value in zip(extreme.tokens, extreme.values))
        text.append(f"  {extreme.label:<24}{tokens}")
    return "\n".join(text)


def remarks(found: Findings) -> Iterator[str]:
    """What to know of duplicates, blanks and failures."""
    twice = sum(map(len, found.duplicates))
    groups = f"{len(found.duplicates):,} group{'s' * (len(found.duplicates) != 1)}"
    yield f"{twice:,} pictures are like another, in {groups}" if twice else "no two pictures are the same"
    yield f"{len(found.blanks):,} blank: {_some(found.blanks)}" if found.blanks else "none is blank"
    if found.failures:
        first = found.failed[0]
        yield f"{found.failures:,} without a picture, for instance token {first.token}: {first.reason}"


def _some(tokens: tuple[int, ...]) -> str:
    more = f" and {len(tokens) - MOST_SHOWN:,} more" if len(tokens) > MOST_SHOWN else ""
    return ", ".join(map(str, tokens[:MOST_SHOWN])) + more


def to_json(one: Exploration) -> dict[str, Any]:
    """For `--json` and the report."""
    drawing = one.drawing
    return {
        "title": one.title,
        "digest": one.digest,
        "stored_bytes": one.stored,
        "drawn": drawing.drawn,
        "seconds": round(drawing.seconds, 3),
        "tokens_a_second": round(drawing.rate),
        "workers": drawing.workers,
        "peak_memory": drawing.peak_memory,
        **explore_findings.to_json(one.found),
    }


# ---- the page -------------------------------------------------------------------------------------


def write(one: Exploration, folder: Path, svg: Callable[[int], bytes], traits: Callable[[int], bytes]) -> Path:
    """Write `report.json`, `report.html` and the pictures that it shows; the page's path."""
    shown = folder / PICTURES
    shown.mkdir(exist_ok=True)
    for old in shown.glob("*.svg"):
        old.unlink()

    def figure(token: int, note: str) -> str:
        (shown / f"{token}.svg").write_bytes(svg(token))
        caption = f"<b>{escape(note)}</b> <span class=soft>--seed {token}</span>{traits_line(traits(token))}"
        address = f"{PICTURES}/{token}.svg"
        return webpage.figure(address, caption, link=address, alt=f"token {token}")

    (folder / "report.json").write_text(json.dumps(to_json(one), indent=1, ensure_ascii=False) + "\n", "utf-8")
    page = folder / "report.html"
    page.write_text(webpage.document(f"{one.title} · exploration", _body(one, figure)), "utf-8")
    return page


def _body(one: Exploration, figure: Callable[[int, str], str]) -> Iterator[str]:
    found, drawing = one.found, one.drawing
    yield _STYLE
    yield '<p class="eyebrow">Intaglio · exploration</p>'
    yield f"<h1>{escape(one.title)}</h1>"
    yield f'<p class="lede">{escape("; ".join(remarks(found)))}</p>'
    facts = [
        ("Tokens", f"{found.tokens:,}", ""),
        ("Drawn", f"{drawing.rate:,.0f}", "a second") if drawing.drawn else ("Drawn", "earlier", ""),
        ("Mean SVG", f"{found.mean / 1000:,.1f}", "KB"),
        ("Largest SVG", f"{found.largest / 1000:,.1f}", "KB"),
        ("Stored", f"{one.stored / 1e6:,.1f}", "MB"),
    ]
    yield webpage.facts(facts)
    if found.traits:
        yield "<h2>Traits</h2>"
    for trait in found.traits:
        yield f"<h3>{escape(trait.name)}</h3>{_trait(trait, found.tokens)}"
    for extreme in found.extremes:
        yield f"<h2>{escape(extreme.label.capitalize())}</h2>{_extreme(extreme, figure)}"
    if found.duplicates:
        pairs = [token for group in found.duplicates for token in group[:2]][:MOST_SHOWN]
        yield f"<h2>The same picture twice</h2>{webpage.pictures(figure(token, f'token {token}') for token in pairs)}"
    if found.blanks:
        blanks = (figure(token, f"token {token}") for token in found.blanks[:MOST_SHOWN])
        yield f"<h2>Blank</h2>{webpage.pictures(blanks)}"
    if found.failed:
        rows = ((str(failed.token), escape(failed.reason)) for failed in found.failed)
        yield f"<h2>Without a picture</h2>{webpage.table(('token', 'why'), rows)}"
    yield f"<footer>digest of all tokens: {one.digest}. Drawn by {escape(drawing.workers)}.</footer>"


def _extreme(extreme: Extreme, figure: Callable[[int, str], str]) -> str:
    tokens = zip(extreme.tokens, extreme.values)
    return webpage.pictures(figure(token, f"{value:,} {extreme.unit}") for token, value in tokens)


def _trait(trait: TraitTable, total: int) -> str:
    lines = lines_of(trait)
    if len(lines) == 1 and lines[0].count == total:
        return f"<p class=soft>{escape(lines[0].label)} for every token</p>"
    widest = max([line.count / total for line in lines] + [float(line.chance or 0) for line in lines]) or 1.0

    def cells(line: Line) -> tuple[str, ...]:
        share = line.count / total
        mark = "" if line.chance is None else f'<u style="left:{100 * float(line.chance) / widest:.2f}%"></u>'
        bar = f'<div class=bar><i style="width:{100 * share / widest:.2f}%"></i>{mark}</div>'
        exact = "" if line.chance is None else f"{100 * float(line.chance):.2f}%"
        return escape(line.label), bar, f"{line.count:,}", f"{100 * share:.2f}%", exact

    table = webpage.table(("value", "", "tokens", "share", "exact"), map(cells, lines), numbers=(2, 3, 4))
    return f"<div class=traits>{table}<p class=soft>{escape(fit_line(trait))}</p></div>"
