"""Random typed expressions of the language: numbers, and here bools, colours, texts, tuples, rows of tables."""

from __future__ import annotations

from tests.generator_scope import KEPT, SCALARS
from tests.number_generator import COLORS, TEXTS, Numbers


class Expressions(Numbers):
    """Makes expressions of every kind."""

    def of(self, kind: str, depth: int = 2) -> str:
        """An expression of a kind that may be kept in a variable."""
        match kind:
            case "int":
                return self.int_of(depth).text
            case "float":
                return self.limited(self.float_of(depth), KEPT)
            case "bool":
                return self.bool_of(depth)
            case "color":
                return self.color_of(depth)
            case "str":
                return self.str_of(depth)
            case "pair":
                return self.pair(depth)
            case "sprite":
                return self.sprite_of(depth)
        return self.row(kind)

    # -- bools

    def bool_of(self, depth: int = 2) -> str:
        if self.leafy(depth):
            names = self.names("bool")
            return self.one(names) if names and self.chance(60) else self.one(("True", "False"))
        depth -= 1
        match self.pick(8):
            case 0:
                a, b = self.int_of(depth), self.int_of(depth)
                return f"({a.text} {self.comparison()} {b.text})"
            case 1:
                left = self.float_of(depth).text
                strange = self.doubles and self.chance(40)
                right = self.strange(depth) if strange else self.float_of(depth).text
                return f"({left} {self.comparison()} {right})"
            case 2:
                chain = [self.one((self.int_of, self.float_of))(depth).text for _ in range(3)]
                return f"({chain[0]} {self.comparison()} {chain[1]} {self.comparison()} {chain[2]})"
            case 3:
                return f"(not {self.bool_of(depth)})"
            case 4:
                parts = [self.bool_of(depth) for _ in range(2 + self.pick(2))]
                word = self.one(("and", "or"))
                return "(" + f" {word} ".join(parts) + ")"
            case 5:
                sprites = [t for t in self.tables if t.entry == "sprite"]
                kind = self.one(("color", "str", "bool", *(["sprite", "sprite"] if sprites else [])))
                return f"({self.of(kind, depth)} {self.one(('==', '!='))} {self.of(kind, depth)})"
            case 6:
                seed = self.scope.handles.get("seed")
                p = self.float_of(depth).text
                return f"{seed}.chance({p})" if seed else f"bool({p})"
        test, then, orelse = (self.bool_of(depth) for _ in range(3))
        return self.call("bool", depth) or f"({then} if {test} else {orelse})"

    def comparison(self) -> str:
        return self.one(("<", "==", "!=", "<=", ">", ">="))

    # -- colours, texts, tuples, rows

    def color_of(self, depth: int = 2) -> str:
        if self.leafy(depth):
            names = self.names("color")
            return self.one(names) if names and self.chance(60) else repr(self.one(COLORS))
        depth -= 1
        match self.pick(7):
            case 0:
                return self.tabled("color") or repr(self.one(COLORS))
            case 1:
                return f"({self.color_of(depth)} if {self.bool_of(depth)} else {self.color_of(depth)})"
            case 2:
                return f"{self.library('color')}({self.int_of(depth).text})"
            case 3:
                parts = ", ".join(self.int_of(depth).text + " & 255" for _ in range(3))
                gray = f"{self.library('gray')}({self.int_of(1).text})"
                return f"{self.library('rgb')}({parts})" if self.pick(3) else gray
            case 4:
                hue, s, light = (self.under(self.float_of(depth), KEPT).text for _ in range(3))
                return f"{self.library('hsl')}({hue} % 360, {s} % 1.0, {light} % 1.0)"
            case 5:
                t = self.under(self.float_of(depth), KEPT).text
                return f"{self.library('mix')}({self.color_of(depth)}, {self.color_of(depth)}, {t} % 1.0)"
        return self.call("color", depth) or self.tabled("color") or repr(self.one(COLORS))

    def str_of(self, depth: int = 2) -> str:
        names = self.names("str")
        if names and self.chance(50):
            return self.one(names)
        if self.leafy(depth):
            return repr(self.one(TEXTS))
        if self.pick(2):
            return f"({self.str_of(depth - 1)} if {self.bool_of(depth - 1)} else {self.str_of(depth - 1)})"
        return self.tabled("str") or repr(self.one(TEXTS))

    def sprite_of(self, depth: int = 2) -> str:
        """A sprite, where there is a table of them."""
        names = self.names("sprite")
        if names and self.chance(50):
            return self.one(names)
        entry = self.tabled("sprite")
        if depth > 0 and self.chance(25):
            return f"({entry} if {self.bool_of(depth - 1)} else {self.one(('None', self.sprite_of(depth - 1)))})"
        return str(entry)

    def tabled(self, kind: str) -> str | None:
        """An entry of a table, or of a row of one; drawn from the seed now and then."""
        rows = [name for name, known in self.scope.kinds.items() if known == f"{kind}s"]
        if rows and self.chance(60):
            name = self.one(rows)
            return f"{name}[{self.int_of(1).text} % len({name})]"
        tables = [t for t in self.tables if t.entry == kind]
        if not tables:
            return None
        table, seed = self.one(tables), self.scope.handles.get("seed")
        return f"{seed}.choice({table.name})" if seed and self.chance(30) else self.entry(table)

    def pair(self, depth: int = 2) -> str:
        """A tuple of two floats."""
        names = self.names("pair")
        if names and self.chance(40):
            return self.one(names)
        if depth > 0 and self.chance(30):
            fitting = [r for r in self.rules if r.returns == ("float", "float") and self.callable(r)]
            if fitting:
                return self.call_of(self.one(fitting), depth - 1)
        return f"(float({self.of('float', depth - 1)}), float({self.of('float', depth - 1)}))"

    def row(self, kind: str) -> str:
        """One row of the table whose rows have this kind: "colors" or "ints"."""
        names = self.names(kind)
        if names and self.chance(60):
            return self.one(names)
        if kind == "colors" and self.chance(25):
            return 'PALETTES["One"]'
        return self.entry(next(t for t in self.tables if t.entry == kind))

    def formatted(self) -> str:
        """An f-string, or a plain text."""
        if self.chance(40):
            return self.str_of(1)
        parts = []
        for _ in range(1 + self.pick(3)):
            parts.append(self.one(TEXTS).replace("{", "{{").replace("}", "}}"))
            value = self.of(self.one(SCALARS), 1)
            parts.append("{" + value + "}" if not set(value) & set("'\"\\{}") else "-")
        return "f" + repr("".join(parts))
