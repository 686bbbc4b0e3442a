"""Find the ints that are colors and nothing else: a script holds those as their six hex digits.

A variable, parameter, result or table is a paint where all that reaches it are constants and paints, and all that
is done with it is to write it as a color. Whatever is calculated with, compared or written as a number is none.
What flows into each other forms a class (union-find), and one such use spoils the whole class.
"""

from __future__ import annotations

from intaglio.ir.nodes import (
    Call,
    Const,
    Entry,
    Expr,
    For,
    Function,
    Let,
    Module,
    Op,
    Perform,
    Return,
    Statement,
    Table,
    Var,
    expressions,
    parts,
    walk,
)

# A variable is (function, "", name), a table (name, "table", 0), a result (function, "result", at).
Place = tuple[str, str, int | str]


class Paints:
    """Answers which variables and tables of a module hold paints."""

    def __init__(self, module: Module) -> None:
        self._parents: dict[Place, Place] = {}
        self._spoiled: set[Place] = set()
        self._shown: set[Place] = set()
        functions = {function.name: function for function in module.functions}
        for function in module.functions:
            for statement in walk(function.body):
                self._statement(function.name, statement, functions)
        self._spoiled = {self._find(place) for place in self._spoiled}
        self._shown = {self._find(place) for place in self._shown}

    def variable(self, function: str, name: str) -> bool:
        return self._holds(_variable(function, name))

    def result(self, function: str, at: int) -> bool:
        return self._holds((function, "result", at))

    def table(self, table: Table) -> bool:
        return self._holds(_table(table.name))

    def expression(self, function: str, expr: Expr) -> bool:
        """Whether the value of an expression is at hand as hex digits."""
        match expr:
            case Var(name):
                return self.variable(function, name)
            case Entry(table):
                return self._holds(_table(table))
            case Op("select", (_, then, orelse)):
                return all(isinstance(arm, Const) or self.expression(function, arm) for arm in (then, orelse))
            case _:
                return False

    def _holds(self, place: Place) -> bool:
        root = self._find(place)
        return root in self._shown and root not in self._spoiled

    # -- gathering

    def _statement(self, function: str, statement: Statement, functions: dict[str, Function]) -> None:
        match statement:
            case Let(name, value):
                self._flow(function, value, _variable(function, name))
            case Call(targets, callee, args):
                for (param, _), arg in zip(functions[callee].params, args, strict=True):
                    self._flow(function, arg, _variable(callee, param))
                for at, target in enumerate(targets):
                    self._join(_variable(function, target), (callee, "result", at))
            case Return(values):
                for at, value in enumerate(values):
                    self._flow(function, value, (function, "result", at))
            case Perform("emit.color", (value,)):
                shown: Place = (function, "shown", id(statement))
                self._shown.add(shown)
                self._flow(function, value, shown)
            case _:
                for expr in expressions(statement):
                    self._spoil(function, expr)
                drawn = statement.targets if isinstance(statement, Perform) else ()
                counter = (statement.name,) if isinstance(statement, For) else ()
                self._spoiled.update(_variable(function, name) for name in drawn + counter)

    def _flow(self, function: str, expr: Expr, into: Place) -> None:
        """A value goes to a place."""
        match expr:
            case Const():
                pass
            case Var(name):
                self._join(into, _variable(function, name))
            case Entry(table, index):
                self._join(into, _table(table))
                self._spoil(function, index)
            case Op("select", (condition, then, orelse)):
                self._spoil(function, condition)
                self._flow(function, then, into)
                self._flow(function, orelse, into)
            case _:
                self._spoiled.add(into)
                self._spoil(function, expr)

    def _spoil(self, function: str, expr: Expr) -> None:
        """A value is used as a number."""
        for part in parts(expr):
            match part:
                case Var(name):
                    self._spoiled.add(_variable(function, name))
                case Entry(table):
                    self._spoiled.add(_table(table))

    def _find(self, place: Place) -> Place:
        while (parent := self._parents.get(place, place)) != place:
            place = parent
        return place

    def _join(self, one: Place, other: Place) -> None:
        self._parents[self._find(one)] = self._find(other)


def _variable(function: str, name: str) -> Place:
    return (function, "", name)


def _table(name: str) -> Place:
    return (name, "table", 0)


def hex_digits(color: int) -> str:
    """A color's text without its `#`: the low 24 bits of an int."""
    return f"{color & 0xFFFFFF:06x}"
