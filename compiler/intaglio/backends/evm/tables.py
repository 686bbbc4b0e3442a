"""Constant tables: how they are packed, where they lie, and the Yul that reads an entry.

A number table of at most 256 bits is one constant, `and(shr(mul(24, i), 0x...), 0xffffff)`. A larger one is
packed by bytes, half bytes or bits into the data section `tables`, which is copied to memory once, at the start:
`shr(232, mload(add(0x1240, mul(3, i))))`. Trailing zero bits that all entries share are not stored. An index
outside the table reads some other value; it cannot make the call run out of memory.

Of doubles the exponent, the mantissa and above them the sign are stored: where all are whole numbers, the mantissas'
trailing zeros are not. A table that has infinities, NaN or denormal numbers has the 64 bits of each.

A text table whose texts all have the same length, of a word at most, is a number table: each text is a number. Any
other is a data section of its own: 3-byte offsets, one more than there are texts, then the texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.backends.evm.double_words import entry_of
from intaglio.backends.evm.memory import WORD, Memory, hexadecimal
from intaglio.ir.nodes import Const, Entry, Expr, Module, Op, Perform, Table, Var, expressions, parts, walk
from intaglio.ir.types import Type

_CONSTANT_BITS = 256
HALF_BYTE = 4  # bits: two small entries share a byte
MANY_HALVES = 512  # entries from which on that saves more than what reads them
MANY_SAVED = 100  # bytes that packing by bits saves from which on it pays for what reads them, some 25 gas a time
OFFSET_BYTES = 3
Bounds = dict[str, int]  # loop counters known to lie in 0..value


@dataclass(frozen=True)
class Packed:
    """A number table's entries as `(value - bias) >> shift`, each in `bits` bits; in memory at `address`.

    `reader` is the function that makes a double of one, empty where there is nothing to be made.
    """

    values: tuple[int, ...]
    reader: str
    bits: int
    bias: int
    shift: int
    address: int | None

    def read(self, index: str, highest: int | None) -> str:
        """The Yul expression of entry `index`; `highest` is what the index is known not to exceed."""
        if self.address is None:
            value = self._constant_entry(index)
        else:
            value = self._memory_entry(index, highest)
        if self.shift:
            value = f"shl({self.shift}, {value})"
        if self.bias:
            value = f"sub({value}, {-self.bias})"
        return f"{self.reader}({value})" if self.reader else value

    def data(self) -> bytes:
        """The entries as they are copied to memory."""
        joined = "".join(f"{lane:0{self.bits}b}" for lane in self._lanes())
        size = -(-len(joined) // 8)
        return int(joined.ljust(8 * size, "0"), 2).to_bytes(size, "big")

    def _lanes(self) -> list[int]:
        return [(value - self.bias) >> self.shift for value in self.values]

    def _constant_entry(self, index: str) -> str:
        if self.bits == 8:
            return f"byte({index}, 0x{self.data().ljust(32, bytes(1)).hex()})"
        word = sum(lane << (self.bits * i) for i, lane in enumerate(self._lanes()))
        return f"and(shr({_times(self.bits, index)}, {word:#x}), {hexadecimal((1 << self.bits) - 1)})"

    def _memory_entry(self, index: str, highest: int | None) -> str:
        assert self.address is not None
        if highest is None or highest >= 2 * len(self.values):
            index = f"and({index}, {hexadecimal((1 << (len(self.values) - 1).bit_length()) - 1)})"
        if self.bits == HALF_BYTE:
            return f"half_byte({hexadecimal(self.address)}, {index})"
        if self.bits % 8:
            return f"few_bits({hexadecimal(self.address)}, {self.bits}, {index})"
        word = f"mload(add({hexadecimal(self.address)}, {_times(self.bits // 8, index)}))"
        return f"shr({256 - self.bits}, {word})" if self.bits < 256 else word


def _times(factor: int, index: str) -> str:
    if factor == 1:
        return index
    if factor & (factor - 1) == 0:
        return f"shl({factor.bit_length() - 1}, {index})"
    return f"mul({factor}, {index})"


def _held(table: Table) -> tuple[tuple[int, ...], str]:
    """A table's values as they are stored, and the function that reads one."""
    if table.type is not Type.DOUBLE:
        return table.values, ""
    entries = [found for found in map(entry_of, table.values) if found is not None]
    if len(entries) < len(table):
        return table.values, "double_of_pattern"
    return tuple(entries), "double_entry"


