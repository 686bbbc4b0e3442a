"""From a compiled piece to what is deployed: `build(piece)` gives its `Bundle`, `contract` and `script` parts of it.

`deployable(bundle)` is the bundle as the deployment plan takes it.
"""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intaglio.bundle import Bundle, symbol_of
from intaglio_renderers.picture import SEED_BYTES
from intaglio_studio.fault import with_ir
from intaglio_studio.piece import Piece
from intaglio_studio.progress import Board, Silent

if TYPE_CHECKING:
    from intaglio_contracts.plan import Deployable

DEFAULT_SUPPLY = 1_000  # tokens, where nobody says
NUMBERS = "fixed"


class GeneratedCodeRefused(Exception):
    """solc does not take the Yul that we generated: a fault of ours."""


@dataclass(frozen=True)
class Contract:
    """A piece's renderer: its Yul, what solc makes of it, and solc's map from `runtime` to `yul`."""

    yul: str
    initcode: bytes
    runtime: bytes
    source_map: str


def script(piece: Piece) -> str:
    """The piece as JavaScript."""
    from intaglio.backends.javascript import emit

    with with_ir(piece.module):
        return emit(piece.module)


def contract(piece: Piece) -> Contract:
    """The piece as an EVM contract, of any size."""
    from intaglio.backends.evm import emit
    from intaglio.backends.evm.solc import SolcError, compile_yul

    with with_ir(piece.module):
        yul = emit(piece.module)
        try:
            compiled = compile_yul(yul)
        except SolcError as error:
            raise GeneratedCodeRefused(str(error)) from error
    return Contract(yul, compiled.initcode, compiled.runtime, compiled.source_map)


def build(piece: Piece, board: Board | None = None) -> Bundle:
    """Everything that goes on chain, and a page to look at. Raises `RendererTooBig`."""
    from intaglio.backends.evm.solc import DEFAULT_EVM_VERSION, solc_version
    from intaglio.packing.page import RUNTIME, framed, page, script_part
    from intaglio_contracts.artifacts import edition_artifact
    from intaglio_studio.room import check_size

    told = board or Silent()
    told.begin("script")
    source = script(piece)
    part = script_part(source)
    told.finish("script", f"{len(part):,} bytes packed")
    told.begin("renderer")
    renderer = contract(piece)
    check_size(piece.title, renderer.yul, renderer.runtime, renderer.source_map)
    told.finish("renderer", f"{len(renderer.runtime):,} bytes of code")
    edition = edition_artifact()
    return Bundle(
        title=piece.title,
        symbol=symbol_of(piece.title),
        description=piece.description,
        size=piece.size,
        digits=piece.digits,
        numbers=NUMBERS,
        params=piece.module.params,
        sources={path.name: text for path, text in piece.sources.items()},
        pictures=piece.pictures,
        script=source,
        runtime_part=RUNTIME,
        script_part=part,
        preview=framed(page(bytes(SEED_BYTES), part)),
        yul=renderer.yul,
        renderer_initcode=renderer.initcode,
        renderer_runtime=renderer.runtime,
        contracts={
            "Edition": {"abi": edition.abi, "initcode": f"0x{edition.initcode.hex()}"},
            "Renderer": {"abi": RENDERER_ABI},
        },
        toolchain={
            "intaglio": importlib.metadata.version("intaglio"),
            "solc": solc_version(),
            "evm": DEFAULT_EVM_VERSION,
            "zopfli": importlib.metadata.version("zopfli"),
        },
    )


def deployable(bundle: Bundle, supply: int = DEFAULT_SUPPLY) -> Deployable:
    """What the deployment plan takes: the parts that are stored, and how many tokens there may be."""
    from intaglio_contracts.plan import Deployable

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
    )


def _argument(name: str, kind: str) -> dict[str, str]:
    return {"name": name, "type": kind, "internalType": kind}


# Generated contracts have no Solidity source to take it from.
RENDERER_ABI = [
    {
        "type": "function",
        "name": "render",
        "stateMutability": "view",
        "inputs": [_argument("seed", "bytes32"), _argument("params", "uint256")],
        "outputs": [_argument("svg", "bytes"), _argument("attributes", "bytes")],
    },
    {"type": "error", "name": "ParamsOutOfRange", "inputs": []},
]
