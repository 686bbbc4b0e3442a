"""Warn where the range in which every engine computes a fixed exactly cannot be proved.

JavaScript and numba hold a fixed as a double, which has 53 bits: 21 whole ones and 32 of fraction for a product,
37 and 16 otherwise. `LIMITS` is the table of what must stay inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from intaglio.ir.nodes import Expr, Module, Op, Perform, expressions, parts, walk
from intaglio.ir.span import Span
from intaglio.ir.types import FRACTION_BITS, ONE, Type
from intaglio.passes.interval import End, Interval, plain
from intaglio.passes.ranges import Ranges

DOUBLE = 1 << 53
NUMERATOR = DOUBLE >> FRACTION_BITS  # a quotient's numerator is scaled once more before it is floored
RADICAND = NUMERATOR >> 1  # a root just below a multiple of 2**-16 rounds up to it from here on


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the artist should know; the piece is compiled all the same. `kind` is one of KINDS."""

    span: Span
    message: str
    kind: str


def _product_size(operands: list[Interval]) -> End:
    a, b = operands
    return 0 if a.size == 0 or b.size == 0 else a.size * b.size


# By operation: the kind of warning, what is measured of the operands' intervals, and what it must stay below.
_Measure = Callable[[list[Interval]], End]
LIMITS: dict[str, tuple[str, _Measure, int]] = {
    "mul": ("product", _product_size, DOUBLE),
    "div": ("quotient", lambda operands: operands[0].size, NUMERATOR),
    "sqrt": ("root", lambda operands: operands[0].size, RADICAND),
    "add": ("sum", lambda operands: plain("add", Type.FIXED, *operands).size, DOUBLE),
    "sub": ("sum", lambda operands: plain("sub", Type.FIXED, *operands).size, DOUBLE),
    "scale": ("multiple", _product_size, DOUBLE),
}
_MESSAGES = {
    "product": "this product may reach 2^21, where engines would round it differently",
    "quotient": "what is divided here may reach 2^21, where engines would round the result differently",
    "root": "what the root is taken of may reach 2^20, where engines would round it differently",
    "sum": "this sum may reach 2^37, where a number has no room for all its digits",
    "multiple": "this multiple may reach 2^37, where a number has no room for all its digits",
    "decimal": "a number written here may be too large to be written alike by every engine",
}
KINDS = tuple(_MESSAGES)


def exact_range_warnings(module: Module, ranges: Ranges) -> tuple[Warning, ...]:
    """One warning a source line and kind, in the order of the source; nothing about the library's own lines.

    Doubles are the same in every engine: there is nothing to warn of.
    """
    if module.numbers == "double":
        return ()
    found: dict[tuple[str, int, str], Warning] = {}
    for span, kind in _crossings(module, ranges):
        if not _in_library(span):
            found.setdefault((span.file, span.line, kind), Warning(span, _MESSAGES[kind], kind))
    return tuple(found[key] for key in sorted(found))


def _in_library(span: Span) -> bool:
    """Whether a span lies in the library, or in nothing that the artist wrote."""
    return span.line == 0 or span.file.startswith("<library>")


def _crossings(module: Module, ranges: Ranges) -> Iterator[tuple[Span, str]]:
    """Where a limit may be crossed, and of which kind."""
    for function in module.functions:
        for statement in walk(() if function.library else function.body):
            for expr in (p for e in expressions(statement) for p in parts(e)):
                kind = _crossed(expr, ranges)
                if kind:
                    yield expr.span, kind
            if isinstance(statement, Perform) and statement.effect == "emit.decimal":
                written = ranges.of(statement.args[0])
                if written is not None and written.size * 10**module.digits + ONE >= DOUBLE:
                    yield statement.span, "decimal"


def _crossed(expr: Expr, ranges: Ranges) -> str:
    if not isinstance(expr, Op) or expr.type is not Type.FIXED or expr.name not in LIMITS:
        return ""
    operands = [ranges.of(arg) for arg in expr.args]
    known = [operand for operand in operands if operand is not None]
    kind, measure, limit = LIMITS[expr.name]
    return kind if len(known) == len(operands) and measure(known) >= limit else ""
