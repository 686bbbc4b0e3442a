"""Drop what no picture needs: unread assignments, calls without effect, empty branches, unread parameters.

    x: int = add(y, 1)
    if eq(y, 2) { }          →   return y
    return y

Goes through each block from its end with the set of variables that are still read. A draw stays even where its
word is unread: it moves the seed.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import compress

from intaglio.ir.effects import MAKES
from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
    Continue,
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
    While,
    expressions,
    walk,
)
from intaglio.ir.types import Type
from intaglio.passes.algebra import simplify
from intaglio.passes.inline import call_graph, drop_unused
from intaglio.passes.rebuild import expand, var_names, with_functions

Live = frozenset[str]
NOTHING: Live = frozenset()
# undone where nobody reads the result
READS = frozenset({"field", "token", "state", "raster.width", "raster.height", "param.int", "param.fixed", "ints.get",
                   "fixeds.get", "words.get", *MAKES})  # fmt: skip


def drop_dead_code(module: Module) -> Module:
    """Repeat until nothing more falls."""
    while True:
        smaller = _once(module)
        if smaller == module:
            return module
        module = smaller


def _once(module: Module) -> Module:
    sweep = _Sweep(_with_effect(module))
    module = with_functions(module, sweep.function)
    return drop_unused(with_functions(module, _Signatures(module, sweep).function))


def _with_effect(module: Module) -> set[str]:
    """The functions that draw a word or write, themselves or through others."""
    found = {
        f.name for f in module.functions for s in walk(f.body) if isinstance(s, Perform) and s.effect not in READS
    }
    graph = call_graph(module)
    for _ in graph:
        found |= {name for name, callees in graph.items() if any(callee in found for callee in callees)}
    return found


class _Sweep:
    """One round over the module; remembers which results and parameters somebody reads."""

    def __init__(self, with_effect: set[str]) -> None:
        self.with_effect = with_effect
        self.read_results: set[tuple[str, int]] = set()
        self.read_params: set[tuple[str, int]] = set()
        self.loops: list[tuple[Live, Live]] = []  # what is live after each loop around, and at its next round

    def function(self, function: Function) -> Function:
        body, live = self.body(function.body, NOTHING)
        self.read_params |= {(function.name, at) for at, (name, _) in enumerate(function.params) if name in live}
        if not function.results and body and body[-1] == Return():
            body = body[:-1]
        return replace(function, body=body)

    def body(self, body: Body, live: Live) -> tuple[Body, Live]:
        out: list[Statement] = []
        for statement in reversed(body):
            kept, live = self.statement(statement, live)
            out += reversed(kept)
        return tuple(reversed(out)), live

    def statement(self, statement: Statement, live: Live) -> tuple[Body, Live]:
        match statement:
            case Let():
                if statement.name not in live:
                    return (), live
                return (statement,), (live - {statement.name}) | reads(statement)
            case Call():
                return self.call(statement, live)
            case Perform():
                if statement.effect in READS and statement.targets[0] not in live:
                    return (), live
                return (statement,), (live - {*statement.targets}) | reads(statement)
            case If():
                return self.branch(statement, live)
            case For() | While():
                return self.loop(statement, live)
            case Break():
                return (statement,), self.loops[-1][0]
            case Continue():
                return (statement,), self.loops[-1][1]
            case Return():
                return (statement,), reads(statement)
        raise TypeError(f"{type(statement).__name__} was not lowered")

    def call(self, call: Call, live: Live) -> tuple[Body, Live]:
        if call.function not in self.with_effect and not live.intersection(call.targets):
            return (), live
        self.read_results |= {(call.function, at) for at, name in enumerate(call.targets) if name in live}
        return (call,), (live - {*call.targets}) | reads(call)

    def branch(self, branch: If, live: Live) -> tuple[Body, Live]:
        then, live_then = self.body(branch.then, live)
        orelse, live_else = self.body(branch.orelse, live)
        if not then and not orelse:
            return (), live
        condition = branch.condition
        if not then:
            then, orelse, condition = orelse, (), negated(condition)
        new = If(condition, then, orelse, branch.span)
        return (new,), live_then | live_else | reads(new)

    def loop(self, loop: For | While, live: Live) -> tuple[Body, Live]:
        """Go round until the variables live at the beginning of a round are those live at its end."""
        once = reads(loop) if isinstance(loop, For) else NOTHING
        again = NOTHING if isinstance(loop, For) else reads(loop)
        endless = isinstance(loop, While) and loop.condition == Const(Type.BOOL, 1)
        begin = again if endless else live | again
        while True:
            self.loops.append((live, begin))
            body, at_start = self.body(loop.body, begin)
            self.loops.pop()
            if isinstance(loop, For):
                at_start -= {loop.name}
            if at_start <= begin:
                break
            begin |= at_start
        if body and body[-1] == Continue():
            body = body[:-1]
        if not body and not endless:
            return (), live
        return (replace(loop, body=body),), begin | once


class _Signatures:
    """Which parameters and results of each function somebody reads; takes the others away."""

    def __init__(self, module: Module, sweep: _Sweep) -> None:
        self.params = {
            f.name: [(f.name, at) in sweep.read_params for at in range(len(f.params))] for f in module.functions
        }
        self.results = {
            f.name: [(f.name, at) in sweep.read_results for at in range(len(f.results))] for f in module.functions
        }

    def function(self, function: Function) -> Function:
        params, results = self.params[function.name], self.results[function.name]

        def change(statement: Statement) -> Body:
            match statement:
                case Call():
                    targets = tuple(compress(statement.targets, self.results[statement.function]))
                    args = tuple(compress(statement.args, self.params[statement.function]))
                    return (replace(statement, targets=targets, args=args),)
                case Return():
                    return (replace(statement, values=tuple(compress(statement.values, results))),)
                case _:
                    return (statement,)

        return replace(
            function,
            params=tuple(compress(function.params, params)),
            results=tuple(compress(function.results, results)),
            body=expand(function.body, change),
        )


def reads(statement: Statement) -> Live:
    """The variables that the expressions directly inside a statement read."""
    return frozenset(name for expr in expressions(statement) for name in var_names(expr))


def negated(condition: Expr) -> Expr:
    """The opposite of a condition."""
    return simplify(Op("negate", (condition,), Type.BOOL, span=condition.span), {})
