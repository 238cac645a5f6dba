"""Errors in what a filing consists of: forms, chapters, names, years, signatures and cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from msgspec.structs import replace

from wenxiao.sample.faults.catalogue import Scene, Spoilt, fault
from wenxiao.sample.faults.hand import facts, label, put_text, shown, tells_survey
from wenxiao.sample.faults.letters import report_of, with_report
from wenxiao.truth import Injected
from wenxiao.write.sheet import Line, Page, Sheet

_NUMERALS = "一二三四五六七八九十"
_LOOKALIKE = {"川": "州", "州": "川", "洲": "州", "湖": "河", "泉": "全", "桥": "乔", "浦": "埔", "峪": "裕"}


@fault("form.missing-form", "pages")
def missing_form(scene: Scene, random: Random) -> Spoilt | None:
    """A form that the Standard requires is not handed in."""
    kinds = {page.form.partition("#")[0] for page in scene.pages if isinstance(page, Sheet)}
    positive = any((one.value or 0) > 0 for one in scene.filing.facts_of("expenditure.project"))
    asked = [name for name, need in scene.pack.requirements.items() if need.when == "always" or positive]
    asked = [name for name in asked if name in kinds and name not in ("overall", "base-data")]
    if not asked:
        return None
    gone = random.choice(asked)
    pages = tuple(one for one in scene.pages if one.form.partition("#")[0] != gone)
    title = scene.pack.forms[gone].title
    return Spoilt(scene._replace(pages=pages), Injected(check="form.missing-form", where=title, right=title))


@fault("form.blank", "forms")
def blank(scene: Scene, random: Random) -> Spoilt | None:
    """A form of a project whose cells all say /."""
    spoken = {one.form for one in scene.filing.indicators if tells_survey(one)}
    forms = [one for one in scene.filing.forms if one.form == "project" and one.id not in spoken]
    if not forms or not scene.filing.facts_of("expenditure.project"):
        return None
    form = random.choice(forms)
    own = tuple(replace(one, text="/", value=None) if one.form == form.id else one for one in scene.filing.facts)
    items = tuple(one for one in scene.filing.indicators if one.form != form.id)
    goals = tuple(one for one in scene.filing.goals if one.form != form.id)
    bare = replace(form, total_weight=None, total_score=None, grade=None)
    filing = replace(
        scene.filing,
        facts=own,
        indicators=items,
        goals=goals,
        forms=tuple(bare if one.id == form.id else one for one in scene.filing.forms),
    )
    where = label(scene, form.id)
    return Spoilt(scene._replace(filing=filing), Injected(check="form.blank", where=where, printed="/"))


@fault("form.blank-cell")
def blank_cell(scene: Scene, random: Random) -> Spoilt | None:
    """A figure that has to be there is not."""
    found = facts(scene, "funds.score", heading="funds.total")
    found += facts(scene, "staff.quota", kind="base-data")
    found = [one for one in found if one.value is not None]
    if not found:
        return None
    chosen = random.choice(found)
    injected = Injected(check="form.blank-cell", where=shown(scene, chosen), right=chosen.text)
    return Spoilt(put_text(scene, chosen, ""), injected)


@fault("form.missing-section", "pages")
def missing_section(scene: Scene, random: Random) -> Spoilt | None:
    """A chapter that the outline asks for is left out; the numbers of the others follow."""
    report = report_of(scene)
    if report is None or not scene.pack.outlines:
        return None
    heads = [at for at, line in enumerate(report.lines) if line.kind == "heading1"]
    if len(heads) < 5:
        return None
    ends = dict(zip(heads, [*heads[1:], len(report.lines)], strict=True))
    fits = [at for at in heads[2:-1] if not _surveys(report.lines[at : ends[at]])]
    if not fits:
        return None
    gone = random.choice(fits)
    end = ends[gone]
    kept = _renumbered([*report.lines[:gone], *report.lines[end:]])
    title = report.lines[gone].text.partition("、")[2]
    return Spoilt(with_report(scene, kept), Injected(check="form.missing-section", where=report.title, right=title))


def _surveys(lines: Sequence[Line]) -> bool:
    """Tell whether some lines say who was asked for the satisfaction: without them that would be wrong too."""
    return any(word in line.text for line in lines for word in ("问卷", "受访", "样本"))


def _renumbered(lines: list[Line]) -> list[Line]:
    found, number = [], 0
    for line in lines:
        if line.kind == "heading1":
            found.append(line._replace(text=f"{_NUMERALS[number]}、{line.text.partition('、')[2]}"))
            number += 1
        else:
            found.append(line)
    return found


@fault("form.empty-section", "pages")
def empty_section(scene: Scene, random: Random) -> Spoilt | None:
    """A chapter of which only the heading is there."""
    report = report_of(scene)
    if report is None:
        return None
    lines = report.lines
    heads = [at for at, line in enumerate(lines) if line.kind == "heading1"]
    ends = dict(zip(heads, [*heads[1:], len(lines)], strict=True))
    fits = [at for at in heads[1:] if not _surveys(lines[at : ends[at]])]
    if not fits:
        return None
    bare = random.choice(fits)
    kept = [*lines[: bare + 1], *lines[ends[bare] :]]
    where = f"{report.title} › {lines[bare].text}"
    return Spoilt(with_report(scene, kept), Injected(check="form.empty-section", where=where))


@fault("form.numbering", "pages")
def numbering(scene: Scene, random: Random) -> Spoilt | None:
    """A chapter with the number after its own."""
    report = report_of(scene)
    if report is None:
        return None
    lines = list(report.lines)
    heads = [at for at, line in enumerate(lines) if line.kind == "heading1"]
    if len(heads) < 4 or len(heads) >= len(_NUMERALS):
        return None
    first = random.choice(heads[2:])
    right = lines[first].text
    for at in [one for one in heads if one >= first]:
        number = heads.index(at) + 1
        lines[at] = lines[at]._replace(text=f"{_NUMERALS[number]}、{lines[at].text.partition('、')[2]}")
    where = f"{report.title} › {lines[first].text}"
    injected = Injected(check="form.numbering", where=where, printed=lines[first].text, right=right)
    return Spoilt(with_report(scene, lines), injected)


@fault("form.unit-name", "pages")
def unit_name(scene: Scene, random: Random) -> Spoilt | None:
    """The unit's name with another character, once in the report."""
    report, name = report_of(scene), scene.filing.unit or ""
    spots = [at for at, char in enumerate(name) if char in _LOOKALIKE]
    if report is None or not spots:
        return None
    at = random.choice(spots)
    wrong = f"{name[:at]}{_LOOKALIKE[name[at]]}{name[at + 1 :]}"
    for number, line in enumerate(report.lines):
        if line.kind == "text":
            lines = list(report.lines)
            lines[number] = line._replace(text=f"{line.text}{wrong}负责组织本次自评。")
            injected = Injected(check="form.unit-name", where=report.title, printed=wrong, right=name)
            return Spoilt(with_report(scene, lines), injected)
    return None


