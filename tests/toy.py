"""A small piece for tests of everything behind the compiler: it compiles and runs in milliseconds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from intaglio.bundle import Bundle
from intaglio_studio.build import build
from intaglio_studio.piece import open_piece

TOY = '''"""Toy: dots and a square.

Not the piece's description any more.
"""
from intaglio import Canvas, Seed, art, rule

PALETTES = {
    "Ember": ("#1b1b1e", "#f26430", "#f2c14e"),
    "Moss": ("#0b2027", "#40798c", "#70a9a1"),
}


@art("Toy", size=(400, 300))
def toy(seed: Seed, canvas: Canvas):
    palette = seed.pick("Palette", PALETTES, weights=(3, 1))
    count = seed.integer("Dots", 3, 9)
    canvas.background(palette[0])
    for i in range(count):
        dot(seed, canvas, palette[1 + i % 2])


@rule
def dot(seed: Seed, canvas: Canvas, ink):
    r = seed.uniform(4, 40)
    canvas.circle(seed.uniform(0, 400), seed.uniform(0, 300), r, fill=ink)
    if r > 20:
        canvas.rect(10 * r / 3, 5, 20.5, r, stroke=ink, width=1.5)
'''


def write_toy(folder: Path) -> Path:
    """The toy as a file in `folder`."""
    path = folder / "toy.py"
    path.write_text(TOY, "utf-8")
    return path


@cache
def toy_bundle(folder: Path) -> Bundle:
    """The toy, built; it lies in `folder` as `write_toy` leaves it."""
    return build(open_piece(write_toy(folder)), sample=3)
