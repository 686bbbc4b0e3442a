"""What the kernel works on: rows of numbers, by name.

`Model` is everything that is learned but the slots, and room to work in. All of it lies in one row, which
`new_model` gives too, so that a copy of the row is a snapshot. Slots are too many to copy: those that are written after
the primer are noted in a `Log`, and put back from there.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intaglio.packing.context_mixing import tables

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]

CONTEXTS = 15
MATCHES = 3
INPUTS = 3 * CONTEXTS + 2 * MATCHES + 1
MIXERS = 3
SETS = 128  # of weights, of a mixer
LEVELS = 33  # of a map, from one end of the logistic scale to the other
MAPS = 128, 8192, 2048  # contexts of the final maps: the bit's place, the symbol before, the match
TRUSTS = 27 * 8 * 8
POINTER_BITS = 16
SLOT_BITS = 19  # of the table of a context
EMPTY = 1 << 16 | 32768  # a slot: 8 bits of check, 8 of history below a leading one, 16 of probability
START = 16  # zero symbols before the primer
FIRST_WEIGHT = 2500  # of 2¹⁶
FIRST_TRUST = 49152  # three quarters


class Model(NamedTuple):
    """The parts of the row."""

    state: Ints
    tokens: Ints
    followers: Ints
    pair_followers: Ints
    owners: Ints
    arguments: Ints
    quotes: Ints
    guesses: Ints
    guess_counts: Ints
    weights: Ints
    blend: Ints
    maps: Ints
    pointers: Ints
    follow: Ints
    renamed: Ints
    renamed_counts: Ints
    trust: Ints
    trust_counts: Ints
    symbol_trust: Ints
    hashes: Ints
    keys: Ints
    places: Ints
    inputs: Ints
    sets: Ints
    outputs: Ints
    trusted: Ints
    how: Ints
    chosen: Ints
    corrected: Ints


SIZES = (
    16, 16, 128, 1 << 14, 64, 64, 64, CONTEXTS << 8, CONTEXTS << 8, MIXERS * SETS * INPUTS, 24 * MIXERS,
    sum(MAPS) * LEVELS,
    MATCHES << POINTER_BITS, 4 * MATCHES, MATCHES * 128, MATCHES * 128, MATCHES * TRUSTS, MATCHES * TRUSTS,
    MATCHES << 14, CONTEXTS, CONTEXTS, CONTEXTS, INPUTS, MIXERS, MIXERS, MATCHES, MATCHES, 2, 3,
)  # fmt: skip


class Tables(NamedTuple):
    """What is computed once: see `tables`."""

    squash: Ints
    stretch: Ints
    rates: Ints
    sureness: Ints
    classes: Ints
    price: Ints


class Slots(NamedTuple):
    """What each context has seen: a slot for each bit of each symbol, and how often it came, up to a limit."""

    held: Ints
    counts: Bytes


class Log(NamedTuple):
    """Slots as they were before they were written, in order, and the price of each symbol, in 2⁻¹⁶ bits."""

    places: Ints
    held: Ints
    counts: Bytes
    prices: Ints


def new_tables() -> Tables:
    """The tables, computed."""
    squash = tables.squash()
    return Tables(squash, tables.stretch(squash), tables.rates(), tables.sureness(), tables.classes(), tables.price())


def new_slots() -> Slots:
    """Slots of a model that has seen nothing."""
    return Slots(np.full(CONTEXTS << SLOT_BITS, EMPTY, np.int32), np.zeros(CONTEXTS << SLOT_BITS, np.uint8))


def new_log(symbols: int) -> Log:
    """Room for what a text of so many symbols writes."""
    written = symbols * 7 * CONTEXTS
    places, held, counts = np.zeros(written, np.int32), np.zeros(written, np.int32), np.zeros(written, np.uint8)
    return Log(places, held, counts, np.zeros(symbols, np.int32))


def new_model(squash: Ints) -> tuple[Ints, Model]:
    """A model that has seen nothing: the whole row, and its parts."""
    row = np.zeros(sum(SIZES), np.int32)
    model = Model(*np.split(row, np.cumsum(SIZES)[:-1]))
    model.guesses[:] = np.tile(tables.first_guess(), CONTEXTS)
    model.weights[:] = FIRST_WEIGHT
    model.blend[:] = (1 << 16) // MIXERS
    model.maps[:] = np.tile(squash[np.clip(np.arange(LEVELS) * 128, 0, 4095)], sum(MAPS))
    model.renamed[:] = np.tile(np.arange(128), MATCHES)
    model.trust[:] = model.symbol_trust[:] = FIRST_TRUST
    return row, model
