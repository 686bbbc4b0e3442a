"""Deploying to anvil: the real limits, keys, resuming, a chain without the factory, and a node that is not
there.
"""

import dataclasses
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web3.exceptions import Web3RPCError

from intaglio.backends.evm.limits import MAX_CODE, MAX_INITCODE, MAX_TRANSACTION_GAS
from intaglio_contracts import factory
from intaglio_renderers import rpc
from intaglio_renderers.node_address import masked
from intaglio_renderers.patience import Patience
from intaglio_renderers.picture import Picture, RenderError
from intaglio_renderers.rpc import RpcRenderer
from intaglio_studio import anvil
from intaglio_studio.accounts import AccountMissing, find_account
from intaglio_studio.anvil import AnvilMissing, LocalChain
from intaglio_studio.chain import CallFailed, ChainUnreachable, Receipt, RpcChain, TransactionFailed, connect
from intaglio_studio.deploy import DeployError, deploy
from intaglio_studio.edition import Edition
from intaglio_studio.pyrevm_chain import PyrevmChain
from tests.contract_fixtures import SVG, TRAITS, deployable, returning

KEY = "0x" + "4b" * 32
SEED = bytes(range(32))
CLOSED_PORT = "http://127.0.0.1:9"


ALL = ["runtime", "display", "implementation", "script", "renderer", "plate", "edition"]


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        yield chain


def funded(local: LocalChain, key: str = KEY) -> RpcChain:
    """The chain, sending from a key with money."""
    account = Account.from_key(key)
    local.open().send(account.address, b"", value=10**18)
    return RpcChain(local.web3, account)


@pytest.mark.chain
def test_deploy_mint_and_read() -> None:
    with LocalChain() as empty:
        _deploy_mint_and_read(empty.open())


def _deploy_mint_and_read(chain: RpcChain) -> None:
    told: list[tuple[str, int | None]] = []
    deployed = deploy(deployable(), chain, progress=lambda label, gas: told.append((label, gas)))
    assert [label for label, _ in told] == ALL
    assert deployed.gas == dict(told) and deployed.skipped == ()
    edition = Edition(chain, deployed.edition)
    assert edition.mint(2) == [1, 2]
    assert edition.seed(1) != edition.seed(2)
    metadata = edition.metadata(2)
    assert (metadata.name, metadata.svg, metadata.attributes) == ("Drift #2", SVG, TRAITS)


@pytest.mark.chain
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000), st.binary(max_size=3000), st.text(max_size=150), st.text(max_size=60))
def test_gas_is_foretold(local: LocalChain, head: bytes, body: bytes, description: str, title: str) -> None:
    """Exactly, for all but the edition; that one at most 1% too high."""
    piece = deployable(title=title, description=description)
    deployed = deploy(dataclasses.replace(piece, runtime_part=head, script_part=body), local.open())
    for step in deployed.plan.steps:
        used = deployed.gas.get(step.label, step.gas())  # an earlier example may have left the same content
        assert used == step.gas() or (step.label == "edition" and used < step.gas() < used * 1.01)


@pytest.mark.chain
def test_deploying_twice_sends_nothing(local: LocalChain) -> None:
    chain = local.open()
    first = deploy(deployable(title="Twice"), chain)
    height = local.web3.eth.block_number
    again = deploy(deployable(title="Twice"), chain)
    assert local.web3.eth.block_number == height
    assert again.gas == {}
    assert again.skipped == tuple(ALL)
    assert again.addresses == first.addresses


@pytest.mark.chain
def test_a_second_piece_pays_for_its_own_bytes_alone(local: LocalChain) -> None:
    chain = local.open()
    deploy(deployable(title="Older"), chain)
    newer = deploy(deployable(title="Newer", body=b"another body"), chain)
    assert newer.skipped == ("runtime", "display", "implementation", "renderer")
    assert set(newer.gas) == {"script", "plate", "edition"}


class Interrupted(RpcChain):
    """A chain whose sender gives up after some transactions."""

    left = 2

    def send(self, *args: Any, **more: Any) -> Receipt:
        if not self.left:
            raise TransactionFailed("the sender gave up")
        self.left -= 1
        return super().send(*args, **more)


@pytest.mark.chain
def test_an_interrupted_deployment_resumes(local: LocalChain) -> None:
    piece = deployable(title="Cut", head=b"cut head", body=b"cut body", svg=b"<svg>cut</svg>")
    with pytest.raises(DeployError, match="cannot deploy the renderer: the sender gave up") as caught:
        deploy(piece, Interrupted(local.web3, local.account))
    assert caught.value.label == "renderer"
    resumed = deploy(piece, local.open())
    assert resumed.skipped == ("runtime", "display", "implementation", "script")
    assert set(resumed.gas) == {"renderer", "plate", "edition"}


