"""`Edition` on pyrevm: what a token's metadata say, beside a plain twin in Python; minting; every revert."""

import base64
import dataclasses
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from intaglio.backends.evm.solc import compile_solidity
from intaglio_contracts import errors
from intaglio_contracts.artifacts import Plate, SeedMode, Terms, contract_sources, display_artifact, edition_artifact
from intaglio_contracts.clone import clone_code, clone_initcode, implementation_of
from intaglio_contracts.codestore import data_code, data_initcode
from intaglio_contracts.factory import create2_address
from intaglio_contracts.plan import Deployable, shared_steps
from intaglio_renderers.evm import new_evm, put_code, revert_data
from intaglio_studio.chain import CallFailed, TransactionFailed
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import BadMetadata, Edition, parse_token_uri
from intaglio_studio.pyrevm_chain import PyrevmChain
from tests.contract_fixtures import BODY, HEAD, SVG, TRAITS, deployable
from tests.edition_calls import OTHER, THIRD, ZERO, calldata, published

DEPLOYER = to_checksum_address(f"0x{0xD0:040x}")
PLATE = to_checksum_address(f"0x{0xF1A7E:040x}")  # in terms: the plate at hand


def twin_page(piece: Deployable, seed: bytes) -> bytes:
    """The page in plain Python: the head, a stored deflate block with the seed, the rest."""
    content = f'S="{seed.hex()}";'.encode()
    size = len(content).to_bytes(2, "little")
    block = b"\x00" + size + bytes(255 - byte for byte in size) + content
    return piece.runtime_part + block + piece.script_part


def twin_token_uri(piece: Deployable, token: int, seed: bytes, svg: bytes, traits: bytes) -> str:
    """The metadata in plain Python."""

    def text(value: str) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()

    content = b'{"name":%s,"description":%s,"image":"%s","animation_url":"%s","attributes":%s}' % (
        text(f"{piece.title} #{token}"),
        text(piece.description),
        b"data:image/svg+xml;base64," + base64.b64encode(svg),
        b"data:text/html;base64," + base64.b64encode(twin_page(piece, seed)),
        traits,
    )
    return "data:application/json;base64," + base64.b64encode(content).decode()


UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=60)
@given(UNICODE, UNICODE, st.binary(max_size=200), st.binary(max_size=100), st.binary(max_size=100))
def test_token_uri_equals_its_twin(title: str, description: str, svg: bytes, head: bytes, body: bytes) -> None:
    piece = deployable(title=title, description=description, svg=svg, head=head, body=body)
    edition = published(piece)
    (token,) = edition.mint(1)
    seed = edition.seed(token)
    assert edition.token_uri(token) == twin_token_uri(piece, token, seed, svg, TRAITS)
    metadata = edition.metadata(token)
    assert (metadata.name, metadata.description) == (f"{title} #1", description)
    assert (metadata.svg, metadata.attributes) == (svg, TRAITS)


def test_a_token_gives_each_part_of_its_metadata_alone() -> None:
    edition = published()
    edition.mint(2)
    metadata = edition.metadata(2)
    assert edition.image(2) == metadata.svg == SVG
    assert edition.attributes(2) == metadata.attributes == TRAITS
    assert edition.page(2) == metadata.page == twin_page(deployable(), edition.seed(2))


def test_the_page_inflates_to_head_seed_and_body() -> None:
    edition = published()
    edition.mint(1)
    text = zlib.decompress(edition.page(1), wbits=-15)
    assert text == HEAD + b'S="' + edition.seed(1).hex().encode() + b'";' + BODY


def test_what_an_edition_tells_of_itself() -> None:
    chain = PyrevmChain()
    deployed = deploy(deployable(), chain)
    edition = Edition(chain, deployed.edition)
    assert edition.name() == "Drift"
    assert edition.total_supply() == 0
    assert edition.renderer() == deployed.addresses["renderer"]
    assert edition.runtime_parts() == (deployed.addresses["runtime"],)
    assert edition.script_parts() == (deployed.addresses["script"],)
    assert edition.manifest_root() == bytes(range(32))


