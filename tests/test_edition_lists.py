"""Editions whose seeds are a list, from `intaglio deploy` to `intaglio verify` by the commands alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account

from intaglio_studio.accounts import KEY_VARIABLE
from intaglio_studio.anvil import LocalChain
from intaglio_studio.command import main
from tests.editions import bundle_of, written

pytestmark = [pytest.mark.chain, pytest.mark.node]

KEY = "0x" + "4b" * 32
BUYER = str(Account.from_key(KEY).address)
SEEDS = [f"0x{number:064x}" for number in (0xC0FFEE, 7, 1 << 255)]


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        chain.open().send(BUYER, b"", value=10**19)
        yield chain


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    bundle_of(written(folder)).write(folder / "beads.build")
    (folder / "seeds.txt").write_text("# chosen by hand\n" + "\n".join(SEEDS) + "\n")
    return folder / "beads.build"


def said(capsys: pytest.CaptureFixture[str], *command: object) -> dict[str, Any]:
    """What a command that succeeds says in JSON."""
    capsys.readouterr()
    status = main([*map(str, command), "--json"])
    out, err = capsys.readouterr()
    assert status == 0, out + err
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.parametrize("mode", ["curated", "chosen"])
def test_seeds_of_a_list_are_sold_and_verified(
    mode: str, local: LocalChain, build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    node, seeds = ("--rpc", local.url), build.with_name("seeds.txt")
    made = said(capsys, "deploy", build, *node, "--yes", "--seeds", mode, "--seed-list", seeds,
                "--journal", tmp_path / "journal")  # fmt: skip
    edition = made["edition"]
    assert made["seeds"] == mode
    said(capsys, "edition", "sale", edition, *node, "--yes", "--price", "0.1", "--opens", "now", "--closes", "in 1 day")
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    mint = ("edition", "mint", edition)
    if mode == "curated":
        assert said(capsys, *mint, 2, *node, "--yes")["tokens"] == {"1": SEEDS[0], "2": SEEDS[1]}
        tokens = {1: SEEDS[0], 2: SEEDS[1]}
    else:
        for index in (2, 0):
            minted = said(capsys, *mint, *node, "--yes", "--seeds", seeds, "--index", index)["tokens"]
            assert minted == {str(index + 1): SEEDS[index]}
        tokens = {1: SEEDS[0], 3: SEEDS[2]}
    for token, seed in tokens.items():
        shown = said(capsys, "edition", "show", edition, *node, "--token", token)
        assert (shown["owner"], shown["seed"]) == (BUYER, seed)
    assert said(capsys, "edition", "show", edition, *node)["payees"][0]["due"] == str(2 * 10**17)
    report = said(capsys, "verify", *node, "--contract", edition, "--browser", 0, "--report", tmp_path / "report")
    assert report["agrees"] and report["seeds"] == list(tokens.values())
    assert "every seed follows from its mint" in {check["check"] for check in report["checks"] if check["passed"]}
    assert not [check for check in report["checks"] if not check["passed"]] and not report["unchecked"]
