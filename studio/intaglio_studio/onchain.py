"""What a chain holds of an edition: `read(chain, address)`; and `TokenRenderer`, the tokens' metadata as an engine.

Everything here is read with calls that any node answers. Contracts that hold data are content-addressed, so
an altered one gives itself away: its address is no longer the hash of what lies there.
"""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.ir.nodes import Resolution
from intaglio_contracts.codestore import data_initcode, join
from intaglio_contracts.factory import create2_address
from intaglio_renderers.picture import SEED_BYTES, Picture, Renderer, RenderError
from intaglio_studio.chain import CallFailed, Chain
from intaglio_studio.edition import BadMetadata, Edition
from intaglio_studio.mistake import Mistake

UNKNOWN_TOKEN = "TokenDoesNotExist()"


@dataclass(frozen=True)
class Stored:
    """Data that an edition keeps in contracts: their addresses, and what is wrong with them if anything."""

    addresses: tuple[str, ...]
    data: bytes
    fault: str


@dataclass(frozen=True)
class OnChain:
    """An edition as a chain has it. `seeds` is by token, for the tokens that were asked for."""

    edition: Edition
    title: str
    supply: int
    root: bytes
    runtime: Stored
    script: Stored
    renderer_address: str
    renderer: bytes
    seeds: dict[int, bytes]


def read(chain: Chain, address: str, most: int) -> OnChain:
    """An edition and at most `most` of its tokens, spread over all there are.

    Raises `Mistake` where there is no edition, or one without tokens.
    """
    if not _is_address(address):
        raise Mistake(f"`{address}` is no address", help="an address is 0x and 40 hexadecimal digits")
    if not chain.code_at(address):
        raise Mistake(f"there is no contract at {address} on this chain", code="no-edition")
    edition = Edition(chain, address)
    title, supply = edition.name(), edition.total_supply()
    if supply == 0:
        raise Mistake(
            f"edition {address} has no tokens yet", help="`intaglio deploy BUILD --mint 3`", code="no-tokens"
        )
    renderer = edition.renderer()
    return OnChain(
        edition=edition,
        title=title,
        supply=supply,
        root=edition.manifest_root(),
        runtime=_stored(chain, edition.runtime_parts()),
        script=_stored(chain, edition.script_parts()),
        renderer_address=renderer,
        renderer=chain.code_at(renderer),
        seeds={token: _seed(edition, token) for token in spread(supply, most)},
    )


def spread(supply: int, most: int) -> list[int]:
    """At most `most` of the tokens 1 to `supply`, the first and the last among them.

    >>> spread(3, 100), spread(100, 4)
    ([1, 2, 3], [1, 34, 67, 100])
    """
    if supply <= most:
        return list(range(1, supply + 1))
    if most == 1:
        return [1]
    return [1 + round(i * (supply - 1) / (most - 1)) for i in range(most)]


class TokenRenderer(Renderer):
    """An engine whose pictures are the `image` and `attributes` of a token's metadata. Keeps their pages."""

    def __init__(self, onchain: OnChain) -> None:
        self.name = "tokenURI"
        self._edition = onchain.edition
        self._tokens = {seed: token for token, seed in onchain.seeds.items()}
        self._title = onchain.title
        self.pages: dict[int, bytes] = {}

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        token = self._tokens[seed]
        try:
            metadata = self._edition.metadata(token)
        except (CallFailed, BadMetadata) as error:
            raise RenderError(f"{self.name}: {error}") from None
        if metadata.name != f"{self._title} #{token}":
            raise RenderError(f"{self.name}: the token calls itself `{metadata.name}`")
        self.pages[token] = metadata.page
        return Picture(metadata.svg, metadata.attributes)

    def page(self, seed: bytes) -> bytes:
        """The page of a seed's token: its `animation_url`."""
        if self._tokens[seed] not in self.pages:
            self.render(seed)
        return self.pages[self._tokens[seed]]


def _seed(edition: Edition, token: int) -> bytes:
    """A token's seed; zeros where the edition counts a token that it does not know, which verification then tells."""
    try:
        return edition.seed(token)
    except CallFailed as error:
        if str(error) != UNKNOWN_TOKEN:
            raise
        return bytes(SEED_BYTES)


def _stored(chain: Chain, addresses: tuple[str, ...]) -> Stored:
    data, fault = b"", ""
    for number, address in enumerate(addresses, 1):
        code = chain.code_at(address)
        try:
            chunk = join([code])
            if create2_address(data_initcode(chunk)) != address:
                fault = f"part {number} at {address} is not what was deployed: its address is no hash of it"
        except ValueError:
            chunk, fault = b"", f"part {number} at {address} holds no data"
        data += chunk
    return Stored(addresses, data, fault)


def _is_address(text: str) -> bool:
    return len(text) == 42 and text.startswith("0x") and all(c in "0123456789abcdefABCDEF" for c in text[2:])
