"""The IR as text: `parse(print_module(module)) == module`.

One statement a line, blocks in braces::

    module "Drift" 1000 1000 digits 2
    param "Count" int 1 9 5
    table INKS int 1776414 15885360
    texts NAMES "Ember" "Moss"
    function main() {
      x: fixed = mul(y, 2.0)
      a, b = call turn(x, INKS[3])
      w = word()
      emit.text svg "<circle r=\\"" ()
      canvas.circle(x, 2.0, a; fill=b, width=1.5)
      for i in 0, 10, 1 {
      }
    }

A literal with a point is a `fixed`, one that ends in `d` a `double` (`#inf`, `#-inf` and `#nan` are too), one that ends
in `w` a `word`; `true` and `false` are `bool`s. The head of a module in doubles ends in `double`, that of a module of
plain text in `text`. Spans are not printed.
"""

from __future__ import annotations

import json
import re

from intaglio.ir.effects import EFFECTS_BY_NUMBERS, ELEMENTS
from intaglio.ir.literals import literal_text, read_literal
from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
    Continue,
    Element,
    Entry,
    Expr,
    For,
    Function,
    If,
    Let,
    Module,
    Op,
    Perform,
    Return,
    Statement,
    Table,
    Var,
    While,
)
from intaglio.ir.ops import OPS, result_type
from intaglio.ir.params import Param, total_bits
from intaglio.ir.types import Type


def print_expr(expr: Expr) -> str:
    """An expression on one line."""
    match expr:
        case Const():
            return literal_text(expr.type, expr.value)
        case Var():
            return expr.name
        case Entry():
            return f"{expr.table}[{print_expr(expr.index)}]"
        case Op():
            hint = f".{expr.hint}" if expr.hint else ""
            return f"{expr.name}{hint}({', '.join(map(print_expr, expr.args))})"


_TEXTUAL = frozenset(name for rows in EFFECTS_BY_NUMBERS.values() for name, row in rows.items() if row.text)


def _print_args(args: tuple[Expr, ...], options: tuple[str, ...]) -> str:
    plain = len(args) - len(options)
    text = ", ".join(map(print_expr, args[:plain]))
    named = ", ".join(f"{n}={print_expr(a)}" for n, a in zip(options, args[plain:], strict=True))
    return f"({text}; {named})" if named else f"({text})"


def _print_statement(statement: Statement, indent: str) -> list[str]:
    match statement:
        case Let():
            lines = [f"{statement.name}: {statement.value.type} = {print_expr(statement.value)}"]
        case Call():
            targets = ", ".join(statement.targets) + " = " if statement.targets else ""
            lines = [f"{targets}call {statement.function}{_print_args(statement.args, ())}"]
        case Perform():
            targets = ", ".join(statement.targets) + " = " if statement.targets else ""
            stream = f" {statement.stream}" if statement.stream else ""
            text = f" {json.dumps(statement.text)} " if statement.effect in _TEXTUAL else ""
            lines = [f"{targets}{statement.effect}{stream}{text}{_print_args(statement.args, statement.options)}"]
        case If():
            lines = [f"if {print_expr(statement.condition)} {{", *_print_body(statement.then, indent)]
            if statement.orelse:
                lines += ["} else {", *_print_body(statement.orelse, indent)]
            lines.append("}")
        case For():
            bounds = f"{print_expr(statement.start)}, {print_expr(statement.stop)}, {statement.step}"
            lines = [f"for {statement.name} in {bounds} {{", *_print_body(statement.body, indent), "}"]
        case While():
            lines = [f"while {print_expr(statement.condition)} {{", *_print_body(statement.body, indent), "}"]
        case Element():
            head = f"{statement.effect}{_print_args(statement.args, statement.options)} {{"
            lines = [head, *_print_body(statement.body, indent), "}"]
        case Break():
            lines = ["break"]
        case Continue():
            lines = ["continue"]
        case Return():
            lines = [f"return {', '.join(map(print_expr, statement.values))}".rstrip()]
    return lines


def _print_body(body: Body, indent: str) -> list[str]:
    return [indent + line for statement in body for line in _print_statement(statement, indent)]


_NUMBERS = {"fixed": "", "double": " double"}
_MEDIA = {"svg": "", "text": " text"}


