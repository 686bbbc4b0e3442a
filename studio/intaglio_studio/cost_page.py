"""What a piece costs, as one self-contained page: `page(report)`.

The source as a heat map, with its bytes of the packed script and of the contract and its gas before each line; what is
at no line; the codecs; and gas by the rules of each fork.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from intaglio.backends.evm.gas_rules import ANNOUNCED, FORKS
from intaglio_studio import webpage
from intaglio_studio.cost_lines import FRAMING, Line
from intaglio_studio.cost_report import Report

_STYLE = Path(__file__).parent / "templates" / "cost.css"
_YOURS, _LIBRARY, _OURS, _FRAMING = "yours", "library", "ours", "framing"
_KINDS = {_YOURS: "the piece's own lines", _LIBRARY: "rules of the library", _OURS: "helpers", _FRAMING: "framing"}

_TRACED = "Gas is the mean of {} renders; helpers and rules of the library count at the line that calls them."
_OVER_LINES = "The entries of a table count at their own lines; what else goes over several counts at the first."


def page(report: Report) -> str:
    """The page."""
    style = f"<style>\n{_STYLE.read_text('utf-8')}</style>"
    body = [style, *_head(report), *_made_of(report), "<h2>Line by line</h2>"]
    body += [_heat(report, file, lines) for file, lines in report.lines.files.items()]
    traced = f" {_TRACED.format(report.lines.gas.tokens)}" if report.lines.gas else ""
    body.append(f'<p class="note">{_OVER_LINES}{traced}</p>')
    body += ["<h2>At no line of it</h2>", _parts(report), *_codecs(report), *_gas(report), *_reading(report)]
    body.append(f"<footer>The same, for machines: <code>intaglio cost {escape(_file(report))} --json</code></footer>")
    return webpage.document(f"{report.title} · cost", body)


def _file(report: Report) -> str:
    return next(iter(report.lines.files))


def _head(report: Report) -> list[str]:
    found = report.lines
    lede = f"{found.script_bytes:,} bytes of script"
    lede += f" and {found.contract_bytes:,} of contract" if found.contract_bytes else ""
    facts = [("One more piece stores", f"{report.stored(shared=False):,}", "bytes")]
    facts += [(f"The {step.label}", f"{step.code_size:,}", "bytes") for step in report.steps if not step.shared]
    facts += [("To deploy, today", f"{report.own_gas() / 1e6:.2f}", "M gas")]
    facts += [("To deploy, one day", f"{report.own_gas(ANNOUNCED) / 1e6:.2f}", "M gas")]
    reason = f"<p>It has no contract: {escape(report.no_contract)}.</p>" if report.no_contract else ""
    return [
        '<p class="eyebrow">Intaglio · cost</p>',
        f"<h1>{escape(report.title)}</h1>",
        f'<p class="lede">{lede}, by source line</p>',
        reason,
        webpage.facts(facts),
    ]


# ---- what both are made of ------------------------------------------------------------------------


def _made_of(report: Report) -> Iterator[str]:
    found = report.lines
    every = [*((line, _YOURS) for line in found.lines), *((part, _kind(part)) for part in found.parts)]
    yield '<div class="made">'
    script = {kind: sum(line.script for line, of in every if of == kind) for kind in _KINDS}
    yield _stack(f"The script, packed by {report.codec}", script, found.script_bytes)
    if found.contract_bytes:
        contract = {kind: float(sum(line.contract for line, of in every if of == kind)) for kind in _KINDS}
        yield _stack("The renderer contract", contract, found.contract_bytes)
    yield "</div>"


def _kind(part: Line) -> str:
    if part.text == FRAMING:
        return _FRAMING
    return _LIBRARY if part.text.partition(" ")[0].endswith(".py") else _OURS


def _stack(title: str, sizes: dict[str, float], whole: int) -> str:
    shares = {kind: size for kind, size in sizes.items() if size > 0}
    bar = "".join(f'<i class={kind} style="flex:{size:.1f}"></i>' for kind, size in shares.items())
    legend = "".join(
        f"<li class={kind}>{_KINDS[kind]} <b>{size:,.0f}</b> · {100 * size / whole:.0f}%</li>"
        for kind, size in shares.items()
    )
    return (
        f"<p><b>{escape(title)}</b><span>{whole:,} bytes</span></p>"
        f'<div class="stack">{bar}</div><ul class="legend">{legend}</ul>'
    )


# ---- the source -----------------------------------------------------------------------------------


def _heat(report: Report, file: str, lines: tuple[Line, ...]) -> str:
    """A file: its lines, tinted by their share of both."""
    comments = _comments("\n".join(line.text for line in lines)) if file.endswith(".py") else {}
    scale = _scale(report, lines)
    body = "".join(
        _row(report, line, scale, f'<td class="code">{_code(line, comments.get(line.number))}</td>') for line in lines
    )
    total = f"{len(lines):,} lines, {sum(line.costs for line in lines):,} that cost"
    return _lanes(report, file, body, _sums(report, lines, total))


def _parts(report: Report) -> str:
    parts = report.lines.parts
    scale = _scale(report, parts)
    body = "".join(_row(report, part, scale, f'<td class="name">{_name(part)}</td>') for part in parts)
    return _lanes(report, "what", body, _sums(report, parts, "in all"))


def _lanes(report: Report, head: str, body: str, foot: str) -> str:
    lanes = '<th class="number script">script, B</th>'
    lanes += '<th class="number contract">contract, B</th>' * bool(report.lines.contract_bytes)
    lanes += '<th class="number gas">gas</th>' * bool(report.lines.gas)
    heads = f"<thead><tr><th></th>{lanes}<th>{escape(head)}</th></tr></thead>"
    return f'<div class="heat"><table>{heads}<tbody>{body}</tbody><tfoot>{foot}</tfoot></table></div>'


@dataclass(frozen=True)
class _Scale:
    """The largest of a table: what its bars and tints are measured by."""

    script: float
    contract: int
    gas: int
    share: float


def _scale(report: Report, lines: Sequence[Line]) -> _Scale:
    script, contract = max(line.script for line in lines), max(line.contract for line in lines)
    gas = max(line.gas for line in lines)
    return _Scale(script, contract, gas, max(_share(report, line) for line in lines))


def _row(report: Report, line: Line, scale: _Scale, text: str) -> str:
    found = report.lines
    lanes = _lane("script", line.script, scale.script, f"{line.script:,.1f}")
    hint = f"script {line.script:,.1f} bytes, {100 * line.script / found.script_bytes:.1f}%"
    if found.contract_bytes:
        lanes += _lane("contract", line.contract, scale.contract, f"{line.contract:,}")
        hint += f"; contract {line.contract:,} bytes, {100 * line.contract / found.contract_bytes:.1f}%"
    if found.gas:
        lanes += _lane("gas", line.gas, scale.gas, f"{line.gas:,}")
        hint += f"; {line.gas:,} gas, {100 * line.gas / found.gas.total:.1f}%"
    at = f'<td class="at">{line.number or ""}</td>'
    if not line.costs:
        return f'<tr class="none">{at}{lanes}{text}</tr>'
    heat = (_share(report, line) / scale.share) ** 0.5
    return f'<tr style="--heat:{heat:.2f}" title="{hint}">{at}{lanes}{text}</tr>'


def _name(part: Line) -> str:
    """A part's name; of a rule of the library first the rule."""
    file, _, rule = part.text.partition(" ")
    if not file.endswith(".py"):
        return escape(part.text)
    return f"<code>{escape(rule or 'constants')}</code> <small>{escape(file)}</small>"


