"""Thousands of tokens of a piece, drawn into a store and looked over: `explore(piece, folder, count)`.

To read in this order: `explore_work` (what a worker does), `explore_executors` (who the workers are), `explore_store`
(where pictures go), `explore_draw` (the loop between them), `explore_findings`, `explore_report` (what is made of it).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from intaglio.chances import chances
from intaglio.frontend import compile_file
from intaglio_renderers.native import NativeRenderer
from intaglio_studio import explore_report
from intaglio_studio.explore_draw import draw, identity
from intaglio_studio.explore_findings import find
from intaglio_studio.explore_report import Exploration
from intaglio_studio.explore_store import Store
from intaglio_studio.explore_work import Shown
from intaglio_studio.piece import Piece
from intaglio_studio.progress import Board, Silent
from intaglio_studio.seeds import number_seed


def explore(
    piece: Piece,
    folder: Path,
    count: int,
    params: int = 0,
    *,
    pictures: bool = True,
    fresh: bool = False,
    processes: int | None = None,
    scheduler: str | None = None,
    board: Board | None = None,
) -> tuple[Exploration, Path]:
    """Have `count` tokens in the store in `folder`, and look them over; what was found, and the report's page.

    `params`: the collector's, the same for all. `pictures`: keep SVGs, not only what is measured of them. `fresh`:
    begin the store anew. Raises `Mistake`.
    """
    told = board or Silent()
    with Store.open(folder, identity(piece, params, pictures=pictures), fresh=fresh) as store:
        drawing = draw(piece, store, count, processes=processes, scheduler=scheduler, board=told)
        told.begin("looking them over")
        renderer, shown = cache(lambda: NativeRenderer(piece.module)), Shown.of(piece.module)

        def redraw(token: int) -> bytes:
            return shown.document(renderer().render(number_seed(token), params, shown.resolution))

        found = find(store, count, chances(compile_file(piece.path).module, params), redraw)
        one = Exploration(piece.title, store.digest(count), store.size, drawing, found)
        svg = (lambda token: store.picture(token).svg) if pictures else redraw
        page = explore_report.write(one, folder, svg, lambda token: store.picture(token).traits)
        told.finish("looking them over")
    return one, page
