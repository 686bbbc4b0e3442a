"""What a piece costs, for a terminal: `table(report)`, and `line_table(report)` by source line."""

from __future__ import annotations

from collections.abc import Iterator

from intaglio.backends.evm.gas_rules import ANNOUNCED, TODAY
from intaglio.backends.evm.limits import ETH_CALL_GAS, MAX_CODE
from intaglio_contracts.plan import Step
from intaglio_studio.cost import Cost
from intaglio_studio.cost_lines import ByLine, Line
from intaglio_studio.cost_report import Report

ITEMS = 10  # of the renderer's parts that a table shows
WIDTH = 72  # characters of a source line that a table shows


def table(report: Report) -> str:
    """Bytes and gas by part, the gas of reading, the codecs and the renderer's largest parts."""
    lines = [report.title, ""]
    if report.no_contract:
        lines += [f"  no gas to mint or read, as it has no contract: {report.no_contract}", ""]
    lines += _stored(report)
    if report.cost:
        lines += ["", *_reading(report.cost)]
    lines += ["", *_codecs(report)]
    if report.cost:
        lines += ["", "  the renderer's bytes", *_renderer(report.cost)]
    return "\n".join(line.rstrip() for line in lines)


def line_table(report: Report) -> str:
    """The lines that have bytes or gas, the library and what is at no line."""
    found = report.lines
    contract, gas = bool(found.contract_bytes), found.gas
    head = f"  {'by source line':<16}{'script':>9}" + f"{'contract':>10}" * contract
    head += f"{'gas of a render':>21}" if gas else ""
    lines = [head]
    for file, of_file in found.files.items():
        lines.append(f"  {file}")
        lines += [_line(line, found) for line in of_file if line.costs]
    lines += ["", "  at no line of it"]
    lines += [_line(part, found) for part in found.parts]
    in_all = f"  {'in all':<16}{found.script_bytes:>9,}" + f"{found.contract_bytes:>10,}" * contract
    in_all += f"{gas.total:>14,}{'':7}  the mean of {gas.tokens} tokens" if gas else ""
    return "\n".join([*lines, in_all])


def _line(line: Line, found: ByLine) -> str:
    text = line.text if len(line.text) <= WIDTH else f"{line.text[: WIDTH - 1]}…"
    figures = f"{line.script:>9,.1f}" if line.tenths else f"{'':>9}"
    if found.contract_bytes:
        figures += f"{line.contract:>10,}" if line.contract else f"{'':>10}"
    if found.gas:
        figures += f"{line.gas:>14,}{100 * line.gas / found.gas.total:>6.1f}%" if line.gas else f"{'':>21}"
    return f"  {line.number or '':>16}{figures}  {text}"


def _stored(report: Report) -> Iterator[str]:
    """The parts, with their gas by today's rules and by the announced ones."""
    yield f"  {'stored':<18}{'bytes':>9}{'gas to deploy':>16}{'one day':>14}"
    for step in report.steps:
        figures = f"{step.code_size:>9,}{step.gas():>16,}{step.gas(ANNOUNCED):>14,}"
        yield f"  {step.label:<18}{figures}{_note(step)}"
    own = f"{report.stored(shared=False):>9,}{report.own_gas():>16,}{report.own_gas(ANNOUNCED):>14,}"
    yield f"  {'this piece':<18}{own}"
    yield f"  today: {TODAY.name}; one day: {ANNOUNCED.name}, {ANNOUNCED.about}"


def _note(step: Step) -> str:
    if step.label == "renderer":
        return f"  {100 * step.code_size / MAX_CODE:.0f}% of the {MAX_CODE:,} that a contract may have"
    return "  once a chain, for all pieces" if step.shared else ""


def _reading(cost: Cost) -> Iterator[str]:
    yield f"  {f'gas, {cost.tokens} tokens':<18}{'minimum':>14}{'median':>14}{'maximum':>14}"
    for label, spread in (("render", cost.render), ("tokenURI", cost.token_uri)):
        over = "  above the 50M of an eth_call" if spread.most > ETH_CALL_GAS else ""
        figures = "".join(f"{value:>14,}" for value in (spread.least, spread.median, spread.most))
        yield f"  {label:<18}{figures}{over}"


def _codecs(report: Report) -> Iterator[str]:
    yield f"  {'the script packed':<18}{'bytes':>9}{'gas to store':>16}{'one day':>14}  read by"
    for packing in report.packings:
        gas = packing.gas
        figures = f"{packing.size:>9,}{gas[TODAY.name]:>16,}{gas[ANNOUNCED.name]:>14,}"
        yield f"{'*' if packing.chosen else ' ':>2}{packing.codec:<18}{figures}  {packing.readers}"
    yield f"  *: what is stored; before packing it has {report.script_bytes:,} bytes"


def _renderer(cost: Cost) -> Iterator[str]:
    yield from (f"  {item.size:>9,}  {item.name}" for item in cost.room[:ITEMS])
    rest = sum(item.size for item in cost.room[ITEMS:])
    if rest:
        yield f"  {rest:>9,}  the rest"