@pytest.mark.chain
def test_a_chain_without_the_factory_gets_it() -> None:
    with LocalChain(options=("--disable-default-create2-deployer",)) as bare:
        chain = bare.open()
        assert chain.code_at(factory.ADDRESS) == b""
        deployed = deploy(deployable(), chain)
        assert chain.code_at(factory.ADDRESS) == factory.CODE
        assert deployed.gas["factory"] > 0
        assert "factory" not in deploy(deployable(title="Another"), chain).gas


@pytest.mark.chain
def test_a_key_signs_for_itself(local: LocalChain, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = funded(local)
    monkeypatch.setenv("INTAGLIO_PRIVATE_KEY", KEY)
    account = find_account(local.web3)
    assert not isinstance(account, str) and account.address == chain.sender
    deployed = deploy(deployable(title="Signed"), chain)
    edition = Edition(chain, deployed.edition)
    assert edition.mint(1) == [1]
    with pytest.raises(TransactionFailed, match=r"^Unauthorized\(\)$"):
        Edition(local.open(), deployed.edition).mint(1)


@pytest.mark.chain
def test_a_sender_without_money_is_told(local: LocalChain) -> None:
    poor = RpcChain(local.web3, Account.from_key("0x" + "5c" * 32))
    with pytest.raises(DeployError, match="(?i)insufficient|funds|allowance"):
        deploy(deployable(title="Poor"), poor)


@pytest.mark.chain
def test_a_transaction_beyond_the_limit_is_refused(local: LocalChain) -> None:
    """A loop of 20M gas: less than a block's, more than EIP-7825 gives a transaction."""
    address = "0x" + "10" * 20
    loop = "620c35005b6001900380600457"  # 800,000 times: a decrement and a jump, 26 gas
    local.web3.provider.make_request("anvil_setCode", [address, "0x" + loop])  # type: ignore[arg-type]
    with pytest.raises(TransactionFailed, match="gas"):
        local.open().send(address, b"")


@pytest.mark.chain
def test_the_local_chain_has_mainnets_limits(local: LocalChain) -> None:
    """EIP-170 and EIP-3860 on code that the plan would have refused, EIP-7825 on what a sender may ask for."""
    cases = {"reverted": returning(bytes(MAX_CODE + 1)), "CreateInitCodeSizeLimit": bytes(MAX_INITCODE + 1)}
    for message, initcode in cases.items():
        with pytest.raises(TransactionFailed, match=message):
            local.open().send(factory.ADDRESS, factory.creation_calldata(initcode))
    with pytest.raises(Web3RPCError, match="tx_gas_limit_cap"):
        local.web3.eth.send_transaction({"to": local.account, "gas": MAX_TRANSACTION_GAS + 1})


@pytest.mark.chain
def test_a_node_renders_as_pyrevm_does(local: LocalChain) -> None:
    deployed = deploy(deployable(), local.open())
    for node in (local.url, local.web3):
        renderer = RpcRenderer(node, deployed.addresses["renderer"], measure_gas=True)
        assert renderer.render(SEED) == Picture(SVG, TRAITS)
        assert renderer.last_gas is not None and renderer.last_gas > 0


@pytest.mark.chain
def test_a_node_says_why_a_render_failed(local: LocalChain) -> None:
    address = "0x" + "e4" * 20
    cases = {
        "5f5ffd": "node: reverted without a reason",
        "fe": "node: EVM error InvalidFEOpcode",
        "": "node: the contract returned 0 bytes",
        "5b5f56": "node: EVM error OutOfGas",
    }
    for code, message in cases.items():
        local.web3.provider.make_request("anvil_setCode", [address, "0x" + code])  # type: ignore[arg-type]
        with pytest.raises(RenderError, match=message):
            RpcRenderer(local.web3, address).render(SEED)


@pytest.mark.chain
def test_token_uri_gas_on_anvil_and_in_pyrevm(local: LocalChain) -> None:
    """pyrevm finds warm what the deployment touched: at most 40,000 gas less, and never more."""
    gas = []
    for chain in (local.open(), PyrevmChain()):
        edition = Edition(chain, deploy(deployable(title="Measured"), chain).edition)
        edition.mint(1)
        gas.append(edition.token_uri_gas(1))
        with pytest.raises(CallFailed, match=r"^TokenDoesNotExist\(\)$"):
            edition.token_uri_gas(2)
    assert 0 <= gas[0] - gas[1] < 40_000


@pytest.mark.chain
def test_a_node_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc, "PATIENCE", Patience(first=0.01, seconds=0.1))
    with LocalChain() as brief:
        chain = RpcChain(connect(brief.url), brief.account)
        renderer = RpcRenderer(brief.url, factory.ADDRESS)
    with pytest.raises(ChainUnreachable, match="the node no longer answers: connection refused"):
        deploy(deployable(), chain)
    with pytest.raises(RenderError, match="node: connection refused"):
        renderer.render(SEED)


