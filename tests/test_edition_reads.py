"""What an edition tells: of tokens to come, of params, of lists of seeds, on web3:// addresses, to marketplaces."""

import base64
import dataclasses
import json

import pytest
from eth_abi.abi import decode, encode
from eth_hash.auto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio.ir.params import Param, ParamsRefused, unpack
from intaglio.ir.types import Type
from intaglio_contracts.artifacts import Output, SeedMode
from intaglio_contracts.plan import SEEDS_IN_PART, Settings
from intaglio_studio.anvil import LocalChain
from intaglio_studio.chain import CallFailed, TransactionFailed
from intaglio_studio.deploy import DeployError, deploy
from intaglio_studio.edition import JSON_URI, PAGE_URI, SVG_URI, Edition
from tests.contract_fixtures import SVG, deployable
from tests.edition_calls import OTHER, THIRD, ZERO, Published, calldata, published

LARGE = 0xFFFF_FFFF  # params from here on are in a slot of their own


def fields(edition: Published, token: int) -> dict[str, object]:
    """A token's metadata."""
    found: dict[str, object] = json.loads(base64.b64decode(edition.token_uri(token).removeprefix(JSON_URI)))
    return found


def asked(edition: Published, *resource: str) -> tuple[int, bytes, dict[str, str]]:
    """A web3:// answer: status, body and headers."""
    question = calldata("request(string[],(string,string)[])", resource, ())
    returned = edition.chain.call(edition.address, question)
    status, body, headers = decode(["uint16", "bytes", "(string,string)[]"], returned)
    return status, body, dict(headers)


# -- tokens to come


def test_a_token_to_come_says_so() -> None:
    edition = published(seeds=SeedMode.COMMIT_REVEAL, delay=5)
    edition.mint(2)
    for read in (edition.seed, edition.image, edition.attributes, edition.page):
        with pytest.raises(CallFailed, match=r"^NotRevealed\(2\)$"):
            read(2)
    told = fields(edition, 2)
    assert told["name"] == "Drift #2"
    assert str(told["description"]).startswith("Not revealed yet. Strands")
    assert "not revealed yet" in base64.b64decode(str(told["image"]).removeprefix(SVG_URI)).decode()
    assert (told["attributes"], "animation_url" in told) == ([], False)
    assert not edition.told("isRevealed(uint256)", "bool", 2)
    assert asked(edition, "page", "2")[:2] == (404, b"Not revealed yet.")
    edition.chain.mine(5)
    edition.sent("reveal(uint256)", edition.told("roundOf(uint256)", "uint256", 2), by=THIRD)
    assert edition.told("isRevealed(uint256)", "bool", 2)
    entropy = edition.told("entropyOf(uint256)", "bytes32", edition.told("round()", "uint256"))
    assert edition.seed(2) == keccak(encode(["bytes32", "uint256", "address"], [entropy, 2, edition.address]))
    assert fields(edition, 2)["image"] == SVG_URI + base64.b64encode(SVG).decode()


@pytest.mark.chain
def test_a_round_is_revealed_long_after_by_a_chain_that_remembers() -> None:
    """EIP-2935: anvil with Osaka's rules has the contract that keeps 8,191 hashes; BLOCKHASH knows 256."""
    with LocalChain() as local:
        chain = local.open()
        piece = dataclasses.replace(deployable(), settings=Settings(seeds=SeedMode.COMMIT_REVEAL, delay=2))
        edition = Edition(chain, deploy(piece, chain).edition)
        edition.mint(1)
        waited = int.from_bytes(chain.call(edition.address, calldata("round()")), "big")
        local.web3.provider.make_request("anvil_mine", [hex(400)])  # type: ignore[arg-type]
        chain.send(edition.address, calldata("reveal(uint256)", waited))
        entropy = keccak(bytes(local.web3.eth.get_block(waited)["hash"]))
        assert edition.seed(1) == keccak(encode(["bytes32", "uint256", "address"], [entropy, 1, edition.address]))


# -- lists of seeds


def test_a_list_of_more_seeds_than_a_contract_holds() -> None:
    count = SEEDS_IN_PART + 1
    seeds = tuple(keccak(b"seed %d" % number) for number in range(count))
    edition = published(deployable(supply=count), seeds=SeedMode.LISTED, seed_list=seeds)
    labels = [step.label for step in edition.deployed.plan.steps]
    assert labels[-4:-1] == ["seeds from 1", "seeds from 768", "seed list"]
    edition.mint(count)
    for token in (1, 2, SEEDS_IN_PART, count):
        assert edition.seed(token) == seeds[token - 1]


@pytest.mark.parametrize("seeds", [1, SEEDS_IN_PART])
def test_a_list_has_a_seed_for_every_token(seeds: int) -> None:
    listed = tuple(keccak(b"seed %d" % number) for number in range(seeds))
    with pytest.raises(DeployError, match="cannot deploy the edition"):
        published(deployable(supply=seeds + 1), seeds=SeedMode.LISTED, seed_list=listed)
    published(deployable(supply=seeds), seeds=SeedMode.LISTED, seed_list=listed)


# -- params


