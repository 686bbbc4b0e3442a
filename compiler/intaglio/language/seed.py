"""The seed: a token's 32 bytes, drawn from in order. Named draws are the token's traits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from fractions import Fraction
from math import gcd, lcm
from typing import Any, TypeVar, cast

from intaglio.ir.interpret import Sfc32, finish_traits
from intaglio.ir.types import FRACTION_BITS, wrap
from intaglio.language.arrays import Array
from intaglio.language.doubles import Double, Floats
from intaglio.language.functions import shown
from intaglio.language.numbers import Color, Fixed, Int, Number, PieceFault, to_language
from intaglio.language.words import Word

Entry = TypeVar("Entry")


def seed_bytes(seed: int | bytes | str) -> bytes:
    """32 bytes from what a person gives as a seed: the bytes, 64 hex digits (0x or not), or a whole number.

    >>> seed_bytes(7)[-1]
    7
    """
    if isinstance(seed, int):
        if not 0 <= seed < 1 << 256:
            raise ValueError(f"a seed is a number from 0 to 2**256 - 1, not {seed}")
        return seed.to_bytes(32, "big")
    data = bytes.fromhex(seed.removeprefix("0x")) if isinstance(seed, str) else seed
    if len(data) != 32:
        raise ValueError(f"a seed has 32 bytes, not {len(data)}")
    return data


def whole_weights(weights: Sequence[Any]) -> tuple[int, ...]:
    """Weights as whole numbers in lowest terms; a Python float stands for the decimal it prints as.

    >>> whole_weights((0.5, 1.5))
    (1, 3)
    """
    exact = [w if isinstance(w, Fraction) else Fraction(repr(w)) for w in weights]
    common = lcm(*(w.denominator for w in exact))
    whole = [int(w * common) for w in exact]
    divisor = gcd(*whole)
    return tuple(w // divisor for w in whole)


class Seed:
    """Where a piece gets its randomness. Every draw takes the next words of the token's own generator."""

    def __init__(self, seed: int | bytes | str = 0, digits: int = 2, floats: Floats = Fixed) -> None:
        self._token = int.from_bytes(seed_bytes(seed), "big")
        self._words = Sfc32.from_seed(seed_bytes(seed))
        self._digits = digits
        self._floats = floats
        self._traits: list[str] = []
        self._chosen: Mapping[str, Int | Fixed | Double] = {}  # the collector's params
        self._gauss: Callable[..., float] = _library_gauss

    def _field(self) -> Int:
        return Int(wrap(self._words.field_word))

    def _finish(self) -> str:
        """The traits as a JSON array."""
        return finish_traits("".join(self._traits))

    # -- draws

    def random(self) -> float:
        """A float from 0 up to but without 1, in steps of 2**-16; in doubles of 2**-32."""
        word = self._words.next() & 0xFFFFFFFF
        drawn = Fixed(word >> FRACTION_BITS) if self._floats is Fixed else Double(word / 2**32)
        return cast(float, drawn)

    def uniform(self, lo: float, hi: float) -> float:
        """A float from lo up to but without hi."""
        low: Any = self._floats.of(lo)
        return cast(float, low + (self._floats.of(hi) - low) * self.random())

    def below(self, n: int) -> int:
        """An int from 0 up to but without n, each equally likely. n < 1 is a fault."""
        count = int(to_language(n).n)
        if count < 1:
            raise PieceFault(f"below({count}): there is no such number")
        mask = (1 << (count - 1).bit_length()) - 1
        while True:
            word = self._words.next() & mask
            if word < count:
                return cast(int, Int(word))

    def chance(self, p: float) -> bool:
        """True with probability p."""
        drawn: Any = self.random()
        return bool(drawn < self._floats.of(p))

    def choice(self, table: Sequence[Entry] | Mapping[str, Entry]) -> Entry:
        """An entry of a table, each equally likely."""
        entries = list(table.values()) if isinstance(table, Mapping) else table
        return cast(Entry, to_language(entries[int(self.below(len(entries)))]))

    def gauss(self, mu: float, sigma: float) -> float:
        """A float around mu, normally distributed, with the standard deviation sigma."""
        return self._gauss(self, mu, sigma)

    def shuffle(self, array: Array[Any]) -> None:
        """Put the entries of an array into a random order, each order equally likely."""
        for last in range(len(array) - 1, 0, -1):
            drawn = self.below(last + 1)
            array[last], array[drawn] = array[drawn], array[last]

    def fork(self, label: str, index: int = 0) -> Seed:
        """A seed of its own: it rests on this one's start, on the label and the index, and on no draw."""
        forked = copy(self)
        forked._words = self._words.fork(label, int(to_language(index).n))
        return forked

    def word(self) -> Word:
        """The token's 32 bytes, as one number; nothing is drawn."""
        return Word(self._token)

    # -- named draws, which are traits

    def pick(
        self, name: str, table: Sequence[Entry] | Mapping[str, Entry], weights: Sequence[float] = (),
        when: Mapping[str, bool] | None = None,
    ) -> Entry:  # fmt: skip
        """An entry of a table, by weight where weights are given. The trait is the entry, or its key in a dict.

        `when` says of some entries, by name, whether they are possible.
        """
        entries = list(table.values()) if isinstance(table, Mapping) else list(table)
        names = list(table) if isinstance(table, Mapping) else entries
        shares: Sequence[Any] = weights or getattr(table, "weights", ())
        if when:
            whole = whole_weights(shares) if shares else (1,) * len(entries)
            index = self._by_weight(tuple(w if when.get(str(n), True) else 0 for w, n in zip(whole, names)))
        else:
            index = self._by_weight(whole_weights(shares)) if shares else int(self.below(len(entries)))
        if isinstance(table, Mapping):
            self._write_text(name, names[index])  # a key is text, also one that looks like a color
        else:
            self._write(name, entries[index])
        return cast(Entry, to_language(entries[index]))

    def integer(self, name: str, lo: int, hi: int) -> int:
        """An int from lo to hi, both included."""
        low, high = to_language(lo), to_language(hi)
        return cast(int, self._write(name, low + self.below(high - low + Int(1))))

    def real(self, name: str, lo: float, hi: float) -> float:
        """A float from lo up to but without hi."""
        return cast(float, self._write(name, self.uniform(lo, hi)))

    def flag(self, name: str, chance: float = 0.5) -> bool:
        """True with probability `chance`. The trait is "Yes" or "No"."""
        return cast(bool, self._write(name, self.chance(chance)))

    def param(self, name: str, lo: int | float, hi: int | float, default: int | float) -> Any:
        """What the collector chose at mint, from lo to hi, both included; an int where all three are."""
        return self._write(name, self._chosen.get(name, to_language(default)))

    def trait(self, name: str, value: int | float | bool | str | Color) -> None:
        """A trait that follows from others: nothing is drawn."""
        self._write(name, value)

    def _by_weight(self, weights: tuple[int, ...]) -> int:
        drawn, total = int(self.below(sum(weights))), 0
        for index, weight in enumerate(weights):
            total += weight
            if drawn < total:
                return index
        raise AssertionError("below(n) is below n")

    def _write(self, name: str, value: Any) -> Any:
        value = to_language(value)
        self._write_text(name, shown(value, self._digits), "" if isinstance(value, Number) else '"')
        return value

    def _write_text(self, name: str, text: Any, quote: str = '"') -> None:
        self._traits.append(f',{{"trait_type":"{json_text(name)}","value":{quote}{json_text(text)}{quote}}}')


def _library_gauss(seed: Seed, mu: float, sigma: float) -> float:
    """In plain Python; a run puts its own rule in this place."""
    from intaglio.library.draws import gauss

    return gauss(seed, mu, sigma)


def json_text(text: str) -> str:
    """Text inside a JSON string: quotes, backslashes and control characters are escaped, nothing else."""
    return "".join(f"\\u{ord(c):04x}" if c < " " else "\\" + c if c in '"\\' else c for c in text)