@fault("form.year", "pages")
def year(scene: Scene, random: Random) -> Spoilt | None:
    """The title of one form names the year before."""
    return _older(scene, random, "form.year", lambda one, _: one)


@fault("stale.year", "pages")
def old_form(scene: Scene, random: Random) -> Spoilt | None:
    """A form of the year before, titled and dated so."""
    return _older(scene, random, "stale.year", _dated)


def _dated(page: Sheet, last: int) -> Sheet:
    signed = tuple(
        (role, re.sub(r"^\d{4}年", f"{last + 1}年", text) if "日期" in role else text) for role, text in page.signatures
    )
    return page._replace(signatures=signed)


def _older(scene: Scene, random: Random, check: str, signed: Callable[[Sheet, int], Sheet]) -> Spoilt | None:
    this = scene.filing.year or 0
    dated = check == "form.year"
    fits = [
        one
        for one in scene.pages
        if isinstance(one, Sheet)
        and f"{this}年度" in one.title
        and (dated or any("日期" in role and text for role, text in one.signatures))
        and not (dated and one.form == "overall")
    ]
    if len(fits) < 2:
        return None
    chosen = random.choice(fits)
    title = chosen.title.replace(f"{this}年度", f"{this - 1}年度")
    older = signed(chosen._replace(title=title), this - 1)
    pages: list[Page] = [older if one is chosen else one for one in scene.pages]
    also = () if dated else ("agree.form-form",)  # of a form of another year, this year's figures disagree as well
    injected = Injected(check=check, where=chosen.title, printed=title, right=chosen.title, also=also)
    return Spoilt(scene._replace(pages=tuple(pages)), injected)


@fault("form.leftover", "pages")
def leftover(scene: Scene, random: Random) -> Spoilt | None:
    """A trace of the word processor, or a prompt of the template."""
    report = report_of(scene)
    if report is None:
        return None
    trace = random.choice(("[bookmark: _GoBack]", "（请填写）", "错误！未找到引用源"))
    lines = list(report.lines)
    at = next(number for number, line in enumerate(lines) if line.kind == "text")
    lines[at] = lines[at]._replace(text=f"{lines[at].text}{trace}")
    return Spoilt(with_report(scene, lines), Injected(check="form.leftover", where=report.title, printed=trace))


@fault("form.unsigned", "pages")
def unsigned(scene: Scene, random: Random) -> Spoilt | None:
    """A form without the date that it asks for."""
    fits = [one for one in scene.pages if isinstance(one, Sheet) and any("日期" in role for role, _ in one.signatures)]
    if not fits:
        return None
    chosen = random.choice(fits)
    signed = tuple((role, "" if "日期" in role else text) for role, text in chosen.signatures)
    right = next(text for role, text in chosen.signatures if "日期" in role)
    pages: list[Page] = [one._replace(signatures=signed) if one is chosen else one for one in scene.pages]
    injected = Injected(check="form.unsigned", where=f"{chosen.title} › 填报日期", right=right)
    return Spoilt(scene._replace(pages=tuple(pages)), injected)


@fault("evidence.satisfaction", "pages")
def unasked(scene: Scene, random: Random) -> Spoilt | None:
    """A satisfaction, and no word of who was asked."""
    del random
    report = report_of(scene)
    rated = [one for one in scene.filing.indicators if "满意" in f"{one.level1}{one.level3}" and one.actual]
    if report is None or not rated or any(len(one.actual or "") > 12 for one in rated):
        return None
    survey = re.compile(r"[^。]*(?:问卷|访谈|样本)[^。]*。")
    lost = "".join(match for line in report.lines for match in survey.findall(line.text))
    if not lost:
        return None
    lines = [line._replace(text=survey.sub("", line.text)) for line in report.lines]
    return Spoilt(with_report(scene, lines), Injected(check="evidence.satisfaction", where=report.title, right=lost))
