"""Bytes kept as contract code, in SSTORE2's layout: a STOP byte, then the data. `CodeStore.sol` reads them
back.

`split` and `join` are inverses; `data_initcode` makes the contract of one chunk, with the same initcode as
Solady's SSTORE2, so both give equal content the same address.
"""

from intaglio.backends.evm.limits import MAX_CODE

MAX_CHUNK = MAX_CODE - 1  # 24,576 less the STOP byte

_STOP = b"\x00"
_PROLOGUE_SIZE = 10


def split(data: bytes) -> tuple[bytes, ...]:
    """`data` cut into chunks of at most 24,575 bytes; none for empty data.

    >>> [len(chunk) for chunk in split(bytes(24_576))]
    [24575, 1]
    """
    return tuple(data[start : start + MAX_CHUNK] for start in range(0, len(data), MAX_CHUNK))


def data_code(chunk: bytes) -> bytes:
    """The code of the data contract of one chunk. Raises `ValueError` where the chunk is empty or too big."""
    if not 0 < len(chunk) <= MAX_CHUNK:
        raise ValueError(f"a chunk has 1 to {MAX_CHUNK:,} bytes, not {len(chunk):,}")
    return _STOP + chunk


def data_initcode(chunk: bytes) -> bytes:
    """Initcode that deploys `data_code(chunk)`.

    | opcode         | stack   |                                  |
    | -------------- | ------- | -------------------------------- |
    | PUSH2 n        | n       | n: bytes of code, STOP included  |
    | DUP1           | n n     |                                  |
    | PUSH1 10       | 10 n n  | 10: bytes of this prologue       |
    | RETURNDATASIZE | 0 10 n n| zero, a byte shorter than PUSH1 0|
    | CODECOPY       | n       |                                  |
    | RETURNDATASIZE | 0 n     |                                  |
    | RETURN         |         |                                  |
    """
    code = data_code(chunk)
    prologue = bytes.fromhex("61") + len(code).to_bytes(2, "big") + bytes.fromhex("80600a3d393df3")
    assert len(prologue) == _PROLOGUE_SIZE
    return prologue + code


def join(codes: list[bytes]) -> bytes:
    """The data of data contracts, given their codes in order. Raises `ValueError` where one holds no data."""
    for index, code in enumerate(codes):
        if code[:1] != _STOP:
            raise ValueError(f"part {index} is no data contract: its code does not start with STOP")
    return b"".join(code[1:] for code in codes)
