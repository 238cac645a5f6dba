"""Heads, forms, indicators, goals, sections and signatures of two versions."""

from __future__ import annotations

from dataclasses import replace

from comparing import SHEET, compared, figure, filing_from, line, lines, one, renamed

from building import INDICATORS, PROJECT, REPORT, Row, text_of, with_indicator
from wenxiao.compare import Difference, compare


def of(difference: Difference, part: str) -> list[str]:
    """Return the changes of one part."""
    return [line(change) for group in difference.groups for change in group.changes if change.part == part]


def test_another_unit_is_in_the_head_and_makes_it_no_version() -> None:
    """The head is compared, and the kinship is said."""
    found = compared(SHEET, renamed(SHEET, "白鹭镇人民政府"))
    assert of(found, "head") == ["changed 单位：青禾街道办事处 → 白鹭镇人民政府"]
    assert found.kinship == "other"


def test_a_form_that_is_gone_is_one_change() -> None:
    """A form left out is said once, with what it held, and not figure by figure."""
    text = text_of(SHEET)
    found = compare(filing_from(text), filing_from(text.replace(PROJECT, "")))
    assert lines(found) == ["removed 整张表：数据 6 个，指标 2 项 → —"]
    assert lines(compare(filing_from(text.replace(PROJECT, "")), filing_from(text)))[0].startswith("added 整张表：— → ")


def test_total_and_grade() -> None:
    """The total row and the grade are compared as such."""
    found = compared(SHEET, replace(SHEET, total=("100", "95"), grade="良"))
    assert of(found, "score") == ["changed 总分：97 → 95", "changed 等级： → 良"]
    assert one(found, "总分").difference == figure("-2")


def test_cells_of_an_indicator() -> None:
    """Each cell of a row is its own change, named by the indicator."""
    changed = with_indicator(SHEET, 2, actual="2024年12月", score="8", reason="个别任务跨月完成，已逐项改进")
    found = compared(SHEET, changed)
    assert of(found, "indicator") == [
        "changed 年度任务完成时间 › 实际完成值：2024年11月 → 2024年12月",
        "changed 年度任务完成时间 › 偏差原因：个别任务跨月完成，已改进 → 个别任务跨月完成，已逐项改进",
        "changed 年度任务完成时间 › 得分：9 → 8",
    ]
    reason = one(found, "偏差原因")
    assert (reason.removed, reason.added) == (0, 2)
    assert [(piece.kind, piece.text) for piece in reason.pieces] == [
        ("same", "个别任务跨月完成，已"), ("added", "逐项"), ("same", "改进"),
    ]  # fmt: skip


def test_an_indicator_that_was_renamed_a_little_is_the_same() -> None:
    """A small change of the name is a change of the name, not another indicator."""
    found = compared(SHEET, with_indicator(SHEET, 0, level3="开展辖区巡查次数", actual="13次"))
    assert of(found, "indicator") == [
        "changed 开展辖区巡查次数 › 名称：开展巡查次数 → 开展辖区巡查次数",
        "changed 开展辖区巡查次数 › 实际完成值：12次 → 13次",
    ]


def test_an_indicator_with_another_name_is_another() -> None:
    """One is removed and one is added, each with its whole row."""
    found = compared(SHEET, with_indicator(SHEET, 0, level3="修缮路灯盏数"))
    assert of(found, "indicator") == [
        "removed 开展巡查次数：指标值 ≥12次，完成值 12次，分值 20，得分 20 → —",
        "added 修缮路灯盏数：— → 指标值 ≥12次，完成值 12次，分值 20，得分 20",
    ]


def test_an_indicator_that_changed_places_was_moved() -> None:
    """Of two rows that changed places one was moved; the others stay where they are."""
    rows: list[Row] = list(INDICATORS)
    rows[3], rows[4] = ("效益指标（30分）", *INDICATORS[4][1:]), ("", *INDICATORS[3][1:])
    found = compared(SHEET, replace(SHEET, indicators=tuple(rows)))
    assert len(of(found, "indicator")) == 1
    assert of(found, "indicator")[0].startswith("moved ")
    assert "次序：第 " in of(found, "indicator")[0]


def test_an_indicator_under_another_heading_was_moved() -> None:
    """数量指标 to 质量指标 is a move and no new indicator."""
    found = compared(SHEET, with_indicator(SHEET, 1, level2="数量指标"))
    assert of(found, "indicator") == ["moved 设备验收合格率 › 所属指标：产出指标 › 质量指标 → 产出指标 › 数量指标"]


def test_goals() -> None:
    """What was expected and what was done."""
    found = compared(SHEET, replace(SHEET, goals=(SHEET.goals[0], "1.完成环境巡查12次；2.更新设备5台。")))
    goal = one(found, "实际完成情况")
    assert (goal.part, goal.removed, goal.added) == ("goal", 1, 1)


def test_sections_are_added_removed_and_changed() -> None:
    """A title that comes or goes, and a text that changed with how many characters."""
    after = REPORT.replace("细化任务分工。", "细化任务分工，逐月检查。").replace("十、其他需要说明的情况\n无。\n", "")
    found = compared(SHEET, replace(SHEET, report=after))
    assert of(found, "section") == [
        "changed 八、下一步改进措施 › 正文：细化任务分工。 → 细化任务分工，逐月检查。",
        "removed 十、其他需要说明的情况：无。 → —",
    ]
    assert one(found, "正文").added == 5


def test_marks_and_blanks_of_a_text_are_no_change() -> None:
    """Another width of a comma is written differently."""
    found = compared(SHEET, replace(SHEET, report=REPORT.replace("个别任务跨月完成。", "个别任务 跨月完成。")))
    assert lines(found) == []
    assert found.counts.written == 1


def test_nothing_is_passed_over_in_silence() -> None:
    """Two texts without forms and parts are compared as texts; nobody says that they are of one unit."""
    found = compare(filing_from("各科室按时报送。"), filing_from("各科室按时报送材料。"))
    assert lines(found) == ["changed 章节和附表以外的文字：各科室按时报送。 → 各科室按时报送材料。"]
    assert found.kinship == "other"


def test_signatures() -> None:
    """A name that was filled in is a change beside the form that asks for it."""
    blank, signed = (replace(SHEET, tail=f"填表人：{name}　　　　联系电话：\n") for name in ("", "某某"))
    found = compared(blank, signed)
    assert [text for text in of(found, "signature") if "填表人" in text] == ["changed 填表人： → 某某"]