@pytest.mark.chain
def test_anvil_that_cannot_start_says_why() -> None:
    with pytest.raises(AnvilMissing, match=r"anvil ended while starting \(status \d+\): .*--no-such-option"):
        LocalChain(options=("--no-such-option",)).__enter__()


def test_no_anvil_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INTAGLIO_NODE_MODULES", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AnvilMissing, match="run `make setup`"):
        anvil.anvil_executable()


def test_code_that_is_not_what_was_promised_is_an_error() -> None:
    piece = dataclasses.replace(deployable(), renderer_initcode=returning(b"something else"))
    with pytest.raises(DeployError, match="the chain holds 14 bytes at 0x.* that are not it"):
        deploy(piece, PyrevmChain())


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (CLOSED_PORT, "no node answers at http://127.0.0.1:9: connection refused"),
        ("http://user:SECRET@127.0.0.1:9/v3/SECRET?k=SECRET", r"at http://127.0.0.1:9/…: connection refused"),
        ("https://no-such-host.invalid/SECRET", r"at https://no-such-host.invalid/…: "),
        ("/no/such/socket.ipc", "no node answers at /no/such/socket.ipc: no such socket"),
        ("ftp://127.0.0.1/SECRET", "`ftp://127.0.0.1/…` is neither an http or https address"),
    ],
)
def test_a_dead_address_is_told_without_its_secrets(url: str, message: str) -> None:
    with pytest.raises(ChainUnreachable, match=message) as caught:
        connect(url)
    assert "SECRET" not in str(caught.value)


class NoNode(BaseHTTPRequestHandler):
    """A web server that is no node: 401 for one path, a page for any other."""

    def do_POST(self) -> None:
        self.send_response(401 if "locked" in self.path else 200)
        self.end_headers()
        self.wfile.write(b"<html>hello</html>")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_a_server_that_is_no_node_is_told() -> None:
    server = HTTPServer(("127.0.0.1", 0), NoNode)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        with pytest.raises(ChainUnreachable, match="it answered something that is not JSON-RPC"):
            connect(url)
        with pytest.raises(ChainUnreachable, match="it answered HTTP 401") as caught:
            connect(f"{url}/locked/SECRET")
        assert "SECRET" not in str(caught.value)
    finally:
        server.shutdown()
        server.server_close()


def test_masking() -> None:
    assert masked("https://mainnet.example/v3/KEY") == "https://mainnet.example/…"
    assert masked("http://a:b@localhost:8545") == "http://localhost:8545"
    assert masked("https://x.example/?key=KEY") == "https://x.example/…"
    assert masked("/tmp/node.ipc") == "/tmp/node.ipc"


@pytest.mark.chain
def test_an_anvil_signs_for_its_own_account(local: LocalChain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTAGLIO_PRIVATE_KEY", raising=False)
    assert find_account(local.web3) == local.account


@pytest.mark.chain
def test_keys_that_are_none_are_never_repeated(
    local: LocalChain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INTAGLIO_PRIVATE_KEY", "0xSECRET")
    with pytest.raises(AccountMissing, match="INTAGLIO_PRIVATE_KEY is no private key") as caught:
        find_account(local.web3)
    assert "SECRET" not in str(caught.value)
    with pytest.raises(AccountMissing, match="cannot read the keystore"):
        find_account(local.web3, tmp_path / "absent.json")
    broken = tmp_path / "broken.json"
    broken.write_text("SECRET")
    with pytest.raises(AccountMissing, match="is no keystore: it is not JSON"):
        find_account(local.web3, broken)


@pytest.mark.chain
def test_a_keystore_opens_with_its_password(local: LocalChain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "keystore.json"
    path.write_text(json.dumps(Account.encrypt(bytes.fromhex(KEY[2:]), "correct", kdf="pbkdf2", iterations=1000)))
    monkeypatch.setenv("INTAGLIO_KEYSTORE_PASSWORD", "correct")
    account = find_account(local.web3, path)
    assert not isinstance(account, str) and account.address == Account.from_key(KEY).address
    monkeypatch.setenv("INTAGLIO_KEYSTORE_PASSWORD", "wrong")
    with pytest.raises(AccountMissing, match="the password is wrong, or it is no keystore"):
        find_account(local.web3, path)
    monkeypatch.delenv("INTAGLIO_KEYSTORE_PASSWORD")
    with pytest.raises(AccountMissing, match="needs its password in INTAGLIO_KEYSTORE_PASSWORD"):
        find_account(local.web3, path)
