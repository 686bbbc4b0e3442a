"""The EVM's doubles, bit for bit the processor's: every pair of special numbers, and some drawn ones.

`python -m tests.soft_double` compares any number of pairs more; `tests/bench/bench_soft_double.py` has the gas.
"""

import numpy as np
import pytest

from intaglio.backends.evm.double_words import entry_of, pattern_of, word_of
from intaglio.ir.doubles import NAN, bits
from tests.bench.bench_soft_double import CEILINGS, gas_of
from tests.double_values import PATTERNS
from tests.soft_double import OPERATIONS, SPECIALS, Soft, all_specials, drawn

pytestmark = pytest.mark.node


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations(name: str) -> None:
    soft = Soft(name)
    assert soft.differences(*all_specials()) == []
    assert soft.differences(*drawn(np.random.default_rng(1), 5_000)) == []


def test_the_comparison_sees_one_wrong_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    _, double, meant = OPERATIONS["mul"]
    monkeypatch.setitem(OPERATIONS, "almost", ("xor(double_mul(a, b), shl(54, eq(b, a)))", double, meant))
    found = Soft("almost").differences(*all_specials())
    assert found and all(a == b for a, b, _, _ in found)


def test_words_and_back() -> None:
    for pattern in (*PATTERNS, *map(int, SPECIALS)):
        infinite_or_nan = pattern >> 52 & 2047 == 2047
        nan = infinite_or_nan and pattern & (1 << 52) - 1
        assert pattern_of(word_of(pattern)) == (NAN if nan else pattern)
    assert word_of(bits(1.0)) == (1022 << 107) + (1 << 106)


def test_words_without_their_sign_are_in_the_order_of_their_numbers() -> None:
    positive = sorted(p for p in map(int, SPECIALS) if p <= NAN and pattern_of(word_of(p)) == p)
    words = [word_of(pattern) for pattern in positive]
    assert words == sorted(words) and len(set(words)) == len(set(positive))


def test_entries_of_tables() -> None:
    assert entry_of(bits(-0.0)) == 1 << 64 and entry_of(bits(0.0)) == 0
    assert entry_of(bits(2.0)) == (1023 << 53) + (1 << 52)
    assert [entry_of(bits(number)) for number in (5e-324, 1e999, -1e999)] == [None] * 3


@pytest.mark.parametrize("name", CEILINGS)
def test_gas(name: str) -> None:
    assert gas_of(name).in_line <= CEILINGS[name]
