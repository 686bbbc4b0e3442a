"""Print the tree. A precedence is passed down, so parentheses are decided in one comparison.

`Printer(names, readable)` prints with the names it is given. Minified text has no white space; the readable
text has line breaks and spaces, and is otherwise the same tree. Every statement is printed without the `;`
after it; the block around it puts one where the text does not end by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from intaglio.backends.javascript.literals import number_text, quoted, template_text
from intaglio.backends.javascript.syntax import (
    Array,
    Arrow,
    Assign,
    Binary,
    Body,
    Cell,
    Conditional,
    Do,
    DoWhile,
    Expr,
    Give,
    Host,
    If,
    Invoke,
    Labelled,
    Leave,
    Loop,
    Num,
    Raw,
    Ref,
    Sequence,
    Statement,
    Subscript,
    Symbol,
    Template,
    Text,
    Unary,
    Update,
    Zeros,
)

SEQUENCE, ASSIGNMENT, CONDITIONAL, UNARY, POSTFIX, CALL, PRIMARY = 0, 1, 2, 14, 15, 16, 18
BINARY = {
    "||": 3, "&&": 4, "|": 5, "^": 6, "&": 7, "==": 8, "!=": 8, "<": 9, "<=": 9, ">": 9, ">=": 9,
    "<<": 10, ">>": 10, ">>>": 10, "+": 11, "-": 11, "*": 12, "/": 12, "%": 12,
}  # fmt: skip
ASSOCIATIVE = frozenset({"||", "&&", "|", "^", "&"})  # a op (b op c) needs no parentheses


class Printer:
    """Texts of expressions and statements."""

    def __init__(self, names: Callable[[Symbol], str], readable: bool = False) -> None:
        self.name = names
        self.readable = readable
        self.space = " " if readable else ""
        self.comma = ", " if readable else ","

    # -- expressions

    def expr(self, expr: Expr, level: int = SEQUENCE) -> str:
        """The text, in parentheses where it binds less than `level`."""
        if isinstance(expr, Num):
            return number_text(expr.value, level)
        binds, text = self._expr(expr)
        return f"({text})" if binds < level else text

    def _expr(self, expr: Expr) -> tuple[int, str]:
        match expr:
            case Text(value):
                return PRIMARY, quoted(value) if self.readable else f"`{self.text(value)}`"
            case Template(parts):
                return PRIMARY, f"`{''.join(map(self._part, parts))}`"
            case Ref(symbol):
                return PRIMARY, self.name(symbol)
            case Host(text):
                return PRIMARY, text
            case Raw(parts):
                return CALL, "".join(self._raw(part) for part in parts)
            case Invoke(callee, args):
                return CALL, f"{self.expr(callee, CALL)}({self.list(args)})"
            case Subscript(target, index):
                return CALL, f"{self.expr(target, CALL)}[{self.expr(index)}]"
            case Cell(array, index):
                return CALL, f"{self.expr(array, CALL)}[{self.expr(index)}]"
            case Zeros(length, wide):
                return CALL, f"Array({self.expr(length)}).fill(0{'n' if wide else ''})"
            case Array(items):
                return PRIMARY, f"[{self.list(items)}]"
            case _:
                return self._operator(expr)

    def _operator(self, expr: Expr) -> tuple[int, str]:
        sp = self.space
        match expr:
            case Unary(op, operand):
                return UNARY, self.join(op, "", self.expr(operand, UNARY))
            case Binary(op, left, right):
                binds = BINARY[op]
                inner = right.op if isinstance(right, Binary) else ""
                after = binds if op in ASSOCIATIVE and inner == op else binds + 1
                return binds, self.join(self.expr(left, binds) + sp + op, sp, self.expr(right, after))
            case Conditional(condition, then, orelse):
                arms = f"{sp}?{sp}{self.expr(then, ASSIGNMENT)}{sp}:{sp}{self.expr(orelse, ASSIGNMENT)}"
                return CONDITIONAL, self.expr(condition, CONDITIONAL + 1) + arms
            case Assign(op, target, value):
                return ASSIGNMENT, f"{self.expr(target, CALL)}{sp}{op}{sp}{self.expr(value, ASSIGNMENT)}"
            case Update(op, target):
                return POSTFIX, self.expr(target, CALL) + op
            case Sequence(items):
                return SEQUENCE, self.list(items)
            case Arrow():
                return ASSIGNMENT, self._arrow(expr)
            case _:
                raise TypeError(f"no expression: {expr}")

    def list(self, items: tuple[Expr | None, ...]) -> str:
        """Items between commas; a place left out is empty."""
        return self.comma.join("" if item is None else self.expr(item, ASSIGNMENT) for item in items)

    def text(self, text: str) -> str:
        """Constant text between backticks."""
        return template_text(text)

    def _part(self, part: str | Expr) -> str:
        return self.text(part) if isinstance(part, str) else f"${{{self.expr(part)}}}"

    def _raw(self, part: str | Expr) -> str:
        if isinstance(part, str):
            return part if self.readable else part.replace(" ", "")
        return self.expr(part, BINARY["+"])

    def _arrow(self, arrow: Arrow) -> str:
        sp = self.space
        params = [
            self.name(symbol) + (f"{sp}={sp}{self.expr(value, ASSIGNMENT)}" if value else "")
            for symbol, value in arrow.params
        ]
        head = params[0] if len(params) == 1 and not arrow.params[0][1] else f"({self.comma.join(params)})"
        if isinstance(arrow.body, tuple):
            return f"{head}{sp}=>{sp}{self.braces(arrow.body)}"
        return f"{head}{sp}=>{sp}{self.expr(arrow.body, ASSIGNMENT)}"

    # -- statements

    def statement(self, statement: Statement) -> str:
        """One statement, without a `;` after it."""
        sp = self.space
        match statement:
            case Do(expr):
                return self.expr(expr)
            case If():
                return self._if(statement)
            case Loop(None, condition, None, body) if self.readable:
                return f"while ({self.expr(condition) if condition else 'true'}){self.body(body)}"
            case Loop(init, condition, update, body):
                head = f";{sp}".join(self.expr(part) if part else "" for part in (init, condition, update))
                return f"for{sp}({head}){self.body(body)}"
            case DoWhile(body, condition):
                return f"{self._before_word(body, 'do')}{sp}while{sp}({self.expr(condition)})"
            case Leave(word, label):
                return f"{word} {self.name(label)}" if label else word
            case Give(value):
                return self.join("return", sp, self.expr(value)) if value else "return"
            case Labelled(label, body):
                return f"{self.name(label)}:{sp}{self.braces(body)}"
            case _:
                raise TypeError(f"not plain JavaScript: {statement}")

    def _if(self, statement: If) -> str:
        sp, then = self.space, statement.then
        head = f"if{sp}({self.expr(statement.condition)})"
        if not statement.orelse:
            return head + self.body(then)
        if len(then) == 1 and _takes_else(then[0]) and not self.readable:
            inner = self.braces(then)
        else:
            inner = self._before_word(then)
        return head + inner + sp + self.body(statement.orelse, "else")

    def _before_word(self, body: Body, word: str = "") -> str:
        """A body with a `;` where the `else` or `while` that follows needs one."""
        text = self.body(body, word)
        return text if self.readable or len(body) != 1 else self._closed(text, body[0])

    def body(self, body: Body, word: str = "") -> str:
        """What a loop or branch does: nothing, one statement, or a block. `word` stands before it."""
        if self.readable:
            return f"{word} {self.braces(body)}"
        if len(body) == 1:
            return self.join(word, "", self.statement(body[0]))
        return word + (self.braces(body) if body else ";")

    def braces(self, body: Body) -> str:
        """A block with its braces."""
        if not self.readable:
            return f"{{{self.block(body)}}}"
        return "{\n  " + self.block(body).replace("\n", "\n  ") + "\n}" if body else "{}"

    def block(self, body: Body) -> str:
        """Statements one after the other, with a `;` where one is needed."""
        texts = [self.statement(s) for s in body]
        closed = [self._closed(text, s) for text, s in zip(texts, body, strict=True)]
        return "\n".join(closed) if self.readable else "".join(closed[:-1] + texts[-1:])

    def join(self, left: str, space: str, right: str) -> str:
        """Two texts with a space between where they would run together: `return x`, `a- -b`."""
        return left + (" " if run_together(left, right) else space if left and right else "") + right

    def _closed(self, text: str, statement: Statement) -> str:
        if self.readable:
            return text + ";" * (isinstance(statement, Do | Give) or not text.endswith("}"))
        return text if _ends(statement) else text + ";"


def _ends(statement: Statement) -> bool:
    """Whether a statement's minified text ends by itself, so that another may follow without a `;`."""
    match statement:
        case If():
            last = statement.orelse or statement.then
            return len(last) != 1 or _ends(last[0])
        case Loop():
            return len(statement.body) != 1 or _ends(statement.body[0])
        case DoWhile() | Labelled():
            return True
        case _:
            return False


def _takes_else(statement: Statement) -> bool:
    """Whether an `else` after this statement would become part of it."""
    match statement:
        case If():
            return not statement.orelse or (len(statement.orelse) == 1 and _takes_else(statement.orelse[0]))
        case Loop():
            return len(statement.body) == 1 and _takes_else(statement.body[0])
        case _:
            return False


def run_together(left: str, right: str) -> bool:
    """Whether two texts would become one word, or one operator."""
    if not left or not right:
        return False
    last, first = left[-1], right[0]
    words = (last.isalnum() or last in "_$") and (first.isalnum() or first in "_$")
    return words or (last == first and last in "+-")
