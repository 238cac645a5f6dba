"""Results to write: the example filings, small filings, and results with parts changed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from building import Sheet, text_of
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.finding import Waived
from wenxiao.read import read_bytes
from wenxiao.report.result import CheckResult, result_of
from wenxiao.standards import load

Part = TypeVar("Part", bound=msgspec.Struct)
EXAMPLES = Path(__file__).parents[2] / "examples"
WAIVED = Waived(reason="批复口径如此", by="绩效科岗位甲", date=date(2025, 3, 18))


def result_from(text: bytes, name: str = "样例.txt") -> CheckResult:
    """Return the result of checking some text."""
    document = read_bytes(text, name)
    filing = extract(document)
    pack = load(filing.standard)
    return result_of(document, filing, check(filing, pack), pack)


@cache
def faulty() -> CheckResult:
    """Return the result of the example with several errors and warnings."""
    return result_from((EXAMPLES / "subdistrict-faulty.txt").read_bytes(), "subdistrict-faulty.txt")


@cache
def clean() -> CheckResult:
    """Return a result without findings."""
    return changed(result_from(text_of(Sheet()).encode()), findings=())


def changed(result: CheckResult, **parts: object) -> CheckResult:
    """Return the result with some parts replaced."""
    return msgspec.structs.replace(result, **parts)


def altered(one: Part, **parts: object) -> Part:
    """Return a finding, a fact, a place … with some parts replaced."""
    return msgspec.structs.replace(one, **parts)


def with_first_waived(result: CheckResult) -> CheckResult:
    """Return the result with its first finding waived."""
    first, *rest = result.findings
    return changed(result, findings=(altered(first, waived=WAIVED), *rest))
