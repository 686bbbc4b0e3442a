"""The model's tables, in whole numbers only, so that every engine computes the same ones.

A probability is a number of 16 bits, 0 … 65535. On the logistic scale, where evidence adds up, it is a whole number
from -2047 to 2047 that stands for ln(p / (1 - p)) · 256. No engine's own logarithm is asked: `decoder.js` makes the
same tables by the same steps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
LIMIT = 2047  # the far end of the logistic scale: a probability of 0.99966

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"
_CLASSES = ("", _LETTERS, "0123456789", ".", "([{", ")]}", ",;", "\"'`", " <>", "=")
OTHER_CLASS = len(_CLASSES)


def squash() -> Int32s:
    """The probability at each place of the logistic scale, -2048 … 2047: the sum of s' = s (1 - s) from the middle."""
    table = [32768] * 4096
    s = 1 << 29  # of 2³⁰
    for k in range(1, 2048):
        s += (s * ((1 << 30) - s) >> 30) // 256
        table[2048 + k] = s >> 14
        table[2048 - k] = 65536 - table[2048 + k]
    table[0] = table[1]
    return np.array(table, np.int32)


def stretch(squashed: Int32s) -> Int32s:
    """The first place of the logistic scale whose probability, cut to 12 bits, is at least the index."""
    places = np.searchsorted(squashed[1:] >> 4, np.arange(4096), side="left") - LIMIT
    return np.minimum(places, LIMIT).astype(np.int32)


def rates() -> Int32s:
    """How far a probability moves after n events, of 2¹⁵: 1 / (n + 3/2)."""
    return np.array([65536 // (2 * n + 3) for n in range(256)], np.int32)


def sureness() -> Int32s:
    """What a probability counts for after n events, of 2¹¹: n / (n + 2)."""
    return np.array([2048 * n // (n + 2) for n in range(256)], np.int32)


def first_guess() -> Int32s:
    """The probability of a one after each history: its bits below a leading one, the last event lowest, later ones
    counting for more."""
    table = [32768] * 256
    for history in range(2, 256):
        ones = zeros = 19661  # three tenths of an event, of 2¹⁶
        weight = 65536
        for k in range(history.bit_length() - 1):
            if history >> k & 1:
                ones += weight
            else:
                zeros += weight
            weight = weight * 55705 >> 16  # 0.85
        table[history] = ones * 65535 // (ones + zeros)
    return np.array(table, np.int32)


def classes() -> Int32s:
    """The class of each symbol: letters, digits, kinds of punctuation."""
    found = [next((n for n, held in enumerate(_CLASSES) if chr(s) in held), OTHER_CLASS) for s in range(128)]
    return np.array(found, np.int32)


def price() -> Int32s:
    """The cost of an event by its probability, in 2⁻¹⁶ bits: -log2, found bit by bit from squares."""
    p = np.arange(65537, dtype=np.uint64)
    p[0] = 1
    whole = np.zeros(len(p), np.int64)
    while (small := p < 65536).any():
        p[small] <<= np.uint64(1)
        whole[small] += 1
    mantissa, bits = p << np.uint64(15), np.zeros(len(p), np.int64)  # 1 … 2, of 2³¹
    for _ in range(16):
        mantissa = mantissa * mantissa >> np.uint64(31)
        carry = mantissa >= np.uint64(1 << 32)
        bits = bits * 2 + carry
        mantissa >>= carry.astype(np.uint64)
    return ((whole << 16) - bits).astype(np.int32)
