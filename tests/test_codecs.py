"""The codecs: round trips in Python, in node and in the EVM, damage found, and the choice among them."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from functools import cache

import pytest
from eth_abi.abi import decode, encode
from eth_hash.auto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio.backends.evm.solc import compile_solidity
from intaglio.packing import fastlz
from intaglio.packing.codecs import BY_HAND, CODECS, CONTEXT_MIXING, LOADED, Target, pack
from intaglio.packing.damage import Damaged
from intaglio.packing.runtime import runtime
from intaglio_contracts import factory
from intaglio_studio.chain import Chain
from intaglio_studio.cost import fresh_chain

SCRIPT = "for(i=0;i<9;i++)o+=`<circle cx=${9*i} r=4 />`,o+=`<circle cx=${i} r=5 />`;// 日本 é\0\n" * 5
TEXTS = {
    "nothing": "",
    "one character": "a",
    "script": SCRIPT,
    "a run": "a" * 1000,
    "beyond the window": SCRIPT[:100] + "".join(random.Random(1).choices("abcdefghij", k=9000)) + SCRIPT[:100],
    "a byte order mark": "\ufeffx",
    "all of Latin-1": "".join(map(chr, range(256))),
}
BYTES = {
    "every length of a run": b"".join(bytes([n % 256]) * n for n in range(1, 300)),
    "literals": bytes(range(256)),
    "random": random.Random(2).randbytes(3000),
    "zeros": bytes(9000),
}
MIXED = (CONTEXT_MIXING, BY_HAND)
CODEC = pytest.mark.parametrize("name", CODECS)


@cache
def packed(name: str) -> bytes:
    """The script, by a codec."""
    return CODECS[name].encode(SCRIPT.encode())


@CODEC
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_round_trips(name: str, text: str) -> None:
    codec = CODECS[name]
    back = codec.decode(codec.encode(text.encode()))
    assert back == text.encode() or (name in MIXED and back == text.encode() + b"\n")


# Mostly code-like, so that something repeats, and any character at all.
CODE = st.sampled_from(["for(i=0;", "o+=`<circle", "i++", "x", "é", "日本"])
texts = st.lists(CODE | st.text(max_size=9)).map("".join)


@CODEC
@settings(max_examples=30)
@given(text=texts)
def test_round_trips_of_any_text(name: str, text: str) -> None:
    codec = CODECS[name]
    back = codec.decode(codec.encode(text.encode()))
    assert back == text.encode() or (name in MIXED and back == text.encode() + b"\n")


@given(data=st.binary(max_size=400) | st.lists(st.sampled_from([b"abc", b"de", b"abcde"])).map(b"".join))
def test_fastlz_takes_any_bytes(data: bytes) -> None:
    assert fastlz.decode(fastlz.encode(data)) == data


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES)
def test_fastlz_at_its_limits(data: bytes) -> None:
    assert fastlz.decode(fastlz.encode(data)) == data


def test_fastlz_is_no_longer_than_by_hand() -> None:
    assert fastlz.encode(b"abcabc") == b"\x02abc\x20\x02"
    assert fastlz.encode(b"a" * 265) == b"\x00a" + bytes([7 << 5, 255, 0])
    assert fastlz.encode(b"abcde" * 3) == b"\x04abcde" + bytes([7 << 5, 1, 4])


@CODEC
@settings(max_examples=60)
@given(at=st.integers(0), cut=st.integers(0), flip=st.integers(1, 255))
def test_damage_is_found_or_gives_other_bytes(name: str, at: int, cut: int, flip: int) -> None:
    """No decoder hangs or fails in another way."""
    codec = CODECS[name]
    payload = bytearray(packed(name))
    payload[at % len(payload)] ^= flip
    for damaged in (bytes(payload), bytes(payload[: cut % len(payload)])):
        try:
            codec.decode(damaged)
        except Damaged:
            pass


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("fastlz", b"\x02ab"),
        ("fastlz", b"\x00a\x20\x01"),
        ("fastlz", b"\x00a\xe0\x01"),
        ("deflate", b"\xff\xff"),
        ("brotli", b"\xff\xff"),
    ],
)
def test_damage_is_named(name: str, payload: bytes) -> None:
    with pytest.raises(Damaged, match="a FastLZ stream|deflate stream|brotli stream"):
        CODECS[name].decode(payload)


# ---- JavaScript -----------------------------------------------------------------------------------

READER = """
const jobs = JSON.parse(require("fs").readFileSync(0));
const read = async ([decoder, primer, payload]) => {
  try { return await eval(decoder)(Uint8Array.from(Buffer.from(payload, "hex")), primer) } catch { return null }
};
Promise.all(jobs.map(read)).then(texts => process.stdout.write(JSON.stringify(texts)));
"""


def primer(name: str) -> str:
    """What a codec's decoder is given to read before any payload."""
    return runtime(name).primer.decode() if name in LOADED else ""


