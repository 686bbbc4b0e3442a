"""Calls: rules, the language's own functions, and methods of the seed, the canvas and a path."""

from __future__ import annotations

import ast

from intaglio.frontend.arrays import make
from intaglio.frontend.binding import annotate
from intaglio.frontend.builder import Builder
from intaglio.frontend.canvas import canvas_method, path_command
from intaglio.frontend.degrees import about_degrees
from intaglio.frontend.diagnostics import Note, did_you_mean
from intaglio.frontend.draws import SEED_METHODS, arguments, seed_method
from intaglio.frontend.functions import ALWAYS, FUNCTIONS, function, many
from intaglio.frontend.load import DRAWS
from intaglio.frontend.operands import read_here, sequence_of, unknown_name
from intaglio.frontend.other_words import METHODS
from intaglio.frontend.scope import Constant, Marker, NotConstant, Overload, Reading, Rule, evaluate, span_of
from intaglio.frontend.shared import FORMATTED, NO_VALUE, UNKNOWN_VALUE, Instance, RuleState, Value
from intaglio.frontend.types import (
    CANVAS,
    NOTHING,
    PATH,
    SHADER,
    UNKNOWN,
    AnyArray,
    AnyTable,
    ArrayOf,
    Handle,
    Seq,
    Static,
    article,
    join,
    layout,
    of_any_size,
)
from intaglio.frontend.words import FUNCTIONS as OF_WORDS
from intaglio.frontend.words import word_function
from intaglio.ir import nodes as ir
from intaglio.ir.span import Span

MOST_SIZES = 64  # of the arrays that one rule is called with: more come of a rule that makes ever larger ones


def call(b: Builder, node: ast.Call) -> Value:
    """Build a call; its effects go out as statements."""
    if isinstance(node.func, ast.Attribute):
        return _method(b, node, node.func)
    if not isinstance(node.func, ast.Name):
        return UNKNOWN_VALUE  # refused in syntax.accept
    name = node.func.id
    if b.variables.get(name) is SHADER:
        hint = f"make a @rule of what is needed here too, and call that in `{name}`"
        return b.error("I048", f"`{name}` is called for every pixel, by nobody else", node.func, help=hint)
    if name in b.locals and b.variables.get(name, UNKNOWN) is UNKNOWN:
        return UNKNOWN_VALUE
    if name in b.locals:
        return b.error("I048", f"`{name}` is a variable, not a rule", node.func, help="only rules are called")
    meaning = b.names.get(name)
    match meaning:
        case Rule():
            return call_rule(b, meaning, node)
        case Overload():
            return _overloaded(b, meaning, node)
        case Constant():
            return b.error("I048", f"`{name}` is a constant, not a rule", node.func, help="only rules are called")
        case Reading():
            return read_here(b, node)
        case Marker(name="?"):
            return UNKNOWN_VALUE
        case Marker(name="@art"):
            return b.error(
                "I048",
                "the @art function is not called by the piece",
                node.func,
                help="move what it does into a @rule",
            )
        case Marker(name="array" | "grid"):
            return make(b, node)
        case Marker() if meaning.name in OF_WORDS:
            return word_function(b, meaning.name, node)
        case Marker() if meaning.name in FUNCTIONS:
            return function(b, meaning.name, node)
        case Marker():
            return b.error("I048", f"`{name}` cannot be called here", node.func)
    if name in FUNCTIONS and name in ALWAYS:
        return function(b, name, node)
    return unknown_name(b, node.func)


def _overloaded(b: Builder, overload: Overload, node: ast.Call) -> Value:
    count = len(node.args) + len(node.keywords)
    rule = overload.rules.get(count)
    if rule is None:
        *few, most = map(str, sorted(overload.rules))
        counts = f"{', '.join(few)} or {most}"
        more = "; `fbm(x, y, octaves)` has finer noise in it" if overload.name == "noise" else ", then the octaves"
        hint = f"they are coordinates{more}"
        return b.error("I024", f"`{overload.name}` takes {counts} arguments, here are {count}", node, help=hint)
    return call_rule(b, rule, node)


