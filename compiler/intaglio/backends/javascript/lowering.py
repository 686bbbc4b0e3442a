"""IR module to script tree: one function for each function, one statement for each statement.

`lower(module, inline)` gives code that is right and complete; making it short is left to the rewrites after it. The
wanted helpers are written in line. `main` becomes the statements that the script ends with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from intaglio.backends.javascript.arithmetic import product
from intaglio.backends.javascript.operations import Values
from intaglio.backends.javascript.outline_raster import RASTER, outline_raster
from intaglio.backends.javascript.paints import Paints, hex_digits
from intaglio.backends.javascript.places import place, stamped
from intaglio.backends.javascript.prelude import Prelude, raw
from intaglio.backends.javascript.syntax import (
    PIXELS,
    RESOLUTION,
    Array,
    Assign,
    Body,
    Cell,
    Conditional,
    Count,
    Do,
    Expr,
    Give,
    Host,
    If,
    Invoke,
    Labelled,
    Leave,
    Loop,
    Node,
    Num,
    Ref,
    Rule,
    Script,
    Set,
    Statement,
    Subscript,
    Symbol,
    Text,
    Unpack,
    Write,
    Zeros,
    number,
    rebuilt,
    symbols_of,
    walk,
)
from intaglio.backends.javascript.table_forms import TableForm
from intaglio.ir import nodes as ir
from intaglio.ir.ops import Fault, decimal


def lower(module: ir.Module, inline: frozenset[str] = frozenset(), seen: bool = False) -> Script:
    """The script of a module whose effects are all primitive. `seen`: for a packer that has seen other scripts."""
    return _ModuleLowering(outline_raster(module), inline, seen).script()


class _ModuleLowering:
    def __init__(self, module: ir.Module, inline: frozenset[str], seen: bool) -> None:
        self.module = module
        self.prelude = Prelude(module, inline)
        self.functions = {f.name: Symbol(f.name, ours=f.library) for f in module.functions}
        self.paints = Paints(module)
        self.tables = {t.name: TableForm(t, self.paints.table(t), seen) for t in module.tables}

    def script(self) -> Script:
        rules = [
            _FunctionLowering(self, function).rule()
            for function in self.module.functions
            if function.name != "main" or self.is_called("main")
        ]
        main = self.main()
        used = symbols_of(*main, *(s for rule in rules for s in rule.body))
        prelude = list(self.prelude.definitions(used))
        used |= symbols_of(*prelude)
        tables = [
            stamped(Do(Assign("=", Ref(form.symbol), form.array)), place(table.span))
            for table, form in zip(self.module.tables, self.tables.values(), strict=True)
            if form.symbol in used
        ]
        names = {*self.prelude.globals(), *self.functions.values(), *(t.symbol for t in self.tables.values())}
        draws = frozenset(self.prelude.symbols[name] for name in ("next", "serial"))
        return Script((*self.raster(), *prelude, *tables), rules, main, frozenset(names), draws)

    def main(self) -> Body:
        """The statements of `main`; a return in the midst of them leaves a labelled block."""
        if self.is_called("main"):
            return (Do(Invoke(Ref(self.functions["main"]), ())),)
        body = _FunctionLowering(self, self.module.function("main")).rule().body
        if body and isinstance(body[-1], Give):
            body = body[:-1]
        if not any(isinstance(node, Give) for node in walk(*body)):
            return body
        label = Symbol("main")

        def leave(node: Node) -> Node:
            return Leave("break", label) if isinstance(node, Give) else rebuilt(node, leave)

        return (rebuilt(Labelled(label, body), leave),)

    def raster(self) -> Body:
        """The resolution `R`, which whoever runs the script may set on `this`, and the pixels `P`: 0xAABBGGRR each."""
        if self.module.resolution is None:
            return ()
        width, height = map(number, self.module.resolution)
        made = "P = @array((R = this.R || [@width, @height])[0] * R[1])"
        return (Do(raw(made, array=Host("new Uint32Array"), width=width, height=height)),)

    def is_called(self, name: str) -> bool:
        statements = (s for f in self.module.functions for s in ir.walk(f.body))
        return any(isinstance(s, ir.Call) and s.function == name for s in statements)

    def effects(self, name: str) -> frozenset[str]:
        """What a call of a function does, also through the functions it calls."""
        found: set[str] = set()
        seen, queue = {name}, [name]
        while queue:
            for statement in ir.walk(self.module.function(queue.pop()).body):
                match statement:
                    case ir.Perform(effect="word" | "serial"):
                        found.add("word")
                    case ir.Perform(effect=effect) if effect.startswith(("ints.", "fixeds.", "doubles.", "words.")):
                        found.add("arrays")
                    case ir.Perform(stream=stream) if stream:
                        found.add(stream)
                    case ir.Call(function=function) if function not in seen:
                        seen.add(function)
                        queue.append(function)
        return frozenset(found)


class _FunctionLowering:
    """One function: also the `Environment` of its expressions."""

    def __init__(self, outer: _ModuleLowering, function: ir.Function) -> None:
        self.outer = outer
        self.function = function
        self.paints = outer.paints
        self.symbols: dict[str, Symbol] = {}
        self.pixels = Symbol("pixels")  # of the function that a raster's loops are put into: it is handed `P`
        self.values = Values(self)

    def rule(self) -> Rule:
        name = self.function.name
        params = tuple(self.variable(param) for param, _ in self.function.params)
        if name == RASTER:
            params += (self.pixels,)
        body, effects = self.body(self.function.body), self.outer.effects(name)
        return Rule(self.outer.functions[name], params, body, effects, span=place(self.function.span))

    # -- the environment of expressions

    def variable(self, name: str) -> Symbol:
        return self.symbols.setdefault(name, Symbol(name))

    def entry(self, table: str, index: Expr) -> Expr:
        form = self.outer.tables[table]
        if form.divisor == 1:
            return Subscript(Ref(form.symbol), index)
        return product(Subscript(Ref(form.symbol), index), Num(Fraction(1, form.divisor)))

    def snap(self, value: Expr) -> Expr:
        return self.outer.prelude.snap(value)

    def helper(self, name: str, *operands: Expr) -> Expr:
        return self.outer.prelude.helper(name, *operands)

    @property
    def doubles(self) -> bool:
        """Whether the module's floats are doubles."""
        return self.outer.module.numbers == "double"

    # -- statements

    def value(self, expr: ir.Expr, paint: bool) -> Expr:
        """A value, as hex digits where it goes to a paint."""
        match expr:
            case ir.Const(_, color) if paint:
                return Text(hex_digits(color))
            case ir.Op("select", (condition, then, orelse)) if paint:
                return Conditional(self.values.truth(condition), self.value(then, True), self.value(orelse, True))
            case _:
                return self.values.exact(expr)

    def body(self, body: ir.Body) -> Body:
        return tuple(
            stamped(lowered, place(statement.span)) for statement in body for lowered in self.statement(statement)
        )

    def statement(self, statement: ir.Statement) -> Iterator[Statement]:
        match statement:
            case ir.Let(name, value):
                yield Set(self.variable(name), self.value(value, self.paints.variable(self.function.name, name)))
            case ir.Call():
                yield from self.call(statement)
            case ir.Perform(effect="raster.plot"):
                yield from self.plot(statement)
            case ir.Perform():
                yield self.perform(statement)
            case ir.If(condition, then, orelse):
                yield If(self.values.truth(condition), self.body(then), self.body(orelse))
            case ir.For():
                yield from self.count(statement)
            case ir.While(ir.Const(_, 1), (*body, ir.Break())) if not _leaves(tuple(body)):
                yield from self.body(tuple(body))
            case ir.While(condition, body):
                endless = isinstance(condition, ir.Const) and condition.value
                yield Loop(None, None if endless else self.values.truth(condition), None, self.body(body))
            case ir.Break():
                yield Leave("break")
            case ir.Continue():
                yield Leave("continue")
            case ir.Return(values):
                paints = (self.paints.result(self.function.name, at) for at in range(len(values)))
                results = tuple(map(self.value, values, paints))
                yield Give(Array(results) if len(results) > 1 else results[0] if results else None)
            case ir.Element():
                raise TypeError(f"{statement.effect} was not lowered")

    def call(self, call: ir.Call) -> Iterator[Statement]:
        params = self.outer.module.function(call.function).params
        paints = (self.paints.variable(call.function, name) for name, _ in params)
        args = tuple(map(self.value, call.args, paints))
        if call.function == RASTER:
            args += (PIXELS,)
        value = Invoke(Ref(self.outer.functions[call.function]), args)
        targets = tuple(map(self.variable, call.targets))
        if not targets:
            yield Do(value)
        elif len(targets) == 1:
            yield Set(targets[0], value)
        elif self.outer.module.resolution is None:
            yield Unpack(targets, value)
        else:
            results = Symbol("results")
            yield Set(results, value)
            for at, target in enumerate(targets):
                yield Set(target, Subscript(Ref(results), number(at)))

    def count(self, loop: ir.For) -> Iterator[Statement]:
        """A stop that the body may change is read once, before."""
        stop = self.values.exact(loop.stop)
        changed = {loop.name, *(name for s in ir.walk(loop.body) for name in ir.assigned(s))}
        if any(isinstance(part, ir.Var) and part.name in changed for part in ir.parts(loop.stop)):
            kept = Symbol("stop")
            yield Set(kept, stop)
            stop = Ref(kept)
        counter = self.variable(loop.name)
        yield Count(counter, self.values.exact(loop.start), stop, loop.step, self.body(loop.body))

    # -- effects

    def perform(self, perform: ir.Perform) -> Statement:
        return EFFECTS[perform.effect](self, perform)

    def word(self, perform: ir.Perform) -> Statement:
        return Set(self.variable(perform.targets[0]), self.outer.prelude.next())

    def serial(self, perform: ir.Perform) -> Statement:
        return Set(self.variable(perform.targets[0]), self.outer.prelude.serial())

    def field(self, perform: ir.Perform) -> Statement:
        return Set(self.variable(perform.targets[0]), self.outer.prelude.field())

    def token(self, perform: ir.Perform) -> Statement:
        return Set(self.variable(perform.targets[0]), self.outer.prelude.token())

    def start(self, perform: ir.Perform) -> Statement:
        (number,) = perform.args
        assert isinstance(number, ir.Const)
        return Set(self.variable(perform.targets[0]), self.outer.prelude.start(number.value))

    def param(self, perform: ir.Perform) -> Statement:
        (number,) = perform.args
        assert isinstance(number, ir.Const)
        return Set(self.variable(perform.targets[0]), self.outer.prelude.param(number.value))

    def new(self, perform: ir.Perform) -> Statement:
        """`Array(64).fill(0)`."""
        wide = perform.effect.startswith("words.")
        return Set(self.variable(perform.targets[0]), Zeros(self.values.exact(perform.args[0]), wide))

    def get(self, perform: ir.Perform) -> Statement:
        array, index = map(self.values.exact, perform.args[:2])
        return Set(self.variable(perform.targets[0]), Cell(array, index))

    def set(self, perform: ir.Perform) -> Statement:
        array, index, _, value = perform.args
        exact = self.values.exact
        return Do(Assign("=", Cell(exact(array), exact(index)), exact(value)))

    def side(self, perform: ir.Perform) -> Statement:
        """The width or the height of the raster."""
        at = number(perform.effect == "raster.height")
        return Set(self.variable(perform.targets[0]), Subscript(RESOLUTION, at))

    def plot(self, perform: ir.Perform) -> Iterator[Statement]:
        """0xRRGGBB as the four bytes of a canvas, the lowest first: red, green, blue and 255."""
        index, color = map(self.values.exact, perform.args)
        if not isinstance(color, Ref):
            ink = Symbol("ink")
            yield Set(ink, color)
            color = Ref(ink)
        swapped = "@c >> 16 | @c & 65280 | @c << 16 | -1 << 24"
        pixels = Ref(self.pixels) if self.function.name == RASTER else PIXELS
        yield Do(Assign("=", Cell(pixels, index), raw(swapped, c=color)))

    def text(self, perform: ir.Perform) -> Statement:
        return Write(perform.stream, (perform.text,))

    def int(self, perform: ir.Perform) -> Statement:
        (value,) = perform.args
        if isinstance(value, ir.Const):
            return Write(perform.stream, (str(value.value),))
        return Write(perform.stream, (self.values.exact(value),))

    def decimal(self, perform: ir.Perform) -> Statement:
        """An int that became a fixed is written as the int: its decimals are none."""
        (value,) = perform.args
        match value:
            case ir.Const():
                try:
                    text: str | Expr = decimal(value.type, value.value, self.outer.module.digits)
                except Fault:  # what an engine without faults writes is left to it
                    text = self.values.exact(value)
                return Write(perform.stream, (text,))
            case ir.Op("fixed" | "double", (whole,)):
                return Write(perform.stream, (self.values.exact(whole),))
            case _:
                return Write(perform.stream, (self.outer.prelude.decimal(self.values.exact(value)),))

    def color(self, perform: ir.Perform) -> Statement:
        (value,) = perform.args
        if isinstance(value, ir.Const):
            return Write(perform.stream, ("#" + hex_digits(value.value),))
        if self.paints.expression(self.function.name, value):
            return Write(perform.stream, ("#", self.value(value, True)))
        return Write(perform.stream, ("#", self.outer.prelude.hex(self.values.exact(value))))

    def text_entry(self, perform: ir.Perform) -> Statement:
        (index,) = perform.args
        return Write(perform.stream, (self.entry(perform.text, self.values.exact(index)),))


