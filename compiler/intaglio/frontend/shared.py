"""What the functions of one piece share while they are built, and the values they pass around."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from intaglio.frontend.diagnostics import Diagnostic
from intaglio.frontend.program import Source
from intaglio.frontend.scope import Rule, Scope
from intaglio.frontend.tables import Known, Level
from intaglio.frontend.types import (
    FLOATS,
    NOTHING,
    SEED,
    UNKNOWN,
    AnyArray,
    AnyTable,
    ArrayOf,
    Handle,
    Seq,
    Static,
    own,
)
from intaglio.ir import effects
from intaglio.ir import nodes as ir
from intaglio.ir.params import Param
from intaglio.ir.span import Span
from intaglio.ir.types import Type
from intaglio.pictures.sprite import Sprite


@dataclass(frozen=True)
class Value:
    """What an expression gives: its type, the IR scalars that hold it, and its text where that is constant."""

    type: Static
    exprs: tuple[ir.Expr, ...] = ()
    text: str | None = None
    parts: tuple[Value, ...] = ()  # of an f-string


NO_VALUE = Value(NOTHING)
UNKNOWN_VALUE = Value(UNKNOWN)
FORMATTED = Handle("f-string")


# For each parameter the array that it is given, or the table where it takes any; None where it is given neither.
Given = tuple[ArrayOf | Seq | None, ...]


@dataclass(eq=False)
class Instance:
    """A rule for arrays of certain sizes, which is one function of the IR: `len(array)` is a constant in it."""

    state: RuleState
    given: Given
    name: str  # in the IR
    variables: list[dict[str, Static]]  # one for each alternative

    def params(self) -> list[Static]:
        """The types of the parameters, with the sizes of their arrays; unknown where a call gives no array."""
        pairs = zip(self.state.params, self.given, strict=True)
        return [(of or UNKNOWN) if isinstance(static, AnyArray | AnyTable) else static for static, of in pairs]

    def begin(self, at: int) -> dict[str, Static]:
        """The variables of an alternative: the types of arrays and tables are its own, others are of all instances."""
        self.variables[at].update(self.state.variables[at])
        return self.variables[at]

    def end(self, at: int) -> None:
        """Tell the other instances what types have risen to."""
        known = {name: static for name, static in self.variables[at].items() if not own(static)}
        self.state.variables[at].update(known)


@dataclass(eq=False)
class RuleState:
    """What is known so far of a rule: the types of its parameters and of what it returns.

    All its instances share these, so that a line converts ints to floats in all of them or in none.
    """

    rule: Rule
    scope: Scope
    name: str  # of its first instance
    params: list[Static] = field(default_factory=list)
    origins: list[Span | None] = field(default_factory=list)
    returns: Static = UNKNOWN
    annotated: list[bool] = field(default_factory=list)
    return_annotated: bool = False
    draws: bool = False
    variables: list[dict[str, Static]] = field(default_factory=list)  # one for each alternative, without arrays
    instances: dict[Given, Instance] = field(default_factory=dict)


class Shared:
    """What all functions of one piece share: messages, tables, the pool of texts, the rules found so far."""

    def __init__(self, scopes: dict[Source, Scope], numbers: str = "fixed") -> None:
        self.scopes = scopes
        self.numbers = numbers
        self.floats = FLOATS[numbers]
        self.effects = effects.EFFECTS_BY_NUMBERS[numbers]
        self.diagnostics: dict[tuple[str, Span], Diagnostic] = {}
        self.changed = False
        self.states: dict[Rule, RuleState] = {}
        self.size = (0, 0)  # of the picture
        self.medium = "svg"  # or "text"
        self.refused = False  # whether something was reported before anything was built
        self.seed: Static = SEED  # FORKED in a piece that forks it
        self.levels: dict[int, Level] = {}  # by the id of the expression that a table is
        self.shader_variables: dict[str, Static] = {}  # of the function under `@canvas.pixels`
        self.reset()

    def reset(self) -> None:
        """Forget the last round's output, keep its types."""
        self.diagnostics.clear()
        self.warnings: dict[Span, Diagnostic] = {}
        self.changed = False
        self.to_float: set[int] = set()
        self.forks: set[Span] = set()  # where an array is made that holds a seed
        self.params: list[Param] = []
        self.shaders: list[ir.Function] = []  # the function under `@canvas.pixels`, once it is built
        self.tables: dict[str, ir.Table] = {}
        self.pool: dict[str, int] = {}
        self.pool_streams: set[str] = set()
        self.sprites: dict[Sprite, int] = {}
        self.sprite_streams: set[str] = set()  # where names of sprites are written
        self.draws_sprites = False

    def state(self, rule: Rule) -> RuleState:
        """What is known of a rule; from its first call on it is built too."""
        if rule not in self.states:
            name = self.unused_name(rule)
            count = len(rule.node.args.args)
            self.states[rule] = RuleState(
                rule, self.scopes[rule.source], name, [UNKNOWN] * count, [None] * count, annotated=[False] * count,
                variables=[{} for _ in rule.nodes],
            )  # fmt: skip
            self.changed = True
        return self.states[rule]

    def unused_name(self, rule: Rule) -> str:
        """A name for a function of the IR; alternatives add their number to it."""
        taken = {"main", *(s.name for s in self.states.values())}
        taken |= {i.name for s in self.states.values() for i in s.instances.values()}
        taken |= {f"{s.name}${at}" for s in self.states.values() for at in range(len(s.rule.nodes))}
        name, n = rule.name, max(2, len(rule.nodes))
        while name in taken:
            name, n = f"{rule.name}${n}", n + 1
        return name

    def instance(self, state: RuleState, given: Given) -> Instance:
        """A rule for arrays of these sizes; from its first call on it is built."""
        if given not in state.instances:
            name = self.unused_name(state.rule) if state.instances else state.name
            state.instances[given] = Instance(state, given, name, [{} for _ in state.rule.nodes])
            self.changed = True
        return state.instances[given]

    def library(self, stem: str, name: str) -> Rule:
        """A rule of a library file that is loaded."""
        scope = next(scope for source, scope in self.scopes.items() if source.library and source.path.stem == stem)
        rule = scope.names[name]
        assert isinstance(rule, Rule)
        return rule

    def level(self, known: Known, span: Span) -> Level:
        """The table that stands where it is used; the same each time. Raises `IrregularTable`."""
        if id(known.node) not in self.levels:
            self.levels[id(known.node)] = Level.build(f"at${span.line}${span.column}", (known,))
        return self.levels[id(known.node)]

    def warn(self, diagnostic: Diagnostic) -> None:
        self.warnings[diagnostic.span] = diagnostic

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.setdefault((diagnostic.code, diagnostic.span), diagnostic)

    def pooled(self, text: str) -> int:
        """The number of a text that is chosen at run time."""
        return self.pool.setdefault(text, len(self.pool))

    def drawn(self, sprite: Sprite) -> int:
        """The number of a sprite."""
        return self.sprites.setdefault(sprite, len(self.sprites))

    def table(self, name: str, kind: Type, values: tuple[int, ...], lines: tuple[int, ...] = ()) -> str:
        return self.named(ir.Table(name, kind, values, lines=lines))

    def named(self, table: ir.Table) -> str:
        """The name of a table in the module: its own, or one like it where another file's table has that."""
        name, n = table.name, 2
        while self.tables.setdefault(name, replace(table, name=name)) != replace(table, name=name):
            name, n = f"{table.name}${n}", n + 1
        return name