def _share(report: Report, line: Line) -> float:
    """What a line has of the script, of the contract and of the gas, each between 0 and 1."""
    found = report.lines
    gas = line.gas / found.gas.total if found.gas else 0.0
    return line.script / found.script_bytes + line.contract / max(found.contract_bytes, 1) + gas


def _lane(kind: str, size: float, most: float, text: str) -> str:
    if not size:
        return f'<td class="lane {kind}"></td>'
    return f'<td class="lane {kind}" style="--size:{100 * max(size, 0) / most:.1f}">{text}</td>'


def _sums(report: Report, lines: Sequence[Line], text: str) -> str:
    cells = f'<td></td><td class="lane script">{sum(line.tenths for line in lines) / 10:,.1f}</td>'
    if report.lines.contract_bytes:
        cells += f'<td class="lane contract">{sum(line.contract for line in lines):,}</td>'
    if report.lines.gas:
        cells += f'<td class="lane gas">{sum(line.gas for line in lines):,}</td>'
    return f"<tr>{cells}<td>{escape(text)}</td></tr>"


def _code(line: Line, comment: int | None) -> str:
    """A line of code, its comment set apart."""
    if comment is None:
        return escape(line.text) or " "
    return f"{escape(line.text[:comment])}<i>{escape(line.text[comment:])}</i>"


