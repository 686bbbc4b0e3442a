"""Expressions: IR to Yul, one row an operation.

An `int` is sign-extended to 256 bits, a `fixed` is its scaled integer, a `word` itself, a `bool` is 0 or 1, a `double`
a word of `double_words`, whose operations are rows of `double_expressions`.

`value` gives an expression that is exactly that; `bits` one whose low 32 bits are right (see `demand`). All
expressions are total in the EVM, so an arm of `select`, `both` and `either` may be evaluated for nothing: that is done
where it is cheaper than to branch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from intaglio.backends.evm import double_expressions, exact_doubles
from intaglio.backends.evm.demand import BITWISE, LOW_ONLY, MODULAR, exact
from intaglio.backends.evm.tables import Bounds, NumberTables, highest
from intaglio.backends.evm.words import PLAIN as PLAIN_WORDS
from intaglio.backends.evm.words import word_product, word_shift
from intaglio.ir.nodes import Const, Entry, Expr, Op, Var
from intaglio.ir.ops import LAZY
from intaglio.ir.types import FRACTION_BITS, Type

_BRANCH_GAS = 36  # what a branch around an assignment costs, both ways on average
_CHOOSE_GAS = 20  # what choosing between two values without a branch costs
_COMMON_GAS = {False: 6, True: 60}  # of an operation that the tables leave out, by whether it is one of doubles
_DEEPEST = 5  # in a function whose variables solc cannot move to memory, or did not
_GAS = {"mul": 11, "scale": 8, "div": 60, "floordiv": 50, "mod": 45, "sqrt": 300, "min": 20, "max": 20, "abs": 18,
        "keccak": 60}  # fmt: skip


class Scope(Protocol):
    """What an expression needs of the function around it."""

    bounds: Bounds
    loose: frozenset[str]
    tight: bool

    def read(self, name: str) -> str:
        """The Yul expression of a variable."""

    def keep(self, value: str) -> str:
        """Assign a value to a fresh variable, and return the variable's expression."""

    def change(self, kept: str, value: str) -> None:
        """Assign again what `keep` returned."""

    def line(self, text: str) -> None:
        """Write one line; a line ending in `{` opens a block, `}` closes it."""


def literal(value: int) -> str:
    """A constant; Yul has no negative literals, and solc folds the subtraction."""
    return str(value) if value >= 0 else f"sub(0, {-value})"


def gas(expr: Expr) -> int:
    """About what an expression costs, to choose between evaluating and branching."""
    match expr:
        case Op():
            costs = double_expressions.DOUBLE_GAS if of_doubles(expr) else _GAS
            return costs.get(expr.name, _COMMON_GAS[of_doubles(expr)]) + sum(map(gas, expr.args))
        case Entry():
            return 30 + gas(expr.index)
        case _:
            return 3


def of_doubles(op: Op) -> bool:
    """Whether an operation takes or gives a double."""
    return op.type is Type.DOUBLE or op.args[-1].type is Type.DOUBLE


def stack_need(expr: Expr) -> int:
    """Stack slots that evaluating takes, where an operand that takes `_DEEPEST` is kept in a variable."""
    match expr:
        case Op():
            return max(_kept_need(arg) + behind for behind, arg in enumerate(reversed(expr.args)))
        case Entry():
            return _kept_need(expr.index) + 1
        case _:
            return 1


def _kept_need(expr: Expr) -> int:
    need = stack_need(expr)
    return 1 if need >= _DEEPEST else need


