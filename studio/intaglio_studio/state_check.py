"""Whether what a node said follows from the hash of a block: `check_state(chain)`, over all that was read.

Whoever compares that one hash with another source then need not have believed the node in anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from eth_hash.auto import keccak

from intaglio_renderers.rpc import reason
from intaglio_studio.pinned import Pinned
from intaglio_studio.state_proof import Account, ProofBroken, header_hash, proved_account, proved_slot
from intaglio_studio.verification import Check, Witness

NOT_OF_ETHEREUM = ("l1BlockNumber", "sendRoot", "l1BlockHash")  # what headers of other rules have besides
NAME = "what was read follows from the block's hash"
AT_ONCE = 200  # slots in one request


def check_state(chain: Pinned) -> Witness:
    """Prove every contract's code and every slot that `chain` has read."""
    block = chain.block
    if any(field in block for field in NOT_OF_ETHEREUM):
        return Witness(unchecked=("This chain's blocks have headers of their own, so its state was not proved.",))
    if header_hash(block) != bytes(block["hash"]):
        return Witness((Check(NAME, False, f"the header of block {chain.number:,} has another hash than it says"),))
    wrong: list[str] = []
    slots = 0
    for address, (code, held) in chain.read.items():
        try:
            wrong += _wrong(chain, address, code, held)
        except ProofBroken as broken:
            wrong.append(f"{address}: {broken}")
        except Exception as error:  # many nodes give no proofs
            said = f"The node proves nothing (eth_getProof), so it had to be believed: {reason(error)}"
            return Witness(unchecked=(said,))
        slots += len(held)
    detail = wrong[0] + (f", and {len(wrong) - 1} more" if len(wrong) > 1 else "") if wrong else (
        f"the code of {len(chain.read)} contracts and {slots:,} words of storage, from 0x{bytes(block['hash']).hex()}"
    )  # fmt: skip
    return Witness((Check(NAME, not wrong, detail),))


def _wrong(chain: Pinned, address: str, code: bytes, held: dict[int, int]) -> list[str]:
    """What is not as the proofs say."""
    found = []
    slots = sorted(held)
    for start in range(0, max(1, len(slots)), AT_ONCE):
        some = slots[start : start + AT_ONCE]
        given = chain.proof(address, some)
        account = _account(chain, address, given["accountProof"])
        if not start and account.code_hash != keccak(code):
            found.append(f"{address} has other code")
        for slot, entry in zip(some, given["storageProof"], strict=True):
            if proved_slot(account.storage_root, slot, _nodes(entry["proof"])) != held[slot]:
                found.append(f"{address} holds another word in slot 0x{slot:x}")
    return found


def _account(chain: Pinned, address: str, proof: Sequence[object]) -> Account:
    return proved_account(bytes(chain.block["stateRoot"]), bytes.fromhex(address[2:]), _nodes(proof))


def _nodes(proof: Sequence[object]) -> list[bytes]:
    """web3 gives the nodes as bytes or as hexadecimal text, as it happens to know the method."""
    return [bytes.fromhex(node.removeprefix("0x")) if isinstance(node, str) else bytes(node) for node in proof]  # type: ignore[call-overload]
