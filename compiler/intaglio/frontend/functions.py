"""The language's own functions, an operation or two of the IR each: `abs`, `min`, `len`, `floor`, `red` and others."""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.operands import length_of, sequence_of
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.types import (
    BOOL,
    COLOR,
    INT,
    NUMBERS,
    UNKNOWN,
    WORD,
    ArrayOf,
    Scalar,
    Seq,
    Static,
    TupleOf,
    article,
    join,
)
from intaglio.frontend.words import word_converted
from intaglio.ir import nodes as ir
from intaglio.ir.literals import held
from intaglio.ir.span import Span
from intaglio.ir.types import Type

ALWAYS = frozenset({"abs", "min", "max", "round", "int", "float", "bool", "len", "ord", "range"})
_ARITY = {"abs": 1, "round": 1, "int": 1, "float": 1, "bool": 1, "len": 1, "ord": 1, "sqrt": 1, "floor": 1, "ceil": 1,
          "color": 1, "red": 1, "green": 1, "blue": 1, "ushr": 2, "token_field": 0, "power2": 1,
          "exponent": 1}  # fmt: skip
FUNCTIONS = frozenset({*_ARITY, "min", "max", "range"})


def many(count: int) -> str:
    """`no arguments`, `1 argument`, `2 arguments`."""
    return f"{count or 'no'} argument{'' if count == 1 else 's'}"


def function(b: Builder, name: str, node: ast.Call) -> Value:
    """Build a call of one of `FUNCTIONS`."""
    if name == "range":
        return b.error("I028", "`range` stands in a `for` only", node, help="write `for i in range(n):`")
    if node.keywords:
        return b.error("I024", f"`{name}` has no named arguments", node.keywords[0])
    count = len(node.args)
    if name in ("min", "max"):
        if count < 2:
            return b.error("I024", f"`{name}` takes two numbers or more", node)
    elif count != _ARITY[name]:
        hint = "`round(x * 100) / 100` keeps two decimals" if name == "round" else ""
        return b.error("I024", f"`{name}` takes {many(_ARITY[name])}, here are {count}", node, help=hint)
    if name == "len":
        return _length(b, node.args[0])
    if name == "ord":
        return _code(b, node)
    values = [b.value(a) for a in node.args]
    if any(v.type is UNKNOWN for v in values):
        return UNKNOWN_VALUE
    if name in ("min", "max"):
        return _extreme(b, name, values, node)
    if name == "token_field":
        return Value(INT, b.perform("field", node=node))
    return _convert(b, name, values, node)


def _length(b: Builder, node: ast.expr) -> Value:
    value = sequence_of(b, node)
    if value.type is UNKNOWN:
        return UNKNOWN_VALUE
    if isinstance(value.type, ArrayOf) and len(value.type.shape) == 1:
        return Value(INT, (ir.Const(Type.INT, value.type.shape[0], b.span(node)),))
    if isinstance(value.type, TupleOf):
        return Value(INT, (ir.Const(Type.INT, len(value.type.items), b.span(node)),))
    if isinstance(value.type, Seq):
        return Value(INT, (length_of(b, value),))
    hint = "it has a `width` and a `height`: `cells.width`" if isinstance(value.type, ArrayOf) else ""
    return b.error("I030", f"{article(value.type)} has no length", node, help=hint)


def _code(b: Builder, node: ast.Call) -> Value:
    try:
        return b.known(evaluate(node, b.names))
    except NotConstant:
        return b.error("I025", "`ord` takes one character", node.args[0], help='for example `ord("F")`')


def _extreme(b: Builder, name: str, values: list[Value], node: ast.Call) -> Value:
    if all(value.type == WORD for value in values):
        return Value(WORD, (_chosen(b, name, [v.exprs[0] for v in values], Type.WORD, node),))
    common: Static | None = INT
    for value, argument in zip(values, node.args, strict=True):
        if value.type not in NUMBERS:
            return b.error("I025", f"`{name}` takes numbers", argument, f"this is {article(value.type)}")
        common = join(common, value.type) if common else None
    assert isinstance(common, Scalar)
    held = [b.coerce(v, common, a).exprs[0] for v, a in zip(values, node.args, strict=True)]
    return Value(common, (_chosen(b, name, held, common.ir, node),))


def _chosen(b: Builder, name: str, held: list[ir.Expr], kind: Type, node: ast.Call) -> ir.Expr:
    result = held[0]
    for other in held[1:]:
        result = ir.Op(name, (result, other), kind, span=b.span(node))
    return result


def _convert(b: Builder, name: str, values: list[Value], node: ast.Call) -> Value:
    """Functions of one value (`ushr`: two) to one scalar."""
    value, span = values[0], b.span(node)
    kind, expr = value.type, value.exprs[0] if value.exprs else None
    wanted = {"color": "an int", "red": "a color", "green": "a color", "blue": "a color"}.get(name, "a number")
    if kind == WORD:
        return word_converted(b, name, value, node)
    result: tuple[Static, ir.Expr] | None = None
    if expr is None or not isinstance(kind, Scalar):
        pass
    elif name in ("red", "green", "blue") and kind == COLOR:
        shift = ir.Const(Type.INT, {"red": 16, "green": 8, "blue": 0}[name])
        moved = ir.Op("shr", (expr, shift), Type.INT, span=span)
        result = INT, ir.Op("and", (moved, ir.Const(Type.INT, 255)), Type.INT, span=span)
    elif name == "color" and kind == INT:
        result = COLOR, ir.Op("and", (expr, ir.Const(Type.INT, 0xFFFFFF)), Type.INT, span=span)
    elif name == "int" and kind in (BOOL, COLOR):
        result = INT, ir.Op("whole", (expr,), Type.INT, span=span) if kind == BOOL else expr
    elif name == "bool" and kind == BOOL:
        result = BOOL, expr
    elif kind in NUMBERS:
        result = _number_function(b, name, values, kind, span)
    if result is None:
        return b.error("I025", f"`{name}` takes {wanted}", node.args[0], f"this is {article(kind)}")
    return Value(result[0], (result[1],))


def _number_function(
    b: Builder, name: str, values: list[Value], kind: Scalar, span: Span
) -> tuple[Static, ir.Expr] | None:
    expr = values[0].exprs[0]
    if name == "abs":
        return kind, ir.Op("abs", (expr,), kind.ir, span=span)
    if name == "sqrt":
        return b.floats, ir.Op("sqrt", (b.as_float(values[0]),), b.floats.ir, span=span)
    if name in ("int", "floor", "ceil", "round"):
        op = "trunc" if name == "int" else name
        return INT, expr if kind == INT else ir.Op(op, (expr,), Type.INT, span=span)
    if name == "float":
        return b.floats, b.as_float(values[0])
    if name == "bool":
        return BOOL, ir.Op("ne", (expr, ir.Const(kind.ir, held(kind.ir, 0))), Type.BOOL, span=span)
    if name == "power2" and kind == INT:
        return b.floats, ir.Op("power2", (expr,), b.floats.ir, span=span)
    if name == "exponent" and kind == b.floats:
        return INT, ir.Op("exponent", (expr,), Type.INT, span=span)
    if name == "ushr" and kind == INT and values[1].type == INT:
        return INT, ir.Op("ushr", (expr, values[1].exprs[0]), Type.INT, span=span)
    return None
