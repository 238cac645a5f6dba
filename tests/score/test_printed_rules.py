"""Rules in a column 评分标准: right points pass, wrong ones are found; what is not understood proves nothing."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.finding import Severity
from wenxiao.read import read_bytes
from wenxiao.score import IndicatorScore, Verdict, score
from wenxiao.standards import load


class Printed(NamedTuple):
    """A row with its rule, the points that the rule gives, and points that it does not."""

    rule: str
    target: str
    actual: str
    right: str
    wrong: str
    level2: str = "数量指标"


READ = (
    Printed("完成得满分，未完成按比例扣分", "≥12场", "10场", "8.33", "9"),
    Printed("按照实际完成值与目标值的比例计分", "≥12场", "10场", "8.33", "9"),
    Printed("得分＝实际完成值/年度指标值×分值", "≥95%", "94%", "9.89", "9"),
    Printed("完成得满分，否则不得分", "≥12场", "10场", "0", "8"),
    Printed("完成得满分，否则不得分", "≤100万元", "98万元", "10", "0"),
    Printed("超支不得分", "≤100万元", "105万元", "0", "8"),
    Printed("超出预算的，按比例扣分", "≤100万元", "105万元", "9.5", "10"),
    Printed("完成12场得10分，每少1场扣0.5分，扣完为止", "≥12场", "10场", "9", "8"),
    Printed("每少完成1场扣0.5分", "≥12场", "10场", "9", "8"),
    Printed("每少10户扣0.5分，不足10户按10户计算", "≥1000户", "985户", "9", "9.5"),
    Printed("每少10户扣0.5分，不足10户不扣分", "≥1000户", "985户", "9.5", "9"),
    Printed("每下降1个百分点扣1分", "100%", "97%", "7", "9"),
    Printed("达到98%得满分，每低1个百分点扣1分", "≥98%", "97%", "9", "8"),
    Printed("每高于目标值0.5个百分点扣1分", "≤3%", "4%", "8", "10"),
    Printed("完成率每低于5%扣1分", "≥200人", "190人", "9", "9.5"),
    Printed("每超过预算1%扣1分", "≤100万元", "105万元", "5", "9.5"),
    Printed("每超支1万元扣1分", "≤20万元", "22万元", "8", "9"),
    Printed("每超1000元扣1分", "≤20万元", "20.3万元", "7", "9"),
    Printed("每延期1天扣1分", "≤30天", "32天", "8", "10", "时效指标"),
    Printed("每发生1起扣2分，扣完为止", "0起", "2起", "6", "10"),
    Printed("95%以上得满分，90%-95%得8分，90%以下不得分", "≥95%", "93%", "8", "9.79"),
    Printed("90%以上得10分，80%-90%得8分，80%以下不得分", "≥90%", "75%", "0", "8"),
    Printed("80%（含）以上90%以下得8分，90%以上得满分，其余0-80%得5分", "≥90%", "88%", "8", "9.78"),
    Printed("≥99%得10分；95%≤X<99%得6分；＜95%不得分", "≥99%", "96%", "6", "9.7"),
    Printed("达到95%的得满分，达到90%的得分值的80%，达不到90%不得分", "≥95%", "91%", "8", "9.58"),
    Printed("完成率100%得10分，90%以上得9分，80%以上得8分，80%以下不得分", "≥50家", "45家", "9", "8"),
    Printed("完成100%得10分，完成90%以上得5分，90%以下不得分", "≥1200万元", "1200万元", "10", "5"),
    Printed("50家以上得10分，40-50家得8分，40家以下不得分", "≥50家", "45家", "8", "9"),
    Printed("100万元以下得10分，100万元-120万元得5分，120万元以上不得分", "≤100万元", "110万元", "5", "9"),
    Printed("①90%以上得10分；②80%-90%得6分；③80%以下不得分", "≥90%", "85%", "6", "10"),
    Printed("1.90%以上得10分；2.80%-90%得6分；3.80%以下不得分", "≥90%", "85%", "6", "10"),
)
UNREAD = (
    Printed("95%以上得10分，90%-95%得8分，90%以下每低1个百分点扣1分", "≥95%", "89%", "7", ""),
    Printed("完成率60%以上按比例得分，低于60%不得分", "≥200人", "100人", "0", ""),
    Printed("每少1场扣0.5分，每少10人扣1分", "≥12场", "10场", "7", ""),
    Printed("每少1场扣0.5分，最多扣0.5分", "≥12场", "10场", "9.5", ""),
    Printed("每少1场扣0.5分，出现安全事故的不得分", "≥12场", "10场", "0", ""),
    Printed("每超过1%加0.5分，每低于1%扣0.5分", "≥100%", "95%", "7.5", ""),
    Printed("85%以上得满分，80%至85%得9分，80%以下酌情扣分", "≥85%", "82%", "9", ""),
    Printed("优（≥99%）10分，良（95%-99%）6分，差（<95%）0分", "≥99%", "96%", "6", ""),
    Printed("不超预算得满分，超预算10%（含）以内得8分，超10%以上不得分", "≤100万元", "110万元", "8", ""),
    Printed("超过预算10%以上不得分", "≤100万元", "105万元", "10", ""),
    Printed("完成率在95%—105%之间得满分，每偏离1%扣0.5分", "≥20次", "18次", "7.5", ""),
    Printed("每低于上年1%扣1分", "≥100%", "95%", "8", ""),
    Printed("每减少一个乡镇扣2分", "100%", "96%", "8", ""),
    Printed("每发生1起扣1分", "≤2起", "3起", "7", ""),
    Printed("每超过1%扣1分", "≥95%", "98%", "10", ""),
    Printed("完成率≥100%得10分，90%-100%得9分，低于90%不得分", "全部企业", "45家", "9", ""),
    Printed("完成率每低于5%扣1分", "≥95%", "90%", "9", ""),
    Printed("以实际合格率乘以分值计分", "≥95%", "85%", "8.5", ""),
    Printed("每推迟1天扣1分", "2024年11月底前", "2024年12月3日", "7", "", "时效指标"),
    Printed("90%以上得15分，80%-90%得8分，80%以下不得分", "≥90%", "92%", "10", ""),
)


def filing(row: Printed, points: str) -> Filing:
    """Return the filing of a table with one indicator, read from its text."""
    cells = ("", "产出指标", row.level2, "开展活动", row.target, row.actual, "10", points, row.rule, "已说明原因并整改")
    text = "\n".join(
        (
            "2024年度部门整体支出绩效自评表",
            "",
            "预算单位名称\t霁州市民政局",
            "年度预算申请（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
            "\t年度资金总额\t500.00\t600.00\t600.00\t10\t100%\t10",
            "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t评分标准\t偏差原因分析及改进措施",
            "\t".join(cells),
        )
    )
    return extract(read_bytes(text.encode(), "样例.txt"))


def scored(row: Printed, points: str) -> IndicatorScore:
    """Return the score of the one indicator."""
    read = filing(row, points)
    return score(read, load(read.standard)).forms[0].indicators[-1]


def alarms(row: Printed, points: str) -> list[str]:
    """Return what score.rule says above info."""
    read = filing(row, points)
    found = check(read, load(read.standard)).findings
    return [one.message for one in found if one.check == "score.rule" and one.severity is not Severity.INFO]


@pytest.mark.parametrize("row", READ, ids=lambda row: f"{row.rule} {row.actual}")
def test_points_by_the_printed_rule_are_right_and_others_are_not(row: Printed) -> None:
    """The points that a person works out by the rule are those of a reading; other points are those of none."""
    right, wrong = scored(row, row.right), scored(row, row.wrong)
    assert right.verdict in (Verdict.AGREES, Verdict.BY_READING), right.explanation
    assert alarms(row, row.right) == []
    assert wrong.verdict is Verdict.DIFFERS, wrong.explanation


@pytest.mark.parametrize("row", UNREAD, ids=lambda row: f"{row.rule} {row.actual}")
def test_a_rule_that_is_not_wholly_understood_accuses_nobody(row: Printed) -> None:
    """Points given by it are left to a person, or agree with the Standard's rule; never are they called wrong."""
    found = scored(row, row.right)
    assert found.verdict in (Verdict.MANUAL, Verdict.AGREES), found.explanation
    assert alarms(row, row.right) == []


