"""Mistakes in a scoring scheme, its rules, its references and its dates: each named with file, line and cause."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from standards_folder import edited, write

from wenxiao.errors import StandardError
from wenxiao.rule import KINDS
from wenxiao.standards import available, load_folder, validate_folder
from wenxiao.standards.loader import builtin_root

HEAD = "scoring:\n  - id: plain\n    full: 100\n"
INDICATORS = """\
    indicators:
      - name: 甲
        weight: 60
        synonyms: [甲项]
        values: [部分甲 / 本年总额]
        where: {本年总额: {concept: a.total, period: this}}
      - {name: 乙, weight: 40}
"""
RULE = "    execution: {weight: 10, rule: %s}\n"


class Mistake(NamedTuple):
    """One mistake: what the scheme says after its head, the line it is to be named on, and the words to be said."""

    name: str
    scheme: str
    line: int
    says: str


def rule(name: str, text: str, says: str) -> Mistake:
    """Return a mistake in the rule for the execution rate."""
    return Mistake(name, RULE % text, 4, says)


def changed(name: str, old: str, new: str, line: int, says: str) -> Mistake:
    """Return a mistake in one of the scheme's own indicators."""
    assert old in INDICATORS
    return Mistake(name, INDICATORS.replace(old, new, 1), line, says)


