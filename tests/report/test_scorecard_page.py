"""The scorecard as a page, and the summary over several."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from cards import BANDS, INDICATORS, RULE, card, form, indicator, judged, reading, total
from msgspec.structs import replace
from reporting import Element, parsed

from building import Sheet, text_of
from wenxiao.document import Place
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.finding import Evidence
from wenxiao.read import read_bytes
from wenxiao.report.scorecard import Entry, html_scorecard, summary_page, to_json, veiled
from wenxiao.score import FormScore, Scorecard, Verdict, score
from wenxiao.standards import Pack, load

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*-faulty.txt"))
HOSTILE = '</style></svg><img src=x onerror="alert(1)">&\'"<b>$title'


def page_of(*forms: FormScore) -> Element:
    """Return the page of these forms."""
    return parsed(html_scorecard(card(*forms)))


def test_declared_stands_beside_computed() -> None:
    """A row of figures for each indicator, and its reasoning in a fold over the whole width below."""
    table = page_of(form()).one("table", class_="points")
    row = table.one("tbody", class_="differs").all("tr")[0]
    assert row.one("th", scope="row").text == "巡查次数产出指标 › 数量指标"
    assert [cell.text for cell in row.all("td")] == ["10", "10", "8", "+2", "不一致"]
    assert len([one for one in table.all("td", colspan="6") if one.all("details")]) == len(INDICATORS)


def test_a_page_needs_no_script_to_show_everything() -> None:
    """Explanations, computations, rules and places stand in the HTML."""
    page = page_of(form()).text
    for one in INDICATORS:
        assert one.explanation in page
        assert all(two.computation in page for two in one.readings)
    for said in ("达到指标值得满分", "待与正式文本核对", "第12行", "已经印发", "只改一项", "6 项中有 2 项需人工评判。"):
        assert said in page


def test_readings_are_a_table_where_there_are_several() -> None:
    """One row a reading: how it comes about, the computation, the points."""
    rows = page_of(form()).one("table", class_="readings").all("tr")
    assert [cell.text for cell in rows[2].all("td")] == ["10 × 甲 = 9.26", "9.26"]
    assert rows[2].one("th", scope="row").text == "表中所印，按比例扣"


def test_the_scale_shows_each_total_and_the_range() -> None:
    """Marks stand at their points in percent of the full marks; lowest to highest is a bar; grades are named."""
    scale = page_of(form()).one("svg", class_="scale")
    assert [one.attributes["x"] for one in scale.all("svg", class_="mark")] == ["97.00%", "95.00%", "91.50%"]
    bar = scale.one("line", class_="bar")
    assert (bar.attributes["x1"], bar.attributes["x2"]) == ("88.00%", "96.00%")
    assert {one.text for one in scale.all("text", class_="grade")} == {"优", "良", "中", "差"}
    assert [one.text for one in scale.all("text", class_="at")] == ["0", "60", "80", "90", "100"]
    said = scale.attributes["aria-label"]
    assert all(f"{one.label} {one.points}" in said for one in form().totals)


@pytest.mark.parametrize("points", ["0", "12", "50", "100", "101.8", "-3"])
def test_the_scale_holds_every_total(points: str) -> None:
    """Nothing stands outside the picture, not even a total beyond the full marks or below nothing."""
    totals = (total("declared", "自报总分", points, None), total("sum", "自报各项得分之和", "97", "优"))
    scale = page_of(form(totals=totals)).one("svg", class_="scale")
    for key in ("x", "x1", "x2", "width"):
        for one in scale.walk():
            if one.attributes.get(key, "").endswith("%"):
                assert 0 <= Decimal(one.attributes[key].rstrip("%")) <= 100


def test_no_scale_without_two_totals_and_none_breaks_without_grades() -> None:
    """One total is no comparison; a scheme without grades has a plain scale; full marks of nothing divide nothing."""
    assert not page_of(form(totals=())).all("svg")
    assert not page_of(form(totals=form().totals[:1])).all("svg")
    assert page_of(form(bands=())).all("svg", class_="mark")
    nought = (total("declared", "自报总分", "0", None), total("sum", "自报各项得分之和", "0", None))
    assert page_of(form(totals=nought, full=Decimal(0), bands=())).all("svg", class_="mark")


def test_a_page_loads_nothing_and_allows_nothing_to_be_loaded() -> None:
    """No address, no script, no style in an element; the policy allows our own style by its hash only."""
    for page in (html_scorecard(card(form())), summary_page([Entry("自评.html", card(form()))])):
        assert not re.search(r"https?:|//[a-z]|@import|url\(|<link|<iframe|<img|<script", page, re.I)
        tree = parsed(page)
        assert all(not {"src", "style"} & set(element.attributes) for element in tree.walk())
        policy = tree.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy


def test_hostile_text_cannot_get_out_of_its_place() -> None:
    """Markup in the material, the unit, a grade or a pack stays text, on the page and in the summary."""
    place = Place(line=1, path=HOSTILE)
    evidence = Evidence(label=HOSTILE, text=HOSTILE, place=place)
    first = replace(
        reading("8", HOSTILE, HOSTILE), computation=HOSTILE, inputs=(evidence,),
    )  # fmt: skip
    rule = replace(RULE, words=HOSTILE, label=HOSTILE, source=HOSTILE)
    item = indicator(
        HOSTILE, Verdict.DIFFERS, first, replace(first, points=Decimal(3)), rule=rule, inputs=(evidence,),
        level1=HOSTILE, target=HOSTILE, actual=HOSTILE, explanation=HOSTILE, flags=(HOSTILE,),
    )  # fmt: skip
    wicked = form(
        title=HOSTILE, scheme_title=HOSTILE, source=HOSTILE, rounding=HOSTILE, notes=(HOSTILE,), grade_declared=HOSTILE,
        indicators=(item, judged(HOSTILE, HOSTILE)), bands=tuple(replace(one, grade=HOSTILE) for one in BANDS),
        totals=tuple(replace(one, label=HOSTILE, grade=HOSTILE, computation=HOSTILE) for one in form().totals),
        swings=tuple(replace(one, indicator=HOSTILE, how=HOSTILE, grade=HOSTILE) for one in form().swings),
    )  # fmt: skip
    shown = card(wicked, wicked, unit=HOSTILE, file=HOSTILE, standard_title=HOSTILE, standard_reason=HOSTILE)
    for page in (html_scorecard(shown), summary_page([Entry(f"{HOSTILE}.html", shown)], [HOSTILE])):
        tree = parsed(page)
        assert not tree.all("img")
        assert len(tree.all("style")) == 1
        assert not [key for element in tree.walk() for key in element.attributes if key.startswith("on")]
    assert parsed(html_scorecard(shown)).one("h1").text == HOSTILE


def test_the_structure_can_be_followed_by_ear_and_keyboard() -> None:
    """Chinese, one main part, headings without gaps, unique anchors, names on all regions, heads on all columns."""
    page = page_of(form(), form())
    assert page.one("html").attributes["lang"] == "zh-CN"
    page.one("main")
    levels = [int(one.tag[1]) for one in page.walk() if re.fullmatch(r"h[1-6]", one.tag)]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    ids = [one.attributes["id"] for one in page.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"].removeprefix("#") for link in page.all("a")} <= set(ids)
    assert all(one.attributes["aria-label"] and one.attributes["tabindex"] == "0" for one in page.all(role="region"))
    for table in page.all("table"):
        assert all(head.attributes["scope"] == "col" for head in table.all("thead")[0].all("th"))


def test_equal_input_gives_equal_pages() -> None:
    """No clock and no chance."""
    assert html_scorecard(card(form())) == html_scorecard(card(form()))


def test_nothing_to_score_is_said_on_the_page_and_in_the_summary() -> None:
    """A filing without forms has a page and a row that say so."""
    assert "没有读到可以计分的表" in page_of().text
    assert "没有可以计分的表" in parsed(summary_page([Entry("自评.html", card())])).text


def test_the_summary_has_a_row_for_each_form() -> None:
    """Each row leads to its form's own part of the page, with totals, grades and counts; unreadable files are named."""
    entries = [Entry("甲 1.html", card(form(), form())), Entry("乙.html", card(form(totals=form().totals[:2])))]
    page = parsed(summary_page(entries, ["“丙.pdf”读不了。"]))
    links = [link.attributes["href"] for link in page.all("a")]
    assert links == ["%E7%94%B2%201.html#s0", "%E7%94%B2%201.html#s1", "%E4%B9%99.html#s0"]
    rows = page.one("tbody").all("tr")
    assert [cell.text for cell in rows[0].all("td")][3:] == [
        "97",
        "95",
        "91.5",
        "88",
        "96",
        "优、良",
        "1",
        "1",
        "0",
        "2",
    ]
    assert [cell.text for cell in rows[2].all("td")][5:8] == ["—", "—", "—"]
    assert "“丙.pdf”读不了。" in page.one("section", class_="unread").text


