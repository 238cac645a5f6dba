"""Filings with one thing wrong, for every check, and filings that only look wrong.

`FAULTS` must raise the check with that severity and show those figures at that place; `NEAR` must stay silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest
from _pytest.mark import ParameterSet

from building import PROJECT, Row, Sheet, base_text, rows_text, text_of, with_base, with_indicator
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.finding import Finding, Report, Severity, Verdict
from wenxiao.read import read_bytes
from wenxiao.standards import load

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
OPEN, NOWHERE = Verdict.UNDECIDABLE, Verdict.NOT_APPLICABLE
S = Sheet()


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the check that must say so, how gravely, with which figures, at a place called what."""

    check: str
    severity: Severity
    text: str
    shows: tuple[str, ...]
    at: str
    standard: str | None = None

    @property
    def words(self) -> str:
        """What tells it from the other variants of its check."""
        return " ".join(self.shows)


@dataclass(frozen=True)
class Near:
    """Nothing wrong, for the reason that `why` gives: the check is silent, with this verdict."""

    check: str
    why: str
    text: str
    standard: str | None = None
    verdict: Verdict = Verdict.PASSED

    @property
    def words(self) -> str:
        """What tells it from the other variants of its check."""
        return self.why


Variant = TypeVar("Variant", Fault, Near)


def report_of(text: str, standard: str | None = None) -> Report:
    """Read, extract and check a text."""
    filing = extract(read_bytes(text.encode(), "样例.txt"), load(standard) if standard else None)
    return check(filing, load(filing.standard))


def raised(report: Report, name: str) -> list[Finding]:
    """Return the findings of one check, those that another one speaks for included."""
    return [one for one in report.findings if name in (one.check, *one.also)]


def fault(name: str, severity: Severity, what: Sheet | str, *shows: str, at: str, standard: str | None = None) -> Fault:
    """Return a Fault of a sheet or of a whole text."""
    return Fault(name, severity, what if isinstance(what, str) else text_of(what), shows, at, standard)


DEFECTS = {
    "form.year 2022年决算数 2024": "证据的行号是表头下第一个数的，不是表头的",
}
"""What the product does wrong today, by the words of the variant. The tests expect it to fail, strictly."""


def marked(variants: Iterable[Variant]) -> list[ParameterSet]:
    """Return variants as parameters of a test; those that DEFECTS names are expected to fail."""
    return [
        pytest.param(
            one,
            id=f"{one.check}-{one.words}",
            marks=[pytest.mark.xfail(reason=DEFECTS[known], strict=True)]
            if (known := f"{one.check} {one.words}") in DEFECTS
            else [],
        )
        for one in variants
    ]


def near(
    name: str, why: str, what: Sheet | str, verdict: Verdict = Verdict.PASSED, standard: str | None = None
) -> Near:
    """Return a Near of a sheet or of a whole text."""
    return Near(name, why, what if isinstance(what, str) else text_of(what), standard, verdict)


def saying(old: str, new: str, sheet: Sheet = S) -> Sheet:
    """Return the sheet with a passage of its report changed."""
    assert old in sheet.report
    return replace(sheet, report=sheet.report.replace(old, new))


def ending(tail: str) -> Sheet:
    """Return the clean sheet with more text after it."""
    return replace(S, tail=tail)


def changed(old: str, new: str, sheet: Sheet = S) -> str:
    """Return the text of the sheet with one passage of a form changed."""
    text = text_of(sheet)
    assert old in text
    return text.replace(old, new, 1)


def scored(index: int, target: str, actual: str, **parts: str) -> Sheet:
    """Return the clean sheet with other target and actual in one indicator."""
    return with_indicator(S, index, target=target, actual=actual, **parts)


def rated(executed: str, rate: str, score: str = "9") -> Sheet:
    """Return the clean sheet with another execution."""
    return replace(S, executed=executed, rate=rate, score=score)


