"""The evaluation's report: as text for a terminal and as one offline page."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from graphbuild.evaluation.earned import calibration
from graphbuild.evaluation.runs import Annotated, Run
from graphbuild.evaluation.scoring import Finding, Verdict
from graphbuild.evaluation.tallies import gained_and_lost

_CONTEXT = 60  # characters shown on either side of a passage


def text_report(
    run: Run, *, misses: bool = False, only: str | None = None, before: Mapping[str, Any] | None = None
) -> str:
    """Return the figures as a table; with ``misses`` each miss above it, with ``before`` what was gained and lost since."""
    lines: list[str] = []
    if misses:
        for finding, document in _misses(run, only):
            lines.append(f"{finding.field:18} {finding.document}: {_said(finding)}")
            passage = _passage(finding, document)
            if passage:
                lines.append(f"{'':18}   … {' '.join(''.join(passage).split())} …")
        lines.append("")
    lines.append(f"{'field':18} {'hit':>5} {'spur':>5} {'miss':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for row in run.tallies:
        lines.append(
            f"{row.field:18} {row.hit:5} {row.spurious:5} {row.missed:5} {row.precision:6.3f} {row.recall:6.3f} {row.f1:6.3f}"
        )
    lines.append(f"{len(run.documents)} documents, macro F1 {run.macro:.3f}")
    lines += ["", "How sure the rules are, and how often they are right:"]
    for one in calibration(run.judged()):
        lines.append(
            f"  {one.low:.1f}-{one.high:.1f}  {one.count:5} values  sure {one.confidence:.3f}  right {one.correct:.3f}"
        )
    if before is not None:
        gained, lost = gained_and_lost(before.get("hits") or (), (finding for finding, _ in run.pairs))
        change = run.macro - float(before.get("macro_f1") or 0)
        lines += ["", f"Since the earlier run: {len(gained)} values gained, {len(lost)} lost, macro F1 {change:+.3f}"]
        lines += [f"  + {_key(one)}" for one in gained] + [f"  - {_key(one)}" for one in lost]
    return "\n".join(lines)


def _misses(run: Run, only: str | None) -> Iterator[tuple[Finding, Annotated]]:
    for finding, document in run.pairs:
        if finding.verdict is not Verdict.HIT and (only is None or finding.field == only):
            yield finding, document


def _said(finding: Finding) -> str:
    where = f"{finding.where}: " if finding.where else ""
    if finding.verdict is Verdict.SPURIOUS:
        return f"{where}too much: {_value(finding.found)}"
    return f"{where}missed: {_value(finding.gold)}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        kept = {key: one for key, one in value.items() if one not in (None, [], "")}
        return json.dumps({key: kept[key] for key in list(kept)[:5]}, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    document, field, where, value = json.loads(key)
    return f"{field:18} {document}: {f'{where}: ' if where else ''}{_value(value)}"


def _passage(finding: Finding, document: Annotated) -> tuple[str, str, str] | None:
    """Return the words before, of and after what was found, or of the annotated words where they stand in the text."""
    proof = (document.found.get("evidence") or {}).get(finding.pointer or "")
    text = document.text
    if proof and "start" in proof:
        start, end = proof["start"], proof["end"]
    else:
        gold = finding.gold
        wanted = gold.get("action") or gold.get("name") or gold.get("to") if isinstance(gold, Mapping) else gold
        start = text.find(wanted) if isinstance(wanted, str) and wanted else -1
        if start < 0:
            return None
        end = start + len(str(wanted))
    return text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT]


def html_report(run: Run, *, before: Mapping[str, Any] | None = None) -> str:
    """Return the report as one self-contained page; texts of minutes are escaped."""
    rows = "".join(
        f"<tr><th scope=row><a href='#{html.escape(row.field)}'>{html.escape(row.field)}</a></th><td>{row.hit}<td>{row.spurious}<td>{row.missed}"
        f"<td>{row.precision:.3f}<td>{row.recall:.3f}<td>{row.f1:.3f}</tr>"
        for row in run.tallies
    )
    bins = "".join(
        f"<tr><th scope=row>{one.low:.1f}–{one.high:.1f}</th><td>{one.count}<td>{one.confidence:.3f}<td>{one.correct:.3f}</tr>"
        for one in calibration(run.judged())
    )
    sections = []
    for row in run.tallies:
        entries = "".join(_entry(finding, document) for finding, document in _misses(run, row.field))
        if entries:
            sections.append(
                f"<section id='{html.escape(row.field)}'><h3>{html.escape(row.field)}</h3><ul>{entries}</ul></section>"
            )
    change = ""
    if before is not None:
        gained, lost = gained_and_lost(before.get("hits") or (), (finding for finding, _ in run.pairs))
        items = "".join(
            f"<li class={kind}>{html.escape(_key(one))}</li>"
            for kind, keys in (("gained", gained), ("lost", lost))
            for one in keys
        )
        change = f"<h2>Since the earlier run</h2><p>{len(gained)} values gained, {len(lost)} lost.</p><ul>{items}</ul>"
    page = files(__package__).joinpath("report.html").read_text(encoding="utf-8")
    filled = {
        "summary": f"{len(run.documents)} documents, macro F1 {run.macro:.3f}",
        "rows": rows,
        "bins": bins,
        "change": change,
        "misses": "".join(sections),
    }
    for name, value in filled.items():
        page = page.replace(f"<!--{name}-->", value)
    return page


def _entry(finding: Finding, document: Annotated) -> str:
    passage = _passage(finding, document)
    quoted = ""
    if passage:
        before, words, after = (html.escape(part) for part in passage)
        quoted = f"<blockquote>… {before}<mark>{words}</mark>{after} …</blockquote>"
    return f"<li><b>{html.escape(finding.document)}</b> {html.escape(_said(finding))}{quoted}</li>"
