"""Whether other Pythons build the same bytes: `python -m tests.pythons` (a minute each, the first time some more).

Every Python from 3.11 on that is in the PATH, in pyenv or named gets an environment of its own from the lock file,
kept in the cache folder, and builds all examples there, with a cache of its own and under another hash seed. The
roots of the manifests, which stand for every byte of a build, must be equal. Ends with 1 where one is not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "all.lock"
VERSIONS = ("3.11", "3.12", "3.13")
SOURCES = ("compiler", "renderers", "contracts", "studio")
BUILD = """
import json, sys
from pathlib import Path
from intaglio_studio.build import build
from intaglio_studio.piece import open_piece
from intaglio_studio.promise import PROMISED
roots = {path: build(open_piece(Path(path)), sample=PROMISED).manifest["root"] for path in sys.argv[1:]}
print(json.dumps({"python": sys.version.split()[0], "roots": roots}))
"""


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pythons", description=__doc__)
    parser.add_argument("pythons", nargs="*", type=Path, help="interpreters (all that are found)")
    parser.add_argument("--piece", action="append", type=Path, help="a piece (all examples)")
    options = parser.parse_args()
    pieces = options.piece or sorted((ROOT / "examples").glob("*.py"))
    found = options.pythons or interpreters()
    built = [roots(environment(python), pieces, seed) for seed, python in enumerate(found, 1)]
    print(f"{'':<14}" + "".join(f"{name:<14}" for name, _ in built))
    differ = 0
    for path in pieces:
        row = [of[str(path)] for _, of in built]
        differ += len(set(row)) > 1
        shown = "".join(f"{root[:12]:<14}" for root in row)
        print(f"{path.stem:<14}{shown}{'' if len(set(row)) == 1 else 'DIFFER'}")
    print(f"{len(pieces)} pieces, {len(built)} Pythons: {'the same bytes' if not differ else f'{differ} differ'}")
    return 1 if differ or len(built) < 2 else 0


def interpreters() -> list[Path]:
    """One interpreter of each version, where there is one."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = []
    for version in VERSIONS:
        found += [*sorted(pyenv.glob(f"{version}.*/bin/python{version}")), shutil.which(f"python{version}")][:1]
    return [Path(python) for python in found if python]


def environment(python: Path) -> Path:
    """The interpreter of an environment with all of the lock file, made where there is none."""
    name = hashlib.sha256(f"{python} {ROOT}".encode() + LOCK.read_bytes()).hexdigest()[:16]
    cache = os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")
    folder = Path(cache) / "intaglio" / "pythons" / name
    own = folder / "bin" / "python"
    if not (folder / ".installed").exists():
        print(f"an environment for {python} …", file=sys.stderr, flush=True)
        subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
        pip = (own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
        subprocess.run([*pip, "--require-hashes", "-r", LOCK], check=True)
        subprocess.run([*pip, "--no-build-isolation", "-e", ROOT], check=True)
        (folder / ".installed").touch()
    return own


def roots(python: Path, pieces: list[Path], seed: int) -> tuple[str, dict[str, str]]:
    """The version of a Python, and the root of what it builds of each piece."""
    with tempfile.TemporaryDirectory() as cache:
        path = os.pathsep.join(str(ROOT / source) for source in SOURCES)
        around = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": str(seed), "INTAGLIO_CACHE": cache}
        command = (str(python), "-c", BUILD, *map(str, pieces))
        ended = subprocess.run(command, env=around, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    answer = json.loads(ended.stdout.splitlines()[-1])
    return answer["python"], answer["roots"]


if __name__ == "__main__":
    sys.exit(main())
