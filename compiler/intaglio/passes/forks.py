"""Seeds that a piece forks: what draws from a generator whose state lies in an array.

    w = word()   →   w = call seed$word(leaf)

The array holds the generator's four words, then the four it started from: a fork of it rests on those, on its label
and on its index, and not on what has been drawn. The functions here are `ir.interpret.Sfc32`, in the IR itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from intaglio.ir.nodes import Call, Const, Expr, Perform, Statement, Var
from intaglio.ir.span import Span
from intaglio.ir.text import parse
from intaglio.ir.types import Type

_WORD, _FORK = "seed$word", "seed$fork"

FORK_FUNCTIONS = parse(f"""module "" 0 0 digits 0
library function {_WORD}(s: ints) -> int {{
  a = ints.get(s, 0, 0)
  b = ints.get(s, 1, 0)
  c = ints.get(s, 2, 0)
  d = ints.get(s, 3, 0)
  w: int = add(add(a, b), d)
  ints.set(s, 0, 0, xor(b, ushr(b, 9)))
  ints.set(s, 1, 0, mul(c, 9))
  ints.set(s, 2, 0, add(or(shl(c, 21), ushr(c, 11)), w))
  ints.set(s, 3, 0, add(d, 1))
  return w
}}
library function {_FORK}(child: ints, parent: ints, a: int, b: int, c: int, d: int, index: int) {{
  p = ints.get(parent, 4, 0)
  q = ints.get(parent, 5, 0)
  r = ints.get(parent, 6, 0)
  s = ints.get(parent, 7, 0)
  ints.set(child, 0, 0, xor(p, a))
  ints.set(child, 1, 0, xor(q, b))
  ints.set(child, 2, 0, xor(xor(r, c), index))
  ints.set(child, 3, 0, xor(s, d))
  for i in 0, 12, 1 {{
    w = call {_WORD}(child)
  }}
  p = ints.get(child, 0, 0)
  q = ints.get(child, 1, 0)
  r = ints.get(child, 2, 0)
  s = ints.get(child, 3, 0)
  ints.set(child, 4, 0, p)
  ints.set(child, 5, 0, q)
  ints.set(child, 6, 0, r)
  ints.set(child, 7, 0, s)
}}
""").functions


def word(target: str, seed: Expr, span: Span) -> Statement:
    """The next word of the generator in an array."""
    return Call((target,), _WORD, (seed,), span)


def root(statement: Perform) -> Iterator[Statement]:
    """`fork.root`: the words of the token's own generator, twice."""
    (seed,) = statement.args
    for number in range(4):
        held = Var(f"start${number}", Type.INT, statement.span)
        yield Perform("state", (_int(number),), (held.name,), span=statement.span)
        for at in (number, number + 4):
            yield Perform("ints.set", (seed, _int(at), _int(0), held), span=statement.span)


def make(statement: Perform) -> Iterator[Statement]:
    """`fork.make`: its operands are those of the function that does it."""
    yield Call((), _FORK, statement.args, statement.span)


def _int(value: int) -> Const:
    return Const(Type.INT, value)
