"""A deployed edition: where it lies, its tokens, and its pictures against those that the build promises."""

import base64
import json
from hashlib import sha256

import pytest
from brownie import Display, Edition, chain, interface, reverts, web3
from scripts.deploy import PLAN, create2_address, deploy, steps

COMMIT_REVEAL, PROVENANCE, CHOSEN = 1, 2, 4  # Terms.sol
SEEDS, DELAY = 3, 4  # of an edition's terms
PRICE = 10**16
SVG = "data:image/svg+xml;base64,"
JSON = "data:application/json;base64,"


def content(uri, prefix):
    """What a data URI holds."""
    assert uri.startswith(prefix)
    return base64.b64decode(uri[len(prefix) :])


def test_every_step_lies_at_the_hash_of_its_content(edition, deployer):
    planned = list(steps(deployer.address))
    assert all(address == create2_address(initcode) for _, address, initcode in planned)
    assert all(web3.eth.get_code(address) for _, address, _ in planned)
    assert edition.address == planned[-1][1]


def test_deploying_again_sends_nothing(edition, deployer):
    sent = deployer.nonce
    assert deploy(deployer).address == edition.address
    assert deployer.nonce == sent


def test_the_sources_compile_to_what_is_deployed(edition, deployer):
    """Brownie lets solc append a hash of the metadata: what stands before it is the code."""
    at = dict(zip(PLAN["steps"]["label"], PLAN["steps"]["address"]))
    display = Display.deploy({"from": deployer})
    shared = Edition.deploy(at["display"], {"from": deployer})
    for label, contract in (("display", display), ("implementation", shared)):
        code = bytes(web3.eth.get_code(at[label]))
        assert code and bytes(web3.eth.get_code(contract.address)).startswith(code)


def test_an_edition_tells_what_it_is(edition, owner):
    assert edition.name() == PLAN["title"]
    assert edition.symbol() == PLAN["symbol"]
    assert edition.manifestRoot() == PLAN["manifestRoot"]
    assert edition.owner() == owner
    assert edition.totalSupply() == 0
    assert edition.supportsInterface("0x80ac58cd")  # ERC-721


def test_a_minted_token_has_picture_and_traits(edition, owner, accounts):
    if edition.terms()[SEEDS] == CHOSEN:  # collectors choose out of a list that is the artist's
        with reverts():
            edition.mintByOwner(accounts[1], 1, 0, {"from": owner})
        return
    edition.mintByOwner(accounts[1], 1, 0, {"from": owner})
    assert edition.ownerOf(1) == accounts[1]
    if edition.terms()[SEEDS] == COMMIT_REVEAL:
        chain.mine(edition.terms()[DELAY] + 1)
        edition.reveal(edition.roundOf(1), {"from": accounts[2]})
    fields = json.loads(content(edition.tokenURI(1), JSON))
    assert fields["name"] == f"{PLAN['title']} #1"
    if not edition.isRevealed(1):  # provenance: the salt is the artist's
        assert fields["description"].startswith("Not revealed yet. ")
        return
    renderer = interface.IPieceRenderer(edition.renderer())
    svg, attributes = map(bytes, renderer.render(edition.seedOf(1), 0))
    if "image" in fields:  # plain text has none: its page shows it
        assert sha256(content(fields["image"], SVG)).digest() == sha256(svg).digest()
    assert fields["attributes"] == json.loads(attributes)


@pytest.mark.parametrize("number", range(len(PLAN["samples"]["seed"])))
def test_the_renderer_draws_what_the_build_promises(edition, number):
    seed, svg_sha256, traits = (PLAN["samples"][column][number] for column in ("seed", "svgSha256", "attributes"))
    svg, attributes = map(bytes, interface.IPieceRenderer(edition.renderer()).render(seed, 0))
    assert f"0x{sha256(svg).hexdigest()}" == svg_sha256
    assert attributes.decode() == traits


def test_a_sale_takes_exactly_its_price_and_pays_it_out(edition, owner, accounts):
    mode, payees = edition.terms()[SEEDS], edition.payees()[0]
    edition.setSale((PRICE, 0, 0, chain[-1].timestamp + 3600, 1), {"from": owner})
    if mode == CHOSEN:
        return
    for paid in (0, PRICE + 1):
        with reverts():
            edition.mint(accounts[1], 1, 0, {"from": accounts[1], "value": paid})
    edition.mint(accounts[1], 1, 0, {"from": accounts[1], "value": PRICE})
    with reverts():  # a second one for this wallet
        edition.mint(accounts[1], 1, 0, {"from": accounts[1], "value": PRICE})
    assert edition.balance() == PRICE
    if mode == PROVENANCE:  # money waits for the seeds
        with reverts():
            edition.release(payees[0], {"from": accounts[2]})
        return
    for payee in payees:
        edition.release(payee, {"from": accounts[2]})
    assert edition.balance() < len(payees)  # wei that cannot be divided


def test_only_the_owner_mints_without_a_sale(edition, accounts):
    with reverts():
        edition.mintByOwner(accounts[1], 1, 0, {"from": accounts[1]})
