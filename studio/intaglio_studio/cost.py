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

from intaglio.backends.evm.limits import ETH_CALL_GAS, MAX_CODE
from intaglio.backends.evm.solc import compile_yul
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
from intaglio_studio.outcome import Outcome
from intaglio_studio.progress import Board, Silent
from intaglio_studio.pyrevm_chain import PyrevmChain
from intaglio_studio.room import Item, breakdown
from intaglio_studio.seeds import sample

ITEMS = 10  # of the renderer's parts that a table shows
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
        """For `--json` and reports; bytes and gas as numbers."""
        return {
            "title": self.title,
            "script_bytes": self.script_bytes,
            "stored": [
                {"part": step.label, "bytes": step.code_size, "gas": step.gas(), "shared": step.shared}
                for step in self.steps
            ],
            "renderer": [{"part": item.name, "bytes": item.size} for item in self.room],
            "own_bytes": self.own_bytes,
            "shared_bytes": self.shared_bytes,
            "deploy_gas": self.own_gas,
            "tokens": self.tokens,
            "render_gas": self.render.to_json(),
            "token_uri_gas": self.token_uri.to_json(),
        }

    def table(self) -> str:
        """For people."""
        lines = [f"{self.title}", "", f"  {'stored':<18}{'bytes':>9}{'gas to deploy':>16}"]
        for step in self.steps:
            note = "  once a chain, for all pieces" if step.shared else ""
            note = _room(step.code_size) if step.label == "renderer" else note
            lines.append(f"  {step.label:<18}{step.code_size:>9,}{step.gas():>16,}{note}")
        lines += [f"  {'this piece':<18}{self.own_bytes:>9,}{self.own_gas:>16,}", ""]
        lines.append(f"  {f'gas, {self.tokens} tokens':<18}{'minimum':>14}{'median':>14}{'maximum':>14}")
        for label, spread in (("render", self.render), ("tokenURI", self.token_uri)):
            over = "  above the 50M of an eth_call" if spread.most > ETH_CALL_GAS else ""
            figures = "".join(f"{value:>14,}" for value in (spread.least, spread.median, spread.most))
            lines.append(f"  {label:<18}{figures}{over}")
        lines += ["", f"  the script has {self.script_bytes:,} bytes before packing", "", "  the renderer's bytes"]
        lines += [f"  {item.size:>9,}  {item.name}" for item in self.room[:ITEMS]]
        rest = sum(item.size for item in self.room[ITEMS:])
        lines += [f"  {rest:>9,}  the rest"] if rest else []
        return "\n".join(lines)


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
        room=_room_of(bundle),
        tokens=tokens,
        render=Spread.of(render_gas),
        token_uri=Spread.of(uri_gas),
    )


def without_contract(bundle: Bundle) -> Outcome:
    """What is known of a piece that has no contract: the bytes of its script."""
    source, own, shared = len(bundle.script.encode()), len(bundle.script_part), len(bundle.runtime_part)
    text = [
        f"{bundle.title}: no gas, as it has no contract: {bundle.no_contract}", "",
        f"  {own:>9,}  bytes of the packed script, the piece's own",
        f"  {shared:>9,}  bytes that all pieces of a chain share",
        f"  {source:>9,}  bytes of the script before packing",
    ]  # fmt: skip
    data = {"title": bundle.title, "script_bytes": source, "own_bytes": own, "shared_bytes": shared,
            "no_contract": bundle.no_contract}  # fmt: skip
    return Outcome("\n".join(text), data)


@contextmanager
def fresh_chain() -> Iterator[Chain]:
    """An empty chain for the time of the block: in process where this Python can, else an anvil."""
    if PYREVM_AVAILABLE:
        yield PyrevmChain()
    else:
        with LocalChain() as local:
            yield local.open()


def _room_of(bundle: Bundle) -> tuple[Item, ...]:
    """The breakdown of a build's renderer: solc's map is not kept in a build, so it is made again (or cached)."""
    return breakdown(bundle.yul, bundle.renderer_runtime, compile_yul(bundle.yul).source_map)


def _room(size: int) -> str:
    return f"  {100 * size / MAX_CODE:.0f}% of the {MAX_CODE:,} that a contract may have"
