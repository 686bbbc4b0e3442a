"""The three rasters of `tests/bench/rasters`, each also written by hand in C and in JavaScript, ready to be run.

A hand-written one is given what the piece draws from its seed: the value of its one `uniform`, and the word that noise
is seeded with.
"""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intaglio.backends.javascript import emit
from intaglio.frontend import Compiled, compile_file
from intaglio.ir.interpret import Sfc32
from intaglio.ir.nodes import Module
from intaglio.pipeline import lower

FOLDER = Path(__file__).parent / "rasters"
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


# Each raster by both scripts, in turn: seconds, the least of `rounds`, and whether all bytes are the same.
_IN_NODE = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { kernels, size, seed, rounds } = JSON.parse(readFileSync(0));
const [width, height] = size, results = [];
const LOCALS = [..."abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"];
const timed = (action) => {
  const began = performance.now(), result = action();
  return [(performance.now() - began) / 1e3, result];
};
for (const { script, file, value, field } of kernels) {
  const { render } = await import(pathToFileURL(file));
  const generated = new Function("S", ...LOCALS, script + "\\n;return P");
  let ours = Infinity, theirs = Infinity, same = true, hex = "";
  for (let round = 0; round < rounds; round++) {
    const [a, pixels] = timed(() => generated.call({ R: size }, seed));
    const [b, written] = timed(() => render(width, height, value, field));
    ours = Math.min(ours, a), theirs = Math.min(theirs, b);
    hex = Buffer.from(written.buffer).toString("hex");
    same &&= Buffer.from(pixels.buffer).toString("hex") === hex;
  }
  results.push([ours, theirs, same, size[0] * size[1] <= 10000 ? hex : ""]);
}
console.log(JSON.stringify(results));
"""


@dataclass(frozen=True)
class InNode:
    """What node made of a kernel. `pixels`: the hand-written script's bytes, of a small raster."""

    generated_seconds: float
    written_seconds: float
    same: bool
    pixels: bytes


def in_node(kernels: Sequence[Kernel], seed: bytes, size: tuple[int, int], rounds: int) -> list[InNode]:
    """Run the generated and the hand-written script of each kernel in turn, in one node process."""
    jobs = []
    for kernel in kernels:
        value, field = kernel.drawn(seed)
        file = str(FOLDER / f"{kernel.name}.mjs")
        jobs.append({"script": emit(kernel.module()), "file": file, "value": value, "field": field})
    job = json.dumps({"kernels": jobs, "size": size, "seed": seed.hex(), "rounds": rounds})
    node = shutil.which("node") or "node"
    command = [node, "--input-type=module", "-e", _IN_NODE]
    done = subprocess.run(command, input=job, capture_output=True, text=True, check=True)
    return [InNode(a, b, same, bytes.fromhex(pixels)) for a, b, same, pixels in json.loads(done.stdout)]
