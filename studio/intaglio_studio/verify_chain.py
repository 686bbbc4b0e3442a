"""A deployed edition against what it should be: `verify_edition(chain, node, address, ...)`.

With the source or the build at hand, its engines draw the tokens' seeds, and the chain's contract, its
metadata and its bytes are held against them. From chain data alone, the stored script drawn by V8 is held
against the stored contract, the node's answers and the metadata.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from intaglio.bundle import Bundle
from intaglio.packing.page import joined
from intaglio_contracts.factory import create2_address
from intaglio_renderers.node_address import masked
from intaglio_renderers.picture import Renderer
from intaglio_renderers.rpc import RpcRenderer
from intaglio_studio.chain import RpcChain
from intaglio_studio.chain_check import check_history
from intaglio_studio.engines import Choice, Works
from intaglio_studio.onchain import OnChain, Stored, TokenRenderer, read
from intaglio_studio.payload import Payload, check_payload
from intaglio_studio.progress import Board
from intaglio_studio.verification import Check, Difference, Verification, first_difference
from intaglio_studio.verify import Contestant, contestants, verify

CHOICE = Choice()  # all engines that there are


@dataclass(frozen=True)
class Expected:
    """What the edition should be: the engines' works and the build. None of it: from chain data alone."""

    works: Works
    bundle: Bundle


def verify_edition(
    chain: RpcChain,
    address: str,
    *,
    node: str,
    tokens: int,
    expected: Expected | None,
    choice: Choice = CHOICE,
    board: Board | None = None,
) -> Verification:
    """Verify at most `tokens` tokens of the edition at `address`, some of their pages in browsers.

    Raises `Mistake` where there is no edition.
    """
    onchain = read(chain, address, tokens)
    token_uri = TokenRenderer(onchain)
    works = replace(expected.works if expected else _works_of_chain(onchain), page=token_uri.page)
    named, absent = choice.of(works)
    rpc = Contestant("rpc", "the renderer on the node, by eth_call", lambda: _renderer_of(chain, onchain))
    uri = Contestant("tokenURI", "image and attributes of the metadata", lambda: token_uri)
    by_seed = {seed: token for token, seed in onchain.seeds.items()}
    seeds = list(by_seed)
    taking_part = [*contestants(works, named, choice.pages), rpc, uri]
    found = verify(onchain.title, seeds, taking_part, board, tokens=by_seed, absent=absent)
    checks, differences = _stored_parts(onchain, expected.bundle if expected else None)
    parts = (onchain.runtime.data, onchain.script.data)
    if expected:
        parts = (expected.bundle.runtime_part, expected.bundle.script_part)
    odd_pages = _pages(onchain, token_uri, *parts)
    witness = check_history(chain, onchain)
    alone = () if expected else ("From chain data alone: the chain was held against itself, not against a build.",)
    return replace(
        found,
        checks=(*checks, _page_check(odd_pages, token_uri), *witness.checks),
        differences=(*found.differences, *differences, *odd_pages, *witness.differences),
        root=onchain.root.hex(),
        chain={
            "node": masked(node),
            "edition": onchain.edition.address,
            "supply": onchain.supply,
            "tokens": list(onchain.seeds),
        },
        notes=alone + witness.notes,
    )


def _renderer_of(chain: RpcChain, onchain: OnChain) -> Renderer:
    return RpcRenderer(chain.web3, onchain.renderer_address)


def _payload(onchain: OnChain) -> Payload:
    return Payload(onchain.runtime.data, onchain.script.data)


def _works_of_chain(onchain: OnChain) -> Works:
    try:
        script: str | None = _payload(onchain).script()
    except ValueError:
        script = None  # the checks say so
    return Works(title=onchain.title, script=script, renderer=onchain.renderer)


def _stored_parts(onchain: OnChain, bundle: Bundle | None) -> tuple[list[Check], list[Difference]]:
    checks = [_content_check("shared page head", onchain.runtime), _content_check("script", onchain.script)]
    checks.append(check_payload(_payload(onchain), bundle.script if bundle else None))
    if bundle is None:
        return checks, []
    differences = []
    pairs = (
        ("title", bundle.title.encode(), onchain.title.encode()),
        ("build root", bundle.root, onchain.root),
        ("shared page head", bundle.runtime_part, onchain.runtime.data),
        ("script", bundle.script_part, onchain.script.data),
        ("renderer", bundle.renderer_runtime, onchain.renderer),
    )
    for name, promised, held in pairs:
        difference = first_difference(f"{name} on chain", ("the build", promised), ("the chain", held))
        where = f"{len(held):,} bytes" if difference is None else f"byte {difference.offset:,} differs"
        checks.append(Check(f"the {name} is the build's", difference is None, where))
        differences += [difference] if difference else []
    address = create2_address(bundle.renderer_initcode)
    checks.append(
        Check("the renderer's address is a hash of it", address == onchain.renderer_address, onchain.renderer_address)
    )
    return checks, differences


def _content_check(name: str, stored: Stored) -> Check:
    contracts = "a contract" if len(stored.addresses) == 1 else f"{len(stored.addresses)} contracts"
    detail = stored.fault or f"{len(stored.data):,} bytes in {contracts}"
    return Check(f"the {name} is what was deployed", not stored.fault, detail)


def _pages(onchain: OnChain, token_uri: TokenRenderer, head: bytes, script_part: bytes) -> list[Difference]:
    """The first page that is not head, seed and script put together."""
    for token, page in token_uri.pages.items():
        seed = onchain.seeds[token]
        expected = joined(head, seed, script_part)
        difference = first_difference(
            "page", ("its parts", expected), ("tokenURI", page), seed=seed, token=token
        )
        if difference:
            return [difference]
    return []


def _page_check(differences: list[Difference], token_uri: TokenRenderer) -> Check:
    count = len(token_uri.pages)
    detail = f"{count} pages" if not differences else f"not so for token {differences[0].token}"
    return Check("every page is head, seed and script", not differences and count > 0, detail)
