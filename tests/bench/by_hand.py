"""The three rasters of `tests/bench/rasters`, each also written by hand in C and in JavaScript, ready to be run.

A hand-written one is given what the piece draws from its seed: the value of its one `uniform`, and the word that noise
is seeded with.
"""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from intaglio.backends.javascript import emit
from intaglio.frontend import Compiled, compile_file
from intaglio.ir.interpret import Sfc32
from intaglio.ir.nodes import Module
from intaglio.pipeline import lower

FOLDER = Path(__file__).parent / "rasters"
Times = tuple[float, float]  # seconds by the clock, and of the processor, all threads together
NEVER: Times = (float("inf"), float("inf"))
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-fopenmp")


@dataclass(frozen=True)
class Kernel:
    """A raster, and the ends of the range that its piece draws a value from."""

    name: str
    low: float
    high: float

    def compiled(self) -> Compiled:
        """The piece, from its source."""
        return compile_file(FOLDER / f"{self.name}.py")

    def module(self) -> Module:
        """The piece, as backends take it."""
        return lower(self.compiled().module).module

    def drawn(self, seed: bytes) -> tuple[float, int]:
        """The value drawn from the seed, and the word of the noise."""
        generator = Sfc32.from_seed(seed)
        return self.low + (self.high - self.low) * ((generator.next() & 0xFFFFFFFF) / 2**32), generator.field_word


KERNELS = (Kernel("warp", 200, 300), Kernel("fractal", -2.1, -1.9), Kernel("scene", -0.2, 0.2))


class InC:
    """The C of a kernel, compiled by gcc."""

    def __init__(self, kernel: Kernel, folder: Path) -> None:
        self.kernel = kernel
        library = folder / f"{kernel.name}.so"
        source = FOLDER / f"{kernel.name}.c"
        command = [compiler(), *FLAGS, "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(library), str(source), "-lm"]
        subprocess.run(command, check=True)
        self._render = ctypes.CDLL(str(library)).render
        self._render.argtypes = (
            ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_double, ctypes.c_uint32, ctypes.c_int
        )  # fmt: skip
        self._render.restype = None

    def render(self, seed: bytes, size: tuple[int, int], threads: int = 1) -> Any:
        """The pixels' bytes, as a buffer."""
        pixels = (ctypes.c_char * (4 * size[0] * size[1]))()
        value, field = self.kernel.drawn(seed)
        self._render(ctypes.addressof(pixels), *size, value, field & 0xFFFFFFFF, threads)
        return pixels


def compiler() -> str:
    """The path of gcc; "gcc" where there is none."""
    return shutil.which("gcc") or "gcc"


# One script in a new node, as a page runs it, once: its times, and the pixels in hex or, of many, their hash.
_IN_NODE = """
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { script, file, value, field, size, seed } = JSON.parse(readFileSync(0));
const written = script ? undefined : await import(pathToFileURL(file));
Object.assign(globalThis, { S: seed, R: size });
const began = performance.now(), before = process.cpuUsage();
const pixels = script ? ((0, eval)(script), P) : written.render(...size, value, field);
const seconds = (performance.now() - began) / 1e3, used = process.cpuUsage(before);
const bytes = Buffer.from(pixels.buffer);
const shown = bytes.length <= 40000 ? bytes.toString("hex") : createHash("sha256").update(bytes).digest("hex");
console.log(JSON.stringify([[seconds, (used.user + used.system) / 1e6], shown]));
"""


@dataclass(frozen=True)
class InNode:
    """What node took for a kernel by our script and by one by hand; the pixels of each in hex, or their hash."""

    times: tuple[Times, Times]
    pixels: tuple[str, str]


def in_node(kernel: Kernel, seed: bytes, size: tuple[int, int], rounds: int = 1) -> InNode:
    """Run the generated and the hand-written script of a kernel in turn, each time in a new node; the least times."""
    value, field = kernel.drawn(seed)
    job = {"size": size, "seed": seed.hex(), "value": value, "field": field}
    jobs = [job | {"script": emit(kernel.module())}, job | {"file": str(FOLDER / f"{kernel.name}.mjs")}]
    runs = [[_node(job) for job in jobs] for _ in range(rounds)]
    ours, theirs = zip(*runs)
    assert len({pixels for _, pixels in ours}) == len({pixels for _, pixels in theirs}) == 1
    times = [reduce(least, (took for took, _ in side)) for side in (ours, theirs)]
    return InNode((times[0], times[1]), (ours[0][1], theirs[0][1]))


def least(one: Times, other: Times) -> Times:
    """The less of each."""
    return min(one[0], other[0]), min(one[1], other[1])


def _node(job: dict[str, Any]) -> tuple[Times, str]:
    command = [shutil.which("node") or "node", "--input-type=module", "-e", _IN_NODE]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True)
    (seconds, processor), pixels = json.loads(done.stdout)
    return (seconds, processor), pixels
