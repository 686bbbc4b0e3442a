"""What kernels do with doubles, in a few LLVM instructions each: no faults, no calls but `fmod`.

Whatever rounds to an int comes in two forms. That in `straight` has no branches, so that a loop over doubles can be
made a loop over vectors; the other has one for numbers beyond 32 bits, which in code for one number at a time is half
the price. The instructions bear no flags: nothing is reordered, nothing contracted. What they give is
`intaglio.ir.doubles`, bit for bit.
"""

# llvmlite's builder has no types, so neither have the code generators below.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc"

from __future__ import annotations

from collections.abc import Callable
from math import nan
from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba import float64, int64
from numba.core.types import Tuple

from intaglio_renderers.native.compiler import intrinsic
from intaglio_renderers.native.intrinsics import DOUBLE, I32, I64, of_kind

TWO_32, TWO_53 = 2.0**32, 2.0**53


def _formula(formula: Callable[..., Any], result: Any = float64, *kinds: Any) -> Any:
    """An operation of one or two operands, doubles where `kinds` does not say otherwise."""
    if (len(kinds) or formula.__code__.co_argcount - 1) == 1:

        @intrinsic
        def unary(_context, a):
            return result(*(kinds or (float64,))), lambda _t, builder, _s, args: formula(builder, *args)

        return unary

    @intrinsic
    def binary(_context, a, b):
        return result(*(kinds or (float64, float64))), lambda _t, builder, _s, args: formula(builder, *args)

    return binary


def _double(value: float) -> Any:
    return ir.Constant(DOUBLE, value)


def _call(builder, name, a):
    return builder.call(builder.module.declare_intrinsic(f"llvm.{name}", [DOUBLE]), [a])


def _chosen(comparison: str) -> Any:
    """The second operand where it compares so with the first, else the first."""
    return _formula(lambda b, x, y: b.select(b.fcmp_ordered(comparison, y, x), y, x))


def _modulo(b, x, y):
    """Python's: what fmod leaves, and the divisor more where the signs differ; a zero has the divisor's sign."""
    rest = b.frem(x, y)
    below, divisor_below = b.fcmp_ordered("<", rest, _double(0.0)), b.fcmp_ordered("<", y, _double(0.0))
    moved = b.select(b.xor(below, divisor_below), b.fadd(rest, y), rest)
    zero = b.select(divisor_below, _double(-0.0), _double(0.0))
    return b.select(b.fcmp_ordered("==", rest, _double(0.0)), zero, moved)


def _cyclic(b, x, y):
    """`_modulo` by a positive power of two, for which no quotient is rounded: x - y * floor(x / y).

    A quotient too small for a double is 0 and leaves x as it is, also below zero; of one from 2**53 on nothing is left.
    """
    turns = b.fdiv(x, y)
    rest = b.fsub(x, b.fmul(y, _call(b, "floor", turns)))
    rest = b.select(b.fcmp_ordered("<", rest, _double(0.0)), b.fadd(rest, y), rest)
    return b.select(b.fcmp_ordered(">=", _call(b, "fabs", turns), _double(TWO_53)), b.fsub(x, x), rest)


def _to_int(b, whole):
    """A whole number modulo 2**32, signed: what is left of it between -2**31 and 2**31; 0 of infinities and NaN."""
    turns = _call(b, "floor", b.fadd(b.fmul(whole, _double(1 / TWO_32)), _double(0.5)))
    rest = b.fsub(whole, b.fmul(turns, _double(TWO_32)))
    finite = b.select(b.fcmp_ordered("ord", rest, rest), rest, _double(0.0))
    return b.sext(b.fptosi(finite, I32), I64)


def _processor_int(b, whole):
    """A number in 64 bits, and for any other one of three that do not lie in 32: 0x8000000000000000 of an x86-64."""
    if llvm.get_process_triple().startswith("x86_64"):
        pair = ir.VectorType(DOUBLE, 2)
        kind = ir.FunctionType(I64, [pair])
        convert = b.module.declare_intrinsic("llvm.x86.sse2.cvttsd2si64", [], kind)
        return b.call(convert, [b.insert_element(ir.Constant(pair, ir.Undefined), whole, I32(0))])
    convert = b.module.declare_intrinsic("llvm.fptosi.sat", [I64, DOUBLE], ir.FunctionType(I64, [DOUBLE]))
    return b.call(convert, [whole])


