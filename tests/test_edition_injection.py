"""Titles, descriptions, symbols and addresses on a chain: whatever they are, metadata stay JSON and say the same.

Also what makes reading dear: a description as long as a chain takes, and a renderer that eats all gas it is given.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio_contracts.artifacts import Output, SeedMode
from intaglio_contracts.codestore import MAX_CHUNK, data_initcode
from intaglio_contracts.plan import LimitExceeded, plan
from intaglio_studio.contents_check import renderer_initcode
from tests.contract_fixtures import constant_renderer, deployable
from tests.edition_actors import ALICE, OWNER, PEOPLE
from tests.edition_world import Reverted, World
from tests.nasty import TEXTS, live_parts

pytestmark = pytest.mark.node

VERBATIM = "data:application/json;base64,"
ANYTHING = st.one_of(
    st.sampled_from(TEXTS[:-1]),
    st.text(max_size=60),
    st.text(st.characters(max_codepoint=0x9F), max_size=40),
)
READ_GAS = 50_000_000  # what nodes give an eth_call


@pytest.fixture(scope="module")
def world() -> World:
    """An edition with a token, whose plate each test sets anew."""
    made = World(deployable(supply=5), OWNER, PEOPLE)
    made.call(OWNER, "mintByOwner", ALICE, 1, 0)
    return made


def show(world: World, **changed: Any) -> None:
    """Let the edition show another plate."""
    world.call(OWNER, "setPlate", world.create(data_initcode(replace(world.plan.plate, **changed).encoded())))


def parsed(uri: str) -> Any:
    """What a data URI of JSON says, read as strictly as JSON is."""
    assert uri.startswith(VERBATIM)
    text = base64.b64decode(uri.removeprefix(VERBATIM), validate=True).decode()
    return json.loads(text, parse_constant=lambda _: pytest.fail("no JSON"))


def answer(world: World, *resource: str) -> tuple[int, str, dict[str, str]]:
    """What a web3:// address shows."""
    status, body, headers = world.call(ALICE, "request", list(resource), [])
    return status, body, dict(headers)


@settings(max_examples=60)
@given(title=ANYTHING, symbol=ANYTHING, description=ANYTHING, link=ANYTHING)
def test_whatever_a_piece_is_called_its_metadata_are_json(
    world: World, title: str, symbol: str, description: str, link: str
) -> None:
    show(world, title=title, symbol=symbol, description=description, external_url=link)
    assert world.call(ALICE, "name") == title and world.call(ALICE, "symbol") == symbol
    token = parsed(world.call(ALICE, "tokenURI", 1))
    assert (token["name"], token["description"]) == (f"{title} #1", description)
    assert token.get("external_url", "") == link
    collection = parsed(world.call(ALICE, "contractURI"))
    assert collection["name"] == title and collection["symbol"] == symbol
    assert collection["description"] == description and collection.get("external_link", "") == link
    for resource, said in ((("token", "1"), token), ((), collection)):
        status, body, headers = answer(world, *resource)
        assert status == 200 and json.loads(body) == said
        assert headers["Content-Type"].startswith("application/json")
    assert set(token) - {"external_url"} == {"name", "description", "image", "animation_url", "attributes"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_a_page_and_a_picture_hold_no_text_of_the_plate(world: World, text: str) -> None:
    """What a browser runs is made of the script, the seed and the params alone."""
    before = world.call(ALICE, "page", 1), world.call(ALICE, "image", 1)
    show(world, title=text, symbol=text, description=text, external_url=text)
    assert (world.call(ALICE, "page", 1), world.call(ALICE, "image", 1)) == before


@pytest.mark.parametrize(
    "resource",
    [
        ("token", "1" * 70),
        ("token", "-1"),
        ("token", "01"),
        ("token", "1\r\nX: y"),
        ("page", "1", "x"),
        ("\r\n", "1"),
        ("",),
        *[(t, "1") for t in TEXTS],
        *[("token", t) for t in TEXTS],
    ],
    ids=lambda resource: ascii(resource)[:24],
)
def test_what_is_asked_for_is_never_repeated(world: World, resource: tuple[str, ...]) -> None:
    status, body, headers = answer(world, *resource)
    assert status == 404 and not live_parts(body)
    assert not any("\r" in value or "\n" in value for value in headers.values())
    assert all(part not in body for part in resource if len(part) > 4)


def test_a_description_as_long_as_a_chain_takes_can_be_read() -> None:
    """Each control character is six in JSON and eight in base64: what is stored bounds what is read."""
    piece = replace(deployable(supply=5), outputs=Output.IMAGE)
    room = MAX_CHUNK - 1_000
    made = World(replace(piece, description="\x01" * room), OWNER, PEOPLE)
    made.call(OWNER, "mintByOwner", ALICE, 1, 0)
    assert len(parsed(made.call(ALICE, "tokenURI", 1))["description"]) == room
    assert made.evm.result is not None and made.evm.result.gas_used < READ_GAS / 2
    with pytest.raises(LimitExceeded):
        plan(replace(piece, description="x" * MAX_CHUNK), OWNER)


def test_a_renderer_that_eats_all_gas_stops_pictures_and_nothing_else(world: World) -> None:
    eater = world.create(renderer_initcode(bytes.fromhex("fe") + bytes(300)))
    show(world, renderer=eater)
    for name in ("tokenURI", "image", "attributes"):
        with pytest.raises(Reverted):
            world.call(ALICE, name, 1)
    assert world.call(ALICE, "name") == "Drift" and parsed(world.call(ALICE, "contractURI"))
    assert world.call(ALICE, "page", 1)
    world.call(OWNER, "mintByOwner", ALICE, 1, 0)
    world.call(ALICE, "transferFrom", ALICE, OWNER, 2)
    show(world)


def test_params_are_those_that_the_build_measured() -> None:
    """No word but those that the piece declares, so that no collector makes a token that is dearer to read."""
    made = World(replace(deployable(supply=5), param_spans=(5, 3)), OWNER, PEOPLE)
    for word in (5, 7, 3 << 3, 1 << 5, 1 << 255, 2**256 - 1):
        with pytest.raises(Reverted, match=r"^ParamsOutOfRange\(\)$"):
            made.call(OWNER, "mintByOwner", ALICE, 1, word)
    made.call(OWNER, "mintByOwner", ALICE, 1, 4 | 2 << 3)
    assert made.call(ALICE, "paramsOf", 1) == 20


def test_traits_come_from_the_renderer_as_they_are(world: World) -> None:
    """The compiler escapes them (test_injection.py); another's renderer can break its own metadata alone."""
    broken = world.create(renderer_initcode(constant_renderer(b"<svg/>" + b" " * 300, b'"]}{')))
    show(world, renderer=broken)
    with pytest.raises(ValueError):
        parsed(world.call(ALICE, "tokenURI", 1))
    assert parsed(world.call(ALICE, "contractURI"))["name"] == "Drift"
    show(world)


def test_seeds_that_are_to_come_are_said_to_be() -> None:
    piece = deployable(supply=5, title=TEXTS[2], description=TEXTS[4])
    made = World(replace(piece, settings=replace(piece.settings, seeds=SeedMode.COMMIT_REVEAL, delay=3)), OWNER, PEOPLE)
    made.call(OWNER, "mintByOwner", ALICE, 1, 0)
    token = parsed(made.call(ALICE, "tokenURI", 1))
    assert token["name"] == f"{TEXTS[2]} #1" and TEXTS[4] in token["description"] and token["attributes"] == []
    assert answer(made, "page", "1")[0] == 404
