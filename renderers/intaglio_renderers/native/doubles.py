"""What kernels do with doubles, in a few LLVM instructions each: no branches, no faults, no calls but `fmod`.

So a loop over doubles can be made a loop over vectors. The instructions bear no flags: nothing is reordered, nothing
contracted. What they give is `intaglio.ir.doubles`, bit for bit.
"""

# llvmlite's builder has no types, so neither have the code generators below.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc"

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import float64, int64

from intaglio_renderers.native.compiler import intrinsic
from intaglio_renderers.native.intrinsics import DOUBLE, I32, I64

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


def _rounding(name: str) -> Any:
    return _formula(lambda b, a: _to_int(b, _call(b, name, a)), int64)


def _address(b, address, slot):
    return b.gep(b.inttoptr(address, DOUBLE.as_pointer()), [slot])


divided = _formula(lambda b, x, y: b.fdiv(x, y))
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
whole_double = _formula(lambda b, a: b.fptosi(a, I64), int64)  # of what is known to be a whole number in 64 bits
double = _formula(lambda b, a: b.sitofp(a, DOUBLE), float64, int64)
fraction = _formula(
    lambda b, a: b.fmul(b.uitofp(b.and_(a, I64(0xFFFFFFFF)), DOUBLE), _double(1 / TWO_32)), float64, int64
)
load_double = _formula(lambda b, array, at: b.load(_address(b, array, at)), float64, int64, int64)


@intrinsic
def store_double(_context, array, at, value):
    """Write a double to the place of a 64-bit word; gives it."""

    def generate(_target, builder, _signature, args):
        builder.store(args[2], _address(builder, *args[:2]))
        return args[2]

    return float64(int64, int64, float64), generate
