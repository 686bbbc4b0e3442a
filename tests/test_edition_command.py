"""`intaglio edition` on anvil: sales from the opening to the last wei, each mode of seeds, and refusals in words."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_account import Account
from eth_hash.auto import keccak
from web3.types import RPCEndpoint

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.plan import Settings
from intaglio_studio.accounts import KEY_VARIABLE
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import deployable as deployable_of
from intaglio_studio.chain import ChainUnreachable
from intaglio_studio.command import main
from intaglio_studio.deploy import deploy
from intaglio_studio.edition_rounds import keep, waiting
from intaglio_studio.edition_state import state_of
from intaglio_studio.salt import read_salt
from intaglio_studio.terms import seed_tree
from intaglio_studio.works import open_bundle
from tests.contract_fixtures import deployable

pytestmark = [pytest.mark.chain, pytest.mark.node]

KEYS = [f"0x{digit * 64}" for digit in "78"]
LIST_BUYER, STRANGER = (str(Account.from_key(key).address) for key in KEYS)
PIECE = '''"""A dot."""
from intaglio import Canvas, Seed, art


@art("Dot", size=(10, 10))
def dot(seed: Seed, canvas: Canvas):
    size = seed.param("Size", 1, 5, default=2)
    canvas.circle(5, 5, size, fill="#123456")
'''

Say = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        for buyer in (LIST_BUYER, STRANGER):
            chain.open().send(buyer, b"", value=10**19)
        yield chain


def mine(local: LocalChain, blocks: int) -> None:
    """Let time pass."""
    local.web3.provider.make_request(RPCEndpoint("anvil_mine"), [hex(blocks)])


@pytest.fixture
def edition(local: LocalChain, request: pytest.FixtureRequest) -> Callable[..., str]:
    """Deploys an edition of this test's own, with settings."""

    def make(**settings: Any) -> str:
        piece = dataclasses.replace(deployable(title=request.node.name, supply=20), settings=Settings(**settings))
        return deploy(piece, local.open()).edition

    return make


