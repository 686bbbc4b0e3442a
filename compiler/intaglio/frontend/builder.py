"""The state of one function while its IR is built, and the small steps everything else is made of.

Types are found by building: every reachable rule is built again and again, each time with the types of the time
before, until no type changes. A type only ever rises (unknown -> int -> float), so this ends; the last round's
IR and messages are the ones that count.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from intaglio.frontend.diagnostics import Diagnostic, Note
from intaglio.frontend.floats import Floats
from intaglio.frontend.scope import Constant, Names, Scope
from intaglio.frontend.shared import UNKNOWN_VALUE, RuleState, Shared, Value
from intaglio.frontend.syntax import is_pixels
from intaglio.frontend.tables import Known, Level, scalar_bits
from intaglio.frontend.types import (
    FLOAT,
    INT,
    NOTHING,
    SPRITE,
    STR,
    UNKNOWN,
    Handle,
    Scalar,
    Seq,
    Static,
    TupleOf,
    article,
    item_types,
    join,
    layout,
)
from intaglio.ir import nodes as ir
from intaglio.ir.span import Span
from intaglio.ir.types import Type
from intaglio.pictures.sprite import NO_SPRITE, Sprite

Evaluator = Callable[["Builder", ast.expr], Value]


class Builder(Floats):
    """Builds one function (one alternative of a rule, or the piece itself)."""

    def __init__(
        self,
        shared: Shared,
        scope: Scope,
        variables: dict[str, Static],
        node: ast.FunctionDef,
        evaluator: Evaluator,
    ) -> None:
        self.evaluator = evaluator
        self.shared = shared
        self.scope = scope
        self.variables = variables
        self.node = node
        self.locals = {n.arg for n in node.args.args} | set(_bound(node.body))
        self.names = Names(scope.names.numbers, ((k, v) for k, v in scope.names.items() if k not in self.locals))
        self.out: list[ir.Statement] = []
        self.assigned: set[str] | None = set()  # None: this point is never reached
        self.open_paths: set[str] = set()
        self.origins: dict[str, Span] = {}
        self.loops = 0
        self.breaks: list[set[str]] = []  # what is assigned at each break of the loop being built
        self.last_breaks: list[set[str]] = []  # the same of the loop built last
        self.in_path_rule = False
        self.temps = 0
        self.traits: set[str] = set()
        self.is_entry = False
        self.state: RuleState | None = None
        self.around: set[str] = set()  # the variables of the function around this one
        self.shader = ""  # the name of the function under `@canvas.pixels` that this is

    def value(self, node: ast.expr) -> Value:
        """Build an expression (`expressions.value_of`)."""
        return self.evaluator(self, node)

    # -- messages

    def span(self, node: ast.AST) -> Span:
        return self.scope.span(node)

    def error(
        self,
        code: str,
        message: str,
        node: ast.AST,
        label: str = "",
        help: str = "",
        notes: tuple[Note, ...] = (),
    ) -> Value:
        """Report, and give a value of unknown type so that one mistake makes one message."""
        self.shared.report(Diagnostic(code, message, self.span(node), label, notes, help))
        return UNKNOWN_VALUE

    def begin_drawing(self, node: ast.AST, help: str) -> bool:
        """Note that this function draws elements; false after an error, where it was given a path."""
        if self.state is not None and not self.state.draws:
            self.state.draws = self.shared.changed = True
        if self.in_path_rule:
            self.error("I035", "a rule that is given a path draws nothing else", node, help=help)
        return not self.in_path_rule

    # -- statements and blocks

    def emit(self, statement: ir.Statement) -> None:
        if self.assigned is not None:
            self.out.append(statement)

    @contextmanager
    def collect(self) -> Iterator[list[ir.Statement]]:
        """Statements emitted inside go to the list given, not to the current block."""
        saved, self.out = self.out, []
        try:
            yield self.out
        finally:
            self.out = saved

    def temp(self, expr: ir.Expr, span: Span) -> ir.Var:
        """Keep a value in a fresh variable."""
        name = self.fresh()
        self.emit(ir.Let(name, expr, span))
        return ir.Var(name, expr.type, span)

    def fresh(self) -> str:
        self.temps += 1
        return f"t${self.temps}"

    def kept(self, value: Value, span: Span) -> Value:
        """The value, unmoved by later assignments: its scalars in variables of their own."""
        exprs = tuple(e if isinstance(e, ir.Const) else self.temp(e, span) for e in value.exprs)
        return replace(value, exprs=exprs, parts=tuple(self.kept(part, span) for part in value.parts))

    def simple(self, expr: ir.Expr, span: Span) -> ir.Expr:
        """The expression itself where it can be written twice for nothing, otherwise a variable that holds it."""
        return expr if isinstance(expr, ir.Const | ir.Var) else self.temp(expr, span)

    def perform(
        self,
        effect: str,
        args: tuple[ir.Expr, ...] = (),
        *,
        node: ast.AST,
        text: str = "",
        stream: str = "",
        options: tuple[str, ...] = (),
    ) -> tuple[ir.Expr, ...]:
        """Emit an effect; its results as variables."""
        row = self.shared.effects[effect]
        targets = tuple(self.fresh() for _ in row.results)
        span = self.span(node)
        self.emit(ir.Perform(effect, args, targets, text, stream, options, span))
        return tuple(ir.Var(t, k, span) for t, k in zip(targets, row.results, strict=True))

    # -- variables

    def slots(self, name: str, static: Static) -> tuple[tuple[str, Type], ...]:
        """The IR variables that hold a variable of this type."""
        kinds = layout(static)
        if isinstance(static, TupleOf):
            return tuple((f"{name}${i}", kind) for i, kind in enumerate(kinds))
        return tuple((name, kind) for kind in kinds)

    def load(self, node: ast.Name) -> Value:
        static = self.variables.get(node.id, UNKNOWN)
        if isinstance(static, Handle):
            reported = self.shared.refused or self.shared.diagnostics
            unknown = static is UNKNOWN and reported  # perhaps by that mistake
            if unknown or self.assigned is None or node.id in self.assigned:
                return Value(static)
        elif self.assigned is None or node.id in self.assigned:
            return Value(static, tuple(ir.Var(n, k, self.span(node)) for n, k in self.slots(node.id, static)))
        if node.id in self.around:
            why = f"`{self.shader}` assigns a variable of this name, which is its own"
            return self.error("I020", f"`{node.id}` may have no value here", node, why, "give its own another name")
        if isinstance(self.scope.names.get(node.id), Constant):
            return self.error(
                "I020",
                f"`{node.id}` has no value yet",
                node,
                "this rule assigns it, so it is not the constant of the file",
                "constants never change: give the variable another name, and hand on what changes",
            )
        return self.error(
            "I020",
            f"`{node.id}` may have no value here",
            node,
            "on some way to this line it was not assigned",
            help="give it a value before the loop or the `if`",
        )

    def assign(self, name: str, value: Value, node: ast.expr, target: ast.AST) -> None:
        """`name = value`; the variable's type rises to hold both."""
        self.assign_all([(name, value, node, target)])

    def assign_all(self, pairs: list[tuple[str, Value, ast.expr, ast.AST]]) -> None:
        """Several assignments at once, as in `x, y = y, x`."""
        lets: list[tuple[str, ir.Expr, Span]] = []
        for name, value, node, target in pairs:
            static = self.raise_type(name, value.type, target)
            if static is None or isinstance(static, Handle):
                self.know(name)
                continue
            held = self.coerce(value, static, node, target)
            slots = self.slots(name, static)
            if len(held.exprs) == len(slots):
                lets += [(n, e, self.span(target)) for (n, _), e in zip(slots, held.exprs, strict=True)]
            self.know(name)
        if len(lets) > 1 and _crossed(lets):
            lets = [(n, self.temp(e, s), s) for n, e, s in lets]
        for n, e, s in lets:
            self.emit(ir.Let(n, e, s))

    def know(self, name: str) -> None:
        if self.assigned is not None:
            self.assigned = self.assigned | {name}

    def raise_type(self, name: str, static: Static, target: ast.AST) -> Static | None:
        """The type of a variable after a value of type `static` is put there; None after an error."""
        old = self.variables.get(name, UNKNOWN)
        joined = join(old, static)
        if joined is None:
            origin = self.origins.get(name)
            notes = (Note(f"`{name}` became {article(old)} here", origin),) if origin else ()
            self.error(
                "I022",
                f"`{name}` cannot hold {article(static)}",
                target,
                f"`{name}` is {article(old)}",
                "a variable keeps one type; use another name",
                notes,
            )
            return None
        if joined != old:
            self.variables[name] = joined
            self.shared.changed = True
        self.origins.setdefault(name, self.span(target))
        return joined

    # -- conversions

    def coerce(self, value: Value, target: Static, node: ast.AST, where: ast.AST | None = None) -> Value:
        """The value as type `target`, which `join` has found to hold it."""
        if value.type is UNKNOWN or target is UNKNOWN or isinstance(target, Handle):
            return UNKNOWN_VALUE
        if value.type == target:
            return Value(target, self.flat(value))
        if value.type is NOTHING and target == SPRITE:
            return Value(SPRITE, (ir.Const(Type.INT, self.shared.drawn(NO_SPRITE), self.span(node)),))
        if value.type == INT and target == FLOAT:
            self.shared.to_float.add(id(node))
            return self.floated(value)
        if isinstance(target, TupleOf):
            items = self.items(value)
            nodes = (
                node.elts
                if isinstance(node, ast.Tuple)
                else [where if isinstance(where, ast.Tuple) else node] * len(items)
            )
            if not isinstance(node, ast.Tuple) and any(
                i.type == INT and t == FLOAT for i, t in zip(items, target.items, strict=True)
            ):
                return self.error(
                    "I025",
                    f"this is {article(value.type)}, {article(target)} is needed",
                    node,
                    help="unpack it first: `x, y = …`",
                )
            parts = [self.coerce(i, t, n) for i, t, n in zip(items, target.items, nodes, strict=True)]
            return Value(target, tuple(e for p in parts for e in p.exprs))
        return self.error("I025", f"this is {article(value.type)}, {article(target)} is needed", node)

    def flat(self, value: Value) -> tuple[ir.Expr, ...]:
        """The IR scalars of a value; constant text is put into the pool."""
        if value.type == STR and value.text is not None:
            return (ir.Const(Type.INT, self.shared.pooled(value.text)),)
        if isinstance(value.type, TupleOf) and value.parts:
            return tuple(e for part in value.parts for e in self.flat(part))
        return value.exprs

    def items(self, value: Value) -> list[Value]:
        """The items of a tuple, or of a sequence of known length."""
        if isinstance(value.type, TupleOf):
            if value.parts:
                return list(value.parts)
            found, at = [], 0
            for item in value.type.items:
                width = len(layout(item))
                found.append(Value(item, value.exprs[at : at + width]))
                at += width
            return found
        kinds = item_types(value.type)
        assert kinds is not None and isinstance(value.type, Seq)
        return [self.entry(value.type.level, value.exprs[0], ir.Const(Type.INT, i)) for i in range(len(kinds))]

    # -- constant tables

    def known(self, known: Known, level: Level | None = None) -> Value:
        """A constant as a value."""
        if level is not None:
            return Value(Seq(level), (ir.Const(Type.INT, 0),))
        assert known.type is not None
        span = self.span(known.node)
        if isinstance(known.value, str):
            return Value(STR, (), known.value)
        if isinstance(known.value, Sprite):
            return Value(SPRITE, (ir.Const(Type.INT, self.shared.drawn(known.value), span),))
        return Value(known.type, (ir.Const(known.type.ir, known.number, span),))

    def entry(self, level: Level, sequence: ir.Expr, index: ir.Expr) -> Value:
        """Item `index` of sequence number `sequence` of a table."""
        if level.columns:
            assert isinstance(index, ir.Const)
            return self.stored(level, index.value, sequence)
        return self.stored(level, None, self.offset(level, sequence, index))

    def offset(self, level: Level, sequence: ir.Expr, index: ir.Expr) -> ir.Expr:
        """Where an item stands among all items of its level."""
        if isinstance(sequence, ir.Const):
            start = level.starts()[sequence.value]
            if isinstance(index, ir.Const):
                return ir.Const(Type.INT, start + index.value, index.span)
            return add(index, ir.Const(Type.INT, start)) if start else index
        if level.length is not None:
            return add(ir.Op("mul", (sequence, ir.Const(Type.INT, level.length)), Type.INT, span=index.span), index)
        return add(self.start_entry(level, sequence), index)

    def start_entry(self, level: Level, sequence: ir.Expr) -> ir.Expr:
        name = self.shared.table(f"{level.name}$starts", Type.INT, level.starts())
        return ir.Entry(name, sequence, Type.INT, sequence.span)

    def stored(self, level: Level, column: int | None, at: ir.Expr) -> Value:
        """Item number `at` among the items of a level (or of a column of it)."""
        kind = level.element if column is None else level.columns[column]
        assert kind is not None
        if isinstance(kind, Seq):
            return Value(kind, (at,))
        assert isinstance(kind, Scalar)
        knowns = level.stored(column)
        if isinstance(at, ir.Const):
            value = self.known(knowns[at.value])
            self.convert_table(knowns, kind)
            return self.converted(value, kind)
        if kind in (STR, SPRITE):
            bits = tuple(self.numbered(k) for k in knowns)
            if bits == tuple(range(bits[0], bits[0] + len(bits))):  # numbered in order: no table is needed
                return Value(kind, (add(at, ir.Const(Type.INT, bits[0])) if bits[0] else at,))
        else:
            self.convert_table(knowns, kind)
            bits = tuple(scalar_bits(k, kind) for k in knowns)
        name = level.name if column is None else f"{level.name}${column}"
        name = self.shared.table(name, kind.ir, bits, tuple(known.node.lineno for known in knowns))
        return Value(kind, (ir.Entry(name, at, kind.ir, at.span),))

    def numbered(self, known: Known) -> int:
        """The number of a text or of a sprite in its pool."""
        value = known.value
        return self.shared.drawn(value) if isinstance(value, Sprite) else self.shared.pooled(str(value))

    def convert_table(self, knowns: tuple[Known, ...], kind: Static) -> None:
        if kind == FLOAT:
            self.shared.to_float.update(id(k.node) for k in knowns if k.type == INT)

    def converted(self, value: Value, kind: Static) -> Value:
        return self.floated(value) if value.type == INT and kind == FLOAT else value


def _bound(body: Sequence[ast.AST]) -> Iterator[str]:
    """The names that a function's statements bind, but for those of a function inside it."""
    for node in body:
        if isinstance(node, ast.FunctionDef):
            if is_pixels(node):
                yield node.name
        else:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            yield from _bound([*ast.iter_child_nodes(node)])


def _crossed(lets: list[tuple[str, ir.Expr, Span]]) -> bool:
    """Whether a later assignment reads what an earlier one has overwritten."""
    written: set[str] = set()
    for name, expr, _ in lets:
        if any(isinstance(p, ir.Var) and p.name in written for p in ir.parts(expr)):
            return True
        written.add(name)
    return False


def add(a: ir.Expr, b: ir.Expr) -> ir.Expr:
    """The int sum of two expressions."""
    return ir.Op("add", (a, b), Type.INT, span=a.span)
