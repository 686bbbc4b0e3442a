"""Replace every draw by the words it takes from the seed.

    n = seed.below(6)    →   while true {
                               w = word()
                               n: int = and(w, 7)
                               if lt(n, 6) { break } }

The rules of drawing are these functions, one a draw: each gives the statements that assign its target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from intaglio.ir import doubles
from intaglio.ir.nodes import (
    Break,
    Const,
    Expr,
    Function,
    If,
    Let,
    Module,
    Op,
    Perform,
    Statement,
    Var,
    While,
    walk,
)
from intaglio.ir.span import Span
from intaglio.ir.types import Type
from intaglio.passes.forks import FORK_FUNCTIONS, make, root, word
from intaglio.passes.rebuild import Names, expand, is_simple, variables, with_functions

INT, BOOL = Type.INT, Type.BOOL


def lower_seed(module: Module) -> Module:
    """Leave no `seed.*` or `fork.*` effect: only `word` draws, and calls of what draws from an array."""
    forks = any(isinstance(s, Perform) and s.effect == "fork.root" for f in module.functions for s in walk(f.body))
    lowered = with_functions(module, lambda function: _lower_function(function, module.floats))
    return replace(lowered, functions=lowered.functions + FORK_FUNCTIONS) if forks else lowered


def _lower_function(function: Function, floats: Type) -> Function:
    names = Names(variables(function))

    def lower(statement: Statement) -> Iterator[Statement]:
        if isinstance(statement, Perform) and statement.effect in _DRAWS:
            draw = _Draw(statement.targets[0], names, statement.span, floats)
            yield from _DRAWS[statement.effect](draw, *statement.args)
        elif isinstance(statement, Perform) and statement.effect in _FORKED_DRAWS:
            seed, *args = statement.args
            draw = _Draw(statement.targets[0], names, statement.span, floats, seed)
            yield from _FORKED_DRAWS[statement.effect](draw, *args)
        elif isinstance(statement, Perform) and statement.effect in ("fork.root", "fork.make"):
            yield from (root if statement.effect == "fork.root" else make)(statement)
        else:
            yield statement

    return replace(function, body=expand(function.body, lower))


class _Draw:
    """What the drawing rules build with: the target of the draw and its span on every node.

    `floats`: the type of the module's; `seed`: the array whose state is drawn from; None for the token's own generator.
    """

    def __init__(self, target: str, names: Names, span: Span, floats: Type, seed: Expr | None = None) -> None:
        self.target, self.names, self.span, self.floats, self.seed = target, names, span, floats, seed

    def op(self, name: str, kind: Type, *args: Expr) -> Op:
        return Op(name, args, kind, span=self.span)

    def int(self, value: int) -> Const:
        return Const(INT, value, self.span)

    def word(self) -> tuple[Statement, Var]:
        name = self.names.fresh("w")
        if self.seed is not None:
            return word(name, self.seed, self.span), Var(name, INT, self.span)
        return Perform("word", targets=(name,), span=self.span), Var(name, INT, self.span)

    def unit(self) -> tuple[Statement, Expr]:
        """A word drawn, and the fraction in [0, 1) that it stands for: in fixeds its upper half, else all of it."""
        draw, word = self.word()
        return draw, self.op("unit" if self.floats is Type.FIXED else "fraction", self.floats, word)

    def let(self, value: Expr) -> Let:
        return Let(self.target, value, self.span)

    def kept(self, base: str, value: Expr) -> tuple[tuple[Statement, ...], Expr]:
        """An operand that is read more than once: as it is where it is simple, else through a variable."""
        if is_simple(value):
            return (), value
        name = self.names.fresh(base)
        return (Let(name, value, self.span),), Var(name, value.type, self.span)


def _random(draw: _Draw) -> Iterator[Statement]:
    word, unit = draw.unit()
    yield from (word, draw.let(unit))


def _uniform(draw: _Draw, low: Expr, high: Expr) -> Iterator[Statement]:
    """lo + (hi - lo) * random()"""
    if _from_zero(low, high):  # 0 + x is x where x is not -0
        word, unit = draw.unit()
        yield from (word, draw.let(draw.op("mul", draw.floats, high, unit)))
        return
    keep, low = draw.kept("low", low)
    word, unit = draw.unit()
    width = draw.op("sub", draw.floats, high, low)
    yield from keep
    yield from (word, draw.let(draw.op("add", draw.floats, low, draw.op("mul", draw.floats, width, unit))))


def _from_zero(low: Expr, high: Expr) -> bool:
    """Whether a double is drawn from 0 up to a constant above it."""
    return low == Const(Type.DOUBLE, 0) and isinstance(high, Const) and doubles.value(high.value) > 0


def _chance(draw: _Draw, probability: Expr) -> Iterator[Statement]:
    """random() < p"""
    word, unit = draw.unit()
    yield from (word, draw.let(draw.op("lt", BOOL, unit, probability)))


def _below(draw: _Draw, count: Expr) -> Iterator[Statement]:
    """Words masked to the bits of `count - 1` until one is below `count`; a count below 1, a fault, counts as 1."""
    if isinstance(count, Const):
        n = max(count.value, 1)
        mask: Expr = draw.int((1 << (n - 1).bit_length()) - 1)
        if n & (n - 1) == 0:
            word, drawn = draw.word()
            yield from (word, draw.let(draw.op("and", INT, drawn, mask)))
            return
        count = replace(count, value=n)
    else:
        keep, count = draw.kept("count", draw.op("max", INT, count, draw.int(1)))
        yield from keep
        smear, mask = _smeared(draw, count)
        yield from smear
    word, drawn = draw.word()
    masked = draw.let(draw.op("and", INT, drawn, mask))
    small = draw.op("lt", BOOL, Var(draw.target, INT, draw.span), count)
    leave = If(small, (Break(draw.span),), span=draw.span)
    yield While(Const(BOOL, 1, draw.span), (word, masked, leave), draw.span)


def _smeared(draw: _Draw, count: Expr) -> tuple[list[Statement], Expr]:
    """All bits of `count - 1` from its highest down, set."""
    name = draw.names.fresh("mask")
    mask = Var(name, INT, draw.span)
    lets: list[Statement] = [Let(name, draw.op("sub", INT, count, draw.int(1)), draw.span)]
    for bits in (1, 2, 4, 8, 16):
        shifted = draw.op("shr", INT, mask, draw.int(bits))
        lets.append(Let(name, draw.op("or", INT, mask, shifted), draw.span))
    return lets, mask


_DRAWS: dict[str, Callable[..., Iterator[Statement]]] = {
    "seed.random": _random,
    "seed.uniform": _uniform,
    "seed.chance": _chance,
    "seed.below": _below,
}
_FORKED_DRAWS = {effect.replace("seed.", "fork."): rule for effect, rule in _DRAWS.items()}
