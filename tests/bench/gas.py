"""Our contracts beside contracts written by hand: `python -m tests.bench.gas [--seeds 20]`.

Each piece of `tests/bench/twins` is an example written again in Solidity with care: a cursor in memory, no checks,
texts stored by words, Solady where it serves. solc compiles the twin for Cancun with its IR pipeline and with the older
one, for few runs and for many; what it finds too deep for the stack is left out. All draw the same seeds on one anvil
with Osaka's rules, and every byte must be the same. Our gas is held against the twin's least, our code against its
smallest.

Autoglyphs have an original: its published results must come out, at less gas than its own draws take.

Pieces with pixels, one in fixed numbers and one in doubles, must fit a call with their whole image. Doubles have
ceilings, which `bench_soft_double` prints beside what each operation takes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from intaglio.backends.evm.limits import ETH_CALL_GAS
from intaglio.backends.evm.solc import SolcError, compile_solidity
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.picture import Picture
from intaglio_studio.anvil_renderer import AnvilRenderer
from intaglio_studio.build import contract
from intaglio_studio.piece import open_piece
from intaglio_studio.seeds import number_seed, sample
from tests.autoglyphs import ORIGINAL_GAS, PUBLISHED
from tests.bench import bench_soft_double
from tests.conftest import ROOT

TWINS = Path(__file__).with_name("twins")
SHARED = "Sketching.sol"
RUNS = (1, 200, 1_000_000)
TOO_DEEP = "Stack too deep"  # as solc says it of Solidity
MOST_AUTOGLYPHS_GAS = 1_150_000  # of its worst draw: promised too
RASTERS = {"marble": (64, 64), "julia": (32, 32)}  # promised: below the gas of a call
MOST_GAS, MOST_CODE = 1.0, 1.25  # of the twin's: the ratios that are promised


@dataclass(frozen=True)
class Drawn:
    """What one contract did: its code's bytes, all gas, and the pictures."""

    code: int
    gas: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Comparison:
    """A piece of ours and its twin, by solc's settings."""

    name: str
    ours: Drawn
    twins: dict[str, Drawn]

    @property
    def gas(self) -> float:
        """Our gas as a ratio to the twin's least."""
        return self.ours.gas / min(twin.gas for twin in self.twins.values())

    @property
    def code(self) -> float:
        """Our code as a ratio to the twin's smallest."""
        return self.ours.code / min(twin.code for twin in self.twins.values())

    def differing(self, twin: Drawn) -> int:
        """How many pictures of a twin are not ours."""
        return sum(ours != theirs for ours, theirs in zip(self.ours.pictures, twin.pictures, strict=True))

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        same = not any(self.differing(twin) for twin in self.twins.values())
        return same and self.gas <= MOST_GAS and self.code <= MOST_CODE


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20, help="tokens of each piece (20)")
    options = parser.parse_args()
    seeds = sample(options.seeds)
    print(f"{len(seeds)} tokens each, anvil with Osaka's rules, gas of `render` from the first opcode on\n")
    print(f"{'piece':10}{'by':26}{'gas a token':>14}{'ratio':>8}{'code':>9}{'ratio':>8}{'differing':>11}")
    for path in sorted(TWINS.glob("*.sol")):
        if path.name != SHARED:
            show(compare(path, seeds), len(seeds))
    autoglyphs()
    rasters(seeds)
    print()
    bench_soft_double.main()


def rasters(seeds: Sequence[bytes]) -> None:
    """Draw the pieces with pixels, hold each picture against numba's, and print the gas."""
    print("\nPixels, the image whole, all bytes beside numba's")
    for name, size in RASTERS.items():
        piece = open_piece(ROOT / "examples" / f"{name}.py")
        drawn = contract(piece)
        gas, equal = [], 0
        with AnvilRenderer(drawn.runtime) as renderer, NativeRenderer(piece.module) as native:
            for seed in seeds:
                equal += renderer.render(seed) == native.render(seed, 0, size)
                gas.append(renderer.last_gas or 0)
        kept = piece.module.chain_size == size and equal == len(seeds) and max(gas) < ETH_CALL_GAS
        row = f"{min(gas):,} to {max(gas):,} gas, {len(drawn.runtime):,} bytes of code, {equal} of {len(seeds)} equal"
        print(f"  {piece.title}, {size[0]} x {size[1]}, {piece.module.numbers}: {row}: {'kept' if kept else 'missed'}")


def autoglyphs() -> None:
    """Draw what is published, and print how much of it came out and what the dearest draw took."""
    ours = contract(open_piece(ROOT / "examples" / "autoglyphs.py"))
    gas, equal = [], 0
    with AnvilRenderer(ours.runtime) as renderer:
        for seed, published in enumerate(PUBLISHED, 1):
            equal += sha256(renderer.render(number_seed(seed)).svg).hexdigest() == published
            gas.append(renderer.last_gas or 0)
    cheapest, dearest = ORIGINAL_GAS
    verdict = "kept" if equal == len(PUBLISHED) and max(gas) <= MOST_AUTOGLYPHS_GAS else "missed"
    print(f"\nAutoglyphs: {equal} of {len(PUBLISHED)} as published, {len(ours.runtime):,} bytes of code")
    print(f"  a draw takes {min(gas):,} to {max(gas):,} gas, the original's {cheapest:,} to {dearest:,}")
    print(f"  the worst within {MOST_AUTOGLYPHS_GAS:,}: {verdict}")


def compare(twin: Path, seeds: Sequence[bytes]) -> Comparison:
    """A twin in all settings beside the example of its name."""
    ours = contract(open_piece(ROOT / "examples" / f"{twin.stem.lower()}.py"))
    by_hand = {setting: draw(code, seeds) for setting, code in compiled(twin).items()}
    return Comparison(twin.stem, draw(ours.runtime, seeds), by_hand)


def compiled(twin: Path) -> dict[str, bytes]:
    """The twin's code, by solc's settings."""
    sources = {path.name: path.read_text("utf-8") for path in (twin, twin.with_name(SHARED))}
    found = {}
    for via_ir in (True, False):
        for runs in RUNS:
            try:
                output = compile_solidity(sources, runs=runs, via_ir=via_ir)
            except SolcError as error:
                if TOO_DEEP not in str(error):
                    raise
                continue
            code = output["contracts"][twin.name][twin.stem]["evm"]["deployedBytecode"]["object"]
            found[f"{'IR' if via_ir else 'legacy'}, {runs:,} runs"] = bytes.fromhex(code)
    return found


def draw(code: bytes, seeds: Sequence[bytes]) -> Drawn:
    """Let a contract draw the seeds."""
    pictures, gas = [], 0
    with AnvilRenderer(code) as renderer:
        for seed in seeds:
            pictures.append(renderer.render(seed))
            gas += renderer.last_gas or 0
    return Drawn(len(code), gas, tuple(pictures))


def show(found: Comparison, count: int) -> None:
    """Print one piece's rows and what became of the promise."""
    print(f"{found.name:10}{'Intaglio':26}{found.ours.gas / count:14,.0f}{'':8}{found.ours.code:9,}", flush=True)
    for setting, twin in found.twins.items():
        gas, code = found.ours.gas / twin.gas, found.ours.code / twin.code
        row = f"{twin.gas / count:14,.0f}{gas:8.2f}{twin.code:9,}{code:8.2f}{found.differing(twin):11}"
        print(f"{'':10}{f'by hand, {setting}':26}{row}")
    verdict = "kept" if found.kept else "missed"
    print(f"{'':10}gas {found.gas:.2f} of the least, code {found.code:.2f} of the smallest: {verdict}")


if __name__ == "__main__":
    main()
