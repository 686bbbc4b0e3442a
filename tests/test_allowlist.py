"""Allowlists, salts and amounts: Merkle trees as OpenZeppelin's are, files with their mistakes, and secrets kept.

`cases/allowlist/openzeppelin-1.0.8.json` was written by @openzeppelin/merkle-tree 1.0.8: values, roots, proofs, a dump.
"""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intaglio_contracts.merkle import StandardTree, leaf_hash, pair_hash, root_of
from intaglio_studio.allowlist import LEAF, Entry, document, parse_allowlist, read_allowlist, tree_of
from intaglio_studio.amounts import parse_amount, parse_moment, shown_amount, shown_moment
from intaglio_studio.mistake import Mistake
from intaglio_studio.salt import commitment, new_salt, read_salt
from tests.conftest import ROOT

ONE = "0x1111111111111111111111111111111111111111"
TWO = "0x2222222222222222222222222222222222222222"
MIXED = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
VECTORS = json.loads((ROOT / "tests/cases/allowlist/openzeppelin-1.0.8.json").read_text())


def test_the_tree_of_openzeppelins_readme() -> None:
    tree = StandardTree(("address", "uint256"), ((ONE, 5 * 10**18), (TWO, 25 * 10**17)))
    assert tree.root.hex() == "d4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: len(vector["values"]))
def test_trees_are_openzeppelins(vector: dict[str, Any]) -> None:
    tree = StandardTree(LEAF, tuple((wallet, int(some), int(price)) for wallet, some, price in vector["values"]))
    assert f"0x{tree.root.hex()}" == vector["root"]
    proofs = [[f"0x{node.hex()}" for node in tree.proof(index)] for index in range(len(tree.values))]
    assert proofs == vector["proofs"]
    assert tree.dump() == vector.get("dump", tree.dump())


@given(st.lists(st.tuples(st.integers(0, 2**160 - 1), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40))
def test_every_proof_leads_to_the_root(drawn: list[tuple[int, int, int]]) -> None:
    """Repeated values too."""
    tree = StandardTree(LEAF, tuple((f"0x{wallet:040x}", some, price) for wallet, some, price in drawn))
    for index, value in enumerate(tree.values):
        leaf = leaf_hash(LEAF, value)
        assert root_of(leaf, tree.proof(index)) == tree.root
        assert root_of(pair_hash(leaf, leaf), tree.proof(index)) != tree.root


def test_a_tree_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one leaf"):
        StandardTree(LEAF, ())


def test_an_allowlist_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"\ufeffAddress, Allowance, Price\n{MIXED.lower()}, 2, 0.05\n\n{ONE},1,0\n{TWO},3,30 gwei\n")
    entries = read_allowlist(path)
    assert entries == (Entry(MIXED, 2, 5 * 10**16), Entry(ONE, 1, 0), Entry(TWO, 3, 30 * 10**9))
    tree = tree_of(entries)
    written = json.loads(json.dumps(document(tree)))
    assert written["root"] == f"0x{tree.root.hex()}"
    assert written["format"] == "standard-v1" and written["leafEncoding"] == list(LEAF)
    mine = written["wallets"][MIXED]
    proof = [bytes.fromhex(node[2:]) for node in mine["proof"]]
    assert root_of(leaf_hash(LEAF, (MIXED, mine["allowance"], int(mine["price"]))), proof) == tree.root
    assert parse_allowlist(f"{ONE};1;0.5", "semicolons") == (Entry(ONE, 1, 5 * 10**17),)


def test_every_mistake_of_an_allowlist_is_told_with_its_line(tmp_path: Path) -> None:
    lines = [f"{ONE},1", "vitalik.eth,1,0", f"{MIXED[:-1]}7,1,0", f"{ONE},0,0", f"{ONE},two,0", f"{ONE},1,much"]
    lines += [f"{TWO},1,0", f"{TWO},2,0", f"{ONE},1,0.0000000000000000001", f"{ONE},1,9999999999"]
    with pytest.raises(Mistake) as caught:
        parse_allowlist("\n".join(lines), "list.csv")
    assert caught.value.message.splitlines() == [
        "the allowlist has mistakes",
        "  list.csv:1: it has 2 fields, not 3",
        "  list.csv:2: `vitalik.eth` is no address",
        f"  list.csv:3: `{MIXED[:-1]}7` is mistyped: its capitals do not fit (EIP-55)",
        "  list.csv:4: `0` is no number of tokens",
        "  list.csv:5: `two` is no number of tokens",
        "  list.csv:6: `much` is no amount",
        f"  list.csv:8: {TWO} has a line already",
        "  list.csv:9: `0.0000000000000000001` is no whole number of wei",
        "  list.csv:10: `9999999999` is more than there is",
    ]
    with pytest.raises(Mistake, match=r"and 2 more$"):
        parse_allowlist("x\n" * 12, "list.csv")
    with pytest.raises(Mistake, match=r"^list.csv names nobody$"):
        parse_allowlist("address,allowance,price\n", "list.csv")
    (tmp_path / "latin.csv").write_bytes(b"\xe9")
    for name, message in (("absent.csv", "No such file"), ("latin.csv", "is not UTF-8 text")):
        with pytest.raises(Mistake, match=message):
            read_allowlist(tmp_path / name)


@given(st.integers(0, 10**27))
def test_amounts_are_shown_as_they_are_read(wei: int) -> None:
    assert parse_amount(shown_amount(wei).replace(",", "")) == parse_amount(f"{wei} wei") == wei


@pytest.mark.parametrize("text", ["", "-1", "1e3", "0x1", "5 finney", "1.", "١"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(Mistake, match="is no amount"):
        parse_amount(text)


def test_moments() -> None:
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert parse_moment("now", now) == 1796126400
    assert parse_moment("in 2 days", now) - parse_moment("in 1 hour", now) == 47 * 3600
    assert shown_moment(parse_moment("2026-12-01T13:00+01:00")) == "2026-12-01 12:00:00 UTC"
    assert shown_moment(2**63) == "second 9,223,372,036,854,775,808"
    wrong = {"2026-12-01T13:00": "no time zone", "tomorrow": "no moment", "in two days": "no moment"}
    for text, message in wrong.items():
        with pytest.raises(Mistake, match=message):
            parse_moment(text, now)


def test_a_salt_is_kept_and_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "salt.json"
    committed = new_salt(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    salt = read_salt(path)
    assert len(salt) == 32 and commitment(salt) == committed
    assert new_salt(tmp_path / "other.json") != committed
    said: list[str] = []
    with pytest.raises(Mistake, match="is left as it is") as caught:
        new_salt(path)
    said.append(str(caught.value))
    text = path.read_text()
    for broken in (text.replace("commitment", "promise"), text.replace(committed.hex(), "00" * 32), "{", '{"salt": 1}'):
        path.write_text(broken)
        with pytest.raises(Mistake, match=r"holds no salt|was altered") as caught:
            read_salt(path)
        said.append(f"{caught.value} {caught.value.help}")
    with pytest.raises(Mistake, match="cannot read"):
        read_salt(tmp_path / "absent.json")
    with pytest.raises(Mistake, match="cannot write"):
        new_salt(tmp_path / "absent" / "salt.json")
    assert salt.hex() not in " ".join([*said, *capsys.readouterr()])
