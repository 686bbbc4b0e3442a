"""`Edition` on pyrevm beside its model in Python, driven by Hypothesis through whatever a chain may bring.

    python -m tests.edition_machine --steps 10000

A run is an edition of one seed mode, with hostile accounts among its collectors, its payees and at times its owner.
Every step is made on both; refusals must be the same, word for word. After each step the two must hold the same, and:

- there are never more tokens than the supply, and who owns how many adds up;
- a seed once known never changes, whoever does what;
- money in is money out and what is there; nobody can be paid more than that;
- a frozen plate draws the same for good.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.merkle import StandardTree
from tests.edition_actors import (
    ALICE,
    ALL,
    BOB,
    DELAY,
    HOSTILE,
    LISTS,
    MALLORY,
    OWNER,
    PEOPLE,
    SALT,
    SEED_TREE,
    SEEDS,
    SUPPLY,
    TOKENS,
    TRUDY,
    WORDS,
    Way,
)
from tests.edition_model import NOBODY, Sale
from tests.edition_twins import EditionTwins
from tests.edition_world import edition_functions

STEPS = 50  # of an edition's life
FRESH = 10  # editions after which Hypothesis would repeat itself more than try what is new


class EditionMachine(EditionTwins):
    """What may happen to an edition."""

    @initialize(mode=st.sampled_from(SeedMode), history=st.booleans(), selling=st.sampled_from((True, True, False)))
    def begin(self, mode: SeedMode, history: bool, selling: bool) -> None:
        """Deploy, and open a sale."""
        self.deploy(mode, history=history)
        if selling:
            self.set_sale(OWNER, 7, 0, 10**8, 0)
            self.set_allowlist(OWNER, LISTS[0])
            for account in (ALICE, MALLORY):
                if mode is SeedMode.CHOSEN:
                    self.mint_chosen(OWNER, account, ALL.index(account), 0, 4, False)
                else:
                    self.mint_by_owner(OWNER, account, 1)

    # -- chance

    @rule(
        blocks=st.sampled_from((0, 1, 2, DELAY, DELAY + 1, DELAY + 1, 250, 256, 257, 8190, 8191, 8192, 8197, 20_000)),
        seconds=st.sampled_from((0, 1, 12, 3600, 8 * 24 * 3600)),
    )
    def pass_time(self, blocks: int, seconds: int) -> None:
        self.world.move(blocks, seconds)
        self.model.now = self._now()
        for waited in {self.model.state.round, *(t.origin for t in self.model.state.tokens.values())}:
            source = self.model.source_of(waited)
            if waited and waited not in self.model.state.entropies and source < self.world.block:
                self.world.remember(source)

    @rule(
        account=st.sampled_from(HOSTILE),
        way=st.sampled_from(Way),
        what=st.sampled_from(("mint", "release", "transfer", "reveal", "freeze", "owner", "close")),
        times=st.integers(1, 3),
        token=st.sampled_from(TOKENS),
    )
    def arm(self, account: str, way: Way, what: str, times: int, token: int) -> None:
        """A hostile account does something else from now on, for instance calls back."""
        model, state = self.model, self.model.state
        value, waited = state.sale.price if what == "mint" else 0, state.round
        calls: dict[str, tuple[tuple[Any, ...], Callable[[], object]]] = {
            "mint": (("mint", account, 1, 0), lambda: model.mint(account, account, 1, 0, value)),
            "release": (("release", account), lambda: model.release(account)),
            "transfer": (
                ("transferFrom", account, ALICE, token),
                lambda: model.transfer(account, account, ALICE, token, safe=False),
            ),
            "reveal": (("reveal", waited), lambda: model.reveal(waited)),
            "freeze": (("freeze",), lambda: model.freeze(account)),
            "owner": (("mintByOwner", account, 1, 0), lambda: model.mint_by_owner(account, account, 1, 0)),
            "close": (("closeMint",), lambda: model.close_mint(account)),
        }
        call, self.ops[account] = calls[what]
        data = edition_functions()[call[0]].calldata(*call[1:])
        self.world.send(ALICE, account, self.hostile["arm"].calldata(way, self.world.edition, value, data, times))
        self.ways[account] = way
        state.calls_left[account] = times

    # -- minting

    @rule(
        sender=st.sampled_from(ALL),
        to=st.sampled_from((*ALL, NOBODY, "edition")),
        quantity=st.sampled_from((1, 1, 1, 2, 3, 0, SUPPLY + 1, 2**256 - 1)),
        params=st.sampled_from((0, 0, 0, *WORDS)),
        wrong=st.sampled_from((0, 0, 0, 0, 1, -1)),
    )
    def mint(self, sender: str, to: str, quantity: int, params: int, wrong: int) -> None:
        to = self._account(to)
        value = max(0, min(quantity, SUPPLY) * self.model.state.sale.price + wrong)
        self._both(
            lambda: self.model.mint(sender, to, quantity, params, value),
            sender, "mint", to, quantity, params, value=value,
        )  # fmt: skip

    @rule(
        sender=st.sampled_from(ALL),
        to=st.sampled_from(ALL),
        claimed=st.sampled_from(ALL),
        tree=st.sampled_from(LISTS),
        quantity=st.sampled_from((1, 1, 2, 3)),
        more=st.sampled_from((0, 0, 0, 1)),
    )
    def mint_allowed(
        self, sender: str, to: str, claimed: str, tree: StandardTree, quantity: int, more: int
    ) -> None:
        """With the sender's own proof, or another's, or a greater allowance than it proves."""
        place = ALL.index(sender if claimed in PEOPLE else claimed)
        _, allowance, price = tree.values[place]
        assert isinstance(allowance, int) and isinstance(price, int)
        proof, value = tree.proof(place), quantity * price
        self._both(
            lambda: self.model.mint_allowed(sender, to, quantity, 0, allowance + more, price, proof, value),
            sender, "mintAllowed", to, quantity, 0, allowance + more, price, proof, value=value,
        )  # fmt: skip

    @rule(sender=st.sampled_from((OWNER, OWNER, ALICE, MALLORY)), to=st.sampled_from(ALL), quantity=st.integers(0, 3))
    def mint_by_owner(self, sender: str, to: str, quantity: int) -> None:
        self._both(
            lambda: self.model.mint_by_owner(sender, to, quantity, 0), sender, "mintByOwner", to, quantity, 0
        )

    @precondition(lambda self: self.model.mode is SeedMode.CHOSEN)
    @rule(
        sender=st.sampled_from(ALL),
        to=st.sampled_from((*ALL, NOBODY)),
        index=st.integers(0, SUPPLY),
        other=st.sampled_from((0, 0, 0, 1)),
        params=st.sampled_from((0, 4, 5)),
        paid=st.booleans(),
    )
    def mint_chosen(self, sender: str, to: str, index: int, other: int, params: int, paid: bool) -> None:
        """With the proof of this seed, or of its neighbour."""
        value = self.model.state.sale.price if paid else 0
        seed, proof = SEEDS[index % SUPPLY], SEED_TREE.proof((index + other) % SUPPLY)
        self._both(
            lambda: self.model.mint_chosen(sender, to, params, index, seed, proof, value),
            sender, "mintChosen", to, params, index, seed, proof, value=value,
        )  # fmt: skip

    # -- seeds

    @precondition(lambda self: self.model.mode in (SeedMode.COMMIT_REVEAL, SeedMode.PROVENANCE))
    @rule(sender=st.sampled_from(ALL), which=st.sampled_from(("last", "oldest", "before", "after", "none")))
    def reveal(self, sender: str, which: str) -> None:
        last = self.model.state.round
        oldest = min((token.origin for token in self.model.state.tokens.values()), default=0)
        number = {"last": last, "oldest": oldest, "before": max(last - 1, 0), "after": last + 1, "none": 0}[which]
        number = number if number < 2**48 else 0  # in other modes an origin is no block
        self._both(lambda: self.model.reveal(number), sender, "reveal", number)

    @precondition(lambda self: self.model.mode is SeedMode.PROVENANCE)
    @rule(sender=st.sampled_from((OWNER, *ALL)))
    def close_mint(self, sender: str) -> None:
        self._both(lambda: self.model.close_mint(sender), sender, "closeMint")

    @precondition(lambda self: self.model.mode is SeedMode.PROVENANCE)
    @rule(sender=st.sampled_from(ALL), salt=st.sampled_from((SALT, SALT, bytes(32))))
    def reveal_salt(self, sender: str, salt: bytes) -> None:
        self._both(lambda: self.model.reveal_salt(salt), sender, "revealSalt", salt)

    @precondition(lambda self: self.model.mode is SeedMode.PROVENANCE)
    @rule(sender=st.sampled_from(ALL))
    def reveal_without_salt(self, sender: str) -> None:
        self._both(self.model.reveal_without_salt, sender, "revealWithoutSalt")

    @precondition(lambda self: self.model.mode in (SeedMode.COMMIT_REVEAL, SeedMode.PROVENANCE))
    @rule(salt=st.sampled_from((SALT, None)))
    def go_on(self, salt: bytes | None) -> None:
        """What comes next on the way to all seeds."""
        state = self.model.state
        if self.model.mode is SeedMode.PROVENANCE and not state.round:
            self.close_mint(OWNER)
        elif state.round not in state.entropies:
            self.pass_time(DELAY + 1, 60)
            self.reveal(ALICE, "last")
        elif salt:
            self.reveal_salt(BOB, salt)
        else:
            self.pass_time(10, 8 * 24 * 3600)
            self.reveal_without_salt(ALICE)

    # -- the owner

    @rule(
        sender=st.sampled_from((OWNER, OWNER, OWNER, MALLORY)),
        price=st.sampled_from((0, 7, 10**16)),
        opened=st.sampled_from((-10, 0, 100)),
        lasts=st.sampled_from((10**8, 10**8, 10**8, 10**6, 50, 0, -(10**6), None)),
        limit=st.sampled_from((0, 0, 1, 4)),
    )
    def set_sale(self, sender: str, price: int, opened: int, lasts: int | None, limit: int) -> None:
        opens = self.world.time + opened
        sale = Sale(price, opens - 20, opens, 0 if lasts is None else opens + lasts, limit)
        self._both(lambda: self.model.set_sale(sender, sale), sender, "setSale", tuple(vars(sale).values()))

    @rule(sender=st.sampled_from((OWNER, OWNER, BOB)), tree=st.sampled_from(LISTS))
    def set_allowlist(self, sender: str, tree: StandardTree) -> None:
        self._both(lambda: self.model.set_allowlist(sender, tree.root), sender, "setAllowlist", tree.root)

    @rule(sender=st.sampled_from((OWNER, OWNER, BOB)), stop=st.sampled_from((False, False, True)))
    def pause(self, sender: str, stop: bool) -> None:
        self._both(lambda: self.model.pause(sender, stop), sender, "pause", stop)

    @rule(sender=st.sampled_from((OWNER, OWNER, TRUDY)), which=st.integers(0, 4))
    def set_plate(self, sender: str, which: int) -> None:
        """One of the plates, an account without code, or a contract that is no plate."""
        address = (*self.tags, ALICE, MALLORY)[which]
        self._both(lambda: self.model.set_plate(sender, address), sender, "setPlate", address)

    @rule(sender=st.sampled_from((OWNER, TRUDY, TRUDY)))
    def freeze(self, sender: str) -> None:
        self._both(lambda: self.model.freeze(sender), sender, "freeze")

    @rule(sender=st.sampled_from(ALL), to=st.sampled_from((OWNER, OWNER, OWNER, MALLORY, NOBODY)))
    def transfer_ownership(self, sender: str, to: str) -> None:
        self._both(lambda: self.model.transfer_ownership(sender, to), sender, "transferOwnership", to)

    # -- tokens

    @rule(
        sender=st.sampled_from(ALL),
        origin=st.sampled_from((*ALL, "holder", "holder", "holder")),
        to=st.sampled_from((*ALL, NOBODY)),
        token=st.sampled_from(TOKENS),
        safe=st.booleans(),
    )
    def transfer(self, sender: str, origin: str, to: str, token: int, safe: bool) -> None:
        if origin == "holder":
            held = self.model.state.tokens.get(token)
            origin = held.owner if held else ALICE
            sender = origin if token % 2 else sender
        self._both(
            lambda: self.model.transfer(sender, origin, to, token, safe=safe),
            sender, "safeTransferFrom" if safe else "transferFrom", origin, to, token,
        )  # fmt: skip

    @rule(sender=st.sampled_from(ALL), spender=st.sampled_from(ALL), token=st.sampled_from(TOKENS))
    def approve(self, sender: str, spender: str, token: int) -> None:
        self._both(lambda: self.model.approve(sender, spender, token), sender, "approve", spender, token)

    @rule(sender=st.sampled_from(ALL), operator=st.sampled_from(ALL), allowed=st.booleans())
    def approve_all(self, sender: str, operator: str, allowed: bool) -> None:
        self._both(
            lambda: self.model.approve_all(sender, operator, allowed), sender, "setApprovalForAll", operator, allowed
        )

    # -- money

    @rule(sender=st.sampled_from(PEOPLE), value=st.sampled_from((1, 8, 10**18)))
    def send_money(self, sender: str, value: int) -> None:
        self.world.send(sender, self.world.edition, b"", value)
        self.model.pay(value)

    @rule(sender=st.sampled_from(ALL), payee=st.sampled_from(ALL))
    def release(self, sender: str, payee: str) -> None:
        before = self.world.balance(payee)
        due = self.model.releasable(payee)
        if self._both(lambda: self.model.release(payee), sender, "release", payee) and payee in PEOPLE:
            assert self.world.balance(payee) - before == due > 0


def run(editions: int, seed: int) -> None:
    """Let so many editions live through `STEPS` steps each. Raises what the first that fails raises."""
    EditionMachine._hypothesis_internal_use_seed = seed
    few = settings(
        max_examples=editions,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(EditionMachine, settings=few)


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold Edition to its model through so many random steps.")
    parser.add_argument("--steps", type=int, default=10_000, help="at least so many in all (default 10,000)")
    parser.add_argument("--seed", type=int, default=0, help="another one gives other steps (default 0)")
    options = parser.parse_args()
    seed, seen = options.seed, EditionMachine.seen
    while sum(seen.values()) < options.steps:
        run(FRESH, seed)
        seed += 1
        print(f"\r{sum(seen.values()):,} steps", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for what, count in sorted(seen.items()):
        print(f"{count:7,}  {what}")
    print(f"{sum(seen.values()):,} steps, each with the same end on both")
    return 0


if __name__ == "__main__":
    sys.exit(main())
