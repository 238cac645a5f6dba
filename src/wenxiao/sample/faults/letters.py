"""Errors in the sentences of the report."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from wenxiao.sample import names
from wenxiao.sample.books import rate, rounded
from wenxiao.sample.faults.catalogue import Scene, Spoilt, fault
from wenxiao.sample.faults.hand import facts
from wenxiao.sample.faults.numbers import identity_number, mobile_number
from wenxiao.truth import Injected
from wenxiao.write.sheet import Line, Page, Prose

_RESULTS = re.compile(r"绩效情况|目标完成情况")
_PEOPLE = ("张三", "李四", "王五", "赵六")


def report_of(scene: Scene) -> Prose | None:
    """Return the report among the pages."""
    return next((one for one in scene.pages if isinstance(one, Prose) and one.form == "report"), None)


def with_report(scene: Scene, lines: list[Line]) -> Scene:
    """Return the scene with other lines in its report."""
    pages: list[Page] = [
        one._replace(lines=tuple(lines)) if isinstance(one, Prose) and one.form == "report" else one
        for one in scene.pages
    ]
    return scene._replace(pages=tuple(pages))


def _said(
    scene: Scene, check: str, sentence: str, right: str | None = None, *, under: str = "", also: tuple[str, ...] = ()
) -> Spoilt | None:
    """Return the scene with one more sentence in the first part of the report, or in the part that `under` finds."""
    report = report_of(scene)
    if report is None:
        return None
    lines, heading = list(report.lines), ""
    for number, line in enumerate(lines):
        heading = line.text if line.kind == "heading1" else heading
        if line.kind == "text" and re.search(under, heading):
            lines[number] = Line("text", f"{line.text}{sentence}")
            where = f"{report.title} › {heading}"
            injected = Injected(check=check, where=where, printed=sentence, right=right, also=also)
            return Spoilt(with_report(scene, lines), injected)
    return None


@fault("sum.people", "pages")
def people(scene: Scene, random: Random) -> Spoilt | None:
    """Head counts of two kinds that are not the whole."""
    officials, others = random.randint(5, 30), random.randint(3, 30)
    whole = officials + others
    if facts(scene, "staff.actual"):
        found = next((one.value for one in facts(scene, "staff.actual") if one.value), None)
        whole, officials = int(found or 0), int(found or 0) - others - 1
        said = f"年末在职人员{whole}人，其中：行政人员{officials}人、事业人员{others}人。"
        return _said(scene, "sum.people", said, f"{officials + 1}人") if officials > 1 else None
    said = f"年末在职人员{whole + random.randint(1, 4)}人，其中：行政人员{officials}人、事业人员{others}人。"
    return _said(scene, "sum.people", said, f"{whole}人")


@fault("sum.list-count", "pages")
def list_count(scene: Scene, random: Random) -> Spoilt | None:
    """Fewer things said than are listed."""
    stations = random.sample(("东片服务站", "西片服务站", "南片服务站", "北片服务站", "中心服务站"), 4)
    return _said(scene, "sum.list-count", f"下设3个服务站：{'、'.join(stations)}。", "4个")


@fault("rate.equation", "pages")
def equation(scene: Scene, random: Random) -> Spoilt | None:
    """A printed division with a wrong result."""
    whole = random.randint(40, 160)
    part = whole - random.randint(1, whole // 3)
    right = rate(Decimal(part), Decimal(whole)).quantize(Decimal(1))
    wrong = right - random.randint(4, 9)
    return _said(
        scene, "rate.equation", f"巡查覆盖率：{part}/{whole}×100%={wrong}%。", f"{right}%", under=_RESULTS.pattern
    )


@fault("rate.share", "pages")
def share(scene: Scene, random: Random) -> Spoilt | None:
    """A share that its two figures do not give."""
    whole = Decimal(random.randint(2000, 90000)) / 100
    part = rounded(whole * random.randint(30, 70) / 100)
    right = rate(part, whole)
    wrong = right + random.randint(5, 20)
    said = f"全年培训费{whole:.2f}万元，其中师资费{part:.2f}万元，占培训费的{wrong:.2f}%。"
    return _said(scene, "rate.share", said, f"{right:.2f}%", under=_RESULTS.pattern)


@fault("agree.form-prose", "pages")
def told_otherwise(scene: Scene, random: Random) -> Spoilt | None:
    """A head count in the report that is not the one of the form."""
    found = [one for one in facts(scene, "staff.actual", "staff.quota", kind="base-data") if one.value]
    report = report_of(scene)
    if not found or report is None:
        return None
    fact = random.choice(found)
    wrong = f"{(fact.value or 0) + random.randint(2, 9)}人"
    lines = list(report.lines)
    for number, line in enumerate(lines):
        old = re.search(rf"(?<={'在职' if fact.concept == 'staff.actual' else '编制'}){fact.value}人", line.text)
        if old is not None:
            lines[number] = line._replace(text=f"{line.text[: old.start()]}{wrong}{line.text[old.end() :]}")
            injected = Injected(check="agree.form-prose", where=report.title, printed=wrong, right=old.group())
            return Spoilt(with_report(scene, lines), injected)
    return None


@fault("agree.form-prose", "pages")
def spent_otherwise(scene: Scene, random: Random) -> Spoilt | None:
    """An amount in the report that is not the one of the form."""
    found = [one for one in facts(scene, "expenditure.project", kind="overall") if one.value and one.heading is None]
    report = report_of(scene)
    if not found or report is None:
        return None
    fact = found[0]
    old = f"项目支出{fact.text}{fact.unit}"
    less = Decimal(random.randint(200, 900)) / 100 * (10000 if fact.unit == "元" else 1)
    wrong = f"{(fact.value or Decimal(0)) - less:.2f}"
    for number, line in enumerate(report.lines):
        if old in line.text:
            lines = list(report.lines)
            lines[number] = line._replace(text=line.text.replace(old, f"项目支出{wrong}{fact.unit}", 1))
            injected = Injected(check="agree.form-prose", where=report.title, printed=wrong, right=fact.text)
            return Spoilt(with_report(scene, lines), injected)
    return None


@fault("agree.prose", "pages")
def two_tellings(scene: Scene, random: Random) -> Spoilt | None:
    """The report tells of two amounts for what the unit spent in all."""
    spent = next((one for one in facts(scene, "funds.executed", kind="overall", heading="funds.total")), None)
    if spent is None or spent.value is None:
        return None
    right = spent.value / 10000 if spent.unit == "元" else spent.value
    other = right + Decimal(random.randint(200, 900)) / 100
    said = f"全年部门整体支出{right:.2f}万元。经核算，部门整体支出{other:.2f}万元。"
    return _said(scene, "agree.prose", said, f"{right:.2f}万元")


@fault("claim.contradicted", "pages")
def contradicted(scene: Scene, random: Random) -> Spoilt | None:
    """A claim to have stayed below a budget that was just met by the formula beside it."""
    stated = facts(scene, "expenditure.office", stage="决算", kind="base-data")
    paid = stated[-1].text if stated else f"{Decimal(random.randint(1000, 9000)) / 100:.2f}"
    if any(one.unit == "元" for one in stated):
        return None
    formula = f"公用经费控制率=（公用经费实际支出/公用经费预算安排数）×100%={paid}/{paid}×100%=100%"
    said = f"{formula}，公用经费支出低于预算安排。"
    return _said(scene, "claim.contradicted", said, "与预算持平", under=_RESULTS.pattern)


@fault("claim.future", "pages")
def future(scene: Scene, random: Random) -> Spoilt | None:
    """A month of the year that is over, spoken of as to come."""
    lead = random.choice(("力争", "预计", "确保"))
    said = f"{lead}{scene.filing.year}年{random.randint(6, 12)}月完成设备更新。"
    return _said(scene, "claim.future", said, "已完成", under=_RESULTS.pattern)


@fault("stale.year", "pages")
def last_year(scene: Scene, random: Random) -> Spoilt | None:
    """Two results of the year before told as this year's."""
    last = (scene.filing.year or 0) - 1
    said = f"{last}年{random.randint(5, 11)}月完成设施改造。{last}年共举办活动{random.randint(5, 40)}场。"
    return _said(scene, "stale.year", said, under=_RESULTS.pattern)


