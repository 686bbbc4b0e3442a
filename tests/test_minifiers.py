"""The minifiers: same bytes each time, what a page needs kept, nothing worked out that engines disagree on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import quickjs

from intaglio.packing.minify.minifiers import Candidate, MinifierFailed, candidates, host_names, smallest

pytestmark = pytest.mark.node

SKETCH = """
// Rings that lean on a wave.
const size = 400;
function wave(step) { return Math.sin(step / 7) * 20; }
function unused(step) { return step + 1; }
let drawn = "";
for (let step = 0; step < 30; step++) {
  drawn += `<circle cx="${size / 2}" cy="${Math.round(wave(step) + 200)}" r="${step * 5}"/>`;
}
picture = drawn;
"""


def evaluate(script: str) -> object:
    """The value of a script's last statement."""
    return quickjs.Context().eval(script)


def labels(found: tuple[Candidate, ...]) -> set[str]:
    """The minifiers that took part."""
    return {candidate.label.split()[0] for candidate in found}


def test_all_three_minifiers_take_part_and_mean_the_same() -> None:
    found = candidates(SKETCH, reserved=("picture",))
    assert labels(found) == {"terser", "uglify", "swc"}
    assert len({candidate.script for candidate in found}) == len(found)
    drawn = {evaluate(f"{candidate.script};picture") for candidate in found}
    assert drawn == {evaluate(f"{SKETCH};picture")}


def test_same_bytes_in_another_process() -> None:
    code = (
        "import json, sys; from intaglio.packing.minify.minifiers import candidates;"
        "print(json.dumps([[c.label, c.script] for c in candidates(sys.stdin.read())]))"
    )
    other = subprocess.run([sys.executable, "-c", code], input=SKETCH, capture_output=True, text=True, check=True)
    assert json.loads(other.stdout) == [[c.label, c.script] for c in candidates(SKETCH)]


def test_dead_code_goes_and_entry_points_stay() -> None:
    script = "function setup() { size = 3 } function draw() { return size } function spare() { return 7 } let size;"
    for candidate in candidates(script):
        assert "setup" in candidate.script and "draw" in candidate.script
        assert "spare" not in candidate.script and "7" not in candidate.script


def test_globals_that_nothing_declares_are_renamed_too() -> None:
    best = smallest("quantity = 4; total = quantity * quantity; picture = total + quantity", len, reserved=("picture",))
    assert "quantity" not in best.script
    assert evaluate(f"{best.script};picture") == 20


@pytest.mark.parametrize("name", ["status", "name", "document", "Map"])
def test_names_of_the_page_stay(name: str) -> None:
    assert name in host_names()
    assert all(name in candidate.script for candidate in candidates(f"{name} = 5; out({name})"))


@pytest.mark.parametrize("way", ["window.count", "self['count']", "globalThis.count"])
def test_names_reached_through_the_window_stay(way: str) -> None:
    assert all("count" in candidate.script for candidate in candidates(f"count = 5; out({way})"))


def test_no_minifier_works_out_what_engines_disagree_on() -> None:
    for candidate in candidates("out(Math.sin(0.5) + Math.exp(1) + Math.hypot(3, 4.5))"):
        assert all(f"Math.{name}" in candidate.script for name in ("sin", "exp", "hypot")), candidate


def test_sums_keep_their_order() -> None:
    script = "function f(a) { return a * 3 * (1 / 3) + 0.1 + 0.2 } out(f(b), f(c), f(1e16))"
    around = "let b = .7, c = 11, seen; out = (...all) => seen = String(all); {}; seen"
    expected = evaluate(around.replace("{}", script))
    for candidate in candidates(script):
        assert evaluate(around.replace("{}", candidate.script)) == expected


def test_the_size_decides() -> None:
    found = candidates(SKETCH)
    longest = max(found, key=lambda candidate: len(candidate.script))
    assert smallest(SKETCH, lambda script: -len(script)) == longest
    assert smallest(SKETCH, len).script == min(found, key=lambda candidate: len(candidate.script)).script


def test_a_script_that_is_none_is_refused_with_its_place() -> None:
    with pytest.raises(MinifierFailed) as caught:
        candidates("let a = 1;\nlet b = ) 2;")
    assert (caught.value.line, caught.value.column) == (2, 9)


def test_the_next_job_is_done_after_a_refused_one() -> None:
    with pytest.raises(MinifierFailed):
        candidates("(")
    assert smallest("out( 1 )", len).script == "out(1)"