BAND = "{kind: bands, bands: [%s]}"
MISTAKES = (
    Mistake("execution above the full marks", "    execution: {weight: 110}\n", 4, "110.*满分 100"),
    Mistake(
        "execution beside another weight",
        "    execution: {weight: 20}\n    profiles:\n      - {id: 甲, weights: {预算执行率: 10, 产出指标: 90}}\n",
        4,
        "20.*却写 10",
    ),
    rule(
        "unknown kind",
        "{kind: risng}",
        "没有“risng”这种规则，是不是“rising”；可用的有：rising 正向指标、falling 反向指标",
    ),
    rule("kind in Chinese", "{kind: 正向指标}", "是不是“rising”"),
    rule("no kind", "{text: 按比例}", "kind"),
    rule("unknown way", "{kind: rising, ways: [half]}", "half"),
    rule("a way twice", "{kind: falling, ways: [ratio, ratio]}", "ratio 写了两次"),
    rule("no way", "{kind: equal, ways: []}", "ways 是空的"),
    rule("typo in a key of a rule", "{kind: step, stepp: 5, points: 2}", "stepp.*是不是“step”"),
    rule("a step of nothing", "{kind: step, step: 0, points: 2}", "step.*应大于 0"),
    rule("nothing off for a step", "{kind: step, step: 5}", "points.*应大于 0"),
    rule(
        "gap between bands", BAND % "{low: 90, share: 100}, {high: 80, share: 0}", "“80 以下”与“90 以上”两档之间有空档"
    ),
    rule("overlap of bands", BAND % "{low: 80, share: 100}, {high: 90, share: 0}", "互相重叠"),
    rule(
        "an end in both bands",
        BAND % "{low: 90, with_low: true, share: 100}, {high: 90, with_high: true, share: 0}",
        "都含 90，互相重叠",
    ),
    rule(
        "an end in no band",
        BAND % "{low: 90, with_low: false, share: 100}, {high: 90, with_high: false, share: 0}",
        "都不含 90，之间有空档",
    ),
    rule("two open bands", BAND % "{low: 90, share: 100}, {low: 80, share: 50}", "互相重叠"),
    rule("a band upside down", BAND % "{low: 90, high: 80, share: 100}", "90 不小于上限 80"),
    rule("a band of nothing", BAND % "{low: 90}", "既没有写 points 也没有写 share"),
    rule("a band of both", BAND % "{low: 90, points: 1, share: 1}", "同时写了"),
    rule("a band above the weight", BAND % "{low: 90, points: 11}", "11分，超过分值 10"),
    rule("a share above all", BAND % "{low: 90, share: 101}", "超过100%"),
    rule("a band below nothing", BAND % "{low: 90, points: -1}", "不能是负数"),
    rule("no band", "{kind: bands, bands: []}", "bands 是空的"),
    rule("a checklist of nothing", "{kind: checklist, each: 0, counts: 项}", "each.*应大于 0"),
    rule(
        "a checklist above the weight", "{kind: checklist, each: 1, most: 11, counts: 项}", "最多扣 11 分，超过分值 10"
    ),
    rule("awards above the weight", "{kind: awards, awards: [{name: 甲, points: 11}]}", "各项合计 11 分，超过分值 10"),
    rule("a mark out of nothing", "{kind: external, full: 0}", "应大于 0"),
    rule("a judgement of nothing", "{kind: manual, reason: ' '}", "判断什么"),
    rule(
        "gap between levels",
        "{kind: graded, grades: [{name: 好, low: 80, high: 100}, {name: 差, low: 0, high: 70}]}",
        "“差”与“好”两级之间有空档",
    ),
    rule(
        "one word of two levels",
        "{kind: graded, grades: [{name: 好, low: 80, high: 100, words: [完成]}, "
        "{name: 差, low: 0, high: 80, words: [完成]}]}",
        "“完成”属于两级",
    ),
    rule(
        "parts that do not add up",
        "{kind: parts, parts: [{name: 甲, weight: 4, rule: {kind: rising}}, "
        "{name: 乙, weight: 5, rule: {kind: rising}}]}",
        "合计 9，不等于指标的分值 10",
    ),
    rule(
        "a mistake in a part",
        "{kind: parts, parts: [{name: 甲, weight: 10, rule: {kind: step, step: 0, points: 1}}]}",
        "“甲”.*应大于 0",
    ),
    changed("typo in a term", "[部分甲 /", "[部分假 /", 8, "“部分假”不是本口径的指标项名称，是不是“部分甲”"),
    changed("slip in an expression", "部分甲 / 本年总额", "部分甲 / / 本年总额", 8, "算式.*有误"),
    changed("typo in where", "where: {本年总额", "where: {本年总額", 9, "“本年总額”没有出现在算式里"),
    changed("typo in a concept of where", "concept: a.total", "concept: a.totl", 9, "a.totl.*是不是“a.total”"),
    changed("typo in a form of where", "period: this", "form: monye", 9, "monye.*是不是“money”"),
    changed("marks that do not add up", "weight: 60", "weight: 50", 4, "合计 90，不等于满分 100"),
    changed("a mark of nothing", "weight: 40", "weight: 40}\n      - {name: 丙, weight: 0", 11, "“丙”的分值是 0"),
    changed("two indicators of one name", "name: 乙", "name: 甲", 10, "“甲”写了两次"),
    changed("a synonym of another's name", "name: 乙", "name: 甲项", 10, "与“甲”.*“甲项”写了两次"),
    Mistake(
        "a measure never reached",
        "    measures:\n      - {id: all, rule: {kind: rising}}\n"
        '      - {id: up, signs: [">="], rule: {kind: rising}}\n',
        6,
        "“up”永远用不上：“all”排在前面",
    ),
    Mistake(
        "two measures for the same",
        '    measures:\n      - {id: x, signs: [">="], levels: [产出], rule: {kind: rising}}\n'
        '      - {id: y, signs: [">="], levels: [产出], rule: {kind: equal}}\n',
        6,
        "“y”永远用不上",
    ),
    Mistake(
        "moving an unknown level",
        "    not_applicable: {moves: {满意指标: 效益指标}}\n",
        4,
        "满意指标.*是不是“满意度指标”",
    ),
    Mistake("moving to itself", "    not_applicable: {moves: {效益指标: 效益指标}}\n", 4, "归它自己"),
    Mistake(
        "caps that rise",
        "    caps:\n      - {below: 80, at_most: 79}\n      - {below: 50, at_most: 89}\n",
        5,
        "封顶没有随执行率降低",
    ),
    Mistake("a cap above all", "    caps:\n      - {below: 80, at_most: 101}\n", 5, "封顶 101 分"),
    Mistake(
        "a cap twice", "    caps:\n      - {below: 80, at_most: 79}\n      - {below: 80, at_most: 69}\n", 6, "写了两次"
    ),
    Mistake(
        "grades that do not reach the top",
        "    bands:\n      - {grade: 优, low: 0, high: 90}\n",
        4,
        "没有覆盖 0 到满分 100",
    ),
    Mistake("a grade upside down", "    bands:\n      - {grade: 优, low: 100, high: 0}\n", 5, "不小于上限"),
    Mistake("far beyond but below", "    beyond: {percent: 90}\n", 4, "应大于 100%"),
    Mistake("far beyond nothing", "    beyond: {percent: 130, zero: 0}\n", 4, "指标值为 0 时偏离的界限是 0，应大于 0"),
    Mistake("an execution never reached", "    execution: {weight: 10, explain: 110}\n", 4, "应大于 0、不超过 100%"),
    Mistake("too many decimals", "    rounding: {places: 9}\n", 4, "0 到 6 之间"),
    Mistake("a scheme for a form that is not there", "    forms: [monye]\n", 4, "monye.*是不是“money”"),
    Mistake("a scheme never used", "  - {id: other, full: 100}\n", 4, "后一个用不上"),
)


