"""The resident compiler: answers, errors, the disk cache, what happens when it dies or is not there."""

import json
import logging
import os
import stat
from pathlib import Path

import pytest

from intaglio.backends.evm import solc
from intaglio.backends.evm.solc import SolcError, compile_solidity, compile_standard_json, compile_yul
from intaglio.node_packages import PackageMissing, package_folder

pytestmark = pytest.mark.node

OBJECT = """object "Renderer" {
    code { datacopy(0, dataoffset("runtime"), datasize("runtime")) return(0, datasize("runtime")) }
    object "runtime" { code { mstore(0, %s) return(0, 32) } }
}"""

HEADER = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.25;\n"


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    monkeypatch.setenv("INTAGLIO_CACHE", str(tmp_path))
    return tmp_path / "solc"


def test_yul_gives_initcode_and_the_runtime_that_it_deploys(empty_cache: Path) -> None:
    compiled = compile_yul(OBJECT % "calldataload(4)")
    assert compiled.runtime == bytes.fromhex("6004355f5260205ff3")
    assert compiled.initcode.endswith(compiled.runtime)
    assert compiled.source_map.count(":") >= 3
    assert compiled.warnings == ()


def test_yul_runs_unoptimized_too(empty_cache: Path) -> None:
    plain = compile_yul(OBJECT % "add(1, 2)", optimize=False)
    assert len(plain.runtime) > len(compile_yul(OBJECT % "add(1, 2)").runtime)


def test_a_long_renderer_does_not_overflow_the_compiler(empty_cache: Path) -> None:
    """solc recurses once a branch; 2,000 of them are too many for node's usual stack."""
    branches = "".join(f"if gt(x, {bound}) {{ x := add(x, {bound}) }}\n" for bound in range(2000))
    source = OBJECT.replace("mstore(0, %s)", "let x := calldataload(4) " + branches + "mstore(0, x)")
    assert len(compile_yul(source, optimize=False).runtime) > 20_000


def test_clz_needs_osaka(empty_cache: Path) -> None:
    assert compile_yul(OBJECT % "clz(calldataload(0))", evm_version="osaka").runtime
    with pytest.raises(SolcError, match='"clz"'):
        compile_yul(OBJECT % "clz(calldataload(0))")


def test_errors_come_with_solc_words_and_are_not_cached(empty_cache: Path) -> None:
    with pytest.raises(SolcError) as caught:
        compile_yul(OBJECT % "nonsense(1)")
    assert 'DeclarationError: Function "nonsense" not found.' in caught.value.messages[0]
    assert not list(empty_cache.glob("*"))


def test_an_object_without_runtime_is_refused(empty_cache: Path) -> None:
    with pytest.raises(SolcError, match="no single sub-object `runtime`"):
        compile_yul('object "Renderer" { code { return(0, 0) } }')


