"""Builds: the same bytes every time, and every altered byte found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from intaglio.bundle import MANIFEST, Bundle, BundleDamaged, NotABundle, read
from intaglio.root import NO_SAMPLE, Sample, leaf, sample_root, sample_word
from intaglio_renderers.picture import RenderError
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.build import build
from intaglio_studio.engines import open_engine
from intaglio_studio.piece import open_piece, program
from intaglio_studio.promise import drawn_sample
from intaglio_studio.room import TABLES, RendererTooBig, breakdown, check_size
from intaglio_studio.seeds import sample
from intaglio_studio.works import works_of
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


def test_the_root_follows_from_what_a_chain_holds(bundle: Bundle) -> None:
    """As `root.py` lays it out, made here by hand."""
    manifest = bundle.manifest
    rest = {name: value for name, value in manifest.items() if name not in ("root", "rest", "sample")}
    for name in ("runtime.bin", "script.bin", "renderer.runtime.hex"):
        del rest["parts"][name]
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert bundle.rest == sha256(canonical).digest()
    parts = (bundle.runtime_part, bundle.script_part, bundle.renderer_runtime)
    words = [bundle.rest, *(sha256(part).digest() for part in parts), bytes(31) + b"\x03", bundle.sample.root]
    assert bundle.root == sha256(b"".join(words)).digest()
    others = [replace(bundle, runtime_part=b"x"), replace(bundle, script_part=b"x"), replace(bundle, digits=3),
              replace(bundle, renderer_runtime=b"x"), replace(bundle, sample=NO_SAMPLE)]  # fmt: skip
    assert len({bundle.root, *(other.root for other in others)}) == 6


def test_promised_pictures_are_those_of_the_reference(bundle: Bundle, tmp_path: Path) -> None:
    leaves = []
    with ReferenceRenderer(program(open_piece(write_toy(tmp_path)))) as reference:
        for seed in sample(3):
            picture = reference.render(seed)
            leaves.append(leaf(seed, 0, picture.svg, picture.traits))
    assert bundle.sample == Sample(3, sample_root(leaves))


def test_every_engine_makes_the_same_promise(tmp_path: Path) -> None:
    path = tmp_path / "chosen.py"
    path.write_text(
        "from intaglio import Canvas, Seed, art\n\n\n"
        '@art("Chosen", size=(100, 100))\ndef chosen(seed: Seed, canvas: Canvas):\n'
        '    count = seed.param("Count", 1, 9, default=4)\n    tilt = seed.param("Tilt", -1.0, 1.0, default=0.5)\n'
        "    for i in range(count):\n        canvas.circle(10 * i, 20 + 9 * tilt, seed.uniform(1, 9))\n"
    )
    piece = open_piece(path)
    made = build(piece, sample=9)
    spans = [param.span for param in piece.module.params]
    words = {sample_word(spans, seed) for seed in sample(9)}
    assert 0 in words and len(words) > 4
    for name in ("reference", "javascript", "evm"):
        with open_engine(name, works_of(piece, made)) as engine:
            assert drawn_sample(engine, 9, spans) == made.sample


def test_pixels_are_promised_too(tmp_path: Path) -> None:
    def promise(color: str) -> Sample:
        path = tmp_path / f"{color[1:]}.py"
        path.write_text(
            "from intaglio import Canvas, Seed, art, rgb\n\n\n"
            '@art("Shade", size=(40, 20))\ndef shade(seed: Seed, canvas: Canvas):\n'
            "    @canvas.pixels\n    def fill(x: float, y: float):\n"
            f'        return "{color}"\n'
        )
        return build(open_piece(path), sample=2).sample

    assert promise("#123456") == promise("#123456") != promise("#123457")


@pytest.mark.parametrize("part", ["bytes", "sha256"])
def test_what_the_manifest_says_of_a_stored_part(bundle: Bundle, tmp_path: Path, part: str) -> None:
    path = bundle.write(tmp_path / "toy.build")
    manifest = json.loads(path.read_bytes())
    manifest["parts"]["script.bin"][part] = 7 if part == "bytes" else "0" * 64
    path.write_text(json.dumps(manifest))
    with pytest.raises(BundleDamaged, match="was altered"):
        read(tmp_path / "toy.build")


def test_a_seed_without_a_picture_is_not_promised(tmp_path: Path) -> None:
    path = tmp_path / "faulty.py"
    path.write_text(
        "from intaglio import Canvas, Seed, art\n\n\n"
        '@art("Faulty", size=(40, 20))\ndef faulty(seed: Seed, canvas: Canvas):\n'
        "    canvas.circle(100 // seed.below(3), 5, 5)\n"
    )
    assert build(open_piece(path)).sample == NO_SAMPLE
    with pytest.raises(RenderError, match=r"faulty\.py:6: division by zero"):
        build(open_piece(path), sample=16)


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
    items = breakdown(made.yul, made.runtime)
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
    check_size("Toy", "", bytes(24_576))
