"""From generated source to machine code, once: numba compiles, the object code is kept, later processes load it.

`load` is the whole story. A kernel's name is a hash of everything that its machine code depends on: the generated
source, the source of our runtime, the versions of numba, llvmlite and Python, and the processor. The cache folder
holds `<name>.py`, to read, and `<name>.kernel`, the object code behind its own SHA-256, both written under another
name first and then moved into place, so that processes may race and a torn file is never run.

Numba's own cache would do, but importing numba and filling its registries takes longer (half a second) than
most renderings. Object code needs only llvmlite, which takes a tenth of that.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm

SYMBOL = "intaglio_kernel"
CACHE_VARIABLE = "INTAGLIO_CACHE"
DIGEST_BYTES = 32
# What machine code depends on beside the generated source.
RUNTIME_FILES = ("intrinsics.py", "runtime.py", "memory.py", "cache.py")

# Numba's own calling convention: a status, then where to put the result and the exception, then the arguments.
KernelFunction = ctypes.CFUNCTYPE(ctypes.c_int32, *[ctypes.c_void_p] * 2, *[ctypes.c_int64] * 4)


@dataclass(frozen=True)
class Loaded:
    """Machine code in memory."""

    function: Any
    engine: Any  # owns the code: as long as it lives, the function is valid
    compiled: bool  # whether numba had to be run

    def call(self, m: int, seeds: int, count: int, ends: int) -> int:
        """Run the kernel (`emit.ENTRY`): `m`, `seeds` and `ends` are addresses; the number of tokens done."""
        result, exception = ctypes.c_int64(), ctypes.c_void_p()
        status = self.function(ctypes.addressof(result), ctypes.addressof(exception), m, seeds, count, ends)
        if status != 0:
            raise RuntimeError(f"a generated kernel raised: status {status}")
        return result.value


def cache_folder() -> Path:
    """The folder named by INTAGLIO_CACHE, or `~/.cache/intaglio`."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else Path.home() / ".cache" / "intaglio"


def load(source: str) -> Loaded:
    """The machine code of generated source, from the cache where it is there and whole."""
    name = f"kernel_{fingerprint(source)[:32]}"
    folder = cache_folder()
    code = read_code(folder / f"{name}.kernel")
    if code is not None:
        return link(code, compiled=False)
    path = folder / f"{name}.py"
    write_whole(path, source.encode())
    code = compile_source(source, path)
    write_whole(folder / f"{name}.kernel", hashlib.sha256(code).digest() + code)
    return link(code, compiled=True)


def fingerprint(source: str) -> str:
    """A hash of the source and of everything else that its machine code depends on."""
    digest = hashlib.sha256(environment().encode())
    digest.update(source.encode())
    return digest.hexdigest()


@cache
def environment() -> str:
    """What two machines or installations must share to share machine code."""
    here = Path(__file__).parent
    runtime = hashlib.sha256(b"".join((here / name).read_bytes() for name in RUNTIME_FILES)).hexdigest()
    versions = [f"{package} {version(package)}" for package in ("numba", "llvmlite", "numpy")]
    host = [llvm.get_process_triple(), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()]
    return "\n".join([runtime, *versions, platform.python_version(), *host])


def read_code(path: Path) -> bytes | None:
    """The object code in a file, None where there is none or its digest is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, code = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    return code if hashlib.sha256(code).digest() == digest else None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is seen whole or not at all; a folder that cannot be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)


def compile_source(source: str, path: Path) -> bytes:
    """Let numba compile the module's `kernel`; its object code. `path` names the source in tracebacks."""
    namespace: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}
    exec(compile(source, str(path), "exec"), namespace)
    kernel = compiled_rule(namespace["kernel"])
    module = llvm.parse_assembly(kernel.library.get_llvm_str())
    recursive = {name: compiled_rule(rule) for name, rule in namespace["RECURSIVE"].items()}
    if recursive:
        for rule in recursive.values():
            module.link_in(llvm.parse_assembly(rule.library.get_llvm_str()))
        symbols = {name: rule.fndesc.llvm_func_name for name, rule in recursive.items()}
        module = llvm.parse_assembly(resolve_recursion(str(module), symbols))
    module.get_function(kernel.fndesc.llvm_func_name).name = SYMBOL
    machine = target_machine()
    keep_only_kernel(module, machine)
    return bytes(machine.emit_object(module))


def compiled_rule(dispatcher: Any) -> Any:
    """What numba made of a function: it was compiled for one signature."""
    (compiled,) = dispatcher.overloads.values()
    return compiled


def resolve_recursion(text: str, symbols: dict[str, str]) -> str:
    """LLVM text in which the pointers that `intrinsics.recursion` calls through hold the rules' addresses."""
    for name, symbol in symbols.items():
        pointer = rf'^(@"\.numba\.unresolved\$recursion_{name}" =) external .*$'
        text = re.sub(pointer, rf"\1 internal constant ptr @{symbol}", text, flags=re.M)
    return text


def keep_only_kernel(module: Any, machine: Any) -> None:
    """Make every function but the kernel private to the module and drop what is no longer called."""
    for function in module.functions:
        if not function.is_declaration and function.name != SYMBOL:
            function.linkage = "internal"
    passes = llvm.create_new_module_pass_manager()
    passes.add_instruction_combine_pass()  # calls through constant pointers become calls
    passes.add_global_dead_code_eliminate_pass()
    passes.run(module, llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options()))


def target_machine() -> Any:
    """Code generation for this processor, for use in this process. An engine owns and frees its machine."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        codemodel="jitdefault",
        jit=True,
    )


def link(code: bytes, *, compiled: bool) -> Loaded:
    """Put object code into memory, ready to be called."""
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target_machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return Loaded(KernelFunction(engine.get_function_address(SYMBOL)), engine, compiled)
