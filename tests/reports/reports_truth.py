"""What a realistic report is known to say, and how that differs from what was read and found.

Beside each NAME.txt stands NAME.yaml, written by a person who knows what the report states and what is wrong in
it. A fact is named by its printed label and column (`label: 三公经费`, `column: 2022年决算数`) or by words that its
path must show (`label: [年度资金总额, 得分]`). What a truth leaves out (facts, warnings, …) is not compared.
`tolerated` or `allowed` are checks that may warn or not; `silent` are checks that must say nothing (sentences
there are notes for people).

Every function returns the differences as one line each, empty if there are none; the lines are what KNOWN_MISSES
in test_reports.py names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wenxiao import quantity
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Fact, Filing, Indicator
from wenxiao.finding import Finding, Report, Severity
from wenxiao.read import read
from wenxiao.standards import load

HERE = Path(__file__).resolve().parent
REPORTS = tuple(sorted(path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.txt")))
TRUTHS = tuple(sorted(path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.yaml")))
_SIGNS = str.maketrans({"≧": "≥", "≦": "≤", "，": ","})
_FIGURE = re.compile(r"(-?\d+(?:\.\d+)?)(?:万元|元|人|%|分|㎡)?")


@dataclass(frozen=True)
class Wanted:
    """A finding that must be there: by one of these checks, showing these figures, suggesting this."""

    checks: tuple[str, ...]
    figures: tuple[str, ...]
    suggestion: str | None
    error: bool

    def __str__(self) -> str:
        """Name it as KNOWN_MISSES does."""
        return " ".join(("finding", "/".join(self.checks), *self.figures))

    def is_met_by(self, finding: Finding) -> bool:
        """Tell whether a finding is this one, whatever its severity and suggestion."""
        said = shown(finding)
        return bool({finding.check, *finding.also} & set(self.checks)) and all(
            bare(one) in said for one in self.figures
        )


@dataclass(frozen=True)
class Case:
    """One report: its truth, and what was read and found."""

    truth: dict[str, Any]
    filing: Filing
    report: Report


@cache
def case_of(name: str) -> Case:
    """Read, extract and check one report, chosen Standard and all."""
    truth: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    filing = extract(read(HERE / f"{name}.txt"))
    return Case(truth, filing, check(filing, load(filing.standard)))


def bare(text: object) -> str:
    """Return a text without blanks, brackets, quotation marks, separators and width variants."""
    folded = unicodedata.normalize("NFKC", str(text or "")).translate(_SIGNS).replace(">=", "≥").replace("<=", "≤")
    return re.sub(r"[\s,()“”\"'《》]", "", folded)


def number(text: object) -> Decimal | None:
    """Return the one figure that a text is, or None."""
    match = _FIGURE.fullmatch(bare(text))
    try:
        return Decimal(match.group(1)) if match else None
    except InvalidOperation:
        return None


def same(wanted: object, found: object) -> bool:
    """Tell whether two texts say the same, as words or as one figure."""
    return bare(wanted) == bare(found) or (number(wanted) is not None and number(wanted) == number(found))


def shown(finding: Finding) -> str:
    """Return all that a finding says, evidence included."""
    parts = [finding.message, finding.computation, finding.expected, finding.actual, finding.suggestion]
    parts += [f"{one.label} {one.text}" for one in finding.evidence]
    return "|".join(bare(part) for part in parts)


def identity(case: Case) -> list[str]:
    """Return what is wrong with unit, year, kind, Standard and the number of forms."""
    filing, truth = case.filing, case.truth
    found: dict[str, object] = {
        key: getattr(filing, key) for key in ("unit", "year", "kind", "standard") if key in truth
    }
    lines = [f"{key} {truth[key]} read {value}" for key, value in found.items() if value != truth[key]]
    for form, count in truth.get("forms", {}).items():
        seen = len(filing.forms_of(form))
        lines += [f"forms {form} {count} read {seen}"] if seen != count else []
    return lines


# --- facts ---------------------------------------------------------------------------------------------


def _label(text: object) -> str:
    """Return a label or column without its lead-in, number, year notes and colon."""
    return re.sub(r"^其中[::]?|^\d+[、.]|[::]$", "", bare(text))


def _names(fact: Fact) -> tuple[set[str], set[str]]:
    """Return what a fact may be called, and what its column may be called."""
    names = {_label(fact.label), _label(fact.row)}
    return names, {_label(text) for text in (fact.column, fact.row, fact.dimensions.entity)}


def _states(want: dict[str, Any], fact: Fact) -> bool:
    texts = {"value": str(fact.value), "text": fact.text}
    return any(same(want[key], text) for key, text in texts.items() if key in want) or same(want["value"], fact.text)


def _likeness(want: dict[str, Any], fact: Fact) -> int:
    """Return how surely a fact is the one that is wanted, 0 if it is not."""
    if not _states(want, fact) or ("form" in want and want["form"] != (fact.form or "").split("#")[0]):
        return 0
    names, columns = _names(fact)
    if isinstance(want["label"], list):
        path = bare(fact.place.path + fact.label + (fact.column or ""))
        return 1 + sum(bare(word).split("/")[0][:4] in path for word in want["label"])
    labels = {_label(want["label"]), re.sub(r"\(.*?\)", "", _label(want["label"]))}
    fits = bool(labels & names) and (want.get("column") is None or _label(want["column"]) in columns)
    return int(fits)


def facts(case: Case) -> list[str]:
    """Return the stated figures of tables that were not read, and those that nobody stated."""
    if "facts" not in case.truth:
        return []
    rest = [fact for fact in case.filing.facts if fact.origin == "form"]
    lines: list[str] = []
    for want in case.truth["facts"]:
        best = max(rest, key=lambda fact: _likeness(want, fact), default=None)
        if best is None or not _likeness(want, best):
            label = "/".join(want["label"]) if isinstance(want["label"], list) else want["label"]
            lines.append(" ".join(filter(None, ("fact", label, want.get("column"), want["value"]))))
        else:
            rest.remove(best)
    stated = [fact for fact in rest if fact.value is not None and quantity.marker(fact.text) is None]
    return lines + [f"extra fact {fact.form} {fact.label} {fact.column or ''} {fact.text}" for fact in stated]


# --- indicators and sections ---------------------------------------------------------------------------


def _level(text: object) -> str:
    return re.sub(r"指标$|指标\d+分$|\d+分$", "", bare(text))


def indicators(case: Case) -> list[str]:
    """Return the indicators that were not read, the cells that differ, and the rows that are none."""
    if "indicators" not in case.truth:
        return []
    rest = list(case.filing.indicators)
    lines: list[str] = []
    for want in case.truth["indicators"]:
        name = want["level3"] or want["level2"]
        found = next((item for item in rest if _is_called(item, name, want.get("form"))), None)
        if found is None:
            lines.append(f"indicator {name}")
            continue
        rest.remove(found)
        lines += [f"indicator {name} {key}: {value} read {read_}" for key, value, read_ in _cells(want, found)]
    extra = [item for item in rest if item.form != "goals" and quantity.marker(item.level3 or "无") is None]
    return lines + [f"extra indicator {item.form} {item.level3}" for item in extra]


def _is_called(item: Indicator, name: str, form: str | None) -> bool:
    return bare(item.level3 or item.level2) == bare(name) and form in (None, item.form.split("#")[0])


def _cells(want: dict[str, Any], item: Indicator) -> Iterator[tuple[str, object, object]]:
    """Yield the cells that differ: key, wanted, read. Sign and unit may stand in the target itself."""
    for key in ("target", "actual", "reason"):
        if want.get(key) is not None and not same(want[key], getattr(item, key)):
            yield key, want[key], getattr(item, key)
    for key in ("weight", "score"):
        if want.get(key) is not None and number(want[key]) != getattr(item, key):
            yield key, want[key], getattr(item, key)
    for key in ("level1", "level2"):
        if want.get(key) is not None and _level(want[key]) != _level(getattr(item, key)):
            yield key, want[key], getattr(item, key)
    said = bare(f"{item.target}{item.sign}{item.unit}")
    for key in ("sign", "unit"):
        if want.get(key) and bare(want[key]) not in said:
            yield key, want[key], said


def sections(case: Case) -> list[str]:
    """Return the parts of the outline that were not read, and those that are none."""
    want = [_section(one["number"], one["title"], one["empty"]) for one in case.truth.get("sections", ())]
    have = [_section(one.number, one.title, one.empty) for one in case.filing.sections]
    if "sections" not in case.truth:
        return []
    return [f"section {one}" for one in want if one not in have] + [f"extra section {o}" for o in have if o not in want]


def _section(number_: str, title: str, empty: bool) -> str:
    return f"{re.sub('^第|部分$', '', bare(number_))} {bare(title)}{' 空' if empty else ''}"


# --- findings ------------------------------------------------------------------------------------------


def wanted(case: Case) -> Iterator[Wanted]:
    """Yield the findings that must be there."""
    for key in ("errors", "warnings"):
        for one in case.truth.get(key, ()):
            checks = one["check"] if isinstance(one["check"], list) else [one["check"]]
            yield Wanted(tuple(checks), tuple(map(str, one["figures"])), one.get("suggestion"), key == "errors")


def findings(case: Case) -> list[str]:
    """Return the findings that are missing, too mild or without the suggestion, and those nobody expected."""
    lines: list[str] = []
    met: set[int] = set()
    for want in wanted(case):
        hits = [at for at, finding in enumerate(case.report.findings) if want.is_met_by(finding)]
        met.update(hits)
        grave = [at for at in hits if _grave_enough(want, case.report.findings[at])]
        if not grave:
            lines.append(f"{want}{' (too mild)' if hits else ''}")
        elif want.suggestion and not any(_suggests(want, case.report.findings[at]) for at in grave):
            lines.append(f"{want} suggestion {want.suggestion}")
    rest = [finding for at, finding in enumerate(case.report.findings) if at not in met]
    return lines + [f"false {one.severity} {one.check}: {one.message}" for one in _unexpected(case, rest)]


def _grave_enough(want: Wanted, finding: Finding) -> bool:
    return finding.severity is Severity.ERROR or (not want.error and finding.severity is Severity.WARNING)


def _suggests(want: Wanted, finding: Finding) -> bool:
    return bare(want.suggestion) in bare(finding.suggestion)


def _unexpected(case: Case, rest: Iterable[Finding]) -> Iterator[Finding]:
    """Yield every error, every warning that is not tolerated, and whatever a check says that must be silent."""
    tolerated = {*case.truth.get("tolerated", ()), *case.truth.get("allowed", ())}
    known = {name for one in wanted(case) for name in one.checks}
    for finding in rest:
        names = {finding.check, *finding.also}
        silent = names & set(case.truth.get("silent", ())) and not names & known
        loud = "warnings" in case.truth and finding.severity is Severity.WARNING and not names & (tolerated | known)
        if finding.severity is Severity.ERROR or silent or loud:
            yield finding
