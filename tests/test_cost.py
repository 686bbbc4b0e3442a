"""What the examples cost, held to committed figures by a ratchet.

`tests/golden/figures.json` has each example's sizes and gas. A figure that got worse fails, until the file has
the new one and, under `reasons`, a sentence for `<example>.<figure>` that says why. `pytest tests/test_cost.py
--update-golden` writes the figures, but none that is worse without a reason.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intaglio.backends.evm.limits import ETH_CALL_GAS, MAX_CODE
from intaglio.bundle import Bundle
from intaglio_renderers.evm import PYREVM_AVAILABLE, PyrevmRenderer
from intaglio_studio.build import build
from intaglio_studio.cost import measure
from intaglio_studio.gas import Spread
from intaglio_studio.piece import open_piece
from intaglio_studio.seeds import sample
from tests.conftest import GOLDEN, ROOT
from tests.goldens import owned
from tests.toy import toy_bundle

pytestmark = [pytest.mark.node, pytest.mark.slow]
in_process = pytest.mark.skipif(not PYREVM_AVAILABLE, reason="no pyrevm for this Python")

FIGURES = GOLDEN / "figures.json"
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
TOKENS = 100

Figures = dict[str, int]


def render_gas(bundle: Bundle) -> Spread:
    """What `measure` finds over so many tokens, without minting them."""
    gas = []
    with PyrevmRenderer(bundle.renderer_runtime) as renderer:
        for seed in sample(TOKENS):
            renderer.render(seed)
            gas.append(renderer.last_gas)
    return Spread.of(gas)


def figures_of(bundle: Bundle) -> Figures:
    """What is held on to: the smaller the better, all of it.

    Not the gas of `tokenURI` and of deploying: the first depends on the tokens' seeds, the second on the zero
    bytes among hashes, and both change with every build. A piece that the EVM does not take has its script only.
    """
    if bundle.no_contract:
        return {"script_bytes": len(bundle.script.encode()), "packed_script_bytes": len(bundle.script_part)}
    cost, gas = measure(bundle, 1), render_gas(bundle)
    sizes = {step.label: step.code_size for step in cost.steps}
    return {
        "renderer_bytes": sizes["renderer"],
        "script_bytes": cost.script_bytes,
        "packed_script_bytes": sizes["script"],
        "own_bytes": cost.own_bytes,
        "render_gas_median": gas.median,
        "render_gas_max": gas.most,
    }


def judge(example: str, committed: Figures, found: Figures, reasons: dict[str, str]) -> list[str]:
    """What is wrong with an example's figures: those that the file lacks, and those that got worse."""
    said = []
    for name, value in found.items():
        before = committed.get(name)
        if before is None:
            said.append(f"{example}.{name} is {value:,} and not in the file yet")
        elif value > before and f"{example}.{name}" not in reasons:
            said.append(f"{example}.{name} got worse: {value:,} instead of {before:,}, and no reason is given")
        elif value > before:
            said.append(f"{example}.{name} is {value:,} now, {before:,} in the file")
    return said


@in_process
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_figures(path: Path, request: pytest.FixtureRequest) -> None:
    content = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {"reasons": {}, "figures": {}}
    committed: dict[str, Figures] = content["figures"]
    reasons: dict[str, str] = content["reasons"]
    found = figures_of(build(open_piece(path)))
    assert found.get("renderer_bytes", 0) <= MAX_CODE
    assert found.get("render_gas_max", 0) < ETH_CALL_GAS  # over more seeds: tests/bench/bench_examples.py
    said = judge(path.stem, committed.get(path.stem, {}), found, reasons)
    if request.config.getoption("--update-golden"):
        said = [line for line in said if "no reason is given" in line]
        if not said:
            content["figures"] = dict(sorted({**committed, path.stem: found}.items()))
            FIGURES.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    assert not said, "\n".join([*said, f"how to go on: see the top of {Path(__file__).name}"])


def test_ratchet(request: pytest.FixtureRequest) -> None:
    owned(request.node, FIGURES.name)
    before = {"a": 10, "b": 10, "c": 10}
    assert judge("x", before, before, {}) == []
    assert "x.a got worse: 11 instead of 10" in judge("x", before, {**before, "a": 11}, {})[0]
    assert judge("x", before, {**before, "a": 11}, {"x.a": "it draws more"}) == ["x.a is 11 now, 10 in the file"]
    assert judge("x", before, {**before, "b": 9}, {}) == []
    assert judge("x", {}, {"a": 1}, {}) == ["x.a is 1 and not in the file yet"]


@in_process
def test_cost_of_a_piece(tmp_path: Path) -> None:
    bundle = toy_bundle(tmp_path)
    cost = measure(bundle, TOKENS)
    assert cost.render == render_gas(bundle)
    assert cost.to_json()["tokens"] == TOKENS
    assert cost.own_bytes == sum(part["bytes"] for part in cost.to_json()["stored"] if not part["shared"])