def print_module(module: Module) -> str:
    """The whole module, ending in a newline."""
    title = json.dumps(module.title)
    lines = [f"module {title} {module.width} {module.height} digits {module.digits}"]
    if module.resolution:
        lines[0] += " resolution {} {}".format(*module.resolution)
    if module.chain_size:
        lines[0] += " chain {} {}".format(*module.chain_size)
    lines[0] += _NUMBERS[module.numbers] + _MEDIA[module.medium]
    for param in module.params:
        numbers = (literal_text(param.type, n) for n in (param.low, param.high, param.default))
        lines.append(" ".join(["param", json.dumps(param.name), str(param.type), *numbers]))
    for table in module.tables:
        if table.type is None:
            lines.append(" ".join(["texts", table.name, *map(json.dumps, table.texts)]))
        else:
            values = (literal_text(table.type, v) for v in table.values)
            lines.append(" ".join(["table", table.name, str(table.type), *values]))
    for function in module.functions:
        params = ", ".join(f"{name}: {kind}" for name, kind in function.params)
        results = " -> " + ", ".join(map(str, function.results)) if function.results else ""
        library = "library " if function.library else ""
        lines.append(f"{library}function {function.name}({params}){results} {{")
        lines += _print_body(function.body, "  ")
        lines.append("}")
    return "\n".join(lines) + "\n"


# ---- parsing --------------------------------------------------------------------------------------

_NUMBER = r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?[dw]?|#-?(?:inf|nan)"
_TOKEN = re.compile(rf'"(?:[^"\\]|\\.)*"|->|{_NUMBER}|[A-Za-z_$%][\w$%.]*|[^\s\w]')


def _is_literal(token: str) -> bool:
    return re.match(r"-?\d|#|(?:true|false)$", token) is not None


