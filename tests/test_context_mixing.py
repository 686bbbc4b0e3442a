"""Context mixing: what goes in comes out, in every engine; what is damaged is not taken for a text."""

import json
import os
import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio.packing.context_mixing import DECODER, Damaged, Primed, costs, decode, encode, primed
from intaglio.packing.context_mixing.kernel import running_hashes
from intaglio.packing.context_mixing.primed import symbols_of
from intaglio.packing.context_mixing.tables import price, squash, stretch
from intaglio_renderers.javascript import JavaScriptRenderer
from tests.conftest import ROOT

PRIMER = (
    b"for(k=r=>Math.floor(r*65536)/65536,i=0;i<40;i++)o+=`<circle cx=\"${d(a)}\" cy=\"${d(b)}\" r=\"9\"/>`;"
    b"h=(r,l)=>(r=Math.imul(r,-1028477379),l*(r>>16)+a*(r&65535));t+=`,{\"trait_type\":\"Hue\",\"value\":${f}}]`"
)  # fmt: skip
SCRIPT = "for(m=r=>Math.floor(r*65536)/65536;i<9;i++)o+=`<circle cx=\"${d(e)}\" cy=\"${m(b)}\" r=\"7\"/>`;é".encode()
TEXTS = [
    b"", b"x", b"\n", b"\0", "é".encode(), "日本 🖼 \x7f".encode(), bytes(range(128)),
    "".join(map(chr, range(256))).encode(), SCRIPT, PRIMER, PRIMER * 3, b"\x7f" * 50,
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("primer", [b"", PRIMER, "日本 é".encode()])
def test_round_trip(text: bytes, primer: bytes) -> None:
    assert decode(encode(text, primer), primer) == text


@settings(max_examples=150, deadline=None)
@given(st.text(), st.sampled_from([b"", PRIMER]))
def test_round_trip_of_any_text(text: str, primer: bytes) -> None:
    assert decode(encode(text.encode(), primer), primer) == text.encode()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([PRIMER[:40], SCRIPT[10:30], b"0,1,2,", b"(a,", b")"]), max_size=400))
def test_round_trip_of_repeats(parts: list[bytes]) -> None:
    text = b"".join(parts)
    assert decode(encode(text, PRIMER), PRIMER) == text


def test_round_trip_of_a_long_random_text() -> None:
    text = bytes(random.Random(1).choices(range(128), k=20_000))
    payload = encode(text, PRIMER)
    assert decode(payload, PRIMER) == text
    assert len(payload) < 20_000 * 7.1 / 8 + 600  # seven bits a symbol, and what learning that costs


def test_texts_that_are_not_utf8_or_too_long_are_refused() -> None:
    with pytest.raises(ValueError):
        encode(b"\xff", PRIMER)
    with pytest.raises(ValueError, match="too many"):
        encode(b"a" * (1 << 17), b"")


def test_a_payload_has_no_more_than_the_limit() -> None:
    payload = encode(SCRIPT, PRIMER)
    symbols = len(symbols_of(SCRIPT))
    assert decode(payload, PRIMER, symbols) == SCRIPT
    with pytest.raises(Damaged):
        decode(payload, PRIMER, symbols - 1)


def test_costs_add_up_to_the_size_and_the_size_to_the_code() -> None:
    model = primed(PRIMER)
    assert len(costs(SCRIPT, PRIMER)) == len(SCRIPT)
    assert sum(model.costs(SCRIPT)) == pytest.approx(model.size(SCRIPT))
    assert model.size(SCRIPT) / 8 <= len(model.encode(SCRIPT)) - 3 <= model.size(SCRIPT) / 8 + 2


def test_what_the_primer_has_costs_next_to_nothing() -> None:
    function = bytes(random.Random(2).choices(b"abcdefgh(),+*-<>=0123456789", k=400))
    inside = Primed(PRIMER + function + PRIMER).costs(b";" + function)[30:]
    assert sum(inside) / len(inside) < 0.05


def test_a_text_leaves_nothing_behind() -> None:
    model = Primed(PRIMER)
    first = model.encode(SCRIPT), model.size(PRIMER)
    model.costs(PRIMER * 9)
    with pytest.raises(Damaged):
        model.decode(b"abcdefgh")
    assert (model.encode(SCRIPT), model.size(PRIMER)) == first
    assert Primed(PRIMER).encode(SCRIPT) == first[0]


