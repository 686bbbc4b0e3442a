"""Who signs: a key from the environment or an encrypted keystore, a signer elsewhere, or a local chain's own account.

A key never leaves this file but inside the account object: no message, log or file holds one.
"""

import getpass
import json
import os
import sys
from pathlib import Path

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.address import is_address
from web3 import Web3

from intaglio_renderers.node_address import masked
from intaglio_renderers.rpc import connect_signer
from intaglio_studio.signers import CLEF, PLAIN, RemoteSigner, SignerRefused, ask

KEY_VARIABLE = "INTAGLIO_PRIVATE_KEY"
PASSWORD_VARIABLE = "INTAGLIO_KEYSTORE_PASSWORD"


class AccountMissing(Exception):
    """There is nobody to sign, or what should be a key is none."""


def find_account(
    web3: Web3, keystore: Path | None = None, signer: str | None = None, address: str | None = None
) -> LocalAccount | RemoteSigner | str:
    """The key in `keystore`, else what signs at `signer`, else the key in INTAGLIO_PRIVATE_KEY, else the first account
    that an anvil signs for. `address` tells which account the signer is to sign for, where it has several.

    Raises `AccountMissing`.
    """
    if keystore is not None:
        return _from_keystore(keystore)
    if signer is not None:
        return _from_signer(signer, address)
    if os.environ.get(KEY_VARIABLE):
        return _from_environment()
    if web3.client_version.startswith("anvil"):
        unlocked = web3.eth.accounts
        if unlocked:
            return str(unlocked[0])
    raise AccountMissing(f"no account to deploy from; set {KEY_VARIABLE} or give an encrypted keystore file")


def _from_signer(url: str, address: str | None) -> RemoteSigner:
    """Ask a signer whom it signs for. One that knows clef's `account_version`, which needs no approval, is a clef."""
    provider = connect_signer(url)
    try:
        ask(provider, "account_version", [])
        method, listing = CLEF, "account_list"
    except SignerRefused:
        method, listing = PLAIN, "eth_accounts"
    if address is not None:
        if not is_address(address):
            raise AccountMissing(f"`{address}` is no address; one is 0x and 40 hexadecimal digits")
        return RemoteSigner(provider, address, method)
    try:
        accounts = ask(provider, listing, [])
    except SignerRefused as refused:
        raise AccountMissing(f"{masked(url)} tells no accounts, so name one with `--from`: {refused}") from None
    if not isinstance(accounts, list) or not accounts:
        raise AccountMissing(f"the signer at {masked(url)} has no account")
    if len(accounts) > 1:
        named = ", ".join(map(str, accounts))
        raise AccountMissing(f"the signer has {len(accounts)} accounts, so name one with `--from`: {named}")
    return RemoteSigner(provider, str(accounts[0]), method)


def _from_environment() -> LocalAccount:
    try:
        account: LocalAccount = Account.from_key(os.environ[KEY_VARIABLE].strip())
    except Exception:  # its text may quote the key
        raise AccountMissing(f"{KEY_VARIABLE} is no private key; one has 64 hexadecimal digits") from None
    return account


def _from_keystore(path: Path) -> LocalAccount:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise AccountMissing(f"cannot read the keystore {path}: {error.strerror}") from None
    except ValueError:
        raise AccountMissing(f"{path} is no keystore: it is not JSON") from None
    password = _password(path)
    try:
        account: LocalAccount = Account.from_key(Account.decrypt(content, password))
    except Exception:  # a wrong password, or no keystore: the texts differ by version and may quote the content
        raise AccountMissing(f"cannot decrypt {path}: the password is wrong, or it is no keystore") from None
    return account


def _password(path: Path) -> str:
    password = os.environ.get(PASSWORD_VARIABLE)
    if password is not None:
        return password
    if not sys.stdin.isatty():
        raise AccountMissing(f"the keystore {path} needs its password in {PASSWORD_VARIABLE}")
    return getpass.getpass(f"password of {path}: ")
