"""Weights: exact numbers as they are spelled, and the whole numbers that stand for them."""

from __future__ import annotations

import ast
from fractions import Fraction
from math import gcd, lcm


def exact_decimal(node: ast.expr) -> Fraction | None:
    """The number that a literal spells, exactly: 0.1 is a tenth."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Fraction(repr(node.value))
    return None


def lowest_terms(weights: list[Fraction]) -> tuple[int, ...]:
    """`[0.5, 1.5] -> (1, 3)`."""
    common = lcm(*(w.denominator for w in weights))
    whole = [int(w * common) for w in weights]
    divisor = gcd(*whole)
    return tuple(w // divisor for w in whole)
