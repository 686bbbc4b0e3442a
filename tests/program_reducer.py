"""Make a piece smaller while something stays true of it: `reduce(text, is_bad)`.

Statements go first, in halves and one by one; then an `if` or a loop gives way to its body; then expressions
to one of their operands or to a plain constant. A candidate that no longer compiles is simply not bad.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy

ATTEMPTS = 400


def reduce(text: str, is_bad: Callable[[str], bool], attempts: int = ATTEMPTS) -> str:
    """The smallest piece found within so many attempts."""
    best, tried = text, {text}
    progress = True
    while progress and attempts > 0:
        progress = False
        for candidate in candidates(best):
            if attempts <= 0:
                break
            if candidate in tried or len(candidate) >= len(best):
                continue
            tried.add(candidate)
            attempts -= 1
            if is_bad(candidate):
                best, progress = candidate, True
                break
    return best


def candidates(text: str) -> Iterator[str]:
    """Pieces a step smaller, the boldest first."""
    tree = ast.parse(text)
    for make in (_without_statements, _unwrapped, _simpler_expressions):
        for candidate in make(tree):
            yield ast.unparse(ast.fix_missing_locations(candidate)) + "\n"


def _blocks(tree: ast.AST) -> Iterator[tuple[int, str, list[ast.stmt]]]:
    """Every list of statements: the index of its owner in walking order, its field, itself."""
    for at, node in enumerate(ast.walk(tree)):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield at, name, block


def _changed(tree: ast.AST, at: int, name: str, block: list[ast.stmt]) -> ast.AST:
    copy = deepcopy(tree)
    owner = list(ast.walk(copy))[at]
    empty_allowed = name == "orelse" or isinstance(owner, ast.Module)
    setattr(owner, name, deepcopy(block) or ([] if empty_allowed else [ast.Pass()]))
    return copy


def _without_statements(tree: ast.AST) -> Iterator[ast.AST]:
    for at, name, block in _blocks(tree):
        size = len(block)
        while size:
            for start in range(0, len(block), size):
                rest = block[:start] + block[start + size :]
                if rest or not all(isinstance(s, ast.Pass) for s in block):
                    yield _changed(tree, at, name, rest)
            size //= 2


def _unwrapped(tree: ast.AST) -> Iterator[ast.AST]:
    for at, name, block in _blocks(tree):
        for index, statement in enumerate(block):
            for inner in (getattr(statement, "body", None), getattr(statement, "orelse", None)):
                if inner and not isinstance(statement, ast.FunctionDef) and isinstance(inner, list):
                    yield _changed(tree, at, name, block[:index] + inner + block[index + 1 :])


def _simpler_expressions(tree: ast.AST) -> Iterator[ast.AST]:
    for at, node in enumerate(ast.walk(tree)):
        for name, value in ast.iter_fields(node):
            slots = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            for index, old in slots:
                if isinstance(old, ast.expr) and not isinstance(getattr(old, "ctx", None), ast.Store):
                    for new in _simpler(old):
                        yield _replaced(tree, at, name, index, new)
                if isinstance(old, ast.keyword):
                    yield _replaced(tree, at, name, index, None)


def _simpler(old: ast.expr) -> Iterator[ast.expr]:
    for inner in ast.iter_child_nodes(old):
        if isinstance(inner, ast.expr) and not isinstance(inner, ast.Constant):
            yield inner
    if not isinstance(old, ast.Constant | ast.Name):
        for plain in (1, 0.5, True, "#fff"):
            yield ast.Constant(plain)


def _replaced(tree: ast.AST, at: int, name: str, index: int | None, new: ast.expr | None) -> ast.AST:
    copy = deepcopy(tree)
    owner = list(ast.walk(copy))[at]
    if index is None:
        setattr(owner, name, deepcopy(new))
    elif new is None:
        del getattr(owner, name)[index]
    else:
        getattr(owner, name)[index] = deepcopy(new)
    return copy
