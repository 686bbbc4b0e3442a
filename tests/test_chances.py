"""The exact chances of traits: by hand where the tree of draws is small, and said to be unknown where it is not."""

import re
from collections import Counter
from fractions import Fraction

import pytest

from intaglio.chances import Known, Unknown, chances
from intaglio.frontend import compile_file, compile_text
from intaglio.ir.params import pack
from tests.conftest import ROOT
from tests.test_docs import DOCS, FRAGMENT, LIBRARY, whole

HEAD = f"""from intaglio import {LIBRARY}

NAMED = {{"Ember": 1, "Moss": 2, "Ash": 3}}
SIZES = (8, 11, 16)


@rule
def tossed(seed: Seed, n):
    count = 0
    for _ in range(n):
        if seed.chance(0.5):
            count += 1
    return count


@rule
def fill(cells, value):
    cells[1] = value


@art("Case")
def case(seed: Seed, canvas: Canvas):
"""
TWO_COINS = {0: "1/4", 1: "1/2", 2: "1/4"}
TWICE = "it follows from two forks of one label"


def of(body: str) -> dict[str, object]:
    """The chances of a piece with this body: fractions as text, or why there are none."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    found = chances(compile_text(HEAD + lines + "    canvas.circle(1, 1, 1)\n").module)
    for one in found.values():
        assert isinstance(one, Unknown) or sum(one.of.values()) == 1
    return {
        name: one.why if isinstance(one, Unknown) else {value: str(chance) for value, chance in one.of.items()}
        for name, one in found.items()
    }


@pytest.mark.parametrize(
    "body, expected",
    [
        ('a = seed.pick("A", NAMED)', {"Ember": "1/3", "Moss": "1/3", "Ash": "1/3"}),
        ('a = seed.pick("A", NAMED, weights=(3, 1, 2))', {"Ember": "1/2", "Moss": "1/6", "Ash": "1/3"}),
        ('a = seed.pick("A", SIZES, weights=(0.5, 0.25, 0.25))', {8: "1/2", 11: "1/4", 16: "1/4"}),
        ('a = seed.pick("A", (5, 5, 7))', {5: "2/3", 7: "1/3"}),
        ('a = seed.pick("A", ("}", "\\"}"))', {"}": "1/2", '"}': "1/2"}),
        ('a = seed.integer("A", -1, 1)', {-1: "1/3", 0: "1/3", 1: "1/3"}),
        ('a = seed.flag("A", 0.25)', {"No": "3/4", "Yes": "1/4"}),
        ('a = seed.flag("A", 0.3)', {"No": "45876/65536", "Yes": "19660/65536"}),
        ('a = seed.flag("A", 2)', {"Yes": "1"}),
        # what follows from draws
        ('n = seed.below(6)\nseed.trait("A", n // 2)', {0: "1/3", 1: "1/3", 2: "1/3"}),
        ('n = seed.integer("N", 1, 6)\nseed.trait("A", "big" if n > 4 else "small")', {"big": "1/3", "small": "2/3"}),
        ('seed.trait("A", f"{seed.below(2)}/{seed.below(2)}")', {f"{a}/{b}": "1/4" for a in (0, 1) for b in (0, 1)}),
        ('seed.trait("A", tossed(seed, 3))', {0: "1/8", 1: "3/8", 2: "3/8", 3: "1/8"}),
        ('n = 0\nwhile seed.below(2) == 1 and n < 2:\n    n += 1\nseed.trait("A", n)', {0: "1/2", 1: "1/4", 2: "1/4"}),
        ('c = array(int, 3)\nc[1] = seed.below(2)\nseed.trait("A", c[1] + c[2])', {0: "1/2", 1: "1/2"}),
        ('c = array(int, 3)\nfill(c, seed.below(2))\nseed.trait("A", c[1])', {0: "1/2", 1: "1/2"}),
        # draws on the way that it does not follow from
        ('x = seed.random() * seed.random()\ncanvas.circle(x, x, 1)\na = seed.flag("A")', {"No": "1/2", "Yes": "1/2"}),
        ('with canvas.group(opacity=0.5):\n    a = seed.flag("A")', {"No": "1/2", "Yes": "1/2"}),
        # forks, shuffles, params
        ('f = seed.fork("f")\na = f.pick("A", NAMED)', {"Ember": "1/3", "Moss": "1/3", "Ash": "1/3"}),
        ('f = seed.fork("f")\nx = tossed(f, 40)\na = f.flag("A")', {"No": "1/2", "Yes": "1/2"}),
        ('seed.trait("A", tossed(seed.fork("a"), 1) + tossed(seed.fork("b"), 1))', TWO_COINS),
        ('n = 0\nfor i in range(2):\n    n += tossed(seed.fork("a", i), 1)\nseed.trait("A", n)', TWO_COINS),
        ('c = array(int, 3)\nc[1] = 7\nseed.shuffle(c)\nseed.trait("A", c[0])', {0: "2/3", 7: "1/3"}),
        ('a = seed.param("A", 1, 9, default=4)', {4: "1"}),
        # traits that not all tokens have
        ('if seed.chance(0.5):\n    a = seed.integer("A", 1, 2)', {None: "1/2", 1: "1/4", 2: "1/4"}),
        ('if seed.chance(0.5):\n    return\na = seed.integer("A", 1, 2)', {None: "1/2", 1: "1/4", 2: "1/4"}),
        # bounds that are drawn
        ('a = seed.integer("A", 1, seed.integer("N", 1, 2))', {1: "3/4", 2: "1/4"}),
    ],
)
def test_exact(body: str, expected: dict[object, str]) -> None:
    assert of(body)["A"] == {value: str(Fraction(chance)) for value, chance in expected.items()}


def test_real() -> None:
    """Each of the 65,536 values of `random()`, by the language's page: lo + (hi - lo) * random(), two decimals."""
    width = 65536 * 2 // 100  # 0.02 on the grid
    drawn = [width * step >> 16 for step in range(65536)]
    counts = Counter((200 * value + 65536) // 131072 / 100 for value in drawn)
    expected = {value: str(Fraction(count, 65536)) for value, count in counts.items()}
    assert of('a = seed.real("A", 0, 0.02)')["A"] == expected
    assert set(expected) == {0, 0.01, 0.02}


@pytest.mark.parametrize(
    "body, why",
    [
        ('seed.trait("A", seed.below(2) if noise(0.5, 0.5) > 0 else 2)', "it follows from noise"),
        ('seed.trait("A", seed.random() + seed.random())', "its draws can fall in too many ways"),
        ('seed.trait("A", tossed(seed.fork("a"), 1) + tossed(seed.fork("a"), 1))', TWICE),
        ('seed.trait("A", seed.gauss(0, 1))', "its draws can fall in too many ways"),
        ("n = 0\nfor _ in range(3000000):\n    n += 1\nseed.trait('A', n)", "it takes too long to follow"),
        ('seed.trait("A", 6 // seed.below(3))', "some seeds are a fault: division by zero"),
    ],
)
def test_unknown(body: str, why: str) -> None:
    assert of(body)["A"] == why


def test_examples_have_exact_chances() -> None:
    """All but what counts pebbles that found room, and what follows from the token's own number."""
    for path in sorted((ROOT / "examples").glob("*.py")):
        found = chances(compile_file(path).module)
        unknown = [name for name, one in found.items() if isinstance(one, Unknown)]
        assert found
        assert unknown == {"pebbles": ["Pebbles"], "autoglyphs": ["Scheme"]}.get(path.stem, [])


def test_the_docs_say_the_same() -> None:
    """In the fragment of `docs/explore.md` a comment has the chances of the trait beside it."""
    (fragment,) = FRAGMENT.findall((DOCS / "explore.md").read_text("utf-8"))
    found = chances(compile_text(whole(fragment)).module)
    for trait, comment in re.findall(r'\("([^"]*)".*# (.*)', fragment):
        one = found[trait]
        assert isinstance(one, Known)
        assert sorted(comment.split(", ")) == sorted(f"{value or 'none'}: {chance}" for value, chance in one.of.items())
    assert len(found) == 4


def test_params_that_were_chosen() -> None:
    module = compile_text(HEAD + '    n = seed.param("N", 1, 6, default=2)\n    a = seed.integer("A", 1, n)\n').module
    chosen = chances(module, pack(module.params, {"N": 4}))
    assert chosen == {"N": Known({4: Fraction(1)}), "A": Known({n: Fraction(1, 4) for n in range(1, 5)})}


def test_order_is_the_source_s() -> None:
    found = chances(compile_file(ROOT / "examples" / "drift.py").module)
    assert list(found) == ["Palette", "Strands"]
    palette = found["Palette"]
    assert isinstance(palette, Known)
    assert palette.of == {"Ember": Fraction(3, 4), "Moss": Fraction(1, 4)}
