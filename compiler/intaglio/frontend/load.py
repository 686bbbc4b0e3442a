"""From a path to scopes: read the piece and what it imports, refuse what is not the language, bind the names."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from intaglio import library
from intaglio.frontend.diagnostics import Diagnostic, Refused, did_you_mean
from intaglio.frontend.other_words import MODULES, NAMES, about_syntax
from intaglio.frontend.program import Source
from intaglio.frontend.scope import (
    UNEXPLAINED,
    Marker,
    Names,
    NotConstant,
    Overload,
    Report,
    Rule,
    Scope,
    bind_constant,
    evaluate,
    span_of,
)
from intaglio.frontend.sprites import READERS, reading
from intaglio.frontend.syntax import BUILTINS, REFUSED, accept
from intaglio.frontend.types import BOOL
from intaglio.frontend.word_constants import OF_WORDS
from intaglio.ir.span import Span
from intaglio.ir.types import NUMBERS

LIBRARY = Path(library.__file__).parent
# Names of the language that `intaglio` offers beside the library's rules.
MARKERS = frozenset({"Seed", "Canvas", "Path", "art", "rule", "color", "sqrt", "floor", "ceil", "red", "green", "blue",
                     "array", "grid", "Array", "Grid", "Sprite", "word", *OF_WORDS, *READERS})  # fmt: skip
BUILTIN_CALLS = frozenset({"abs", "min", "max", "round", "int", "float", "bool", "len", "ord", "range"})
DRAWS = "draws"  # the library file of the seed's methods that are rules
LIBRARY_ONLY = frozenset({"ushr", "token_field", "Table", "power2", "exponent"})  # the last two are of doubles


@dataclass(eq=False)
class Loaded:
    """Every file of a piece with its names, and the @art function."""

    piece: Scope
    scopes: dict[str, Scope] = field(default_factory=dict)  # by module name, imports first
    entry: ast.FunctionDef | None = None
    numbers: str = "fixed"


class Loader:
    """Reads files once each; all errors go to `report`."""

    def __init__(self, report: Report, texts: dict[str, str]) -> None:
        self.report = report
        self.texts = texts  # shown file name -> text, for messages
        self.scopes: dict[str, Scope] = {}
        self.opening: list[str] = []
        self.numbers = "fixed"  # of the piece, which is the first file

    def open(self, path: Path, name: str, is_library: bool, text: str | None = None) -> Scope:
        """Load a file and, before it, its imports."""
        shown = f"<library>/{path.name}" if is_library else str(path)
        if is_library:
            text, tree = library_file(path)
        else:
            text = self.read(path, shown) if text is None else text
            tree = self.parsed(text, shown)
        self.texts[shown] = text
        if not self.opening:
            self.numbers = declared_numbers(tree)
        imports: dict[str, str] = {}
        source = Source(name, path, text, tree, is_library, imports)
        scope = Scope(source, Names(self.numbers))
        if not is_library:
            accept(source, self.report)
        self.opening.append(name)
        for statement in tree.body:
            self.top_level(scope, statement, imports)
        if not is_library and uses_method(tree, "gauss"):
            self.library_scope(DRAWS)
        self.opening.pop()
        self.scopes[name] = scope
        return scope

    def parsed(self, text: str, shown: str) -> ast.Module:
        self.texts[shown] = text
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError) as error:
            raise Refused([_syntax_error(error, shown, text)], self.texts) from None

    def read(self, path: Path, shown: str) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            nowhere = Span(shown, 1, 0, 1, 0)
            hint = "`intaglio new NAME` writes a piece to start from"
            raise Refused([Diagnostic("I001", f"cannot read {shown}: {why}", nowhere, help=hint)], self.texts) from None

    # -- statements at the top of a file

    def top_level(self, scope: Scope, statement: ast.stmt, imports: dict[str, str]) -> None:
        match statement:
            case ast.ImportFrom():
                self.import_from(scope, statement, imports)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                assert statement.value is not None
                self.no_clash(scope, name, statement)
                bind_constant(scope, name, statement.value, self.report)
            case ast.FunctionDef():
                self.function(scope, statement)
            case ast.Import() | ast.ClassDef():  # refused in syntax.accept
                names = [statement] if isinstance(statement, ast.ClassDef) else statement.names
                for one in names:
                    bound = getattr(one, "asname", None) or one.name
                    scope.names[bound.partition(".")[0]] = UNEXPLAINED
            case ast.Expr(value=ast.Constant(value=str())):
                pass  # a docstring
            case ast.Assert():
                check_assert(scope, statement, self.report)
            case ast.Expr(value=ast.Call(func=ast.Name(id=name) as called)) if name in BUILTINS - BUILTIN_CALLS:
                self.report(Diagnostic(
                    "I005", f"`{name}` is not part of the language", scope.span(called),
                    help=NAMES.get(name, "a piece sees only its seed, its canvas and what it imports from `intaglio`"),
                ))  # fmt: skip
            case _ if type(statement).__name__ not in REFUSED:
                self.report(Diagnostic(
                    "I014", "only imports, constants and rules stand at the top of a file", scope.span(statement),
                    help="move this into the @art function or a @rule",
                ))  # fmt: skip

    def no_clash(self, scope: Scope, name: str, node: ast.AST) -> None:
        if name in scope.names:
            self.report(
                Diagnostic(
                    "I012",
                    f"`{name}` already has a meaning in this file",
                    scope.span(node),
                    help="give one of the two another name",
                )
            )

    def import_from(self, scope: Scope, node: ast.ImportFrom, imports: dict[str, str]) -> None:
        module = node.module or ""
        inside = scope.source.library
        if node.level == 0 and (module == "__future__" or module == "intaglio"):
            if module == "intaglio":
                for alias in node.names:
                    self.import_intaglio(scope, node, alias, imports)
            return
        if inside and node.level == 0 and module.startswith("intaglio."):
            stem = module.rsplit(".", maxsplit=1)[-1]
            if module.startswith("intaglio.library."):
                self.import_names(scope, node, self.library_scope(stem), imports)
            else:  # names of the language, imported by the library from where they are defined
                for alias in node.names:
                    scope.names[alias.asname or alias.name] = Marker(alias.name)
                    imports[alias.asname or alias.name] = "intaglio"
            return
        sibling = scope.source.path.parent / f"{module}.py"
        if node.level > 1 or "." in module or not module or not sibling.is_file():
            self.report(Diagnostic(
                "I007", f"cannot import `{'.' * node.level}{module}`", scope.span(node),
                f"there is no file {module}.py beside this one" if module.isidentifier() else "",
                help=MODULES.get(module, "a piece imports from `intaglio` and from piece files in its own folder"),
            ))  # fmt: skip
            self.silence(scope, node)
            return
        if module in self.opening:
            self.report(
                Diagnostic(
                    "I050",
                    f"`{module}` imports itself in a circle",
                    scope.span(node),
                    help="move what both files need into a third",
                )
            )
            self.silence(scope, node)
            return
        self.import_names(scope, node, self.scopes.get(module) or self.open(sibling, module, False), imports)

    def silence(self, scope: Scope, node: ast.ImportFrom) -> None:
        """After a failed import its names mean nothing, and are not reported again."""
        for alias in node.names:
            scope.names[alias.asname or alias.name] = UNEXPLAINED

    def library_scope(self, stem: str) -> Scope:
        """A file of the library, or its twin in the piece's numbers."""
        stem = library.file_of(stem, self.numbers)
        name = f"intaglio.library.{stem}"
        return self.scopes.get(name) or self.open(LIBRARY / f"{stem}.py", name, True)

    def import_names(self, scope: Scope, node: ast.ImportFrom, other: Scope, imports: dict[str, str]) -> None:
        for alias in node.names:
            local = alias.asname or alias.name
            if alias.name not in other.names:
                self.report(Diagnostic(
                    "I008", f"`{other.source.name}` has no `{alias.name}`", scope.span(alias),
                    help=did_you_mean(alias.name, other.names),
                ))  # fmt: skip
                scope.names[local] = UNEXPLAINED
                continue
            scope.names[local] = other.names[alias.name]
            imports[local] = other.source.name

    def import_intaglio(self, scope: Scope, node: ast.ImportFrom, alias: ast.alias, imports: dict[str, str]) -> None:
        local, name = alias.asname or alias.name, alias.name
        if name in library.OVERLOADS:
            rules = {n: self.library_rule(rule) for n, rule in library.OVERLOADS[name].items()}
            scope.names[local] = Overload(name, rules)
            imports[local] = "intaglio"
        elif name in library.EXPORTS:
            other = self.library_scope(library.EXPORTS[name])
            scope.names[local] = other.names[name]
            imports[local] = other.source.name
        elif name in READERS:
            scope.names[local] = reading(name, scope.source, self.report)
            imports[local] = "intaglio"
        elif name in MARKERS or (scope.source.library and name in LIBRARY_ONLY):
            scope.names[local] = Marker(name)
            imports[local] = "intaglio"
        else:
            scope.names[local] = UNEXPLAINED
            known = (*library.OVERLOADS, *library.EXPORTS, *MARKERS)
            hint = did_you_mean(name, known) or NAMES.get(name) or "docs/library.md shows all that there is"
            self.report(Diagnostic("I008", f"`intaglio` has no `{name}`", scope.span(alias), help=hint))

    def library_rule(self, name: str) -> Rule:
        rule = self.library_scope(library.EXPORTS[name]).names[name]
        assert isinstance(rule, Rule)
        return rule

    # -- functions

    def function(self, scope: Scope, node: ast.FunctionDef) -> None:
        kinds = [decorator_name(d) for d in node.decorator_list]
        if kinds == ["art"]:
            self.no_clash(scope, node.name, node)
            scope.names[node.name] = Marker("@art")
            return
        if kinds != ["rule"]:
            if not kinds and node.name not in ("setup", "draw") and not has_art(scope.source.tree):
                scope.names[node.name] = UNEXPLAINED  # that @art is missing says it all
                return
            shown = f"@{kinds[0]}" if kinds and kinds[0] else "its decorator"
            message = f"`{node.name}` is no rule" if not kinds else f"{shown} is not part of the language"
            self.report(Diagnostic(
                "I012", message, scope.span(node.decorator_list[0] if kinds else node),
                help=NAMES["setup"] if node.name in ("setup", "draw") else f"write `@rule` above `def {node.name}`",
            ))  # fmt: skip
            scope.names[node.name] = UNEXPLAINED
            return
        self.checked_defaults(scope, node)
        self.checked_weight(scope, node.decorator_list[0])
        weight = rule_weight(node.decorator_list[0])
        old = scope.names.get(node.name)
        if isinstance(old, Rule) and weight is not None and old.weights and old.source is scope.source:
            old.nodes.append(node)
            old.weights.append(weight)
            return
        if isinstance(old, Rule) and old.source is scope.source:
            self.report(Diagnostic(
                "I045", f"there are two rules named `{node.name}`", scope.span(node),
                help="as alternatives, each needs a weight: `@rule(weight=2)`; otherwise rename one",
            ))  # fmt: skip
            return
        self.no_clash(scope, node.name, node)
        scope.names[node.name] = Rule(node.name, scope.source, [node], [weight] if weight is not None else [])

    def checked_defaults(self, scope: Scope, node: ast.FunctionDef) -> None:
        """A default is a constant, also of a rule that nothing calls: Python evaluates it where it stands."""
        for default in node.args.defaults:
            try:
                evaluate(default, scope.names)
            except NotConstant as error:
                if error.said:
                    continue
                why = error.why or "this is not known when compiling"
                self.report(Diagnostic("I013", "a default is a constant", scope.span(error.node), why))

    def checked_weight(self, scope: Scope, decorator: ast.expr) -> None:
        """`@rule` takes a weight and nothing else."""
        if isinstance(decorator, ast.Call):
            for extra in (*decorator.args, *(k for k in decorator.keywords if k.arg != "weight")):
                hint = "alternatives of one name have weights: `@rule(weight=2)`"
                self.report(Diagnostic("I012", "`@rule` takes a weight, nothing else", scope.span(extra), help=hint))