@pytest.fixture
def say(local: LocalChain, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a verb that succeeds; its JSON."""

    def run(verb: str, *arguments: object, status: int = 0) -> dict[str, Any]:
        yes = [] if verb == "show" else ["--yes"]
        command = ["edition", verb, *map(str, arguments), "--rpc", local.url, *yes, "--json"]
        capsys.readouterr()
        assert main(command) == status, capsys.readouterr()
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


@pytest.fixture
def refused(say: Say) -> Callable[..., str]:
    """Runs a verb that is refused; the message and the help."""

    def run(verb: str, *arguments: object) -> str:
        (error,) = say(verb, *arguments, status=2)["errors"]
        return f"{error['message']} / {error['help']}"

    return run


def test_a_new_edition_is_shown(edition: Callable[..., str], say: Say, local: LocalChain,
                                capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    address = edition(royalty_bps=750, payees=(local.account, STRANGER), shares=(3, 1))
    found = say("show", address)
    assert found["edition"] == address and found["title"] == "test_a_new_edition_is_shown"
    assert (found["mode"], found["minted"], found["supply"]) == ("immediate", 0, 20)
    assert found["phase"] == "closed: nobody has opened it" and not found["frozen"]
    assert found["royalty"] == {"receiver": local.account, "basisPoints": 750}
    assert [payee["share"] for payee in found["payees"]] == [3, 1]
    assert main(["edition", "show", address, "--rpc", local.url]) == 0
    text = capsys.readouterr().out
    assert f"  payee      {STRANGER}  25%, 0 ether due\n" in text and "  royalty    7.5% to 0xf39F" in text


def test_a_sale_is_opened_changed_paused_and_closed(
    edition: Callable[..., str], say: Say, refused: Callable[..., str]
) -> None:
    address = edition()
    assert "SaleClosed() / `intaglio edition show`" in refused("mint", address)
    assert "has a beginning and an end" in refused("sale", address, "--price", "0.1")
    opened = say("sale", address, "--price", "0.05", "--opens", "now", "--closes", "in 2 days", "--per-wallet", 3)
    sale = opened["sale"]
    assert (sale["price"], sale["perWallet"]) == (str(5 * 10**16), 3)
    assert sale["listOpens"] == sale["opens"] and sale["closes"] - sale["opens"] in (172800, 172801)
    assert opened["phase"].startswith("open to everybody until ")
    changed = say("sale", address, "--price", "0.01")["sale"]
    assert changed == sale | {"price": str(10**16)}
    assert "before it opens" in refused("sale", address, "--closes", "2020-01-01T00:00Z")
    assert "no wallet can mint" in refused("sale", address, "--per-wallet", -1)
    assert say("pause", address)["phase"] == "paused by the owner"
    assert "SalePaused() / the owner lets it go on" in refused("mint", address)
    say("resume", address)
    assert list(say("mint", address, 3)["tokens"]) == ["1", "2", "3"]
    assert "WalletLimit(0)" in refused("mint", address)
    assert say("sale", address, "--close")["phase"] == "closed: nobody has opened it"
    assert "SaleClosed()" in refused("mint", address)
    assert list(say("mint", address, 2, "--as-owner", "--to", STRANGER)["tokens"]) == ["4", "5"]
    assert say("show", address, "--token", 5)["owner"] == STRANGER


def test_an_allowlist_is_set_and_minted_by(
    edition: Callable[..., str], say: Say, refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, path = edition(), tmp_path / "friends.csv"
    path.write_text(f"address,allowance,price\n{LIST_BUYER},2,0.02\n{STRANGER},1,0\n")
    assert main(["edition", "allowlist", str(path)]) == 0  # offline
    assert "go together" in refused("allowlist", path)
    found = say("allowlist", path, address)
    assert found["allowlistRoot"] == found["root"] != f"0x{'00' * 32}"
    early = ("--opens", "in 1 day", "--closes", "in 2 days", "--list-opens", "now")
    assert say("sale", address, *early)["phase"].startswith("open to the allowlist; to everybody from ")
    proofs = ("--allowlist", tmp_path / "friends.json")
    assert "is not on the allowlist" in refused("mint", address, *proofs)
    monkeypatch.setenv(KEY_VARIABLE, KEYS[0])
    minted = say("mint", address, 2, *proofs)
    assert minted["to"] == LIST_BUYER
    assert "WalletLimit(0)" in refused("mint", address, *proofs)
    assert say("show", address)["payees"][0]["due"] == str(4 * 10**16)
    monkeypatch.setenv(KEY_VARIABLE, KEYS[1])
    assert "SaleClosed()" in refused("mint", address)
    other = json.loads((tmp_path / "friends.json").read_text())
    other["wallets"][STRANGER]["allowance"] = 2
    (tmp_path / "other.json").write_text(json.dumps(other))
    assert "NotAllowed() / the allowlist given is not the one" in refused(
        "mint", address, "--allowlist", tmp_path / "other.json"
    )
    assert "no allowlist with proofs" in refused("mint", address, "--allowlist", path)


def test_rounds_are_revealed_as_they_come_due(edition: Callable[..., str], say: Say, local: LocalChain) -> None:
    address = edition(seeds=SeedMode.COMMIT_REVEAL, delay=3)
    minted = [say("mint", address, count, "--as-owner")["tokens"] for count in (1, 2, 3)]
    assert [seed for tokens in minted for seed in tokens.values()] == [None] * 6
    assert say("show", address, "--token", 4)["seed"] is None
    (found,) = waiting(local.open(), state_of(local.open(), address))  # three mints joined one round
    assert (found.first, found.last) == (1, 6)
    nothing = {"status": 0, "edition": address, "revealed": 0, "resumed": False}
    assert say("reveal", address) == nothing | {"waiting": [found.block]}
    mine(local, 8)
    tokens = say("mint", address, 5, "--as-owner")["tokens"]  # reveals that round in passing
    assert list(tokens) == ["7", "8", "9", "10", "11"]
    (late,) = waiting(local.open(), state_of(local.open(), address))
    assert (late.first, late.last) == (7, 11)
    mine(local, 8)
    assert say("reveal", address)["revealed"] == 1
    assert say("reveal", address) == nothing | {"waiting": []}
    assert say("show", address, "--token", 11)["attributes"] == [{"trait_type": "Palette", "value": "Ember"}]


def test_a_keeper_goes_on_through_trouble(
    edition: Callable[..., str], say: Say, local: LocalChain, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    address = edition(seeds=SeedMode.COMMIT_REVEAL, delay=1)
    say("mint", address, "--as-owner")
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 1:
            mine(local, 3)
            monkeypatch.setattr("intaglio_studio.edition_seeds.head", unreachable)
        elif len(looks) == 2:
            monkeypatch.undo()
            monkeypatch.setattr("intaglio_studio.edition_rounds.sleep", pause)
        else:
            raise KeyboardInterrupt

    def unreachable(_: object) -> int:
        raise ChainUnreachable("the node is down")

    monkeypatch.setattr("intaglio_studio.edition_rounds.sleep", pause)
    command = ["edition", "reveal", address, "--rpc", local.url, "--watch", "--every", "0.5", "--yes"]
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert out == "1 round revealed\n" and looks == [0.5] * 3
    assert "not now: the node is down\n" in err and "reveal the seeds of token 1 by block" in err
    assert keep(lambda: 1, 0) == 1


def test_provenance_from_the_salt_to_the_money(
    edition: Callable[..., str], say: Say, refused: Callable[..., str], local: LocalChain, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "salt.json"
    assert main(["edition", "new-salt", str(file)]) == 0
    told = capsys.readouterr().out
    salt = read_salt(file)
    assert salt.hex() not in told and keccak(salt).hex() in told
    address = edition(seeds=SeedMode.PROVENANCE, delay=2, seed_source=keccak(salt))
    say("sale", address, "--price", "0.01", "--opens", "now", "--closes", "in 1 hour")
    assert "MintGoesOn() / anybody may end it" in refused("close-mint", address)
    say("mint", address, 2)
    assert "NoSuchRound()" in refused("reveal-salt", address, file)
    assert "SeedsNotFinal() / money may be taken when the seeds are final" in refused("release", address)
    say("close-mint", address)
    assert "MintOver()" in refused("mint", address)
    assert len(say("reveal", address)["waiting"]) == 1
    mine(local, 4)
    assert say("reveal", address)["revealed"] == 1
    assert "SaltStillDue" in refused("reveal-without-salt", address)
    other = tmp_path / "other.json"
    main(["edition", "new-salt", str(other)])
    assert "WrongSalt() / it is another edition's salt" in refused("reveal-salt", address, other)
    state = say("reveal-salt", address, file)
    assert state["seedsFinal"]
    entropy = keccak(encode(["bytes32"], [local.web3.eth.get_block(state["round"])["hash"]]))
    final = keccak(encode(["bytes32", "bytes32"], [salt, entropy]))
    seed = keccak(encode(["bytes32", "uint256", "address"], [final, 2, address]))
    assert say("show", address, "--token", 2)["seed"] == f"0x{seed.hex()}"
    assert say("release", address)["paid"] == {local.account: str(2 * 10**16)}


def test_a_collector_chooses_a_seed(
    edition: Callable[..., str], say: Say, refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "seeds.txt"
    seeds = [keccak(bytes([number])) for number in range(20)]
    path.write_text("\n".join(f"0x{seed.hex()}" for seed in seeds) + "\n")
    address = edition(seeds=SeedMode.CHOSEN, seed_source=seed_tree(seeds).root)
    say("sale", address, "--price", "0.01", "--opens", "now", "--closes", "in 1 hour")
    monkeypatch.setenv(KEY_VARIABLE, KEYS[1])
    assert "name it: `--seeds FILE --index N`" in refused("mint", address)
    assert "has the seeds 0 to 19, not 20" in refused("mint", address, "--seeds", path, "--index", 20)
    assert say("mint", address, "--seeds", path, "--index", 6)["tokens"] == {"7": f"0x{seeds[6].hex()}"}
    assert "TokenAlreadyExists()" in refused("mint", address, "--seeds", path, "--index", 6)
    (tmp_path / "none.txt").write_text("\n")
    assert "has no seeds" in refused("mint", address, "--seeds", tmp_path / "none.txt", "--index", 0)


def test_params_are_given_by_name(
    say: Say, refused: Callable[..., str], local: LocalChain, tmp_path: Path
) -> None:
    path = tmp_path / "dot.py"
    path.write_text(PIECE)
    bundle = open_bundle(path)
    address = deploy(deployable_of(bundle), local.open()).edition
    assert "params are named in the build" in refused("mint", address, "--as-owner", "--param", "Size=5")
    assert "is from 1 to 5" in refused("mint", address, "--as-owner", "--param", "Size=6", "--piece", path)
    say("mint", address, "--as-owner", "--param", "Size=5", "--piece", path)
    found = say("show", address, "--token", 1)
    assert found["params"] == 3  # from the default 2 upwards


def test_the_art_changes_until_it_is_frozen(
    edition: Callable[..., str], say: Say, refused: Callable[..., str], local: LocalChain
) -> None:
    address = edition()
    other = deploy(deployable(title="Another"), local.open()).plan.terms.plate
    assert say("plate", address, other)["title"] == "Another"
    assert "PlateMissing" in refused("plate", address, STRANGER)
    assert say("freeze", address)["frozen"]
    assert "IsFrozen() / its owner froze it, for good" in refused("plate", address, other)


def test_payees_are_paid_each_by_itself(
    edition: Callable[..., str], say: Say, refused: Callable[..., str], local: LocalChain
) -> None:
    address = edition(payees=(LIST_BUYER, STRANGER), shares=(1, 3))
    assert say("release", address)["paid"] == {}
    local.open().send(address, b"", value=400)
    assert "is no payee of this edition" in refused("release", address, local.account)
    assert say("release", address, STRANGER)["paid"] == {STRANGER: "300"}
    assert say("release", address)["paid"] == {LIST_BUYER: "100"}


def test_nothing_is_sent_without_a_yes(
    edition: Callable[..., str], local: LocalChain, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["edition", "freeze", edition(), "--rpc", local.url]
    height = local.web3.eth.block_number
    assert main(command) == 2
    assert "nobody is here to agree to this\n  help: agree to it with `--yes`" in capsys.readouterr().err

    class Person(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Person("no\n"))
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "freeze the art for good" in said and "gas: 0.0" in said and said.endswith("error: nothing was sent\n")
    assert local.web3.eth.block_number == height
    monkeypatch.setattr("sys.stdin", Person("y\n"))
    assert main(command) == 0
    assert local.web3.eth.block_number == height + 1


def test_what_it_refuses_before_asking(
    edition: Callable[..., str], refused: Callable[..., str], local: LocalChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = edition()
    factory = "0x4e59b44847b379578588920cA78FbF26c0B4956C"
    assert "`0x12` is no address" in refused("pause", "0x12")
    assert "there is no contract at" in refused("show", STRANGER)
    assert "is no edition of Intaglio's" in refused("show", factory)
    assert "the node is of chain 31337, not of 1" in refused("pause", address, "--chain-id", 1)
    assert "do not go together" in refused("pause", address, "--keystore", "x", "--signer", "http://127.0.0.1:1")
    assert "0 tokens cannot be minted" in refused("mint", address, 0)
    assert "positive number of seconds" in refused("reveal", address, "--every", 0)
    monkeypatch.setenv(KEY_VARIABLE, KEYS[1])
    assert "Unauthorized() / only the owner may" in refused("pause", address)
    monkeypatch.setenv(KEY_VARIABLE, "0x" + "9" * 64)
    local.open().send(address, b"", value=1)
    assert "has 0 ether, and this may take 0.000" in refused("release", address)
