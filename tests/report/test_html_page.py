"""The HTML report: every finding and every place has its anchor, and nothing can get into the page or out of it."""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace
from reporting import EXAMPLES, Element, checked, example, finding, material, parsed

from wenxiao.document import Document, Paragraph, Place
from wenxiao.finding import Evidence, Severity, Waived
from wenxiao.report.html import html_report
from wenxiao.report.html.page import asset
from wenxiao.report.result import CheckResult

NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".md") and path.stem != "README")
HOSTILE = '</script></style><img src=x onerror="alert(1)">&\'"<b>$title'


def page_of(name: str) -> tuple[Element, CheckResult]:
    """Return the page of an example, and its result."""
    result, document = example(name)
    return parsed(html_report(result, document)), result


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_and_every_evidence_has_an_anchor(name: str) -> None:
    """Each finding has its element, each of its places a link, and every link leads to an element."""
    page, result = page_of(name)
    ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        assert link.attributes["href"].removeprefix("#") in ids
    for number, one in enumerate(result.findings, 1):
        item = page.one("li", id=f"f{number}")
        links = [link for row in item.all("ul", class_="evidence") for link in row.all("a")]
        assert len(links) == len(one.evidence)


@pytest.mark.parametrize("name", NAMES)
def test_all_that_was_read_is_on_the_page(name: str) -> None:
    """Every paragraph and cell stands in its block, in order and whole; only personal numbers are masked."""
    result, document = example(name)
    page = parsed(html_report(result, document))
    for number, block in enumerate(document.blocks):
        element = page.one(id=f"b{number}")
        if isinstance(block, Paragraph):
            printed, read = [bare(element)], [block.text]
        else:
            printed = [bare(cell) for cell in element.all("td") if "gap" not in cell.classes]
            read = [cell.text for line in block.lines() for cell in line]
        assert len(printed) == len(read)
        for shown, text in zip(printed, read, strict=True):
            pattern = re.escape(shown).replace(re.escape("*"), ".") if "*" in shown else re.escape(shown)
            assert re.fullmatch(pattern, text.replace("\n", "")), text


def bare(element: Element) -> str:
    """Return what an element says without the numbers and corrections that the report adds."""
    if element.tag == "ins" or "nos" in element.classes:
        return ""
    return "".join(one if isinstance(one, str) else bare(one) for one in element.inside)


def test_a_page_without_script_shows_everything() -> None:
    """Findings, computations, suggestions and marks stand in the HTML; only what needs the script is hidden."""
    page, result = page_of("subdistrict-faulty.txt")
    for number, one in enumerate(result.findings, 1):
        item = page.one("li", id=f"f{number}")
        assert one.message in item.text
        assert (one.computation or "") in item.text
        assert (one.suggestion or "") in item.text
        assert "hidden" not in item.attributes
    hidden = [element for element in page.walk() if "hidden" in element.attributes]
    assert all("script-only" in one.classes or one.attributes.get("id") == "clear" for one in hidden)


def test_the_head_gives_counts_points_and_verdicts() -> None:
    """Unit, year, counts by severity, declared total, sum, weights and the verdict of every check are at the top."""
    page, result = page_of("subdistrict-faulty.txt")
    head = page.one("header")
    assert result.unit == head.one("h1").text
    assert "2024 年度部门整体支出绩效自评" in head.text
    counts = [element.one("b").text for element in head.one("ul", class_="counts").all("li")]
    assert counts == [str(sum(one.severity is severity for one in result.findings)) for severity in Severity]
    for said in ("97.68", "95.68", "98", result.standard_reason):
        assert said in head.text
    assert len(head.one("details").all("li")) == len(result.checked)


def test_a_page_loads_nothing_and_allows_nothing_to_be_loaded() -> None:
    """No address, no import, no image; the policy allows our own style and script by their hashes only."""
    result, document = example("subdistrict-faulty.txt")
    page = html_report(result, document)
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<link|<iframe|<img", page.replace("//\u3000", ""), re.I)
    tree = parsed(page)
    assert all("src" not in element.attributes for element in tree.walk())
    assert all("style" not in element.attributes for element in tree.walk())
    policy = tree.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_text_cannot_get_out_of_its_place() -> None:
    """Markup in the document, the unit's name, the file's name, a message or a waiver stays text."""
    result, _ = example("subdistrict-faulty.txt")
    place = Place(block=0, path=HOSTILE)
    wicked = replace(
        finding(Evidence(label=HOSTILE, text=HOSTILE, place=place)),
        message=HOSTILE, computation=HOSTILE, suggestion=f"应为 {HOSTILE}",
        waived=Waived(reason=HOSTILE, by=HOSTILE, date=date(2025, 1, 2)),
    )  # fmt: skip
    entry = replace(result.forms[0], name=HOSTILE, title=HOSTILE, place=place)
    result = replace(
        result, unit=HOSTILE, file=HOSTILE, standard=HOSTILE, standard_title=HOSTILE, standard_reason=HOSTILE,
        findings=(wicked, replace(wicked, waived=None)), forms=(entry,),
    )  # fmt: skip
    document = Document(
        file=HOSTILE, sha256=HOSTILE, media_type="text/plain", notes=(HOSTILE,),
        blocks=(Paragraph(text=HOSTILE, place=Place(block=0)),),
    )  # fmt: skip
    page = html_report(result, document)
    tree = parsed(page)
    assert not tree.all("img")
    assert len(tree.all("script")) == len(tree.all("style")) == 1
    assert not [key for element in tree.walk() for key in element.attributes if key.startswith("on")]
    assert tree.one("h1").text == HOSTILE
    assert tree.one(id="b0").text.startswith(HOSTILE)


