"""What a verification found, as plain data: `Verification`, made of engines' runs, checks and differences.

`first_difference` compares two byte strings that should be equal and keeps what a person needs to see:
where they part, with some text on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from intaglio_renderers.agreement import Disagreement
from intaglio_studio.gas import Spread
from intaglio_studio.seeds import written

CONTEXT = 48  # bytes shown on each side of the first difference

Json = dict[str, Any]


@dataclass(frozen=True)
class Excerpt:
    """The neighbourhood of a byte in one of two texts: before it, the byte itself, after it."""

    before: str
    at: str
    after: str
    size: int

    @classmethod
    def around(cls, data: bytes, offset: int) -> Excerpt:
        """What `data` holds around `offset`; `at` is empty where it has ended."""
        start = max(0, offset - CONTEXT)
        return cls(
            before=("…" if start else "") + _shown(data[start:offset]),
            at=_shown(data[offset : offset + 1]),
            after=_shown(data[offset + 1 : offset + 1 + CONTEXT]),
            size=len(data),
        )


@dataclass(frozen=True)
class Difference:
    """Two byte strings that should be equal. `token` is set where a chain was asked, `seed` where one drew.

    Of pixels, `pixel` is the column and the row of the first that differs, and `offset` its number.
    """

    what: str
    expected_by: str
    found_by: str
    offset: int
    expected: Excerpt
    found: Excerpt
    seed: bytes | None = None
    token: int | None = None
    pixel: tuple[int, int] | None = None

    @property
    def place(self) -> str:
        """`the svg of seed 7`, `the image of token 3`, `pixel 4, 9 of seed 7`."""
        what = f"pixel {self.pixel[0]}, {self.pixel[1]}" if self.pixel else f"the {self.what}"
        if self.token is not None:
            return f"{what} of token {self.token}"
        return f"{what} of seed {written(self.seed)}" if self.seed is not None else what

    @property
    def at(self) -> str:
        """Where in it, and the sizes: nothing more of a pixel."""
        if self.pixel:
            return ""
        return f", at byte {self.offset:,} ({self.found.size:,} bytes instead of {self.expected.size:,})"

    def to_json(self) -> Json:
        """For the report."""
        return {
            "what": self.what,
            "seed": None if self.seed is None else f"0x{self.seed.hex()}",
            "token": self.token,
            "expected_by": self.expected_by,
            "found_by": self.found_by,
            "offset": self.offset,
            **({"pixel": list(self.pixel)} if self.pixel else {}),
            "expected": vars(self.expected),
            "found": vars(self.found),
        }

    def text(self) -> str:
        """For a terminal: both texts, a mark under the first byte that differs."""
        width = max(len(self.expected_by), len(self.found_by))
        lines = [f"{self.found_by} differs from {self.expected_by} in {self.place}{self.at}:"]
        for who, excerpt in ((self.expected_by, self.expected), (self.found_by, self.found)):
            lines.append(f"  {who:<{width}}  {excerpt.before}{excerpt.at or '∎'}{excerpt.after}")
        return "\n".join([*lines, f"  {'':<{width}}  {' ' * len(self.found.before)}^"])


@dataclass(frozen=True)
class Failure:
    """An engine that gave no picture of a seed, and why."""

    engine: str
    cause: str
    seed: bytes | None = None
    token: int | None = None

    def to_json(self) -> Json:
        """For the report."""
        seed = None if self.seed is None else f"0x{self.seed.hex()}"
        return {"engine": self.engine, "cause": self.cause, "seed": seed, "token": self.token}

    def text(self) -> str:
        """For a terminal."""
        of = f" for token {self.token}" if self.token is not None else ""
        of = of or (f" for seed {written(self.seed)}" if self.seed is not None else "")
        return f"{self.engine} gave no picture{of}: {self.cause}"


@dataclass(frozen=True)
class EngineRun:
    """One engine's part. `digest` is the SHA-256 of all its pictures' digests in the order of seeds.

    `setup` and `seconds` are times to start and to draw; `failed` counts the seeds that it gave no picture of.
    """

    engine: str
    about: str
    pictures: int
    digest: str
    setup: float
    seconds: float
    differs: bool
    failed: int = 0
    gas: Spread | None = None

    @property
    def agrees(self) -> bool:
        """Whether it drew everything, and nothing differently."""
        return not self.differs and not self.failed

    @property
    def result(self) -> str:
        """`agrees`, `differs` or `fails`."""
        return "differs" if self.differs else "fails" if self.failed else "agrees"

    def to_json(self) -> Json:
        """For the report; times in seconds."""
        return {
            **{name: getattr(self, name) for name in ("engine", "about", "result", "pictures", "failed", "digest")},
            "setup_seconds": round(self.setup, 3),
            "seconds": round(self.seconds, 3),
            "gas": self.gas.to_json() if self.gas else None,
        }


@dataclass(frozen=True)
class Check:
    """One promise held against one fact, for instance that the chain holds the build's contract."""

    name: str
    passed: bool
    detail: str

    def to_json(self) -> Json:
        """For the report."""
        return {"check": self.name, "passed": self.passed, "detail": self.detail}


