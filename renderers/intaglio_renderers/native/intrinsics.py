"""What generated kernels do in a few LLVM instructions each: memory, formulas, constants.

These say what Python's operators cannot (raw memory, wrapping, unsigned division), and numba takes them in faster
than the same in Python. A *formula* is the instructions for a value, given the builder and the operands; every
number is int64, every address too. The functions at the end return intrinsics made for one piece's constants.
"""

# llvmlite's builder has no types, so neither have the code generators below.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc"

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import boolean, float64, int64
from numba.core.types import Boolean, BooleanLiteral

from intaglio_renderers.native.compiler import intrinsic
from intaglio_renderers.native.memory import FIELD
from intaglio_renderers.native.word_type import I256, word256

I1, I8, I32, I64, DOUBLE = *(ir.IntType(bits) for bits in (1, 8, 32, 64)), ir.DoubleType()


def _pointer(builder, address, element):
    return builder.inttoptr(address, element.as_pointer())


def _constant(builder, name, value):
    """The address of an unnamed constant of this compilation unit."""
    module = builder.module
    constant = ir.GlobalVariable(module, value.type, module.get_unique_name(name))
    constant.global_constant, constant.linkage, constant.initializer = True, "internal", value
    constant.unnamed_addr = True
    return constant


def _copy(builder, target, source, size) -> None:
    pointer = ir.IntType(8).as_pointer()
    copy = builder.module.declare_intrinsic("llvm.memcpy", [pointer, pointer, I64])
    builder.call(copy, [target, source, size, I1(0)])


def of_kind(builder, access, kind):
    """Tell LLVM that an access to memory touches nothing of another kind: words are not pixels."""
    module = builder.module
    root = module.add_metadata(["intaglio"])
    named = module.add_metadata([kind, root])
    access.set_metadata("tbaa", module.add_metadata([named, named, I64(0)]))
    return access


@intrinsic
def load(_context, address, slot):
    """The 64-bit word at `address + 8 * slot`."""

    def generate(_target, builder, _signature, args):
        word = builder.load(builder.gep(_pointer(builder, args[0], I64), [args[1]]))
        return of_kind(builder, word, "word")

    return int64(int64, int64), generate


@intrinsic
def store(_context, address, slot, value):
    """Write a 64-bit word to `address + 8 * slot`; gives the word."""

    def generate(_target, builder, _signature, args):
        stored = builder.store(args[2], builder.gep(_pointer(builder, args[0], I64), [args[1]]))
        of_kind(builder, stored, "word")
        return args[2]

    return int64(int64, int64, int64), generate


@intrinsic
def load_word(_context, address):
    """The big-endian 32-bit word at `address`, unsigned."""

    def generate(_target, builder, _signature, args):
        value = I64(0)
        for at in range(4):
            byte = builder.load(_pointer(builder, builder.add(args[0], I64(at)), I8))
            value = builder.or_(builder.shl(value, I64(8)), builder.zext(byte, I64))
        return value

    return int64(int64), generate


@intrinsic
def fetch(_context, address):
    """The byte at `address`."""

    def generate(_target, builder, _signature, args):
        return builder.zext(builder.load(_pointer(builder, args[0], I8)), I64)

    return int64(int64), generate


@intrinsic
def put(_context, address, byte):
    """Write one byte; gives it."""

    def generate(_target, builder, _signature, args):
        builder.store(builder.trunc(args[1], I8), _pointer(builder, args[0], I8))
        return args[1]

    return int64(int64, int64), generate


@intrinsic
def plot(_context, pixels, at, color):
    """Write a pixel: the color 0xRRGGBB as the bytes red, green, blue and 255; gives the color."""

    def generate(_target, builder, _signature, args):
        swapped = builder.bswap(builder.trunc(args[2], I32))
        value = builder.or_(builder.lshr(swapped, I32(8)), I32(0xFF000000))
        stored = builder.store(value, builder.gep(_pointer(builder, args[0], I32), [args[1]]))
        of_kind(builder, stored, "pixel")
        return args[2]

    return int64(int64, int64, int64), generate


@intrinsic
def select(_context, condition, then, orelse):
    """`then if condition else orelse` without a branch; both are already known."""
    kind = boolean if isinstance(orelse, Boolean | BooleanLiteral) else int64
    kind = orelse if orelse in (float64, word256) else kind

    def generate(_target, builder, _signature, args):
        return builder.select(args[0], args[1], args[2])

    return kind(boolean, kind, kind), generate


# ---- formulas -------------------------------------------------------------------------------------


def _unary(formula: Callable[..., Any], kind: Any = int64) -> Any:
    @intrinsic
    def operation(_context, a):
        return int64(kind), lambda _target, builder, _signature, args: formula(builder, *args)

    return operation


def _binary(formula: Callable[..., Any]) -> Any:
    @intrinsic
    def operation(_context, a, b):
        return int64(int64, int64), lambda _target, builder, _signature, args: formula(builder, *args)

    return operation


