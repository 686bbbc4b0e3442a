"""One piece, given as text, on all engines: what `test_random_programs` and `random_programs` both do.

`examine(text, seeds)` compiles the piece, draws every seed on each engine and says how it ended. A piece
whose reference faults, or whose values leave the exact range of `fixed`, has nothing to compare: the other
engines draw it all the same, since none may crash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum

from intaglio.backends import evm, javascript
from intaglio.backends.evm.compile import compile_module
from intaglio.frontend import compile_text
from intaglio.ir.nodes import Module
from intaglio.pipeline import lower
from intaglio_renderers.agreement import compare
from intaglio_renderers.evm import PyrevmRenderer
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.picture import Renderer, RenderError
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.params import sampled

ENGINES = ("native", "javascript", "evm")


class End(Enum):
    """How the comparison of one piece ended."""

    AGREES = "agrees"
    FAULT = "the reference faults"
    CROSSING = "the reference leaves the exact range"
    DIFFERS = "differs"
    BROKEN = "cannot be compiled"


@dataclass(frozen=True)
class Verdict:
    """The end and, for a bad one, what happened."""

    end: End
    detail: str = ""

    @property
    def bad(self) -> bool:
        return self.end in (End.DIFFERS, End.BROKEN)


def seeds_of(name: str, count: int) -> list[bytes]:
    """Seeds of one piece."""
    return [hashlib.sha256(f"{name}/{number}".encode()).digest() for number in range(count)]


def engine(name: str, module: Module) -> Renderer:
    """An engine for a lowered module."""
    if name == "native":
        return NativeRenderer(module)
    if name in ("javascript", "spidermonkey", "quickjs"):
        kind = "node" if name == "javascript" else name
        return JavaScriptRenderer(javascript.emit(module), engine=kind, keep=True)
    return PyrevmRenderer.from_initcode(compile_module(module).code.initcode)


def examine(text: str, seeds: Sequence[bytes], engines: Sequence[str] = ENGINES) -> Verdict:
    """Compile a piece and draw the seeds on every engine."""
    try:
        compiled = compile_text(text)
        module = lower(compiled.module).module
        with ExitStack() as stack:
            reference = stack.enter_context(ReferenceRenderer(compiled.program))
            able = [name for name in engines if name != "evm" or evm.refusal(module) is None]
            renderers = [stack.enter_context(engine(name, module)) for name in able]
            return _compared(reference, renderers, seeds, sampled(module.params) or (lambda seed: 0))
    except Exception as error:  # whatever a compiler or an engine raises is a finding
        return Verdict(End.BROKEN, f"{type(error).__name__}: {error}")


def _compared(
    reference: ReferenceRenderer, renderers: list[Renderer], seeds: Sequence[bytes], params: Callable[[bytes], int]
) -> Verdict:
    end = End.AGREES
    for seed in seeds:
        try:
            reference.render(seed, params(seed))
            if reference.crossings:
                end = End.CROSSING
        except RenderError:
            end = End.FAULT
        if end is not End.AGREES:
            break
    if end is not End.AGREES:
        for renderer in renderers:
            for seed in seeds:
                try:
                    renderer.render(seed, params(seed))
                except RenderError:
                    pass  # an engine may say that it failed; it may not die
        return Verdict(end)
    agreement = compare([reference, *renderers], seeds, params=params)
    if agreement.agrees:
        return Verdict(End.AGREES)
    found = [*map(str, agreement.disagreements), *(f"{f.renderer}: {f.cause}" for f in agreement.failures)]
    return Verdict(End.DIFFERS, "\n".join(found))
