"""FastLZ, level 1: what the EVM unpacks for 53 to 58 gas a byte of the result, by Solady's `LibZip.flzDecompress`.

A stream is a row of two kinds of items, told apart by the top three bits of the first byte:

    000rrrrr  literals …               r + 1 bytes as they are, 1 to 32
    lllooooo oooooooo                  a match of l + 2 bytes, 3 to 8
    111ooooo llllllll oooooooo         a match of l + 9 bytes, 9 to 264

A match repeats what stands o + 1 bytes before, at most 8,192. There is no length and no checksum: what is kept in a
contract is vouched for by its address. `encode` finds the smallest row that the longest matches allow, from the end
backwards; `decode` undoes it.
"""

from __future__ import annotations

from intaglio.packing.damage import Damaged

WINDOW = 8192  # bytes that a match may look back
LONGEST = 264  # bytes that one match may have
SHORTEST = 3
_SHORT = 8  # the longest match that is written in two bytes
_RUN = 32  # literals behind one byte
_CANDIDATES = 512  # earlier places that are compared for one position: what is missed behind them is next to nothing

Match = tuple[int, int]
"""How many bytes are the same, and how far back they stand; 0 bytes where nothing is."""


def encode(data: bytes) -> bytes:
    """`data` as FastLZ."""
    matches = _longest_matches(data)
    size = len(data)
    costs = [0] * (size + 1)  # bytes for what follows a position
    steps = [0] * (size + 1)  # bytes that its item covers: of literals negative
    for at in range(size - 1, -1, -1):
        best, step = min((1 + run + costs[at + run], -run) for run in range(1, min(_RUN, size - at) + 1))
        length = matches[at][0]
        if length >= SHORTEST:
            short = min((2 + costs[at + n], n) for n in range(SHORTEST, min(_SHORT, length) + 1))
            best, step = min((best, step), short)
        if length > _SHORT:
            least = min(costs[at + _SHORT + 1 : at + length + 1])
            if 3 + least < best:
                best, step = 3 + least, costs.index(least, at + _SHORT + 1) - at
        costs[at], steps[at] = best, step
    return _written(data, matches, steps)


def decode(stream: bytes) -> bytes:
    """The content of a stream. Raises `Damaged` where it is cut short or looks back before its beginning."""
    data = bytearray()
    at = 0
    while at < len(stream):
        first = stream[at]
        kind = first >> 5
        size = (2, 2, 2, 2, 2, 2, 2, 3)[kind] if kind else first + 2
        if at + size > len(stream):
            raise Damaged("a FastLZ stream that is cut short")
        if kind:
            length = kind + 2 if kind < 7 else stream[at + 1] + 9
            start = len(data) - ((first & 31) << 8 | stream[at + size - 1]) - 1
            if start < 0:
                raise Damaged("a FastLZ stream that repeats what is before its beginning")
            for source in range(start, start + length):
                data.append(data[source])
        else:
            data += stream[at + 1 : at + size]
        at += size
    return bytes(data)


def _longest_matches(data: bytes) -> list[Match]:
    """At each position, the longest match, of those the nearest."""
    places: dict[bytes, list[int]] = {}
    found: list[Match] = []
    length = distance = 0
    for at in range(len(data)):
        length = max(length - 1, 0)  # what matched before goes on matching
        key = data[at : at + SHORTEST]
        most = min(LONGEST, len(data) - at)
        known = places.setdefault(key, [])
        for start in reversed(known[-_CANDIDATES:]):
            if at - start > WINDOW or length >= most:
                break
            if data[start : start + length + 1] == data[at : at + length + 1]:
                length += 1
                while length < most and data[start + length] == data[at + length]:
                    length += 1
                distance = at - start
        known.append(at)
        found.append((length, distance))
    return found


def _written(data: bytes, matches: list[Match], steps: list[int]) -> bytes:
    stream = bytearray()
    at = 0
    while at < len(data):
        step = steps[at]
        if step < 0:
            stream.append(-step - 1)
            stream += data[at : at - step]
        else:
            high, low = divmod(matches[at][1] - 1, 256)
            stream += bytes([step - 2 << 5 | high, low] if step <= _SHORT else [7 << 5 | high, step - 9, low])
        at += abs(step)
    return bytes(stream)