def composed(basic: str = "360.00", project: str = "180.00") -> Sheet:
    """Return the clean sheet whose parts add up to the execution (540), where forms can be compared."""
    return replace(S, general="520.00", basic=basic, project=project)


def staff(quota: str, actual: str, total: str = "63") -> str:
    """Return a report of the kind that prints a table of posts with a total row."""
    heads = [f"（{number}）第{number}项指标（5分）\n依据充分，故本项计5分。\n" for number in "一二三四五"]
    rows = [["单位", "编制人数", "实际在编人数", "空编"], ["本级", quota, actual, "2"], ["所属站", "23", "22", "1"]]
    rows.append(["合计", total, "60", "3"])
    return f"2024年度吉首市甲单位整体支出绩效自评报告\n三、绩效分析\n{''.join(heads)}\n{rows_text(rows)}\n"


NUMERIC = tuple(
    ("产出指标（90分）", "数量指标", f"第{n}类巡查次数", f"≥1{n}次", f"1{n}次", "15", "14", "天气原因")
    for n in range(6)
)
FULL = tuple((*row[:5], row[5], row[5], "") for row in S.indicators)
PROFILE = tuple(
    (re.sub("（.*", "", row[0]), *row[1:5], weight, weight, row[7])
    for row, weight in zip(S.indicators, ("15", "20", "10", "25", "10", "10"), strict=True)
)
LONG = "本单位负责辖区环境巡查和办事服务，按计划推进各项任务。" * 70
OLD_BASE = base_text(replace(S, title_year="2023"))
BLANK_PROJECT = PROJECT.replace("40.00", "/").replace("100%", "/").replace("\t10\n", "\t/\n")
for _said in ("≥12次", "12次", "明显改善", "49", "39", "一次因雨推迟", "个别点位反弹", "环境巡查专项", "青禾区城管局",
              "青禾街道办事处", "98"):  # fmt: skip
    BLANK_PROJECT = BLANK_PROJECT.replace(f"\t{_said}\n", "\t/\n")
NO_PROJECT = with_base(
    replace(S, project="0", basic="600.00"),
    **{
        "项目支出": ("0", "0", "0"),
        "1、业务工作": ("0", "0", "0"),
        "2、运行": ("0", "0", "0"),
        "3、市级": ("0", "0", "0"),
        "环境巡查专项": ("0", "0", "0"),
        "设备更新专项": ("0", "0", "0"),
    },
)
UNEXPLAINED = saying("，项目支出增加的原因是年中追加了巡查任务", "")
JUMP = with_base(UNEXPLAINED, **{"项目支出": ("150.00", "90.00", "180.00")})

LENGTHY = (
    "本单位按照年度工作计划逐项推进环境巡查和设备更新任务，巡查人员每周到岗登记并形成台账，"
    "发现问题当场交办限期整改，整改情况由分管领导逐条核对后归档备查。"
)
COST: Row = (
    "成本指标（20分）",
    "经济成本指标",
    "项目总成本",
    "不超过年初预算",
    "640.00万元",
    "20",
    "20",
    "",
)
OVERSPENT = rated("640.00", "106.67%", "10")
CONTROLLED = (
    "（三）公用经费控制率（8分）\n标准：以100%为标准，每超过1%扣2分，扣完为止。\n"
    "公用经费控制率=61.80/60.00×100%=103%，故本项计8分。\n"
)


def told(passage: str) -> Sheet:
    """Return the clean sheet whose first chapter tells something more."""
    return saying("本单位负责", f"{passage}\n本单位负责")


def self_scored(passage: str) -> str:
    """Return a report that scores itself under headings, with this indicator among them."""
    heads = "".join(f"（{n}）第{n}项指标（23分）\n依据充分，故本项计23分。\n" for n in "一二四五")
    first, rest = heads[: heads.index("（四）")], heads[heads.index("（四）") :]
    return f"2024年度吉首市甲单位整体支出绩效自评报告\n三、绩效分析\n{first}{passage}{rest}"