def test_a_seed_is_the_hash_of_what_nobody_chooses() -> None:
    chain = PyrevmChain()
    edition = published(chain=chain)
    parts = [chain.prevrandao, chain.parent_hash, OTHER, 1, edition.address]
    edition.mint(1, to=OTHER)
    origin = keccak(encode(["bytes32", "bytes32", "address", "uint256", "address"], parts))[-8:]
    preimage = encode(["bytes32", "uint256", "address"], [bytes(24) + origin, 1, edition.address])
    assert edition.seed(1) == keccak(preimage)


def test_seeds_differ_within_a_mint_and_between_mints() -> None:
    edition = published()
    tokens = edition.mint(5) + edition.mint(5)
    assert tokens == list(range(1, 11))
    assert len({edition.seed(token) for token in tokens}) == 10


def test_minting_has_its_refusals() -> None:
    chain = PyrevmChain()
    edition = published(deployable(supply=3), chain)
    cases: dict[str, Callable[[], object]] = {
        r"NothingToMint\(\)": lambda: edition.mint(0),
        r"SoldOut\(4, 3\)": lambda: edition.mint(4),
        r"TransferToZeroAddress\(\)": lambda: edition.mint(1, to=ZERO),
    }
    for message, mint in cases.items():
        with pytest.raises(TransactionFailed, match=f"^{message}$"):
            mint()
    chain.sender = OTHER
    with pytest.raises(TransactionFailed, match=r"^Unauthorized\(\)$"):
        edition.mint(1)


def test_the_last_token_can_be_minted_and_none_after() -> None:
    edition = published(deployable(supply=2))
    assert edition.mint(2, to=OTHER) == [1, 2]
    with pytest.raises(TransactionFailed, match=r"^SoldOut\(1, 0\)$"):
        edition.mint(1)


def test_a_token_that_does_not_exist_has_nothing() -> None:
    edition = published()
    edition.mint(1)
    for token in (0, 2, 2**256 - 1):
        for read in (edition.seed, edition.page, edition.image, edition.attributes, edition.token_uri):
            with pytest.raises(CallFailed, match=r"^TokenDoesNotExist\(\)$"):
                read(token)


def stored(evm: Any, data: bytes) -> str:
    """The address of a data contract, which lies there from now on."""
    address = create2_address(data_initcode(data))
    put_code(evm, address, data_code(data))
    return address


def initialised(evm: Any, terms: Terms, plate: Plate) -> str:
    """What comes of a clone with these terms, whose plate is this one: "" or the error's name and values."""
    if terms.plate == PLATE:
        terms = dataclasses.replace(terms, plate=stored(evm, plate.encoded()))
    _, implementation = shared_steps()
    try:
        evm.deploy(DEPLOYER, clone_initcode(implementation.address, terms.packed()), gas=10**8)
    except RuntimeError as error:
        return errors.describe_revert(revert_data(str(error)) or b"") or str(error)
    return ""


