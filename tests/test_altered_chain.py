"""A chain whose data were altered by hand: `intaglio verify --rpc` fails and says which part, token and byte.

Each test alters one thing on an anvil (a byte of a contract, a seed), verifies, and has the chain set back. All kinds
of bytes in turn are `tests/flipped_bytes.py`, of which a few are flipped here.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intaglio.backends.evm.solc import compile_yul
from intaglio_contracts.artifacts import SeedMode
from intaglio_studio.anvil import LocalChain
from intaglio_studio.chain import ChainUnreachable
from intaglio_studio.command import main
from intaglio_studio.contents_check import renderer_initcode
from intaglio_studio.events import read_events
from intaglio_studio.onchain import Token, read_token
from intaglio_studio.pinned import Pinned, pin
from intaglio_studio.seed_check import source_of
from intaglio_studio.verification import Verification
from intaglio_studio.verify_chain import Scope, verify_edition
from intaglio_studio.words_check import ownership_slot
from tests.editions import Site, found
from tests.flipped_bytes import Tally, contracts, flip_all, traded

pytestmark = [pytest.mark.node, pytest.mark.chain]

TOKENS = 12
Report = dict[str, Any]
# Contract -> the promise that its altered byte breaks.
PARTS = {
    "the edition's own code": "the edition is what was deployed",
    "the code that editions share": "the edition runs Intaglio's code",
    "the code that shows tokens": "the edition runs Intaglio's code",
    "the plate": "the plate is what was deployed",
    "the page's shared head": "the shared page head is what was deployed",
    "the script": "the script is what was deployed",
    "the renderer": "the renderer is what was deployed",
}
FIRST_TERM = 45  # bytes of the edition's own code before its terms


@pytest.fixture(scope="module")
def traded_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("altered")
    with LocalChain() as local:
        site = traded(local, SeedMode.IMMEDIATE, folder)
        site.bundle.write(folder / "beads.build")
        yield site


@pytest.fixture
def site(traded_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    traded_site.bundle.write(tmp_path / "beads.build")
    before = traded_site.ask("evm_snapshot")
    yield traded_site
    assert traded_site.ask("evm_revert", before)


def verify(site: Site, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Report]:
    """`intaglio verify --json` of the edition: its status and what it says."""
    node = ["--rpc", site.local.url, "--contract", site.address]
    status = main(["verify", *more, *node, "--browser", "0", "--json", "--report", "report"])
    report: Report = json.loads(capsys.readouterr().out)
    return status, report


def digests(report: Report) -> set[str]:
    """What the engines drew that drew every token."""
    most = max(engine["pictures"] for engine in report["engines"])
    return {engine["digest"] for engine in report["engines"] if engine["pictures"] == most}


def broken(report: Report) -> dict[str, str]:
    """The checks that failed, and their details."""
    return {check["check"]: check["detail"] for check in report["checks"] if not check["passed"]}


def alter_code(site: Site, address: str, code: bytes) -> None:
    """Put other code at an address, in a block of its own."""
    site.ask("anvil_setCode", address, f"0x{code.hex()}")
    site.ask("evm_mine")


def alter_word(site: Site, slot: int, change: int) -> None:
    """Alter bits of a word of the edition's storage, in a block of its own."""
    held = int.from_bytes(site.local.web3.eth.get_storage_at(site.local.web3.to_checksum_address(site.address), slot))
    site.ask("anvil_setStorageAt", site.address, f"0x{slot:064x}", f"0x{held ^ change:064x}")
    site.ask("evm_mine")


@pytest.mark.parametrize("with_build", [True, False])
def test_an_honest_chain_agrees(site: Site, capsys: pytest.CaptureFixture[str], with_build: bool) -> None:
    status, report = verify(site, capsys, *(["beads.build"] if with_build else []))
    assert (status, report["agrees"], broken(report), report["differences"]) == (0, True, {}, [])
    told = {check["check"]: check["detail"] for check in report["checks"]}
    assert told["every seed follows from its mint"] == "12 seeds, drawn from their mints' blocks"
    assert told["every token has the params of its mint"] == "12 tokens"
    assert told["the promised pictures, by the stored script"] == "8 pictures"
    assert "the code of 7 contracts" in told["what was read follows from the block's hash"]
    assert ("the build root is the build's" in told) == with_build
    assert len(digests(report)) == 1
    assert report["unchecked"] == []


