"""How long a module's traits can get: their buffer has a fixed size, so that the SVG may grow behind it."""

from __future__ import annotations

from intaglio.backends.evm.liveness import reachable
from intaglio.ir.nodes import Body, Call, For, If, Module, Perform, While

_INT_BYTES = 11  # -2147483648
_WORD_BYTES = 78  # 2**256 - 1
_DECIMAL_BYTES = 88  # any 256-bit fixed: 73 whole digits, sign, point, 5 decimals, and some
_COLOR_BYTES = 7


class UnboundedTraits(Exception):
    """A trait is written in a loop or in a recursive rule. The language refuses that: a fault of ours."""


def longest_traits(module: Module) -> int:
    """The most bytes that the traits stream can hold at its end."""
    return _Longest(module).of_function("main")


class _Longest:
    def __init__(self, module: Module) -> None:
        self.module = module
        self.reaches = reachable(module)
        self.known: dict[str, int] = {}
        self.open: set[str] = set()

    def of_function(self, name: str) -> int:
        if name in self.open:
            return 0
        if name not in self.known:
            self.open.add(name)
            longest = self.of_body(self.module.function(name).body)
            self.open.discard(name)
            if longest and name in self.reaches[name]:
                raise UnboundedTraits(f"the recursive rule {name} writes a trait")
            self.known[name] = longest
        return self.known[name]

    def of_body(self, body: Body) -> int:
        total = 0
        for statement in body:
            match statement:
                case If():
                    total += max(self.of_body(statement.then), self.of_body(statement.orelse))
                case For() | While():
                    if self.of_body(statement.body):
                        raise UnboundedTraits("a trait is written in a loop")
                case Call():
                    total += self.of_function(statement.function)
                case Perform(stream="traits"):
                    total += self.of_emit(statement)
        return total

    def of_emit(self, emit: Perform) -> int:
        match emit.effect:
            case "emit.text":
                return len(emit.text.encode())
            case "emit.entry":
                return max((len(t.encode()) for t in self.module.table(emit.text).texts), default=0)
            case "emit.int":
                return _INT_BYTES
            case "emit.word":
                return _WORD_BYTES
            case "emit.color":
                return _COLOR_BYTES
            case _:
                return _DECIMAL_BYTES
