"""The Yul of doubles that is no arithmetic: wholes, ints, comparisons, constants. See `double_functions`."""

WHOLES = """
// the greatest whole number that is not above a; -0, infinities and NaN stay
function double_floor(a) -> r {
    r := a
    let places := sub(1074, sar(107, a))
    if slt(places, 1) { leave }
    if gt(places, 52) {
        if slt(a, @ABOVE_ZERO@) { leave }
        r := @ZERO@
        if and(a, 1) { r := or(@ONE@, 1) }
        leave
    }
    places := add(54, places)
    let part := and(a, sub(shl(places, 1), @ROOM@))
    r := sub(a, part)
    if and(a, 1) {
        if part { r := or(add(r, shl(places, 1)), @FIRST@) }
    }
}

function double_mod(a, b) -> r {
    r := @NAN@
    if or(or(sgt(a, @LAST@), slt(b, @ABOVE_ZERO@)), iszero(slt(b, @NONE@))) { leave }
    let d := sub(sar(107, a), sar(107, b))
    r := a
    if sgt(d, sub(0, 1)) {
        let m := and(b, @M@)
        let s := mod(and(a, @M@), m)
        for {} gt(d, 148) { d := sub(d, 148) } { s := mod(shl(148, s), m) }
        r := double_normal(or(and(b, @E@), and(a, 1)), mod(shl(d, s), m))
    }
    if slt(r, @ABOVE_ZERO@) {
        r := or(@ZERO@, and(b, 1))
        leave
    }
    if and(xor(r, b), 1) { r := double_add(r, b) }
}
"""
INTS = """
// the number i * 2^(e - 1053) for i from 1 below 2^32
function double_of(i, e) -> r {
    let t := shl(3, lt(i, 0x1000000))
    if lt(i, 0x10000) { t := add(16, shl(3, lt(i, 0x100))) }
    i := shl(t, i)
    let zeros := byte(and(0x1f, shr(shr(24, i), @SPREAD@)), @ZEROS@)
    r := add(shl(add(75, zeros), i), shl(107, sub(sub(e, t), zeros)))
}

function double_of_int(i) -> r {
    if shr(8, i) {
        if iszero(shr(16, i)) {
            let zeros := byte(and(0x1f, shr(shr(8, i), @SPREAD@)), @ZEROS@)
            r := add(shl(add(91, zeros), i), shl(107, sub(1037, zeros)))
            leave
        }
        if slt(i, 0) {
            r := or(double_of(sub(0, i), 1053), 1)
            leave
        }
        r := double_of(i, 1053)
        leave
    }
    r := @ZERO@
    if i {
        let zeros := byte(and(0x1f, shr(i, @SPREAD@)), @ZEROS@)
        r := add(shl(add(99, zeros), i), shl(107, sub(1029, zeros)))
    }
}

// w / 2^32 for w from 0 below 2^32
function double_fraction(w) -> r {
    if gt(w, 0xffffff) {
        let zeros := byte(and(0x1f, shr(shr(24, w), @SPREAD@)), @ZEROS@)
        r := add(shl(add(75, zeros), w), shl(107, sub(1021, zeros)))
        leave
    }
    r := @ZERO@
    if w { r := double_of(w, 1021) }
}

// n * 2^up is the mantissa of a number with this e
function double_of_exact(n, up, e) -> r {
    let sign := slt(n, 0)
    if sign { n := sub(0, n) }
    r := double_normal(or(shl(107, e), sign), shl(up, n))
}

// a towards zero, in the low 32 bits: 0 for infinities and NaN
function double_trunc(a) -> i {
    i := shr(54, and(a, @M@))
    let places := sub(1074, sar(107, a))
    if slt(places, 0) { i := shl(sub(0, places), i) }
    if sgt(places, 0) { i := shr(places, i) }
    if and(a, 1) { i := sub(0, i) }
}

// the same downwards
function double_whole(a) -> i {
    let places := sub(1074, sar(107, a))
    if or(slt(places, 0), and(a, 1)) {
        if or(slt(places, 1), iszero(and(a, 1))) {
            i := double_trunc(a)
            leave
        }
        if gt(places, 200) { places := 200 }
        i := sub(0, shr(places, add(shr(54, and(a, @M@)), sub(shl(places, 1), 1))))
        leave
    }
    i := shr(add(places, 54), and(a, @M@))
}

// to the nearest, half to even
function double_round(a) -> i {
    let places := sub(1074, sar(107, a))
    if slt(places, 1) {
        i := double_trunc(a)
        leave
    }
    if gt(places, 200) { places := 200 }
    i := shr(54, and(a, @M@))
    i := shr(places, add(add(i, sub(shl(sub(places, 1), 1), 1)), and(shr(places, i), 1)))
    if and(a, 1) { i := sub(0, i) }
}

function double_power2(n) -> r {
    n := and(add(n, 1023), 2047)
    r := add(shl(107, sub(n, 1)), @FIRST@)
    if iszero(n) { r := @ZERO@ }
    if eq(n, 2047) { r := @INFINITY@ }
}

function double_exponent(a) -> i {
    i := sub(sar(107, a), 1022)
    if gt(a, @LAST@) {
        i := 1024
        if slt(a, 0) { i := sub(0, 1023) }
    }
}

// a * 2^k for k * 2^107
function double_shift(a, k) -> r {
    r := add(a, k)
    if gt(r, @LAST@) { r := double_mul(a, add(@ONE@, k)) }
}

// floor(a * 10^digits + 1/2), where 10^digits is `unit` and the product is rounded; the one sum that is rounded too
// is that of the number next below 1/2
function double_scaled(a, unit) -> n {
    a := double_mul(a, unit)
    let places := sub(1074, sar(107, a))
    n := shr(54, and(a, @M@))
    n := shr(places, add(n, sub(shl(sub(places, 1), 1), and(a, 1))))
    n := add(n, eq(a, @UNDER_A_HALF@))
    if and(a, 1) { n := sub(0, n) }
}
"""
COMPARISONS = """
function double_equal(a, b) -> r {
    r := or(and(eq(a, b), slt(a, @NONE@)), eq(or(a, b), @MINUS_ZERO@))
}

function double_less(a, b) -> r {
    if and(or(a, b), 1) {
        if and(and(a, b), 1) {
            r := and(slt(b, a), slt(a, @NONE@))
            leave
        }
        r := and(and(a, and(slt(a, @NONE@), slt(b, @NONE@))), iszero(eq(or(a, b), @MINUS_ZERO@)))
        leave
    }
    r := and(slt(a, b), slt(b, @NONE@))
}

function double_at_most(a, b) -> r {
    if and(or(a, b), 1) {
        if and(and(a, b), 1) {
            r := and(iszero(sgt(b, a)), slt(a, @NONE@))
            leave
        }
        r := or(and(a, and(slt(a, @NONE@), slt(b, @NONE@))), eq(or(a, b), @MINUS_ZERO@))
        leave
    }
    r := and(iszero(sgt(a, b)), slt(b, @NONE@))
}

// a < c for the word c of a number above 0
function double_under(a, c) -> r {
    r := and(or(and(a, 1), slt(a, c)), slt(a, @NONE@))
}

// a > c for the word c of a number above 0, or for that of -0
function double_over(a, c) -> r {
    r := and(and(sgt(a, c), iszero(and(a, 1))), slt(a, @NONE@))
}

// Python's: the first where neither is less
function double_min(a, b) -> r {
    r := a
    if double_less(b, a) { r := b }
}

function double_max(a, b) -> r {
    r := a
    if double_less(a, b) { r := b }
}
"""
CONSTANTS = """
// an entry of a table of finite numbers that are not denormal: e and m in 64 bits, the sign above them
function double_entry(c) -> r {
    r := or(shl(54, and(c, 0xffffffffffffffff)), shr(64, c))
    if iszero(shr(1, r)) { r := or(@ZERO@, r) }
}

// a number by its 64 bits
function double_of_pattern(x) -> r {
    let e := and(shr(52, x), 2047)
    let m := shl(54, and(x, 0xfffffffffffff))
    let sign := shr(63, x)
    if eq(e, 2047) {
        r := @INFINITY@
        if m { r := @NAN@ }
        r := or(r, sign)
        leave
    }
    if iszero(e) {
        r := or(@ZERO@, sign)
        if m { r := double_normal(sign, m) }
        leave
    }
    r := or(add(shl(107, sub(e, 1)), add(m, @FIRST@)), sign)
}
"""
