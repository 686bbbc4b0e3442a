"""Tables of many small numbers share a byte between two in the contract: odd counts, negative ones, multiples."""
from intaglio import Canvas, Seed, art

ODD = (
    6, 1, 8, 2, 8, 8, 7, 5, -3, 4, 0, 7, -3, -1, -2, 2, 4, 0, 3, 5, -2, 6, 0, -3,
    8, 0, 3, 1, -1, 3, -1, -2, -1, 6, 6, 4, -1, -1, -3, -3, 0, 0, -1, -1, 1, 2, 0, 5,
    7, 7, 0, -1, 8, 0, 3, 1, -3, 2, 3, -1, -1, 1, -2, 2, 1, 6, 6, -3, 6, 7, 8,
)
EVEN = (
    40, 8, 36, 44, 36, 60, 40, 20, 60, 60, 20, 4, 32, 0, 44, 48, 0, 52, 44, 48, 0, 56, 4, 20,
    24, 12, 28, 56, 44, 44, 32, 56, 12, 44, 36, 4, 52, 8, 24, 40, 44, 16, 40, 32, 8, 36, 40, 36,
    20, 8, 16, 36, 60, 20, 4, 8, 48, 4, 28, 44, 32, 56, 52, 16, 4, 4, 60, 40, 24, 16, 16, 52,
    12, 20, 52, 44, 16, 4, 52, 36, 16, 56, 20, 56, 60, 40, 60, 32, 36, 60,
)

ODDS = ODD + ODD + ODD + ODD + ODD + ODD + ODD + ODD + ODD
EVENS = EVEN + EVEN + EVEN + EVEN + EVEN + EVEN


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    for i in range(len(ODD)):
        canvas.circle(i, ODDS[i], EVENS[i])
    for _ in range(9):
        n = seed.below(len(EVENS))
        canvas.circle(EVENS[n], ODDS[n], EVENS[len(EVENS) - 1 - n])
