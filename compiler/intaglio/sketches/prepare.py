"""A sketch made ready for a page of ours, and the page that it was written for: what the two show must be the same.

`texts(sketch, examined)` are the scripts that may be stored, all of one meaning; `written_page(…)` is the sketch as
it is, with the names of its platform provided.
"""

from __future__ import annotations

import html
import re

from intaglio.characters import misleading
from intaglio.packing.minify.minifiers import Candidate, Surroundings, candidates_for
from intaglio.packing.page import LOCALS
from intaglio.sketches.assemble import assemble
from intaglio.sketches.platforms import SEED, prelude
from intaglio.sketches.refusals import Examined
from intaglio.sketches.source import Sketch

SHOWN = "ot"  # with which a piece's script hands over its picture: a sketch draws by itself, and must not seem to
# What may go before a script, by what is said of it: nothing, or what makes the page more like the one it had.
CLEARINGS = {
    "": "",
    "page cleared": 'document.body.textContent="";',  # of what has unpacked a page that brings all it needs
    "style cleared": 'document.head.textContent="";',  # of that with which a piece's picture fills the window
    "page written anew": 'document.write("<!doctype html><body>");document.close();',  # not in quirks mode
}


def clearings(sketch: Sketch, *, self_contained: bool) -> tuple[str, ...]:
    """Those of `CLEARINGS` that a sketch may need, the shortest first."""
    has_doctype = sketch.is_page and re.match(r"\s*<!doctype html", sketch.source, re.I)
    return ("", "page cleared" if self_contained else "style cleared", *(["page written anew"] if has_doctype else []))


def source_of(sketch: Sketch, examined: Examined) -> str:
    """The whole script, still to be minified."""
    seed = f"self.{SEED}" if examined.has_own_seed else SEED
    return prelude(examined.needed, examined.through_window, sketch.source, seed) + assemble(sketch)


def texts(sketch: Sketch, examined: Examined) -> tuple[Candidate, ...]:
    """Every form in which the sketch could be stored. Raises `MinifierFailed`."""
    seed = () if examined.has_own_seed else (SEED,)
    around = Surroundings(seed, avoided=(SEED, *SHOWN), entries=(), locals=LOCALS, exposed=_called_by_markup(sketch))
    return candidates_for(source_of(sketch, examined), around)


def _called_by_markup(sketch: Sketch) -> tuple[str, ...]:
    """Names in attributes such as `onclick`."""
    handlers = [value for tag in sketch.tags for name, value in tag.attributes.items() if name.startswith("on")]
    return tuple(sorted({word for handler in handlers for word in re.findall(r"[A-Za-z_$][\w$]*", handler)}))


def written_page(sketch: Sketch, examined: Examined, seed: bytes) -> bytes:
    """The sketch's own page for a token, with what its platform gives it."""
    given = prelude(examined.needed, examined.through_window, sketch.source, f"self.{SEED}")
    provided = _element(f'self.{SEED} = "{seed.hex()}";\n{given}')
    if not sketch.is_page:
        return f"<meta charset=utf-8><body>{provided}{_element(sketch.source)}".encode()
    doctype = re.match(r"\s*<!doctype[^>]*>", sketch.source, re.I)
    end = doctype.end() if doctype else 0
    return f"{sketch.source[:end]}<meta charset=utf-8>{provided}{sketch.source[end:]}".encode()


def _element(script: str) -> str:
    inside = re.sub(r"</(?=script)", r"<\\/", script, flags=re.I)  # which would end the element
    return f"<script>{inside}</script>"


def title_of(sketch: Sketch, stem: str) -> str:
    """What a sketch is called: the title of its page, or its file's name with a capital."""
    found = re.search(r"<title>([^<]*)</title>", sketch.source, re.I) if sketch.is_page else None
    titles = (html.unescape(found[1]) if found else "", stem.replace("_", " ").replace("-", " "))
    plain = ("".join(c for c in " ".join(title.split()) if not misleading(c)) for title in titles)
    title = next(filter(None, plain), "Untitled")
    return title[:1].upper() + title[1:]