def test_personal_numbers_are_masked_wherever_a_text_is_shown() -> None:
    """A number that the privacy checks find is masked in all of the card, whatever its digits are parted by."""
    filing, pack = _filing("联系人某某，手机138-0013-8000。\n")
    shown = veiled(_said("电话13800138000"), filing, pack)
    assert "13800138000" not in to_json(shown, indent=False)
    assert "138****8000" in to_json(shown, indent=False)
    assert veiled(card(form()), *_filing("")) == card(form())


def test_a_stored_filing_without_its_text_is_masked_by_how_numbers_look() -> None:
    """Where no document is left to be checked, telephone numbers are still not shown."""
    filing, pack = _filing("")
    shown = veiled(_said("电话13800138000，执行数1702.51"), replace(filing, documents=()), pack)
    said = to_json(shown, indent=False)
    assert "138****8000" in said
    assert "1702.51" in said


def _said(text: str) -> Scorecard:
    return card(form(indicators=(judged("甲", text),)))


def _filing(tail: str) -> tuple[Filing, Pack]:
    filing = extract(read_bytes(text_of(Sheet(tail=tail)).encode(), "样例.txt"))
    return filing, load(filing.standard)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_pages_of_the_examples_are_well_formed(path: Path) -> None:
    """Every element is closed in its place, and every indicator of every form is there."""
    filing = extract(read_bytes(path.read_bytes(), path.name))
    shown = score(filing, load(filing.standard))
    page = parsed(html_scorecard(shown))
    assert len(page.all("section", class_="sheet")) == len(shown.forms)
    assert len(page.all("tr", class_="why")) == sum(len(one.indicators) for one in shown.forms)
