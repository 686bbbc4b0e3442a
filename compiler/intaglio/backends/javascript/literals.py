"""The shortest exact way to write a number or a string.

A number is written as a decimal (`.5`, `1e3`) or as a quotient by a power of two (`6553/65536`), whichever is
shorter: both give the same double, as the quotient is exact.
"""

from __future__ import annotations

import json
from fractions import Fraction

PRIMARY, UNARY, DIVISION = 18, 14, 12  # precedences, as in printer.py
_LONG = 10**16  # from here on not all digits of a whole number are needed to tell it from other doubles


def number_text(value: Fraction, level: int) -> str:
    """The literal in a place that takes operators of precedence `level` and up without parentheses."""
    return min(_candidates(value, level), key=len)


def _candidates(value: Fraction, level: int) -> list[str]:
    sign = "-" if value < 0 else ""
    decimal = _decimal(abs(value))
    texts = [f"({sign}{decimal})" if sign and level > UNARY else sign + decimal]
    if value.denominator > 1:
        quotient = f"{value.numerator}/{value.denominator}"
        texts.append(f"({quotient})" if level > DIVISION else quotient)
    return texts


def _decimal(value: Fraction) -> str:
    """A non-negative number without its needless digits: `1e3`, `.5`, `15e-6`."""
    if value.denominator == 1 and value < _LONG:
        digits = str(value.numerator)
        stripped = digits.rstrip("0")
        zeros = len(digits) - len(stripped)
        return f"{stripped}e{zeros}" if stripped and zeros > 2 else digits
    double = float(value)
    if Fraction(double) != value:
        raise ValueError(f"{value} is no double")
    text = repr(double)  # the shortest decimal that reads as this double
    if "e" in text:  # below 1e-4 and above 1e16: 1.5e-05
        mantissa, exponent = text.split("e")
        whole, _, part = mantissa.partition(".")
        return f"{whole}{part}e{int(exponent) - len(part)}"
    return text.removeprefix("0")


_ESCAPES = {"\\": "\\\\", "\r": "\\r", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def template_text(text: str) -> str:
    """A stretch of constant text as it stands between backticks."""
    escaped = "".join(_escaped(c) for c in text)
    return escaped.replace("`", "\\`").replace("${", "\\${").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\x{ord(char):02x}" if char < " " and char not in "\n\t" else char


def quoted(text: str) -> str:
    """A constant string in double quotes, for the readable mode."""
    return json.dumps(text, ensure_ascii=False).replace("</script", "<\\/script").replace("<!--", "<\\!--")
