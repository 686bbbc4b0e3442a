"""A deployed edition, verified from chain data: `verify_edition(chain, address, ...)`.

    contents ─▶ history ─▶ promised pictures ─▶ every token by every engine ─▶ JSON ─▶ the state's proof

The cheap comes first: what is stored, against its addresses, its root and its history; that alone is `stored_only`.
Then the stored script in V8 and the stored renderer in a local EVM draw the promised sample, and these, browsers and
the node each token; what a token says of itself is worked out anew. All is read as of one block. With a build, or the
source that it was made from, at hand, its engines draw too and its bytes are held against the chain's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from eth_utils.address import to_checksum_address

from intaglio.backends.evm.limits import ETH_CALL_GAS
from intaglio.bundle import Bundle
from intaglio_renderers.node_address import masked
from intaglio_renderers.picture import Renderer
from intaglio_renderers.rpc import RpcRenderer
from intaglio_studio.build_check import check_build
from intaglio_studio.chain import CallFailed, RpcChain
from intaglio_studio.chain_check import check_history
from intaglio_studio.contents_check import check_clone, check_contents
from intaglio_studio.engines import ALL, Choice, Works
from intaglio_studio.events import Events, read_events
from intaglio_studio.metadata_check import check_metadata
from intaglio_studio.onchain import Altered, BadAnswer, Clone, OnChain, Token, read, read_clone
from intaglio_studio.pinned import NoLogs, Pinned, pin
from intaglio_studio.progress import Board, Silent
from intaglio_studio.promise_check import check_sample
from intaglio_studio.seed_check import check_seeds
from intaglio_studio.selection import Selection
from intaglio_studio.state_check import check_state
from intaglio_studio.token_uri import TokenRenderer, page_of
from intaglio_studio.verification import Check, Failure, Verification, Witness
from intaglio_studio.verify import Contestant, chain_raster, contestants, verify
from intaglio_studio.words_check import check_words


@dataclass(frozen=True)
class Expected:
    """What the edition should be: the engines' works and the build, and what making that again has shown."""

    works: Works
    bundle: Bundle
    witness: Witness = Witness()


@dataclass(frozen=True)
class Scope:
    """How much is verified: which tokens, as of which block (the latest), with events from block `since` on, and
    whether only what is stored.
    """

    selection: Selection = field(default_factory=Selection)
    block: int | None = None
    since: int = 0
    stored_only: bool = False


@dataclass(frozen=True)
class _Read:
    """The edition as it was read, and what that showed already."""

    onchain: OnChain
    events: Events | None
    witness: Witness


def verify_edition(
    chain: RpcChain,
    address: str,
    *,
    node: str,
    scope: Scope = Scope(),
    expected: Callable[[OnChain], Expected] | None = None,
    choice: Choice = ALL,
    board: Board | None = None,
) -> Verification:
    """Verify the edition at `address`. Raises `Mistake` where there is none.

    `expected` says what it should be, of what was read of it; None: from chain data alone.
    """
    told = board or Silent()
    pinned = pin(chain.web3, scope.block, scope.since)
    told.begin("what is stored")
    clone = read_clone(pinned, address)
    try:
        found = _read(pinned, clone, scope.selection)
        stored = [found.witness, check_contents(found.onchain), check_words(pinned, found.onchain)]
        stored += _history(pinned, found)
        promised = expected(found.onchain) if expected else None
        if promised:
            stored += [check_build(found.onchain, promised.bundle), promised.witness]
    except Altered as altered:
        broken = Witness((Check(altered.promise, False, str(altered)),))
        return _report(pinned, clone, node, Verification(title=address, seeds=(), runs=()), [broken])
    except (CallFailed, BadAnswer) as error:
        broken = Witness((Check("the edition answers as one", False, str(error)),))
        return _report(pinned, clone, node, Verification(title=address, seeds=(), runs=()), [broken])
    told.finish("what is stored", f"{len(Witness.together(stored).checks)} promises")
    onchain = found.onchain
    drawn = Verification(title=onchain.title, seeds=(), runs=())
    if not scope.stored_only:
        drawn, pictures = _pictures(pinned, onchain, promised, choice, told)
        stored += pictures
    return _report(pinned, clone, node, drawn, [*stored, check_state(pinned), _same_block(pinned)], onchain)


def _read(pinned: Pinned, clone: Clone, selection: Selection) -> _Read:
    witness = check_clone(pinned, clone)
    try:
        events = read_events(pinned, clone.address)
    except NoLogs as error:
        said = f"The node gives no events, so neither seeds nor state were held against them: {error}."
        help = " `--since BLOCK`, the block in which the edition came, asks for fewer at once."
        unknown = Witness(unchecked=(said + help,))
        return _Read(read(pinned, clone, selection, None), None, Witness.together([witness, unknown]))
    return _Read(read(pinned, clone, selection, list(events.mints)), events, witness)


def _history(pinned: Pinned, found: _Read) -> list[Witness]:
    if found.events is None:
        return []
    return [check_seeds(pinned, found.onchain, found.events), check_history(pinned, found.onchain, found.events)]


