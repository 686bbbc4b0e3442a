"""The model and the arithmetic coder, compiled by numba: what `decoder.js` does, number for number.

Read from the bottom: `run` goes through the symbols of a text, `_walk_symbol` through the seven bits of one. A bit is
predicted (`_predict`, `_refine`), coded (`_code_bit`), and learned (`_learn_…`, `_remember`). Learning, weighing,
encoding and decoding are one walk, so they cannot disagree. Registers have 64 bits here; what JavaScript keeps in 32 is
cut to them.
"""

from __future__ import annotations

import numpy as np

from intaglio.packing.context_mixing.compiled import compiled
from intaglio.packing.context_mixing.contexts import LENGTH, MASK, QUOTE, find_contexts, hashed, step
from intaglio.packing.context_mixing.layout import (
    CONTEXTS,
    EMPTY,
    INPUTS,
    LEVELS,
    MAPS,
    MATCHES,
    MIXERS,
    SETS,
    SLOT_BITS,
    TRUSTS,
    Bytes,
    Ints,
    Log,
    Longs,
    Model,
    Slots,
    Tables,
)  # fmt: skip
from intaglio.packing.context_mixing.matches import EXPECTED, MATCHED, MISSED, expect, follow_on, level_of

REMEMBER, LEARN, WEIGH, ENCODE, DECODE = range(5)
BIAS = 256  # the input that is always there: 1, on the logistic scale
MIXED = 1 << 15  # symbols, at the end of the primer, that are predicted; those before are only remembered
LEAST = 16  # the least probability of a bit, of 2¹⁶

# Rates, found by experiment on scripts that are no examples.
COUNT_LIMIT, GUESS_LIMIT = 60, 250
PRIMER_RATE, TEXT_RATE, BLEND_RATE = 220, 160, 16
MAP_SHIFT = 4

LOW, HIGH, VALUE, USED = range(4)  # places in `coder`


@compiled
def _hash_half(symbol: int, model: Model) -> None:
    """The keys of all contexts for the first three or the last four bits of a symbol, which it has the others of."""
    for i in range(CONTEXTS):
        h = ((model.hashes[i] + symbol * 0x9E3779B1) * 0x2C1B3C6D) & MASK
        model.keys[i] = h ^ h >> 15


@compiled
def _look_up(node: int, model: Model, slots: Slots, log: Log, logged: int) -> int:
    """Find the slot of each context for a bit, empty it where it belongs to another, and note what it held.

    The slots of a half of a symbol lie side by side, so that the processor fetches them at once.
    """
    for i in range(CONTEXTS):
        key = model.keys[i]
        place = (i << SLOT_BITS) + ((key & MASK) >> (32 - SLOT_BITS) ^ node)
        model.places[i] = place
        if logged >= 0:
            log.places[logged], log.held[logged], log.counts[logged] = place, slots.held[place], slots.counts[place]
            logged += 1
        if (slots.held[place] >> 24 & 255) != (key & 255):
            slots.held[place] = (key & 255) << 24 | EMPTY
            slots.counts[place] = 0
    return logged


@compiled
def _ask_contexts(model: Model, slots: Slots, tables: Tables) -> None:
    """What each context says of a bit, three times: by its history, by its probability, and by how sure that is."""
    inputs = model.inputs
    for i in range(CONTEXTS):
        place = model.places[i]
        held = slots.held[place]
        history, chance = held >> 16 & 255, held & 65535
        if history == 1:
            inputs[3 * i] = inputs[3 * i + 1] = inputs[3 * i + 2] = 0
        else:
            inputs[3 * i] = tables.stretch[model.guesses[i << 8 | history] >> 4]
            inputs[3 * i + 1] = tables.stretch[chance >> 4]
            inputs[3 * i + 2] = (chance - 32768) * tables.sureness[slots.counts[place]] >> 16


