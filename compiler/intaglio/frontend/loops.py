"""The parts of a `for` loop: its bounds, and whether its variable can be the IR's own counter."""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.types import FLOAT, INT, UNKNOWN, article
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type


def private(b: Builder, loop: ast.For) -> bool:
    """Whether the loop's variable is neither assigned in its body nor read outside the loops over it."""
    assert isinstance(loop.target, ast.Name)
    name = loop.target.id
    if any(
        isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store)
        for s in loop.body
        for n in ast.walk(s)
    ):
        return False
    if any(a.arg == name for a in b.node.args.args):
        return False
    inside: set[int] = set()
    for node in ast.walk(b.node):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and node.target.id == name:
            inside |= {id(n) for s in (node.target, *node.body) for n in ast.walk(s)}
    return all(id(n) in inside for n in ast.walk(b.node) if isinstance(n, ast.Name) and n.id == name)


def range_bounds(b: Builder, node: ast.Call) -> tuple[ir.Expr, ir.Expr, int]:
    """Start, stop and constant step of `range(...)`."""
    zero = ir.Const(Type.INT, 0)
    if node.keywords or not 1 <= len(node.args) <= 3:
        hint = "write `range(stop)` or `range(start, stop, step)`"
        b.error("I029", "`range` takes one to three ints", node, help=hint)
        return zero, zero, 1
    held: list[ir.Expr] = []
    for argument in node.args:
        value = b.value(argument)
        if value.type != INT:
            if value.type is not UNKNOWN:
                hint = _whole(argument) if value.type == FLOAT else ""
                b.error("I029", "`range` takes ints", argument, f"this is {article(value.type)}", hint)
            held.append(zero)
        else:
            held.append(value.exprs[0])
    step = 1
    if len(held) == 3:
        try:
            step = evaluate(node.args[2], b.names).number
        except (NotConstant, AssertionError):
            step = 0
        if step == 0:
            b.error(
                "I029",
                "the step of a range is a constant, not 0",
                node.args[2],
                help="count in ones and multiply: `x = i * step`",
            )
            step = 1
    return (zero, held[0], step) if len(held) == 1 else (held[0], held[1], step)


def _whole(node: ast.expr) -> str:
    """How a bound or a step that is a float becomes an int."""
    if isinstance(node, ast.Constant):
        return "count in ints and divide inside the loop: `for i in range(10):`, then `x = i / 10`"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return "`//` divides ints and gives an int"
    return "`int(x)` drops the fraction of a float"
