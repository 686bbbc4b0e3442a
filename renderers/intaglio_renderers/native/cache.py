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
import json
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
RUNTIME_FILES = ("compiler.py", "machine.py", "intrinsics.py", "doubles.py", "runtime.py", "memory.py", "cache.py",
                 "word_type.py", "words.py", "word_runtime.py")  # fmt: skip


def cache_folder() -> Path:
    """The folder named by INTAGLIO_CACHE, or `~/.cache/intaglio`."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else Path.home() / ".cache" / "intaglio"


def load(source: str) -> Loaded:
    """The machine code of generated source, from the cache where it is there and whole."""
    name = f"kernel_{fingerprint(source)[:32]}"
    folder = cache_folder()
    code = read_whole(folder / f"{name}.kernel")
    if code is not None:
        return link(code, compiled=False)
    path = folder / f"{name}.py"
    write_whole(path, source.encode())
    code = compile_source(source, path)
    write_whole(folder / f"{name}.kernel", code, checked=True)
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


def kept_runtime() -> list[str] | None:
    """The runtime's functions in LLVM's language, where an earlier compilation left them."""
    kept = read_whole(runtime_path())
    return None if kept is None else [str(text) for text in json.loads(kept)]


def runtime_path() -> Path:
    """Where the runtime's functions are kept, for all pieces."""
    return cache_folder() / f"runtime_{fingerprint('')[:32]}.json"


def read_whole(path: Path) -> bytes | None:
    """What `write_whole` wrote, checked; None where there is nothing or the digest is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, content = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == digest else None


def write_whole(path: Path, data: bytes, *, checked: bool = False) -> None:
    """Write a file that is seen whole or not at all; a folder that cannot be written is no error.

    `checked`: behind its SHA-256.
    """
    if checked:
        data = hashlib.sha256(data).digest() + data
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
    if not runtime.kept:
        write_whole(runtime_path(), json.dumps(runtime.texts).encode(), checked=True)
    return machine_code([*rules.texts, *runtime.texts])
