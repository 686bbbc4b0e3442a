"""What generated kernels call for words: divisions, which may fault, their digits, and Keccak-256."""

# numba's decorators have no types.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc"

from __future__ import annotations

from numba import boolean, int64

from intaglio.ir.words import PLACES, ROUND_CONSTANTS, TURNS
from intaglio_renderers.native.intrinsics import load, number_table, put, quotient, store
from intaglio_renderers.native.memory import LANES, TOKEN
from intaglio_renderers.native.runtime import DIVISION, REMAINDER, RUNTIME, fail, natural
from intaglio_renderers.native.word_type import word256
from intaglio_renderers.native.words import (
    load_word256,
    swapped,
    turned,
    word_and,
    word_below,
    word_constant,
    word_difference,
    word_equal,
    word_left,
    word_limb,
    word_most,
    word_negated,
    word_of,
    word_or,
    word_product,
    word_right,
    word_zeros,
)

PARITIES = LANES + 25
SHORT = (1 << 32) - 1
BILLION = 10**9  # a power of ten below 2**32
TOP = -(1 << 63)  # bit 63 of a lane
places, turns = number_table(PLACES), number_table(TURNS)
constants = number_table(ROUND_CONSTANTS)


@RUNTIME.define(word256, int64)
def token(m):
    """The token's 32 bytes."""
    return load_word256(m + 8 * TOKEN, 0)


# ---- division -------------------------------------------------------------------------------------


@RUNTIME.define(word256, word256, int64)
def by_short(a, b):
    """a // b for b from 1 to 2**32 - 1: digit by digit of 32 bits, as on paper."""
    result, rest = word_of(0), 0
    for limb in range(4):
        digits = word_limb(word_right(a, 192 - 64 * limb))
        upper = rest << 32 | digits >> 32 & SHORT
        first = quotient(upper, b)
        lower = upper - first * b << 32 | digits & SHORT
        second = quotient(lower, b)
        rest = lower - second * b
        result = word_or(word_left(result, 64), word_constant(0, 0, 0, first << 32 | second))
    return result


@RUNTIME.define(word256, word256, word256)
def divided(a, b):
    """a // b for b > 0: bit by bit, from the place on where b fits, but for the divisors that most have."""
    if word_below(b, word_constant(0, 0, 0, SHORT)):
        return by_short(a, word_limb(b))
    if word_equal(word_and(b, word_difference(b, word_of(1))), word_of(0)):
        return word_right(a, 255 - word_zeros(b))
    result, shift = word_of(0), word_zeros(b) - word_zeros(a)
    if shift < 0:
        return result
    b = word_left(b, shift)
    for _ in range(shift + 1):
        result = word_left(result, 1)
        if word_most(b, a):
            a = word_difference(a, b)
            result = word_or(result, word_of(1))
        b = word_right(b, 1)
    return result


@RUNTIME.define(word256, int64, word256, word256, int64)
def word_divided(m, a, b, site):
    """a // b; 0 and a fault where b is 0."""
    if word_equal(b, word_of(0)):
        fail(m, DIVISION, site, 0)
        return b
    return divided(a, b)


@RUNTIME.define(word256, int64, word256, word256, int64)
def word_modulo(m, a, b, site):
    """a % b; 0 and a fault where b is 0."""
    if word_equal(b, word_of(0)):
        fail(m, REMAINDER, site, 0)
        return b
    return word_difference(a, word_product(divided(a, b), b))


@RUNTIME.define(boolean, word256)
def negative(a):
    """Whether a word is negative where it is read as signed."""
    return word_limb(word_right(a, 255)) != 0


@RUNTIME.define(word256, word256)
def size(a):
    """The absolute value of a signed word; that of the least one is itself."""
    return word_negated(a) if negative(a) else a


@RUNTIME.define(word256, int64, word256, word256, int64)
def word_signed_divided(m, a, b, site):
    """The quotient of signed words, cut towards zero; 0 and a fault where b is 0."""
    if word_equal(b, word_of(0)):
        fail(m, DIVISION, site, 0)
        return b
    result = divided(size(a), size(b))
    return word_negated(result) if negative(a) != negative(b) else result


@RUNTIME.define(word256, int64, word256, word256, int64)
def word_signed_modulo(m, a, b, site):
    """What that leaves, with the sign of a; 0 and a fault where b is 0."""
    if word_equal(b, word_of(0)):
        fail(m, REMAINDER, site, 0)
        return b
    over, by = size(a), size(b)
    result = word_difference(over, word_product(divided(over, by), by))
    return word_negated(result) if negative(a) else result


# ---- digits ---------------------------------------------------------------------------------------


@RUNTIME.define(int64, int64, int64)
def nine(p, n):
    """The last nine digits of n >= 0, zeros among them."""
    at = p + 9
    while at > p:
        at, rest = at - 1, quotient(n, 10)
        put(at, 48 + n - 10 * rest)
        n = rest
    return p + 9


@RUNTIME.define(int64, int64, word256)
def word_written(p, w):
    """The digits of a word: 78 at most, in groups of nine."""
    first = p
    for group in range(9):
        part = w
        for _ in range(8 - group):
            part = by_short(part, BILLION)
        digits = word_limb(word_difference(part, word_product(by_short(part, BILLION), word_of(BILLION))))
        if p > first:
            p = nine(p, digits)
        elif digits > 0 or group == 8:
            p = natural(p, digits)
    return p


# ---- Keccak ---------------------------------------------------------------------------------------


@RUNTIME.define(int64, int64, int64)
def mixed(m, r):
    """Round r of Keccak over the lanes in memory (`ir.words`)."""
    for x in range(5):
        lane = load(m, LANES + x) ^ load(m, LANES + x + 5) ^ load(m, LANES + x + 10)
        store(m, PARITIES + x, lane ^ load(m, LANES + x + 15) ^ load(m, LANES + x + 20))
    for x in range(5):
        before = load(m, PARITIES + (4 if x == 0 else x - 1))
        after = turned(load(m, PARITIES + (0 if x == 4 else x + 1)), 1)
        for y in range(5):
            store(m, LANES + x + 5 * y, load(m, LANES + x + 5 * y) ^ before ^ after)
    carried = load(m, LANES + 1)
    for i in range(24):
        place = LANES + places(i)
        here = load(m, place)
        store(m, place, turned(carried, turns(i)))
        carried = here
    for y in range(5):
        row = LANES + 5 * y
        for x in range(5):
            store(m, PARITIES + x, load(m, row + x))
        for x in range(5):
            one = load(m, PARITIES + (0 if x == 4 else x + 1))
            two = load(m, PARITIES + (x - 3 if x > 2 else x + 2))
            store(m, row + x, load(m, row + x) ^ (~one & two))
    return store(m, LANES, load(m, LANES) ^ constants(r))


@RUNTIME.define(word256, int64, word256)
def keccak(m, w):
    """Keccak-256 of the 32 bytes of a word."""
    for i in range(25):
        store(m, LANES + i, 0)
    for i in range(4):
        store(m, LANES + i, swapped(word_limb(word_right(w, 192 - 64 * i))))
    store(m, LANES + 4, 1)
    store(m, LANES + 16, TOP)
    for r in range(24):
        mixed(m, r)
    a, b, c, d = load(m, LANES), load(m, LANES + 1), load(m, LANES + 2), load(m, LANES + 3)
    return word_constant(swapped(a), swapped(b), swapped(c), swapped(d))
