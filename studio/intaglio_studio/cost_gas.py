"""Where a contract's gas goes, by source line: `gas_by_line(bundle, piece)`, from traces of the real bytecode.

Each instruction has a line of Yul, and that a place (`room.callers`). What belongs to a line of the piece is
counted there; helpers and rules of the library are counted at the line that called them, through however many calls.
So a line has what would go if it went, and all lines and the frame of the contract together are all gas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from intaglio.bundle import Bundle
from intaglio_renderers.ethereumjs import STILL, WORKER, EthereumjsRenderer
from intaglio_studio.params import sampled
from intaglio_studio.piece import Piece
from intaglio_studio.room import FRAME, callers
from intaglio_studio.seeds import sample

TRACED = 3  # tokens

Place = tuple[str, int]  # a file of the piece, and a line of it


@dataclass(frozen=True)
class GasByLine:
    """Gas of a `render`, the mean of so many tokens: in all, by line, and of what is at none."""

    tokens: int
    total: int
    lines: dict[Place, int]
    frame: int


def gas_by_line(
    bundle: Bundle, piece: Piece, tokens: int = TRACED, told: Callable[[], None] = lambda: None
) -> GasByLine:
    """Trace the first `tokens` seeds of `sample`, and call `told` after each.

    Raises `RenderError` where the engine is missing.
    """
    places = callers(bundle.yul, bundle.renderer_runtime)
    files = {path.name for path in piece.sources}
    numbers = {place: number for number, place in enumerate(dict.fromkeys(p for p in places if _own(p, files)))}
    seeds, params = sample(tokens), sampled(bundle.params)
    spent: Counter[int] = Counter()
    with EthereumjsRenderer(bundle.renderer_runtime) as engine:
        owners = [_owner(place, numbers) for place in places]
        for seed in seeds:
            spent.update(dict(enumerate(engine.spent(seed, params(seed) if params else 0, owners))))
            told()
    lines = {_line(place): spent[number] // tokens for place, number in numbers.items()}
    total = spent.total() // tokens
    return GasByLine(tokens, total, lines, total - sum(lines.values()))


def _own(place: str, files: set[str]) -> bool:
    return place.rpartition(":")[0] in files


def _line(place: str) -> Place:
    file, _, number = place.rpartition(":")
    return file, int(number)


def _owner(place: str, numbers: dict[str, int]) -> int:
    """The number of a line of the piece; that of the frame is one past them."""
    if not place:
        return STILL
    return len(numbers) if place == FRAME else numbers.get(place, WORKER)
