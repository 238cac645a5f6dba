"""Forms are known by their content and read whatever the order, the words and the merging of their cells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import (
    INDICATORS,
    PROJECT,
    REPORT,
    Row,
    Sheet,
    base_text,
    filing_of,
    overall_text,
    rows_text,
    text_of,
    with_base,
)
from wenxiao.extract import extract
from wenxiao.filing import Fact, Filing
from wenxiao.read import read_bytes
from wenxiao.standards import load

FUNDS = (
    ("funds.initial", "560.00", ("年初预算数", "年初预算（万元）", "年初批复数")),
    ("funds.budget", "600.00", ("全年预算数", "调整后预算数", "全年预算数（A）")),
    ("funds.executed", "540.00", ("全年执行数", "全年执行数（B）", "实际支出数")),
    ("funds.weight", "10", ("分值", "权重", "标准分")),
    ("funds.rate", "90%", ("执行率", "预算执行率", "执行率（B/A）")),
    ("funds.score", "9", ("得分", "自评得分", "自评分")),
)
COLUMNS = (
    ("level3", 2, ("三级指标", "指标名称", "具体指标")),
    ("target", 3, ("年度指标值", "年初目标值", "预期指标值")),
    ("actual", 4, ("实际完成值", "全年完成值", "实际完成情况")),
    ("weight", 5, ("分值", "权重", "标准分")),
    ("score", 6, ("得分", "自评得分", "评价得分")),
    ("reason", 7, ("偏差原因分析及改进措施", "未完成原因分析", "扣分原因")),
)


def read(text: str, standard: str = "national-2020") -> Filing:
    """Extract a text by a Standard."""
    return extract(read_bytes(text.encode(), "样例.txt"), load(standard))


def grid(rows: list[list[str]]) -> str:
    """Write a table whose columns are known, in Markdown."""
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:], "", ""])


def stated(filing: Filing, form: str = "overall") -> dict[str, Decimal | None]:
    """Return the values of the funds block by concept."""
    return {
        fact.concept: fact.value
        for fact in filing.facts
        if fact.form == form and fact.block == "funds" and fact.concept
    }


def rows_of(filing: Filing) -> list[tuple[object, ...]]:
    """Return what the indicators say."""
    return [(i.level1, i.level2, i.level3, i.target, i.actual, i.weight, i.score, i.reason) for i in filing.indicators]


WANTED = {
    "funds.initial": 560,
    "funds.budget": 600,
    "funds.executed": 540,
    "funds.weight": 10,
    "funds.rate": 90,
    "funds.score": 9,
}
CLEAN = rows_of(read(overall_text(Sheet())))


@pytest.mark.parametrize(
    ("text", "form"), [(base_text(Sheet()), "base-data"), (overall_text(Sheet()), "overall"), (PROJECT, "project")]
)
def test_a_form_without_title_is_known_by_its_content(text: str, form: str) -> None:
    """The title only tips the balance: the same facts and indicators come without it."""
    bare = text[text.index("\t") :]
    titled, untitled = read(text, "hunan-2020"), read(bare, "hunan-2020")
    assert [one.form for one in untitled.forms] == [form]
    assert untitled.forms[0].title is None
    strip = [(f.concept, f.value, f.unit, f.column) for f in untitled.facts]
    assert strip == [(f.concept, f.value, f.unit, f.column) for f in titled.facts]
    assert rows_of(untitled) == rows_of(titled)


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(FUNDS), data=st.data())
def test_funds_are_read_in_any_order_and_wording(
    order: list[tuple[str, str, tuple[str, ...]]], data: st.DataObject
) -> None:
    """Whatever the order of the columns and the synonyms over them, each figure comes under its concept."""
    heads = [data.draw(st.sampled_from(words)) for _, _, words in order]
    text = grid(
        [
            ["预算部门名称", "青禾街道办事处"],
            ["年度预算申请（万元）", "", *heads],
            ["", "年度资金总额", *(v for _, v, _ in order)],
        ]
    )
    assert stated(read("整体支出绩效自评表\n" + text)) == WANTED


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(COLUMNS), data=st.data())
def test_indicators_are_read_in_any_order_and_wording(
    order: list[tuple[str, int, tuple[str, ...]]], data: st.DataObject
) -> None:
    """Whatever the order of the columns behind the levels and the synonyms over them, the rows are the same."""
    heads = [data.draw(st.sampled_from(words)) for _, _, words in order]
    rows = [["一级指标", "二级指标", *heads]] + [
        [row[0], row[1], *(row[at] for _, at, _ in order)] for row in INDICATORS
    ]
    assert rows_of(read("整体支出绩效自评表\n" + grid(rows))) == CLEAN


@pytest.mark.parametrize("how", ["blank", "repeated", "left out"])
def test_merged_levels_are_carried(how: str) -> None:
    """A first level merged over its rows may be blank below, printed again, or (in text) not there at all."""
    rows: list[list[str]] = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
    ]
    level = ""
    for row in INDICATORS:
        level = row[0] or level
        cells = {"blank": list(row), "repeated": [level, *row[1:]], "left out": list(row if row[0] else row[1:])}[how]
        rows.append(cells)
    text = rows_text(rows) if how == "left out" else grid(rows)
    assert rows_of(read("整体支出绩效自评表\n" + text)) == CLEAN


def test_merged_cells_of_a_grid_reach_their_rows() -> None:
    """A cell drawn over several rows belongs to each of them, once."""
    head = "".join(
        f"<td>{one}</td>" for one in ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分")
    )
    first = (
        "<td rowspan=2>产出指标</td><td>数量指标</td><td>巡查次数</td><td>≥12次</td><td>12次</td><td>30</td><td>30</td>"
    )
    second = "<td>质量指标</td><td>合格率</td><td>≥95%</td><td>96%</td><td>20</td><td>20</td>"
    rows = "".join(f"<tr>{row}</tr>" for row in (head, first, second))
    text = f"整体支出绩效自评表\n<table>{rows}</table>\n"
    assert [(i.level1, i.level2, i.level3) for i in read(text).indicators] == [
        ("产出指标", "数量指标", "巡查次数"),
        ("产出指标", "质量指标", "合格率"),
    ]


def test_filler_rows_are_no_indicators() -> None:
    """Rows of blanks and …… are neither indicators nor facts."""
    filler: list[Row] = [("", "", "……", "……", "", "", "", ""), ("", "数量指标", "", "", "", "", "", "")]
    sheet = replace(Sheet(), indicators=(*INDICATORS[:2], *filler, *INDICATORS[2:]))
    assert [item.level3 for item in filing_of(sheet).indicators_of("overall")] == [row[2] for row in INDICATORS]
    with_filler = replace(Sheet(), base={**Sheet().base, "……": ("", "", "")})
    assert len(filing_of(with_filler).facts) == len(filing_of(Sheet()).facts)


@pytest.mark.parametrize(
    ("text", "value"), [("无", None), ("/", None), ("不适用", None), ("", None), ("——", None), ("0", 0), ("0.00", 0)]
)
def test_markers_blanks_and_zero_are_different_things(text: str, value: int | None) -> None:
    """A labelled cell is a fact whatever it says: with its text, and with a value only if it prints one."""
    filing = filing_of(with_base(Sheet(), 出国经费=("0", "0", text)))
    fact = next(f for f in filing.facts_of("three-public.abroad") if f.column == "2024年决算数")
    assert (fact.value, fact.text) == (value, text)


@pytest.mark.parametrize("layout", ["several tables", "one table"])
def test_several_project_forms(layout: str) -> None:
    """Each project is an instance of its own, with its own figures, in one long table or in several."""
    body = PROJECT[PROJECT.index("\t") :].rstrip("\n") + "\n\n"
    other = body.replace("环境巡查专项", "设备更新专项").replace("40.00", "60.00")
    between = "" if layout == "one table" else "\n附件5\n2024年度项目支出绩效自评表\n"
    filing = read("附件4\n2024年度项目支出绩效自评表\n" + body + between + other)
    assert [form.id for form in filing.forms_of("project")] == ["project", "project#2"]
    assert [(f.form, f.text) for f in filing.facts_of("project.name")] == [
        ("project", "环境巡查专项"),
        ("project#2", "设备更新专项"),
    ]
    assert [(f.form, f.value) for f in filing.facts_of("funds.budget")] == [
        ("project", Decimal(40)),
        ("project#2", Decimal(60)),
    ]
    assert [len(filing.indicators_of(name)) for name in ("project", "project#2")] == [2, 2]
    assert [form.total_score for form in filing.forms_of("project")] == [98, 98]


@pytest.mark.parametrize(
    ("head", "cells", "above", "unit"),
    [
        ("年度预算申请（元）", ("5600000", "6000000", "5400000"), "", "元"),
        ("年度预算申请（万元）", ("560", "600", "540"), "", "万元"),
        ("年度预算申请（亿元）", ("0.056", "0.06", "0.054"), "", "亿元"),
        ("年度预算申请", ("5600000元", "6000000元", "5400000元"), "", "元"),
        ("年度预算申请", ("560万元", "600万元", "540万元"), "", "万元"),
        ("年度预算申请", ("5600000", "6000000", "5400000"), "单位：元\n", "元"),
        ("年度预算申请", ("560", "600", "540"), "金额单位：人民币万元\n", "万元"),
        ("年度预算申请", ("560", "600", "540"), "", "万元"),
    ],
)
def test_the_unit_of_money_is_found_where_it_is_printed(
    head: str, cells: tuple[str, ...], above: str, unit: str
) -> None:
    """In the head, in the cell, on the line above; 万元 where nothing is said, as the official forms mean it."""
    rows = [
        ["预算部门名称", "青禾街道办事处"],
        [head, "", "年初预算数", "全年预算数", "全年执行数"],
        ["", "年度资金总额", *cells],
    ]
    facts = read(f"整体支出绩效自评表\n{above}{grid(rows)}").facts
    money = [fact for fact in facts if fact.block == "funds"]
    assert [fact.unit for fact in money] == [unit] * 3
    factor = {"元": Decimal(10000), "万元": Decimal(1), "亿元": Decimal("0.0001")}[unit]
    assert [fact.value for fact in money] == [factor * wanted for wanted in (560, 600, 540)]


@pytest.mark.parametrize(
    "text", ["1,234.50", "１２３４．５０", "1，234.50", " 1234.50 ", "1234.50万元", "１，２３４．５０"]
)
def test_a_figure_is_read_however_it_is_typed(text: str) -> None:
    """Separators, full-width digits and blanks change nothing; what is printed is kept."""
    fact = next(f for f in filing_of(replace(Sheet(), initial=text)).facts_of("funds.initial", "overall"))
    assert (fact.value, fact.places) == (Decimal("1234.50"), 2)


@pytest.mark.parametrize("text", ["560.00（含上年结转20.00）", "待定", "见附表"])
def test_words_in_one_cell_cost_no_other(text: str) -> None:
    """A remark where a figure should stand leaves the other figures of its row readable."""
    filing = filing_of(replace(Sheet(), initial=text))
    assert {name: stated(filing).get(name) for name in WANTED if name != "funds.initial"} == {
        name: value for name, value in WANTED.items() if name != "funds.initial"
    }


def test_ten_thousand_without_yuan_is_not_counted_twice() -> None:
    """560万 in a column of 万元 is 560 万元."""
    fact = filing_of(replace(Sheet(), initial="560.00万")).facts_of("funds.initial", "overall")[0]
    assert (fact.value, fact.unit) in ((Decimal("560.00"), "万元"), (Decimal(5600000), "元"))


@pytest.mark.parametrize(
    "label", ["总分", "合计", "总计", "总得分", "得分合计", "总 分", "自评总分", "总分：", "合计（100分）"]
)
def test_the_total_row_has_many_names(label: str) -> None:
    """Under each of its names the last row is the total, not an indicator."""
    filing = read(overall_text(Sheet()).replace("\t总分\n", f"\t{label}\n"))
    form = filing.form("overall")
    assert form is not None
    assert (form.total_weight, form.total_score) == (Decimal(100), Decimal(97))
    assert len(filing.indicators) == len(INDICATORS)


@pytest.mark.parametrize("said", ["优", "良好", "评价等级：优"])
def test_a_grade_is_read(said: str) -> None:
    """A printed grade is the form's, not an indicator."""
    form = filing_of(replace(Sheet(), grade=said)).form("overall")
    assert form is not None
    assert form.grade in ("优", "良好")


