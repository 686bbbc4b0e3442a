"""The script with the piece's own names and line breaks: what the minified one is short for."""

from __future__ import annotations

from intaglio.backends.javascript.arrows import readable_arrow
from intaglio.backends.javascript.lowering import lower
from intaglio.backends.javascript.names import readable_names, reserved
from intaglio.backends.javascript.plain import plain
from intaglio.backends.javascript.printer import Printer
from intaglio.backends.javascript.streams import close_traits, open_streams
from intaglio.backends.javascript.syntax import Assign, Do, Ref, Statement, Symbol, named, walk
from intaglio.ir.nodes import Module


def readable_script(module: Module) -> str:
    """The script as it is lowered, nothing shortened."""
    script = lower(module, frozenset({"floored"}))
    effects = script.effects()
    main = plain(open_streams(close_traits(script.main, effects), effects))
    rules = [
        Do(Assign("=", Ref(r.symbol), readable_arrow(r.params, plain(r.body), script.globals)))
        for r in script.rules
    ]
    body = (*script.prelude, *rules, *main)
    scopes = [_named(*main), *(_named(statement) for statement in (*script.prelude, *rules))]
    globals_ = [symbol for symbol in _named(*body) if symbol in script.globals]
    return Printer(readable_names(globals_, scopes, reserved(walk(*body))), readable=True).block(body)


def _named(*statements: Statement) -> list[Symbol]:
    return [symbol for node in walk(*statements) for symbol in named(node)]
