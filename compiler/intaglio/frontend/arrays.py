"""Arrays and grids: where they are made, read and written. A grid is flattened here: `g[x, y]` is entry y * width + x.

An array has one name and is handed to rules as it is. It is not copied, returned, or put into a tuple: so every engine
may keep it where it was made.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from math import prod

from intaglio.frontend.builder import Builder, add
from intaglio.frontend.scope import Marker, Names, NotConstant, Sized, evaluate
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.types import FLOAT, INT, UNKNOWN, WORD, ArrayOf, Scalar, article
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type

MOST_ENTRIES = 65_536  # 2 MiB of the EVM's memory, which cost 8.6 million gas
ELEMENTS = ("int", "float", "word")
_OTHERWISE = {  # by what is given and what an array holds
    ("float", "int"): "`int(x)` drops the fraction of a float",
    ("int", "word"): "`word(n)` makes a word of an int",
    ("word", "int"): "`int(w)` is the low 32 bits of a word",
}
_EFFECTS = {Type.INT: "ints", Type.FIXED: "fixeds", Type.DOUBLE: "doubles", Type.WORD: "words"}


@dataclass(frozen=True)
class Place:
    """An entry: the array, and where it stands in it. `length` is 0 where the index is a constant inside."""

    of: ArrayOf
    args: tuple[ir.Expr, ir.Expr, ir.Expr]


def array_type(b: Builder, node: ast.Call) -> ArrayOf | None:
    """The type of `array(int, 64)` or `grid(float, 32, 32)`, made or annotated; None after an error."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    example = "array(int, 64)" if name == "array" else "grid(float, 32, 32)"
    kind = node.args[0] if node.args else None
    if not isinstance(kind, ast.Name) or kind.id not in ELEMENTS or node.keywords:
        b.error("I052", f"`{name}` holds ints, floats or words", kind or node, help=f"for example `{example}`")
        return None
    if len(node.args) != (2 if name == "array" else 3):
        what = "its size" if name == "array" else "its width and its height"
        b.error("I052", f"`{name}` takes the type and {what}", node, help=f"for example `{example}`")
        return None
    shape = []
    sized = {name: Sized(static.shape) for name, static in b.variables.items() if isinstance(static, ArrayOf)}
    for size in node.args[1:]:
        try:
            known = evaluate(size, Names(b.names.numbers, {**b.names, **sized}.items()))
        except NotConstant as error:
            names = {n.id for n in ast.walk(size) if isinstance(n, ast.Name)} & b.locals
            if any(b.variables.get(n, UNKNOWN) is UNKNOWN for n in names):
                return None  # another message says why
            b.error("I052", "the size of an array is a constant", error.node, "this is not known when compiling",
                    help="make it as large as it can get, and count how much of it is used")  # fmt: skip
            return None
        if known.type != INT or not 1 <= known.number <= MOST_ENTRIES:
            b.error("I052", f"the size of an array is from 1 to {MOST_ENTRIES}", size)
            return None
        shape.append(known.number)
    if prod(shape) > MOST_ENTRIES:
        b.error("I052", f"a grid has at most {MOST_ENTRIES} entries", node, f"this has {prod(shape)}")
        return None
    return ArrayOf(element_type(b, kind.id), tuple(shape))


def element_type(b: Builder, name: str) -> Scalar:
    """The type of what an array holds, by its name, one of `ELEMENTS`."""
    return {"int": INT, "word": WORD}.get(name, b.floats)


