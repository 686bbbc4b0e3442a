"""What a verification of a chain rests on: proofs of state, the layout of storage, the source made again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from eth_hash.auto import keccak
from web3.types import RPCEndpoint

from intaglio.backends.evm.limits import ETH_CALL_GAS
from intaglio.backends.evm.solc import compile_standard_json, with_imports
from intaglio.root import sample_word
from intaglio_contracts.artifacts import (
    Plate,
    SeedMode,
    Terms,
    contract_sources,
    display_artifact,
    display_runtime,
    implementation_runtime,
)
from intaglio_contracts.factory import create2_address
from intaglio_contracts.versions import VERSIONS
from intaglio_renderers.picture import RenderError
from intaglio_studio import contents_check, words_check
from intaglio_studio.anvil import LocalChain
from intaglio_studio.command import main
from intaglio_studio.contents_check import check_clone
from intaglio_studio.engines import Works, open_engine
from intaglio_studio.mistake import Mistake
from intaglio_studio.onchain import Altered, read_clone
from intaglio_studio.piece import open_piece
from intaglio_studio.rebuild import Like, changed_versions, check_rebuilt, rebuilt
from intaglio_studio.selection import Selection, parse_tokens
from intaglio_studio.state_proof import ProofBroken, header_hash, proved_account, proved_slot
from tests.conftest import ROOT
from tests.editions import Site, found, written

pytestmark = [pytest.mark.node, pytest.mark.chain]


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        yield chain


@pytest.fixture(scope="module")
def site(local: LocalChain, tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = found(local, SeedMode.IMMEDIATE, tmp_path_factory.mktemp("source"), supply=3)
    site.mint(3)
    return site


def ask(local: LocalChain, method: str, *parameters: object) -> Any:
    """One request to anvil."""
    return local.web3.manager.request_blocking(RPCEndpoint(method), list(parameters))


def nodes(proof: list[str]) -> list[bytes]:
    """The nodes of a proof."""
    return [bytes.fromhex(node[2:]) for node in proof]


def test_a_block_s_hash_proves_code_and_words(local: LocalChain) -> None:
    address, held = "0x" + 20 * "11", {slot: 3 * slot**9 for slot in range(40)}
    ask(local, "anvil_setCode", address, "0x6001")
    for slot, word in held.items():
        ask(local, "anvil_setStorageAt", address, f"0x{slot:064x}", f"0x{word:064x}")
    ask(local, "evm_mine")
    block = local.web3.eth.get_block("latest")
    assert header_hash(block) == bytes(block["hash"])
    assert header_hash({**block, "timestamp": block["timestamp"] + 1}) != bytes(block["hash"])
    given = ask(local, "eth_getProof", address, [f"0x{slot:064x}" for slot in range(45)], hex(block["number"]))
    root, path = bytes(block["stateRoot"]), nodes(given["accountProof"])
    account = proved_account(root, bytes.fromhex(address[2:]), path)
    assert account.code_hash == keccak(b"\x60\x01")
    for slot, entry in enumerate(given["storageProof"]):
        proof = nodes(entry["proof"])
        assert proved_slot(account.storage_root, slot, proof) == held.get(slot, 0)
        with pytest.raises(ProofBroken, match="ends too soon"):
            proved_slot(account.storage_root, slot, proof[:-1])
        for at in range(len(proof)):
            flipped = proof[:at] + [proof[at][:-1] + bytes([proof[at][-1] ^ 1])] + proof[at + 1 :]
            with pytest.raises(ProofBroken, match="another hash"):
                proved_slot(account.storage_root, slot, flipped)
    nobody = ask(local, "eth_getProof", "0x" + 20 * "22", [], hex(block["number"]))
    assert proved_account(root, 20 * b"\x22", nodes(nobody["accountProof"])).nonce == 0


def test_words_lie_where_solc_puts_them() -> None:
    settings = {
        "optimizer": {"enabled": True, "runs": 200},
        "evmVersion": "cancun",
        "outputSelection": {"Edition.sol": {"Edition": ["storageLayout"]}},
    }
    sources = {name: {"content": text} for name, text in sorted(with_imports(contract_sources()).items())}
    out = compile_standard_json({"language": "Solidity", "sources": sources, "settings": settings})
    layout = out["contracts"]["Edition.sol"]["Edition"]["storageLayout"]["storage"]
    slots = {entry["label"]: int(entry["slot"]) for entry in layout}
    labels = ("_state", "entropyOf", "_finalEntropy", "_chosen", "_largeParams")
    names = ("STATE", "ENTROPY", "FINAL_ENTROPY", "CHOSEN", "LARGE_PARAMS")
    assert [slots[label] for label in labels] == [getattr(words_check, name) for name in names]


def test_plate_and_terms_come_back() -> None:
    somebody, other = (f"0x{part * 20}" for part in ("Aa", "bB"))
    plate = Plate("Näme", "N", "", "", other, (other,), (), 3, bytes(32), 5, bytes(32), bytes(32), (9, 1 << 40))
    back = Plate.decoded(plate.encoded())
    assert replace(back, renderer=other, runtime=(other,)) == plate
    assert back.encoded() == plate.encoded()
    for data in (b"", plate.encoded()[:-32], bytes(64)):
        with pytest.raises(ValueError, match="no plate"):
            Plate.decoded(data)
    terms = Terms(somebody, other, 9, SeedMode.CHOSEN, 3, bytes(32), other, 500, (somebody, other), (1, 2))
    assert Terms.unpacked(terms.packed()).packed() == terms.packed()
    for data in (b"", terms.packed()[:-1], terms.packed() + b"\0", bytes(44) + b"\x09" + bytes(57)):
        with pytest.raises(ValueError):
            Terms.unpacked(data)


def test_tokens_as_people_write_them() -> None:
    assert parse_tokens("1-3, 77,2") == (1, 2, 3, 77)
    for text in ("", "0x1", "3-1", "1-", "-4", "1;2", "1-99999999999"):
        with pytest.raises(Mistake, match="is no token"):
            parse_tokens(text)
    assert Selection(2).of((4, 5, 9)) == (4, 9)
    with pytest.raises(Mistake, match="there is no token 6: there are 3, the last is 9"):
        Selection(numbers=(4, 6)).of((4, 5, 9))


def test_params_of_a_sample() -> None:
    words = [sample_word((9, 1), bytes([number]) * 32) for number in range(200)]
    assert set(words) == set(range(9))
    assert 40 < words.count(0) < 90  # one in four, and a ninth of the others
    with pytest.raises(ValueError, match="at least one value"):
        sample_word((9, 0), bytes(32))


def verify(site: Site, capsys: pytest.CaptureFixture[str], folder: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """`intaglio verify --rpc … --json` of an edition."""
    node = ["--rpc", site.local.url, "--contract", site.address, "--report", str(folder / "report")]
    engines = "native,evm" if "--source" in more else "evm"
    status = main(["verify", *node, "--engines", engines, "--browser", "0", "--json", *more])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, report


def test_the_source_gives_what_the_chain_has(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path)
    status, report = verify(site, capsys, tmp_path, "--source", str(path), "--search", "0")
    assert status == 0 and report["unchecked"] == []
    checks = {check["check"] for check in report["checks"]}
    assert {"the build root is the build's", "the renderer is the build's", "the script is the build's"} <= checks
    assert [engine["engine"] for engine in report["engines"]] == ["native", "evm", "rpc", "tokenURI"]
    path.write_text(path.read_text("utf-8").replace('"#001524"', '"#001525"'), "utf-8")
    status, report = verify(site, capsys, tmp_path, "--source", str(path), "--search", "0", "--stored")
    assert status == 1
    assert not next(check for check in report["checks"] if check["check"] == "the renderer is the build's")["passed"]
    assert "compiled here with evm cancun, intaglio " in report["unchecked"][0]


def test_a_build_is_made_again(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "beads.build"
    site.bundle.write(folder)
    status, report = verify(site, capsys, tmp_path, "--source", str(folder), "--stored")
    assert status == 0
    told = {check["check"]: check["detail"] for check in report["checks"]}
    assert told["the source gives the same build again"] == f"{len(site.bundle.parts)} files"


def test_other_versions_are_named(site: Site, tmp_path: Path) -> None:
    fresh = rebuilt(open_piece(written(tmp_path)), Like.of(site.bundle))
    assert check_rebuilt(site.bundle, fresh).holds and changed_versions(site.bundle, fresh) == ""
    older = replace(site.bundle, toolchain={**site.bundle.toolchain, "solc": "0.8.1"}, renderer_runtime=b"other")
    (check,) = check_rebuilt(older, fresh).checks
    assert not check.passed
    here = fresh.toolchain["solc"]
    assert f"other bytes in renderer.runtime.hex; the versions are not the same: solc was 0.8.1, here {here}" in (
        check.detail
    )


def test_a_renderer_that_never_ends(site: Site) -> None:
    """Somebody else's contract may not keep whoever verifies it: it has the gas of a call to a node."""
    endless = Works("Endless", renderer=bytes.fromhex("5b5f56"), gas=ETH_CALL_GAS)
    with open_engine("evm", endless) as engine, pytest.raises(RenderError, match="OutOfGas"):
        engine.render(bytes(32))


