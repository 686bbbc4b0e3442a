"""What `intaglio export` writes: whole projects, run by the tools that they are for, in environments without ours.

The tools find npm's solc where they look for a native one, and anvil on PATH; they change nothing in a project.
"""

import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intaglio.node_packages import package_folder
from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.factory import create2_address
from intaglio_contracts.plan import DeploymentPlan, Settings, plan
from intaglio_studio.anvil import LocalChain, anvil_executable
from intaglio_studio.build import deployable
from intaglio_studio.command import main
from intaglio_studio.edition import Edition
from intaglio_studio.export import cut_at_owner
from intaglio_studio.works import open_bundle
from tests.conftest import BROWNIE, ROOT, find_foundry

PIECE = ROOT / "examples" / "rings.py"
BY_TOOLS = ("build/", "cache/", "out/", "broadcast/")  # where Brownie and forge keep what they make
ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}\b")
OWNER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"  # the first account of every anvil

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "rings.build"
    assert main(["build", str(PIECE), "-o", str(folder), "--search", "0"]) == 0
    return folder


@pytest.fixture(scope="module")
def solc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An executable that behaves as solc does."""
    path = tmp_path_factory.mktemp("solc") / "solc-v0.8.37"
    script = Path(__file__).with_name("solc_executable.mjs")
    path.write_text(f'#!/bin/sh\nexec node "{script}" "{package_folder("solc")}" "$@"\n')
    path.chmod(0o755)
    return path


def planned(build: Path, owner: str) -> DeploymentPlan:
    """What is deployed where nobody says what an edition is for good: seeds are revealed, ten blocks after a mint."""
    settings = Settings(seeds=SeedMode.COMMIT_REVEAL, delay=10)
    return plan(replace(deployable(open_bundle(build)), settings=settings), owner)


def exported(layout: str, build: Path, folder: Path) -> Path:
    assert main(["export", f"--{layout}", str(folder), str(build)]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that was exported, before tools leave theirs beside them."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a tool prints; it must succeed, and leave every file that was exported as it was."""
    before = contents(folder)
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-4000:]
    after = contents(folder)
    assert not [name for name in before if before[name] != after.get(name) and not name.startswith(BY_TOOLS)]
    return done.stdout


@pytest.fixture
def brownie_home(tmp_path: Path, solc: Path) -> dict[str, str]:
    """An environment for Brownie: a home with solc and a free port for its chain, anvil on PATH, nothing of ours."""
    home = tmp_path / "home"
    (home / ".solcx").mkdir(parents=True)
    shutil.copy(solc, home / ".solcx")
    (networks,) = (BROWNIE.parent.parent / "lib").glob("python*/site-packages/brownie/data/network-config.yaml")
    (home / ".brownie").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (home / ".brownie" / networks.name).write_text(networks.read_text().replace("port: 8545", f"port: {port}"))
    path = os.pathsep.join([str(Path(anvil_executable()).parent), os.environ["PATH"]])
    return {"HOME": str(home), "PATH": path, "NO_COLOR": "1"}


@pytest.mark.slow
@pytest.mark.chain
@pytest.mark.brownie
def test_the_brownie_project_passes_its_own_tests(
    build: Path, tmp_path: Path, brownie_home: dict[str, str]
) -> None:
    folder = exported("brownie", build, tmp_path / "project")
    said = run([str(BROWNIE), "test"], folder, brownie_home)
    assert re.search(r"=+ \d+ passed in ", said), said
    said = run([str(BROWNIE), "run", "deploy"], folder, brownie_home)
    assert ADDRESS.findall(said)[-1] == planned(build, OWNER).edition


@pytest.fixture(scope="module")
def foundry(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported("foundry", build, tmp_path_factory.mktemp("foundry") / "project")


@pytest.fixture
def forge_home(tmp_path: Path, solc: Path) -> dict[str, str]:
    """An environment for forge: a home of its own, and our solc instead of one that it would fetch."""
    return {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "FOUNDRY_SOLC": str(solc), "FOUNDRY_OFFLINE": "true"}


@pytest.fixture
def forge() -> str:
    found = find_foundry("forge")
    assert found
    return found


@pytest.mark.slow
@pytest.mark.forge
def test_the_foundry_project_passes_its_own_tests(foundry: Path, forge: str, forge_home: dict[str, str]) -> None:
    said = run([forge, "test"], foundry, forge_home)
    tests = re.findall(r"function (test_\w+)", (foundry / "test" / "Edition.t.sol").read_text())
    assert tests and re.search(rf"\b{len(tests)} tests passed, 0 failed, 0 skipped", said), said


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        yield chain


@pytest.mark.slow
@pytest.mark.chain
@pytest.mark.forge
def test_the_foundry_script_deploys_to_the_addresses_of_intaglio_deploy(
    build: Path, foundry: Path, forge: str, forge_home: dict[str, str], local: LocalChain
) -> None:
    command = [forge, "script", "script/Deploy.s.sol", "--rpc-url", local.url, "--broadcast"]
    command += ["--unlocked", "--sender", local.account]
    run(command, foundry, forge_home)
    promised = planned(build, local.account)
    for step in promised.steps:
        code = local.open().code_at(step.address)
        assert code and step.code in (None, code)
    edition = Edition(local.open(), promised.edition)
    assert edition.manifest_root() == open_bundle(build).root
    sent = local.web3.eth.block_number
    run(command, foundry, forge_home)
    assert local.web3.eth.block_number == sent


@pytest.mark.parametrize("layout", ["brownie", "foundry"])
def test_a_project_holds_the_build_and_its_plan(layout: str, build: Path, tmp_path: Path) -> None:
    folder = exported(layout, build, tmp_path / "project")
    assert contents(folder / "piece.build") == contents(build)
    written = json.loads((folder / "plan.json").read_text())
    *shared, edition = planned(build, OWNER).steps
    assert written["steps"]["address"] == [create2_address(step.initcode) for step in shared]
    assert [bytes.fromhex(code[2:]) for code in written["steps"]["initcode"]] == [step.initcode for step in shared]
    pieces = [bytes.fromhex(piece[2:]) for piece in written["edition"]]
    assert bytes.fromhex(OWNER[2:]).join(pieces) == edition.initcode
    assert "Rings" in (folder / "README.md").read_text() and "THE PIECE" not in (folder / "README.md").read_text()
    text = "".join(data.decode("utf-8", "replace") for data in contents(folder).values())
    assert str(ROOT) not in text and str(tmp_path) not in text


def test_an_initcode_that_hides_its_owner_is_not_cut() -> None:
    assert cut_at_owner(lambda owner: b"a" + bytes.fromhex(owner[2:]) + b"b") == (b"a", b"b")
    assert cut_at_owner(lambda owner: b"of another") == (b"of another",)
    for plain in (b"", bytes.fromhex(OWNER[2:])):
        with pytest.raises(ValueError, match="more than the owner's address"):
            cut_at_owner(lambda owner, plain=plain: plain + bytes.fromhex(owner[2:])[::-1])  # type: ignore[misc]


def test_what_export_refuses(build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").touch()
    asked = {
        f"error: {tmp_path} is not empty: it is left as it is": ["--brownie", str(tmp_path), str(build)],
        "error: there cannot be 0 tokens": ["--foundry", str(tmp_path / "x"), str(build), "--supply=0"],
        "error: one of the arguments --brownie --foundry is required": [str(build)],
        "error: there is no build at absent.build": ["--brownie", str(tmp_path / "x"), "absent.build"],
    }
    for message, arguments in asked.items():
        assert main(["export", *arguments]) == 2
        assert message in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
