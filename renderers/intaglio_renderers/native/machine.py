"""The last steps of a kernel, by LLVM alone: its functions' texts to one object file, the object file into memory.

This needs llvmlite and not numba, which takes ten times as long to import. A loaded kernel is called through
ctypes, which lets other threads run meanwhile.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import llvmlite.binding as llvm

ENTRY, PIXELS = "piece.kernel", "piece.pixels"  # what is called from outside; the second is a raster's

# Numba's calling convention: a status, then where to put the result and the exception, then the arguments.
KernelFunction = ctypes.CFUNCTYPE(ctypes.c_int32, *[ctypes.c_void_p] * 2, *[ctypes.c_int64] * 4)


@dataclass(frozen=True)
class Loaded:
    """Machine code in memory."""

    function: Any
    engine: Any  # owns the code: as long as it lives, the function is valid
    compiled: bool  # whether numba had to be run
    pixels: Any = None  # of a piece with a raster

    def call(self, m: int, seeds: int, count: int, ends: int) -> int:
        """Run the kernel (`emit.ENTRY`): `m`, `seeds` and `ends` are addresses; the number of tokens done."""
        return _called(self.function, m, seeds, count, ends)

    def fill(self, m: int, out: int, first: int, last: int) -> int:
        """Fill rows of a raster (`emit.ROWS`): `m` and `out`, where it begins, are addresses. Any thread may."""
        return _called(self.pixels, m, out, first, last)


def _called(function: Any, *words: int) -> int:
    result, exception = ctypes.c_int64(), ctypes.c_void_p()
    status = function(ctypes.addressof(result), ctypes.addressof(exception), *words)
    if status != 0:
        raise RuntimeError(f"a generated kernel raised: status {status}")
    return result.value


def host() -> list[str]:
    """What machine code is made for: the platform, the processor and its features."""
    return [llvm.get_process_triple(), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()]


def machine_code(texts: Iterable[str]) -> bytes:
    """The object code of the kernel whose functions these are, in LLVM's language."""
    module = llvm.parse_assembly("")
    for text in texts:
        module.link_in(llvm.parse_assembly(text))
    for function in module.functions:
        if not function.is_declaration and function.name not in (ENTRY, PIXELS):
            function.linkage = "internal"  # so that it vanishes where it is not called, or called once
    machine = target_machine()
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=3))
    builder.getModulePassManager().run(module, builder)
    return bytes(machine.emit_object(module))


def link(code: bytes, *, compiled: bool) -> Loaded:
    """Put object code into memory, ready to be called."""
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target_machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    pixels = engine.get_function_address(PIXELS)
    return Loaded(
        KernelFunction(engine.get_function_address(ENTRY)), engine, compiled, KernelFunction(pixels) if pixels else None
    )


def target_machine() -> Any:
    """Code generation for this processor, for use in this process. An engine owns and frees its machine."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    triple, cpu, features = host()
    return llvm.Target.from_triple(triple).create_target_machine(
        cpu=cpu, features=features, opt=3, codemodel="jitdefault", jit=True
    )