def spans_of(word: int, spans: list[int]) -> bool:
    """Whether a word holds params, by the compiler's own account."""
    params, shift = [], 0
    for number, span in enumerate(spans):
        params.append(Param(f"p{number}", Type.INT, 0, span - 1, 0, shift))
        shift += params[-1].bits
    try:
        unpack(params, word)
    except ParamsRefused:
        return False
    return True


@settings(max_examples=40)
@given(st.lists(st.integers(1, 40) | st.integers(1, 1 << 33), max_size=4), st.data())
def test_params_are_those_of_the_piece(spans: list[int], data: st.DataObject) -> None:
    """The contract takes a word where the compiler does."""
    edition = published(param_spans=tuple(spans))
    bits = sum((span - 1).bit_length() for span in spans)
    words = st.integers(0, (1 << bits) - 1) | st.integers(0, (1 << bits + 1) - 1) | st.integers(0, (1 << 256) - 1)
    for word in data.draw(st.lists(words, min_size=4, max_size=4)):
        if spans_of(word, spans):
            (token,) = edition.mint(1, params=word)
            assert edition.params(token) == word
        else:
            with pytest.raises(TransactionFailed, match=r"^ParamsOutOfRange\(\)$"):
                edition.mint(1, params=word)


@pytest.mark.parametrize("word", [1, LARGE - 1, LARGE, LARGE + 1, (1 << 252) - 1])
def test_params_are_kept_and_stand_in_the_page(word: int) -> None:
    piece = dataclasses.replace(deployable(), param_spans=(1 << 63,) * 4)
    edition = published(piece)
    tokens = edition.mint(2, to=OTHER, params=word)
    edition.sent("transferFrom(address,address,uint256)", OTHER, THIRD, 2, by=OTHER)
    assert [edition.params(token) for token in tokens] == [word, word]
    content = f'S="{edition.seed(2).hex()}{word:064x}";'.encode()
    block = b"\0\x85\0\x7a\xff" + content
    assert len(content) == 0x85
    assert edition.page(2) == piece.runtime_part + block + piece.script_part


# -- what a build chose to show


@pytest.mark.parametrize("outputs", range(8))
def test_metadata_have_what_the_build_chose(outputs: int) -> None:
    edition = published(dataclasses.replace(deployable(), outputs=outputs, external_url='https://a.example/"'))
    edition.mint(1)
    told = fields(edition, 1)
    assert told["external_url"] == 'https://a.example/"'
    assert ("image" in told) == bool(outputs & Output.IMAGE)
    assert ("animation_url" in told) == bool(outputs & Output.ANIMATION)
    if outputs & Output.ANIMATION:
        web3 = f"web3://{edition.address.lower()}:1/page/1"
        inline = PAGE_URI + base64.b64encode(edition.page(1)).decode()
        assert told["animation_url"] == (web3 if outputs & Output.WEB3_PAGE else inline)


def test_the_script_can_be_had_without_a_token() -> None:
    edition = published()
    assert edition.told("scriptURI()", "string[]") == (f"web3://{edition.address.lower()}:1/page",)
    piece = deployable()
    status, body, headers = asked(edition, "page")
    assert (status, headers) == (200, {"Content-Type": "text/html"})
    assert body == piece.runtime_part + b"\0\x45\0\xba\xff" + b'S="%s";' % (b"0" * 64) + piece.script_part
    for resource in (("page", "1"), ("page", ""), ("pages",), ("page", "1", "2"), ("page", "01"), ("page", "1x")):
        assert asked(edition, *resource)[:2] == (404, b"There is nothing here.")


def test_what_an_edition_supports() -> None:
    edition = published()
    known = ["01ffc9a7", "80ac58cd", "5b5e139f", "2a55205a", "49064906"]
    known += [keccak(name)[:4].hex() for name in (b"request(string[],(string,string)[])", b"contractURI()")]
    for interface in known:
        assert edition.told("supportsInterface(bytes4)", "bool", bytes.fromhex(interface)), interface
    for interface in ("ffffffff", "00000000", "780e9d63"):
        assert not edition.told("supportsInterface(bytes4)", "bool", bytes.fromhex(interface)), interface


@pytest.fixture(scope="module")
def royal() -> Published:
    return published(royalty_bps=725, royalty_receiver=OTHER)


@settings(max_examples=40)
@given(price=st.integers(0, (1 << 256) - 1))
def test_royalties_are_exact_at_any_price(royal: Published, price: int) -> None:
    told = royal.chain.call(royal.address, calldata("royaltyInfo(uint256,uint256)", 7, price))
    assert decode(["address", "uint256"], told) == (OTHER.lower(), price * 725 // 10_000)


def test_what_solady_refuses() -> None:
    edition = published()
    with pytest.raises(CallFailed, match=r"^BalanceQueryForZeroAddress\(\)$"):
        edition.told("balanceOf(address)", "uint256", ZERO)
    with pytest.raises(TransactionFailed, match=r"^NoHandoverRequest\(\)$"):
        edition.sent("completeOwnershipHandover(address)", OTHER)
    edition.sent("requestOwnershipHandover()", by=OTHER)
    edition.sent("completeOwnershipHandover(address)", OTHER)
    assert edition.told("owner()", "address") == OTHER.lower()
