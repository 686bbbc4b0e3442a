"""The command line: every answer has its status, every mistake its words, and none of them a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intaglio_studio.command import COMMANDS, main
from intaglio_studio.seeds import parse_seed, parse_seeds, sample, written
from tests.toy import write_toy


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_toy(tmp_path)
    return Path("toy.py")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command line that is the user's mistake; what it said."""
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert main([*arguments, "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["status"] == 2
    assert told["errors"][0]["message"]
    return said.err


def piece(line: str) -> str:
    """A piece that does one thing."""
    return f'from intaglio import art\n@art("A", size=(9, 9))\ndef a(seed, canvas):\n    {line}\n'


@pytest.mark.parametrize("name", COMMANDS)
def test_help_teaches_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"\n  intaglio {name} " in capsys.readouterr().out


def test_help_is_quick() -> None:
    heavy = {"numba", "numpy", "llvmlite", "web3", "playwright", "rich", "PIL", "pyrevm", "zopfli", "intaglio.frontend"}
    probe = (
        "import sys\nfrom intaglio_studio.command import main\n"
        f"main(['--help'])\nprint(sorted({heavy} & set(sys.modules)))"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert time.perf_counter() - began < 3  # 0.2 s on an idle machine
    assert done.stdout.splitlines()[-1] == "[]"


def test_new_piece_renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "slow tide"]) == 0
    assert '@art("Slow Tide"' in Path("slow_tide.py").read_text()
    assert main(["render", "slow_tide.py", "--seed", "7"]) == 0
    assert Path("slow_tide-7.svg").read_bytes().startswith(b"<svg xmlns=")
    capsys.readouterr()
    assert "left as it is" in refused(capsys, "new", "slow_tide")


@pytest.mark.parametrize("name", ["7up", "class", "…", "a/b/"])
def test_new_refuses_what_is_no_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status = main(["new", name])
    assert status == (0 if name == "a/b/" else 2)


def test_render_formats(toy: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["render", "toy.py", "--seed", "0x2a", "-o", "a.svg"]) == 0
    assert main(["render", "toy.py", "--seed", "42", "-o", "b.png"]) == 0
    assert main(["render", "toy.py", "--seed", "42", "--sheet", "2x2"]) == 0
    assert main(["render", "toy.py", "--sheet", "3x1", "-o", "sheet.png"]) == 0
    capsysbinary.readouterr()
    assert main(["render", "toy.py", "--seed", "42", "-o", "-", "--engine", "reference"]) == 0
    assert capsysbinary.readouterr().out == Path("a.svg").read_bytes()
    assert Path("b.png").read_bytes()[1:4] == Path("sheet.png").read_bytes()[1:4] == b"PNG"
    assert Path("toy-sheet.svg").read_text().count("<svg") == 5


def test_render_as_json(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "toy.py", "--seed", "7", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == "toy-7.svg"
    assert told["traits"][0][0] == {"trait_type": "Palette", "value": "Ember"}


@pytest.mark.parametrize("stage", ["", "--after frontend", "--yul", "--js", "--js --readable", "--python"])
def test_dump(stage: str, toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dump", "toy.py", *stage.split()]) == 0
    assert len(capsys.readouterr().out) > 500


@pytest.mark.parametrize(
    "source, words",
    [
        ("def f(:\n", "toy.py:1"),
        ("import os\n", "os"),
        (piece('exec("1")'), "exec"),
        (piece('open("x")'), "open"),
        (piece("seed.__class__.__base__"), "seed"),
    ],
)
def test_refused_pieces(source: str, words: str, toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toy.write_text(source)
    for name in ("render", "build", "verify", "cost", "dump", "deploy"):
        said = refused(capsys, name, "toy.py")
        assert "error[I" in said and words in said
    assert [path.name for path in Path.cwd().iterdir()] == ["toy.py"]


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["render", "absent.py"], "absent.py"),
        (["build", "absent.py"], "absent.py"),
        (["deploy", "absent.build"], "absent.build"),
        (["verify"], "nothing to verify"),
        (["verify", "toy.py", "--rpc", "http://127.0.0.1:1"], "go together"),
        (["verify", "toy.py", "--seeds", "1,x"], "`x` is no seed"),
        (["verify", "toy.py", "--engines", "gpu"], "`gpu` is no engine"),
        (["verify", "toy.py", "-n", "0"], "`-n` takes 1"),
        (["render", "toy.py", "--seed", "0xzz"], "is no seed"),
        (["render", "toy.py", "--seed", "-1"], "no seed"),
        (["render", "toy.py", "--seed", str(2**256)], "is no seed"),
        (["render", "toy.py", "--sheet", "6"], "is no sheet"),
        (["render", "toy.py", "--sheet", "999x999"], "2,500 pictures"),
        (["render", "toy.py", "-o", "absent/folder/a.svg"], "cannot write"),
        (["render", "toy.py", "--width", "0", "--png"], "pixels"),
        (["render"], "PIECE"),
        (["rendr", "toy.py"], "rendr"),
        (["dump", "toy.py", "--after", "lunch"], "no pass `lunch`"),
        (["dump", "toy.py", "--readable"], "goes with"),
        (["cost", "toy.py", "--seeds", "0"], "100,000 tokens"),
        (["deploy", "toy.py", "--mint", "9", "--supply", "3"], "cannot be minted"),
        (["build", "toy.py", "-o", "."], "left as it is"),
        (["explore", "toy.py", "-n", "0"], "`-n` takes 1"),
        (["explore", "toy.py", "--processes", "0"], "1 to 1,024"),
        (["explore", "toy.py", "--processes", "2", "--scheduler", "tcp://127.0.0.1:1"], "exclude"),
        (["explore", "toy.py", "--store", "."], "no store"),
    ],
)
def test_mistakes(arguments: list[str], words: str, toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert words in refused(capsys, *arguments)


@pytest.mark.node
def test_dead_node_is_one_line(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contract = "0x" + 40 * "1"
    said = refused(capsys, "verify", "--rpc", "http://127.0.0.1:1/v3/SECRET", "--contract", contract)
    assert said.startswith("error: no node answers at http://127.0.0.1:1/…: connection refused\n")
    assert "SECRET" not in said


def test_fault_of_ours_goes_to_a_file(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import intaglio_renderers.native

    def broken(module: object) -> None:
        raise ZeroDivisionError("http://node.example/v3/SECRET is broken")

    monkeypatch.setattr(intaglio_renderers.native, "NativeRenderer", broken)
    assert main(["render", "toy.py"]) == 70
    said = capsys.readouterr().err
    assert said.startswith("fault: this is a fault of Intaglio's") and "Traceback" not in said
    (report,) = Path.cwd().glob("intaglio-fault-*.txt")
    assert report.name in said
    text = report.read_text()
    assert "ZeroDivisionError" in text and 'module "Toy"' in text and "SECRET" not in text


def test_interruption_is_quiet(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(COMMANDS["render"], "run", interrupted)
    assert main(["render", "toy.py"]) == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_seeds() -> None:
    assert parse_seed("7") == bytes(31) + b"\x07" == parse_seed("0x7")
    assert parse_seeds("0-2, 2,0xff") == tuple(map(parse_seed, ("0", "1", "2", "255")))
    assert written(parse_seed("12")) == "12"
    assert len(set(sample(101))) == 101
    assert sample(50)[:25] == sample(100)[:25]
