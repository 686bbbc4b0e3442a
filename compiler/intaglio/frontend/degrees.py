"""A warning for `sin(90)`: an angle that was surely meant in degrees."""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.diagnostics import Diagnostic
from intaglio.frontend.scope import Rule

_ROUND = frozenset({30, 45, 60, 90, 120, 135, 150, 180, 210, 225, 240, 270, 300, 315, 330, 360})


def about_degrees(b: Builder, rule: Rule, node: ast.Call) -> None:
    """Warn where a round number of degrees is given to a function of an angle."""
    if not rule.source.library or rule.name not in ("sin", "cos", "tan") or b.scope.source.library:
        return
    for argument in node.args:
        if isinstance(argument, ast.Constant) and argument.value in _ROUND:
            b.shared.warn(Diagnostic(
                "W102", f"`{rule.name}` takes {argument.value} as radians", b.span(argument), severity="warning",
                help=f"a full turn is `tau`: `{rule.name}({argument.value} * tau / 360)`",
            ))  # fmt: skip