def test_half_characters_and_control_characters_do_not_break_the_page() -> None:
    """What no file can hold becomes the replacement character, so that the page can always be written."""
    document = Document(
        file="a\x00.txt", sha256="", media_type="text/plain",
        blocks=(Paragraph(text="甲\ud800乙\x08", place=Place(block=0)),),
    )  # fmt: skip
    result = replace(checked(document), unit="\udfff")
    assert "甲\ufffd乙\ufffd" in html_report(result, document).encode().decode()


def test_equal_input_gives_equal_pages() -> None:
    """The page holds no time, no random name and no order that changes."""
    assert html_report(*example("bureau-faulty.md")) == html_report(*example("bureau-faulty.md"))


def test_a_clean_material_says_so() -> None:
    """Where nothing was found the page says it, and the verdicts are there to be read."""
    page, result = page_of("subdistrict-clean.txt")
    assert not result.findings
    assert "没有发现问题" in page.one("section", id="findings").text


def test_waived_findings_come_last_and_are_not_counted() -> None:
    """A waived finding keeps its severity in words, stands in its own group, and is left out of the counts."""
    result, document = example("subdistrict-faulty.txt")
    waived = replace(result.findings[0], waived=Waived(reason="局里已同意", by="预算科", date=date(2025, 4, 1)))
    page = parsed(html_report(replace(result, findings=(waived, *result.findings[1:])), document))
    last = page.one("li", id=f"f{len(result.findings)}")
    assert "预算科，2025-04-01：局里已同意（原级别：错误）" in last.text
    counts = [(one.one("b").text, one.classes) for one in page.one("ul", class_="counts").all("li")]
    assert (counts[0], counts[-1]) == (("6", ["error"]), ("1", ["waived"]))


def test_the_structure_can_be_followed_by_ear() -> None:
    """The page is Chinese, has one main part, skip links, headings without gaps, and names on all its marks."""
    for name in NAMES:
        page, _ = page_of(name)
        assert page.one("html").attributes["lang"] == "zh-CN"
        page.one("main")
        assert [link.attributes["href"] for link in page.all("a", class_="skip")] == ["#findings", "#paper"]
        levels = [int(one.tag[1]) for one in page.walk() if re.fullmatch(r"h[1-6]", one.tag)]
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))
        for mark in page.one("section", id="paper").all("a", class_="no"):
            assert re.match(r"第 \d+ 条，(错误|疑点|提示)：", mark.attributes["aria-label"])


def test_headings_of_any_depth_leave_no_gap() -> None:
    """A document that begins with a fourth-level heading is shown as one that begins with the first."""
    result, document = material("#### 一、总述\n\n正文。\n\n# 二、其他\n\n正文。\n", "样例.md")
    levels = [
        one.tag
        for one in parsed(html_report(result, document)).one("section", id="paper").walk()
        if "title" in str(one.classes)
    ]
    assert levels[0] == "h3"


def test_style_and_script_hold_to_their_own_files() -> None:
    """The style knows print, dark, narrow and calm; the script builds no HTML from text."""
    style, script = asset("report.css"), asset("report.js")
    for query in ("@media print", "prefers-color-scheme: dark", "max-width", "prefers-reduced-motion", "@page"):
        assert query in style
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", script)


def test_size_grows_no_faster_than_the_material() -> None:
    """Four times the text and findings gives at most about four times the page."""
    result, document = example("subdistrict-faulty.txt")
    fixed = len(asset("report.css")) + len(asset("report.js"))
    small = len(html_report(result, document)) - fixed
    large = len(html_report(*_repeated(result, document, 4))) - fixed
    assert large < 4.2 * small


def test_a_material_of_three_hundred_pages_loses_and_doubles_nothing() -> None:
    """The page of sixty materials in one has sixty times the marked cells, numbers and findings."""
    result, document = example("subdistrict-faulty.txt")
    single = parsed(html_report(result, document))
    many = parsed(html_report(*_repeated(result, document, 60)))
    for tag, kind in (("td", "at"), ("a", "no"), ("li", "finding")):
        assert len(many.all(tag, class_=kind)) == 60 * len(single.all(tag, class_=kind))


def test_work_grows_no_faster_than_the_material() -> None:
    """Four times the material takes at most about four times the calls (counted, not timed)."""
    result, document = example("subdistrict-faulty.txt")
    small, large = (_calls(*_repeated(result, document, times)) for times in (3, 12))
    assert large < 4.2 * small


def _calls(result: CheckResult, document: Document) -> int:
    """Count the calls that one report takes, those of built-in functions included."""
    count = 0

    def called(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        html_report(result, document)
    finally:
        sys.setprofile(before)
    return count


def _repeated(result: CheckResult, document: Document, times: int) -> tuple[CheckResult, Document]:
    """Return a material that repeats itself, with its findings repeated at their places."""
    size = len(document.blocks)

    def moved(place: Place, by: int) -> Place:
        return replace(place, block=None if place.block is None else place.block + by * size)

    blocks = tuple(replace(one, place=moved(one.place, by)) for by in range(times) for one in document.blocks)
    findings = tuple(
        replace(one, evidence=tuple(replace(two, place=moved(two.place, by)) for two in one.evidence))
        for by in range(times)
        for one in result.findings
    )
    return replace(result, findings=findings), replace(document, blocks=blocks)
