"""Where a path begins, and which statements end it: those that draw something else."""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.scope import Overload, Rule
from intaglio.frontend.types import CANVAS


def begins_path(b: Builder, statement: ast.stmt) -> tuple[str, ast.Call] | None:
    """The name and the call of `path = canvas.path(...)`."""
    match statement:
        case (
            ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=base), attr="path")) as call,
            )
            | ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=base), attr="path")) as call,
            )
        ) if b.variables.get(base) is CANVAS:
            return name, call
    return None


def draws(b: Builder, node: ast.AST) -> bool:
    """Whether a statement draws an element on the canvas, itself or through a rule."""
    if isinstance(node, ast.FunctionDef):
        return True  # the pixels
    for part in ast.walk(node):
        if not isinstance(part, ast.Call):
            continue
        func = part.func
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            if b.variables.get(func.value.id) is CANVAS:
                return True
        elif isinstance(func, ast.Name):
            meaning = b.names.get(func.id)
            rules = (
                [meaning]
                if isinstance(meaning, Rule)
                else list(meaning.rules.values())
                if isinstance(meaning, Overload)
                else []
            )
            if any(rule in b.shared.states and b.shared.states[rule].draws for rule in rules):
                return True
    return False


def uses(node: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node))
