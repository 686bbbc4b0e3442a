"""A chain whose data were altered by hand: `intaglio verify --rpc` fails and says which part, token and byte.

Each test alters one thing on an anvil (a byte of a contract, a seed), verifies, and has the chain set back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from eth_hash.auto import keccak
from web3 import Web3
from web3.types import RPCEndpoint

from intaglio.backends.evm.solc import compile_yul
from intaglio.bundle import Bundle
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import deployable
from intaglio_studio.chain import RpcChain
from intaglio_studio.chain_check import Witness, check_history, renderer_initcode
from intaglio_studio.command import main
from intaglio_studio.deploy import Deployed, deploy
from intaglio_studio.edition import Edition
from intaglio_studio.onchain import read
from tests.toy import toy_bundle

pytestmark = [pytest.mark.node, pytest.mark.chain]

TOKENS = 3
PARTS = {
    "runtime": ("shared page head", "shared page head, part 1", 200),
    "script": ("script", "script, part 1", 100),
    "renderer": ("renderer", "renderer", 200),
}
"""Label of a deployment step: what the report calls the data, what it calls the contract, and a byte of the code."""


@dataclass
class Site:
    """The toy on an anvil, and its build's folder."""

    local: LocalChain
    deployed: Deployed
    bundle: Bundle
    build: Path

    def ask(self, method: str, *parameters: object) -> Any:
        """One request to anvil."""
        return self.local.web3.manager.request_blocking(RPCEndpoint(method), list(parameters))

    def alter_byte(self, label: str, at: int) -> bytes:
        """Turn one bit of a contract's byte; the code from before."""
        address = self.deployed.addresses[label]
        code = self.local.open().code_at(address)
        self.set_code(address, code[:at] + bytes([code[at] ^ 1]) + code[at + 1 :])
        return code

    def set_code(self, address: str, code: bytes) -> None:
        """Put other code at an address."""
        self.ask("anvil_setCode", address, f"0x{code.hex()}")

    def set_token(self, token: int, change: Callable[[int], int]) -> None:
        """Write over what the edition keeps of a token: its owner below, then 64 bits that lead to its seed."""
        address = Web3.to_checksum_address(self.deployed.edition)
        slot = int.from_bytes(keccak(bytes(28) + bytes.fromhex("7d882553")), "big") + 2 * token  # Solady's ERC721.sol
        kept = int.from_bytes(self.local.web3.eth.get_storage_at(address, slot), "big")
        assert kept >> 160, "the token keeps nothing there"
        self.ask("anvil_setStorageAt", address, f"0x{slot:064x}", f"0x{change(kept):064x}")

    def witness(self, chain: RpcChain | None = None) -> Witness:
        """What the chain itself remembers."""
        asked = chain or self.local.open()
        return check_history(asked, read(asked, self.deployed.edition, TOKENS))


@pytest.fixture(scope="module")
def deployed_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("altered")
    bundle = toy_bundle(folder)
    bundle.write(folder / "toy.build")
    with LocalChain() as local:
        deployed = deploy(deployable(bundle, supply=9), local.open())
        Edition(local.open(), deployed.edition).mint(TOKENS)
        yield Site(local, deployed, bundle, folder / "toy.build")


