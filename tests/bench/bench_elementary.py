"""The largest errors of the elementary functions in doubles: `python -m tests.bench.bench_elementary [COUNT] [SEED]`.

COUNT arguments (20,000 where none is given) are drawn from each range; errors are in units of the last place.
"""

import sys

from tests.elementary_accuracy import CLAIMS, errors


def main() -> None:
    given = [int(argument) for argument in sys.argv[1:]]
    count, seed = [*given, *(20_000, 0)[len(given) :]]
    print(f"{'':8}{'stated':>8}{'largest':>9}  at, of {count:,} arguments a range")
    for claim in CLAIMS:
        worst, arguments = max(errors(claim, count, seed))
        print(f"{claim.name:8}{claim.bound:>8}{worst:>9.3f}  {', '.join(map(repr, arguments))}", flush=True)


if __name__ == "__main__":
    main()
