"""What doubles cost in the EVM: `python -m tests.bench.bench_soft_double`.

Each operation runs on 1,000 pairs of numbers as pictures have them: half of them up to 1,000 in size, half up to 2, of
either sign. Gas is the difference from the same loop with `add` in its place, which costs 3: in line, as solc puts a
function that is used once; and called, as it is where it is used more often. Bytes are those of the code that is more.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from intaglio.backends.evm.double_words import word_of
from intaglio.backends.evm.limits import intrinsic_gas
from intaglio.backends.evm.solc import compile_yul
from intaglio.backends.evm.support import needed, support_for
from intaglio.ir.doubles import bits
from intaglio_renderers.evm import new_evm, put_code

COUNT = 1000
CEILINGS = {"mul": 190, "add": 260, "div": 330, "sqrt": 700}  # gas in line
OPERATIONS = {
    "mul": "double_mul({0}, {1})",
    "add": "double_add({0}, {1})",
    "sub": "double_sub({0}, {1})",
    "div": "double_div({0}, {1})",
    "sqrt": "double_sqrt(and({0}, not({1})))",
    "floor": "double_floor({0})",
    "mod": "double_mod({0}, {1})",
    "times 1/8": "double_shift({0}, {1})",
    "a < b": "double_less({0}, {1})",
    "a < 8": "double_under({0}, {1})",
    "a == b": "double_equal({0}, {1})",
    "min": "double_min({0}, {1})",
    "to int": "double_whole({0})",
    "of int": "double_of_int(and(shr(90, {0}), 0x3ff))",
    "random": "double_fraction(and(shr(64, {0}), 0xffffffff))",
    "to write": "double_scaled({0}, {1})",
}
_ADDRESS, _CALLER = "0x00000000000000000000000000000000000000aa", "0x00000000000000000000000000000000000ca11e"
_SECOND = {"sqrt": 1, "times 1/8": -3 << 107, "a < 8": word_of(bits(8.0)), "to write": word_of(bits(100.0))}
_LOOP = """object "bench" {{
    code {{ datacopy(0, dataoffset("b_deployed"), datasize("b_deployed")) return(0, datasize("b_deployed")) }}
    object "b_deployed" {{ code {{
        let size := calldatasize()
        for {{ let i := 0 }} lt(i, size) {{ i := add(i, 64) }} {{
            let a_ := calldataload(i)
            let b_ := calldataload(add(i, 32))
            mstore(i, {result})
        }}
        return(0, 32)
        {functions}
    }} }}
}}"""


@dataclass(frozen=True)
class Gas:
    """Gas of one operation in line and called, and the bytes of its functions."""

    in_line: float
    called: float
    size: int


def _operands(name: str) -> bytes:
    draw = random.Random(1)
    words = []
    for _ in range(COUNT):
        pair = [draw.uniform(-1000, 1000) if draw.random() < 0.5 else draw.uniform(-2, 2) for _ in range(2)]
        first, second = (word_of(bits(number)) for number in pair)
        words += [first, _SECOND.get(name, second)]
    return b"".join((word % (1 << 256)).to_bytes(32, "big") for word in words)


def _run(result: str, data: bytes) -> tuple[int, int]:
    functions = "\n".join(support_for(needed(result), 2, {}).values())
    code = compile_yul(_LOOP.format(result=result, functions=functions)).runtime
    evm = new_evm()
    put_code(evm, _ADDRESS, code)
    evm.message_call(_CALLER, _ADDRESS, calldata=data, gas=10**9)
    assert evm.result is not None
    return evm.result.gas_used - intrinsic_gas(data), len(code)


@cache
def gas_of(name: str) -> Gas:
    """Measure one of `OPERATIONS`."""
    data, operation = _operands(name), OPERATIONS[name]
    base, base_size = _run("add(a_, b_)", data)
    once = operation.format("a_", "b_")
    gas, size = _run(once, data)
    thrice, _ = _run(f"add(add({once}, {once}), {once})", data)
    return Gas((gas - base) / COUNT + 3, (thrice - base) / COUNT / 3 - 1, size - base_size)


def main() -> None:
    """Print a line for each operation."""
    print(f"{'':12}{'in line':>9}{'called':>9}{'bytes':>7}")
    for name in OPERATIONS:
        found = gas_of(name)
        ceiling = f"   at most {CEILINGS[name]}" if name in CEILINGS else ""
        print(f"{name:12}{found.in_line:>9.1f}{found.called:>9.1f}{found.size:>7}{ceiling}", flush=True)


def bench_soft_double() -> None:
    main()


if __name__ == "__main__":
    main()
