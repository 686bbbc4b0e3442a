"""The collector's params in commands: given by name, or sampled where a verification tries what anyone may choose."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from intaglio.ir.params import Param, ParamsRefused, pack, parsed
from intaglio_studio.mistake import Mistake


def given(params: Sequence[Param], options: Iterable[str]) -> int:
    """The word for options such as `Count=7`. Raises `Mistake`."""
    texts: dict[str, str] = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            raise Mistake(f"`{option}` gives no value to a param", help="for instance `--param Count=7`")
        texts[name] = value
    try:
        return parsed(params, texts)
    except ParamsRefused as refused:
        raise Mistake(str(refused), help=_listed(params)) from None


def _listed(params: Sequence[Param]) -> str:
    return "; ".join(f"{p.name}: {p.shown(p.low)} to {p.shown(p.high)}, default {p.shown(p.default)}" for p in params)


def sampled(params: Sequence[Param]) -> Callable[[bytes], int] | None:
    """Params for each seed, the same every time: all defaults for one seed in four, ends of ranges among the rest.

    None for a piece without params.
    """

    def word(seed: bytes) -> int:
        drawn = int.from_bytes(hashlib.sha512(b"params" + seed).digest(), "big")
        drawn, plain = divmod(drawn, 4)
        values = {}
        for param in params:
            drawn, kind = divmod(drawn, 8)
            drawn, at = divmod(drawn, param.span)
            values[param.name] = {0: param.low, 1: param.high}.get(kind, param.low + at)
        return 0 if plain == 0 else pack(params, values)

    return word if params else None
