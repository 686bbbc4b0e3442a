"""`seed.pick(name, table)`: a named draw from a table, by weight, with entries that are possible at times only."""

from __future__ import annotations

import ast
from itertools import accumulate

from intaglio.frontend.builder import Builder, add
from intaglio.frontend.diagnostics import did_you_mean
from intaglio.frontend.operands import condition, entry_at, sequence_of, size_of
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.traits import json_text, open_trait, write_trait
from intaglio.frontend.types import SPRITE, STR, UNKNOWN, Scalar, Seq, TupleOf, article
from intaglio.frontend.weights import exact_decimal, lowest_terms
from intaglio.ir import nodes as ir
from intaglio.ir.span import Span
from intaglio.ir.types import INT_MAX, Type


def draw(b: Builder, seed: Value, name: str, args: tuple[ir.Expr, ...], node: ast.AST) -> tuple[ir.Expr, ...]:
    """Draw from a seed: the token's own generator, or the one in the array that a forking piece has for each."""
    return b.perform(f"{'fork' if seed.exprs else 'seed'}.{name}", (*seed.exprs, *args), node=node)


def pick(b: Builder, seed: Value, node: ast.Call, name: str, bound: dict[str, ast.expr]) -> Value:
    """Build the draw and write its trait."""
    value = sequence_of(b, bound["table"])
    if value.type is UNKNOWN:
        return UNKNOWN_VALUE
    if not isinstance(value.type, TupleOf | Seq):
        return b.error("I028", "`seed.pick` picks from a table", bound["table"], f"this is {article(value.type)}")
    index = _index(b, seed, node, value, bound)
    if index is None:
        return UNKNOWN_VALUE
    item = entry_at(b, value, index, node)
    keys = value.type.level.sequences[0].keys if isinstance(value.type, Seq) else None
    if keys is not None and isinstance(value.type, Seq):
        texts = tuple(json_text(k) for k in keys)
        lines = tuple(known.node.lineno for known in value.type.level.sequences[0].items)
        table = b.shared.named(ir.Table(f"{value.type.level.name}$keys", texts=texts, lines=lines))
        open_trait(b, name, '"', node)
        b.perform("emit.entry", (index,), node=node, text=table, stream="traits")
        b.perform("emit.text", node=node, text='"}', stream="traits")
    elif isinstance(item.type, Scalar):
        write_trait(b, name, item, node)
    elif item.type is not UNKNOWN:
        return b.error(
            "I039",
            "these entries have no name to show as a trait",
            bound["table"],
            help='make the table a dict: `{"Ember": (...), "Moss": (...)}`',
        )
    return item


def _index(b: Builder, seed: Value, node: ast.Call, value: Value, bound: dict[str, ast.expr]) -> ir.Expr | None:
    """The number of the entry that is drawn; None after an error."""
    size = size_of(b, value)
    weights: tuple[int, ...] | None = ()
    if "weights" in bound:
        if not isinstance(size, ir.Const):
            b.error("I040", "weights need a table of one length", bound["weights"])
            return None
        weights = constant_weights(b, bound["weights"], size.value)
    elif isinstance(value.type, Seq) and value.type.level.sequences[0].weights:
        weights = lowest_terms(list(value.type.level.sequences[0].weights))
    if weights is None:
        return None
    if "when" in bound:
        names = _names(value)
        conditions = _conditions(b, bound["when"], names)
        if conditions is None:
            return None
        index = _possible_index(b, seed, weights or (1,) * len(names), conditions, node)
    elif weights:
        index = weighted_index(b, seed, weights, node)
    else:
        (index,) = draw(b, seed, "below", (size,), node)
    return b.temp(index, b.span(node))


def _names(value: Value) -> tuple[str, ...]:
    """What the entries of a table are called; nothing where they have no names."""
    if not isinstance(value.type, Seq):
        return ()
    table = value.type.level.sequences[0]
    if table.keys is not None:
        return table.keys
    return tuple(str(item.value) for item in table.items) if value.type.level.element in (STR, SPRITE) else ()


