"""Where each character of a script comes from: `trace(draft)` prints it once more, with marks, and takes them out.

A number, a text or a name has the span that lowering gave it. What has none takes that of the first one inside it: an
assignment that of its target, an `if` that of its condition; and what has none inside, that of what it stands in. So
every rewrite is free to make new nodes. A `;` and a `,` go with what stands before them. What defines a helper of ours
is at no place of the source: it has a name instead of a span.

    drift.py:21          drift.py:22
    a=60+d()%61;         for(;a--;)…
"""

from __future__ import annotations

from collections.abc import Iterator

from intaglio.backends.javascript.minify import Draft
from intaglio.backends.javascript.printer import SEQUENCE, Printer, run_together
from intaglio.backends.javascript.syntax import (
    Arrow,
    Assign,
    Expr,
    Host,
    Node,
    Num,
    Raw,
    Ref,
    Statement,
    Symbol,
    Template,
    Text,
    children,
    walk,
)
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.traced_text import TracedText

Origin = Span | str  # a place of the source, or what of ours it is
SEED, HOSTS, FRAME = "the seed's generator", "short names for the host's functions", "the frame of the script"
_SEED_HELPERS = frozenset({"next", "field", "a", "b", "c", "d"})
_FIRST_MARK, _END = 0xF0000, "\U00100000"  # private use: one for each origin, and one that ends the innermost


def trace(draft: Draft) -> tuple[str, list[Origin]]:
    """The text of a script and the origin of each of its characters."""
    text = draft.text()
    if any(ord(char) >= _FIRST_MARK for char in text):  # a piece that writes characters of private use itself
        return text, [FRAME] * len(text)
    tracer = _Tracer(draft)
    traced = tracer.block(draft.body)
    found = list(_read(traced, tracer.origins))
    if "".join(char for char, _ in found) != text:
        raise AssertionError("the traced script is another than the script")
    return text, [origin for _, origin in found]


def _read(traced: str, origins: list[Origin]) -> Iterator[tuple[str, Origin]]:
    """Each character with its origin."""
    stack: list[Origin] = [FRAME]
    last = stack[0]
    for char in traced:
        if char == _END:
            stack.pop()
        elif ord(char) >= _FIRST_MARK:
            stack.append(origins[ord(char) - _FIRST_MARK])
        else:
            last = last if char in ";," else stack[-1]
            yield char, last


class _Tracer(Printer):
    """Prints with a mark before and after everything that has an origin."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.names.__getitem__)
        self.origins: list[Origin] = []
        self.numbers: dict[Origin, int] = {}
        self.found: dict[int, Origin | None] = {id(s): origin_of(s) or _ours(s) for s in draft.body}

    def marked(self, text: str, origin: Origin | None) -> str:
        if not origin or not text:
            return text
        number = self.numbers.setdefault(origin, len(self.origins))
        if number == len(self.origins):
            self.origins.append(origin)
        return f"{chr(_FIRST_MARK + number)}{text}{_END}"

    def origin(self, node: Node) -> Origin | None:
        if id(node) not in self.found:
            self.found[id(node)] = _helper(node) or origin_of(node)
        return self.found[id(node)]

    def expr(self, expr: Expr, level: int = SEQUENCE) -> str:
        return self.marked(super().expr(expr, level), self.origin(expr))

    def statement(self, statement: Statement) -> str:
        return self.marked(super().statement(statement), self.origin(statement))

    def text(self, text: str) -> str:
        whole = super().text(text)
        if not isinstance(text, TracedText):
            return whole
        ends, at = [], 0
        for size, span in text.runs:
            ends.append((super().text(str(text)[at : at + size]), span))
            at += size
        if "".join(part for part, _ in ends) != whole:  # what is escaped reaches over an end
            return whole
        return "".join(part if span == NOWHERE else self.marked(part, span) for part, span in ends)

    def join(self, left: str, space: str, right: str) -> str:
        bare = _bare(left), _bare(right)
        return left + (" " if run_together(*bare) else space if all(bare) else "") + right


def _bare(text: str) -> str:
    return "".join(char for char in text if ord(char) < _FIRST_MARK)


def origin_of(node: Node) -> Span | None:
    """The span of a node, or of the first thing inside it that has one; a function is where it is defined."""
    match node:
        case Text(TracedText() as text):
            return _first(text) or node.span
        case Num() | Ref() | Host() | Text():
            return node.span
        case Arrow():
            return None
        case Template(parts) | Raw(parts):
            return next(filter(None, (_first(p) if isinstance(p, str) else origin_of(p) for p in parts)), None)
        case _:
            return next(filter(None, map(origin_of, children(node))), None)


def _first(text: str) -> Span | None:
    if not isinstance(text, TracedText):
        return None
    return next((span for _, span in text.runs if span != NOWHERE), None)


def _helper(node: Node) -> str:
    """What a node defines that is ours and at no place of the source; nothing for all others."""
    match node:
        case Assign("=", Ref(symbol, span=None), Host()) if not symbol.ours:
            return HOSTS
        case Assign("=", Ref(Symbol(ours=True) as symbol, span=None)):
            return _name(symbol)
        case Raw(parts):
            first = next((part for part in parts if isinstance(part, Ref)), None)
            return _name(first.symbol) if first and first.symbol.ours and not first.span else ""
        case _:
            return ""


def _name(symbol: Symbol) -> str:
    return SEED if symbol.hint in _SEED_HELPERS else f"helper {symbol.hint}"


def _ours(statement: Statement) -> str:
    """What a statement is for in which nothing is at a place of the source."""
    return next(filter(None, map(_helper, walk(statement))), FRAME)
