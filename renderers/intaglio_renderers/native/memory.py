"""The few words of memory that a kernel and its host share, and the reasons for which a kernel gives up.

Every function of a kernel is handed the address `m` of `SLOTS` 64-bit integers. Nothing here needs numba, so
that a renderer loaded from cache never imports it.

A fault does not unwind: the first one is noted (`FAULT`, `SITE`, `DETAIL`), the fuel is set to zero, and the
kernel goes on with zeros in the place of results. Without fuel every loop and every recursive rule
ends at once, so it is soon over, and no call has to be followed by a check.
"""

from enum import IntEnum

from intaglio.ir.ops import NOT_WRITTEN

# The output streams: where the next byte goes, and the last address where a run of writes may begin.
SVG, SVG_LIMIT, TRAITS, TRAITS_LIMIT = 0, 1, 2, 3
# What is left of a token's allowance of loop turns and recursive calls, and how deep the recursion is.
FUEL, DEPTH = 4, 5
# The first fault: a `Reason`, the number of its place in the emitted list of sites, a number to tell.
FAULT, SITE, DETAIL = 6, 7, 8
# The generator's four words, the constant word that noise is seeded with, and the words the generator started from.
RANDOM, FIELD, START = 9, 13, 14
SERIAL = 18  # how many numbers have been given out
WIDTH, HEIGHT = 19, 20  # of the raster, in pixels
TOKEN = 21  # its 32 bytes as a word, so four words of memory
LANES = 25  # those of keccak, 25 of them, and the five parities of their columns
SLOTS = 55

LIMBS = 4  # words of memory that a word takes

FUEL_PER_TOKEN = 20_000_000  # loop turns and calls: five times what the reference allows
DEPTH_LIMIT = 3_000  # recursive calls inside one another, as in the reference: 2.7 KiB each of a stack of 8 MiB


class Reason(IntEnum):
    """Why a kernel gave up; `cause` puts it in the words of `ir.ops`."""

    NONE = 0
    FULL = 1  # the buffers are too small: not the piece's fault
    DIVISION = 2
    REMAINDER = 3
    ROOT = 4
    INDEX = 5
    ENDLESS = 6
    DEEP = 7
    WRITTEN = 8  # a double that cannot be written


def cause(reason: Reason, detail: int, length: int, what: str = "a table") -> str:
    """The cause in words. `length`: of the table, or of `what`, that `detail` was to index.

    >>> cause(Reason.INDEX, 7, 3)
    'index 7 is outside a table of 3'
    """
    return {
        Reason.FULL: "its output is too large",
        Reason.DIVISION: "division by zero",
        Reason.REMAINDER: "remainder of a division by zero",
        Reason.ROOT: "square root of a negative number",
        Reason.INDEX: f"index {detail} is outside {what} of {length}",
        Reason.ENDLESS: "it runs for too long",
        Reason.DEEP: "rules call each other too deeply",
        Reason.WRITTEN: NOT_WRITTEN,
    }[reason]
