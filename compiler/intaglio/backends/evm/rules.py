"""Functions and statements: one IR function becomes one Yul function.

    function strand(at, x, y) -> out, result { out := at ... }

A function that writes to the SVG takes the address of the next byte and returns the one behind its text.
Variables are Yul variables, declared in the innermost block that holds all their uses; where they are more
than the stack reaches, solc moves them to memory, except in recursive functions. There we act:

- what a recursive call leaves alive is kept in a frame, so that a level takes few of the 1,024 stack slots;
- a recursive function of many variables has them all in fixed memory words, `mload(0x1a0)`; so does every function
  of a `flat` module, which solc lays out deeper than the stack reaches (`compile`).

Arguments and results beyond `STACKED` pass through memory words, the mailbox.
"""

from __future__ import annotations

from intaglio.backends.evm.arrays import ARRAYS, array_effect
from intaglio.backends.evm.demand import loose_variables
from intaglio.backends.evm.expressions import Expressions
from intaglio.backends.evm.frames import Block, block, pop_each, push_each
from intaglio.backends.evm.liveness import Liveness, declarations
from intaglio.backends.evm.memory import WORD, hexadecimal
from intaglio.backends.evm.names import Names
from intaglio.backends.evm.streams import Streams
from intaglio.backends.evm.surroundings import Surroundings, place_of, with_place
from intaglio.backends.evm.tables import Bounds, counts_up
from intaglio.backends.evm.token import TOKEN_EFFECTS, token_word
from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
    Continue,
    Element,
    For,
    Function,
    If,
    Let,
    Perform,
    Return,
    Statement,
    Var,
    While,
    assigned,
    walk,
)

STACKED = 8  # arguments, or results, that pass on the stack besides the address of the SVG's next byte
FEW_VARIABLES = 8  # a recursive function of no more keeps them on the stack
FEW_LIVE = 3  # a recursive call that leaves no more alive leaves them on the stack
_INDENT = "    "