def test_the_second_time_comes_from_the_cache(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compile_yul(OBJECT % "7")
    assert len(list(empty_cache.glob("*.json"))) == 1
    monkeypatch.setattr(solc, "_compiler", lambda: pytest.fail("the compiler ran again"))
    assert compile_yul(OBJECT % "7") == first


def test_a_cut_off_cache_file_is_compiled_again(empty_cache: Path) -> None:
    first = compile_yul(OBJECT % "8")
    (file,) = empty_cache.glob("*.json")
    file.write_text(file.read_text()[:100])
    assert compile_yul(OBJECT % "8") == first


def test_a_cache_that_cannot_be_written_is_said_and_survived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("INTAGLIO_CACHE", str(tmp_path / "file"))
    with caplog.at_level(logging.WARNING):
        assert compile_yul(OBJECT % "9").runtime
    assert "cannot keep compiled contracts" in caplog.text


def test_a_killed_compiler_is_an_error_and_then_replaced(empty_cache: Path) -> None:
    compile_yul(OBJECT % "10")
    assert solc._resident is not None
    solc._resident._process.kill()
    solc._resident._process.wait()
    assert compile_yul(OBJECT % "11").runtime


def test_an_interrupted_job_leaves_no_answer_behind(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = compile_yul(OBJECT % "21").runtime

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(solc._ResidentSolc, "_answer", interrupt)
        with pytest.raises(KeyboardInterrupt):
            compile_yul(OBJECT % "20")
    assert compile_yul(OBJECT % "20").runtime != expected


def test_warnings_are_shown_each_time(empty_cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    source = HEADER + "contract C { function f() public { uint256 unused; } }"
    for _ in ("compiled", "cached"):
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            compile_solidity({"C.sol": source})
        assert "Unused local variable" in caplog.text


def test_solidity_imports_from_npm_packages_and_its_own_folder(empty_cache: Path) -> None:
    sources = {
        "folder/A.sol": HEADER + 'import {B} from "./B.sol";\ncontract A is B {}',
        "folder/B.sol": HEADER
        + 'import {LibString} from "solady/src/utils/LibString.sol";\n'
        + "contract B { function f(uint256 n) public pure returns (string memory) "
        + "{ return LibString.toString(n); } }",
    }
    output = compile_solidity(sources)
    assert output["contracts"]["folder/A.sol"]["A"]["evm"]["methodIdentifiers"] == {"f(uint256)": "b3de648b"}
    assert output["errors"] == []


def test_an_import_of_nothing_names_importer_and_path(empty_cache: Path) -> None:
    with pytest.raises(SolcError, match=r"A.sol imports solady/src/None.sol, which cannot be read"):
        compile_solidity({"A.sol": 'import "solady/src/None.sol";'})
    with pytest.raises(PackageMissing, match="the npm package `nowhere` is not installed"):
        compile_solidity({"A.sol": 'import "nowhere/A.sol";'})


def test_a_package_folder_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAGLIO_NODE_MODULES", str(tmp_path))
    with pytest.raises(PackageMissing, match="run `make setup`"):
        package_folder("solc")
    (tmp_path / "@scope" / "name").mkdir(parents=True)
    assert package_folder("@scope/name") == tmp_path / "@scope" / "name"


def test_no_node_is_said(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    solc.close()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SolcError, match="`node` is not on PATH"):
        compile_yul(OBJECT % "12")


def test_a_native_solc_of_our_version_is_preferred(
    empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in, installed where py-solc-x looks, that answers as solc does on the command line."""
    folder = tmp_path / "solcx"
    folder.mkdir()
    answer = {"contracts": {"a.yul": {}}, "errors": [{"severity": "warning", "message": "from native"}]}
    native = folder / f"solc-v{solc.SOLC_VERSION}"
    version = f"Version: {solc.SOLC_VERSION}+commit.0.Linux.g++"
    native.write_text(
        f"#!/bin/sh\nif [ $1 = --version ]; then echo '{version}'; else echo '{json.dumps(answer)}'; fi\n"
    )
    native.chmod(native.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SOLCX_BINARY_PATH", str(folder))
    assert solc.solc_version() == f"{solc.SOLC_VERSION}+commit.0.Linux.g++"
    output = compile_standard_json({"language": "Yul", "sources": {"a.yul": {"content": ""}}})
    assert output["errors"][0]["message"] == "from native"


def test_the_version_is_the_pinned_one() -> None:
    assert solc.solc_version().startswith(f"{solc.SOLC_VERSION}+commit.")
    pinned = json.loads((package_folder("solc") / "package.json").read_text())["version"]
    assert pinned == solc.SOLC_VERSION


def test_a_forked_child_starts_its_own(empty_cache: Path) -> None:
    """Two processes on one pipe would take each other's answers."""
    compile_yul(OBJECT % "13")
    child = os.fork()
    if child == 0:
        ok = compile_yul(OBJECT % "14").runtime
        solc.close()
        os._exit(0 if ok else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert compile_yul(OBJECT % "15").runtime
