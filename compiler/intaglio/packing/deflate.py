"""Raw deflate streams (RFC 1951) that can be put together by concatenation.

A stream is a row of blocks. `stored` makes blocks that hold their bytes as they are; `deflate` makes the last,
compressed part of a stream. A stored block starts with three header bits and is then padded to a byte, so
whatever ends on a byte boundary, as stored blocks do, may be followed by any other part. `inflate` undoes whole
streams.
"""

from __future__ import annotations

import zlib

from intaglio.packing.damage import Damaged

FARTHEST = 32768  # bytes that a repeat may reach back
STORED_LIMIT = 0xFFFF  # the length of a stored block is written in 16 bits
STORED_HEADER = 5  # bytes of a stored block before its content: flags, length, length inverted
ROUNDS = 60  # of zopfli's search; more find hardly a byte in a script
_ZLIB_HEADER, _ZLIB_CHECKSUM = 2, 4


def stored(data: bytes, *, final: bool = False) -> bytes:
    """`data` in stored blocks: one, or as many as its length needs. Without `final` other blocks must follow."""
    pieces = [data[at : at + STORED_LIMIT] for at in range(0, len(data), STORED_LIMIT)] or [b""]
    return b"".join(_stored_block(piece, final and at == len(pieces) - 1) for at, piece in enumerate(pieces))


def _stored_block(data: bytes, final: bool) -> bytes:
    length = len(data)
    return bytes([final]) + length.to_bytes(2, "little") + (length ^ 0xFFFF).to_bytes(2, "little") + data


def deflate(data: bytes, *, rounds: int = ROUNDS) -> bytes:
    """`data` compressed by zopfli: the last part of a stream, or a stream by itself."""
    return zlib_stream(data, rounds=rounds)[_ZLIB_HEADER:-_ZLIB_CHECKSUM]


def zlib_stream(data: bytes, *, rounds: int = ROUNDS) -> bytes:
    """`data` compressed by zopfli, in zlib's container (RFC 1950)."""
    import zopfli.zopfli  # here, not above: a piece imports this file, and none packs

    framed: bytes = zopfli.zopfli.compress(data, numiterations=rounds, gzip_mode=0)
    return framed


def inflate(stream: bytes, window: bytes = b"") -> bytes:
    """The content of one whole stream, which may repeat what `window` holds: `window_deflate` makes such.

    Raises `Damaged` where it is damaged, cut short or followed by more.
    """
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=window[-FARTHEST:])
    try:
        data = inflater.decompress(stream)
    except zlib.error as error:
        raise Damaged(f"not a raw deflate stream: {error}") from None
    if not inflater.eof or inflater.unused_data:
        fault = "followed by more bytes" if inflater.eof else "cut short"
        raise Damaged(f"a raw deflate stream that is {fault}")
    return data
