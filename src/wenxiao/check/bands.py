"""score.bands: grades and scoring bands that the document prints, against the Standard and against themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from wenxiao.check.case import Case, Passage
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.document import Place
from wenxiao.finding import Evidence, Severity
from wenxiao.quantity import trimmed

_N = r"(\d{1,3}(?:\.\d+)?)"
_GRADE = re.compile(
    rf"{_N}(?:分)?(?:[(（]含[)）])?[-—–~～至到]+{_N}(?:分)?(?:[(（](?:含|不含)[)）])?(?:为|的为|评为|[:：])?[“\"]?(优秀|良好|中等|合格|不合格|较差|优|良|中|差)"
)
_BAND = re.compile(rf"{_N}%?(?:[(（]含[)）])?[-—–~～至到]+{_N}%(?:[(（]含[)）])?[,，]?(?:计|得){_N}分")
_SPAN = re.compile(r"[-—–~～至到]\d")
_SAME = {"优秀": "优", "良好": "良", "中等": "中", "合格": "中", "不合格": "差"}


@check(
    "score.bands",
    "等级或评分档位有误",
    Severity.WARNING,
    rule="印出的等级划分应与口径一致；评分档位之间不应有空档或重叠。",
    template="印出的 {分段} 为“{等级}”，口径为“{等级}”；或：档位 {甲} 与 {乙} 之间有空档",
    example="印出的 60–80 分为“较差”，口径为“中”",
    why="档位有空档或与办法不同，落在其间的得分没有依据。",
)
def bands(case: Case) -> Iterator[Outcome]:
    """Printed grade bands, each kind once; printed scoring bands of one sentence."""
    tried = 0
    grades: dict[str, list[Evidence]] = {}
    for passage in case.passages:
        text = passage.bare
        if not _SPAN.search(text):
            continue
        found = list(_GRADE.finditer(text))
        if len(found) >= 2:
            tried += 1
            for fault in _grade_faults(case, found):
                grades.setdefault(fault, []).append(_shown(passage, found))
        gaps = _gaps(list(_BAND.finditer(text)))
        if gaps is not None:
            tried += 1
            if gaps:
                yield _gapped(passage, gaps)
    for fault, shown in grades.items():
        yield Failed(
            severity=Severity.WARNING,
            message=f"{fault}（{len(shown)} 处）",
            evidence=tuple(shown),
            computation=fault,
            suggestion="请按口径的等级划分改正，或注明本地的规定。",
        )
    if tried:
        yield Passed()


def _shown(passage: Passage, found: list[re.Match[str]]) -> Evidence:
    text = "；".join(match.group() for match in found)
    return Evidence(label="等级划分", text=text, place=passage.place)


def _grade_faults(case: Case, found: list[re.Match[str]]) -> Iterator[str]:
    scoring = next((one for one in case.pack.scoring.values() if one.bands), None)
    if scoring is None:
        return
    for match in found:
        low, high, grade = Decimal(match.group(1)), Decimal(match.group(2)), match.group(3)
        band = next((one for one in scoring.bands if one.low <= low < one.high), None)
        if band is not None and low == band.low and _SAME.get(grade, grade) != band.grade:
            yield f"印出的 {trimmed(low)}–{trimmed(high)} 分为“{grade}”，口径为“{band.grade}”"


def _gaps(found: list[re.Match[str]]) -> list[str] | None:
    """Return the gaps and overlaps between the scoring bands of one sentence; None if it has no two bands."""
    spans = sorted({(Decimal(match.group(1)), Decimal(match.group(2))) for match in found})
    if len(spans) < 2:
        return None
    faults: list[str] = []
    for (_, high), (low, _) in pairwise(spans):
        if low > high:
            faults.append(f"{trimmed(high)}%–{trimmed(low)}% 之间有空档")
        elif low < high:
            faults.append(f"{trimmed(low)}%–{trimmed(high)}% 重叠")
    return faults


def _gapped(passage: Passage, gaps: list[str]) -> Failed:
    place: Place = msgspec.structs.replace(passage.place)
    return Failed(
        severity=Severity.WARNING,
        message=f"评分档位{'、'.join(gaps)}，落在其间的没有得分依据",
        evidence=(Evidence(label="评分档位", text=passage.text.strip()[:80], place=place),),
        computation="；".join(gaps),
        suggestion="请把相邻档位写成首尾相接（如 0–10%（含）、10%–30%（含））。",
    )
