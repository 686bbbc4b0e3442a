"""The script in a JavaScript engine: one long-lived process that draws seed after seed.

Read from the bottom: `JavaScriptRenderer` keeps a `_Worker`, starts another one where it died or was ended for taking
too long, and turns whatever goes wrong into a `RenderError`. The worker (`javascript-worker.mjs` in node,
`script_worker.py` around SpiderMonkey and QuickJS) runs exactly the script that the page inflates.
"""

import contextlib
import importlib.util
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from intaglio.ir.nodes import Resolution
from intaglio.language.raster import Raster
from intaglio_renderers.picture import SEED_BYTES, Picture, Renderer, RenderError, token_bytes

NODE_WORKER = Path(__file__).with_name("javascript-worker.mjs")
PYTHON_WORKER = Path(__file__).with_name("script_worker.py")
PACKAGES = {"spidermonkey": "pythonmonkey", "quickjs": "quickjs"}  # engines that a Python package brings
SECONDS_PER_SEED = 30.0
BATCH = 256  # seeds on their way at a time: 17 kB, so a pipe of 64 kB never makes both sides wait
_CHUNK = 1 << 16


class EngineMissing(RenderError):
    """There is no such engine on this machine."""


def absence(engine: str) -> str | None:
    """Why this machine has no such engine, and how to get it; None where it has."""
    if engine in PACKAGES:
        package = PACKAGES[engine]
        there = importlib.util.find_spec(package) is not None
        return None if there else f"no Python package `{package}`; `pip install {package}` brings it"
    return None if shutil.which("node") else "`node` is not on PATH; install node 20 or later"


def command_of(engine: str) -> list[str]:
    """The command that starts the worker of an engine: node, spidermonkey or quickjs. Raises `EngineMissing`."""
    why = absence(engine)
    if why is not None:
        raise EngineMissing(f"{engine}: {why}")
    if engine in PACKAGES:
        return [sys.executable, "-P", str(PYTHON_WORKER), engine]
    return [shutil.which("node") or "node", str(NODE_WORKER)]


class _WorkerEnded(Exception):
    """The process is gone, or was ended for taking too long. The text says why."""


class _Worker:
    """An engine's process, to be given a script and then seeds."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        command = command_of(engine)
        self._stderr: IO[bytes] = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, bufsize=0
        )
        self._unread = b""
        self._owner = os.getpid()

    def load(self, script: str) -> None:
        """Put a script in the place of the one before, of which nothing is left. Raises `_WorkerEnded`."""
        self._send(script)

    @property
    def alive(self) -> bool:
        """Whether this process may talk to it: a forked child must start its own."""
        return self._owner == os.getpid() and self._process.poll() is None

    def draw(self, tokens: Sequence[bytes], resolution: Resolution | None, seconds: float) -> Iterator[object]:
        """The worker's answers for a batch, in order, each within `seconds`. Raises `_WorkerEnded`."""
        self._send([resolution, *(token.hex() for token in tokens)])
        for _ in tokens:
            yield json.loads(self._line(time.monotonic() + seconds, seconds))

    def close(self) -> None:
        """End the process."""
        if self._owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _send(self, job: object) -> None:
        assert self._process.stdin is not None
        message = json.dumps(job).encode() + b"\n"
        try:
            while message:
                message = message[self._process.stdin.write(message) :]
        except OSError:
            raise self._ended() from None

    def _line(self, deadline: float, seconds: float) -> bytes:
        assert self._process.stdout is not None
        pieces = []
        while b"\n" not in self._unread:
            pieces.append(self._unread)
            if not select.select([self._process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
                self.close()
                raise _WorkerEnded(f"it was still running after {seconds:g} s")
            self._unread = self._process.stdout.read(_CHUNK) or b""
            if not self._unread:
                raise self._ended()
        line, _, self._unread = self._unread.partition(b"\n")
        return b"".join([*pieces, line])

    def _ended(self) -> _WorkerEnded:
        status = self._process.wait()
        self._stderr.seek(0)
        said = self._stderr.read().decode(errors="replace").split("\n")
        cause = next((line.strip() for line in said if "rror" in line), "no cause given")
        self.close()
        return _WorkerEnded(f"{self._engine} ended with status {status}: {cause}")


_kept: dict[str, _Worker] = {}  # engine -> a worker that waits for another script


class JavaScriptRenderer(Renderer):
    """Draws with a script of the JavaScript backend in `engine`: node (V8), spidermonkey or quickjs.

    `seconds` is the limit for one seed. `keep`: a process that has done nothing wrong stays for the next renderer that
    keeps, which saves thousands of scripts the half second that SpiderMonkey takes to start.
    """

    def __init__(
        self, script: str, *, engine: str = "node", seconds: float = SECONDS_PER_SEED, keep: bool = False
    ) -> None:
        self.name = self._engine = engine
        self._keep = keep
        self._script = script
        self._seconds = seconds
        self._worker: _Worker | None = None

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        return self.render_many([seed], params, resolution)[0]

    def render_many(
        self, seeds: Sequence[bytes], params: int = 0, resolution: Resolution | None = None
    ) -> list[Picture]:
        """The pictures of several seeds, in order; faster than one by one. Raises `RenderError` at the first error."""
        for seed in seeds:
            if len(seed) != SEED_BYTES:
                raise RenderError(f"{self.name}: a seed has {SEED_BYTES} bytes, not {len(seed)}")
        pictures: list[Picture] = []
        for at in range(0, len(seeds), BATCH):
            pictures += self._batch([token_bytes(seed, params) for seed in seeds[at : at + BATCH]], resolution)
        return pictures

    def close(self) -> None:
        if self._worker is not None and self._keep and self._worker.alive and self._engine not in _kept:
            _kept[self._engine] = self._worker
        elif self._worker is not None:
            self._worker.close()
        self._worker = None

    def _start(self) -> _Worker:
        """A worker with the script in it: one that was kept, or a new one. Raises `_WorkerEnded`."""
        kept = _kept.pop(self._engine, None) if self._keep else None
        worker = kept if kept is not None and kept.alive else _Worker(self._engine)
        worker.load(self._script)
        return worker

    def _end(self) -> None:
        """End a process that may still be at work."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _batch(self, tokens: Sequence[bytes], resolution: Resolution | None) -> list[Picture]:
        pictures: list[Picture] = []
        try:
            if self._worker is None or not self._worker.alive:
                self._end()
                self._worker = self._start()
            for answer in self._worker.draw(tokens, resolution, self._seconds):
                pictures.append(self._picture(answer))
        except _WorkerEnded as ended:
            self._worker = None
            raise RenderError(f"{self.name}: seed {tokens[len(pictures)][:SEED_BYTES].hex()}: {ended}") from None
        except RenderError as error:
            self._end()  # the rest of the batch is still on its way
            if isinstance(error, EngineMissing):
                raise
            raise RenderError(f"{self.name}: seed {tokens[len(pictures)][:SEED_BYTES].hex()}: {error}") from None
        return pictures

    def _picture(self, answer: object) -> Picture:
        match answer:
            case [str(svg), str(traits)]:
                return Picture(svg.encode(), traits.encode())
            case [str(svg), str(traits), int(width), int(height), str(pixels)]:
                return Picture(svg.encode(), traits.encode(), Raster(width, height, bytes.fromhex(pixels)))
            case {"error": str(cause)}:
                raise RenderError(" ".join(cause.split()))
            case _:
                raise RenderError("an answer that is no picture")
