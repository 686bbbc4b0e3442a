"""The files that a piece may name: PNGs in its own folder and below it, and what their names say.

`art/hats/Crown#5.png` is the entry `Crown` with the weight 5.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from pathlib import Path, PurePosixPath

from intaglio.characters import unshowable
from intaglio.pictures.png import MOST_BYTES, PngRefused

SUFFIX = ".png"
_WEIGHT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def file_in(folder: Path, named: str) -> bytes:
    """The content of a file below the piece's folder. Raises `PngRefused`."""
    path = _inside(folder, named)
    if path.is_dir():
        raise PngRefused("this is a folder", f'`sprites("{named}")` reads all of a folder')
    if not path.is_file():
        raise PngRefused("there is no such file", _nearby(path, "paths begin at the piece's own folder"))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PngRefused(f"it has more than {MOST_BYTES >> 20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise PngRefused(f"it cannot be read: {error.strerror}") from None


def listing(folder: Path, named: str) -> tuple[str, ...]:
    """The names of the PNG files of a folder below the piece's, in the order of the entries' names."""
    path = _inside(folder, named)
    if path.is_file():
        raise PngRefused("this is a file", f'`sprite("{named}")` reads one file')
    if not path.is_dir():
        raise PngRefused("there is no such folder", _nearby(path, "paths begin at the piece's own folder"))
    names = sorted(one.name for one in path.iterdir() if one.suffix.lower() == SUFFIX and one.name[0] != ".")
    if not names:
        raise PngRefused("there is no PNG file in this folder")
    for name in names:
        if unshowable(name):
            raise PngRefused(f"the file name {name!a} holds the character {unshowable(name)}", "rename the file")
    return tuple(sorted(names, key=lambda name: (entry_name(name), name)))


def entry_name(file: str) -> str:
    """`Crown` for `art/hats/Crown#5.png`."""
    return unicodedata.normalize("NFC", PurePosixPath(file).stem.partition("#")[0])


def entry_weight(file: str) -> Fraction | None:
    """5 for `Crown#5.png`, None where the name has no weight. Raises `PngRefused`."""
    _, mark, weight = PurePosixPath(file).stem.partition("#")
    if not mark:
        return None
    if not _WEIGHT.fullmatch(weight) or not Fraction(weight):
        raise PngRefused(f"`{weight}` in `{file}` is no weight", "a weight is a number above zero: `Crown#5.png`")
    return Fraction(weight)


def _inside(folder: Path, named: str) -> Path:
    """The path that a piece names, where it stays in the piece's folder, also through links."""
    path = PurePosixPath(named)
    if not named or "\\" in named or "\0" in named or ":" in named:
        raise PngRefused("this is no path", 'write, for example, `sprite("art/hat.png")`')
    if path.is_absolute() or ".." in path.parts or named.startswith("~"):
        raise PngRefused("this path leaves the piece's folder", "move the file into a folder beside the piece")
    if "*" in named or "?" in named:
        raise PngRefused("a path has no wildcards", f'`sprites("{path.parent}")` reads all of a folder')
    whole = folder / path
    if not whole.resolve().is_relative_to(folder.resolve()):
        raise PngRefused("this path leaves the piece's folder by a link", "put a copy of the file into the folder")
    return whole


def _nearby(path: Path, otherwise: str) -> str:
    """What a misspelt path may have meant."""
    from difflib import get_close_matches

    try:
        names = [one.name for one in path.parent.iterdir()]
    except OSError:
        return otherwise
    close = get_close_matches(path.name, names, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else otherwise
