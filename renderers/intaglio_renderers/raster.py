"""Pictures to PNG, for looking at: what engines are compared by is the SVG's bytes, never these pixels.

`png_of` draws a whole picture: the SVG by resvg, above the piece's own pixels; those stay exact at their own size.

resvg brings no fonts and knows none of a system's choices, so a text comes out empty unless it is told where
fonts lie and which family `monospace`, `serif` and `sans-serif` mean. `installed_fonts` finds that out once, in the
usual places and in those that INTAGLIO_FONTS names (folders separated as in PATH). Where no font is found, a
picture's texts are left out of the PNG, and one warning says so; everything else is drawn.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resvg_py

from intaglio_renderers.picture import Picture, RenderError

FONTS_VARIABLE = "INTAGLIO_FONTS"
FONT_FOLDERS = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
}
# Generic family -> families that may stand for it, the likeliest first.
FAMILIES = {
    "monospace": ("DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Menlo", "Consolas", "Courier New"),
    "serif": ("DejaVu Serif", "Liberation Serif", "Noto Serif", "Times", "Times New Roman", "Georgia"),
    "sans_serif": ("DejaVu Sans", "Liberation Sans", "Noto Sans", "Helvetica", "Arial"),
}


@dataclass(frozen=True)
class Fonts:
    """Folders that hold fonts, and the family that stands for each generic one."""

    folders: tuple[str, ...]
    monospace: str | None
    serif: str | None
    sans_serif: str | None


def png_of(picture: Picture, width: int) -> bytes:
    """The PNG of a picture, `width` pixels wide. Raises `RenderError`."""
    if picture.pixels is None:
        return rasterize(picture.drawing, width)
    from PIL import Image  # slow to import, and few pieces have pixels

    raster = picture.pixels
    base = Image.frombytes("RGBA", (raster.width, raster.height), raster.rgba)
    above = Image.open(io.BytesIO(rasterize(picture.svg, width))).convert("RGBA")
    if above.size != base.size:
        base = base.resize(above.size, Image.Resampling.LANCZOS)
    output = io.BytesIO()
    Image.alpha_composite(base, above).convert("RGB").save(output, "PNG")
    return output.getvalue()


def rasterize(svg: bytes, width: int | None = None) -> bytes:
    """The PNG of an SVG document, `width` pixels wide, or at the size that the document states.

    Raises `RenderError` where resvg cannot read the document.
    """
    fonts = installed_fonts() if b"<text" in svg else Fonts((), None, None, None)
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=svg.decode(),
            width=width,
            skip_system_fonts=True,
            font_dirs=list(fonts.folders),
            font_family=fonts.sans_serif,
            monospace_family=fonts.monospace,
            serif_family=fonts.serif,
            sans_serif_family=fonts.sans_serif,
        )
    except ValueError as error:  # undecodable bytes are one, too
        raise RenderError(f"resvg: {error}") from None
    return bytes(png)


@cache
def installed_fonts() -> Fonts:
    """The fonts of this machine, looked up once."""
    named = os.environ.get(FONTS_VARIABLE, "").split(os.pathsep)
    usual = FONT_FOLDERS.get(sys.platform, FONT_FOLDERS["linux"])
    folders = [str(path) for name in (*named, *usual) if name and (path := Path(name).expanduser()).is_dir()]
    present = {family for folder in folders for family in families(Path(folder))}
    if not present:
        logging.getLogger(__name__).warning("no font found: the texts of pictures are left out of PNGs")
    chosen = {generic: choose(wanted, present) for generic, wanted in FAMILIES.items()}
    return Fonts(tuple(folders), chosen["monospace"], chosen["serif"], chosen["sans_serif"])


def choose(wanted: tuple[str, ...], present: set[str]) -> str | None:
    """The first wanted family that is present, else any, else None."""
    return next((family for family in wanted if family in present), min(present, default=None))


def families(folder: Path) -> Iterator[str]:
    """The family of every font file in a folder, whatever its depth."""
    from PIL import ImageFont  # slow to import, and few pictures hold text

    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".ttf", ".otf", ".ttc"):
            try:
                name, _style = ImageFont.truetype(path, 8).getname()
            except OSError:
                continue
            if name:
                yield name
