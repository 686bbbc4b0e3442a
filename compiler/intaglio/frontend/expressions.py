"""Expressions: operators, comparisons, subscripts, f-strings. Effects go out as statements; what is left is pure."""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.calls import call
from intaglio.frontend.diagnostics import Note, did_you_mean
from intaglio.frontend.operands import condition, unknown_name
from intaglio.frontend.scope import BINARY, INT_ONLY, SYMBOLS, Constant, NotConstant, Rule, evaluate
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.subscripts import fstring, subscript
from intaglio.frontend.tables import IrregularTable
from intaglio.frontend.types import (
    BOOL,
    CANVAS,
    COLOR,
    FLOAT,
    INT,
    NOTHING,
    NUMBERS,
    REFERENCES,
    SPRITE,
    STR,
    UNKNOWN,
    WORD,
    ArrayOf,
    Handle,
    Scalar,
    Seq,
    Static,
    TupleOf,
    article,
    join,
)
from intaglio.frontend.words import word_binary, word_compared
from intaglio.ir import nodes as ir
from intaglio.ir.literals import held
from intaglio.ir.types import INT_MAX, INT_MIN, Type


def value_of(b: Builder, node: ast.expr) -> Value:
    """Build an expression."""
    match node:
        case ast.Constant():
            return _literal(b, node)
        case ast.Name():
            return _name(b, node)
        case ast.Tuple():
            parts = tuple(value_of(b, item) for item in node.elts)
            if any(p.type is UNKNOWN for p in parts):
                return UNKNOWN_VALUE
            for part, item in zip(parts, node.elts, strict=True):
                if isinstance(part.type, (Handle, *REFERENCES)):
                    return b.error("I048", f"{article(part.type)} cannot be an item of a tuple", item)
            return Value(TupleOf(tuple(p.type for p in parts)), tuple(e for p in parts for e in p.exprs), parts=parts)
        case ast.Dict():
            return _dict(b, node)
        case ast.UnaryOp():
            return _unary(b, node)
        case ast.BinOp():
            return _binary(b, node)
        case ast.BoolOp():
            return _logic(b, node)
        case ast.Compare():
            return _comparison(b, node)
        case ast.IfExp():
            return _choice(b, node)
        case ast.Subscript():
            return subscript(b, node)
        case ast.JoinedStr():
            return fstring(b, node)
        case ast.Call():
            return call(b, node)
        case ast.Attribute():
            return _attribute(b, node)
    return UNKNOWN_VALUE  # refused in syntax.accept


def _literal(b: Builder, node: ast.Constant) -> Value:
    if node.value is None:
        return Value(NOTHING)
    try:
        known = evaluate(node, b.names)
    except NotConstant as error:
        code = "I017" if isinstance(node.value, str) else "I016"
        hint = "for transparency a shape takes `opacity=`" if code == "I017" else _NUMBERS
        return b.error(code, error.why or "this literal has no value in the language", node, help=hint)
    if known.type == INT and known.number > INT_MAX:
        return b.error(
            "I016",
            "this number does not fit in an int",
            node,
            "ints have 32 bits",
            help=_NUMBERS,
        )
    if isinstance(node.value, bytes) and not node.value:
        return b.error("I018", "this table is empty", node, "a table has at least one entry")
    return b.known(known, b.shared.level(known, b.span(node)) if isinstance(node.value, bytes) else None)


_NUMBERS = "ints reach from -2147483648 to 2147483647; with a point it is a float: `5000000000.0`"


def _dict(b: Builder, node: ast.Dict) -> Value:
    """A dict is a constant table wherever it stands."""
    if not node.keys:
        return b.error("I018", "this dict is empty", node, "a table has at least one entry")
    try:
        known = evaluate(node, b.names)
        return b.known(known, b.shared.level(known, b.span(node)))
    except NotConstant as error:
        return b.error("I018", "a dict is a table of constants", error.node, error.why or "this is not known here")
    except IrregularTable as error:
        cause = f"this is {error.second.described()}, another is {error.first.described()}"
        return b.error("I018", "the entries of this dict have no common type", error.second.node, cause)


