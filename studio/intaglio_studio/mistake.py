"""What goes wrong in the user's world, in the user's words: `Mistake`, and `explain` for everybody else's errors.

A command may raise any of the typed errors in `KNOWN`; `explain` turns one into text and JSON. An exception
that it does not know is a fault of ours (`fault.py`). The table goes by name, so that looking an error up
imports nothing: `intaglio --help` must not load web3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NO_PICTURE = "F001"  # the code of a fault that a piece commits while it runs
Json = dict[str, Any]

# An error's module and name -> its stable code for `--json`, and what the user can do about it.
KNOWN: dict[str, tuple[str, str]] = {
    "intaglio.bundle.BundleDamaged": ("build-altered", "build it again: `intaglio build PIECE`"),
    "intaglio.bundle.NotABundle": ("no-build", "`intaglio build PIECE` makes a build folder"),
    "intaglio.node_packages.PackageMissing": ("tool-missing", "`make setup` installs what is missing"),
    "intaglio.backends.evm.solc.SolcError": ("solc", ""),
    "intaglio_contracts.plan.LimitExceeded": ("too-big", "draw with fewer or shorter rules"),
    "intaglio_renderers.picture.RenderError": ("render", ""),
    "intaglio_renderers.rpc.ChainUnreachable": ("chain-unreachable", "check the address given with `--rpc`"),
    "intaglio_studio.accounts.AccountMissing": ("account", ""),
    "intaglio_studio.anvil.AnvilMissing": ("tool-missing", ""),
    "intaglio_studio.chain.CallFailed": ("call", "is the address given with `--contract` an edition's?"),
    "intaglio_studio.sending.TransactionFailed": ("transaction", "what was sent stays: run the same command to go on"),
    "intaglio_studio.journal.JournalDamaged": ("journal", "give another file with `--journal`"),
    "intaglio_studio.journal.JournalInUse": ("journal-in-use", "wait until it has ended"),
    "intaglio_studio.journal.JournalUnwritable": ("journal", "give a file with `--journal` that can be written"),
    "intaglio_studio.signers.SignerRefused": ("signer", "what was sent stays: run the same command to go on"),
    "intaglio_studio.deploy.DeployError": ("deploy", "what was sent stays: run the same command to go on"),
    "intaglio_studio.room.RendererTooBig": ("too-big", "draw with fewer rules, or give rules and tables less to hold"),
    "intaglio_studio.edition.BadMetadata": ("metadata", "is the address given with `--contract` an edition's?"),
}


class Mistake(Exception):
    """Something the user can mend: `message` says what is wrong, `help` what to do."""

    def __init__(self, message: str, *, help: str = "", code: str = "usage") -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.code = code


@dataclass(frozen=True)
class Explanation:
    """An error as the user sees it: `text` on the screen, `errors` in JSON."""

    text: str
    errors: list[Json] = field(default_factory=list)


class Explained(Exception):
    """An error of another process, as the user should see it: most errors do not survive the way from there."""

    def __init__(self, explanation: Explanation) -> None:
        super().__init__(explanation)
        self.explanation = explanation


def explain(error: BaseException) -> Explanation | None:
    """The user's view of `error`; None where it is a fault of ours."""
    if isinstance(error, Explained):
        return error.explanation
    if isinstance(error, Mistake):
        return _plain(error.code, error.message, error.help)
    for kind in type(error).__mro__:
        name = f"{kind.__module__}.{kind.__qualname__}"
        if name == "intaglio.frontend.diagnostics.Refused":
            return _refused(error)
        if name == "intaglio.language.numbers.PieceFault":
            return _fault_of_piece(error)
        if name in KNOWN:
            code, help = KNOWN[name]
            return _plain(code, str(error), help)
    return None


def _refused(error: BaseException) -> Explanation:
    from intaglio.frontend.diagnostics import Refused, render

    assert isinstance(error, Refused)
    count = sum(d.severity == "error" for d in error.diagnostics)
    summary = f"{count} error{'s' if count != 1 else ''}"
    text = f"{render(error.diagnostics, error.sources)}\n\n{summary}: nothing was made"
    return Explanation(text, [diagnostic.to_json() for diagnostic in error.diagnostics])


def _fault_of_piece(error: BaseException) -> Explanation:
    """What a seed made the piece do, shown like what the compiler refuses: the line, and what is wrong with it."""
    from intaglio.frontend.diagnostics import Diagnostic, render
    from intaglio.ir.span import Span
    from intaglio.language.numbers import PieceFault

    assert isinstance(error, PieceFault)
    text = _text_of(error.file)
    lines = text.split("\n")
    line = lines[error.line - 1] if 0 < error.line <= len(lines) else ""
    start = len(line) - len(line.lstrip())
    span = Span(error.file, error.line, start, error.line, len(line.encode()))
    diagnostic = Diagnostic(NO_PICTURE, error.cause, span, help="the piece has no picture for this seed")
    return Explanation(render([diagnostic], {error.file: text}), [diagnostic.to_json()])


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""  # a library file, or none


def _plain(code: str, message: str, help: str) -> Explanation:
    text = f"error: {message}" + (f"\n  help: {help}" if help else "")
    return Explanation(text, [{"code": code, "severity": "error", "message": message, "help": help}])