class Expressions:
    """Turns the expressions of one function into Yul."""

    def __init__(self, scope: Scope, tables: NumberTables) -> None:
        self.scope = scope
        self.tables = tables

    def value(self, expr: Expr) -> str:
        """A Yul expression of exactly the value."""
        text = self._text(expr)
        return text if exact(expr, self.scope.loose) else f"signextend(3, {text})"

    def bits(self, expr: Expr) -> str:
        """A Yul expression whose low 32 bits are the int's."""
        if isinstance(expr, Const) and expr.value < 0:
            return f"{expr.value & 0xFFFFFFFF:#x}"
        return self._text(expr)

    def written(self, number: Expr, digits: int) -> str:
        """The call that writes a number; `{out}` stands for the address of its text."""
        units = exact_doubles.written(self, number, digits) if number.type is Type.DOUBLE else None
        if units is not None:
            return f"write_units({{out}}, {units})"
        return f"write_{number.type}({{out}}, {self.value(number)})"

    def _text(self, expr: Expr) -> str:
        match expr:
            case Const(type=Type.DOUBLE):
                return double_expressions.literal(expr.value)
            case Const():
                return literal(expr.value)
            case Var():
                return self.scope.read(expr.name)
            case Entry():
                return self.tables.read(expr, self.value(expr.index), self.scope.bounds)
            case Op():
                text = self._op(expr)
                deep = self.scope.tight and stack_need(expr) >= _DEEPEST
                return self.scope.keep(text) if deep else text

    def _op(self, op: Op) -> str:
        if of_doubles(op):
            exactly = None if self.scope.tight else exact_doubles.of_op(self, op)
            if exactly is not None:
                return exactly
            rows = double_expressions.FROM_INTS if op.args[-1].type is Type.INT else double_expressions.DOUBLE_ROWS
            if op.name in rows:
                return rows[op.name](self, op)
        special = _SPECIAL.get((op.name, op.args[-1].type)) or _SPECIAL.get((op.name, None))
        if special is not None:
            text = special(self, op)
            if text is not None:
                return text
        if op.name in LOW_ONLY and op.args[0].type is Type.INT and not self._stays_exact(op):
            args = [self.bits(arg) for arg in op.args]
        else:
            args = [self.value(arg) for arg in op.args]
        template = _PLAIN.get((op.name, op.args[-1].type)) or _PLAIN[op.name, None]
        return template.format(*args)

    def _stays_exact(self, op: Op) -> bool:
        return op.name in MODULAR | BITWISE and exact(op, self.scope.loose)

    # -- logic: evaluate both, or branch

    def both(self, op: Op) -> str:
        """`a and b`, or `if a { b }` where b is dear."""
        if gas(op.args[1]) <= _BRANCH_GAS:
            return f"and({self.value(op.args[0])}, {self.value(op.args[1])})"
        return self._second_if(op, "if {} {{")

    def either(self, op: Op) -> str:
        """`a or b`, or `if not a { b }` where b is dear."""
        if gas(op.args[1]) <= _BRANCH_GAS:
            return f"or({self.value(op.args[0])}, {self.value(op.args[1])})"
        return self._second_if(op, "if iszero({}) {{")

    def _second_if(self, op: Op, head: str) -> str:
        result = self.scope.keep(self.value(op.args[0]))
        self.scope.line(head.format(result))
        self.scope.change(result, self.value(op.args[1]))
        self.scope.line("}")
        return result

    def select(self, op: Op) -> str:
        """One of two values: both evaluated, or a branch where that costs more."""
        condition, a, b = op.args
        if (gas(a) + gas(b)) // 2 + _CHOOSE_GAS <= _BRANCH_GAS:
            if isinstance(a, Const) and isinstance(b, Const) and op.type is not Type.DOUBLE:
                product = f"mul({self.value(condition)}, {literal(a.value - b.value)})"
                return f"add({literal(b.value)}, {product})" if b.value else product
            if isinstance(b, Const) and b.value == 0 and op.type is not Type.DOUBLE:
                return f"mul({self.value(condition)}, {self.value(a)})"
            return f"choose({self.value(condition)}, {self.value(a)}, {self.value(b)})"
        result = self.scope.keep("0")
        self.scope.line(f"switch {self.value(condition)}")
        for head, arm in (("case 0 {", b), ("default {", a)):
            self.scope.line(head)
            self.scope.change(result, self.value(arm))
            self.scope.line("}")
        return result

    # -- bits

    def masked(self, op: Op) -> str | None:
        """With a mask >= 0 loose bits do; in `(a >>> n) & mask` the shift may need no mask of its own."""
        a, b = op.args
        if isinstance(a, Const):
            a, b = b, a
        if not isinstance(b, Const) or b.value < 0:
            return None
        match a:
            case Op(name="ushr", args=(shifted, Const(value=count))) if b.value < 1 << (32 - (count & 31)):
                return f"and(shr({count & 31}, {self.bits(shifted)}), {b.value:#x})"
        return f"and({self.bits(a)}, {b.value:#x})"

    def shift_left(self, op: Op) -> str:
        """Counts are masked to 0-31."""
        operand = self.value if exact(op, self.scope.loose) else self.bits
        return f"shl({self.count(op.args[1])}, {operand(op.args[0])})"

    def shift_right(self, op: Op) -> str:
        """Keeps the sign."""
        return f"sar({self.count(op.args[1])}, {self.value(op.args[0])})"

    def shift_right_unsigned(self, op: Op) -> str:
        """Only the low 32 bits take part."""
        a, count = op.args
        if highest(a, self.scope.bounds) is not None:
            return f"shr({self.count(count)}, {self.value(a)})"
        if isinstance(count, Const):
            return f"and(shr({count.value & 31}, {self.bits(a)}), {0xFFFFFFFF >> (count.value & 31):#x})"
        return f"shr({self.count(count)}, and({self.bits(a)}, 0xffffffff))"

    def count(self, count: Expr) -> str:
        """A shift count in 0-31."""
        return str(count.value & 31) if isinstance(count, Const) else f"and({self.bits(count)}, 31)"

    # -- products and quotients

    def product(self, op: Op) -> str | None:
        """A fixed product; a constant factor's trailing zero bits come off the shift: x * 1.5 is sar(1, mul(x, 3))."""
        a, b = op.args
        if isinstance(a, Const):
            a, b = b, a
        if not isinstance(b, Const):
            return None
        if b.value == 0:
            return "0"
        zeros = min(FRACTION_BITS, (b.value & -b.value).bit_length() - 1)
        return _shifted_right(FRACTION_BITS - zeros, _multiple(self.value(a), b.value >> zeros))

    def quotient(self, op: Op) -> str:
        """A fixed quotient, floored: (a << 16) / b, with a constant's trailing zero bits taken off both."""
        a, b = op.args
        if isinstance(b, Const) and b.value > 0:
            zeros = (b.value & -b.value).bit_length() - 1
            if b.value == 1 << zeros:
                return _shifted_right(zeros - FRACTION_BITS, self.value(a))
            zeros = min(zeros, FRACTION_BITS)
            function = "div" if op.hint == "natural" else "floor_by"
            return f"{function}({_shifted_right(zeros - FRACTION_BITS, self.value(a))}, {b.value >> zeros})"
        function = "div" if op.hint == "natural" else "floor_div"
        return f"{function}(shl({FRACTION_BITS}, {self.value(a)}), {self.value(b)})"

    def floor_quotient(self, op: Op) -> str:
        """a // b of either type, without the wrap."""
        a, b = op.args
        if isinstance(b, Const) and b.value > 0:
            zeros = b.value.bit_length() - 1
            if b.value == 1 << zeros:
                quotient = _shifted_right(zeros, self.value(a))
            elif op.hint == "natural":
                quotient = f"div({self.value(a)}, {b.value})"
            else:
                quotient = f"floor_by({self.value(a)}, {b.value})"
        else:
            function = "div" if op.hint == "natural" else "floor_div"
            quotient = f"{function}({self.value(a)}, {self.value(b)})"
        return quotient if op.type is Type.INT else f"shl({FRACTION_BITS}, {quotient})"

    def remainder(self, op: Op) -> str:
        """a % b of either type, with the sign of b."""
        a, b = op.args
        if isinstance(b, Const) and b.value > 0:
            if b.value & (b.value - 1) == 0:
                return f"and({self.value(a)}, {b.value - 1:#x})"
            function = "mod" if op.hint == "natural" else "mod_by"
        else:
            function = "mod" if op.hint == "natural" else "floor_mod"
        return f"{function}({self.value(a)}, {self.value(b)})"