def test_goals_are_read() -> None:
    """Expected and done stand side by side, as printed."""
    goals = filing_of(Sheet()).goals[0]
    assert (goals.form, goals.expected, goals.actual) == ("overall", *Sheet().goals)
    assert (goals.place.line, goals.actual_place.line) == tuple(
        text_of(Sheet()).splitlines().index(f"\t{said}") + 1 for said in Sheet().goals
    )


def test_rows_that_the_standard_does_not_list_are_facts() -> None:
    """A row of figures with a label of its own is kept under that label, without a concept."""
    base = {"三公经费": ("3.20", "3.00", "2.90"), "党建经费": ("1.00", "1.10", "1.05")}
    filing = filing_of(replace(Sheet(), base={**base, **Sheet().base}))
    found = [fact for fact in filing.facts if fact.label == "党建经费"]
    assert [(f.concept, f.value, f.column) for f in found] == [
        (None, Decimal("1.00"), "2023年决算数"),
        (None, Decimal("1.10"), "2024年预算数"),
        (None, Decimal("1.05"), "2024年决算数"),
    ]


def test_rows_under_a_listed_one_are_its_items() -> None:
    """专项资金 is followed by one row for each 专项; the next listed row ends them."""
    items = filing_of(Sheet()).facts_of("project.special.item")
    assert {fact.label for fact in items} == {"环境巡查专项", "设备更新专项"}
    assert len(items) == 6


