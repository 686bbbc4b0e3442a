"""Run a lowered module directly, by the meanings of its operations. Slow and small: the measure of backends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

from intaglio.ir.literals import held
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
    If,
    Let,
    Module,
    Op,
    Perform,
    Resolution,
    Return,
    Var,
    While,
)
from intaglio.ir.ops import LAZY, Fault, apply, decimal
from intaglio.ir.params import unpack
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type, wrap

Values = dict[str, int]


@dataclass(slots=True)
class Sfc32:
    """The seed's generator: four 32-bit words, after Chris Doty-Humphrey's sfc32 (PractRand)."""

    a: int
    b: int
    c: int
    d: int
    field_word: int = 0
    start: tuple[int, ...] = field(default=(), init=False)  # the four words before any draw

    @classmethod
    def from_seed(cls, seed: bytes) -> Sfc32:
        """32 bytes: the first half's four big-endian words xor-ed with the second's, 12 rounds of warm-up."""
        words = [
            int.from_bytes(seed[i : i + 4], "big") ^ int.from_bytes(seed[i + 16 : i + 20], "big") for i in (0, 4, 8, 12)
        ]
        return cls(*words).warmed_up()

    def warmed_up(self) -> Sfc32:
        """The generator itself, after 12 rounds: that is where it starts."""
        for _ in range(12):
            self.field_word = self.next()
        self.start = (self.a, self.b, self.c, self.d)
        return self

    def fork(self, label: str, index: int) -> Sfc32:
        """Another generator, which rests on where this one started, not on what was drawn from it."""
        words = [start ^ word & 0xFFFFFFFF for start, word in zip(self.start, label_words(label), strict=True)]
        words[2] ^= index & 0xFFFFFFFF
        return Sfc32(*words).warmed_up()

    def next(self) -> int:
        """The next word as a signed 32-bit int."""
        mask = 0xFFFFFFFF
        word = (self.a + self.b + self.d) & mask
        self.d = (self.d + 1) & mask
        self.a = self.b ^ self.b >> 9
        self.b = (self.c + (self.c << 3)) & mask
        self.c = ((self.c << 21 | self.c >> 11) + word) & mask
        return wrap(word)


def label_words(label: str) -> tuple[int, int, int, int]:
    """Four signed words that stand for the label of a fork: the start of its SHA-256."""
    digest = sha256(label.encode()).digest()
    a, b, c, d = (int.from_bytes(digest[at : at + 4], "big", signed=True) for at in (0, 4, 8, 12))
    return a, b, c, d


class _Leave(Exception):
    """break or continue on its way to the loop."""

    def __init__(self, again: bool) -> None:
        self.again = again


class Returned(Exception):
    """A return on its way to the call."""

    def __init__(self, values: tuple[int, ...]) -> None:
        self.values = values


@dataclass
class Run:
    """One rendering of one seed. `svg` and `traits` collect the output."""

    module: Module
    random: Sfc32
    fuel: int = 50_000_000  # statements before the run is called endless
    params: tuple[int, ...] = ()
    resolution: Resolution = (0, 0)
    pixels: dict[int, int] = field(default_factory=dict)  # the colours of the raster, by row * width + column
    seed: bytes = bytes(32)
    named: int = 0  # how many numbers have been given out
    arrays: list[list[int]] = field(default_factory=list)  # a reference is a place in this list
    out: dict[str, list[str]] = field(default_factory=lambda: {"svg": [], "traits": []})

    def call(self, name: str, args: tuple[int, ...] = ()) -> tuple[int, ...]:
        """Call a function of the module with plain ints."""
        function = self.module.function(name)
        values = dict(zip((n for n, _ in function.params), args, strict=True))
        try:
            self.body(function.body, values)
        except Returned as returned:
            return returned.values
        return ()

    def body(self, body: Body, values: Values) -> None:
        for statement in body:
            self.burn()
            match statement:
                case Let():
                    values[statement.name] = self.expr(statement.value, values)
                case Call():
                    args = tuple(self.expr(a, values) for a in statement.args)
                    values.update(zip(statement.targets, self.call(statement.function, args), strict=True))
                case Perform():
                    self.perform(statement, values)
                case If():
                    chosen = statement.then if self.expr(statement.condition, values) else statement.orelse
                    self.body(chosen, values)
                case For() | While():
                    self.loop(statement, values)
                case Break() | Continue():
                    raise _Leave(isinstance(statement, Continue))
                case Return():
                    raise Returned(tuple(self.expr(v, values) for v in statement.values))
                case Element():
                    raise TypeError(f"{statement.effect} was not lowered")

    def burn(self) -> None:
        """Count a statement, or a round of a loop."""
        self.fuel -= 1
        if self.fuel < 0:
            raise Fault("it runs for too long")

    def loop(self, loop: For | While, values: Values) -> None:
        if isinstance(loop, For):
            counter = iter(range(self.expr(loop.start, values), self.expr(loop.stop, values), loop.step))
        while True:
            self.burn()
            if isinstance(loop, For):
                i = next(counter, None)
                if i is None:
                    return
                values[loop.name] = i
            elif not self.expr(loop.condition, values):
                return
            try:
                self.body(loop.body, values)
            except _Leave as leave:
                if not leave.again:
                    return

    def perform(self, statement: Perform, values: Values) -> None:
        args = [self.expr(a, values) for a in statement.args]
        match statement.effect:
            case "word" | "field" | "token" | "state":
                values[statement.targets[0]] = self.given(statement.effect, args)
            case "param.int" | "param.fixed" | "param.double":
                values[statement.targets[0]] = self.param(args[0], statement.effect)
            case "raster.width" | "raster.height":
                values[statement.targets[0]] = self.resolution[statement.effect == "raster.height"]
            case "raster.plot":
                self.pixels[args[0]] = args[1]
            case "serial":
                values[statement.targets[0]] = self.named
                self.named += 1
            case "ints.new" | "fixeds.new" | "doubles.new" | "words.new":
                values[statement.targets[0]] = len(self.arrays)
                self.arrays.append([0] * args[0])
            case "ints.get" | "fixeds.get" | "doubles.get" | "words.get":
                array = self.arrays[args[0]]
                values[statement.targets[0]] = array[self.place(args, array)]
            case "ints.set" | "fixeds.set" | "doubles.set" | "words.set":
                array = self.arrays[args[0]]
                array[self.place(args, array)] = args[3]
            case "emit.text":
                self.out[statement.stream].append(statement.text)
            case "emit.int" | "emit.word":
                self.out[statement.stream].append(str(args[0]))
            case "emit.decimal":
                self.out[statement.stream].append(decimal(self.module.floats, args[0], self.module.digits))
            case "emit.color":
                self.out[statement.stream].append(f"#{args[0] & 0xFFFFFF:06x}")
            case "emit.entry":
                texts = self.module.table(statement.text).texts
                self.out[statement.stream].append(texts[self.index(args[0], len(texts))])
            case _:
                raise TypeError(f"{statement.effect} was not lowered")

    def given(self, effect: str, args: list[int]) -> int:
        """What the token's seed gives."""
        match effect:
            case "word":
                return self.random.next()
            case "field":
                return self.random.field_word
            case "token":
                return int.from_bytes(self.seed, "big")
            case _:
                return wrap(self.random.start[args[0]])

    def param(self, number: int, effect: str) -> int:
        """What the collector chose: a float is a multiple of 2**-16, also as a double."""
        chosen = self.params[number]
        return held(Type.DOUBLE, Fraction(chosen, ONE)) if effect == "param.double" else chosen

    def index(self, index: int, length: int, what: str = "a table") -> int:
        if not 0 <= index < length:
            raise Fault(f"index {index} is outside {what} of {length}")
        return index

    def place(self, args: list[int], array: list[int]) -> int:
        """The index of a get or a set, held against the array; length 0 claims that it is proved to be inside."""
        _, index, length, *_ = args
        if length == 0 and not 0 <= index < len(array):
            raise AssertionError(f"index {index} of {len(array)} was proved")
        assert length in (0, len(array))
        return self.index(index, len(array), "an array")

    def expr(self, expr: Expr, values: Values) -> int:
        match expr:
            case Const():
                return expr.value
            case Var():
                return values[expr.name]
            case Entry():
                table = self.module.table(expr.table)
                return table.values[self.index(self.expr(expr.index, values), len(table))]
            case Op():
                return self.op(expr, values)

    def op(self, expr: Op, values: Values) -> int:
        if expr.name in LAZY:
            first = self.expr(expr.args[0], values)
            if expr.name == "select":
                return self.expr(expr.args[1 if first else 2], values)
            return self.expr(expr.args[1], values) if bool(first) is (expr.name == "both") else first
        args = [self.expr(a, values) for a in expr.args]
        result = apply(expr.name, expr.args[-1].type, *args)
        self.hint_holds(expr, args)
        return result

    def hint_holds(self, expr: Op, args: list[int]) -> None:
        """A hint is a claim of range analysis; a false one is a fault of the compiler."""
        if expr.hint == "natural" and not (args[0] >= 0 and args[1] > 0):
            raise AssertionError(f"{expr.name}.natural of {args}")
        if expr.hint == "fits" and expr.args[-1].type is Type.INT:
            if not INT_MIN <= _EXACT[expr.name](*args) <= INT_MAX:
                raise AssertionError(f"{expr.name}.fits of {args}")
        if expr.hint == "fits" and expr.args[-1].type is Type.WORD and args[0] > INT_MAX:
            raise AssertionError(f"{expr.name}.fits of {args}")
        if expr.hint == "fits" and expr.type is Type.INT and expr.args[-1].type is Type.FIXED:
            if not INT_MIN < args[0] >> 16 < INT_MAX:
                raise AssertionError(f"{expr.name}.fits of {args}")


# What an operation on ints gives before it is wrapped.
_EXACT: dict[str, Callable[..., int]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "neg": lambda a: -a,
    "abs": abs,
    "shl": lambda a, b: a << (b & 31),
}


def finish_traits(body: str) -> str:
    """The traits stream as a JSON array: every trait was written with a comma before it."""
    return f"[{body[1:]}]"


def interpret(module: Module, seed: bytes, params: int = 0) -> tuple[str, str]:
    """The SVG and the traits of one token. Raises `Fault`, and `ParamsRefused`."""
    run = finished(module, seed, params)
    return "".join(run.out["svg"]), finish_traits("".join(run.out["traits"]))


def finished(module: Module, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Run:
    """The whole run of one token: with the raster, of this resolution or the module's own, beside what it wrote."""
    chosen, size = tuple(unpack(module.params, params).values()), resolution or module.resolution or (0, 0)
    run = Run(module, Sfc32.from_seed(seed), params=chosen, resolution=size, seed=seed)
    run.call("main")
    return run
