"""What must hold of a module between any two passes. A failure is a fault of the compiler, never of the artist."""

from __future__ import annotations

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
    Continue,
    Element,
    Entry,
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
    Var,
    While,
    expressions,
    walk,
)
from intaglio.ir.ops import OPS, result_type
from intaglio.ir.params import WORD_BITS, total_bits
from intaglio.ir.text import print_expr
from intaglio.ir.types import INT_MAX, INT_MIN, Type
from intaglio.ir.words import MASK


class CheckError(Exception):
    """The module is malformed; the message says where and how."""


def check(module: Module, *, primitive: bool = False) -> Module:
    """Return the module unchanged, or raise `CheckError`. `primitive`: only primitive effects may be left."""
    if len({param.name for param in module.params}) != len(module.params) or total_bits(module.params) > WORD_BITS:
        raise CheckError("two params share a name, or they do not fit into a word")
    names = [f.name for f in module.functions] + [t.name for t in module.tables]
    if len(set(names)) != len(names):
        raise CheckError(f"two functions or tables share a name: {sorted(names)}")
    if not any(f.name == "main" and not f.params and not f.results for f in module.functions):
        raise CheckError("no function `main` without parameters and results")
    for function in module.functions:
        _FunctionCheck(module, function, primitive).run()
    return module