class TextError(ValueError):
    """The text is no IR; the message names the token that did not fit."""


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        self.at = 0
        self.tables: dict[str, Table] = {}
        self.signatures: dict[str, tuple[Type, ...]] = {}
        self.variables: dict[str, Type] = {}
        self.numbers = "fixed"

    def peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            context = " ".join(self.tokens[max(0, self.at - 8) : self.at + 4])
            raise TextError(f"expected {expected or 'more'!r}, got {token!r} near: {context}")
        self.at += 1
        return token

    def found(self, token: str) -> bool:
        if self.peek() == token:
            self.at += 1
            return True
        return False

    def string(self) -> str:
        return str(json.loads(self.take()))

    # -- the module

    def module(self) -> Module:
        self.take("module")
        title, width, height = self.string(), int(self.take()), int(self.take())
        self.take("digits")
        digits = int(self.take())
        resolution = (int(self.take()), int(self.take())) if self.found("resolution") else None
        chain_size = (int(self.take()), int(self.take())) if self.found("chain") else None
        self.numbers = "double" if self.found("double") else "fixed"
        medium = "text" if self.found("text") else "svg"
        params: list[Param] = []
        while self.found("param"):
            name, kind = self.string(), Type(self.take())
            low, high, default = (read_literal(self.take())[1] for _ in range(3))
            params.append(Param(name, kind, low, high, default, total_bits(params)))
        while self.peek() in ("table", "texts"):
            table = self.table()
            self.tables[table.name] = table
        self.collect_signatures()
        functions = []
        while self.peek():
            functions.append(self.function())
        tables = tuple(self.tables.values())
        return Module(
            title, width, height, digits, tables, tuple(functions), tuple(params), resolution, self.numbers, medium,
            chain_size,
        )  # fmt: skip

    def table(self) -> Table:
        if self.take() == "texts":
            name, texts = self.take(), []
            while self.peek().startswith('"'):
                texts.append(self.string())
            return Table(name, texts=tuple(texts))
        name, kind = self.take(), Type(self.take())
        values = []
        while _is_literal(self.peek()):
            values.append(read_literal(self.take())[1])
        return Table(name, kind, tuple(values))

    def collect_signatures(self) -> None:
        """Results of every function, so that calls may come before definitions."""
        for at, token in enumerate(self.tokens):
            if token == "function":
                name, end = self.tokens[at + 1], self.tokens.index("{", at)
                head = self.tokens[at:end]
                after = head[head.index("->") + 1 :] if "->" in head else []
                self.signatures[name] = tuple(Type(t) for t in after if t != ",")

    def function(self) -> Function:
        library = self.found("library")
        self.take("function")
        name = self.take()
        self.take("(")
        params = []
        while not self.found(")"):
            param = self.take()
            self.take(":")
            params.append((param, Type(self.take())))
            self.found(",")
        while self.peek() != "{":
            self.take()
        self.variables = dict(params)
        return Function(name, tuple(params), self.signatures[name], self.body(), library)

    # -- statements

    def body(self) -> Body:
        self.take("{")
        statements = []
        while not self.found("}"):
            statements.append(self.statement())
        return tuple(statements)

    def statement(self) -> Statement:
        match self.peek():
            case "if":
                return self.conditional()
            case "for":
                return self.loop()
            case "while":
                self.take()
                return While(self.expr(), self.body())
            case "break":
                self.take()
                return Break()
            case "continue":
                self.take()
                return Continue()
            case "return":
                self.take()
                return Return(self.returned())
        if self.peek(1) == ":":
            return self.let()
        return self.effect()

    def conditional(self) -> If:
        self.take("if")
        condition, then = self.expr(), self.body()
        return If(condition, then, self.body() if self.found("else") else ())

    def loop(self) -> For:
        self.take("for")
        name = self.take()
        self.take("in")
        start = self.expr()
        self.take(",")
        stop = self.expr()
        self.take(",")
        step = int(self.take())
        self.variables[name] = Type.INT
        return For(name, start, stop, step, self.body())

    def let(self) -> Let:
        name = self.take()
        self.take(":")
        kind = Type(self.take())
        self.take("=")
        value = self.expr()
        self.variables[name] = kind
        if value.type is not kind:
            raise TextError(f"{name} is declared {kind} and given {value.type}")
        return Let(name, value)

    def returned(self) -> tuple[Expr, ...]:
        if self.peek() == "}":  # nothing follows a return in its block
            return ()
        values = [self.expr()]
        while self.found(","):
            values.append(self.expr())
        return tuple(values)

    def effect(self) -> Statement:
        targets: tuple[str, ...] = ()
        if self.peek(1) in ("=", ","):
            names = [self.take()]
            while self.found(","):
                names.append(self.take())
            self.take("=")
            targets = tuple(names)
        if self.found("call"):
            name = self.take()
            args, _ = self.arguments()
            self.variables.update(zip(targets, self.signatures.get(name, ()), strict=False))
            return Call(targets, name, args)
        name = self.take()
        if name not in EFFECTS_BY_NUMBERS[self.numbers]:
            raise TextError(f"no effect named {name!r}")
        row = EFFECTS_BY_NUMBERS[self.numbers][name]
        stream = self.take() if self.peek() in ("svg", "traits") else ""
        text = self.string() if row.text else ""
        args, options = self.arguments()
        if name in ELEMENTS:
            return Element(name, args, options, self.body())
        self.variables.update(zip(targets, row.results, strict=False))
        return Perform(name, args, targets, text, stream, options)

    def arguments(self) -> tuple[tuple[Expr, ...], tuple[str, ...]]:
        args: list[Expr] = []
        options: list[str] = []
        self.take("(")
        named = False
        while not self.found(")"):
            if self.found(";"):
                named = True
            if named:
                options.append(self.take())
                self.take("=")
            args.append(self.expr())
            self.found(",")
        return tuple(args), tuple(options)

    # -- expressions

    def expr(self) -> Expr:
        token = self.take()
        if _is_literal(token):
            return Const(*read_literal(token))
        if self.peek() == "(":
            name, _, hint = token.partition(".")
            if name not in OPS:
                raise TextError(f"no operation named {name!r}")
            args, _ = self.arguments()
            kind = result_type(name, tuple(a.type for a in args))
            if kind is None:
                raise TextError(f"{name} does not take {', '.join(str(a.type) for a in args)}")
            return Op(name, args, kind, hint)
        if self.found("["):
            index = self.expr()
            self.take("]")
            kind = self.tables[token].type
            if kind is None:
                raise TextError(f"{token} is a table of texts")
            return Entry(token, index, kind)
        if token not in self.variables:
            raise TextError(f"no variable named {token!r}")
        return Var(token, self.variables[token])


def parse(text: str) -> Module:
    """Read a module; raises `TextError`."""
    return _Parser(text).module()
