"""What the seed does beyond single draws: `gauss`, `shuffle` and `fork`, in the reference and in every engine."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise, permutations

import pytest

from intaglio.frontend import Refused, compile_text
from intaglio.ir.interpret import Sfc32, interpret
from intaglio.ir.nodes import Module
from intaglio.language.arrays import array
from intaglio.language.seed import Seed
from intaglio.pipeline import lower
from tests.four_engines import End, examine, seeds_of

HEAD = "from intaglio import Canvas, Seed, array, art, rule\n\n\n"
ART = '@art("Seeds", size=(100, 100), digits=5)\ndef piece(seed: Seed, canvas: Canvas):\n'


def piece(body: str, rules: str = "") -> str:
    return HEAD + ART + "".join(f"    {line}\n" for line in body.splitlines()) + rules


def agrees(text: str, count: int = 12) -> None:
    verdict = examine(text, seeds_of("seed methods", count))
    assert verdict.end is End.AGREES, verdict.detail


# ---- gauss ----------------------------------------------------------------------------------------


def test_gauss_has_the_normal_distribution() -> None:
    """Twenty bins of equal probability, 1,200 draws: chi-square with 19 degrees of freedom is 43.8 at 1 in 1,000."""
    seed, count, bins = Seed(11), 1_200, 20
    drawn = [float(seed.gauss(3, 2)) for _ in range(count)]
    places = Counter(min(int(bins * 0.5 * (1 + math.erf((x - 3) / (2 * math.sqrt(2))))), bins - 1) for x in drawn)
    assert sum((places[i] - count / bins) ** 2 / (count / bins) for i in range(bins)) < 43.8
    assert abs(sum(drawn) / count - 3) < 0.15


def test_gauss_reaches_as_far_as_it_says() -> None:
    smallest = 2.0**-16  # of 1 - random()
    assert math.sqrt(-2 * math.log(smallest)) < 4.8


def test_gauss_agrees_in_every_engine() -> None:
    agrees(piece("for i in range(20):\n    canvas.circle(seed.gauss(50, 10), seed.gauss(mu=50, sigma=i), 1)"))


# ---- shuffle --------------------------------------------------------------------------------------


def test_every_order_is_equally_likely() -> None:
    """24 orders of four entries, 9,600 shuffles: chi-square with 23 degrees of freedom is 49.7 at 1 in 1,000."""
    seed, orders = Seed(5), Counter[tuple[int, ...]]()
    for _ in range(9_600):
        entries = array(int, 4)
        for i in range(4):
            entries[i] = i
        seed.shuffle(entries)
        orders[tuple(int(v) for v in entries)] += 1
    assert set(orders) == set(permutations(range(4)))
    assert sum((n - 400) ** 2 / 400 for n in orders.values()) < 49.7


def test_shuffle_agrees_in_every_engine() -> None:
    agrees(piece("a = array(float, 9)\nfor i in range(9):\n    a[i] = i * 1.5\nseed.shuffle(a)\n"
                 "for v in a:\n    canvas.circle(v, v, 1)"))  # fmt: skip


# ---- fork -----------------------------------------------------------------------------------------


def test_a_fork_rests_on_no_draw() -> None:
    fresh, used = Seed(9), Seed(9)
    for _ in range(7):
        used.random()
    for label, index in (("leaf", 0), ("leaf", 3), ("", -1)):
        assert int(fresh.fork(label, index).below(1 << 30)) == int(used.fork(label, index).below(1 << 30))


def test_a_fork_costs_its_seed_no_draw() -> None:
    forked, plain = Seed(9), Seed(9)
    forked.fork("leaf").random()
    assert int(forked.below(1 << 30)) == int(plain.below(1 << 30))


def test_forks_differ_by_seed_label_index_and_way() -> None:
    ways = [
        Seed(a).fork(label, i) for a in (1, 2) for label in ("leaf", "bud") for i in (0, 1, -1)
    ]
    ways += [Seed(1), Seed(1).fork("leaf").fork("bud"), Seed(1).fork("bud").fork("leaf")]
    assert len({int(seed.below((1 << 31) - 1)) for seed in ways}) == len(ways)


def test_neighbouring_forks_are_not_alike() -> None:
    """Of all bits of the first words of neighbours half differ, within five standard deviations."""
    start = Sfc32.from_seed(bytes(range(32)))
    words = [start.fork("leaf", i).next() & 0xFFFFFFFF for i in range(1000)]
    differing = sum((a ^ b).bit_count() for a, b in pairwise(words))
    assert abs(differing - 16 * 999) < 5 * math.sqrt(32 * 999) / 2


RULES = """

@rule
def leaf(seed: Seed, canvas, depth):
    canvas.circle(seed.uniform(0, 100), seed.gauss(50, 9), seed.below(9) + 1)
    if depth > 0:
        leaf(seed, canvas, depth - 1)


@rule(weight=1)
def mark(canvas, seed: Seed):
    canvas.line(0, 0, seed.below(9), 9, stroke="#123")


@rule(weight=3)
def mark(canvas, seed: Seed):
    canvas.rect(0, 0, seed.below(9), 9)
"""


def test_forks_agree_in_every_engine() -> None:
    agrees(piece(
        'n = seed.integer("Leaves", 2, 5)\nother = seed.fork("other")\nfor i in range(n):\n'
        '    leaf(seed.fork("leaf", i), canvas, 2)\n    twig = other.fork("twig", -i)\n    mark(canvas, twig)\n'
        '    leaf(twig, canvas, 0)\nother.pick("Tone", ("dark", "light"))\nmark(canvas, seed)',
        RULES,
    ))  # fmt: skip


def test_a_fork_changes_nothing_else() -> None:
    """A piece that forks draws the same from its own seed as one that does not."""
    body = "canvas.circle(seed.uniform(0, 9), seed.gauss(5, 1), seed.below(7))"
    without, forked = piece(body), piece('leaf = seed.fork("leaf")\nx = leaf.random()\n' + body)
    for seed in seeds_of("unchanged", 5):
        pictures = {interpret(lowered(text), seed) for text in (without, forked)}
        assert len(pictures) == 1


def lowered(text: str) -> Module:
    return lower(compile_text(text).module).module


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("seed.shuffle(5)", "I030"),
        ('twig = seed.fork("a", 0.5)', "I025"),
        ("twig = seed.fork(5)", "I039"),
        ('twig = seed.fork("a")\nother = twig', "I048"),
        ('pair = (seed.fork("a"), 1)', "I048"),
        ("x = seed.gauss(1)", "I024"),
        ("x = seed.gauss(1, mean=2)", "I037"),
    ],
)
def test_mistakes_have_their_messages(body: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        compile_text(piece(body))
    assert {d.code for d in refused.value.diagnostics} == {code}
