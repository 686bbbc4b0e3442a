"""Packing as the commands have it: what a build tried, what `verify` says of damage, and pages without a Runtime."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intaglio.bundle import MANIFEST, Bundle, BundleDamaged, _rest, read
from intaglio.packing.codecs import BY_HAND, CONTEXT_MIXING, LOADED, SELF_INFLATING, SHARED_DEFLATE
from intaglio.packing.runtime import VERSION, runtime
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import deployable
from intaglio_studio.command import main
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.payload import check_payload, payload_of
from tests.toy import toy_bundle, write_toy

pytestmark = pytest.mark.node

Json = dict[str, Any]


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_toy(tmp_path)


@pytest.fixture
def bundle(toy: Path) -> Bundle:
    return toy_bundle(toy.parent)


def built(capsys: pytest.CaptureFixture[str], *options: str) -> Json:
    """What `intaglio build --json` says, of the toy."""
    assert main(["build", "toy.py", "--search", "0", "--json", *options]) == 0
    said: Json = json.loads(capsys.readouterr().out)
    return said


def test_a_build_says_what_it_tried(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = built(capsys)
    packing = said["manifest"]["packing"]
    assert set(said["tried"]) == set(LOADED)
    assert packing["codec"] == CONTEXT_MIXING == min(said["tried"], key=said["tried"].get)
    assert packing["runtime"] == {"version": VERSION, "sha256": runtime(CONTEXT_MIXING).sha256}
    assert said["manifest"]["parts"]["script.bin"]["bytes"] == said["tried"][CONTEXT_MIXING]
    assert main(["build", "toy.py", "--search", "0"]) == 0
    others = "; ".join(f"{name} {said['tried'][name]:,}" for name in (BY_HAND, SHARED_DEFLATE))
    told = f"{said['tried'][CONTEXT_MIXING]:,} bytes by context-mixing; {others}"
    assert told in capsys.readouterr().out


def test_a_codec_can_be_asked_for(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = built(capsys, "--pack", "shared-deflate")
    assert said["manifest"]["packing"]["runtime"]["sha256"] == runtime(SHARED_DEFLATE).sha256
    alone = built(capsys, "--self-contained")
    assert alone["manifest"]["packing"] == {
        "codec": SELF_INFLATING,
        "tried": {SELF_INFLATING: alone["manifest"]["parts"]["script.bin"]["bytes"]},
        "runtime": None,
        "trials": 0,
    }
    assert check_payload(payload_of(read(Path("toy.build"))), read(Path("toy.build")).script).passed


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--pack", "brotli"], "no page is packed by `brotli`"),
        (["--pack", "shared-deflate", "--self-contained"], "do not go together"),
    ],
)
def test_mistakes(toy: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str) -> None:
    assert main(["build", "toy.py", *options]) == 2
    assert words in capsys.readouterr().err


def test_a_part_cut_short_is_named_with_its_length(bundle: Bundle) -> None:
    bundle.write(Path("toy.build"))
    part = Path("toy.build/script.bin")
    part.write_bytes(part.read_bytes()[:-1])
    size = len(bundle.script_part)
    with pytest.raises(BundleDamaged, match=f"script.bin was altered: it has {size - 1:,} bytes.* says {size:,}"):
        read(Path("toy.build"))


@pytest.mark.parametrize("cut", [True, False], ids=["cut", "flipped"])
def test_verify_looks_inside_the_payload(bundle: Bundle, capsys: pytest.CaptureFixture[str], cut: bool) -> None:
    """Of a build whose hashes all hold, since whoever wrote it had damaged bytes already."""
    whole = bundle.script_part
    part = whole[:-1] if cut else whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]
    replace(bundle, script_part=part).write(Path("toy.build"))
    assert main(["verify", "toy.build", "--engines", "reference,native", "-n", "2"]) == 1
    assert f"broken: the script unpacks: its {len(part)} bytes are damaged: " in capsys.readouterr().out


def test_another_script_than_the_build_s_is_found(bundle: Bundle) -> None:
    assert check_payload(payload_of(bundle), bundle.script).passed
    assert check_payload(payload_of(bundle), bundle.script + "//").detail.startswith("it unpacks to another script")
    unknown = check_payload(replace(payload_of(bundle), runtime=bundle.runtime_part + b"\0"))
    assert "no Runtime that this version of Intaglio knows" in unknown.detail


def test_a_manifest_that_names_another_runtime_is_refused(bundle: Bundle) -> None:
    path = bundle.write(Path("toy.build"))
    manifest = json.loads(path.read_bytes())
    manifest["packing"]["runtime"]["sha256"] = "0" * 64
    path.write_text(json.dumps(manifest | {"rest": _rest(manifest).hex()}))
    with pytest.raises(BundleDamaged, match="its runtime is not the one that it names"):
        read(Path("toy.build"))
    assert path.name == MANIFEST


@pytest.mark.chain
def test_a_self_contained_piece_on_a_chain(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(capsys, "--self-contained")
    bundle = read(Path("toy.build"))
    with LocalChain() as local:
        deployed = deploy(deployable(bundle, supply=2), local.open())
        assert "runtime" not in deployed.addresses
        Edition(local.open(), deployed.edition).mint(1)
        for against in (["toy.build", "--engines", "reference,evm"], ["--browser", "0"]):
            assert main(["verify", *against, "--rpc", local.url, "--contract", deployed.edition, "--json"]) == 0
            checks = json.loads(capsys.readouterr().out)["checks"]
            told = next(check["detail"] for check in checks if check["check"] == "the script unpacks")
            assert told == f"{len(bundle.script_part)} bytes by {SELF_INFLATING}"
