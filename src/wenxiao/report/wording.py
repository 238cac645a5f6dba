"""Words that every report for people shares: kinds, grades, places, and text cleaned for office files."""

from __future__ import annotations

import re
import unicodedata

from wenxiao import quantity
from wenxiao.check import find
from wenxiao.document import Place
from wenxiao.filing import Kind
from wenxiao.finding import Evidence, Finding
from wenxiao.report.result import CheckResult

# What XML 1.0 cannot hold: control characters, half surrogates, and the two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_QUOTED = 40
_STEP = " › "


def printable(text: str) -> str:
    """Return text that an office file can hold; what it cannot hold becomes U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def width(text: str) -> int:
    """Return how many columns a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def kind_of(kind: Kind) -> str:
    """Return the word for a kind of filing."""
    return "部门整体支出" if kind == "overall" else "项目支出"


def name_of(check: str) -> str:
    """Return the Chinese name of a check."""
    return find(check).name


def same_cause(finding: Finding) -> str:
    """Return the names of the checks that the same cause breaks, or an empty text."""
    return "、".join(name_of(one) for one in finding.also)


def _spot(path: str, one: Evidence) -> str:
    said = [part for part in (_number(one, path), quoted(one.text)) if part]
    return f"{path}（{'，'.join(said)}）"


def _number(one: Evidence, path: str) -> str:
    """Return where to turn to in the file, unless the path says it already."""
    spot = one.place.spot()
    return "" if spot in path else spot


def quoted(text: str) -> str:
    """Return a printed text in quotes, shortened if it is long; 空白 if there is none."""
    said = " ".join(text.split())
    return f"“{said if len(said) <= _QUOTED else said[: _QUOTED - 1] + '…'}”" if said else "空白"


def lines_of(finding: Finding) -> str:
    """Return the source lines (else the cells or pages) of the evidence, each once, in order."""
    return "、".join(dict.fromkeys(filter(None, (spot_of(one.place) for one in finding.evidence))))


def spot_of(place: Place) -> str:
    """Return where to turn to in the file as a column of a table shows it: a line by its bare number."""
    return str(place.line) if place.line and not place.file else place.spot()


def waived_by(finding: Finding) -> str:
    """Return why a finding is waived and who decided it, or an empty text."""
    one = finding.waived
    return "" if one is None else f"{one.reason}（{one.by}，{one.date}）"


def grades_of(result: CheckResult) -> tuple[str, str]:
    """Return the declared grade and the grade by the bands, an empty text for what is unknown."""
    return result.score.grade.declared or "", result.score.grade.by_bands or ""


def figures_of(result: CheckResult) -> tuple[str, str, str]:
    """Return the declared total, the sum of the points and the sum of the weights as exact decimals, or empty."""
    score = result.score
    declared, points, weights = (
        "" if one is None else quantity.plain(one) for one in (score.declared, score.sum, score.weights)
    )
    return declared, points, weights


def places_by_form(evidence: tuple[Evidence, ...], most: int) -> str:
    """Return where the evidence stands in one sentence, each form named once, at most `most` places spelt out."""
    groups: dict[str, list[str]] = {}
    for one in evidence[:most]:
        head, found, rest = (one.place.path or one.label).partition(_STEP)
        groups.setdefault(head if found else "", []).append(_spot(rest if found else head, one))
    said = "；".join(f"{head}：{'，'.join(spots)}" if head else "，".join(spots) for head, spots in groups.items())
    return said if len(evidence) <= most else f"{said}，等共 {len(evidence)} 处"
