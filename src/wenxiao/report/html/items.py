"""The findings in HTML, gravest first, and the tools to look through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from itertools import groupby

from wenxiao.check import find
from wenxiao.check.document import FAMILIES
from wenxiao.finding import Evidence, Finding, Severity
from wenxiao.report.html.marks import WHOLE, Marks, tone, word

_FOLDED = 8  # so many places of evidence are shown, the others can be unfolded
_LONGEST = 40

Numbered = list[tuple[int, Finding]]


def family(finding: Finding) -> str:
    """Return the family of a finding's check."""
    return finding.check.split(".")[0]


def items(findings: Numbered, marks: Marks) -> str:
    """Return the findings in groups by severity; those waived come last."""
    if not findings:
        return '<p class="none">没有发现问题。各核验项的结果见页首“核验”。</p>'
    return "\n".join(
        _group(kind, list(group), marks) for kind, group in groupby(findings, key=lambda one: tone(one[1]))
    )


def _group(kind: str, findings: Numbered, marks: Marks) -> str:
    body = "\n".join(_item(number, finding, marks) for number, finding in findings)
    name = word(findings[0][1])
    return (
        f'<section class="group {kind}" aria-labelledby="g-{kind}">\n'
        f'<h3 id="g-{kind}">{name} <span>{len(findings)} 条</span></h3>\n<ol>\n{body}\n</ol>\n</section>'
    )


def _item(number: int, finding: Finding, marks: Marks) -> str:
    name = escape(find(finding.check).name)
    first = marks.anchor(number, 0)
    parts = [
        f'<li class="finding {tone(finding)}" id="f{number}" data-of="{number}" data-severity="{tone(finding)}"'
        f' data-family="{escape(family(finding))}">',
        f'<h4><span class="no {tone(finding)}" aria-hidden="true">{number}</span>'
        f'<a href="#{first}" class="name"><span class="sr">第 {number} 条，{word(finding)}：</span>{name}</a> '
        f"<code>{escape(finding.check)}</code></h4>",
        f'<p class="message">{escape(finding.message)}</p>',
        _row("computation", "计算", f"<samp>{escape(finding.computation or '')}</samp>", finding.computation),
        _row("suggestion", "建议", escape(finding.suggestion or ""), finding.suggestion),
        _waived(finding),
        _evidence(number, finding.evidence, marks),
        _also(finding.also),
        "</li>",
    ]
    return "\n".join(part for part in parts if part)


def _row(kind: str, label: str, body: str, present: object) -> str:
    return f'<p class="{kind}"><b>{label}</b><span>{body}</span></p>' if present else ""


def _waived(finding: Finding) -> str:
    waived = finding.waived
    if waived is None:
        return ""
    said = f"{waived.by}，{waived.date.isoformat()}：{waived.reason}（原级别：{finding.severity.label}）"
    return _row("waiver", "豁免", escape(said), said)


def _also(names: tuple[str, ...]) -> str:
    said = "、".join(f"{escape(find(name).name)} <code>{escape(name)}</code>" for name in names)
    return _row("also", "同因", said, names)


def _evidence(number: int, evidence: tuple[Evidence, ...], marks: Marks) -> str:
    """Return the places, what their paths have in common said once."""
    if not evidence:
        return f'<p class="where"><a href="#{WHOLE}">全文</a></p>'
    common = _common([one.place.path for one in evidence])
    rows = [_place(number, index, one, len(common), marks) for index, one in enumerate(evidence)]
    head = f'<p class="where">{escape(common.rstrip(" ›"))}</p>' if common else ""
    shown = f'<ul class="evidence">{"".join(rows[:_FOLDED])}</ul>'
    rest = rows[_FOLDED:]
    if not rest:
        return head + shown
    return (
        f"{head}{shown}<details><summary>其余 {len(rest)} 处</summary>"
        f'<ul class="evidence">{"".join(rest)}</ul></details>'
    )


def _common(paths: list[str]) -> str:
    """Return the leading steps that all paths share, if there are several paths and each has a step more."""
    if len(paths) < 2:
        return ""
    steps = [path.split(" › ") for path in paths]
    count = 0
    while all(len(one) > count + 1 and one[count] == steps[0][count] for one in steps):
        count += 1
    return "".join(f"{step} › " for step in steps[0][:count])


def _place(number: int, index: int, one: Evidence, skip: int, marks: Marks) -> str:
    path = one.place.path[skip:] or one.label or "此处"
    spot = one.place.spot()
    at = f" <small>{escape(spot)}</small>" if spot and spot not in path else ""
    said = " ".join(marks.veil.hide(one.text).split())
    text = escape(said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…")
    label = f"<small>{escape(one.label)}</small> " if one.label and one.label.split()[0] not in path else ""
    return f'<li><a href="#{marks.anchor(number, index)}">{label}{escape(path)}{at}</a><q>{text or "空白"}</q></li>'


def tools(findings: Numbered) -> str:
    """Return the filters and the search; they work by script only and are hidden without it."""
    severities = Counter(tone(finding) for _, finding in findings)
    families = Counter(family(finding) for _, finding in findings)
    names = {str(severity): severity.label for severity in Severity} | {"waived": "已豁免"}
    first = _buttons("severity", "按程度", ((key, names[key], severities[key]) for key in names if severities[key]))
    order = [*FAMILIES, *families]
    shown = ((key, family_name(key), families[key]) for key in dict.fromkeys(order) if families[key])
    return f"{first}\n{_buttons('family', '按类别', shown)}"


def family_name(key: str) -> str:
    """Return the Chinese name of a family of checks."""
    return "齐全" if key == "form" else FAMILIES.get(key, key).split("：")[0]


def _buttons(kind: str, label: str, entries: Iterable[tuple[str, str, int]]) -> str:
    buttons = "".join(
        f'<button type="button" aria-pressed="false" data-{kind}="{escape(key)}" class="{escape(key)}">'
        f"{escape(name)}<span>{count}</span></button>"
        for key, name, count in entries
    )
    return f'<div class="chips" role="group" aria-label="{label}">{buttons}</div>'
