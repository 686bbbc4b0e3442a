"""From pixels to outlines: what a sprite is drawn with.

Each color becomes one layer of closed outlines, whose steps are horizontal and vertical in turn. Layers are drawn one
over the other, so a layer may also cover what later ones will: a face is drawn whole, and the eyes on top of it.
That leaves fewer corners, and corners are what is stored.

    ##..      M0 0 h2 v1 h1 v1 H0      its steps, and back to where it began: the last upright one closes by itself
    ###.

The last two steps of an outline are not stored, so it begins where those are longest. A step is stored as `entries`.

A set of pixels is one int with a bit for each, with a clear column on the right and room all around, so that
a whole picture is moved by a shift and its corners are counted by `bit_count`.
"""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.pictures.png import CLEAR, Pixels

LONGEST = 7  # entries are from -7 to 7, and after one of those two the step goes on: half a byte in the contract


@dataclass(frozen=True)
class Outline:
    """A closed line from (x, y): horizontal and vertical steps in turn, without the last two, which lead back."""

    x: int
    y: int
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Layer:
    """What is drawn with one color."""

    ink: int
    outlines: tuple[Outline, ...]


def layers_of(pixels: Pixels) -> tuple[Layer, ...]:
    """The layers of a picture, the lowest first."""
    board = _Board(pixels.width, pixels.height)
    areas: dict[int, int] = {}
    for at, ink in enumerate(pixels.colors):
        if ink != CLEAR:
            areas[ink] = areas.get(ink, 0) | board.bit(at % pixels.width, at // pixels.width)
    layers = []
    waiting = dict(sorted(areas.items()))
    while waiting:
        ink, area = _lowest(board, waiting)
        del waiting[ink]
        layers.append(Layer(ink, board.outlines(_grown_by_pixels(board, area, sum(waiting.values())))))
    return tuple(layers)


def _lowest(board: _Board, waiting: dict[int, int]) -> tuple[int, int]:
    """The color that gains most by being drawn below all others, and the area that it then covers."""
    everything = sum(waiting.values())
    best: tuple[int, int, int, int] | None = None
    for ink, own in waiting.items():
        area = _grown(board, own, everything ^ own)
        gain = board.corners(own) - board.corners(area)
        one = (gain, area.bit_count(), -ink, area)
        best = max(best, one) if best else one
    assert best is not None
    return -best[2], best[3]


def _grown(board: _Board, own: int, free: int) -> int:
    """The area with all those connected parts of what is drawn later that leave it with fewer corners."""
    parts = board.parts(free)
    full = own | free
    tries = []
    for area in (own, full):
        corners = board.corners(area)
        changed = True
        while changed:
            changed = False
            for part in parts:
                other = area ^ part
                fewer = board.corners(other)
                if fewer < corners:
                    area, corners, changed = other, fewer, True
        tries.append((corners, area.bit_count(), area))
    return min(tries)[2]


def _grown_by_pixels(board: _Board, area: int, later: int) -> int:
    """The area, changed pixel by pixel and run by run where that leaves fewer corners."""
    corners = board.corners(area)
    changed = True
    while changed:
        changed = False
        for run in board.runs(later):
            other = area ^ run if area & run in (0, run) else area | run
            fewer = board.corners(other)
            if fewer < corners:
                area, corners, changed = other, fewer, True
    return area


class _Board:
    """Sets of pixels of one picture as ints."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.stride = width + 1

    def bit(self, x: int, y: int) -> int:
        return 1 << (y + 1) * self.stride + x + 1

    def corners(self, area: int) -> int:
        """The corners of all outlines: points around which one or three of four pixels are set, and crossings twice."""
        right, down, both = area << 1, area << self.stride, area << self.stride + 1
        odd = (area ^ right ^ down ^ both).bit_count()
        crossing = (area & both & ~(right | down) | right & down & ~(area | both)).bit_count()
        return odd + 2 * crossing

    def parts(self, area: int) -> list[int]:
        """The connected parts of an area."""
        found = []
        while area:
            part, grown = 0, area & -area
            while grown != part:
                part = grown
                grown = (part | part << 1 | part >> 1 | part << self.stride | part >> self.stride) & area
            found.append(part)
            area ^= part
        return found

    def runs(self, area: int) -> list[int]:
        """Horizontal and vertical runs of an area, and its pixels."""
        runs = []
        for shift in (1, self.stride):
            rest = area
            while rest:
                run = rest & -rest
                while run << shift & area & ~run:
                    run |= run << shift & area
                runs.append(run)
                rest &= ~run
        pixels = []
        while area:
            pixels.append(area & -area)
            area &= area - 1
        return [*runs, *pixels]

    def outlines(self, area: int) -> tuple[Outline, ...]:
        """All outlines of an area, the area at their right hand. Where two pixels touch by a corner only, one
        outline goes on around the other."""
        leaving: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for y in range(self.height):
            row = area >> (y + 1) * self.stride + 1 & (1 << self.width) - 1
            for x in range(self.width) if row else ():
                if row >> x & 1:
                    for start, step, (beside_x, beside_y) in (
                        ((x, y), (1, 0), (x, y - 1)), ((x + 1, y), (0, 1), (x + 1, y)),
                        ((x + 1, y + 1), (-1, 0), (x, y + 1)), ((x, y + 1), (0, -1), (x - 1, y)),
                    ):  # fmt: skip
                        if not area & self.bit(beside_x, beside_y):
                            leaving.setdefault(start, []).append(step)
        found = []
        for start in sorted(leaving, key=lambda point: (point[1], point[0])):
            while (1, 0) in leaving[start]:
                found.append(_traced(leaving, start))
        return tuple(sorted(found, key=lambda outline: (outline.y, outline.x)))


def _traced(leaving: dict[tuple[int, int], list[tuple[int, int]]], start: tuple[int, int]) -> Outline:
    """Follow the edges from an upper left corner until it is reached again."""
    steps: list[int] = []
    (x, y), heading, length = start, (1, 0), 0
    leaving[start].remove(heading)
    while True:
        x, y, length = x + heading[0], y + heading[1], length + 1
        if (x, y) == start and _left_of(heading) not in leaving[start]:
            break
        ways = leaving[x, y]
        way = next(w for w in (_left_of(heading), heading, (-heading[1], heading[0])) if w in ways)
        ways.remove(way)
        if way != heading:
            steps.append(length * (heading[0] or heading[1]))
            heading, length = way, 0
    return _begun_well(start, [*steps, heading[1] * length])


def _begun_well(start: tuple[int, int], steps: list[int]) -> Outline:
    """The outline that begins after its longest pair of steps; `steps` are all of them."""
    last = max(range(0, len(steps), 2), key=lambda at: abs(steps[at - 2]) + abs(steps[at - 1]))
    x, y = start[0] + sum(steps[:last:2]), start[1] + sum(steps[1:last:2])
    return Outline(x, y, (*steps[last:], *steps[:last])[:-2])


def entries(step: int) -> list[int]:
    """What a step is stored as: 16 is 7, 7, 2, and -7 is -7, 0."""
    sign = -1 if step < 0 else 1
    return [sign * LONGEST] * (abs(step) // LONGEST) + [sign * (abs(step) % LONGEST)]


def _left_of(heading: tuple[int, int]) -> tuple[int, int]:
    return heading[1], -heading[0]
