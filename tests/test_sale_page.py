"""The commands of docs/sale.md do what the page shows, in order, on a chain of their own.

`pytest tests/test_sale_page.py --update-golden` writes the outputs anew. Numbers, hashes and addresses may differ.
"""

from __future__ import annotations

import dataclasses
import os
import shlex
from pathlib import Path

import pytest
from web3.types import RPCEndpoint

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.plan import Settings
from intaglio_studio.anvil import LocalChain
from intaglio_studio.command import main
from intaglio_studio.commands.edition import VERBS
from intaglio_studio.deploy import deploy
from tests.conftest import ROOT
from tests.contract_fixtures import deployable
from tests.test_readme import BLOCK, CHANGING

PAGE = ROOT / "docs" / "sale.md"
FRIENDS = "0x1111111111111111111111111111111111111111, 2, 0.03\n0x2222222222222222222222222222222222222222, 1, 0\n"


def played(block: str, capsys: pytest.CaptureFixture[str]) -> str:
    """A block of the page as it goes now."""
    lines = []
    for command in (line for line in block.splitlines() if line.startswith("$ ")):
        capsys.readouterr()
        status = main(shlex.split(os.path.expandvars(command[2:]))[1:])
        said = capsys.readouterr()
        assert status == 0, said.err
        lines += [command, *said.out.splitlines()]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.chain
@pytest.mark.node
def test_the_commands_of_the_page(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("friends.csv").write_text(FRIENDS)
    settings = Settings(seeds=SeedMode.COMMIT_REVEAL, delay=2, royalty_bps=500)
    text = PAGE.read_text("utf-8")
    shown, now = BLOCK.findall(text), []
    with LocalChain() as local:
        chain = local.open()
        edition = deploy(dataclasses.replace(deployable(supply=256), settings=settings), chain).edition
        monkeypatch.setenv("RPC", local.url)
        monkeypatch.setenv("EDITION", edition)
        for block in shown:
            now.append(played(block, capsys))
            local.web3.provider.make_request(RPCEndpoint("anvil_mine"), ["0x4"])
    if request.config.getoption("--update-golden"):
        for old, new in zip(shown, now):
            text = text.replace(f"```console\n{old}```", f"```console\n{new}```")
        PAGE.write_text(text, "utf-8")
    else:
        assert [CHANGING.sub("#", block) for block in now] == [CHANGING.sub("#", block) for block in shown]


def test_the_page_names_every_verb() -> None:
    table = PAGE.read_text("utf-8").partition("\n## ")[0]
    assert not [verb for verb in VERBS if f"`{verb}" not in table]
