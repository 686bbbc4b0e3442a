"""Verification finds every byte that differs: between engines, in builds, and on a chain whose data were altered."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from web3.types import RPCEndpoint

from intaglio.bundle import Bundle
from intaglio_renderers.browsers import CHROMIUM, FIREFOX, WEBKIT
from intaglio_renderers.native import NativeRenderer
from intaglio_studio import report
from intaglio_studio.anvil import LocalChain
from intaglio_studio.anvil_renderer import AnvilRenderer
from intaglio_studio.build import deployable
from intaglio_studio.command import main
from intaglio_studio.deploy import Deployed, deploy
from intaglio_studio.edition import Edition
from intaglio_studio.engines import BROWSERS, ENGINES, Works
from intaglio_studio.piece import open_piece
from intaglio_studio.seeds import sample, short
from intaglio_studio.selection import spread
from intaglio_studio.verification import Verification, first_difference
from intaglio_studio.verify import contestants, verify
from intaglio_studio.works import works_of
from tests.toy import toy_bundle

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("verify")


@pytest.fixture(scope="module")
def bundle(folder: Path) -> Bundle:
    made = toy_bundle(folder)
    made.write(folder / "toy.build")
    return made


@pytest.fixture(scope="module")
def works(folder: Path, bundle: Bundle) -> Works:
    return works_of(open_piece(folder / "toy.py"), bundle)


def test_wrong_script_is_found(works: Works, tmp_path: Path) -> None:
    assert works.script is not None
    wrong = replace(works, script=works.script.replace("400", "401", 1))
    found = verify("Toy", sample(6), contestants(wrong, ("reference", "javascript", "native")))
    assert not found.agrees
    assert [run.agrees for run in found.runs] == [True, False, True]
    first = found.differences[0]
    assert (first.what, first.found_by, first.expected_by) == ("svg", "javascript", "reference")
    assert (first.expected.at, first.found.at) == ("0", "1")
    assert "javascript differs from reference in the svg of seed 0" in first.text()
    page = report.write(found, tmp_path).read_text()
    assert "<mark>1</mark>" in page and "javascript does not agree over 6 seeds" in page
    told = json.loads((tmp_path / "report.json").read_text())
    assert told["agrees"] is False
    assert told["differences"][0]["offset"] == first.offset


def test_wrong_contract_is_found(works: Works) -> None:
    assert works.renderer is not None
    at = works.renderer.index(b"Moss")
    wrong = replace(works, renderer=works.renderer[:at] + b"Boss" + works.renderer[at + 4 :])
    found = verify("Toy", sample(12), contestants(wrong, ("native", "evm")))
    assert {difference.what for difference in found.differences} == {"traits"}
    assert {difference.found.at for difference in found.differences} == {"B"}


def test_engine_that_fails_is_a_failure(works: Works) -> None:
    found = verify("Toy", sample(2), contestants(replace(works, script="o=t=nothing"), ("native", "javascript")))
    assert not found.agrees
    assert "nothing is not defined" in found.failures[0].cause
    assert found.failures[0].text().startswith("javascript gave no picture for seed 0: ")


def test_fault_of_the_piece_names_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "faulty.py"
    path.write_text(
        '"""Faulty."""\nfrom intaglio import Canvas, Seed, art\n\n\n@art("Faulty", size=(100, 100))\n'
        "def faulty(seed: Seed, canvas: Canvas):\n    n = seed.below(2)\n    canvas.circle(9, 9, 7 // n)\n"
    )
    assert main(["verify", str(path), "-n", "8", "--engines", "reference,native"]) == 1
    said = capsys.readouterr().out
    assert "faulty.py:8" in said and "Traceback" not in said
    (drawn, failed) = _split(path)
    assert drawn and failed
    assert main(["render", str(path), "--seed", str(failed[0]), "--engine", "reference", "-o", "-"]) == 2
    assert "faulty.py:8" in capsys.readouterr().err


def _split(path: Path) -> tuple[list[int], list[int]]:
    """Seeds that a piece draws, and seeds that it fails on."""
    done: tuple[list[int], list[int]] = ([], [])
    for seed in range(12):
        arguments = ["render", str(path), "--seed", str(seed), "--engine", "reference"]
        done[bool(main([*arguments, "-o", str(path.with_suffix(".svg"))]))].append(seed)
    return done


def test_verify_of_a_build(
    folder: Path, bundle: Bundle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["verify", str(folder / "toy.build"), "-n", "4", "--browser", "0", "--report", str(tmp_path / "r")]
    assert main([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["root"] == bundle.root.hex()
    drawing = [name for name in ENGINES if name not in BROWSERS]
    assert [engine["engine"] for engine in told["engines"]] == drawing
    assert (tmp_path / "r" / "report.html").exists()


@pytest.mark.browser
@pytest.mark.firefox
@pytest.mark.webkit
def test_pages_in_browsers(folder: Path, bundle: Bundle, tmp_path: Path) -> None:
    arguments = ["verify", str(folder / "toy.build"), "-n", "2", "--engines", "native", "--browser", "1"]
    assert main([*arguments, "--report", str(tmp_path)]) == 0
    told = json.loads((tmp_path / "report.json").read_text())
    pictures = [(engine["engine"], engine["pictures"]) for engine in told["engines"]]
    assert pictures == [("native", 2), *((name, 1) for name in BROWSERS)]


def test_what_is_not_on_this_machine_is_told(
    folder: Path, bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in (CHROMIUM, FIREFOX, WEBKIT):
        monkeypatch.setenv(variable, "/nowhere")
    find_spec = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "quickjs" else find_spec(name))
    report = tmp_path / "report"
    assert main(["verify", str(folder / "toy.build"), "-n", "1", "--report", str(report)]) == 0
    said = capsys.readouterr().out
    assert "Toy: 6 engines, 1 seed: every byte is equal" in said
    assert "  quickjs      not on this machine: no Python package `quickjs`; `pip install quickjs` brings it" in said
    assert "  firefox      not on this machine: none found; install one (Debian: apt-get install firefox-esr)" in said
    assert list(json.loads((report / "report.json").read_text())["absent"]) == ["quickjs", *BROWSERS]
    assert "webkit is not on this machine" in (report / "report.html").read_text()
    assert main(["verify", "--engines"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name:<12} " in said for name in ENGINES)
    assert "  chromium     not on this machine: " in said
    assert main(["verify", str(folder / "toy.build"), "--engines", "native,webkit"]) == 2
    assert "`webkit` is not on this machine: no WebKitWebDriver" in capsys.readouterr().err


def test_a_sample_is_kept_once(works: Works) -> None:
    native, javascript = contestants(works, ("native", "javascript"))
    found = verify("Toy", sample(4), [native, replace(javascript, most=2)])
    assert found.agrees and [run.pictures for run in found.runs] == [4, 2]
    assert [one.label for one in found.samples] == [f"seed {short(seed)}" for seed in sample(4)]


def test_first_difference() -> None:
    assert first_difference("svg", ("a", b"same"), ("b", b"same")) is None
    shorter = first_difference("svg", ("a", b"same and more"), ("b", b"same"))
    assert shorter is not None
    assert (shorter.offset, shorter.expected.at, shorter.found.at) == (4, " ", "")
    assert "\u220e" in shorter.text()
    late = first_difference("page", ("a", bytes(200) + b"x"), ("b", bytes(200) + b"\xff"))
    assert late is not None
    assert late.found.at == "\\xff" and late.found.before.startswith("…")


def test_report_escapes_what_it_shows(tmp_path: Path) -> None:
    nasty = '<script>alert("x")</script>'
    found = Verification(title=nasty, seeds=(), runs=(), notes=(nasty,), warnings=(nasty,))
    assert "<script" not in report.write(found, tmp_path).read_text()


def test_tokens_are_spread() -> None:
    assert spread(3, 100) == [1, 2, 3]
    assert spread(100, 4) == [1, 34, 67, 100]
    assert spread(100, 1) == [1]


@dataclass
class Deployment:
    """The toy on an anvil, three tokens minted."""

    local: LocalChain
    deployed: Deployed

    def verify(self, *arguments: str) -> int:
        """`intaglio verify` of the edition."""
        pages = () if "--browser" in arguments else ("--browser", "0")
        return main(["verify", *arguments, *pages, "--rpc", self.local.url, "--contract", self.deployed.edition])

    def alter(self, label: str, old: bytes, new: bytes) -> None:
        """Exchange some bytes of a contract's code."""
        address = self.deployed.addresses[label]
        code = self.local.open().code_at(address)
        assert old in code
        self.set_code(address, code.replace(old, new, 1))

    def set_code(self, address: str, code: bytes) -> None:
        """What no real chain allows."""
        self.local.web3.manager.request_blocking(RPCEndpoint("anvil_setCode"), [address, f"0x{code.hex()}"])


