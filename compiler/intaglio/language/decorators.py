"""`@art` and `@rule`. The compiler only reads them; under plain Python they let a piece be tried at once.

>>> drift.render(seed=7).save("drift.svg")      # what @art makes of the function below it
>>> sin(0.5)                                    # a rule, called outside any piece
0.47943115234375

Both go through the reference meaning: the file is compiled, and what the compiler accepted is run.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path as FilePath
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

from intaglio.language.card import card
from intaglio.language.raster import Raster, beneath

P = ParamSpec("P")
R = TypeVar("R")


class Drawing:
    """One token's picture and traits: `svg` is what is drawn, or a piece's plain text, `raster` the pixels beneath.

    A notebook shows it.
    """

    def __init__(
        self, svg: str, traits: str, raster: Raster | None = None, size: tuple[int, int] = (1000, 1000),
        medium: str = "svg",
    ) -> None:  # fmt: skip
        self.svg, self.traits, self.raster, self._size = svg, traits, raster, size
        self._is_text = medium == "text"

    def save(self, path: str | FilePath) -> None:
        """Write the picture to a file, an SVG document or plain text."""
        text = self.svg if self._is_text else self._repr_svg_()
        FilePath(path).write_text(text, encoding="utf-8", newline="")

    def _repr_svg_(self) -> str:
        if self._is_text:
            return card(self.svg)
        return self.svg if self.raster is None else beneath(self.svg, self.raster, self._size)


class Art:
    """A piece, made by `@art`."""

    def __init__(self, function: Callable[..., None], title: str) -> None:
        self.__name__, self.__doc__ = function.__name__, function.__doc__
        self.title = title
        self._path = FilePath(inspect.getfile(function))

    def render(self, seed: int | bytes | str = 0, resolution: tuple[int, int] | None = None) -> Drawing:
        """The token of a seed (a number, 32 bytes, or 64 hex digits), by the meaning of the language.

        A piece with pixels has some thousand of them a second here: a small `resolution` shows it soon.
        Raises `Refused` (in `intaglio.frontend`) for what is not the language, `PieceFault` for what has no result.
        """
        from intaglio.frontend import compile_file
        from intaglio.language.execute import Execution
        from intaglio.language.seed import seed_bytes

        return Execution(compile_file(self._path).program).run(seed_bytes(seed), 0, resolution)


class Rule(Generic[P, R]):
    """A rule, made by `@rule`. Calling it gives what the language gives."""

    def __init__(self, function: Callable[P, R]) -> None:
        update_wrapper(self, function)
        self._function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        from intaglio.language.execute import call_rule

        return cast(R, call_rule(self._function, args, kwargs))


def art(
    title: str = "Untitled", *, size: tuple[int, int] | None = None, digits: int = 2, numbers: str = "fixed",
    resolution: tuple[int, int] | None = None, chain_size: tuple[int, int] | None = None, media: str = "svg",
) -> Callable[[Callable[..., None]], Art]:
    """Mark the function that draws the piece: `@art("Drift", size=(1000, 1000))`. It takes the seed and the canvas.

    `digits` (0 to 5) is how many decimals the picture's numbers have at most; `numbers` is "fixed" or "double".
    `media` is "svg", a picture made of shapes, or "text"; `size` is then how many columns and lines it has.
    `resolution` is how many pixels a raster has, across and down: without it the size, scaled to at most 1000.
    `chain_size` is how many the contract draws, across and down: without it no contract draws the piece.
    """
    return lambda function: Art(function, title)


@overload
def rule(function: Callable[P, R]) -> Callable[P, R]: ...
@overload
def rule(*, weight: float) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def rule(function: Any = None, *, weight: float | None = None) -> Any:
    """Mark a function of the language. Rules of one name with a weight are alternatives: each call draws one."""
    return Rule(function) if function is not None else Rule