def test_every_flipped_bit_and_every_truncation_is_detected() -> None:
    model = primed(PRIMER)
    payload = model.encode(SCRIPT)
    flips = [(at, bytes([payload[at] ^ 1 << bit])) for at in range(len(payload)) for bit in range(8)]
    flipped = [payload[:at] + byte + payload[at + 1 :] for at, byte in flips]
    cut = [payload[:at] for at in range(len(payload))]
    for damaged in [*flipped, *cut, payload + b"\0", payload + b"x"]:
        with pytest.raises(Damaged):
            model.decode(damaged)


def test_a_hash_that_occurs_before_the_end_does_not_cut_the_text() -> None:
    chance = random.Random(3)
    start = list(PRIMER[:200])
    while True:  # a text of which a beginning has the same hash: a pair of places in 2^24
        ending = chance.choices(range(97, 123), k=1 << 12)
        hashes = running_hashes(np.array(start + ending, np.int32))
        values, firsts = np.unique(hashes, return_index=True)
        if len(values) < len(hashes):
            break
    twice = next(n for n in range(len(hashes)) if n not in set(firsts.tolist()))
    text = bytes((start + ending)[:twice])
    assert running_hashes(symbols_of(text))[-1] in running_hashes(symbols_of(text))[:-1]
    assert decode(encode(text, PRIMER), PRIMER) == text


def test_the_same_bytes_in_another_process() -> None:
    command = f"from intaglio.packing.context_mixing import encode; print(encode({SCRIPT!r}, {PRIMER!r}).hex())"
    environment = os.environ | {"PYTHONHASHSEED": "77"}
    process = [sys.executable, "-c", command]
    said = subprocess.run(process, capture_output=True, text=True, check=True, cwd=ROOT, env=environment).stdout
    assert bytes.fromhex(said) == encode(SCRIPT, PRIMER)


def test_tables() -> None:
    logistic = squash()
    assert all(logistic[1:] >= logistic[:-1]) and logistic[2048] == 32768
    assert all(logistic[1:2048] + logistic[4095:2048:-1] == 65536)
    places = stretch(logistic)
    assert all(places[1:] >= places[:-1]) and (places[0], places[2048], places[4095]) == (-2047, 0, 2047)
    bits = price()
    assert (bits[1], bits[32768], bits[65536]) == (16 << 16, 1 << 16, 0) and all(bits[2:] <= bits[1:-1])


def script_that_decodes(primer: bytes, payloads: list[bytes]) -> str:
    """A script that leaves the texts of payloads, or the errors, as its picture."""
    decoder = DECODER.read_text("utf-8")  # comments, then one expression
    return f"""(() => {{
        const decode = {decoder};
        o = JSON.stringify({json.dumps([list(payload) for payload in payloads])}.map(bytes => {{
            try {{ return decode(new Uint8Array(bytes), {json.dumps(primer.decode())}) }}
            catch (error) {{ return error instanceof Error ? -1 : -2 }}
        }}));
        t = "[]"
    }})()"""


@pytest.mark.node
@pytest.mark.parametrize("engine", ["node", "spidermonkey", "quickjs"])
def test_engines_decode_the_same(engine: str) -> None:
    texts = [text for text in TEXTS if len(text) < 300]
    payloads = [encode(text, PRIMER) for text in texts]
    whole = payloads[texts.index(SCRIPT)]
    damaged = [whole[:-1], whole[:2], bytes([whole[0] ^ 1]) + whole[1:], whole + b"\0", b""]
    with JavaScriptRenderer(script_that_decodes(PRIMER, [*payloads, *damaged]), engine=engine, seconds=240) as renderer:
        decoded = json.loads(renderer.render(bytes(32)).svg)
    assert decoded == [*(text.decode() for text in texts), *[-1] * len(damaged)]


@pytest.mark.node
def test_node_detects_damage_wherever_python_does() -> None:
    payload = encode(SCRIPT, PRIMER)
    damaged = [payload[:at] + bytes([payload[at] ^ 255]) + payload[at + 1 :] for at in range(len(payload))]
    with JavaScriptRenderer(script_that_decodes(PRIMER, [*damaged, payload]), seconds=240) as renderer:
        decoded = json.loads(renderer.render(bytes(32)).svg)
    assert decoded == [*[-1] * len(damaged), SCRIPT.decode()]
