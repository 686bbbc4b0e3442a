"""Whether a sketch shows the same packed as written: `Check(sketch, examined, seeds)`, in a real Chromium.

First the sketch is drawn as written, each seed once and the first again at another hour: what it throws, and what no
seed decides, is the artist's to mend. Then every page that is to be stored must show the same pixels for every seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from intaglio.frontend.diagnostics import Refused
from intaglio.packing.page import data_uri
from intaglio.sketches.prepare import written_page
from intaglio.sketches.refusals import DIFFERS, Examined
from intaglio.sketches.source import Sketch
from intaglio_renderers.sketch import Drawn, SketchPictures
from intaglio_studio.mistake import Mistake
from intaglio_studio.progress import Board
from intaglio_studio.seeds import written

ANOTHER_HOUR = 1_234_567_890_123  # milliseconds since 1970: not the hour that pages are drawn at otherwise
FAILS, UNLIKE = "K009", "K011"


@dataclass(frozen=True)
class Difference:
    """What a packed page showed for a seed, beside what the written one did."""

    seed: bytes
    expected: Drawn
    found: Drawn

    def text(self) -> str:
        """In one line."""
        if self.found.errors:
            return f"seed {written(self.seed)}: {self.found.errors[0]}"
        return f"seed {written(self.seed)}: other pixels"

    def save(self, folder: Path) -> None:
        """Both windows as PNG files."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "written.png").write_bytes(self.expected.png)
        (folder / "packed.png").write_bytes(self.found.png)


class Check:
    """The sketch's own pictures. Raises `Mistake` or `Refused` where they cannot be those of tokens."""

    def __init__(
        self, sketch: Sketch, examined: Examined, seeds: Sequence[bytes], pictures: SketchPictures, board: Board
    ) -> None:
        self._pictures = pictures
        self._board = board
        self.written: dict[bytes, Drawn] = {}
        board.begin("as written", len(seeds) + 1)
        for seed in seeds:
            address = data_uri(written_page(sketch, examined, seed))
            drawn = pictures.draw(address)
            if drawn.errors:
                raise Mistake(f"{sketch.name} throws for seed {written(seed)}: {drawn.errors[0]}", code=FAILS,
                              help="open it in a browser, with the console shown")  # fmt: skip
            if not self.written:
                self._hold_to_itself(sketch, examined, address, drawn)
            self.written[seed] = drawn
            board.advance("as written")
        board.finish("as written")

    @property
    def all_alike(self) -> bool:
        """Whether several seeds show one picture."""
        return len(self.written) > 1 and len(set(self.written.values())) == 1

    def differences(self, page: Callable[[bytes], bytes]) -> Iterator[Difference]:
        """Each seed for which a page shows anything else."""
        self._board.begin("packed", len(self.written))
        for seed, expected in self.written.items():
            found = self._pictures.draw(data_uri(page(seed)), until=expected.until)
            self._board.advance("packed")
            if found != expected:
                yield Difference(seed, expected, found)
        self._board.finish("packed", "compared")

    def difference(self, page: Callable[[bytes], bytes]) -> Difference | None:
        """The first of them; None where all seeds show the same."""
        return next(self.differences(page), None)

    def _hold_to_itself(self, sketch: Sketch, examined: Examined, address: str, drawn: Drawn) -> None:
        again = self._pictures.draw(address, until=drawn.until, epoch=ANOTHER_HOUR)
        self._board.advance("as written")
        if again == drawn:
            return
        if examined.chance:
            raise Refused(examined.chance, {sketch.name: sketch.source})
        raise Mistake(f"{sketch.name} shows two pictures for one seed", code=DIFFERS,
                      help="let everything follow from the seed: no clock, no other source of chance")  # fmt: skip
