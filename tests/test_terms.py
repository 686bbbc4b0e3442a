"""The options that make an edition: what each becomes on a chain, and what is refused before anything is built."""

from __future__ import annotations

import argparse
import base64
import dataclasses
import json
from pathlib import Path

import pytest
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio_contracts.artifacts import Output, SeedMode
from intaglio_contracts.merkle import leaf_hash, pair_hash
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.mistake import Mistake
from intaglio_studio.pyrevm_chain import SENDER, PyrevmChain
from intaglio_studio.salt import new_salt, read_salt
from intaglio_studio.seeds import number_seed
from intaglio_studio.terms import DELAY, Chosen, chosen, declare
from tests.contract_fixtures import deployable
from tests.toy import toy_bundle

ALICE = "0x" + "0a" * 19 + "01"
BOB = "0x" + "0b" * 19 + "02"


def parsed(*arguments: object, local: bool = True) -> Chosen:
    parser = argparse.ArgumentParser()
    declare(parser)
    return chosen(parser.parse_args([str(argument) for argument in arguments]), local=local)


def on_chain(terms: Chosen) -> Edition:
    """An edition of these terms."""
    chain = PyrevmChain()
    piece = dataclasses.replace(deployable(supply=terms.supply), settings=terms.settings)
    return Edition(chain, deploy(piece, chain, owner=terms.owner or None).edition)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    path = tmp_path / "seeds.txt"
    path.write_text("# the best of ten thousand\n7, 0xc0ffee\n\n0x" + "ab" * 32 + "\n")
    return path


def test_without_any() -> None:
    terms, sender = on_chain(parsed()).terms(), to_checksum_address(SENDER)
    assert (terms.owner, terms.supply, terms.seeds, terms.delay) == (sender, 1_000, SeedMode.IMMEDIATE, 0)
    assert (terms.royalty_bps, terms.payees, terms.shares) == (0, (sender,), (1,))


def test_elsewhere_seeds_are_fair_unless_asked_otherwise_and_that_is_said() -> None:
    found = parsed(local=False)
    assert (found.mode, found.settings.delay, found.warning) == ("commit-reveal", DELAY, "")
    assert found.note == "seeds are `commit-reveal`" and found.facts == {"seeds": "commit-reveal", "warnings": []}
    asked = parsed("--seeds", "immediate", local=False)
    assert asked.mode == "immediate" and asked.note == asked.warning == asked.facts["warnings"][0]
    assert "take the rare ones only; `--seeds commit-reveal` is fair" in asked.warning
    assert parsed("--seeds", "immediate").note == parsed().note == ""


def test_with_all() -> None:
    found = parsed("--supply", 9, "--seeds", "commit-reveal", "--delay", 20, "--owner", ALICE, "--royalty", "7.25%",
                   "--royalty-to", BOB, "--payee", f"{ALICE}=70", "--payee", f"{BOB}=30",
                   "--website", "https://drift.example/")  # fmt: skip
    terms = on_chain(found).terms()
    assert (terms.owner.lower(), terms.supply, terms.seeds, terms.delay) == (ALICE, 9, SeedMode.COMMIT_REVEAL, 20)
    assert (terms.royalty_receiver.lower(), terms.royalty_bps) == (BOB, 725)
    assert tuple(map(str.lower, terms.payees)) == (ALICE, BOB) and terms.shares == (70, 30)
    assert found.external_url == "https://drift.example/"
    assert parsed("--seeds", "commit-reveal").settings.delay == DELAY


def test_a_salt_is_promised_and_not_told(tmp_path: Path) -> None:
    new_salt(tmp_path / "salt")
    found = parsed("--seeds", "provenance", "--salt", tmp_path / "salt")
    salt = read_salt(tmp_path / "salt")
    assert on_chain(found).terms().seed_source == keccak(salt) and salt.hex() not in repr(found)


