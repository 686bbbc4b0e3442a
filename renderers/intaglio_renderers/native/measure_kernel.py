"""The source of the kernel that counts in SVGs; `measure` hands it to `cache.load`, nothing imports it.

Read from the end: `kernel` walks over the text and stops at `<` and at `="`; `path` reads a path's data.
"""

# numba's decorators have no types, and a function of a kernel is int64 to int64 unless its signature says otherwise.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc"

from __future__ import annotations

from numba import boolean, int64

from intaglio_renderers.native.compiler import Unit
from intaglio_renderers.native.intrinsics import (
    fetch,
    load,
    quotient,
    root_estimate,
    select,
    store,
    whole,
)
from intaglio_renderers.native.runtime import RUNTIME

__all__ = ["RUNTIME", "kernel", "rules"]

rules = Unit("piece")
LENGTH, NUMBER = 0, 1  # words of what is found; the second is what `number` has read
THOUSAND, HUNDRED = 1000, 100
QUOTE, SPACE, MINUS, DOT, ZERO, NINE, LESS, EQUALS, LETTERS = b'" -.09<=A'
ARC, MOVE, CLOSE = b"AMZ"
FIRST, HALF = 1, 2  # of a path's state: the next point begins it; the next number is a point's second


@rules.define(boolean, int64)
def drawn(tag):
    """Whether what the `<` at `tag` opens is drawn. Its second and fifth letters tell `line ` from `linearGradient`."""
    second, fifth = fetch(tag + 2), fetch(tag + 5)
    if second == 97:  # path
        return fifth == SPACE
    if second == 101:  # rect, text; a rect that begins with its width is a background
        return fifth == SPACE and not (fetch(tag + 1) == 114 and fetch(tag + 6) == 119)
    if second == 105:  # circle, line
        return fifth == SPACE or fifth == 108
    if second == 111:  # polyline, polygon
        return fifth == 108 or fifth == 103
    if second == 108:  # ellipse
        return fifth == 112
    return second == 109 and fifth == 101  # image


@rules.define(int64, int64, int64, inlined=True)
def distance(x, y):
    """How far (x, y) is from (0, 0)."""
    return root_estimate(x * x + y * y)


@rules.define(int64, int64, int64)
def number(at, found):
    """The number at `at`, in thousandths, into `found`; where it ends."""
    c, sign, value, scale = fetch(at), 1, 0, 0
    if c == MINUS:
        sign, at = -1, at + 1
        c = fetch(at)
    while c >= ZERO and c <= NINE:
        value, at = 10 * value + c - ZERO, at + 1
        c = fetch(at)
    value *= THOUSAND
    if c == DOT:
        scale, at = HUNDRED, at + 1
        c = fetch(at)
        while c >= ZERO and c <= NINE:
            value, scale, at = value + scale * (c - ZERO), quotient(scale, 10), at + 1
            c = fetch(at)
    store(found, NUMBER, sign * value)
    return at


@rules.define(int64, int64, int64)
def path(at, found):
    """Add the length of the path whose data begin at `at`; where they end. Two numbers make a point."""
    x, y, first_x, first_y, held, length, skip, state = 0, 0, 0, 0, 0, 0, 0, FIRST
    c = fetch(at)
    command = 0
    while c != QUOTE and c != LESS:  # every SVG has a `<` behind it
        if c >= LETTERS:
            command, skip = c, select(c == ARC, 5, 0)
            state = select(c == MOVE, FIRST, state & FIRST)
            if c == CLOSE:
                length, x, y = length + distance(first_x - x, first_y - y), first_x, first_y
        if c > NINE or c < MINUS:  # a letter, a space, a comma
            at += 1
        else:
            at = number(at, found)
            value = load(found, NUMBER)
            if skip > 0:  # an arc's radii, angle and flags
                skip -= 1
            elif state & HALF == 0:
                held, state = value, state | HALF
            else:
                if state & FIRST != 0:
                    first_x, first_y = held, value
                else:
                    length += distance(held - x, value - y)
                x, y, state, skip = held, value, 0, select(command == ARC, 5, 0)
        c = fetch(at)
    store(found, LENGTH, load(found, LENGTH) + length)
    return at


@rules.define(int64, int64, int64, int64, int64)
def kernel(at, end, found, _):
    """Count in the text from `at` to `end`, which is a whole SVG; gives the elements."""
    elements = 0
    store(found, LENGTH, 0)
    while at < end:
        c = fetch(at)
        if c == LESS and at + 6 < end:
            elements += whole(drawn(at))
        elif c == QUOTE and fetch(at - 1) == EQUALS:
            before, third = fetch(at - 2), fetch(at - 3)
            at += 1
            if (before == 100 and third == SPACE) or (before == 115 and third == 116):  # ` d="`, `points="`
                at = path(at, found)
            else:
                while fetch(at) != QUOTE and fetch(at) != LESS:
                    at += 1
        at += 1
    return elements
