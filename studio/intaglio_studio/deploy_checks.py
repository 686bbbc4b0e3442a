"""What would make a deployment fail, found before its first transaction: `check_chain`, `obstacles`.

Sizes of contracts and the gas of each step are the plan's own to check (`intaglio_contracts.plan`): those limits hold
on every chain. Here is what only the chain can tell: whether it is the one that is meant, whether its node has caught
up, what a block holds, and whether the money lasts.
"""

from __future__ import annotations

from typing import Any

from web3 import Web3
from web3.types import RPCEndpoint

from intaglio_renderers.rpc import reason
from intaglio_studio.chain import ChainUnreachable
from intaglio_studio.deploy_quote import Quote, ether, gwei
from intaglio_studio.journal import Owner
from intaglio_studio.mistake import Mistake


def check_chain(web3: Web3, expected: int | None) -> None:
    """Raise `Mistake` where the chain is not the one whose id was given, or its node is still catching up."""
    chain_id, syncing = _asked(web3, "eth_chainId"), _asked(web3, "eth_syncing", needed=False)
    if expected is not None and int(chain_id, 16) != expected:
        raise Mistake(
            f"the node is of chain {int(chain_id, 16)}, not of {expected}",
            help="check the address given with `--rpc`, or the `--chain-id`",
            code="wrong-chain",
        )
    if isinstance(syncing, dict):
        at, of = (int(syncing.get(name, "0x0"), 16) for name in ("currentBlock", "highestBlock"))
        raise Mistake(
            f"the node has not caught up with its chain: it is at block {at:,} of {of:,}",
            help="wait, or give another node with `--rpc`",
            code="not-synced",
        )


def identity(web3: Web3, account: str) -> Owner:
    """Which chain this is. The first block tells apart chains of one id, as every fresh local one is."""
    first = _asked(web3, "eth_getBlockByNumber", ["0x0", False], needed=False)
    return Owner(int(_asked(web3, "eth_chainId"), 16), str((first or {}).get("hash", "0x")), account)


def obstacles(found: Quote, web3: Web3) -> Mistake | None:
    """Everything that stands in the way of what is quoted."""
    wrong, helps = [], []
    latest = _asked(web3, "eth_getBlockByNumber", ["latest", False]) or {}
    block_gas = int(latest.get("gasLimit", "0x0"), 16)
    too_big = [item for item in found.to_do if block_gas and item.gas > block_gas]
    for item in too_big:
        wrong.append(f"the {item.label} needs {item.gas:,} gas, and a block of this chain has {block_gas:,}")
        helps.append("draw with fewer or shorter rules, or deploy on another chain")
    if found.to_do and found.most < found.fees.price:
        wrong.append(f"gas costs {gwei(found.fees.price)} now, and {gwei(found.most)} is the most that it may cost")
        helps.append("give a higher `--max-fee`, or come back when it is cheaper")
    if found.reserve > found.balance:
        wrong.append(
            f"{found.account} has {ether(found.balance)}, and this may take {ether(found.reserve)}: "
            f"{found.gas:,} gas and a margin at {gwei(found.most)}"
        )
        helps.append(f"send it {ether(found.reserve - found.balance)} more, or give a lower `--max-fee`")
    return Mistake("; ".join(wrong), help="; ".join(dict.fromkeys(helps)), code="cannot-deploy") if wrong else None


def _asked(web3: Web3, method: str, parameters: list[Any] | None = None, *, needed: bool = True) -> Any:
    """A node's answer as it stands: web3 refuses to read the blocks of some chains.

    Not every provider answers everything; where that is not `needed`, None stands for its refusal.
    """
    try:
        answer = web3.provider.make_request(RPCEndpoint(method), parameters or [])
    except Exception as error:  # whatever its connection raises
        raise ChainUnreachable(f"the node no longer answers: {reason(error)}") from None
    if "error" in answer and needed:
        raise ChainUnreachable(f"the node does not answer {method}")
    return answer.get("result")
