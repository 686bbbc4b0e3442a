"""From an accepted syntax tree to Python code over the language's own numbers.

Literals become constants of `numbers`, ints turn into floats where the compiler found that they do, loops and
rules count their steps, and what only Python needs (annotations, decorators, imports) goes. Operators stay: the
number classes define them. Lines stay too, so that a fault names the line it happened in::

    x = 0                      ->   x = __k0              # a Fixed, where x is a float
    path.line(x, 2 ** 3)       ->   path.line(x, __k1 ** __k2)
    table[i]                   ->   __entry(table, i)
    f"{n} lines"               ->   __text(n, " lines")
    for i in range(n): …       ->   for i in range(n): __step(); …

Names with two leading underscores are never the piece's: the frontend refuses them.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING, Any, TypeVar

from intaglio.ir.types import INT_MAX
from intaglio.language.doubles import Floats
from intaglio.language.numbers import Fixed, Int, as_constant
from intaglio.language.seed import whole_weights
from intaglio.language.words import Word
from intaglio.pictures.sprite import NO_SPRITE, Sprite, SpriteTable

if TYPE_CHECKING:
    from intaglio.frontend.program import Source

Node = TypeVar("Node", bound=ast.AST)
Tables = Callable[[str], ast.expr | None]  # the expression of a constant of the file, by name


@dataclass(frozen=True)
class Translated:
    """Code to run in a namespace that holds `constants`, what is imported, and the `__` names."""

    code: CodeType
    constants: dict[str, Any]


def translate(source: Source, to_float: frozenset[int], tables: Tables, floats: Floats) -> Translated:
    """Translate one file. The tree itself is left as it is."""
    copies: dict[int, Any] = {}
    tree = copy.deepcopy(source.tree, copies)
    converted = {id(copies[i]) for i in to_float if i in copies}
    sprites = {id(copies[i]): read for i, read in source.sprites.items() if i in copies}
    translator = _Translator(source, converted, sprites, tables, floats)
    translated = ast.fix_missing_locations(translator.visit(tree))
    return Translated(compile(translated, source.shown, "exec"), translator.constants)


class _Translator(ast.NodeTransformer):
    def __init__(
        self, source: Source, to_float: set[int], sprites: dict[int, Sprite | SpriteTable], tables: Tables,
        floats: Floats,
    ) -> None:  # fmt: skip
        self.floats = floats
        self.source = source
        self.to_float = to_float
        self.tables = tables
        self.sprites = sprites
        self.constants: dict[str, Any] = {}
        self.locals: frozenset[str] = frozenset()

    def visit(self, node: ast.AST) -> Any:
        converted = id(node) in self.to_float and isinstance(getattr(node, "ctx", None), ast.Load | None)
        result = super().visit(node)
        if converted and isinstance(result, ast.expr) and not isinstance(node, ast.Constant):
            return _call("__float", result, at=node)
        return result

    def constant(self, value: Any, at: ast.AST) -> ast.expr:
        """A name for a constant that no Python literal spells."""
        name = f"__k{len(self.constants)}"
        self.constants[name] = value
        return ast.copy_location(ast.Name(name, ast.Load()), at)

    # -- expressions

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, float):
            value: Any = self.floats.of(node.value)
        else:
            value = NO_SPRITE if node.value is None else as_constant(node.value)
        if isinstance(value, Int) and id(node) in self.to_float:
            value = self.floats.of(value)
        if value.__class__ is tuple and id(node) in self.to_float:
            value = tuple(map(self.floats.of, value))
        return node if value is node.value else self.constant(value, node)

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        node.values = [self.visit(value) for value in node.values]  # keys are text, also those that look like a color
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """`hat is None` asks whether two values are equal, as all comparisons do."""
        equal = {ast.Is: ast.Eq, ast.IsNot: ast.NotEq}
        node.ops = [equal.get(type(op), type(op))() for op in node.ops]
        return self.below(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        operand = node.operand
        if isinstance(node.op, ast.USub) and isinstance(operand, ast.Constant) and type(operand.value) is int:
            if id(operand) not in self.to_float:  # -2147483648, whose digits alone are no int
                return self.constant(Int(-operand.value), node)
        return self.below(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        node = self.below(node)
        if isinstance(node.op, ast.Div) and self.floats is not Fixed:  # two ints would give a Fixed
            node.left = _call("__float", node.left, at=node.left)
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        parts = [p if isinstance(p, ast.Constant) else self.visit(p.value) for p in node.values]  # type: ignore[attr-defined]
        return _call("__text", *parts, at=node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.ctx, ast.Store):
            return self.below(node)  # an array looks after itself
        entry = "__entry_from_end" if self.is_constant(node.slice) else "__entry"
        return _call(entry, self.visit(node.value), self.visit(node.slice), at=node)

    def is_constant(self, node: ast.expr) -> bool:
        """Whether the compiler knows this index: it may then count from the end."""
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        calls = any(isinstance(n, ast.Call) and not _is_constant_call(n) for n in ast.walk(node))
        return not calls and all(n in _CONSTANT_CALLS or (n not in self.locals and self.tables(n)) for n in names)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if id(node) in self.sprites:  # read by the compiler
            return self.constant(self.sprites[id(node)], node)
        match node:
            case ast.Call(args=[ast.Constant(value=int() as value)], keywords=[]) if value > INT_MAX:
                node.args = [self.constant(Word(value), node.args[0])]  # only `word(…)` takes so large a number
                return node
        if isinstance(node.func, ast.Attribute) and node.func.attr == "pick":
            node.args[2:3] = [self.weights(w) for w in node.args[2:3]]
            for keyword in node.keywords:
                if keyword.arg == "weights":
                    keyword.value = self.weights(keyword.value)
        return self.below(node)

    def weights(self, node: ast.expr) -> ast.expr:
        """Weights are read as the exact decimals that stand in the file."""
        table = self.tables(node.id) if isinstance(node, ast.Name) else node
        assert isinstance(table, ast.Tuple)
        values = [w.value for w in table.elts if isinstance(w, ast.Constant)]
        return self.constant(whole_weights(values), node)

    # -- statements

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        if isinstance(node.value, ast.Constant):
            return ast.copy_location(ast.Pass(), node)  # a docstring
        return self.below(node)

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        return ast.copy_location(ast.Pass(), node)  # settled by the compiler

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        return ast.copy_location(ast.Pass(), node)  # bound from outside

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        after = [s for target in node.targets for s in self.conversions(target)]
        return [self.below(node), *after]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return self.visit_Assign(ast.copy_location(ast.Assign([node.target], node.value), node))

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        after = self.conversions(node.target)
        return [self.below(node), *after]

    def visit_For(self, node: ast.For) -> ast.stmt:
        before = self.conversions(node.target)
        node = self.below(node)
        node.body = [_step(node), *before, *node.body]
        return node

    def visit_While(self, node: ast.While) -> ast.stmt:
        node = self.below(node)
        node.body.insert(0, _step(node))
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        outer = self.locals
        bound = {n.id for n in _own(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self.locals = outer | bound | {a.arg for a in node.args.args}
        decorators, node.decorator_list, node.returns = node.decorator_list, [], None
        for argument in node.args.args:
            argument.annotation = None
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        body = [self.visit(s) for s in node.body]
        node.body = [_step(node), *(s for part in body for s in (part if isinstance(part, list) else [part]))]
        self.locals = outer
        if outer:
            node.decorator_list = [self.visit(d) for d in decorators]  # @canvas.pixels
            return node
        node.decorator_list = [
            _call("__alternative", ast.Constant(node.name), self.constant(keyword.value.value, keyword.value), at=d)
            for d in decorators
            if isinstance(d, ast.Call)
            for keyword in d.keywords
            if keyword.arg == "weight" and isinstance(keyword.value, ast.Constant)
        ]
        return node

    def conversions(self, target: ast.AST) -> list[ast.stmt]:
        """`x = __float(x)` for each name of a target that becomes a float."""
        names = [n for n in ast.walk(target) if isinstance(n, ast.Name) and id(n) in self.to_float]
        return [
            ast.copy_location(
                ast.Assign([ast.Name(n.id, ast.Store())], _call("__float", ast.Name(n.id, ast.Load()), at=n)), n
            )
            for n in names
            if isinstance(n.ctx, ast.Store)
        ]

    def below(self, node: Node) -> Node:
        """The node with what it holds translated."""
        translated: Node = super().generic_visit(node)  # type: ignore[assignment]
        return translated


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What lies in a function, but not in a function inside it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from _own(child)


def _call(function: str, *args: ast.expr, at: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Call(ast.Name(function, ast.Load()), list(args), []), at)


def _step(at: ast.stmt) -> ast.stmt:
    return ast.copy_location(ast.Expr(_call("__step", at=at)), at)


_CONSTANT_CALLS = ("len", "ord")


def _is_constant_call(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in _CONSTANT_CALLS
