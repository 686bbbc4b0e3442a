"""Yul functions that generated code calls, by name; `support_for` picks the needed ones.

`@NAME@` stands for a number that the module fixes: an address of `memory`, a count. Writers take the address
`out` of the next byte and return the one after their text; they store whole words, so up to 31 bytes behind it
are overwritten, which is harmless where output only grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from intaglio.backends.evm import double_functions, double_words, image, memory
from intaglio.ir.doubles import bits
from intaglio.ir.types import FRACTION_BITS, ONE

ARITHMETIC = """
// floor(n / d); sdiv truncates
function floor_div(n, d) -> q {
    q := sub(sdiv(n, d), slt(mul(smod(n, d), d), 0))
}

// floor(n / d) for a constant d > 0: n + d * 2**64 is positive where n > -2**64 * d
function floor_by(n, d) -> q {
    q := sub(div(add(n, shl(64, d)), d), 0x10000000000000000)
}

// n - d * floor(n / d)
function floor_mod(n, d) -> r {
    r := smod(n, d)
    r := add(r, mul(d, slt(mul(r, d), 0)))
}

// n - d * floor(n / d) for a constant d > 0
function mod_by(n, d) -> r {
    r := mod(add(n, shl(64, d)), d)
}

function absolute(a) -> r {
    let s := sar(255, a)
    r := sub(xor(a, s), s)
}

function minimum(a, b) -> r {
    r := xor(b, mul(xor(a, b), slt(a, b)))
}

function maximum(a, b) -> r {
    r := xor(b, mul(xor(a, b), sgt(a, b)))
}

// a if c else b
function choose(c, a, b) -> r {
    r := xor(b, mul(xor(a, b), c))
}

// entry i of a table in memory with two entries in each byte, the first one above
function half_byte(table, i) -> v {
    v := and(shr(sub(252, shl(2, and(i, 1))), mload(add(table, shr(1, i)))), 15)
}

// entry i of a table in memory whose entries have so many bits each, the first one above
function few_bits(table, bits, i) -> v {
    i := mul(bits, i)
    v := shr(sub(256, bits), shl(and(i, 7), mload(add(table, shr(3, i)))))
}

// half to even: 0.5 less a grid step is added to even numbers, 0.5 to odd ones
function round_half_even(a) -> r {
    r := sar(16, add(add(a, 0x7fff), and(shr(16, a), 1)))
}

// floor(sqrt(n)) for n = a * 2**16. With n in 2**16..2**55 the line through n >> s is within 1.71 of its root,
// and four of Newton's steps leave the root or one more.
function square_root(n) -> r {
    if gt(sub(n, 1), 0x7ffffffffffffe) {
        r := large_square_root(n)
        leave
    }
    let s := mul(20, gt(n, 0x7ffffffff))
    s := add(s, mul(10, gt(shr(s, n), 0x1ffffff)))
    r := shl(shr(1, s), div(add(shr(s, n), 0x100000), 3498))
    r := shr(1, add(r, div(n, r)))
    r := shr(1, add(r, div(n, r)))
    r := shr(1, add(r, div(n, r)))
    r := shr(1, add(r, div(n, r)))
    r := sub(r, lt(div(n, r), r))
}

// the same for any n, also 0 (after Solady's FixedPointMathLib.sqrt)
function large_square_root(n) -> r {
    let s := shl(7, gt(n, 0xffffffffffffffffffffffffffffffffff))
    s := or(s, shl(6, gt(shr(s, n), 0xffffffffffffffffff)))
    s := or(s, shl(5, gt(shr(s, n), 0xffffffffff)))
    s := or(s, shl(4, gt(shr(s, n), 0xffffff)))
    r := shr(18, mul(shl(shr(1, s), 181), add(shr(s, n), 65536)))
    for { let i := 0 } lt(i, 7) { i := add(i, 1) } { r := shr(1, add(r, div(n, r))) }
    r := sub(r, lt(div(n, r), r))
}
"""

WORDS = """
function least_word(a, b) -> r {
    r := xor(b, mul(xor(a, b), lt(a, b)))
}

