"""What only the calls of a whole piece show: arrays made in a recursion, groups drawn into a clip path."""

from __future__ import annotations

from intaglio.frontend.diagnostics import Diagnostic, Note
from intaglio.frontend.shared import Shared
from intaglio.ir import effects
from intaglio.ir import nodes as ir

_NOT_IN_CLIPS = frozenset({"canvas.group", "canvas.clip", "canvas.sprite", "canvas.linear_gradient",
                           "canvas.radial_gradient"})  # fmt: skip


def arrays_in_recursion(shared: Shared, functions: list[ir.Function]) -> None:
    """A rule that makes an array must not be under way twice: every engine keeps one place for it."""
    calls = {f.name: {s.function for s in ir.walk(f.body) if isinstance(s, ir.Call)} for f in functions}
    for function in functions:
        made = [s for s in ir.walk(function.body) if isinstance(s, ir.Perform) and s.effect in effects.MAKES]
        reached, waiting = set[str](), [function.name] if made else []
        while waiting:
            more = calls[waiting.pop()] - reached
            reached |= more
            waiting += more
        for statement in made if function.name in reached else ():
            makes = "does not fork a seed" if statement.span in shared.forks else "makes no array"
            shared.report(Diagnostic(
                "I053", f"a rule that calls itself {makes}", statement.span,
                help="do it in the rule that begins, and hand it on",
            ))  # fmt: skip


def groups_in_clips(shared: Shared, functions: list[ir.Function]) -> None:
    """SVG allows shapes in a clip path, and no groups, gradients or clip paths: it would show nothing."""
    bodies = {f.name: f.body for f in functions}
    elements = (s for f in functions for s in ir.walk(f.body) if isinstance(s, ir.Element))
    clips = [element for element in elements if element.effect == "canvas.clip"]
    for clip in clips:
        reached, waiting = set[str](), [clip.body]
        while waiting:
            for statement in ir.walk(waiting.pop()):
                if isinstance(statement, ir.Call) and statement.function not in reached:
                    reached.add(statement.function)
                    waiting.append(bodies[statement.function])
                if isinstance(statement, ir.Element) and statement.effect in _NOT_IN_CLIPS:
                    shared.report(Diagnostic(
                        "I056", "a clip path holds shapes only", statement.span, "this would show nothing",
                        notes=(Note("the clip path is here", clip.span),),
                        help="draw this before, and use the clip path for a group",
                    ))  # fmt: skip