@cache
def library_file(path: Path) -> tuple[str, ast.Module]:
    """The text and the tree of a library file, which do not change; a test holds them to the language."""
    text = path.read_text("utf-8")
    return text, ast.parse(text)


def declared_numbers(tree: ast.Module) -> str:
    """The number mode that `@art` names: known before anything else, as it says what a literal is worth."""
    decorators = (d for s in tree.body if isinstance(s, ast.FunctionDef) for d in s.decorator_list)
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and decorator_name(decorator) == "art":
            for keyword in decorator.keywords:
                match keyword:
                    case ast.keyword(arg="numbers", value=ast.Constant(value=str(numbers))) if numbers in NUMBERS:
                        return numbers
    return "fixed"


def has_art(tree: ast.Module) -> bool:
    """Whether a function of a file is marked `@art`."""
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return any(decorator_name(d) == "art" for function in functions for d in function.decorator_list)


def uses_method(tree: ast.Module, name: str) -> bool:
    """Whether `….name` stands anywhere in a file."""
    return any(isinstance(node, ast.Attribute) and node.attr == name for node in ast.walk(tree))


def decorator_name(node: ast.expr) -> str:
    """`rule` for `@rule` and `@rule(weight=2)`; empty for what is no plain name."""
    target = node.func if isinstance(node, ast.Call) else node
    return target.id if isinstance(target, ast.Name) else ""


