"""The head of the report: who and which year, how many findings, the points, what was read, what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from wenxiao import quantity
from wenxiao.check import find
from wenxiao.document import Document, Place
from wenxiao.finding import Checked, Severity, Verdict
from wenxiao.report.html.items import Numbered
from wenxiao.report.html.marks import Marks, tone
from wenxiao.report.result import CheckResult

VERDICTS = (
    (Verdict.FAILED, "不通过"), (Verdict.UNDECIDABLE, "缺数据，无法判定"), (Verdict.PASSED, "通过"),
    (Verdict.NOT_APPLICABLE, "不适用"), (Verdict.OFF, "已关闭"),
)  # fmt: skip
"""The verdicts in the order shown, with their words."""


def unit_of(result: CheckResult) -> str:
    """Return the unit's name, or what says that it was not found."""
    return result.unit or "单位未识别"


def subject(result: CheckResult) -> str:
    """Return year and kind: 2024 年度部门整体支出绩效自评."""
    year = f"{result.year} 年度" if result.year else "年度未识别　"
    return f"{year}{'部门整体支出' if result.kind == 'overall' else '项目支出'}绩效自评"


def score_rows(result: CheckResult) -> list[tuple[str, str, str]]:
    """Return the points as (label, figure, the check that speaks of it)."""
    score, grade = result.score, result.score.grade
    rows = [
        ("自报总分", score.declared, "score.total"),
        ("各项得分之和", score.sum, "score.total"),
        ("分值合计", score.weights, "score.weights"),
    ]
    shown = [(label, quantity.plain(value), check) for label, value, check in rows if value is not None]
    if grade.declared or grade.by_bands:
        shown.append(("自报等级", grade.declared or "未填", "score.grade"))
        shown.append(("按分数段", grade.by_bands or "无法判定", "score.grade"))
    return shown


def summary(document: Document, result: CheckResult, findings: Numbered, marks: Marks) -> str:
    """Return the inside of the page's head."""
    return "\n".join(
        (
            '<p class="brand">问效 · 预算绩效自评核验</p>',
            '<div class="title">',
            f"<div><h1>{escape(unit_of(result))}</h1>",
            f'<p class="subject">{escape(subject(result))}</p></div>',
            _counts(findings),
            "</div>",
            '<dl class="ledger">',
            _entry("得分", _score(result, findings)),
            _entry("读到", _read(document, result)),
            _entry("口径", _standard(result)),
            _entry("材料", _source(document, marks)),
            "</dl>",
            _verdicts(result, findings),
        )
    )


def _entry(label: str, body: str) -> str:
    return f"<div><dt>{label}</dt><dd>{body}</dd></div>"


def _counts(findings: Numbered) -> str:
    counts = Counter(tone(finding) for _, finding in findings)
    first = {tone(finding): number for number, finding in reversed(findings)}
    cells = [_count(str(one), one.label, counts[str(one)], first.get(str(one))) for one in Severity]
    if counts["waived"]:
        cells.append(_count("waived", "已豁免", counts["waived"], first["waived"]))
    return f'<ul class="counts" aria-label="发现">{"".join(cells)}</ul>'


def _count(kind: str, label: str, count: int, first: int | None) -> str:
    body = f"<b>{count}</b> <span>{label}</span>"
    linked = f'<a href="#f{first}">{body}</a>' if first else f'<span class="zero">{body}</span>'
    return f'<li class="{kind}">{linked}</li>'


def _score(result: CheckResult, findings: Numbered) -> str:
    rows = score_rows(result)
    if not rows:
        return "材料中没有评分"
    by_check = {name: (number, tone(one)) for number, one in reversed(findings) for name in (one.check, *one.also)}
    cells = "".join(
        f"<span><small>{label}</small><b>{escape(figure)}</b>{_see(by_check.get(check))}</span>"
        for label, figure, check in rows
    )
    return f'<span class="figures">{cells}</span>'


def _see(spoken: tuple[int, str] | None) -> str:
    return f'<a href="#f{spoken[0]}" class="see {spoken[1]}">见第 {spoken[0]} 条</a>' if spoken else ""


def _read(document: Document, result: CheckResult) -> str:
    figures = sum(fact.value is not None for fact in result.facts)
    forms = "、".join(
        f"{_link(form.place, len(document.blocks), form.name)}{'（空白）' if form.blank else ''}"
        for form in result.forms
    )
    counts = f"数据 {figures} 个，指标 {len(result.indicators)} 项，章节 {len(result.sections)} 个"
    return f"{forms or '没有认出附表'}；{counts}"


def _link(place: Place, blocks: int, name: str) -> str:
    known = place.block is not None and 0 <= place.block < blocks
    return f'<a href="#b{place.block}">{escape(name)}</a>' if known else escape(name)


def _standard(result: CheckResult) -> str:
    number = f"（{escape(result.standard_number)}）" if result.standard_number else ""
    return (
        f"{escape(result.standard_title)}{number} <code>{escape(result.standard)}</code>"
        f"<br><small>{escape(result.standard_reason)}</small>"
    )


def _source(document: Document, marks: Marks) -> str:
    notes = list(document.notes)
    if document.omitted:
        kinds = "、".join(dict.fromkeys(one.what for one in document.omitted))
        notes.append(f"读取时略去 {len(document.omitted)} 处：{kinds}")
    if marks.hidden:
        notes.append(f"{marks.hidden} 处个人信息已用 * 遮盖，原件未改动")
    extra = "".join(f"<br><small>{escape(note)}</small>" for note in notes)
    return (
        f"{escape(document.file)}<br>"
        f'<small>SHA-256 <code title="{escape(document.sha256)}">{escape(document.sha256[:16])}…</code></small>{extra}'
    )


def _verdicts(result: CheckResult, findings: Numbered) -> str:
    counts = Counter(entry.verdict for entry in result.checked)
    said = "，".join(f"{label} {counts[verdict]}" for verdict, label in VERDICTS if counts[verdict])
    numbers: dict[str, list[int]] = {}
    for number, finding in findings:
        for name in (finding.check, *finding.also):
            numbers.setdefault(name, []).append(number)
    groups = "".join(
        _verdict(label, [entry for entry in result.checked if entry.verdict is verdict], numbers)
        for verdict, label in VERDICTS
        if counts[verdict]
    )
    return (
        f'<details class="verdicts"><summary><b>核验</b> {len(result.checked)} 项：{said}</summary>\n'
        f"<dl>{groups}</dl></details>"
    )


def _verdict(label: str, entries: list[Checked], numbers: dict[str, list[int]]) -> str:
    rows = "".join(f"<li>{_checked(entry, numbers.get(entry.check, ()))}</li>" for entry in entries)
    return f"<div><dt>{label} {len(entries)} 项</dt><dd><ul>{rows}</ul></dd></div>"


def _checked(entry: Checked, numbers: Iterable[int]) -> str:
    name = f'<span title="{escape(entry.check)}">{escape(find(entry.check).name)}</span>'
    if entry.missing:
        return f"{name}：缺 {escape('、'.join(entry.missing))}"
    links = "、".join(f'<a href="#f{number}">{number}</a>' for number in numbers)
    return f"{name}（第 {links} 条）" if links else name
