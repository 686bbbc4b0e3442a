"""Whether a chain's state is what its transactions left there: `check_history(chain, onchain)`.

No real chain can differ here; a node that lies, or one whose state somebody set by hand, can. Three things
bear witness: a renderer's address is a hash of its code, a token's seed follows from the block that minted
it, and a node that keeps old states knows what the code was when the edition came. A node that keeps neither
old logs nor old states is no liar: then a note says what could not be checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from eth_abi.abi import encode
from eth_hash.auto import keccak
from hexbytes import HexBytes
from web3 import Web3
from web3.types import FilterParams, LogReceipt

from intaglio.backends.evm.limits import MAX_CODE
from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.clone import implementation_of
from intaglio_contracts.factory import create2_address
from intaglio_renderers.rpc import reason
from intaglio_studio.chain import CallFailed, RpcChain
from intaglio_studio.edition import BadMetadata
from intaglio_studio.onchain import OnChain
from intaglio_studio.verification import Check, Difference, first_difference

_TRANSFER = keccak(b"Transfer(address,address,uint256)")
_OWNER = keccak(b"OwnershipTransferred(address,address)")
_NOBODY = bytes(32)
_MOST_FILTERED = 1000  # tokens that a request for logs names; for more it asks for all

NOT_OF_THE_EVM = "l1BlockNumber"  # Arbitrum's headers have it: their contracts see other block values than they hold


@dataclass(frozen=True)
class Witness:
    """What was found: promises that hold or not, where bytes part, and what could not be checked."""

    checks: tuple[Check, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


def check_history(chain: RpcChain, onchain: OnChain) -> Witness:
    """Hold an edition's seeds and code against what the chain itself remembers of how they came."""
    code = _check_renderer(onchain)
    try:
        owners, mints = _owners(chain, onchain), _mints(chain, onchain)
    except Exception as error:  # whatever the node refuses with: many serve logs of late blocks only
        return Witness((code,), (), (f"The node gives no logs, so seeds could not be checked: {reason(error)}",))
    witnesses = [Witness((code,)), _check_seeds(chain, onchain, mints)]
    if owners:
        witnesses.append(_check_code(chain, onchain, owners[0]["blockNumber"]))
    return Witness(
        checks=tuple(check for witness in witnesses for check in witness.checks),
        differences=tuple(difference for witness in witnesses for difference in witness.differences),
        notes=tuple(note for witness in witnesses for note in witness.notes),
    )


def drawn_seed(prevrandao: bytes, parent: bytes, to: str, token: int, edition: str) -> bytes:
    """The seed that a mint of an immediate edition gives a token: `to` got it, `parent` is the block before's hash."""
    types = ["uint256", "bytes32", "address", "uint256", "address"]
    origin = keccak(encode(types, [int.from_bytes(prevrandao, "big"), parent, to, token, edition]))[-8:]
    return keccak(encode(["bytes32", "uint256", "address"], [bytes(24) + origin, token, edition]))


def renderer_initcode(runtime: bytes) -> bytes:
    """The initcode of a generated renderer, which copies `runtime` from behind itself and returns it.

    | opcode         | stack  |                                    |
    | -------------- | ------ | ---------------------------------- |
    | PUSH2 n        | n      | no renderer has under 256 bytes    |
    | PUSH2 14       | 14 n   | 14: bytes before `runtime`         |
    | PUSH0          | 0 14 n |                                    |
    | CODECOPY       |        |                                    |
    | PUSH2 n, PUSH0 | 0 n    |                                    |
    | RETURN         |        | an INVALID stands before `runtime` |
    """
    size = len(runtime).to_bytes(2, "big").hex()
    return bytes.fromhex(f"61{size}61000e5f3961{size}5ff3fe") + runtime


def _check_renderer(onchain: OnChain) -> Check:
    fits = len(onchain.renderer) <= MAX_CODE
    passed = fits and create2_address(renderer_initcode(onchain.renderer)) == onchain.renderer_address
    detail = f"{len(onchain.renderer):,} bytes at {onchain.renderer_address}"
    return Check("the renderer is what was deployed", passed, detail + ("" if passed else ", which is no hash of them"))


# -- seeds


