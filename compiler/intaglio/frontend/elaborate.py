"""From loaded files to an IR module: every reachable rule is built until no type changes any more."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from intaglio.characters import misleading
from intaglio.frontend.binding import annotate, annotation
from intaglio.frontend.builder import Builder
from intaglio.frontend.chain_size import chain_size
from intaglio.frontend.diagnostics import Diagnostic, Note
from intaglio.frontend.draws import SEED_WORDS
from intaglio.frontend.expressions import value_of
from intaglio.frontend.load import Loaded, uses_method
from intaglio.frontend.media import MEDIA, SIZES
from intaglio.frontend.picks import constant_weights
from intaglio.frontend.pixels import resolution_of, stated_resolution, what_shaders_do
from intaglio.frontend.reach import arrays_in_recursion, groups_in_clips
from intaglio.frontend.scope import NotConstant, Rule, Scope, evaluate
from intaglio.frontend.shared import Instance, RuleState, Shared
from intaglio.frontend.sprites import stored
from intaglio.frontend.statements import block
from intaglio.frontend.table_places import placed
from intaglio.frontend.traits import escape_of
from intaglio.frontend.types import (
    CANVAS,
    FORKED,
    INT,
    NOTHING,
    PATH,
    UNKNOWN,
    Static,
    article,
    layout,
)
from intaglio.ir import effects
from intaglio.ir import nodes as ir
from intaglio.ir.span import Span
from intaglio.ir.types import NUMBERS, Type

ROUNDS = 30  # types rise at most twice each; chains of calls make that a few rounds


@dataclass(frozen=True)
class ArtOptions:
    """The arguments of `@art`."""

    title: str = "Untitled"
    width: int = 1000
    height: int = 1000
    digits: int = 2
    resolution: ir.Resolution | None = None
    chain_size: ir.Resolution | None = None
    medium: str = "svg"


class Elaborator:
    """Builds the module of one piece."""

    def __init__(self, loaded: Loaded) -> None:
        assert loaded.entry is not None
        self.loaded = loaded
        self.entry = loaded.entry
        self.shared = Shared({scope.source: scope for scope in loaded.scopes.values()}, loaded.numbers)
        if any(uses_method(scope.source.tree, "fork") for scope in loaded.scopes.values()):
            self.shared.seed = FORKED
        self.variables: dict[str, Static] = {}

    def run(self) -> tuple[ir.Module, ArtOptions]:
        """The module; errors are in `shared.diagnostics`."""
        for _ in range(ROUNDS):
            self.shared.reset()
            options = self.art_options()
            self.shared.size, self.shared.medium = (options.width, options.height), options.medium
            functions = [self.main(), *self.rules()]
            if not self.shared.changed and not self.never_called_rightly():
                break
        functions += self.shared.shaders
        tables = dict(self.shared.tables)
        if self.shared.draws_sprites:
            held, drawing = stored(self.shared.sprites)
            tables |= held
            functions += drawing
        self.unknowns()
        what_shaders_do(self.shared, functions)
        arrays_in_recursion(self.shared, functions)
        groups_in_clips(self.shared, functions)
        for stream in ("svg", "traits"):
            escape = escape_of(self.shared, stream)
            if stream in self.shared.pool_streams:
                name = f"texts${stream}"
                tables[name] = ir.Table(name, texts=tuple(map(escape, self.shared.pool)))
            if stream in self.shared.sprite_streams:
                name = f"sprites${stream}"
                tables[name] = ir.Table(name, texts=tuple(escape(str(one)) for one in self.shared.sprites))
        module = ir.Module(
            options.title,
            options.width,
            options.height,
            options.digits,
            placed(tables.values(), self.loaded.piece, self.loaded.scopes.values()),
            tuple(functions),
            tuple(self.shared.params),
            resolution_of(options.resolution, options.width, options.height) if self.shared.shaders else None,
            self.loaded.numbers,
            options.medium,
            options.chain_size if self.shared.shaders else None,
        )
        return module, options

    # -- the @art function

    def art_options(self) -> ArtOptions:
        """Read `@art("Title", size=(w, h), digits=2)`."""
        scope, decorator = self.loaded.piece, self.entry.decorator_list[0]
        found: dict[str, object] = {}
        arguments: list[tuple[str, ast.expr]] = []
        if isinstance(decorator, ast.Call):
            arguments = [("title", a) for a in decorator.args[:1]]
            for extra in decorator.args[1:]:
                self.bad_art(scope, extra, "`@art` takes a title, then options by name")
            arguments += [(k.arg or "", k.value) for k in decorator.keywords]
        for name, node in arguments:
            try:
                known = evaluate(node, scope.names)
            except NotConstant as error:
                self.bad_art(scope, error.node, f"`{name}` of `@art` is a constant")
                continue
            value = known.value
            if name == "title" and isinstance(value, str) and value and not misleading(value):
                found["title"] = value
            elif name == "size" and isinstance(value, tuple) and len(value) == 2 and all(
                v.type == INT and 1 <= v.number <= 100_000 for v in value
            ):  # fmt: skip
                found["width"], found["height"] = value[0].number, value[1].number
            elif name == "resolution" and stated_resolution(known):
                found["resolution"] = stated_resolution(known)
            elif name == "chain_size" and (stated := stated_resolution(known)):
                found["chain_size"] = chain_size(self.shared, self.entry, stated, scope.span(node))
            elif name == "digits" and known.type == INT and 0 <= known.number <= 5:
                found["digits"] = known.number
            elif name == "media" and value in MEDIA:
                found["medium"] = value
            elif name == "numbers" and isinstance(node, ast.Constant) and value in NUMBERS:
                pass  # read before anything else: load.declared_numbers
            else:
                self.bad_art(scope, node, _ART_RULES.get(name, f"`@art` has no option `{name}`"))
        if "width" not in found:
            found["width"], found["height"] = SIZES[str(found.get("medium", "svg"))]
        return ArtOptions(**found)  # type: ignore[arg-type]

    def bad_art(self, scope: Scope, node: ast.AST, message: str) -> None:
        self.shared.report(
            Diagnostic(
                "I011",
                message,
                scope.span(node),
                help='for example `@art("Drift", size=(1000, 1000), digits=2)`',
            )
        )

    def main(self) -> ir.Function:
        scope, node = self.loaded.piece, self.entry
        b = Builder(self.shared, scope, self.variables, node, value_of)
        b.is_entry = True
        names = [a.arg for a in node.args.args]
        if len(names) != 2:
            self.shared.report(
                Diagnostic(
                    "I011",
                    "the @art function takes the seed and the canvas",
                    scope.span(node),
                    f"it has {len(names)} parameters",
                    help=f"write `def {node.name}(seed: Seed, canvas: Canvas):`",
                )
            )
        given = [annotation(b, a.annotation) if a.annotation is not None else None for a in node.args.args]
        order: tuple[Static, ...] = (self.shared.seed, CANVAS)
        if given == [*reversed(order)]:  # what follows is then meant so
            order = (CANVAS, self.shared.seed)
        for argument, static, stated in zip(node.args.args, order, given, strict=False):
            if stated not in (static, None) or (order[0] is CANVAS and static is CANVAS):
                write = f"write `def {node.name}(seed: Seed, canvas: Canvas):`"
                b.error("I011", "the @art function takes the seed first, then the canvas", argument, help=write)
            self.variables[argument.arg] = static
            b.know(argument.arg)
            if static is FORKED:
                self.root(b, argument)
        block(b, node.body)
        return ir.Function("main", (), (), tuple(b.out), span=scope.span(node))

    def root(self, b: Builder, argument: ast.arg) -> None:
        """The token's own seed as an array, where the piece forks it."""
        held, span = ir.Var(argument.arg, Type.INTS), b.span(argument)
        b.emit(ir.Perform("ints.new", (ir.Const(Type.INT, SEED_WORDS),), (held.name,), span=span))
        b.emit(ir.Perform("fork.root", (held,), span=span))

    # -- rules

    def rules(self) -> list[ir.Function]:
        """The functions of all rules, each for the sizes of arrays it is called with, in the order of first calls."""
        built: dict[Instance, list[ir.Function]] = {}
        while waiting := [i for s in self.shared.states.values() for i in s.instances.values() if i not in built]:
            built[waiting[0]] = self.rule(waiting[0])
        instances = [i for s in self.shared.states.values() for i in s.instances.values()]
        return [function for instance in instances for function in built[instance]]

    def never_called_rightly(self) -> bool:
        """Rules whose every call has a mistake are built too, for the mistakes in them; whether there are any."""
        waiting = [state for state in self.shared.states.values() if not state.instances]
        for state in waiting:
            self.shared.instance(state, (None,) * len(state.params))
        return bool(waiting)

    def rule(self, instance: Instance) -> list[ir.Function]:
        """The functions of a rule: one, or its alternatives and the one that chooses."""
        state, name = instance.state, instance.name
        annotate(Builder(self.shared, state.scope, {}, state.rule.node, value_of), state)
        if len(state.rule.nodes) == 1 and not state.rule.weights:
            return [self.alternative(instance, 0, name)]
        self.same_parameters(state)
        functions = [self.alternative(instance, i, f"{name}${i}") for i in range(len(state.rule.nodes))]
        return [self.chooser(instance), *functions]

    def alternative(self, instance: Instance, at: int, name: str) -> ir.Function:
        state = instance.state
        node = state.rule.nodes[at]
        b = Builder(self.shared, state.scope, instance.begin(at), node, value_of)
        b.state = state
        params: list[tuple[str, Type]] = []
        for argument, static in zip(node.args.args, instance.params(), strict=False):
            if b.raise_type(argument.arg, static, argument) is None:
                continue
            b.know(argument.arg)
            if static is PATH:
                b.in_path_rule = True
                b.open_paths.add(argument.arg)
            held = b.variables.get(argument.arg, UNKNOWN)
            if held == static:
                params += b.slots(argument.arg, static)
            else:  # the body makes a float of an int parameter: the parameter itself becomes float
                state.params[node.args.args.index(argument)] = held
                self.shared.changed = True
        block(b, node.body)
        instance.end(at)
        if b.assigned is not None:
            self.falls_off(state, b, node)
        results = layout(state.returns)
        return ir.Function(
            name, tuple(params), results, tuple(b.out), state.rule.source.library, state.scope.span(node)
        )

    def falls_off(self, state: RuleState, b: Builder, node: ast.FunctionDef) -> None:
        if state.returns is UNKNOWN:
            state.returns = NOTHING
            self.shared.changed = True
        elif state.returns is not NOTHING:
            last = node.body[-1]
            b.error(
                "I026",
                f"`{state.rule.name}` can end without returning {article(state.returns)}",
                last,
                help="end the rule with a `return`",
            )

    def same_parameters(self, state: RuleState) -> None:
        first = [a.arg for a in state.rule.node.args.args]
        for node in state.rule.nodes[1:]:
            if [a.arg for a in node.args.args] != first:
                header = state.scope.span(state.rule.node)
                self.shared.report(
                    Diagnostic(
                        "I045",
                        f"the alternatives of `{state.rule.name}` have different parameters",
                        state.scope.span(node),
                        notes=(Note("the first is here", header),),
                        help="alternatives are called alike, so they take the same",
                    )
                )

    def chooser(self, instance: Instance) -> ir.Function:
        """Draw a number and call the alternative whose share it falls in."""
        state, rule = instance.state, instance.state.rule
        b = Builder(self.shared, state.scope, {}, rule.node, value_of)
        seed = self.chooses_by(instance)
        weights = constant_weights(b, ast.Tuple(list(rule.weights), ast.Load(), **_place(rule.node)), None)
        params = tuple((f"p${i}", kind) for i, kind in enumerate(k for s in instance.params() for k in layout(s)))
        args = tuple(ir.Var(n, k) for n, k in params)
        results = layout(state.returns)
        total = sum(weights or (1,))
        body: tuple[ir.Statement, ...] = ()
        shares = weights or (1,) * len(rule.nodes)
        span = state.scope.span(rule.node)
        for at in reversed(range(len(rule.nodes))):
            targets = tuple(f"r${i}" for i in range(len(results)))
            values = tuple(ir.Var(n, k) for n, k in zip(targets, results, strict=True))
            arm: tuple[ir.Statement, ...] = (ir.Call(targets, f"{instance.name}${at}", args, span),)
            arm += (ir.Return(values, span),) if results else ()
            body = arm if at == len(rule.nodes) - 1 else (ir.If(_below(shares, at, span), arm, body, span),)
        effect = "fork.below" if seed else "seed.below"
        drawn = ir.Perform(effect, (*seed, ir.Const(Type.INT, total)), ("drawn",), span=span)
        return ir.Function(instance.name, params, results, (drawn, *body), rule.source.library, span)

    def chooses_by(self, instance: Instance) -> tuple[ir.Expr, ...]:
        """What an alternative is drawn from: in a piece that forks its seed, the first seed that the rule is given."""
        if self.shared.seed is not FORKED:
            return ()
        at, state = 0, instance.state
        for static in instance.params():
            if static is FORKED:
                return (ir.Var(f"p${at}", Type.INTS),)
            at += len(layout(static))
        self.shared.report(Diagnostic(
            "I054", f"the alternatives of `{state.rule.name}` are given no seed", state.scope.span(state.rule.node),
            "one of them is drawn at each call", help="this piece forks its seed: give the rule the one to draw from",
        ))  # fmt: skip
        return ()

    # -- afterwards

    def unknowns(self) -> None:
        """What has no type after the last round, if nothing else explains it."""
        if self.shared.diagnostics:
            return
        for state in self.shared.states.values():
            for argument, static in zip(state.rule.node.args.args, state.params, strict=True):
                if static is UNKNOWN:
                    self.shared.report(
                        Diagnostic(
                            "I027",
                            f"the type of `{argument.arg}` cannot be found",
                            state.scope.span(argument),
                            help=f"annotate it: `{argument.arg}: float`",
                        )
                    )
            if state.returns is UNKNOWN:
                self.shared.report(
                    Diagnostic(
                        "I027",
                        f"what `{state.rule.name}` returns cannot be found",
                        state.scope.span(state.rule.node),
                        "it never returns without calling itself",
                        help="annotate it: `-> float`",
                    )
                )

    def warnings(self) -> list[Diagnostic]:
        """What is not refused, and yet surely not meant: rules of the piece's own that nothing calls, and more."""
        found = list(self.shared.warnings.values())
        for scope in self.loaded.scopes.values():
            for name, meaning in scope.names.items():
                own = isinstance(meaning, Rule) and meaning.source is scope.source and not scope.source.library
                if (
                    own
                    and isinstance(meaning, Rule)
                    and meaning not in self.shared.states
                    and scope is self.loaded.piece
                ):
                    found.append(
                        Diagnostic(
                            "W101",
                            f"nothing calls `{name}`",
                            scope.span(meaning.node),
                            severity="warning",
                            help="remove it, or call it",
                        )
                    )
        return found


_ART_RULES = {
    "title": "the title of a piece is constant text on one line, read in one direction",
    "size": "`size` is two whole numbers from 1 to 100000",
    "resolution": f"`resolution` is two whole numbers from 1 to {effects.MOST_PIXELS}",
    "chain_size": "`chain_size` is two whole numbers: how many pixels the contract's image has, across and down",
    "digits": "`digits` is a whole number from 0 to 5",
    "numbers": '`numbers` is "fixed" or "double"',
    "media": '`media` is "svg" or "text"',
}


def _below(shares: tuple[int, ...], at: int, span: Span) -> ir.Expr:
    bound = ir.Const(Type.INT, sum(shares[: at + 1]))
    return ir.Op("lt", (ir.Var("drawn", Type.INT), bound), Type.BOOL, span=span)


def _place(node: ast.AST) -> dict[str, int]:
    names = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return {n: getattr(node, n) for n in names}
