"""The Solidity compiler behind one function: `compile_standard_json(job) -> output`.

Read from the bottom: `compile_yul` and `compile_solidity` build jobs; `compile_standard_json` looks in the
disk cache, runs the job on a compiler and sorts errors from warnings. Two compilers of the same version
give the same output: a native one that py-solc-x has installed, else npm's WebAssembly build in one
resident node process (0.6 s to start, so it stays). Contract metadata is left out of bytecode, so bytecode
depends on code alone.
"""

import atexit
import contextlib
import hashlib
import json
import logging
import os
import posixpath
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from intaglio.node_packages import package_folder

SOLC_VERSION = "0.8.37"
DEFAULT_EVM_VERSION = "cancun"  # every rollup runs it
# Inline, join and prune, but neither take apart into single assignments nor share subexpressions: what solc's
# own sequence shares it must then move about on the stack. 8% less gas in a fifth of the time on our examples.
YUL_STEPS = "DxTuijmues:"

Json = dict[str, Any]
_log = logging.getLogger("intaglio.solc")
_WORKER = Path(__file__).with_name("solc-worker.mjs")
_IMPORT = re.compile(r'^\s*import\s(?:[^"\';]*?\sfrom\s)?\s*["\']([^"\']+)["\']', re.MULTILINE)


class SolcError(Exception):
    """solc refused a job or could not run. `messages` holds its formatted messages, one an item."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = tuple(messages)


@dataclass(frozen=True)
class CompiledYul:
    """A compiled Yul object. `source_map` is solc's compressed map of `runtime`: `line_map` reads it."""

    initcode: bytes
    runtime: bytes
    source_map: str
    warnings: tuple[str, ...]


class _Compiler(Protocol):
    def version(self) -> str: ...
    def run(self, job: str) -> Json: ...


class _NativeSolc:
    """A native solc that py-solc-x has installed: one short process a job."""

    def __init__(self, executable: Path) -> None:
        self._executable = executable

    def version(self) -> str:
        text = subprocess.run([self._executable, "--version"], capture_output=True, text=True, check=True).stdout
        return str(text).rsplit("Version:", 1)[-1].strip()

    def run(self, job: str) -> Json:
        done = subprocess.run([self._executable, "--standard-json"], input=job, capture_output=True, text=True)
        if done.returncode:
            raise SolcError([f"solc ended with status {done.returncode}: {done.stderr.strip()}"])
        return _json_object(done.stdout)


class _ResidentSolc:
    """npm's solc in one long-lived node process: a line of JSON in, a line of JSON out."""

    def __init__(self, package: Path) -> None:
        node = shutil.which("node")
        if node is None:
            raise SolcError(["`node` is not on PATH; Intaglio needs node 20 or later to run solc"])
        self._stderr: IO[str] = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            [node, str(_WORKER), str(package)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
            encoding="utf-8",
        )
        self.owner = os.getpid()
        self._version = str(self._answer()["version"])

    def version(self) -> str:
        return self._version

    @property
    def alive(self) -> bool:
        """Whether this process may talk to it: a forked child must start its own."""
        return self.owner == os.getpid() and self._process.poll() is None

    def run(self, job: str) -> Json:
        assert self._process.stdin is not None
        try:
            with contextlib.suppress(BrokenPipeError):  # `_answer` tells what it said before it died
                self._process.stdin.write(job + "\n")
                self._process.stdin.flush()
            answer = self._answer()
        except BaseException:  # Ctrl-C above all: this job's answer must not become the next one's
            self._process.kill()
            self._process.wait()
            raise
        if "crash" in answer:
            self._process.wait()  # it ends itself, and the next job must find it ended
            raise SolcError([f"solc crashed: {answer['crash']}"])
        output: Json = answer["output"]
        return output

    def close(self) -> None:
        if self.owner != os.getpid():
            return
        assert self._process.stdin is not None and self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._stderr.close()

    def _answer(self) -> Json:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._stderr.seek(0)
            said = self._stderr.read().strip()[-2000:]
            raise SolcError([f"the solc process ended unexpectedly (status {self._process.returncode}): {said}"])
        return _json_object(line)


