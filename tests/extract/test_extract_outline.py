"""Chapters, headings, self-scored headings, names and years, and which Standard is taken and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from building import PROJECT, REPORT, Sheet, base_text, filing_of, overall_text, text_of
from wenxiao.extract import extract
from wenxiao.filing import Filing, from_json, to_json
from wenxiao.read import read_bytes
from wenxiao.standards import load

TITLES = [line.split("、", 1)[1] for line in REPORT.splitlines() if "、" in line and line[0] in "一二三四五六七八九十"]


def read(text: str, standard: str | None = None) -> Filing:
    """Extract a text, by the Standard that fits it unless one is named."""
    return extract(read_bytes(text.encode(), "样例.txt"), load(standard) if standard else None)


def outlined(
    numbers: list[str], inner: str = "内容。\n", title: str = "2024年度甲乙街道办事处部门整体支出绩效自评报告\n"
) -> Filing:
    """Extract a report whose chapters carry these numbers."""
    return read(title + "".join(f"{n}{t}\n{inner}" for n, t in zip(numbers, TITLES, strict=False)), "hunan-2020")


STYLES = {
    "Chinese": [f"{n}、" for n in "一二三四五六七八九"],
    "digits": [f"{n}、" for n in range(1, 10)],
    "dots": [f"{n}." for n in range(1, 10)],
    "parts": [f"第{n}部分 " for n in "一二三四五六七八九"],
    "mixed": ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "8、", "九、"],
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "inner", ["内容。\n", "（一）甲情况\n内容。\n（二）乙情况\n1.其一\n2.其二\n内容。\n"], ids=["plain", "inner"]
)
def test_chapters_are_found_in_any_style(style: str, inner: str) -> None:
    """The nine chapters come in order, whatever their numbers look like and whatever headings stand inside."""
    filing = outlined(STYLES[style], inner)
    assert [one.title for one in filing.sections] == TITLES[:9]
    assert not any(one.empty for one in filing.sections)


def test_inner_headings_are_no_chapters_but_kept() -> None:
    """（一） and 1. inside a chapter are headings, with style, number and depth."""
    filing = outlined(STYLES["Chinese"], "（一）甲情况\n内容。\n（二）乙情况\n内容。\n")
    inner = [(one.style, one.ordinal) for one in filing.headings if one.style == "（一）"]
    assert inner == [("（一）", 1), ("（一）", 2)] * 9
    assert {one.depth for one in filing.headings if one.style == "（一）"} != {
        one.depth for one in filing.headings if one.style == "一、"
    }


@pytest.mark.parametrize(
    ("title", "body", "empty"),
    [
        ("四、国有资本经营预算支出情况", "", True),
        ("四、国有资本经营预算支出情况", "无。\n", False),
        ("四、国有资本经营预算支出情况（无）", "", True),
        ("四、国有资本经营预算支出情况：", "不涉及\n", False),
    ],
)
def test_a_chapter_without_a_body_is_empty(title: str, body: str, empty: bool) -> None:
    """Only what stands below the heading counts; 无 is content."""
    text = REPORT.replace("四、国有资本经营预算支出情况\n无。\n", f"{title}\n{body}")
    assert {one.number: one.empty for one in read(text, "hunan-2020").sections}["四"] is empty


def test_a_numbered_list_is_no_outline() -> None:
    """Three numbered sentences in a letter are not chapters."""
    assert (
        read("通知\n1、请各单位按时报送材料。\n2、请核对数字；\n3、请加盖公章，谢谢！\n", "hunan-2020").sections == ()
    )


# --- self-scored headings ------------------------------------------------------------------------------


def scored(*bodies: str) -> Filing:
    """Extract a report that scores itself under its headings."""
    heads = "".join(f"（{'一二三四五六七'[at]}）指标第{at + 1}项（5分）\n{body}\n" for at, body in enumerate(bodies))
    return read(f"2024年度吉首市甲乙局整体支出绩效自评报告\n三、绩效分析\n{heads}四、问题\n无。\n", "jishou-2021")


AWARDS = (
    "依据充分，故本项计5分。",
    "标准：每少一项扣1分，满分计5分。经查少一项，因此计4分。",
    "完全符合，故计满分。",
    "本项得4.5分。",
    "综上，该项自评得3分。",
    "按 23/24×5=4.79分",
    "没有说明得分。",
)


def test_points_under_headings_are_read() -> None:
    """The last award of a concluding sentence counts, 满分 is the weight, and silence is no award."""
    indicators = scored(*AWARDS).indicators_of("scored-indicators")
    assert [str(one.score) for one in indicators] == ["5", "4", "5", "4.5", "3", "4.79", "None"]
    assert {str(one.weight) for one in indicators} == {"5"}
    assert indicators[0].level3 == "指标第1项"


def test_a_few_points_in_headings_are_no_form() -> None:
    """Fewer than five such headings are a manner of writing."""
    assert scored(*AWARDS[:4]).form("scored-indicators") is None


# --- unit, year, kind ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "部门（单位）名称：青禾区教育局\n2024年度部门整体支出绩效自评报告\n",
        "单位名称（盖章）：青禾区教育局（盖章）\n报告\n",
        "青禾区教育局\n2024年度部门整体支出绩效自评报告\n",
        "青禾区教育局2024年度部门整体支出绩效自评报告\n",
        "2024年度青禾区教育局整体支出绩效自评报告\n",
        "2024年青禾区教育局部门整体支出\n绩效评价自评报告\n",
    ],
)
def test_the_unit_is_found_on_cover_and_title(text: str) -> None:
    """Cover, line above the title, and the title itself in its several shapes give the same name."""
    assert read(text + "一、基本情况\n本局负责教育。\n", "hunan-2020").unit == "青禾区教育局"


def test_the_unit_is_found_in_a_title_with_about() -> None:
    """The commonest title of an official letter names its unit before 关于."""
    assert (
        read("青禾区教育局关于2024年度部门整体支出绩效自评的报告\n一、基本情况\n无。\n", "hunan-2020").unit
        == "青禾区教育局"
    )


@pytest.mark.parametrize("cell", ["青禾区教育局", "105001-青禾区教育局", "青禾区教育局（公章）", " 青禾区 教育局 "])
def test_the_unit_is_found_in_the_form(cell: str) -> None:
    """Codes, seals and blanks are not part of the name."""
    assert read(overall_text(Sheet(unit=cell)), "hunan-2020").unit == "青禾区教育局"


def test_without_a_name_there_is_no_unit() -> None:
    """Nothing is made up."""
    assert read("整体支出绩效自评报告\n", "hunan-2020").unit is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年度甲局整体支出绩效自评报告\n2023年的情况见附件。\n", 2024),
        ("甲局整体支出绩效自评报告\n（2024年度）\n", 2024),
        ("甲局整体支出绩效自评报告\n报送2024年度材料，2024年度完成，2023年度结转。\n", 2024),
        ("甲局整体支出绩效自评报告\n", None),
    ],
)
def test_the_year_comes_from_the_titles_first(text: str, year: int | None) -> None:
    """Titles outvote the body; the line below a title belongs to it; where nothing is said there is none."""
    assert read(text, "hunan-2020").year == year


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024年度甲局整体支出绩效自评报告\n", "overall"),
        ("2024年度巡查项目支出绩效自评报告\n", "project"),
        (base_text(Sheet())[base_text(Sheet()).index("\t") :], "overall"),
        (PROJECT[PROJECT.index("\t") :], "project"),
    ],
)
def test_the_kind_comes_from_titles_and_forms(text: str, kind: str) -> None:
    """A whole unit or one project."""
    assert read(text, "hunan-2020").kind == kind


# --- which Standard ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "standard", "reason"),
    [
        (text_of(Sheet()), "hunan-2020", "版式"),
        ("按照湘财绩〔2020〕7号文件，\n2024年度甲局整体支出绩效自评报告\n", "hunan-2020", "湘财绩〔2020〕7号"),
        ("2024年度吉首市甲局整体支出绩效自评报告\n按吉财绩〔2021〕23号\n", "jishou-2021", "吉财绩〔2021〕23号"),
        ("2024年度甲局整体支出绩效自评报告\n", "national-2020", "未能"),
        ("1998年度甲局整体支出绩效自评报告\n按湘财绩〔2020〕7号\n", "national-2020", "未能"),
    ],
)
def test_the_standard_is_chosen_with_a_reason(text: str, standard: str, reason: str) -> None:
    """A cited regulation, the layout, the region; the national pack where none is recognised or in force yet."""
    filing = read(text)
    assert filing.standard == standard
    assert reason in filing.standard_reason
    assert standard in filing.standard_reason


def test_a_named_standard_is_taken() -> None:
    """Whoever names a Standard gets it, and it is said so."""
    filing = read(text_of(Sheet()), "jishou-2021")
    assert (filing.standard, "指定" in filing.standard_reason) == ("jishou-2021", True)


# --- the whole -----------------------------------------------------------------------------------------


def test_a_filing_survives_json() -> None:
    """`from_json` is the exact inverse of `to_json`, decimals and places included."""
    filing = filing_of(replace(Sheet(), grade="优", tail="填表人：李明　填报日期：2025年3月1日\n"))
    assert from_json(to_json(filing)) == filing


def test_signatures_are_read_with_what_stands_after_them() -> None:
    """A label that asks for a hand, a date or a number is kept, blank or not."""
    found = filing_of(replace(Sheet(), tail="单位负责人签字：　　填表人：李明　填报日期：2025年3月1日\n")).signatures
    assert [(one.role, one.text) for one in found] == [
        ("单位负责人签字", ""),
        ("填表人", "李明"),
        ("填报日期", "2025年3月1日"),
    ]


@pytest.mark.parametrize("text", ["\n", "。\n", "|||\n", "\t\n\t\n", "一、\n二、\n", "总分\n" * 50])
def test_nothing_comes_of_nothing(text: str) -> None:
    """Material that states nothing ends in a Filing that states nothing."""
    filing = read("甲" + text, "hunan-2020")
    assert [fact for fact in filing.facts if fact.value is not None] == []
    assert filing.indicators == ()


@pytest.mark.parametrize("date", ["2025年　　月　　日", "2025年3月4日"])
def test_the_date_below_a_letter_is_no_half_of_the_title_below_it(date: str) -> None:
    """A notice ends in its date; the title of the report that follows keeps the year it speaks of."""
    filing = read(
        f"关于成立评价小组的通知\n各股室：\n请照办。\n甲乙街道办事处\n{date}\n部门整体支出绩效评价自评报告\n{REPORT}"
    )
    assert [one.text for one in filing.titles if "2025" in one.text] == []


def test_the_last_chapter_ends_where_a_form_begins() -> None:
    """A last chapter of which only the heading is there is empty, though a form with a title of its own follows."""
    head = "八、下一步改进措施\n细化任务分工。\n九、绩效自评结果拟应用和公开情况\n"
    text = REPORT[: REPORT.index("八、")] + head
    assert read(f"{text}{overall_text(Sheet())}", "hunan-2020").sections[-1].empty
    assert not read(f"{text}已在网站公开。\n{overall_text(Sheet())}", "hunan-2020").sections[-1].empty


def test_a_chapter_that_holds_a_form_is_not_empty() -> None:
    """五、…自评表 followed by its form says something."""
    form = overall_text(Sheet()).replace("附件3\n", "")
    text = f"{REPORT[: REPORT.index('十、')]}十、整体支出绩效自评表\n{form}"
    assert not read(text, "hunan-2020").sections[-1].empty


def test_a_last_chapter_that_skips_a_number_is_a_chapter() -> None:
    """Four chapters and a sixth: the last one is found, so that its number can be said to be wrong."""
    titles = ("基本情况", "预算执行", "目标完成", "问题措施")
    head = "2024年度甲乙街道办事处部门整体支出绩效自评报告\n"
    text = head + "".join(f"{n}、{title}\n无。\n" for n, title in zip("一二三四", titles, strict=True))
    assert [one.number for one in read(f"{text}六、公开情况\n无。\n", "national-2020").sections] == list("一二三四六")
