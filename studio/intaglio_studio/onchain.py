"""What a chain holds of an edition: `read_clone`, then `read`: reads that any node answers.

An edition is a clone: its own code names the implementation that it runs and ends with its terms, one of which is the
plate, the data contract that says what the edition is made of. The contracts that hold data, the renderer and the clone
itself are content-addressed: an altered one gives itself away, since its address is no longer the hash of what lies
there. `contents_check.py` looks at that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_abi.grammar import parse
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio.root import Sample, Stored
from intaglio_contracts.artifacts import Output, Plate, SeedMode, Terms
from intaglio_contracts.clone import CLONE_SIZE, implementation_of
from intaglio_contracts.codestore import data_initcode, join
from intaglio_contracts.factory import create2_address
from intaglio_studio.chain import CallFailed, Chain
from intaglio_studio.mistake import Mistake
from intaglio_studio.payload import Payload
from intaglio_studio.plain import one_line
from intaglio_studio.selection import Selection

T = TypeVar("T")

MOST_TOKENS = 1_000_000


@dataclass(frozen=True)
class Data:
    """Data that an edition keeps in contracts: their addresses, and what is wrong with them if anything."""

    addresses: tuple[str, ...]
    data: bytes
    fault: str


@dataclass(frozen=True)
class Token:
    """A token as the chain has it. `seed` is None where it is not revealed yet, `fault` why it cannot be read."""

    number: int
    seed: bytes | None
    params: int
    fault: str = ""


class Altered(Exception):
    """Something is so broken that nothing more can be read. `promise` is what does not hold, the text how."""

    def __init__(self, promise: str, how: str) -> None:
        super().__init__(how)
        self.promise = promise


class BadAnswer(Exception):
    """A contract answers something else than an edition does."""


@dataclass(frozen=True)
class Clone:
    """The edition's own code, which is nothing but the implementation's address and the edition's terms."""

    address: str
    code: bytes
    implementation: str
    implementation_code: bytes
    terms: Terms


@dataclass(frozen=True)
class OnChain:
    """An edition as a chain has it. `plate_address` is the plate of today, `clone.terms.plate` the first one.

    `minted` is how many tokens there are, `tokens` are those that were asked for.
    """

    clone: Clone
    plate_address: str
    plate_data: Data
    plate: Plate
    runtime: Data
    script: Data
    renderer: bytes
    frozen: bool
    minted: int
    tokens: tuple[Token, ...]

    @property
    def address(self) -> str:
        """The edition's."""
        return self.clone.address

    @property
    def title(self) -> str:
        """The piece's name, as a line may show it."""
        return one_line(self.plate.title)

    @property
    def mode(self) -> SeedMode:
        """Where seeds come from."""
        return self.clone.terms.seeds

    @property
    def is_sketch(self) -> bool:
        """Whether the page is a sketch written by hand, and the image only a card."""
        return bool(self.plate.outputs & Output.SKETCH)

    @property
    def root(self) -> bytes:
        """The 32 bytes by which the artist promised a build."""
        return self.plate.manifest_root

    @property
    def sample(self) -> Sample:
        """The pictures that the artist promised."""
        return Sample(self.plate.sample_count, self.plate.sample_root)

    @property
    def stored(self) -> Stored:
        """What the root stands for, as it lies there."""
        return Stored(self.runtime.data, self.script.data, self.renderer)

    @property
    def payload(self) -> Payload:
        """What a page is made of."""
        return Payload(self.runtime.data, self.script.data)

    @property
    def revealed(self) -> tuple[Token, ...]:
        """The tokens that have a seed."""
        return tuple(token for token in self.tokens if token.seed is not None)


