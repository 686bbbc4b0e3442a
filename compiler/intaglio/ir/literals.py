"""Numbers as the IR holds them in a constant, and as its text spells them."""

from __future__ import annotations

from fractions import Fraction

from intaglio.ir.doubles import bits, nearest, read, spelled, value
from intaglio.ir.types import ONE, Type, decimal_text, to_scaled


def held(kind: Type, number: float | Fraction | str) -> int:
    """A real number as a constant of a type: `held(Type.FIXED, 1.5) == 98304`; a double is the nearest one."""
    match kind:
        case Type.FIXED:
            return to_scaled(number)
        case Type.DOUBLE:
            return bits(nearest(number))
        case _:
            return int(number)


def exact(kind: Type, constant: int) -> Fraction | float:
    """The number that a constant of a type stands for: a float only where it is a double."""
    return value(constant) if kind is Type.DOUBLE else Fraction(constant, ONE if kind is Type.FIXED else 1)


def literal_text(kind: Type, constant: int) -> str:
    """A constant as the text of the IR spells it: `12`, `1.5` (a fixed), `1.5d` (a double), `12w` (a word),
    `true`.
    """
    match kind:
        case Type.FIXED:
            return decimal_text(constant)
        case Type.DOUBLE:
            return spelled(value(constant))
        case Type.BOOL:
            return "true" if constant else "false"
        case Type.WORD:
            return f"{constant}w"
        case _:
            return str(constant)


def read_literal(token: str) -> tuple[Type, int]:
    """The type and the constant that a literal of the text means."""
    if token in ("true", "false"):
        return Type.BOOL, int(token == "true")
    if token[0] == "#" or token[-1] == "d":
        return Type.DOUBLE, bits(read(token))
    if token[-1] == "w":
        return Type.WORD, int(token[:-1])
    if "." in token:
        return Type.FIXED, to_scaled(Fraction(token))
    return Type.INT, int(token)
