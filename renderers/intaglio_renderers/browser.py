"""What each browser must do: `Browser.outcome(address)` shows a whole page and gives what its script has drawn.

`chromium`, `firefox` and `webkit` each drive one; `browsers` finds them and makes renderers of them. What a page looks
like when it is done is said here once, in JavaScript, for all of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from intaglio.language.raster import Raster
from intaglio.packing.page import FAILURE, text_of
from intaglio.packing.self_inflating import DAMAGED
from intaglio_renderers.picture import Picture

START_SECONDS = 60.0  # for a browser to start, on a busy machine

# JavaScript: width, height and RGBA in hex of the page's canvas, where it has one.
_RASTER = """() => {
  const canvas = document.querySelector("body > canvas");
  if (!canvas) return [];
  const {width, height} = canvas, image = canvas.getContext("2d").getImageData(0, 0, width, height);
  return [width, height, Array.from(image.data, byte => (byte + 256).toString(16).slice(1)).join("")];
}"""
# JavaScript: what the page shows when it is done, a picture or else a message; null before. A self-contained page is
# in an <svg onload=…> until then, and one with the Runtime in a hidden <plaintext>.
OUTCOME = f"""() => document.querySelector("body > svg:not([onload]),body > plaintext:not([hidden])")
  ? {{picture: [o, t, ...({_RASTER})()]}}
  : /^({FAILURE}|{DAMAGED})/.test(document.body?.textContent) ? {{failure: document.body.textContent}} : null"""

# The same for drivers that cannot wait by themselves: a promise of the outcome as JSON.
WHEN_DONE = f"""() => new Promise(done => {{
  const outcome = {OUTCOME};
  const look = () => {{ const found = outcome(); found ? done(JSON.stringify(found)) : setTimeout(look, 4) }};
  look();
}})"""

# Makes a frame with the page all there is; a promise of its having loaded.
SHOW = """(address, sandbox) => new Promise(shown => {
  const frame = document.createElement("iframe");
  if (sandbox) frame.sandbox = "allow-scripts";
  frame.onload = () => shown(true);
  frame.src = address;
  document.body.replaceChildren(frame);
})"""


class BrowserFailed(Exception):
    """The browser did not start, is gone, or did not show a page. The text says why, in one line."""


class Browser(ABC):
    """A running browser, for one thread."""

    @abstractmethod
    def outcome(self, address: str, seconds: float, *, sandbox: bool) -> object:
        """What `OUTCOME` gives for the page at `address`, within `seconds`.

        `sandbox`: in a frame that may run scripts and nothing else, as marketplaces show pages. Raises `BrowserFailed`.
        """

    @property
    @abstractmethod
    def alive(self) -> bool:
        """Whether it can show another page."""

    @abstractmethod
    def close(self) -> None:
        """End it, and every process that it started. Harmless when repeated."""


def picture_of(outcome: object) -> Picture:
    """The picture that a page left. Raises `BrowserFailed` where it left a message, or neither."""
    match outcome:
        case {"picture": [str(shown), str(traits)]}:
            picture = text_of(shown) if shown.startswith("<plaintext") else shown
            return Picture(picture.encode(), traits.encode())
        case {"picture": [str(svg), str(traits), int(width), int(height), str(rgba)]}:
            return Picture(svg.encode(), traits.encode(), Raster(width, height, bytes.fromhex(rgba)))
        case {"failure": str(message)}:
            raise BrowserFailed(message.removeprefix(FAILURE))
        case _:
            raise BrowserFailed("the page left no picture")


def late(seconds: float) -> BrowserFailed:
    """What a browser says of a page that takes too long."""
    return BrowserFailed(f"no picture after {seconds:g} s")
