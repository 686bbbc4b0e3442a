"""Give host functions that are called often a letter: `F=Math.floor`."""

from __future__ import annotations

from collections import Counter

from intaglio.backends.javascript.syntax import Assign, Body, Do, Host, Node, Ref, Statement, Symbol, rebuilt, walk

OFTEN = 9  # from this many uses on an alias packs smaller (measured by deflate on random pieces)


def alias_hosts(body: Body) -> Body:
    """The script with variables, set at its start, for `Math.floor` and the like where they stand often."""
    uses = Counter(node.text for node in walk(*body) if isinstance(node, Host) and "Math." in node.text)
    symbols = {text: Symbol(text) for text, uses_of_it in uses.items() if uses_of_it >= OFTEN}

    def change(node: Node) -> Node:
        if isinstance(node, Host) and node.text in symbols:
            return Ref(symbols[node.text], span=node.span)
        return rebuilt(node, change)

    head = [Do(Assign("=", Ref(symbol), Host(text))) for text, symbol in symbols.items()]
    return (*head, *(s for s in map(change, body) if isinstance(s, Statement)))
