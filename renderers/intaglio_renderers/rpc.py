"""A node spoken to over JSON-RPC: `connect(url)`, and `RpcRenderer`, the picture a deployed contract gives.

Addresses of nodes carry API keys, so no message ever shows more of one than its scheme and host
(`node_address.py`).
"""

from typing import Any

from eth_typing import ChecksumAddress
from web3 import IPCProvider, Web3
from web3.exceptions import Web3Exception, Web3RPCError
from web3.providers.base import BaseProvider
from web3.types import BlockIdentifier, RPCEndpoint, TxParams

from intaglio.backends.evm.limits import ETH_CALL_GAS, intrinsic_gas
from intaglio.ir.nodes import Resolution
from intaglio_renderers.http_node import ANSWER_SECONDS, HttpNode
from intaglio_renderers.node_address import is_socket_path, masked, without_addresses
from intaglio_renderers.node_trouble import NodeFailed, known_cause
from intaglio_renderers.patience import Patience
from intaglio_renderers.picture import Picture, Renderer, RenderError
from intaglio_renderers.render_call import decode_picture, encode_render_call, revert_cause

FIRST_ANSWER_SECONDS = 10.0
SIGNING_SECONDS = 600.0  # somebody finds the device, reads what it shows and presses its button
PATIENCE = Patience()

_TRACE_CALL = RPCEndpoint("debug_traceCall")


class ChainUnreachable(Exception):
    """No node answers at an address, or what answers is no node. The text hides keys in the address."""


def connect(url: str) -> Web3:
    """A Web3 on `url` (http, https, or the path of an IPC socket) that has answered once.

    Raises `ChainUnreachable` within seconds where nothing answers; a node that is only busy is waited for.
    """
    web3 = Web3(_provider(url))
    failure = ""
    try:
        web3.eth.get_block_number()
    except Exception as error:  # a provider may raise the system's or its own
        failure = reason(error)
    if failure:  # not in the handler: the exception there may quote the address
        raise ChainUnreachable(f"no node answers at {masked(url)}: {failure}")
    return web3


def connect_signer(url: str) -> BaseProvider:
    """A signer that is no node, clef for instance, at an http or https address or a socket's path. Nothing is asked of
    it yet.

    Raises `ChainUnreachable` where that is no such address.
    """
    if is_socket_path(url):
        return IPCProvider(url, timeout=int(SIGNING_SECONDS))
    if not url.startswith(("http://", "https://")):
        raise ChainUnreachable(
            f"`{masked(url)}` is neither an http or https address nor a socket's path, for instance http://127.0.0.1:8550"
        )
    return HttpNode(url, patience=PATIENCE, answer_seconds=SIGNING_SECONDS)


def reason(error: Exception) -> str:
    """What went wrong with a request, in a line that shows no key.

    Libraries quote whole addresses, so only a node's own words and known causes are repeated.
    """
    if isinstance(error, NodeFailed):
        return str(error)
    if isinstance(error, Web3RPCError) and error.rpc_response is not None:
        said: object = error.rpc_response.get("error")
        return without_addresses(str(said.get("message", said) if isinstance(said, dict) else said))
    if isinstance(error, Web3Exception):
        return without_addresses(str(error))[:300]
    return known_cause(error) or type(error).__name__


def traced_call_gas(web3: Web3, to: ChecksumAddress, data: bytes, gas: int) -> int:
    """What a call with `gas` spends in contracts, by `debug_traceCall`: less a transaction's 21,000 and
    calldata.

    Meant for a call that is known to succeed. One cheaper than EIP-7623's calldata floor counts as that
    floor.
    """
    call = {"to": to, "data": Web3.to_hex(data), "gas": hex(gas)}
    answer: Any = web3.manager.request_blocking(_TRACE_CALL, [call, "latest", {"tracer": "callTracer"}])
    return int(answer["gasUsed"], 16) - intrinsic_gas(data)


def _provider(url: str) -> BaseProvider:
    scheme = url.partition("://")[0] if "://" in url else ""
    if scheme in ("http", "https"):
        return HttpNode(url, patience=PATIENCE, first_answer_seconds=FIRST_ANSWER_SECONDS)
    if scheme == "ipc" or is_socket_path(url):
        return IPCProvider(url.removeprefix("ipc://"), timeout=int(ANSWER_SECONDS))
    raise ChainUnreachable(
        f"`{masked(url)}` is neither an http or https address nor a socket's path, for instance http://127.0.0.1:8545"
    )


class RpcRenderer(Renderer):
    """Asks a deployed renderer over JSON-RPC: `eth_call` with `gas` stated, as nodes have caps of their own.

    With `measure_gas` each render costs a second request, `debug_traceCall`, which anvil and archive nodes
    answer; `last_gas` is then set. Asked is the state of a `block`, the latest where none is named.
    """

    def __init__(
        self,
        node: str | Web3,
        address: str,
        *,
        gas: int = ETH_CALL_GAS,
        measure_gas: bool = False,
        block: int | None = None,
    ) -> None:
        self.name = "node"
        self.last_gas: int | None = None
        self._web3 = connect(node) if isinstance(node, str) else node
        self._address = self._web3.to_checksum_address(address)
        self._gas = gas
        self._measure_gas = measure_gas
        self._block: BlockIdentifier = "latest" if block is None else block

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        data = encode_render_call(seed, params)
        call: TxParams = {"to": self._address, "data": self._web3.to_hex(data), "gas": self._gas}
        try:
            returned = bytes(self._web3.eth.call(call, self._block, ccip_read_enabled=False))
            if self._measure_gas:
                self.last_gas = traced_call_gas(self._web3, self._address, data, self._gas)
        except Exception as error:  # the node's refusal, or whatever its connection raises
            raise RenderError(f"{self.name}: {self._cause(error)}") from None
        return decode_picture(returned, self.name)

    def _cause(self, error: Exception) -> str:
        data = getattr(error, "data", None)  # set by web3 where the contract reverted
        if isinstance(data, str) and data.startswith("0x"):
            return revert_cause(bytes.fromhex(data[2:]))
        return reason(error)
