"""Put the body of a rule in the place of its call: of a rule called once, and of a tiny one.

    x = call half(y)    →   n: fixed = y
                            x: fixed = div(n, 2.0)

A rule of a recursion is put into the other rule that alone calls it, so that a recursion of several rules becomes
one of one. A rule whose returns cannot become assignments stays: `_settled` says which can. Rules that nobody
calls any more are dropped, and tables that nobody reads.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
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
    Var,
    While,
    expressions,
    parts,
    walk,
)
from intaglio.ir.span import Span
from intaglio.ir.types import Type
from intaglio.passes.rebuild import (
    Names,
    bottom_up,
    breaks,
    expand,
    variables,
    with_expressions,
)

# Operations and statements of a rule that is copied to every call. Measured on the examples: up to 3 the packed script
# does not grow; 12 save the EVM 4% of drift's gas and cost its script 12 packed bytes.
TINY = 3


def inline(module: Module, *, library_whole: bool = False) -> Module:
    """Inline from the rules that call nothing up to `main`, then drop what is out of use.

    `library_whole`: a rule of the library is put nowhere but where it is tiny, so that it is the same in every piece.
    """
    module = drop_unused(module)
    order = callees_first(module)
    recursive = recursive_functions(module)
    calls = Counter(s.function for f in module.functions for s in walk(f.body) if isinstance(s, Call))
    if library_whole:
        calls.update(f.name for f in module.functions if f.library)  # as if something else called it too
    functions = {function.name: function for function in module.functions}
    for name in order:
        functions[name] = _inline_into(functions[name], functions, recursive, calls)
    return drop_unused(replace(module, functions=tuple(functions[f.name] for f in module.functions)))


def _inline_into(
    caller: Function, functions: dict[str, Function], recursive: set[str], calls: Counter[str]
) -> Function:
    names = Names(variables(caller))

    def change(statement: Statement) -> Body:
        if not isinstance(statement, Call) or statement.function == caller.name:
            return (statement,)
        callee = functions[statement.function]
        if calls[callee.name] > 1 and (callee.name in recursive or size(callee) > TINY):
            return (statement,)
        return inlined(statement, callee, names) or (statement,)

    return replace(caller, body=expand(caller.body, change))


def size(function: Function) -> int:
    """How many operations and statements a function is written in, returns not counted."""
    statements = [s for s in walk(function.body) if not isinstance(s, Return)]
    operations = sum(isinstance(p, Op | Entry) for s in walk(function.body) for e in expressions(s) for p in parts(e))
    return len(statements) + operations


# ---- who calls whom -------------------------------------------------------------------------------


def call_graph(module: Module) -> dict[str, tuple[str, ...]]:
    """The functions that each function calls, in the order of their first call."""
    return {
        f.name: tuple(dict.fromkeys(s.function for s in walk(f.body) if isinstance(s, Call)))
        for f in module.functions
    }


def callees_first(module: Module) -> tuple[str, ...]:
    """All functions, each after those that it calls, as far as recursion allows."""
    graph, order = call_graph(module), dict[str, None]()
    entered: set[str] = set()

    def visit(name: str) -> None:
        if name not in entered:
            entered.add(name)
            for callee in graph[name]:
                visit(callee)
            order[name] = None

    for name in graph:
        visit(name)
    return tuple(order)


def reached(graph: dict[str, tuple[str, ...]], name: str) -> set[str]:
    """The functions that a call of one may call in turn."""
    seen: set[str] = set()
    todo = [*graph[name]]
    while todo:
        callee = todo.pop()
        if callee not in seen:
            seen.add(callee)
            todo += graph[callee]
    return seen


def recursive_functions(module: Module) -> set[str]:
    """The functions that may be called again before they return."""
    graph = call_graph(module)
    return {name for name in graph if name in reached(graph, name)}


def drop_unused(module: Module) -> Module:
    """The module without functions that `main` cannot reach and tables that they do not read."""
    used = {"main"} | reached(call_graph(module), "main")
    functions = tuple(f for f in module.functions if f.name in used)
    read: set[str] = set()
    for statement in (s for f in functions for s in walk(f.body)):
        read |= {p.table for e in expressions(statement) for p in parts(e) if isinstance(p, Entry)}
        if isinstance(statement, Perform) and statement.effect == "emit.entry":
            read.add(statement.text)
    return replace(module, functions=functions, tables=tuple(t for t in module.tables if t.name in read))


# ---- one call -------------------------------------------------------------------------------------


def inlined(call: Call, callee: Function, names: Names) -> Body | None:
    """The callee's statements with its variables renamed apart, or None where its returns do not allow it."""
    if any(_never_ends(statement) for statement in walk(callee.body)):
        return None  # nothing could follow it in its block
    apart = {old: names.fresh(old) for old in sorted(variables(callee))}
    body = _settled(_renamed(callee.body, apart, call.span), call.targets, bool(callee.results))
    if body is None:
        return None
    params = zip(callee.params, call.args, strict=True)
    return (*(Let(apart[name], value, call.span) for (name, _), value in params), *body)