function greatest_word(a, b) -> r {
    r := xor(b, mul(xor(a, b), gt(a, b)))
}

function keccak_word(w) -> h {
    mstore(0, w)
    h := keccak256(0, 0x20)
}

// its digits, from the last one to the first, once their number is known
function write_word(out, w) -> end {
    end := out
    for { let rest := w } 1 {} {
        end := add(end, 1)
        rest := div(rest, 10)
        if iszero(rest) { break }
    }
    for { let at := end } gt(at, out) {} {
        at := sub(at, 1)
        mstore8(at, add(0x30, mod(w, 10)))
        w := div(w, 10)
    }
}
"""

SEED = """
// the seed's next word in the low 32 bits of w, with a carry above them; c times 2**32 + 1, shifted right by 11,
// is c rotated left by 21
function next_word() -> w {
    let b := mload(@RANDOM_B@)
    w := add(add(mload(@RANDOM_A@), b), mload(@RANDOM_D@))
    mstore(@RANDOM_D@, add(mload(@RANDOM_D@), 1))
    mstore(@RANDOM_A@, xor(b, shr(9, b)))
    let c := mload(@RANDOM_C@)
    mstore(@RANDOM_B@, and(mul(9, c), 0xffffffff))
    mstore(@RANDOM_C@, and(add(shr(11, mul(c, 0x100000001)), w), 0xffffffff))
}

// sfc32 from the seed's halves, xor-ed; the twelfth word of the warm-up is the token's constant word
function start_random(seed) {
    seed := xor(seed, shl(128, seed))
    mstore(@RANDOM_A@, shr(224, seed))
    mstore(@RANDOM_B@, and(shr(192, seed), 0xffffffff))
    mstore(@RANDOM_C@, and(shr(160, seed), 0xffffffff))
    mstore(@RANDOM_D@, and(shr(128, seed), 0xffffffff))
    let w
    for { let i := 0 } lt(i, 12) { i := add(i, 1) } { w := next_word() }
    mstore(@FIELD@, signextend(3, w))
}
"""

SERIAL = """
// 0, 1, 2, …
function next_serial() -> n {
    n := mload(@SERIAL@)
    mstore(@SERIAL@, add(n, 1))
}
"""

FRAMES = """
// room for what a recursive rule keeps while it calls itself
function push_frame(size) -> frame {
    frame := mload(@FRAMES@)
    if gt(frame, @LAST_FRAME@) { revert(0, 0) }
    mstore(@FRAMES@, add(frame, size))
}

function pop_frame(size) -> frame {
    frame := sub(mload(@FRAMES@), size)
    mstore(@FRAMES@, frame)
}
"""

TEXT = """
// text i of a table: 3-byte offsets from the table's start, then the texts
function write_entry(out, table, i) -> end {
    datacopy(0, add(table, mul(3, i)), 6)
    let offsets := mload(0)
    let offset := shr(232, offsets)
    let size := and(sub(shr(208, offsets), offset), 0xffff)
    datacopy(out, add(table, offset), size)
    end := add(out, size)
}

// #rrggbb: nibbles into bytes, then '0' or 'a' - 10 added to each
function write_color(out, c) -> end {
    c := or(or(shl(16, and(c, 0xff0000)), shl(8, and(c, 0xff00))), and(c, 0xff))
    c := and(or(shl(4, c), c), 0x0f0f0f0f0f0f)
    let letters := and(shr(4, add(c, 0x060606060606)), 0x010101010101)
    mstore(out, shl(200, add(add(c, 0x23303030303030), mul(letters, 39))))
    end := add(out, 7)
}
"""

NUMBERS = """
// Digits by table. Entry n of WHOLES is the text of n below 1000, entry n of PARTS that of the fraction
// n/100 (".07"); each has 4 bytes, the last its length, which leaves out a fraction's trailing zeros.
function make_digits() {
    let lanes := 0x0000000100000001000000010000000100000001000000010000000100000001
    let count := 0x0000000000000001000000020000000300000004000000050000000600000007
    let at := write_digits(@WHOLES@, add(mul(lanes, 0x30000001), shl(24, count)), 24, 0, 1)
    at := write_digits(at, add(mul(lanes, 0x31300002), shl(16, count)), 16, 24, 9)
    for { let h := 1 } lt(h, 10) { h := add(h, 1) } {
        at := write_digits(at, add(mul(lanes, add(0x30303003, shl(24, h))), shl(8, count)), 8, 16, 10)
    }
    at := write_digits(@PARTS@, add(mul(lanes, 0x2e303003), shl(8, count)), 8, 16, 10)
    for { let n := @PARTS@ } lt(n, at) { n := add(n, 40) } { mstore8(add(n, 3), 2) }
    mstore8(add(@PARTS@, 3), 0)
}