def makes_array(b: Builder, node: ast.expr) -> bool:
    """Whether an expression is a call of `array` or `grid`."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name not in b.locals:
            return b.names.get(name) in (Marker("array"), Marker("grid"))
        case _:
            return False


def make(b: Builder, node: ast.Call) -> Value:
    """Build `array(…)` or `grid(…)`."""
    of = array_type(b, node)
    if of is None:
        return UNKNOWN_VALUE
    length = ir.Const(Type.INT, prod(of.shape), b.span(node))
    return Value(of, b.perform(f"{_EFFECTS[of.element.ir]}.new", (length,), node=node))


def place(b: Builder, node: ast.Subscript, value: Value) -> Place | None:
    """The entry that a subscript of an array means; None after an error."""
    of = value.type
    assert isinstance(of, ArrayOf)
    indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if len(indices) != len(of.shape):
        needs = "one index: `a[i]`" if len(of.shape) == 1 else "two indices: `g[x, y]`"
        hint = "an array has one row" if len(of.shape) == 1 else "the column comes first, then the row"
        b.error("I030", f"{article(of)} takes {needs}", node.slice, help=hint)
        return None
    held = []
    for index, size in zip(indices, of.shape, strict=True):
        found = b.value(index)
        if found.type is UNKNOWN:
            return None
        if found.type != INT:
            hint = "`int(x)` drops the fraction of a float" if found.type == FLOAT else ""
            b.error("I030", "an index is an int", index, f"this is {article(found.type)}", hint)
            return None
        expr = found.exprs[0]
        number = _constant(b, index)
        if number is not None and not 0 <= number < size:
            last = "`len(a) - 1` is the last entry" if number < 0 and len(of.shape) == 1 else ""
            b.error("I030", f"there is no entry {number}", index, f"it has {size}: 0 to {size - 1}", last)
            return None
        held.append(b.simple(expr, b.span(index)) if len(indices) > 1 else expr)
    at = held[0]
    if len(held) == 2:
        row = ir.Op("mul", (held[1], ir.Const(Type.INT, of.shape[0])), Type.INT, span=b.span(node))
        at = add(row, held[0])
    return Place(of, (value.exprs[0], at, ir.Const(Type.INT, prod(of.shape))))


def _constant(b: Builder, node: ast.expr) -> int | None:
    try:
        known = evaluate(node, b.names)
    except NotConstant:
        return None
    return known.number if known.type == INT else None


def entry_of(b: Builder, array: Value, index: ir.Expr, node: ast.AST) -> Value:
    """Entry `index`, known to be inside, of an array."""
    assert isinstance(array.type, ArrayOf)
    return get(b, Place(array.type, (array.exprs[0], index, ir.Const(Type.INT, array.type.shape[0]))), node)


def get(b: Builder, at: Place, node: ast.AST) -> Value:
    """Read an entry."""
    return Value(at.of.element, b.perform(f"{_EFFECTS[at.of.element.ir]}.get", at.args, node=node))


def set_entry(b: Builder, array: Value, index: ir.Expr, value: ir.Expr, node: ast.AST) -> None:
    """Write entry `index`, known to be inside, of an array."""
    assert isinstance(array.type, ArrayOf)
    length = ir.Const(Type.INT, array.type.shape[0])
    b.perform(f"{_EFFECTS[array.type.element.ir]}.set", (array.exprs[0], index, length, value), node=node)


def put(b: Builder, at: Place, value: Value, node: ast.expr, target: ast.AST) -> None:
    """Write an entry. An int becomes a float where the array holds floats."""
    element = at.of.element
    if value.type is UNKNOWN:
        return
    if value.type != element and not (value.type == INT and element == FLOAT):
        hint = _OTHERWISE.get((str(value.type), str(element)), "")
        b.error("I022", f"this array holds {element}s", node, f"this is {article(value.type)}", hint)
        return
    expr = b.as_float(value) if element == FLOAT else value.exprs[0]
    b.perform(f"{_EFFECTS[element.ir]}.set", (*at.args, expr), node=target)


def target_place(b: Builder, target: ast.Subscript) -> Place | None:
    """The entry that is assigned to; None after an error."""
    value = b.value(target.value)
    if value.type is UNKNOWN:
        return None
    if not isinstance(value.type, ArrayOf):
        b.error("I030", "only variables and the entries of arrays are assigned to", target,
                "" if isinstance(value.type, Scalar) else "the entries of a table never change",
                help="`a = array(int, 64)` makes an array, whose entries do change")  # fmt: skip
        return None
    return place(b, target, value)


def held(b: Builder, at: Place, target: ast.AST) -> Place:
    """The same entry, with its index computed once."""
    array, index, length = at.args
    return Place(at.of, (array, b.simple(index, b.span(target)), length))
