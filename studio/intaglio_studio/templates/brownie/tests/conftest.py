"""What the tests share: a deployed edition, and each test on a chain as it was before."""

import pytest
from brownie import web3
from scripts.deploy import deploy

CALL_GAS = 50_000_000  # what nodes give a call; a picture may take most of it


@pytest.fixture(scope="session", autouse=True)
def gas_of_calls():
    """Calls have as much gas as a block, and a development network's blocks are small."""
    web3.provider.make_request("evm_setBlockGasLimit", [hex(CALL_GAS)])


@pytest.fixture(scope="module")
def deployer(accounts):
    """Who deploys; the owner too where the plan names no other."""
    return accounts[0]


@pytest.fixture(scope="module")
def edition(deployer):
    """The edition, nothing minted."""
    return deploy(deployer)


@pytest.fixture(scope="module")
def owner(edition, accounts):
    """Whose edition it is."""
    return accounts.at(edition.owner(), force=True)


@pytest.fixture(autouse=True)
def isolation(fn_isolation):
    """Take back what a test did."""
