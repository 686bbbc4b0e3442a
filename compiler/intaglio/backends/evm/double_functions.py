"""The Yul of doubles: what `support` picks from, in the words that `double_words` explains.

Here is the arithmetic; the rest is in `double_conversions`. Each of these functions has a fast way, a straight line for
finite numbers that stay so, and after one test of the result a slow one. `@NAME@` stands for a constant of
`double_words.WORDS`.
"""

from __future__ import annotations

from intaglio.backends.evm.double_conversions import COMPARISONS, CONSTANTS, INTS, WHOLES

SUMS = """
// a + b: the larger is a; what b's shift drops is less than a 2^54th of a's last place. A difference is no larger than
// a: where it is denormal it is exact, where a is infinite or NaN it is a
function double_add(a, b) -> r {
    if slt(a, b) { let t := a a := b b := t }
    let s := and(a, @M@)
    r := sub(a, s)
    let t := shr(sub(sar(107, a), sar(107, b)), and(b, @M@))
    if and(xor(a, b), 1) {
        s := sub(s, t)
        if lt(s, @FIRST@) {
            if lt(s, @SECOND@) {
                r := double_normal(r, s)
                leave
            }
            s := shl(1, s)
            s := and(add(add(s, @UNDER_HALF@), and(shr(54, s), 1)), @NOT_ROOM@)
            r := or(@FIRST@, add(sub(r, @ONE_UP@), s))
            leave
        }
        r := add(r, and(add(add(s, @UNDER_HALF@), and(shr(54, s), 1)), @NOT_ROOM@))
        leave
    }
    s := add(s, t)
    t := shr(107, s)
    s := shr(t, s)
    r := add(r, shl(107, t))
    r := or(@FIRST@, add(r, and(add(add(s, @UNDER_HALF@), and(shr(54, s), 1)), @NOT_ROOM@)))
    if gt(r, @LAST@) { r := double_odd_sum(a, r) }
}

function double_sub(a, b) -> r {
    r := double_add(a, xor(b, 1))
}

// the sum of two numbers of one sign, a the larger, whose e is out of range: a denormal number is exact
function double_odd_sum(a, sum) -> r {
    r := sum
    if or(slt(a, @ABOVE_ZERO@), sgt(a, @LAST@)) {
        r := a
        leave
    }
    if sgt(r, 0) { r := or(@INFINITY@, and(a, 1)) }
}

// the number with this e and sign and the mantissa s below 2^107, which is exact; 0 where s is, NaN of infinities
function double_normal(e, s) -> r {
    if iszero(s) {
        r := @ZERO@
        if sgt(e, @LAST@) { r := @NAN@ }
        leave
    }
    if lt(s, @UNDER_8@) {
        if lt(s, @UNDER_32@) {
            s := shl(32, s)
            e := sub(e, @E_32@)
        }
        if lt(s, @UNDER_16@) {
            s := shl(16, s)
            e := sub(e, @E_16@)
        }
        if lt(s, @UNDER_8@) {
            s := shl(8, s)
            e := sub(e, @E_8@)
        }
    }
    let zeros := byte(and(0x1f, shr(shr(99, s), @SPREAD@)), @ZEROS@)
    r := add(sub(e, shl(107, zeros)), shl(zeros, s))
}
"""
PRODUCTS = """
// a * b: the product of the mantissas has 212 or 213 bits; their sum carries 1 into that of the e
function double_mul(a, b) -> r {
    let p := mul(and(a, @M@), and(b, @M@))
    let t := shr(213, p)
    p := shr(add(106, t), p)
    r := add(and(add(a, b), @E_AND_SIGN@), shl(107, sub(t, 1023)))
    r := or(@FIRST@, add(r, and(add(add(p, @UNDER_HALF@), and(shr(54, p), 1)), @NOT_ROOM@)))
    if gt(r, @LAST@) { r := double_odd_product(a, b) }
}

function double_odd_product(a, b) -> r {
    let sign := and(xor(a, b), 1)
    let some := and(sgt(a, @MINUS_ZERO@), sgt(b, @MINUS_ZERO@))
    if or(sgt(a, @LAST@), sgt(b, @LAST@)) {
        r := @NAN@
        if and(some, and(slt(a, @NONE@), slt(b, @NONE@))) { r := or(@INFINITY@, sign) }
        leave
    }
    if iszero(some) {
        r := or(@ZERO@, sign)
        leave
    }
    let p := mul(and(a, @M@), and(b, @M@))
    let t := shr(213, p)
    r := double_rounded(add(sub(t, 1022), add(sar(107, a), sar(107, b))), shr(add(106, t), p), sign)
}

// a / b: never halfway between two numbers
function double_div(a, b) -> r {
    let q := div(shl(107, and(a, @M@)), and(b, @M@))
    let t := shr(107, q)
    r := or(add(sub(and(a, @E@), and(b, @E@)), shl(107, add(t, 1021))), and(xor(a, b), 1))
    r := or(@FIRST@, add(r, and(add(shr(t, q), @HALF@), @NOT_ROOM@)))
    if or(gt(r, @LAST@), gt(b, @LAST@)) { r := double_odd_quotient(a, b) }
}

function double_odd_quotient(a, b) -> r {
    let sign := and(xor(a, b), 1)
    r := @NAN@
    if or(sgt(a, @LAST@), slt(b, @ABOVE_ZERO@)) {
        if iszero(or(or(sgt(b, @LAST@), slt(a, @ABOVE_ZERO@)), iszero(slt(a, @NONE@)))) { r := or(@INFINITY@, sign) }
        leave
    }
    if or(sgt(b, @LAST@), slt(a, @ABOVE_ZERO@)) {
        if slt(b, @NONE@) { r := or(@ZERO@, sign) }
        leave
    }
    let n := shl(107, and(a, @M@))
    let q := div(n, and(b, @M@))
    let t := shr(107, q)
    let rest := lt(mul(q, and(b, @M@)), n)
    r := double_rounded(add(add(t, 1021), sub(sar(107, a), sar(107, b))), or(shr(t, q), rest), sign)
}

// the number with this e, any, and the mantissa s, whose first bit is 106, rounded as a denormal number where it is one
function double_rounded(e, s, sign) -> r {
    let place := 54
    if slt(e, 0) {
        place := sub(54, e)
        if gt(place, 108) { place := 108 }
    }
    s := shr(place, add(add(s, sub(shl(sub(place, 1), 1), 1)), and(shr(place, s), 1)))
    s := shl(place, s)
    if shr(107, s) {
        s := @FIRST@
        e := add(e, 1)
    }
    r := or(add(shl(107, e), s), sign)
    if sgt(e, 2045) { r := or(@INFINITY@, sign) }
    if iszero(s) { r := or(@ZERO@, sign) }
}
"""
ROOTS = """
// The root of n = m * 2^54, or twice that where e is odd: a line within 0.75%, three of Newton's steps, and one less
// where that is one too many. It is never halfway between two numbers
function double_sqrt(a) -> r {
    if or(and(a, 1), gt(a, @LAST@)) {
        if or(slt(a, @ABOVE_ZERO@), eq(a, @INFINITY@)) {
            r := a
            leave
        }
        if or(and(a, 1), sgt(a, @LAST@)) {
            r := @NAN@
            leave
        }
    }
    let odd := and(shr(107, a), 1)
    let n := and(a, @M@)
    r := shr(69, mul(add(n, @ROOT_2@), add(27349, mul(odd, 11328))))
    n := shl(odd, n)
    r := shr(1, add(r, div(n, r)))
    r := shr(1, add(r, div(n, r)))
    r := shr(1, add(r, div(n, r)))
    r := sub(r, lt(div(n, r), r))
    r := add(shl(107, add(sar(108, a), 511)), and(shl(53, add(r, 1)), @NOT_ROOM@))
}
"""

TEXTS = (SUMS, PRODUCTS, ROOTS, WHOLES, INTS, COMPARISONS, CONSTANTS)