def _name(b: Builder, node: ast.Name) -> Value:
    if node.id in b.locals:
        value = b.load(node)
        if value.type == Handle("Path") and node.id not in b.open_paths:
            return b.error(
                "I034",
                f"the path `{node.id}` is finished",
                node,
                "something else was drawn since, or its block ended",
                help="begin a new one: `path = canvas.path(...)`",
            )
        return value
    meaning = b.names.get(node.id)
    if isinstance(meaning, Constant):
        return b.known(meaning.known, meaning.table)
    if meaning is None:
        return unknown_name(b, node)
    if getattr(meaning, "name", "") == "?":
        return UNKNOWN_VALUE
    what = "a rule" if isinstance(meaning, Rule) else "a function of the language"
    return b.error("I048", f"`{node.id}` is {what}, not a value", node, help=f"call it: `{node.id}(...)`")


def _attribute(b: Builder, node: ast.Attribute) -> Value:
    if not isinstance(node.value, ast.Name):
        return UNKNOWN_VALUE  # refused in syntax.accept
    value = value_of(b, node.value)
    if value.type is CANVAS and node.attr in ("width", "height"):
        size = b.shared.size[0 if node.attr == "width" else 1]
        return Value(INT, (ir.Const(Type.INT, size, b.span(node)),))
    if isinstance(value.type, ArrayOf) and len(value.type.shape) == 2 and node.attr in ("width", "height"):
        return Value(INT, (ir.Const(Type.INT, value.type.shape[node.attr == "height"], b.span(node)),))
    if value.type is UNKNOWN or node.attr.startswith("_"):  # the second is refused in syntax.accept
        return UNKNOWN_VALUE
    sized = value.type is CANVAS or isinstance(value.type, ArrayOf)
    meant = did_you_mean(node.attr, ("width", "height")) if sized else ""
    return b.error(
        "I036",
        f"{article(value.type)} has no value `{node.attr}`",
        node,
        help=meant or "the canvas and a grid have `width` and `height`; a method is called: `canvas.circle(...)`",
    )


# ---- operators ------------------------------------------------------------------------------------


def _unary(b: Builder, node: ast.UnaryOp) -> Value:
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant) and node.operand.value == -INT_MIN:
        if isinstance(node.operand.value, int):
            return Value(INT, (ir.Const(Type.INT, INT_MIN, b.span(node)),))
    if isinstance(node.op, ast.Not):
        held = condition(b, node.operand)
        return Value(BOOL, (ir.Op("negate", (held,), Type.BOOL, span=b.span(node)),))
    value = value_of(b, node.operand)
    if value.type is UNKNOWN:
        return UNKNOWN_VALUE
    symbol = {"USub": "-", "UAdd": "+", "Invert": "~"}[type(node.op).__name__]
    if value.type not in (*NUMBERS, WORD) or (symbol == "~" and value.type == FLOAT):
        return b.error("I021", f"`{symbol}` does not go with {article(value.type)}", node)
    if symbol == "+":
        return value
    assert isinstance(value.type, Scalar)
    name = "neg" if symbol == "-" else "not"
    return Value(value.type, (ir.Op(name, value.exprs, value.type.ir, span=b.span(node)),))


def _binary(b: Builder, node: ast.BinOp) -> Value:
    left, right = value_of(b, node.left), value_of(b, node.right)
    return binary(b, node.op, left, right, node, node.right)


def binary(b: Builder, operator: ast.operator, left: Value, right: Value, node: ast.AST, right_node: ast.expr) -> Value:
    """`left operator right`; also what an augmented assignment does."""
    if left.type is UNKNOWN or right.type is UNKNOWN:
        return UNKNOWN_VALUE
    if isinstance(operator, ast.Pow) and left.type in (*NUMBERS, WORD):
        return _power(b, left, node, right_node)
    name = BINARY.get(type(operator), "pow")
    if WORD in (left.type, right.type) and name in SYMBOLS:
        return word_binary(b, name, left, right, node)
    if left.type not in NUMBERS or right.type not in NUMBERS:
        return _cannot(b, name, left.type, right.type, node)
    if name in INT_ONLY and not left.type == right.type == INT:
        return b.error(
            "I021",
            f"`{SYMBOLS[name]}` is for ints",
            node,
            f"the operands are {left.type} and {right.type}",
            "`int(x)` drops the fraction of a float",
        )
    span = b.span(node)
    if left.type == right.type == INT and name != "div":
        return Value(INT, (ir.Op(name, (left.exprs[0], right.exprs[0]), Type.INT, span=span),))
    if name == "mul" and left.type != right.type:
        real, whole = (left, right) if left.type == FLOAT else (right, left)
        return Value(b.floats, (b.multiple(real.exprs[0], whole.exprs[0], span),))
    return Value(b.floats, (ir.Op(name, (b.as_float(left), b.as_float(right)), b.floats.ir, span=span),))