def _pack(table: Table, memory: Memory) -> Packed:
    values, reader = _held(table)
    bias = min(0, *values)
    lanes = [value - bias for value in values]
    together = 0
    for lane in lanes:
        together |= lane
    shift = (together & -together).bit_length() - 1 if together else 0
    bits = max(1, (together >> shift).bit_length())
    if bits == 7 and len(lanes) <= 32:
        bits = 8  # `byte` reads it
    if bits * len(lanes) <= _CONSTANT_BITS:
        return Packed(values, reader, bits, bias, shift, None)
    whole = -(-bits // 8) * 8
    if bits <= HALF_BYTE and len(lanes) >= MANY_HALVES:
        bits = HALF_BYTE
    elif (whole - bits) * len(lanes) < 8 * MANY_SAVED:
        bits = whole
    return Packed(values, reader, bits, bias, shift, memory.reserve(-(-len(lanes) * bits // 8)))


class NumberTables:
    """The number tables that a module reads, packed; those in memory lie side by side."""

    def __init__(self, module: Module, memory: Memory) -> None:
        used = {
            part.table
            for function in module.functions
            for statement in walk(function.body)
            for expr in expressions(statement)
            for part in parts(expr)
            if isinstance(part, Entry)
        }
        written = {s.text for f in module.functions for s in walk(f.body) if isinstance(s, Perform) and not s.targets}
        self.packed = {t.name: _pack(t, memory) for t in module.tables if t.name in used and t.values}
        self.lengths = {t.name: length for t in module.tables if t.name in written and (length := even_length(t))}
        self.packed |= {t.name: _pack(_as_numbers(t), memory) for t in module.tables if t.name in self.lengths}

    def read(self, entry: Entry, index: str, bounds: Bounds) -> str:
        """The Yul expression of a table's entry."""
        return self.packed[entry.table].read(index, highest(entry.index, bounds))

    def store_text(self, table: str, end: str, index: str, known: int | None) -> str:
        """The statement that writes a text of even length to `end`; `known` is what the index does not exceed."""
        length = self.lengths[table]
        value = self.packed[table].read(index, known)
        if length == 1:
            return f"mstore8({end}, {value})"
        unused = 8 * (WORD - length)
        return f"mstore({end}, {f'shl({unused}, {value})' if unused else value})"

    def data(self) -> bytes:
        """What is copied to memory, from `start` on."""
        data = bytearray()
        for packed in self.packed.values():
            if packed.address is not None:
                data += padded(packed.data())
        return bytes(data)

    def start(self) -> int | None:
        """The address of the first table in memory, or None where there is none."""
        addresses = [p.address for p in self.packed.values() if p.address is not None]
        return min(addresses, default=None)


def padded(data: bytes) -> bytes:
    """Data up to the end of a word: the next table begins with one."""
    return data + bytes(-len(data) % 32)


def even_length(table: Table) -> int:
    """The bytes that each text of a table has; 0 where they differ, or are none or more than a word's, or no texts."""
    lengths = {len(text.encode()) for text in table.texts}
    return lengths.pop() if len(lengths) == 1 and lengths <= set(range(1, WORD + 1)) else 0


def _as_numbers(table: Table) -> Table:
    values = tuple(int.from_bytes(text.encode(), "big") for text in table.texts)
    return Table(table.name, Type.WORD, values, span=table.span)


def text_table_data(table: Table) -> bytes:
    """Offsets from the start of the data, then the texts."""
    texts = [text.encode() for text in table.texts]
    offset = OFFSET_BYTES * (len(texts) + 1)
    head = bytearray()
    for text in [*texts, b""]:
        head += offset.to_bytes(OFFSET_BYTES, "big")
        offset += len(text)
    return bytes(head) + b"".join(texts)


def highest(index: Expr, bounds: Bounds) -> int | None:
    """A bound that the index, known to be natural, does not exceed; None where neither is known."""
    match index:
        case Const(value=value) if value >= 0:
            return value
        case Var(name=name):
            return bounds.get(name)
        case Op(name="and", args=args):
            masks = [a.value for a in args if isinstance(a, Const) and a.value >= 0]
            return min(masks, default=None)
        case Op(name="mod", args=(_, Const(value=divisor))) if divisor > 0:
            return divisor - 1
        case Op(name="ushr", args=(_, Const(value=count))) if count & 31:
            return int((1 << (32 - (count & 31))) - 1)
        case Op(name="whole"):
            return 1
        case Op(name="low" | "wide", args=(inner,)):
            found = highest(inner, bounds)
            return found if found is not None and found < 1 << 31 else None
        case Op(name="add" | "mul" as name, args=(a, b)):
            left, right = highest(a, bounds), highest(b, bounds)
            if left is None or right is None:
                return None
            reached = left + right if name == "add" else left * right
            return reached if reached < 1 << 31 else None
        case Op(name="select", args=(_, a, b)):
            left, right = highest(a, bounds), highest(b, bounds)
            return None if left is None or right is None else max(left, right)
        case _:
            return None


def counts_up(start: Expr, stop: Expr, step: int, bounds: Bounds) -> int | None:
    """The bound of a loop's counter: `range(3, n)` stays under `n`."""
    first, last = (start, stop) if step > 0 else (stop, start)
    lowest = first.value + (step < 0) if isinstance(first, Const) else None
    limit = highest(last, bounds)
    if lowest is None or lowest < 0 or limit is None:
        return None
    return max(0, limit - (step > 0))
