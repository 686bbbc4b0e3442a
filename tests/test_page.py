"""The page and what it is made of, without a browser."""

import base64
import hashlib
import json
import random
import zlib

import pytest

from intaglio.backends.javascript.names import LETTERS
from intaglio.packing.codecs import CODECS, LOADED, Target
from intaglio.packing.damage import Damaged
from intaglio.packing.deflate import STORED_HEADER, STORED_LIMIT, deflate, inflate, stored
from intaglio.packing.page import (
    ENDING,
    LOCALS,
    at_resolution,
    data_uri,
    ending,
    framed,
    head,
    joined,
    packed_script,
    page,
    script_of,
    seed_block,
)
from intaglio.packing.primer import of
from intaglio.packing.runtime import LIST, VERSION, known, runtime, runtimes
from intaglio.packing.runtime.make import make
from intaglio.packing.self_inflating import STUB, page_of

SEED = bytes(range(32))
SCRIPT = "o=`<svg>日本${S}</svg>`"
PAGES = [(target, codec) for target in (Target.PAGE, Target.SELF_CONTAINED) for codec in target.value]
EITHER = pytest.mark.parametrize(("target", "codec"), PAGES, ids=[codec for _, codec in PAGES])

CONTENTS = {
    "nothing": b"",
    "one byte": b"a",
    "a block": random.Random(1).randbytes(STORED_LIMIT),
    "one less": random.Random(2).randbytes(STORED_LIMIT - 1),
    "one more": random.Random(3).randbytes(STORED_LIMIT + 1),
    "text": b"for(i=0;i<9;i++)o+=`<circle/>`;" * 30,
}


@pytest.mark.parametrize("data", CONTENTS.values(), ids=CONTENTS)
def test_round_trips(data: bytes) -> None:
    assert inflate(stored(data, final=True)) == data
    assert inflate(stored(b"before ") + stored(data) + stored(b" after", final=True)) == b"before " + data + b" after"
    if len(data) < 5000:  # zopfli takes its time
        assert inflate(deflate(data)) == data
        assert inflate(stored(data) + deflate(data)) == data + data


def test_deflate_beats_zlib() -> None:
    data = CONTENTS["text"] + SCRIPT.encode()
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    assert len(deflate(data)) <= len(compressor.compress(data) + compressor.flush())


@pytest.mark.parametrize(
    ("stream", "fault"),
    [
        (b"", "cut short"),
        (stored(b"abc"), "cut short"),
        (deflate(b"abcabcabc")[:-1], "cut short"),
        (deflate(b"abc") + b"x", "followed by more"),
        (b"\xff\xff", "invalid"),
    ],
)
def test_damage_is_found(stream: bytes, fault: str) -> None:
    with pytest.raises(Damaged, match=fault):
        inflate(stream)


# ---- pages ----------------------------------------------------------------------------------------


@EITHER
def test_a_page_is_its_parts_put_together(target: Target, codec: str) -> None:
    packed = packed_script(SCRIPT, target=target, codec=codec)
    assert page(SEED, packed) == joined(head(codec), SEED, packed.payload)
    if target is Target.PAGE:
        assert page(SEED, packed) == head(codec) + seed_block(SEED) + packed.payload
    assert script_of(codec, packed.payload) == SCRIPT
    assert bool(head(codec)) == (target is Target.PAGE)


def test_a_self_contained_page_is_one_stream() -> None:
    whole = page(SEED, packed_script(SCRIPT, target=Target.SELF_CONTAINED))
    html = STUB[STORED_HEADER:].decode("ascii")
    assert zlib.decompress(whole).decode() == f'S="{SEED.hex()}";{html}{SCRIPT}{ENDING}'


def test_the_stub_of_a_self_contained_page_has_167_bytes() -> None:
    assert len(STUB) == 167
    assert STUB.startswith(b"//<svg onload='", STORED_HEADER)  # of which JavaScript sees a comment
    assert STUB.endswith(b"'>\n") and STUB.count(b"\n") == 1 and STUB.count(b"'") == 2


def test_the_seed_stands_where_a_contract_writes_it() -> None:
    block = seed_block(SEED)
    assert len(block) == STORED_HEADER + 69
    assert block[STORED_HEADER:] == b'S="' + SEED.hex().encode() + b'";'
    assert block[:STORED_HEADER] == seed_block(bytes(32))[:STORED_HEADER] == bytes([0, 69, 0, 186, 255])


