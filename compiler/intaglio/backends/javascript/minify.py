"""The short script, by the stages in order.

Two forms of it: `minified` gives names by use, which a packer that starts with nothing likes best; `seen_before` gives
everything that is not the piece's own the same text in the same place as in every script, for a packer that has seen
others. `without` names what of `GOLF` is left out, so that `tests/bench/bench_golf.py` shows what each is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from intaglio.backends.javascript.aliases import alias_hosts
from intaglio.backends.javascript.arrows import short_arrow
from intaglio.backends.javascript.canonical import canonical_names, in_library_order
from intaglio.backends.javascript.flow import Facts, apart
from intaglio.backends.javascript.fold_temporaries import fold_temporaries
from intaglio.backends.javascript.lowering import lower
from intaglio.backends.javascript.merge_loops import merge_loops
from intaglio.backends.javascript.merge_writes import merge_writes
from intaglio.backends.javascript.names import reserved, short_names
from intaglio.backends.javascript.place_tables import place_tables
from intaglio.backends.javascript.plain import plain
from intaglio.backends.javascript.prelude import WORTH_A_FUNCTION
from intaglio.backends.javascript.printer import Printer
from intaglio.backends.javascript.shorten import shorten
from intaglio.backends.javascript.slots import Slots
from intaglio.backends.javascript.streams import close_traits, open_streams
from intaglio.backends.javascript.syntax import Assign, Body, Do, Ref, Rule, Script, Statement, Symbol, named, walk
from intaglio.ir.nodes import Module
from intaglio.packing.deflate import deflate

NOTHING: frozenset[str] = frozenset()
WORTH_LENGTH = 4  # packed bytes that have to be saved by what is longer before it is packed
SNAPPED_IN_LINE = frozenset({"snap"})  # z(a*b*65536) for h(a*b), which needs no h
SCRIPT_PASSES: tuple[tuple[str, Callable[[Script], Script]], ...] = (("place_tables", place_tables),)
BODY_PASSES: tuple[tuple[str, Callable[[Body, Facts], Body]], ...] = (
    ("merge_loops", merge_loops),
    ("fold_temporaries", fold_temporaries),
    ("merge_writes", merge_writes),
)
NOTHING_APART: frozenset[Symbol] = frozenset()
# All that can be left out: helpers that are functions where that is worth while, passes, and what they know.
GOLF = (*WORTH_A_FUNCTION, "snapped_in_line", *(n for n, _ in (*SCRIPT_PASSES, *BODY_PASSES)), "apart", "alias_hosts")


@dataclass(frozen=True, slots=True)
class Draft:
    """A script that lacks nothing but the last choices: `names` are those it has where nobody chooses others.

    `scopes` has the variables of each function, which need other names than each other and than all globals; one scope
    is that of all functions. The names of `settled` symbols are those of every script. A call of a `pure` rule does
    nothing but compute.
    """

    body: Body
    scopes: tuple[tuple[Symbol, ...], ...]
    names: dict[Symbol, str]
    pure: frozenset[Symbol]
    settled: frozenset[Symbol] = frozenset()

    def text(self) -> str:
        return Printer(self.names.__getitem__).block(self.body)


def minified(module: Module, without: frozenset[str] = NOTHING) -> Draft:
    """The script, its helpers functions or in line as their uses make it worth while; snapping as packs smaller."""
    if "snapped_in_line" in without:
        return _minified(module, without)
    functions, in_line = (_minified(module, without | form) for form in (NOTHING, SNAPPED_IN_LINE))
    sizes = [len(deflate(draft.text().encode(), rounds=1)) for draft in (functions, in_line)]
    return in_line if sizes[1] + WORTH_LENGTH < sizes[0] else functions


def _minified(module: Module, without: frozenset[str]) -> Draft:
    never = without & WORTH_A_FUNCTION.keys()
    script = lower(module, never)
    uses = Counter(symbol.hint for symbol in _all_named(script) if symbol in script.globals)
    if uses["floored"] < WORTH_A_FUNCTION["floored"]:
        uses["snap"] += uses["floored"]  # as it is what they become
    rare = frozenset(name for name, worth in WORTH_A_FUNCTION.items() if uses[name] < worth)
    quick = module.resolution is not None
    script = _script(module, rare, without)
    body, slots = _tree(script, quick, False, without)
    body = body if quick or "alias_hosts" in without else alias_hosts(body)
    nameless = Printer(lambda symbol: "").block(body)
    names = short_names(Counter(_named(body)), nameless, reserved(walk(*body)))
    return Draft(body, tuple(map(tuple, slots.scopes)), names, _pure(script))


def seen_before(module: Module, without: frozenset[str] = NOTHING) -> Draft:
    """The script with helpers and rules of the library as they are in every other script."""
    script = _script(module, without & WORTH_A_FUNCTION.keys(), without, seen=True)
    ranks = {symbol: at for at, symbol in enumerate(in_library_order(rule.symbol for rule in script.rules))}
    script.rules.sort(key=lambda rule: ranks[rule.symbol])
    body, slots = _tree(script, module.resolution is not None, True, without)
    names = canonical_names(_named(body), slots.scopes)
    ours = {symbol for symbol in names if symbol.ours}
    rules, (_, *helpers) = slots.scopes[1 : len(script.rules) + 1], slots.scopes[len(script.rules) + 1 :]
    settled = [scope for rule, scope in zip(script.rules, rules, strict=True) if rule.symbol.ours]
    ours.update(symbol for scope in (*settled, *helpers) for symbol in scope)
    return Draft(body, tuple(map(tuple, slots.scopes)), names, _pure(script), frozenset(ours))


def _pure(script: Script) -> frozenset[Symbol]:
    effects = script.effects()
    return frozenset(symbol for symbol in script.globals if not effects.get(symbol))


def _script(module: Module, inline: frozenset[str], without: frozenset[str], seen: bool = False) -> Script:
    """All stages that see the whole script."""
    script = lower(module, inline, seen)
    for name, run in SCRIPT_PASSES:
        if name not in without:
            script = run(script)
    return script


def _all_named(script: Script) -> Iterator[Symbol]:
    bodies = (script.main, *(rule.body for rule in script.rules))
    return (symbol for body in bodies for symbol in _named(body))


def _named(body: Body) -> Iterator[Symbol]:
    return (symbol for node in walk(*body) for symbol in named(node))


def _tree(script: Script, quick: bool, in_order: bool, without: frozenset[str]) -> tuple[Body, Slots]:
    """All stages between lowering and letters. `quick`: where a byte or two make an engine's code much faster."""
    effects = script.effects()
    bodies = (script.main, *(rule.body for rule in script.rules))
    params = frozenset(param for rule in script.rules for param in rule.params)
    arrays = NOTHING_APART if "apart" in without else apart(bodies, params)
    facts, slots = Facts(effects, arrays), Slots(script.globals, in_order)

    def rewritten(body: Body) -> Body:
        for name, run in BODY_PASSES:
            if name not in without:
                body = run(body, facts)
        return body

    def function(rule: Rule) -> Statement:
        params, body = slots.assign(rule.params, rewritten(rule.body), facts)
        arrow = short_arrow(params, plain(body), script.globals, slots.rank(0), quick)
        return Do(Assign("=", Ref(rule.symbol, span=rule.span), arrow))

    rules = [function(rule) for rule in script.rules]
    _, main = slots.assign((), rewritten(close_traits(script.main, effects)), facts)
    head = [*slots.spread(script.prelude), *rules]
    return shorten((*(sorted(head, key=_is_own) if in_order else head), *plain(open_streams(main, effects)))), slots


def _is_own(statement: Statement) -> bool:
    """Whether a statement defines a table or rule of the piece: those come after what every script has."""
    match statement:
        case Do(Assign("=", Ref(symbol))):
            return not symbol.ours
        case _:
            return False