def rule_weight(node: ast.expr) -> ast.expr | None:
    """The expression of `@rule(weight=…)`, or None."""
    if isinstance(node, ast.Call):
        return next((k.value for k in node.keywords if k.arg == "weight"), None)
    return None


def check_assert(scope: Scope, node: ast.Assert, report: Report) -> None:
    """An assert speaks of constants and is settled when compiling."""
    try:
        known = evaluate(node.test, scope.names)
    except NotConstant as error:
        if error.said:
            return
        report(
            Diagnostic(
                "I042",
                "an assert speaks of constants only",
                scope.span(error.node),
                error.why or "this is not known when compiling",
            )
        )
        return
    if known.type != BOOL:
        report(
            Diagnostic("I042", "an assert needs a condition", scope.span(node.test), f"this is {known.described()}")
        )
    elif not known.number:
        why = node.msg.value if isinstance(node.msg, ast.Constant) and isinstance(node.msg.value, str) else ""
        report(Diagnostic("I042", "this assert does not hold", scope.span(node.test), why))


def _syntax_error(error: SyntaxError | ValueError, shown: str, source: str) -> Diagnostic:
    if isinstance(error, SyntaxError):
        line, column = error.lineno or 1, max(0, (error.offset or 1) - 1)
        end = max(column + 1, (error.end_offset or 0) - 1) if error.end_lineno == error.lineno else column + 1
        lines = source.split("\n")
        text = lines[line - 1] if line <= len(lines) else ""
        if isinstance(error, IndentationError) and text.strip():
            column, end = len(text) - len(text.lstrip()), len(text.rstrip())
        help = about_syntax(text, error.msg)
        return Diagnostic("I002", "this is not Python", Span(shown, line, column, line, end), error.msg, help=help)
    return Diagnostic("I002", "this is not Python", Span(shown, 1, 0, 1, 1), str(error))


def load(path: Path, report: Report, texts: dict[str, str], text: str | None = None) -> Loaded:
    """Load a piece. Raises `Refused` where nothing can be said beyond the file itself."""
    loader = Loader(report, texts)
    piece = loader.open(path, path.stem, False, text)
    loaded = Loaded(piece, loader.scopes, numbers=loader.numbers)
    entries = [
        node
        for node in piece.source.tree.body
        if isinstance(node, ast.FunctionDef) and [decorator_name(d) for d in node.decorator_list] == ["art"]
    ]
    if len(entries) != 1:
        where = span_of(piece.source, entries[1]) if entries else Span(piece.source.shown, 1, 0, 1, 0)
        message = "a piece has one @art function" if entries else "this file has no @art function"
        report(
            Diagnostic(
                "I010",
                message,
                where,
                "this is the second" if entries else "",
                help='mark the function that draws with `@art("Title", size=(1000, 1000))`',
            )
        )
    loaded.entry = entries[0] if entries else None
    return loaded
