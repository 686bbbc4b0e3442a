"""The project's own rules: which way imports run, what files look like, nothing tied to a machine.

Each test lists every offender, so that one run shows all there is to mend.
"""

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Package -> its source root and the packages of ours that it may import beside itself.
LAYERS = {
    "intaglio": ("compiler", set[str]()),
    "intaglio_contracts": ("contracts", {"intaglio"}),
    "intaglio_renderers": ("renderers", {"intaglio", "intaglio_contracts"}),
    "intaglio_studio": ("studio", {"intaglio", "intaglio_contracts", "intaglio_renderers"}),
}

# The compiler turns source into artefacts: it neither renders nor uses the network.
NOT_FOR_THE_COMPILER = {
    "aiohttp", "http", "playwright", "pyrevm", "requests", "resvg_py", "socket", "urllib", "web3",
    "websockets",
}  # fmt: skip

# Spelled in two halves, so that this file passes its own test.
REGISTRY_HOSTS = [
    "registry." + "npmjs", "npmjs." + "org", "pypi." + "org", "files." + "pythonhosted", "deb." + "debian",
    "registry." + "yarnpkg", "security." + "debian",
]  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.~$/-])/(?:home|root|Users|work)/[\w.-]+")


@cache
def project_files() -> list[Path]:
    """Every file of the project that git tracks or would track, relative to the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [Path(name) for name in listed if name and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    """Every Python file of the project, test cases (which may be broken on purpose) left out."""
    return [p for p in project_files() if p.suffix == ".py" and not p.is_relative_to("tests/cases")]


def package_files(package: str) -> list[Path]:
    """The Python files of one of our packages."""
    root = Path(LAYERS[package][0]) / package
    return [path for path in python_files() if path.is_relative_to(root)]


def imports_of(path: Path, package_root: str) -> Iterator[tuple[int, str]]:
    """The line and absolute dotted name of every import in a file, those inside functions too."""
    module = path.relative_to(package_root).with_suffix("").parts
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module[: len(module) - node.level] if node.level else ()
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def readable_files() -> Iterator[tuple[Path, str]]:
    """Every tracked file that is UTF-8 text, with its text."""
    for path in project_files():
        try:
            yield path, (ROOT / path).read_bytes().decode()
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("package", LAYERS)
def test_imports_run_one_way(package: str) -> None:
    root, allowed = LAYERS[package]
    wrong = [
        f"{path}:{line}: {name}"
        for path in package_files(package)
        for line, name in imports_of(path, root)
        if (top := name.partition(".")[0]) in LAYERS and top != package and top not in allowed
    ]
    assert not wrong, f"{package} may import {sorted(allowed) or 'none of the others'}:\n" + "\n".join(wrong)


def test_ir_imports_nothing_of_the_compiler() -> None:
    wrong = [
        f"{path}:{line}: {name}"
        for path in package_files("intaglio")
        if path.is_relative_to("compiler/intaglio/ir")
        for line, name in imports_of(path, "compiler")
        if name.partition(".")[0] in LAYERS and not f"{name}.".startswith("intaglio.ir.")
    ]
    assert not wrong, "\n".join(wrong)


def test_compiler_neither_renders_nor_uses_the_network() -> None:
    wrong = [
        f"{path}:{line}: {name}"
        for path in package_files("intaglio")
        for line, name in imports_of(path, "compiler")
        if name.partition(".")[0] in NOT_FOR_THE_COMPILER
        and not (name == "numba" and path.is_relative_to("compiler/intaglio/packing"))  # searches, and renders nothing
    ]
    assert not wrong, "\n".join(wrong)


def test_no_file_names_a_registry_or_a_machine_path() -> None:
    wrong = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in readable_files()
        for number, line in enumerate(text.splitlines(), 1)
        if any(host in line for host in REGISTRY_HOSTS) or MACHINE_PATH.search(line) or f"{ROOT}/" in line
    ]
    assert not wrong, "\n".join(wrong)


def npm_dependencies(package: dict[str, dict[str, str]]) -> dict[str, str]:
    """Every npm package that `package.json` asks for, with its version."""
    return package["dependencies"] | package["optionalDependencies"] | package["devDependencies"]


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    package = json.loads((ROOT / "package.json").read_text())
    python = chain(project["project"]["dependencies"], *project["project"]["optional-dependencies"].values())
    names = [re.split(r"[<>=~!;\[ ]", requirement)[0] for requirement in python]
    names += npm_dependencies(package)
    explained = (ROOT / "docs" / "dependencies.md").read_text()
    assert not [name for name in names if f"`{name}`" not in explained]


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / "all.lock").read_text(), re.M))
    wanted = chain(project["dependencies"], *project["optional-dependencies"].values())
    names = [re.split(r"[<>=~!;\[ ]", requirement)[0].lower().replace("_", "-") for requirement in wanted]
    assert not [name for name in names if name not in locked]
    npm = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    package = json.loads((ROOT / "package.json").read_text())
    for name, version in npm_dependencies(package).items():
        assert npm[f"node_modules/{name}"]["version"] == version


def test_every_file_opens_with_how_to_read_it() -> None:
    modules = {path: ast.parse((ROOT / path).read_text("utf-8")) for path in python_files()}
    silent = [str(path) for path, module in modules.items() if not ast.get_docstring(module)]
    scripts = [path for path in project_files() if path.suffix in (".js", ".mjs", ".sol", ".yul")]
    own = [path for path in scripts if not path.is_relative_to("tests")]
    silent += [str(p) for p in own if not re.match(r"(#!.*\n)?\s*(//|/\*)", (ROOT / p).read_text("utf-8"))]
    assert not silent


def test_no_file_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [str(path) for path in project_files() if path.stem.lower() in drawers]


def test_no_python_file_is_over_400_lines() -> None:
    lines = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in python_files()}
    assert not {path: count for path, count in lines.items() if count > 400}
