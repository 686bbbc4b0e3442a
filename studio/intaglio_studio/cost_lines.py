"""A piece's bytes by source line: of its packed script, and of its contract's code.

`by_line(bundle, piece)` shares out both, so that lines and what is at no line make up all of either. In the script each
character has an origin (`backends.javascript.tracing`) and a price, that of its byte in the payload
(`packing.byte_costs`); in the contract each instruction has a line of Yul, and that a place (`room.by_place`).

Of a sketch written by hand the lines are those of its script as it is stored, minified, in stretches of about a line.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import intaglio.library
from intaglio.backends.evm.memory import Memory
from intaglio.backends.evm.tables import OFFSET_BYTES, NumberTables, padded, text_table_data
from intaglio.backends.javascript.tracing import SEED, Origin, trace
from intaglio.bundle import Bundle
from intaglio.frontend.table_places import OURS
from intaglio.ir.nodes import Module, Perform, Table, walk
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.traced_text import Run, TracedText
from intaglio.packing.byte_costs import byte_costs
from intaglio.packing.codecs import CODECS, LOADED
from intaglio.packing.runtime import known
from intaglio_studio.cost_gas import GasByLine
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import Piece
from intaglio_studio.room import FRAME, SUPPORT, TABLES, by_place
from intaglio_studio.script import script_for

TENTH = 8 / 10  # bits in a tenth of a byte
FRAMING = "framing: headers, checksum, rounding"
SHOWING = "what shows the picture"
LIBRARY = "<library>/"
STORED = "script.js"  # a part of the build
_STRETCH = re.compile(r"[^\n]{40,88}?[;,}]|[^\n]{1,88}\n?|\n")
# What does the same in both is one row.
_TWINS = {
    "next_word": SEED, "start_random": SEED, "next_serial": "helper serial", "write_fixed": "helper decimal",
    "write_double": "helper decimal", "write_units": "helper decimal", "write_color": "helper hex",
    "floor_mod": "helper modulo",
}  # fmt: skip

_TABLES_OF_OURS = {"sprites": "the outlines of sprites", "texts": "texts that are chosen as it draws"}

Json = dict[str, object]
Key = tuple[str, int] | str  # a file of the piece and a line of it, or a name


@dataclass(frozen=True)
class Line:
    """A line of the piece, or a part of ours that has a name; `tenths` of a byte are those of the packed script."""

    file: str  # empty for what is at no line
    number: int
    text: str
    tenths: int
    contract: int
    gas: int = 0  # of a render

    @property
    def script(self) -> float:
        """Bytes of the packed script."""
        return self.tenths / 10

    @property
    def costs(self) -> bool:
        """Whether it costs anything."""
        return bool(self.tenths or self.contract or self.gas)

    def to_json(self) -> Json:
        """For `--json`."""
        bytes_: Json = {"script": self.script, "contract": self.contract}
        bytes_ |= {"gas": self.gas} if self.gas else {}
        return ({"line": self.number} if self.file else {"part": self.text}) | bytes_


@dataclass(frozen=True)
class ByLine:
    """All lines of a piece's files in order, and what is at none, the largest first; the framing is the last."""

    codec: str
    script_bytes: int
    contract_bytes: int
    lines: tuple[Line, ...]
    parts: tuple[Line, ...]
    gas: GasByLine | None = None

    @property
    def files(self) -> dict[str, tuple[Line, ...]]:
        """The lines by file, the piece first."""
        names = dict.fromkeys(line.file for line in self.lines)
        return {name: tuple(line for line in self.lines if line.file == name) for name in names}

    def to_json(self) -> Json:
        """For `--json`: the lines that have bytes, and all parts."""
        files = {name: [x.to_json() for x in lines if x.costs] for name, lines in self.files.items()}
        gas: Json = {"gas": self.gas.total, "gas_tokens": self.gas.tokens} if self.gas else {}
        return gas | {
            "codec": self.codec,
            "script_bytes": self.script_bytes,
            "contract_bytes": self.contract_bytes,
            "files": files,
            "parts": [part.to_json() for part in self.parts],
        }


def by_line(bundle: Bundle, piece: Piece, gas: GasByLine | None = None) -> ByLine:
    """The bytes of a build, and the gas where it was traced; `piece` is its source, or a sketch's card.

    Raises `Mistake` for a build of another compiler.
    """
    spent_gas = gas.lines if gas else {}
    texts = {STORED: stretches(bundle.script)} if bundle.is_sketch else {}
    texts |= {path.name: text.removesuffix("\n").split("\n") for path, text in piece.sources.items()}
    script, spent = _script(bundle, piece), Counter[Key]()
    places = _contract(bundle, piece)
    for key in script:
        spent[key] = round(script[key] / TENTH)
    framing = 10 * len(bundle.script_part) - spent.total()
    lines = [
        Line(name, number, text, spent.pop((name, number), 0), places.pop((name, number), 0),
             spent_gas.get((name, number), 0))
        for name, written in texts.items()
        for number, text in enumerate(written, 1)
    ]
    parts = [
        Line("", 0, str(key), spent[key], places[key], gas.frame if gas and key == FRAME else 0)
        for key in {**spent, **places}
    ]
    parts.sort(key=lambda part: (-part.tenths - 10 * part.contract, part.text))
    return ByLine(
        codec=bundle.codec,
        script_bytes=len(bundle.script_part),
        contract_bytes=len(bundle.renderer_runtime),
        lines=tuple(lines),
        parts=(*parts, Line("", 0, FRAMING, framing, 0)),
        gas=gas,
    )


# ---- the script -----------------------------------------------------------------------------------


