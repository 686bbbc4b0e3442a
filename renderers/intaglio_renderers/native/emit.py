"""A final `ir.Module` as the Python source of a numba kernel.

`emit` gives a `Kernel`: the source, and what the host must know to run it. Read `emit`, then `FunctionWriter`,
which writes one function: a statement is one line, or a line and its indented body.

Writes to a stream come in *runs*: a run fetches the address to write to once, hands it from writer to writer, and
stores it back before anything else may look (a branch, a loop, a call, a return). A run checks once, at its start,
that there is room; the module's longest run tells how many bytes must lie behind a stream's limit.

    emit.text svg "<circle r=\\""      p = opened(m, SVG)
    emit.decimal svg(r)         =>     p = text(p, 0)
    emit.text svg "\\"/>"               p = decimal(p, r)
                                       p = text(p, 1)
                                       store(m, SVG, p)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Continue,
    Element,
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
    walk,
)
from intaglio.ir.types import ONE
from intaglio.passes.inline import call_graph, reached
from intaglio_renderers.native.expressions import Expressions, Site, Sites, floored_once, shallow
from intaglio_renderers.native.loops import counted, most_turns, repeated
from intaglio_renderers.native.memory import LIMBS, SLOTS, START
from intaglio_renderers.native.names import IMPORTS, RESERVED, Namer
from intaglio_renderers.native.raster_loop import raster_loop, without
from intaglio_renderers.native.rows import leave, rows
from intaglio_renderers.native.signatures import NUMBA_TYPES, ZEROS, signature
from intaglio_renderers.native.straight import is_inlined, is_straight
from intaglio_renderers.native.template import ENTRY, HEAD

INT_ROOM, DECIMAL_ROOM, COLOR_ROOM, WORD_ROOM = 21, 28, 7, 78  # bytes, of any int64 that a faulted run may hold
RUN_LIMIT = 4096  # bytes after which a run is ended and another begun
STREAMS = {"svg": ("SVG", "p"), "traits": ("TRAITS", "q")}  # the stream's number and its address's variable


@dataclass(frozen=True)
class Kernel:
    """Generated source; the places that faults are blamed on; the bytes needed behind a stream's limit.

    `words`: what params, captured values and arrays take, of 8 bytes each, behind the `SLOTS` words of memory.
    `head`: how many of those every thread that fills rows of the raster needs; None where there is no raster.
    """

    source: str
    sites: tuple[Site, ...]
    room: int
    words: int
    head: int | None = None


def emit(module: Module) -> Kernel:
    """Generate the kernel of a module that holds primitive effects only."""
    return ModuleWriter(module).kernel()


class ModuleWriter:
    def __init__(self, module: Module) -> None:
        self.module = module
        graph = call_graph(module)
        self.reach = {name: reached(graph, name) for name in graph}
        self.sites = Sites()
        self.texts: dict[bytes, int] = {}
        self.rules = Namer()
        self.room = 0
        self._turns: dict[str, float] = {}
        self.raster = raster_loop(module, self.reach)
        self.straight = self.raster is not None and is_straight(module, self.raster, self.reach)
        self.inlined = self.raster is not None and is_inlined(module, self.raster, self.reach)
        self.captures = len(module.params)  # where the captured values begin
        self.words = self.captures + (self.raster.size if self.raster else 0)  # and all arrays
        for function in module.functions:
            self.rules(function.name)
        for table in module.tables:
            self.rules(table.name)

    def variant(self, name: str, pixel: bool) -> str:
        """A function's Python name; those that pixels call are their own."""
        return self.rules(f"{name}$pixel" if pixel else name)

    def kernel(self) -> Kernel:
        functions = [(f, False) for f in self.module.functions if f.name in self.used()]
        if self.raster is not None:
            functions += [(f, True) for f in self.module.functions if f.name in self.raster.functions]
        head = self.words if self.raster else None
        declarations = "".join(self.declaration(function, pixel) for function, pixel in functions)
        definitions = [FunctionWriter(self, function, pixel).source() for function, pixel in functions]
        if self.raster is not None:
            definitions.append(rows(FunctionWriter(self, self.module.function("main"), True), self.raster))
        texts = "".join(f"    {text!r},  # {number}\n" for text, number in self.texts.items())
        title = self.module.title.encode("ascii", "replace").decode().replace("\\", "/").replace('"', "'")
        imports = "\n".join(f"from {origin} import {', '.join(names.split())}" for origin, names in IMPORTS.items())
        digits, numbers = self.module.digits, self.module.numbers
        top = HEAD.format(title=title, imports=imports, texts=texts, digits=digits, numbers=numbers)
        tables = "".join(map(self.table, self.module.tables))
        entry = ENTRY.format(main=self.rules("main"))
        source = "\n\n\n".join([top + tables + declarations, *definitions]) + entry
        return Kernel(source, tuple(self.sites.listed), self.room, self.words, head)

    def used(self) -> set[str]:
        """The functions that are not called for pixels alone."""
        main = self.module.function("main").body
        outside = main if self.raster is None else without(main, self.raster.loop)
        called = {s.function for s in walk(outside) if isinstance(s, Call)}
        return {"main"} | called.union(*(self.reach[name] for name in called))

    def table(self, table: Table) -> str:
        """The line that makes a table's function."""
        name = self.rules(table.name)
        if table.type is None:
            return f"{name} = entry_writer({tuple(text.encode() for text in table.texts)!r})\n"
        kind = f', "{table.type}"' if table.type in NUMBA_TYPES else ""
        return f"{name} = number_table({table.values!r}{kind})\n"

    def recursive(self, name: str) -> bool:
        """Whether a function may reach itself."""
        return name in self.reach[name]

    def most_turns(self, name: str) -> float:
        """How often the loops in a function turn at most (`loops`)."""
        if name not in self._turns:
            known = not self.recursive(name)
            self._turns[name] = most_turns(self.module.function(name).body, self.most_turns) if known else inf
        return self._turns[name]

    def declaration(self, function: Function, pixel: bool) -> str:
        """The line that makes a function callable before it is defined."""
        name = self.variant(function.name, pixel)
        return f'{name} = rules.declare("{name}", {signature(function)})\n'

    def text(self, text: str) -> int:
        """The number of a constant text."""
        return self.texts.setdefault(text.encode(), len(self.texts))


