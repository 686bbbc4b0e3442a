"""Keep one of the tables that have the same entries, such as a list of names that is both drawn and a trait.

    texts A "oak" "elm"                    texts A "oak" "elm"
    texts B "oak" "elm"                →
    emit.entry svg "A" (i)                 emit.entry svg "A" (i)
    emit.entry traits "B" (i)              emit.entry traits "A" (i)
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.nodes import Body, Entry, Expr, Module, Perform, Statement, Table
from intaglio.passes.rebuild import bottom_up, expand, with_expressions, with_functions


def share_tables(module: Module) -> Module:
    """Leave no two tables alike: the first of them stays."""
    first: dict[object, Table] = {}
    kept = {t.name: first.setdefault((t.type, t.values, t.texts), t).name for t in module.tables}
    if len(first) == len(kept):
        return module

    def change_expr(expr: Expr) -> Expr:
        return replace(expr, table=kept[expr.table]) if isinstance(expr, Entry) else expr

    def change(statement: Statement) -> Body:
        if isinstance(statement, Perform) and statement.effect == "emit.entry":
            statement = replace(statement, text=kept[statement.text])
        return (with_expressions(statement, lambda expr: bottom_up(expr, change_expr)),)

    module = with_functions(module, lambda function: replace(function, body=expand(function.body, change)))
    return replace(module, tables=tuple(first.values()))