def _to_int_near(b, whole):
    """`_to_int` by a branch: the int, and the double that it becomes, which is never -0."""
    near, sum_ = _processor_int(b, whole), b.fadd(whole, _double(0.0))
    before = b.block
    with b.if_then(b.icmp_signed("!=", near, b.sext(b.trunc(near, I32), I64)), likely=False):
        far = _to_int(b, whole)
        far_sum, after = b.sitofp(far, DOUBLE), b.block
    word, same = b.phi(I64), b.phi(DOUBLE)
    for phi, short, long in ((word, near, far), (same, sum_, far_sum)):
        phi.add_incoming(short, before)
        phi.add_incoming(long, after)
    return word, same


def _divided_above_zero(b, x, y):
    """max(x, 0) / y by a branch: what is divided is often 0, and a division takes long.

    0 / y is written out, lest LLVM take the two divisions for one.
    """
    with b.if_else(b.fcmp_ordered(">", _double(0.0), x)) as (below, above):
        with below:
            kind = ir.FunctionType(DOUBLE, [DOUBLE, DOUBLE])
            zero = b.call(b.module.declare_intrinsic("llvm.copysign", [DOUBLE], kind), [_double(0.0), y])
            nothing = b.select(b.fcmp_ordered("!=", y, _double(0.0)), zero, _double(nan))
            from_below = b.block
        with above:
            quotient, from_above = b.fdiv(x, y), b.block
    result = b.phi(DOUBLE)
    result.add_incoming(nothing, from_below)
    result.add_incoming(quotient, from_above)
    return result


def _rounding(name: str) -> Any:
    return _formula(lambda b, a: _to_int_near(b, _call(b, name, a))[0], int64)


def _straight_rounding(name: str) -> Any:
    return _formula(lambda b, a: _to_int(b, _call(b, name, a)), int64)


def _address(b, address, slot):
    return b.gep(b.inttoptr(address, DOUBLE.as_pointer()), [slot])


divided = _formula(lambda b, x, y: b.fdiv(x, y))
divided_above_zero = _formula(_divided_above_zero)
divided_floor = _formula(lambda b, x, y: _call(b, "floor", b.fdiv(x, y)))
modulo_double = _formula(_modulo)
cyclic = _formula(_cyclic)
negated = _formula(lambda b, a: b.fneg(a))
magnitude = _formula(lambda b, a: _call(b, "fabs", a))
least_double = _chosen("<")
greatest_double = _chosen(">")
square_root = _formula(lambda b, a: _call(b, "sqrt", a))
floor_double = _formula(lambda b, a: _call(b, "floor", a))
floored = _rounding("floor")
ceiled = _rounding("ceil")
cut = _rounding("trunc")
nearest = _rounding("roundeven")
straight_floored = _straight_rounding("floor")
straight_ceiled = _straight_rounding("ceil")
straight_cut = _straight_rounding("trunc")
straight_nearest = _straight_rounding("roundeven")
whole_double = _formula(lambda b, a: b.fptosi(a, I64), int64)  # of what is known to be a whole number in 64 bits
double = _formula(lambda b, a: b.sitofp(a, DOUBLE), float64, int64)
fraction = _formula(
    lambda b, a: b.fmul(b.uitofp(b.and_(a, I64(0xFFFFFFFF)), DOUBLE), _double(1 / TWO_32)), float64, int64
)
power2 = _formula(
    lambda b, a: b.bitcast(b.shl(b.and_(b.add(a, I64(1023)), I64(2047)), I64(52)), DOUBLE), float64, int64
)
exponent = _formula(lambda b, a: b.sub(b.and_(b.lshr(b.bitcast(a, I64), I64(52)), I64(2047)), I64(1023)), int64)
load_double = _formula(lambda b, array, at: of_kind(b, b.load(_address(b, array, at)), "word"), float64, int64, int64)


@intrinsic
def floored_both(_context, a):
    """A double floored: as an int, and that int as a double."""

    def generate(target, builder, signature, args):
        return target.make_tuple(builder, signature.return_type, _to_int_near(builder, _call(builder, "floor", *args)))

    return Tuple((int64, float64))(float64), generate


@intrinsic
def store_double(_context, array, at, value):
    """Write a double to the place of a 64-bit word; gives it."""

    def generate(_target, builder, _signature, args):
        of_kind(builder, builder.store(args[2], _address(builder, *args[:2])), "word")
        return args[2]

    return float64(int64, int64, float64), generate
