"""Which Python the language has. A tree is looked through once; whatever is not listed here is refused by name.

Nothing is executed. What passes is what the reference renderer may run, so this list is also its safety.
"""

from __future__ import annotations

import ast
import builtins

from intaglio.characters import unshowable
from intaglio.frontend.diagnostics import Diagnostic, Note
from intaglio.frontend.other_words import METHODS, MODULES
from intaglio.frontend.program import Source
from intaglio.frontend.scope import Report, span_of
from intaglio.ir.span import Span

_PLAIN = (
    # statements
    ast.Module, ast.FunctionDef, ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While, ast.If,
    ast.With, ast.withitem, ast.Assert, ast.ImportFrom, ast.alias, ast.Expr, ast.Pass, ast.Break, ast.Continue,
    # expressions
    ast.BoolOp, ast.And, ast.Or, ast.BinOp, ast.UnaryOp, ast.USub, ast.UAdd, ast.Not, ast.Invert, ast.IfExp, ast.Dict,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Call, ast.keyword, ast.JoinedStr,
    ast.FormattedValue, ast.Constant, ast.Attribute, ast.Subscript, ast.Name, ast.Tuple, ast.Load, ast.Store,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.BitAnd, ast.BitOr, ast.BitXor,
    ast.LShift, ast.RShift, ast.arguments, ast.arg,
)  # fmt: skip

# What an artist may well write, what it is called, and what to write instead.
_REFUSED: dict[str, tuple[str, str]] = {
    "Import": ("`import`", "write `from intaglio import …`"),
    "ClassDef": ("a class", "a piece is made of rules: functions marked `@rule`"),
    "AsyncFunctionDef": ("`async`", "write an ordinary `def`"),
    "Lambda": ("`lambda`", "write a rule: `@rule` over a `def`"),
    "ListComp": ("a list comprehension", "write a `for` loop"),
    "SetComp": ("a set comprehension", "write a `for` loop"),
    "DictComp": ("a dict comprehension", "write the table out at the top of the file"),
    "GeneratorExp": ("a generator expression", "write a `for` loop"),
    "List": ("a list", "a fixed row of values is a tuple: `(1, 2, 3)`"),
    "Set": ("a set", "a fixed row of values is a tuple: `(1, 2, 3)`"),
    "Slice": ("a slice", "name the entries one by one, or loop over `range(start, stop)`"),
    "Starred": ("`*` unpacking", "name the values one by one"),
    "Try": ("`try`", "an error of a piece is found when it is compiled or verified; nothing is caught"),
    "TryStar": ("`try`", "an error of a piece is found when it is compiled or verified; nothing is caught"),
    "Raise": ("`raise`", "a piece draws every seed; it cannot fail"),
    "Global": ("`global`", "pass the value to the rule and return the new one"),
    "Nonlocal": ("`nonlocal`", "pass the value to the rule and return the new one"),
    "Delete": ("`del`", "variables end with their rule"),
    "Match": ("`match`", "write `if` and `elif`"),
    "NamedExpr": ("`:=`", "assign the variable in a line of its own"),
    "Yield": ("`yield`", "return a tuple"),
    "YieldFrom": ("`yield`", "return a tuple"),
    "Await": ("`await`", "write an ordinary call"),
    "AsyncFor": ("`async for`", "write an ordinary `for`"),
    "AsyncWith": ("`async with`", "write an ordinary `with`"),
    "MatMult": ("`@` as an operator", "multiply numbers with `*`"),
    "Is": ("`is`", "compare values with `==`"),
    "IsNot": ("`is not`", "compare values with `!=`"),
    "In": ("`in` as a test", "compare with `==`, or loop over the table"),
    "NotIn": ("`not in`", "compare with `!=`, or loop over the table"),
    "TypeAlias": ("`type`", "annotate with `int`, `float`, `bool`, `str` or `color`"),
}

REFUSED = frozenset(_REFUSED)
BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))


def accept(source: Source, report: Report) -> None:
    """Report every construct of a file that the language does not have; what may not stand at its top, `load` does."""
    for statement in source.tree.body:
        if not isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.AugAssign):
            _accept_below(source, statement, report)


def _accept_below(source: Source, node: ast.AST, report: Report) -> None:
    """Look at a node, then at what it holds; what is refused is not looked into."""
    if _accept_node(source, node, report):
        for child in ast.iter_child_nodes(node):
            _accept_below(source, child, report)


def _accept_node(source: Source, node: ast.AST, report: Report) -> bool:
    """Report a node that is not of the language; whether to go on below it."""
    kind = type(node).__name__
    if kind in _REFUSED:
        what, instead = _REFUSED[kind]
        if isinstance(node, ast.Import):
            instead = next((MODULES[a.name] for a in node.names if a.name in MODULES), instead)
        code = "I003" if isinstance(node, ast.stmt) else "I004"
        report(Diagnostic(code, f"{what} is not part of the language", _where(source, node), help=instead))
        return False
    elif not isinstance(node, _PLAIN):
        name = kind.lower()
        report(Diagnostic("I004", f"`{name}` is not part of the language", _where(source, node)))
        return False
    elif isinstance(node, ast.For | ast.While) and node.orelse:
        report(
            Diagnostic(
                "I003",
                "`else` of a loop is not part of the language",
                span_of(source, node.orelse[0]),
                help="set a bool in the loop and test it afterwards",
            )
        )
    elif isinstance(node, ast.Name | ast.arg):
        name = node.id if isinstance(node, ast.Name) else node.arg
        if name.startswith("__"):
            report(
                Diagnostic(
                    "I009",
                    f"`{name}` is not part of the language",
                    span_of(source, node),
                    help="names with two leading underscores belong to Python itself",
                )
            )
    elif isinstance(node, ast.Attribute):
        return _accept_attribute(source, node, report)
    elif isinstance(node, ast.Constant):
        _accept_text(source, node, report)
    elif isinstance(node, ast.Compare) and _is_none(node):
        _accept_below(source, node.left, report)
        return False
    elif isinstance(node, ast.Call):
        _accept_call(source, node, report)
    elif isinstance(node, ast.FormattedValue) and (node.format_spec is not None or node.conversion != -1):
        report(
            Diagnostic(
                "I041",
                "a format in an f-string is not part of the language",
                span_of(source, node),
                help="numbers are written with the piece's `digits`; round them before: `{round(x)}`",
            )
        )
    elif isinstance(node, ast.FunctionDef):
        _accept_function(source, node, report)
    return True


