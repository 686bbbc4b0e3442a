"""Compute before a loop what every round of it would compute alike, where that pays and cannot fault.

    for i in 0, n, 1 {                        invariant: int = mul(add(a, b), c)
      x: int = add(mul(add(a, b), c), i)  →   for i in 0, n, 1 {
    }                                           x: int = add(invariant, i) }

Only what every round computes is moved: nothing from a branch, from an operand that may be left unevaluated, or
from behind a way out of the round. A loop that never runs computes it in vain.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.nodes import Body, Entry, Expr, For, Function, Let, Module, Op, Statement, Var, While, assigned, walk
from intaglio.ir.ops import LAZY
from intaglio.passes.rebuild import (
    Names,
    expand,
    leaves_loop,
    var_names,
    variables,
    with_expressions,
    with_functions,
)
from intaglio.passes.weight import may_fault, weight

PAYS = 4  # the least weight (`weight`) of an expression that is moved


def hoist_invariants(module: Module) -> Module:
    """Leave nothing weighty in a loop that does not change in it; from the innermost loop out."""

    def hoist(function: Function) -> Function:
        names = Names(variables(function))

        def change(statement: Statement) -> Body:
            return _Loop(statement, names).hoisted() if isinstance(statement, For | While) else (statement,)

        return replace(function, body=expand(function.body, change))

    return with_functions(module, hoist)


class _Loop:
    def __init__(self, loop: For | While, names: Names) -> None:
        self.loop, self.names = loop, names
        self.changing = {name for inner in walk((loop,)) for name in assigned(inner)}
        self.moved: dict[Expr, Let] = {}

    def hoisted(self) -> Body:
        """What is computed before the loop, then the loop."""
        out: list[Statement] = []
        rest = list(self.loop.body)
        while rest:
            statement = rest.pop(0)
            out.append(with_expressions(statement, self.fixed) if not isinstance(statement, While) else statement)
            if leaves_loop((statement,)):
                break
        if not self.moved:
            return (self.loop,)
        return (*self.moved.values(), replace(self.loop, body=(*out, *rest)))

    def fixed(self, expr: Expr) -> Expr:
        """The expression with its largest parts that stay the same replaced by what is computed before."""
        if not isinstance(expr, Op | Entry):
            return expr
        if weight(expr) >= PAYS and not may_fault(expr) and self.changing.isdisjoint(var_names(expr)):
            if expr not in self.moved:
                self.moved[expr] = Let(self.names.fresh("invariant"), expr, expr.span)
            return Var(self.moved[expr].name, expr.type, expr.span)
        if isinstance(expr, Entry):
            return replace(expr, index=self.fixed(expr.index))
        evaluated = 1 if expr.name in LAZY else len(expr.args)
        args = tuple(self.fixed(arg) if at < evaluated else arg for at, arg in enumerate(expr.args))
        return replace(expr, args=args)
