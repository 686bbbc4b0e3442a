"""The functions of our own that a script may carry, each only where it is used.

`next` is the seed's generator (sfc32), `field` its constant word. `snap`, `decimal` and `hex` are written in line
where `inline` names them; where it names `floored`, every product is snapped in the same way:

    h(a*27015/65536)+h(b*35149/65536)    →    z(a*27015)+z(b*35149)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from intaglio.backends.javascript.arithmetic import is_power_of_two, product
from intaglio.backends.javascript.syntax import (
    Arrow,
    Assign,
    Binary,
    Do,
    Expr,
    Host,
    Invoke,
    Loop,
    Num,
    Raw,
    Ref,
    Statement,
    Symbol,
    Text,
    Update,
    number,
)
from intaglio.backends.javascript.words import OF_WORDS
from intaglio.ir.nodes import Module
from intaglio.ir.params import OUT_OF_RANGE, Param, total_bits
from intaglio.ir.types import Type

GRID = 1 << 16
# What may be a function or in line, with the number of uses from which a function packs smaller (measured by deflate
# on random pieces).
WORTH_A_FUNCTION = {"floored": 12, "snap": 3, "decimal": 3, "hex": 4}
WARM_UP = 12
# Of doubles. The zero of a remainder has the divisor's sign, and is NaN where that has none.
OF_DOUBLES = {
    "least": "(@x, @y) => @y < @x ? @y : @x",
    "greatest": "(@x, @y) => @y > @x ? @y : @x",
    "modulo": "(@x, @y) => (@x %= @y) ? @x < 0 != @y < 0 ? @x + @y : @x : @y < 0 ? -@x * @x : @x * @x",
    # by a power of two no quotient is rounded; one too small is 0, and leaves what may be below zero
    "cyclic": "(@x, @y) => (@x -= @floor(@x / @y) * @y) < 0 ? @x + @y : @x",
    # the upper half of a double's bits, which every engine of today has second; a tab is a space that stays
    "power2": "((@f, @i = new\tInt32Array(@f.buffer)) => @x => (@i[1] = (@x + 1023 & 2047) << 20, @f[0]))"
    "(new\tFloat64Array(1))",
    "exponent": "((@f, @i = new\tInt32Array(@f.buffer)) => @x => (@f[0] = @x, (@i[1] >> 20 & 2047) - 1023))"
    "(new\tFloat64Array(1))",
    "even": "(@x, @y = Math.round(@x)) => @y - @x == .5 && @y % 2 ? @y - 1 : @y",
}

# The seed's first four words xor-ed with its other four; what becomes of those is left over.
_STATE = "[@a, @b, @c, @d] = S.match(/.{8}/g).map((@x, @i, @s) => `0x` + @x ^ `0x` + @s[@i + 4])"
# One round of sfc32. c * 9 is c + (c << 3); b, c and d may have more than 32 bits, of which only the lower ones count.
_NEXT = (
    "@next = @w => (@w = @a + @b + @d++ | 0, @a = @b ^ @b >>> 9, @b = @c * 9, "
    "@c = (@c << 21 | @c >>> 11) + @w, @w)"
)


class Prelude:
    """Builds uses of the helpers, and knows their definitions."""

    def __init__(self, module: Module, inline: frozenset[str]) -> None:
        self.digits = module.digits
        self.numbers = module.numbers
        self.params = module.params
        self.word = Symbol("params", ours=True)
        self.inline = inline
        helpers = ("next", "field", "serial", *WORTH_A_FUNCTION, *OF_DOUBLES)
        self.symbols = {name: Symbol(name, ours=True) for name in helpers}
        self.symbols |= {name: Symbol(name) for name in OF_WORDS}  # younger than the Runtimes: named as a piece's rules
        self.named = Symbol("named", ours=True)
        self.state = {name: Symbol(name, ours=True) for name in "abcd"}

    def next(self) -> Expr:
        """Draws the seed's next word, as a signed int."""
        return Invoke(Ref(self.symbols["next"]), ())

    def serial(self) -> Expr:
        """0, then 1, 2 and so on."""
        return Invoke(Ref(self.symbols["serial"]), ())

    def field(self) -> Expr:
        """The token's constant word."""
        return Ref(self.symbols["field"])

    def token(self) -> Expr:
        """The token's 32 bytes, behind which its params may follow, as a word."""
        return raw("BigInt(`0x` + S.slice(0, 64))")

    def start(self, at: int) -> Expr:
        """Word 0 to 3 of the generator, which nothing draws from where this is used. All but the first may be long."""
        word = Ref(self.state["abcd"[at]])
        return Binary("|", word, number(0)) if at else word

    def param(self, at: int) -> Expr:
        """A param of the collector: low + (default - low + bits) % span."""
        param = self.params[at]
        value, above = self._raw(param), param.default - param.low
        if above:
            value = Binary("%", Binary("+", value, number(above)), number(param.span))
        if param.low:
            value = Binary("+" if param.low > 0 else "-", value, number(abs(param.low)))
        return product(value, number(Fraction(1, GRID))) if param.type is Type.FIXED else value

    def _raw(self, param: Param) -> Expr:
        """The bits of a param, as a number."""
        shifted = f" >> {param.shift}n" if param.shift else ""
        return raw(f"Number(@word{shifted} & {(1 << param.bits) - 1}n)", word=Ref(self.word))

    def _unpacked(self) -> Iterator[Statement]:
        """Read the word behind the seed, none of which is all zeros, and refuse what holds no params."""
        word = Ref(self.word)
        yield Do(raw("@word = BigInt(`0x0` + S.slice(64))", word=word))
        refused: Expr = raw(f"@word >> {total_bits(self.params)}n", word=word)
        for param in self.params:
            if param.span != 1 << param.bits:
                refused = Binary("||", refused, Binary(">", self._raw(param), number(param.span - 1)))
        yield Do(Binary("&&", refused, raw("(() => { throw @why })()", why=Text(OUT_OF_RANGE))))

    def helper(self, name: str, *operands: Expr) -> Expr:
        """A call of one of `OF_DOUBLES` or `OF_WORDS`."""
        return Invoke(Ref(self.symbols[name]), operands)

    def snap(self, value: Expr) -> Expr:
        """A real number floored to the grid of 2**-16: `h(a*b)`, or `z(a*27015)` for `h(a*27015/65536)`."""
        grown = product(value, number(GRID))
        if "floored" not in self.inline and _has_factor(value) and _has_factor(grown, whole=True):
            return self._use("floored", grown)
        return self._use("snap", value)

    def decimal(self, value: Expr) -> Expr:
        """A number rounded to the piece's digits: what is written."""
        return self._use("decimal", value)

    def hex(self, value: Expr) -> Expr:
        """The six hex digits of an int's low 24 bits."""
        return self._use("hex", value)

    def _use(self, name: str, value: Expr) -> Expr:
        if name in self.inline:
            return self._written_out(name, value)
        return Invoke(Ref(self.symbols[name]), (value,))

    def _written_out(self, name: str, value: Expr) -> Expr:
        if name == "floored":
            return product(Invoke(Host("Math.floor"), (value,)), number(Fraction(1, GRID)))
        if name == "snap":
            return self._use("floored", product(value, number(GRID)))
        if name == "decimal":
            scale = number(10**self.digits)
            if self.numbers == "double":  # Math.round would not add the half in doubles
                halved = Binary("+", Binary("*", value, scale) if self.digits else value, number(Fraction(1, 2)))
                whole = Invoke(Host("Math.floor"), (halved,))
                return Binary("/", whole, scale) if self.digits else whole
            rounded = Invoke(Host("Math.round"), (product(value, scale),))
            return Binary("/", rounded, scale) if self.digits else rounded
        return raw("(@x + 2 ** 32).toString(16).slice(-6)", x=value)  # 2 ** 32: positive, and digits enough

    def globals(self) -> set[Symbol]:
        """The names that belong to the helpers alone."""
        return {*self.symbols.values(), *self.state.values(), self.word, self.named}

    def _snaps_by_floored(self, used: set[Symbol]) -> bool:
        return self.symbols["snap"] in used and "floored" not in self.inline

    def definitions(self, used: set[Symbol]) -> Iterator[Statement]:
        """The statements that a script starts with which uses these symbols."""
        if self.params:
            yield from self._unpacked()
        if used & {self.symbols["next"], self.symbols["field"], *self.state.values()}:
            yield from self._generator(self.symbols["field"] in used)
        if self.symbols["serial"] in used:
            yield Do(raw("@serial = () => @named++", serial=Ref(self.symbols["serial"]), named=Ref(self.named)))
            yield Do(Assign("=", Ref(self.named), number(0)))
        for name in WORTH_A_FUNCTION:
            if self.symbols[name] in used or (name == "floored" and self._snaps_by_floored(used)):
                x = Symbol("x")
                arrow = Arrow(((x, None),), self._written_out(name, Ref(x)))
                yield Do(Assign("=", Ref(self.symbols[name]), arrow))
        for name, text in (OF_DOUBLES | OF_WORDS).items():
            if self.symbols[name] in used:
                operands = {operand: Ref(Symbol(operand)) for operand in re.findall(r"@(\w)\b", text)}
                yield Do(raw(f"@own = {text}", own=Ref(self.symbols[name]), floor=Host("Math.floor"), **operands))

    def _generator(self, field: bool) -> Iterator[Statement]:
        state = {name: Ref(symbol) for name, symbol in self.state.items()}
        yield Do(raw(_STATE, **state, **{name: Ref(Symbol(name)) for name in "xis"}))
        yield Do(raw(_NEXT, **state, w=Ref(Symbol("w")), next=Ref(self.symbols["next"])))
        rounds = Symbol("i")
        draw = Assign("=", self.field(), self.next()) if field else self.next()
        yield Loop(
            Assign("=", Ref(rounds), number(WARM_UP)), Update("--", Ref(rounds)), None, (Do(draw),)
        )


def _has_factor(value: Expr, whole: bool = False) -> bool:
    """Whether a value is a product by a constant, or by a whole one."""
    match value:
        case Binary("*", _, Num(factor)):
            return not whole or factor.denominator == 1
        case Binary("/", _, Num(divisor)):
            return not whole and is_power_of_two(divisor)
        case _:
            return False


def raw(text: str, **operands: Expr) -> Raw:
    """JavaScript text with an expression for each `@name`."""
    pieces = re.split(r"@(\w+)", text)
    return Raw(tuple(operands[p] if at % 2 else p for at, p in enumerate(pieces)))
