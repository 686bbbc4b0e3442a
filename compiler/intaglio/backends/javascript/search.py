"""Choose a script's names, the order of its rules and of its operands by what a packer makes of them.

The same things are tried in the same order each time, one change at a time, and kept where the packer says less; how
many is a count of trials, never a time. A packer that has seen other scripts finds a change worth a percent or two
after a hundred trials, of which the first twenty have half: they change what stands most often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, zip_longest

from intaglio.backends.javascript.minify import Draft
from intaglio.backends.javascript.printer import Printer
from intaglio.backends.javascript.syntax import (
    Arrow,
    Assign,
    Binary,
    Body,
    Cell,
    Conditional,
    Do,
    Host,
    Invoke,
    Loop,
    Node,
    Num,
    Ref,
    Statement,
    Subscript,
    Symbol,
    Unary,
    children,
    named,
    rebuilt,
    walk,
)
from intaglio.backends.javascript.syntax import (
    Sequence as Expressions,
)

COMMUTATIVE = frozenset("+*&|^")

Size = Callable[[str], float]
Told = Callable[[int, int], None]


def smallest(drafts: Sequence[Draft], size: Size, trials: int, told: Told | None = None) -> Draft:
    """The draft whose text is smallest by `size`, of these and of what `trials` changes make of the best of them.

    `told` is called with how many trials are done, and of how many, after each.
    """
    sizes = [size(draft.text()) for draft in drafts]
    best = min(range(len(drafts)), key=sizes.__getitem__)
    choice, least = _Choice.first(drafts[best]), sizes[best]
    moves = list(_moves(choice))[:trials]
    for done, move in enumerate(moves, 1):
        tried = move(choice)
        packed = size(tried.text())
        if packed < least:
            choice, least = tried, packed
        if told:
            told(done, len(moves))
    return replace(choice.draft, body=choice.body, names=choice.names)


@dataclass(frozen=True)
class _Choice:
    """A script with some things chosen. What is chosen is told by the nodes of the draft's own tree."""

    draft: Draft
    body: Body
    names: dict[Symbol, str]
    turned: frozenset[int]  # the ids of sums and the like whose operands change places
    order: tuple[int, ...]  # of the piece's rules, by their number in the draft

    @classmethod
    def first(cls, draft: Draft) -> _Choice:
        return cls(draft, draft.body, dict(draft.names), frozenset(), tuple(range(len(_rules(draft)))))

    def text(self) -> str:
        return Printer(self.names.__getitem__).block(self.body)

    def with_names(self, one: Symbol, other: Symbol) -> _Choice:
        """With the names of two symbols exchanged."""
        return replace(self, names={**self.names, one: self.names[other], other: self.names[one]})

    def with_operands(self, node: Binary) -> _Choice:
        """With the operands of an operation in the other order."""
        return replace(self, turned=self.turned | {id(node)})._rebuilt()

    def with_rules(self, at: int) -> _Choice:
        """With a rule of the piece and the one after it in the other order."""
        order = (*self.order[:at], self.order[at + 1], self.order[at], *self.order[at + 2 :])
        return replace(self, order=order)._rebuilt()

    def _rebuilt(self) -> _Choice:
        rules = _rules(self.draft)
        places = {id(rule): rules[at] for rule, at in zip(rules, self.order, strict=True)}

        def change(node: Node) -> Node:
            node, turned = places.get(id(node), node), id(node) in self.turned
            new = rebuilt(node, change)
            return replace(new, left=new.right, right=new.left) if turned and isinstance(new, Binary) else new

        return replace(self, body=tuple(s for s in map(change, self.draft.body) if isinstance(s, Statement)))


# ---- what may be changed --------------------------------------------------------------------------


Move = Callable[[_Choice], _Choice]


def _moves(first: _Choice) -> Iterator[Move]:
    """All changes, those of most promise first, three of names to one of each other kind."""
    draft = first.draft
    names: list[Move] = [_naming(one, other) for one, other in _pairs(draft)]
    operands: list[Move] = [_turning(node) for node in _operations(draft)]
    rules: list[Move] = [_ordering(at) for at in range(len(first.order) - 1)]
    for row in zip_longest(names[::3], names[1::3], names[2::3], operands, rules):
        yield from (move for move in row if move)


def _naming(one: Symbol, other: Symbol) -> Move:
    return lambda choice: choice.with_names(one, other)


def _turning(node: Binary) -> Move:
    return lambda choice: choice.with_operands(node)


def _ordering(at: int) -> Move:
    return lambda choice: choice.with_rules(at)


def _pairs(draft: Draft) -> list[tuple[Symbol, Symbol]]:
    """Symbols that may exchange their names, those that stand most often first."""
    uses = Counter(symbol for node in walk(*draft.body) for symbol in named(node))
    free = [symbol for symbol in uses if symbol not in draft.settled]
    local = {symbol: at for at, scope in enumerate(draft.scopes) for symbol in scope}
    groups: dict[int, list[Symbol]] = {}
    for symbol in free:
        groups.setdefault(local.get(symbol, -1) if len(draft.scopes) > 1 else -1, []).append(symbol)
    pairs = [pair for group in groups.values() for pair in combinations(group, 2)]
    return sorted(pairs, key=lambda pair: -min(uses[pair[0]], uses[pair[1]]))


def _operations(draft: Draft) -> list[Binary]:
    """Operations whose operands may change places: what they compute is the same, and nothing else is done."""
    found = {
        id(node): node
        for node in _outside_settled(draft.body)
        if isinstance(node, Binary) and node.op in COMMUTATIVE and not isinstance(node.right, Num)
        and all(_does_nothing(part, draft) for part in walk(node.left, node.right))
    }  # fmt: skip
    return list(found.values())


def _outside_settled(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes and all inside them, but for definitions that are ours."""
    for node in nodes:
        if not (isinstance(node, Assign) and isinstance(node.target, Ref) and node.target.symbol.ours):
            yield node
            yield from _outside_settled(children(node))


def _does_nothing(node: Node, draft: Draft) -> bool:
    """Whether a node computes a number and has no other effect."""
    match node:
        case Invoke(Ref(symbol)):
            return symbol in draft.pure
        case Invoke(Host(text)):
            return text.startswith("Math.")
        case _:
            return isinstance(node, Num | Ref | Host | Unary | Binary | Conditional | Subscript | Cell)


def _rules(draft: Draft) -> list[Assign]:
    """The definitions of the piece's own rules, which may stand in any order."""
    found: list[Assign] = []
    for statement in draft.body:
        match statement:
            case Do(Expressions(items)) | Loop(Expressions(items)):
                found += [
                    item for item in items
                    if isinstance(item, Assign) and isinstance(item.value, Arrow)
                    and isinstance(item.target, Ref) and not item.target.symbol.ours
                ]  # fmt: skip
    return found
