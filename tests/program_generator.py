"""Random pieces, as source text: tables, rules, and an @art function that draws with them.

`program_of(7)` is the piece of a plain number, `programs()` the Hypothesis strategy; both drive one
generator, so what one finds the other can shrink. Loops are counted, recursion carries a depth, and each
function is given an estimate of the statements it runs, so that no piece runs long. Sprites are read from
`tests/sprites` and an example, seen from the project's root.
"""

from __future__ import annotations

import ast
import random
from dataclasses import replace

from hypothesis import strategies as st

from tests.generator_scope import SCALARS, RuleShape, Scope, Table
from tests.pixel_generator import Pixels

TABLES = {
    "SIZES": ("(0.5, 20, -3.25, 999.99)", "float", 4),
    "COUNTS": ("(3, -1, 2147483647, 1 << 4, 7)", "int", 5),
    "INKS": ('("#f26430", "#fff", "#0b2027")', "color", 3),
    "WORDS": ('("Ember", "a <b> & c", "it\'s \\"so\\"", "日本 §")', "str", 4),
    "LEVELS": ('{"Low": 1, "High & <dry>": 5, "Über \\\\": -7}', "int", 3),
    "PALETTES": ('{"One": ("#111", "#222222"), "Two \\"2\\"": ("#abc", "#70a9a1", "#40798c")}', "colors", 2),
    "RAGGED": ("((1, 2, 3), (-4,), b'F+')", "ints", 3),
    "RECORDS": ('(("dot", 2, "#f00"), ("bär", 3.5, "#0f0"), ("<c>", -1, "#00f"))', "record", 3),
    "HATS": ('sprites("tests/sprites", none=2)', "sprite", 5),
    "THREE": (
        '(sprite("tests/sprites/Cap#3.png"), None, sprite("examples/menagerie/kinds/Cat#16.png"))', "sprite", 3,
    ),
    "TOKENS": ("(word(5), word(0xFEDCBA9876543210FEDCBA9876543210), word(1) << 200)", "word", 3),
    "POINTS": ("((0, 0), (10.5, 20), (-3, 7.25))", "point", 3),
}
CONSTANTS = ("LARGE = word(1) << 77", 'BASE = "#70A9A1"', "RATIO = 1 / 3", "LIMIT = 3 * 4 - 1", 'LABEL = "é & <co>"')


