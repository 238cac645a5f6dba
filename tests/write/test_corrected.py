"""Corrected forms: what a finding is certain of is changed, marked and listed; what needs a person is left alone."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from building import Sheet, filing_of, text_of
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.finding import Finding
from wenxiao.read import read, read_bytes
from wenxiao.standards import load
from wenxiao.write import render
from wenxiao.write.corrected import corrected, corrected_pages
from wenxiao.write.marks import marked, pieces

PACK = load("hunan-2020")
EXAMPLE = Path(__file__).parents[2] / "examples" / "subdistrict-faulty.txt"
SLIPS = {"score.total", "sum.parts", "sum.by-source", "rate.execution"}
"""What the example has wrong that can be mended for certain."""


def slipped() -> Filing:
    """Return the filing of the example."""
    return extract(read(EXAMPLE), PACK)


def found(filing: Filing) -> list[str]:
    """Return the checks that find an error or a warning."""
    return [one.check for one in check(filing, PACK).findings if one.severity.rank < 2]


def reread(filing: Filing, to: str) -> Filing:
    """Write the corrected pages, and read them back."""
    data = render(corrected_pages(filing, PACK), to, "更正稿")
    return extract(read_bytes(data, f"更正稿.{to}"), PACK)


def named(filing: Filing, check_id: str) -> Finding:
    """Return the finding of a check."""
    return next(one for one in check(filing, PACK).findings if one.check == check_id)


@pytest.mark.parametrize("to", ["docx", "html"])
def test_what_was_certain_is_mended(to: str) -> None:
    """Read again, the corrected file has none of the errors that were certain, and nothing new."""
    filing = slipped()
    assert set(found(filing)) >= SLIPS
    assert set(found(reread(filing, to))) <= set(found(filing)) - SLIPS


def test_a_finding_holds_the_value_that_its_suggestion_names() -> None:
    """应为 and the correction say the same, in the place that the evidence shows."""
    finding = named(slipped(), "score.total")
    (one,) = finding.corrections
    assert (one.old, one.new) == ("97.68", "95.68")
    assert one.new in (finding.suggestion or "")
    assert one.place == finding.evidence[0].place


@pytest.mark.parametrize("name", ["score.full-but-missed", "rate.overspent", "form.missing-form"])
def test_what_needs_a_person_has_no_correction(name: str) -> None:
    """A suggestion that names no single value changes nothing."""
    sheet = replace(Sheet(), executed="640.00", rate="106.67%", score="10")
    missed = tuple((*row[:4], "1次", *row[5:]) if at == 0 else row for at, row in enumerate(sheet.indicators))
    text = text_of(replace(sheet, indicators=missed)).replace("项目支出绩效自评表", "某表")
    filing = extract(read_bytes(text.encode(), "样例.txt"), PACK)
    assert all(one.corrections == () for one in check(filing, PACK).findings if one.check == name)


def test_word_tracks_each_change() -> None:
    """In Word a change is a tracked deletion and insertion with a number of its own."""
    data = render(corrected_pages(slipped(), PACK), "docx", "更正稿")
    body = docx.Document(io.BytesIO(data)).element.body
    gone = [one.text for one in body.iter(qn("w:delText"))]
    come = [one.text for mark in body.iter(qn("w:ins")) for one in mark.iter(qn("w:t"))]
    assert ("97.68", "95.68") in zip(gone, come, strict=True)
    ids = [one.get(qn("w:id")) for one in body.iter(qn("w:del"), qn("w:ins"))]
    assert len(set(ids)) == len(ids)


def test_elsewhere_the_old_words_follow_in_brackets() -> None:
    """Text has no tracked changes: the new figure comes first, the old one behind it."""
    assert "95.68（原为97.68）" in render(corrected_pages(slipped(), PACK), "txt", "更正稿").decode()


def test_the_changes_are_listed_at_the_end() -> None:
    """The last page lists what was changed, by which check, and how much is left to a person."""
    text = render(corrected_pages(slipped(), PACK), "txt", "更正稿").decode().partition("更正清单")[2]
    assert "由“97.68”改为“95.68”。依据 score.total。" in text
    assert "依据 sum.parts。" in text


def test_words_of_the_report_are_corrected_too() -> None:
    """A known slip of writing is mended in the unit's own paragraph, which keeps the rest."""
    wrong = replace(Sheet(), report=Sheet().report.replace("细化任务分工。", "细化任务分工，建立建全台账。"))
    filing = filing_of(wrong)
    after = corrected(filing, PACK)
    assert [one.correction.new for one in after.applied] == ["建立健全"]
    text = render(corrected_pages(filing, PACK), "md", "更正稿").decode()
    assert "细化任务分工，建立健（原为建）全台账。" in text


def test_a_clean_filing_is_written_as_it_is() -> None:
    """Nothing to correct: no mark, and the list says so."""
    filing = filing_of(Sheet())
    assert corrected(filing, PACK).applied == ()
    text = render(corrected_pages(filing, PACK), "txt", "更正稿").decode()
    assert "原为" not in text
    assert "各处照原样写出" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1401.1", "1401.01", [("old", "1401.1"), ("new", "1401.01")]),
        ("执行率98.64%", "执行率96.84%", [("same", "执行率"), ("old", "98.64"), ("new", "96.84"), ("same", "%")]),
        ("", "5.00", [("new", "5.00")]),
    ],
)
def test_a_figure_is_changed_as_a_whole(old: str, new: str, said: list[tuple[str, str]]) -> None:
    """A mark never cuts a figure in two."""
    assert [one for one in pieces(marked(old, new)) if one[1]] == said
