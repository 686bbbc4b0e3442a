"""Random typed modules of the IR: well-formed, always terminating, seldom faulting.

`Generator(pick)` asks `pick(n)` for a number below `n` at every choice, so the same generator is driven by
Hypothesis (which shrinks what fails) and by a plain `random.Random` (which is fast): `modules`, `module_of`.

Loops are counted, recursion carries a `depth` that falls, and fixed values are brought back into range before
they are kept, so that no run grows without end. Division, roots and table entries are mostly guarded.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from math import inf, nan
from typing import TypeVar

from hypothesis import strategies as st

from intaglio.ir.check import check
from intaglio.ir.doubles import bits
from intaglio.ir.effects import EFFECTS_BY_NUMBERS
from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
    Continue,
    Element,
    Entry,
    Expr,
    For,
    Function,
    If,
    Let,
    Module,
    Op,
    Perform,
    Return,
    Statement,
    Table,
    Var,
    While,
)
from intaglio.ir.types import ONE, Type
from tests.word_values import WORDS

INT, FIXED, DOUBLE, BOOL, WORD = Type.INT, Type.FIXED, Type.DOUBLE, Type.BOOL, Type.WORD
Pick = Callable[[int], int]
T = TypeVar("T")

_INTS = (0, 1, 2, 3, 4, 5, 7, 8, 10, 16, 31, 100, 255, 360, 65535, 1 << 16, 1 << 30, (1 << 31) - 1,
         -(1 << 31), -1, -2, -7)  # fmt: skip
_FIXEDS = (*(n * ONE for n in (0, 1, 2, 3, 10, 100, 1000, -1, -5, 40000)), 1, 100, ONE // 2, ONE // 3, -ONE // 2)
_DOUBLES = (*map(bits, (
    0.0, 1.0, 2.0, 0.5, -1.0, 10.0, -5.0, 100.0, 1000.0, 0.1, -0.001, 1 / 3, 3e10, 1e22, 5e-324, 1e300, -0.0, inf, nan,
)),)  # fmt: skip
_TABLES = (
    Table("SMALL", INT, (3, 1, 2, 7, 5)),
    Table("WIDE", INT, (0, 1 << 30, -5, 65535)),
    Table("SIZES", FIXED, (ONE, ONE // 2, 20 * ONE, -3 * ONE)),
    Table("NAMES", texts=("Ember", "Moss", 'a "quoted" one', "")),
)
_DOUBLE_TABLES = tuple(
    Table(t.name, DOUBLE, tuple(map(bits, (1.0, 0.1, -0.0, -3.5)))) if t.type is FIXED else t for t in _TABLES
)
_OPS = {  # by result type; those listed more than once are chosen more often
    INT: "add add add sub sub mul mul floordiv mod mod neg abs min max and and or xor not shl shr ushr floor ceil "
    "trunc round whole low select",
    FIXED: "add add add sub sub mul mul scale scale div floordiv mod neg abs min max sqrt fixed fixed unit select",
    DOUBLE: "add add add sub sub mul mul div floordiv mod neg abs min max sqrt double double fraction power2 select",
    WORD: "add sub mul mul floordiv mod neg min max and or xor not wshl wshr sdiv smod wide wide keccak select",
    BOOL: "eq ne lt lt le gt ge ge both either negate select",
}
_OPERANDS = {"scale": (FIXED, INT), "fixed": (INT,), "unit": (INT,), "whole": (BOOL,),
             "low": (WORD,), "wide": (INT,), "wshl": (WORD, INT), "wshr": (WORD, INT)}  # fmt: skip
_OPERANDS |= dict.fromkeys(("double", "fraction", "power2"), (INT,))
_ROUNDINGS = ("floor", "ceil", "trunc", "round")
_OPERANDS |= {"neg": (), "abs": (), "not": (), "sqrt": (), "negate": (), "keccak": ()}  # one, of its type
_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
_DRAWS = ("seed.random", "seed.uniform", "seed.below", "seed.chance")
_SHAPES = ("canvas.background", "canvas.circle", "canvas.rect", "canvas.line", "canvas.ellipse")


class Generator:
    """Makes one module. `primitive`: with words and emits only, no draws, shapes and elements."""

    def __init__(self, pick: Pick, *, primitive: bool = False, doubles: bool = False) -> None:
        self.pick, self.primitive = pick, primitive
        self.real = DOUBLE if doubles else FIXED
        self.numbers = "double" if doubles else "fixed"
        self.effects = EFFECTS_BY_NUMBERS[self.numbers]
        self.counter = 0
        self.functions: list[Function] = []
        self.known: dict[str, Type] = {}
        self.frozen: set[str] = set()  # loop counters and depths, which are not assigned
        self.results: tuple[Type, ...] = ()
        self.in_loop = 0
        self.budget = 0

    def module(self) -> Module:
        """Some rules, a recursive one among them, and `main`."""
        for at in range(self.pick(3)):
            self.function(f"rule{at}", recursive=False)
        if self.pick(2):
            self.recursion()
        self.known, self.results, self.budget = {}, (), 14
        main = Function("main", (), (), self.body(3))
        tables = _DOUBLE_TABLES if self.real is DOUBLE else _TABLES
        functions = (main, *self.functions)
        return check(Module("Random", 100, 80, self.pick(6), tables, functions, numbers=self.numbers))

    def recursion(self) -> None:
        """A rule `grow` that calls itself, and perhaps a rule `again` that it calls and that calls it."""
        self.declare("grow", recursive=True)
        if self.pick(2):
            self.declare("again", recursive=True)
            self.define("again")
        self.define("grow")

    def function(self, name: str, *, recursive: bool) -> None:
        self.declare(name, recursive=recursive)
        function = self.functions.pop()  # it does not call itself
        self.functions.append(self.defined(function))

    def declare(self, name: str, *, recursive: bool) -> None:
        """A signature, so that the rule may be called."""
        params = tuple((f"p{at}", self.type()) for at in range(self.pick(3)))
        results = tuple(self.type() for _ in range(self.pick(3)))
        self.functions.append(Function(name, ((("depth", INT), *params) if recursive else params), results, ()))

    def define(self, name: str) -> None:
        at = next(at for at, function in enumerate(self.functions) if function.name == name)
        self.functions[at] = self.defined(self.functions[at])

    def defined(self, function: Function) -> Function:
        self.results = function.results
        self.known, self.frozen, self.budget = dict(function.params), {"depth"}, 8
        head: Body = ()
        if "depth" in self.known:
            head = (If(Op("lt", (Var("depth", INT), Const(INT, 1)), BOOL), (self.returned(),)),)
        body = (*head, *self.body(2))
        if self.results and not (body and isinstance(body[-1], Return)):
            body = (*body, self.returned())
        return replace(function, body=body, library=self.chance(20))

    # -- choices

    def chance(self, percent: int) -> bool:
        return self.pick(100) < percent

    def one(self, options: tuple[T, ...] | list[T]) -> T:
        return options[self.pick(len(options))]

    def type(self) -> Type:
        return self.one((INT, self.real, INT, self.real, INT, self.real, WORD, BOOL))

    def name(self, base: str) -> str:
        self.counter += 1
        return f"{base}{self.counter}"

    # -- expressions

    def expr(self, kind: Type, depth: int = 2) -> Expr:
        if depth == 0 or self.chance(25):
            return self.leaf(kind)
        if kind in (INT, self.real) and self.chance(8):
            table = "SIZES" if kind is self.real else self.one(("SMALL", "WIDE"))
            size = len(next(t for t in _TABLES if t.name == table))
            return Entry(table, self.guarded("mod", self.expr(INT, depth - 1), Const(INT, size)), kind)
        name = self.one(_OPS[kind].split())
        operands = self.operands(name, kind)
        args = tuple(self.expr(operand, depth - 1) for operand in operands)
        return self.tamed(Op(name, args, kind))

    def operands(self, name: str, kind: Type) -> tuple[Type, ...]:
        if name in _COMPARISONS:
            return (self.one((INT, self.real, INT, self.real, WORD)),) * 2
        if name in _ROUNDINGS:
            return (self.real,)
        if name == "select":
            return (BOOL, kind, kind)
        return _OPERANDS.get(name, (kind, kind)) or (kind,)

    def tamed(self, op: Op) -> Expr:
        """Guard what may fault or grow without end, most of the time for the first, always for the second."""
        first, last = op.args[0], op.args[-1]
        if op.type is DOUBLE:
            return op
        if op.name in ("div", "floordiv", "mod", "sdiv", "smod") and self.chance(95):
            positive = Op("max", (last, Const(op.type, ONE if op.type is FIXED else 1)), op.type)
            return Op(op.name, (first, positive), op.type)
        if op.name == "sqrt" and self.chance(95):
            return Op("sqrt", (Op("abs", (first,), FIXED),), FIXED)
        return op

    def guarded(self, name: str, value: Expr, limit: Const) -> Expr:
        return Op(name, (value, limit), limit.type) if self.chance(97) else value

    def leaf(self, kind: Type) -> Expr:
        names = [name for name, known in self.known.items() if known is kind]
        if names and self.chance(75):
            return Var(self.one(names), kind)
        if kind is BOOL:
            return Const(BOOL, self.pick(2))
        return Const(kind, self.one({INT: _INTS, FIXED: _FIXEDS, DOUBLE: _DOUBLES, WORD: WORDS}[kind]))

    def kept(self, kind: Type) -> Expr:
        """An expression that a variable may keep: a fixed one stays small, or grows only by adding."""
        if kind is DOUBLE and self.chance(80):  # what is no number is seldom kept
            whole = Op("floor", (self.expr(DOUBLE, 3),), INT)
            return Op("double", (Op("mod", (whole, Const(INT, 1000)), INT),), DOUBLE)
        if kind is not FIXED:
            return self.expr(kind, 3)
        if self.chance(30):
            return Op(self.one(("add", "sub")), (self.leaf(FIXED), Const(FIXED, self.one(_FIXEDS))), FIXED)
        limit = Const(FIXED, self.one((ONE, 10 * ONE, 1000 * ONE)))
        return Op(self.one(("mod", "min")), (self.bounded(self.expr(FIXED, 3), limit), limit), FIXED)

    def bounded(self, value: Expr, limit: Const) -> Expr:
        return Op("max", (value, Const(FIXED, -limit.value)), FIXED)

    # -- statements

    def body(self, depth: int, *, ending: bool = True) -> Body:
        """A block; it may end in a way out of its loop or function."""
        before = dict(self.known)
        statements: list[Statement] = []
        for _ in range(1 + self.pick(4)):
            if self.budget > 0:
                self.budget -= 1
                statements += self.statement(depth)
        if ending and self.chance(12):
            statements.append(self.leaving())
        self.known = before
        return tuple(statements)

    def leaving(self) -> Statement:
        if self.in_loop and self.chance(75):
            return Break() if self.pick(2) else Continue()
        return self.returned()

    def returned(self) -> Return:
        return Return(tuple(self.kept(kind) for kind in self.results))

    def statement(self, depth: int) -> list[Statement]:
        kinds = [self.let, self.let, self.let, self.emit, self.emit, self.draw, self.call]
        if depth > 0:
            kinds += [self.conditional, self.conditional, self.counted, self.repeated, self.element]
        make: Callable[[int], list[Statement]] = self.one(kinds)
        return make(depth)

    def target(self, kind: Type) -> str:
        names = [n for n, known in self.known.items() if known is kind and n not in self.frozen]
        if names and self.chance(50):
            return self.one(names)
        name = self.name("v")
        self.known[name] = kind
        return name

    def let(self, depth: int) -> list[Statement]:
        kind = self.type()
        value = self.kept(kind)
        return [Let(self.target(kind), value)]

    def emit(self, depth: int) -> list[Statement]:
        stream = self.one(("svg", "svg", "traits"))
        effect = self.one(("text", "text", "int", "decimal", "color", "entry", "word"))
        if effect == "text":
            return [Perform("emit.text", text=self.one(('<a b="', " ", "\\", "é")), stream=stream)]
        if effect == "entry":
            index = self.guarded("and", self.expr(INT), Const(INT, 3))
            return [Perform("emit.entry", (index,), text="NAMES", stream=stream)]
        if effect == "decimal" and self.real is DOUBLE:
            return [Perform("emit.decimal", (self.kept(DOUBLE),), stream=stream)]
        kind = {"decimal": FIXED, "word": WORD}.get(effect, INT)
        return [Perform(f"emit.{effect}", (self.expr(kind),), stream=stream)]

    def draw(self, depth: int) -> list[Statement]:
        if self.primitive or self.chance(30):
            effect = self.one(("word", "word", "field", "token"))
            return [Perform(effect, targets=(self.target(WORD if effect == "token" else INT),))]
        if self.chance(30):
            return [self.shape(self.one(_SHAPES))]
        effect = self.one(_DRAWS)
        args = tuple(self.expr(kind) for kind in self.effects[effect].params)
        if effect == "seed.below":
            args = (Op("and", (args[0], Const(INT, 63)), INT),) if self.chance(70) else (Const(INT, 6),)
        if effect == "seed.uniform":  # it is kept
            args = tuple(self.kept(self.real) for _ in args)
        return [Perform(effect, args, targets=(self.target(self.effects[effect].results[0]),))]

    def shape(self, effect: str) -> Perform:
        dashed = self.chance(30)
        options = tuple(
            (name, kind)
            for name, kind in self.effects[effect].options
            if (dashed if name.startswith("dash_") else self.chance(30))
        )
        args = tuple(self.expr(kind, 1) for kind in self.effects[effect].params)
        args += tuple(
            Const(INT, self.pick(3)) if name in ("cap", "join") else self.expr(kind, 1) for name, kind in options
        )
        return Perform(effect, args, options=tuple(name for name, _ in options))

    def call(self, depth: int) -> list[Statement]:
        if not self.functions:
            return self.let(depth)
        function = self.one(self.functions)
        args = [self.kept(kind) for _, kind in function.params]
        if function.name in ("grow", "again"):
            level = Var("depth", INT) if "depth" in self.known else Const(INT, 3)
            args[0] = Op("sub", (level, Const(INT, 1)), INT)
            if self.in_loop:
                return self.let(depth)
        targets: list[str] = []
        for kind in function.results:
            target = self.target(kind)
            targets.append(target if target not in targets else self.name("v"))
            self.known[targets[-1]] = kind
        return [Call(tuple(targets), function.name, tuple(args))]

    def conditional(self, depth: int) -> list[Statement]:
        condition = self.expr(BOOL)
        then = self.body(depth - 1)
        ends = then != () and isinstance(then[-1], Break | Continue | Return)
        orelse = self.body(depth - 1, ending=not ends) if self.chance(50) else ()
        return [If(condition, then, orelse)]

    def counted(self, depth: int) -> list[Statement]:
        name = self.name("i")
        start: Expr = Const(INT, self.pick(4))
        stop: Expr = Op("and", (self.expr(INT, 1), Const(INT, 3)), INT)
        step = self.one((1, 1, 1, 2, 3, -1))
        if step < 0:
            start, stop = stop, Const(INT, -1)
        before = dict(self.known)
        self.known[name] = INT
        body = self.in_a_loop(name, depth)
        self.known = before
        return [For(name, start, stop, step, body)]

    def in_a_loop(self, counter: str, depth: int) -> Body:
        self.frozen.add(counter)
        self.in_loop += 1
        body = self.body(depth - 1, ending=False)
        self.in_loop -= 1
        self.frozen.discard(counter)
        return body

    def repeated(self, depth: int) -> list[Statement]:
        """A `while` with a counter of its own; now and then an endless one with a `break`."""
        name = self.name("k")
        self.known[name] = INT
        counter, limit = Var(name, INT), Const(INT, self.pick(4))
        step = Let(name, Op("add", (counter, Const(INT, 1)), INT))
        body = self.in_a_loop(name, depth)
        begin = Let(name, Const(INT, 0))
        if self.chance(30):
            leave = If(Op("ge", (counter, limit), BOOL), (Break(),))
            return [begin, While(Const(BOOL, 1), (step, leave, *body))]
        condition: Expr = Op("lt", (counter, limit), BOOL)
        if self.chance(30):
            condition = Op("both", (condition, self.expr(BOOL)), BOOL)
        return [begin, While(condition, (step, *body))]

    def element(self, depth: int) -> list[Statement]:
        if self.primitive:
            return self.conditional(depth)
        effect = self.one(("canvas.group", "canvas.path"))
        shape = self.shape(effect)
        return [Element(effect, shape.args, shape.options, self.body(depth - 1, ending=False))]


def module_of(number: int, *, primitive: bool = False, doubles: bool = False) -> Module:
    """The module of a plain random number."""
    source = random.Random(number)
    return Generator(source.randrange, primitive=primitive, doubles=doubles).module()


def modules() -> st.SearchStrategy[Module]:
    """Hypothesis: any module."""
    return st.randoms(use_true_random=False).map(lambda source: Generator(source.randrange).module())
