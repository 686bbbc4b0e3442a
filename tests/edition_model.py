"""What `Edition` should do, in plain Python: the twin that the stateful test holds it to. No test in here.

A method does what the function of its name does, or raises `Refused` with the error's text, and then has changed
nothing: `Model.attempt` sees to that. `ANY` stands for an error that is a stranger's own.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from eth_abi.abi import encode
from eth_hash.auto import keccak

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.merkle import leaf_hash, root_of

ANY = "?"
NOBODY = "0x" + "00" * 20
WINDOW, OPCODE_WINDOW = 8191, 256  # blocks whose hash EIP-2935 gives, and BLOCKHASH
SALT_PATIENCE = 7 * 24 * 3600
LIST_TYPES, TREE_TYPES = ("address", "uint256", "uint256"), ("uint256", "bytes32")


class Refused(Exception):
    """A call that the contract refuses. The text is its error, `SoldOut(2, 1)`."""


@dataclass(frozen=True)
class Now:
    """When a call happens, and what the chain knows then."""

    block: int
    time: int
    randomness: bytes
    block_hash: Callable[[int], bytes] = field(repr=False)
    history: bool


@dataclass
class Token:
    """One token. `origin` leads to its seed: 64 bits, a round, or nothing; `seed` is a chosen one."""

    owner: str
    params: int
    origin: int
    seed: bytes = bytes(32)
    approved: str = NOBODY


@dataclass(frozen=True)
class Sale:
    """As `Sale` in Sales.sol."""

    price: int = 0
    list_opens: int = 0
    opens: int = 0
    closes: int = 0
    per_wallet: int = 0


@dataclass(frozen=True)
class Plate:
    """What of a plate matters here. `spans` are the params' numbers of values."""

    address: str
    spans: tuple[int, ...]


