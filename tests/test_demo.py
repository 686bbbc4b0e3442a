"""The demo on two small pieces: one with a contract, one that the EVM does not take."""

import json
from pathlib import Path

import pytest

from intaglio_studio import demo
from intaglio_studio.engines import SLOW
from tests.toy import write_toy

PIXELS = '''
from intaglio import Canvas, Seed, art, color, gray

@art("Plain", size=(100, 100), resolution=(20, 20), numbers="double")
def plain(seed: Seed, canvas: Canvas):
    size = seed.integer("Size", 10, 40)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        return gray(int(x * y / size) % 256)
'''


@pytest.mark.chain
@pytest.mark.node
@pytest.mark.slow
def test_a_gallery_of_two_pieces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    examples, gallery = tmp_path / "examples", tmp_path / "gallery"
    examples.mkdir()
    write_toy(examples)
    (examples / "plain.py").write_text(PIXELS, "utf-8")
    given = ["--examples", str(examples), "-o", str(gallery), "-n", "4", "--processes", "1", "--json"]
    assert demo.main(given) == 0
    found = json.loads(capsys.readouterr().out)
    plain, toy = found["pieces"]
    assert found["agrees"]
    assert [run["engine"] for run in toy["seeds"]["engines"]][:4] == ["reference", "native", "javascript", "evm"]
    assert {run["pictures"] for run in toy["seeds"]["engines"] if run["engine"] not in SLOW} == {4}
    assert toy["chain"]["agrees"] and toy["cost"]["deploy_gas"] > 0
    assert plain["chain"] is None and "pixels" in plain["no_contract"]
    assert "evm" not in [run["engine"] for run in plain["seeds"]["engines"]]
    page = (gallery / "index.html").read_text("utf-8")
    linked = {part.split('"')[0] for part in page.replace("src=", "href=").split('href="')[1:]}
    assert linked and all((gallery / name).is_file() for name in linked)
    for name in ("toy/token-1.svg", "toy/token-3.html", "plain/token-1.png", "plain/token-3.html"):
        assert (gallery / name).stat().st_size > 0


def test_a_mistake_in_an_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.py").write_text("import os\n", "utf-8")
    assert demo.main(["--examples", str(tmp_path), "-o", str(tmp_path / "gallery"), "-n", "1"]) == 2
    assert "error[I003]" in capsys.readouterr().err
