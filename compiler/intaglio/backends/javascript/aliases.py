"""Give host functions that are called often a letter: `F=Math.floor`."""

from __future__ import annotations

from collections import Counter

from intaglio.backends.javascript.syntax import Assign, Body, Do, Host, Node, Ref, Statement, Symbol, rebuilt, walk

OFTEN = 2


def functions_used(body: Body) -> list[str]:
    """The host functions, `Math.floor` and the like, that stand at least `OFTEN` times in a script."""
    uses = Counter(node.text for node in walk(*body) if isinstance(node, Host) and "Math." in node.text)
    return [text for text, uses_of_it in uses.items() if uses_of_it >= OFTEN]


def alias_hosts(body: Body, names: frozenset[str]) -> Body:
    """The script with variables for these host functions, set at its start."""
    symbols = {text: Symbol(text.replace("Math.", "")) for text in functions_used(body) if text in names}

    def change(node: Node) -> Node:
        if isinstance(node, Host) and node.text in symbols:
            return Ref(symbols[node.text])
        return rebuilt(node, change)

    head = [Do(Assign("=", Ref(symbol), Host(text))) for text, symbol in symbols.items()]
    return (*head, *(s for s in map(change, body) if isinstance(s, Statement)))