class _FunctionCheck:
    """Types every variable, then follows the paths to see that each is assigned before it is read."""

    def __init__(self, module: Module, function: Function, primitive: bool) -> None:
        self.function = function
        self.primitive = primitive
        self.functions = {f.name: f for f in module.functions}
        self.tables = {t.name: t for t in module.tables}
        self.params = module.params
        self.resolution = module.resolution
        self.effects, self.numbers = module.effects, module.numbers
        self.types: dict[str, Type] = {}
        self.counters: set[str] = set()
        self.breaks: list[list[set[str]]] = []  # per loop around: what is assigned at each `break` of it

    def fail(self, why: str) -> CheckError:
        return CheckError(f"in function {self.function.name}: {why}")

    def run(self) -> None:
        for name, kind in self.function.params:
            self.declare(name, kind)
        for statement in walk(self.function.body):
            match statement:
                case Let():
                    self.declare(statement.name, statement.value.type)
                case For():
                    self.declare(statement.name, Type.INT)
                case Call() | Perform():
                    results = self.results(statement)
                    if len(results) != len(statement.targets):
                        raise self.fail(f"{len(statement.targets)} targets for {len(results)} results")
                    for name, kind in zip(statement.targets, results, strict=True):
                        self.declare(name, kind)
        ends = self.block(self.function.body, {name for name, _ in self.function.params}, in_loop=False)
        if self.function.results and ends is not None:
            raise self.fail("it can end without returning its results")

    def declare(self, name: str, kind: Type) -> None:
        if self.types.setdefault(name, kind) is not kind:
            raise self.fail(f"variable {name} is both {self.types[name]} and {kind}")

    def results(self, statement: Call | Perform) -> tuple[Type, ...]:
        if isinstance(statement, Call):
            if statement.function not in self.functions:
                raise self.fail(f"call of the unknown function {statement.function}")
            callee = self.functions[statement.function]
            self.operands(statement.args, tuple(kind for _, kind in callee.params), statement.function)
            return callee.results
        self.effect(statement)
        return self.effects[statement.effect].results

    def operands(self, args: tuple[Expr, ...], kinds: tuple[Type, ...], what: str) -> None:
        if tuple(a.type for a in args) != kinds:
            got = ", ".join(str(a.type) for a in args)
            raise self.fail(f"{what} takes ({', '.join(map(str, kinds))}), got ({got})")

    def effect(self, statement: Perform | Element) -> None:
        row = self.effects.get(statement.effect)
        if row is None or (self.primitive and not row.primitive):
            raise self.fail(f"effect {statement.effect} is not allowed here")
        options = dict(row.options)
        if any(name not in options for name in statement.options):
            raise self.fail(f"{statement.effect} has no such option: {statement.options}")
        kinds = row.params + tuple(options[name] for name in statement.options)
        self.operands(statement.args, kinds, statement.effect)
        if isinstance(statement, Perform):
            if statement.effect.startswith("param.") and not self.is_param(statement):
                raise self.fail(f"{statement.effect} of what is no such param")
            if statement.effect.startswith("raster.") and (self.function.name != "main" or not self.resolution):
                raise self.fail(f"{statement.effect} of no raster")
            if statement.effect.startswith("emit.") and statement.stream not in ("svg", "traits"):
                raise self.fail(f"{statement.effect} without a stream")
            if statement.effect == "emit.entry":
                table = self.tables.get(statement.text)
                if table is None or table.type is not None:
                    raise self.fail(f"emit.entry of {statement.text}, which is no table of texts")

    def is_param(self, statement: Perform) -> bool:
        """Whether there is a param of the type and number that a statement asks for."""
        (number,) = statement.args
        if not isinstance(number, Const) or not 0 <= number.value < len(self.params):
            return False
        held = "int" if self.params[number.value].type is Type.INT else self.numbers
        return statement.effect == f"param.{held}"

    # -- definite assignment; a block returns what is assigned at its end, None where it never gets there

    def block(self, body: Body, known: set[str], in_loop: bool) -> set[str] | None:
        state: set[str] | None = set(known)
        for statement in body:
            if state is None:
                raise self.fail("a statement follows break, continue or return in its block")
            state = self.step(statement, state, in_loop)
        return state

    def step(self, statement: Statement, known: set[str], in_loop: bool) -> set[str] | None:
        for expr in expressions(statement):
            self.expr(expr, known)
        match statement:
            case Let():
                self.writable(statement.name)
                return known | {statement.name}
            case Call() | Perform():
                for name in statement.targets:
                    self.writable(name)
                return known | set(statement.targets)
            case If():
                self.boolean(statement.condition)
                then = self.block(statement.then, known, in_loop)
                orelse = self.block(statement.orelse, known, in_loop)
                if then is None or orelse is None:
                    return then if orelse is None else orelse
                return then & orelse
            case For():
                self.operands((statement.start, statement.stop), (Type.INT, Type.INT), "for")
                if statement.step == 0 or statement.name in self.counters:
                    raise self.fail(f"loop over {statement.name} has step 0 or is inside a loop over it")
                self.counters.add(statement.name)
                self.loop(statement.body, known | {statement.name})
                self.counters.discard(statement.name)
                return known - {statement.name}
            case While():
                self.boolean(statement.condition)
                breaks = self.loop(statement.body, known)
                endless = isinstance(statement.condition, Const) and statement.condition.value
                if not endless:
                    return known
                return set.intersection(*breaks) if breaks else None
            case Element():
                self.effect(statement)
                return self.block(statement.body, known, in_loop)
            case Break() | Continue():
                if not in_loop:
                    raise self.fail("break or continue outside a loop")
                if isinstance(statement, Break):
                    self.breaks[-1].append(known)
                return None
            case Return():
                self.operands(statement.values, self.function.results, "return")
                return None

    def loop(self, body: Body, known: set[str]) -> list[set[str]]:
        """Check a loop's body; the states at its breaks."""
        self.breaks.append([])
        self.block(body, known, True)
        return self.breaks.pop()

    def writable(self, name: str) -> None:
        if name in self.counters:
            raise self.fail(f"loop variable {name} is assigned inside its loop")

    def boolean(self, condition: Expr) -> None:
        if condition.type is not Type.BOOL:
            raise self.fail(f"condition {print_expr(condition)} is {condition.type}, not bool")

    def expr(self, expr: Expr, known: set[str]) -> None:
        match expr:
            case Const():
                if expr.type is Type.INT and not INT_MIN <= expr.value <= INT_MAX:
                    raise self.fail(f"{expr.value} is no 32-bit int")
                if expr.type is Type.WORD and not 0 <= expr.value <= MASK:
                    raise self.fail(f"{expr.value} is no word")
            case Var():
                if self.types.get(expr.name) is not expr.type:
                    raise self.fail(f"variable {expr.name} read as {expr.type} is {self.types.get(expr.name)}")
                if expr.name not in known:
                    raise self.fail(f"variable {expr.name} is read before it is assigned")
            case Entry():
                self.expr(expr.index, known)
                table = self.tables.get(expr.table)
                if table is None or table.type is not expr.type or expr.index.type is not Type.INT:
                    raise self.fail(f"bad table entry {print_expr(expr)}")
            case Op():
                for arg in expr.args:
                    self.expr(arg, known)
                if result_type(expr.name, tuple(a.type for a in expr.args)) is not expr.type:
                    raise self.fail(f"ill-typed {print_expr(expr)}")
                if expr.hint not in ("", OPS[expr.name].hint):
                    raise self.fail(f"{expr.name} cannot be hinted {expr.hint}")
