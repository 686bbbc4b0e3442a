"""What gets deployed, as one value and as one folder: `Bundle`, `Bundle.write(folder)`, `read(folder)`.

A build folder holds one file a part and `manifest.json`, which lists every part's size and SHA-256, what made them,
what pictures are promised, and `root`, which stands for all of it and goes into the edition on chain. `root.py` says
how: whoever has the bytes that a chain stores, and `rest`, has the root too. So a folder, its manifest and a deployed
edition vouch for each other. Nothing in it depends on the machine, the time or Python's hash seed: the same source and
the same toolchain give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from intaglio.ir.params import Param
from intaglio.ir.types import Type
from intaglio.root import NO_SAMPLE, Sample, Stored, manifest_root

FORMAT = 3
MANIFEST = "manifest.json"
SUFFIX = ".build"
SOURCES = "source"
CONTRACTS = "contracts"
_HASHED_APART = ("runtime.bin", "script.bin", "renderer.runtime.hex")  # what a chain holds itself
_CONTRACT_PARTS = ("renderer.yul", "renderer.hex", "renderer.runtime.hex")

Json = dict[str, Any]


class BundleDamaged(Exception):
    """A build folder is not what its manifest says. `part` names the file."""

    def __init__(self, folder: Path, part: str, cause: str) -> None:
        super().__init__(f"{folder / part} {cause}")
        self.folder = folder
        self.part = part
        self.cause = cause


class NotABundle(Exception):
    """A folder holds no build, or one that must not be overwritten."""


@dataclass(frozen=True)
class Bundle:
    """A built piece, or a packed sketch. Parts are bytes as deployed or written; `sources` has the piece first.

    `pictures` maps the path of each PNG file that the piece reads, below its folder, to the file.
    `no_contract` says why there is no renderer contract, where there is none: its parts are then empty.
    `codec` is how `script_part` is packed, and `tried` what each codec would have given, in bytes; `runtime_part` is
    the Runtime of that codec, of version `runtime_version`, or nothing where none is needed, and 0. `trials` is how
    many changes of the script were tried to make it smaller.
    `sample` is what is promised of the pictures.
    `contracts` maps a contract's name to its JSON (`abi`, and `initcode` where it is deployed);
    `toolchain` maps a tool to its version; `size` is width and height, of a `medium` of "text" its columns and lines.
    """

    title: str
    symbol: str
    description: str
    size: tuple[int, int]
    digits: int
    numbers: str
    params: tuple[Param, ...]
    sources: Mapping[str, str]
    pictures: Mapping[str, bytes]
    script: str
    codec: str
    tried: Mapping[str, int]
    runtime_version: int
    runtime_part: bytes
    script_part: bytes
    preview: bytes
    yul: str
    renderer_initcode: bytes
    renderer_runtime: bytes
    contracts: Mapping[str, Json]
    toolchain: Mapping[str, str]
    no_contract: str = ""
    trials: int = 0
    medium: str = "svg"
    sample: Sample = NO_SAMPLE

    @property
    def parts(self) -> dict[str, bytes]:
        """Every file of the build folder but the manifest, by its name in the folder, sorted."""
        files = {
            "script.js": self.script.encode(),
            "runtime.bin": self.runtime_part,
            "script.bin": self.script_part,
            "page.html": self.preview,
        }
        if not self.no_contract:
            files |= {
                "renderer.yul": self.yul.encode(),
                "renderer.hex": self.renderer_initcode.hex().encode() + b"\n",
                "renderer.runtime.hex": self.renderer_runtime.hex().encode() + b"\n",
            }
        files |= {f"{SOURCES}/{name}": text.encode() for name, text in self.sources.items()}
        files |= {f"{SOURCES}/{name}": data for name, data in self.pictures.items()}
        files |= {f"{CONTRACTS}/{name}.json": _printed(value) for name, value in self.contracts.items()}
        return dict(sorted(files.items()))

    @property
    def manifest(self) -> Json:
        """What `manifest.json` holds."""
        manifest: Json = {
            "format": FORMAT,
            "title": self.title,
            "symbol": self.symbol,
            "description": self.description,
            "size": list(self.size),
            "digits": self.digits,
            "numbers": self.numbers,
            "params": [asdict(param) | {"type": param.type.value} for param in self.params],
            "piece": next(iter(self.sources)),
            "toolchain": dict(sorted(self.toolchain.items())),
            "packing": self._packing(),
            "parts": {
                name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for name, data in self.parts.items()
            },
        }
        if self.no_contract:
            manifest["no_contract"] = self.no_contract
        if self.medium != "svg":
            manifest["medium"] = self.medium
        rest = _rest(manifest)
        sample = {"count": self.sample.count, "root": self.sample.root.hex()}
        root = manifest_root(rest, self.stored, self.sample)
        return manifest | {"sample": sample, "rest": rest.hex(), "root": root.hex()}

    def _packing(self) -> Json:
        runtime = {"version": self.runtime_version, "sha256": hashlib.sha256(self.runtime_part).hexdigest()}
        return {
            "codec": self.codec,
            "tried": dict(sorted(self.tried.items())),
            "trials": self.trials,
            "runtime": runtime if self.runtime_part else None,
        }

    @property
    def is_sketch(self) -> bool:
        """Whether it was packed from a script written by hand: its contract draws only a card."""
        return not next(iter(self.sources)).endswith(".py")

    @property
    def stored(self) -> Stored:
        """What a chain holds of it."""
        return Stored(self.runtime_part, self.script_part, self.renderer_runtime)

    @property
    def root(self) -> bytes:
        """32 bytes that stand for the whole bundle; the edition keeps them on chain."""
        return bytes.fromhex(self.manifest["root"])

    @property
    def rest(self) -> bytes:
        """32 bytes that stand for what the manifest says and no chain holds."""
        return bytes.fromhex(self.manifest["rest"])

    def write(self, folder: Path) -> Path:
        """Write the build folder, whole or not at all, in place of an earlier build; the manifest's path.

        Raises `NotABundle` where `folder` holds something else than a build.
        """
        if folder.exists() and not is_replaceable(folder):
            raise NotABundle(f"{folder} exists and is no build of Intaglio: it is left as it is")
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, data in {**self.parts, MANIFEST: _printed(self.manifest)}.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(data)
            fresh.chmod(0o755)  # mkdtemp's 0700 would hide a published build
            _replace(folder, fresh)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return folder / MANIFEST


def is_replaceable(folder: Path) -> bool:
    """Whether a build may take the place of `folder`: it is empty, or holds a build."""
    if not folder.is_dir():
        return False
    return not any(folder.iterdir()) or _is_manifest(folder / MANIFEST)


def read(folder: Path) -> Bundle:
    """The bundle of a build folder, every hash checked.

    Raises `NotABundle` where there is none and `BundleDamaged`, naming the part, where it was altered.
    """
    manifest = _read_manifest(folder)
    parts = {name: _read_part(folder, name, entry) for name, entry in manifest["parts"].items()}
    try:
        bundle = _assemble(manifest, parts)
        if bundle._packing() != manifest["packing"]:
            raise ValueError("its runtime is not the one that it names")
    except (KeyError, ValueError, TypeError) as error:  # a root that holds, over parts that are none
        raise BundleDamaged(folder, MANIFEST, f"describes no build: {error!r}") from None
    if bundle.manifest != manifest:
        raise BundleDamaged(folder, MANIFEST, "was altered: its root is not the hash of the rest")
    return bundle


def symbol_of(title: str) -> str:
    """A token symbol made of a title: its letters and digits, at most eight.

    >>> symbol_of("Drift"), symbol_of("Éclat no. 2"), symbol_of("…")
    ('DRIFT', 'ECLATNO2', 'PIECE')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "".join(c for c in plain.upper() if c.isalnum())[:8] or "PIECE"


