"""What kernels do with words, in an instruction of LLVM or two each. Division, which may fault, is in `word_runtime`.

LLVM writes out what the processor has no instruction for, but for division, which it would call a library for.
"""

# llvmlite's builder has no types, so neither have the code generators below.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc"

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import boolean, int64

from intaglio_renderers.native.compiler import intrinsic
from intaglio_renderers.native.intrinsics import I1, I32, I64, of_kind
from intaglio_renderers.native.word_type import I256, word256

ALIGNMENT = 8  # bytes: arrays are made of 64-bit words


def _operation(formula: Callable[..., Any], result: Any = word256, *kinds: Any) -> Any:
    """An operation of one operand or two: words, where `kinds` does not say otherwise."""
    if (len(kinds) or formula.__code__.co_argcount - 1) == 1:

        @intrinsic
        def unary(_context, a):
            return result(*(kinds or (word256,))), lambda _t, builder, _s, args: formula(builder, *args)

        return unary

    @intrinsic
    def binary(_context, a, b):
        return result(*(kinds or (word256, word256))), lambda _t, builder, _s, args: formula(builder, *args)

    return binary


def _compared(symbol: str) -> Any:
    return _operation(lambda b, x, y: b.icmp_unsigned(symbol, x, y), boolean)


def _chosen(symbol: str) -> Any:
    return _operation(lambda b, x, y: b.select(b.icmp_unsigned(symbol, x, y), x, y))


def _count(b, n):
    """The low eight bits of an int, which say how far a word is shifted."""
    return b.zext(b.and_(n, I64(255)), I256)


def _place(b, array, at):
    return b.gep(b.inttoptr(array, I256.as_pointer()), [at])


def _loaded(b, array, at):
    word = b.load(_place(b, array, at))
    word.align = ALIGNMENT
    return of_kind(b, word, "word")


def _leading_zeros(b, x):
    count = b.module.declare_intrinsic("llvm.ctlz", [I256], ir.FunctionType(I256, [I256, I1]))
    return b.trunc(b.call(count, [x, I1(0)]), I64)


def _turned(b, lane, by):
    up = b.shl(lane, by)
    return b.or_(up, b.lshr(lane, b.sub(I64(64), by)))


word_sum = _operation(lambda b, x, y: b.add(x, y))
word_difference = _operation(lambda b, x, y: b.sub(x, y))
word_product = _operation(lambda b, x, y: b.mul(x, y))
word_negated = _operation(lambda b, x: b.neg(x))
word_and = _operation(lambda b, x, y: b.and_(x, y))
word_or = _operation(lambda b, x, y: b.or_(x, y))
word_xor = _operation(lambda b, x, y: b.xor(x, y))
word_not = _operation(lambda b, x: b.not_(x))
word_left = _operation(lambda b, x, n: b.shl(x, _count(b, n)), word256, word256, int64)
word_right = _operation(lambda b, x, n: b.lshr(x, _count(b, n)), word256, word256, int64)
word_equal = _compared("==")
word_unequal = _compared("!=")
word_below = _compared("<")
word_most = _compared("<=")
word_least = _chosen("<")
word_greatest = _chosen(">")
word_of = _operation(lambda b, n: b.sext(n, I256), word256, int64)
word_low = _operation(lambda b, x: b.sext(b.trunc(x, I32), I64), int64, word256)  # its low 32 bits, signed
word_limb = _operation(lambda b, x: b.trunc(x, I64), int64, word256)  # its low 64 bits
word_zeros = _operation(_leading_zeros, int64, word256)
load_word256 = _operation(_loaded, word256, int64, int64)
turned = _operation(_turned, int64, int64, int64)  # a lane to the left, by 1 to 63
swapped = _operation(lambda b, lane: b.bswap(lane), int64, int64)  # its bytes, the last one first


@intrinsic
def word_constant(_context, a, b, c, d):
    """A word of its limbs, the highest first."""

    def generate(_target, builder, _signature, args):
        word = I256(0)
        for limb in args:
            word = builder.or_(builder.shl(word, I256(64)), builder.zext(limb, I256))
        return word

    return word256(int64, int64, int64, int64), generate


@intrinsic
def store_word256(_context, array, at, value):
    """Write entry `at` of an array of words; gives it."""

    def generate(_target, builder, _signature, args):
        stored = builder.store(args[2], _place(builder, *args[:2]))
        stored.align = ALIGNMENT
        of_kind(builder, stored, "word")
        return args[2]

    return word256(int64, int64, word256), generate
