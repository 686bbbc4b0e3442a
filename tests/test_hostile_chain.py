"""An edition that somebody else deployed may call itself anything: what is verified and shown of it stays harmless."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intaglio_contracts.artifacts import Plate, SeedMode
from intaglio_contracts.codestore import data_code
from intaglio_contracts.plan import plan
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import deployable
from intaglio_studio.command import main
from tests.editions import Site, found
from tests.nasty import TEXTS, live_parts

TITLE = f"Dr\u202etfi\x1b[2J\x9b2J\n0 differ: all agree\r{TEXTS[2]}{TEXTS[0]}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An honest edition, to be made another."""
    with LocalChain() as local:
        made = found(local, SeedMode.IMMEDIATE, tmp_path_factory.mktemp("hostile"), 5)
        made.mint(2)
        yield made


def plate_of(site: Site) -> Plate:
    """The edition's plate as it was deployed."""
    return plan(deployable(site.bundle, 5), site.local.account).plate


def call_itself(site: Site, plate: bytes) -> None:
    """Put another plate where the edition's lies."""
    address = site.edition.plate_address()
    site.local.web3.provider.make_request("anvil_setCode", [address, f"0x{data_code(plate).hex()}"])  # type: ignore[arg-type]


def commands(site: Site, report: Path) -> list[list[str]]:
    """What shows something of an edition."""
    node = ["--rpc", site.local.url]
    verify = ["verify", *node, "--contract", site.address, "--browser", "0", "--report", str(report)]
    return [verify, [*verify, "--json"], ["edition", "show", site.address, *node]]


@pytest.mark.chain
@pytest.mark.node
@pytest.mark.slow
def test_names_from_a_chain_give_no_orders(site: Site, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plate = plate_of(site)
    call_itself(site, replace(plate, title=TITLE, description=TITLE, external_url=TITLE).encoded())
    for number, command in enumerate(commands(site, tmp_path)):
        status = main(command)
        said = capfd.readouterr()
        assert status in (0, 1, 2), (command, said)
        assert not set(said.out + said.err) & set("\x1b\x9b\r\u202e"), command
        assert "\n0 differ" not in said.out + said.err
        if number == 1:
            json.loads(said.out)
    pages = list(tmp_path.rglob("*.html"))
    assert pages and all(not live_parts(page.read_text("utf-8")) for page in pages)


@pytest.mark.chain
@pytest.mark.node
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["no text", "no plate", "nothing"])
def test_what_is_no_plate_is_told_and_no_fault(
    site: Site, kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Bytes that are no UTF-8, that are no plate, and one byte alone."""
    plate = replace(plate_of(site), title="title of a plate").encoded()
    wrong = {"no text": plate.replace(b"title of", b"\xff\xfe\xc0\x80 of"), "no plate": bytes(64), "nothing": b"\x01"}
    call_itself(site, wrong[kind])
    for command in commands(site, tmp_path):
        status = main(command)
        said = capfd.readouterr()
        assert status in (1, 2) and "fault" not in said.err, (command, said.err)