def test_an_edition_of_missing_things_is_not_created() -> None:
    chain = PyrevmChain()
    edition = published(chain=chain)
    evm = chain._evm
    put_code(evm, OTHER, b"\x00data")  # where it does not belong
    good = edition.deployed.plan.plate
    terms = dataclasses.replace(edition.deployed.plan.terms, plate=PLATE)
    good = dataclasses.replace(good, runtime=(stored(evm, b"head"),), script=(stored(evm, b"body"),))
    absent = to_checksum_address(f"0x{0xDEAD:040x}")
    missing = absent.lower()
    cases: dict[str, tuple[dict[str, object], dict[str, object]]] = {
        "": ({}, {}),  # with nothing missing it is created
        "OwnerMissing()": ({"owner": ZERO}, {}),
        "SupplyMissing()": ({"supply": 0}, {}),
        f"PlateMissing({missing})": ({"plate": absent}, {}),
        f"RendererMissing({missing})": ({}, {"renderer": absent}),
        f"PartMissing({missing})": ({}, {"script": (stored(evm, b"data"), absent)}),
        f"PartMutable({OTHER.lower()})": ({}, {"script": (OTHER,)}),
        f"PartMutable({OTHER.lower()}) ": ({"plate": OTHER}, {}),
        f"PartMissing({missing}) ": ({}, {"runtime": (absent,)}),
        "PayeesWrong()": ({"payees": (), "shares": ()}, {}),
        "PayeesWrong() ": ({"payees": (ZERO,), "shares": (1,)}, {}),
        "PayeesWrong()  ": ({"payees": (OTHER,), "shares": (0,)}, {}),
        "PayeesWrong()   ": ({"payees": (OTHER, THIRD, OTHER), "shares": (1, 1, 1)}, {}),
        "RoyaltyTooHigh(10001)": ({"royalty_bps": 10_001}, {}),
        "DelayMissing()": ({"seeds": SeedMode.COMMIT_REVEAL}, {}),
        "DelayMissing() ": ({"seeds": SeedMode.PROVENANCE, "seed_source": bytes(31) + b"x"}, {}),
        "SeedSourceMissing()": ({"seeds": SeedMode.PROVENANCE, "delay": 1}, {}),
        "SeedSourceMissing() ": ({"seeds": SeedMode.CHOSEN}, {}),
        "SeedSourceMissing()  ": ({"seeds": SeedMode.LISTED}, {}),
        "TermsMalformed()": ({"seeds": _Five()}, {}),
    }
    for told, (terms_changes, plate_changes) in cases.items():
        changed = dataclasses.replace(terms, **terms_changes)  # type: ignore[arg-type]
        plate = dataclasses.replace(good, **plate_changes)  # type: ignore[arg-type]
        assert initialised(evm, changed, plate) == told.strip(), told


class _Five:
    """A seed mode that there is none of."""

    def to_bytes(self, length: int, order: str) -> bytes:
        return b"\x05"


def test_terms_of_another_length_are_malformed() -> None:
    chain = PyrevmChain()
    plan_ = published(chain=chain).deployed.plan
    _, implementation = shared_steps()
    packed = plan_.terms.packed()
    for terms in (packed[:-1], packed + b"x", packed[:101], b""):
        with pytest.raises(RuntimeError) as caught:
            chain._evm.deploy(DEPLOYER, clone_initcode(implementation.address, terms), gas=10**8)
        assert errors.describe_revert(revert_data(str(caught.value)) or b"") == "TermsMalformed()"


def test_nothing_can_be_initialised_twice_or_without_the_shared_code() -> None:
    edition = published()
    _, implementation = shared_steps()
    packed = edition.deployed.plan.terms.packed()
    for address in (edition.address, implementation.address):
        with pytest.raises(TransactionFailed, match=r"^AlreadyInitialized\(\)$"):
            edition.chain.send(address, calldata("initialize(bytes)", packed))
    bare = new_evm()
    with pytest.raises(RuntimeError, match="Revert"):
        bare.deploy(DEPLOYER, clone_initcode(implementation.address, packed), gas=10**8)


def test_a_clone_holds_its_terms() -> None:
    edition = published(royalty_bps=500, payees=(OTHER, THIRD), shares=(7, 3))
    planned = edition.deployed.plan
    code = edition.chain.code_at(edition.address)
    assert code == clone_code(shared_steps()[1].address, planned.terms.packed())
    assert implementation_of(code) == shared_steps()[1].address.lower()
    assert implementation_of(code[:45]) is None
    checksummed = dataclasses.replace(
        planned.terms,
        owner=to_checksum_address(planned.terms.owner),
        royalty_receiver=to_checksum_address(planned.terms.royalty_receiver),
    )
    assert edition.terms() == checksummed