@compiled
def _ask_matches(symbol: int, place: int, model: Model, tables: Tables) -> None:
    """What the matches expect of a bit. Leaves the first one's level in `chosen`, and a number for who knows best."""
    inputs, chosen = model.inputs, model.chosen
    chosen[0] = chosen[1] = 0
    for k in range(MATCHES):
        n = 3 * CONTEXTS + 2 * k
        model.trusted[k] = -1
        inputs[n] = inputs[n + 1] = 0
        e = model.follow[4 * k + EXPECTED]
        if e < 0 or (e | 128) >> (place + 1) != symbol:
            continue
        level = level_of(model.follow[4 * k + MATCHED])
        trusted = TRUSTS * k + (level * 8 + (model.follow[4 * k + MISSED] & 7)) * 8 + model.how[k]
        model.trusted[k] = trusted
        sure = tables.stretch[model.trust[trusted] >> 4]
        known = max(tables.stretch[model.symbol_trust[k << 14 | e << 7 | symbol] >> 4], 0)
        one = e >> place & 1
        inputs[n], inputs[n + 1] = (sure, known) if one else (-sure, -known)
        if k == 0:
            chosen[0] = 1 + min(level, 22)
        if k < 2 and not chosen[1]:
            chosen[1] = 1024 - 512 * k + 2 * (1 + min(level, 22)) + one


@compiled
def _mix(model: Model) -> int:
    """The mixers' weighted sums, each with the weights of its own circumstance, and their sum, weighted again."""
    inputs, weights = model.inputs, model.weights
    total = 0
    for m in range(MIXERS):
        base, dot = model.sets[m], np.int32(0)
        for i in range(INPUTS):
            dot = np.int32(dot + weights[base + i] * inputs[i])
        model.outputs[m] = min(max(int(dot) >> 16, -2047), 2047)
        total += model.blend[model.chosen[0] * MIXERS + m] * model.outputs[m]
    return min(max(total >> 16, -2047), 2047)


@compiled
def _refine(mixed: int, symbol: int, c1: int, model: Model, tables: Tables) -> int:
    """The probability of a one: what was mixed, and three maps from it to what became of it before, averaged."""
    level, part = (mixed + 2048) >> 7, (mixed + 2048) & 127
    model.corrected[0] = symbol * LEVELS + level
    model.corrected[1] = (MAPS[0] + (hashed(c1, symbol) >> 19)) * LEVELS + level
    model.corrected[2] = (MAPS[0] + MAPS[1] + model.chosen[1]) * LEVELS + level
    total = int(tables.squash[mixed + 2048])
    for q in model.corrected:
        total += (model.maps[q] * (128 - part) + model.maps[q + 1] * part) >> 7
    return min(max(total >> 2, LEAST), 65536 - LEAST)


@compiled
def _learn_mixing(target: int, rate: int, mixed: int, model: Model, tables: Tables) -> None:
    """Move maps, the blend and the weights towards the bit that came."""
    part = (mixed + 2048) & 127
    for q in model.corrected:
        model.maps[q] += (target - model.maps[q]) * (128 - part) >> (7 + MAP_SHIFT)
        model.maps[q + 1] += (target - model.maps[q + 1]) * part >> (7 + MAP_SHIFT)
    error = (target - tables.squash[mixed + 2048]) * BLEND_RATE >> 10
    for m in range(MIXERS):
        model.blend[model.chosen[0] * MIXERS + m] += (model.outputs[m] * error + 8192) >> 14
        own = (target - tables.squash[model.outputs[m] + 2048]) * rate >> 10
        if -5 < own < 5:
            continue  # what follows would change no weight, for no input is beyond 2,047
        base = model.sets[m]
        for i in range(INPUTS):
            model.weights[base + i] += (model.inputs[i] * own + 8192) >> 14


@compiled
def _learn_guesses(bit: int, model: Model, slots: Slots, tables: Tables) -> None:
    """Move what each history says towards the bit that came."""
    guesses = model.guesses
    for i in range(CONTEXTS):
        g = i << 8 | slots.held[model.places[i]] >> 16 & 255
        if g & 255 != 1:
            guesses[g] += (65535 * bit - guesses[g]) * tables.rates[model.guess_counts[g] + 1] >> 15
            model.guess_counts[g] = min(model.guess_counts[g] + 1, GUESS_LIMIT)


