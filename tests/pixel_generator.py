"""Random pixels: a function under `@canvas.pixels` that reads whatever the @art function has at that point."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator_scope import RuleShape, Scope
from tests.statement_generator import Statements, indented

PIXELS = 15  # at most, of one picture


class Pixels(Statements):
    """Makes the pixels of the current scope. `pure`: whether the function being made may be called for one."""

    shading = False
    pure = True

    def resolution(self) -> str:
        """The options of `@art`; with `chain_size`, which here is always the resolution, there is a contract."""
        size = self.one(("(5, 3)", "(1, 1)", "(2, 7)", "(4, 3)", "(15, 1)"))
        return f", resolution={size}{f', chain_size={size}' if self.chance(60) else ''}"

    def pixels(self) -> list[str]:
        """The whole function; what is in scope is read, never assigned: that would make it the function's own."""
        saved = self.scope, self.fixed_names, self.returns, self.recursive, self.runs, self.is_main
        x, y = self.one((("x", "y"), (self.fresh(), self.fresh())))
        kinds = {name: kind for name, kind in self.scope.kinds.items() if name not in (x, y)}
        self.scope = Scope({**kinds, x: "float", y: "float"}, dict(self.scope.counters), {})
        self.fixed_names = {name for name in kinds if name not in (x, y)} | self.fixed_names
        self.returns, self.recursive, self.runs, self.is_main = ("color",), True, self.runs * PIXELS, False
        self.shading = True
        body = [*self.block(2, size=5, ending=False, keep=True), self.return_line()]
        self.shading = False
        self.scope, self.fixed_names, self.returns, self.recursive, self.runs, self.is_main = saved
        head = self.one((f"def shade({x}: float, {y}: float) -> {self.library('color')}:", f"def shade({x}, {y}):"))
        return ["@canvas.pixels", head, *indented(body)]

    def statement(self, depth: int) -> list[str]:
        if not self.shading:
            return super().statement(depth)
        makers: list[Callable[[int], list[str]]] = [self.let, self.let, self.augmented, self.several, self.calls]
        if depth > 0:
            makers += [self.branch, self.either_way, self.counted, self.over_table, self.repeated]
        return self.one(makers)(depth)

    def array_line(self, depth: int) -> list[str]:
        self.pure = False
        return super().array_line(depth)

    def call_of(self, rule: RuleShape, depth: int, level: str = "3") -> str:
        self.pure = self.pure and rule.pure
        return super().call_of(rule, depth, level)

    def has_arrays(self, rule: RuleShape) -> bool:
        return super().has_arrays(rule) and (rule.pure or not self.shading)
