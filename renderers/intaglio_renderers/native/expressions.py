"""IR expressions as Python source for numba: one row of `ROWS` for each operation.

A row is a template: `{0}` `{1}` `{2}` are the operands, `{site}` the number of the place to blame for a fault.
Operands are primaries (names, literals, calls, parenthesised), so no row needs to know of precedence.
The second template of a pair stands where the hint makes it valid (`ir.ops`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import frexp

from intaglio.ir import doubles
from intaglio.ir.nodes import (
    Const,
    Entry,
    Expr,
    Function,
    Let,
    Module,
    Op,
    Var,
    assigned,
    expressions,
    parts,
    walk,
)
from intaglio.ir.ops import LAZY, apply
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.types import Type

INT, FIXED, DOUBLE, BOOL, WORD = Type.INT, Type.FIXED, Type.DOUBLE, Type.BOOL, Type.WORD
ANY = None

# (operation, type of the last operand, or ANY) -> its source, and its source under the operation's hint
ROWS: dict[tuple[str, Type | None], tuple[str, ...]] = {
    ("add", WORD): ("word_sum({0}, {1})",),
    ("sub", WORD): ("word_difference({0}, {1})",),
    ("mul", WORD): ("word_product({0}, {1})",),
    ("floordiv", WORD): ("word_divided(m, {0}, {1}, {site})",),
    ("mod", WORD): ("word_modulo(m, {0}, {1}, {site})",),
    ("sdiv", WORD): ("word_signed_divided(m, {0}, {1}, {site})",),
    ("smod", WORD): ("word_signed_modulo(m, {0}, {1}, {site})",),
    ("neg", WORD): ("word_negated({0})",),
    ("min", WORD): ("word_least({0}, {1})",),
    ("max", WORD): ("word_greatest({0}, {1})",),
    ("and", WORD): ("word_and({0}, {1})",),
    ("or", WORD): ("word_or({0}, {1})",),
    ("xor", WORD): ("word_xor({0}, {1})",),
    ("not", WORD): ("word_not({0})",),
    ("wshl", ANY): ("word_left({0}, {1})",),
    ("wshr", ANY): ("word_right({0}, {1})",),
    ("keccak", ANY): ("keccak(m, {0})",),
    ("wide", ANY): ("word_of({0})",),
    ("low", ANY): ("word_low({0})", "word_limb({0})"),
    ("eq", WORD): ("word_equal({0}, {1})",),
    ("ne", WORD): ("word_unequal({0}, {1})",),
    ("lt", WORD): ("word_below({0}, {1})",),
    ("le", WORD): ("word_most({0}, {1})",),
    ("gt", WORD): ("word_below({1}, {0})",),
    ("ge", WORD): ("word_most({1}, {0})",),
    ("add", INT): ("wrap({0} + {1})", "({0} + {1})"),
    ("add", FIXED): ("({0} + {1})",),
    ("add", DOUBLE): ("({0} + {1})",),
    ("sub", INT): ("wrap({0} - {1})", "({0} - {1})"),
    ("sub", FIXED): ("({0} - {1})",),
    ("sub", DOUBLE): ("({0} - {1})",),
    ("mul", INT): ("wrap({0} * {1})", "({0} * {1})"),
    ("mul", FIXED): ("({0} * {1} >> 16)",),
    ("mul", DOUBLE): ("({0} * {1})",),
    ("scale", ANY): ("({0} * {1})",),
    ("div", DOUBLE): ("divided({0}, {1})",),
    ("div", ANY): ("floordiv(m, shifted({0}), {1}, {site})", "quotient(shifted({0}), {1})"),
    ("floordiv", INT): ("wrap(floordiv(m, {0}, {1}, {site}))", "quotient({0}, {1})"),
    ("floordiv", FIXED): ("shifted(floordiv(m, {0}, {1}, {site}))", "shifted(quotient({0}, {1}))"),
    ("floordiv", DOUBLE): ("divided_floor({0}, {1})",),
    ("mod", DOUBLE): ("modulo_double({0}, {1})",),
    ("mod", ANY): ("modulo(m, {0}, {1}, {site})", "remainder({0}, {1})"),
    ("neg", INT): ("wrap(-{0})", "(-{0})"),
    ("neg", FIXED): ("(-{0})",),
    ("neg", DOUBLE): ("negated({0})",),
    ("abs", INT): ("wrap(absolute({0}))", "absolute({0})"),
    ("abs", FIXED): ("absolute({0})",),
    ("abs", DOUBLE): ("magnitude({0})",),
    ("min", DOUBLE): ("least_double({0}, {1})",),
    ("max", DOUBLE): ("greatest_double({0}, {1})",),
    ("min", ANY): ("least({0}, {1})",),
    ("max", ANY): ("greatest({0}, {1})",),
    ("sqrt", DOUBLE): ("square_root({0})",),
    ("sqrt", ANY): ("root(m, {0}, {site})",),
    ("and", ANY): ("({0} & {1})",),
    ("or", ANY): ("({0} | {1})",),
    ("xor", ANY): ("({0} ^ {1})",),
    ("not", ANY): ("(~{0})",),
    ("shl", ANY): ("wrap({0} << ({1} & 31))", "({0} << ({1} & 31))"),
    ("shr", ANY): ("({0} >> ({1} & 31))",),
    ("ushr", ANY): ("wrap(({0} & 0xFFFFFFFF) >> ({1} & 31))",),
    ("fixed", ANY): ("shifted({0})",),
    ("double", ANY): ("double({0})",),
    ("floor", DOUBLE): ("floored({0})",),
    ("ceil", DOUBLE): ("ceiled({0})",),
    ("trunc", DOUBLE): ("cut({0})",),
    ("round", DOUBLE): ("nearest({0})",),
    ("floor", ANY): ("wrap({0} >> 16)", "({0} >> 16)"),
    ("ceil", ANY): ("wrap(-(-{0} >> 16))", "(-(-{0} >> 16))"),
    ("trunc", ANY): ("wrap(truncated({0}))", "truncated({0})"),
    ("round", ANY): ("wrap(rounded({0}))", "rounded({0})"),
    ("unit", ANY): ("({0} >> 16 & 0xFFFF)",),
    ("fraction", ANY): ("fraction({0})",),
    ("power2", ANY): ("power2({0})",),
    ("exponent", ANY): ("exponent({0})",),
    ("whole", ANY): ("whole({0})",),
    ("eq", ANY): ("({0} == {1})",),
    ("ne", ANY): ("({0} != {1})",),
    ("lt", ANY): ("({0} < {1})",),
    ("le", ANY): ("({0} <= {1})",),
    ("gt", ANY): ("({0} > {1})",),
    ("ge", ANY): ("({0} >= {1})",),
    ("both", ANY): ("({0} and {1})",),
    ("either", ANY): ("({0} or {1})",),
    ("negate", ANY): ("(not {0})",),
    ("select", ANY): ("({1} if {0} else {2})",),
}

# The same where every operand may be computed at once: numba compiles a branch slowly, LLVM runs it slowly.
EAGER = {"both": "({0} & {1})", "either": "({0} | {1})", "select": "select({0}, {1}, {2})"}
EAGER_SIZE = 12  # operations that are cheaper to do in vain than to branch around
HIGHEST = 40  # operations inside one another in one line of source
# Those that may fault, or trap where a hint was lost, but of doubles.
GUARDED = frozenset({"div", "floordiv", "mod", "sqrt", "sdiv", "smod"})
ROUNDINGS = frozenset({"floor", "ceil", "trunc", "round"})  # to an int


@dataclass(frozen=True)
class Site:
    """A place that can fault: its span, and what it indexes, with its length."""

    span: Span
    length: int = 0
    what: str = "a table"

    def __str__(self) -> str:
        return f"{self.span.file}:{self.span.line}"


@dataclass
class Sites:
    """Every place that can fault, numbered as met."""

    listed: list[Site] = field(default_factory=list)

    def number(self, *spans: Span, length: int = 0, what: str = "a table") -> int:
        """A new number, for the first of the spans that is somewhere."""
        span = next((span for span in spans if span != NOWHERE), NOWHERE)
        self.listed.append(Site(span, length, what))
        return len(self.listed) - 1


def literal(value: int, kind: Type) -> str:
    """A constant; a `fixed` beyond 64 bits wraps, as every number here does."""
    if kind is BOOL:
        return "True" if value else "False"
    if kind is DOUBLE:
        return f"({doubles.value(value)!r})"
    if kind is WORD:
        return f"word_constant({', '.join(literal(value >> shift, INT) for shift in (192, 128, 64, 0))})"
    value = (value + (1 << 63)) % (1 << 64) - (1 << 63)
    return f"({value})" if value < 0 else str(value)


def is_eager(expr: Expr) -> bool:
    """Whether an operand may be computed though it is not needed: cheap, and it cannot fault."""
    nodes = list(parts(expr))
    return len(nodes) <= EAGER_SIZE and not any(
        isinstance(node, Entry) or (isinstance(node, Op) and node.name in GUARDED and node.type is not DOUBLE)
        for node in nodes
    )


def folded(expr: Expr) -> Expr:
    """The expression with its constant parts computed: Python would do it, beyond 64 bits, which numba refuses."""
    match expr:
        case Entry():
            return replace(expr, index=folded(expr.index))
        case Op():
            args = tuple(map(folded, expr.args))
            if expr.name not in GUARDED | LAZY and all(isinstance(arg, Const) for arg in args):
                values = [arg.value for arg in args if isinstance(arg, Const)]
                return Const(expr.type, int(apply(expr.name, args[-1].type, *values)), expr.span)
            return replace(expr, args=args)
        case _:
            return expr


def _is_power_of_two(expr: Expr) -> bool:
    """Whether an expression is a constant double that is a power of two, and not near an end of the exponents."""
    if not isinstance(expr, Const):
        return False
    mantissa, exponent = frexp(doubles.value(expr.value))
    return mantissa == 0.5 and abs(exponent) < 900


def height(expr: Expr) -> int:
    """How many operations lie inside one another."""
    match expr:
        case Op():
            return 1 + max(map(height, expr.args))
        case Entry():
            return 1 + height(expr.index)
        case _:
            return 0


def shallow(expr: Expr, keep: Callable[[Expr], Var]) -> Expr:
    """The expression with what lies too deep in it kept in variables before: Python's parser nests 200 parentheses.

    What may not be computed in vain stays where it is.
    """
    if height(expr) <= HIGHEST:
        return expr
    match expr:
        case Entry():
            expr = replace(expr, index=shallow(expr.index, keep))
        case Op():
            fixed = 1 if expr.name in LAZY else len(expr.args)
            args = [shallow(arg, keep) for arg in expr.args[:fixed]]
            expr = replace(expr, args=(*args, *expr.args[fixed:]))
    return keep(expr) if height(expr) >= HIGHEST else expr


def floored_once(function: Function) -> set[str]:
    """The ints that are a double floored and nothing else, and become a double again."""
    given = Counter(name for name, _ in function.params)
    given.update(name for statement in walk(function.body) for name in assigned(statement))
    read: set[str] = set()
    floored: set[str] = set()
    for statement in walk(function.body):
        for part in (part for expr in expressions(statement) for part in parts(expr)):
            match part:
                case Op("double", (Var(name),)):
                    read.add(name)
        match statement:
            case Let(name, Op("floor", (operand,))) if operand.type is DOUBLE:
                floored.add(name)
    return {name for name in floored & read if given[name] == 1}


@dataclass
class Expressions:
    """Writes the expressions of one function. `name` gives a variable's or a table's name in Python.

    `straight`: without branches, for vectors. `wholes`: ints that are also there as doubles, with the names of those.
    """

    module: Module
    sites: Sites
    name: Callable[[str], str]
    table: Callable[[str], str]
    straight: bool = False
    wholes: dict[str, str] = field(default_factory=dict)

    def write(self, expr: Expr, *spans: Span) -> str:
        """Source for the expression's value. `spans`: where to look for it when it has no span of its own."""
        return self.source(folded(expr), *spans)

    def source(self, expr: Expr, *spans: Span) -> str:
        match expr:
            case Const():
                return literal(expr.value, expr.type)
            case Var():
                return self.name(expr.name)
            case Op("double", (Var(name),)) if name in self.wholes:
                return self.wholes[name]
            case Entry():
                index = self.index(expr.table, expr.index, expr.span, *spans)
                return f"{self.table(expr.table)}({index})"
            case Op():
                return self.operation(expr, *spans)

    def index(self, table: str, index: Expr, *spans: Span) -> str:
        """Source for an index into a table, checked."""
        length = len(self.module.table(table))
        index = folded(index)
        source = self.source(index, *spans)
        if isinstance(index, Const) and 0 <= index.value < length:
            return source
        return f"index(m, {source}, {length}, {self.sites.number(*spans, length=length)})"

    def operation(self, expr: Op, *spans: Span) -> str:
        """Source for an operation, by its row."""
        match expr:
            case Op("div", (Op("max", (part, Const(value=0))), divisor), Type.DOUBLE) if not self.straight:
                return f"divided_above_zero({self.source(part, expr.span, *spans)}, {self.source(divisor, *spans)})"
        operands = [self.source(arg, expr.span, *spans) for arg in expr.args]
        if expr.name in EAGER and all(map(is_eager, expr.args[1:])):
            return EAGER[expr.name].format(*operands)
        row = ROWS.get((expr.name, expr.args[-1].type)) or ROWS[expr.name, ANY]
        template = row[-1] if expr.hint else row[0]
        if expr.name == "mod" and expr.type is DOUBLE and _is_power_of_two(expr.args[1]):
            template = "cyclic({0}, {1})"
        if self.straight and expr.name in ROUNDINGS and expr.args[0].type is DOUBLE:
            template = f"straight_{template}"
        site = self.sites.number(expr.span, *spans) if "{site}" in template else 0
        return template.format(*operands, site=site)