class Programs(Pixels):
    """Makes one piece."""

    def program(self) -> str:
        """The text of a whole file."""
        self.doubles = self.chance(20)
        self.forks = self.chance(25)
        self.is_text = self.chance(20)
        tables = [name for name in TABLES if self.chance(45)]
        self.tables = [Table(name, TABLES[name][1], TABLES[name][2]) for name in tables]
        blocks: list[list[str]] = []
        for at in range(self.pick(5)):
            blocks += self.rule_blocks(f"rule{at}")
        main = self.main_block()
        blocks.insert(self.pick(2) * len(blocks), main)
        self.imports |= {reads for table, reads in (("HATS", "sprites"), ("THREE", "sprite")) if table in tables}
        self.imports |= {"Canvas", "Seed", "art", "word", *(["rule"] if len(blocks) > 1 else [])}
        names = ", ".join(sorted(self.imports))
        constants = [f"{name} = {TABLES[name][0]}" for name in tables]
        head = ['"""A random piece."""', f"from intaglio import {names}", "", *CONSTANTS, *constants]
        text = "\n".join([*head, *(line for block in blocks for line in block)])
        return ast.unparse(ast.parse(text)) + "\n"  # the same with few parentheses

    def main_block(self) -> list[str]:
        """The @art function, which calls what nothing has called so far."""
        title = repr(self.one(("Random", 'A "quoted" <title>', "Über")))
        digits = self.one(("", ", digits=0", ", digits=1", ", digits=3", ", digits=4", ", digits=5"))
        size = self.one(("(100, 100)", "(1000, 640)", "(1, 7)"))
        shaded = self.chance(25) and not self.is_text
        media = ", media='text'" if self.is_text else ""
        resolution = self.resolution() if shaded else ""
        options = digits + resolution + (", numbers='double'" if self.doubles else "") + media
        head = [f"@art({title}, size={size}{options})", "def piece(seed: Seed, canvas: Canvas):"]
        self.begin({"seed": "seed", "canvas": "canvas"}, {}, ())
        self.recursive = False
        self.is_main = True
        body = self.drawn_variables()
        body += self.forked_seed()
        if shaded:  # before anything may return
            body += [*self.block(0, size=4, ending=False, keep=True), *self.pixels()]
        body += self.block(3, size=12, ending=False, keep=True)
        for rule in self.rules:
            if rule.name not in self.called:
                body += self.call_statement(rule)
        self.is_main = False
        return head + ["    " + line for line in body]

    def drawn_variables(self) -> list[str]:
        """Values that no pass can know, one of each kind."""
        self.scope.kinds |= {"x": "float", "y": "float", "n": "int", "on": "bool", "ink": "color"}
        lines = self.params()
        first = self.one(("uniform(-100, 100)", "random()", "real('Real', -9, 9)"))
        second = self.one(("below(10)", "integer('Integer', -3, 3)", "below(1 << 31 - 1)", "below(1000000)"))
        return [*lines, f"x, y = seed.{first}, seed.uniform(0, 1000)", f"n = seed.{second}", "on = seed.chance(0.5)",
                "ink = seed.choice(('#f26430', '#fff', '#0b2027'))"]  # fmt: skip

    def params(self) -> list[str]:
        """What the collector chooses, now and then."""
        if not self.chance(25):
            return []
        self.scope.kinds |= {"chosen": "int", "tilt": "float"}
        low, span = self.one((0, -5, 3, -1000)), self.one((1, 7, 8, 300))
        default = low + self.pick(span + 1)
        low_high = self.one(("-0.5, 0.5", "0, 100.5", "-3.75, 3", "0, 1 / 3"))
        return [f"chosen = seed.param('Chosen', {low}, {low + span}, default={default})",
                f"tilt = seed.param('Tilt', {low_high}, default={self.one(('0', '0.25', '1 / 4'))})"]  # fmt: skip

    def forked_seed(self) -> list[str]:
        """Draw from a fork of the seed in all that follows, now and then."""
        if not self.forks or "seed" not in self.scope.handles or self.recursive or not self.chance(60):
            return []
        index = self.one(("", ", " + self.of("int", 1)))
        line = f"twig = {self.scope.handles['seed']}.fork('twig'{index})"
        self.scope.handles["seed"] = "twig"
        return [line]

    # -- rules

    def rule_blocks(self, name: str) -> list[list[str]]:
        """One rule, a pair that call each other, or a rule with weighted alternatives."""
        form = self.one(("plain", "plain", "plain", "recursive", "mutual", "weighted", "weighted recursive"))
        handles = ("seed",) if self.forks and "weighted" in form else None  # by which an alternative is chosen
        rules = [self.shape(name, "recursive" in form or form == "mutual", handles)]
        if form == "mutual":
            rules.append(self.shape(f"{name}_other", True, rules[0].handles))
        weights = self.one((("2", "1"), ("1", "1", "3"), ("0.5", "0.25", "1.75"))) if "weighted" in form else ()
        blocks, costs, pure = [], [], "weighted" not in form
        for at, rule in enumerate(rules):
            for weight in weights or ("",):
                blocks.append(self.rule_block(rule, rules[::-1][at] if rule.depth else None, weight))
                costs.append(self.cost)
                pure = pure and self.pure
        self.rules += [replace(rule, cost=max(costs), pure=pure) for rule in rules]
        return blocks

    def shape(self, name: str, depth: bool, handles: tuple[str, ...] | None = None) -> RuleShape:
        """A rule's parameters and what it returns."""
        if handles is None:
            paths = ((), ("seed",)) if self.is_text else (("path",), ("seed", "path"))
            handles = self.one(((), ("seed",), ("seed", "canvas"), ("canvas",), *paths))
        kinds = (*SCALARS, "pair", *(t.entry for t in self.tables if t.entry in ("colors", "ints", "sprite")))
        if not depth:
            kinds += ("array(int, 5)", "array(float, 3)", "grid(int, 3, 2)")
            kinds += ("array(int, 4+)", "array(float, 3+)", "grid(int, 3+, 2+)", "array(word, 2+)")
        params = tuple((f"p{i}", self.one(kinds)) for i in range(self.pick(4)))
        optional = 0
        while optional < len(params) and params[-1 - optional][1] in SCALARS and self.chance(15):
            optional += 1
        several = (("float", "float"), ("int", "str", "color"))
        returns = self.one((("float",), ("int",), ("color",), ("bool",), ("word",), *several))
        if not {"seed", "path", "canvas"}.isdisjoint(handles) and self.chance(60):
            returns = ()
        counted = (("depth", "int"),) if depth else ()
        return RuleShape(name, handles, counted + params, returns, depth, optional)

    def rule_block(self, rule: RuleShape, again: RuleShape | None, weight: str) -> list[str]:
        """The text of one alternative of a rule; `again` is what it may call with a smaller depth."""
        self.begin({h: h for h in rule.handles}, dict(rule.params), rule.returns)
        self.recursive = rule.depth
        annotations = {"seed": ": Seed", "canvas": ": Canvas", "path": self.one((": Path", ""))}
        if annotations["path"] and "path" in rule.handles:
            self.imports.add("Path")
        params = [h + annotations[h] for h in rule.handles]
        for at, (name, kind) in enumerate(rule.params):
            default = len(rule.params) - at <= rule.optional
            literal = {"int": "3", "float": "1.5", "bool": "True", "color": '"#123456"', "str": '"é <"',
                       "word": "LARGE"}
            params.append(f"{name}={literal[kind]}" if default else name + self.annotation(kind))
        head = [f"@rule(weight={weight})" if weight else "@rule", f"def {rule.name}({', '.join(params)}):"]
        body: list[str] = []
        if again is not None:
            self.scope.kinds.pop("depth")
            self.scope.counters["depth"] = 4
            body += ["if depth < 1:", f"    {self.return_line()}"]
        body += self.forked_seed()
        body += self.block(2, size=5, ending=False, keep=True)
        if again is not None:
            for _ in range(1 + self.pick(2)):
                body += self.call_statement(again, "depth - 1")
            self.cost *= 16
        if rule.returns or not body:
            body.append(self.return_line())
        return head + ["    " + line for line in body]

    def begin(self, handles: dict[str, str], kinds: dict[str, str], returns: tuple[str, ...]) -> None:
        """Start a function."""
        self.scope = Scope(dict(kinds), {}, dict(handles))
        self.pure = True
        self.scope.kinds |= {"BASE": "color", "RATIO": "float", "LABEL": "str", "LARGE": "word"}
        self.scope.counters["LIMIT"] = 11
        self.fixed_names = {"BASE", "RATIO", "LABEL", "LARGE"}
        self.returns, self.loops, self.runs, self.cost, self.budget = returns, 0, 1, 0, 60
        self.lines_left = 16


def program_of(number: int, *, wild: bool = False) -> str:
    """The piece of a plain number. A wild one may divide by zero, miss its tables and leave the exact range."""
    source = random.Random(number)
    return Programs(source.randrange, wild=wild).program()


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Hypothesis: any piece."""
    return Programs(lambda n: draw(st.integers(0, n - 1))).program()
