"""What there is to find among an exploration's tokens: `find(store, count, chances, redraw)`.

Trait frequencies beside their exact probabilities, pictures that are the same, pictures with nothing in them, and the
least and the most of everything measured. It reads the index, every token's traits, and only those pictures that may
be the same as another.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intaglio.chances import Chances, Known, TraitValue, Unknown
from intaglio_studio.chi_square import Fit, goodness_of_fit
from intaglio_studio.explore_store import Store

EXTREMES = 4  # tokens shown at each end of a measure
FAILURES = 5  # told of
# What is measured -> how people call it, and its least and its most.
MEASURES = {
    "svg": ("bytes", "smallest file", "largest file"),
    "elements": ("elements", "fewest elements", "most elements"),
    "length": ("units of path", "shortest paths", "longest paths"),
}
NOT_IN_SOURCE = Unknown("no trait of the source is called so")


@dataclass(frozen=True)
class Row:
    """One value of a trait; None where a token has no such trait. `chance` is None where it is not known."""

    value: TraitValue | None
    count: int
    chance: Fraction | None


@dataclass(frozen=True)
class TraitTable:
    """How often each value of a trait came. `unknown` says why there are no exact probabilities; `fit` how they fit."""

    name: str
    rows: tuple[Row, ...]
    unknown: str
    fit: Fit | None


@dataclass(frozen=True)
class Extreme:
    """The tokens at one end of a measure, the outermost first, and what was measured of them."""

    label: str
    unit: str
    tokens: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(frozen=True)
class Failed:
    """A token without a picture, and why."""

    token: int
    reason: str


@dataclass(frozen=True)
class Findings:
    """All that was found. `duplicates` are groups of tokens whose SVGs are the same bytes."""

    tokens: int
    traits: tuple[TraitTable, ...]
    duplicates: tuple[tuple[int, ...], ...]
    blanks: tuple[int, ...]
    extremes: tuple[Extreme, ...]
    failures: int
    failed: tuple[Failed, ...]
    largest: int  # bytes of the largest SVG
    mean: float  # bytes of an SVG


def find(store: Store, count: int, chances: Mapping[str, Chances], redraw: Callable[[int], bytes]) -> Findings:
    """Look the first `count` tokens over. `redraw` gives a token's SVG where the store has not kept it."""
    records = store.records(count)
    good = np.flatnonzero(records["failed"] == 0)
    failed = np.flatnonzero(records["failed"])
    sizes = records["svg"][good]
    svg = (lambda token: store.picture(token).svg) if store.identity.pictures else redraw
    return Findings(
        tokens=count,
        traits=trait_tables(store, count, chances),
        duplicates=_duplicates(records, good, svg),
        blanks=tuple(map(int, good[records["elements"][good] == 0])),
        extremes=tuple(_extremes(records, good)),
        failures=len(failed),
        failed=tuple(Failed(int(token), store.traits(records[token]).decode()) for token in failed[:FAILURES]),
        largest=int(sizes.max(initial=0)),
        mean=float(sizes.mean()) if len(sizes) else 0.0,
    )


# ---- traits ---------------------------------------------------------------------------------------


def trait_tables(store: Store, count: int, chances: Mapping[str, Chances]) -> tuple[TraitTable, ...]:
    """The traits of the first `count` tokens, those without a picture left out."""
    records = store.records(count)
    records = records[records["failed"] == 0]
    seen: dict[str, Counter[TraitValue | None]] = {name: Counter() for name in chances}
    for record in records:
        for trait in json.loads(store.traits(record)):
            seen.setdefault(trait["trait_type"], Counter())[trait["value"]] += 1
    return tuple(_table(name, seen[name], chances.get(name, NOT_IN_SOURCE), len(records)) for name in seen)


def _table(name: str, counts: Counter[TraitValue | None], chances: Chances, total: int) -> TraitTable:
    """The table of a trait: of exact probabilities in the order of the source, numbers by size."""
    absent = total - counts.total()
    if absent:
        counts[None] = absent
    known = chances.of if isinstance(chances, Known) else {}
    values = list(dict.fromkeys([*known, *(value for value, _ in counts.most_common())]))
    if all(isinstance(value, int | float) for value in values if value is not None):
        values.sort(key=_by_size)
    exact = isinstance(chances, Known)
    rows = tuple(Row(value, counts[value], known.get(value, Fraction(0)) if exact else None) for value in values)
    fit = _fit(rows) if exact and total else None
    return TraitTable(name, rows, chances.why if isinstance(chances, Unknown) else "", fit)


def _fit(rows: tuple[Row, ...]) -> Fit | None:
    return goodness_of_fit([row.count for row in rows], [row.chance or Fraction(0) for row in rows])


def _by_size(value: TraitValue | None) -> tuple[bool, float]:
    return value is None, 0.0 if value is None else float(value)


# ---- pictures -------------------------------------------------------------------------------------


def _duplicates(
    records: NDArray[np.void], good: NDArray[np.intp], svg: Callable[[int], bytes]
) -> tuple[tuple[int, ...], ...]:
    """Groups of equal pictures: those alike in length and checksum, held against one another."""
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    for token in good:
        alike[int(records["svg"][token]), int(records["crc"][token])].append(int(token))
    groups: list[tuple[int, ...]] = []
    for tokens in alike.values():
        if len(tokens) > 1:
            same: dict[bytes, list[int]] = defaultdict(list)
            for token in tokens:
                same[svg(token)].append(token)
            groups += [tuple(group) for group in same.values() if len(group) > 1]
    return tuple(groups)


def _extremes(records: NDArray[np.void], good: NDArray[np.intp]) -> list[Extreme]:
    found = []
    for measure, (unit, least, most) in MEASURES.items():
        values = records[measure][good].astype(np.int64)
        if len(values) and values.min() < values.max():
            for label, order in ((least, values), (most, -values)):
                tokens = good[np.argsort(order, kind="stable")[:EXTREMES]]
                found.append(
                    Extreme(label, unit, tuple(map(int, tokens)), tuple(map(int, records[measure][tokens])))
                )
    return found


def to_json(found: Findings) -> dict[str, Any]:
    """For `--json`: probabilities as fractions and as numbers."""
    return {
        "tokens": found.tokens,
        "traits": [_trait_json(table) for table in found.traits],
        "duplicates": [list(group) for group in found.duplicates],
        "blanks": list(found.blanks),
        "failures": found.failures,
        "failed": [{"token": failed.token, "reason": failed.reason} for failed in found.failed],
        "extremes": [
            {"what": one.label, "unit": one.unit, "tokens": list(one.tokens), "values": list(one.values)}
            for one in found.extremes
        ],
        "svg_bytes": {"largest": found.largest, "mean": round(found.mean, 1)},
    }


def _trait_json(table: TraitTable) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for row in table.rows:
        rows.append({"value": row.value, "count": row.count})
        if row.chance is not None:
            rows[-1] |= {"chance": str(row.chance), "expected": round(float(row.chance), 9)}
    data: dict[str, Any] = {"name": table.name, "values": rows}
    if table.unknown:
        data["no_exact_probability"] = table.unknown
    if table.fit:
        fit = table.fit
        data["chi_square"] = {"statistic": fit.statistic, "freedom": fit.freedom, "p": fit.p_value}
    return data
