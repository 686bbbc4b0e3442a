"""Deflate with a window: round trips, other inflaters, sizes, the same bytes each time."""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intaglio.packing.deflate import deflate, inflate, stored
from intaglio.packing.huffman import code_lengths, codes
from intaglio.packing.window_deflate import deflate_after

EXAMPLES = Path(__file__).parents[1] / "examples"
TEXT = (EXAMPLES / "drift.py").read_bytes()
WINDOW = (EXAMPLES / "pebbles.py").read_bytes()


@given(window=st.binary(max_size=80), data=st.binary(max_size=200), times=st.integers(1, 40))
@example(window=b"", data=b"", times=1)
@example(window=b"a", data=b"a", times=1)
@example(window=b"", data=b"ab", times=600)
@example(window=b"x" * 33_000, data=b"x" * 300, times=1)
@settings(max_examples=60, deadline=None)
def test_what_is_packed_comes_back(window: bytes, data: bytes, times: int) -> None:
    assert inflate(deflate_after(window, data * times), window) == data * times


def test_a_window_saves_what_is_in_it() -> None:
    alone, after = len(deflate_after(b"", TEXT)), len(deflate_after(WINDOW, TEXT))
    assert len(deflate_after(TEXT, TEXT)) < 40
    assert after < 0.95 * alone


@pytest.mark.parametrize("name", ["drift", "menagerie", "herbarium"])
def test_without_a_window_it_is_as_good_as_zopfli(name: str) -> None:
    text = (EXAMPLES / f"{name}.py").read_bytes()
    assert len(deflate_after(b"", text)) <= 1.01 * len(deflate(text))


def test_a_stream_may_stand_behind_blocks_that_end_on_a_byte() -> None:
    whole = stored(WINDOW) + deflate_after(WINDOW, TEXT)
    assert zlib.decompress(whole, wbits=-15) == WINDOW + TEXT
    program = "process.stdout.write(require('zlib').inflateRawSync(require('fs').readFileSync(0)))"
    assert subprocess.run(["node", "-e", program], input=whole, capture_output=True, check=True).stdout == WINDOW + TEXT


def test_a_window_beyond_deflates_reach_is_cut() -> None:
    far = b"seldom said before;" + bytes(40_000)
    assert inflate(deflate_after(far, b"seldom said before;"), far) == b"seldom said before;"


def test_damage_is_told() -> None:
    stream = deflate_after(WINDOW, TEXT)
    with pytest.raises(ValueError, match="cut short"):
        inflate(stream[:-1], WINDOW)
    with pytest.raises(ValueError, match="followed by more bytes"):
        inflate(stream + b"\0", WINDOW)
    with pytest.raises(ValueError, match="not a raw deflate stream"):
        inflate(b"\7" + stream, WINDOW)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=60), st.integers(6, 15))
@settings(max_examples=200, deadline=None)
def test_code_words_are_a_prefix_code(counts: list[int], longest: int) -> None:
    lengths = code_lengths(counts, longest)
    used = [(length, word) for length, word, count in zip(lengths, codes(lengths), counts) if count]
    assert all(0 < length <= longest for length, _ in used)
    assert len(used) < 2 or sum(2.0**-length for length, _ in used) == 1
    words = [f"{word:0{length}b}"[::-1] for length, word in used]
    assert not any(a != b and b.startswith(a) for a in words for b in words)
    assert len(set(words)) == len(words)