@fault("stale.copy", "pages")
def twice(scene: Scene, random: Random) -> Spoilt | None:
    """The same long passage in two places of the report."""
    passage = (
        f"{names.place(random)}片区的设施维护由专人负责，每周巡查一次并登记台账，发现问题当场交办、限期整改，"
        f"整改情况由分管领导逐条核对后归档，全年共登记问题{random.randint(20, 300)}件，均已办结并反馈办理结果。"
    )
    first = _said(scene, "stale.copy", passage)
    if first is None:
        return None
    again = _said(first.scene, "stale.copy", passage, under=_RESULTS.pattern)
    return None if again is None else Spoilt(again.scene, again.injected)


@fault("wording.typo", "pages")
def typo(scene: Scene, random: Random) -> Spoilt | None:
    """A known slip of writing."""
    pairs = [word.partition("=") for word in scene.pack.vocabulary("typos")]
    if not pairs:
        return None
    wrong, _, right = random.choice(pairs)
    return _said(scene, "wording.typo", f"另对{wrong}有关事项作了梳理。", right)


@fault("score.bands", "pages")
def bands(scene: Scene, random: Random) -> Spoilt | None:
    """Bands of grades other than the Standard's."""
    listed = next((one.bands for one in scene.pack.scoring.values() if one.bands), ())
    if len(listed) < 3:
        return None
    wrong = random.choice(("较差", "差"))
    named = [(one.low, one.high, one.grade if at != 1 else wrong) for at, one in enumerate(listed)]
    said = "；".join(f"{low:f}-{min(high, 100):f}分为{grade}" for low, high, grade in named)
    return _said(scene, "score.bands", f"评价等级：{said}。", listed[1].grade)


@fault("privacy.phone", "pages")
def phone(scene: Scene, random: Random) -> Spoilt | None:
    """A mobile number, of a block that was never given out."""
    return _said(scene, "privacy.phone", f"联系人某某，手机{mobile_number(random)}。")


@fault("privacy.id-number", "pages")
def identity(scene: Scene, random: Random) -> Spoilt | None:
    """An identity number with a right check digit, of a region that does not exist."""
    return _said(scene, "privacy.id-number", f"补助对象身份证号{identity_number(random)}。")


@fault("privacy.person", "pages")
def person(scene: Scene, random: Random) -> Spoilt | None:
    """Names, of nobody in particular, in a sentence on petitions."""
    who = random.sample(_PEOPLE, 2)
    return _said(scene, "privacy.person", f"化解了{'、'.join(who)}等{random.randint(2, 9)}起信访问题。", "不写姓名")


@fault("privacy.address", "pages")
def address(scene: Scene, random: Random) -> Spoilt | None:
    """A house number in a sentence on aid."""
    where = f"青苇小区{random.randint(1, 30)}栋{random.randint(1, 4)}单元"
    return _said(scene, "privacy.address", f"慰问低保户，住{where}。", "只写到社区")
