"""What contexts are made from: words, tokens, brackets and their owners, quotes, the skeleton of punctuation.

`find_contexts` hashes the contexts of the next symbol, `step` moves on past one.
"""

from __future__ import annotations

from intaglio.packing.context_mixing.compiled import compiled
from intaglio.packing.context_mixing.layout import CONTEXTS, Ints, Model

ONE_LETTER = 0x51  # what every identifier of one letter is as a token
MASK = 0xFFFFFFFF

# Places in `Model.state`.
WORD, LENGTH, DIGITS, LAST_WORD, LETTER, LETTER1 = range(6)
OWNER, ARGUMENT, DEPTH, QUOTE, SKELETON, PUNCTUATION, STATEMENT = range(6, 13)


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
    word, owner, skeleton = state[WORD], state[OWNER], state[SKELETON]
    tokens4 = hashed(hashed(tokens[0], tokens[1]), hashed(hashed(tokens[2], tokens[3]), word))
    found[0] = c1 | c2 << 8
    found[1] = c1 | c2 << 8 | c3 << 16
    found[2] = hashed(four, text[at - 5])
    found[3] = word
    found[4] = hashed(hashed(word, c1), owner)
    found[5] = skeleton
    found[6] = state[PUNCTUATION]
    found[7] = hashed(tokens4, hashed(tokens[4], tokens[5]))
    found[8] = hashed(owner, state[STATEMENT])
    found[9] = hashed(c1, model.followers[c1])
    found[10] = hashed(owner, hashed(skeleton & 0xFFFFFF, state[ARGUMENT]))
    found[11] = hashed(hashed(skeleton & 0xFFFF, state[LETTER]), word)
    found[12] = hashed(16 * state[QUOTE] + min(state[DIGITS], 3), c1)
    found[13] = hashed(c1 | c2 << 8, model.pair_followers[c1 | c2 << 7])
    found[14] = hashed(hashed(state[LETTER], state[LETTER1]), hashed(tokens[0], word))
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
def step(c: int, c1: int, c2: int, model: Model) -> None:
    """Move on past the symbol `c`, which follows `c1`, which follows `c2`."""
    state = model.state
    model.followers[c1] = (model.followers[c1] << 8 | c) & 0xFFFF
    pair = c1 | c2 << 7
    model.pair_followers[pair] = (model.pair_followers[pair] << 8 | c) & 0xFFFF
    if is_word(c):
        if state[DIGITS] or (is_digit(c) and not state[LENGTH]):
            state[DIGITS] += 1
        state[WORD] = hashed(state[WORD], c)
        state[LENGTH] += 1
    else:
        if state[LENGTH] == 1 and not is_digit(c1):
            state[LETTER1], state[LETTER] = state[LETTER], c1
            _add_token(model.tokens, ONE_LETTER)
        elif state[LENGTH]:
            _add_token(model.tokens, state[WORD])
        if state[LENGTH]:
            state[LAST_WORD] = state[WORD]
        state[WORD] = state[LENGTH] = state[DIGITS] = 0
        state[PUNCTUATION] = state[PUNCTUATION] << 8 | c
        _add_token(model.tokens, c)
    state[STATEMENT] = 0 if c == 40 or c == 44 or c == 59 else hashed(state[STATEMENT], 1 if is_word(c) else c)
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
