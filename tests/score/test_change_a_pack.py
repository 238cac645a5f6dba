"""A bureau changes a rule without a programmer: scoring, checks and documentation follow a copy of a pack together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from building import INDICATORS, Sheet, text_of, with_indicator
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import read_bytes
from wenxiao.report.pack import lines
from wenxiao.score import FormScore, score
from wenxiao.standards import Pack, load, load_folder
from wenxiao.standards.loader import builtin_root

_PLAIN = tuple((level1.partition("（")[0], *rest) for level1, *rest in INDICATORS)
BARE = replace(Sheet(), indicators=tuple((a, b, c, d, e, f, g, h) for a, b, c, d, e, f, g, h in _PLAIN))
"""The sheet without the weights that its first levels print, so that the Standard's own are looked at."""


class Change(NamedTuple):
    """One change of a pack: the edits, the check that follows, and what scoring and documentation show of it."""

    name: str
    edits: tuple[tuple[str, str], ...]
    sheet: Sheet
    check: str
    scored: Callable[[FormScore], str]
    before: str
    after: str
    told: str


def execution(form: FormScore) -> str:
    """Return the points of the execution row."""
    return str(form.indicators[0].points)


def patrols(form: FormScore) -> str:
    """Return the points of the first indicator."""
    return str(form.indicators[1].points)


def grade(form: FormScore) -> str:
    """Return the grade of the computed total."""
    return next(one.grade or "" for one in form.totals if one.name == "declared")


FALLS_SHORT = with_indicator(Sheet(), 0, actual="11次", score="18.33")
CHANGES = (
    Change(
        "a weight",
        (
            ("full: 100", "full: 110"),
            ("预算执行率: 10, ", "预算执行率: 20, "),
            ("      weight: 10\n", "      weight: 20\n"),
            ("low: 90, high: 100}", "low: 90, high: 110}"),
        ),
        Sheet(),
        "score.weights",
        lambda form: str(form.full),
        "100",
        "110",
        "预算执行率（20 分）",
    ),
    Change(
        "a profile of weights",
        (("产出指标: 50, 效益指标: 30", "产出指标: 40, 效益指标: 40"),),
        BARE,
        "score.weight-profile",
        execution,
        "9",
        "9",
        "预算执行率 10、产出指标 40、效益指标 40、满意度指标 10",
    ),
    Change(
        "a band of grades",
        (("优, low: 90", "优, low: 98"), ("良, low: 80, high: 90", "良, low: 80, high: 98")),
        replace(Sheet(), grade="优"),
        "score.grade",
        grade,
        "优",
        "良",
        "优 98（含）–100（含）、良 80（含）–98",
    ),
    Change(
        "a rule",
        (("rule: {kind: rising}\n", "rule: {kind: rising, ways: [strict]}\n"),),
        FALLS_SHORT,
        "score.rule",
        patrols,
        "18.33",
        "0",
        "正向指标（≥、>）　评分标准：达到指标值得满分，未达到不得分",
    ),
    Change(
        "the rule for execution",
        (("rule: {kind: rising, text: 预算执行得分＝分值×执行率}", "rule: {kind: rising, ways: [strict]}"),),
        Sheet(),
        "score.execution",
        execution,
        "9",
        "0",
        "预算执行率（10 分）\n    达到指标值得满分，未达到不得分",
    ),
)


def copied(folder: Path, name: str, edits: tuple[tuple[str, str], ...]) -> Pack:
    """Return a copy of a shipped pack with its scoring.yaml edited as a text, and nothing else."""
    shutil.copytree(builtin_root() / name, folder / name)
    path = folder / name / "scoring.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return load_folder(folder / name)


def hunan(folder: Path, edits: tuple[tuple[str, str], ...]) -> Pack:
    """Return a copy of Hunan's pack that extends an edited copy of the national one."""
    copied(folder, "national-2020", edits)
    shutil.copytree(builtin_root() / "hunan-2020", folder / "hunan-2020")
    return load_folder(folder / "hunan-2020")


def filing_by(sheet: Sheet, pack: Pack) -> Filing:
    """Return a filing as a pack reads it."""
    return extract(read_bytes(text_of(sheet).encode(), "样例.txt"), pack)


def overall(filing: Filing, pack: Pack) -> FormScore:
    """Return the points of the overall form."""
    return next(one for one in score(filing, pack).forms if one.form == "overall")


def findings(filing: Filing, pack: Pack, name: str) -> list[str]:
    """Return what one check says."""
    return [one.message for one in check(filing, pack).findings if name in (one.check, *one.also)]


@pytest.mark.parametrize("change", CHANGES, ids=[one.name for one in CHANGES])
def test_scoring_checks_and_documentation_change_together(change: Change, tmp_path: Path) -> None:
    """One edit of the YAML, and all three follow; the pack that ships says what it said."""
    shipped, edited = load("hunan-2020"), hunan(tmp_path, change.edits)
    before, after = filing_by(change.sheet, shipped), filing_by(change.sheet, edited)
    assert change.scored(overall(before, shipped)) == change.before
    assert change.scored(overall(after, edited)) == change.after
    assert findings(before, shipped, change.check) == []
    assert findings(after, edited, change.check) != []
    assert change.told not in "\n".join(lines(shipped))
    assert change.told in "\n".join(lines(edited))


def test_the_points_of_one_of_a_pack_s_own_indicators_change(tmp_path: Path) -> None:
    """More weight on the report and less on its annexes: three annexes that are not there cost less."""
    edits = (
        ("{name: 正文, weight: 8,", "{name: 正文, weight: 12,"),
        ("{name: 附件, weight: 7,", "{name: 附件, weight: 3,"),
        ("most: 7,", "most: 3,"),
    )
    shipped, edited = load("jishou-2021"), copied(tmp_path, "jishou-2021", edits)
    report = Path(__file__).resolve().parents[1] / "reports" / "hunan" / "jishou-wetland-2023.txt"
    given = []
    for pack in (shipped, edited):
        forms = score(extract(read_bytes(report.read_bytes(), report.name), pack), pack).forms
        form = next(one for one in forms if one.form == "work-assessment")
        given.append(next(one.points for one in form.indicators if one.name == "自评报告的完整性"))
    assert given == [9, 12]
    assert "附件（3分）所缺的附件，每项扣 2 分，最多扣 3 分" in "\n".join(lines(edited))
