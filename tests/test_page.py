"""The page and its deflate stream, without a browser."""

import base64
import random
import zlib

import pytest

from intaglio.backends.javascript.names import LETTERS
from intaglio.packing.deflate import STORED_HEADER, STORED_LIMIT, deflate, inflate, stored
from intaglio.packing.page import EPILOGUE, LOCALS, RUNTIME, data_uri, framed, page, script_part, seed_block

SEED = bytes(range(32))
SCRIPT = "o=`<svg>日本${S}</svg>`"

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
    with pytest.raises(ValueError, match=fault):
        inflate(stream)


def test_a_page_is_its_parts_put_together() -> None:
    part = script_part(SCRIPT)
    whole = page(SEED, part)
    assert whole == RUNTIME + seed_block(SEED) + part
    html = RUNTIME[STORED_HEADER:].decode("ascii")
    assert inflate(whole).decode() == f'{html}S="{SEED.hex()}";{SCRIPT}{EPILOGUE}'


def test_the_seed_stands_where_a_contract_writes_it() -> None:
    block = seed_block(SEED)
    assert len(block) == STORED_HEADER + 69
    assert block[STORED_HEADER:] == b'S="' + SEED.hex().encode() + b'";'
    assert block[:STORED_HEADER] == seed_block(bytes(32))[:STORED_HEADER] == bytes([0, 69, 0, 186, 255])


def test_the_html_survives_being_a_stream_and_a_script() -> None:
    header, html = RUNTIME[:STORED_HEADER], RUNTIME[STORED_HEADER:]
    assert not set(header) & set(b"<&")  # as HTML they are text, which the first script removes
    assert max(header) > 0x7F  # and text it is: it makes the parser open the body
    assert html.isascii() and b"\r" not in html
    assert html.startswith(b"<!--") and html.count(b"\n") == 1 and html.endswith(b"\n")  # one line, a comment
    assert html.rstrip().endswith(b"<plaintext hidden>")
    assert set(LOCALS) == set(LETTERS) - set("Sot")
    assert b"<meta charset=utf-8>" in RUNTIME[:1024]


def test_addresses() -> None:
    whole = page(SEED, script_part(SCRIPT))
    kind, _, payload = data_uri(whole).partition(",")
    assert kind == "data:text/html;base64"
    assert base64.b64decode(payload) == whole
    assert data_uri(whole).encode() in framed(whole)
