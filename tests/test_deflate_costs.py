"""Bits of each byte in a deflate stream: all bytes, and together with the headers all of the stream."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio.packing.damage import Damaged
from intaglio.packing.deflate import deflate, stored
from intaglio.packing.deflate_costs import deflate_costs
from intaglio.packing.window_deflate import deflate_after

TEXT = b"for(a=0;a<9;a++)o+=`<circle cx=\"${a*3}\"/>`;for(a=0;a<9;a++)o+=`<circle cy=\"${a*4}\"/>`;"


def plain(data: bytes, level: int, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return packer.compress(data) + packer.flush()


@settings(max_examples=40)
@given(st.binary(max_size=600) | st.text("abc;=+(", max_size=2000).map(str.encode))
def test_every_byte_has_a_cost_in_every_kind_of_block(data: bytes) -> None:
    streams = [plain(data, 9), plain(data, 9, zlib.Z_FIXED), plain(data, 0), deflate_after(b"abc;abc", data)]
    for stream in streams:
        costs = deflate_costs(stream)
        assert len(costs) == len(data) and sum(costs) <= 8 * len(stream)


def test_costs_and_headers_are_the_whole_stream() -> None:
    fixed = deflate_costs(plain(b"abc", 9, zlib.Z_FIXED))
    assert fixed == [8, 8, 8]
    assert deflate_costs(plain(b"\xf0\xf1", 9, zlib.Z_FIXED)) == [9, 9]
    assert deflate_costs(stored(b"ab") + stored(b"c", final=True)) == [8, 8, 8]
    stream = deflate(TEXT)
    costs = deflate_costs(stream)
    first, second = sum(costs[:45]), sum(costs[45:])
    assert second < first / 3  # it is nearly the same again
    assert 0 < 8 * len(stream) - sum(costs) < 24  # a code that is known beforehand has no header
    stream = deflate(repr([n * n for n in range(300)]).encode())
    assert 100 < 8 * len(stream) - sum(deflate_costs(stream)) < 8 * 60


def test_a_repeat_is_shared_by_what_it_repeats() -> None:
    costs = deflate_costs(plain(b"abcdefgh" * 2, 9, zlib.Z_FIXED))
    assert costs[:8] == [8] * 8
    assert costs[8] == 8  # zlib looks one byte further


def test_damage_is_said() -> None:
    stream = deflate(TEXT)
    for damaged in (stream[:-3], b"\x07", b""):
        with pytest.raises(Damaged):
            deflate_costs(damaged)
