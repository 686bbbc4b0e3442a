"""Chi-square: the p-value against mpmath's, the test against a hand's, and that it finds what is loaded."""

from fractions import Fraction
from random import Random

import mpmath
import pytest

from intaglio_studio.chi_square import Fit, goodness_of_fit, upper_gamma

SIXTH = [Fraction(1, 6)] * 6


@pytest.mark.parametrize("freedom", [1, 2, 3, 7, 60, 500, 4000])
def test_upper_gamma_is_mpmath_s(freedom: int) -> None:
    for factor in (0.01, 0.3, 0.9, 1, 1.1, 1.5, 3):
        a, x = freedom / 2, factor * freedom / 2
        exact = mpmath.gammainc(a, x, mpmath.inf, regularized=True)
        assert abs(upper_gamma(a, x) - exact) < 1e-11
    assert upper_gamma(freedom / 2, 0) == 1


def test_a_die() -> None:
    """Knuth, volume 2, 3.3.1 has the statistic; 7.2 of 5 degrees of freedom is below the 75% point, 6.626 … 9.236."""
    fit = goodness_of_fit([16, 8, 12, 4, 10, 10], SIXTH)
    assert fit is not None
    assert (fit.statistic, fit.freedom) == (8.0, 5)
    assert fit.p_value == pytest.approx(float(mpmath.gammainc(2.5, 4, mpmath.inf, regularized=True)))


def test_rare_values_are_counted_together() -> None:
    chances = [Fraction(1, 2), *[Fraction(1, 200)] * 100]
    fit = goodness_of_fit([500, *[5] * 100], chances)
    assert fit == Fit(0.0, 25, 1.0)  # of 1,000 drawn at least 15.6 in a cell: the half, and 4 neighbours each


def test_what_cannot_be_has_p_zero() -> None:
    fit = goodness_of_fit([5, 5, 1], [Fraction(1, 2), Fraction(1, 2), Fraction(0)])
    assert fit is not None
    assert fit.p_value == 0


def test_nothing_to_compare() -> None:
    assert goodness_of_fit([1000], [Fraction(1)]) is None
    assert goodness_of_fit([3, 1], [Fraction(1, 2)] * 2) is None  # of four tokens nothing can be said


def test_p_values_are_spread_evenly_and_loaded_dice_are_found() -> None:
    random = Random(1)

    def p_value(weights: list[int]) -> float:
        rolls = random.choices(range(6), weights, k=3000)
        fit = goodness_of_fit([rolls.count(face) for face in range(6)], SIXTH)
        assert fit is not None
        return fit.p_value

    honest = [p_value([1] * 6) for _ in range(200)]
    assert 60 < sum(p < 0.5 for p in honest) < 140
    assert sum(p < 0.001 for p in honest) < 3
    assert max(p_value([100, 100, 100, 100, 100, 140]) for _ in range(20)) < 0.001
