"""A build as a project of another tool: `brownie_project(exported)` and `foundry_project(exported)` give its files.

Both hold the build folder as it is (`piece.build`), the Solidity with the part of Solady that it imports, a deploy
script, tests, and `plan.json`: the initcode of every step and where it will lie. The edition's initcode is cut where
its owner's address stands, so that a script can put in who deploys; the addresses are those that `intaglio deploy`
gives the same owner.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intaglio.bundle import MANIFEST, Bundle
from intaglio_contracts import factory
from intaglio_contracts.plan import DeploymentPlan
from intaglio_renderers.picture import Renderer
from intaglio_studio.mistake import Mistake
from intaglio_studio.seeds import sample

BUILD = "piece.build"  # the build folder in an exported project
PLAN = "plan.json"
SAMPLES = 6  # pictures that the project's tests ask the deployed renderer for
SOLADY = "solady/"

Json = dict[str, Any]
Files = dict[str, bytes]

_TEMPLATES = Path(__file__).parent / "templates"
_OWNERS = tuple("0x" + hashlib.sha256(b"owner %d" % n).hexdigest()[:40] for n in range(2))  # marks, nobody's addresses


@dataclass(frozen=True)
class Export:
    """What an exported project is made of. `sources` has Solidity by source unit name, Solady's among it."""

    bundle: Bundle
    sources: Mapping[str, str]
    interfaces: Mapping[str, list[Json]]
    plan: Json


def export_of(bundle: Bundle, plan_for: Callable[[str], DeploymentPlan], renderer: Renderer) -> Export:
    """What is exported of a build. `plan_for(owner)` is its plan; `renderer` draws what the tests compare with."""
    from intaglio.backends.evm.solc import with_imports
    from intaglio_contracts.artifacts import contract_sources, edition_artifact
    from intaglio_studio.build import RENDERER_ABI

    return Export(
        bundle=bundle,
        sources=with_imports(contract_sources()),
        interfaces={"IPieceEdition": edition_artifact().abi, "IPieceRenderer": RENDERER_ABI},
        plan=_plan(bundle, plan_for, renderer),
    )


def brownie_project(export: Export) -> Files:
    """The files of a Brownie project, by path. Solady lies below `contracts`, where Brownie compiles it."""
    files = _template("brownie", export)
    files |= {f"contracts/{name}": text.encode() for name, text in export.sources.items()}
    files |= {f"interfaces/{name}.json": _printed(abi) for name, abi in export.interfaces.items()}
    return files | _build(export)


def foundry_project(export: Export) -> Files:
    """The files of a Foundry project, by path. Solady lies in `lib`."""
    files = _template("foundry", export)
    for name, text in export.sources.items():
        files[f"lib/{name}" if name.startswith(SOLADY) else f"src/{name}"] = text.encode()
    return files | _build(export)


def refuse_occupied(folder: Path) -> None:
    """Raises `Mistake` where something is in the folder already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Mistake(f"{folder} is not empty: it is left as it is", help="choose another folder", code="exists")


def write(files: Files, folder: Path) -> None:
    """Write a project, whole or not at all. Raises `Mistake`."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, data in files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(data)
            fresh.chmod(0o755)  # mkdtemp's 0700 is for secrets
            os.replace(fresh, folder)  # an empty folder may be replaced
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise Mistake(f"cannot write {folder}: {error.strerror}", code="file") from None


def cut_at_owner(initcode_for: Callable[[str], bytes]) -> tuple[bytes, ...]:
    """An initcode in the pieces between which the owner's 20 bytes stand; whole, where the owner is said already.

    Raises `ValueError` where it depends on the owner in another way.
    """
    mark, other = (bytes.fromhex(owner[2:]) for owner in _OWNERS)
    pieces = tuple(initcode_for(_OWNERS[0]).split(mark))
    if other.join(pieces) != initcode_for(_OWNERS[1]):
        raise ValueError("the edition's initcode is more than the owner's address between constant bytes")
    return pieces


def _plan(bundle: Bundle, plan_for: Callable[[str], DeploymentPlan], renderer: Renderer) -> Json:
    shared = plan_for(_OWNERS[0]).steps[:-1]
    if shared != plan_for(_OWNERS[1]).steps[:-1]:
        raise ValueError("a step before the edition depends on its owner")
    pieces = cut_at_owner(lambda owner: plan_for(owner).steps[-1].initcode)
    return {
        "title": bundle.title,
        "symbol": bundle.symbol,
        "manifestRoot": f"0x{bundle.root.hex()}",
        "factory": factory.ADDRESS,
        "factoryCode": f"0x{factory.CODE.hex()}",
        # In columns: forge reads a list of equals, but not a field of every one in a list.
        "steps": {
            "label": [step.label for step in shared],
            "address": [step.address for step in shared],
            "initcode": [f"0x{step.initcode.hex()}" for step in shared],
        },
        "edition": [f"0x{piece.hex()}" for piece in pieces],
        "samples": _samples(renderer),
    }


def _samples(renderer: Renderer) -> Json:
    seeds = sample(SAMPLES)
    pictures = [renderer.render(seed) for seed in seeds]
    return {
        "seed": [f"0x{seed.hex()}" for seed in seeds],
        "svgSha256": [f"0x{hashlib.sha256(picture.chain_image).hexdigest()}" for picture in pictures],
        "attributes": [picture.traits.decode() for picture in pictures],
    }


def _template(name: str, export: Export) -> Files:
    """The files of a template folder, with the piece's title in them."""
    folder = _TEMPLATES / name
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
    title = " ".join(export.bundle.title.split())
    return {path: text.replace("THE PIECE", title).encode() for path, text in texts.items()}


def _build(export: Export) -> Files:
    bundle = export.bundle
    parts = {**bundle.parts, MANIFEST: _printed(bundle.manifest)}
    return {PLAN: _printed(export.plan)} | {f"{BUILD}/{name}": data for name, data in parts.items()}


def _printed(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
