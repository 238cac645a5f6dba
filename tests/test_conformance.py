"""Our reader at the conformance suite: a small real file for each trait, judged figure by figure."""

from __future__ import annotations

import io
import zipfile

import pytest
from conformance.build import built
from conformance.case import CASES, Case, cases
from conformance.judge import judge
from conformance.readers import OURS
from conformance.seen import Seen, from_html, from_markdown
from conformance.trial import attempt
from conformance.update import written

ALL = cases()


def case_named(name: str) -> Case:
    """Return one case."""
    return next(case for case in ALL if case.name == name)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.path.name)
def test_our_reader_reads_the_trait(case: Case) -> None:
    """Every figure stands under its heading and in its row, and the Document is the one that was reviewed."""
    trial = attempt(OURS, case)
    if trial.faults and trial.excused:
        pytest.xfail(trial.excused)
    assert not trial.faults, f"{case.path.name}（{case.trait}）：" + "；".join(one.message for one in trial.faults)


def test_a_written_deviation_is_still_one() -> None:
    """A deviation of ours that no longer shows is taken out of the expectations."""
    assert [case.name for case in ALL if OURS.name in case.deviations and not attempt(OURS, case).faults] == []


def parts(data: bytes) -> dict[str, bytes]:
    """Return the members of a package, which unlike its bytes do not depend on who compressed them."""
    if not data.startswith(b"PK"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_form_is_the_same_filing_in_every_format() -> None:
    """The form of case 01 has the same facts and indicators expected of it as Word, web page and workbook."""
    forms = [case_named(name) for name in ("01-seven-traits", "78-same-form", "89-same-form-in-excel")]
    assert len({(form.facts, form.indicators) for form in forms}) == 1
    assert forms[0].facts and forms[0].indicators


def test_the_committed_files_are_what_their_sources_build() -> None:
    """Each file in cases/ holds what its source writes, and none is without a source."""
    files = built()
    assert {case.path.name for case in ALL} == set(files)
    stale = [name for name, data in files.items() if parts((CASES / name).read_bytes()) != parts(data)]
    assert stale == []


CASE_37 = "37-figure-over-runs"


def faults_of(*rows: tuple[str, ...]) -> list[str]:
    """Return the kinds of faults of a reading of case 37, whose figures are 1401.1 and 1702.51."""
    return [fault.kind for fault in judge(case_named(CASE_37), Seen((rows,), ""))]


def test_a_right_reading_has_no_fault() -> None:
    """Both figures under their headings pass."""
    assert faults_of(("科目", "预算数", "决算数"), ("合计", "1702.51", "1401.1")) == []


def test_a_figure_under_another_heading_is_told_apart_from_a_missing_one() -> None:
    """Swapped figures are under wrong headings; one that is not there is missing."""
    assert faults_of(("科目", "预算数", "决算数"), ("合计", "1401.1", "1702.51")) == ["错列", "错列"]
    assert faults_of(("科目", "预算数", "决算数"), ("合计", "1702.51", "")) == ["缺数"]


def test_a_figure_that_has_grown_a_digit_is_missing() -> None:
    """1401.12 is not 1401.1."""
    assert faults_of(("科目", "预算数", "决算数"), ("合计", "1702.51", "1401.12")) == ["缺数"]


def test_spans_of_a_page_repeat_their_text() -> None:
    """A cell over two columns and rows stands at each place that it covers."""
    page = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert from_html(page).tables == ((("甲", "乙", "乙"), ("甲", "1", "2")),)


def test_a_raised_mark_is_no_digit() -> None:
    """The mark of a note behind a figure does not become part of it."""
    assert from_html("<p>1401.1<sup>2</sup></p>").text.strip() == "1401.1^2^"


def test_pipe_tables_of_markdown_are_grids() -> None:
    """The ruling is no row, and an escaped bar no border."""
    assert from_markdown("| 甲 | 乙 |\n| --- | --- |\n| 1\\|2 | **3** |").tables == ((("甲", "乙"), ("1|2", "3")),)


def test_the_expected_document_is_written_as_it_is_read() -> None:
    """What --update writes of an expectation is the expectation."""
    case = case_named("01-seven-traits")
    assert case.document is not None
    assert case.path.with_suffix(".yaml").read_text(encoding="utf-8").endswith(written(case.document))