def _method(b: Builder, node: ast.Call, func: ast.Attribute) -> Value:
    """Build `seed.…()`, `canvas.…()` or `path.…()`."""
    base = b.value(func.value)
    if base.type is UNKNOWN or not isinstance(func.value, ast.Name):  # the second is refused in syntax.accept
        return UNKNOWN_VALUE
    if base.type == b.shared.seed:
        return _gauss(b, node, func) if func.attr == "gauss" else seed_method(b, node, func, base)
    if base.type is CANVAS:
        return canvas_method(b, node, func)
    if base.type is PATH:
        return path_command(b, node, func)
    return b.error(
        "I036",
        f"{article(base.type)} has no methods",
        func,
        help=METHODS.get(func.attr, "only the seed, the canvas and a path have methods"),
    )


def _gauss(b: Builder, node: ast.Call, func: ast.Attribute) -> Value:
    """`seed.gauss(mu, sigma)` is the library's rule, called with the seed before the rest."""
    if arguments(b, node, *SEED_METHODS["gauss"], "`seed.gauss`") is None:
        return UNKNOWN_VALUE
    rule = b.shared.library(DRAWS, "gauss")
    name = ast.copy_location(ast.Name(rule.name, ast.Load()), func)
    return call_rule(b, rule, ast.copy_location(ast.Call(name, [func.value, *node.args], node.keywords), node))


# ---- rules ----------------------------------------------------------------------------------------


def bind(b: Builder, rule: Rule, node: ast.Call) -> list[ast.expr] | None:
    """The argument expression of each parameter, defaults filled in; None after an error."""
    args = rule.node.args
    names = [a.arg for a in args.args]
    if len(node.args) > len(names):
        b.error(
            "I024",
            f"`{rule.name}` takes {many(len(names))}, here are {len(node.args)}",
            node,
            notes=(Note("it is defined here", _header(b, rule)),),
        )
        return None
    bound: dict[str, ast.expr] = dict(zip(names, node.args, strict=False))
    for keyword in node.keywords:
        if keyword.arg not in names:
            b.error(
                "I024",
                f"`{rule.name}` has no parameter `{keyword.arg}`",
                keyword,
                help=did_you_mean(keyword.arg or "", names),
                notes=(Note("it is defined here", _header(b, rule)),),
            )
            return None
        if keyword.arg in bound:
            b.error("I024", f"`{keyword.arg}` is given twice", keyword)
            return None
        bound[keyword.arg] = keyword.value
    for name, default in zip(reversed(names), reversed(args.defaults), strict=False):
        bound.setdefault(name, default)
    missing = [n for n in names if n not in bound]
    if missing:
        b.error(
            "I024",
            f"`{rule.name}` also needs `{'`, `'.join(missing)}`",
            node,
            help=f"write `{rule.name}({', '.join(names)})`",
            notes=(Note("it is defined here", _header(b, rule)),),
        )
        return None
    return [bound[n] for n in names]


def _header(b: Builder, rule: Rule) -> Span:
    whole = span_of(rule.source, rule.node)
    width = len(f"def {rule.name}")
    return Span(whole.file, whole.line, whole.column, whole.line, whole.column + width)


