"""Explorations: the store's bytes are the same whoever drew them and however often the run was cut short; and what
is found is what is there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.command import main
from intaglio_studio.explore import explore
from intaglio_studio.explore_draw import draw, identity
from intaglio_studio.explore_store import Store
from intaglio_studio.explore_work import OtherVersion, draw_chunk, work_of
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import Piece, open_piece, program
from intaglio_studio.seeds import number_seed
from tests.toy import write_toy

COUNT = 700  # more than a chunk may have

# Few different pictures, some of them blank, some seeds without any.
COIN = """from intaglio import Canvas, Seed, art


@art("Coin", size=(100, 100))
def coin(seed: Seed, canvas: Canvas):
    sides = seed.integer("Sides", 0, 3)
    seed.trait("Half", 12 // (sides + seed.below(2)))
    canvas.background("#ffffff")
    with canvas.group(opacity=0.5):
        for i in range(sides):
            canvas.circle(10 * i, 50, 4, fill="#000000")
"""


@pytest.fixture
def toy(tmp_path: Path) -> Piece:
    return open_piece(write_toy(tmp_path))


@pytest.fixture
def coin(tmp_path: Path) -> Piece:
    path = tmp_path / "coin.py"
    path.write_text(COIN, "utf-8")
    return open_piece(path)


def drawn(piece: Piece, folder: Path, count: int = COUNT, *, processes: int = 1) -> str:
    """Draw into a folder; the digest of all tokens."""
    with Store.open(folder, identity(piece, pictures=True)) as store:
        draw(piece, store, count, processes=processes)
        return store.digest(count)


def same(one: Path, other: Path) -> bool:
    """Whether two stores have the same bytes in every file, and no other files."""
    names = sorted(path.name for path in one.iterdir())
    assert names == ["index", "pictures", "store.json"]
    assert names == sorted(path.name for path in other.iterdir())
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


# ---- who draws ------------------------------------------------------------------------------------


def test_pictures_are_the_reference_s(toy: Piece, tmp_path: Path) -> None:
    drawn(toy, tmp_path / "one", 30)
    reference = ReferenceRenderer(program(toy))
    with Store.open(tmp_path / "one", identity(toy, pictures=True)) as store:
        digests = [record["digest"].tobytes().hex() for record in store.records(30)]
        for token in (0, 7, 29):
            expected = reference.render(number_seed(token))
            assert store.picture(token) == expected
            assert digests[token] == expected.digest()


@pytest.mark.slow
def test_processes_leave_the_same_bytes(toy: Piece, tmp_path: Path) -> None:
    one = drawn(toy, tmp_path / "one")
    assert drawn(toy, tmp_path / "three", processes=3) == one
    assert same(tmp_path / "one", tmp_path / "three")


def test_a_worker_with_another_version_is_refused(toy: Piece, monkeypatch: pytest.MonkeyPatch) -> None:
    work = work_of(toy.module, pictures=True)
    monkeypatch.setattr("intaglio_studio.explore_work.version", lambda: "another")
    with pytest.raises(OtherVersion, match="another version of Intaglio"):
        draw_chunk(work, 0, 1)


# ---- the store ------------------------------------------------------------------------------------


def test_goes_on_where_it_was(toy: Piece, tmp_path: Path) -> None:
    drawn(toy, tmp_path / "whole", 90)
    drawn(toy, tmp_path / "parts", 20)
    drawn(toy, tmp_path / "parts", 90)
    drawn(toy, tmp_path / "parts", 50)  # all there
    assert same(tmp_path / "whole", tmp_path / "parts")


@pytest.mark.parametrize("file, end", [("index", -30), ("index", -64), ("pictures", -1), ("pictures", 0), ("index", 0)])
def test_goes_on_after_a_crash(file: str, end: int, toy: Piece, tmp_path: Path) -> None:
    for name in ("whole", "cut"):
        drawn(toy, tmp_path / name, 40)
    cut = tmp_path / "cut" / file
    os.truncate(cut, end if end >= 0 and file == "index" else cut.stat().st_size + (end or -5000))
    (tmp_path / "cut" / "40.part").write_bytes(b"left behind")
    drawn(toy, tmp_path / "cut", 40)
    assert same(tmp_path / "whole", tmp_path / "cut")


def test_torn_bytes_at_the_end_are_drawn_again(toy: Piece, tmp_path: Path) -> None:
    for name in ("whole", "torn"):
        drawn(toy, tmp_path / name, 40)
    pictures = tmp_path / "torn" / "pictures"
    pictures.write_bytes(pictures.read_bytes()[:-100] + bytes(100))  # a file system's zeros after a power cut
    drawn(toy, tmp_path / "torn", 40)
    assert same(tmp_path / "whole", tmp_path / "torn")


def test_refuses_other_contents(toy: Piece, coin: Piece, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Store.open(folder, identity(toy, pictures=True)), pytest.raises(Mistake, match="another run is drawing"):
        Store.open(folder, identity(toy, pictures=True))
    with pytest.raises(Mistake, match="another piece, Toy"):
        Store.open(folder, identity(coin, pictures=True))
    with pytest.raises(Mistake, match="this piece, with its SVGs"):
        Store.open(folder, identity(toy, pictures=False))
    toy.path.write_text(toy.path.read_text().replace("r > 20", "r > 21"))
    other = open_piece(toy.path)
    with pytest.raises(Mistake, match="another version of the piece") as refused:
        Store.open(folder, identity(other, pictures=True))
    assert "--fresh" in refused.value.help
    drawn(toy, folder, 5)
    with Store.open(folder, identity(other, pictures=True), fresh=True) as store:
        assert len(store) == 0


# ---- what is found --------------------------------------------------------------------------------


@pytest.mark.parametrize("pictures", [True, False])
def test_findings(pictures: bool, coin: Piece, tmp_path: Path) -> None:
    one, page = explore(coin, tmp_path / "store", 400, pictures=pictures, processes=1)
    found = one.found
    reference = ReferenceRenderer(program(coin))
    pictured: dict[int, str] = {}
    for token in range(400):
        try:
            pictured[token] = reference.render(number_seed(token)).svg.decode()
        except Exception:  # a PieceFault: 12 // 0
            continue
    assert found.failures == 400 - len(pictured) > 0
    assert "division by zero" in found.failed[0].reason
    assert found.failed[0].token == min(set(range(400)) - set(pictured))
    circles = {token: svg.count("<circle") for token, svg in pictured.items()}
    assert list(found.blanks) == [token for token in circles if circles[token] == 0]
    groups = [tuple(token for token in circles if circles[token] == sides) for sides in range(4)]
    assert sorted(found.duplicates) == sorted(groups)
    sides, half = found.traits
    assert [(row.value, row.count) for row in sides.rows] == [(n, len(groups[n])) for n in range(4)]
    assert sides.fit is not None
    assert sides.fit.p_value < 0.001  # every eighth token, one without sides, has no picture
    assert half.unknown == "some seeds are a fault: division by zero"
    most = next(extreme for extreme in found.extremes if extreme.label == "most elements")
    assert most.values == (3, 3, 3, 3)
    assert most.tokens == groups[3][:4]
    html = page.read_text("utf-8")
    for token in most.tokens:
        assert f'src="shown/{token}.svg"' in html
        assert (page.parent / "shown" / f"{token}.svg").read_text("utf-8") == pictured[token]
    report = json.loads((page.parent / "report.json").read_text("utf-8"))
    assert report["blanks"] == list(found.blanks)
    assert report["traits"][0]["values"][1]["chance"] == "1/4"


def test_params_are_part_of_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("coin.py").write_text(COIN.replace('integer("Sides", 0, 3)', 'param("Sides", 1, 9, default=3)'), "utf-8")
    for param, store, value in (("Sides=7", "seven", 7), ("Sides=3", "three", 3)):
        assert main(["explore", "coin.py", "-n", "20", "--param", param, "--store", store, "--json"]) == 0
        sides = json.loads(capsys.readouterr().out)["traits"][0]
        assert sides["values"] == [{"value": value, "count": 20, "chance": "1", "expected": 1.0}]
    assert main(["explore", "coin.py", "-n", "20", "--store", "three"]) == 0  # 3 is the default
    assert main(["explore", "coin.py", "-n", "20", "--store", "seven"]) == 2
    assert "with other params" in capsys.readouterr().err


def test_trait_frequencies_fit(toy: Piece, tmp_path: Path) -> None:
    one, _ = explore(toy, tmp_path / "store", 4000, pictures=False)
    palette, dots = one.found.traits
    assert palette.fit is not None
    assert dots.fit is not None
    assert min(palette.fit.p_value, dots.fit.p_value) > 0.001
    assert [row.value for row in dots.rows] == list(range(3, 10))


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    write_toy(tmp_path)
    assert main(["explore", "toy.py", "-n", "300", "--processes", "1"]) == 0
    said = capsys.readouterr().out
    assert "Toy: 300 tokens, 300 drawn now" in said
    assert "no two pictures are the same" in said
    assert said.endswith("report: toy.explore/report.html\n")
    assert main(["explore", "toy.py", "-n", "200", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["tokens"], data["drawn"]) == (200, 0)
    index = np.fromfile("toy.explore/index", np.uint8)
    assert len(index) == 300 * 64