def said_of(folder: Path) -> list[str]:
    """Return what loading says of a faulty pack, line by line."""
    with pytest.raises(StandardError) as caught:
        load_folder(folder)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("mistake", MISTAKES, ids=[one.name for one in MISTAKES])
def test_a_mistake_of_a_scheme_is_named_with_file_and_line(mistake: Mistake, tmp_path: Path) -> None:
    """One sentence says in which file, on which line, and what; nothing else is blamed besides."""
    said = said_of(write(tmp_path / "town-2024", scoring=HEAD + mistake.scheme))
    first = next((line for line in said if re.search(mistake.says, line)), None)
    assert first is not None, said
    assert f"scoring.yaml 第{mistake.line}行：" in first, first
    assert all(line.endswith("。") for line in said)
    assert len(said) <= 2, said


def test_the_sound_scheme_of_these_tests_is_accepted(tmp_path: Path) -> None:
    """What the mistakes are made from has none."""
    assert load_folder(write(tmp_path / "town-2024", scoring=HEAD + INDICATORS)).scoring["plain"].indicators


def test_the_kinds_are_all_told_in_both_languages(tmp_path: Path) -> None:
    """Who mistypes a kind of rule is shown every one there is."""
    (said,) = said_of(write(tmp_path / "town-2024", scoring=HEAD + RULE % "{kind: x}"))
    assert [f"{kind} {chinese}" for kind, chinese in KINDS.items() if f"{kind} {chinese}" not in said] == []


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Four mistakes in four files are four lines, in order of file and line, each told once."""
    folder = write(
        tmp_path / "town-2024",
        concepts=edited("concepts", "部分乙, kind: money", "部分乙, kind: cash"),
        forms=edited("forms", "concept: a.part", "concept: a.prat"),
        relations=edited("relations", "form: money", "form: mony"),
        scoring=HEAD + RULE % "{kind: step, step: 0, points: 1}",
    )
    said = said_of(folder)
    assert [re.sub("：.*", "", line) for line in said] == [
        "town-2024/concepts.yaml 第4行",
        "town-2024/forms.yaml 第10行",
        "town-2024/relations.yaml 第5行",
        "town-2024/scoring.yaml 第4行",
    ]


def test_a_concept_that_is_itself_faulty_is_not_missed_elsewhere(tmp_path: Path) -> None:
    """One slip is one line: what refers to the faulty item is not blamed too."""
    said = said_of(write(tmp_path / "town-2024", concepts=edited("concepts", "kind: money}", "kind: cash}")))
    assert len(said) == 1


def test_files_that_are_no_yaml_are_all_told(tmp_path: Path) -> None:
    """Two files with slips of YAML are two lines."""
    said = said_of(write(tmp_path / "town-2024", concepts="concepts:\n\t- x\n", forms="forms: [\n"))
    assert [line.partition(" ")[0] for line in said] == ["town-2024/concepts.yaml", "town-2024/forms.yaml"]


def test_a_term_of_two_concepts_is_asked_about_where_it_is_used(tmp_path: Path) -> None:
    """Two concepts may share an official term, as long as no expression has to choose."""
    shared = '  - {id: z.part, label: "%s", kind: money}\n'
    good = edited("concepts", "concepts:\n", "concepts:\n" + shared % "无人用" + shared.replace("z.", "y.") % "无人用")
    load_folder(write(tmp_path / "a" / "town-2024", concepts=good))
    said = said_of(
        write(tmp_path / "b" / "town-2024", concepts=edited("concepts", "concepts:\n", "concepts:\n" + shared % "总额"))
    )
    assert len(said) == 1
    assert "relations.yaml 第6行" in said[0]
    assert "两个指标项共有的名称" in said[0]


# --- dates -------------------------------------------------------------------------------------------------


def head(name: str, dates: str = "", region: str = "某镇", more: str = "") -> str:
    """Return the head of a pack."""
    return f"pack:\n  id: {name}\n  title: 口径\n  region: {region}\n  year: 2024\n{dates}{more}"


def dated(folder: Path, name: str, dates: str, **head_of: str) -> Path:
    """Write a pack with these dates and return its folder."""
    return write(folder / name, pack=head(name, dates, **head_of))


@pytest.mark.parametrize(
    ("dates", "line", "says"),
    [
        ('  in_force_from: "2024/1/1"\n', 6, "2024/1/1.*不是日期"),
        ('  in_force_from: "2024-13-01"\n', 6, "不是日期"),
        ('  in_force_from: "2023-02-29"\n', 6, "不是日期"),
        ('  in_force_from: "2024"\n  in_force_to: 长期\n', 7, "长期.*不是日期"),
        ('  in_force_from: "2024-05-01"\n  in_force_to: "2024-04-30"\n', 7, "早于"),
        ('  in_force_from: "2024"\n  in_force_to: "2023"\n', 7, "早于"),
    ],
)
def test_dates_are_dates_in_order(dates: str, line: int, says: str, tmp_path: Path) -> None:
    """A date that is none, or an end before its beginning, is named with its line."""
    (said,) = said_of(dated(tmp_path, "town-2024", dates))
    assert f"pack.yaml 第{line}行" in said
    assert re.search(says, said)


@pytest.mark.parametrize(
    ("dates", "other", "overlap"),
    [
        ('  in_force_from: "2024"\n', '  in_force_from: "2020"\n', True),
        ('  in_force_from: "2024"\n', '  in_force_from: "2020"\n  in_force_to: "2023-12-31"\n', False),
        ('  in_force_from: "2024"\n', '  in_force_from: "2020"\n  in_force_to: "2023-12"\n', False),
        ('  in_force_from: "2024-06-01"\n', '  in_force_from: "2020"\n  in_force_to: "2024-06-01"\n', True),
        ('  in_force_from: "2024-06-01"\n', '  in_force_from: "2020"\n  in_force_to: "2024-05"\n', False),
        ("  in_force_from: unknown\n", '  in_force_from: "2020"\n', False),
    ],
)
def test_packs_of_one_region_are_not_in_force_at_once(dates: str, other: str, overlap: bool, tmp_path: Path) -> None:
    """A sibling folder of the same region whose dates overlap is named; unknown dates say nothing."""
    dated(tmp_path, "town-2020", other)
    folder = dated(tmp_path, "town-2024", dates)
    load_folder(folder)
    if not overlap:
        assert validate_folder(folder).id == "town-2024"
        return
    with pytest.raises(StandardError, match=r"pack.yaml 第6行：与口径“town-2020”.*重叠"):
        validate_folder(folder)


def test_a_pack_may_be_in_force_beside_another_region_s_or_the_one_it_extends(tmp_path: Path) -> None:
    """A province's pack beside the national one, and a supplement beside what it adds to, are no overlap."""
    dates = '  in_force_from: "2020"\n'
    dated(tmp_path, "other-2020", dates, region="别处")
    (tmp_path / "base-2020").mkdir()
    (tmp_path / "base-2020" / "pack.yaml").write_text(head("base-2020", dates), encoding="utf-8")
    assert validate_folder(dated(tmp_path, "town-2024", dates, more="  extends: base-2020\n")).id == "town-2024"


def test_a_folder_is_compared_with_the_packs_that_ship(tmp_path: Path) -> None:
    """A second pack for a region that has a built-in one is told so."""
    folder = dated(tmp_path, "hunan-2024", '  in_force_from: "2024"\n', region="湖南省")
    with pytest.raises(StandardError, match="hunan-2020"):
        validate_folder(folder)


@pytest.mark.parametrize("name", available())
def test_no_pack_that_ships_is_in_force_with_another_of_its_region(name: str) -> None:
    """What ships passes the validation that others' packs have to pass."""
    assert validate_folder(builtin_root() / name).id == name