_lock = threading.Lock()  # one job at a time on the resident process
_resident: _ResidentSolc | None = None


def _native_executable() -> Path | None:
    folder = os.environ.get("SOLCX_BINARY_PATH") or Path.home() / ".solcx"
    if not Path(folder).is_dir():
        return None  # asking py-solc-x would create the folder
    import solcx.install  # here, not above: it costs 0.2 s, and a cached compilation needs no compiler

    installed = {str(version) for version in solcx.install.get_installed_solc_versions()}
    return Path(solcx.install.get_executable(SOLC_VERSION)) if SOLC_VERSION in installed else None


def _compiler() -> _Compiler:
    """The native compiler where there is one of our version, else the resident one. Call under `_lock`."""
    global _resident
    native = _native_executable()
    if native is not None:
        return _NativeSolc(native)
    if _resident is None or not _resident.alive:
        _resident = _ResidentSolc(package_folder("solc"))
        if not _resident.version().startswith(SOLC_VERSION + "+"):
            raise SolcError([f"the npm package solc is {_resident.version()}, Intaglio is pinned to {SOLC_VERSION}"])
    return _resident


@atexit.register
def close() -> None:
    """End the resident compiler; the next job starts another."""
    global _resident
    with _lock:
        if _resident is not None:
            _resident.close()
            _resident = None


def solc_version() -> str:
    """The compiler's long version, for instance `0.8.37+commit.f401782d.Emscripten.clang`."""
    with _lock:
        return _compiler().version()


def compile_standard_json(job: Mapping[str, object]) -> Json:
    """Run one standard-JSON job; its output with `errors` reduced to the warnings worth showing.

    Raises `SolcError` with solc's own messages where the job does not compile. Good outputs are cached on
    disk by the hash of version and job, under INTAGLIO_CACHE or `~/.cache/intaglio`.
    """
    text = json.dumps(job, sort_keys=True)
    cached = _cache_folder() / f"{hashlib.sha256(f'{SOLC_VERSION} {text}'.encode()).hexdigest()}.json"
    output = _read_cache(cached)
    if output is None:
        with _lock:
            output = _compiler().run(text)
        messages: list[Json] = output.get("errors", [])
        errors = [m for m in messages if m["severity"] == "error"]
        if errors:
            raise SolcError([_text(message) for message in errors])
        output["errors"] = [message for message in messages if not _is_noise(message)]
        _write_cache(cached, output)
    for message in output["errors"]:
        _log.warning("%s", _text(message))
    return output


DEPLOYED_RUNS = 5000  # from here on the masks of doubles are written out in all functions that share them
OTHER_YUL_STEPS = (":", "xi:")  # what lays a function out flatter where YUL_STEPS lays it out too deep
STACK_TOO_DEEP = "StackTooDeepError"


def compile_yul(
    source: str,
    *,
    evm_version: str = DEFAULT_EVM_VERSION,
    optimize: bool = True,
    runs: int | None = None,
    steps: str = YUL_STEPS,
) -> CompiledYul:
    """Compile one Yul object whose only sub-object is the code that its initcode returns.

    `runs` is how often the code is expected to run: small values make it smaller, large ones faster. solc heeds it
    only where the sub-object's name ends in `_deployed`, as in what it makes of Solidity; None stands for
    `DEPLOYED_RUNS` there.
    `steps` is the sequence of solc's Yul optimizer. A rare function is laid out deeper than the EVM's stack reaches
    with these steps: then it is compiled with others. Raises `SolcError`.
    """
    if runs is None:
        runs = DEPLOYED_RUNS if '_deployed"' in source else 200
    job = {"language": "Yul", "sources": {"renderer.yul": {"content": source}}}
    attempts = [(True, s) for s in (steps, *OTHER_YUL_STEPS)] if optimize else []
    attempts.append((False, steps))
    for left, (optimizing, sequence) in zip(reversed(range(len(attempts))), attempts, strict=True):
        settings = _settings(evm_version, optimizing, runs, ["bytecode.object", "deployedBytecode"])
        if optimizing:
            settings["optimizer"]["details"] = {"yul": True, "yulDetails": {"optimizerSteps": sequence}}
        try:
            output = compile_standard_json(job | {"settings": settings})
            break
        except SolcError as error:
            if left == 0 or STACK_TOO_DEEP not in str(error):
                raise
    (contract,) = output["contracts"]["renderer.yul"].values()
    evm = contract["evm"]
    if not evm.get("deployedBytecode", {}).get("object"):
        raise SolcError(["the Yul object has no single sub-object `runtime` to deploy"])
    return CompiledYul(
        initcode=bytes.fromhex(evm["bytecode"]["object"]),
        runtime=bytes.fromhex(evm["deployedBytecode"]["object"]),
        source_map=evm["deployedBytecode"]["sourceMap"],
        warnings=tuple(_text(message) for message in output["errors"]),
    )


