"""What the functions of one piece share while they are built, and the values they pass around."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from intaglio.frontend.diagnostics import Diagnostic
from intaglio.frontend.program import Source
from intaglio.frontend.scope import Rule, Scope
from intaglio.frontend.types import NOTHING, SEED, UNKNOWN, Handle, Static
from intaglio.ir import nodes as ir
from intaglio.ir.params import Param
from intaglio.ir.span import Span
from intaglio.ir.types import Type


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


@dataclass(eq=False)
class RuleState:
    """What is known so far of a rule: the types of its parameters and of what it returns."""

    rule: Rule
    scope: Scope
    name: str  # in the IR
    params: list[Static] = field(default_factory=list)
    origins: list[Span | None] = field(default_factory=list)
    returns: Static = UNKNOWN
    annotated: list[bool] = field(default_factory=list)
    return_annotated: bool = False
    draws: bool = False
    variables: list[dict[str, Static]] = field(default_factory=list)  # one for each alternative


class Shared:
    """What all functions of one piece share: messages, tables, the pool of texts, the rules found so far."""

    def __init__(self, scopes: dict[Source, Scope]) -> None:
        self.scopes = scopes
        self.diagnostics: dict[tuple[str, Span], Diagnostic] = {}
        self.changed = False
        self.states: dict[Rule, RuleState] = {}
        self.size = (0, 0)  # of the picture
        self.seed: Static = SEED  # FORKED in a piece that forks it
        self.reset()

    def reset(self) -> None:
        """Forget the last round's output, keep its types."""
        self.diagnostics.clear()
        self.changed = False
        self.to_float: set[int] = set()
        self.forks: set[Span] = set()  # where an array is made that holds a seed
        self.params: list[Param] = []
        self.tables: dict[str, ir.Table] = {}
        self.pool: dict[str, int] = {}
        self.pool_streams: set[str] = set()

    def state(self, rule: Rule) -> RuleState:
        """What is known of a rule; from its first call on it is built too."""
        if rule not in self.states:
            taken = {"main", *(s.name for s in self.states.values())}
            name, n = rule.name, 2
            while name in taken:
                name, n = f"{rule.name}${n}", n + 1
            count = len(rule.node.args.args)
            self.states[rule] = RuleState(
                rule, self.scopes[rule.source], name, [UNKNOWN] * count, [None] * count, annotated=[False] * count,
                variables=[{} for _ in rule.nodes],
            )  # fmt: skip
            self.changed = True
        return self.states[rule]

    def library(self, stem: str, name: str) -> Rule:
        """A rule of a library file that is loaded."""
        scope = next(scope for source, scope in self.scopes.items() if source.library and source.path.stem == stem)
        rule = scope.names[name]
        assert isinstance(rule, Rule)
        return rule

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.setdefault((diagnostic.code, diagnostic.span), diagnostic)

    def pooled(self, text: str) -> int:
        """The number of a text that is chosen at run time."""
        return self.pool.setdefault(text, len(self.pool))

    def table(self, name: str, kind: Type, values: tuple[int, ...]) -> str:
        return self.named(ir.Table(name, kind, values))

    def named(self, table: ir.Table) -> str:
        """The name of a table in the module: its own, or one like it where another file's table has that."""
        name, n = table.name, 2
        while self.tables.setdefault(name, replace(table, name=name)) != replace(table, name=name):
            name, n = f"{table.name}${n}", n + 1
        return name
