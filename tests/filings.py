"""The filings that the tests of formats dress anew, and what a filing says, as lines that can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path

from dressing import dressed
from wenxiao.check import check
from wenxiao.document import Document
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.finding import Finding, Report
from wenxiao.read import read
from wenxiao.standards import load

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SHIPPED = tuple(
    path.relative_to(ROOT).as_posix()
    for pattern in ("examples/*.txt", "examples/*-*.md", "tests/reports/hunan/*.txt", "tests/reports/other/*.txt")
    for path in sorted(ROOT.glob(pattern))
)
SAMPLE = (
    "examples/subdistrict-faulty.txt", "examples/hospital-faulty.txt", "examples/bureau-faulty.md",
    "tests/reports/hunan/county-hospital-2023.txt", "tests/reports/hunan/jishou-wetland-2023.txt",
    "tests/reports/other/guangxi.txt", "tests/reports/other/hubei.txt", "tests/reports/other/sichuan.txt",
    "tests/reports/other/yinchuan.txt", "tests/reports/other/yunnan.txt",
)  # fmt: skip
"""One of each kind, for what would take too long on all."""
REAL = ("donghe-2024", "qingyun-2024", "wangyue-2023")


def path_of(name: str) -> Path:
    """Return the text of a filing: one that ships, or one of the corpus beside the repository."""
    return CORPUS / f"{name}.txt" if name in REAL else ROOT / name


@cache
def text_document(name: str) -> Document:
    """Return what the text of a filing says, its rows ragged."""
    return read(path_of(name))


@cache
def word_document(name: str) -> Document:
    """Return the same with the grids of its tables as Word would have them."""
    return dressed(text_document(name))


@cache
def said_in_text(name: str) -> tuple[str, ...]:
    """Return what the text of a filing is read to say."""
    return said(text_document(name))


def said(document: Document) -> tuple[str, ...]:
    """Return all that a document is read to say and found to be wrong, without the places."""
    filing = extract(document)
    return (*_stated(filing), *_found(check(filing, load(filing.standard))))


def _stated(filing: Filing) -> Iterator[str]:
    yield f"filing {filing.unit} {filing.year} {filing.kind} {filing.standard}"
    for form in filing.forms:
        yield (
            f"form {form.id} {form.title} {form.year} {form.attachment} blank={form.blank} {form.blocks} "
            f"{form.total_weight}/{form.total_score} {form.grade} {form.dated}"
        )
    for fact in filing.facts:
        yield (
            f"fact {fact.form} {fact.concept} {fact.label} {fact.value} {fact.unit} {fact.period} {fact.column} "
            f"{fact.row} {fact.dimensions} {fact.heading} {fact.text} {fact.origin} {fact.places}"
        )
    for item in filing.indicators:
        yield (
            f"indicator {item.form} {item.level1}/{item.level2}/{item.level3} {item.target} {item.actual} "
            f"{item.weight} {item.score} {item.weight_text} {item.score_text} "
            f"{item.reason} {item.sign} {item.unit} {item.share} {item.rule}"
        )
    yield from (f"goals {goals.form} {goals.expected} {goals.actual}" for goals in filing.goals)
    yield from (f"section {one.number} {one.title} {one.empty}" for one in filing.sections)
    yield from (f"signature {one.role} {one.text} {one.form}" for one in filing.signatures)
    yield from (f"title {one.text}" for one in filing.titles)


def _found(report: Report) -> Iterator[str]:
    for one in sorted(report.findings, key=lambda one: (one.check, _placeless(one))):
        figures = f"{one.expected} {one.actual} {one.computation}"
        yield f"finding {one.check} {one.also} {one.severity} {_placeless(one)} {figures}"


def _placeless(finding: Finding) -> str:
    """Return the message without the place that it may begin with."""
    return finding.message.removeprefix(finding.evidence[0].place.path) if finding.evidence else finding.message


def differences(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """Return the lines that only one of two readings has, as a diff marks them."""
    lines = unified_diff(before, after, lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
