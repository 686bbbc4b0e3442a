"""Whether what is stored draws the pictures that the build promised: `check_sample(onchain, works)`."""

from __future__ import annotations

from intaglio.ir.nodes import Resolution
from intaglio_renderers.picture import RenderError
from intaglio_studio.engines import Works, absence, open_engine
from intaglio_studio.onchain import OnChain
from intaglio_studio.progress import Board
from intaglio_studio.promise import MOST, drawn_sample
from intaglio_studio.verification import Check, Witness

NAME = "the promised pictures"
ENGINES = (("javascript", "the stored script"), ("evm", "the stored renderer"))


def check_sample(onchain: OnChain, works: Works, board: Board, resolution: Resolution | None = None) -> Witness:
    """Draw the sample by the stored script in V8, and by the stored renderer in an EVM of one's own.

    `resolution`: of the raster in the renderer's image, where it has one.
    """
    promised = onchain.sample
    if promised.count == 0:
        return Witness(unchecked=("The build promised no pictures.",))
    if promised.count > MOST:
        return Witness(unchecked=(f"The build promised {promised.count:,} pictures, which are too many to draw.",))
    checks, unchecked = [], []
    for engine, what in ENGINES:
        if engine == "javascript" and works.script is None:
            continue
        name = f"{NAME}, by {what}"
        why = absence(engine)
        if why is not None:
            unchecked.append(f"The promised pictures were not drawn by {what}: {why}.")
            continue
        label = f"sample by {engine}"
        board.begin(label, promised.count)
        try:
            with open_engine(engine, works) as renderer:
                drawn = drawn_sample(renderer, promised.count, onchain.plate.param_spans, resolution,
                                     lambda label=label: board.advance(label))  # type: ignore[misc]  # fmt: skip
            same = drawn == promised
            detail = f"{promised.count:,} pictures" if same else f"its {promised.count:,} pictures are others"
            checks.append(Check(name, same, detail))
        except (RenderError, ValueError) as error:  # ValueError: a plate whose params have no values
            checks.append(Check(name, False, str(error)))
        board.finish(label)
    return Witness(tuple(checks), (), tuple(unchecked))
