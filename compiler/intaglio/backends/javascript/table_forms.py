"""How a script holds a constant table."""

from __future__ import annotations

from fractions import Fraction

from intaglio.backends.javascript.doubles import literal
from intaglio.backends.javascript.literals import number_text
from intaglio.backends.javascript.paints import hex_digits
from intaglio.backends.javascript.prelude import raw
from intaglio.backends.javascript.syntax import Array, Expr, Num, Ref, Symbol, Text, number
from intaglio.ir import nodes as ir
from intaglio.ir.types import ONE, Type

MANY_NUMBERS = 200  # from this many small ints on, the letters of a text pack smaller than a list
FIRST_LETTER, LETTERS = 35, 200  # from "#" on; those after "~" take two bytes, and are few
MANY_PAINTS = 6  # from this many on, cutting one text is shorter than listing them


class TableForm:
    """How a table is kept: an array of texts, of paints, or of numbers over a common power of two."""

    def __init__(self, table: ir.Table, paints: bool) -> None:
        self.symbol = Symbol(table.name)
        self.divisor = 1
        if table.type is None or paints:
            texts = table.texts or tuple(map(hex_digits, table.values))
            self.array: Expr = Array(tuple(map(Text, texts)))
            if paints and len(texts) >= MANY_PAINTS:
                self.array = raw("@all.match(/.{6}/g)", all=Text("".join(texts)))
            return
        if table.type is Type.DOUBLE:
            self.array = Array(tuple(map(literal, table.values)))
            return
        low = min(table.values, default=0)
        if table.type is Type.INT and len(table) >= MANY_NUMBERS and max(table.values) - low < LETTERS:
            letters = Text("".join(chr(value - low + FIRST_LETTER) for value in table.values))
            shift = number(FIRST_LETTER - low)
            self.array = raw("[...@all].map(@x=>@x.charCodeAt()-@shift)", all=letters, x=Ref(Symbol("x")), shift=shift)
            return
        scale = ONE if table.type is Type.FIXED else 1
        values = [Fraction(value, scale) for value in table.values]
        whole = max((value.denominator for value in values), default=1)
        if whole > 1 and _width([value * whole for value in values]) < _width(values):
            self.divisor = whole
        self.array = Array(tuple(Num(value * self.divisor) for value in values))


def _width(values: list[Fraction]) -> int:
    return sum(len(number_text(value, 0)) for value in values)
