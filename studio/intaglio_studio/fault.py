"""When the fault is ours: a file with all that a report needs, and one line on the screen that names it.

`with_ir(module)` surrounds work on a module; an unexpected exception that passes through it carries the
module's text along, and `write_report` puts that beside the traceback. Addresses of nodes are masked: they
hold keys. So are a signer's key and password, should an exception ever quote one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from intaglio.ir.nodes import Module
from intaglio_renderers.node_address import without_addresses, without_keys
from intaglio_studio.mistake import explain
from intaglio_studio.plain import printable

SHORTEST_SECRET = 4  # characters: a shorter one would blot out half the report


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
    text = printable(_without_keys("\n".join(lines), command))
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
    """`text` with addresses cut down to scheme and host, and what else of them or of a key it quotes taken out."""
    ours = {name: value for name, value in os.environ.items() if name.startswith("INTAGLIO_")}
    hidden = [value.removeprefix("0x") for name, value in ours.items() if name.endswith(("_KEY", "_PASSWORD"))]
    for secret in hidden:
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "…")
    for before, argument in zip(["", *command], command):
        address = argument.partition("=")[2] if argument.startswith("--") else argument
        if "://" in address or f"{before} {argument}".lstrip().startswith("--rp"):
            text = without_keys(text, address)
    return without_addresses(text)
