"""Random typed numbers of the language, as source text, each with a bound of what it can be.

`Numbers(pick)` asks `pick(n)` for a number below `n` at every choice, and 0 is always the plainest one, so
that Hypothesis shrinks what it finds. A number is a `Number`: its text and a limit that its absolute value
stays under. The limits keep `fixed` inside the range where engines are exact (products below 2**21);
divisors are kept away from zero, indices inside their tables. Ints wrap freely: they are exact everywhere.
Bools, colours, texts and tuples follow in `expression_generator`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from tests.generator_scope import ANY_INT, EXACT, KEPT, MOST_RUN, Number, Pick, RuleShape, Scope, T, Table

INTS = ("0", "1", "2", "3", "-1", "7", "-2", "10", "31", "255", "-100", "65535", "0x1E3779B9", "2147483647",
        "-2147483648", "1 << 30")  # fmt: skip
FLOATS = ("0.5", "1.5", "0.0", "-2.75", "3.25", "0.1", "10.0", "-0.001", "123.456", "1e-05", "-999.99")
TEXTS = ("", "a", "Ember", "<b>&amp;", 'say "hi"', "back\\slash", "it's", "naïve café", "日本", "§ €", "{x}", "\t")
COLORS = ("#fff", "#000000", "#f26430", "#0b2027", "#70A9A1", "#00f")


class Numbers(ABC):
    """Makes numbers for the current `scope` with the rules and tables known so far."""

    def __init__(self, pick: Pick, *, wild: bool = False) -> None:
        self.pick = pick
        self.wild = wild
        self.doubles = False  # whether the piece's numbers are doubles
        self.imports: set[str] = set()
        self.tables: list[Table] = []
        self.rules: list[RuleShape] = []
        self.called: set[str] = set()
        self.scope = Scope()
        self.budget = 0  # of operators, for one function
        self.runs = 1  # how often the current block runs at most
        self.cost = 0  # statements the current function runs at most

    # -- choices

    def chance(self, percent: int) -> bool:
        """True `percent` times in a hundred; false is the plainer answer."""
        return self.pick(100) >= 100 - percent

    def one(self, options: Sequence[T]) -> T:
        return options[self.pick(len(options))]

    def careless(self) -> bool:
        """Whether to leave out what keeps a value in its range: now and then in a wild piece."""
        return self.wild and self.chance(12)

    def library(self, name: str) -> str:
        """A name that has to be imported."""
        self.imports.add(name)
        return name

    def names(self, kind: str) -> list[str]:
        return [name for name, known in self.scope.kinds.items() if known == kind]

    def leafy(self, depth: int) -> bool:
        self.budget -= 1
        return depth <= 0 or self.budget < 0 or not self.chance(70)

    # -- floats

    def float_of(self, depth: int = 2) -> Number:
        """A float, or an int where one would do."""
        if self.leafy(depth):
            return self.float_leaf()
        makers = (self.sum, self.product, self.quotient, self.float_unary, self.float_choice, self.extreme,
                  self.elementary, self.float_of_int, self.power, self.blend, self.drawn,
                  self.called_float)  # fmt: skip
        return self.one(makers)(depth - 1)

    def float_leaf(self) -> Number:
        names = self.names("float")
        if names and self.chance(65):
            return Number(self.one(names), KEPT)
        if self.chance(25) and (text := self.tabled("float")):
            return Number(text, KEPT)
        pairs = self.names("pair")
        if pairs and self.chance(20):
            return Number(f"{self.one(pairs)}[{self.one(('0', '1', '-1', self.int_leaf().text + ' % 2'))}]", KEPT)
        if self.chance(15):
            return Number(self.one(("2", "0", "-3", "10")), 10.0)
        return Number(self.one(FLOATS), KEPT)

    def limited(self, number: Number, limit: float) -> str:
        """The text, brought under `limit` where it might not be."""
        if number.bound <= limit or self.careless():
            return number.text
        shown = f"{limit:g}" if limit < 1e6 else "1e6"
        match self.pick(4):
            case 0:
                return f"max(-{shown}, min({shown}, {number.text}))"
            case 1:
                return f"(({number.text}) % {shown})"
            case 2:
                return f"min(max({number.text}, -{shown}), {shown})"
        return f"{self.library('clamp')}({number.text}, -{shown}, {shown})"

    def under(self, number: Number, limit: float) -> Number:
        return Number(self.limited(number, limit), min(number.bound, limit))

    def sum(self, depth: int) -> Number:
        a, b = self.float_of(depth), self.float_of(depth)
        return self.under(Number(f"({a.text} {self.one('+-')} {b.text})", a.bound + b.bound), EXACT / 2)

    def product(self, depth: int) -> Number:
        a, b = self.under(self.float_of(depth), KEPT), self.under(self.float_of(depth), KEPT)
        return Number(f"({a.text} * {b.text})", a.bound * b.bound)

    def quotient(self, depth: int) -> Number:
        a = self.under(self.float_of(depth), EXACT / 8)
        divisor, least, most = self.divisor(depth)
        operator = self.one(("/", "//", "%"))
        bound = most if operator == "%" else a.bound / least + 1
        return Number(f"({a.text} {operator} {divisor})", bound)

    def divisor(self, depth: int) -> tuple[str, float, float]:
        """A float that is not zero, with its least and greatest absolute value."""
        if self.careless():
            return f"({self.float_of(depth).text})", 1.0, KEPT
        match self.pick(4):
            case 0:
                text = self.one(("2.0", "0.5", "7", "-3.0", "-0.25", "360"))
                return text, abs(float(text)), abs(float(text))
            case 1:
                inner = self.under(self.float_of(depth), KEPT)
                return f"(abs({inner.text}) + 0.5)", 0.5, inner.bound + 1
            case 2:
                inner = self.under(self.float_of(depth), KEPT)
                return f"max({inner.text}, 1)", 1.0, inner.bound + 1
        return f"-({self.under(self.float_of(depth), KEPT).text} % 5 + 1)", 1.0, 6.0

    def float_unary(self, depth: int) -> Number:
        a = self.float_of(depth)
        match self.pick(4):
            case 0:
                return Number(f"(-{a.text})", a.bound)
            case 1:
                return Number(f"abs({a.text})", a.bound)
            case 2:
                return Number(f"{self.library('sqrt')}(abs({a.text}))", a.bound**0.5 + 1)
        return Number(f"float({a.text})", a.bound)

    def strange(self, depth: int) -> str:
        """In a piece in doubles, a float that may be infinite, no number, or beyond all limits."""
        a, b = self.float_of(depth).text, self.float_leaf().text
        forms = ("({a} / ({b} - {b}))", "({a} * 1e300)", "(-({a} * 0))", "({a} * 1e-310)", "({a} % ({b} * 0))",
                 "({a} * 1e17)", "({a} * 1e8 + {b})")  # fmt: skip
        return self.one(forms).format(a=a, b=b)

    def float_choice(self, depth: int) -> Number:
        a, b = self.float_of(depth), self.float_of(depth)
        return Number(f"({a.text} if {self.bool_of(depth)} else {b.text})", max(a.bound, b.bound))

    def extreme(self, depth: int) -> Number:
        some = [self.float_of(depth) for _ in range(2 + self.pick(2))]
        texts = ", ".join(n.text for n in some)
        if self.doubles and self.chance(25):  # the first is kept where the other is no number
            return Number(f"max(min({texts}, {self.strange(depth)}), -1e3)", max(1e3, *(n.bound for n in some)))
        return Number(f"{self.one(('min', 'max'))}({texts})", max(n.bound for n in some))

    def elementary(self, depth: int) -> Number:
        if self.chance(30):
            return self.shaped(depth)
        name = self.one(("sin", "cos", "atan2", "tan", "exp", "log", "pow", "noise", "noise", "fbm"))
        self.library(name)
        x = self.limited(self.float_of(depth), 100.0)
        y = self.limited(self.float_of(depth), 100.0) if name in ("atan2", "noise", "pow", "fbm") else ""
        match name:
            case "tan":
                return Number(f"tan(({x}) % 1.0)", 2.0)
            case "exp":
                return Number(f"exp(({x}) % 6)", 404.0)
            case "log":
                return Number(f"log(abs({x}) + 0.25)", 6.0)
            case "pow":
                return Number(f"pow(abs({x}) % 4 + 0.5, ({y}) % 3)", 92.0)
            case "atan2":
                return Number(f"atan2({x}, {y})", 4.0)
            case "fbm":
                return Number(f"fbm({x}, {y}, {self.one(('2', '3'))})", 4.0)
            case "noise":
                more = self.one(("", f", {y}", f", {y}, {self.float_leaf().text} / 7"))
                return Number(f"noise({x}{more})", 2.0)
        return Number(f"{name}({x})", 1.01)

    def shaped(self, depth: int) -> Number:
        """A function of one number that stays small."""
        eased = ("ease_in", "ease_out", "ease_in_out", "ease_sine", "ease_expo", "ease_back", "ease_bounce")
        x = self.limited(self.float_of(depth), 100.0)
        match self.pick(4):
            case 0:
                return Number(f"{self.library(self.one(eased))}({x} % 1.0)", 2.0)
            case 1:
                return Number(f"{self.library(self.one(('fract', 'atan', 'asin', 'acos')))}({x})", 4.0)
            case 2:
                return Number(f"{self.library('hypot')}({x}, {self.one(FLOATS[:7])})", 200.0)
        return Number(f"{self.library('step')}({self.one(FLOATS)}, {x})", 1.0)

    def blend(self, depth: int) -> Number:
        a, b, c = (self.under(self.float_of(depth), KEPT / 2) for _ in range(3))
        match self.pick(4):
            case 0:
                return Number(f"{self.library('lerp')}({a.text}, {b.text}, {c.text} % 1.0)", KEPT * 2)
            case 1:
                return Number(f"{self.library('clamp')}({a.text}, 0, {b.text} % 9 + 1)", 10.0)
            case 2:
                return Number(f"{self.library('smoothstep')}(0, {b.text} % 9 + 1, {a.text})", 1.0)
        return Number(f"{self.library('remap')}({a.text} % 10, 0, 10, {b.text}, {c.text})", KEPT * 2)

    def float_of_int(self, depth: int) -> Number:
        match self.pick(4):
            case 0:
                a = self.small_int(depth)
                return Number(f"float({a.text})", a.bound)
            case 1:
                a, b = self.small_int(depth), self.under(self.float_of(depth), KEPT)
                text = f"({a.text} * {b.text})" if self.pick(2) else f"({b.text} * {a.text})"
                return Number(text, a.bound * b.bound)
            case 2:
                a, b = self.small_int(depth), self.small_int(depth)
                return Number(f"({a.text} / (abs({b.text}) + 1))", a.bound)
        a, b = self.small_int(depth), self.under(self.float_of(depth), EXACT / 4)
        return Number(f"({a.text} {self.one('+-')} {b.text})", a.bound + b.bound)

    def power(self, depth: int) -> Number:
        exponent = self.one((2, 3, 0, 1))
        a = self.under(self.float_of(depth), 100.0)
        return Number(f"(({a.text}) ** {exponent})", max(1.0, a.bound) ** exponent + 1)

    def drawn(self, depth: int) -> Number:
        seed = self.scope.handles.get("seed")
        if seed is None:
            return self.float_leaf()
        if self.pick(2):
            a, b = self.under(self.float_of(depth), KEPT / 2), self.under(self.float_of(depth), KEPT / 2)
            return Number(f"{seed}.uniform({a.text}, {b.text})", KEPT * 2)
        if self.chance(20):
            return Number(f"{seed}.gauss({self.one(('0', '-2.5', '40'))}, {self.one(('1', '0.25', '12'))})", 100.0)
        return Number(f"{seed}.random()", 1.0)

    def called_float(self, depth: int) -> Number:
        text = self.call("float", depth)
        return Number(text, KEPT) if text else self.float_leaf()

    # -- ints

    def int_of(self, depth: int = 2) -> Number:
        """An int; it may be any of 32 bits."""
        if self.leafy(depth):
            return self.int_leaf()
        makers = (self.int_arithmetic, self.int_arithmetic, self.int_bits, self.int_unary, self.int_of_float,
                  self.int_other, self.int_drawn, self.called_int)  # fmt: skip
        return self.one(makers)(depth - 1)

    def int_leaf(self) -> Number:
        names = self.names("int")
        if self.scope.counters and self.chance(40):
            name = self.one(list(self.scope.counters))
            return Number(name, self.scope.counters[name])
        if names and self.chance(65):
            return Number(self.one(names), ANY_INT)
        if self.chance(30) and (text := self.tabled("int")):
            return Number(text, ANY_INT)
        if "canvas" in self.scope.handles and self.chance(10):
            return Number(f"{self.scope.handles['canvas']}.{self.one(('width', 'height'))}", KEPT)
        if self.scope.counters and self.chance(10):
            return Number(f"(4, -9, 1000)[{self.one(list(self.scope.counters))} % 3]", KEPT)
        text = self.one(INTS)
        return Number(text if text.lstrip("-").isdigit() else f"({text})", abs(float(eval(text))))

    def small_int(self, depth: int) -> Number:
        """An int whose value as a float is far from the limits."""
        number = self.int_of(depth)
        if number.bound <= KEPT:
            return number
        return Number(self.one((f"({number.text} % 1000)", f"({number.text} & 255)")), KEPT)

    def int_arithmetic(self, depth: int) -> Number:
        a, b = self.int_of(depth), self.int_of(depth)
        operator = self.one(("+", "-", "*", "//", "%"))
        if operator in ("//", "%"):
            guard = self.one(("({} | 1)", "max(1, {})", "min(-1, {})", "({} % 7 + 1)", "-1"))
            guard = "({})" if self.careless() else guard
            return Number(f"({a.text} {operator} {guard.format(b.text)})", ANY_INT)
        bound = {"+": a.bound + b.bound, "-": a.bound + b.bound, "*": a.bound * b.bound}[operator]
        return Number(f"({a.text} {operator} {b.text})", min(bound, ANY_INT))

    def int_bits(self, depth: int) -> Number:
        a, b = self.int_of(depth), self.int_of(depth)
        return Number(f"({a.text} {self.one(('&', '|', '^', '<<', '>>'))} {b.text})", ANY_INT)

    def int_unary(self, depth: int) -> Number:
        form = self.one(("(-{})", "abs({})", "(~{})", "(({}) ** 2)", "(({}) ** 3)", "round({})"))
        return Number(form.format(self.int_of(depth).text), ANY_INT)

    def int_of_float(self, depth: int) -> Number:
        a = self.float_of(depth)
        name = self.one(("int", "round", "floor", "ceil"))
        if name in ("floor", "ceil"):
            self.library(name)
        if self.doubles and self.chance(40):
            return Number(f"{name}({self.strange(depth)})", ANY_INT)
        return Number(f"{name}({a.text})", a.bound + 1)

    def int_other(self, depth: int) -> Number:
        match self.pick(4):
            case 0:
                a, b = self.int_of(depth), self.int_of(depth)
                return Number(f"({a.text} if {self.bool_of(depth)} else {b.text})", max(a.bound, b.bound))
            case 1:
                a, b = self.int_of(depth), self.int_of(depth)
                return Number(f"{self.one(('min', 'max'))}({a.text}, {b.text})", max(a.bound, b.bound))
            case 2:
                return Number(f"int({self.bool_of(depth)})", 1.0)
        channel = self.library(self.one(("red", "green", "blue")))
        return Number(f"{channel}({self.color_of(depth)})", 255.0)

    def int_drawn(self, depth: int) -> Number:
        seed = self.scope.handles.get("seed")
        if seed is None:
            return self.int_leaf()
        limit = self.one(("6", "1", "1000000", f"(1 + ({self.int_of(depth).text} & 7))", "2147483647"))
        return Number(f"{seed}.below({limit})", ANY_INT)

    def called_int(self, depth: int) -> Number:
        text = self.call("int", depth)
        return Number(text, ANY_INT) if text else self.int_leaf()

    # -- calls of rules, entries of tables

    def call(self, returns: str, depth: int) -> str | None:
        """A call that gives one value of a kind, where the scope has what it needs."""
        fitting = [r for r in self.rules if r.returns == (returns,) and self.callable(r)]
        return self.call_of(self.one(fitting), depth) if fitting else None

    def callable(self, rule: RuleShape) -> bool:
        affordable = self.cost + self.runs * rule.cost < MOST_RUN
        return affordable and all(h in self.scope.handles for h in rule.handles) and not rule.depth

    def call_of(self, rule: RuleShape, depth: int, level: str = "3") -> str:
        """A call of this rule; `level` is what a recursive one counts down from."""
        self.called.add(rule.name)
        self.cost += self.runs * rule.cost
        args = [self.scope.handles[h] for h in rule.handles]
        params = list(rule.params)
        if rule.depth:
            args.append(level)
            params = params[1:]
        given = len(params) - (self.pick(rule.optional + 1) if rule.optional else 0)
        named = given - self.pick(given + 1) if given and self.chance(25) else given
        texts = [self.of(kind, min(depth, 1)) for _, kind in params[:given]]
        args += texts[:named]
        args += [f"{n}={t}" for (n, _), t in zip(params[named:given], texts[named:], strict=True)]
        return f"{rule.name}({', '.join(args)})"

    def entry(self, table: Table) -> str:
        return f"{table.name}[{self.index(table.size)}]"

    def index(self, size: int) -> str:
        """An int inside a table of `size`."""
        if self.names("int") and self.careless():  # a constant outside would not compile
            return self.one(self.names("int"))
        if self.chance(70):
            return f"{self.int_of(1).text} % {size}"
        return self.one(("0", str(size - 1), "-1"))

    # -- what the other file makes

    @abstractmethod
    def of(self, kind: str, depth: int = 2) -> str:
        """An expression of a kind that may be kept in a variable."""

    @abstractmethod
    def bool_of(self, depth: int = 2) -> str:
        """A bool."""

    @abstractmethod
    def tabled(self, kind: str) -> str | None:
        """An entry of a table."""

    @abstractmethod
    def color_of(self, depth: int = 2) -> str:
        """A colour."""
