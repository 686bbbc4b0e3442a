"""How kernels are compiled: numba turns each function into LLVM's language, `machine` all of them into machine code.

`Unit` collects functions. Numba is given only the passes that kernels have a use for: they have no closures, no
exceptions, no arrays, no literals to unroll. It makes no machine code, and optimises nothing across functions, which
it would do again for every caller; `machine` does that once, for the whole kernel. A function calls another by
its symbol and its types, so that it need not have been compiled before, and recursion is nothing special.
"""

# numba's compiler has no types.
# mypy: disable-error-code="no-untyped-call,untyped-decorator,misc"

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numba.extending
from llvmlite import ir
from numba.core.compiler import CompilerBase, Flags, compile_extra
from numba.core.compiler_lock import global_compiler_lock
from numba.core.compiler_machinery import PassManager
from numba.core.registry import cpu_target
from numba.core.typed_passes import IRLegalization, NativeLowering, NopythonTypeInference, PreLowerStripPhis
from numba.core.types import StarArgTuple
from numba.core.untyped_passes import FixupArgs, IRProcessing, ReconstructSSA, TranslateByteCode

PASSES = (
    TranslateByteCode,
    FixupArgs,
    IRProcessing,
    ReconstructSSA,
    NopythonTypeInference,
    PreLowerStripPhis,
    IRLegalization,
    NativeLowering,
)
# No fastmath, ever. Kernels hold no references and raise nothing, so they need neither runtime nor wrappers.
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "boundscheck": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "no_rewrites": True,
    "_nrt": False,
}

intrinsic: Any = numba.extending.intrinsic  # its own type counts the typing context among the arguments


class KernelCompiler(CompilerBase):
    """Numba's compiler with `PASSES` only."""

    def define_pipelines(self) -> list[PassManager]:
        """One pipeline, in which the passes follow one another."""
        manager = PassManager("kernel")
        for step in PASSES:
            manager.add_pass(step, step._name)
        manager.finalize()
        return [manager]


class Unit:
    """Functions that are compiled together. `texts` is what became of them in LLVM's language.

    `kept` is what became of the same functions before: then there is nothing to compile.
    """

    def __init__(self, name: str, kept: list[str] | None = None) -> None:
        self.name = name
        self.kept = kept
        self.texts = kept or []

    def symbol(self, name: str) -> str:
        """The linker's name of a function."""
        return f"{self.name}.{name}"

    def declare(self, name: str, result: Any, *params: Any) -> Any:
        """A function that can be called before it is defined, by its numba types."""
        symbol = self.symbol(name)

        @intrinsic
        def call(_context: Any, *args: Any) -> Any:
            def generate(target: Any, builder: Any, _signature: Any, values: Any) -> Any:
                operands = [builder.extract_value(values[0], at) for at in range(len(params))]
                function = builder.module.globals.get(symbol)
                if function is None:
                    kind = target.call_conv.get_function_type(result, params)
                    function = ir.Function(builder.module, kind, symbol)
                _status, value = target.call_conv.call_function(builder, function, result, params, operands)
                return value

            return result(StarArgTuple(params)), generate

        return call

    def define(self, result: Any, *params: Any, inlined: bool = False) -> Callable[[Callable[..., Any]], Any]:
        """Compile a function for these types; what takes its place calls it. `inlined`: wherever it is called."""

        def compiled(function: Callable[..., Any]) -> Any:
            if self.kept is None:
                self.texts.append(self.lowered(function, result, params, inlined))
            return self.declare(function.__name__, result, *params)

        return compiled

    def lowered(self, function: Callable[..., Any], result: Any, params: tuple[Any, ...], inlined: bool) -> str:
        """What numba makes of a function in LLVM's language, under the unit's symbol for it."""
        flags: Any = Flags()
        cpu_target.options.parse_as_flags(flags, {**OPTIONS, "forceinline": inlined})
        flags.no_compile = True
        library = cpu_target.target_context.codegen().create_library(function.__name__)
        contexts = cpu_target.typing_context, cpu_target.target_context
        with global_compiler_lock:
            made = compile_extra(*contexts, function, params, result, flags, {}, library, KernelCompiler)
        symbol = self.symbol(function.__name__)
        text = re.sub(rf"^declare .*@{re.escape(symbol)}\(.*$", "", library.get_llvm_str(), flags=re.M)
        return text.replace(made.fndesc.llvm_func_name, symbol)