@compiled
def _remember(bit: int, model: Model, slots: Slots, tables: Tables) -> None:
    """Move the probability of each context's slot towards the bit that came, and add it to the history."""
    for i in range(CONTEXTS):
        place = model.places[i]
        held, count = slots.held[place], slots.counts[place]
        chance, history = held & 65535, (held >> 16 & 255) << 1 | bit
        chance += (65535 * bit - chance) * tables.rates[count] >> 15
        if history > 255:
            history = history & 127 | 128
        slots.held[place] = (held & 0xFF000000) | history << 16 | chance
        slots.counts[place] = min(count + 1, COUNT_LIMIT)


@compiled
def _learn_matches(symbol: int, place: int, bit: int, model: Model, tables: Tables) -> None:
    """Trust the matches that knew the bit more, the others less."""
    trust, symbol_trust = model.trust, model.symbol_trust
    for k in range(MATCHES):
        q = model.trusted[k]
        if q >= 0:
            e = model.follow[4 * k + EXPECTED]
            hit = 65535 if (e >> place & 1) == bit else 0
            trust[q] += (hit - trust[q]) * tables.rates[model.trust_counts[q] + 1] >> 15
            model.trust_counts[q] = min(model.trust_counts[q] + 1, 250)
            s = k << 14 | e << 7 | symbol
            symbol_trust[s] += (hit - symbol_trust[s]) * 1500 >> 15


@compiled
def _byte(code: Bytes, coder: Longs) -> int:
    """The next byte of the code; zeros follow its end."""
    at = coder[USED]
    coder[USED] = at + 1
    return code[at] if at < len(code) else 0


@compiled
def _start(mode: int, coder: Longs, code: Bytes) -> None:
    """The whole range, and the first four bytes of what is to be decoded."""
    coder[HIGH] = MASK
    if mode == DECODE:
        for _ in range(4):
            coder[VALUE] = coder[VALUE] << 8 | _byte(code, coder)


@compiled
def _code_bit(mode: int, bit: int, p: int, coder: Longs, code: Bytes) -> int:
    """Narrow the range to a bit, given or read, and move the bytes that are settled. Gives the bit."""
    low, high = coder[LOW], coder[HIGH]
    span = high - low
    middle = low + (span >> 16) * p + ((span & 65535) * p >> 16)
    if mode == DECODE:
        bit = 1 if coder[VALUE] <= middle else 0
    if bit:
        high = middle
    else:
        low = middle + 1
    while (low ^ high) >> 24 == 0:
        if mode == DECODE:
            coder[VALUE] = (coder[VALUE] << 8 | _byte(code, coder)) & MASK
        else:
            code[coder[USED]] = high >> 24
            coder[USED] += 1
        low, high = low << 8 & MASK, high << 8 & MASK | 255
    coder[LOW], coder[HIGH] = low, high
    return bit


@compiled
def _last_bytes(coder: Longs) -> tuple[int, int]:
    """The number in the range that ends in the most zero bytes, and how many others it has: the end of the code."""
    size, value = 0, 0
    while value < coder[LOW] or value > coder[HIGH]:
        size += 1
        rest = (1 << (32 - 8 * size)) - 1
        value = (coder[LOW] + rest) & ~rest
    return value, size


@compiled
def _flush(coder: Longs, code: Bytes) -> None:
    value, size = _last_bytes(coder)
    for k in range(size):
        code[coder[USED]] = value >> (24 - 8 * k) & 255
        coder[USED] += 1


@compiled
def _ended(coder: Longs, code: Bytes) -> bool:
    """Whether the code is what `_flush` would have ended here."""
    value, size = _last_bytes(coder)
    return bool(coder[VALUE] == value and coder[USED] - 4 + size == len(code))


@compiled
def _begin_symbol(text: Ints, at: int, model: Model, tables: Tables) -> None:
    """What holds for all bits of the symbol at a place."""
    find_contexts(text, at, model)
    for k in range(MATCHES):
        expect(text, at, k, model)
    state, classes = model.state, tables.classes
    model.sets[1] = INPUTS * (SETS + 11 * classes[text[at - 1]] + classes[text[at - 2]])
    model.sets[2] = INPUTS * (2 * SETS + (1 if state[QUOTE] else 0) + 2 * min(state[LENGTH], 3))


