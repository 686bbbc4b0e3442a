"""Begin and end the two streams: `o` starts empty, `t` becomes a JSON array.

Every trait is written with a comma before it. Where the first of them is surely the first thing written, its
comma becomes the bracket, and so `t` needs no beginning; otherwise the comma is cut off at the end.
"""

from __future__ import annotations

from collections.abc import Mapping

from intaglio.backends.javascript.flow import Facts
from intaglio.backends.javascript.syntax import STREAMS, Assign, Body, Do, Expr, Host, Symbol, Template, Text, Write


def close_traits(body: Body, effects_of: Mapping[Symbol, frozenset[str]]) -> Body:
    """Main's statements with the brackets of the traits among what they write."""
    facts = Facts(effects_of)
    first = next((at for at, s in enumerate(body) if "traits" in facts.effects(s)), None)
    if first is None:
        return (*body, Write("traits", ("[]",)))
    write = body[first]
    if isinstance(write, Write) and isinstance(write.parts[0], str) and write.parts[0].startswith(","):
        opened = Write("traits", ("[" + write.parts[0][1:], *write.parts[1:]))
        return (*body[:first], opened, *body[first + 1 :], Write("traits", ("]",)))
    return (*body, Do(Assign("=", STREAMS["traits"], Template(("[", Host("t.slice(1)"), "]")))))


def open_streams(body: Body, effects_of: Mapping[Symbol, frozenset[str]]) -> Body:
    """Main's statements with `o=` for the first `o+=`, or after `o=""` where no write is surely the first."""
    facts = Facts(effects_of)
    statements = list(body)
    empty: Expr | None = None
    for stream, variable in STREAMS.items():
        at = next((at for at, s in enumerate(statements) if stream in facts.effects(s)), None)
        first = statements[at] if at is not None else None
        if at is not None and isinstance(first, Write):
            statements[at] = Do(Assign("=", variable, string_of(first.parts)))
        else:
            empty = Assign("=", variable, empty or Text(""))
    return (*([Do(empty)] if empty else []), *statements)


def string_of(parts: tuple[str | Expr, ...]) -> Expr:
    """Parts as one string."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return Text(parts[0])
    return Template(parts)