def _shifted_right(count: int, value: str) -> str:
    """The value times 2**-count, floored."""
    if count == 0:
        return value
    return f"sar({count}, {value})" if count > 0 else f"shl({-count}, {value})"


def _multiple(value: str, factor: int) -> str:
    if factor == 1:
        return value
    if factor == -1:
        return f"sub(0, {value})"
    if factor > 0 and factor & (factor - 1) == 0:
        return f"shl({factor.bit_length() - 1}, {value})"
    return f"mul({value}, {literal(factor)})"


_Special = Callable[[Expressions, Op], str | None]

# By operation and type of the last operand; None stands for any. Tried before the templates below.
_SPECIAL: dict[tuple[str, Type | None], _Special] = {
    ("mul", Type.FIXED): Expressions.product,
    ("mul", Type.WORD): word_product,
    ("floordiv", Type.WORD): word_product,
    ("mod", Type.WORD): word_product,
    ("wshl", None): word_shift,
    ("wshr", None): word_shift,
    ("div", None): Expressions.quotient,
    ("floordiv", None): Expressions.floor_quotient,
    ("mod", None): Expressions.remainder,
    ("and", None): Expressions.masked,
    ("shl", None): Expressions.shift_left,
    ("shr", None): Expressions.shift_right,
    ("ushr", None): Expressions.shift_right_unsigned,
    ("both", None): Expressions.both,
    ("either", None): Expressions.either,
    ("select", None): Expressions.select,
}

# The rest. Names that are no opcodes are in `support`.
_PLAIN: dict[tuple[str, Type | None], str] = {
    ("add", None): "add({}, {})",
    ("sub", None): "sub({}, {})",
    ("mul", Type.INT): "mul({}, {})",
    ("mul", Type.FIXED): "sar(16, mul({}, {}))",
    ("scale", None): "mul({}, {})",
    ("neg", None): "sub(0, {})",
    ("abs", None): "absolute({})",
    ("min", None): "minimum({}, {})",
    ("max", None): "maximum({}, {})",
    ("sqrt", None): "square_root(shl(16, {}))",
    ("and", None): "and({}, {})",
    ("or", None): "or({}, {})",
    ("xor", None): "xor({}, {})",
    ("not", None): "not({})",
    ("fixed", None): "shl(16, {})",
    ("floor", None): "sar(16, {})",
    ("ceil", None): "sar(16, add({}, 0xffff))",
    ("trunc", None): "sdiv({}, 0x10000)",
    ("round", None): "round_half_even({})",
    ("unit", None): "and(shr(16, {}), 0xffff)",
    ("whole", None): "{}",
    ("eq", None): "eq({}, {})",
    ("ne", None): "iszero(eq({}, {}))",
    ("lt", None): "slt({}, {})",
    ("le", None): "iszero(sgt({}, {}))",
    ("gt", None): "sgt({}, {})",
    ("ge", None): "iszero(slt({}, {}))",
    ("negate", None): "iszero({})",
    **PLAIN_WORDS,
}

OPERATIONS = frozenset(name for name, _ in (*_SPECIAL, *_PLAIN))
DOUBLE_OPERATIONS = frozenset((*double_expressions.DOUBLE_ROWS, *double_expressions.FROM_INTS, "select"))
assert LAZY <= OPERATIONS
