"""The tour in the README is real: its commands run in a fresh folder and print what it shows.

`pytest tests/test_readme.py --update-golden` writes the outputs anew. Numbers, hashes and addresses may differ
from those shown, words may not.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)|src=\"([^\"]+)\"")
# Every mark that a run may change: numbers with their signs, hashes, the widths that depend on them.
CHANGING = re.compile(r"0x[0-9a-fA-F…]+|\b[0-9a-f]{8,}…?|[0-9][0-9,.]*|[ ]{2,}")
BLEND = '''from intaglio import Canvas, Seed, art, rgb


@art("Blend", size=(100, 100))
def blend(seed: Seed, canvas: Canvas):
    base = rgb(20, 30, 40)
    shift = seed.below(20)
    canvas.circle(50, 50, 20, fill=base + shift)
'''


def run(command: str, folder: Path) -> str:
    """What a command of the tour prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "INTAGLIO": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    lines = (done.stdout + done.stderr).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def played(block: str, folder: Path) -> str:
    """A block of the tour as it goes now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{run(command[2:], folder)}" for command in commands)


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.chain
@pytest.mark.browser
@pytest.mark.firefox
@pytest.mark.webkit
def test_tour(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    (tmp_path / "blend.py").write_text(BLEND)
    text = README.read_text("utf-8")
    shown = BLOCK.findall(text)
    now = [played(block, tmp_path) for block in shown]
    if request.config.getoption("--update-golden"):
        for old, new in zip(shown, now):
            text = text.replace(f"```console\n{old}```", f"```console\n{new}```")
        README.write_text(text, "utf-8")
    else:
        assert [CHANGING.sub("#", block) for block in now] == [CHANGING.sub("#", block) for block in shown]


def test_links_lead_somewhere() -> None:
    pages = [README, *(ROOT / "docs").glob("*.md")]
    targets = [(page, a or b) for page in pages for a, b in LINK.findall(page.read_text("utf-8"))]
    assert targets
    assert not [f"{page.name}: {target}" for page, target in targets if not (page.parent / target).exists()]
