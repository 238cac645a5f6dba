"""Every check: what is wrong is found and shown, what only looks wrong is left alone."""

from __future__ import annotations

import re

import msgspec
import pytest
from check_faults import FAULTS
from check_near import NEAR
from check_variants import DEFECTS, Fault, Near, marked, raised, report_of

from building import Sheet, filing_of, text_of
from wenxiao.check import catalogue, check, find
from wenxiao.document import Omission
from wenxiao.finding import Evidence, Finding
from wenxiao.standards import load

_HIDDEN = ("privacy.phone", "privacy.id-number", "privacy.person", "privacy.address")


def shown(finding: Finding) -> str:
    """Return what a finding says in words and figures."""
    parts = (finding.message, finding.computation, finding.suggestion, *(one.text for one in finding.evidence))
    return "|".join(part for part in parts if part)


def squeeze(text: str) -> str:
    """Return a text without blanks."""
    return re.sub(r"\s", "", text)


def stands_there(one: Evidence, text: str) -> bool:
    """Tell whether what is printed stands on the line that the evidence names, or begins there."""
    assert one.place.line is not None
    rest = squeeze("".join(text.splitlines()[one.place.line - 1 :][:3]))
    return squeeze(one.text)[:20].rstrip("…") in rest


def test_a_clean_filing_raises_nothing() -> None:
    """Where nothing is wrong, nothing is said."""
    assert report_of(text_of(Sheet())).findings == ()


@pytest.mark.parametrize("one", marked(FAULTS))
def test_a_fault_is_found(one: Fault) -> None:
    """The finding has its severity, shows the figures, and its evidence stands where it says."""
    found = raised(report_of(one.text, one.standard), one.check)
    assert found, "没有发现"
    best = next((f for f in found if all(figure in shown(f) for figure in one.shows)), None)
    assert best is not None, "\n".join(map(shown, found))
    assert best.severity is one.severity
    assert any(one.at in evidence.place.path for evidence in best.evidence)
    if one.check not in _HIDDEN:
        wrong = [e for e in best.evidence if not stands_there(e, one.text)]
        assert not wrong


@pytest.mark.parametrize("one", marked(NEAR))
def test_what_only_looks_wrong_is_left_alone(one: Near) -> None:
    """The check is silent, and not because it looked elsewhere: its verdict is the one that belongs here."""
    report = report_of(one.text, one.standard)
    assert [shown(finding) for finding in raised(report, one.check)] == []
    if one.check != "sum.by-source":  # the base table's 项目支出 leaves it open
        assert {entry.check: entry.verdict for entry in report.checked}[one.check] is one.verdict


@pytest.mark.parametrize("one", FAULTS, ids=lambda one: f"{one.check}-{one.words}")
def test_every_finding_says_what_where_and_how_to_mend_it(one: Fault) -> None:
    """Each finding of each faulty filing is complete: a Chinese message, evidence with a path and line, an advice."""
    for finding in report_of(one.text, one.standard).findings:
        check = find(finding.check)
        assert re.search(r"[\u4e00-\u9fff]{2}", finding.message), finding
        assert finding.evidence, finding
        assert all(evidence.label and evidence.place.line for evidence in finding.evidence), finding
        assert finding.suggestion, finding
        assert re.search(r"[\u4e00-\u9fff]{2}", finding.suggestion), finding
        assert finding.also or finding.severity.rank >= check.severity.rank, finding


@pytest.mark.parametrize("one", FAULTS, ids=lambda one: f"{one.check}-{one.words}")
def test_findings_are_ordered(one: Fault) -> None:
    """The gravest come first, and among equals what stands first in the material."""
    findings = report_of(one.text, one.standard).findings
    ranks = [(finding.severity.rank, finding.evidence[0].place.block or 0) for finding in findings]
    assert ranks == sorted(ranks)


def test_what_is_known_to_go_wrong_is_a_variant() -> None:
    """Every defect that is written down belongs to a variant that shows it."""
    variants: list[Fault | Near] = [*FAULTS, *NEAR]
    assert set(DEFECTS) <= {f"{one.check} {one.words}" for one in variants}


def test_every_check_has_its_fault_and_its_near_miss() -> None:
    """No check enters the catalogue without a filing that raises it and one that must not."""
    names = {check.id for check in catalogue()}
    assert names - ELSEWHERE == {one.check for one in FAULTS}
    assert names - ELSEWHERE == {one.check for one in NEAR}


ELSEWHERE = {"privacy.metadata"}  # a text file has no metadata: tested below


def test_metadata_and_hidden_text_are_told() -> None:
    """A file that names its author, or from which hidden text was left out, is told; an empty field is not."""
    filing = filing_of(Sheet())
    pack = load(filing.standard)
    document = filing.documents[0]
    hidden = Omission(what="隐藏文字", text="底稿", place=document.blocks[0].place)
    loud = msgspec.structs.replace(document, metadata={"author": "甲"}, omitted=(hidden,))
    quiet = msgspec.structs.replace(document, metadata={"author": " "})
    said = [
        [one.message for one in check(msgspec.structs.replace(filing, documents=(one_,)), pack).findings]
        for one_ in (loud, quiet)
    ]
    assert any("作者" in message and "略去的隐藏文字 1 处" in message for message in said[0])
    assert said[1] == []
