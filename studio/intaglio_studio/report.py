"""A verification as files: `write(verification, folder)` leaves `report.json` and `report.html`.

The page opens with the verdict, then shows what was promised and holds, who drew what how fast and at what gas, what
differs with both texts side by side, and some of the pictures. Of a chain it says which block was read, and ends with
what could not be checked and with the SHA-256 of `report.json`, which stands for all of it.
"""

from __future__ import annotations

import hashlib
import json
from html import escape
from importlib.metadata import version
from pathlib import Path

from intaglio_studio import webpage
from intaglio_studio.state_check import NAME as PROVED
from intaglio_studio.verification import Difference, EngineRun, Excerpt, Sample, Verification


def write(verification: Verification, folder: Path) -> Path:
    """Write both files; the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(machine_text(verification), "utf-8")
    (folder / "report.html").write_text(page(verification), "utf-8")
    return folder / "report.html"


def machine_text(verification: Verification) -> str:
    """The content of `report.json`."""
    return json.dumps(verification.to_json(), indent=1, ensure_ascii=False) + "\n"


def digest(verification: Verification) -> str:
    """The SHA-256 of `report.json`, in hexadecimal."""
    return hashlib.sha256(machine_text(verification).encode()).hexdigest()


def page(verification: Verification) -> str:
    """The report as one self-contained HTML page."""
    body = [*_head(verification)]
    if verification.differences or verification.failures:
        body += _disagreement(verification)
    if verification.checks:
        body.append("<h2>Promises</h2>")
        rows = [
            (
                escape(check.name),
                webpage.yes_or_no(check.passed, "holds", "broken"),
                f"<span class=soft>{escape(check.detail)}</span>",
            )
            for check in verification.checks
        ]
        body.append(webpage.table(("what", "", "seen"), rows))
    if verification.runs:
        body += ["<h2>Engines</h2>", _engines(verification)]
    if verification.samples:
        some = len(verification.samples) < len(verification.seeds)
        body.append(f"<h2>{'Some of the pictures' if some else 'Pictures'}</h2>")
        body.append(webpage.pictures(map(_sample, verification.samples)))
    body += _remarks(verification)
    body += _unchecked(verification)
    body.append(_foot(verification))
    return webpage.document(f"{verification.title} · verification", body)


def verdict_line(verification: Verification) -> str:
    """The result in one sentence."""
    engines = len(verification.runs)
    tokens = bool(verification.chain)
    count = f"{len(verification.seeds):,} {'token' if tokens else 'seed'}{'s' if len(verification.seeds) != 1 else ''}"
    if verification.agrees:
        if not engines:
            return f"what is stored is what was promised: {len(verification.checks)} promises hold"
        if engines == 1:
            return f"{count} drawn by one engine"
        return f"{engines} engines, {count}: every byte is equal"
    wrong = [run.engine for run in verification.runs if run.differs]
    failing = [run for run in verification.runs if run.failed]
    short = [f"{run.engine} drew {run.pictures:,} of {run.pictures + run.failed:,}" for run in failing]
    broken = [check.name for check in verification.checks if not check.passed]
    if wrong:
        return f"{', '.join(wrong)} {'does' if len(wrong) == 1 else 'do'} not agree over {count}"
    if short:
        return f"{', '.join(short)} {'tokens' if tokens else 'seeds'}"
    return f"broken: {', '.join(broken)}" if broken else f"not every engine could start, {count}"


def promises(verification: Verification) -> str:
    """The promises as text, for a terminal."""
    return "\n".join(
        f"  {'holds ' if check.passed else 'BROKEN'}  {check.name}: {check.detail}" for check in verification.checks
    )


def table(verification: Verification) -> str:
    """The engines as a table of text, for a terminal."""
    lines = [f"  {'engine':<12} {'':<8} {'pictures':>8} {'start':>8} {'a picture':>11} {'worst gas':>12}  digest"]
    for run in verification.runs:
        each = f"{1000 * run.seconds / run.pictures:,.1f} ms" if run.pictures else "–"
        gas = f"{run.gas.most:,}" if run.gas else ""
        whole = run.digest[:12] if run.pictures == len(verification.seeds) else ""
        lines.append(
            f"  {run.engine:<12} {run.result if run.agrees else run.result.upper():<8} {run.pictures:>8,} "
            f"{run.setup:>6.2f} s {each:>11} {gas:>12}  {whole}"
        )
    lines += [f"  {engine:<12} not on this machine: {why}" for engine, why in verification.absent.items()]
    for place, count in verification.crossings.items():
        lines.append(f"  beyond the exact range, {count:,} times: {place}")
    return "\n".join(line.rstrip() for line in lines)


def _head(verification: Verification) -> list[str]:
    chain = verification.chain
    where = "the source against what is built from it"
    if chain:
        block = chain["block"]
        where = f"edition {chain['edition']} at {chain['node']}, as of block {block['number']:,}, {block['time']}"
    gas = [run.gas for run in verification.runs if run.gas]
    figures = [
        ("Tokens" if chain else "Seeds", f"{len(verification.seeds):,}", ""),
        ("Promises checked", f"{len(verification.checks):,}", "")
        if chain
        else ("Engines", str(len(verification.runs)), ""),
        ("Pictures compared", f"{sum(run.pictures for run in verification.runs):,}", ""),
        ("Differences", f"{len(verification.differences) + len(verification.failures):,}", ""),
    ]
    if gas:
        figures.append(("Worst render", f"{max(spread.most for spread in gas) / 1e6:,.2f}", "M gas"))
    return [
        '<p class="eyebrow">Intaglio · verification</p>',
        f"<h1>{escape(verification.title)}</h1>",
        f'<p class="lede">{escape(where)}</p>',
        webpage.verdict(verification.agrees, verdict_line(verification)),
        webpage.facts(figures),
    ]


def _engines(verification: Verification) -> str:
    heads = ("engine", "result", "pictures", "start", "a picture", "gas, least", "median", "most", "digest of all")
    rows = (_engine(run, run.pictures == len(verification.seeds)) for run in verification.runs)
    return webpage.table(heads, rows, numbers=(2, 3, 4, 5, 6, 7))


def _engine(run: EngineRun, whole: bool) -> tuple[str, ...]:
    each = 1000 * run.seconds / run.pictures if run.pictures else 0.0
    gas = (run.gas.least, run.gas.median, run.gas.most) if run.gas else None
    return (
        f"{escape(run.engine)}<span class=about>{escape(run.about)}</span>",
        webpage.yes_or_no(run.agrees, run.result, run.result),
        f"{run.pictures:,}",
        f"{run.setup:.2f} s",
        f"{each:,.1f} ms" if run.pictures else "–",
        *((f"{value:,}" for value in gas) if gas else ("", "", "")),
        f'<span class=mono title="{run.digest}">{run.digest[:12]}</span>' if whole else "",
    )


def _disagreement(verification: Verification) -> list[str]:
    body = ["<h2>Where they part</h2>"]
    body += map(_difference, verification.differences)
    for failure in verification.failures:
        body.append(f"<div class=difference><p>{escape(failure.text())}</p></div>")
    return body


def _difference(difference: Difference) -> str:
    pair = (
        (difference.expected_by, difference.expected),
        (difference.found_by, difference.found),
    )
    rows = "".join(f"<tr><td>{escape(who)}<td class=mono>{_excerpt(excerpt)}" for who, excerpt in pair)
    return (
        f"<div class=difference><p><b>{escape(difference.found_by)}</b> differs in {escape(difference.place)}"
        f"<span class=soft>{escape(difference.at)}</span></p>"
        f"<div class=scroll><table>{rows}</table></div></div>"
    )


def _excerpt(excerpt: Excerpt) -> str:
    return f"{escape(excerpt.before)}<mark>{escape(excerpt.at) or 'end'}</mark>{escape(excerpt.after)}"


def _sample(sample: Sample) -> str:
    caption = f"<b>{escape(sample.label)}</b>{traits_line(sample.traits)}"
    return webpage.figure(webpage.svg_uri(sample.svg), caption, alt=sample.label)


def traits_line(traits: bytes) -> str:
    """A token's traits as a caption's second line, HTML."""
    try:
        values = [str(trait["value"]) for trait in json.loads(traits)]
    except (ValueError, KeyError, TypeError):  # a chain may hold anything
        values = ["traits that cannot be read"]
    return f"<br>{escape(' · '.join(values))}" if values else ""


def _unchecked(verification: Verification) -> list[str]:
    if not verification.chain:
        return []
    texts = verification.unchecked or ("Nothing: all that a chain tells was checked.",)
    listed = "".join(f"<li>{escape(text)}</li>" for text in texts)
    signed = f"<h2>Signed off</h2>\n<p>{escape(signature(verification))}</p>"
    return ["<h2>What could not be checked</h2>", f"<ul>{listed}</ul>", signed]


def _remarks(verification: Verification) -> list[str]:
    if not (verification.warnings or verification.notes or verification.crossings or verification.absent):
        return []
    body = ["<h2>Remarks</h2>"]
    for name, why in verification.absent.items():
        body.append(f"<p>{escape(name)} is not on this machine: {escape(why)}</p>")
    if verification.crossings:
        body.append("<p>Values beyond the range in which all engines compute alike, seen by the reference:</p>")
        rows = [(f"<code>{escape(place)}</code>", f"{count:,}") for place, count in verification.crossings.items()]
        body.append(webpage.table(("where", "times"), rows, numbers=(1,)))
    body += [f"<p>{escape(note)}</p>" for note in verification.notes]
    body += [f"<pre>{escape(warning)}</pre>" for warning in verification.warnings]
    return body


def _foot(verification: Verification) -> str:
    root = f"Build root <code>{verification.root}</code>. " if verification.root else ""
    return (
        f"<footer>{root}The same, for machines: <a href=report.json>report.json</a>, "
        f"SHA-256 <code>{digest(verification)}</code></footer>"
    )


def signature(verification: Verification) -> str:
    """Who says so, of what, and as of when."""
    chain = verification.chain or {}
    block = chain["block"]
    proved = any(check.name == PROVED and check.passed for check in verification.checks)
    return (
        f"Signed off by Intaglio {version('intaglio')}: so it is with edition {chain['edition']} on chain "
        f"{chain['chain_id']} as of block {block['number']:,}, {block['time']}, whose hash is {block['hash']}."
        f"{' All code and storage that was read follows from that hash.' if proved else ''}"
    )
