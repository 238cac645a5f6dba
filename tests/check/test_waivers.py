"""Waivers: which findings an entry covers, when it applies, and what a faulty file is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from wenxiao.check.waivers import Waiver, apply, load, matches
from wenxiao.document import Place
from wenxiao.errors import UsageError
from wenxiao.finding import Checked, Evidence, Finding, Report, Severity, Verdict

TODAY = date(2025, 6, 30)
DECIDED = date(2025, 3, 18)
FILE, UNIT = "/资料/2024/栖桐-自评.txt", "云川市青禾区栖桐街道办事处（本级）"
ENTRY = """- check: sum.parts
  reason: 原因
  by: 绩效科岗位甲
  date: 2025-03-18
"""


def finding(check: str = "sum.parts", message: str = "三公经费 4.32 不等于 4.23") -> Finding:
    """Return a finding with one piece of evidence."""
    seen = Evidence(label="合计", text="4.23 万元", place=Place(path="附件2 › 三公经费 › 2024年决算数"))
    return Finding(check=check, severity=Severity.ERROR, message=message, evidence=(seen,))


def report(*findings: Finding) -> Report:
    """Return a report of findings."""
    return Report(findings=findings, checked=(Checked(check="sum.parts", verdict=Verdict.FAILED),))


def waiver(**parts: object) -> Waiver:
    """Return a waiver of sum.parts with some parts set."""
    given: dict[str, object] = {"check": "sum.parts", "reason": "原因", "by": "绩效科岗位甲", "date": DECIDED}
    return Waiver(**{**given, **parts})  # type: ignore[arg-type]


def applied(*waivers: Waiver, to: Report) -> list[bool]:
    """Tell for each finding whether it comes out waived."""
    return [one.waived is not None for one in apply(to, waivers, file=FILE, unit=UNIT, today=TODAY).findings]


@pytest.mark.parametrize(
    ("parts", "covered"),
    [
        ({}, True),
        ({"check": "sum.*"}, True),
        ({"check": "sum.people"}, False),
        ({"check": "score.*"}, False),
        ({"where": "三公经费 4.32"}, True),
        ({"where": "三公经费   4.32\n"}, True),
        ({"where": "附件2 › 三公经费"}, True),
        ({"where": "4.23 万元"}, True),
        ({"where": "公用经费"}, False),
        ({"unit": UNIT}, True),
        ({"unit": "云川市青禾区 栖桐街道办事处(本级)"}, True),
        ({"unit": "栖桐街道办事处"}, False),
        ({"file": "栖桐-自评.txt"}, True),
        ({"file": "栖桐-*"}, True),
        ({"file": "2024/*.txt"}, True),
        ({"file": "2023/*.txt"}, False),
        ({"file": "*.docx"}, False),
        ({"where": "三公", "unit": UNIT, "file": "*.txt"}, True),
        ({"where": "三公", "unit": "别的单位", "file": "*.txt"}, False),
        ({"until": date(2025, 6, 30)}, True),
        ({"until": date(2025, 6, 29)}, False),
    ],
)
def test_an_entry_covers_what_meets_all_its_conditions(parts: dict[str, object], covered: bool) -> None:
    """Check, place, unit, file and last day all have to fit; the last day itself still counts."""
    assert applied(waiver(**parts), to=report(finding())) == [covered]


def test_a_windows_path_is_matched_like_any_other() -> None:
    """Back slashes separate folders too."""
    one = waiver(file="2024/*.txt")
    assert one.concerns(file="D:\\资料\\2024\\栖桐.txt", unit=None)


def test_an_entry_for_a_unit_does_not_cover_a_filing_without_one() -> None:
    """What could not be read is never assumed to fit."""
    got = apply(report(finding()), [waiver(unit=UNIT)], file=FILE, unit=None, today=TODAY)
    assert got.findings[0].waived is None


def test_nothing_is_removed_and_everything_else_stays() -> None:
    """A waived finding keeps its place and severity, says who and why, and the verdict is still failed."""
    before = report(finding(), finding("score.total"))
    after = apply(before, [waiver()], file=FILE, unit=UNIT, today=TODAY)
    first = after.findings[0]
    assert first.waived is not None
    assert (first.waived.reason, first.waived.by, first.waived.date) == ("原因", "绩效科岗位甲", DECIDED)
    assert (first.severity, first.message) == (before.findings[0].severity, before.findings[0].message)
    assert after.findings[1] == before.findings[1]
    assert after.checked == before.checked


def test_the_first_entry_that_fits_speaks() -> None:
    """Order decides between two entries, and one that has expired is passed over."""
    entries = [waiver(until=DECIDED, reason="过期"), waiver(reason="甲"), waiver(reason="乙")]
    chosen = matches(report(finding()), entries, file=FILE, unit=UNIT, today=TODAY)
    assert [one.reason for one in chosen if one] == ["甲"]


def test_a_joined_cause_is_not_waived_by_what_it_was_joined_to() -> None:
    """An entry for a check in `also` does not excuse the finding that speaks."""
    one = Finding(check="rate.execution", also=("sum.parts",), severity=Severity.ERROR, message="错", evidence=())
    assert applied(waiver(), to=report(one)) == [False]


def test_a_file_is_read_with_the_line_of_each_entry(tmp_path: Path) -> None:
    """All keys come back, dates as dates, and each entry knows where it stands."""
    path = tmp_path / "w.yaml"
    more = '- {check: "privacy.*", where: 电话, unit: 甲, file: "*.txt", reason: 已打码, by: 办公室, date: 2025-01-02, until: 2025-12-31}\n'  # noqa: E501
    path.write_text(ENTRY + more, encoding="utf-8")
    first, second = load(path)
    assert first == waiver(source=str(path), line=1)
    assert (second.check, second.where, second.unit, second.file) == ("privacy.*", "电话", "甲", "*.txt")
    assert (second.until, second.line) == (date(2025, 12, 31), 5)


def test_an_empty_file_has_no_waivers(tmp_path: Path) -> None:
    """A file of comments only is no mistake."""
    path = tmp_path / "w.yaml"
    path.write_text("# 暂无\n", encoding="utf-8")
    assert load(path) == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("check: sum.parts\n", 1, "应当是一个清单"),
        ("- sum.parts\n", 1, "键: 值"),
        (ENTRY.replace("sum.parts", "sum.nothing"), 1, "没有名为“sum.nothing”的核验项"),
        (ENTRY.replace("sum.parts", "'*'"), 1, "没有名为“*”的核验项"),
        (ENTRY.replace("sum.parts", "'nothing.*'"), 1, "没有“nothing.*”这一类核验项"),
        (ENTRY + "  why: 多余\n", 5, "不认识“why”这个键"),
        (ENTRY.replace("  reason: 原因\n", ""), 1, "缺“reason”"),
        (ENTRY.replace("  by: 绩效科岗位甲\n", ""), 1, "缺“by”"),
        (ENTRY.replace("  date: 2025-03-18\n", ""), 1, "缺“date”"),
        (ENTRY.replace("原因", ""), 2, "“reason”要写一段文字"),
        (ENTRY.replace("原因", "' '"), 2, "“reason”要写一段文字"),
        (ENTRY.replace("原因", "[甲, 乙]"), 2, "“reason”要写一段文字"),
        (ENTRY.replace("2025-03-18", "2025年3月18日"), 4, "不是日期"),
        (ENTRY.replace("2025-03-18", "2025-02-30"), 4, "不是日期"),
        (ENTRY + "  until: 20251231\n", 5, "不是日期"),
        (ENTRY + "  until: 2024-12-31\n", 5, "早于决定日期"),
        (ENTRY + "  by: 又一人\n", 5, "写了两次"),
        (ENTRY + "- check: [\n", 6, "YAML 写法有误"),
    ],
)
def test_a_mistake_names_file_line_and_what_to_do(text: str, line: int, said: str, tmp_path: Path) -> None:
    """Every mistake is a Chinese sentence that begins with where it stands."""
    path = tmp_path / "w.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        load(path)
    assert str(fault.value).startswith(f"{path} 第{line}行：")
    assert said in str(fault.value)
    assert str(fault.value).endswith("。")


def test_a_file_that_is_missing_or_not_utf8_is_told(tmp_path: Path) -> None:
    """The message names the file."""
    path = tmp_path / "w.yaml"
    with pytest.raises(UsageError, match="没有豁免文件"):
        load(path)
    path.write_bytes("- 原因".encode("gbk"))
    with pytest.raises(UsageError, match="不是 UTF-8"):
        load(path)