_VERBS = {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "div": "divide",
    "floordiv": "divide",
    "mod": "divide",
}


def _cannot(b: Builder, name: str, left: Static, right: Static, node: ast.AST) -> Value:
    hint = ""
    if COLOR in (left, right):
        hint = "to blend two colors write `mix(base, other, 0.5)`"
    elif STR in (left, right):
        hint = 'put values into text with an f-string: `f"{name} {n}"`'
    elif BOOL in (left, right):
        hint = "`int(flag)` is 0 or 1"
    elif isinstance(left, TupleOf | Seq) or isinstance(right, TupleOf | Seq):
        hint = "unpack it: `x, y = point`"
    message = f"cannot {_VERBS.get(name, 'combine')} `{left}` and `{right}`"
    if name == "mod" and left == STR:
        message = "text is not filled in with `%`"
    nodes = getattr(node, "left", getattr(node, "target", None)), getattr(node, "right", getattr(node, "value", None))
    called = [_called(b, at, side) for at, side in zip(nodes, ("left", "right"), strict=True)]
    label = f"{called[0]} is {article(left)}, {called[1]} is {article(right)}"
    return b.error("I021", message, node, label, hint, _origins(b, nodes, (left, right)))


def _called(b: Builder, node: ast.AST | None, otherwise: str) -> str:
    """A variable by its name, any other operand by its side."""
    return f"`{node.id}`" if isinstance(node, ast.Name) and node.id in b.locals else otherwise


def _origins(b: Builder, nodes: tuple[ast.AST | None, ...], kinds: tuple[Static, ...]) -> tuple[Note, ...]:
    """Where the variables that are no numbers became what they are."""
    found: dict[str, Note] = {}
    for node, kind in zip(nodes, kinds, strict=True):
        if isinstance(node, ast.Name) and kind not in NUMBERS and node.id in b.origins:
            found[node.id] = Note(f"`{node.id}` became {article(kind)} here", b.origins[node.id])
    return tuple(found.values())


