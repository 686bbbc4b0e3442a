"""Words in JavaScript: BigInts from 0 to 2**256 - 1. What may leave that range is brought back by `BigInt.asUintN`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from intaglio.backends.javascript.arithmetic import negative
from intaglio.backends.javascript.syntax import Binary, Expr, Host, Invoke, Unary, number
from intaglio.ir.nodes import Const, Op
from intaglio.ir.words import BITS

if TYPE_CHECKING:
    from intaglio.backends.javascript.operations import Values

Row = Callable[["Values", Op], Expr]
_COUNT = 255  # of a shift: the bits that count

# Keccak-256 of a word's 32 bytes: f turns a lane left, g reverses the bytes of a word. The lanes are the state s, five
# to a row, of which b are the columns' parities; (x, y) walks over them, k counts; l is the register of the constants.
OF_WORDS = {
    "keccak": """(@w,
@m = (1n << 64n) - 1n,
@f = (@x, @y) => (@x << @y | @x >> 64n - @y) & @m,
@g = @x => BigInt(`0x` + @x.toString(16).padStart(64, 0).match(/../g).reverse().join(``)),
@s = Array(25).fill(0n), @l = 1, @i, @j, @k, @x, @y, @z, @b) => {
for (@w = @g(@w), @i = 4; @i--;) @s[@i] = @w >> BigInt(64 * @i) & @m;
for (@s[4] = 1n, @s[16] = 1n << 63n, @i = 24; @i--;) {
@b = [0, 1, 2, 3, 4].map(@x => @s[@x] ^ @s[@x + 5] ^ @s[@x + 10] ^ @s[@x + 15] ^ @s[@x + 20]);
@s = @s.map((@x, @k) => @x ^ @b[(@k + 4) % 5] ^ @f(@b[(@k + 1) % 5], 1n));
for (@x = 1, @y = @k = 0, @z = @s[1]; @k < 24;) [@x, @y] = [@y, (2 * @x + 3 * @y) % 5],
[@s[@x + 5 * @y], @z] = [@f(@z, BigInt(++@k * (@k + 1) / 2 % 64)), @s[@x + 5 * @y]];
@s = @s.map((@x, @k) => @x ^ ~@s[@k - @k % 5 + (@k + 1) % 5] & @s[@k - @k % 5 + (@k + 2) % 5]);
for (@j = 1; @j < 65; @j *= 2) @l & 1 && (@s[0] ^= 1n << BigInt(@j - 1)), @l = @l << 1 ^ (@l >> 7) * 369
}
return\t@g(@s[0] | @s[1] << 64n | @s[2] << 128n | @s[3] << 192n)
}""".replace("\n", ""),
}


def word_literal(value: int) -> Expr:
    """A constant: the shorter of its decimal and its hexadecimal digits."""
    return Host(min(f"{value}n", f"{value:#x}n", key=len))


def _wrapped(value: Expr) -> Expr:
    return Invoke(Host("BigInt.asUintN"), (number(BITS), value))


def _signed(value: Expr) -> Expr:
    return Invoke(Host("BigInt.asIntN"), (number(BITS), value))


def _operation(symbol: str, wraps: bool = False) -> Row:
    def row(values: Values, op: Op) -> Expr:
        result = Binary(symbol, *map(values.exact, op.args))
        return _wrapped(result) if wraps else result

    return row


def _signed_operation(symbol: str) -> Row:
    return lambda values, op: _wrapped(Binary(symbol, *(_signed(values.exact(arg)) for arg in op.args)))


def _shift(symbol: str) -> Row:
    """How far is an int, of which the low eight bits count."""

    def row(values: Values, op: Op) -> Expr:
        shifted, count = op.args
        if isinstance(count, Const):
            by: Expr = word_literal(count.value & _COUNT)
        else:
            by = Invoke(Host("BigInt"), (Binary("&", values.bits(count), number(_COUNT)),))
        result = Binary(symbol, values.exact(shifted), by)
        return _wrapped(result) if symbol == "<<" else result

    return row


def _low(values: Values, op: Op) -> Expr:
    value = values.exact(op.args[0])
    return Invoke(Host("Number"), (value if op.hint else Invoke(Host("BigInt.asIntN"), (number(32), value)),))


WORD_ROWS: dict[str, Row] = {
    "add": _operation("+", wraps=True),
    "sub": _operation("-", wraps=True),
    "mul": _operation("*", wraps=True),
    "floordiv": _operation("/"),
    "mod": _operation("%"),
    "and": _operation("&"),
    "or": _operation("|"),
    "xor": _operation("^"),
    "not": lambda values, op: _wrapped(Unary("~", values.exact(op.args[0]))),
    "neg": lambda values, op: _wrapped(negative(values.exact(op.args[0]))),
    "min": lambda values, op: values.environment.helper("least", *map(values.exact, op.args)),
    "max": lambda values, op: values.environment.helper("greatest", *map(values.exact, op.args)),
    "wshl": _shift("<<"),
    "wshr": _shift(">>"),
    "sdiv": _signed_operation("/"),
    "smod": _signed_operation("%"),
    "keccak": lambda values, op: values.environment.helper("keccak", *map(values.exact, op.args)),
    "wide": lambda values, op: _wrapped(Invoke(Host("BigInt"), (values.exact(op.args[0]),))),
    "low": _low,
}
