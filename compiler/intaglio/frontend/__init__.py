"""From source to typed IR.

The order to read: `syntax` (what is accepted), `load` (files and names), `tables` and `scope` (constants), `types`,
`sprites` (pictures that are constants), `shared`, `floats` and `builder` (the state while building), `operands`,
`picks`, `draws`, `canvas`, `functions`, `calls`, `subscripts`, `expressions`, `binding`, `paths`, `loops`,
`statements`, `elaborate` (all rules until no type changes). `other_words` has the ways out that messages offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intaglio.frontend.diagnostics import Diagnostic, Refused
from intaglio.frontend.elaborate import Elaborator
from intaglio.frontend.load import load
from intaglio.frontend.program import Program, Source
from intaglio.ir.check import check
from intaglio.ir.nodes import Module
from intaglio.passes.inherit import inherited

__all__ = ["Compiled", "Diagnostic", "Program", "Refused", "Source", "compile_file", "compile_text"]


@dataclass(frozen=True)
class Compiled:
    """An accepted piece: its syntax trees for the reference, its IR for everything else, and its warnings."""

    program: Program
    module: Module
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]  # shown file name -> text, for `diagnostics.render`


def compile_file(path: Path | str) -> Compiled:
    """Compile a piece. Raises `Refused` with every error found."""
    return _compile(Path(path), None)


def compile_text(text: str, name: str = "piece") -> Compiled:
    """Compile a piece given as text; its siblings are looked for in the current folder."""
    return _compile(Path(f"{name}.py"), text)


def _compile(path: Path, text: str | None) -> Compiled:
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    loaded = load(path, found.append, texts, text)
    if loaded.entry is None:
        raise Refused(_ordered(found), texts)
    elaborator = Elaborator(loaded)
    elaborator.shared.refused = bool(found)
    module, options = elaborator.run()
    errors = [*found, *elaborator.shared.diagnostics.values()]
    if found:  # a type that cannot be found is then but what follows
        errors = [error for error in errors if error.code != "I027"]
    if errors:
        raise Refused(_ordered(errors), texts)
    sources = tuple(scope.source for scope in loaded.scopes.values())
    program = Program(
        loaded.piece.source, sources, loaded.entry.name, options.title, options.width, options.height,
        options.digits, frozenset(elaborator.shared.to_float), module.params, module.resolution, module.numbers,
        module.medium, module.chain_size, inherited(module),
    )  # fmt: skip
    return Compiled(program, check(module), tuple(elaborator.warnings()), texts)


def _ordered(found: list[Diagnostic]) -> list[Diagnostic]:
    """By file and line; one message for each place and code."""
    unique: dict[tuple[str, int, int, str], Diagnostic] = {}
    for d in found:
        unique.setdefault((d.span.file, d.span.line, d.span.column, d.code), d)
    return [unique[key] for key in sorted(unique)]
