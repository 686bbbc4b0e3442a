"""The EVM's doubles against the processor's: `python -m tests.soft_double --pairs 100000000`.

A contract takes pairs of 64-bit patterns, makes words of them, computes, and gives back patterns: `Soft(name)`. Pairs
are drawn in five ways, each for a fifth of them: all bits random; mantissas of few ones or few zeros, where rounding
is hardest; exponents close to each other; results at the edge of the denormal numbers, or of what is finite; ints and
halves. Every result is compared, bit for bit, with numpy's, which are the processor's.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from intaglio.backends.evm.double_words import WORDS
from intaglio.backends.evm.solc import compile_yul
from intaglio.backends.evm.support import needed, support_for
from intaglio.ir.doubles import NAN
from intaglio_renderers.evm import new_evm, put_code

Patterns = NDArray[np.uint64]
Floats = NDArray[np.float64]

_CONTRACT, _CALLER = "0x00000000000000000000000000000000000000aa", "0x00000000000000000000000000000000000ca11e"
_GAS = 10**12
BATCH = 4096  # pairs a call

# What goes in and out, in Yul: only here are doubles seen by their bits.
_EDGES = """
function pattern_of(w) -> x {
    x := shl(63, and(w, 1))
    let m := shr(54, and(w, @M@))
    let e := sar(107, w)
    if sgt(w, @LAST@) {
        switch slt(w, @NONE@)
        case 0 { x := 0x7ff8000000000000 }
        default { x := or(x, 0x7ff0000000000000) }
        leave
    }
    if iszero(m) { leave }
    switch slt(e, 0)
    case 0 { x := or(x, add(shl(52, e), m)) }
    default { x := or(x, shr(sub(0, e), m)) }
}
"""
_LOOP = """object "soft" {{
    code {{ datacopy(0, dataoffset("soft_deployed"), datasize("soft_deployed")) return(0, datasize("soft_deployed")) }}
    object "soft_deployed" {{ code {{
        let size := calldatasize()
        let out := 0
        for {{ let i := 0 }} lt(i, size) {{ i := add(i, 16) }} {{
            let x := calldataload(i)
            let low := and(shr(192, x), 0xffffffff)
            let a := double_of_pattern(shr(192, x))
            let b := double_of_pattern(and(shr(128, x), 0xffffffffffffffff))
            mstore(out, shl(192, {result}))
            out := add(out, 8)
        }}
        return(0, out)
        {functions}
    }} }}
}}"""


def _truncated(a: Floats) -> NDArray[np.int64]:
    """Modulo 2**32, as a signed number; 0 of what is not finite."""
    finite = np.where(np.isfinite(a), a, 0.0)
    low = np.trunc(np.fmod(finite, 2.0**32)).astype(np.int64)
    return (low + (1 << 31)) % (1 << 32) - (1 << 31)


def _exponent(a: Floats) -> NDArray[np.int64]:
    return (a.view(np.uint64) >> np.uint64(52) & np.uint64(2047)).astype(np.int64) - 1023


# By name: the Yul of a result, whether it is a double, and what the processor makes of the operands.
OPERATIONS: dict[str, tuple[str, bool, Callable[[Floats, Floats], NDArray[np.generic]]]] = {
    "add": ("double_add(a, b)", True, lambda a, b: a + b),
    "sub": ("double_sub(a, b)", True, lambda a, b: a - b),
    "mul": ("double_mul(a, b)", True, lambda a, b: a * b),
    "div": ("double_div(a, b)", True, lambda a, b: a / b),
    "sqrt": ("double_sqrt(a)", True, lambda a, b: np.sqrt(a)),
    "floor": ("double_floor(a)", True, lambda a, b: np.floor(a)),
    "mod": ("double_mod(a, b)", True, np.mod),
    "min": ("double_min(a, b)", True, lambda a, b: np.where(b < a, b, a)),
    "max": ("double_max(a, b)", True, lambda a, b: np.where(b > a, b, a)),
    "eighth": ("double_shift(a, shl(107, sub(0, 3)))", True, lambda a, b: a * 0.125),
    "less": ("double_less(a, b)", False, lambda a, b: a < b),
    "at most": ("double_at_most(a, b)", False, lambda a, b: a <= b),
    "equal": ("double_equal(a, b)", False, lambda a, b: a == b),
    "trunc": ("double_trunc(a)", False, lambda a, b: _truncated(a)),
    "to int": ("double_whole(a)", False, lambda a, b: _truncated(np.floor(a))),
    "round": ("double_round(a)", False, lambda a, b: _truncated(np.round(a))),
    "exponent": ("double_exponent(a)", False, lambda a, b: _exponent(a)),
    "of int": ("double_of_int(signextend(3, low))", True,
               lambda a, b: a.view(np.uint64).astype(np.uint32).astype(np.int32).astype(np.float64)),
    "fraction": ("double_fraction(low)", True,
                 lambda a, b: a.view(np.uint64).astype(np.uint32) / 2.0**32),
    "power2": ("double_power2(signextend(3, low))", True,
               lambda a, b: (((a.view(np.uint64) + np.uint64(1023)) & np.uint64(2047)) << np.uint64(52))
               .view(np.float64)),
}  # fmt: skip


class Soft:
    """One operation in the EVM: `Soft("mul")(a, b)` are the results for arrays of patterns."""

    def __init__(self, name: str) -> None:
        result, self.gives_double, self.meant = OPERATIONS[name]
        self._evm = new_evm()
        put_code(self._evm, _CONTRACT, _code(f"pattern_of({result})" if self.gives_double else result))

    def __call__(self, a: Patterns, b: Patterns) -> Patterns:
        data = np.stack([a, b], axis=1).astype(">u8").tobytes()
        returned = bytes(self._evm.message_call(_CALLER, _CONTRACT, calldata=data, gas=_GAS, is_static=True))
        return np.frombuffer(returned, ">u8").astype(np.uint64)

    def differences(self, a: Patterns, b: Patterns) -> list[tuple[int, int, int, int]]:
        """Operands, result and what was meant, wherever these two differ."""
        with np.errstate(all="ignore"):
            meant = self.meant(a.view(np.float64), b.view(np.float64))
        found, wanted = self(a, b), meant.astype(np.float64).view(np.uint64)
        if self.gives_double:
            wanted = np.where(np.isnan(wanted.view(np.float64)), np.uint64(NAN), wanted)
        else:
            found, wanted = found.astype(np.uint32), meant.astype(np.int64).astype(np.uint64).astype(np.uint32)
        at = np.flatnonzero(found != wanted)
        return [(int(a[i]), int(b[i]), int(found[i]), int(wanted[i])) for i in at[:10]]


@cache
def _code(result: str) -> bytes:
    edges = _EDGES
    for name, word in WORDS.items():
        edges = edges.replace(f"@{name}@", word)
    functions = "\n".join([edges, *support_for(needed(_LOOP + edges + result), 2, {}).values()])
    return compile_yul(_LOOP.format(result=result, functions=functions)).runtime


# ---- operands -------------------------------------------------------------------------------------

SPECIALS = np.array(
    [
        pattern | sign << 63
        for sign in (0, 1)
        for pattern in (
            0, 1, 2, 3, (1 << 51) + 1, (1 << 52) - 1, 1 << 52, (1 << 52) + 1, (2 << 52) - 1, 2 << 52, 53 << 52,
            *(base + step for base in (1020 << 52, 1022 << 52, 1023 << 52, 1024 << 52) for step in (-2, -1, 0, 1, 2)),
            0x3FF8000000000000, 0x4008000000000000, 0x3FD5555555555555, 0x3FB999999999999A,
            *((1023 + n << 52) + step for n in (-54, -53, -27, 26, 31, 32, 51, 52, 53, 54) for step in (-1, 0, 1)),
            *((1023 + 52 << 52) - n for n in (2, 3)), 0x43E0000000000000, 0x5FEFFFFFFFFFFFFF, 0x1FF0000000000001,
            2045 << 52, (2046 << 52) - 1, 2046 << 52, (2047 << 52) - 2, (2047 << 52) - 1, 2047 << 52,
            0x7FF0000000000001, NAN, 0x7FFFFFFFFFFFFFFF,
        )
    ],
    np.uint64,
)  # fmt: skip


def all_specials() -> tuple[Patterns, Patterns]:
    """Every pair of `SPECIALS`."""
    a, b = np.meshgrid(SPECIALS, SPECIALS)
    return a.ravel(), b.ravel()


def drawn(random: np.random.Generator, count: int) -> tuple[Patterns, Patterns]:
    """So many pairs, in the five ways."""
    made = [way(random, -(-count // 5)) for way in (_any, _sparse, _close, _edge, _half)]
    a, b = (np.concatenate([pair[at] for pair in made])[:count] for at in (0, 1))
    return a, b


def _bits(random: np.random.Generator, count: int) -> Patterns:
    return random.integers(0, 1 << 64, count, np.uint64)


def _joined(signs: Patterns, exponents: NDArray[np.int64], fractions: Patterns) -> Patterns:
    high = np.clip(exponents, 0, 2047).astype(np.uint64) << np.uint64(52)
    return signs & np.uint64(1 << 63) | high | fractions & np.uint64((1 << 52) - 1)


def _any(random: np.random.Generator, count: int) -> tuple[Patterns, Patterns]:
    return _bits(random, count), _bits(random, count)


def _few(random: np.random.Generator, count: int) -> Patterns:
    """Fractions of a few ones, or of a few zeros."""
    ones = np.zeros(count, np.uint64)
    for _ in range(3):
        ones |= np.uint64(1) << random.integers(0, 60, count, np.uint64)
    run = (np.uint64(1) << random.integers(0, 53, count, np.uint64)) - np.uint64(1)
    ones = np.where(random.random(count) < 0.3, ones ^ run, ones)
    return np.where(random.random(count) < 0.3, ~ones, ones)


def _sparse(random: np.random.Generator, count: int) -> tuple[Patterns, Patterns]:
    exponents = random.integers(900, 1150, count)
    apart = random.integers(-56, 57, count)
    a = _joined(_bits(random, count), exponents, _few(random, count))
    return a, _joined(_bits(random, count), exponents + apart, _few(random, count))


def _close(random: np.random.Generator, count: int) -> tuple[Patterns, Patterns]:
    exponents = random.integers(0, 2047, count)
    apart = random.integers(-3, 4, count)
    a = _bits(random, count)
    near = np.where(random.random(count) < 0.5, a ^ np.uint64(1) << random.integers(0, 52, count, np.uint64), ~a)
    other = np.where(random.random(count) < 0.5, near, _bits(random, count))
    return _joined(a, exponents, a), _joined(_bits(random, count), exponents + apart, other)


def _edge(random: np.random.Generator, count: int) -> tuple[Patterns, Patterns]:
    """Products and quotients that are denormal, or just above what is finite."""
    exponents = random.integers(0, 2047, count)
    target = np.where(random.random(count) < 0.7, random.integers(-56, 4, count), random.integers(2044, 2049, count))
    inverse = random.random(count) < 0.5
    other = np.where(inverse, exponents + 1023 - target, target + 1023 - exponents)
    fractions = np.where(random.random(count) < 0.5, _bits(random, count), _few(random, count))
    return (_joined(_bits(random, count), exponents, _bits(random, count)),
            _joined(_bits(random, count), other, fractions))  # fmt: skip


def _half(random: np.random.Generator, count: int) -> tuple[Patterns, Patterns]:
    """Ints and halves: products that end in the 54th bit, sums of far numbers, roots of squares and beside them."""
    bits = random.integers(1, 54, count)
    whole = (_bits(random, count) >> (64 - bits).astype(np.uint64)).astype(np.float64)
    other = (_bits(random, count) >> (64 - np.clip(54 - bits, 1, 53)).astype(np.uint64)).astype(np.float64) + 0.5
    beside = random.integers(-1, 2, count, np.int64)
    a = (np.where(random.random(count) < 0.5, whole, whole * whole).view(np.int64) + beside).astype(np.uint64)
    signs = _bits(random, count) & np.uint64(1 << 63)
    return a, other.view(np.uint64) | signs


def campaign(pairs: int, seed: int, names: list[str]) -> int:
    """Compare so many pairs an operation, and print what was found; the number of operations that differed."""
    bad = 0
    for name in names:
        soft, random, began = Soft(name), np.random.default_rng(seed), time.monotonic()
        found = soft.differences(*all_specials())
        done = 0
        while done < pairs and not found:
            found = soft.differences(*drawn(random, BATCH))
            done += BATCH
            if done % (BATCH * 256) == 0 and sys.stdout.isatty():
                print(f"\r{name}: {done:,}", end="", flush=True)
        rate = f"{time.monotonic() - began:.0f} s"
        print(f"\r{name}: {done:,} pairs and {len(SPECIALS) ** 2:,} of special numbers, "
              f"{'DIFFERENT' if found else 'no difference'}, {rate}", flush=True)  # fmt: skip
        for a, b, got, wanted in found:
            print(f"  {a:#018x} {b:#018x}: {got:#018x}, not {wanted:#018x}")
        bad += bool(found)
    return bad


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.soft_double", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1_000_000, help="pairs of each operation")
    parser.add_argument("--seed", type=int, default=0, help="of the pairs")
    parser.add_argument("operations", nargs="*", default=list(OPERATIONS), help=f"of {', '.join(OPERATIONS)}")
    options = parser.parse_args()
    return 1 if campaign(options.pairs, options.seed, options.operations) else 0


if __name__ == "__main__":
    sys.exit(main())