def _leaves(body: ir.Body) -> bool:
    """Whether a break or continue of the loop around the body stands inside."""
    return any(
        isinstance(s, ir.Break | ir.Continue) or (isinstance(s, ir.If) and any(map(_leaves, ir.bodies(s))))
        for s in body
    )


EFFECTS: dict[str, Callable[[_FunctionLowering, ir.Perform], Statement]] = {
    "word": _FunctionLowering.word,
    "serial": _FunctionLowering.serial,
    "token": _FunctionLowering.token,
    "field": _FunctionLowering.field,
    "param.int": _FunctionLowering.param,
    "param.fixed": _FunctionLowering.param,
    "param.double": _FunctionLowering.param,
    "state": _FunctionLowering.start,
    "raster.width": _FunctionLowering.side,
    "raster.height": _FunctionLowering.side,
    "ints.new": _FunctionLowering.new,
    "ints.get": _FunctionLowering.get,
    "ints.set": _FunctionLowering.set,
    "fixeds.new": _FunctionLowering.new,
    "fixeds.get": _FunctionLowering.get,
    "fixeds.set": _FunctionLowering.set,
    "doubles.new": _FunctionLowering.new,
    "doubles.get": _FunctionLowering.get,
    "doubles.set": _FunctionLowering.set,
    "emit.text": _FunctionLowering.text,
    "words.new": _FunctionLowering.new,
    "words.get": _FunctionLowering.get,
    "words.set": _FunctionLowering.set,
    "emit.int": _FunctionLowering.int,
    "emit.word": _FunctionLowering.int,
    "emit.decimal": _FunctionLowering.decimal,
    "emit.color": _FunctionLowering.color,
    "emit.entry": _FunctionLowering.text_entry,
}
