"""Statements: blocks, assignments, branches, loops, returns; and where a path begins and ends."""

from __future__ import annotations

import ast

from intaglio.frontend import expressions as ex
from intaglio.frontend.arrays import entry_of, get, held, makes_array, put, target_place
from intaglio.frontend.binding import annotation, bind
from intaglio.frontend.builder import Builder
from intaglio.frontend.canvas import opened
from intaglio.frontend.load import check_assert
from intaglio.frontend.loops import private, range_bounds
from intaglio.frontend.media import fits
from intaglio.frontend.operands import condition, entry_at, sequence_of, size_of
from intaglio.frontend.options import operands
from intaglio.frontend.paths import begins_path, draws, uses
from intaglio.frontend.pixels import give, pixels
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.types import (
    FLOAT,
    INT,
    NOTHING,
    PATH,
    REFERENCES,
    UNKNOWN,
    AnyArray,
    ArrayOf,
    Handle,
    Seq,
    TupleOf,
    article,
    join,
)
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type


def block(b: Builder, statements: list[ast.stmt]) -> None:
    """Build statements into the current block. A path lasts until the next drawing, or to the block's end."""
    paths = set(b.open_paths)
    at = 0
    while at < len(statements):
        statement = statements[at]
        if b.assigned is None:
            break  # after return, break or continue
        begun = begins_path(b, statement)
        if begun is None:
            _statement(b, statement)
            at += 1
        else:
            end = at + 1
            while end < len(statements) and not draws(b, statements[end]):
                end += 1
            _path(b, begun[0], begun[1], statements[at + 1 : end])
            if end < len(statements) and uses(statements[end], begun[0]) and not begins_path(b, statements[end]):
                b.error(
                    "I035",
                    f"drawing is mixed with commands of the path `{begun[0]}`",
                    statements[end],
                    "this draws and continues the path",
                    "finish the path first, or draw in a loop of its own",
                )
                b.open_paths.add(begun[0])  # said once
            at = end
    b.open_paths = paths


def inner(b: Builder, statements: list[ast.stmt]) -> tuple[ir.Statement, ...]:
    """Build a nested block."""
    with b.collect() as body:
        block(b, statements)
    return tuple(body)


# ---- paths ----------------------------------------------------------------------------------------


def _path(b: Builder, name: str, call: ast.Call, statements: list[ast.stmt]) -> None:
    fits(b, call, "path")
    b.begin_drawing(call, "begin the other path in the rule that began this one")
    held = operands(b, call, "canvas.path", ())
    if b.raise_type(name, PATH, call) is None:
        return
    b.know(name)
    b.open_paths.add(name)
    with b.collect() as body:
        saved = set(b.open_paths)
        block(b, statements)
        b.open_paths = saved
    b.open_paths.discard(name)
    if held is not None:
        reached, b.assigned = b.assigned, b.assigned or set()
        b.emit(ir.Element("canvas.path", held[0], held[1], tuple(body), b.span(call)))
        b.assigned = reached


# ---- one statement --------------------------------------------------------------------------------


def _statement(b: Builder, node: ast.stmt) -> None:
    match node:
        case ast.Assign():
            _assign(b, node)
        case ast.AnnAssign():
            _annotated(b, node)
        case ast.AugAssign():
            _augmented(b, node)
        case ast.If():
            _if(b, node)
        case ast.For():
            _for(b, node)
        case ast.While():
            _while(b, node)
        case ast.With():
            _with(b, node)
        case ast.Return() if b.shader:
            give(b, node)
        case ast.Return():
            _return(b, node)
        case ast.FunctionDef():
            pixels(b, node, block)
        case ast.Break() | ast.Continue():
            if not b.loops:
                hint = "it belongs into a `for` or `while`; `return` leaves a rule"
                b.error("I043", f"`{type(node).__name__.lower()}` stands outside a loop", node, help=hint)
                return
            b.emit((ir.Break if isinstance(node, ast.Break) else ir.Continue)(b.span(node)))
            if isinstance(node, ast.Break):
                b.breaks.append(set(b.assigned or ()))
            b.assigned = None
        case ast.Assert():
            check_assert(b.scope, node, b.shared.report)
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            pass  # a docstring
        case ast.Expr():
            if not isinstance(node.value, ast.Call):
                compared = isinstance(node.value, ast.Compare)
                hint = "to assign write one `=`" if compared else "assign the value, or remove the line"
                b.error("I051", "this line has no effect", node, help=hint)
                return
            b.value(node.value)


