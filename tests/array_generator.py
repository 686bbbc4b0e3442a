"""Random arrays and grids: statements that make and change them, and entries to read.

In a scope an array's kind is its type as text: `array(int, 5)`, `grid(float, 3, 4)`; a parameter of any size
has the least that it is given: `array(int, 5+)`.
"""

from __future__ import annotations

from tests.generator_scope import KEPT, Number, RuleShape
from tests.word_generator import Words


def sizes(kind: str) -> list[int]:
    """The numbers of an array's kind: `grid(int, 3, 4)` has [3, 4]."""
    return [int(part.rstrip("+")) for part in kind.rstrip(")").split(",")[1:]]


def fits(kind: str, wanted: str) -> bool:
    """Whether an array of a kind may be given where `wanted` is taken."""
    if "+" not in wanted:
        return kind == wanted
    same = kind.split(",")[0] == wanted.split(",")[0]
    return same and all(has >= least for has, least in zip(sizes(kind), sizes(wanted)))


class Arrays(Words):
    """Makes arrays for the current scope."""

    recursive = False  # whether the function being made calls itself: it makes no array
    counter = 0

    def fresh(self, base: str = "v") -> str:
        """A name that is not in use."""
        self.counter += 1
        return f"{base}{self.counter}"

    def arrays(self, element: str = "") -> list[str]:
        """The names of arrays, of one type of entries or of all."""
        heads = (f"array({element}", f"grid({element}")
        return [name for name, kind in self.scope.kinds.items() if kind.startswith(heads)]

    def entry_of(self, name: str) -> str:
        """`a[i % 5]`, or a constant index."""
        shape = sizes(self.scope.kinds[name])
        places = []
        for size in shape:
            if self.chance(40):
                places.append(str(self.pick(size)))
            else:
                index, names = self.int_of(1).text, self.names("int")
                careless = names and self.careless()  # a constant outside would not compile
                places.append(self.one(names) if careless else f"{index} % {size}")
        return f"{name}[{', '.join(places)}]"

    def int_leaf(self) -> Number:
        names = self.arrays("int")
        if names and self.chance(30):
            return Number(self.entry_of(self.one(names)), 2.0**31)
        return super().int_leaf()

    def float_leaf(self) -> Number:
        names = self.arrays("float")
        if names and self.chance(30):
            return Number(self.entry_of(self.one(names)), KEPT)
        return super().float_leaf()

    def word_leaf(self) -> str:
        names = self.arrays("word")
        return self.entry_of(self.one(names)) if names and self.chance(30) else super().word_leaf()

    def array_line(self, depth: int) -> list[str]:
        """Make an array, or change one."""
        names = self.arrays()
        if not names or (self.chance(20) and not self.recursive):
            return self.new_array()
        name = self.one(names)
        seed = self.scope.handles.get("seed")
        if seed and len(sizes(self.scope.kinds[name])) == 1 and self.chance(10):
            return [f"{seed}.shuffle({name})"]
        element = self.scope.kinds[name].split("(")[1].split(",")[0]
        entry = self.entry_of(name)
        match self.pick(4):
            case 0:
                return [f"{entry}, {self.entry_of(name)} = {self.entry_of(name)}, {self.entry_of(name)}"]
            case 1 if element != "float":
                return [f"{entry} {self.one(('+', '-', '*', '^'))}= {self.of(element, 2)}"]
            case 2 if element == "float" and len(sizes(self.scope.kinds[name])) == 1:
                at = self.pick(sizes(self.scope.kinds[name])[0])
                return [f"{name}[{at}] += {self.of('float', 2)}", f"{name}[{at}] %= 1000"]
        return [f"{entry} = {self.of(element, 2)}"]

    def new_array(self) -> list[str]:
        if self.recursive or not self.pick(3):
            return ["pass"]
        element = self.one(("int", "float", "int", "float", "word"))
        word = self.one(("array", "array", "grid"))
        shape = [2 + self.pick(6) for _ in range(1 if word == "array" else 2)]
        kind = f"{word}({element}, {', '.join(map(str, shape))})"
        made = kind
        given = [name for name, known in self.scope.kinds.items() if known.startswith(word) and "+" in known]
        if given and self.chance(40):  # as large as a parameter
            name = self.one(given)
            ends = ("len({0})",) if word == "array" else ("{0}.width", "{0}.height")
            least = sizes(self.scope.kinds[name])
            kind = f"{word}({element}, {', '.join(f'{n}+' for n in least)})"
            made = f"{word}({element}, {', '.join(end.format(name) for end in ends)})"
        same = [name for name, known in self.scope.kinds.items() if known == kind and made == kind]
        name = self.one(same) if same and self.chance(20) else self.fresh("a")
        self.library(word)
        self.scope.kinds[name] = kind
        return [f"{name} = {made}"]

    def of(self, kind: str, depth: int = 2) -> str:
        """An array to hand to a rule: one there is, or a new one."""
        if not kind.startswith(("array", "grid")):
            return super().of(kind, depth)
        names = self.fitting(kind)
        self.imports.add(kind.split("(")[0])
        if names and (self.recursive or self.chance(80)):
            return self.one(names)
        larger = self.pick(3) if "+" in kind else 0
        return f"{kind.split(',')[0]}, {', '.join(str(size + larger) for size in sizes(kind))})"

    def fitting(self, kind: str) -> list[str]:
        """The arrays that may be given where a kind is taken."""
        return [name for name, known in self.scope.kinds.items() if "(" in known and fits(known, kind)]

    def annotation(self, kind: str) -> str:
        """What may be written behind a parameter."""
        if "+" not in kind or self.chance(50):
            return ""
        word, element = kind.split(",")[0].split("(")
        self.imports.add(word.capitalize())
        return f": {word.capitalize()}[{element}]"

    def callable(self, rule: RuleShape) -> bool:
        return super().callable(rule) and self.has_arrays(rule)

    def has_arrays(self, rule: RuleShape) -> bool:
        """Whether the scope has, or may make, the arrays that a rule takes."""
        kinds = [kind for _, kind in rule.params if kind.startswith(("array", "grid"))]
        return not self.recursive or all(self.fitting(kind) for kind in kinds)
