"""Random statements of the language, as lines of source text: assignments, branches, loops, drawing, calls.

A path is open from its assignment until the next drawing; in between the canvas is not in scope. A variable
made in a block is forgotten after it, so that none is read without a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.array_generator import Arrays
from tests.generator_scope import KEPT, MOST_RUN, SCALARS, Pick, RuleShape, Scope
from tests.number_generator import TEXTS

SHAPES = {"circle": 3, "rect": 4, "ellipse": 4, "line": 4}
COMMANDS = {"move": 2, "line": 2, "quad": 4, "curve": 6, "close": 0}


def indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines] or ["    pass"]


class Statements(Arrays):
    """Makes blocks of statements for the function that `scope`, `returns` and `loops` describe."""

    def __init__(self, pick: Pick, *, wild: bool = False) -> None:
        super().__init__(pick, wild=wild)
        self.fixed_names: set[str] = set()  # what is not assigned: constants
        self.returns: tuple[str, ...] = ()
        self.loops = 0
        self.lines_left = 0
        self.is_main = False
        self.is_text = False  # whether the piece is plain text

    # -- blocks

    def block(self, depth: int, size: int = 4, *, ending: bool = True, keep: bool = False) -> list[str]:
        """Some statements; it may end in a way out of its loop or function. `keep` its variables known."""
        saved = self.scope
        self.scope = Scope(dict(saved.kinds), dict(saved.counters), dict(saved.handles))
        lines: list[str] = []
        for _ in range(1 + self.pick(size)):
            if self.lines_left > 0:
                self.lines_left -= 1
                self.cost += self.runs
                lines += self.statement(depth)
        if ending and self.chance(12):
            lines.append(self.one(("break", "continue")) if self.loops and self.pick(3) else self.return_line())
        if not keep:
            self.scope = saved
        return lines or ["pass"]

    def return_line(self) -> str:
        values = [self.of(kind, 1) for kind in self.returns]
        if self.returns == ("float", "float"):  # what is used as a point holds no int
            values = [f"float({value})" for value in values]
        return f"return {', '.join(values)}".rstrip()

    def statement(self, depth: int) -> list[str]:
        makers: list[Callable[[int], list[str]]] = [self.let, self.let, self.augmented, self.several, self.calls]
        makers += [self.array_line]
        if "canvas" in self.scope.handles and self.is_text:
            makers += [self.write_line] * 4
        elif "canvas" in self.scope.handles:
            makers += [self.shape_line, self.shape_line, self.text_line, self.points_line, self.gradient_line]
            makers += [self.clip_line] if self.chance(30) else []
            makers += [self.sprite_line, self.sprite_line] if self.has_sprites() else []
        if "path" in self.scope.handles:
            makers += [self.command, self.command, self.command]
        if self.is_main and not self.loops:
            makers += [self.trait, self.trait]
        if depth > 0:
            makers += [self.branch, self.either_way, self.counted, self.over_table, self.repeated]
            if "canvas" in self.scope.handles and not self.is_text:
                makers += [self.group, self.path, self.path]
        return self.one(makers)(depth)

    # -- assignments

    def let(self, depth: int) -> list[str]:
        rows = (t.entry for t in self.tables if t.entry in ("colors", "ints", "sprite"))
        kinds = (*SCALARS, "float", "int", "pair", *rows)
        kind = self.one(kinds)
        value = self.of(kind, 3)
        name = self.target(kind)
        if kind in SCALARS and self.chance(10):
            return [f"{name} = {self.target(kind)} = {value}"]
        annotated = kind in ("int", "bool", "str") and self.chance(8)
        return [f"{name}: {kind} = {value}" if annotated else f"{name} = {value}"]

    def target(self, kind: str) -> str:
        """A variable to assign: one there is, or a new one."""
        names = [name for name in self.names(kind) if name not in self.fixed_names]
        if names and self.chance(50):
            return self.one(names)
        name = self.fresh()
        self.scope.kinds[name] = kind
        return name

    def augmented(self, depth: int) -> list[str]:
        names = [n for n in self.names("int") if n not in self.fixed_names]
        if names and self.pick(2):
            operator = self.one(("+", "-", "*", "^", "|", "<<", "//"))
            value = f"({self.int_of(2).text} | 1)" if operator == "//" else self.int_of(2).text
            return [f"{self.one(names)} {operator}= {value}"]
        names = [n for n in self.names("float") if n not in self.fixed_names]
        if not names:
            return self.let(depth)
        name, value = self.one(names), self.limited(self.float_of(2), KEPT)
        return [f"{name} {self.one(('+', '-', '*'))}= {value}", f"{name} %= 1000"]

    def several(self, depth: int) -> list[str]:
        """A tuple assignment: a swap, an unpacked tuple, record or call."""
        records = [t for t in self.tables if t.entry in ("record", "point")]
        fitting = [r for r in self.rules if len(r.returns) > 1 and self.callable(r)]
        same = [k for k in SCALARS if len([n for n in self.names(k) if n not in self.fixed_names]) > 1]
        match self.pick(5):
            case 0 if same:
                names = [n for n in self.names(self.one(same)) if n not in self.fixed_names]
                return [f"{names[0]}, {names[-1]} = {names[-1]}, {names[0]}"]
            case 1 if records:
                table = self.one(records)
                value = self.entry(table)
                return [f"{', '.join(self.unpacked(table.entry))} = {value}"]
            case 2 if fitting:
                rule = self.one(fitting)
                text = self.call_of(rule, 1)
                return [f"{', '.join(self.fresh_of(k) for k in rule.returns)} = {text}"]
            case 3:
                text = self.pair(1)
                return [f"{', '.join(self.fresh_of('float') for _ in range(2))} = {text}"]
        kinds = [self.one(SCALARS) for _ in range(2)]
        values = [self.of(kind, 2) for kind in kinds]
        return [f"{', '.join(self.fresh_of(kind) for kind in kinds)} = {', '.join(values)}"]

    def fresh_of(self, kind: str) -> str:
        name = self.fresh()
        self.scope.kinds[name] = kind
        return name

    def unpacked(self, entry: str) -> list[str]:
        return [self.fresh_of(k) for k in {"record": ("str", "float", "color"), "point": ("float", "float")}[entry]]

    # -- branches and loops

    def branch(self, depth: int) -> list[str]:
        lines = [f"if {self.bool_of(2)}:", *indented(self.block(depth - 1))]
        if self.chance(25):
            lines += [f"elif {self.bool_of(2)}:", *indented(self.block(depth - 1))]
        if self.chance(45):
            lines += ["else:", *indented(self.block(depth - 1))]
        return lines

    def either_way(self, depth: int) -> list[str]:
        """A variable that gets its first value on both sides of an `if`."""
        kind, name, test = self.one(SCALARS), self.fresh(), self.bool_of(2)
        then = [*self.block(depth - 1, 2, ending=False), f"{name} = {self.of(kind, 2)}"]
        orelse = [f"{name} = {self.of(kind, 2)}", *self.block(depth - 1, 2, ending=False)]
        self.scope.kinds[name] = kind
        return [f"if {test}:", *indented(then), "else:", *indented(orelse)]

    @contextmanager
    def loop(self, times: int) -> Iterator[None]:
        """What is made inside runs up to `times` as often."""
        saved, runs = self.scope, self.runs
        self.scope = Scope(dict(saved.kinds), dict(saved.counters), dict(saved.handles))
        self.runs, self.loops = runs * times, self.loops + 1
        yield
        self.scope, self.runs, self.loops = saved, runs, self.loops - 1

    def counted(self, depth: int) -> list[str]:
        name = self.one((self.fresh("i"), "_"))
        form = self.one(("{n}", "{a}, {n}", "{n}, {a}, -1", "{a}, {b}, {s}", "{few}", "{a}, {few}, 2"))
        few = f"{self.int_of(1).text} & 3"
        a, b = self.one((0, 1, 2, -2)), self.one((5, 6, -1, 0))
        bounds = form.format(n=self.one((3, 2, 4, 0)), a=a, b=b, s=self.one((2, 3, -1, -2)), few=few)
        with self.loop(8):
            if name != "_" and self.chance(90):
                self.scope.counters[name] = 10
            elif name != "_":
                self.scope.kinds[name] = "int"
            return [f"for {name} in range({bounds}):", *indented(self.block(depth - 1))]

    def over_table(self, depth: int) -> list[str]:
        """A loop over a table, a row of one, or a tuple written out."""
        tables = [t for t in self.tables if t.name not in ("LEVELS", "PALETTES", "HATS")]
        rows = [n for n, k in self.scope.kinds.items() if k in ("colors", "ints")]
        with self.loop(5):
            if rows and self.pick(2):
                row = self.one(rows)
                target, source = self.fresh_of(self.scope.kinds[row][:-1]), row
            elif tables and self.pick(3):
                table = self.one(tables)
                source = table.name
                if table.entry in ("record", "point"):
                    target = ", ".join(self.unpacked(table.entry))
                else:
                    target = self.fresh_of(table.entry)
            else:
                target, source = self.fresh_of("int"), "(4, -1, 7)"
            return [f"for {target} in {source}:", *indented(self.block(depth - 1))]

    def repeated(self, depth: int) -> list[str]:
        """A `while` with a counter of its own."""
        name, limit = self.fresh("k"), self.pick(4)
        with self.loop(4):
            condition = self.one((f"{name} < {limit}", f"{name} < {limit} and {self.bool_of(1)}", "True",
                                  f"{self.bool_of(1)} and {name} < {limit}"))  # fmt: skip
            self.scope.counters[name] = 10
            leave = [f"if {name} > {limit}:", "    break"] if condition == "True" else []
            body = [f"{name} += 1", *leave, *self.block(depth - 1)]
        return [f"{name} = 0", f"while {condition}:", *indented(body)]

    # -- drawing

    def coordinate(self) -> str:
        return self.limited(self.float_of(2), KEPT * 10)

    def style(self, *more: str) -> str:
        """Options, in any order."""
        made: dict[str, Callable[[], str]] = {
            "fill": lambda: self.paint(), "stroke": lambda: self.paint(), "width": lambda: self.of("float", 1),
            "cap": lambda: repr(self.one(("butt", "round", "square"))),
            "join": lambda: repr(self.one(("miter", "round", "bevel"))),
            "dash": lambda: f"({self.coordinate()}, {self.coordinate()})",
            "skew": lambda: f"({self.coordinate()}, {self.coordinate()})",
            "matrix": lambda: f"({', '.join(self.coordinate() for _ in range(6))})",
            "clip": lambda: self.one(self.names("clip")),
            "opacity": lambda: self.of("float", 1), "round": self.coordinate, "rotate": self.coordinate,
            "size": self.coordinate,
            "scale": lambda: self.one((self.of("float", 1), f"({self.coordinate()}, {self.coordinate()})")),
            "translate": lambda: f"({self.coordinate()}, {self.coordinate()})",
            "anchor": lambda: repr(self.one(("start", "middle", "end"))),
            "family": lambda: repr(self.one(("monospace", "serif", "sans-serif"))),
        }  # fmt: skip
        names = [n for n in ("fill", "stroke", "width", "opacity", *more) if self.chance(30)]
        names += [n for n in ("cap", "join", "dash") if self.chance(8)]
        if self.pick(2):
            names.reverse()
        return "".join(f", {name}={made[name]()}" for name in names)

    def paint(self) -> str:
        """A color, or a gradient that there is."""
        names = self.names("gradient")
        return self.one(names) if names and self.chance(40) else self.color_of(1)

    def gradient_line(self, depth: int) -> list[str]:
        form = self.one(("linear_gradient", "radial_gradient"))
        stops = [
            self.one((self.color_of(1), f"({self.of('float', 1)}, {self.color_of(1)})",
                      f"(0.25, {self.color_of(1)}, {self.of('float', 1)})"))
            for _ in range(2 + self.pick(2))
        ]  # fmt: skip
        places = [self.coordinate() for _ in range(4 if form == "linear_gradient" else 3)]
        line = f"{self.scope.handles['canvas']}.{form}({', '.join([*places, *stops])})"
        name = self.fresh("glow")
        self.scope.kinds[name] = "gradient"
        return [f"{name} = {line}"]

    def clip_line(self, depth: int) -> list[str]:
        name = self.fresh("window")
        shapes = [line for _ in range(1 + self.pick(2)) for line in self.shape_line(0)]
        self.scope.kinds[name] = "clip"
        return [f"with {self.scope.handles['canvas']}.clip() as {name}:", *indented(shapes)]

    def write_line(self, depth: int) -> list[str]:
        """Of a piece of plain text: what it goes on with."""
        parts = [self.one((self.formatted(), self.of(self.one(SCALARS), 2), r"'\n'")) for _ in range(1 + self.pick(3))]
        return [f"{self.scope.handles['canvas']}.write({', '.join(parts)})"]

    def shape_line(self, depth: int) -> list[str]:
        canvas = self.scope.handles["canvas"]
        if self.chance(10):
            return [f"{canvas}.background({self.color_of(2)})"]
        name = self.one(tuple(SHAPES))
        coordinates = ", ".join(self.coordinate() for _ in range(SHAPES[name]))
        return [f"{canvas}.{name}({coordinates}{self.style(*(('round',) if name == 'rect' else ()))})"]

    def has_sprites(self) -> bool:
        return any(table.entry == "sprite" for table in self.tables)

    def sprite_line(self, depth: int) -> list[str]:
        """A sprite, with its options now and then."""
        options = {"scale": self.one((self.of("float", 1), f"({self.coordinate()}, {self.coordinate()})")),
                   "opacity": self.of("float", 1)}  # fmt: skip
        style = "".join(f", {name}={value}" for name, value in options.items() if self.chance(40))
        line = f"{self.sprite_of(1)}, {self.coordinate()}, {self.coordinate()}{style}"
        return [f"{self.scope.handles['canvas']}.sprite({line})"]

    def text_line(self, depth: int) -> list[str]:
        style = self.style("size", "anchor", "family")
        x, y = self.coordinate(), self.coordinate()
        return [f"{self.scope.handles['canvas']}.text({x}, {y}, {self.formatted()}{style})"]

    def points_line(self, depth: int) -> list[str]:
        name = self.one(("polyline", "polygon"))
        points = ", ".join(f"({self.coordinate()}, {self.coordinate()})" for _ in range(2 + self.pick(3)))
        if any(t.name == "POINTS" for t in self.tables) and self.chance(30):
            points = "POINTS"
        arrays = self.names("array(float, 3)") + self.names("array(float, 5)")
        if arrays and self.chance(40):
            first = self.one(arrays)
            second = self.one([n for n in arrays if self.scope.kinds[n] == self.scope.kinds[first]])
            points = f"{first}, {second}{self.one(('', ', count=2', ', count=1'))}"
        return [f"{self.scope.handles['canvas']}.{name}({points}{self.style()})"]

    def group(self, depth: int) -> list[str]:
        clips = ("clip",) if self.names("clip") else ()
        options = self.style("translate", "rotate", "scale", "skew", "matrix", *clips)[2:]
        return [f"with {self.scope.handles['canvas']}.group({options}):", *indented(self.block(depth - 1))]

    def path(self, depth: int) -> list[str]:
        """A path with its commands, up to where something else is drawn."""
        name = self.fresh("path")
        lines = [f"{name} = {self.scope.handles['canvas']}.path({self.style()[2:]})"]
        canvas = self.scope.handles.pop("canvas")
        self.scope.handles["path"] = name
        lines += self.command(0)
        for _ in range(self.pick(4)):
            lines += self.statement(depth - 1)
        del self.scope.handles["path"]
        self.scope.handles["canvas"] = canvas
        return lines

    def command(self, depth: int) -> list[str]:
        if self.chance(15):
            points = ", ".join(f"({self.coordinate()}, {self.coordinate()})" for _ in range(2 + self.pick(3)))
            return [f"{self.scope.handles['path']}.spline({points})"]
        name = self.one(tuple(COMMANDS))
        coordinates = ", ".join(self.coordinate() for _ in range(COMMANDS[name]))
        return [f"{self.scope.handles['path']}.{name}({coordinates})"]

    # -- calls and traits

    def calls(self, depth: int) -> list[str]:
        fitting = [r for r in self.rules if all(h in self.scope.handles for h in r.handles) and self.has_arrays(r)]
        fitting = [r for r in fitting if self.cost + self.runs * r.cost < MOST_RUN]
        return self.call_statement(self.one(fitting)) if fitting else self.let(depth)

    def call_statement(self, rule: RuleShape, level: str = "") -> list[str]:
        """A call for its effect; a path is begun for a rule that wants one."""
        lines: list[str] = []
        handles = dict(self.scope.handles)
        if "path" in rule.handles and "path" not in handles:
            name = self.fresh("path")
            lines = [f"{name} = {handles['canvas']}.path({self.style()[2:]})", f"{name}.move(1, 2)"]
            self.scope.handles["path"] = name
            del self.scope.handles["canvas"]  # an argument that drew would finish the path
        lines.append(self.call_of(rule, 1, level or self.one(("2", "3", "1"))))
        self.scope.handles = handles
        return lines

    def trait(self, depth: int) -> list[str]:
        """A named draw, or a derived trait."""
        name = repr(f"{self.one(TEXTS)} {self.fresh('T')}".strip())
        scalar = [t for t in self.tables if t.entry in SCALARS]
        match self.pick(6):
            case 0:
                bounds = self.one(("1, 9", "-5, 1", "3, 3", "-1000000000, 1000000000", "-2147483648, -2147483640"))
                return [f"{self.target('int')} = seed.integer({name}, {bounds})"]
            case 1:
                return [f"{self.target('float')} = seed.real({name}, {self.one(('-2', '0.25'))}, 9.5)"]
            case 2:
                more = self.one(("", ", 0.3", ", 1"))
                return [f"{self.target('bool')} = seed.flag({name}{more})"]
            case 3 if scalar:
                table = self.one(scalar)
                weights = ", ".join(self.one(("1", "3", "0.5", "12")) for _ in range(table.size))
                more = f", weights=({weights})" if self.pick(2) else ""
                return [f"{self.target(table.entry)} = seed.pick({name}, {table.name}{more})"]
            case 3 | 4 if self.has_sprites():
                return [self.sprite_pick(name)]
            case 4 if any(t.name == "PALETTES" for t in self.tables):
                return [f"{self.target('colors')} = seed.pick({name}, PALETTES{self.one(('', ', weights=(1, 0.25)'))})"]
        if self.has_sprites() and self.chance(30):
            return [f"seed.trait({name}, {self.sprite_of(1)})"]
        return [f"seed.trait({name}, {self.one((self.formatted(), self.of(self.one(SCALARS), 2)))})"]

    def sprite_pick(self, name: str) -> str:
        """A sprite by weight, of which some entries are possible at times only."""
        table = self.one([t for t in self.tables if t.entry == "sprite"])
        weights = ", ".join(self.one(("1", "3", "0.5", "12")) for _ in range(table.size))
        more = f", weights=({weights})" if self.chance(30) else ""
        entries = ("None", "Cap", "Snow") if table.name == "HATS" else ("None", "Cat")  # one is possible always
        named = {entry: self.bool_of(1) for entry in entries if self.chance(60)}
        if named:
            more += f", when={{{', '.join(f'{entry!r}: {test}' for entry, test in named.items())}}}"
        return f"{self.target('sprite')} = seed.pick({name}, {table.name}{more})"
