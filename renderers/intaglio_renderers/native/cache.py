"""From generated source to machine code, once: numba compiles, the object code is kept, later processes load it.

`load` is the whole story. A kernel's name is a hash of everything that its machine code depends on: the generated
source, the source of our runtime, the versions of numba, llvmlite, numpy and Python, the processor. The cache folder
holds `<name>.py`, to read, and `<name>.kernel`, the object code behind its own SHA-256, both written under another
name first and then moved into place, so that processes may race and a torn file is never run.

Numba's own cache would do, but importing numba and filling its registries takes longer (half a second) than
most renderings. Object code needs only llvmlite, which takes a tenth of that.
"""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from intaglio_renderers.native.machine import Loaded, host, link, machine_code

CACHE_VARIABLE = "INTAGLIO_CACHE"
DIGEST_BYTES = 32
# What machine code depends on beside the generated source.
RUNTIME_FILES = ("compiler.py", "machine.py", "intrinsics.py", "runtime.py", "memory.py", "cache.py")


def cache_folder() -> Path:
    """The folder named by INTAGLIO_CACHE, or `~/.cache/intaglio`."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else Path.home() / ".cache" / "intaglio"


def load(source: str) -> Loaded:
    """The machine code of generated source, from the cache where it is there and whole."""
    name = f"kernel_{fingerprint(source)[:32]}"
    folder = cache_folder()
    code = read_code(folder / f"{name}.kernel")
    if code is not None:
        return link(code, compiled=False)
    path = folder / f"{name}.py"
    write_whole(path, source.encode())
    code = compile_source(source, path)
    write_whole(folder / f"{name}.kernel", hashlib.sha256(code).digest() + code)
    return link(code, compiled=True)


def fingerprint(source: str) -> str:
    """A hash of the source and of everything else that its machine code depends on."""
    digest = hashlib.sha256(environment().encode())
    digest.update(source.encode())
    return digest.hexdigest()


@cache
def environment() -> str:
    """What two machines or installations must share to share machine code."""
    here = Path(__file__).parent
    runtime = hashlib.sha256(b"".join((here / name).read_bytes() for name in RUNTIME_FILES)).hexdigest()
    versions = [f"{package} {version(package)}" for package in ("numba", "llvmlite", "numpy")]
    return "\n".join([runtime, *versions, platform.python_version(), *host()])


def read_code(path: Path) -> bytes | None:
    """The object code in a file, None where there is none or its digest is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, code = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    return code if hashlib.sha256(code).digest() == digest else None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is seen whole or not at all; a folder that cannot be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)


def compile_source(source: str, path: Path) -> bytes:
    """Let numba compile the module's `kernel`; its object code. `path` names the source in tracebacks."""
    namespace: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}
    exec(compile(source, str(path), "exec"), namespace)
    rules, runtime = namespace["rules"], namespace["RUNTIME"]
    return machine_code([*rules.texts, *runtime.texts])
