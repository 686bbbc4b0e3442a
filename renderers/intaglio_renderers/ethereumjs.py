"""The renderer contract in a second EVM, @ethereumjs/evm, which shares no code with revm.

It follows Osaka's rules and is some ten times slower than revm. What it alone can do is tell where the gas goes:
`spent(seed, params, owners)` adds it up by the owners of the instructions.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from intaglio.ir.nodes import Resolution
from intaglio.node_packages import PackageMissing, package_folder
from intaglio_renderers.picture import Picture, Renderer, RenderError
from intaglio_renderers.render_call import decode_picture, encode_render_call, revert_cause

HARDFORK = "osaka"
CALL_GAS = 2**40  # far beyond any chain: `last_gas` tells what would not fit there
_WORKER = Path(__file__).with_name("ethereumjs-worker.mjs")
_PACKAGE = "@ethereumjs/evm"

WORKER, STILL = -1, -2  # in the place of an owner: works for whoever called it; belongs to the instruction before


class EthereumjsMissing(RenderError):
    """There is no node, or no such package."""


def absence() -> str | None:
    """Why this machine has no such engine, and how to get it; None where it has."""
    if not shutil.which("node"):
        return "`node` is not on PATH; install node 20 or later"
    try:
        package_folder(_PACKAGE)
    except PackageMissing as missing:
        return str(missing)
    return None


class EthereumjsRenderer(Renderer):
    """Runs a renderer's runtime code in a process of its own, at some 10 million gas a second."""

    def __init__(self, runtime: bytes, *, gas_limit: int = CALL_GAS) -> None:
        self.name = "ethereumjs"
        self._gas_limit = gas_limit
        self.last_gas = 0
        """Gas of the last render that succeeded, from the contract's first opcode on."""
        why = absence()
        if why is not None:
            raise EthereumjsMissing(f"{self.name}: {why}")
        self._process = subprocess.Popen(
            [shutil.which("node") or "node", str(_WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        packages = package_folder(_PACKAGE).parent.parent  # what resolves beside it
        self._send({"packages": f"{packages}/", "hardfork": HARDFORK, "code": f"0x{runtime.hex()}"})

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        answer = self._call(seed, params, None)
        self.last_gas = int(answer["gas"])
        return decode_picture(bytes.fromhex(answer["returned"][2:]), self.name)

    def spent(self, seed: bytes, params: int, owners: Sequence[int]) -> list[int]:
        """Gas of a render by owner; the last is what is nobody's. Raises `RenderError`.

        `owners` has for each byte of the code the number of its instruction's owner, or `WORKER` or `STILL`.
        """
        answer = self._call(seed, params, list(owners))
        return list(map(int, answer["spent"]))

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def _call(self, seed: bytes, params: int, owners: list[int] | None) -> dict[str, Any]:
        data = f"0x{encode_render_call(seed, params).hex()}"
        self._send({"data": data, "gas": self._gas_limit, "owners": owners})
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RenderError(f"{self.name}: its process ended")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            returned = bytes.fromhex(answer["returned"][2:])
            cause = revert_cause(returned) if answer["error"] == "revert" else f"halted: {answer['error']}"
            raise RenderError(f"{self.name}: {cause}")
        return answer

    def _send(self, job: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RenderError(f"{self.name}: its process ended") from None
