"""The engines by name, each made of what it runs: `open_engine("numba", works)`.

`Works` is everything that a piece can be drawn from: its syntax trees, its module, its script, its contract and its
pages. A verification of a build has all of them, one of a contract's own bytes only the last three. `absence(name)`
says why an engine is not on this machine.
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
    from intaglio.ir.nodes import Module, Resolution


@dataclass(frozen=True)
class Works:
    """What engines draw from. A part is None where it is not at hand."""

    title: str
    program: Callable[[], Program] | None = None
    module: Module | None = None
    script: str | None = None
    renderer: bytes | None = None  # the renderer contract's runtime code
    page: Callable[[bytes], bytes] | None = None  # a token's, of its seed and params as `token_bytes` has them
    gas: int | None = None  # the most that a render may use, where the contract is somebody else's


# Engine -> what it is, for people.
ENGINES = {
    "reference": "the source under CPython: the meaning",
    "native": "numba's machine code",
    "javascript": "the script in V8 (node)",
    "evm": "the renderer contract in revm",
    "spidermonkey": "the script in Firefox's engine",
    "quickjs": "the script in QuickJS",
    "ethereumjs": "the renderer contract in a second EVM, @ethereumjs/evm",
    "chromium": "the whole page in Chromium",
    "firefox": "the whole page in Firefox",
    "webkit": "the whole page in WebKit, Safari's engine",
}
BROWSERS = ("chromium", "firefox", "webkit")
PAGES = 3  # that a browser shows: its engine draws all seeds elsewhere
SLOW = {"ethereumjs": 3}  # engine -> the seeds that it draws of many: a faster one of its kind draws all


def known_engines(works: Works) -> tuple[str, ...]:
    """The engines that `works` suffices for."""
    parts = {
        "reference": works.program,
        "native": works.module,
        "javascript": works.script,
        "evm": works.renderer,
        "spidermonkey": works.script,
        "quickjs": works.script,
        "ethereumjs": works.renderer,
        **dict.fromkeys(BROWSERS, works.page),
    }
    return tuple(name for name in ENGINES if parts[name] is not None)


def absence(name: str) -> str | None:
    """Why an engine is not on this machine, and how to get it; None where it is."""
    if name in BROWSERS:
        from intaglio_renderers.browsers import KINDS

        return KINDS[name].absence()
    if name in ("javascript", "spidermonkey", "quickjs"):
        from intaglio_renderers import javascript

        return javascript.absence(name)
    if name == "ethereumjs":
        from intaglio_renderers import ethereumjs

        return ethereumjs.absence()
    return _absence_of_evm() if name == "evm" else None


def _absence_of_evm() -> str | None:
    from intaglio_renderers.evm import PYREVM_AVAILABLE
    from intaglio_studio.anvil import AnvilMissing, anvil_executable

    if not PYREVM_AVAILABLE:
        try:
            anvil_executable()
        except AnvilMissing as missing:
            return f"no Python package `pyrevm`; {missing}"
    return None


@dataclass(frozen=True)
class Choice:
    """Which engines should draw: those of these names, or all; and the pages that each browser should show."""

    names: tuple[str, ...] | None = None
    pages: int = PAGES

    def most(self, name: str) -> int | None:
        """The seeds that an engine draws, of many; None where it draws all, as a slow one does that was named."""
        return self.pages if name in BROWSERS else SLOW.get(name) if self.names is None else None

    def of(self, works: Works) -> tuple[tuple[str, ...], dict[str, str]]:
        """Those that `works` suffices for and that this machine has; and why it lacks others.

        Raises `Mistake` where `works` does not suffice for one that was named.
        """
        known = known_engines(works)
        for name in self.names or ():
            if name not in known:
                raise Mistake(f"`{name}` draws from the source", help="give the piece or its build folder too")
        names = [name for name in self.names or known if self.pages or name not in BROWSERS]
        absent = {name: why for name in names if (why := absence(name)) is not None}
        return tuple(name for name in names if name not in absent), absent


CONTRACTS = ("evm", "ethereumjs")  # engines that draw a raster at the chain's size only


def at_resolution(
    choice: tuple[tuple[str, ...], dict[str, str]], chain_size: Resolution | None, resolution: Resolution
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Engines and absent ones, as `Choice.of` gives them, where rasters are compared at a resolution."""
    engines, absent = choice
    if chain_size is None or resolution == chain_size:
        return engines, absent
    why = f"the contract draws {chain_size[0]}×{chain_size[1]} pixels: leave `--resolution` out to compare them"
    left = {name: why for name in engines if name in CONTRACTS}
    return tuple(name for name in engines if name not in left), absent | left


ALL = Choice()


def parse_engines(text: str) -> tuple[str, ...]:
    """Engines separated by commas. Raises `Mistake` for one that there is not, at all or on this machine."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in ENGINES:
            raise Mistake(f"`{name}` is no engine", help=f"engines: {', '.join(ENGINES)}")
        why = absence(name)
        if why is not None:
            raise Mistake(f"`{name}` is not on this machine: {why}", code="tool-missing")
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
            return _evm(works.renderer, works.gas)
        case "ethereumjs":
            from intaglio_renderers.ethereumjs import CALL_GAS, EthereumjsRenderer

            assert works.renderer is not None
            return EthereumjsRenderer(works.renderer, gas_limit=works.gas or CALL_GAS)
        case "chromium" | "firefox" | "webkit":
            from intaglio_renderers.browsers import BrowserRenderer

            assert works.page is not None
            renderer = BrowserRenderer(name, works.page)
            renderer.browser()
            return renderer
    raise ValueError(f"no engine is called {name}")


def _evm(runtime: bytes, gas: int | None) -> Renderer:
    """pyrevm, or where this Python has none, an anvil of one's own: slower, the same bytes."""
    from intaglio_renderers.evm import PYREVM_AVAILABLE, PYREVM_CALL_GAS, PyrevmRenderer

    if PYREVM_AVAILABLE:
        return PyrevmRenderer(runtime, gas_limit=gas or PYREVM_CALL_GAS)
    from intaglio_studio.anvil_renderer import AnvilRenderer

    return AnvilRenderer(runtime)
