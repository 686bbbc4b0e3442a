"""Words as Python objects, unsigned whole numbers of 256 bits: `word(n)`, `seed.word()` and `keccak(w)` give one.

Operators mean what `intaglio.ir.ops` says of words; a constant int beside a word is one. `<< >>` take an int for how
far, of which the low eight bits count.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from intaglio.ir import words
from intaglio.ir.words import MASK
from intaglio.language.numbers import Color, Int, PieceFault, to_language

_COUNT = 255


def _operation(operate: Callable[[int, int], int]) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    """An operator, and the same with its operands exchanged: that of a constant on the left."""

    def forward(self: Any, other: Any) -> Any:
        right = _bits(other)
        return NotImplemented if right is None else Word(operate(self.n, right))

    def backward(self: Any, other: Any) -> Any:
        left = _bits(other)
        return NotImplemented if left is None else Word(operate(left, self.n))

    return forward, backward


def _comparison(test: Callable[[int, int], bool]) -> Callable[[Any, Any], bool]:
    def compare(self: Any, other: Any) -> bool:
        right = _bits(other)
        return NotImplemented if right is None else test(self.n, right)

    return compare


def _quotient(a: int, b: int) -> int:
    if b == 0:
        raise PieceFault("division by zero")
    return a // b


def _remainder(a: int, b: int) -> int:
    if b == 0:
        raise PieceFault("remainder of a division by zero")
    return a % b


class Word:
    """An unsigned whole number of 256 bits; `+ - *` wrap. Of an int the sign is kept, as two's complement."""

    __slots__ = ("n",)
    n: int

    def __init__(self, value: Any) -> None:
        bits = _bits(value.n if isinstance(value, Color) else value)
        if bits is None:
            raise TypeError(f"{value!r} is not an int")
        self.n = bits

    __add__, __radd__ = _operation(operator.add)
    __sub__, __rsub__ = _operation(operator.sub)
    __mul__, __rmul__ = _operation(operator.mul)
    __floordiv__, __rfloordiv__ = _operation(_quotient)
    __mod__, __rmod__ = _operation(_remainder)
    __and__, __rand__ = _operation(operator.and_)
    __or__, __ror__ = _operation(operator.or_)
    __xor__, __rxor__ = _operation(operator.xor)

    __eq__ = _comparison(operator.eq)
    __ne__ = _comparison(operator.ne)
    __lt__ = _comparison(operator.lt)
    __le__ = _comparison(operator.le)
    __gt__ = _comparison(operator.gt)
    __ge__ = _comparison(operator.ge)
    __hash__ = None  # type: ignore[assignment]  # it equals an int

    def __lshift__(self, by: int) -> Word:
        return Word(self.n << (to_language(by).n & _COUNT))

    def __rshift__(self, by: int) -> Word:
        return Word(self.n >> (to_language(by).n & _COUNT))

    def __pow__(self, exponent: int) -> Word:
        return Word(pow(self.n, to_language(exponent).n, 1 << words.BITS))

    def __neg__(self) -> Word:
        return Word(-self.n)

    def __pos__(self) -> Word:
        return self

    def __invert__(self) -> Word:
        return Word(~self.n)

    def __bool__(self) -> bool:
        return self.n != 0

    def __int__(self) -> int:
        return self.n

    def __str__(self) -> str:
        return str(self.n)

    def __repr__(self) -> str:
        return f"word({self.n:#x})"


def keccak(w: Word) -> Word:
    """Keccak-256 of a word's 32 bytes, as Ethereum hashes them."""
    return Word(words.keccak(Word(w).n))


def sdiv(a: Word, b: Word) -> Word:
    """The quotient of two words that are read as signed, cut towards zero."""
    return _signed(words.signed_quotient, a, b, "division by zero")


def smod(a: Word, b: Word) -> Word:
    """What `sdiv` leaves, with the sign of `a`."""
    return _signed(words.signed_remainder, a, b, "remainder of a division by zero")


def _signed(operate: Callable[[int, int], int], a: Word, b: Word, fault: str) -> Word:
    left, right = Word(a).n, Word(b).n
    if right == 0:
        raise PieceFault(fault)
    return Word(operate(left, right))


def _bits(value: Any) -> int | None:
    """A word or an int as the bits of a word; None of anything else."""
    kind = value.__class__
    if kind is Word or kind is Int:
        return int(value.n) & MASK
    return value & MASK if kind is int else None
