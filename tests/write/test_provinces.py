"""Every provincial Standard from end to end: written, read back, chosen by itself, scored and checked."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from msgspec.structs import replace
from same_filing import said

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Filing, from_json, to_json
from wenxiao.finding import Severity
from wenxiao.read import read_bytes
from wenxiao.sample import sample
from wenxiao.score import score
from wenxiao.score.card import Verdict
from wenxiao.standards import Pack, load
from wenxiao.write import Line, Prose, Sheet, pages_of, render
from wenxiao.write.fill import fill

PROVINCES = tuple(
    f"{name}-unknown" for name in ("sichuan", "hubei", "yunnan", "anhui", "guangxi", "tianjin", "yinchuan")
)
FORMATS = ("docx", "html", "xlsx", "txt")
SURVEY = "满意度经问卷调查取得：12月随机发放问卷200份，收回有效问卷200份。"
NO_PROSE = "evidence.satisfaction"  # a workbook holds no report, so it cannot tell of the survey


@cache
def made(name: str) -> Filing:
    """Return a sample whose unit says in its name where it lies."""
    pack = load(name)
    filing = sample(pack, 4)
    named = to_json(filing).decode().replace(filing.unit or "", f"{pack.identity.names[0]}{filing.unit}")
    return from_json(named.encode())


def written(filing: Filing, pack: Pack, to: str) -> bytes:
    """Return the forms of a filing as a file, with a sentence on the survey where the format holds sentences."""
    sheets = [page for page in pages_of(filing, pack) if isinstance(page, Sheet)]
    prose = Prose(form="report", title="自评说明", lines=(Line("text", SURVEY),))
    return render([*sheets, prose], to, "自评材料")


@cache
def read_back(name: str, to: str) -> Filing:
    """Return what is read from the written sample, by the Standard that it names itself."""
    return extract(read_bytes(written(made(name), load(name), to), f"自评.{to}"))


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", PROVINCES)
def test_the_standard_is_chosen_by_the_region(name: str, to: str) -> None:
    """A unit that says where it lies is judged by its province without being told to."""
    assert read_back(name, to).standard == name


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", PROVINCES)
def test_the_forms_come_back_whole(name: str, to: str) -> None:
    """What stands on the official form is what is read from it."""
    assert said(read_back(name, to)) == said(made(name))


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", PROVINCES)
def test_a_clean_filing_raises_neither_error_nor_warning(name: str, to: str) -> None:
    """Weights, points, sums and rates go by the rules of the province; nothing is held against them."""
    found = check(read_back(name, to), load(name)).findings
    told = [one for one in found if one.severity is not Severity.INFO and not (to == "xlsx" and one.check == NO_PROSE)]
    assert [f"{one.check} {one.message}" for one in told] == []


@pytest.mark.parametrize("name", PROVINCES)
def test_points_agree_with_the_rules(name: str) -> None:
    """Every row that a rule can score has the points that it gives; the rest is for a person to judge."""
    card = score(read_back(name, "docx"), load(name))
    verdicts = {one.verdict for form in card.forms for one in form.indicators}
    assert card.forms
    assert Verdict.DIFFERS not in verdicts


def test_the_execution_is_scored_where_its_maximum_is_hidden() -> None:
    """Hubei prints no weights: execution counts by the 20 points of the scheme, indicators are left to a person."""
    form = score(read_back("hubei-unknown", "docx"), load("hubei-unknown")).forms[0]
    first, *others = form.indicators
    assert (first.name, first.weight) == ("预算执行率", Decimal(20))
    assert {one.verdict for one in others} == {Verdict.MANUAL}


def test_each_goal_has_a_row_in_tianjin() -> None:
    """Goals and their answers stand beside each other one by one; goals without as many answers stay in one cell."""
    pack, filing = load("tianjin-unknown"), made("tianjin-unknown")
    goal = next(one for one in filing.goals if one.form == "project")
    assert rows(filing, pack) == len((goal.expected or "").split("\n")) > 1
    short = replace(goal, actual="全部完成")
    assert rows(replace(filing, goals=(short,)), pack) == 1


def rows(filing: Filing, pack: Pack) -> int:
    """Return how many rows the goals of the first project fill."""
    sheet = fill(filing, pack, pack.layouts["project"])[0]
    return sum(cell.slot is not None and cell.slot.name == "expected" for cell in sheet.cells)


def test_points_taken_off_are_written_in_guangxi() -> None:
    """扣分 is the weight less the points, beside both."""
    sheet = fill(made("guangxi-unknown"), load("guangxi-unknown"), load("guangxi-unknown").layouts["project"])[0]
    items = made("guangxi-unknown").indicators_of("project")
    lost = [cell.text for cell in sheet.cells if cell.slot is not None and cell.slot.name == "deduction"]
    assert lost == [f"{(item.weight or 0) - (item.score or 0)}" for item in items]


def test_tasks_share_the_points_of_execution_in_anhui() -> None:
    """A task a row, their amounts and points adding up to the row below them."""
    filing = read_back("anhui-unknown", "docx")
    for concept in ("funds.budget", "funds.executed", "funds.weight", "funds.score"):
        facts = filing.facts_of(concept, "overall")
        tasks = [one.value or 0 for one in facts if one.dimensions.entity is not None]
        assert len(tasks) > 1
        assert [sum(tasks)] == [one.value for one in facts if one.heading == "funds.total"]


def test_a_blank_form_counts_in_the_unit_of_its_paper() -> None:
    """Yunnan asks for 元; an empty form says so."""
    pack = load("yunnan-unknown")
    blank = Filing(standard=pack.id, standard_reason="测试", unit=None, year=2024, kind="project")
    sheet = fill(blank, pack, pack.layouts["project"])[0]
    assert "项目资金（元）" in {cell.text for cell in sheet.cells}