@pytest.mark.parametrize("option", [("--tokens", "1"), ("--stored",), ("--block", "7"), ("--source", "a.py")])
def test_options_of_a_chain_alone(option: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "toy.py", *option]) == 2
    assert f"`{option[0]}` is of an edition on a chain" in capsys.readouterr().err


def test_an_earlier_block(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = site.local.web3.eth.block_number
    site.ask("anvil_mine", hex(5))
    status, report = verify(site, capsys, tmp_path, "--block", str(number))
    assert (status, report["chain"]["block"]["number"]) == (0, number)
    assert main(["verify", "--rpc", site.local.url, "--contract", site.address, "--block", "999999"]) == 2
    assert "the node has no block 999,999" in capsys.readouterr().err


def test_docs_say_what_every_promise_is(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.ask("evm_mine")
    _, report = verify(site, capsys, tmp_path)
    text = re.sub(r"\s+", " ", (ROOT / "docs" / "verify.md").read_text("utf-8")).lower()
    names = [check["check"].split(", by ")[0] for check in report["checks"]]
    assert len(names) > 15
    assert [name for name in names if name.lower() not in text] == []


def test_of_which_release_an_edition_is(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's is the last row of the table; of another row the hashes are held, and the rules said to be today's."""
    clone = read_clone(site.chain, site.address)
    *_, (address, today) = VERSIONS.items()
    display = create2_address(display_artifact().initcode)
    codes = {address: implementation_runtime(display), display: display_runtime()}
    assert clone.implementation == address  # the contracts have changed? then this release's row has to change too
    assert today.codes == {at: keccak(code).hex() for at, code in codes.items()}
    (_, ours) = check_clone(site.chain, clone).checks
    assert ours.passed and ours.detail.endswith(f": the contracts of Intaglio {today.name}")
    monkeypatch.setattr(contents_check, "implementation_initcode", lambda _: b"of tomorrow")
    monkeypatch.setitem(VERSIONS, address, replace(today, name="0.0"))
    earlier = check_clone(site.chain, clone)
    assert earlier.holds and earlier.checks[1].detail == f"at {address}: the contracts of Intaglio 0.0"
    assert "runs the contracts of Intaglio 0.0; what follows are the rules of today's" in earlier.unchecked[0]
    monkeypatch.setitem(VERSIONS, address, replace(today, codes={address: keccak(b"other").hex()}))
    with pytest.raises(Altered, match="is not what was deployed there"):
        check_clone(site.chain, clone)
    monkeypatch.delitem(VERSIONS, address)
    assert "is of no version of Intaglio that this one knows" in check_clone(site.chain, clone).checks[1].detail
