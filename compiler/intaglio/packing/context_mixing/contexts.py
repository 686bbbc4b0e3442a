"""What contexts are made from: words, tokens, brackets and their owners, quotes, the skeleton of punctuation.

`find_contexts` hashes the contexts of the next symbol, `step` moves on past one.
"""

from __future__ import annotations

from intaglio.packing.context_mixing.compiled import compiled
from intaglio.packing.context_mixing.layout import CONTEXTS, Ints, Model

ONE_LETTER = 0x51  # what every identifier of one letter is as a token
MASK = 0xFFFFFFFF

# Places in `Model.state`.
WORD, WORD1, OWNER, LAST_WORD, ARGUMENT, DEPTH, LENGTH, QUOTE, SKELETON = range(9)


@compiled
def hashed(a: int, b: int) -> int:
    """Two numbers of 32 bits made one."""
    h = (a * 0x9E3779B1 + b * 0x85EBCA6B + 0x27D4EB2F) & MASK
    h ^= h >> 15
    h = (h * 0x2C1B3C6D) & MASK
    return h ^ h >> 13


@compiled
def find_contexts(text: Ints, at: int, model: Model) -> None:
    """The hashes of all contexts of the symbol at a place."""
    state, tokens, found = model.state, model.tokens, model.hashes
    c1, c2, c3, c4 = text[at - 1], text[at - 2], text[at - 3], text[at - 4]
    four = c1 | c2 << 8 | c3 << 16 | c4 << 24
    word, owner = state[WORD], state[OWNER]
    two = hashed(tokens[0], tokens[1])
    found[0] = 0
    found[1] = c1
    found[2] = c1 | c2 << 8
    found[3] = c1 | c2 << 8 | c3 << 16
    found[4] = four
    found[5] = hashed(four, text[at - 5])
    found[6] = hashed(four, text[at - 5] | text[at - 6] << 8)
    found[7] = c2 | c3 << 8
    found[8] = c1 | c3 << 8
    found[9] = c2 | c3 << 8 | c4 << 16
    found[10] = word
    found[11] = hashed(word, state[WORD1])
    found[12] = hashed(hashed(word, c1), owner)
    found[13] = hashed(hashed(owner, state[ARGUMENT]), c1)
    found[14] = state[SKELETON]
    found[15] = hashed(two, word)
    found[16] = hashed(two, hashed(tokens[2], word))
    found[17] = hashed(two, hashed(hashed(tokens[2], tokens[3]), word))
    for i in range(CONTEXTS):
        found[i] = hashed(found[i], i + 1)


@compiled
def is_word(c: int) -> bool:
    """Whether a symbol may be part of a name or a number."""
    return 97 <= c <= 122 or 65 <= c <= 90 or 48 <= c <= 57 or c == 95 or c == 36


@compiled
def is_digit(c: int) -> bool:
    """Whether a symbol is 0–9."""
    return 48 <= c <= 57


@compiled
def _add_token(tokens: Ints, token: int) -> None:
    for k in range(15, 0, -1):
        tokens[k] = tokens[k - 1]
    tokens[0] = token


@compiled
def step(c: int, c1: int, model: Model) -> None:
    """Move on past the symbol `c`, which follows `c1`."""
    state = model.state
    if is_word(c):
        state[WORD] = hashed(state[WORD], c)
        state[LENGTH] += 1
    else:
        if state[LENGTH]:
            state[WORD1] = state[LAST_WORD] = state[WORD]
            _add_token(model.tokens, ONE_LETTER if state[LENGTH] == 1 and not is_digit(c1) else state[WORD])
        state[WORD] = state[LENGTH] = 0
        _add_token(model.tokens, c)
    kind = (2 if is_digit(c) else 1) if is_word(c) else c
    before = state[SKELETON] & 255
    if kind > 2 or (before != 1 and before != 2):
        state[SKELETON] = state[SKELETON] << 8 | kind
    if c == state[QUOTE]:
        state[QUOTE] = 0
    elif not state[QUOTE] and (c == 96 or c == 34):
        state[QUOTE] = c
    _step_brackets(c, c1, state, model.owners, model.arguments, model.quotes)


@compiled
def _step_brackets(c: int, c1: int, state: Ints, owners: Ints, arguments: Ints, quotes: Ints) -> None:
    """Which word stands before the bracket that is open, and how many commas after it."""
    depth = state[DEPTH]
    if c == 40 or c == 91 or c == 123:
        if depth < 63:
            owners[depth], arguments[depth], quotes[depth] = state[OWNER], state[ARGUMENT], state[QUOTE]
            state[DEPTH] = depth + 1
        state[OWNER] = hashed(state[LAST_WORD], c)
        state[ARGUMENT] = state[LAST_WORD] = 0
        if c == 123 and c1 == 36:
            state[QUOTE] = 0  # ${ in a template
    elif c == 41 or c == 93 or c == 125:
        if depth > 0:
            state[DEPTH] = depth - 1
            state[OWNER], state[ARGUMENT] = owners[depth - 1], arguments[depth - 1]
            if c == 125:
                state[QUOTE] = quotes[depth - 1]
    elif c == 44:
        state[ARGUMENT] += 1
    elif c == 59:
        state[ARGUMENT] = 0