def test_a_standards_rule_that_agrees_beside_an_unread_one_says_so() -> None:
    """Who reads 一致 learns that the rule printed in the table was not the one applied."""
    found = scored(Printed("得分=完成率×分值", "≥200人", "150人", "7.5", ""), "7.5")
    assert (found.verdict, found.rule.origin) == (Verdict.AGREES, "standard")
    assert any("另印有评分标准" in flag for flag in found.flags)


def test_an_explanation_of_an_indicator_is_no_rule() -> None:
    """A column 评分标准 that only explains the indicator leaves it to the Standard's rule, wrong points included."""
    row = Printed("反映活动的开展情况，开展率=实际开展数/计划数×100%", "≥12场", "10场", "8.33", "9")
    assert scored(row, row.right).verdict is Verdict.AGREES
    assert scored(row, row.wrong).verdict is Verdict.DIFFERS


def test_a_long_cell_is_read_at_once() -> None:
    """What is longer than any rule is none, and costs no time."""
    assert scored(Printed("每低于" * 20_000, "≥12场", "10场", "", ""), "9").rule.origin == "standard"


def test_full_marks_that_the_printed_rule_gives_are_no_fault() -> None:
    """97 % of ≥98 % earns full marks where the rule beside it says so from 95 % on."""
    row = Printed("95%以上得满分，90%-95%得8分，90%以下不得分", "≥98%", "97%", "10", "9")
    found = check(filing(row, "10"), load("national-2020")).findings
    assert "score.full-but-missed" not in {one.check for one in found}
    strict = Printed("完成得满分，未完成按比例扣分", "≥98%", "97%", "9.9", "10")
    found = check(filing(strict, "10"), load("national-2020")).findings
    assert {"score.full-but-missed", "score.rule"} & {one.check for one in found}
