"""Names in Yul: legal, free of collisions, and as close to the artist's as that allows.

Yul forbids a variable with the name of an opcode, of a builtin or of any function in sight, so whatever would
collide gets a trailing underscore.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_OPCODES = """
    stop add mul sub div sdiv mod smod addmod mulmod exp signextend lt gt slt sgt eq iszero and or xor not byte
    shl shr sar clz sha3 keccak256 address balance origin caller callvalue calldataload calldatasize
    calldatacopy codesize codecopy gasprice extcodesize extcodecopy returndatasize returndatacopy extcodehash
    blockhash coinbase timestamp number difficulty prevrandao gaslimit chainid selfbalance basefee blobhash
    blobbasefee pop mload mstore mstore8 sload sstore jump jumpi pc msize gas jumpdest tload tstore mcopy
    dataloadn dataload datasize datacopy dataoffset eofcreate returncontract rjump rjumpi callf jumpf retf
    dupn swapn auxdataloadn extcall extstaticcall extdelegatecall returndataload
    create create2 call callcode return delegatecall staticcall revert invalid selfdestruct suicide
"""
_WORDS = """
    let function leave if switch case default for break continue true false hex object code data assembly
    memoryguard linkersymbol setimmutable loadimmutable
"""
_NUMBERED = re.compile(r"(push|dup|swap|log)\d+")
RESERVED = frozenset((_OPCODES + _WORDS).split())


def legal(name: str) -> str:
    """The nearest Yul identifier: `%t1` becomes `_t1`, `add` becomes `add_`."""
    name = re.sub(r"[^A-Za-z0-9_$]", "_", name)
    if name[0].isdigit() or name.startswith("verbatim"):
        name = "_" + name
    return name + "_" if name in RESERVED or _NUMBERED.fullmatch(name) else name


class Names:
    """Distinct Yul names for one scope. `taken` are names of others that may not be hidden."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def new(self, wish: str) -> str:
        """A name nobody has, as close to `wish` as possible."""
        name = base = legal(wish)
        count = 2
        while name in self._taken:
            name = f"{base}_{count}"
            count += 1
        self._taken.add(name)
        return name

    def release(self, name: str) -> None:
        """Give a name back whose scope has ended."""
        self._taken.discard(name)