def _script(bundle: Bundle, piece: Piece) -> dict[Key, float]:
    """Bits of the packed script by line and part."""
    text = CODECS[bundle.codec].decode(bundle.script_part).decode()
    keys = _keys(bundle, piece)
    keys += [SHOWING] * (len(text) - len(keys))
    bits: dict[Key, float] = {}
    at, costs = 0, _prices(bundle, text)
    for char, key in zip(text, keys, strict=True):
        size = len(char.encode())
        bits[key] = bits.get(key, 0.0) + sum(costs[at : at + size])
        at += size
    return bits


def _keys(bundle: Bundle, piece: Piece) -> list[Key]:
    """The line or the part that each character of the script belongs to."""
    if bundle.is_sketch:
        return [(STORED, number) for number, part in enumerate(stretches(bundle.script), 1) for _ in part]
    made = (script_for(piece, codec, bundle.trials) for codec in dict.fromkeys((bundle.codec, *LOADED)))
    draft = next((draft for draft in made if draft.text() == bundle.script), None)
    if draft is None:
        raise Mistake(
            "this build has another script than this version of Intaglio makes of its source: its lines are unknown",
            help="`intaglio build` the piece again",
            code="other-version",
        )
    return [_key(origin, piece) for origin in trace(draft)[1]]


def stretches(script: str) -> list[str]:
    """A script in pieces that end where a statement, a block or an item does, none of them long."""
    return [found[0] for found in _STRETCH.finditer(script)]


def _prices(bundle: Bundle, text: str) -> list[float]:
    """Bits of each byte of the text that a build stores, in UTF-8."""
    head = known(bundle.runtime_part)
    return byte_costs(bundle.codec, bundle.script_part, text.encode(), head.primer if head else b"")


def _key(origin: Origin, piece: Piece) -> Key:
    if not isinstance(origin, Span):
        return origin
    if origin.file.startswith(LIBRARY):
        return library_rule(origin.file.removeprefix(LIBRARY), origin.line)
    if origin.file.startswith(OURS):
        return _TABLES_OF_OURS.get(name := origin.file.removeprefix(OURS), f"table {name}")
    return next((path.name for path in piece.sources if str(path) == origin.file), origin.file), origin.line


# ---- the contract ---------------------------------------------------------------------------------


def _contract(bundle: Bundle, piece: Piece) -> Counter[Key]:
    """Bytes of the contract's code by line and part."""
    sizes: Counter[Key] = Counter()
    if bundle.no_contract:
        return sizes
    found = by_place(bundle.yul, bundle.renderer_runtime)
    for place, size in found.code.items():
        sizes[_place(place, piece)] += size
    shared = _texts(piece.module) | _tables(piece.module)
    for section in found.sections:
        stretches = shared.get(section.content, ())
        for size, span in stretches:
            sizes[_key(span, piece)] += size
        sizes[_place(section.place, piece)] += len(section.content) - sum(size for size, _ in stretches)
    if found.rest:
        sizes[FRAME if found.rest == 1 else TABLES] += found.rest
    return +sizes


def _place(place: str, piece: Piece) -> Key:
    """The line or the part that a place of the Yul text is."""
    file, _, number = place.rpartition(":")
    if file in {path.name for path in piece.sources}:
        return file, int(number)
    if file.endswith(".py"):
        return library_rule(file, int(number))
    name = place.removeprefix(SUPPORT)
    return _TWINS.get(name, f"helper {name}" if name != place else place)


def _texts(module: Module) -> dict[bytes, tuple[Run, ...]]:
    """The constant texts of a module, with where their stretches come from, in bytes."""
    texts = (s.text for f in module.functions for s in walk(f.body) if isinstance(s, Perform))
    return {text.encode(): tuple(_in_bytes(text)) for text in texts if isinstance(text, TracedText)}


def _in_bytes(text: TracedText) -> Iterator[Run]:
    at = 0
    for size, span in text.runs:
        if span != NOWHERE:
            yield len(str(text)[at : at + size].encode()), span
        at += size


def _tables(module: Module) -> dict[bytes, tuple[Run, ...]]:
    """The data of a module's tables: of each table of texts, and of all those of numbers together."""
    found = {text_table_data(t): _shared_out(len(text_table_data(t)), t) for t in module.tables if t.type is None}
    numbers = NumberTables(module, Memory())
    held = [(numbers.packed[t.name], t) for t in module.tables if t.name in numbers.packed]
    runs = [_shared_out(len(padded(packed.data())), t) for packed, t in held if packed.address is not None]
    return found | {numbers.data(): tuple(run for of_table in runs for run in of_table)}


def _shared_out(size: int, table: Table) -> tuple[Run, ...]:
    """A table's bytes among its entries: in equal parts, or by the lengths of its texts."""
    weights = [OFFSET_BYTES + len(text.encode()) for text in table.texts] or [1] * len(table)
    ends = [size * end // sum(weights) for end in accumulate(weights)]
    return tuple((end - start, span) for (start, end), span in zip(pairwise((0, *ends)), table.places, strict=True))


# ---- the library ----------------------------------------------------------------------------------


def library_rule(file: str, line: int) -> str:
    """The rule of the library that a line belongs to: `noise.py noise2`; the file alone for its constants."""
    return next((f"{file} {name}" for name, lines in _rules(file).items() if line in lines), file)


@cache
def _rules(file: str) -> Mapping[str, range]:
    path = Path(intaglio.library.__file__).with_name(file)
    return dict(_functions(ast.parse(path.read_text("utf-8")))) if path.exists() else {}


def _functions(tree: ast.Module) -> Iterator[tuple[str, range]]:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            yield statement.name, range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
