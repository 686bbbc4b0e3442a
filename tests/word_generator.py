"""Random words: expressions of unsigned integers of 256 bits, and the ints and bools that come of them."""

from __future__ import annotations

from tests.expression_generator import Expressions
from tests.generator_scope import ANY_INT, Number

LITERALS = ("word(0)", "word(1)", "word(7)", "word(0xFFFFFFFF)", "word(1 << 30)", "word(-1)",
            "word(0x123456789ABCDEF0123456789ABCDEF)", "(word(1) << 255)",
            "word(0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF)",
            "((word(1) << 160) - 1)")  # fmt: skip


class Words(Expressions):
    """Makes words for the current scope."""

    def of(self, kind: str, depth: int = 2) -> str:
        """An expression of a kind that may be kept in a variable."""
        return self.word_of(depth) if kind == "word" else super().of(kind, depth)

    def word_of(self, depth: int = 2) -> str:
        """A word."""
        if self.leafy(depth):
            return self.word_leaf()
        depth -= 1
        a = self.word_of(depth)
        match self.pick(9):
            case 0 | 1:
                return f"({a} {self.one('+-*&|^')} {self.word_of(depth)})"
            case 2:
                return f"({a} {self.one(('+', '*', '%', '//', '&', '-'))} {self.one(('11', '5', '255', '3'))})"
            case 3:
                return f"({a} {self.one(('//', '%'))} {self.word_divisor(depth)})"
            case 4:
                return f"{self.library(self.one(('sdiv', 'smod')))}({a}, {self.word_divisor(depth)})"
            case 5:
                return f"({a} {self.one(('<<', '>>'))} {self.int_of(depth).text})"
            case 6:
                return f"({a} if {self.bool_of(depth)} else {self.word_of(depth)})"
            case 7:
                return self.one((f"(~{a})", f"(-{a})", f"({a} ** {self.pick(4)})", f"{self.library('keccak')}({a})"))
        choice = f"{self.one(('min', 'max'))}({a}, {self.word_of(depth)})"
        return self.call("word", depth) or self.one((choice, f"word({self.int_of(depth).text})"))

    def word_divisor(self, depth: int) -> str:
        """A word that is not zero."""
        b = self.word_of(depth)
        return b if self.careless() else f"({b} | word(1))"

    def word_leaf(self) -> str:
        names, seed = self.names("word"), self.scope.handles.get("seed")
        if names and self.chance(65):
            return self.one(names)
        if seed and self.chance(40):
            return f"{seed}.word()"
        if self.chance(25) and (text := self.tabled("word")):
            return text
        return self.one(LITERALS)

    def int_leaf(self) -> Number:
        if self.names("word") and self.chance(12):
            return Number(f"int({self.word_of(1)})", ANY_INT)
        return super().int_leaf()

    def bool_of(self, depth: int = 2) -> str:
        if depth > 0 and self.names("word") and self.chance(12):
            a, b = self.word_of(depth - 1), self.one((self.word_of(depth - 1), "0", "7"))
            return self.one((f"({a} {self.comparison()} {b})", f"bool({a})"))
        return super().bool_of(depth)