def read_in_node(jobs: list[tuple[str, bytes]]) -> list[str | None]:
    """What the JavaScript decoders make of payloads: texts, None for one that is refused."""
    given = json.dumps([(CODECS[name].javascript, primer(name), payload.hex()) for name, payload in jobs])
    done = subprocess.run(["node", "-e", READER], input=given.encode(), capture_output=True, check=True, timeout=300)
    texts: list[str | None] = json.loads(done.stdout)
    return texts


@pytest.mark.node
def test_javascript_gives_the_same_texts() -> None:
    jobs = [(name, text, CODECS[name].encode(text.encode())) for name in CODECS for text in TEXTS.values()]
    assert read_in_node([(name, payload) for name, _, payload in jobs]) == [text for _, text, _ in jobs]


@pytest.mark.node
def test_javascript_finds_the_same_damage() -> None:
    """Whatever is flipped or cut off, node and Python see the same text or both refuse."""
    jobs, expected = [], []
    for name, codec in CODECS.items():
        payload = packed(name)
        steps = 1 if name not in MIXED else len(payload) // 6  # it takes its time
        cuts = [payload[:at] for at in range(0, len(payload), 7 * steps)]
        places = range(0, len(payload), steps)
        flips = [payload[:at] + bytes([payload[at] ^ 1 << at % 8]) + payload[at + 1 :] for at in places]
        for damaged in cuts + flips:
            try:
                text: str | None = codec.decode(damaged).decode()
            except ValueError as error:  # Damaged, or no UTF-8
                if "followed by more" in str(error):
                    continue  # node 20 does not mind what stands behind a deflate stream; browsers do
                text = None
            jobs.append((name, damaged))
            expected.append(text)
    assert read_in_node(jobs) == expected


# ---- the EVM --------------------------------------------------------------------------------------

UNPACKER = """// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;
import {LibZip} from "solady/src/utils/LibZip.sol";

contract Unpacker {
    function unpack(bytes memory data) external pure returns (bytes memory) {
        return LibZip.flzDecompress(data);
    }
}
"""


@pytest.fixture(scope="module")
def unpacker() -> Iterator[tuple[Chain, str]]:
    """Solady's decoder on a chain."""
    compiled = compile_solidity({"Unpacker.sol": UNPACKER})["contracts"]["Unpacker.sol"]["Unpacker"]
    initcode = bytes.fromhex(compiled["evm"]["bytecode"]["object"])
    with fresh_chain() as chain:
        chain.send(factory.ADDRESS, factory.creation_calldata(initcode))
        yield chain, factory.create2_address(initcode)


@pytest.mark.node
@pytest.mark.parametrize("data", [*(text.encode() for text in TEXTS.values()), *BYTES.values()], ids=[*TEXTS, *BYTES])
def test_solady_unpacks_fastlz(unpacker: tuple[Chain, str], data: bytes) -> None:
    chain, address = unpacker
    calldata = keccak(b"unpack(bytes)")[:4] + encode(["bytes"], [fastlz.encode(data)])
    assert decode(["bytes"], chain.call(address, calldata)) == (data,)


# ---- the choice -----------------------------------------------------------------------------------


@pytest.mark.parametrize("target", Target)
def test_the_smallest_is_taken(target: Target) -> None:
    best = pack(SCRIPT.encode(), target)
    assert list(best.tried) == list(target.value)
    assert len(best.payload) == best.tried[best.codec] == min(best.tried.values())
    assert CODECS[best.codec].decode(best.payload) == SCRIPT.encode()


def test_what_does_not_shrink_stays_as_it_is() -> None:
    assert pack(b"abc", Target.EVM).codec == "raw"


def test_a_codec_can_be_asked_for() -> None:
    assert pack(b"abc", Target.EVM, "fastlz").payload == b"\x02abc"
    with pytest.raises(ValueError, match="EVM reads fastlz, raw, not brotli"):
        pack(b"abc", Target.EVM, "brotli")