class FunctionWriter:
    """Writes one function of the module. `pixel`: for pixels, put into its callers and counting little fuel."""

    def __init__(self, module: ModuleWriter, function: Function, pixel: bool = False) -> None:
        self.owner = module
        self.function = function
        self.pixel = pixel
        self.name = Namer(taken=set(RESERVED) | module.rules.taken)
        self.straight = pixel and module.straight
        self.expressions = Expressions(module.module, module.sites, self.name, module.rules, self.straight)
        if not self.straight:
            self.expressions.wholes.update((name, self.name(f"{name}$double")) for name in floored_once(function))
        self.recursive = module.recursive(function.name)
        self.lines: list[str] = []
        self.depth = 1
        self.open: dict[str, int] = {}  # the streams with a run under way, and the bytes it may have written
        self.temporaries = 0

    def source(self) -> str:
        """The whole definition."""
        function = self.function
        params = ", ".join(["m", *(self.name(name) for name, _ in function.params)])
        inlined = ", inlined=True" if self.pixel and self.owner.inlined and not self.recursive else ""
        name = self.owner.variant(function.name, self.pixel)
        head = [f"@rules.define({signature(function)}{inlined})", f"def {name}({params}):"]
        calls = self.owner.reach[function.name] and function.name != "main" and not self.pixel
        if self.recursive or calls:
            guard = "too_deep" if self.recursive else "spent"
            self.line(f"if {guard}(m, {self.owner.sites.number(function.span)}):")
            self.line(f"    return {self.zeros()}")
        self.body(function.body)
        if not function.body or not isinstance(function.body[-1], Return):
            self.line(f"return {self.zeros()}")
        return "\n".join([*head, *self.lines])

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def zeros(self) -> str:
        """What is returned where nothing is: 0 of a function without results."""
        return ", ".join(ZEROS.get(kind, "0") for kind in self.function.results) or "0"

    def write(self, expr: Expr, statement: Statement) -> str:
        """Source for an expression; the parts that lie too deep are assigned to variables in lines before."""
        spans = statement.span, self.function.span

        def keep(part: Expr) -> Var:
            name = self.temporary()
            self.line(f"{self.name(name)} = {self.expressions.write(part, *spans)}")
            return Var(name, part.type)

        return self.expressions.write(shallow(expr, keep), *spans)

    def site(self, statement: Statement) -> int:
        return self.owner.sites.number(statement.span, self.function.span)

    # -- statements

    def body(self, body: Body) -> None:
        """The statements of a body at the present indentation; a run never crosses its edges."""
        for statement in body:
            if not isinstance(statement, Let | Perform):
                self.close()
            self.statement(statement)
        self.close()

    def block(self, body: Body) -> None:
        """An indented body; `pass` where it is empty."""
        self.depth += 1
        before = len(self.lines)
        self.body(body)
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def statement(self, statement: Statement) -> None:
        match statement:
            case Let(name, Op("floor", (number,))) if name in self.expressions.wholes:
                both = f"{self.name(name)}, {self.expressions.wholes[name]}"
                self.line(f"{both} = floored_both({self.write(number, statement)})")
            case Let():
                self.line(f"{self.name(statement.name)} = {self.write(statement.value, statement)}")
            case Perform():
                self.perform(statement)
            case Call():
                self.call(statement)
            case If():
                self.conditional(statement)
            case For() if self.owner.raster is not None and statement is self.owner.raster.loop:
                leave(self, self.owner.raster)
            case For():
                counted(self, statement)
            case While():
                repeated(self, statement)
            case Break():
                self.line("break")
            case Continue():
                self.line("continue")
            case Return():
                values = ", ".join(self.write(value, statement) for value in statement.values)
                self.line(f"return {values or '0'}")
            case Element():
                raise TypeError(f"{statement.effect} was not lowered")

    def call(self, call: Call) -> None:
        """A call; within a recursion it is counted as one level of it."""
        args = "".join(f", {self.write(arg, call)}" for arg in call.args)
        targets = ", ".join(map(self.name, call.targets))
        inside = self.function.name in self.owner.reach[call.function]
        if inside:
            self.line("descend(m, 1)")
        source = f"{self.owner.variant(call.function, self.pixel)}(m{args})"
        self.line(f"{targets} = {source}" if targets else source)
        if inside:
            self.line("descend(m, -1)")

    def conditional(self, branch: If) -> None:
        condition = self.write(branch.condition, branch)
        if not branch.then and branch.orelse:
            self.line(f"if not {condition}:")
            self.block(branch.orelse)
            return
        self.line(f"if {condition}:")
        self.block(branch.then)
        if branch.orelse:
            self.line("else:")
            self.block(branch.orelse)

    def temporary(self) -> str:
        """An IR name of our own."""
        self.temporaries += 1
        return f"$part{self.temporaries}"

    # -- effects

    def perform(self, effect: Perform) -> None:
        match effect.effect:
            case "raster.width" | "raster.height":
                self.line(f"{self.name(effect.targets[0])} = load(m, {effect.effect.removeprefix('raster.').upper()})")
            case "raster.plot":
                self.line("plot(out, {}, {})".format(*(self.write(arg, effect) for arg in effect.args)))
            case "word" | "field" | "serial" | "token":
                self.line(f"{self.name(effect.targets[0])} = {effect.effect}(m)")
            case "param.int" | "param.fixed":
                at = f"{SLOTS} + {self.write(effect.args[0], effect)}"
                self.line(f"{self.name(effect.targets[0])} = load(m, {at})")
            case "param.double":
                at = f"{SLOTS} + {self.write(effect.args[0], effect)}"
                self.line(f"{self.name(effect.targets[0])} = double(load(m, {at})) * {1 / ONE}")
            case "state":
                self.line(f"{self.name(effect.targets[0])} = load(m, {START} + {self.write(effect.args[0], effect)})")
            case name if name.startswith(("ints.", "fixeds.", "doubles.", "words.")):
                self.array(effect)
            case "emit.text":
                self.append(effect, len(effect.text.encode()), "text", str(self.owner.text(effect.text)))
            case "emit.int":
                self.append(effect, INT_ROOM, "integer", self.write(effect.args[0], effect))
            case "emit.word":
                self.append(effect, WORD_ROOM, "word_written", self.write(effect.args[0], effect))
            case "emit.decimal":
                number = self.write(effect.args[0], effect)
                if self.owner.module.numbers == "double":
                    number += f", m, {self.site(effect)}"
                self.append(effect, DECIMAL_ROOM, "decimal", number)
            case "emit.color":
                self.append(effect, COLOR_ROOM, "color", self.write(effect.args[0], effect))
            case "emit.entry":
                texts = self.owner.module.table(effect.text).texts
                spans = effect.args[0].span, effect.span, self.function.span
                number = self.expressions.index(effect.text, effect.args[0], *spans)
                longest = max((len(text.encode()) for text in texts), default=0)
                self.append(effect, longest, self.owner.rules(effect.text), number)
            case _:
                raise TypeError(f"{effect.effect} was not lowered")

    def array(self, effect: Perform) -> None:
        """Make, read or write an array: a reference is an address, an entry has eight bytes, that of words 32."""
        array, *more = (self.write(arg, effect) for arg in effect.args)
        target = self.name(effect.targets[0]) if effect.targets else ""
        if effect.effect.endswith(".new"):
            size = int(array) * (LIMBS if effect.effect.startswith("words.") else 1)
            self.line(f"{target} = zeroed(m + {8 * (SLOTS + self.owner.words)}, {size})")
            self.owner.words += size
            return
        suffix = {"doubles": "_double", "words": "_word256"}.get(effect.effect.partition(".")[0], "")
        at, length = more[0], int(more[1])
        if length:
            site = self.owner.sites.number(effect.span, self.function.span, length=length, what="an array")
            at = f"index(m, {at}, {length}, {site})"
        if target:
            self.line(f"{target} = load{suffix}({array}, {at})")
        else:
            self.line(f"store{suffix}({array}, {at}, {more[2]})")

    def append(self, effect: Perform, size: int, writer: str, value: str) -> None:
        """One more write of at most `size` bytes in the stream's run."""
        stream, address = STREAMS[effect.stream]
        if self.open.get(effect.stream, 0) > RUN_LIMIT:
            self.close()
        if effect.stream not in self.open:
            self.open[effect.stream] = 0
            self.line(f"{address} = opened(m, {stream})")
        self.line(f"{address} = {writer}({address}, {value})")
        self.open[effect.stream] += size
        self.owner.room = max(self.owner.room, self.open[effect.stream])

    def close(self) -> None:
        """End the runs under way."""
        for stream, address in (STREAMS[name] for name in self.open):
            self.line(f"store(m, {stream}, {address})")
        self.open.clear()
