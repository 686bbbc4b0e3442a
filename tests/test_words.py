"""Words in pieces: every engine, every place that a value may have, and what becomes of one outside."""

from __future__ import annotations

import json
import random

import pytest
from eth_hash.auto import keccak as hashed

from intaglio.frontend import Refused, compile_text
from intaglio.ir.words import keccak, signed, signed_quotient, signed_remainder
from intaglio.language import Seed, sdiv, smod, word
from intaglio.language import keccak as keccak_of
from intaglio_renderers.reference import ReferenceRenderer
from tests.four_engines import End, examine, seeds_of
from tests.word_values import LEAST_SIGNED, MAX, WORDS

HEAD = "from intaglio import Array, Canvas, Seed, art, array, grid, keccak, rule, sdiv, smod, word\n\n"
EVERYWHERE = HEAD + '''
MASK = (word(1) << 160) - 1
BIG = word(0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF)
TABLE = (word(5), word(0x1234567890ABCDEF1234567890ABCDEF), word(3), ~word(0), -word(7) // 3)
LARGER = BIG > 5


@art("Words", media="text", size=(80, 20))
def words(seed: Seed, canvas: Canvas):
    a = keccak(seed.word()) & MASK
    b = a * a + 7 - BIG
    xs, cells = array(word, 5), grid(word, 2, 2)
    for i in range(5):
        xs[i] = mixed(a, word(i - 2), seed.below(300) - 20)
        xs[i] += 1
    seed.shuffle(xs)
    cells[1, 0] = total(xs)
    c = TABLE[seed.below(5)]
    canvas.write(c // 2, " ", a % 11, " ", int(a), " ", int(a % 83), " ", a > b, " ", 5 < b, "\\n", -c, " ", ~c, c ** 3)
    canvas.write(min(a, b, c), " ", max(a, c), " ", sdiv(b, c), " ", smod(-b, c), " ", sdiv(-b, word(-7)), "\\n")
    seed.trait("Word", a)
    seed.trait("Int", int(keccak(word(0)) >> 200) if a & 1 == 1 else 3)
    if bool(a & 2) and LARGER:
        canvas.write(f"{1 ^ a} {255 & b}", c | 4096, cells[1, 0], cells[0, 1], "\\n")
    canvas.write(word(seed.below(5) - 2), a == b, a != 5, word("#0102ff"), "\\n")


@rule
def mixed(a: word, b, n):
    return (a << n) ^ (b >> n) if b > 3 else a - b


@rule
def total(xs: Array[word]):
    sum = word(0)
    for x in xs:
        sum += x
    return sum
'''


def test_all_engines_agree() -> None:
    verdict = examine(EVERYWHERE, seeds_of("words", 12), ("native", "javascript", "evm", "quickjs", "spidermonkey"))
    assert verdict.end is End.AGREES, verdict.detail


def test_a_token_is_its_seed_also_behind_params() -> None:
    piece = HEAD + '''
@art("Token", media="text")
def token(seed: Seed, canvas: Canvas):
    n = seed.param("N", 0, 9, default=4)
    canvas.write(seed.word(), " ", n)
'''
    verdict = examine(piece, seeds_of("tokens", 4))
    assert verdict.end is End.AGREES, verdict.detail
    seed = bytes(range(32))
    drawn = ReferenceRenderer(compile_text(piece).program).render(seed).svg
    assert drawn == f"{int.from_bytes(seed, 'big')} 4".encode()


def test_words_in_pixels_and_beside_doubles() -> None:
    piece = HEAD.replace("import", "import color,") + '''
@art("Pixels", size=(8, 8), resolution=(4, 4), numbers="double")
def pixels(seed: Seed, canvas: Canvas):
    token = seed.word()
    held = array(word, 3)
    held[1] = keccak(token)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        return color(int(held[1] >> int(x * 8 + y)) ^ int(token % 999))

    held[1] = word(0)
    canvas.circle(1.5, 2, 3)
'''
    verdict = examine(piece, seeds_of("pixels", 3))
    assert verdict.end is End.AGREES, verdict.detail


@pytest.mark.parametrize("line", ["a // b", "a % b", "sdiv(a, b)", "smod(a, b)"])
def test_a_division_by_zero_is_a_fault(line: str) -> None:
    body = f"a, b = seed.word(), seed.word() >> 255\n    canvas.write({line})\n"
    verdict = examine(HEAD + f'@art("A", media="text")\ndef a(seed, canvas):\n    {body}', [bytes(32)], ("native",))
    assert verdict.end is End.FAULT, verdict.detail


def test_a_trait_of_a_word_is_text() -> None:
    traits = json.loads(ReferenceRenderer(compile_text(EVERYWHERE).program).render(bytes(32)).traits)
    assert traits[0] == {"trait_type": "Word", "value": str(keccak(0) % (1 << 160))}


def test_keccak_is_ethereum_s() -> None:
    source = random.Random(1)
    for value in (*WORDS, *(source.getrandbits(256) for _ in range(20))):
        assert keccak(value) == int.from_bytes(hashed(value.to_bytes(32, "big")), "big")


def test_signed_division_cuts_towards_zero() -> None:
    for a in WORDS:
        for b in filter(None, WORDS):
            quotient, rest = signed(signed_quotient(a, b)), signed(signed_remainder(a, b))
            if (a, b) == (LEAST_SIGNED, MAX):  # its quotient is the one that no word holds
                assert (signed_quotient(a, b), rest) == (LEAST_SIGNED, 0)
                continue
            assert signed(b) * quotient + rest == signed(a)
            assert abs(rest) < abs(signed(b))
            assert rest == 0 or (rest < 0) is (signed(a) < 0)


def test_words_at_the_keyboard() -> None:
    assert repr(word(-1) >> 4) == "word(0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff)"
    assert Seed(7).word() == 7
    assert 11 - word(7) == 4
    assert sdiv(word(-7), word(2)) == word(-3)
    assert smod(word(-7), word(2)) == word(-1)
    assert keccak_of(word(1)) != word(1)


@pytest.mark.parametrize("kept", ["word(2) ** 300", "word(5) / 2", "word(1) << word(2)", "word(0.5)", "word(1) // 0"])
def test_constants_that_are_no_words(kept: str) -> None:
    with pytest.raises(Refused) as refused:
        compile_text(HEAD + f'KEPT = {kept}\n@art("A", media="text")\ndef a(seed, canvas):\n    canvas.write(KEPT)\n')
    assert {d.code for d in refused.value.diagnostics} == {"I014"}