def _renamed(body: Body, apart: dict[str, str], place: Span) -> Body:
    def rename(expr: Expr) -> Expr:
        return Var(apart[expr.name], expr.type, expr.span) if isinstance(expr, Var) else expr

    def change(statement: Statement) -> Body:
        statement = with_expressions(statement, lambda expr: bottom_up(expr, rename))
        statement = replace(statement, span=statement.span.called_from(place))
        match statement:
            case Let() | For():
                return (replace(statement, name=apart[statement.name]),)
            case Call() | Perform() if statement.targets:
                return (replace(statement, targets=tuple(apart[name] for name in statement.targets)),)
            case _:
                return (statement,)

    return expand(body, change)


def _returns(statement: Statement) -> bool:
    return any(isinstance(inner, Return) for inner in walk((statement,)))


def _is_endless(statement: Statement) -> bool:
    return isinstance(statement, While) and statement.condition == Const(Type.BOOL, 1)


def _never_ends(statement: Statement) -> bool:
    if not isinstance(statement, While) or not _is_endless(statement):
        return False
    return not breaks(statement.body) and not _returns(statement)


def _settled(body: Body, targets: tuple[str, ...], has_results: bool) -> Body | None:
    """The body with assignments in the place of returns; what follows a branch that may return moves into it."""
    for at, statement in enumerate(body):
        if not _returns(statement):
            continue
        before, rest = body[:at], body[at + 1 :]
        match statement:
            case Return():
                return (*before, *_assignments(statement, targets))
            case If():
                branch = _settled_branch(statement, rest, targets, has_results)
                return None if branch is None else (*before, branch)
            case For() | While():
                loop = None if rest else _settled_loop(statement, targets, has_results)
                return None if loop is None else (*before, loop)
    return body


def _assignments(returned: Return, targets: tuple[str, ...]) -> Body:
    return tuple(Let(name, value, returned.span) for name, value in zip(targets, returned.values, strict=True))


def _settled_branch(branch: If, rest: Body, targets: tuple[str, ...], has_results: bool) -> If | None:
    """An `if` with returns inside: the statements after it go into the one arm that reaches them."""
    then, orelse = branch.then, branch.orelse
    if rest:
        if always_returns(then):
            orelse = (*orelse, *rest)
        elif always_returns(orelse):
            then = (*then, *rest)
        else:
            return None
    new_then, new_else = (_settled(arm, targets, has_results) for arm in (then, orelse))
    if new_then is None or new_else is None:
        return None
    return If(branch.condition, new_then, new_else, branch.span)


def _settled_loop(loop: For | While, targets: tuple[str, ...], has_results: bool) -> Statement | None:
    """A last loop with returns directly in it: they break. Where there are results, only a return may end it."""
    if has_results and (not _is_endless(loop) or breaks(loop.body)):
        return None
    if any(isinstance(s, For | While) and _returns(s) for s in walk(loop.body)):
        return None

    def change(statement: Statement) -> Body:
        if isinstance(statement, Return):
            return (*_assignments(statement, targets), Break(statement.span))
        return (statement,)

    return replace(loop, body=expand(loop.body, change))


def always_returns(body: Body) -> bool:
    """Whether a body cannot end but by a return."""
    if not body:
        return False
    match body[-1]:
        case Return():
            return True
        case If() as last:
            return always_returns(last.then) and always_returns(last.orelse)
        case _:
            return False