@pytest.fixture
def site(deployed_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    before = deployed_site.ask("evm_snapshot")
    yield deployed_site
    assert deployed_site.ask("evm_revert", before)


Report = dict[str, Any]


def verify(site: Site, capsys: pytest.CaptureFixture[str], *, with_build: bool) -> tuple[int, Report]:
    """`intaglio verify --json` of the edition: its status and what it says."""
    against = [str(site.build), "--engines", "reference,evm"] if with_build else ["--browser", "0"]
    node = ["--rpc", site.local.url, "--contract", site.deployed.edition]
    status = main(["verify", *against, *node, "--json", "--report", "report"])
    report: Report = json.loads(capsys.readouterr().out)
    return status, report


def broken(report: Report) -> dict[str, str]:
    """The checks that failed, and their details."""
    return {check["check"]: check["detail"] for check in report["checks"] if not check["passed"]}


def difference(report: Report, what: str) -> Report:
    """The first difference in `what`."""
    found: Report = next(d for d in report["differences"] if d["what"] == what)
    return found


@pytest.mark.parametrize("with_build", [True, False])
def test_an_honest_chain_agrees(site: Site, capsys: pytest.CaptureFixture[str], with_build: bool) -> None:
    status, report = verify(site, capsys, with_build=with_build)
    assert (status, report["agrees"], broken(report), report["differences"]) == (0, True, {}, [])
    told = {check["check"]: check["detail"] for check in report["checks"]}
    assert told["every seed follows from its mint"] == "3 seeds"
    assert told["all code is as the edition found it"] == "7 contracts"
    assert len(report["notes"]) == (0 if with_build else 1)


@pytest.mark.parametrize("label", PARTS)
def test_one_byte_of_a_contract_against_the_build(site: Site, capsys: pytest.CaptureFixture[str], label: str) -> None:
    data, contract, at = PARTS[label]
    code = site.alter_byte(label, at)
    status, report = verify(site, capsys, with_build=True)
    assert status == 1
    skipped = 0 if label == "renderer" else 1  # a data contract starts with STOP
    assert broken(report)[f"the {data} is the build's"] == f"byte {at - skipped} differs"
    assert difference(report, f"{data} on chain")["offset"] == at - skipped
    remembered = difference(report, f"code of the {contract}")
    assert (remembered["offset"], remembered["expected"]["size"]) == (at, len(code))
    if label != "renderer":
        assert "token 1" in broken(report)["every page is head, seed and script"]
        page = difference(report, "page")
        assert page["token"] == 1
        assert page["offset"] == (at - 1 if label == "runtime" else len(site.bundle.runtime_part) + 74 + at - 1)


@pytest.mark.parametrize("label", PARTS)
def test_one_byte_of_a_contract_from_chain_data_alone(
    site: Site, capsys: pytest.CaptureFixture[str], label: str
) -> None:
    data, contract, at = PARTS[label]
    site.alter_byte(label, at)
    status, report = verify(site, capsys, with_build=False)
    assert status == 1
    assert site.deployed.addresses[label] in broken(report)[f"the {data} is what was deployed"]
    assert broken(report)["all code is as the edition found it"] == f"changed: {contract}"
    assert difference(report, f"code of the {contract}")["offset"] == at
    if label != "renderer":
        assert "are damaged: " in broken(report)["the script unpacks"]


def test_code_that_no_picture_shows(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte behind all code changes no picture, and is found all the same."""
    address = site.deployed.addresses["renderer"]
    code = site.local.open().code_at(address)
    site.set_code(address, code + b"\0")
    status, report = verify(site, capsys, with_build=False)
    assert status == 1
    assert len({engine["digest"] for engine in report["engines"]}) == 1
    assert "which is no hash of them" in broken(report)["the renderer is what was deployed"]
    assert difference(report, "code of the renderer")["offset"] == len(code)


def test_the_editions_own_code(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    address = site.deployed.edition
    code = site.local.open().code_at(address)
    site.set_code(address, code + b"\0")
    status, report = verify(site, capsys, with_build=False)
    assert (status, broken(report)) == (1, {"all code is as the edition found it": "changed: edition"})


@pytest.mark.parametrize("with_build", [True, False])
def test_a_seed(site: Site, capsys: pytest.CaptureFixture[str], with_build: bool) -> None:
    """Another seed draws another picture, on which all engines agree; the block of the mint tells."""
    site.set_token(2, lambda kept: kept ^ 1 << 160)
    status, report = verify(site, capsys, with_build=with_build)
    assert status == 1
    assert len({engine["digest"] for engine in report["engines"]}) == 1
    assert broken(report) == {"every seed follows from its mint": "not so for token 2"}
    assert difference(report, "seed")["token"] == 2


def test_a_seed_that_is_gone(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.set_token(3, lambda kept: 0)
    status, report = verify(site, capsys, with_build=False)
    assert status == 1
    assert broken(report) == {"every seed follows from its mint": "not so for token 3"}
    failures = [(failure["engine"], failure["token"], failure["cause"]) for failure in report["failures"]]
    assert failures == [("tokenURI", 3, "TokenDoesNotExist()")]


def test_what_a_terminal_shows(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.alter_byte("renderer", 200)
    assert main(["verify", "--rpc", site.local.url, "--contract", site.deployed.edition, "--browser", "0"]) == 1
    said = capsys.readouterr().out
    assert "the chain now differs from block" in said
    assert "in the code of the renderer, at byte 200" in said
    assert "broken: all code is as the edition found it: changed: renderer" in said


def test_seeds_of_a_new_owner_are_as_good(site: Site) -> None:
    """Who gets a token goes into its seed."""
    chain = site.local.open()
    owner = list(site.local.web3.eth.accounts)[1]
    chain.send(site.deployed.edition, keccak(b"transferOwnership(address)")[:4] + bytes(12) + bytes.fromhex(owner[2:]))
    Edition(RpcChain(site.local.web3, owner), site.deployed.edition).mint(2)
    found = check_history(chain, read(chain, site.deployed.edition, 5))
    assert all(check.passed for check in found.checks)
    assert "5 seeds" in {check.detail for check in found.checks}


def test_a_node_that_forgets_is_no_liar(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = site.local.open()

    def refuse(wanted: object) -> None:
        raise TimeoutError("timed out")

    with monkeypatch.context() as patch:
        patch.setattr(chain.web3.eth, "get_logs", refuse)
        found = site.witness(chain)
        assert [check.name for check in found.checks] == ["the renderer is what was deployed"]
        assert found.notes == ("The node gives no logs, so seeds could not be checked: it took too long to answer",)
    with monkeypatch.context() as patch:
        patch.setattr(chain.web3.eth, "get_block", refuse)
        notes = site.witness(chain).notes
        assert notes == ("A block is missing, so seeds could not be checked: it took too long to answer",)
    with monkeypatch.context() as patch:
        patch.setattr(chain.web3.eth, "get_code", lambda address, block=None: refuse(block) if block else b"\0")
        notes = site.witness(chain).notes
        assert notes == ("The node gives no old code to hold today's against: it took too long to answer",)
    with monkeypatch.context() as patch:
        patch.setattr(chain.web3.eth, "get_logs", lambda wanted: [])
        assert site.witness(chain).notes == ("The node has no record of any mint, so seeds could not be checked.",)


def test_initcode_of_a_renderer_follows_from_its_code(site: Site) -> None:
    assert renderer_initcode(site.bundle.renderer_runtime) == site.bundle.renderer_initcode
    code = 'datacopy(0, dataoffset("runtime"), datasize("runtime")) return(0, datasize("runtime"))'
    for size in (250, 5000):
        runtime = f'code {{ return(dataoffset("d"), datasize("d")) }} data "d" hex"{"ab" * size}"'
        compiled = compile_yul(f'object "r" {{ code {{ {code} }} object "runtime" {{ {runtime} }} }}')
        assert renderer_initcode(compiled.runtime) == compiled.initcode
