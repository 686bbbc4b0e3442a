"""The types of a kernel's functions as numba names them, and the zeros that a faulted run returns."""

from intaglio.ir.nodes import Function
from intaglio.ir.types import Type

NUMBA_TYPES = {Type.BOOL: "boolean", Type.DOUBLE: "float64", Type.WORD: "word256"}  # others, and addresses: int64
ZEROS = {Type.BOOL: "False", Type.DOUBLE: "0.0", Type.WORD: "word_of(0)"}


def signature(function: Function) -> str:
    """The numba types of a function: the result, then `m` and the parameters."""
    kinds = [NUMBA_TYPES.get(kind, "int64") for kind in function.results]
    result = "int64" if not kinds else kinds[0] if len(kinds) == 1 else f"Tuple(({', '.join(kinds)}))"
    params = [NUMBA_TYPES.get(kind, "int64") for _, kind in function.params]
    return ", ".join([result, "int64", *params])
