"""How a script holds a constant table."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from intaglio.backends.javascript.doubles import literal
from intaglio.backends.javascript.literals import number_text
from intaglio.backends.javascript.paints import hex_digits
from intaglio.backends.javascript.places import place
from intaglio.backends.javascript.prelude import raw
from intaglio.backends.javascript.syntax import Array, Expr, Num, Ref, Symbol, Text, number
from intaglio.backends.javascript.words import word_literal
from intaglio.ir import nodes as ir
from intaglio.ir.span import Span
from intaglio.ir.traced_text import TracedText
from intaglio.ir.types import ONE, Type

MANY_NUMBERS = 200  # from this many small ints on, the letters of a text pack smaller than a list
MANY_RISING = 40  # from this many ascending ints on, the letters of their differences do
FIRST_LETTER, LETTERS = 35, 200  # from "#" on; those after "~" take two bytes, and are few
CAPITAL, CAPITALS = 65, 33  # from "A" on, for a packer that knows scripts: nothing that it would take for brackets
STEPS = 1000  # an ascending table's differences may be as many letters
MANY_PAINTS = 6  # from this many on, cutting one text is shorter than listing them
COLORS, CUTTING = 1 << 24, 26  # colors that are calculated with: six digits each, and what makes numbers of them


class TableForm:
    """How a table is kept: an array of texts, of paints, or of numbers over a common power of two.

    `seen`: for a packer that has seen other scripts.
    """

    def __init__(self, table: ir.Table, paints: bool, seen: bool = False) -> None:
        self.symbol = Symbol(table.name)
        self.divisor = 1
        places = tuple(map(place, table.places))
        if table.type is None or paints:
            texts = table.texts or tuple(map(hex_digits, table.values))
            self.array: Expr = Array(tuple(Text(text, span=at) for text, at in zip(texts, places, strict=True)))
            if paints and len(texts) >= MANY_PAINTS:
                self.array = raw("@all.match(/.{6}/g)", all=Text(TracedText.joined(texts, table.places)))
            return
        if table.type in (Type.DOUBLE, Type.WORD):
            self.array = Array(tuple(map(literal if table.type is Type.DOUBLE else word_literal, table.values)))
            return
        packed = _text_of_ints(table.values, table.places, seen) if table.type is Type.INT else None
        if packed is not None:
            self.array = packed
            return
        scale = ONE if table.type is Type.FIXED else 1
        values = [Fraction(value, scale) for value in table.values]
        whole = max((value.denominator for value in values), default=1)
        if whole > 1 and _width([value * whole for value in values]) < _width(values):
            self.divisor = whole
        self.array = Array(
            tuple(Num(value * self.divisor, span=at) for value, at in zip(values, places, strict=True))
        )


def _text_of_ints(values: tuple[int, ...], places: tuple[Span, ...], seen: bool) -> Expr | None:
    """Many ints in one text; None where a list of them is as good."""
    if not values:
        return None
    low, high, x = min(values), max(values), Ref(Symbol("x"))
    if len(values) >= MANY_RISING and high >= LETTERS and list(values) == sorted(values):
        steps = [after - before for before, after in pairwise((0, *values))]
        if low >= 0 and max(steps) < STEPS:
            made = "[...@all].map(@x => @sum += @x.charCodeAt() - @shift, @sum = 0)"
            letters = _letters(steps, places, FIRST_LETTER)
            return raw(made, all=letters, x=x, sum=Ref(Symbol("sum")), shift=number(FIRST_LETTER))
    if len(values) >= MANY_NUMBERS and high - low < LETTERS:
        first = CAPITAL if seen and high - low < CAPITALS else FIRST_LETTER
        letters = _letters([value - low for value in values], places, first)
        return raw("[...@all].map(@x => @x.charCodeAt() - @shift)", all=letters, x=x, shift=number(first - low))
    if low >= 0 and high < COLORS and len(",".join(map(str, values))) > 6 * len(values) + CUTTING:
        digits = Text(TracedText.joined(map(hex_digits, values), places))
        return raw("@all.match(/.{6}/g).map(@x => `0x` + @x | 0)", all=digits, x=x)
    return None


def _letters(values: Iterable[int], places: tuple[Span, ...], first: int) -> Text:
    return Text(TracedText.joined((chr(value + first) for value in values), places))


def _width(values: list[Fraction]) -> int:
    return sum(len(number_text(value, 0)) for value in values)