def call_rule(b: Builder, rule: Rule, node: ast.Call) -> Value:
    """Call a rule: its parameters' types rise to hold the arguments."""
    known = rule in b.shared.states
    state = b.shared.state(rule)
    if not known:
        annotate(b, state)
    if state.draws and not b.begin_drawing(node, f"call `{rule.name}` in the rule that began the path"):
        return UNKNOWN_VALUE
    bound = bind(b, rule, node)
    if bound is None:
        return UNKNOWN_VALUE
    about_degrees(b, rule, node)
    order = {id(a): i for i, a in enumerate((*node.args, *(k.value for k in node.keywords)))}
    values: dict[int, Value] = {}
    for at in sorted(range(len(bound)), key=lambda i: order.get(id(bound[i]), len(order))):
        given = id(bound[at]) in order
        values[at] = _argument(b, state.params[at], bound[at]) if given else _default(b, state, bound[at])
    flat: list[ir.Expr] = []
    for at, argument in enumerate(bound):
        held = _pass(b, state, at, values[at], argument)
        if held is None:
            return UNKNOWN_VALUE
        flat += held
    instance = _instance(b, state, [values[at].type for at in range(len(bound))], node)
    if instance is None:
        return UNKNOWN_VALUE
    targets = tuple(b.fresh() for _ in layout(state.returns))
    span = b.span(node)
    b.emit(ir.Call(targets, instance.name, tuple(flat), span))
    if isinstance(state.returns, Handle):
        return NO_VALUE if state.returns is NOTHING else UNKNOWN_VALUE
    return Value(state.returns, tuple(ir.Var(t, k, span) for t, k in zip(targets, layout(state.returns), strict=True)))


def _argument(b: Builder, static: Static, node: ast.expr) -> Value:
    return sequence_of(b, node) if isinstance(static, AnyTable) else b.value(node)


def _instance(b: Builder, state: RuleState, types: list[Static], node: ast.Call) -> Instance | None:
    """The rule for arrays of these sizes and for these tables; None after an error."""
    tables = [isinstance(static, AnyTable) for static in state.params]
    given = tuple(
        t if isinstance(t, ArrayOf) or (any_table and isinstance(t, Seq)) else None
        for t, any_table in zip(types, tables, strict=True)
    )
    if given not in state.instances and len(state.instances) == MOST_SIZES:
        b.error("I053", f"`{state.rule.name}` is called with arrays of more than {MOST_SIZES} sizes", node,
                help="make no array in a rule that calls itself, but in the rule that begins")  # fmt: skip
        return None
    return b.shared.instance(state, given)


def _default(b: Builder, state: RuleState, node: ast.expr) -> Value:
    """A default is a constant of the file that the rule is in."""
    try:
        known = evaluate(node, state.scope.names)
    except NotConstant:
        return UNKNOWN_VALUE  # said where the file was loaded
    if known.type is None:
        return b.error("I013", "a default is a constant number, color, bool or text", node)
    return b.known(known)


def _pass(b: Builder, state: RuleState, at: int, value: Value, node: ast.expr) -> list[ir.Expr] | None:
    name = state.rule.node.args.args[at].arg
    if value.type is UNKNOWN:
        return None
    if value.type is NOTHING:
        b.error("I025", f"`{name}` of `{state.rule.name}` gets nothing", node, "this gives no value")
        return None
    if value.type is FORMATTED:
        hint = "pass the values, and write the f-string where it is drawn"
        b.error("I041", "text made from values is not given to a rule", node, "this f-string is not constant", hint)
        return None
    fixed = state.annotated[at]
    joined = join(state.params[at], of_any_size(value.type) if state.params[at] is UNKNOWN else value.type)
    if joined is None or (fixed and joined != state.params[at]):
        origin = state.origins[at]
        notes = (Note(f"`{name}` became {article(state.params[at])} here", origin),) if origin else ()
        b.error(
            "I025",
            f"`{name}` of `{state.rule.name}` is {article(state.params[at])}",
            node,
            f"this is {article(value.type)}",
            "a rule's parameter keeps one type",
            notes,
        )
        return None
    if joined != state.params[at]:
        state.params[at] = joined
        b.shared.changed = True
    if state.origins[at] is None:
        state.origins[at] = b.span(node)
    if isinstance(joined, AnyArray | AnyTable):
        return list(value.exprs)
    return [] if isinstance(joined, Handle) else list(b.coerce(value, joined, node).exprs)
