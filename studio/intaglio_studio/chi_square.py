"""Pearson's chi-square: do counts look like they were drawn with these probabilities? `goodness_of_fit(…)`.

The p-value is the share of honest drawings that would look at least as odd. It is the regularised upper incomplete
gamma function, computed as in *Numerical Recipes* §6.2: a series where x < a + 1, Lentz's continued fraction elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, lgamma, log

FEWEST_EXPECTED = 5  # in a cell, by the usual rule; rarer neighbours are counted together
MOST_CELLS = 64
_ROUNDS = 10_000
_PRECISION = 1e-16


@dataclass(frozen=True)
class Fit:
    """How well counts fit: the statistic, its degrees of freedom and the p-value."""

    statistic: float
    freedom: int
    p_value: float


def goodness_of_fit(counts: Sequence[int], chances: Sequence[Fraction]) -> Fit | None:
    """The fit of counts to probabilities that sum to 1, neighbours put together where few are expected.

    None where nothing is left to compare. A count where the probability is 0 has p = 0.
    """
    total = sum(counts)
    if any(count and not chance for count, chance in zip(counts, chances, strict=True)):
        return Fit(float("inf"), max(len(counts) - 1, 1), 0.0)
    cells = _cells(counts, chances, total)
    if len(cells) < 2:
        return None
    statistic = float(sum((count - expected) ** 2 / expected for count, expected in cells))
    return Fit(statistic, len(cells) - 1, upper_gamma((len(cells) - 1) / 2, statistic / 2))


def _cells(counts: Sequence[int], chances: Sequence[Fraction], total: int) -> list[tuple[int, Fraction]]:
    """Counts and what is expected, neighbours put together until enough is expected of each."""
    least = max(Fraction(FEWEST_EXPECTED), Fraction(total, MOST_CELLS))
    cells: list[tuple[int, Fraction]] = []
    count, expected = 0, Fraction(0)
    for more, chance in zip(counts, chances, strict=True):
        count, expected = count + more, expected + total * chance
        if expected >= least:
            cells.append((count, expected))
            count, expected = 0, Fraction(0)
    if expected and cells:  # what is left over goes to the last cell
        last, before = cells.pop()
        cells.append((last + count, before + expected))
    return cells


def upper_gamma(a: float, x: float) -> float:
    """Q(a, x): the share of a gamma distribution of shape a > 0 that lies above x >= 0.

    >>> round(upper_gamma(1, 2), 12) == round(exp(-2), 12)
    True
    """
    if x <= 0:
        return 1.0
    scale = exp(a * log(x) - x - lgamma(a))
    return 1 - scale * _series(a, x) if x < a + 1 else scale * _fraction(a, x)


def _series(a: float, x: float) -> float:
    """1/a + x/(a(a+1)) + x²/(a(a+1)(a+2)) + …"""
    term = total = 1 / a
    for n in range(1, _ROUNDS):
        term *= x / (a + n)
        total += term
        if term < total * _PRECISION:
            break
    return total


def _fraction(a: float, x: float) -> float:
    """1/(x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- …))), from the left."""
    b = x + 1 - a
    c = 1e300
    d = value = 1 / b
    for n in range(1, _ROUNDS):
        numerator, b = -n * (n - a), b + 2
        d = 1 / _apart(numerator * d + b)
        c = _apart(b + numerator / c)
        value *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return value


def _apart(value: float) -> float:
    """`value`, kept away from zero."""
    return value if abs(value) > 1e-300 else 1e-300
