"""What the names of a file mean, before any function is looked into.

A file's names are imports, constants and rules. Constants are evaluated here, in the language's own numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

from intaglio.frontend.diagnostics import Diagnostic, did_you_mean
from intaglio.frontend.program import Source
from intaglio.frontend.tables import IrregularTable, Known, Level, literal, scalar_bits
from intaglio.frontend.types import BOOL, FLOAT, FLOATS, INT, SPRITE, WORD, Scalar
from intaglio.frontend.word_constants import NO_WORD, as_word, literal_word, word_operation
from intaglio.ir.literals import exact, held
from intaglio.ir.ops import Fault, apply
from intaglio.ir.span import Span
from intaglio.ir.types import INT_MAX, INT_MIN, Type
from intaglio.pictures.sprite import NO_SPRITE


@dataclass(frozen=True)
class Constant:
    """A module constant; `table` is its root level where it is a tuple or a dict."""

    known: Known
    table: Level | None = None


@dataclass(eq=False)
class Rule:
    """A rule with its alternatives (one, unless weighted). Filled in as types are found."""

    name: str
    source: Source
    nodes: list[ast.FunctionDef] = field(default_factory=list)
    weights: list[ast.expr] = field(default_factory=list)

    @property
    def node(self) -> ast.FunctionDef:
        return self.nodes[0]


@dataclass(frozen=True)
class Overload:
    """A library name that stands for a rule by its number of arguments, such as `noise`."""

    name: str
    rules: dict[int, Rule]


@dataclass(frozen=True)
class Marker:
    """A name of the language itself: `Seed`, `art`, `abs` …"""

    name: str


@dataclass(frozen=True)
class Sized:
    """An array, of which the size is constant and nothing else."""

    shape: tuple[int, ...]


@dataclass(frozen=True)
class Reading:
    """`sprite` or `sprites`: what a call of it reads, a constant."""

    name: str
    read: Callable[[ast.Call], Known]


UNEXPLAINED = Marker("?")  # a name that has no meaning, about which enough has been said
Meaning = Constant | Rule | Overload | Marker | Sized | Reading
Report = Callable[[Diagnostic], None]


class Names(dict[str, Meaning]):
    """What names mean, and in which numbers: "fixed" or "double" says what a literal is worth."""

    def __init__(self, numbers: str, meanings: Iterable[tuple[str, Meaning]] = ()) -> None:
        super().__init__(meanings)
        self.numbers = numbers


@dataclass(eq=False)
class Scope:
    """The names of one file."""

    source: Source
    names: Names

    def span(self, node: ast.AST) -> Span:
        return span_of(self.source, node)


def span_of(source: Source, node: ast.AST) -> Span:
    """The span of a syntax node."""
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    return Span(source.shown, line, column, getattr(node, "end_lineno", line), getattr(node, "end_col_offset", column))


_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor", ast.LShift: "shl", ast.RShift: "shr",
}  # fmt: skip
BINARY = _BINARY
INT_ONLY = frozenset({"and", "or", "xor", "shl", "shr"})
SYMBOLS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "floordiv": "//", "mod": "%",
    "and": "&", "or": "|", "xor": "^", "shl": "<<", "shr": ">>",
}  # fmt: skip


class NotConstant(Exception):
    """An expression that is not constant; `node` is the part that is not. `said`: the artist has been told why."""

    def __init__(self, node: ast.expr, why: str = "", *, said: bool = False) -> None:
        self.node, self.why, self.said = node, why, said
        super().__init__(why)


_REFUSED = (ast.List, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.NamedExpr,
            ast.Starred, ast.Slice, ast.Yield, ast.Await)  # fmt: skip


def evaluate(node: ast.expr, names: Names) -> Known:
    """The value of a constant expression. Raises `NotConstant`."""
    match node:
        case ast.Constant():
            known = _literal(node, FLOATS[names.numbers])
            if known.type == INT and not INT_MIN <= known.number <= -INT_MIN:
                raise NotConstant(node, "this number does not fit in 32 bits")
            return known
        case ast.Name():
            meaning = names.get(node.id)
            if isinstance(meaning, Constant):
                known = meaning.known
                return Known(known.type, known.value, node, known.keys) if known.type else known
            raise NotConstant(node, said=meaning == UNEXPLAINED)
        case ast.Tuple():
            return Known(None, tuple(_item(item, names) for item in node.elts), node)
        case ast.Dict():
            return _dict(node, names)
        case ast.UnaryOp():
            return _unary(node, evaluate(node.operand, names))
        case ast.BinOp():
            return _binary(node, evaluate(node.left, names), evaluate(node.right, names), FLOATS[names.numbers])
        case ast.Subscript():
            return _subscript(node, evaluate(node.value, names), evaluate(node.slice, names))
        case ast.Attribute(value=ast.Name(id=name), attr="width" | "height" as side):
            grid = names.get(name)
            if isinstance(grid, Sized) and len(grid.shape) == 2:
                return Known(INT, grid.shape[side == "height"], node)
        case ast.Call(func=ast.Name(id=called), args=[argument], keywords=[]) if names.get(called) == Marker("word"):
            return _word(node, argument, names)
        case ast.Call(func=ast.Name(id="ord"), args=[ast.Constant(value=str(text))], keywords=[]) if len(text) == 1:
            return Known(INT, ord(text), node)
        case ast.Call(func=ast.Name(id=called)) if isinstance(reading := names.get(called), Reading):
            return reading.read(node)
        case ast.Call(func=ast.Name(id="len"), args=[argument], keywords=[]):
            array = names.get(argument.id) if isinstance(argument, ast.Name) else None
            if isinstance(array, Sized) and len(array.shape) == 1:
                return Known(INT, array.shape[0], node)
            inner = evaluate(argument, names)
            if inner.type is None:
                return Known(INT, len(inner.items), node)
        case ast.Compare(ops=[operator], left=left, comparators=[right]):
            return _compare(node, operator, evaluate(left, names), evaluate(right, names))
        case ast.BoolOp():
            values = [evaluate(v, names) for v in node.values]
            if all(v.type == BOOL for v in values):
                chosen = all if isinstance(node.op, ast.And) else any
                return Known(BOOL, int(chosen(v.number for v in values)), node)
    raise NotConstant(node, said=isinstance(node, _REFUSED))


def _word(node: ast.expr, argument: ast.expr, names: Names) -> Known:
    literal = literal_word(argument)
    made = as_word(evaluate(argument, names)) if literal is None else literal
    if made is None:
        raise NotConstant(argument, NO_WORD)
    return Known(WORD, made, node)


def _literal(node: ast.Constant, floats: Scalar) -> Known:
    if node.value == inf and floats.ir is Type.FIXED:
        raise NotConstant(node, "this number is infinite")
    try:
        known = literal(node, floats)
    except ValueError:
        raise NotConstant(node, "a color has 3 or 6 hexadecimal digits") from None
    if known is None:
        raise NotConstant(node, f"`{node.value!r}` is no value of the language")
    return known


def _dict(node: ast.Dict, names: Names) -> Known:
    keys, items = [], []
    for key, value in zip(node.keys, node.values, strict=True):
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
            raise NotConstant(key or value, "a key of a table is text")
        if key.value in keys:
            raise NotConstant(key, f"the key {key.value!r} stands here twice")
        keys.append(key.value)
        items.append(_item(value, names))
    return Known(None, tuple(items), node, tuple(keys))


def _item(node: ast.expr, names: Names) -> Known:
    """An item of a table, where `None` stands for no sprite."""
    if isinstance(node, ast.Constant) and node.value is None:
        return Known(SPRITE, NO_SPRITE, node)
    return evaluate(node, names)


def _unary(node: ast.UnaryOp, operand: Known) -> Known:
    if operand.type in (INT, FLOAT):
        assert operand.type is not None
        match node.op:
            case ast.USub() if operand.type == INT and operand.number == -INT_MIN:
                return Known(INT, INT_MIN, node)  # -2147483648, whose digits alone do not fit
            case ast.USub():
                return Known(operand.type, apply("neg", operand.type.ir, operand.number), node)
            case ast.UAdd():
                return Known(operand.type, operand.number, node)
            case ast.Invert() if operand.type == INT:
                return Known(INT, ~operand.number, node)
    if operand.type == WORD and isinstance(node.op, ast.USub | ast.Invert):
        name = "neg" if isinstance(node.op, ast.USub) else "not"
        return Known(WORD, apply(name, Type.WORD, operand.number), node)
    if isinstance(node.op, ast.Not) and operand.type == BOOL:
        return Known(BOOL, int(not operand.number), node)
    raise NotConstant(node, f"this cannot be done to {operand.described()}")


def _binary(node: ast.BinOp, left: Known, right: Known, floats: Scalar) -> Known:
    if left.type is None and right.type is None and isinstance(node.op, ast.Add) and left.keys is right.keys is None:
        return Known(None, left.items + right.items, node)  # joining two tuples
    if WORD in (left.type, right.type):
        return _of_words(node, left, right)
    if left.type not in (INT, FLOAT) or right.type not in (INT, FLOAT):
        raise NotConstant(node, f"the operands are {left.describe()} and {right.describe()}")
    if isinstance(node.op, ast.Pow):
        return _power(node, left, right)
    name = _BINARY.get(type(node.op))
    if name is None:
        raise NotConstant(node)
    kind = INT if left.type == right.type == INT and name != "div" else floats
    if kind == FLOAT and name in INT_ONLY:
        raise NotConstant(node, f"`{SYMBOLS[name]}` is for ints")
    a, b = (scalar_bits(known, kind) for known in (left, right))
    try:
        return Known(kind, apply(name, kind.ir, a, b), node)
    except Fault as fault:
        raise NotConstant(node, str(fault)) from None


def _of_words(node: ast.BinOp, left: Known, right: Known) -> Known:
    try:
        result = word_operation(_BINARY.get(type(node.op), "div"), left, right, node)
    except Fault as fault:
        raise NotConstant(node, str(fault)) from None
    if result is None:
        raise NotConstant(node, f"the operands are {left.describe()} and {right.describe()}")
    return result


def _power(node: ast.BinOp, base: Known, exponent: Known) -> Known:
    if exponent.type != INT or not 0 <= exponent.number <= 64:
        raise NotConstant(node.right, "the exponent is a constant whole number from 0 to 64")
    assert isinstance(base.type, Scalar)
    kind = base.type.ir

    def raised(n: int) -> int:
        if n == 0:
            return held(kind, 1)
        if n == 1:
            return base.number
        half = raised(n // 2)
        square = apply("mul", kind, half, half)
        return apply("mul", kind, square, base.number) if n % 2 else square

    return Known(base.type, raised(exponent.number), node)


def _subscript(node: ast.Subscript, value: Known, index: Known) -> Known:
    if value.type is not None:
        raise NotConstant(node, f"{value.described()} has no entries")
    if value.keys is not None and isinstance(index.value, str):
        if index.value not in value.keys:
            raise NotConstant(
                node.slice, f"no key {index.value!r}; {did_you_mean(index.value, value.keys)}".rstrip("; ")
            )
        return value.items[value.keys.index(index.value)]
    if index.type == INT and -len(value.items) <= index.number < len(value.items):
        return value.items[index.number]
    raise NotConstant(node.slice, f"no such entry: it has {len(value.items)}")


def _compare(node: ast.expr, operator: ast.cmpop, left: Known, right: Known) -> Known:
    a: Fraction | float
    b: Fraction | float
    if WORD in (left.type, right.type) and {left.type, right.type} <= {INT, WORD}:
        a, b = as_word(left) or 0, as_word(right) or 0
    elif left.type in (INT, FLOAT) and right.type in (INT, FLOAT):
        a, b = (exact(k.type.ir, k.number) for k in (left, right) if k.type is not None)
    elif left.type == right.type and isinstance(operator, ast.Eq | ast.NotEq):
        return Known(BOOL, int((left.value == right.value) is isinstance(operator, ast.Eq)), node)
    else:
        raise NotConstant(node, f"{left.described()} and {right.described()} cannot be compared so")
    match operator:
        case ast.Eq():
            result = a == b
        case ast.NotEq():
            result = a != b
        case ast.Lt():
            result = a < b
        case ast.LtE():
            result = a <= b
        case ast.Gt():
            result = a > b
        case ast.GtE():
            result = a >= b
        case _:
            raise NotConstant(node)
    return Known(BOOL, int(result), node)


def bind_constant(scope: Scope, name: str, value: ast.expr, report: Report) -> None:
    """`NAME = expression` at the top of a file."""
    try:
        known = evaluate(value, scope.names)
    except NotConstant as error:
        scope.names[name] = UNEXPLAINED
        if error.said:
            return
        message = f"`{name}` is not a constant" if not error.why else f"`{name}` has no value"
        report(
            Diagnostic(
                "I014",
                message,
                scope.span(error.node),
                error.why or "this is not known when compiling",
                help=_way_out(error.why),
            )
        )
        return
    table = None
    if known.type is None:
        table = build_level(scope, name, known, report)
        if table is None:
            scope.names[name] = UNEXPLAINED
            return
    elif known.type == INT and not INT_MIN <= known.number <= INT_MAX:
        report(Diagnostic("I016", "this number does not fit in an int", scope.span(value), "ints have 32 bits"))
        scope.names[name] = UNEXPLAINED
        return
    scope.names[name] = Constant(known, table)


def _way_out(why: str) -> str:
    """What may stand where a constant has no value."""
    if "32 bits" in why:
        return "ints reach from -2147483648 to 2147483647; with a point it is a float: `5000000000.0`"
    if "hexadecimal" in why:
        return 'write "#rgb" or "#rrggbb"; for transparency a shape takes `opacity=`'
    return "at the top of a file stand numbers, text, tuples, dicts of them, and arithmetic on them"


def build_level(scope: Scope, name: str, known: Known, report: Report) -> Level | None:
    """The table of a tuple or dict, or None after reporting why there is none."""
    if not known.items:
        report(Diagnostic(
            "I018", f"`{name}` is empty", scope.span(known.node), "a table has at least one entry",
            help="what is filled while the piece draws is an array: `xs = array(float, 100)`",
        ))  # fmt: skip
        return None
    try:
        return Level.build(name, (known,))
    except IrregularTable as error:
        report(Diagnostic(
            "I018", f"the entries of `{name}` have no common type", scope.span(error.second.node),
            f"this is {error.second.described()}, another is {error.first.described()}",
            help="give every row the same length, and every column one type",
        ))  # fmt: skip
        return None