def _check_seeds(chain: RpcChain, onchain: OnChain, mints: dict[int, LogReceipt]) -> Witness:
    if not mints:
        return Witness(notes=("The node has no record of any mint, so seeds could not be checked.",))
    try:
        mode = onchain.edition.terms().seeds
    except (CallFailed, BadMetadata) as error:
        return Witness(notes=(f"The edition does not tell how it gives seeds, so these were not checked: {error}",))
    if mode != SeedMode.IMMEDIATE:
        return Witness(notes=("The seeds do not come from the mints' own blocks, so they were not checked.",))
    try:
        blocks = {number: chain.web3.eth.get_block(number) for number in {m["blockNumber"] for m in mints.values()}}
    except Exception as error:  # the node has forgotten one
        return Witness(notes=(f"A block is missing, so seeds could not be checked: {reason(error)}",))
    if any(NOT_OF_THE_EVM in block for block in blocks.values()):
        return Witness(notes=("Contracts of this chain see other blocks than it shows: seeds were not checked.",))
    differences: list[Difference] = []
    wrong = [token for token in onchain.seeds if token not in mints]
    for token, log in mints.items():
        block, seed = blocks[log["blockNumber"]], onchain.seeds[token]
        to = Web3.to_checksum_address(log["topics"][2][12:])
        drawn = drawn_seed(block["mixHash"], block["parentHash"], to, token, onchain.edition.address)
        difference = first_difference("seed", ("its mint", drawn), ("the chain", seed), seed=seed, token=token)
        if difference:
            differences.append(difference)
            wrong.append(token)
    detail = f"not so for token {', '.join(map(str, sorted(wrong)))}" if wrong else f"{len(mints)} seeds"
    return Witness((Check("every seed follows from its mint", not wrong, detail),), tuple(differences))


def _mints(chain: RpcChain, onchain: OnChain) -> dict[int, LogReceipt]:
    """The mint's event of each token."""
    tokens = [HexBytes(token.to_bytes(32, "big")) for token in onchain.seeds]
    named = tokens if len(tokens) <= _MOST_FILTERED else None
    logs = _logs(chain, onchain, [HexBytes(_TRANSFER), HexBytes(_NOBODY), None, named])
    mints = {int.from_bytes(log["topics"][3], "big"): log for log in logs}
    return {token: log for token, log in mints.items() if token in onchain.seeds}


def _owners(chain: RpcChain, onchain: OnChain) -> list[LogReceipt]:
    """The events that tell who owned the edition from when on; the first is of its creation."""
    return _logs(chain, onchain, [HexBytes(_OWNER)])


def _logs(chain: RpcChain, onchain: OnChain, topics: list[HexBytes | list[HexBytes] | None]) -> list[LogReceipt]:
    wanted: FilterParams = {
        "fromBlock": "earliest",
        "address": Web3.to_checksum_address(onchain.edition.address),
        "topics": topics,
    }
    return sorted(chain.web3.eth.get_logs(wanted), key=_moment)


def _moment(log: LogReceipt) -> tuple[int, int]:
    return log["blockNumber"], log["logIndex"]


# -- code


def _check_code(chain: RpcChain, onchain: OnChain, block: int) -> Witness:
    """Every contract's code against that of the block in which the edition came, where the node still knows it."""
    edition = onchain.edition
    parts = {"edition": edition.address, "renderer": onchain.renderer_address, "plate": edition.plate_address()}
    shared = implementation_of(chain.code_at(edition.address))
    parts |= {"shared code": shared, "display": edition.display()} if shared else {}
    parts |= {f"shared page head, part {n}": a for n, a in enumerate(onchain.runtime.addresses, 1)}
    parts |= {f"script, part {n}": a for n, a in enumerate(onchain.script.addresses, 1)}
    differences: list[Difference] = []
    for name, address in parts.items():
        try:
            before = bytes(chain.web3.eth.get_code(Web3.to_checksum_address(address), block))
        except Exception as error:  # most nodes keep the states of late blocks only
            return Witness(notes=(f"The node gives no old code to hold today's against: {reason(error)}",))
        now = chain.code_at(address)
        difference = first_difference(f"code of the {name}", (f"block {block}", before), ("the chain now", now))
        differences += [difference] if difference else []
    changed = [d.what.removeprefix("code of the ") for d in differences]
    detail = f"{len(parts)} contracts" if not changed else f"changed: {'; '.join(changed)}"
    return Witness((Check("all code is as the edition found it", not changed, detail),), tuple(differences))
