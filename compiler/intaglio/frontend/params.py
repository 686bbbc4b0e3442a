"""`seed.param(name, lo, hi, default=…)`: what the collector chooses at mint."""

from __future__ import annotations

import ast
from math import isfinite

from intaglio.frontend.builder import Builder
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import Value
from intaglio.frontend.types import FLOAT, INT, NUMBERS, Scalar
from intaglio.ir import nodes as ir
from intaglio.ir.literals import exact, held
from intaglio.ir.params import WORD_BITS, Param, total_bits
from intaglio.ir.types import INT_MAX, Type

_EXAMPLE = 'for example `count = seed.param("Count", 1, 9, default=5)`'


def declared(b: Builder, node: ast.Call, name: str, bound: dict[str, ast.expr]) -> Value:
    """The value of a param, which joins those of the piece. A float among its constants makes it a float."""
    if not _always_read(b, node):
        return b.error("I055", "a param is read in any case", node, "this is read on some ways only",
                       help=f"assign it to a variable at the top of the @art function, {_EXAMPLE}")  # fmt: skip
    known = {}
    for place in ("lo", "hi", "default"):
        try:
            known[place] = evaluate(bound[place], b.names)
        except NotConstant as error:
            return b.error("I055", f"`{place}` of a param is a constant", error.node, help=_EXAMPLE)
        if known[place].type not in NUMBERS:
            return b.error("I055", f"`{place}` of a param is a number", bound[place], help=_EXAMPLE)
    kind: Scalar = b.floats if any(one.type == FLOAT for one in known.values()) else INT
    steps = Type.INT if kind == INT else Type.FIXED  # also of a double: what is chosen is a multiple of 2**-16
    numbers = [exact(one.type.ir, one.number) for one in known.values() if one.type is not None]
    if not all(map(isfinite, numbers)):
        return b.error("I055", "the range of this param is too large", node)
    low, high, default = (held(steps, number) for number in numbers)
    if not low <= default <= high:
        return b.error("I055", f"the default of `{name}` is not in its range", bound["default"], help=_EXAMPLE)
    if not 1 <= high - low < INT_MAX:
        what = "a param has two values at least" if high <= low else "the range of this param is too large"
        return b.error("I055", what, node, help="a float has 65536 values from one whole number to the next")
    param = Param(name, steps, low, high, default, total_bits(b.shared.params))
    if param.shift + param.bits > WORD_BITS:
        taken = f"the ones before have {param.shift} bits, this one {param.bits}"
        return b.error("I055", f"all params together have at most {WORD_BITS} bits", node, taken)
    number = ir.Const(Type.INT, len(b.shared.params), b.span(node))
    b.shared.params.append(param)
    return Value(kind, b.perform(f"param.{kind.ir}", (number,), node=node))


def _always_read(b: Builder, node: ast.Call) -> bool:
    """Whether it is the whole value of an assignment that stands directly in the @art function."""
    return any(isinstance(s, ast.Assign | ast.AnnAssign) and s.value is node for s in b.node.body)