// rows of ten entries, counting up by the bit `ones` within a row and by the bit `tens` between rows
function write_digits(at, row, ones, tens, rows) -> end {
    let lanes := 0x0000000100000001000000010000000100000001000000010000000100000001
    let eight := shl(add(ones, 3), lanes)
    let ten := shl(tens, lanes)
    end := add(at, mul(rows, 40))
    for {} lt(at, end) { at := add(at, 40) } {
        mstore(at, row)
        mstore(add(at, 32), add(row, eight))
        row := add(row, ten)
    }
}

function write_int(out, n) -> end {@LEADING_INT@
    let whole := mload(add(@WHOLES@, shl(2, n)))
    mstore(out, whole)
    end := add(out, byte(3, whole))
}

// x / 2**16, rounded to @DIGITS@ decimals; most are within 0..999
function write_fixed(out, x) -> end {
    let n := @SCALED@@LEADING_DECIMAL@
    let whole := mload(add(@WHOLES@, shl(2, div(n, @UNIT@))))
    mstore(out, whole)
    out := add(out, byte(3, whole))
    n := mod(n, @UNIT@)@FRACTION@
}

// n / 10^@DIGITS@
function write_units(out, n) -> end {@LEADING_DECIMAL@
    let whole := mload(add(@WHOLES@, shl(2, div(n, @UNIT@))))
    mstore(out, whole)
    out := add(out, byte(3, whole))
    n := mod(n, @UNIT@)@FRACTION@
}

