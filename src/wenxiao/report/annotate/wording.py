"""What a comment says: the finding, how it was computed, where else it shows, and how to mend it."""

from __future__ import annotations

from wenxiao.finding import Evidence, Finding
from wenxiao.report.wording import name_of, printable, quoted, same_cause

AUTHOR = "问效"
_OTHERS = 6


def lines_of(finding: Finding) -> tuple[str, ...]:
    """Return the lines of the comment on a finding."""
    state = "已豁免" if finding.waived is not None else finding.severity.label
    said = [f"【{state}】{name_of(finding.check)}（{finding.check}）", finding.message]
    if finding.computation:
        said.append(f"计算：{finding.computation}")
    said += _elsewhere(finding)
    if finding.suggestion:
        said.append(f"建议：{finding.suggestion}")
    if finding.also:
        said.append(f"同一原因：{same_cause(finding)}")
    if finding.waived is not None:
        said.append(f"豁免：{finding.waived.reason}（{finding.waived.by}，{finding.waived.date}）")
    return tuple(printable(line) for line in said)


def evidence_of(finding: Finding) -> list[Evidence]:
    """Return the places of a finding, the figure that the suggestion wants changed before the others."""
    said = finding.suggestion or ""
    return sorted(finding.evidence, key=lambda one: f"{one.text.strip()} 应为" not in said or not one.text.strip())


def _elsewhere(finding: Finding) -> list[str]:
    """Return a line that names the other places that the finding rests on."""
    others = [f"{one.place.path or one.label}：{quoted(one.text)}" for one in evidence_of(finding)[1:]]
    if not others:
        return []
    more = f"；等 {len(others)} 处" if len(others) > _OTHERS else ""
    return [f"另见：{'；'.join(others[:_OTHERS])}{more}"]