def _pictures(
    pinned: Pinned, onchain: OnChain, expected: Expected | None, choice: Choice, told: Board
) -> tuple[Verification, list[Witness]]:
    """The tokens drawn by every engine, and what else pictures show."""
    token_uri = TokenRenderer(pinned, onchain)
    by_seed = _by_seed(onchain)
    chain_works = works_of_chain(onchain)
    works = replace(expected.works, script=chain_works.script) if expected else chain_works
    works = replace(
        works, renderer=onchain.renderer, gas=ETH_CALL_GAS, page=lambda token: page_of(onchain, by_seed[token[:32]])
    )
    if onchain.is_sketch:
        works = chain_works
    raster = chain_raster(chain_works)
    witnesses = [check_sample(onchain, chain_works, told, raster.resolution if raster else None)]
    named, absent = choice.of(works)
    rpc = Contestant("rpc", "the renderer on the node, by eth_call", lambda: _renderer_of(pinned, onchain))
    uri = Contestant("tokenURI", "image and attributes of the metadata", lambda: token_uri)
    taking_part = [*contestants(works, named, choice), rpc, uri]
    numbers = {seed: token.number for seed, token in by_seed.items()}
    params = {seed: token.params for seed, token in by_seed.items()}
    drawn = Verification(title=onchain.title, seeds=(), runs=())
    if by_seed:
        drawn = verify(
            onchain.title, list(by_seed), taking_part, told,
            tokens=numbers, params=lambda seed: params[seed], absent=absent, raster=raster,
        )  # fmt: skip
    witnesses.append(check_metadata(pinned, onchain, token_uri, told))
    return drawn, witnesses


def _by_seed(onchain: OnChain) -> dict[bytes, Token]:
    found: dict[bytes, Token] = {}
    for token in onchain.revealed:
        assert token.seed is not None
        found.setdefault(token.seed, token)
    return found


def _renderer_of(pinned: Pinned, onchain: OnChain) -> Renderer:
    return RpcRenderer(pinned.web3, onchain.plate.renderer, block=pinned.number)


def works_of_chain(onchain: OnChain) -> Works:
    """What a chain's own bytes can be drawn from: the script and the contract."""
    script: str | None
    try:
        script = onchain.payload.script()
    except ValueError:
        script = None  # the checks say so
    shown = None if onchain.is_sketch else script
    return Works(title=onchain.title, script=shown, renderer=onchain.renderer, gas=ETH_CALL_GAS)


def _same_block(pinned: Pinned) -> Witness:
    there = pinned.is_still_there()
    said = f"block {pinned.number:,}" if there else f"block {pinned.number:,} was replaced meanwhile: verify again"
    return Witness((Check("all was read as of one block", there, said),))


def _report(
    pinned: Pinned,
    clone: Clone,
    node: str,
    drawn: Verification,
    witnesses: list[Witness],
    onchain: OnChain | None = None,
) -> Verification:
    whole = Witness.together(witnesses)
    block = pinned.block
    tokens = onchain.tokens if onchain else ()
    faults = tuple(Failure("chain", token.fault, None, token.number) for token in tokens if token.fault)
    return replace(
        drawn,
        checks=(*drawn.checks, *whole.checks),
        differences=(*drawn.differences, *whole.differences),
        failures=(*drawn.failures, *faults),
        root=onchain.root.hex() if onchain else None,
        chain={
            "node": masked(node),
            "chain_id": pinned.chain_id,
            "edition": clone.address,
            "block": {
                "number": pinned.number,
                "hash": f"0x{bytes(block['hash']).hex()}",
                "time": datetime.fromtimestamp(block["timestamp"], UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
            },
            "supply": onchain.minted if onchain else None,
            "tokens": [token.number for token in tokens],
        },
        notes=(*drawn.notes, *(_notes(onchain) if onchain else ())),
        unchecked=whole.unchecked,
    )


def _notes(onchain: OnChain) -> list[str]:
    """What a collector should know though nothing is wrong with it."""
    notes = [] if onchain.minted else ["There are no tokens yet."]
    waiting = [token.number for token in onchain.tokens if token.seed is None and not token.fault]
    if waiting:
        notes.append(f"{len(waiting):,} tokens are not revealed yet: they have no picture to compare.")
    if onchain.plate_address != to_checksum_address(onchain.clone.terms.plate):
        notes.append("The owner has let another plate draw the tokens than the edition began with.")
    if not onchain.frozen:
        notes.append("The edition is not frozen: its owner can let another plate draw its tokens.")
    if onchain.is_sketch:
        notes.append("A sketch: its page is a script written by hand, which no engine but a browser draws, and its "
                     "image is a card. The card was compared, the page's bytes were, its pixels were not.")  # fmt: skip
    if len(onchain.revealed) > len(_by_seed(onchain)):
        notes.append("Some tokens have the same seed: of these only the first was drawn.")
    return notes
