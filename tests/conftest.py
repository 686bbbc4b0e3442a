"""What every test shares: markers that know their tools, goldens, and the rule that CI skips nothing.

Read top to bottom: the tools behind the markers, the skip that becomes a failure, the `golden` fixture. Which goldens
no test owns any more, `goldens.py` finds. All of it holds where several processes share the tests too (`-n`).
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from intaglio_renderers.browsers import KINDS
from tests.goldens import Goldens, owned

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
FOUNDRY = ROOT / "node_modules" / "@foundry-rs"
BROWNIE = ROOT / ".brownie-venv" / "bin" / "brownie"
SLITHER = ROOT / ".slither-venv" / "bin" / "slither"

# A kernel's first call compiles for seconds: a deadline per example would measure numba, not us.
settings.register_profile("intaglio", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("intaglio")


_STATE, _NUMBER = Path(tempfile.gettempdir()) / f"intaglio-state-{uuid4().hex}", count()


def find_node() -> str | None:
    """The path of node, or None where node or the npm packages are missing."""
    return shutil.which("node") if (ROOT / "node_modules" / "solc").is_dir() else None


def find_foundry(tool: str) -> str | None:
    """The path of anvil or forge: the one in node_modules, or one on PATH, or None."""
    path = FOUNDRY / f"{tool}-linux-amd64" / "bin" / tool
    return str(path) if path.exists() else shutil.which(tool)


# Marker -> why what it needs is not on this machine; None where it is.
TOOLS: dict[str, Callable[[], str | None]] = {
    "browser": KINDS["chromium"].absence,
    "firefox": KINDS["firefox"].absence,
    "webkit": KINDS["webkit"].absence,
    "node": lambda: None if find_node() else "no node on PATH or no node_modules (make setup)",
    "gcc": lambda: None if shutil.which("gcc") else "no gcc on PATH",
    "chain": lambda: None if find_foundry("anvil") else "no anvil in node_modules or on PATH (make setup)",
    "forge": lambda: None if find_foundry("forge") else "no forge in node_modules or on PATH (make setup)",
    "brownie": lambda: None if BROWNIE.exists() else "no .brownie-venv (make brownie)",
    "slither": lambda: None if SLITHER.exists() else "no .slither-venv (make slither)",
}


def nothing_may_skip() -> bool:
    """Whether a skip is a failure in this run: in CI, or with INTAGLIO_REQUIRE_ALL=1."""
    return os.environ.get("CI") == "true" or os.environ.get("INTAGLIO_REQUIRE_ALL", "0") not in ("", "0")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew from this run")


def pytest_configure(config: pytest.Config) -> None:
    """Start the run's list of goldens, in the process that all reports come to."""
    if config.getoption("--update-golden") and config.getoption("numprocesses", default=None):
        raise pytest.UsageError("--update-golden goes with one process: leave -n out")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Goldens(GOLDEN, complete=is_full_run(config)))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_STATE, ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose marker names a tool that this machine lacks; give it a place for journals and locks."""
    for marker, absence in TOOLS.items():
        if item.get_closest_marker(marker) and (reason := absence()):
            pytest.skip(f"{marker}: {reason}")
    # Two anvils that start in the same second have the same first block: another worker's would share journal and lock.
    os.environ["INTAGLIO_STATE"] = str(_STATE / f"{os.getpid()}-{next(_NUMBER)}")


def is_plain_skip(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """Whether the report is of a skipped test rather than of an expected failure."""
    return report.outcome == "skipped" and not hasattr(report, "wasxfail")


def forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn the report of a skip into a failure where nothing may skip."""
    if nothing_may_skip() and is_plain_skip(report):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: no test may skip in this run. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Pass each test's report through `forbid_skip`."""
    report = yield
    forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Pass each module's report through `forbid_skip`: `importorskip` at the top of a file is a skip too."""
    report = yield
    forbid_skip(report)
    return report


def is_full_run(config: pytest.Config) -> bool:
    """Whether this run collects every test: no path, no -k, no -m, nothing deselected or resumed."""
    chosen = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "stepwise")
    named = any("::" in arg or Path(arg).resolve() not in (ROOT, ROOT / "tests") for arg in config.args)
    return not named and not any(config.getoption(name, default=None) for name in chosen)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Compare a text with the file that carries the test's name: `golden(text)` or `golden(text, "part")`.

    The file is `tests/golden/<test name>.txt`, or `<test name>.<part>.txt` where a test has several.
    `--update-golden` writes it instead; a test without one fails and says so.
    """
    stem = re.sub(r"[^A-Za-z0-9_.-]+", "-", request.node.name).strip("-")

    def compare(text: str, part: str = "") -> None:
        path = GOLDEN / (f"{stem}.{part}.txt" if part else f"{stem}.txt")
        owned(request.node, path.name)
        if request.config.getoption("--update-golden"):
            GOLDEN.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"no golden yet: pytest --update-golden writes {path.relative_to(ROOT)}"
        assert text == path.read_bytes().decode()

    return compare
