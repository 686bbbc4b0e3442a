"""What a piece costs: bytes stored, gas to deploy, gas to read, measured by doing it on a chain of one's own.

`measure(bundle, 100)` deploys the bundle, renders 100 seeds, mints 100 tokens and reads each. The seeds that are
rendered are those that `verify` draws, the same for every piece and build, so these figures can be compared.
A token's seed depends on its edition's address: what `tokenURI` costs varies a little from build to build.
pyrevm is the chain; where this Python has none, anvil stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from intaglio.bundle import Bundle
from intaglio_contracts.plan import Step
from intaglio_renderers.evm import PYREVM_AVAILABLE
from intaglio_renderers.render_call import encode_render_call
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import deployable
from intaglio_studio.chain import Chain
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.gas import Spread
from intaglio_studio.progress import Board, Silent
from intaglio_studio.pyrevm_chain import PyrevmChain
from intaglio_studio.room import Item, breakdown
from intaglio_studio.seeds import sample

MINT_AT_ONCE = 50  # tokens: about 2.5M gas

Json = dict[str, Any]


@dataclass(frozen=True)
class Cost:
    """What one piece costs. `steps` are its deployment, `room` is what its renderer's bytes go to.

    `render` is gas over `tokens` seeds of `seeds.sample`, `token_uri` gas over as many minted tokens.
    """

    title: str
    script_bytes: int
    steps: tuple[Step, ...]
    room: tuple[Item, ...]
    tokens: int
    render: Spread
    token_uri: Spread

    @property
    def own_bytes(self) -> int:
        """Bytes of code stored for this piece alone."""
        return sum(step.code_size for step in self.steps if not step.shared)

    @property
    def shared_bytes(self) -> int:
        """Bytes of code that all pieces of a chain share."""
        return sum(step.code_size for step in self.steps if step.shared)

    @property
    def own_gas(self) -> int:
        """Gas to deploy this piece on a chain that has the shared parts."""
        return sum(step.gas() for step in self.steps if not step.shared)

    def to_json(self) -> Json:
        """For `demo` and `watch`; bytes and gas as numbers."""
        return {
            "title": self.title,
            "script_bytes": self.script_bytes,
            "stored": [
                {"part": step.label, "bytes": step.code_size, "gas": step.gas(), "shared": step.shared}
                for step in self.steps
            ],
            "own_bytes": self.own_bytes,
            "shared_bytes": self.shared_bytes,
            "deploy_gas": self.own_gas,
            **self.reading(),
        }

    def reading(self) -> Json:
        """The part of it that is about the contract: what its code goes to, and the gas to read tokens."""
        return {
            "renderer": [{"part": item.name, "bytes": item.size} for item in self.room],
            "tokens": self.tokens,
            "render_gas": self.render.to_json(),
            "token_uri_gas": self.token_uri.to_json(),
        }


def measure(bundle: Bundle, tokens: int, board: Board | None = None) -> Cost:
    """Deploy, mint and read `tokens` tokens on a fresh chain. Raises `LimitExceeded`."""
    told = board or Silent()
    with fresh_chain() as chain:
        deployed = deploy(deployable(bundle, supply=tokens), chain)
        edition = Edition(chain, deployed.edition)
        ids: list[int] = []
        while len(ids) < tokens:
            ids += edition.mint(min(MINT_AT_ONCE, tokens - len(ids)))
        renderer = edition.renderer()
        told.begin("gas", tokens)
        render_gas, uri_gas = [], []
        for token, seed in zip(ids, sample(tokens)):
            render_gas.append(chain.measure(renderer, encode_render_call(seed, 0)))
            uri_gas.append(edition.token_uri_gas(token))
            told.advance("gas")
        told.finish("gas")
    return Cost(
        title=bundle.title,
        script_bytes=len(bundle.script.encode()),
        steps=deployed.plan.steps,
        room=breakdown(bundle.yul, bundle.renderer_runtime),
        tokens=tokens,
        render=Spread.of(render_gas),
        token_uri=Spread.of(uri_gas),
    )


@contextmanager
def fresh_chain() -> Iterator[Chain]:
    """An empty chain for the time of the block: in process where this Python can, else an anvil."""
    if PYREVM_AVAILABLE:
        yield PyrevmChain()
    else:
        with LocalChain() as local:
            yield local.open()
