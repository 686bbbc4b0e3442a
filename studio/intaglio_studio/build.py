"""From a compiled piece to what is deployed: `build(piece)` gives its `Bundle`, `contract` and `script` parts of it.

`deployable(bundle)` is the bundle as the deployment plan takes it.
"""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intaglio.bundle import Bundle, symbol_of
from intaglio.packing.codecs import Packed, Target
from intaglio.root import NO_SAMPLE, Sample
from intaglio_renderers.picture import SEED_BYTES
from intaglio_studio.fault import with_ir
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import Piece
from intaglio_studio.progress import Board, Silent
from intaglio_studio.script import script_for

if TYPE_CHECKING:
    from intaglio_contracts.plan import Deployable, Settings

DEFAULT_SUPPLY = 1_000  # tokens, where nobody says
NO_CONTRACT_HELP = "its script and its page are complete: `intaglio build` makes them, `intaglio verify` compares them"


class GeneratedCodeRefused(Exception):
    """solc does not take the Yul that we generated: a fault of ours."""


@dataclass(frozen=True)
class Contract:
    """A piece's renderer: its Yul, and what solc makes of it."""

    yul: str
    initcode: bytes
    runtime: bytes


@dataclass(frozen=True)
class OnChain:
    """The contracts of a piece and what made them; `missing` says why there are none."""

    renderer: Contract
    contracts: dict[str, dict[str, Any]]
    toolchain: dict[str, str]
    missing: str = ""


def script(piece: Piece) -> str:
    """The piece as JavaScript, to be run and not to be stored: `script_for` is for that."""
    from intaglio.backends.javascript import emit

    with with_ir(piece.module):
        return emit(piece.module)


def contract(piece: Piece) -> Contract:
    """The piece as an EVM contract, of any size. Raises `Mistake` for what the EVM does not take."""
    from intaglio.backends.evm import refusal
    from intaglio.backends.evm.compile import compile_module
    from intaglio.backends.evm.solc import SolcError

    reason = refusal(piece.module)
    if reason:
        raise no_contract(piece.title, reason)
    with with_ir(piece.module):
        try:
            compiled = compile_module(piece.module)
        except SolcError as error:
            raise GeneratedCodeRefused(str(error)) from error
    code = compiled.code
    return Contract(compiled.yul, code.initcode, code.runtime)


def no_contract(title: str, reason: str) -> Mistake:
    """That a piece has no renderer contract."""
    return Mistake(f"{title} has no contract: {reason}", help=NO_CONTRACT_HELP, code="no-contract")


def build(
    piece: Piece,
    board: Board | None = None,
    *,
    target: Target = Target.PAGE,
    codec: str | None = None,
    trials: int = 0,
    sample: int = 0,
) -> Bundle:
    """Everything that goes on chain, and a page to look at. Raises `RendererTooBig`.

    The script is packed as small as `target` can read, or by `codec`, after so many `trials` of what makes it smaller.
    A piece that the EVM does not take has no contract in it: `no_contract` says why. The pictures of `sample` seeds are
    promised: `RenderError` where one has none.
    """
    from intaglio.backends.evm import refusal
    from intaglio.packing.page import framed, head, packed_script, page
    from intaglio.packing.runtime import VERSION

    told = board or Silent()
    told.begin("script", trials or None)
    source = script_for(piece, codec or target.value[0], trials, lambda *_: told.advance("script")).text()
    packed = packed_script(source, raster=piece.has_raster, text=piece.text_size, target=target, codec=codec)
    told.finish("script", tried(packed))
    reason = refusal(piece.module)
    on_chain = _nothing(reason) if reason else _on_chain(piece, told)
    return Bundle(
        title=piece.title,
        symbol=symbol_of(piece.title),
        description=piece.description,
        size=piece.size,
        digits=piece.digits,
        numbers=piece.module.numbers,
        medium=piece.module.medium,
        params=piece.module.params,
        sources={path.name: text for path, text in piece.sources.items()},
        pictures=piece.pictures,
        script=source,
        codec=packed.codec,
        tried=packed.tried,
        trials=trials,
        runtime_version=VERSION if head(packed.codec) else 0,
        runtime_part=head(packed.codec),
        script_part=packed.payload,
        preview=framed(page(bytes(SEED_BYTES), packed)),
        yul=on_chain.renderer.yul,
        renderer_initcode=on_chain.renderer.initcode,
        renderer_runtime=on_chain.renderer.runtime,
        contracts=on_chain.contracts,
        toolchain={name: importlib.metadata.version(name) for name in ("intaglio", "zopfli")} | on_chain.toolchain,
        no_contract=on_chain.missing,
        sample=_sample(piece, sample, told),
    )