@compiled
def _end_symbol(text: Ints, at: int, model: Model) -> None:
    """Move on past the symbol at a place."""
    step(text[at], text[at - 1], text[at - 2], model)
    for k in range(MATCHES):
        follow_on(text, at, k, model)


@compiled
def _predict(symbol: int, place: int, model: Model, slots: Slots, tables: Tables) -> int:
    """All that is said of a bit, mixed: a place on the logistic scale."""
    _ask_contexts(model, slots, tables)
    _ask_matches(symbol, place, model, tables)
    model.inputs[INPUTS - 1] = BIAS
    model.sets[0] = INPUTS * symbol
    return _mix(model)


@compiled
def _walk_symbol(
    mode: int, text: Ints, at: int, coder: Longs, code: Bytes, model: Model, slots: Slots, tables: Tables, log: Log,
    logged: int,
) -> tuple[int, int]:  # fmt: skip
    """The bits of the symbol at a place: its price, and how many slots are in the log."""
    symbol, node, spent, bit = 1, 1, 0, 0
    rate = (PRIMER_RATE if mode == LEARN else TEXT_RATE) + 6400 // (64 + at)
    for place in range(6, -1, -1):
        if place == 6 or place == 3:
            _hash_half(symbol, model)
            node = 1
        logged = _look_up(node, model, slots, log, logged)
        if mode != DECODE:
            bit = text[at] >> place & 1
        if mode != REMEMBER:
            mixed = _predict(symbol, place, model, slots, tables)
            p = _refine(mixed, symbol, text[at - 1], model, tables)
            if mode >= ENCODE:
                bit = _code_bit(mode, bit, p, coder, code)
            spent += tables.price[p if bit else 65536 - p]
            _learn_mixing(65535 * bit, rate, mixed, model, tables)
            _learn_guesses(bit, model, slots, tables)
            _learn_matches(symbol, place, bit, model, tables)
        _remember(bit, model, slots, tables)
        symbol, node = symbol << 1 | bit, node << 1 | bit
    text[at] = symbol & 127
    return spent, logged


@compiled
def run(
    mode: int, text: Ints, begin: int, end: int, code: Bytes, check: int,
    model: Model, slots: Slots, tables: Tables, log: Log,
) -> tuple[int, int, int]:  # fmt: skip
    """Walk through the symbols `text[begin:end]`, or decode them from `code`.

    LEARN, WEIGH and ENCODE read the symbols; DECODE writes them, until their running hash is `check` and the code is
    at its end. Gives three numbers: where the text ended (-1: the code is damaged), the bytes of code written or read,
    and how many slots are in the log.
    """
    coder = np.zeros(4, np.int64)
    at, running, logged = begin, 0, -1 if mode == LEARN else 0
    _start(mode, coder, code)
    while at < end or mode == DECODE:
        if mode == DECODE:
            if running >> 8 == check and _ended(coder, code):
                break
            if at >= end or coder[USED] > len(code) + 4:
                return -1, coder[USED], logged
        _begin_symbol(text, at, model, tables)
        step_mode = REMEMBER if mode == LEARN and at < end - MIXED else mode
        spent, logged = _walk_symbol(step_mode, text, at, coder, code, model, slots, tables, log, logged)
        if mode != LEARN:
            log.prices[at - begin] = spent
        running = hashed(running, text[at] + 1)
        _end_symbol(text, at, model)
        at += 1
    if mode == ENCODE:
        _flush(coder, code)
    return at, coder[USED], logged


@compiled
def restore(logged: int, slots: Slots, log: Log) -> None:
    """Put back what the slots held before they were written, the last first."""
    for n in range(logged - 1, -1, -1):
        slots.held[log.places[n]], slots.counts[log.places[n]] = log.held[n], log.counts[n]


@compiled
def running_hashes(symbols: Ints) -> Ints:
    """What `run` compares with `check`, before the first symbol and after each."""
    hashes = np.zeros(len(symbols) + 1, np.int32)
    running = 0
    for n in range(len(symbols)):
        running = hashed(running, symbols[n] + 1)
        hashes[n + 1] = running >> 8
    return hashes