def _unsigned(method: str) -> Any:
    """Division for a >= 0 and b > 0. After a fault b may be 0 against the proof: the processor must not trap."""

    def formula(builder, a, b):
        divisor = builder.select(builder.icmp_signed("==", b, I64(0)), I64(1), b)
        return getattr(builder, method)(a, divisor)

    return _binary(formula)


def _chosen(comparison: str) -> Any:
    return _binary(lambda b, x, y: b.select(b.icmp_signed(comparison, x, y), x, y))


def _truncated(b, a):
    up = b.neg(b.ashr(b.neg(a), I64(16)))
    return b.select(b.icmp_signed("<", a, I64(0)), up, b.ashr(a, I64(16)))


def _rounded(b, a):
    odd = b.and_(b.ashr(a, I64(16)), I64(1))
    return b.ashr(b.add(b.add(a, I64(32767)), odd), I64(16))


def _root(b, a):
    root = b.module.declare_intrinsic("llvm.sqrt", [DOUBLE])
    return b.fptosi(b.call(root, [b.sitofp(a, DOUBLE)]), I64)


def _field(b, m):
    return of_kind(b, b.load(b.gep(_pointer(b, m, I64), [I64(FIELD)])), "word")


wrap = _unary(lambda b, a: b.sext(b.trunc(a, I32), I64))  # the 32-bit number equal modulo 2**32
shifted = _unary(lambda b, a: b.shl(a, I64(16)))  # by the fraction bits of a `fixed`
quotient = _unsigned("udiv")
remainder = _unsigned("urem")
signed_quotient = _binary(lambda b, x, y: b.sdiv(x, y))  # truncates; traps where y is 0, or -1 under -2**63
least = _chosen("<")
greatest = _chosen(">")
absolute = _unary(lambda b, a: b.select(b.icmp_signed("<", a, I64(0)), b.neg(a), a))
truncated = _unary(_truncated)  # the whole part of a `fixed`, toward zero
rounded = _unary(_rounded)  # a `fixed` to the nearest whole number, half to even
root_estimate = _unary(_root)  # the double square root of a >= 0, truncated
whole = _unary(lambda b, a: b.zext(a, I64), boolean)
field = _unary(_field)  # the token's constant word


# ---- constants of one piece -----------------------------------------------------------------------


def text_writer(texts: tuple[bytes, ...]) -> Any:
    """The writer of constant texts: `text(p, 3)` writes `texts[3]`; the number is a literal."""

    @intrinsic(prefer_literal=True)
    def text(_context, p, number):
        data = bytearray(texts[number.literal_value])

        def generate(_target, builder, _signature, args):
            source = _constant(builder, "text", ir.Constant(ir.ArrayType(I8, len(data)), data))
            first = builder.gep(source, [I64(0), I64(0)])
            _copy(builder, _pointer(builder, args[0], I8), first, I64(len(data)))
            return builder.add(args[0], I64(len(data)))

        return int64(int64, number), generate

    return text


def entry_writer(texts: tuple[bytes, ...]) -> Any:
    """The writer of a table of texts: `names(p, i)` writes `texts[i]`; i is in range."""
    ends = [sum(map(len, texts[:i])) for i in range(len(texts) + 1)]
    data = bytearray(b"".join(texts) or b"\0")

    @intrinsic
    def entry(_context, p, i):
        def generate(_target, builder, _signature, args):
            pool = _constant(builder, "texts", ir.Constant(ir.ArrayType(I8, len(data)), data))
            kind = ir.ArrayType(I64, len(ends))
            bounds = _constant(builder, "ends", ir.Constant(kind, [I64(end) for end in ends]))
            begin = builder.load(builder.gep(bounds, [I64(0), args[1]]))
            end = builder.load(builder.gep(bounds, [I64(0), builder.add(args[1], I64(1))]))
            size = builder.sub(end, begin)
            _copy(builder, _pointer(builder, args[0], I8), builder.gep(pool, [I64(0), begin]), size)
            return builder.add(args[0], size)

        return int64(int64, int64), generate

    return entry


def number_table(values: tuple[int, ...], kind: str = "int") -> Any:
    """A constant table: `table(i)` is `values[i]`, by `kind` a bool, a word or (by its bits) a double; i is inside."""
    numbers = values or (0,)  # an index into an empty table is a fault, and then reads this
    result = {"bool": boolean, "double": float64, "word": word256}.get(kind, int64)

    @intrinsic
    def entry(_context, i):
        def generate(_target, builder, _signature, args):
            held = I256 if kind == "word" else I64
            words = ir.ArrayType(held, len(numbers))
            table = _constant(builder, "table", ir.Constant(words, [held(value) for value in numbers]))
            value = builder.load(builder.gep(table, [I64(0), args[0]]))
            if kind == "double":
                return builder.bitcast(value, DOUBLE)
            return builder.trunc(value, I1) if kind == "bool" else value

        return result(int64), generate

    return entry