def _accept_text(source: Source, node: ast.Constant, report: Report) -> None:
    found = unshowable(node.value) if isinstance(node.value, str) else ""
    if found:
        hint = "a picture is XML, which has no such character: leave it out"
        report(Diagnostic("I041", f"text cannot hold the character {found}", span_of(source, node), help=hint))


def _is_none(node: ast.Compare) -> bool:
    """`hat is None`, `hat is not None`: whether there is a sprite."""
    match node:
        case ast.Compare(ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case _:
            return False


_OPERATOR_FALLBACK = (ast.operator, ast.unaryop, ast.cmpop, ast.boolop)


def _where(source: Source, node: ast.AST) -> Span:
    """Operators have no place of their own in the tree: show the expression that holds them."""
    if isinstance(node, _OPERATOR_FALLBACK):
        for parent in ast.walk(source.tree):
            held = getattr(parent, "op", None) is node or node in getattr(parent, "ops", ())
            if held:
                return span_of(source, parent)
    return span_of(source, node)


def _accept_attribute(source: Source, node: ast.Attribute, report: Report) -> bool:
    if node.attr.startswith("_") or not isinstance(node.value, ast.Name):
        report(
            Diagnostic(
                "I009",
                f"the attribute `{node.attr}` is not part of the language",
                span_of(source, node),
                help=METHODS.get(node.attr, "only the seed, the canvas and a path have attributes: `seed.random()`"),
            )
        )
        return False
    return True


def _accept_call(source: Source, node: ast.Call, report: Report) -> None:
    if not isinstance(node.func, ast.Name | ast.Attribute):
        report(
            Diagnostic(
                "I009",
                "only a name can be called",
                span_of(source, node.func),
                help="call a rule, a library function, or a method of the seed, the canvas or a path",
            )
        )
    for keyword in node.keywords:
        if keyword.arg is None:
            report(
                Diagnostic(
                    "I004",
                    "`**` unpacking is not part of the language",
                    span_of(source, keyword.value),
                    help="name the arguments one by one",
                )
            )


def _accept_function(source: Source, node: ast.FunctionDef, report: Report) -> None:
    args = node.args
    odd = args.vararg or args.kwarg or (args.kwonlyargs[0] if args.kwonlyargs else None)
    if odd is not None or args.posonlyargs:
        where: ast.AST = odd or args.posonlyargs[0]
        report(
            Diagnostic(
                "I013",
                f"`{node.name}` has a kind of parameter that is not part of the language",
                span_of(source, where),
                help="a rule's parameters are plain names, with or without a default",
            )
        )
    pixels: ast.FunctionDef | None = None
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef) and inner is not node:
            pixels = _accept_inner(source, node, inner, pixels, report)
        if isinstance(inner, ast.ImportFrom):
            report(
                Diagnostic(
                    "I003",
                    "an import inside a function is not part of the language",
                    span_of(source, inner),
                    help="imports stand at the top of the file",
                )
            )


def _accept_inner(
    source: Source, outer: ast.FunctionDef, inner: ast.FunctionDef, first: ast.FunctionDef | None, report: Report
) -> ast.FunctionDef | None:
    """Report a function inside a function, unless it is the one of the pixels; that one."""
    misspelt = [d for d in inner.decorator_list if any(isinstance(part, ast.Attribute) for part in ast.walk(d))]
    if not is_pixels(inner) and misspelt:
        hint = "`@canvas.pixels` stands above it, with nothing behind it"
        report(Diagnostic("I057", "this is no function of the pixels", span_of(source, misspelt[0]), help=hint))
    elif not is_pixels(inner):
        report(
            Diagnostic(
                "I003",
                "a function inside a function is not part of the language",
                span_of(source, inner),
                help="move the rule to the top of the file",
            )
        )
    elif not any(inner is statement for statement in outer.body) or not _is_art(outer):
        hint = "what differs from place to place follows from x and y, what comes before it is done before it"
        message = "`@canvas.pixels` stands directly in the @art function"
        report(Diagnostic("I057", message, span_of(source, inner), help=hint))
    elif first is not None:
        notes = (Note("the first is here", span_of(source, first.decorator_list[0])),)
        message, where = "`@canvas.pixels` stands in a piece once", span_of(source, inner.decorator_list[0])
        report(Diagnostic("I057", message, where, notes=notes))
    else:
        return inner
    return first


def is_pixels(node: ast.FunctionDef) -> bool:
    """Whether a function stands under `@….pixels`."""
    match node.decorator_list:
        case [ast.Attribute(value=ast.Name(), attr="pixels")]:
            return True
        case _:
            return False


def _is_art(node: ast.FunctionDef) -> bool:
    decorator = node.decorator_list[0] if node.decorator_list else None
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(target, ast.Name) and target.id == "art"
