"""Methods of the seed: draws, named draws, shuffles and forks.

Where a piece forks its seed, every seed is an array that holds a generator's state, and each draw names the one it
draws from: `fork.below` in the place of `seed.below`.
"""

from __future__ import annotations

import ast

from intaglio.characters import misleading
from intaglio.frontend.arrays import entry_of, set_entry
from intaglio.frontend.builder import Builder, add
from intaglio.frontend.diagnostics import did_you_mean
from intaglio.frontend.operands import entry_at, number_of, sequence_of, size_of
from intaglio.frontend.other_words import METHODS, OPTIONS
from intaglio.frontend.params import declared
from intaglio.frontend.picks import draw, pick
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import FORMATTED, NO_VALUE, UNKNOWN_VALUE, Value
from intaglio.frontend.traits import write_trait
from intaglio.frontend.types import (
    BOOL,
    FLOAT,
    FORKED,
    INT,
    UNKNOWN,
    WORD,
    ArrayOf,
    Scalar,
    Seq,
    TupleOf,
    article,
)
from intaglio.ir import nodes as ir
from intaglio.ir.interpret import label_words
from intaglio.ir.types import INT_MAX, Type

# positional names, then those with a default, in order
SEED_METHODS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "random": ((), ()),
    "uniform": (("lo", "hi"), ()),
    "below": (("n",), ()),
    "chance": (("p",), ()),
    "choice": (("table",), ()),
    "pick": (("name", "table"), ("weights", "when")),
    "integer": (("name", "lo", "hi"), ()),
    "real": (("name", "lo", "hi"), ()),
    "flag": (("name",), ("chance",)),
    "trait": (("name", "value"), ()),
    "param": (("name", "lo", "hi", "default"), ()),
    "gauss": (("mu", "sigma"), ()),
    "shuffle": (("array",), ()),
    "fork": (("label",), ("index",)),
    "word": ((), ()),
}
SEED_WORDS = 8  # ints that hold a seed's state: the generator's four, and the four it started from


def no_method(b: Builder, what: str, func: ast.Attribute, known: tuple[str, ...]) -> Value:
    listed = f"it has {', '.join(f'`{name}`' for name in known)}"
    meant = METHODS.get(func.attr) or did_you_mean(func.attr, known) or listed
    return b.error("I036", f"{what} has no method `{func.attr}`", func, help=meant)


def signature(needed: tuple[str, ...]) -> str:
    """What a call takes in order, for a help."""
    return f"it takes {', '.join(f'`{name}`' for name in needed)}" + (" in this order" if len(needed) > 1 else "")


def _listed(needed: tuple[str, ...], optional: tuple[str, ...]) -> str:
    options = ", ".join(f"`{name}`" for name in optional)
    if needed and options:
        return f"{signature(needed)}, then by name {options}"
    return f"its options are {options}" if options else signature(needed) if needed else "it takes nothing"


def arguments(
    b: Builder, node: ast.Call, needed: tuple[str, ...], optional: tuple[str, ...], what: str
) -> dict[str, ast.expr] | None:
    """Bind arguments to names; None after an error."""
    names = (*needed, *optional)
    if any(isinstance(given, ast.Starred) for given in node.args):
        return None  # refused in syntax.accept
    if len(node.args) > len(names):
        some = f"{len(names) or 'no'} argument{'s' * (len(names) != 1)}"
        b.error("I024", f"{what} takes {some}, here are {len(node.args)}", node, help=_listed(needed, optional))
        return None
    bound = dict(zip(names, node.args, strict=False))
    for keyword in node.keywords:
        name = keyword.arg or ""
        if name not in names:
            meant = did_you_mean(OPTIONS.get(name, name), names)
            if (what, name) == ("`seed.choice`", "weights"):
                meant = '`seed.pick("Name", table, weights=(3, 1))` draws by weight, as a trait'
            b.error("I037", f"{what} has no option `{name}`", keyword, help=meant or _listed(needed, optional))
            return None
        if name in bound:
            b.error("I024", f"`{name}` is given twice", keyword, help=_listed(needed, optional))
            return None
        bound[name] = keyword.value
    missing = [n for n in needed if n not in bound]
    if missing:
        b.error("I024", f"{what} also needs `{'`, `'.join(missing)}`", node, help=_listed(needed, optional))
        return None
    order = {id(k): i for i, k in enumerate((*node.args, *(k.value for k in node.keywords)))}
    return dict(sorted(bound.items(), key=lambda item: order[id(item[1])]))


