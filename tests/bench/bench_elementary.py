"""The largest errors of the elementary functions in doubles: `python -m tests.bench.bench_elementary [COUNT] [SEED]`.

COUNT arguments (20,000 where none is given) are drawn from each range; errors are in units of the last place.
"""

import sys

from tests.elementary_accuracy import CLAIMS, errors


def main(count: int = 20_000, seed: int = 0) -> None:
    """Print a line for each function."""
    print(f"{'':8}{'stated':>8}{'largest':>9}  at, of {count:,} arguments a range")
    for claim in CLAIMS:
        worst, arguments = max(errors(claim, count, seed))
        print(f"{claim.name:8}{claim.bound:>8}{worst:>9.3f}  {', '.join(map(repr, arguments))}", flush=True)


def bench_elementary() -> None:
    main(2_000)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