def test_every_error_of_the_contracts_has_a_name() -> None:
    declared = {
        f"{entry['name']}({','.join(field['type'] for field in entry['inputs'])})"
        for artifact in (edition_artifact(), display_artifact())
        for entry in artifact.abi
        if entry["type"] == "error"
    }
    assert declared == set(errors.SIGNATURES)


def test_bytecode_depends_on_the_code_alone() -> None:
    """Two compilations, a comment apart, give the same bytes."""
    sources = contract_sources()
    sources["Edition.sol"] += "\n// a comment\n"
    compiled = compile_solidity(sources)["contracts"]["Edition.sol"]["Edition"]
    assert bytes.fromhex(compiled["evm"]["bytecode"]["object"]) == edition_artifact().initcode


class Collecting(RuleBasedStateMachine):
    """Mints and transfers in any order; seeds stay, and tokens and owners stay in step."""

    SUPPLY = 12
    HOLDERS = (OTHER, THIRD)

    def __init__(self) -> None:
        super().__init__()
        self.chain = PyrevmChain()
        self.edition = published(deployable(supply=self.SUPPLY), self.chain)
        self.owners: dict[int, str] = {}
        self.seeds: dict[int, bytes] = {}

    @rule(count=st.integers(0, 5), to=st.sampled_from(HOLDERS))
    def mint(self, count: int, to: str) -> None:
        left = self.SUPPLY - len(self.owners)
        if not 0 < count <= left:
            with pytest.raises(TransactionFailed, match="NothingToMint|SoldOut"):
                self.edition.mint(count, to)
            return
        tokens = self.edition.mint(count, to)
        assert tokens == list(range(len(self.owners) + 1, len(self.owners) + count + 1))
        self.owners |= dict.fromkeys(tokens, to)
        self.seeds |= {token: self.edition.seed(token) for token in tokens}

    @rule(token=st.integers(1, SUPPLY), to=st.sampled_from(HOLDERS))
    def transfer(self, token: int, to: str) -> None:
        owner = self.owners.get(token)
        data = keccak(b"transferFrom(address,address,uint256)")[:4] + encode(
            ["address", "address", "uint256"], [owner or OTHER, to, token]
        )
        minter, self.chain.sender = self.chain.sender, owner or OTHER
        if owner is None:
            with pytest.raises(TransactionFailed, match="TokenDoesNotExist"):
                self.chain.send(self.edition.address, data)
        else:
            self.chain.send(self.edition.address, data)
            self.owners[token] = to
        self.chain.sender = minter

    @invariant()
    def tokens_owners_and_seeds_are_in_step(self) -> None:
        assert self.edition.total_supply() == len(self.owners)
        assert len(set(self.seeds.values())) == len(self.seeds)
        for token, owner in self.owners.items():
            assert self.edition.seed(token) == self.seeds[token]
            asked = keccak(b"ownerOf(uint256)")[:4] + token.to_bytes(32, "big")
            assert self.chain.call(self.edition.address, asked)[12:].hex() == owner[2:].lower()


TestCollecting = Collecting.TestCase
TestCollecting.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("ipfs://nothing", "tokenURI does not start with data:application/json;base64,"),
        ("data:application/json;base64,!!!", "tokenURI is broken base64"),
        ("data:application/json;base64," + base64.b64encode(b"{").decode(), "JSON is broken"),
        ("data:application/json;base64," + base64.b64encode(b"{}").decode(), "JSON is broken: KeyError"),
        ("data:application/json;base64," + base64.b64encode(b"[1]").decode(), "JSON is broken: TypeError"),
        (
            "data:application/json;base64,"
            + base64.b64encode(b'{"name":"","description":"","image":1,"animation_url":"","attributes":[]}').decode(),
            "image does not start with",
        ),
    ],
)
def test_metadata_of_something_else_is_refused(uri: str, message: str) -> None:
    with pytest.raises(BadMetadata, match=message):
        parse_token_uri(uri)