@EITHER
@pytest.mark.parametrize("seed", [SEED, SEED + bytes(32)], ids=["alone", "with parameters"])
def test_another_resolution_stands_before_the_seed(target: Target, codec: str, seed: bytes) -> None:
    packed = packed_script(SCRIPT, target=target, codec=codec)
    block = stored(b"this.R=[4096,3000];" + seed_block(seed)[STORED_HEADER:])
    assert len(block) - STORED_HEADER < 256  # the loader reads one byte of the length
    whole = at_resolution(page(seed, packed), 4096, 3000)
    if target is Target.PAGE:
        assert whole == head(codec) + block + packed.payload
    else:
        assert whole == page_of(block[STORED_HEADER:], packed.payload)
        assert zlib.decompress(whole).startswith(block[STORED_HEADER:])
    assert at_resolution(at_resolution(page(seed, packed), 1, 2), 4096, 3000)  # what follows is found again


def test_a_script_of_its_own_with_a_raster_is_found_again() -> None:
    packed = packed_script("P=new Uint32Array(6)", raster=True, target=Target.SELF_CONTAINED)
    assert script_of(packed.codec, packed.payload) == "P=new Uint32Array(6)"
    assert "<canvas" in ending(raster=True)


def test_addresses() -> None:
    whole = page(SEED, packed_script(SCRIPT))
    kind, _, payload = data_uri(whole).partition(",")
    assert kind == "data:text/html;base64"
    assert base64.b64decode(payload) == whole
    assert data_uri(whole).encode() in framed(whole)


# ---- the Runtime ----------------------------------------------------------------------------------


@pytest.mark.node
@pytest.mark.parametrize("codec", LOADED)
def test_the_runtime_is_what_its_sources_make(codec: str) -> None:
    """Otherwise: `python -m intaglio.packing.runtime.make`, or a new version where this one is on a chain."""
    made = make(codec)
    assert (made.sha256, made.primer_at) == (runtime(codec).sha256, runtime(codec).primer_at)
    assert made.primer == runtime(codec).primer == of(codec)


def test_every_runtime_is_what_the_list_says() -> None:
    listed = {(entry["version"], entry["codec"]): entry for entry in json.loads(LIST.read_text("utf-8"))}
    assert {(VERSION, codec) for codec in LOADED} <= set(listed)
    for found in runtimes():
        entry = listed[found.version, found.codec]
        assert hashlib.sha256(found.data).hexdigest() == found.sha256 == entry["sha256"]
        assert len(found.data) == entry["bytes"]
        assert known(found.data) == found
    assert known(b"") is None


@pytest.mark.parametrize("codec", LOADED)
def test_the_stub_survives_being_a_stream_and_a_script(codec: str) -> None:
    data = runtime(codec).data
    html = data[STORED_HEADER:].split(b"\n")[0]
    assert int.from_bytes(data[1:3], "little") == len(html) + 1
    assert not set(data[:STORED_HEADER]) & set(b"<&")  # as HTML they are text, which the first script removes
    assert max(data[:STORED_HEADER]) > 0x7F  # and text it is: it makes the parser open the body
    assert html.isascii() and b"\r" not in html
    assert html.startswith(b"<!--")  # one line, a comment
    assert html.endswith(b"<plaintext hidden>")
    assert b"<meta charset=utf-8>" in data[:1024]
    assert f"b.slice(0,{len(data)})".encode() in html
    assert set(LOCALS) == set(LETTERS) - set("Sot")


@pytest.mark.parametrize("codec", LOADED)
def test_no_altered_payload_gives_another_script(codec: str) -> None:
    """It is damaged, or the bit was one of those that fill the last byte of a stream."""
    text = SCRIPT.encode() * 3
    packed = CODECS[codec].encode(text)
    given = []
    for at in range(len(packed)):
        for payload in (packed[:at] + bytes([packed[at] ^ 1 << at % 8]) + packed[at + 1 :], packed[:at]):
            try:
                given.append(CODECS[codec].decode(payload))
            except Damaged:
                given.append(b"")
    assert set(given) <= {text, b""}
    assert given.count(text) <= 1
