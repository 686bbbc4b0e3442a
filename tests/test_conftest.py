"""The suite's own machinery, run on toy suites: no skip in CI, goldens, orphans, in one process and in two."""

import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.slow

GOLDEN_TEST = """
def test_words(golden):
    golden("one\\n")
    golden("two\\n", "part")
"""
TWO = ("-p", "xdist", "-n", "2")


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """An empty project whose `tests/` has our conftest; neither CI nor INTAGLIO_REQUIRE_ALL is set."""
    tests = pytester.path / "tests"
    tests.mkdir()
    (tests / "__init__.py").touch()
    for name in ("conftest.py", "goldens.py"):
        shutil.copy(Path(__file__).with_name(name), tests)
    pytester.makeini("[pytest]\ntestpaths = tests\nmarkers = browser\n chain\n node\n")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # a toy needs none, and they take a second
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("INTAGLIO_REQUIRE_ALL", raising=False)
    return pytester


def run(suite: pytest.Pytester, *args: str) -> dict[str, int]:
    """Run the toy suite in a process of its own and count its outcomes."""
    return suite.runpytest_subprocess(*args, "-p", "no:cacheprovider").parseoutcomes()


@pytest.mark.parametrize("variable, value", [("CI", "true"), ("INTAGLIO_REQUIRE_ALL", "1")])
def test_skip_fails_where_all_is_required(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    (suite.path / "tests" / "test_skip.py").write_text(
        "import pytest\n"
        "@pytest.mark.chain\ndef test_needs_anvil(): pass\n"
        "def test_skips_itself(): pytest.skip('no reason')\n"
        "@pytest.mark.xfail\ndef test_known_fault(): assert False\n"
    )
    monkeypatch.setenv("PATH", "/nowhere")  # so that the toy project, without node_modules, finds no anvil
    assert run(suite) == {"skipped": 2, "xfailed": 1}
    monkeypatch.setenv(variable, value)
    outcomes = run(suite)
    assert outcomes.get("skipped", 0) == 0
    assert outcomes["failed"] + outcomes.get("errors", 0) == 2


def test_module_that_skips_fails_where_all_is_required(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    skip = "import pytest\npytest.importorskip('no_such_module')\n"
    (suite.path / "tests" / "test_skip.py").write_text(skip)
    assert run(suite) == {"skipped": 1}
    monkeypatch.setenv("CI", "true")
    assert run(suite) == {"errors": 1}


def test_golden_is_missing_then_written_then_compared(suite: pytest.Pytester) -> None:
    case = suite.path / "tests" / "test_words.py"
    case.write_text(GOLDEN_TEST)
    assert run(suite) == {"failed": 1}
    assert run(suite, "--update-golden") == {"passed": 1}
    assert (suite.path / "tests/golden/test_words.txt").read_bytes() == b"one\n"
    assert (suite.path / "tests/golden/test_words.part.txt").read_bytes() == b"two\n"
    case.write_text(GOLDEN_TEST.replace("two", "three"))
    assert run(suite) == {"failed": 1}


def test_a_golden_has_one_test(suite: pytest.Pytester) -> None:
    words, other = (suite.path / "tests" / name for name in ("test_words.py", "test_words_again.py"))
    words.write_text(GOLDEN_TEST)
    assert run(suite, "--update-golden") == {"passed": 1}
    orphan = suite.path / "tests" / "golden" / "test_gone.txt"
    orphan.write_text("")
    assert run(suite) == run(suite, *TWO) == {"passed": 1, "failed": 1}
    assert run(suite, "-k", "words") == run(suite, "tests/test_words.py") == {"passed": 1}
    orphan.unlink()
    other.write_text(GOLDEN_TEST)
    assert run(suite) == run(suite, *TWO) == {"passed": 2, "failed": 1}


def test_two_processes_hold_to_the_rules(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    assert suite.runpytest_subprocess(*TWO, "--update-golden").ret == pytest.ExitCode.USAGE_ERROR
    skips = "import pytest\ndef test_skips_itself(): pytest.skip('no reason')\n"
    (suite.path / "tests" / "test_words.py").write_text(skips)
    (suite.path / "tests" / "test_skip.py").write_text("import pytest\npytest.importorskip('no_such_module')\n")
    monkeypatch.setenv("CI", "true")
    assert run(suite, *TWO) == {"failed": 1, "errors": 1}