def _assemble(manifest: Json, parts: Mapping[str, bytes]) -> Bundle:
    files = sorted((n for n in parts if n.startswith(f"{SOURCES}/")), key=lambda n: (n != _piece(manifest), n))
    names = [name for name in files if name.endswith(".py") or name == _piece(manifest)]
    width, height = manifest["size"]
    no_contract = manifest.get("no_contract", "")
    contract = dict.fromkeys(_CONTRACT_PARTS, b"") if no_contract else {name: parts[name] for name in _CONTRACT_PARTS}
    return Bundle(
        title=manifest["title"],
        symbol=manifest["symbol"],
        description=manifest["description"],
        size=(width, height),
        digits=manifest["digits"],
        numbers=manifest["numbers"],
        params=tuple(Param(**{**param, "type": Type(param["type"])}) for param in manifest["params"]),
        sources={name.removeprefix(f"{SOURCES}/"): parts[name].decode() for name in names},
        pictures={name.removeprefix(f"{SOURCES}/"): parts[name] for name in files if name not in names},
        script=parts["script.js"].decode(),
        codec=manifest["packing"]["codec"],
        tried=manifest["packing"]["tried"],
        runtime_version=(manifest["packing"]["runtime"] or {"version": 0})["version"],
        runtime_part=parts["runtime.bin"],
        script_part=parts["script.bin"],
        preview=parts["page.html"],
        yul=contract["renderer.yul"].decode(),
        renderer_initcode=bytes.fromhex(contract["renderer.hex"].decode()),
        renderer_runtime=bytes.fromhex(contract["renderer.runtime.hex"].decode()),
        contracts={Path(n).stem: json.loads(d) for n, d in parts.items() if n.startswith(f"{CONTRACTS}/")},
        toolchain=manifest["toolchain"],
        no_contract=no_contract,
        trials=manifest["packing"]["trials"],
        medium=manifest.get("medium", "svg"),
        sample=Sample(manifest["sample"]["count"], bytes.fromhex(manifest["sample"]["root"])),
    )


