"""Whether tokens and collection say of themselves what they should: `check_metadata(chain, onchain, token_uri)`.

The JSON is worked out anew from the plate, the token and the picture that a local EVM gives of the stored renderer.
"""

from __future__ import annotations

from intaglio.backends.evm.limits import ETH_CALL_GAS
from intaglio_contracts.artifacts import Output
from intaglio_renderers.picture import Picture, RenderError
from intaglio_studio.chain import CallFailed, ChainUnreachable
from intaglio_studio.engines import Works, absence, open_engine
from intaglio_studio.events import ordered
from intaglio_studio.onchain import OnChain
from intaglio_studio.pinned import Pinned
from intaglio_studio.progress import Board
from intaglio_studio.token_uri import (
    BadMetadata,
    TokenRenderer,
    collection_json,
    expected_json,
    read_json,
    unrevealed_json,
)
from intaglio_studio.verification import Check, Difference, Witness, first_difference

KEPT = 5  # differences that are told: what is wrong at all is wrong often


def check_metadata(chain: Pinned, onchain: OnChain, token_uri: TokenRenderer, board: Board) -> Witness:
    """Hold the JSON of every token, and the collection's, against what they should be."""
    why = absence("evm")
    if why is not None:
        return Witness(unchecked=(f"What tokens say of themselves was not worked out: {why}.",))
    differences: list[Difference] = []
    wrong: list[int] = []
    board.begin("metadata", len(onchain.tokens))
    with open_engine("evm", Works(onchain.title, renderer=onchain.renderer, gas=ETH_CALL_GAS)) as renderer:
        for token in onchain.tokens:
            board.advance("metadata")
            if token.fault:
                continue
            said = token_uri.said.get(token.number) or _read(chain, onchain, token.number)
            if token.seed is None:
                expected = unrevealed_json(onchain.plate, token.number)
            else:
                try:
                    picture = renderer.render(token.seed, token.params)
                except RenderError:
                    picture = Picture(b"", b"")
                expected = expected_json(onchain, token, picture, chain.chain_id)
            difference = first_difference(
                "JSON", ("its parts", expected), ("tokenURI", said), seed=token.seed, token=token.number
            )
            if difference:
                wrong.append(token.number)
                differences += [difference] if len(differences) < KEPT else []
    board.finish("metadata")
    detail = f"not so for token {ordered(wrong)}" if wrong else f"{len(onchain.tokens):,} tokens: {_fields(onchain)}"
    tokens = Check("every token says what it is", not wrong, detail)
    collection = first_difference(
        "JSON of the collection", ("the plate", collection_json(onchain.plate)), ("contractURI", _read(chain, onchain)),
    )  # fmt: skip
    named = Check("the collection says what it is", collection is None, "contractURI")
    return Witness((tokens, named), (*differences, *([collection] if collection else [])))


def _fields(onchain: OnChain) -> str:
    url = ", external_url" if onchain.plate.external_url else ""
    image = ", image" if onchain.plate.outputs & Output.IMAGE else ""
    page = ", animation_url" if onchain.plate.outputs & Output.ANIMATION else ""
    return f"name, description{url}{image}{page}, attributes"


def _read(chain: Pinned, onchain: OnChain, token: int | None = None) -> bytes:
    """What a token, or the collection, says; what keeps it from saying it, where it does not."""
    try:
        if token is None:
            return read_json(chain, onchain.address, "contractURI()")
        return read_json(chain, onchain.address, "tokenURI(uint256)", token)
    except (CallFailed, ChainUnreachable, BadMetadata) as error:
        return str(error).encode()
