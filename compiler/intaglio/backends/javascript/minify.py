"""The short script, by the stages in order, and the choice among its forms.

Whether a helper is a function or written in line, and whether `Math.floor` gets a letter, is decided by trial: the form
that packs smallest wins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from intaglio.backends.javascript.aliases import alias_hosts, functions_used
from intaglio.backends.javascript.arrows import short_arrow
from intaglio.backends.javascript.flow import Facts
from intaglio.backends.javascript.fold_temporaries import fold_temporaries
from intaglio.backends.javascript.helpers import CHOICES
from intaglio.backends.javascript.lowering import lower
from intaglio.backends.javascript.merge_writes import merge_writes
from intaglio.backends.javascript.names import short_names
from intaglio.backends.javascript.plain import plain
from intaglio.backends.javascript.printer import Printer
from intaglio.backends.javascript.shorten import shorten
from intaglio.backends.javascript.slots import Slots
from intaglio.backends.javascript.streams import close_traits, open_streams
from intaglio.backends.javascript.syntax import Assign, Body, Do, Ref, Rule, Statement, Symbol, named, walk
from intaglio.ir.nodes import Module
from intaglio.packing.deflate import deflate

TRIAL_ROUNDS = 1  # of zopfli: enough to rank two forms of one script


@dataclass(frozen=True, slots=True)
class Form:
    """The helpers written in line, and the host functions that have a letter."""

    inline: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()


def minified(module: Module) -> str:
    """The form of the script that packs smallest."""
    body = _tree(module, frozenset())
    symbols = Counter(symbol.hint for node in walk(*body) for symbol in named(node))
    rare = frozenset(name for name in CHOICES if symbols[name] == 2)  # its definition and a single use
    best = Form(rare, frozenset(functions_used(_tree(module, rare))))
    size, text = _packed(module, best)
    for name in (*(n for n in CHOICES if symbols[n] > 2), *sorted(best.aliases)):
        other = Form(best.inline ^ {name} & set(CHOICES), best.aliases - {name})
        if (smaller := _packed(module, other))[0] < size:
            best, (size, text) = other, smaller
    return text


def _packed(module: Module, form: Form) -> tuple[int, str]:
    text = _print(alias_hosts(_tree(module, form.inline), form.aliases))
    return len(deflate(text.encode(), rounds=TRIAL_ROUNDS)), text


def _tree(module: Module, inline: frozenset[str]) -> Body:
    """All stages but the letters."""
    script = lower(module, inline)
    effects = script.effects()
    facts, slots = Facts(effects), Slots(script.globals)
    rules = [_rule(rule, facts, slots, script.globals) for rule in script.rules]
    main = merge_writes(fold_temporaries(close_traits(script.main, effects), facts), facts)
    _, main = slots.assign((), main, facts)
    return shorten((*slots.spread(script.prelude), *rules, *plain(open_streams(main, effects))))


def _rule(rule: Rule, facts: Facts, slots: Slots, globals_: frozenset[Symbol]) -> Statement:
    body = merge_writes(fold_temporaries(rule.body, facts), facts)
    params, body = slots.assign(rule.params, body, facts)
    return Do(Assign("=", Ref(rule.symbol), short_arrow(params, plain(body), globals_, slots.rank(0))))


def _print(body: Body) -> str:
    uses = Counter(symbol for node in walk(*body) for symbol in named(node))
    nameless = Printer(lambda symbol: "").block(body)
    names = short_names(uses, nameless)
    return Printer(names.__getitem__).block(body)
