"""When the fault is ours: a file with all that a report needs, and one line on the screen that names it.

`with_ir(module)` surrounds work on a module; an unexpected exception that passes through it carries the
module's text along, and `write_report` puts that beside the traceback. Addresses of nodes are masked: they
hold keys.
"""

from __future__ import annotations

import contextlib
import hashlib
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from intaglio.ir.nodes import Module
from intaglio_studio.mistake import explain

_URL = re.compile(r"\b[a-z]+://[^\s'\"]+")


@contextlib.contextmanager
def with_ir(module: Module) -> Iterator[None]:
    """Attach `module`'s text to an exception of ours that leaves the block."""
    try:
        yield
    except Exception as error:
        if explain(error) is None and not getattr(error, "__notes__", None):
            error.add_note(_text(module))
        raise


def write_report(error: BaseException, command: Sequence[str]) -> Path:
    """Write `intaglio-fault-<hash>.txt` into the working folder, or where that cannot be, a temporary one."""
    import intaglio

    story = "".join(traceback.format_exception(error))
    lines = [
        "A fault of Intaglio's, not of the piece. Please report it with this file.",
        f"command: intaglio {' '.join(command)}",
        f"python: {sys.version.split()[0]} on {platform.platform()}",
        f"intaglio: {Path(intaglio.__file__).parent.name} {_version()}",
        "",
        story,
    ]
    text = _without_keys("\n".join(lines), command)
    name = f"intaglio-fault-{hashlib.sha256(text.encode()).hexdigest()[:10]}.txt"
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            (folder / name).write_text(text, "utf-8")
        except OSError:
            continue
        return folder / name
    return Path("(no file: no folder can be written to)")


def _text(module: Module) -> str:
    from intaglio.ir.text import print_module

    try:
        return "the IR at that point:\n" + print_module(module)
    except Exception as error:  # a module broken enough that it cannot even be printed
        return f"the IR at that point cannot be printed ({error!r}):\n{module!r}"


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("intaglio")
    except PackageNotFoundError:
        return "(not installed)"


def _without_keys(text: str, command: Sequence[str]) -> str:
    """`text` with addresses cut down to scheme and host, and their paths and queries taken out wherever."""
    for argument in command:
        url = urlsplit(argument.removeprefix("--rpc="))
        secret = argument.partition(url.netloc)[2] if url.scheme and url.netloc else ""
        if len(secret) > 1:
            text = text.replace(secret, "/…")
    return _URL.sub(lambda match: f"{urlsplit(match[0]).scheme}://{urlsplit(match[0]).hostname}/…", text)