def _comments(text: str) -> dict[int, int]:
    """The column at which each line's comment begins."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0]: token.start[1] for token in tokens if token.type == tokenize.COMMENT}


# ---- tables ---------------------------------------------------------------------------------------


def _codecs(report: Report) -> Iterator[str]:
    yield "<h2>By each codec</h2>"
    heads = ("codec", "bytes", *(f"gas, {rules.name}" for rules in FORKS[1:]), "read by")
    rows = [
        (escape(p.codec), f"{p.size:,}", *(f"{p.gas[rules.name]:,}" for rules in FORKS[1:]), escape(p.readers))
        for p in report.packings
    ]
    marked = next(at for at, packing in enumerate(report.packings) if packing.chosen)
    yield _marked(webpage.table(heads, rows, numbers=range(1, 2 + len(FORKS[1:]))), {marked: "chosen"})
    yield f'<p class="note">In bold what is stored. Before packing the script has {report.script_bytes:,} bytes.</p>'


def _gas(report: Report) -> Iterator[str]:
    yield "<h2>To deploy, by the rules of each fork</h2>"
    rows = []
    for step in report.steps:
        about = "<span class=about>once a chain, for all pieces</span>" if step.shared else ""
        gas = (f"{step.gas(rules):,}" for rules in FORKS)
        rows.append((f"{escape(step.label)}{about}", f"{step.code_size:,}", *gas))
    own = (f"{report.own_gas(rules):,}" for rules in FORKS)
    rows.append(("one more piece", f"{report.stored(shared=False):,}", *own))
    heads = ("what", "bytes", *(f"gas, {rules.name}" for rules in FORKS))
    yield _marked(webpage.table(heads, rows, numbers=range(1, 2 + len(FORKS))), {len(rows) - 1: "sum"})
    about = "; ".join(f"{rules.name}: {rules.about}" for rules in FORKS)
    about = f"{about}. What holds data begins with a byte of its own."
    yield f'<p class="note">{escape(about)}</p>'


def _reading(report: Report) -> Iterator[str]:
    if report.cost is None:
        return
    yield f"<h2>To read, {report.cost.tokens:,} tokens</h2>"
    rows = [
        (f"<code>{name}</code><span class=about>{about}</span>", *(f"{v:,}" for v in (of.least, of.median, of.most)))
        for name, about, of in (
            ("render", "picture and traits", report.cost.render),
            ("tokenURI", "all that a marketplace reads", report.cost.token_uri),
        )
    ]
    yield webpage.table(("gas", "least", "median", "most"), rows, numbers=(1, 2, 3))


def _marked(table: str, classes: dict[int, str]) -> str:
    """A table some of whose rows have a class."""
    head, *rows = table.split("<tr>")[1:]
    before = table.partition("<tr>")[0]
    marked = (f'<tr class="{classes[at]}">{row}' if at in classes else f"<tr>{row}" for at, row in enumerate(rows))
    return f"{before}<tr>{head}{''.join(marked)}"