def read(chain: Chain, clone: Clone, selection: Selection, known: Sequence[int] | None) -> OnChain:
    """An edition and some of its tokens; `known` are the numbers of all, where its events have told them.

    Raises `Mistake` for tokens that there are not, and `Altered` where the plate is none any more.
    """
    address = clone.address
    minted = ask(chain, address, int, "totalSupply()", "uint256")
    plate_address = to_checksum_address(ask(chain, address, str, "plateAddress()", "address"))
    plate_data = data_at(chain, [plate_address])
    try:
        plate = Plate.decoded(plate_data.data)
    except (DecodingError, UnicodeDecodeError, ValueError, OverflowError):
        raise Altered("the plate is what was deployed", f"what lies at {plate_address} is no plate") from None
    numbers = tuple(known) if known is not None else tuple(range(1, min(minted, MOST_TOKENS) + 1))
    return OnChain(
        clone=clone,
        plate_address=plate_address,
        plate_data=plate_data,
        plate=plate,
        runtime=data_at(chain, plate.runtime),
        script=data_at(chain, plate.script),
        renderer=chain.code_at(to_checksum_address(plate.renderer)),
        frozen=ask(chain, address, bool, "frozen()", "bool"),
        minted=minted,
        tokens=tuple(read_token(chain, address, number) for number in selection.of(numbers)),
    )


def read_clone(chain: Chain, address: str) -> Clone:
    """The edition's own code. Raises `Mistake` where there is none, or that of something else."""
    if not _is_address(address):
        raise Mistake(f"`{address}` is no address", help="an address is 0x and 40 hexadecimal digits")
    address = to_checksum_address(address)
    code = chain.code_at(address)
    if not code:
        raise Mistake(f"there is no contract at {address} on this chain", code="no-edition")
    called = implementation_of(code)
    try:
        terms = Terms.unpacked(code[CLONE_SIZE:])
    except ValueError:
        called = None
    if called is None:
        raise Mistake(f"the contract at {address} is no edition of Intaglio's", code="no-edition")
    implementation = to_checksum_address(called)
    return Clone(address, code, implementation, chain.code_at(implementation), terms)


def read_token(chain: Chain, address: str, number: int) -> Token:
    """A token's seed and params; why they cannot be read goes into it."""
    try:
        params = ask(chain, address, int, "paramsOf(uint256)", "uint256", number)
        if not ask(chain, address, bool, "isRevealed(uint256)", "bool", number):
            return Token(number, None, params)
        return Token(number, ask(chain, address, bytes, "seedOf(uint256)", "bytes32", number), params)
    except (CallFailed, BadAnswer) as error:
        return Token(number, None, 0, str(error))


def data_at(chain: Chain, addresses: Sequence[str]) -> Data:
    """What data contracts hold, in order, and what is wrong with the last that is not what was deployed."""
    data, fault = b"", ""
    for number, address in enumerate(map(to_checksum_address, addresses), 1):
        code = chain.code_at(address)
        try:
            chunk = join([code])
            if create2_address(data_initcode(chunk)) != address:
                fault = f"part {number} at {address} is not what was deployed: its address is no hash of it"
        except ValueError:
            chunk, fault = b"", f"part {number} at {address} holds no data"
        data += chunk
    return Data(tuple(addresses), data, fault)


def ask(chain: Chain, address: str, kind: type[T], signature: str, result: str, *arguments: object) -> T:
    """One value that a contract tells. Raises `CallFailed`, and `BadAnswer` where it gives something else."""
    (value,) = ask_all(chain, address, signature, (result,), *arguments)
    if not isinstance(value, kind):
        raise BadAnswer(f"{address} gives no {result} for {signature}")
    return value


def ask_all(
    chain: Chain, address: str, signature: str, results: Sequence[str], *arguments: object
) -> tuple[object, ...]:
    """The values that a contract tells. Raises `CallFailed`, and `BadAnswer` where it gives something else."""
    returned = chain.call(address, calldata(signature, *arguments))
    try:
        return tuple(decode(results, returned))
    except (DecodingError, UnicodeDecodeError, OverflowError):
        raise BadAnswer(f"{address} gives no {', '.join(results)} for {signature}") from None


def calldata(signature: str, *arguments: object) -> bytes:
    """What a function is called with."""
    if not arguments:
        return keccak(signature.encode())[:4]
    types = [part.to_type_str() for part in parse(signature[signature.index("(") :]).components]
    return keccak(signature.encode())[:4] + encode(types, arguments)


def _is_address(text: str) -> bool:
    return len(text) == 42 and text.startswith("0x") and all(c in "0123456789abcdefABCDEF" for c in text[2:])
