"""Arrays: a word for each entry, in memory that is reserved for each place where one is made.

    a = ints.new(8)            calldatacopy(0x120, calldatasize(), 256)    // zeros: nothing lies behind the calldata
                               let a := 0x120
    x = ints.get(a, i, 8)      let x := mload(add(a, shl(5, mod(i, 8))))
    ints.set(a, 2, 0, x)       mstore(add(a, 64), x)

A rule that makes an array does not recurse and gives no array away, so its places can be used again at each call. An
index that is not proved to be inside is taken modulo the length: it can harm nothing but the array.

The word of the double 0 is not 0, so doubles are stored xor that word.
"""

from __future__ import annotations

from intaglio.backends.evm import double_words
from intaglio.backends.evm.expressions import Expressions
from intaglio.backends.evm.memory import WORD, Memory, hexadecimal
from intaglio.ir.nodes import Const, Perform

ARRAYS = frozenset(f"{kind}.{way}" for kind in ("ints", "fixeds", "doubles", "words") for way in ("new", "get", "set"))


def array_effect(memory: Memory, expressions: Expressions, statement: Perform) -> tuple[str, str]:
    """The line that an effect is, empty where it only reads, and the value of its target, empty where it has none."""
    if statement.effect.endswith(".new"):
        address, line = new_array(memory, statement)
        return line, address
    at = place(expressions, statement)
    stored = "{}" if not statement.effect.startswith("doubles") else f"xor({{}}, {double_words.WORDS['ZERO']})"
    if statement.effect.endswith(".get"):
        return "", stored.format(f"mload({at})")
    return f"mstore({at}, {stored.format(expressions.value(statement.args[3]))})", ""


def new_array(memory: Memory, statement: Perform) -> tuple[str, str]:
    """The address of the array that a statement makes, and the line that makes it zero."""
    (length,) = statement.args
    assert isinstance(length, Const)
    size = WORD * length.value
    address = hexadecimal(memory.reserve(size))
    return address, f"calldatacopy({address}, calldatasize(), {size})"


def place(expressions: Expressions, statement: Perform) -> str:
    """The address of the entry that a get reads or a set writes."""
    array, index, length, *_ = statement.args
    assert isinstance(length, Const)
    base = expressions.value(array)
    if isinstance(index, Const) and not length.value:
        return f"add({base}, {WORD * index.value})" if index.value else base
    at = expressions.value(index)
    return f"add({base}, shl(5, {f'mod({at}, {length.value})' if length.value else at}))"
