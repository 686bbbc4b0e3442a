"""The contract of a sketch: it draws a card with the sketch's name, since the sketch itself runs in a browser only.

A marketplace shows a token's page (`animation_url`). Where it shows none, and in lists, it shows `image`, which an
edition takes from its renderer: this one. The card is an ordinary piece, compiled like any other, on paper of the
color that the sketch's first picture has most of.
"""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from intaglio_studio.piece import Piece, open_piece

FILE = "card.py"
LONGEST = 40  # characters of a title that fit on a line

_CARD = '''\
{about!r}

from intaglio import Canvas, Seed, art


@art({title!r}, size=(1000, 1000))
def card(seed: Seed, canvas: Canvas):
    canvas.background("{paper}")
    canvas.text(500, 515, {shown!r}, size=44, anchor="middle", family="serif", fill="{ink}")
'''


def card_text(title: str, png: bytes) -> str:
    """The card's source. `png` is the sketch's first picture."""
    red, green, blue = commonest_color(png)
    ink = "#fff" if 299 * red + 587 * green + 114 * blue < 128_000 else "#111"
    shown = title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
    about = f"{title}: a card, for where no page is shown."
    paper = f"#{red:02x}{green:02x}{blue:02x}"
    return _CARD.format(title=title, about=about, paper=paper, shown=shown, ink=ink)


def card(text: str) -> Piece:
    """The card, compiled."""
    with TemporaryDirectory(prefix="intaglio-card-") as folder:
        path = Path(folder) / FILE
        path.write_text(text, "utf-8")
        return open_piece(path)


def commonest_color(png: bytes) -> tuple[int, int, int]:
    """The color that most pixels have; of several, the darkest."""
    image: Any = Image.open(io.BytesIO(png)).convert("RGB")
    counts = image.getcolors(image.width * image.height)
    _, color = min(counts, key=lambda entry: (-entry[0], entry[1]))
    red, green, blue = color
    return red, green, blue
