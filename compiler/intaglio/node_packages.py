"""Where the npm packages lie: solc, anvil and Solady come from `node_modules`, never from the network.

One question, one function: `package_folder("solc")`. The folder is looked for beside this file's project,
then beside the working directory, each time walking up to the root; INTAGLIO_NODE_MODULES overrides both.
"""

import os
from collections.abc import Iterator
from pathlib import Path

OVERRIDE = "INTAGLIO_NODE_MODULES"


class PackageMissing(Exception):
    """An npm package that Intaglio drives is not installed."""

    def __init__(self, name: str, searched: list[Path]) -> None:
        places = ", ".join(map(str, searched)) or "no node_modules folder at all"
        super().__init__(
            f"the npm package `{name}` is not installed (searched {places}); "
            f"run `make setup`, or `npm ci` in the project, or point {OVERRIDE} at a node_modules folder"
        )
        self.name = name


def node_modules_folders() -> Iterator[Path]:
    """Every existing `node_modules`, the nearest first; only the overriding one where it is set."""
    override = os.environ.get(OVERRIDE)
    if override:
        yield Path(override)
        return
    seen: set[Path] = set()
    for start in (Path(__file__).resolve().parent, Path.cwd()):
        for folder in (start, *start.parents):
            candidate = folder / "node_modules"
            if candidate not in seen and candidate.is_dir():
                seen.add(candidate)
                yield candidate


def package_folder(name: str) -> Path:
    """The folder of npm package `name` (for instance `@foundry-rs/anvil`); `PackageMissing` without one."""
    searched = []
    for folder in node_modules_folders():
        if (folder / name).is_dir():
            return folder / name
        searched.append(folder)
    raise PackageMissing(name, searched)