@dataclass
class State:
    """All that changes."""

    owner: str
    plate: Plate
    tokens: dict[int, Token] = field(default_factory=dict)
    sale: Sale = Sale()
    list_root: bytes = bytes(32)
    paused: bool = False
    frozen: bool = False
    round: int = 0
    entropies: dict[int, bytes] = field(default_factory=dict)
    final: bytes = b""
    salt_due: int = 0
    listed: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    open: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    operators: set[tuple[str, str]] = field(default_factory=set)
    income: int = 0
    released: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    calls_left: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Of hostile accounts."""


Hook = Callable[["Model", str], None]  # what an account does when it gets something from the edition, told its kind


@dataclass
class Model:
    """An edition and its chain. `plates` are those that there are, by address; `hooks` the accounts with code."""

    address: str
    supply: int
    mode: SeedMode
    delay: int
    source: bytes
    seeds: Sequence[bytes]
    payees: dict[str, int]
    plates: dict[str, Plate]
    state: State
    now: Now
    hooks: dict[str, Hook] = field(default_factory=dict)
    arriving: int = 0
    """The token that an account is being given."""

    def attempt(self, call: Callable[[], object]) -> None:
        """Make a call, all of it or nothing."""
        before = copy.deepcopy(self.state)
        try:
            call()
        except Refused:
            self.state = before
            raise

    # -- minting

    def mint(self, sender: str, to: str, quantity: int, params: int, value: int) -> None:
        sale = self.state.sale
        self._require_open(sale.opens)
        self._require_left(quantity)
        self._require(value == quantity * sale.price, f"WrongPayment({quantity * sale.price})")
        self._count(self.state.open, sender, quantity, sale.per_wallet or 2**32 - 1)
        self._mint_many(to, quantity, params, value)

    def mint_allowed(
        self,
        sender: str,
        to: str,
        quantity: int,
        params: int,
        allowance: int,
        price: int,
        proof: Sequence[bytes],
        value: int,
    ) -> None:
        self._require_open(self.state.sale.list_opens)
        self._require_left(quantity)
        leaf = leaf_hash(LIST_TYPES, (sender, allowance, price))
        self._require(root_of(leaf, proof) == self.state.list_root, "NotAllowed()")
        self._require(value == quantity * price, f"WrongPayment({quantity * price})")
        self._count(self.state.listed, sender, quantity, allowance)
        self._mint_many(to, quantity, params, value)

    def mint_by_owner(self, sender: str, to: str, quantity: int, params: int) -> None:
        self._require_owner(sender)
        self._require_left(quantity)
        self._mint_many(to, quantity, params, 0)

    def mint_chosen(
        self, sender: str, to: str, params: int, index: int, seed: bytes, proof: Sequence[bytes], value: int
    ) -> None:
        due = 0
        if sender != self.state.owner:
            sale = self.state.sale
            self._require_open(sale.opens)
            self._count(self.state.open, sender, 1, sale.per_wallet or 2**32 - 1)
            due = sale.price
        self._require(value == due, f"WrongPayment({due})")
        self._require_left(1)
        self._require(self.mode is SeedMode.CHOSEN, "WrongSeedMode()")
        self._require(index < self.supply, "SeedNotListed()")
        self._require(index + 1 not in self.state.tokens, "TokenAlreadyExists()")
        known = root_of(leaf_hash(TREE_TYPES, (index, seed)), proof) == self.source and any(seed)
        self._require(known, "SeedNotListed()")
        self._require_params(params)
        self._require(to != NOBODY, "TransferToZeroAddress()")
        self.state.tokens[index + 1] = Token(to, params, 0, seed)
        self.state.income += value
        self._welcome(to, index + 1)

    def _mint_many(self, to: str, quantity: int, params: int, value: int) -> None:
        state, now = self.state, self.now
        self._require(self.mode is not SeedMode.CHOSEN, "WrongSeedMode()")
        self._require(not (self.mode is SeedMode.PROVENANCE and state.round), "MintOver()")
        self._require_params(params)
        self._require(to != NOBODY, "TransferToZeroAddress()")
        origin = 0
        if self.mode is SeedMode.COMMIT_REVEAL:
            if state.round <= now.block:
                if state.round and state.round not in state.entropies:
                    self._reveal(state.round)
                state.round = now.block + self.delay
            origin = state.round
        first = len(state.tokens) + 1
        for token in range(first, first + quantity):
            if self.mode is SeedMode.IMMEDIATE:
                types = ["uint256", "bytes32", "address", "uint256", "address"]
                block = [int.from_bytes(now.randomness, "big"), now.block_hash(now.block - 1)]
                origin = int.from_bytes(keccak(encode(types, [*block, to, token, self.address]))[-8:], "big")
            state.tokens[token] = Token(to, params, origin)
        state.income += value
        self._welcome(to, *range(first, first + quantity))

    def _welcome(self, to: str, *tokens: int) -> None:
        for token in tokens:
            if to in self.hooks:
                self.arriving = token
                self.hooks[to](self, "token")

    # -- seeds

    def reveal(self, which: int) -> None:
        self._require(self.mode in (SeedMode.COMMIT_REVEAL, SeedMode.PROVENANCE), "WrongSeedMode()")
        last = self.state.round
        known = 0 < which <= last and (self.mode is SeedMode.COMMIT_REVEAL or which == last)
        self._require(known, "NoSuchRound()")
        self._require(which not in self.state.entropies, "AlreadyRevealed()")
        self._require(self._reveal(which), f"HashNotAvailable({self.source_of(which)})")
        if self.mode is SeedMode.PROVENANCE:
            self.state.salt_due = self.now.time + SALT_PATIENCE

    def close_mint(self, sender: str) -> None:
        state, sale = self.state, self.state.sale
        self._require(self.mode is SeedMode.PROVENANCE, "WrongSeedMode()")
        self._require(not state.round, "MintOver()")
        ended = sale.closes != 0 and self.now.time >= sale.closes
        over = len(state.tokens) == self.supply or ended or sender == state.owner
        self._require(bool(state.tokens) and over, "MintGoesOn()")
        state.round = self.now.block + self.delay

    def reveal_salt(self, salt: bytes) -> None:
        entropy = self._awaiting_salt()
        self._require(keccak(salt) == self.source, "WrongSalt()")
        self.state.final = keccak(salt + entropy)

    def reveal_without_salt(self) -> None:
        entropy = self._awaiting_salt()
        self._require(self.now.time >= self.state.salt_due, f"SaltStillDue({self.state.salt_due})")
        self.state.final = keccak(bytes(32) + entropy)

    def seed_of(self, token: int) -> bytes | None:
        """The seed; None where it is not known yet."""
        held = self.state.tokens[token]
        if self.mode is SeedMode.LISTED:
            return self.seeds[token - 1]
        if self.mode is SeedMode.CHOSEN:
            return held.seed
        entropy: bytes | None = self.state.final or None
        if self.mode is SeedMode.IMMEDIATE:
            entropy = held.origin.to_bytes(32, "big")
        if self.mode is SeedMode.COMMIT_REVEAL:
            entropy = self.state.entropies.get(held.origin)
        return entropy and keccak(encode(["bytes32", "uint256", "address"], [entropy, token, self.address]))

    def source_of(self, which: int) -> int:
        """The block whose hash a round has if it is revealed now."""
        block = self.now.block
        return which if block <= which else which + (block - 1 - which) // WINDOW * WINDOW

    def _reveal(self, which: int) -> bool:
        source = self.source_of(which)
        age = self.now.block - source
        if not 0 < age <= (WINDOW if self.now.history else OPCODE_WINDOW):
            return False
        self.state.entropies[which] = keccak(self.now.block_hash(source))
        return True

    def _awaiting_salt(self) -> bytes:
        self._require(self.mode is SeedMode.PROVENANCE, "WrongSeedMode()")
        self._require(not self.state.final, "AlreadyRevealed()")
        self._require(self.state.round in self.state.entropies, "NoSuchRound()")
        return self.state.entropies[self.state.round]

    # -- the owner

    def set_sale(self, sender: str, sale: Sale) -> None:
        self._require_owner(sender)
        closes = self.state.sale.closes
        prolonged = closes != 0 and (sale.closes == 0 or sale.closes > closes)
        binding = bool(self.state.tokens) and self.mode is SeedMode.PROVENANCE
        self._require(not (prolonged and binding), "SaleCannotBeProlonged()")
        self.state.sale = sale

    def set_allowlist(self, sender: str, root: bytes) -> None:
        self._require_owner(sender)
        self.state.list_root = root

    def pause(self, sender: str, stop: bool) -> None:
        self._require_owner(sender)
        self.state.paused = stop

    def set_plate(self, sender: str, address: str) -> None:
        self._require_owner(sender)
        self._require(not self.state.frozen, "IsFrozen()")
        self._require(address in self.plates, ANY)
        plate = self.plates[address]
        self._require(not self.state.tokens or plate.spans == self.state.plate.spans, "ParamsDiffer()")
        self.state.plate = plate

    def freeze(self, sender: str) -> None:
        self._require_owner(sender)
        self._require(not self.state.frozen, "IsFrozen()")
        self.state.frozen = True

    def transfer_ownership(self, sender: str, to: str) -> None:
        self._require_owner(sender)
        self._require(to != NOBODY, "NewOwnerIsZeroAddress()")
        self.state.owner = to

    # -- tokens

    def transfer(self, sender: str, origin: str, to: str, token: int, *, safe: bool) -> None:
        held = self.state.tokens.get(token)
        if held is None:
            raise Refused("TokenDoesNotExist()")
        self._require(held.owner == origin, "TransferFromIncorrectOwner()")
        allowed = sender in (origin, held.approved) or (origin, sender) in self.state.operators
        self._require(allowed, "NotOwnerNorApproved()")
        self._require(to != NOBODY, "TransferToZeroAddress()")
        held.owner, held.approved = to, NOBODY
        if safe:
            self._welcome(to, token)

    def approve(self, sender: str, spender: str, token: int) -> None:
        held = self.state.tokens.get(token)
        if held is None:
            raise Refused("TokenDoesNotExist()")
        allowed = sender == held.owner or (held.owner, sender) in self.state.operators
        self._require(allowed, "NotOwnerNorApproved()")
        held.approved = spender

    def approve_all(self, sender: str, operator: str, allowed: bool) -> None:
        change = self.state.operators.add if allowed else self.state.operators.discard
        change((sender, operator))

    # -- money

    @property
    def balance(self) -> int:
        """Wei that the edition holds."""
        return self.state.income - sum(self.state.released.values())

    def pay(self, value: int) -> None:
        self.state.income += value

    def releasable(self, payee: str) -> int:
        """Wei that an account can have."""
        own = self.payees.get(payee, 0)
        return self.state.income * own // sum(self.payees.values()) - self.state.released[payee]

    def release(self, payee: str) -> None:
        final = self.mode is not SeedMode.PROVENANCE or bool(self.state.final)
        self._require(final, "SeedsNotFinal()")
        due = self.releasable(payee)
        self._require(due > 0, "NothingToRelease()")
        self.state.released[payee] += due
        if payee in self.hooks:
            try:
                self.hooks[payee](self, "money")
            except Refused:
                raise Refused("PaymentFailed()") from None

    # -- checks

    def _require_open(self, opens: int) -> None:
        self._require(opens <= self.now.time < self.state.sale.closes, "SaleClosed()")
        self._require(not self.state.paused, "SalePaused()")

    def _require_left(self, quantity: int) -> None:
        left = self.supply - len(self.state.tokens)
        self._require(quantity != 0, "NothingToMint()")
        self._require(quantity <= left, f"SoldOut({quantity}, {left})")

    def _count(self, counts: defaultdict[str, int], sender: str, quantity: int, limit: int) -> None:
        left = max(limit - counts[sender], 0)
        self._require(quantity <= left, f"WalletLimit({left})")
        counts[sender] += quantity

    def _require_params(self, word: int) -> None:
        for span in self.state.plate.spans:
            bits = (span - 1).bit_length()
            self._require(word % 2**bits < span or word == 0, "ParamsOutOfRange()")
            word >>= bits
        self._require(word == 0, "ParamsOutOfRange()")

    def _require_owner(self, sender: str) -> None:
        self._require(sender == self.state.owner, "Unauthorized()")

    def _require(self, good: bool, error: str) -> None:
        if not good:
            raise Refused(error)