def _conditions(b: Builder, node: ast.expr, names: tuple[str, ...]) -> dict[int, ir.Expr] | None:
    """`when`: the conditions of those entries that have one, by number; None after an error."""
    if not names:
        b.error("I061", "`when` is for a table whose entries have names", node, help="make the table a dict")
        return None
    if not isinstance(node, ast.Dict) or not node.keys:
        b.error("I061", "`when` names entries, each with its condition", node, help=_EXAMPLE)
        return None
    found: dict[int, ir.Expr] = {}
    good = True
    for key, condition_node in zip(node.keys, node.values, strict=True):
        text = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None
        if text in names and names.index(text) not in found:
            found[names.index(text)] = b.temp(condition(b, condition_node), b.span(condition_node))
            continue
        good, at = False, key or condition_node
        if text is None:
            b.error("I061", "an entry is named by constant text", at, help=_EXAMPLE)
        elif text in names:
            b.error("I061", f"{text!r} stands here twice", at, help="join the conditions with `and`")
        else:
            b.error("I061", f"no entry is called {text!r}", at, help=did_you_mean(text, names) or _listed(names))
    if good and len(found) == len(names):
        b.error("I061", "every entry has a condition", node, "where none holds there is nothing to pick",
                "leave one without: it is possible always")  # fmt: skip
        return None
    return found if good else None


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return f"the entries are {shown}{' …' if len(names) > _SHOWN else ''}"


_SHOWN = 8
_EXAMPLE = 'for example `seed.pick("Hat", HATS, when={"Crown": not helmet})`'


def _possible_index(
    b: Builder, seed: Value, weights: tuple[int, ...], conditions: dict[int, ir.Expr], node: ast.AST
) -> ir.Expr:
    """As `weighted_index`, an entry whose condition does not hold having the weight 0."""
    span = b.span(node)
    total: ir.Expr = ir.Const(Type.INT, 0)
    totals: list[ir.Expr] = []
    for at, weight in enumerate(weights):
        share: ir.Expr = ir.Const(Type.INT, weight)
        if at in conditions:
            share = ir.Op("select", (conditions[at], share, ir.Const(Type.INT, 0)), Type.INT, span=span)
        total = b.simple(share if at == 0 else _sum(total, share), span)
        totals.append(total)
    (drawn,) = draw(b, seed, "below", (total,), node)
    return _reached(drawn, totals[:-1], span)


def _sum(a: ir.Expr, b: ir.Expr) -> ir.Expr:
    return ir.Const(Type.INT, a.value + b.value) if isinstance(a, ir.Const) and isinstance(b, ir.Const) else add(a, b)


def _reached(drawn: ir.Expr, totals: list[ir.Expr], span: Span) -> ir.Expr:
    """How many of these totals a number has reached."""
    index: ir.Expr = ir.Const(Type.INT, 0)
    for total in totals:
        reached = ir.Op("ge", (drawn, total), Type.BOOL, span=span)
        one = ir.Op("whole", (reached,), Type.INT, span=span)
        index = one if isinstance(index, ir.Const) else add(index, one)
    return index


def constant_weights(b: Builder, node: ast.expr, count: int | None) -> tuple[int, ...] | None:
    """Weights as whole numbers in lowest terms; None after an error."""
    items = node.elts if isinstance(node, ast.Tuple) else None
    if isinstance(node, ast.Name):
        try:
            items = [k.node for k in evaluate(node, b.names).items]
        except (NotConstant, AssertionError):
            items = None
    found = [exact_decimal(n) for n in items] if items is not None else []
    if not found or any(w is None or w <= 0 for w in found):
        b.error(
            "I040",
            "weights are a tuple of constant numbers above zero",
            node,
            help="for example `weights=(3, 1)`",
        )
        return None
    if count is not None and len(found) != count:
        hint = "give each entry a weight, in the order of the table"
        b.error("I040", f"here are {len(found)} weights for {count} entries", node, help=hint)
        return None
    whole = lowest_terms([w for w in found if w is not None])
    if sum(whole) > INT_MAX:
        b.error("I040", "these weights are too far apart", node, f"in whole numbers they add up to {sum(whole):,}")
        return None
    return whole


def weighted_index(b: Builder, seed: Value, weights: tuple[int, ...], node: ast.AST) -> ir.Expr:
    """Draw a number of an entry by weight: how many running totals the draw has reached."""
    *totals, total = (ir.Const(Type.INT, reached) for reached in accumulate(weights))
    (drawn,) = draw(b, seed, "below", (total,), node)
    return _reached(drawn, list(totals), b.span(node))
