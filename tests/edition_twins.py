"""`Edition` on pyrevm and its model in Python, side by side: how a step is made on both, and what holds after each.

`edition_machine.py` says which steps there are. No test in here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from eth_abi.abi import decode
from hypothesis.stateful import RuleBasedStateMachine, invariant

from intaglio_contracts.artifacts import Plate, SeedMode
from intaglio_contracts.codestore import data_initcode
from intaglio_studio.contents_check import renderer_initcode
from tests.edition_actors import (
    ALICE,
    ALL,
    BOB,
    HOSTILE,
    MALLORY,
    OWNER,
    PEOPLE,
    SEEDS,
    SPANS,
    SUPPLY,
    Way,
    echo_renderer,
    piece_of,
)
from tests.edition_model import ANY, Model, Now, Refused, State
from tests.edition_model import Plate as ModelPlate
from tests.edition_world import Reverted, World, edition_functions, hostile_code


class EditionTwins(RuleBasedStateMachine):
    """One edition and its twin."""

    seen: Counter[str] = Counter()
    """What happened in all runs, for the report."""

    def deploy(self, mode: SeedMode, *, history: bool) -> None:
        """An edition and its model; `history`: whether the chain has EIP-2935's contract."""
        self.world = World(piece_of(mode), OWNER, PEOPLE, history=history)
        code, self.hostile = hostile_code()
        for account in HOSTILE:
            self.world.place(account, code)
        terms = self.world.call(ALICE, "terms")
        first = self.world.plan.plate
        plates = [terms[0].lower()]
        for tag, spans in ((2, SPANS), (3, (2, 3))):
            renderer = self.world.create(renderer_initcode(echo_renderer(tag)))
            changed = Plate(**{**vars(first), "renderer": renderer, "param_spans": spans})
            plates.append(self.world.create(data_initcode(changed.encoded())).lower())
        known = [ModelPlate(plates[0], SPANS), ModelPlate(plates[1], SPANS), ModelPlate(plates[2], (2, 3))]
        self.tags = dict(zip(plates, (1, 2, 3), strict=True))
        self.model = Model(
            self.world.edition,
            SUPPLY,
            mode,
            terms[4],
            terms[5],
            SEEDS,
            {OWNER: 5, MALLORY: 3, BOB: 1},
            {plate.address: plate for plate in known},
            State(OWNER, known[0]),
            self._now(),
        )
        self.ways = dict.fromkeys(HOSTILE, Way.ACCEPT)
        self.ops: dict[str, Callable[[], object]] = {}
        self.model.hooks = {account: self._hook(account) for account in HOSTILE}
        self.model.hooks[self.world.edition] = lambda model, kind: refuse("TransferToNonERC721ReceiverImplementer()")
        self.known: dict[int, bytes] = {}

    # -- what holds at any time

    @invariant()
    def both_hold_the_same(self) -> None:
        if not hasattr(self, "model"):
            return
        state, read = self.model.state, self._read
        assert read("totalSupply") == len(state.tokens) <= SUPPLY
        assert read("owner") == state.owner and read("paused") == state.paused and read("frozen") == state.frozen
        assert read("sale") == tuple(vars(state.sale).values()) and read("allowlistRoot") == state.list_root
        assert read("plateAddress") == state.plate.address
        assert read("round") == state.round
        for account in ALL:
            held = sum(token.owner == account for token in state.tokens.values())
            assert read("balanceOf", account) == held
            assert read("mintedBy", account) == (state.listed[account], state.open[account])

    @invariant()
    def money_adds_up(self) -> None:
        if not hasattr(self, "model"):
            return
        balance = self.world.balance(self.world.edition)
        assert balance == self.model.balance
        due = {payee: self._read("releasable", payee) for payee in ALL}
        assert due == {payee: self.model.releasable(payee) for payee in ALL}
        assert sum(due.values()) <= balance

    @invariant()
    def tokens_are_what_they_were(self) -> None:
        if not hasattr(self, "model"):
            return
        for number, token in self.model.state.tokens.items():
            assert self._read("ownerOf", number) == token.owner
            assert self._read("paramsOf", number) == token.params
            seed = self.model.seed_of(number)
            assert self._read("isRevealed", number) == (seed is not None)
            if seed is None:
                assert number not in self.known
                continue
            assert self._read("seedOf", number) == seed == self.known.setdefault(number, seed)
            picture = seed + token.params.to_bytes(32, "big") + bytes([self.tags[self.model.state.plate.address]])
            data = edition_functions()["image"].calldata(number)
            assert decode(["bytes"], self.world.send(ALICE, self.world.edition, data, static=True)) == (picture,)

    # -- how

    def _both(self, expected: Callable[[], object], sender: str, name: str, *arguments: object, value: int = 0) -> bool:
        """Make a step on both; whether it was made. Refusals must be the same."""
        refusal = said = None
        try:
            self.model.attempt(expected)
        except Refused as error:
            refusal = str(error)
        function = edition_functions()[name]
        data, to = function.calldata(*arguments), self.world.edition
        if sender in HOSTILE:
            data, to = self.hostile["act"].calldata(self.world.edition, value, data), sender
            sender = ALICE
        try:
            self.world.send(sender, to, data, value)
        except Reverted as error:
            said = str(error)
        EditionTwins.seen[f"{name}: {(refusal or 'done').partition('(')[0]}"] += 1
        if refusal == ANY:
            assert said is not None, (name, arguments)
        else:
            assert refusal == said, (name, arguments, value)
        return refusal is None

    def _hook(self, account: str) -> Callable[[Model, str], None]:
        def react(model: Model, kind: str) -> None:
            way = self.ways[account]
            if way in (Way.REFUSE, Way.BOMB):
                refuse(ANY)
            if way in (Way.REFUSE_SILENTLY, Way.BURN_GAS) or (way is Way.WRONG_ANSWER and kind == "token"):
                refuse("TransferToNonERC721ReceiverImplementer()")
            if way is Way.GAMBLE and kind == "token":
                self._gamble(model)
            if way is Way.CALL and model.state.calls_left[account] > 0:
                model.state.calls_left[account] -= 1
                try:
                    model.attempt(self.ops[account])
                except Refused:
                    pass

        return react

    def _gamble(self, model: Model) -> None:
        """The gambler refuses what it does not like, where it can know."""
        seed = model.seed_of(model.arriving)
        if seed is not None and int.from_bytes(seed, "big") % 4:
            refuse(ANY)

    def _now(self) -> Now:
        world = self.world
        return Now(world.block, world.time, world.randomness, world.block_hash, world.history)

    def _read(self, name: str, *arguments: object) -> Any:
        return self.world.call(ALICE, name, *arguments)

    def _account(self, name: str) -> str:
        return self.world.edition if name == "edition" else name


def refuse(error: str) -> None:
    """Say no."""
    raise Refused(error)