def test_seeds_of_a_list(seeds: Path) -> None:
    """Stored: token k has seed k. Chosen: the root of a tree of indexes and seeds."""
    want = (number_seed(7), number_seed(0xC0FFEE), b"\xab" * 32)
    edition = on_chain(parsed("--seeds", "curated", "--seed-list", seeds))
    assert edition.terms().supply == 3 and edition.mint(3) == [1, 2, 3]
    assert tuple(edition.seed(token) for token in (1, 2, 3)) == want
    leaves = sorted((leaf_hash(("uint256", "bytes32"), pair) for pair in enumerate(want)), reverse=True)
    terms = on_chain(parsed("--seeds", "chosen", "--seed-list", seeds, "--supply", 2)).terms()
    assert (terms.supply, terms.seeds) == (2, SeedMode.CHOSEN)
    assert terms.seed_source == pair_hash(pair_hash(leaves[1], leaves[2]), leaves[0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--supply", 0], "there cannot be 0 tokens"),
        (["--seeds", "curated"], "`--seeds curated` needs the seeds"),
        (["--seeds", "curated", "--seed-list", "SEEDS", "--supply", 4], "there cannot be 4 tokens of 3 seeds"),
        (["--seeds", "provenance"], "provenance needs a salt"),
        (["--seeds", "provenance", "--salt", "SEEDS"], "holds no salt"),
        (["--seed-list", "SEEDS"], "`--seed-list` goes with `--seeds curated or chosen`, not with `immediate`"),
        (["--delay", 5], "`--delay` goes with"),
        (["--salt", "x", "--seeds", "commit-reveal"], "`--salt` goes with `--seeds provenance`"),
        (["--seeds", "commit-reveal", "--delay", 0], "a delay of 0 blocks is none"),
        (["--seeds", "commit-reveal", "--delay", 65_536], "a delay of 65536 blocks is none"),
        (["--seeds", "chosen", "--seed-list", "absent"], "cannot read absent"),
        (["--royalty", "x"], "`x` is no percentage"),
        (["--royalty", "nan"], "`nan` is no percentage"),
        (["--royalty", "51"], "a royalty of 51 % is none"),
        (["--royalty", "1.005"], r"a royalty of 1\.005 % is none"),
        (["--royalty", "-1"], "a royalty of -1 % is none"),
        (["--owner", "0x12"], "`--owner 0x12` is no address"),
        (["--owner", "0x" + "0" * 40], "is no address"),
        (["--owner", "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266"], "is mistyped: its capitals do not fit"),
        (["--payee", ALICE], "is no payee"),
        (["--payee", f"{ALICE}=0"], "is no payee"),
        (["--payee", f"{ALICE}=1", "--payee", f"{ALICE}=2"], "a payee is named twice"),
        (["--shows", "video"], "a token cannot show `video`"),
        (["--shows", ""], "a token cannot show ``"),
        (["--shows", "page,web3-page"], "a token cannot show `page,web3-page`"),
        (["--website", "drift.example"], "`drift.example` is no address of a page"),
        (["--website", "https://x.example/\n"], "is no address of a page"),
    ],
)
def test_what_cannot_be(seeds: Path, arguments: list[object], words: str) -> None:
    with pytest.raises(Mistake, match=words):
        parsed(*(seeds if argument == "SEEDS" else argument for argument in arguments))


@pytest.mark.parametrize(
    ("shows", "fields"),
    [
        (None, {"image": "data:image/svg+xml;base64,", "animation_url": "data:text/html;base64,"}),
        ("image", {"image": "data:image/svg+xml;base64,"}),
        ("page", {"animation_url": "data:text/html;base64,"}),
        ("image, web3-page", {"image": "data:image/svg+xml;base64,", "animation_url": "web3://0x"}),
    ],
)
def test_what_a_token_shows(
    tmp_path_factory: pytest.TempPathFactory, shows: str | None, fields: dict[str, str]
) -> None:
    bundle = toy_bundle(tmp_path_factory.getbasetemp())
    chain, terms = PyrevmChain(), parsed(*(["--shows", shows] if shows else []))
    edition = Edition(chain, deploy(terms.of(bundle), chain).edition)
    edition.mint(1)
    metadata = json.loads(base64.b64decode(edition.token_uri(1).partition(",")[2]))
    found = {name: metadata[name] for name in ("image", "animation_url") if name in metadata}
    assert found.keys() == fields.keys()
    assert all(found[name].startswith(start) for name, start in fields.items())


def test_plain_text_shows_no_image(tmp_path_factory: pytest.TempPathFactory) -> None:
    bundle = dataclasses.replace(toy_bundle(tmp_path_factory.getbasetemp()), medium="text")
    with pytest.raises(Mistake, match="draws no image: it writes plain text"):
        parsed("--shows", "image,page").of(bundle)
    assert parsed("--shows", "web3-page").of(bundle).outputs == Output.ANIMATION | Output.WEB3_PAGE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no seeds"),
        ("7\n0x07\n", "has seed 7 twice"),
        ("1, 0\n", "has seed 0, which stands for no seed"),
        ("drift\n", "`drift` is no seed"),
    ],
)
def test_a_list_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "seeds").write_text(text)
    with pytest.raises(Mistake, match=words):
        parsed("--seeds", "curated", "--seed-list", tmp_path / "seeds")
