"""A module as bytecode: `compile_module(module)` emits its Yul and has solc compile it.

solc moves what the stack cannot hold to memory, but a rare function it lays out too deep all the same, by a word or
two. The module is then emitted once more, `flat`: its variables lie in memory from the start, at some more gas.
"""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.backends.evm.renderer import emit
from intaglio.backends.evm.solc import STACK_TOO_DEEP, CompiledYul, SolcError, compile_yul
from intaglio.ir.nodes import Module


@dataclass(frozen=True, slots=True)
class CompiledModule:
    """A renderer's source and what solc makes of it."""

    yul: str
    code: CompiledYul


def compile_module(module: Module) -> CompiledModule:
    """Compile a final module, which `refusal` has no word against. Raises `SolcError`: a fault of ours."""
    yul = emit(module)
    try:
        return CompiledModule(yul, compile_yul(yul))
    except SolcError as error:
        if STACK_TOO_DEEP not in str(error):
            raise
    yul = emit(module, flat=True)
    return CompiledModule(yul, compile_yul(yul))