# ---- the seed -------------------------------------------------------------------------------------


def seed_method(b: Builder, node: ast.Call, func: ast.Attribute, seed: Value) -> Value:
    """Build `seed.…()`."""
    name = func.attr
    if name not in SEED_METHODS:
        return no_method(b, "the seed", func, tuple(SEED_METHODS))
    bound = arguments(b, node, *SEED_METHODS[name], f"`seed.{name}`")
    if bound is None:
        return UNKNOWN_VALUE
    if "name" in bound:
        return _named_draw(b, seed, node, name, bound)
    if name == "word":
        return Value(WORD, b.perform("token", node=node))
    if name == "choice":
        return _choose(b, seed, bound["table"], node)
    if name == "shuffle":
        return _shuffle(b, seed, bound["array"], node)
    if name == "fork":
        return _fork(b, seed, bound, node)
    values = [number_of(b, a, f"`{n}`") for n, a in bound.items()]
    if any(v.type is UNKNOWN for v in values):
        return UNKNOWN_VALUE
    if name == "below":
        if values[0].type != INT:
            return b.error("I025", "`n` is an int", bound["n"], "this is a float")
        return Value(INT, draw(b, seed, "below", (values[0].exprs[0],), node))
    held = tuple(b.coerce(v, FLOAT, a).exprs[0] for v, a in zip(values, bound.values(), strict=True))
    result = draw(b, seed, name, _by_name(bound, SEED_METHODS[name][0], held), node)
    return Value(BOOL if name == "chance" else b.floats, result)


def _by_name(bound: dict[str, ast.expr], names: tuple[str, ...], held: tuple[ir.Expr, ...]) -> tuple[ir.Expr, ...]:
    """Values in the order of `names` instead of the order they were written in."""
    at = dict(zip(bound, held, strict=True))
    return tuple(at[n] for n in names if n in at)


def _choose(b: Builder, seed: Value, table: ast.expr, node: ast.Call) -> Value:
    value = sequence_of(b, table)
    if value.type is UNKNOWN:
        return UNKNOWN_VALUE
    if not isinstance(value.type, TupleOf | Seq):
        return b.error("I028", "`seed.choice` chooses from a table", table, f"this is {article(value.type)}")
    (index,) = draw(b, seed, "below", (size_of(b, value),), node)
    return entry_at(b, value, index, node)


def _shuffle(b: Builder, seed: Value, array: ast.expr, node: ast.Call) -> Value:
    """From the last entry down, each changes places with one of those up to itself (Fisher and Yates)."""
    value = b.value(array)
    if value.type is UNKNOWN:
        return UNKNOWN_VALUE
    if not isinstance(value.type, ArrayOf) or len(value.type.shape) != 1:
        hint = "a table never changes; `seed.choice` draws one of its entries" if isinstance(value.type, Seq) else ""
        return b.error("I030", "`seed.shuffle` shuffles an array", array, f"this is {article(value.type)}", hint)
    length, span = value.type.shape[0], b.span(node)
    last = ir.Var(b.fresh(), Type.INT, span)
    with b.collect() as body:
        (drawn,) = draw(b, seed, "below", (add(last, ir.Const(Type.INT, 1)),), node)
        upper, lower = entry_of(b, value, last, node), entry_of(b, value, drawn, node)
        set_entry(b, value, last, lower.exprs[0], node)
        set_entry(b, value, drawn, upper.exprs[0], node)
    b.emit(ir.For(last.name, ir.Const(Type.INT, length - 1), ir.Const(Type.INT, 0), -1, tuple(body), span))
    return NO_VALUE


def _fork(b: Builder, seed: Value, bound: dict[str, ast.expr], node: ast.Call) -> Value:
    """A seed of its own: what is drawn from one has no effect on the other."""
    label = constant_text(b, bound["label"])
    if label is None:
        return b.error("I039", "the label of a fork is constant text", bound["label"],
                       help='for example `seed.fork("leaf", i)`')  # fmt: skip
    index = Value(INT, (ir.Const(Type.INT, 0),))
    if "index" in bound:
        index = b.value(bound["index"])
        if index.type is UNKNOWN:
            return UNKNOWN_VALUE
        if index.type != INT:
            return b.error("I025", "the index of a fork is an int", bound["index"], f"this is {article(index.type)}")
    (child,) = b.perform("ints.new", (ir.Const(Type.INT, SEED_WORDS),), node=node)
    b.shared.forks.add(b.span(node))
    words = tuple(ir.Const(Type.INT, word) for word in label_words(label))
    b.perform("fork.make", (child, *seed.exprs, *words, *index.exprs), node=node)
    return Value(FORKED, (child,))


