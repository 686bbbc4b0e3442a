"""IEEE-754 binary64 in 256-bit words: the Yul functions that a piece in doubles calls, and the words themselves.

A double (-1)^s * m * 2^(e - 1074), whose m has 53 bits with a leading one, is the word

    bits 107 to 255   e, two's complement: 0 to 2045 for normal numbers, -52 to -1 for denormal ones
    bits 54 to 106    m
    bits 1 to 53      0: room for what an operation rounds off
    bit 0             s

so that exponents and signs of products come out of one `add`, of quotients out of one `sub`; a sum is one `shr` and
one `add` or `sub` of mantissas where they stand; words without their sign are in the order of their numbers, as signed
ints; and a denormal number is normal to all but to what rounds one. What has no such m has an e so far out that the e
of its products, quotients and roots is out of 0 to 2045 too. That is asked once, at the end, and the slow way taken:

    zero      -2^255, an m of 0
    infinity  2^254, NaN 2^254 + 2^253, each with an m of 2^52; NaN may have either sign

Rounding is to nearest, half to even: 2^53 - 1 and m's last bit are added, and what is below m dropped. Where that
carries over into e, m has become 0 and gets its leading one back. Quotients and roots are never halfway.

The plain twin of all this is `ir.doubles`, which is the hardware's. `tests/soft_double.py` compares the two.
"""

from __future__ import annotations

from math import isqrt

from intaglio.ir.doubles import NAN, bits

ROOM = 54  # bits below m
EXPONENT = ROOM + 53  # the lowest bit of e
LEAST = -1074  # the exponent of an m that is 1 where e is 0
ZERO, INFINITE, NONE = -1 << 255, 1 << 254, 3 << 253
LEADING = 1 << (EXPONENT - 1)  # the first bit of m
NORMAL = 2046  # e is below where a number is finite
_WORD = (1 << 256) - 1


def word_of(pattern: int) -> int:
    """The word of a double's 64 bits, as a signed number."""
    sign, exponent, fraction = pattern >> 63, pattern >> 52 & 2047, pattern & (1 << 52) - 1
    if exponent == 2047:
        return (NONE if fraction else INFINITE) + LEADING + sign
    if exponent == 0:
        if fraction == 0:
            return ZERO + sign
        missing = 53 - fraction.bit_length()
        return (-missing << EXPONENT) + (fraction << missing + ROOM) + sign
    return (exponent - 1 << EXPONENT) + (fraction << ROOM) + LEADING + sign


def pattern_of(word: int) -> int:
    """The 64 bits that a word is: what `word_of` had, and the one NaN."""
    word = (word & _WORD) - (1 << 256 if word >> 255 & 1 else 0)
    sign, e, m = word & 1, word >> EXPONENT, word >> ROOM & (1 << 53) - 1
    if word >= INFINITE:
        return NAN if word >= NONE else sign << 63 | 2047 << 52
    if m == 0:
        return sign << 63
    if e < 0:
        return sign << 63 | m >> -e
    return sign << 63 | (e << 52) + m


def entry_of(pattern: int) -> int | None:
    """A double's 64 bits as `double_entry` reads them from a table; None where it does not take such a number."""
    word = word_of(pattern)
    if word >> 1 == ZERO >> 1:
        return (word & 1) << 64
    return word >> ROOM | (word & 1) << 64 if 0 <= word >> EXPONENT < NORMAL else None


_LOW = (1 << EXPONENT) - 1
_LEADS = bytes.fromhex("0706060506020504060203020504030106050205030304010505030400000000")
_NUMBERS = {
    "M": (1 << EXPONENT) - (1 << ROOM),
    "FIRST": LEADING,
    "SECOND": LEADING >> 1,
    "HALF": 1 << ROOM - 1,
    "UNDER_HALF": (1 << ROOM - 1) - 1,
    "LAST": (NORMAL << EXPONENT) - 1,
    "ONE_UP": 1 << EXPONENT,
    "ROOM": 1 << ROOM,
    "ONE": word_of(bits(1.0)),
    "ROOT_2": isqrt(2 << 2 * EXPONENT - 2),
    "UNDER_A_HALF": word_of(bits(0.49999999999999994)),
}
WORDS = {name: f"{number:#x}" for name, number in _NUMBERS.items()}
WORDS |= {f"UNDER_{n}": f"{LEADING >> n - 1:#x}" for n in (8, 16, 32)}
WORDS |= {f"E_{n}": f"{n << EXPONENT:#x}" for n in (8, 16, 32)}
WORDS |= {
    "NOT_ROOM": f"not({(1 << ROOM) - 1:#x})",
    "E": f"not({_LOW:#x})",
    "E_AND_SIGN": f"not({_LOW - 1:#x})",
    "ZERO": "shl(255, 1)",
    "MINUS_ZERO": f"{ZERO + 1 & _WORD:#x}",
    "ABOVE_ZERO": f"{ZERO + 2 & _WORD:#x}",
    "NONE": "shl(253, 3)",
    "NAN": f"{NONE + LEADING:#x}",
    "INFINITY": f"{INFINITE + LEADING:#x}",
    "SPREAD": "0x8421084210842108cc6318c6db6d54be",
    "ZEROS": "0x" + bytes(7 - lead for lead in _LEADS).hex(),
}
