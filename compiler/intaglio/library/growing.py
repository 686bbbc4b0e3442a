"""Lindenmayer's systems, in the language: words that grow by rewriting all their letters at once, and are drawn.

A word is an array of letters, which are ints: `b"F+F"` is the table of its letters, `ord("F")` one of them::

    PLANT = (b"X=F-[[X]+X]+F[+FX]-X", b"F=FF")
    word = array(int, 4000)
    used = lsystem(seed, word, b"X", PLANT, 5)

After Prusinkiewicz and Lindenmayer, "The algorithmic beauty of plants" (1990).
"""

from intaglio.language import Array, Path, Seed, Table, array, rule
from intaglio.library.elementary import cos, pi, sin

DEEPEST = 64  # brackets within brackets that are drawn


@rule
def lsystem(seed: Seed, word: Array[int], axiom: Table[int], rules: Table[Table[int]], generations: int) -> int:
    """Write the axiom and rewrite it so many times, `b"F=F+F"` being a rule for F: how many letters the word has.

    Of several rules for one letter one is drawn each time. A generation that the array cannot hold is left out.
    """
    after = array(int, len(word))
    used = 0
    for letter in axiom:
        if used < len(word):
            word[used] = letter
            used += 1
    for generation in range(generations):
        length = 0
        for i in range(used):
            row = _rule_for(seed, rules, word[i])
            if row < 0:
                if length < len(word):
                    after[length] = word[i]
                length += 1
            else:
                for k in range(2, len(rules[row])):
                    if length < len(word):
                        after[length] = rules[row][k]
                    length += 1
            if length > len(word):
                return used
        used = length
        for i in range(used):
            word[i] = after[i]
    return used


@rule
def _rule_for(seed: Seed, rules: Table[Table[int]], letter: int) -> int:
    """The row of a rule for a letter, -1 where there is none."""
    found, row = 0, -1
    for i in range(len(rules)):
        if rules[i][0] == letter:
            found, row = found + 1, i
    if found > 1:
        left = seed.below(found)
        for i in range(len(rules)):
            if rules[i][0] == letter:
                if left == 0:
                    return i
                left -= 1
    return row


@rule
def turtle(path: Path, word: Array[int], used: int, x: float, y: float, heading: float, step: float, turn: float):
    """Draw a word: F and G go ahead with a line, f without, + turns left, - right, | about, a branch stands in [ and ].

    Other letters do nothing. Angles are in radians; with a heading of 0 it begins upwards.
    """
    lefts, tops, turns = array(float, DEEPEST), array(float, DEEPEST), array(float, DEEPEST)
    depth = 0
    path.move(x, y)
    for i in range(used):
        letter = word[i]
        if letter == ord("F") or letter == ord("G") or letter == ord("f"):
            x, y = x + step * sin(heading), y - step * cos(heading)
            if letter == ord("f"):
                path.move(x, y)
            else:
                path.line(x, y)
        elif letter == ord("["):
            if depth < DEEPEST:
                lefts[depth], tops[depth], turns[depth] = x, y, heading
            depth += 1
        elif letter == ord("]"):
            if 0 < depth <= DEEPEST:
                x, y, heading = lefts[depth - 1], tops[depth - 1], turns[depth - 1]
                path.move(x, y)
            depth = max(0, depth - 1)
        else:
            heading += _turned(letter, turn)


@rule
def _turned(letter: int, turn: float) -> float:
    if letter == ord("|"):
        return pi
    return -turn if letter == ord("+") else turn if letter == ord("-") else 0.0


@rule
def extent(word: Array[int], used: int, heading: float, turn: float) -> tuple[float, float, float, float]:
    """Where `turtle` would draw a word, begun at (0, 0) with steps of 1: its left, top, right and bottom."""
    lefts, tops, turns = array(float, DEEPEST), array(float, DEEPEST), array(float, DEEPEST)
    x, y, left, top, right, bottom, depth = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0
    for i in range(used):
        letter = word[i]
        if letter == ord("F") or letter == ord("G") or letter == ord("f"):
            x, y = x + sin(heading), y - cos(heading)
            left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
        elif letter == ord("["):
            if depth < DEEPEST:
                lefts[depth], tops[depth], turns[depth] = x, y, heading
            depth += 1
        elif letter == ord("]"):
            if 0 < depth <= DEEPEST:
                x, y, heading = lefts[depth - 1], tops[depth - 1], turns[depth - 1]
            depth = max(0, depth - 1)
        else:
            heading += _turned(letter, turn)
    return left, top, right, bottom
