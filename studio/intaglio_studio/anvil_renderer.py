"""A renderer contract in an anvil of its own, for Pythons that have no pyrevm."""

from __future__ import annotations

from contextlib import ExitStack

from web3.types import RPCEndpoint

from intaglio.ir.nodes import Resolution
from intaglio_renderers.picture import Picture, Renderer
from intaglio_renderers.rpc import RpcRenderer
from intaglio_studio.anvil import LocalChain

_CONTRACT = "0x0000000000000000000000000000000000c0DE00"


class AnvilRenderer(Renderer):
    """Starts anvil, puts `runtime` there as a contract's code, and asks it over JSON-RPC."""

    def __init__(self, runtime: bytes) -> None:
        self.name = "anvil"
        self._held = ExitStack()
        chain = self._held.enter_context(LocalChain())
        set_code = RPCEndpoint("anvil_setCode")
        chain.web3.manager.request_blocking(set_code, [_CONTRACT, f"0x{runtime.hex()}"])
        self._renderer = RpcRenderer(chain.web3, _CONTRACT, measure_gas=True)

    @property
    def last_gas(self) -> int | None:
        """Gas of the last render that succeeded, from the contract's first opcode on."""
        return self._renderer.last_gas

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        return self._renderer.render(seed, params)

    def close(self) -> None:
        self._held.close()
