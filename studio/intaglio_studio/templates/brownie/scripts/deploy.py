"""Deploys the piece: the steps of `plan.json` that the chain lacks, in order, through the CREATE2 factory.

    brownie run deploy --network development
    brownie run deploy main ACCOUNT --network mainnet

Whoever deploys owns the edition. A run that was cut off goes on where it stopped; a repeated one sends nothing.
"""

import json
from pathlib import Path

from brownie import accounts, interface, web3
from eth_utils import keccak, to_checksum_address

PLAN = json.loads((Path(__file__).parent.parent / "plan.json").read_text("utf-8"))
FACTORY = PLAN["factory"]
SALT = bytes(32)


def main(account=None):
    """Deploy from an account of Brownie's, by name; from the first one of a development network."""
    edition = deploy(accounts.load(account) if account else accounts[0])
    print(f"{PLAN['title']}: edition {edition.address}")
    return edition


def deploy(account):
    """Deploy what the chain lacks; the edition."""
    if not web3.eth.get_code(FACTORY):
        raise RuntimeError(f"this chain has no CREATE2 factory at {FACTORY}; `intaglio deploy` puts it there")
    for label, address, initcode in steps(account.address):
        if not web3.eth.get_code(address):
            data = SALT + initcode
            gas = account.estimate_gas(FACTORY, 0, data=data)
            account.transfer(FACTORY, 0, data=data, gas_limit=gas + gas // 50)
            if not web3.eth.get_code(address):
                raise RuntimeError(f"the {label} was not created at {address}")
    return interface.IPieceEdition(address)


def steps(owner):
    """Every contract in order, the edition last: label, address, initcode."""
    for label, address, initcode in zip(*(PLAN["steps"][column] for column in ("label", "address", "initcode"))):
        yield label, address, bytes.fromhex(initcode[2:])
    initcode = bytes.fromhex(owner[2:]).join(bytes.fromhex(piece[2:]) for piece in PLAN["edition"])
    yield "edition", create2_address(initcode), initcode


def create2_address(initcode):
    """Where the factory creates the contract of an initcode (EIP-1014)."""
    preimage = b"\xff" + bytes.fromhex(FACTORY[2:]) + SALT + keccak(initcode)
    return to_checksum_address(keccak(preimage)[12:])
