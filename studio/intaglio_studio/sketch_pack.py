"""From a sketch's file to the bundle that is deployed: `pack_sketch(path, …)`.

    read and examined ─▶ minified in every way ─▶ packed ─▶ the smallest that shows the same pixels ─▶ Bundle

A form that shows anything else is passed over for the next larger one; which were, is said.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from intaglio.bundle import Bundle, symbol_of
from intaglio.node_packages import package_folder
from intaglio.packing.codecs import Packed, Target, pack
from intaglio.packing.deflate import deflate
from intaglio.packing.minify.minifiers import Candidate
from intaglio.packing.page import framed, head, page
from intaglio.packing.runtime import VERSION
from intaglio.sketches.prepare import CLEARINGS, clearings, texts
from intaglio.sketches.refusals import Examined, examine
from intaglio.sketches.source import Sketch, read
from intaglio_renderers.picture import SEED_BYTES
from intaglio_renderers.sketch import SIDE, SketchPictures
from intaglio_studio.build import build
from intaglio_studio.mistake import Mistake
from intaglio_studio.progress import Board, Silent
from intaglio_studio.promise import PROMISED
from intaglio_studio.sketch_card import FILE, card, card_text
from intaglio_studio.sketch_check import UNLIKE, Check, Difference

LIKELY = 10  # forms that every codec packs
QUICK_ROUNDS = 5  # of zopfli, to find those
TRIES = 4  # forms whose pixels are compared before packing is given up
_MINIFIERS = ("terser", "uglify-js", "@swc/core")


@dataclass(frozen=True)
class How:
    """Who is to read what is packed, and by which codec, if not by the best."""

    target: Target = Target.PAGE
    codec: str | None = None


@dataclass(frozen=True)
class Form:
    """One way to store a sketch: which minifier and options made it, its text, and that packed."""

    label: str
    text: str
    packed: Packed


@dataclass(frozen=True)
class PackedSketch:
    """A sketch packed; `candidates` is how many forms the minifiers gave.

    `passed_over` are forms that would have been smaller, each with what it showed instead.
    """

    sketch: Sketch
    form: Form
    candidates: int
    seeds: tuple[bytes, ...]
    passed_over: tuple[tuple[Form, str], ...]
    warnings: tuple[str, ...]
    first_picture: bytes  # PNG


def read_sketch(path: Path) -> Sketch:
    """The sketch in a file. Raises `Mistake`."""
    try:
        return read(str(path), path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise Mistake(f"{path} is not UTF-8 text", help="save it as UTF-8", code="file") from None
    except OSError as error:
        raise Mistake(f"cannot read {path}: {error.strerror}", code="file") from None


def pack_sketch(
    sketch: Sketch,
    seeds: Sequence[bytes],
    how: How = How(),
    board: Board | None = None,
    differences: Path | None = None,
) -> PackedSketch:
    """The smallest form of a sketch that shows the same pixels for all `seeds`.

    Where none does, the pictures of the smallest go to the folder `differences`. Raises `Refused` or `Mistake`.
    """
    told = board or Silent()
    examined = examine(sketch)
    forms, tried = _forms(sketch, examined, how, told)
    passed_over: list[tuple[Form, str]] = []
    with SketchPictures() as pictures:
        check = Check(sketch, examined, seeds, pictures, told)
        first: Difference | None = None
        for form in _with_clearing(sketch, forms, how):
            difference = check.difference(partial(_page, form))
            if difference is None:
                warnings = _warnings(sketch, check)
                shown = next(iter(check.written.values()))
                return PackedSketch(sketch, form, tried, tuple(seeds), tuple(passed_over), warnings, shown.png)
            first = first or difference
            passed_over.append((form, difference.text()))
    assert first is not None
    raise _unlike(sketch, first, differences)


def bundle_of(packed: PackedSketch, title: str, description: str, board: Board | None = None) -> Bundle:
    """Everything that goes on chain, with the contract that draws the sketch's card, whose pictures are promised."""
    sketch, form = packed.sketch, packed.form
    source = card_text(title, packed.first_picture)
    whole = build(card(source), board, sample=PROMISED)
    versions = {name: json.loads((package_folder(name) / "package.json").read_text("utf-8"))["version"]
                for name in _MINIFIERS}  # fmt: skip
    return replace(
        whole,
        title=title,
        symbol=symbol_of(title),
        description=description,
        size=(SIDE, SIDE),
        sources={Path(sketch.name).name: sketch.source, FILE: source},
        script=form.text,
        codec=form.packed.codec,
        tried=form.packed.tried,
        runtime_version=VERSION if head(form.packed.codec) else 0,
        runtime_part=head(form.packed.codec),
        script_part=form.packed.payload,
        preview=framed(page(bytes(SEED_BYTES), form.packed)),
        toolchain={**whole.toolchain, **versions, "zopfli": importlib.metadata.version("zopfli")},
    )


def _forms(sketch: Sketch, examined: Examined, how: How, told: Board) -> tuple[list[Form], int]:
    """The forms that pack best, the smallest first. Zopfli, in a hurry, says which are likely to."""
    told.begin("minifiers")
    known = texts(sketch, examined)
    told.finish("minifiers", f"{len(known)} forms")
    likely = sorted(known, key=lambda candidate: len(deflate(candidate.script.encode(), rounds=QUICK_ROUNDS)))[:LIKELY]
    told.begin("codecs", len(likely))
    forms = []
    for candidate in likely:
        forms.append(_form(candidate, how))
        told.advance("codecs")
    told.finish("codecs")
    return sorted(forms, key=lambda form: (len(form.packed.payload), len(form.text))), len(known)


def _page(form: Form, seed: bytes) -> bytes:
    return page(seed, form.packed)


def _form(candidate: Candidate, how: How) -> Form:
    return Form(candidate.label, candidate.script, pack(candidate.script.encode(), how.target, how.codec))


def _with_clearing(sketch: Sketch, forms: Sequence[Form], how: How) -> Iterator[Form]:
    """The forms to try, each also with what makes its page more like the one that the sketch was written for."""
    names = clearings(sketch, self_contained=how.target is Target.SELF_CONTAINED)
    for form in forms[:TRIES]:
        yield form
        for name in names[1:]:
            yield _form(Candidate(f"{form.label}, {name}", CLEARINGS[name] + form.text), how)


def _warnings(sketch: Sketch, check: Check) -> tuple[str, ...]:
    if not check.all_alike:
        return ()
    return (f"warning: {len(check.written)} seeds show one picture: does {sketch.name} use the seed that it is given?",)


def _unlike(sketch: Sketch, first: Difference, folder: Path | None) -> Mistake:
    where = ""
    if folder is not None:
        first.save(folder)
        where = f"; both pictures are in {folder}"
    return Mistake(
        f"{sketch.name} shows something else when it is packed: {first.text()}{where}", code=UNLIKE,
        help="docs/pack.md, under K011, has what a page on chain does otherwise",
    )  # fmt: skip

