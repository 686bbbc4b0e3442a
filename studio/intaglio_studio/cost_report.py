"""All that `intaglio cost` knows of a piece, as one value: `report(bundle, piece, 100)`.

`cost_table` says it in a terminal, `cost_page` on a page, `to_json` to programs.
"""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.backends.evm.gas_rules import FORKS, TODAY, Rules
from intaglio.bundle import Bundle
from intaglio_contracts.plan import Step, data_steps
from intaglio_studio.cost import Cost, measure
from intaglio_studio.cost_codecs import Packing, compare
from intaglio_studio.cost_gas import TRACED, GasByLine, gas_by_line
from intaglio_studio.cost_lines import ByLine, by_line
from intaglio_studio.piece import Piece
from intaglio_studio.progress import Board, Silent

Json = dict[str, object]


@dataclass(frozen=True)
class Report:
    """What a piece costs. `cost` has the gas of reading it; of a piece without a contract it is None, and the steps
    are those that store its script."""

    title: str
    script_bytes: int
    codec: str
    steps: tuple[Step, ...]
    cost: Cost | None
    no_contract: str
    packings: tuple[Packing, ...]
    lines: ByLine

    def stored(self, *, shared: bool) -> int:
        """Bytes of code stored for this piece alone, or for all pieces of a chain."""
        return sum(step.code_size for step in self.steps if step.shared == shared)

    def own_gas(self, rules: Rules = TODAY) -> int:
        """Gas to deploy this piece on a chain that has the shared parts."""
        return sum(step.gas(rules) for step in self.steps if not step.shared)

    def to_json(self) -> Json:
        """For `--json`; bytes and gas as numbers."""
        data: Json = {"title": self.title, "script_bytes": self.script_bytes, "codec": self.codec}
        data["stored"] = [
            {"part": step.label, "bytes": step.code_size, "gas": step.gas(), "gas_by_rules": by_rules(step),
             "shared": step.shared}
            for step in self.steps
        ]  # fmt: skip
        data |= {"own_bytes": self.stored(shared=False), "shared_bytes": self.stored(shared=True)}
        data |= {"deploy_gas": self.own_gas()}
        data["deploy_gas_by_rules"] = {rules.name: self.own_gas(rules) for rules in FORKS}
        data["rules"] = {rules.name: rules.about for rules in FORKS}
        data["codecs"] = [packing.to_json() for packing in self.packings]
        data["by_line"] = self.lines.to_json()
        if self.cost is None:
            return data | {"no_contract": self.no_contract}
        return data | self.cost.reading()


def by_rules(step: Step) -> dict[str, int]:
    """The gas of a step by the name of each fork's rules."""
    return {rules.name: step.gas(rules) for rules in FORKS}


def report(
    bundle: Bundle, piece: Piece, tokens: int, board: Board | None = None, *, traced: bool = False
) -> Report:
    """Measure a build; `piece` is its source. `traced`: say which lines the gas goes to, where there is a contract.

    Raises `LimitExceeded`, and `Mistake` for a build of another compiler.
    """
    lines = by_line(bundle, piece, _traced(bundle, piece, board) if traced and not bundle.no_contract else None)
    cost = None if bundle.no_contract else measure(bundle, tokens, board)
    return Report(
        title=bundle.title,
        script_bytes=len(bundle.script.encode()),
        codec=bundle.codec,
        steps=cost.steps if cost else _script_steps(bundle),
        cost=cost,
        no_contract=bundle.no_contract,
        packings=compare(bundle, raster=piece.has_raster, text=piece.text_size),
        lines=lines,
    )


def _traced(bundle: Bundle, piece: Piece, board: Board | None) -> GasByLine:
    told = board or Silent()
    told.begin("trace", TRACED)
    found = gas_by_line(bundle, piece, told=lambda: told.advance("trace"))
    told.finish("trace")
    return found


def _script_steps(bundle: Bundle) -> tuple[Step, ...]:
    """What stores the page of a piece that has no contract."""
    runtime = data_steps("runtime", bundle.runtime_part, shared=True)
    return (*runtime, *data_steps("script", bundle.script_part, shared=False))
