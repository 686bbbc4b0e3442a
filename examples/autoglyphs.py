"""Autoglyphs, as they were: the first art that was made and kept on a chain, by Larva Labs in 2019.

A token's seed is the number that its glyph was made of, so `--seed 7` draws the seventh of a public set of a thousand
(0xtane/autoglyphs-revived). The text is an address by itself, as the original's is.
"""

from intaglio import Canvas, Seed, art, keccak, sdiv, word

SCHEMES = (
    (".", "X", "/", "\\", "."), (".", "+", "-", "|", "."), (".", "/", "\\", ".", "."), (".", "\\", "|", "-", "/"),
    (".", "O", "|", "-", "."), (".", "\\", "\\", ".", "."), (".", "#", "|", "-", "+"), (".", "O", "O", ".", "."),
    (".", "#", ".", ".", "."), (".", "#", "O", ".", "."),
)  # fmt: skip
ENDS = (20, 35, 48, 59, 68, 73, 77, 80, 82)  # of 83: where one scheme ends and the next begins
SIZE = 64
ONE = word(1) << 32


@art("Autoglyphs", media="text", size=(SIZE, SIZE))
def autoglyphs(seed: Seed, canvas: Canvas):
    a = keccak(seed.word()) % (word(1) << 160)
    scheme = 0
    for end in ENDS:
        scheme += int(int(a % 83) >= end)
    seed.trait("Scheme", scheme + 1)
    symbols, spacing, mirrored = SCHEMES[scheme], a % 11 + 5, a % 2 == 1
    canvas.write("data:text/plain;charset=utf-8,")
    for y in range(1 - SIZE, SIZE, 2):  # odd numbers: the middle lies between two rows
        row = word(-y if a % 3 == 1 else abs(y) if a % 3 == 2 else y) * a * a
        for x in range(1 - SIZE, SIZE, 2):
            place = int(sdiv(word(abs(x) if mirrored else x) * row, ONE) % spacing)
            canvas.write(symbols[place] if place < 5 else ".")
        canvas.write("%0A")
