"""Run an accepted piece: the meaning of the language, and the measure of every engine.

`Execution` translates the files of a program once, gives each a namespace that holds nothing but the language,
and runs the @art function for each seed. It is not for two threads at once: a run belongs to its execution.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from intaglio import library
from intaglio.ir.nodes import Resolution
from intaglio.ir.params import unpack
from intaglio.ir.types import ONE, Type
from intaglio.language import functions
from intaglio.language.arrays import Array, Grid, array, grid
from intaglio.language.canvas import Canvas
from intaglio.language.decorators import Drawing
from intaglio.language.doubles import FLOATS, Double
from intaglio.language.functions import BUILTINS
from intaglio.language.numbers import Color, Fixed, Int, PieceFault, to_language, watch_crossings
from intaglio.language.seed import Seed, whole_weights
from intaglio.language.translate import translate
from intaglio.language.words import Word, keccak, sdiv, smod

if TYPE_CHECKING:
    from intaglio.frontend.program import Program, Source

STEPS = 4_000_000  # turns of loops and calls of rules before a run is called endless; 50M gas pay for fewer
DEPTH = 3000  # Python frames below a render; the EVM's stack is shallower still
LIBRARY = FilePath(library.__file__).parent
LIBRARY_MODULE = "intaglio.library."

# What `from intaglio import …` gives beside the rules of the library. `art` and `rule` are never run.
NAMES: dict[str, Any] = {
    "color": Color, "sqrt": functions.sqrt, "floor": functions.floor, "ceil": functions.ceil, "red": functions.red,
    "array": array, "grid": grid, "green": functions.green, "blue": functions.blue, "ushr": functions.ushr,
    "word": Word, "keccak": keccak, "sdiv": sdiv, "smod": smod,
}  # fmt: skip
DOUBLE_NAMES = NAMES | {
    "sqrt": functions.double_sqrt, "power2": functions.power2, "exponent": functions.exponent,
    "array": partial(Array, floats=Double), "grid": partial(Grid, floats=Double),
}  # fmt: skip


@dataclass(frozen=True)
class Crossing:
    """Values that left the range in which all engines are exact: what kind, how often, at which line of the piece.

    `within` is the place in the library, where the piece's line called that.
    """

    what: str
    file: str
    line: int
    within: str
    count: int


class Execution:
    """A program, ready to run. `crossings` are those of the last run."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._set_up(program.sources, program.to_float, program.numbers)

    def _set_up(self, sources: Iterable[Source], to_float: frozenset[int], numbers: str = "fixed") -> None:
        self._numbers, self._floats = numbers, FLOATS[numbers]
        self._sources = {source.name: source for source in sources}
        self._shown = {source.shown: source for source in self._sources.values()}
        self._seed = Seed(0)
        self._steps = 0
        self._digits = 2
        self._crossed: dict[tuple[str, str, int, str], int] = {}
        self.namespaces: dict[str, dict[str, Any]] = {}
        for source in self._sources.values():
            self.namespaces[source.name] = self._namespace(source, to_float)

    # -- running

    def run(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Drawing:
        """The token of 32 seed bytes and the collector's word. Raises `PieceFault`, with its place; `ParamsRefused`.

        `resolution`: of the raster, where it is not the piece's own.
        """
        program = self.program
        chosen = unpack(program.params, params)
        self._begin(Seed(seed, program.digits, self._floats))
        self._seed._chosen = {
            param.name: self._param(param.type, chosen[param.name]) for param in program.params
        }
        pixels = resolution or program.resolution or (0, 0)
        canvas = Canvas(
            program.width, program.height, program.digits, pixels, self._floats, dict(program.inherited),
            program.medium,
        )  # fmt: skip
        canvas._begin_pixel = self._begin_pixel
        self.call(program.piece.name, program.entry, self._seed, canvas)
        svg = self._guarded(canvas._finish)
        return Drawing(svg, self._seed._finish(), canvas._raster, (program.width, program.height), program.medium)

    def _param(self, kind: Type, chosen: int) -> Int | Fixed | Double:
        if kind is Type.INT:
            return Int(chosen)
        return Fixed(chosen) if self._floats is Fixed else Double(chosen / ONE)

    def call(self, module: str, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call a function of one of the program's files."""
        return self._guarded(self.namespaces[module][name], *args, **kwargs)

    @property
    def crossings(self) -> list[Crossing]:
        """The crossings of the last run, in the order they first happened."""
        return [Crossing(*key, count) for key, count in self._crossed.items()]

    def _begin(self, seed: Seed) -> None:
        self._seed, self._digits, self._steps = seed, seed._digits, STEPS
        draws = self.namespaces.get("intaglio.library.draws")
        if draws is not None:
            seed._gauss = draws["gauss"]
        self._crossed.clear()

    def _begin_pixel(self) -> None:
        """A pixel may take as many steps as a whole run: how many pixels there are is not the piece's doing."""
        self._steps = STEPS

    def _guarded(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call, and give a fault its place."""
        limit = sys.getrecursionlimit()
        watch_crossings(self._note_crossing)
        try:
            sys.setrecursionlimit(max(limit, len(inspect.stack(0)) + DEPTH))
            return function(*args, **kwargs)
        except PieceFault as fault:
            raise self._placed(fault.cause, fault) from None
        except RecursionError as error:
            raise self._placed("rules call each other too deeply", error) from None
        finally:
            sys.setrecursionlimit(limit)
            watch_crossings(None)

    def _placed(self, cause: str, error: BaseException) -> PieceFault:
        frames, trace = [], error.__traceback__
        while trace is not None:
            frames.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
            trace = trace.tb_next
        file, line, within = self._place(reversed(frames))
        return PieceFault(f"{cause} (in {within})" if within else cause, file, line)

    def _place(self, frames: Iterable[tuple[str, int]]) -> tuple[str, int, str]:
        """The innermost line of the piece's own files, and the innermost of the library's within it."""
        within = ""
        for file, line in frames:
            source = self._shown.get(file)
            if source is not None and not source.library:
                return file, line, within
            if source is not None and not within:
                within = f"{file}:{line}"
        return "", 0, within

    def _note_crossing(self, what: str) -> None:
        frames, frame = [], inspect.currentframe()
        while frame is not None:
            frames.append((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        key = (what, *self._place(frames))
        self._crossed[key] = self._crossed.get(key, 0) + 1

    # -- namespaces

    def _namespace(self, source: Source, to_float: frozenset[int]) -> dict[str, Any]:
        translated = translate(source, to_float, lambda name: self._constant(source, name), self._floats)
        alternatives: dict[str, _Alternatives] = {}

        def alternative(name: str, weight: float) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
            return alternatives.setdefault(name, _Alternatives(self._draw)).add(weight)

        namespace: dict[str, Any] = {
            "__builtins__": {}, "__float": self._to_float, "__text": self._text, "__step": self._step,
            "__entry": _entry, "__entry_from_end": _entry_from_end, "__alternative": alternative,
            **BUILTINS, "float": self._floats.of, **translated.constants,
        }  # fmt: skip
        for node in source.tree.body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    namespace[alias.asname or alias.name] = self._imported(node.module or "", alias.name)
        exec(translated.code, namespace)
        return namespace

    def _imported(self, module: str, name: str) -> Any:
        if module in self.namespaces:
            return self.namespaces[module][name]
        if module.startswith(LIBRARY_MODULE):
            return self.namespaces[self._library_module(module.removeprefix(LIBRARY_MODULE))][name]
        if name in library.OVERLOADS:
            return self._overloaded(name)
        if name in library.EXPORTS:
            return self.namespaces[self._library_module(library.EXPORTS[name])][name]
        return self._field if name == "token_field" else (NAMES if self._floats is Fixed else DOUBLE_NAMES).get(name)

    def _library_module(self, stem: str) -> str:
        return LIBRARY_MODULE + library.file_of(stem, self._numbers)

    def _overloaded(self, name: str) -> Callable[..., Any]:
        stem = library.EXPORTS[next(iter(library.OVERLOADS[name].values()))]
        module = self.namespaces[self._library_module(stem)]
        rules = {count: module[rule] for count, rule in library.OVERLOADS[name].items()}
        return lambda *args, **kwargs: rules[len(args) + len(kwargs)](*args, **kwargs)

    def _constant(self, source: Source, name: str) -> ast.expr | None:
        """The expression of a constant of a file, its own or imported."""
        for node in source.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=bound)], value=value) if bound == name:
                    return value
                case ast.AnnAssign(target=ast.Name(id=bound), value=ast.expr() as value) if bound == name:
                    return value
                case ast.ImportFrom(module=str(module)):
                    for alias in node.names:
                        if (alias.asname or alias.name) == name:
                            if module == "intaglio" and alias.name in library.EXPORTS:
                                module = LIBRARY_MODULE + library.EXPORTS[alias.name]
                            if module.startswith(LIBRARY_MODULE):
                                module = self._library_module(module.removeprefix(LIBRARY_MODULE))
                            other = self._sources.get(module)
                            return self._constant(other, alias.name) if other else None
        return None

    # -- what translated code calls

    def _to_float(self, value: Any) -> Any:
        """A number as a float; of a tuple, its numbers."""
        if value.__class__ is tuple:
            return tuple(map(self._to_float, value))
        return self._floats.of(value) if value.__class__ is Int else value

    def _step(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise PieceFault("it runs for too long")

    def _text(self, *parts: Any) -> str:
        return "".join(functions.shown(part, self._digits) for part in parts)

    def _field(self) -> Int:
        return self._seed._field()

    def _draw(self, weights: tuple[int, ...], given: Iterable[Any]) -> int:
        """By the first seed that the rule is given, else by the token's own."""
        return next((value for value in given if isinstance(value, Seed)), self._seed)._by_weight(weights)


class _Alternatives:
    """The rules of one name, of which each call draws one by weight."""

    def __init__(self, draw: Callable[[tuple[int, ...], Iterable[Any]], int]) -> None:
        self.draw = draw
        self.weights: list[float] = []
        self.functions: list[Callable[..., Any]] = []

    def add(self, weight: float) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            self.weights.append(weight)
            self.functions.append(function)
            shares, functions, draw = whole_weights(self.weights), self.functions, self.draw
            names = function.__code__.co_varnames[: function.__code__.co_argcount]

            def draw_one(*args: Any, **kwargs: Any) -> Any:
                given = (*args, *(kwargs[name] for name in names if name in kwargs))
                return functions[draw(shares, given)](*args, **kwargs)

            return draw_one

        return decorate


def _entry(table: Any, index: Any) -> Any:
    if isinstance(table, Array) or index.__class__ is str:
        return table[index]
    at = index.n
    if not 0 <= at < len(table):
        raise PieceFault(f"index {at} is outside a table of {len(table)}")
    return list(table.values())[at] if isinstance(table, dict) else table[at]


def _entry_from_end(table: Any, index: Any) -> Any:
    """An entry at a constant index, which counts from the end where it is negative."""
    plain = index.__class__ is not Int or index.n >= 0
    return _entry(table, index if plain else index + Int(len(table)))


# ---- rules called from plain Python ---------------------------------------------------------------


class _Session(Execution):
    """Files outside a program: the library at an interactive prompt. Ints become floats by annotation alone."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._set_up(sources, frozenset())


@cache
def _library_session() -> Execution:
    from intaglio.frontend.program import Source

    paths = [LIBRARY / f"{stem}.py" for stem in (*dict.fromkeys(library.EXPORTS.values()), "draws")]
    texts = [(path, path.read_text(encoding="utf-8")) for path in paths]
    return _Session(Source(f"intaglio.library.{p.stem}", p, t, ast.parse(t), True) for p, t in texts)


def call_rule(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a rule from plain Python, with Python's or the language's values; noise is that of seed 0."""
    path = FilePath(inspect.getfile(function))
    if path.parent == LIBRARY:
        execution, module = _library_session(), f"intaglio.library.{path.stem}"
    else:
        from intaglio.frontend import compile_file

        program = compile_file(path).program
        execution, module = Execution(program), program.piece.name
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    floats = {name for name, p in inspect.signature(function).parameters.items() if p.annotation in (float, "float")}
    of = execution._floats.of
    execution._begin(Seed(0, floats=execution._floats))
    return execution.call(module, function.__name__, **{
        n: of(v) if n in floats or v.__class__ is float else to_language(v) for n, v in bound.arguments.items()
    })  # fmt: skip