class FunctionWriter(Streams):
    """Writes one function; it is the `Scope` of its expressions."""

    def __init__(self, around: Surroundings, function: Function) -> None:
        self.around = around
        self.function = function
        self.recursive = function.name in around.reaches[function.name]
        self.bounds: Bounds = {}
        self.loose = loose_variables(function)
        self.expressions = Expressions(self, around.tables)
        self.lines: list[str] = []
        self.depth = 0
        self.shown = ""
        self.liveness = Liveness(function)
        self.declarations = declarations(function)
        self.writes = function.name in around.svg_writers
        self.names = Names(around.taken)
        self.out, self.at = self.names.new("out"), self.names.new("at")
        self.results = [self.names.new("result") for _ in function.results]
        variables = dict.fromkeys(
            [name for name, _ in function.params]
            + [name for s in walk(function.body) if not isinstance(s, For) for name in assigned(s)]
        )
        self.tight = self.recursive or around.flat
        self.in_memory = self.tight and len(variables) + len(self.results) > FEW_VARIABLES
        kept = self.liveness.kept_by(around.reaches)
        ordered = sorted(variables, key=kept.__contains__) if self.in_memory else variables  # side by side: `frames`
        self.places = {name: self._place(name, self.in_memory) for name in ordered}
        self.declared: set[str] = set()
        self.pinned: list[str] = []  # counters and limits of the loops around
        self.kept = 0

    # -- variables: a Yul variable's name, or a memory word's address

    def _place(self, wish: str, in_memory: bool) -> str:
        return hexadecimal(self.around.memory.reserve(WORD)) if in_memory else self.names.new(wish)

    def read(self, name: str) -> str:
        """The Yul expression of a variable."""
        place = self.places[name]
        return f"mload({place})" if place.startswith("0x") else place

    def assign(self, name: str, value: str) -> None:
        """Assign a variable; the first assignment in its block declares it."""
        place = self.places[name]
        if place.startswith("0x"):
            self.line(f"mstore({place}, {value})")
        else:
            self.line(f"{'' if name in self.declared else 'let '}{place} := {value}")
        self.declared.add(name)

    def keep(self, value: str) -> str:
        """Assign a value to a fresh variable, and return the variable's expression."""
        self.assign(name := self.hidden("t", self.tight), value)
        return self.read(name)

    def change(self, kept: str, value: str) -> None:
        """Assign again what `keep` returned."""
        self.line(f"mstore({kept[6:-1]}, {value})" if kept.startswith("mload(") else f"{kept} := {value}")

    def hidden(self, wish: str, in_memory: bool) -> str:
        """A fresh variable of the emitter's own."""
        self.kept += 1
        name = f"%{wish}{self.kept}"
        self.places[name] = self._place(wish, in_memory)
        return name

    # -- lines

    def line(self, text: str) -> None:
        """Write one line; a line ending in `{` opens a block, `}` closes it."""
        if text.startswith("}"):
            self.depth -= 1
        self.lines.append(_INDENT * self.depth + text)
        if text.endswith("{"):
            self.depth += 1

    # -- the function

    def write(self) -> str:
        """The function's text."""
        where = place_of(self.function.span)
        self.lines.append(f"// rule {self.function.name}{', ' if where else ''}{where}")
        params = [self.names.new(name) if self.in_memory else self.places[name] for name, _ in self.function.params]
        heads = [*([self.at] if self.writes else []), *params[:STACKED]]
        results = [*([self.out] if self.writes else []), *self.results[:STACKED]]
        arrow = f" -> {', '.join(results)}" if results else ""
        self.line(f"function {self.around.names[self.function.name]}({', '.join(heads)}){arrow} {{")
        if self.writes:
            self.line(f"{self.out} := {self.at}")
        for position, (name, _) in enumerate(self.function.params):
            if (stacked := position < STACKED) and not self.in_memory:
                self.declared.add(name)
            else:
                letter = f"mload({self.around.letter(position - STACKED)})" if not stacked else params[position]
                self.assign(name, letter)
        self.body(self.function.body, tail=True)
        self.line("}")
        return "\n".join(self.lines) + "\n"

    def body(self, body: Body, tail: bool = False) -> None:
        """Write a list of statements, each with its source line where that changes; `tail`: the function ends."""
        before = set(self.declared)
        for position, statement in enumerate(body):
            start = len(self.lines)
            where = place_of(statement.span)
            last, self.shown = self.shown, where or self.shown
            self.declare(self.declarations.get((id(body), position), ()), statement)
            self.statement(statement, tail and position == len(body) - 1)
            if start == len(self.lines):
                self.shown = last
            elif where and where != last:
                self.lines[start] = with_place(self.lines[start], where)
        self.declared = before

    def declare(self, names: tuple[str, ...], statement: Statement) -> None:
        """Declare variables whose block starts to use them here; an assignment declares its own."""
        if self.in_memory:
            return
        own: tuple[str, ...] = ()
        if isinstance(statement, Let):
            own = (statement.name,)
        elif isinstance(statement, Perform):
            own = statement.targets
        elif isinstance(statement, Call) and set(statement.targets) <= set(names):
            own = () if self.writes_svg(statement) else statement.targets
        for name in names:
            if name not in own:
                self.line(f"let {self.places[name]}")
                self.declared.add(name)

    def statement(self, statement: Statement, tail: bool) -> None:
        """Write one statement."""
        match statement:
            case Let():
                loose = statement.name in self.loose
                value = self.expressions.bits if loose else self.expressions.value
                self.assign(statement.name, value(statement.value))
            case Call():
                self.call(statement)
            case Perform():
                self.perform(statement)
            case If():
                self.conditional(statement, tail)
            case For():
                self.counted_loop(statement)
            case While():
                self.loop(statement)
            case Break():
                self.line("break")
            case Continue():
                self.line("continue")
            case Return():
                self.give_back(statement, tail)
            case Element():
                raise TypeError(f"{statement.effect} was not lowered")

    # -- control flow

    def conditional(self, statement: If, tail: bool) -> None:
        """`if`, or `switch` on the bool where there is an else."""
        condition = self.expressions.value(statement.condition)
        if not statement.orelse or not statement.then:
            self.line(f"if {condition} {{" if statement.then else f"if iszero({condition}) {{")
            self.body(statement.then or statement.orelse, tail)
            self.line("}")
            return
        self.line(f"switch {condition}")
        for head, body in (("case 0 {", statement.orelse), ("default {", statement.then)):
            self.line(head)
            self.body(body, tail)
            self.line("}")

    def counted_loop(self, loop: For) -> None:
        """A loop over a range; the counter is 256 bits wide and cannot wrap."""
        start = self.expressions.value(loop.start)
        stop = self.expressions.value(loop.stop)
        pinned = len(self.pinned)
        changed = {name for s in walk(loop.body) for name in assigned(s)}
        fixed = isinstance(loop.stop, Const) or (isinstance(loop.stop, Var) and loop.stop.name not in changed)
        if not fixed:
            limit = self.hidden("stop", self.in_memory)
            self.assign(limit, stop)
            self.pinned.append(limit)
            stop = self.read(limit)
        outer = self.places.get(loop.name)
        place = self.places[loop.name] = self._place(loop.name, self.in_memory)
        counter = self.read(loop.name)
        begin, step = f"let {place} := {start}", f"{place} := "
        if self.in_memory:
            begin, step = f"mstore({place}, {start})", f"mstore({place}, "
        going = "slt" if loop.step > 0 else "sgt"
        ahead = f"add({counter}, {loop.step})" if loop.step > 0 else f"sub({counter}, {-loop.step})"
        close = ")" if self.in_memory else ""
        self.line(f"for {{ {begin} }} {going}({counter}, {stop}) {{ {step}{ahead}{close} }} {{")
        self.pinned.append(loop.name)
        self.declared.add(loop.name)
        highest = counts_up(loop.start, loop.stop, loop.step, self.bounds)
        if highest is not None:
            self.bounds[loop.name] = highest
        self.body(loop.body)
        self.line("}")
        self.bounds.pop(loop.name, None)
        self.declared.discard(loop.name)
        del self.pinned[pinned:]
        self.names.release(place)
        if outer is not None:
            self.places[loop.name] = outer

    def loop(self, loop: While) -> None:
        """A loop on a condition, which moves into the body where it needs statements of its own."""
        head = len(self.lines)
        self.line("for {} 1 {} {")
        condition = self.expressions.value(loop.condition)
        if len(self.lines) == head + 1:
            self.lines[head] = self.lines[head].replace(" 1 ", f" {condition} ")
        else:
            self.line(f"if iszero({condition}) {{ break }}")
        self.body(loop.body)
        self.line("}")

    def give_back(self, statement: Return, tail: bool) -> None:
        """Assign the results and leave."""
        values = [self.expressions.value(value) for value in statement.values]
        for position, value in enumerate(values):
            if position < STACKED:
                self.line(f"{self.results[position]} := {value}")
            else:
                self.line(f"mstore({self.around.letter(position - STACKED)}, {value})")
        if not tail:
            self.line("leave")

    # -- calls

    def writes_svg(self, call: Call) -> bool:
        """Whether the callee takes and returns the address of the SVG's next byte."""
        return call.function in self.around.svg_writers

    def call(self, call: Call) -> None:
        """Pass arguments, keep what must outlive a recursive call, and take the results."""
        args = [self.expressions.value(arg) for arg in call.args]
        for position, arg in enumerate(args[STACKED:]):
            self.line(f"mstore({self.around.letter(position)}, {arg})")
        stacked = [*([self.out] if self.writes_svg(call) else []), *args[:STACKED]]
        kept = self.kept_across(call)
        places = [self.places[name] for name in kept]
        together = block(places, spared=[self.places[name] for name in call.targets])
        if kept:
            self._push(kept, together)
        self._take(call, f"{self.around.names[call.function]}({', '.join(stacked)})")
        if kept:
            self._pop(kept, together)

    def kept_across(self, call: Call) -> list[str]:
        """The variables to keep in a frame during a call: none unless it may come back to this function."""
        if self.function.name not in self.around.reaches[call.function] | {call.function}:
            return []
        live = self.liveness.across[id(call)] | set(self.pinned)
        if not self.in_memory:
            live &= self.declared | set(self.pinned)
        return sorted(live) if self.in_memory or len(live) > FEW_LIVE else []

    def _push(self, kept: list[str], together: Block | None) -> None:
        size = together.size if together else WORD * len(kept)
        self.around.largest_frame = max(self.around.largest_frame, size)
        for line in [together.push()] if together else push_each([self.read(name) for name in kept]):
            self.line(line)

    def _pop(self, kept: list[str], together: Block | None) -> None:
        if together:
            self.line(together.pop())
        else:
            pop_each(len(kept), lambda position, value: self.assign(kept[position], value), self.line)

    def _take(self, call: Call, value: str) -> None:
        """Assign the results of the call to its targets."""
        on_stack = call.targets[:STACKED]
        heads = [self.out] if self.writes_svg(call) else []
        plain = not self.in_memory and len(set(on_stack)) == len(on_stack)
        if plain:
            heads += [self.places[name] for name in on_stack]
            fresh = bool(on_stack) and not self.writes_svg(call) and not set(on_stack) & self.declared
            self.line(f"{'let ' if fresh else ''}{', '.join(heads)} := {value}" if heads else value)
            self.declared |= set(on_stack)
        elif not heads and len(on_stack) == 1:
            self.assign(on_stack[0], value)
        else:
            results = [self.names.new("r") for _ in on_stack]
            if results:
                self.line(f"let {', '.join(results)}")
            self.line(f"{', '.join(heads + results)} := {value}" if heads or results else value)
            for name, result in zip(on_stack, results, strict=True):
                self.assign(name, result)
        for position, name in enumerate(call.targets[STACKED:]):
            self.assign(name, f"mload({self.around.letter(position)})")

    # -- effects

    def image(self, statement: Perform) -> None:
        """Begin the document's image, write a pixel of it, or end it."""
        image = self.around.image
        assert image is not None
        if statement.effect == "raster.plot":
            at = self.keep(self.expressions.value(statement.args[0]))
            self.line(image.plot(at, self.expressions.bits(statement.args[1])))
            return
        for line in image.begin(self.out) if statement.effect == "image.begin" else image.end():
            self.line(line)

    def perform(self, statement: Perform) -> None:
        """Draw a word, or write to a stream."""
        match statement.effect:
            case "word":
                drawn = "next_word()" if statement.targets[0] in self.loose else "signextend(3, next_word())"
                self.assign(statement.targets[0], drawn)
            case effect if effect in TOKEN_EFFECTS:
                self.assign(statement.targets[0], token_word(self.around.module, statement))
            case effect if effect in ARRAYS:
                line, result = array_effect(self.around.memory, self.expressions, statement)
                if line:
                    self.line(line)
                for target in statement.targets:
                    self.assign(target, result)
            case "image.begin" | "image.end" | "raster.plot":
                self.image(statement)
            case "emit.text":
                self.constant_text(statement)
            case "emit.int" | "emit.word" | "emit.decimal":
                written = self.expressions.written(statement.args[0], self.around.module.digits)
                self.write_to(statement.stream, written)
            case "emit.color":
                self.write_to(statement.stream, f"write_color({{out}}, {self.expressions.bits(statement.args[0])})")
            case "emit.entry":
                self.table_text(statement)
            case _:
                raise TypeError(f"{statement.effect} was not lowered")