@dataclass(frozen=True)
class Witness:
    """What was found of one matter: promises that hold or not, where bytes part, and what could not be checked."""

    checks: tuple[Check, ...] = ()
    differences: tuple[Difference, ...] = ()
    unchecked: tuple[str, ...] = ()

    @classmethod
    def together(cls, witnesses: Iterable[Witness]) -> Witness:
        """Several as one."""
        held = list(witnesses)
        return cls(
            tuple(check for witness in held for check in witness.checks),
            tuple(difference for witness in held for difference in witness.differences),
            tuple(text for witness in held for text in witness.unchecked),
        )

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong, as far as it could be checked."""
        return not self.differences and all(check.passed for check in self.checks)


@dataclass(frozen=True)
class Sample:
    """A picture for the report."""

    label: str
    svg: bytes
    traits: bytes


@dataclass(frozen=True)
class Verification:
    """All of it. `chain` says which contract was read, where one was.

    `crossings` counts, by place and kind, the values beyond the range in which all engines compute alike.
    Only the reference sees them. `unchecked` says what could not be checked, and `absent` of each engine that is not on
    this machine why, and how to get it.
    """

    title: str
    seeds: tuple[bytes, ...]
    runs: tuple[EngineRun, ...]
    checks: tuple[Check, ...] = ()
    differences: tuple[Difference, ...] = ()
    failures: tuple[Failure, ...] = ()
    samples: tuple[Sample, ...] = ()
    warnings: tuple[str, ...] = ()
    root: str | None = None
    chain: Json | None = None
    notes: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    crossings: Mapping[str, int] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)

    @property
    def agrees(self) -> bool:
        """Whether nothing at all differed or failed."""
        return not self.differences and not self.failures and all(check.passed for check in self.checks)

    def to_json(self) -> Json:
        """The whole report but its pictures."""
        return {
            "title": self.title,
            "agrees": self.agrees,
            "root": self.root,
            "chain": self.chain,
            "seeds": [f"0x{seed.hex()}" for seed in self.seeds],
            "engines": [run.to_json() for run in self.runs],
            "checks": [check.to_json() for check in self.checks],
            "differences": [difference.to_json() for difference in self.differences],
            "failures": [failure.to_json() for failure in self.failures],
            "crossings": dict(self.crossings),
            "absent": dict(self.absent),
            "warnings": list(self.warnings),
            "notes": list(self.notes),
            "unchecked": list(self.unchecked),
        }


def first_difference(
    what: str,
    expected: tuple[str, bytes],
    found: tuple[str, bytes],
    *,
    seed: bytes | None = None,
    token: int | None = None,
) -> Difference | None:
    """Where two named byte strings first differ; None where they are equal.

    >>> first_difference("svg", ("a", b"<g>1</g>"), ("b", b"<g>2</g>")).offset
    3
    """
    (expected_by, left), (found_by, right) = expected, found
    if left == right:
        return None
    offset = next((i for i, pair in enumerate(zip(left, right)) if pair[0] != pair[1]), min(len(left), len(right)))
    return Difference(
        what,
        expected_by,
        found_by,
        offset,
        Excerpt.around(left, offset),
        Excerpt.around(right, offset),
        seed=seed,
        token=token,
    )


def pixel_difference(
    found: Disagreement, by: tuple[str, str], seed: bytes | None, token: int | None
) -> Difference:
    """The first pixel in which two engines part."""
    expected, actual = (Excerpt("", color, "", 1) for color in (found.expected, found.found))
    return Difference("pixels", *by, found.offset, expected, actual, seed, token, found.place)


def _shown(data: bytes) -> str:
    """Bytes as one line of text: what is not printable ASCII as `\\xNN`."""
    return "".join(chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}" for byte in data)
