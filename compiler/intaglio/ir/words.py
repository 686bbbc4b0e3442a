"""Words: unsigned whole numbers of 256 bits, as the EVM has them. Sums and products wrap; `keccak` is its hash.

Division and remainder are those of unsigned numbers. `signed_quotient` and `signed_remainder` read both operands as
two's complement: the first cuts towards zero, the second has the sign of what is divided.
"""

from __future__ import annotations

BITS = 256
MASK = (1 << BITS) - 1
_SIGN = 1 << BITS - 1
_LANE = (1 << 64) - 1
_RATE_LANES = 17  # of 64 bits: what keccak-256 takes in at a time


def signed(value: int) -> int:
    """A word read as two's complement."""
    return value - (1 << BITS) if value & _SIGN else value


def signed_quotient(a: int, b: int) -> int:
    """The quotient of two words read as signed, cut towards zero; b is not 0."""
    x, y = signed(a), signed(b)
    return (abs(x) // abs(y) * (-1 if (x < 0) != (y < 0) else 1)) & MASK


def signed_remainder(a: int, b: int) -> int:
    """What `signed_quotient` leaves: its sign is that of `a`; b is not 0."""
    x, y = signed(a), signed(b)
    return (abs(x) % abs(y) * (-1 if x < 0 else 1)) & MASK


def keccak(value: int) -> int:
    """Keccak-256 of the 32 bytes of a word, the highest first, as Ethereum has it (no SHA-3 padding)."""
    lanes = [0] * 25
    for at, start in enumerate(range(0, 32, 8)):
        lanes[at] = int.from_bytes(value.to_bytes(32, "big")[start : start + 8], "little")
    lanes[4] ^= 1  # the padding begins behind the 32 bytes, and ends with the block
    lanes[_RATE_LANES - 1] ^= 1 << 63
    for constant in ROUND_CONSTANTS:
        lanes = _round(lanes, constant)
    return int.from_bytes(b"".join(lane.to_bytes(8, "little") for lane in lanes[:4]), "big")


def _round(lanes: list[int], constant: int) -> list[int]:
    columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
    lanes = [lane ^ columns[(at + 4) % 5] ^ _turned(columns[(at + 1) % 5], 1) for at, lane in enumerate(lanes)]
    carried = lanes[1]
    for place, turn in zip(PLACES, TURNS, strict=True):
        lanes[place], carried = _turned(carried, turn), lanes[place]
    lanes = [
        lane ^ (~lanes[at - at % 5 + (at + 1) % 5] & lanes[at - at % 5 + (at + 2) % 5]) for at, lane in enumerate(lanes)
    ]
    lanes[0] ^= constant
    return lanes


def _turned(lane: int, by: int) -> int:
    return (lane << by | lane >> 64 - by) & _LANE


def _places() -> tuple[int, ...]:
    """Where lane 1 goes, and from there the next, until all but lane 0 have moved: (x, y) goes to (y, 2x + 3y)."""
    x, y, found = 1, 0, []
    for _ in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        found.append(x + 5 * y)
    return tuple(found)


def _round_constants() -> tuple[int, ...]:
    """One of 64 bits a round: bits 0, 1, 3, 7, 15, 31 and 63 from a register of 8 with feedback."""
    register, found = 1, []
    for _ in range(24):
        constant = 0
        for power in range(7):
            if register & 1:
                constant ^= 1 << (1 << power) - 1
            register = register << 1 ^ (register >> 7) * 0x171
        found.append(constant)
    return tuple(found)


PLACES = _places()
TURNS = tuple((n + 1) * (n + 2) // 2 % 64 for n in range(24))
ROUND_CONSTANTS = _round_constants()
