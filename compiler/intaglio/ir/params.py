"""The collector's params: what each may be, and the one word of 256 bits that holds them all.

Each param has the fewest bits that tell its values apart, the first one lowest. What is stored of a value is its
distance upwards from the default, around the end of the range and on from its start: so a word of zeros is all
defaults, and a token whose collector chose nothing costs no storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intaglio.ir.types import Type, decimal_text, to_scaled

WORD_BITS = 256
OUT_OF_RANGE = "the params are out of range"  # what every engine says of a word that holds no params


class ParamsRefused(ValueError):
    """A word, or values, that are no params of the piece."""


@dataclass(frozen=True, slots=True)
class Param:
    """One param, from `low` to `high`, both included; a fixed is scaled by 2**16. Its bits begin at `shift`."""

    name: str
    type: Type
    low: int
    high: int
    default: int
    shift: int

    @property
    def span(self) -> int:
        """How many values it has."""
        return self.high - self.low + 1

    @property
    def bits(self) -> int:
        """How many bits of the word are its own."""
        return (self.span - 1).bit_length()

    def shown(self, value: int) -> str:
        """A value as people write it."""
        return decimal_text(value) if self.type is Type.FIXED else str(value)


def total_bits(params: Iterable[Param]) -> int:
    """The bits that all params have together."""
    return sum(param.bits for param in params)


def unpack(params: Iterable[Param], word: int) -> dict[str, int]:
    """The value of each param. Raises `ParamsRefused` where the word holds something else."""
    found = {}
    for param in params:
        raw = word & (1 << param.bits) - 1
        word >>= param.bits
        if raw >= param.span:
            raise ParamsRefused(OUT_OF_RANGE)
        found[param.name] = param.low + (param.default - param.low + raw) % param.span
    if word:
        raise ParamsRefused(OUT_OF_RANGE)
    return found


def pack(params: Iterable[Param], values: Mapping[str, int]) -> int:
    """The word for these values; a param without one has its default. Raises `ParamsRefused`, with the range."""
    word = 0
    for param in params:
        value = values.get(param.name, param.default)
        if not param.low <= value <= param.high:
            low, high = param.shown(param.low), param.shown(param.high)
            raise ParamsRefused(f"`{param.name}` is from {low} to {high}, not {param.shown(value)}")
        word |= (value - param.default) % param.span << param.shift
    return word


def parsed(params: Iterable[Param], texts: Mapping[str, str]) -> int:
    """The word for values as people write them, by name. Raises `ParamsRefused`."""
    known = {param.name: param for param in params}
    values = {}
    for name, text in texts.items():
        if name not in known:
            raise ParamsRefused(f"there is no param `{name}`; there are {', '.join(known) or 'none'}")
        try:
            values[name] = int(text) if known[name].type is Type.INT else to_scaled(text)
        except (ValueError, ArithmeticError):
            what = "a whole number" if known[name].type is Type.INT else "a number"
            raise ParamsRefused(f"`{name}` is {what}, not `{text}`") from None
    return pack(known.values(), values)

