"""The engines by name, each made of what it runs: `open_engine("numba", works)`.

`Works` is everything that a piece can be drawn from: its syntax trees, its module, its script and its
contract. A verification of a build has all of them, one of a contract's own bytes only the last two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intaglio_renderers.picture import Renderer
from intaglio_studio.fault import with_ir
from intaglio_studio.mistake import Mistake

if TYPE_CHECKING:
    from intaglio.frontend.program import Program
    from intaglio.ir.nodes import Module


@dataclass(frozen=True)
class Works:
    """What engines draw from. A part is None where it is not at hand."""

    title: str
    program: Callable[[], Program] | None = None
    module: Module | None = None
    script: str | None = None
    renderer: bytes | None = None  # the renderer contract's runtime code


# Engine -> what it is, for people.
ENGINES = {
    "reference": "the source under CPython: the meaning",
    "native": "numba's machine code",
    "javascript": "the script in V8 (node)",
    "evm": "the renderer contract in revm",
    "spidermonkey": "the script in Firefox's engine",
    "quickjs": "the script in QuickJS",
}


def known_engines(works: Works) -> tuple[str, ...]:
    """The engines that `works` suffices for."""
    parts = {
        "reference": works.program,
        "native": works.module,
        "javascript": works.script,
        "evm": works.renderer,
        "spidermonkey": works.script,
        "quickjs": works.script,
    }
    return tuple(name for name in ENGINES if parts[name] is not None)


def parse_engines(text: str) -> tuple[str, ...]:
    """Engines separated by commas. Raises `Mistake`."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in ENGINES:
            raise Mistake(f"`{name}` is no engine", help=f"engines: {', '.join(ENGINES)}")
    return names


def open_engine(name: str, works: Works) -> Renderer:
    """Start an engine. Close it when done. Raises `RenderError` where it cannot start."""
    match name:
        case "reference":
            from intaglio_renderers.reference import ReferenceRenderer

            assert works.program is not None
            return ReferenceRenderer(works.program())
        case "native":
            from intaglio_renderers.native import NativeRenderer

            assert works.module is not None
            with with_ir(works.module):
                return NativeRenderer(works.module)
        case "javascript" | "spidermonkey" | "quickjs":
            from intaglio_renderers.javascript import JavaScriptRenderer

            assert works.script is not None
            return JavaScriptRenderer(works.script, engine="node" if name == "javascript" else name)
        case "evm":
            assert works.renderer is not None
            return _evm(works.renderer)
    raise ValueError(f"no engine is called {name}")


def _evm(runtime: bytes) -> Renderer:
    """pyrevm, or where this Python has none, an anvil of one's own: slower, the same bytes."""
    from intaglio_renderers.evm import PYREVM_AVAILABLE, PyrevmRenderer

    if PYREVM_AVAILABLE:
        return PyrevmRenderer(runtime)
    from intaglio_studio.anvil_renderer import AnvilRenderer

    return AnvilRenderer(runtime)
