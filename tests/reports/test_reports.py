"""Realistic reports of many layouts and regions: all that they state is read, all that is wrong is found, no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reports_truth import REPORTS, TRUTHS, Case, case_of, facts, findings, identity, indicators, sections

_INFORMATION = ("年初预算数 260.00", "调整后预算数 248.00", "实际支出数 241.80", "支出率 97.50", "新增纸质图书 38420",
                "新增数字资源 12", "到馆读者 96.4", "读者满意度 95.3", "编制数 28", "在职人数 26")  # fmt: skip

KNOWN_MISSES: dict[str, dict[str, str]] = {
    "other/guangdong": {f"fact {one}": "基础信息表（序号、信息名称、数值）不是口径里的表" for one in _INFORMATION},
    "other/guangxi": {"unit 柳源县教育局 read 柳源县教育后勤服务中心": "单位印在标题之外，表里只有实施单位"},
    "other/tianjin": {
        "finding rate.share 130.24 325.60 40": "「占全年执行数325.60万元的42.00%」总额夹在中间，没有读成占比"
    },
    "other/transfer": {"finding sum.parts 396 241 165": "正文里的户数没有读成合计与分项"},
}
"""What is expected but not built yet, by the line that the comparison gives, with the reason. Strict: what begins
to work must be taken out."""

ASPECTS: tuple[Callable[[Case], list[str]], ...] = (identity, facts, indicators, sections, findings)


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.__name__)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_read_and_judged_as_people_do(name: str, aspect: Callable[[Case], list[str]]) -> None:
    """What is read and found differs from the truth in the known misses only."""
    known = KNOWN_MISSES.get(name, {})
    unexpected = [line for line in aspect(case_of(name)) if line not in known]
    assert not unexpected, "\n".join(unexpected)


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in KNOWN_MISSES.items() for line in lines])
def test_a_known_miss_is_still_one(name: str, line: str) -> None:
    """A miss that has been mended is taken out of KNOWN_MISSES, so that it can't come back unseen."""
    differences = [found for aspect in ASPECTS for found in aspect(case_of(name))]
    assert line in differences, f"“{line}”已不再是缺口，请从 KNOWN_MISSES 里删去。"


def test_every_report_has_its_truth() -> None:
    """No report stands here without a truth beside it, and no truth without a report."""
    assert len(REPORTS) >= 17
    assert REPORTS == TRUTHS
    assert set(KNOWN_MISSES) <= set(REPORTS)
