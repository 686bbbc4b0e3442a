"""A model that has read its primer, and what it does with texts: `Primed(primer)`.

A text is UTF-8. The model sees symbols of seven bits: a byte from 127 on becomes 127 and its lower seven bits.

A payload is three bytes of check and arithmetic code. The check is a hash of the text, which runs along with decoding:
the text ends where the hash equals the check and the code is at its end, which an encoder can write in one way only. So
the text's length and a checksum cost three bytes together, and a payload in which a bit is changed has no text.
"""

from __future__ import annotations

from copy import copy
from functools import cache

import numpy as np
from numpy.typing import NDArray

from intaglio.packing.context_mixing import kernel
from intaglio.packing.context_mixing.layout import START, Ints, Slots, Tables, new_log, new_model, new_slots, new_tables
from intaglio.packing.damage import Damaged

LONGEST = 1 << 17  # symbols, after which a payload is damaged: no page decodes for longer than seconds
CHECK = 3  # bytes
ESCAPE = 127
HARMLESS = b"\n"  # after a script
_BIT = 1 << 16  # the unit that the kernel's prices are in


class Primed:
    """The model after its primer. Every text is taken from there, and leaves nothing behind."""

    def __init__(self, primer: bytes) -> None:
        symbols = symbols_of(primer)
        self._begin = START + len(symbols)
        self._text = np.concatenate([np.zeros(START, np.int32), symbols])
        self._slots, self._log = new_slots(), new_log(0)
        self._row, self._model = new_model(_tables().squash)
        self._walk(kernel.LEARN, START)
        self._primed = self._row.copy()

    def size(self, text: bytes) -> float:
        """The length of a text's arithmetic code in bits, the same number on every machine."""
        return int(self._weigh(text).sum()) / _BIT

    def after(self, text: bytes) -> tuple[Primed, float]:
        """A model that has read this text too, and the bits that it took: for many texts that begin so.

        The size of a text is the sum of what its beginning took and what the rest takes after it.
        """
        symbols = symbols_of(text)
        further = copy(self)
        further._text, further._log = self._text.copy(), new_log(0)
        further._slots = Slots(self._slots.held.copy(), self._slots.counts.copy())
        further._row, further._model = new_model(_tables().squash)
        further._row[:] = self._row
        further._walk(kernel.WEIGH, self._begin, symbols, keep=True)
        further._begin, further._primed = self._begin + len(symbols), further._row.copy()
        return further, int(further._log.prices[: len(symbols)].astype(np.int64).sum()) / _BIT

    def costs(self, text: bytes) -> list[float]:
        """What each byte of a text costs, in bits."""
        prices = self._weigh(text) / _BIT
        costs, at = [], 0
        for byte in text:
            width = 1 if byte < ESCAPE else 2
            costs.append(float(prices[at : at + width].sum()))
            at += width
        return costs

    def encode(self, text: bytes) -> bytes:
        """A payload of which `decode` makes the text.

        Hardly ever it is the text and a line's end: where the hash occurs before, and what follows has no bits.
        Raises `ValueError` where the text is not UTF-8 or too long.
        """
        symbols = symbols_of(text)
        if len(symbols) >= LONGEST:
            raise ValueError(f"{len(symbols)} symbols are too many: the longest text has {LONGEST - 1}")
        hashes = kernel.running_hashes(symbols)
        code = np.zeros(2 * len(symbols) + 8, np.uint8)
        written = self._walk(kernel.ENCODE, self._begin, symbols, code)[1]
        payload = int(hashes[-1]).to_bytes(CHECK, "big") + code[:written].tobytes()
        if (hashes[:-1] == hashes[-1]).any() and self._symbols(payload, LONGEST) != symbols.astype(np.uint8).tobytes():
            return self.encode(text + HARMLESS)
        return payload

    def decode(self, payload: bytes, limit: int = LONGEST) -> bytes:
        """The text of a payload. Raises `Damaged`, also where more than `limit` symbols have no end."""
        return text_of(self._symbols(payload, limit))

    def _symbols(self, payload: bytes, limit: int) -> bytes:
        if len(payload) < CHECK:
            raise Damaged("a payload of fewer bytes than its check")
        check, code = int.from_bytes(payload[:CHECK], "big"), np.frombuffer(payload[CHECK:], np.uint8).copy()
        end, _ = self._walk(kernel.DECODE, self._begin, np.zeros(limit, np.int32), code, check)
        if end < 0:
            raise Damaged("the code ends in no text that has this check")
        return self._text[self._begin : end].astype(np.uint8).tobytes()

    def _weigh(self, text: bytes) -> NDArray[np.int64]:
        symbols = symbols_of(text)
        self._walk(kernel.WEIGH, self._begin, symbols)
        return self._log.prices[: len(symbols)].astype(np.int64)

    def _walk(
        self, mode: int, begin: int, symbols: Ints | None = None, code: NDArray[np.uint8] | None = None,
        check: int = 0, keep: bool = False,
    ) -> tuple[int, int]:  # fmt: skip
        """Walk through symbols and undo it, but after the primer or to `keep` what was learned.

        Gives where they end, and the bytes of code that there are.
        """
        if symbols is not None:
            if len(self._text) < begin + len(symbols):
                self._text = np.concatenate([self._text[:begin], symbols])
            self._text[begin : begin + len(symbols)] = symbols
            if len(self._log.prices) < len(symbols):
                self._log = new_log(len(symbols))
        end = begin + len(symbols) if symbols is not None else len(self._text)
        code = np.zeros(0, np.uint8) if code is None else code
        at, used, logged = kernel.run(
            mode, self._text, begin, end, code, check, self._model, self._slots, _tables(), self._log
        )
        if mode != kernel.LEARN and not keep:
            kernel.restore(logged, self._slots, self._log)
            self._row[:] = self._primed
        return int(at), int(used)


def symbols_of(text: bytes) -> Ints:
    """The symbols of a text. Raises `ValueError` where it is not UTF-8."""
    text.decode("utf-8")
    if max(text, default=0) >= ESCAPE:
        text = b"".join(bytes([b]) if b < ESCAPE else bytes([ESCAPE, b & 127]) for b in text)
    return np.frombuffer(text, np.uint8).astype(np.int32)


def text_of(symbols: bytes) -> bytes:
    """The text that has these symbols. Raises `Damaged` where none has."""
    text, rest = bytearray(), iter(symbols)
    for symbol in rest:
        if symbol == ESCAPE:
            symbol = next(rest, 0)
            text.append(symbol if symbol == ESCAPE else symbol | 128)
        else:
            text.append(symbol)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Damaged(f"no text has these symbols: {error}") from None
    return bytes(text)


@cache
def _tables() -> Tables:
    return new_tables()
