"""Builds: the same bytes every time, and every altered byte found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from intaglio.bundle import MANIFEST, Bundle, BundleDamaged, NotABundle, read
from intaglio_studio.build import build
from intaglio_studio.piece import open_piece
from intaglio_studio.room import TABLES, RendererTooBig, breakdown, check_size
from tests.toy import toy_bundle, write_toy

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return toy_bundle(tmp_path_factory.mktemp("toy"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_bundle_comes_back_from_its_folder(bundle: Bundle, tmp_path: Path) -> None:
    bundle.write(tmp_path / "toy.build")
    assert read(tmp_path / "toy.build") == bundle
    assert bundle.description == "Dots and a square."
    assert bundle.symbol == "TOY"
    assert list(bundle.sources) == ["toy.py"]


def test_manifest_holds_every_part(bundle: Bundle, tmp_path: Path) -> None:
    bundle.write(tmp_path / "toy.build")
    found = contents(tmp_path / "toy.build")
    manifest = json.loads(found.pop(MANIFEST))
    assert {name: len(data) for name, data in found.items()} == {
        name: part["bytes"] for name, part in manifest["parts"].items()
    }
    assert bytes.fromhex(manifest["root"]) == bundle.root
    assert manifest["numbers"] == "fixed"
    assert manifest["toolchain"]["solc"].startswith("0.8.")


def test_same_build_twice_and_under_another_hash_seed(tmp_path: Path) -> None:
    folders = []
    for seed in ("1", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        write_toy(folder)
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "intaglio_studio", "build", "toy.py"]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        folders.append(contents(folder / "toy.build"))
    assert folders[0] == folders[1]
    assert len(folders[0]) == 11


@pytest.mark.parametrize("part", ["script.js", "renderer.hex", "contracts/Edition.json", "source/toy.py"])
def test_altered_part_is_named(bundle: Bundle, tmp_path: Path, part: str) -> None:
    folder = tmp_path / "toy.build"
    bundle.write(folder)
    data = bytearray((folder / part).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / part).write_bytes(data)
    with pytest.raises(BundleDamaged) as caught:
        read(folder)
    assert caught.value.part == part
    assert "was altered" in str(caught.value)


def test_missing_part_is_named(bundle: Bundle, tmp_path: Path) -> None:
    bundle.write(tmp_path / "toy.build")
    (tmp_path / "toy.build" / "script.bin").unlink()
    with pytest.raises(BundleDamaged, match=r"script\.bin is missing"):
        read(tmp_path / "toy.build")


def test_altered_manifest_is_found(bundle: Bundle, tmp_path: Path) -> None:
    path = bundle.write(tmp_path / "toy.build")
    path.write_text(path.read_text().replace('"Toy"', '"Joy"', 1))
    with pytest.raises(BundleDamaged, match="its root is not the hash of the rest"):
        read(tmp_path / "toy.build")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 99}'])
def test_manifest_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises((NotABundle, BundleDamaged)):
        read(tmp_path)


def test_part_outside_the_folder_is_not_read(bundle: Bundle, tmp_path: Path) -> None:
    outside = replace(bundle, sources={"../../outside.py": "x = 1"})
    path = tmp_path / "toy.build"
    bundle.write(path)
    (path / MANIFEST).write_text(json.dumps(outside.manifest))
    with pytest.raises(BundleDamaged, match="outside the build"):
        read(path)


def test_other_folders_are_left_alone(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "photo.txt").write_text("keep")
    with pytest.raises(NotABundle):
        bundle.write(tmp_path / "mine")
    assert contents(tmp_path / "mine") == {"photo.txt": b"keep"}


def test_build_takes_the_place_of_an_earlier_one(bundle: Bundle, tmp_path: Path) -> None:
    folder = tmp_path / "toy.build"
    bundle.write(folder)
    (folder / "left-over.txt").write_text("")
    bundle.write(folder)
    assert not (folder / "left-over.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["toy.build"]


def test_room_adds_up(tmp_path: Path) -> None:
    from intaglio_studio.build import contract

    made = contract(open_piece(write_toy(tmp_path)))
    items = breakdown(made.yul, made.runtime, made.source_map)
    assert sum(item.size for item in items) == len(made.runtime)
    assert any(item.name.startswith("rule main") for item in items)
    assert any(item.name == TABLES for item in items)


def test_renderer_beyond_the_limit_says_what_takes_the_room(tmp_path: Path) -> None:
    lines = "\n".join(f"    canvas.text(10, {i}, '{i:04d} {'long words ' * 9}')" for i in range(280))
    path = tmp_path / "wordy.py"
    path.write_text(
        '"""Wordy."""\nfrom intaglio import Canvas, Seed, art\n\n\n'
        f'@art("Wordy", size=(100, 100))\ndef wordy(seed: Seed, canvas: Canvas):\n{lines}\n'
    )
    with pytest.raises(RendererTooBig) as caught:
        build(open_piece(path))
    assert caught.value.size > 24_576
    assert "what takes the room" in str(caught.value)
    assert "24,576" in str(caught.value)


def test_renderer_within_the_limit_is_fine() -> None:
    check_size("Toy", "", bytes(24_576), "")
