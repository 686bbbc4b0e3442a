"""A deployed edition: where it lies, its tokens, and its pictures against those that the build promises."""

import base64
import json
from hashlib import sha256

import pytest
from brownie import interface, reverts, web3
from scripts.deploy import PLAN, create2_address, deploy, steps

SVG = "data:image/svg+xml;base64,"
JSON = "data:application/json;base64,"


def content(uri, prefix):
    """What a data URI holds."""
    assert uri.startswith(prefix)
    return base64.b64decode(uri[len(prefix) :])


def test_every_step_lies_at_the_hash_of_its_content(edition, owner):
    planned = list(steps(owner.address))
    assert all(address == create2_address(initcode) for _, address, initcode in planned)
    assert all(web3.eth.get_code(address) for _, address, _ in planned)
    assert edition.address == planned[-1][1]


def test_deploying_again_sends_nothing(edition, owner):
    sent = owner.nonce
    assert deploy(owner).address == edition.address
    assert owner.nonce == sent


def test_an_edition_tells_what_it_is(edition, owner):
    assert edition.name() == PLAN["title"]
    assert edition.symbol() == PLAN["symbol"]
    assert edition.manifestRoot() == PLAN["manifestRoot"]
    assert edition.owner() == owner
    assert edition.totalSupply() == 0
    assert edition.supportsInterface("0x80ac58cd")  # ERC-721


def test_a_minted_token_has_picture_and_traits(edition, owner, accounts):
    edition.mintByOwner(accounts[1], 2, 0, {"from": owner})
    assert edition.ownerOf(2) == accounts[1]
    fields = json.loads(content(edition.tokenURI(2), JSON))
    assert fields["name"] == f"{PLAN['title']} #2"
    renderer = interface.IPieceRenderer(edition.renderer())
    svg, attributes = map(bytes, renderer.render(edition.seedOf(2), 0))
    assert sha256(content(fields["image"], SVG)).digest() == sha256(svg).digest()
    assert fields["attributes"] == json.loads(attributes)


@pytest.mark.parametrize("number", range(len(PLAN["samples"]["seed"])))
def test_the_renderer_draws_what_the_build_promises(edition, number):
    seed, svg_sha256, traits = (PLAN["samples"][column][number] for column in ("seed", "svgSha256", "attributes"))
    svg, attributes = map(bytes, interface.IPieceRenderer(edition.renderer()).render(seed, 0))
    assert f"0x{sha256(svg).hexdigest()}" == svg_sha256
    assert attributes.decode() == traits


def test_only_the_owner_mints_without_a_sale(edition, accounts):
    with reverts():
        edition.mintByOwner(accounts[1], 1, 0, {"from": accounts[1]})