def _named_draw(
    b: Builder, seed: Value, node: ast.Call, method_name: str, bound: dict[str, ast.expr]
) -> Value:
    name = _trait_name(b, bound.pop("name"))
    if name is None:
        return UNKNOWN_VALUE
    if not b.is_entry or b.loops:
        where = "a loop" if b.is_entry else "a rule"
        what = "a param is read" if method_name == "param" else "a trait is drawn"
        return b.error("I038", f"{what} in {where}", node, "it could happen several times",
                       help="do it in the @art function before the loop, and pass the value on")  # fmt: skip
    if name in b.traits:
        return b.error("I039", f"the trait {name!r} is drawn twice", node, help="give each trait its own name")
    b.traits.add(name)
    if method_name == "pick":
        return pick(b, seed, node, name, bound)
    if method_name == "param":
        chosen = declared(b, node, name, bound)
        if chosen.type is not UNKNOWN:
            write_trait(b, name, chosen, node)
        return chosen
    if method_name == "trait":
        value = b.value(bound["value"])
        if not isinstance(value.type, Scalar) and value.type is not FORMATTED:
            if value.type is not UNKNOWN:
                b.error(
                    "I025",
                    "a trait is a number, a bool, a color or text",
                    bound["value"],
                    f"this is {article(value.type)}",
                )
            return UNKNOWN_VALUE
    else:
        drawn = _draw_trait(b, seed, node, method_name, bound)
        if drawn is None:
            return UNKNOWN_VALUE
        value = drawn
    write_trait(b, name, value, node)
    return NO_VALUE if method_name == "trait" else value


def constant_text(b: Builder, node: ast.expr) -> str | None:
    """The text that an expression is, where it is known when compiling and not empty."""
    try:
        known = evaluate(node, b.names)
    except NotConstant:
        return None
    return known.value if isinstance(known.value, str) and known.value else None


def _trait_name(b: Builder, node: ast.expr) -> str | None:
    name = constant_text(b, node)
    if name is None:
        b.error("I039", "the name of a trait is constant text", node)
    elif misleading(name):
        b.error("I039", f"the name of a trait cannot hold the character {misleading(name)}", node,
                help="a name stands on one line among others: leave it out")  # fmt: skip
        return None
    return name


def _draw_trait(
    b: Builder, seed: Value, node: ast.Call, method_name: str, bound: dict[str, ast.expr]
) -> Value | None:
    """The value of `integer`, `real` or `flag`."""
    values = {n: number_of(b, a, f"`{n}`") for n, a in bound.items()}
    if any(v.type is UNKNOWN for v in values.values()):
        return None
    if method_name == "integer":
        for n, v in values.items():
            if v.type != INT:
                b.error("I025", f"`{n}` is an int", bound[n], "this is a float", "`seed.real` draws a float")
                return None
        lo, hi = (b.simple(values[n].exprs[0], b.span(node)) for n in ("lo", "hi"))
        if isinstance(lo, ir.Const) and isinstance(hi, ir.Const) and not 0 <= hi.value - lo.value < INT_MAX:
            b.error(
                "I025",
                f"there is no int from {lo.value} to {hi.value}",
                node,
                help="the lower bound comes first",
            )
            return None
        span = b.span(node)
        count = add(ir.Op("sub", (hi, lo), Type.INT, span=span), ir.Const(Type.INT, 1))
        (drawn,) = draw(b, seed, "below", (count,), node)
        return Value(INT, (b.temp(add(lo, drawn), span),))
    held = {n: b.coerce(v, FLOAT, bound[n]).exprs[0] for n, v in values.items()}
    if method_name == "real":
        return Value(b.floats, draw(b, seed, "uniform", (held["lo"], held["hi"]), node))
    chance = held.get("chance", b.number(0.5))
    return Value(BOOL, draw(b, seed, "chance", (chance,), node))