def _assign(b: Builder, node: ast.Assign) -> None:
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=made)) if len(names) == len(made):
            if all(makes_array(b, one) for one in made):  # each gets its own name, and nothing else is evaluated
                for name, one in zip(names, made, strict=True):
                    bind(b, name, b.value(one), one)
                return
    value = b.value(node.value)
    if len(node.targets) == 1:
        bind(b, node.targets[0], value, node.value)
        return
    value = b.kept(value, b.span(node.value))  # the first target may be part of the value
    for target in node.targets:  # each converts for itself
        bind(b, target, value, target)


def _annotated(b: Builder, node: ast.AnnAssign) -> None:
    static = annotation(b, node.annotation)
    if node.value is None or not isinstance(node.target, ast.Name):
        b.error("I044", "an annotated variable is a name with a value", node, help="write `x: float = 0`")
        return
    value = b.value(node.value)
    if static is None or value.type is UNKNOWN:
        b.raise_type(node.target.id, UNKNOWN, node.target)
        b.know(node.target.id)
        return
    if join(static, value.type) != static:
        b.error(
            "I044",
            f"`{node.target.id}` is annotated `{static}`",
            node.value,
            f"this is {article(value.type)}",
        )
        return
    static = value.type if isinstance(static, AnyArray) else static
    b.raise_type(node.target.id, static, node.target)
    b.assign(node.target.id, value, node.value, node.target)


def _augmented(b: Builder, node: ast.AugAssign) -> None:
    if isinstance(node.target, ast.Subscript):
        _augmented_entry(b, node, node.target)
        return
    if not isinstance(node.target, ast.Name):
        b.error("I030", "only variables are assigned to", node.target, help="the entries of a table never change")
        return
    load = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
    left, right = b.value(load), b.value(node.value)
    result = ex.binary(b, node.op, left, right, node, node.value)
    bind(b, node.target, result, node.target)


def _augmented_entry(b: Builder, node: ast.AugAssign, target: ast.Subscript) -> None:
    """The index is computed once, the old entry is read before the other operand is."""
    at = target_place(b, target)
    if at is not None:
        at = held(b, at, target)
        old = get(b, at, target)
        result = ex.binary(b, node.op, old, b.value(node.value), node, node.value)
        put(b, at, result, node.value, target)


# ---- branches and loops ---------------------------------------------------------------------------


def _if(b: Builder, node: ast.If) -> None:
    test = condition(b, node.test)
    before, traits = b.assigned, set(b.traits)
    then = inner(b, node.body)
    after_then, then_traits = b.assigned, b.traits
    b.assigned, b.traits = before, set(traits)
    orelse = inner(b, node.orelse)
    after_else = b.assigned
    b.traits |= then_traits
    b.assigned = before
    b.emit(ir.If(test, then, orelse, b.span(node)))
    if after_then is None or after_else is None:
        b.assigned = after_else if after_then is None else after_then
    else:
        b.assigned = after_then & after_else


def _loop_body(b: Builder, statements: list[ast.stmt]) -> tuple[ir.Statement, ...]:
    saved, b.breaks = b.breaks, []
    b.loops += 1
    body = inner(b, statements)
    b.loops -= 1
    b.last_breaks, b.breaks = b.breaks, saved
    return body


def _while(b: Builder, node: ast.While) -> None:
    before = b.assigned
    with b.collect() as prelude:
        test = condition(b, node.test)
    b.assigned = before
    body = _loop_body(b, node.body)
    endless = isinstance(node.test, ast.Constant) and node.test.value is True
    b.assigned = before
    span = b.span(node)
    if prelude:  # the condition has effects: test inside the loop
        leave = ir.If(ir.Op("negate", (test,), Type.BOOL, span=span), (ir.Break(span),), (), span)
        b.emit(ir.While(ir.Const(Type.BOOL, 1, span), (*prelude, leave, *body), span))
    else:
        b.emit(ir.While(test, body, span))
    if endless:
        b.assigned = None if not b.last_breaks else set.intersection(*b.last_breaks)


