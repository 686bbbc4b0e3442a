"""Comparing renderers: equal ones, ones that differ in a byte, ones that fail, in one call or seed by seed."""

import json
from collections.abc import Callable, Sequence

from intaglio.ir.nodes import Resolution
from intaglio_renderers.agreement import CHUNK, Agreement, compare, difference
from intaglio_renderers.picture import Picture, Renderer, RenderError

SEEDS = [number.to_bytes(32, "big") for number in range(5)]


class Painter(Renderer):
    """Draws the seed's last byte, or what it is told to."""

    def __init__(self, name: str, draw: Callable[[int], str] = str, gas: int | None = None) -> None:
        self.name, self.draw = name, draw
        if gas is not None:
            self.last_gas = gas

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        drawn = self.draw(seed[-1])
        if drawn == "fail":
            raise RenderError(f"{self.name}: broken")
        return Picture(f"<svg>{drawn}</svg>".encode(), b"[]")


class Batch(Painter):
    """The same with a call for many."""

    calls = 0

    def render_many(self, seeds: Sequence[bytes]) -> list[Picture]:
        self.calls += 1
        return [self.render(seed) for seed in seeds]


def test_equal_renderers_agree() -> None:
    told: list[tuple[str, int]] = []
    batch = Batch("batch")
    found = compare([Painter("plain"), batch, Painter("chain", gas=7)], SEEDS, lambda *at: told.append(at))
    assert found.agrees and found.exit_code == 0
    assert batch.calls == 1
    assert told == [("plain", 5), ("batch", 5), ("chain", 5)]
    plain, many, chain = found.records
    assert plain.digests == many.digests == chain.digests
    assert plain.digests[3] == Picture(b"<svg>3</svg>", b"[]").digest()
    assert (plain.gas, many.gas, chain.gas) == ([], [], [7] * 5)
    assert min(record.seconds for record in found.records) > 0


def test_one_byte_is_a_disagreement() -> None:
    found = compare([Painter("truth"), Painter("liar", lambda n: "9" if n == 2 else str(n))], SEEDS)
    assert not found.agrees and found.exit_code == 1
    (only,) = found.disagreements
    assert (only.renderer, only.output, only.offset) == ("liar", "svg", 5)
    assert only.seed == "0x" + "00" * 31 + "02"
    assert (only.expected, only.found) == ("<svg>2</svg>", "<svg>9</svg>")
    assert "the svg differs at byte 5\n  expected <svg>2</svg>\n  found    <svg>9</svg>" in str(only)


def test_a_failure_is_no_agreement_wherever_it_happens() -> None:
    def draw(number: int) -> str:
        return "fail" if number == 3 else str(number)

    for painters in ([Painter("a"), Batch("b", draw)], [Batch("b", draw), Painter("a")], [Painter("b", draw)]):
        found = compare(painters, SEEDS)
        assert not found.agrees and not found.disagreements
        assert [(failure.renderer, failure.seed[-2:], failure.cause) for failure in found.failures] == [
            ("b", "03", "b: broken")
        ]
        broken = next(record for record in found.records if record.renderer == "b")
        assert [digest is None for digest in broken.digests] == [False, False, False, True, False]


def test_many_seeds_come_in_chunks() -> None:
    batch = Batch("batch")
    seeds = [number.to_bytes(32, "big") for number in range(2 * CHUNK + 1)]
    found = compare([batch], seeds)
    assert batch.calls == 3
    assert len(found.records[0].digests) == len(seeds) == len(found.seeds)


def test_no_seeds_agree() -> None:
    assert compare([Painter("a")], []).agrees


def test_differences_of_length_and_context() -> None:
    def parted(left: bytes, right: bytes) -> tuple[int, str, str]:
        found = difference("b", bytes(32), "traits", left, right)
        return found.offset, found.expected, found.found

    assert parted(b"[1]", b"[1],") == (3, "[1]", "[1],")
    assert parted(b"", b"x") == (0, "", "x")
    long = b"a" * 100 + b"%s" + b"z" * 100
    assert parted(long % b"1", long % b"2") == (100, "a" * 40 + "1" + "z" * 39, "a" * 40 + "2" + "z" * 39)
    assert parted(b"\xc3\xa9", b"\xc3\xa8") == (1, "é", "è")


def test_the_outcome_is_json() -> None:
    found = compare([Painter("truth"), Painter("liar", lambda n: "!")], SEEDS[:1])
    plain = json.loads(json.dumps(found.to_json()))
    assert plain["agrees"] is False
    assert plain["disagreements"][0]["offset"] == 5
    assert plain["records"][0]["renderer"] == "truth"
    assert isinstance(found, Agreement)
