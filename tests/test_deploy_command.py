"""`intaglio deploy --rpc`: what it shows, asks, refuses before it sends anything, and leaves behind."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account
from web3 import Web3

from intaglio_studio import deploy_checks
from intaglio_studio.anvil import LocalChain
from intaglio_studio.command import main
from tests.conftest import ROOT
from tests.fake_signer import FakeSigner
from tests.toy import toy_bundle

pytestmark = [pytest.mark.chain, pytest.mark.node]

KEY = "0x" + "de" * 32
ADDRESS = str(Account.from_key(KEY).address)


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        yield chain


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deploy")
    toy_bundle(folder).write(folder / "toy.build")
    return folder / "toy.build"


@pytest.fixture
def build(built: Path, tmp_path: Path, local: LocalChain, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A link to the build in a folder of the test's own; the key in the environment; a chain as new afterwards."""
    monkeypatch.setenv("INTAGLIO_PRIVATE_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    before = ask(local, "evm_snapshot")
    ask(local, "anvil_setBalance", ADDRESS, hex(10**18))
    (tmp_path / "toy.build").symlink_to(built)
    yield tmp_path / "toy.build"
    ask(local, "evm_revert", before)


def ask(local: LocalChain, method: str, *parameters: object) -> Any:
    return local.web3.provider.make_request(method, list(parameters))["result"]  # type: ignore[arg-type]


def sent(local: LocalChain) -> int:
    """How many transactions the account has sent."""
    return local.web3.eth.get_transaction_count(Web3.to_checksum_address(ADDRESS))


def told(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> Any:
    """What a run says with `--json`."""
    capsys.readouterr()
    assert main(["deploy", *map(str, arguments), "--json"]) == status
    return json.loads(capsys.readouterr().out)


def test_plan_ask_send_and_nothing_twice(
    local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(text: str) -> None:
        stdin = io.StringIO(text)
        stdin.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr("sys.stdin", stdin)

    plan = told(capsys, build, "--rpc", local.url, "--plan")["plan"]
    labels = [transaction["label"] for transaction in plan["transactions"]]
    assert labels[0] == "runtime" and labels[-1] == "edition"
    assert plan["gas"] == sum(transaction["gas"] for transaction in plan["transactions"])
    assert plan["gasByFork"]["osaka"] < plan["gasByFork"]["amsterdam"] / 5
    assert int(plan["cost"]) == plan["gas"] * int(plan["fee"]) < int(plan["maxCost"])
    assert not build.with_suffix(".deploy").exists() and sent(local) == 0
    answer("no\n")
    assert main(["deploy", str(build), "--rpc", local.url]) == 2
    said = capsys.readouterr().err
    assert f"{len(labels)} to send" in said and f"send {len(labels)} transactions for at most" in said
    assert said.endswith("[y/N] \nerror: nothing was sent\n") and sent(local) == 0
    answer("y\n")
    assert main(["deploy", str(build), "--rpc", local.url]) == 0
    assert f"{len(labels)} transactions in all, which cost 0.0" in capsys.readouterr().out
    assert sent(local) == len(labels)
    again = told(capsys, build, "--rpc", local.url)  # nothing to agree to
    assert again["gas"] == {} and again["skipped"] == labels and sent(local) == len(labels)
    assert [step["label"] for step in again["transactions"]] == labels
    cost = sum(step["gas"] * int(step["price"]) for step in again["transactions"])
    assert int(again["cost"]) == cost == 10**18 - local.web3.eth.get_balance(Web3.to_checksum_address(ADDRESS))
    assert main(["deploy", str(build), "--rpc", local.url, "--plan"]) == 0
    assert capsys.readouterr().out.count("is there") == len(labels)


def test_the_docs_show_a_plan_as_it_is(local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Digits apart, which change with every build."""
    (shown,) = re.findall(r"--plan\n(Toy:\n.*?)```", (ROOT / "docs" / "deploy.md").read_text("utf-8"), re.DOTALL)
    ask(local, "anvil_setBalance", ADDRESS, hex(10_000 * 10**18))
    ask(local, "anvil_setNextBlockBaseFeePerGas", hex(10**9))
    assert main(["deploy", str(build), "--rpc", local.url, "--plan"]) == 0

    def without_figures(text: str) -> str:
        text = re.sub(r"0x[0-9a-fA-F]{40}", "ADDRESS", text)
        return re.sub(r" *[\d,]+(\.\d+)?", " 0", text)

    assert without_figures(capsys.readouterr().out) == without_figures(shown)


def test_nobody_to_ask(local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    errors = told(capsys, build, "--rpc", local.url, status=2)["errors"]
    assert errors[0]["message"] == "nobody is here to agree to this plan" and "`--yes`" in errors[0]["help"]
    assert sent(local) == 0


def test_tokens_are_minted_once(local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, build, "--rpc", local.url, "--yes", "--mint", "2")
    count = sent(local)
    assert list(first["tokens"]) == ["1", "2"]
    assert told(capsys, build, "--rpc", local.url, "--mint", "2")["tokens"] == first["tokens"]
    assert sent(local) == count
    assert told(capsys, build, "--rpc", local.url, "--mint", "3", status=2)["errors"][0]["code"] == "not-agreed"
    more = told(capsys, build, "--rpc", local.url, "--yes", "--mint", "3")["tokens"]
    assert list(more) == ["1", "2", "3"] and sent(local) == count + 1


def test_a_dry_run_sends_nothing_and_gives_the_gas(
    local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(local, "anvil_setBalance", ADDRESS, hex(1))
    tried = told(capsys, build, "--rpc", local.url, "--dry-run")
    assert sent(local) == 0 and not build.with_suffix(".deploy").exists()
    assert f"{ADDRESS} has" in tried["obstacle"]
    ask(local, "anvil_setBalance", ADDRESS, hex(10**18))
    done = told(capsys, build, "--rpc", local.url, "--yes")
    assert done["gas"] == tried["gas"] and done["addresses"] == tried["addresses"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--chain-id", "1"], "the node is of chain 31337, not of 1"),
        (["--max-fee", "1e6"], r"has 1\.0{6} ether, and this may take [\d,]+\.\d+ ether: [\d,]+ gas and a margin at"),
        (["--max-fee", "0.001"], r"gas costs [\d.]+ gwei now, and 0\.001 gwei is the most that it may cost"),
        (["--from", ADDRESS], "`--from` names an account of a signer"),
        (["--max-fee", "0"], "`--max-fee` takes a positive number"),
        (["--keystore", "key.json", "--signer", "x"], "`--keystore` and `--signer` do not go together"),
        (["--keystore", "key.json"], "cannot read the keystore key.json"),
        (["--signer", "http://127.0.0.1:9"], "http://127.0.0.1:9 tells no accounts"),
        (["--mint", "2000"], "2000 tokens cannot be minted of a supply of 1000"),
    ],
)
def test_what_is_found_before_anything_is_sent(
    local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    errors = told(capsys, build, "--rpc", local.url, "--yes", *arguments, status=2)["errors"]
    assert re.search(words, errors[0]["message"]), errors
    assert sent(local) == 0


def test_a_block_that_is_too_small(local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(local, "evm_setBlockGasLimit", hex(1_000_000))
    ask(local, "evm_mine")
    (error,) = told(capsys, build, "--rpc", local.url, "--yes", status=2)["errors"]
    ask(local, "evm_setBlockGasLimit", hex(30_000_000))
    assert re.match(r"the runtime needs 3,\d{3},\d{3} gas, and a block of this chain has 1,000,000", error["message"])
    assert sent(local) == 0


def test_a_node_that_has_not_caught_up(
    local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = deploy_checks._asked

    def behind(web3: Web3, method: str, *more: Any, needed: bool = True) -> Any:
        syncing = {"currentBlock": hex(1_234), "highestBlock": hex(99_999)}
        return syncing if method == "eth_syncing" else honest(web3, method, *more, needed=needed)

    monkeypatch.setattr(deploy_checks, "_asked", behind)
    (error,) = told(capsys, build, "--rpc", local.url, "--yes", status=2)["errors"]
    assert error["message"] == "the node has not caught up with its chain: it is at block 1,234 of 99,999"
    assert error["code"] == "not-synced" and sent(local) == 0


def test_a_journal_of_another_chain(local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with LocalChain(options=("--chain-id", "5")) as other:
        plan = [str(build), "--rpc", other.url, "--plan"]
        for mode, words in (([], "  seeds are `commit-reveal`"), (["--seeds", "immediate"], "  warning: seeds are ")):
            assert main(["deploy", *plan, *mode]) == 0 and words in capsys.readouterr().out
            assert told(capsys, *plan, *mode)["seeds"] == (mode[1] if mode else "commit-reveal")
        ask(other, "anvil_setBalance", ADDRESS, hex(10**18))
        told(capsys, build, "--rpc", other.url, "--yes", "--journal", "sent.jsonl")
    (error,) = told(capsys, build, "--rpc", local.url, "--yes", "--journal", "sent.jsonl", status=2)["errors"]
    assert error["message"] == "sent.jsonl is of chain 5, and the node is of 31337" and sent(local) == 0


def test_two_at_once(local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from intaglio_studio.deploy_run import Way, opened

    with opened(Way(local.url, build.with_suffix(".deploy")), to_send=True):
        (error,) = told(capsys, build, "--rpc", local.url, "--yes", status=2)["errors"]
        assert re.match(r"another command, process \d+, is at work with the journal", error["message"])
        assert told(capsys, build, "--rpc", local.url, "--plan")["plan"]["gas"]  # looking is allowed


def test_a_signer_elsewhere_signs(
    local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTAGLIO_PRIVATE_KEY")
    with FakeSigner(KEY) as signer:
        told(capsys, build, "--rpc", local.url, "--signer", signer.url, "--yes")
        assert sent(local) == signer.asked.count("account_signTransaction") > 3
        signer.says = {"error": {"code": 1, "message": "request denied"}}
        more = ("--supply", "7", "--signer", signer.url, "--yes")
        (error,) = told(capsys, build, "--rpc", local.url, *more, status=2)["errors"]
    assert error["message"] == "the signer refuses: request denied"


@pytest.mark.parametrize("option", ["--plan", "--dry-run", "--journal=x", "--chain-id=1", "--signer=x", "--keystore=x"])
def test_options_about_a_chain_that_stays(build: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    (error,) = told(capsys, build, option, status=2)["errors"]
    assert error["message"] == f"`{option.partition('=')[0]}` is about a chain that stays"


def test_seeds_that_come_later(local: LocalChain, build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told_now = told(capsys, build, "--rpc", local.url, "--yes", "--mint", "2", "--seeds", "commit-reveal")
    assert told_now["tokens"] == {"1": "to be revealed", "2": "to be revealed"}
    other = ("--owner", "0x" + "0a" * 20, "--mint", "1")
    (error,) = told(capsys, build, "--rpc", local.url, "--yes", *other, status=2)["errors"]
    assert error["message"] == "only its owner may mint an edition for nothing"
