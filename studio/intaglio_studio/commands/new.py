"""`intaglio new`: a commented piece to start from, which compiles as it is."""

from __future__ import annotations

import argparse
import keyword
import re
from pathlib import Path

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

SUMMARY = "write a commented piece to start from"
EXAMPLES = """\
example:
  intaglio new drift            writes drift.py with a piece called "Drift"
  intaglio new "pieces/Slow Tide"   writes pieces/slow_tide.py
"""

_TEMPLATE = Path(__file__).parent.parent / "templates" / "piece.py"
# A function of the piece may not take the name of something that the template imports or defines.
_TAKEN = {"art", "cos", "noise", "rule", "sin", "tau", "ring", "piece"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("name", metavar="NAME", help="the piece's name, or a path that ends in it")


def run(options: argparse.Namespace) -> Outcome:
    """Write the file; never over another."""
    wanted = Path(options.name)
    title = re.sub(r"[_\-\s]+", " ", wanted.name.removesuffix(".py")).strip()
    function = _identifier(title)
    path = wanted.with_name(f"{function}.py")
    text = _TEMPLATE.read_text("utf-8").replace("Untitled", _capitalised(title)).replace("untitled", function)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Mistake(
            f"{path} is there already and is left as it is", help="choose another name", code="exists"
        ) from None
    except OSError as error:
        raise Mistake(f"cannot write {path}: {error.strerror}", code="file") from None
    return Outcome(f"{path}: try `intaglio render {path} --sheet 4x4 -o sheet.png`", {"file": str(path)})


def _identifier(title: str) -> str:
    """The title as a Python name in lower case."""
    name = re.sub(r"\W+", "_", title.lower()).strip("_")
    if not name or not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
        raise Mistake(
            f"`{title}` cannot name a file and a function of Python",
            help="begin with a letter and use letters, digits and _",
        )
    return f"{name}_piece" if name in _TAKEN else name


def _capitalised(title: str) -> str:
    """`slow tide` → `Slow Tide`; capitals that are there stay. A quote would end the string it goes into."""
    plain = re.sub(r"[\"\\]", "", title)
    return " ".join(word[:1].upper() + word[1:] for word in plain.split())
