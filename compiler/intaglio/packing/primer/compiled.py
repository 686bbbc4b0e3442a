"""The primer for pieces: what the compiler writes, so that what it writes for another piece is no news.

`pieces` are small pieces whose scripts, together, hold the library's rules and the ways in which the emitter says
things. Their scripts stand one after the other; a rule or helper that several have in common stands in the last of
them alone. What most pieces have comes last: the packer's memory is short.
"""

from __future__ import annotations

from pathlib import Path

from intaglio.backends.javascript.minify import seen_before
from intaglio.backends.javascript.printer import Printer
from intaglio.backends.javascript.shorten import sequence
from intaglio.backends.javascript.syntax import Arrow, Assign, Body, Do, Expr, If, Loop, Raw, Ref, Sequence, Statement
from intaglio.frontend import compile_file
from intaglio.pipeline import lower_whole

PIECES = Path(__file__).with_name("pieces")
# From what few pieces have, doubles and automata, to what nearly all have.
ORDER = ("lenses", "fern", "colonies", "signals", "weather", "scree", "ledger", "posters", "orchard", "tides")


def compiled() -> str:
    """The scripts of all pieces, each less what those after it say too."""
    said: set[str] = set()
    return "\n".join(reversed([script_of(PIECES / f"{name}.py", said) for name in reversed(ORDER)]))


def script_of(path: Path, said: set[str]) -> str:
    """The script of a piece without the definitions in `said`, to which it adds its own."""
    draft = seen_before(lower_whole(compile_file(path).module))
    printer = Printer(draft.names.__getitem__)
    return printer.block(_Fresh(printer, said).body(draft.body))


class _Fresh:
    """Leaves out definitions that were said already."""

    def __init__(self, printer: Printer, said: set[str]) -> None:
        self.printer = printer
        self.said = said

    def body(self, body: Body) -> Body:
        return tuple(fresh for statement in body if (fresh := self.statement(statement)) is not None)

    def statement(self, statement: Statement) -> Statement | None:
        match statement:
            case Do(expr):
                fresh = self.expr(expr)
                return Do(fresh) if fresh else None
            case Loop(init, condition, update, body) if init:
                return Loop(self.expr(init), condition, update, body)
            case If(condition, then, orelse):
                return If(self.expr(condition) or condition, then, orelse)
            case _:
                return statement

    def expr(self, expr: Expr) -> Expr | None:
        items = expr.items if isinstance(expr, Sequence) else (expr,)
        fresh = [item for item in items if not self.is_said(item)]
        return sequence(*fresh) if fresh else None

    def is_said(self, item: Expr) -> bool:
        """Whether this is a definition of a helper or of a rule of the library that stands elsewhere too."""
        match item:
            case Assign("=", Ref(symbol), Arrow()) if symbol.ours:
                text = self.printer.expr(item)
            case Raw():
                text = self.printer.expr(item)
            case _:
                return False
        known = text in self.said
        self.said.add(text)
        return known
