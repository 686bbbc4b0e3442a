"""How an interval that keeps growing is made to stop, and where it halts on the way."""

from __future__ import annotations

from intaglio.ir.nodes import Call, Const, For, Function, Let, Module, Perform, expressions, parts, walk
from intaglio.ir.types import ONE, Type
from intaglio.passes.interval import TOP, Interval


def widened(old: Interval, new: Interval, kind: Type, steps: tuple[int, ...]) -> Interval:
    """An interval around both whose ends, where they moved, moved to the next of the steps or to the type's own."""
    low, high = old
    if new.low < old.low:
        low = max((step for step in steps if step <= new.low), default=TOP[kind].low)
    if new.high > old.high:
        high = min((step for step in steps if step >= new.high), default=TOP[kind].high)
    return Interval(low, high)


def steps_of(module: Module) -> dict[Type, tuple[int, ...]]:
    """Where widening halts: the constants of the module and their neighbours, by type."""
    steps: dict[Type, set[int]] = {
        Type.INT: {-1, 0, 255, 65535}, Type.FIXED: {-ONE, 0, ONE}, Type.BOOL: {0, 1}, Type.DOUBLE: set(),
        Type.WORD: set(),
    }  # fmt: skip
    for expr in (p for f in module.functions for s in walk(f.body) for e in expressions(s) for p in parts(e)):
        if isinstance(expr, Const) and expr.type in (Type.INT, Type.FIXED, Type.BOOL):
            steps[expr.type] |= {expr.value - 1, expr.value, expr.value + 1}
            steps[Type.FIXED].add(expr.value * ONE if expr.type is Type.INT else expr.value)
    return {kind: tuple(sorted(step for step in found)) for kind, found in steps.items()}


def variable_types(module: Module) -> dict[str, dict[str, Type]]:
    """The type of every variable, by function."""
    results = {function.name: function.results for function in module.functions}

    def of(function: Function) -> dict[str, Type]:
        kinds = dict(function.params)
        for statement in walk(function.body):
            match statement:
                case Let():
                    kinds[statement.name] = statement.value.type
                case For():
                    kinds[statement.name] = Type.INT
                case Call():
                    kinds.update(zip(statement.targets, results[statement.function], strict=True))
                case Perform():
                    kinds.update(zip(statement.targets, module.effects[statement.effect].results, strict=True))
        return kinds

    return {function.name: of(function) for function in module.functions}