@pytest.fixture(scope="module")
def anvil(bundle: Bundle) -> Iterator[Deployment]:
    with LocalChain() as local:
        deployed = deploy(deployable(bundle, supply=5), local.open())
        Edition(local.open(), deployed.edition).mint(3)
        yield Deployment(local, deployed)


@pytest.fixture
def deployment(anvil: Deployment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    monkeypatch.chdir(tmp_path)
    codes = {address: anvil.local.open().code_at(address) for address in anvil.deployed.addresses.values()}
    yield anvil
    for address, code in codes.items():
        anvil.set_code(address, code)


@pytest.mark.browser
@pytest.mark.chain
@pytest.mark.firefox
@pytest.mark.webkit
def test_chain_agrees_with_the_build(
    deployment: Deployment, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployment.verify(str(folder / "toy.build"), "--json", "--report", "r", "--browser", "2") == 0
    told = json.loads(capsys.readouterr().out)
    pictures = {engine["engine"]: engine["pictures"] for engine in told["engines"]}
    assert set(pictures) == {*ENGINES, "rpc", "tokenURI"}
    assert [pictures[name] for name in ("reference", "tokenURI", *BROWSERS)] == [3, 3, 2, 2, 2]
    assert told["chain"]["tokens"] == [1, 2, 3]
    assert all(check["passed"] for check in told["checks"])
    assert "token 1" in Path("r/report.html").read_text()


@pytest.mark.chain
def test_chain_agrees_with_itself(deployment: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    assert deployment.verify("-n", "2", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    drawing = {name for name in list(ENGINES)[2:] if name not in BROWSERS}
    assert {engine["engine"] for engine in told["engines"]} == {*drawing, "rpc", "tokenURI"}
    assert told["chain"]["tokens"] == [1, 3]


@pytest.mark.chain
def test_altered_renderer_is_found(
    deployment: Deployment, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployment.alter("renderer", b"trait_type", b"trait-type")
    assert deployment.verify(str(folder / "toy.build")) == 1
    said = capsys.readouterr().out
    assert "rpc differs from reference in the traits of token 1, at byte " in said
    assert "tokenURI differs from reference in the traits of token 2, at byte " in said
    assert "the chain differs from the build in the renderer on chain" in said
    assert deployment.verify() == 1
    assert "differs from javascript in the traits of token 1" in capsys.readouterr().out


@pytest.mark.chain
def test_altered_script_is_found(
    deployment: Deployment, folder: Path, bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    tail = bundle.script_part[-9:]
    deployment.alter("script", tail, bytes(9))
    assert deployment.verify(str(folder / "toy.build")) == 1
    said = capsys.readouterr().out
    assert "BROKEN  the script is what was deployed" in said
    assert "the chain differs from the build in the script on chain" in said
    assert deployment.verify() == 1
    assert "its address is no hash of it" in capsys.readouterr().out


@pytest.mark.chain
def test_broken_contracts_are_failures(deployment: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    deployment.set_code(deployment.deployed.addresses["renderer"], b"\xfe")
    assert deployment.verify() == 1
    said = capsys.readouterr().out
    assert "rpc gave no picture for token 1" in said
    assert "tokenURI gave no picture for token 1" in said


@pytest.mark.chain
def test_anvil_stands_in_for_pyrevm(works: Works) -> None:
    assert works.renderer is not None and works.module is not None
    with AnvilRenderer(works.renderer) as anvil, NativeRenderer(works.module) as native:
        assert [anvil.render(seed) for seed in sample(4)] == [native.render(seed) for seed in sample(4)]
        assert anvil.last_gas is not None and anvil.last_gas > 10_000


@pytest.mark.chain
def test_no_edition_is_a_mistake(deployment: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    def refused(address: str) -> str:
        assert main(["verify", "--rpc", deployment.local.url, "--contract", address]) == 2
        return capsys.readouterr().err

    arguments = ["verify", "--rpc", deployment.local.url, "--contract", deployment.deployed.edition]
    assert main([*arguments, "--engines", "native,evm"]) == 2
    assert "`native` draws from the source" in capsys.readouterr().err
    assert "is no address" in refused("drift.eth")
    assert "there is no contract at" in refused("0x" + 40 * "1")
    assert "error: " in refused(deployment.deployed.addresses["renderer"])
    assert "error: " in refused(deployment.deployed.addresses["script"])


@pytest.mark.chain
def test_an_edition_without_tokens_keeps_its_promises(
    deployment: Deployment, bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = deploy(deployable(bundle, supply=7), deployment.local.open())
    node = ["--rpc", deployment.local.url, "--contract", empty.edition]
    assert main(["verify", *node]) == 0
    said = capsys.readouterr().out
    assert "holds   the promised pictures, by the stored renderer: 3 pictures" in said
    assert "There are no tokens yet." in said
    assert main(["verify", *node, "--tokens", "2"]) == 2
    assert "there is no token 2: there are none yet" in capsys.readouterr().err


@pytest.mark.chain
def test_deploy_command(
    deployment: Deployment, folder: Path, bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["deploy", str(folder / "toy.build"), "--rpc", deployment.local.url, "--mint", "2", "--supply", "9"]
    assert main([*arguments, "--json", "--yes"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["skipped"] == ["runtime", "display", "implementation", "script", "renderer", "plate"]
    assert list(told["tokens"]) == ["1", "2"]
    assert told["root"] == bundle.root.hex()
