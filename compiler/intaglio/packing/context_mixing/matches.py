"""Places where the text went the same way before: each match keeps a pointer to one, and expects what followed there.

One match looks for the same twelve symbols, one for the same four, one for ten tokens with all identifiers of one
letter taken for the same. The last two learn which letter stands for which, so that a function under other names is
foreseen too. A pointer is not given up for a miss: it moves on, and soon is right again after a name of another letter.
"""

from __future__ import annotations

from intaglio.packing.context_mixing.compiled import compiled
from intaglio.packing.context_mixing.contexts import LENGTH, ONE_LETTER, WORD, hashed, is_digit, is_word
from intaglio.packing.context_mixing.layout import POINTER_BITS, Ints, Model

MISSES = 4  # of the last eight symbols, after which a pointer is given up
LONGEST_CHECKED = 400  # symbols that are compared when a pointer is found
EXACT, RENAMED, MASKED = range(3)
KINDS = (EXACT, RENAMED, MASKED)
LEAST = (12, 4, 10)  # symbols; tokens for the masked one

# Places in `Model.follow`, of each match.
POINTER, MATCHED, MISSED, EXPECTED = range(4)


@compiled
def _is_letter(text: Ints, at: int, now: int) -> bool:
    """Whether an identifier of one letter stands at a place; what is not before `now` is not known yet."""
    c, before = text[at], text[at - 1]
    if not is_word(c) or is_digit(c) or is_word(before) or before == 46:
        return False
    return at + 1 >= now or not is_word(text[at + 1])


@compiled
def expect(text: Ints, now: int, k: int, model: Model) -> None:
    """What a match expects next, or -1, and how it knows: 0–3 renamed so often, 4–5 other letters, 6 the rest."""
    at = model.follow[4 * k + POINTER]
    c = text[at]
    if at == 0:
        c = -1
    elif KINDS[k] != EXACT and _is_letter(text, at, now):
        model.how[k] = min(model.renamed_counts[128 * k + c], 3)
        c = model.renamed[128 * k + c]
    else:
        model.how[k] = 6 if not is_word(c) or is_digit(c) else (4 if is_word(text[at - 1]) else 5)
    model.follow[4 * k + EXPECTED] = c


@compiled
def level_of(length: int) -> int:
    """How long a match is, in 27 steps."""
    if length < 16:
        return length
    if length < 32:
        return 16 + (length - 16) // 4
    if length < 64:
        return 20 + (length - 32) // 16
    return 22 + (length - 64) // 64 if length < 256 else (25 if length < 512 else 26)


@compiled
def follow_on(text: Ints, at: int, k: int, model: Model) -> None:
    """Move a pointer on past the symbol at a place, and look for a better one."""
    _move(text, at, k, model)
    follow, place = model.follow, 4 * k
    pointer, matched, missed = follow[place + POINTER], follow[place + MATCHED], follow[place + MISSED]
    slot = (k << POINTER_BITS) + (_key(text, at, k, model) >> (32 - POINTER_BITS))
    found, model.pointers[slot] = model.pointers[slot], at + 1
    if not found or found == pointer or (matched >= LEAST[k] and not missed):
        return
    length = 0
    if KINDS[k] == MASKED:
        if matched >= LEAST[k] or (pointer and not missed & 15):
            return
    else:
        while length < LONGEST_CHECKED and length < found and text[found - 1 - length] == text[at - length]:
            length += 1
        if length < LEAST[k] or length <= matched:
            return
    follow[place + POINTER], follow[place + MATCHED], follow[place + MISSED] = found, length, 0


@compiled
def _move(text: Ints, at: int, k: int, model: Model) -> None:
    """Past a symbol: was it the expected one, and which letter stands for which."""
    follow, place, c = model.follow, 4 * k, text[at]
    pointer = follow[place + POINTER]
    if not pointer:
        return
    if KINDS[k] != EXACT and _is_letter(text, pointer, at + 1) and is_word(c) and not is_digit(c):
        e = 128 * k + text[pointer]
        model.renamed_counts[e] = min(model.renamed_counts[e] + 1, 255) if model.renamed[e] == c else 1
        model.renamed[e] = c
    hit = follow[place + EXPECTED] == c
    missed = (follow[place + MISSED] << 1 | (0 if hit else 1)) & 255
    misses = 0
    for bit in range(8):
        misses += missed >> bit & 1
    follow[place + POINTER] = 0 if misses > MISSES else pointer + 1
    follow[place + MATCHED] = follow[place + MATCHED] + 1 if hit else 0
    follow[place + MISSED] = missed


@compiled
def _key(text: Ints, at: int, k: int, model: Model) -> int:
    """The hash of what a match looks for, up to a place."""
    h = 0
    for j in range(LEAST[k]):
        h = hashed(h, model.tokens[j] if KINDS[k] == MASKED else text[at - j])
    if KINDS[k] == MASKED:
        one = model.state[LENGTH] == 1 and not is_digit(text[at])
        h = hashed(h, ONE_LETTER if one else model.state[WORD])
    return h