def test_every_fact_stands_where_it_says() -> None:
    """The line of each fact prints its text, and its path ends in what it is."""
    lines = text_of(Sheet()).splitlines()
    for fact in filing_of(Sheet()).facts:
        assert fact.place.line is not None
        assert fact.text in lines[fact.place.line - 1], fact
        assert fact.place.path.endswith((fact.label, fact.column or "-")), fact


def facts_by_stage(filing: Filing) -> dict[tuple[str, str | None], list[Fact]]:
    """Return the facts of the base table by stage and year."""
    found: dict[tuple[str, str | None], list[Fact]] = {}
    for fact in filing.facts:
        if fact.block == "spending":
            found.setdefault((fact.dimensions.stage or "", fact.period), []).append(fact)
    return found


@pytest.mark.parametrize(
    "heads",
    [
        ("2023年决算数", "2024年预算数", "2024年决算数"),
        ("上年决算数", "本年预算数", "本年决算数"),
        ("2023年度支出决算数（万元）", "2024年度支出预算数（万元）", "2024年度支出决算数（万元）"),
    ],
)
def test_stage_and_year_come_from_the_head(heads: tuple[str, ...]) -> None:
    """Budget and final figures of two years are told apart by what stands over them."""
    text = base_text(Sheet())
    for old, new in zip(("2023年决算数", "2024年预算数", "2024年决算数"), heads, strict=True):
        text = text.replace(f"\t{old}\n", f"\t{new}\n")
    assert set(facts_by_stage(read(text, "hunan-2020"))) == {("决算", "2023"), ("预算", "2024"), ("决算", "2024")}


def test_the_narrative_is_a_form_too() -> None:
    """A report with chapters is listed among the forms, titled by its own title."""
    report = filing_of(Sheet()).form("report")
    assert report is not None
    assert report.title == REPORT.splitlines()[0]
