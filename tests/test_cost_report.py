"""What `intaglio cost` says, in a terminal, on a page and to programs: of made-up figures, and of a small piece."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from intaglio.backends.evm.gas_rules import AMSTERDAM, FORKS, OSAKA
from intaglio.packing.codecs import CODECS
from intaglio_contracts.plan import Step, data_steps
from intaglio_renderers.evm import PYREVM_AVAILABLE
from intaglio_studio.command import main
from intaglio_studio.cost import Cost
from intaglio_studio.cost_codecs import Packing
from intaglio_studio.cost_lines import FRAMING, ByLine, Line
from intaglio_studio.cost_page import page
from intaglio_studio.cost_report import Report
from intaglio_studio.cost_table import line_table, table
from intaglio_studio.gas import Spread
from intaglio_studio.room import Item
from tests.toy import TOY, write_toy

LINES = (
    Line("dot.py", 1, '"""Dot."""', 0, 0),
    Line("dot.py", 2, "def dot(seed, canvas):  # one <circle>", 120, 70),
    Line("dot.py", 3, "    canvas.circle(5, 5, 2)" + " + 0" * 20, 201, 0),
)
PARTS = (Line("", 0, "noise.py noise2", 57, 30), Line("", 0, "helper hex", 0, 100), Line("", 0, FRAMING, 22, 0))


def steps() -> tuple[Step, ...]:
    runtime = data_steps("runtime", bytes(1000), shared=True)
    script = data_steps("script", b"x" * 40, shared=False)
    return (*runtime, *script, Step("renderer", b"y" * 200, 200, b"y" * 200, 0, False))


def made_up(**changes: object) -> Report:
    """A report whose figures no change of the compiler changes."""
    gas = {rules.name: 1_000 * at for at, rules in enumerate(FORKS, 1)}
    packings = (Packing("best", 40, "a page", True, gas), Packing("raw", 90, "a contract", False, gas))
    room = tuple(Item(f"rule {at}", 20 - at) for at in range(12))
    cost = Cost("Dot", 90, steps(), room, 5, Spread(1, 2, 3), Spread(1_000, 2_000, 60_000_000))
    by_line = ByLine("best", 40, 200, LINES, PARTS)
    report = Report("Dot", 90, "best", steps(), cost, "", packings, by_line)
    return dataclasses.replace(report, **changes)  # type: ignore[arg-type]


def without_contract() -> Report:
    bare = [dataclasses.replace(line, contract=0) for line in (*LINES, *PARTS[:1], PARTS[2])]
    by_line = ByLine("best", 40, 0, tuple(bare[:3]), tuple(bare[3:]))
    return made_up(cost=None, no_contract="the EVM draws no dots yet", steps=steps()[:2], lines=by_line)


def test_cost_table(golden: Callable[..., None]) -> None:
    for name, report in (("contract", made_up()), ("none", without_contract())):
        golden(f"{table(report)}\n\n{line_table(report)}\n", name)


def test_page_has_every_line_and_sum() -> None:
    text = page(made_up())
    assert text.count('<td class="code">') == len(LINES) and text.count('<td class="name">') == len(PARTS)
    assert "<i># one &lt;circle&gt;</i>" in text and "<circle>" not in text
    assert 'title="script 12.0 bytes, 30.0%; contract 70 bytes, 35.0%"' in text
    assert re.findall(r'<td class="lane script">([\d.]+)</td>', text) == ["32.1", "7.9"]
    assert re.findall(r'<td class="lane contract">([\d.]+)</td>', text) == ["70", "130"]
    assert '<tr class="chosen"><td>best' in text and '<tr class="sum"><td>one more piece' in text
    assert "<script" not in text and "http" not in text.replace("web3://", "")


def test_page_of_a_piece_without_a_contract() -> None:
    text = page(without_contract())
    assert "the EVM draws no dots yet" in text and "To read" not in text and "contract, B" not in text


def test_to_programs() -> None:
    data = made_up().to_json()
    by_line = data["by_line"]
    assert isinstance(by_line, dict)
    lines = [entry for of_file in by_line["files"].values() for entry in of_file]
    assert lines[0] == {"line": 2, "script": 12.0, "contract": 70}
    for kind, whole in (("script", 40), ("contract", 200)):
        assert sum(entry[kind] for entry in (*lines, *by_line["parts"])) == pytest.approx(whole)
    assert json.loads(json.dumps(data)) == data
    assert data["deploy_gas"] == made_up().own_gas(OSAKA) < made_up().own_gas(AMSTERDAM)


@pytest.mark.node
@pytest.mark.skipif(not PYREVM_AVAILABLE, reason="no pyrevm for this Python")
def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(write_toy(tmp_path).parent)
    assert main(["cost", "toy.py", "--seeds", "3", "--lines", "--html", "pages/toy.html"]) == 0
    said = capsys.readouterr().out
    assert 'palette = seed.pick("Palette"' in said and FRAMING in said
    assert (tmp_path / "pages" / "toy.html").read_text("utf-8").count('<td class="code">') == len(TOY.splitlines())
    assert main(["build", "toy.py"]) == 0
    capsys.readouterr()
    assert main(["cost", "toy.build", "--seeds", "3", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    own = [part for part in data["stored"] if not part["shared"]]
    assert data["own_bytes"] == sum(part["bytes"] for part in own)
    assert data["deploy_gas_by_rules"]["amsterdam"] == sum(part["gas_by_rules"]["amsterdam"] for part in own)
    assert {packing["codec"] for packing in data["codecs"]} == set(CODECS)
    chosen = next(packing for packing in data["codecs"] if packing["chosen"])
    assert chosen["bytes"] == data["by_line"]["script_bytes"]
    assert main(["cost", "toy.build", "--seeds", "3", "--html", "."]) == 2