def compile_solidity(
    sources: Mapping[str, str],
    *,
    evm_version: str = DEFAULT_EVM_VERSION,
    optimize: bool = True,
    runs: int = 200,
    via_ir: bool = False,
) -> Json:
    """Compile Solidity `sources` (by source unit name) and what they import from npm packages.

    An import such as `solady/src/utils/Base64.sol` is read from `node_modules`. The result is solc's
    standard-JSON output: `["contracts"][unit][name]` with `abi` and `evm`. Raises `SolcError`.
    """
    outputs = ["bytecode.object", "deployedBytecode.object", "deployedBytecode.immutableReferences"]
    settings = _settings(evm_version, optimize, runs, outputs)
    settings["outputSelection"]["*"]["*"] += ["abi", "evm.methodIdentifiers"]
    settings["viaIR"] = via_ir
    contents = {name: {"content": text} for name, text in sorted(with_imports(sources).items())}
    return compile_standard_json({"language": "Solidity", "sources": contents, "settings": settings})


def _settings(evm_version: str, optimize: bool, runs: int, outputs: list[str]) -> Json:
    return {
        "evmVersion": evm_version,
        "optimizer": {"enabled": optimize, "runs": runs},
        "metadata": {"appendCBOR": False, "bytecodeHash": "none"},
        "outputSelection": {"*": {"*": [f"evm.{output}" for output in outputs]}},
    }


def with_imports(sources: Mapping[str, str]) -> dict[str, str]:
    """`sources` closed under `import`, keyed by source unit name: the job then holds every byte it depends
    on.
    """
    closed = dict(sources)
    queue = list(sources)
    while queue:
        importer = queue.pop()
        for path in _IMPORT.findall(closed[importer]):
            name = path
            if path.startswith("."):
                name = posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))
            if name not in closed:
                closed[name] = _read_package_source(name, importer)
                queue.append(name)
    return closed


def _read_package_source(name: str, importer: str) -> str:
    package, _, inner = name.partition("/")
    if package.startswith("@"):
        scope, inner = inner.split("/", 1)
        package = f"{package}/{scope}"
    try:
        return (package_folder(package) / inner).read_text("utf-8")
    except OSError as error:
        raise SolcError([f"{importer} imports {name}, which cannot be read: {error.strerror}"]) from error


def _cache_folder() -> Path:
    override = os.environ.get("INTAGLIO_CACHE")
    return (Path(override) if override else Path.home() / ".cache" / "intaglio") / "solc"


def _read_cache(path: Path) -> Json | None:
    try:
        return _json_object(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None  # absent, or cut short by a full disk: compile again


def _write_cache(path: Path, output: Json) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump(output, file)
        os.replace(file.name, path)  # whole or not at all, also with two builds at once
    except OSError as error:
        _log.warning("cannot keep compiled contracts in %s: %s", path.parent, error.strerror)


def _is_noise(message: Json) -> bool:
    """Whether this is one of about 90 deprecations inside Solady, which nobody here can act on."""
    file = (message.get("sourceLocation") or {}).get("file", "")
    return file.startswith("solady/") and "deprecated" in message["message"]


def _text(message: Json) -> str:
    return str(message.get("formattedMessage") or message["message"]).strip()


def _json_object(text: str) -> Json:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError("expected a JSON object")
    return value