def test_what_a_terminal_shows(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    node = ["--rpc", site.local.url, "--contract", site.address, "--stored", "--report", "report"]
    assert main(["verify", *node]) == 0
    said = capsys.readouterr().out
    assert "what is stored is what was promised" in said
    assert "Signed off by Intaglio" in said and site.address in said
    page = Path("report/report.html").read_text("utf-8")
    assert "Nothing: all that a chain tells was checked." in page and "Signed off" in page
    alter_word(site, ownership_slot(2), 1 << 170)
    assert main(["verify", *node]) == 1
    assert "BROKEN  every seed follows from its mint: not so for token 2" in capsys.readouterr().out


@pytest.mark.parametrize("what", PARTS)
def test_one_byte_of_a_contract(site: Site, capsys: pytest.CaptureFixture[str], what: str) -> None:
    address, code = contracts(site)[what]
    at = FIRST_TERM + 40 if what == "the edition's own code" else len(code) // 2
    alter_code(site, address, code[:at] + bytes([code[at] ^ 1]) + code[at + 1 :])
    status, report = verify(site, capsys, "--stored")
    assert status == 1
    assert PARTS[what] in broken(report)


@pytest.mark.parametrize("what", ["the page's shared head", "the script", "the renderer"])
def test_one_byte_against_the_build(site: Site, capsys: pytest.CaptureFixture[str], what: str) -> None:
    address, code = contracts(site)[what]
    alter_code(site, address, code[:90] + bytes([code[90] ^ 1]) + code[91:])
    status, report = verify(site, capsys, "beads.build", "--stored")
    name = {"the page's shared head": "shared page head"}.get(what, what.removeprefix("the "))
    at = 90 if what == "the renderer" else 89  # data contracts start with STOP
    assert status == 1
    assert broken(report)[f"the {name} is the build's"] == f"byte {at} differs"
    assert next(d for d in report["differences"] if d["what"] == f"{name} on chain")["offset"] == at


def test_code_that_no_picture_shows(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte behind all code changes no picture, and is found all the same."""
    address, code = contracts(site)["the renderer"]
    alter_code(site, address, code + b"\0")
    status, report = verify(site, capsys)
    assert status == 1
    assert len(digests(report)) == 1
    assert "which is no hash of them" in broken(report)["the renderer is what was deployed"]
    assert "what is stored makes" in broken(report)["the build root follows from what is stored"]


def test_a_seed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Another seed draws another picture, on which all engines agree; the block of the mint tells."""
    alter_word(site, ownership_slot(2), 1 << 160)
    status, report = verify(site, capsys)
    assert status == 1
    assert len(digests(report)) == 1
    assert broken(report)["every seed follows from its mint"] == "not so for token 2"
    told = next(d for d in report["differences"] if d["what"] == "seed")
    assert (told["token"], told["expected_by"]) == (2, "its mint")


def test_params(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    alter_word(site, ownership_slot(3), 1 << 224)
    status, report = verify(site, capsys, "--stored", "--tokens", "3")
    assert (status, broken(report)["every token has the params of its mint"]) == (1, "not so for token 3")


def test_a_token_that_is_gone(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    word = site.local.web3.eth.get_storage_at(site.local.web3.to_checksum_address(site.address), ownership_slot(3))
    alter_word(site, ownership_slot(3), int.from_bytes(word))
    status, report = verify(site, capsys)
    assert status == 1
    assert broken(report)["every seed follows from its mint"] == "not so for token 3: TokenDoesNotExist()"
    assert ("chain", 3) in {(failure["engine"], failure["token"]) for failure in report["failures"]}


@pytest.mark.parametrize("mode", SeedMode, ids=lambda mode: mode.name)
def test_some_bytes_of_all_kinds(mode: SeedMode) -> None:
    tally = Tally()
    flip_all(mode, 8, random.Random(7), tally)
    assert (tally.found.total(), tally.missed) == (8, [])


def test_a_state_that_its_block_does_not_have(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Altered after the last block: what is read does not follow from that block's hash."""
    code = contracts(site)["the renderer"][1]
    assert code
    site.ask("anvil_setStorageAt", site.address, f"0x{ownership_slot(2):064x}", f"0x{1:064x}")
    status, report = verify(site, capsys, "--stored")
    assert status == 1
    assert "has another hash than its parent says" in broken(report)["what was read follows from the block's hash"]


def test_seeds_of_a_new_owner_are_as_good(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    owner = list(site.local.web3.eth.accounts)[1]
    site.send("transferOwnership(address)", owner)
    status, report = verify(site, capsys, "--stored")
    assert (status, broken(report)) == (0, {})


# -- what a node cannot tell


def witness(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, refused: object) -> Verification:
    """A verification by a node that refuses one kind of question."""
    monkeypatch.setattr(Pinned, name, refused)
    return verify_edition(site.chain, site.address, node=site.local.url, scope=Scope(stored_only=True))


def refuse(*asked: object) -> None:
    """A node that does not know any more."""
    raise TimeoutError("timed out")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("_logs", "The node gives no events, so neither seeds nor state were held against them: it took too long to"),
        ("proof", "The node proves nothing (eth_getProof), so it had to be believed: it took too long to answer"),
        ("transaction", ""),
    ],
)
def test_a_node_that_forgets_is_no_liar(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    found = witness(site, monkeypatch, name, refuse if name != "transaction" else lambda self, hash: None)
    assert found.agrees
    assert any(text.startswith(said) for text in found.unchecked) == bool(said)


def test_a_block_that_is_forgotten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(self: Pinned, number: int) -> None:
        raise ChainUnreachable(f"the node has forgotten block {number}")

    found = witness(site, monkeypatch, "header", forgotten)
    assert found.agrees
    assert "The seeds of 12 tokens were not checked: a block is missing" in " ".join(found.unchecked) or found.unchecked


def test_logs_of_few_blocks_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Pinned._logs

    def few(self: Pinned, address: str, topics: Any, first: int, last: int) -> Any:
        if last - first > 20:
            raise TimeoutError("timed out")
        return whole(self, address, topics, first, last)

    site.ask("anvil_mine", hex(40))
    monkeypatch.setattr(Pinned, "_logs", few)
    chain = pin(site.local.web3, since=1)
    monkeypatch.undo()
    assert len(read_events(chain, site.address).mints) == TOKENS
    assert verify_edition(site.chain, site.address, node="", scope=Scope(since=1, stored_only=True)).agrees


# -- ways to seeds


def test_a_window_that_was_missed() -> None:
    """Nobody reveals for more than 8,191 blocks: another block's hash is taken, and which is no one's choice."""
    for late, windows in ((1, 0), (8191, 0), (8192, 1), (2 * 8191 + 77, 2)):
        assert source_of(waited=1000, revealed_in=1000 + late) == 1000 + 8191 * windows


def test_a_round_before_and_after_it_is_revealed(tmp_path: Path) -> None:
    with LocalChain() as local:
        site = found(local, SeedMode.COMMIT_REVEAL, tmp_path, supply=4)
        site.mint(2)
        waiting = stored(site)
        assert waiting.agrees and "2 tokens are not revealed yet" in " ".join(waiting.notes)
        site.reveal()
        assert stored(site).agrees
        assert all(token.seed for token in tokens(site))


def test_a_placeholder_until_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with LocalChain() as local:
        site = found(local, SeedMode.PROVENANCE, tmp_path, supply=4)
        site.mint(2)
        status, report = verify(site, capsys)
        assert (status, broken(report)) == (0, {})
        assert report["notes"][0] == "2 tokens are not revealed yet: they have no picture to compare."
        assert {check["check"]: check["detail"] for check in report["checks"]}["every token says what it is"]


def stored(site: Site) -> Verification:
    """What is stored, verified."""
    return verify_edition(site.chain, site.address, node=site.local.url, scope=Scope(stored_only=True))


def tokens(site: Site) -> list[Token]:
    """All tokens as the chain has them."""
    return [read_token(site.chain, site.address, number + 1) for number in range(site.edition.total_supply())]


def test_initcode_of_a_renderer_follows_from_its_code(site: Site) -> None:
    assert renderer_initcode(site.bundle.renderer_runtime) == site.bundle.renderer_initcode
    code = 'datacopy(0, dataoffset("runtime"), datasize("runtime")) return(0, datasize("runtime"))'
    for size in (250, 5000):
        runtime = f'code {{ return(dataoffset("d"), datasize("d")) }} data "d" hex"{"ab" * size}"'
        compiled = compile_yul(f'object "r" {{ code {{ {code} }} object "runtime" {{ {runtime} }} }}')
        assert renderer_initcode(compiled.runtime) == compiled.initcode
