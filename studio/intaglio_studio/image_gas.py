"""What a contract's image of pixels takes to draw: `image_gas(piece, runtime)`, over a few seeds."""

from __future__ import annotations

from intaglio.backends.evm.limits import ETH_CALL_GAS
from intaglio.root import sample_word
from intaglio_renderers.picture import RenderError
from intaglio_studio.engines import Works, absence, open_engine
from intaglio_studio.gas import Spread
from intaglio_studio.piece import Piece
from intaglio_studio.seeds import sample

SEEDS = 16  # at most some 0.05 s each
# What drawing may take of an eth_call: `tokenURI` draws two calls down, each of which keeps back a 64th, and then
# writes the image in base64. Pixels of 44 million gas were found to need a limit of 50.2 million.
ROOM = ETH_CALL_GAS * 17 // 20


def image_gas(piece: Piece, runtime: bytes) -> Spread | None:
    """The gas of drawing; None where this machine has no EVM, or a seed has no picture."""
    if absence("evm") is not None:
        return None
    spans = [param.span for param in piece.module.params]
    gas = []
    with open_engine("evm", Works(piece.title, renderer=runtime)) as renderer:
        for seed in sample(SEEDS):
            try:
                renderer.render(seed, sample_word(spans, seed))
            except RenderError:
                return None
            gas.append(renderer.last_gas)  # type: ignore[attr-defined]
    return Spread.of(gas)


def told(piece: Piece, gas: Spread) -> str:
    """One line for people, or two: how many pixels, how much gas, and what to do where that is too much."""
    assert piece.module.chain_size is not None
    width, height = piece.module.chain_size
    line = f"  the contract's image has {width}×{height} pixels and takes {gas.least:,} to {gas.most:,} gas to draw"
    if gas.most <= ROOM:
        return line
    share = (ROOM / gas.most) ** 0.5
    smaller = f"({max(1, int(width * share))}, {max(1, int(height * share))})"
    return f"{line}\n  which leaves `tokenURI` too little of an eth_call's 50M: `chain_size={smaller}` should fit"