def _for(b: Builder, node: ast.For) -> None:
    if isinstance(node.iter, ast.Call) and isinstance(node.iter.func, ast.Name) and node.iter.func.id == "range":
        bounds = range_bounds(b, node.iter)
        source = None
    else:
        source = sequence_of(b, node.iter)
        if isinstance(source.type, ArrayOf) and len(source.type.shape) == 1:
            pass
        elif source.type is not UNKNOWN and not isinstance(source.type, TupleOf | Seq):
            b.error(
                "I028",
                f"{article(source.type)} cannot be looped over",
                node.iter,
                help="loop over `range(n)` or over a table",
            )
            source = UNKNOWN_VALUE
        size = ir.Const(Type.INT, 1) if source.type is UNKNOWN else size_of(b, source)
        bounds = ir.Const(Type.INT, 0), size, 1
    start, stop, step = bounds
    span, before = b.span(node), b.assigned
    plain = source is None and isinstance(node.target, ast.Name) and private(b, node)
    counter = node.target.id if plain and isinstance(node.target, ast.Name) else b.fresh()
    if plain:
        if b.raise_type(counter, INT, node.target) == FLOAT:
            plain, counter = False, b.fresh()
    var = ir.Var(counter, Type.INT, b.span(node.target))
    with b.collect() as head:
        if plain:
            b.know(counter)
        elif source is None:
            bind(b, node.target, Value(INT, (var,)), node.target)
        else:
            _bind_item(b, node, source, var)
    body = _loop_body(b, node.body)
    b.assigned = before
    b.emit(ir.For(counter, start, stop, step, (*head, *body), span))


def _bind_item(b: Builder, node: ast.For, source: Value, var: ir.Var) -> None:
    if source.type is UNKNOWN:
        bind(b, node.target, source, node.target)
        return
    keys = source.type.level.sequences[0].keys if isinstance(source.type, Seq) else None
    if keys is not None:
        b.error(
            "I028",
            "a dict cannot be looped over",
            node.iter,
            "in Python this would give its keys",
            help='make it a tuple of rows: `(("Ember", ...), ("Moss", ...))`',
        )
        bind(b, node.target, UNKNOWN_VALUE, node.target)
        return
    item = entry_of(b, source, var, node) if isinstance(source.type, ArrayOf) else entry_at(b, source, var, node.iter)
    bind(b, node.target, item, node.target)


def _with(b: Builder, node: ast.With) -> None:
    opened(b, node, lambda: inner(b, node.body))


def _return(b: Builder, node: ast.Return) -> None:
    if b.state is None:
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            b.error("I026", "the @art function returns nothing", node.value)
        b.emit(ir.Return((), b.span(node)))
        b.assigned = None
        return
    value = b.value(node.value) if node.value is not None else Value(NOTHING)
    if isinstance(value.type, REFERENCES) or (isinstance(value.type, Handle) and value.type not in (NOTHING, UNKNOWN)):
        b.error("I048", f"a rule does not return {article(value.type)}", node.value or node)
        value = UNKNOWN_VALUE
    joined = join(b.state.returns, value.type)
    if joined is None or (b.state.return_annotated and joined != b.state.returns):
        b.error(
            "I026",
            f"`{b.state.rule.name}` returns {article(b.state.returns)} elsewhere",
            node,
            f"this is {article(value.type)}",
            "every `return` of a rule gives one type",
        )
    elif joined != b.state.returns:
        b.state.returns = joined
        b.shared.changed = True
    if joined is not None and value.type not in (NOTHING, UNKNOWN):
        values = b.coerce(value, joined, node.value or node).exprs
        b.emit(ir.Return(values, b.span(node)))
    else:
        b.emit(ir.Return((), b.span(node)))
    b.assigned = None