// a double, rounded to @DIGITS@ decimals
function write_double(out, x) -> end {
    let n := double_scaled(x, @DOUBLE_UNIT@)@LEADING_DECIMAL@
    let whole := mload(add(@WHOLES@, shl(2, div(n, @UNIT@))))
    mstore(out, whole)
    out := add(out, byte(3, whole))
    n := mod(n, @UNIT@)@FRACTION@
}
"""

# What comes before the last three digits of n/unit's whole part: the sign, the thousands, zeros.
_LEADING = """
    if iszero(lt(n, @THOUSAND@)) {
        if slt(n, 0) {
            mstore8(out, 0x2d)
            out := add(out, 1)
            n := sub(0, n)
        }
        if iszero(lt(n, @THOUSAND@)) {
            let thousands := div(n, @THOUSAND@)
            n := mod(n, @THOUSAND@)
            switch lt(thousands, 10)
            case 0 { out := write_int(out, thousands) }
            default {
                mstore8(out, add(0x30, thousands))
                out := add(out, 1)
            }
            mstore(out, "00")
            out := add(out, add(lt(n, @HUNDRED@), lt(n, @TEN@)))
        }
    }"""

# By digits: how the fraction n behind the point is written, from its pairs of digits in PARTS.
_FRACTIONS = {
    0: """
    end := out""",
    1: """
    let part := mload(add(@PARTS@, mul(40, n)))
    mstore(out, part)
    end := add(out, byte(3, part))""",
    2: """
    let part := mload(add(@PARTS@, shl(2, n)))
    mstore(out, part)
    end := add(out, byte(3, part))""",
    3: """
    let part := mload(add(@PARTS@, shl(2, div(n, 10))))
    mstore(out, part)
    end := add(out, byte(3, part))
    n := mod(n, 10)
    if n {
        mstore8(add(out, 3), add(0x30, n))
        end := add(out, 4)
    }""",
    4: """
    let part := mload(add(@PARTS@, shl(2, div(n, 100))))
    mstore(out, part)
    end := add(out, byte(3, part))
    n := mod(n, 100)
    if n {
        part := mload(add(@PARTS@, shl(2, n)))
        mstore(add(out, 3), shl(8, part))
        end := add(add(out, 2), byte(3, part))
    }""",
    5: """
    let part := mload(add(@PARTS@, shl(2, div(n, 1000))))
    mstore(out, part)
    end := add(out, byte(3, part))
    n := mod(n, 1000)
    if n {
        part := mload(add(@PARTS@, shl(2, div(n, 10))))
        mstore(add(out, 3), shl(8, part))
        end := add(add(out, 2), byte(3, part))
        n := mod(n, 10)
        if n {
            mstore8(add(out, 5), add(0x30, n))
            end := add(out, 6)
        }
    }""",
}

WHOLES_BYTES = 4 * 1000 + 24  # the last row's second word reaches 24 bytes further
PARTS_BYTES = 4 * 100 + 24
_FUNCTION = re.compile(r"((?://[^\n]*\n)*)function (\w+)\(.*?\n}\n", re.DOTALL)
_TEXTS = (ARITHMETIC, WORDS, SEED, SERIAL, FRAMES, TEXT, NUMBERS, image.IMAGE, *double_functions.TEXTS)
_FUNCTIONS = {match[2]: match[0] for text in _TEXTS for match in _FUNCTION.finditer(text)}

NAMES = frozenset(_FUNCTIONS)
DIGIT_WRITERS = frozenset({"write_int", "write_fixed", "write_double", "write_units"})


def calls(code: str) -> set[str]:
    """The support functions that a piece of Yul calls itself."""
    return {name for name in re.findall(r"(\w+)\(", code) if name in _FUNCTIONS}


def needed(code: str) -> list[str]:
    """The support functions that a piece of Yul calls, directly or not, in this file's order."""
    found: set[str] = set()
    waiting = calls(code)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= calls(_body(name)) - found
    return [name for name in _FUNCTIONS if name in found]


def _body(name: str) -> str:
    text = _FUNCTIONS[name].split("{", 1)[1]
    return text + _LEADING if "@LEADING" in text else text


def support_for(names: Iterable[str], digits: int, addresses: Mapping[str, int]) -> dict[str, str]:
    """The text of these functions, for decimals of `digits` digits; `addresses` are those the module reserved."""
    unit = 10**digits
    numbers = {
        "RANDOM_A": memory.RANDOM_A,
        "RANDOM_B": memory.RANDOM_B,
        "RANDOM_C": memory.RANDOM_C,
        "RANDOM_D": memory.RANDOM_D,
        "FIELD": memory.FIELD,
        "FRAMES": memory.FRAMES,
        **addresses,
    }
    words = double_words.WORDS | {name: memory.hexadecimal(number) for name, number in numbers.items()}
    half = ONE // 2
    scaled = f"mul(x, {unit})" if digits else "x"
    words |= {
        "SCALED": f"sar({FRACTION_BITS}, add({scaled}, {half:#x}))",
        "UNIT": str(unit),
        "DOUBLE_UNIT": f"{double_words.word_of(bits(float(unit))):#x}",
        "DIGITS": str(digits),
        "LEADING_INT": _leading(1),
        "LEADING_DECIMAL": _leading(unit),
    }
    texts = {name: _FUNCTIONS[name].replace("@FRACTION@", _FRACTIONS[digits]) for name in names}
    return {name: _filled(text, words) for name, text in texts.items()}


def _leading(unit: int) -> str:
    powers = {"TEN": 10 * unit, "HUNDRED": 100 * unit, "THOUSAND": 1000 * unit}
    return _filled(_LEADING, {name: str(number) for name, number in powers.items()})


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda match: words[match[1]], text)
