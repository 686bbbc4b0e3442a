"""Words, unsigned whole numbers of 256 bits: what makes them, what is done with them, and what becomes an int again.

An int turns into a word only where that is written, `word(n)`; a constant does by itself, as in `w % 11`.
"""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.scope import SYMBOLS
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.types import BOOL, COLOR, FLOAT, INT, UNKNOWN, WORD, article
from intaglio.frontend.word_constants import OF_WORDS, SHIFTS, literal_word
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type
from intaglio.ir.words import MASK

FUNCTIONS = {"word": 1, **OF_WORDS}  # and how many arguments each takes
_MAKE = "`word(n)` makes a word of an int"
_WHOLE = "a word is whole: `//` divides it, `int(w)` is its low 32 bits"


def word_function(b: Builder, name: str, node: ast.Call) -> Value:
    """Build a call of one of `FUNCTIONS`."""
    if node.keywords:
        return b.error("I024", f"`{name}` has no named arguments", node.keywords[0])
    if len(node.args) != FUNCTIONS[name]:
        count = "one value" if FUNCTIONS[name] == 1 else "two words"
        return b.error("I024", f"`{name}` takes {count}, here are {len(node.args)}", node)
    span = b.span(node)
    if name == "word":
        return _made(b, node)
    values = [b.value(argument) for argument in node.args]
    if any(value.type is UNKNOWN for value in values):
        return UNKNOWN_VALUE
    held = [constant_too(value) for value in values]
    for value, argument, expr in zip(values, node.args, held, strict=True):
        if expr is None:
            hint = _MAKE if value.type == INT else ""
            return b.error("I025", f"`{name}` takes words", argument, f"this is {article(value.type)}", hint)
    return Value(WORD, (ir.Op(name, tuple(e for e in held if e is not None), Type.WORD, span=span),))


def _made(b: Builder, node: ast.Call) -> Value:
    (argument,), span = node.args, b.span(node)
    literal = literal_word(argument)
    if literal is not None:
        return Value(WORD, (ir.Const(Type.WORD, literal, span),))
    if isinstance(argument, ast.Constant) and type(argument.value) is int:
        return b.error("I016", "this number does not fit in a word", argument, "words have 256 bits")
    value = b.value(argument)
    if value.type == WORD or value.type is UNKNOWN:
        return value
    if value.type not in (INT, COLOR):
        hint = "`int(x)` drops the fraction of a float" if value.type == FLOAT else ""
        return b.error("I025", "`word` takes an int", argument, f"this is {article(value.type)}", hint)
    return Value(WORD, (constant_too(value) or ir.Op("wide", value.exprs, Type.WORD, span=span),))


def constant_too(value: Value) -> ir.Expr | None:
    """The IR's word of a word, or of a constant int or color; None of anything else."""
    if value.type == WORD:
        return value.exprs[0]
    expr = value.exprs[0] if value.type in (INT, COLOR) else None
    return ir.Const(Type.WORD, expr.value & MASK, expr.span) if isinstance(expr, ir.Const) else None


def word_binary(b: Builder, name: str, left: Value, right: Value, node: ast.AST) -> Value:
    """`left operator right`, of which at least one is a word."""
    span = b.span(node)
    label = f"the operands are {left.type} and {right.type}"
    if name in SHIFTS:
        if left.type == WORD and right.type == INT:
            return Value(WORD, (ir.Op(SHIFTS[name], (left.exprs[0], right.exprs[0]), Type.WORD, span=span),))
        hint = "how far is an int: `w << int(n)`" if left.type == WORD else _MAKE
        return b.error("I021", f"`{SYMBOLS[name]}` of a word takes a word and an int", node, label, hint)
    if name == "div":
        return b.error("I021", "a word is not divided by `/`", node, label, _WHOLE)
    a, c = constant_too(left), constant_too(right)
    if a is None or c is None or COLOR in (left.type, right.type):
        other = right.type if left.type == WORD else left.type
        hint = _MAKE if other == INT else _WHOLE if other == FLOAT else ""
        return b.error("I021", f"`{SYMBOLS[name]}` does not go with a word and {article(other)}", node, label, hint)
    return Value(WORD, (ir.Op(name, (a, c), Type.WORD, span=span),))


def word_compared(b: Builder, name: str, left: Value, right: Value, node: ast.AST) -> ir.Expr | None:
    """A comparison with a word; None after an error."""
    a, c = constant_too(left), constant_too(right)
    if a is not None and c is not None and COLOR not in (left.type, right.type):
        return ir.Op(name, (a, c), Type.BOOL, span=b.span(node))
    other = right.type if left.type == WORD else left.type
    hint = _MAKE if other == INT else "compare values of one type"
    b.error("I047", f"cannot compare `{left.type}` and `{right.type}` so", node, help=hint)
    return None


def word_converted(b: Builder, name: str, value: Value, node: ast.Call) -> Value:
    """A function of numbers that is given a word: `int(w)`, `bool(w)`."""
    span, (expr,) = b.span(node), value.exprs
    if name == "int":
        return Value(INT, (ir.Op("low", (expr,), Type.INT, span=span),))
    if name == "bool":
        return Value(BOOL, (ir.Op("ne", (expr, ir.Const(Type.WORD, 0)), Type.BOOL, span=span),))
    hint = "a word is never negative" if name == "abs" else "`int(w)` is its low 32 bits, `w >> 32` what is above them"
    return b.error("I025", f"`{name}` does not take a word", node.args[0], help=hint)
