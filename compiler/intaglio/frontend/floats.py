"""What a piece's numbers make of its floats: fixeds or doubles, their constants, and ints that become floats."""

from __future__ import annotations

from fractions import Fraction

from intaglio.frontend.shared import Shared, Value
from intaglio.frontend.types import INT, Scalar
from intaglio.ir import nodes as ir
from intaglio.ir.literals import held
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.types import Type


class Floats:
    """The part of a `Builder` that knows the piece's numbers."""

    shared: Shared

    @property
    def floats(self) -> Scalar:
        """The piece's floats."""
        return self.shared.floats

    def floated(self, value: Value) -> Value:
        """A number as a float."""
        return Value(self.floats, (self.as_float(value),)) if value.type == INT else value

    def as_float(self, value: Value) -> ir.Expr:
        """The IR's float of a number value."""
        (expr,), kind = value.exprs, self.floats.ir
        if value.type != INT:
            return expr
        if isinstance(expr, ir.Const):
            return ir.Const(kind, held(kind, expr.value), expr.span)
        return ir.Op(kind.value, (expr,), kind, span=expr.span)  # the operation is named for what it makes

    def multiple(self, expr: ir.Expr, by: ir.Expr, span: Span) -> ir.Expr:
        """A float times an int: of fixeds exact, of doubles as any product."""
        if self.floats.ir is Type.FIXED:
            return ir.Op("scale", (expr, by), Type.FIXED, span=span)
        return ir.Op("mul", (expr, self.as_float(Value(INT, (by,)))), self.floats.ir, span=span)

    def number(self, value: float | Fraction, span: Span = NOWHERE) -> ir.Const:
        """A constant float."""
        return ir.Const(self.floats.ir, held(self.floats.ir, value), span)