def tried(packed: Packed) -> str:
    """What a packed script takes, and what else was tried: `812 bytes by context-mixing; shared-deflate 1,010`."""
    others = [f"{name} {size:,}" for name, size in packed.tried.items() if name != packed.codec]
    return "; ".join([f"{len(packed.payload):,} bytes by {packed.codec}", *others])


def _sample(piece: Piece, count: int, told: Board) -> Sample:
    """What is promised of a piece's pictures, by numba."""
    from intaglio_renderers.native import NativeRenderer
    from intaglio_studio.promise import drawn_sample
    from intaglio_studio.resolution import small_resolution

    if count == 0:
        return NO_SAMPLE
    told.begin("sample", count)
    spans = [param.span for param in piece.module.params]
    with with_ir(piece.module), NativeRenderer(piece.module) as renderer:
        sample = drawn_sample(renderer, count, spans, small_resolution(piece.module), lambda: told.advance("sample"))
    told.finish("sample", f"root {sample.root.hex()[:16]}…")
    return sample


def _on_chain(piece: Piece, told: Board) -> OnChain:
    """The contracts of a piece."""
    from intaglio.backends.evm.solc import DEFAULT_EVM_VERSION, solc_version
    from intaglio_contracts.artifacts import edition_artifact
    from intaglio_studio.room import check_size

    told.begin("renderer")
    renderer = contract(piece)
    check_size(piece.title, renderer.yul, renderer.runtime)
    told.finish("renderer", f"{len(renderer.runtime):,} bytes of code")
    edition = edition_artifact()
    contracts: dict[str, dict[str, Any]] = {
        "Edition": {"abi": edition.abi, "initcode": f"0x{edition.initcode.hex()}"},
        "Renderer": {"abi": RENDERER_ABI},
    }
    return OnChain(renderer, contracts, {"solc": solc_version(), "evm": DEFAULT_EVM_VERSION})


def _nothing(reason: str) -> OnChain:
    """What there is on chain of a piece without a contract."""
    return OnChain(Contract("", b"", b""), {}, {}, reason)


def deployable(bundle: Bundle, supply: int = DEFAULT_SUPPLY, settings: Settings | None = None) -> Deployable:
    """What the deployment plan takes: the parts that are stored, how many tokens there may be, and what else the
    edition's `settings` are, by default seeds that the mint gives at once.

    Raises `Mistake` where there is no contract.
    """
    from intaglio_contracts.artifacts import Output
    from intaglio_contracts.plan import Deployable, Settings

    if bundle.no_contract:
        raise no_contract(bundle.title, bundle.no_contract)
    return Deployable(
        title=bundle.title,
        symbol=bundle.symbol,
        description=bundle.description,
        runtime_part=bundle.runtime_part,
        script_part=bundle.script_part,
        renderer_initcode=bundle.renderer_initcode,
        renderer_runtime=bundle.renderer_runtime,
        manifest_root=bundle.root,
        supply=supply,
        outputs=outputs_of(bundle.medium) | (Output.SKETCH if bundle.is_sketch else 0),
        manifest_rest=bundle.rest,
        sample_count=bundle.sample.count,
        sample_root=bundle.sample.root,
        param_spans=tuple(param.span for param in bundle.params),
        settings=settings or Settings(),
    )


def outputs_of(medium: str) -> int:
    """What the metadata of a piece's tokens have: of plain text no image, since the contract's is the text itself."""
    from intaglio_contracts.artifacts import Output

    return Output.ANIMATION if medium == "text" else Output.IMAGE | Output.ANIMATION


def _argument(name: str, kind: str) -> dict[str, str]:
    return {"name": name, "type": kind, "internalType": kind}


# Generated contracts have no Solidity source to take it from.
RENDERER_ABI: list[dict[str, Any]] = [
    {
        "type": "function",
        "name": "render",
        "stateMutability": "view",
        "inputs": [_argument("seed", "bytes32"), _argument("params", "uint256")],
        "outputs": [_argument("svg", "bytes"), _argument("attributes", "bytes")],
    },
    {"type": "error", "name": "ParamsOutOfRange", "inputs": []},
]