def _power(b: Builder, base: Value, node: ast.AST, exponent: ast.expr) -> Value:
    try:
        known = evaluate(exponent, b.names)
    except NotConstant:
        known = None
    if known is None or known.type != INT or not 0 <= known.number <= 64:
        half = known is not None and known.type == FLOAT and known.number == held(b.floats.ir, 0.5)
        return b.error(
            "I032",
            "the exponent of `**` is a constant whole number from 0 to 64",
            exponent,
            help="write `sqrt(x)`" if half else "write `pow(x, y)` for any other exponent",
        )
    assert isinstance(base.type, Scalar)
    kind, span = base.type.ir, b.span(node)
    one = ir.Const(kind, held(kind, 1), span)
    factor = b.simple(base.exprs[0], span)

    def raised(n: int) -> ir.Expr:
        if n < 2:
            return factor if n else one
        half = b.simple(raised(n // 2), span)
        square = ir.Op("mul", (half, half), kind, span=span)
        return ir.Op("mul", (square, factor), kind, span=span) if n % 2 else square

    return Value(base.type, (raised(known.number),))


def _logic(b: Builder, node: ast.BoolOp) -> Value:
    """`and` and `or`: the right side is an operand where it is pure, otherwise it becomes an `if`."""
    name = "both" if isinstance(node.op, ast.And) else "either"
    result = condition(b, node.values[0])
    for operand in node.values[1:]:
        known = b.assigned
        with b.collect() as body:
            right = condition(b, operand)
        b.assigned = known
        span = b.span(operand)
        if not body:
            result = ir.Op(name, (result, right), Type.BOOL, span=b.span(node))
            continue
        held = b.temp(result, span)
        test: ir.Expr = held if name == "both" else ir.Op("negate", (held,), Type.BOOL, span=span)
        b.emit(ir.If(test, (*body, ir.Let(held.name, right, span)), (), span))
        result = held
    return Value(BOOL, (result,))


_COMPARE = {"Eq": "eq", "Is": "eq", "NotEq": "ne", "IsNot": "ne", "Lt": "lt", "LtE": "le", "Gt": "gt", "GtE": "ge"}


def _comparison(b: Builder, node: ast.Compare) -> Value:
    left = value_of(b, node.left)
    result: ir.Expr | None = None
    for at, (operator, operand) in enumerate(zip(node.ops, node.comparators, strict=True)):
        known = b.assigned
        with b.collect() as body:
            right = value_of(b, operand)
            if at + 1 < len(node.ops) and right.exprs:
                right = Value(right.type, tuple(b.simple(e, b.span(operand)) for e in right.exprs), right.text)
        b.assigned = known
        pure = result is None or not body
        if pure:
            b.out += body if b.assigned is not None else []
        name = _COMPARE.get(type(operator).__name__)
        one = _compare_pair(b, name, left, right, node) if name else None  # others are refused in syntax.accept
        if one is None:
            return UNKNOWN_VALUE
        if result is None:
            result = one
        elif pure:
            result = ir.Op("both", (result, one), Type.BOOL, span=b.span(node))
        else:
            held = b.temp(result, b.span(node))
            b.emit(ir.If(held, (*body, ir.Let(held.name, one, b.span(node))), (), b.span(node)))
            result = held
        left = right
    assert result is not None
    return Value(BOOL, (result,))


def _compare_pair(b: Builder, name: str, left: Value, right: Value, node: ast.AST) -> ir.Expr | None:
    if left.type is UNKNOWN or right.type is UNKNOWN:
        return None
    if WORD in (left.type, right.type):
        return word_compared(b, name, left, right, node)
    if left.type in NUMBERS and right.type in NUMBERS:
        mixed = left.type != right.type
        pair = (b.as_float(left), b.as_float(right)) if mixed else (left.exprs[0], right.exprs[0])
        return ir.Op(name, pair, Type.BOOL, span=b.span(node))
    if {left.type, right.type} == {SPRITE, NOTHING}:
        left, right = (b.coerce(side, SPRITE, node) for side in (left, right))
    if left.type == right.type and left.type in (BOOL, COLOR, SPRITE, STR) and name in ("eq", "ne"):
        return ir.Op(name, (b.flat(left)[0], b.flat(right)[0]), Type.BOOL, span=b.span(node))
    if NOTHING in (left.type, right.type):
        known = right.type if left.type is NOTHING else left.type
        hint = "only a sprite may be absent; test a number or a bool"
        b.error("I047", f"{article(known)} is never `None`", node, help=hint)
        return None
    hint = "only numbers have an order" if left.type == right.type else "compare values of one type"
    b.error("I047", f"cannot compare `{left.type}` and `{right.type}` so", node, help=hint)
    return None


def _choice(b: Builder, node: ast.IfExp) -> Value:
    test = condition(b, node.test)
    span, known = b.span(node), b.assigned
    with b.collect() as then:
        first = value_of(b, node.body)
    b.assigned = known
    with b.collect() as orelse:
        second = value_of(b, node.orelse)
    b.assigned = known
    if first.type is UNKNOWN or second.type is UNKNOWN:
        return UNKNOWN_VALUE
    kinds = {first.type, second.type}
    joined = SPRITE if kinds == {SPRITE, NOTHING} else join(first.type, second.type)
    if joined is None or isinstance(joined, (Handle, *REFERENCES)):
        return b.error(
            "I022",
            "the two sides of `if … else` have no common type",
            node,
            f"one is {article(first.type)}, the other {article(second.type)}",
        )
    with b.collect() as more:
        first = b.coerce(first, joined, node.body)
    then += more
    second = b.coerce(second, joined, node.orelse)
    if not then and not orelse:
        held = b.simple(test, span) if len(first.exprs) > 1 else test
        pairs = zip(first.exprs, second.exprs, strict=True)
        return Value(joined, tuple(ir.Op("select", (held, x, y), x.type, span=span) for x, y in pairs))
    names = [b.fresh() for _ in first.exprs]
    then += [ir.Let(n, e, span) for n, e in zip(names, first.exprs, strict=True)]
    orelse += [ir.Let(n, e, span) for n, e in zip(names, second.exprs, strict=True)]
    b.emit(ir.If(test, tuple(then), tuple(orelse), span))
    return Value(joined, tuple(ir.Var(n, e.type, span) for n, e in zip(names, first.exprs, strict=True)))