def _piece(manifest: Json) -> str:
    return f"{SOURCES}/{manifest['piece']}"


def _read_manifest(folder: Path) -> Json:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise NotABundle(f"{folder} is no build: it has no {MANIFEST}") from None
    except (OSError, ValueError) as error:
        raise BundleDamaged(folder, MANIFEST, f"cannot be read: {error}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NotABundle(f"{folder} is no build that this version of Intaglio reads (format {FORMAT})")
    if not isinstance(manifest.get("parts"), dict) or manifest.get("rest") != _rest(manifest).hex():
        raise BundleDamaged(folder, MANIFEST, "was altered: its root is not the hash of the rest")
    return manifest


def _read_part(folder: Path, name: str, entry: Json) -> bytes:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise BundleDamaged(folder, MANIFEST, f"lists {name!r}, which lies outside the build")
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        raise BundleDamaged(folder, name, "is missing") from None
    except OSError as error:
        raise BundleDamaged(folder, name, f"cannot be read: {error.strerror}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != entry["sha256"]:
        size = f"it has {len(data):,} bytes, the manifest says {entry['bytes']:,}"
        hashes = f"its SHA-256 is {found[:12]}…, the manifest says {entry['sha256'][:12]}…"
        raise BundleDamaged(folder, name, f"was altered: {hashes if len(data) == entry['bytes'] else size}")
    return data


def _is_manifest(path: Path) -> bool:
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and "format" in manifest and "parts" in manifest


def _replace(folder: Path, fresh: Path) -> None:
    """Put `fresh` where `folder` is; the old one is away only for the time of two renames."""
    old = Path(f"{fresh}-old")
    if folder.exists():
        os.rename(folder, old)
    os.rename(fresh, folder)
    shutil.rmtree(old, ignore_errors=True)


def _rest(manifest: Json) -> bytes:
    """The SHA-256 of the manifest, printed canonically, without what goes into the root by itself."""
    rest = {name: value for name, value in manifest.items() if name not in ("root", "rest", "sample")}
    rest["parts"] = {name: entry for name, entry in manifest["parts"].items() if name not in _HASHED_APART}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()


def _printed(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
