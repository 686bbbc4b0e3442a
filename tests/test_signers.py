"""Signers elsewhere: two dialects, everything a bad one can do, and nothing of a key in what is said about it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account
from web3 import Web3

from intaglio_renderers.rpc import connect_signer
from intaglio_studio.accounts import AccountMissing, find_account
from intaglio_studio.anvil import LocalChain
from intaglio_studio.chain import RpcChain
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.signers import CLEF, RemoteSigner, SignerRefused, Unsigned
from tests.contract_fixtures import deployable
from tests.fake_signer import Change, FakeSigner

KEY, OTHER = "0x" + "a5" * 32, "0x" + "a6" * 32
ADDRESS = str(Account.from_key(KEY).address)
UNSIGNED = Unsigned(31337, 4, Web3.to_checksum_address("0x" + "7e" * 20), b"\1data", 9, 30_000, 5 * 10**9, 10**9)


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        chain.open().send(ADDRESS, b"", value=10**18)
        yield chain


@pytest.mark.chain
@pytest.mark.parametrize("clef", [True, False])
def test_a_deployment_signed_elsewhere(local: LocalChain, clef: bool) -> None:
    with FakeSigner(KEY, clef=clef) as signer:
        account = find_account(local.web3, signer=signer.url)
        assert isinstance(account, RemoteSigner) and account.address == ADDRESS
        chain = RpcChain(local.web3, account)
        deployed = deploy(deployable(title=f"Signed by {clef}", body=bytes([clef])), chain)
        Edition(chain, deployed.edition).mint(1)
    assert signer.asked[-1] == ("account_signTransaction" if clef else "eth_signTransaction")


@pytest.mark.chain
def test_a_node_may_be_the_signer_through_its_socket(local: LocalChain) -> None:
    """Anvil signs for its first account; its socket takes the same requests as its address."""
    account = find_account(local.web3, signer=local.web3.provider.ipc_path, address=local.account)  # type: ignore[attr-defined]
    RpcChain(local.web3, account).send(ADDRESS, b"", value=1)


@pytest.mark.chain
def test_which_account_has_to_be_said(local: LocalChain) -> None:
    second = str(Account.from_key(OTHER).address)
    with FakeSigner(KEY, OTHER) as signer:
        with pytest.raises(AccountMissing, match=f"has 2 accounts, so name one with `--from`: {ADDRESS}, {second}"):
            find_account(local.web3, signer=signer.url)
        account = find_account(local.web3, signer=signer.url, address=second)
        assert isinstance(account, RemoteSigner) and account.address == second
        assert account.sign(UNSIGNED)
    with FakeSigner() as signer, pytest.raises(AccountMissing, match="has no account"):
        find_account(local.web3, signer=signer.url)
    with FakeSigner(KEY) as signer, pytest.raises(AccountMissing, match="`0x12` is no address"):
        find_account(local.web3, signer=signer.url, address="0x12")


def setting(**changes: Any) -> Change:
    return lambda transaction: transaction | changes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (setting(nonce="0x5"), "the signer changed the transaction's nonce"),
        (setting(to=Web3.to_checksum_address("0x" + "66" * 20)), "the signer changed the transaction's to"),
        (setting(data="0x"), "the signer changed the transaction's data"),
        (setting(value="0xa"), "the signer changed the transaction's value"),
        (setting(gas="0x7531"), "the signer changed the transaction's gas"),
        (setting(maxFeePerGas=hex(6 * 10**9)), "the signer changed the transaction's max fee"),
        (setting(maxPriorityFeePerGas="0x0"), "the signer changed the transaction's tip"),
        (setting(chainId="0x1"), "the signer changed the transaction's chain id"),
        (setting(accessList=[{"address": ADDRESS, "storageKeys": []}]), "the signer added an access list"),
    ],
)
def test_a_signer_that_changes_anything_is_refused(change: Change, words: str) -> None:
    with FakeSigner(KEY, change=change) as fake:
        signer = RemoteSigner(connect_signer(fake.url), ADDRESS, CLEF)
        with pytest.raises(SignerRefused, match=words):
            signer.sign(UNSIGNED)


def test_a_signer_that_signs_for_somebody_else_is_refused() -> None:
    words = f"signed for {Account.from_key(OTHER).address}, not for {ADDRESS}"
    with FakeSigner(KEY, signs_as=OTHER) as fake, pytest.raises(SignerRefused, match=words):
        RemoteSigner(connect_signer(fake.url), ADDRESS, CLEF).sign(UNSIGNED)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({"error": {"code": -32000, "message": "request denied"}}, "the signer refuses: request denied$"),
        ({"result": None}, "the signer gave something that is no signed transaction"),
        ({"result": {"raw": "0x02c0"}}, "the signer gave something that is no signed transaction"),
        ({"result": {"raw": "0xzz"}}, "the signer gave something that is no signed transaction"),
        ({"result": {"tx": {}}}, "the signer gave something that is no signed transaction"),
        ({"result": 7}, "the signer gave something that is no signed transaction"),
    ],
)
def test_a_signer_that_does_not_sign_is_told(says: dict[str, Any], words: str) -> None:
    with FakeSigner(KEY) as fake:
        fake.says = says
        with pytest.raises(SignerRefused, match=words):
            RemoteSigner(connect_signer(fake.url), ADDRESS, CLEF).sign(UNSIGNED)


@pytest.mark.chain
def test_a_signer_that_is_not_there_is_told(local: LocalChain, tmp_path: Path) -> None:
    began = time.monotonic()
    for address in ("http://me:SECRET@127.0.0.1:9/SECRET", str(tmp_path / "clef.ipc")):
        with pytest.raises(AccountMissing, match="tells no accounts.*the signer does not answer") as caught:
            find_account(local.web3, signer=address)
        assert "SECRET" not in str(caught.value)
    assert time.monotonic() - began < 10
