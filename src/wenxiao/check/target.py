"""target.*: the quality of goals and indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wenxiao import quantity
from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.filing import Form, Indicator
from wenxiao.finding import Evidence, Severity, part
from wenxiao.quantity import is_blank, is_meaningless, is_nothing, squeeze, trimmed
from wenxiao.score.measure import applicable, figures, met

_MEASURED_LEVELS = ("数量", "质量", "时效", "成本")
_DIGIT = re.compile(r"[\d０-９零〇一二三四五六七八九十百千万亿两]")
_TIME = re.compile(r"\d{1,4}\s*年|\d{1,2}\s*月|\d{1,2}\s*日|月底|年末|年底|季度|每[年季月周日天]")
_GOAL = re.compile(
    r"(?:^|[\n；;。])\s*(?:目标)?\s*[(（]?([一二三四五六七八九十]{1,3}|\d{1,2})[)）]?\s*(?:是|[、.．:：])"
)


def _rows(case: Case) -> Iterator[tuple[Form, Indicator]]:
    """Yield the indicators of the official indicator tables that state a target column."""
    for form in case.filing.forms:
        if form.blank or form.form in ("scored-indicators", "work-assessment"):
            continue
        for item in case.filing.indicators_of(form.id):
            if "target" in item.cells and applicable(case.pack, item):
                yield form, item


def _name(item: Indicator) -> str:
    return (item.level3 or item.level2 or item.level1 or "指标").replace("\n", "")


def _failed(item: Indicator, severity: Severity, message: str, roles: tuple[str, ...], suggestion: str) -> Failed:
    labels = {
        "level2": "二级指标",
        "level3": "三级指标",
        "target": "年度指标值",
        "actual": "实际完成值",
        "weight": "分值",
    }
    return Failed(
        severity=severity,
        message=message,
        evidence=tuple(part(item, role, labels[role]) for role in roles),
        computation=None,
        suggestion=suggestion,
    )


@check(
    "target.vague",
    "指标值不可衡量",
    Severity.WARNING,
    rule="数量、质量、时效、成本指标的指标值应有可衡量的数字、时点或标准。",
    template="{指标}：{二级指标}的指标值“{指标值}”没有可衡量的内容",
    example="完成各项工作：数量指标的指标值“年底前”没有可衡量的内容",
    why="不可衡量的目标无法评价，得分全凭主观。",
)
def vague(case: Case) -> Iterator[Outcome]:
    """Targets of the measurable second levels."""
    for form, item in _rows(case):
        if not any(word in (item.level2 or "") for word in _MEASURED_LEVELS) or is_meaningless(item.target):
            continue
        if _measurable(case, item):
            yield Passed()
            continue
        yield _failed(
            item,
            Severity.WARNING,
            f"{case.label(form)}：“{_name(item)}”属{item.level2}，指标值“{item.target}”没有可衡量的数字或标准",
            ("target", "level3"),
            "请把指标值细化为可衡量的数字、比例、时点或明确的标准。",
        )


def _measurable(case: Case, item: Indicator) -> bool:
    target = squeeze(item.target or "")
    timely = "时效" in (item.level2 or "")
    if timely:
        return bool(
            _TIME.search(target)
            or _DIGIT.search(target)
            or any(w in target for w in ("及时", "按期", "按时", "按月", "按季", "按年", "当天", "当日"))
        )
    if re.search(r"[\d０-９]", target) or quantity.parse(target) is not None:
        return True
    return any(
        word in target for word in case.pack.vocabulary("measurable") if word not in ("年末", "月底", "月末", "季度")
    )


@check(
    "target.missing",
    "指标值缺失",
    Severity.WARNING,
    rule="有分值的指标应填写指标值。",
    template="{指标}：分值 {分值}，指标值为空",
    example="培训人次：分值 5，指标值为空",
    why="没有指标值就没有评分的尺子。",
)
def missing(case: Case) -> Iterator[Outcome]:
    """Indicators with weight."""
    for form, item in _rows(case):
        if not item.weight:
            continue
        if not is_blank(item.target) and not is_meaningless(item.target):
            yield Passed()
            continue
        yield _failed(
            item,
            Severity.WARNING,
            f"{case.label(form)}：“{_name(item)}”分值 {trimmed(item.weight)}，指标值为空",
            ("target", "weight"),
            "请按批复的绩效目标补填指标值。",
        )


@check(
    "target.name-as-value",
    "指标值照抄指标名",
    Severity.WARNING,
    rule="指标值不应只是重复指标名称。",
    template="{指标}：指标值照抄了指标名称",
    example="促进经济发展：指标值也是“促进经济发展”",
    why="照抄名称等于没有目标。",
)
def name_as_value(case: Case) -> Iterator[Outcome]:
    """Targets that repeat the indicator's name."""
    for form, item in _rows(case):
        name, target = squeeze(item.level3 or ""), squeeze(item.target or "")
        if not name or not target or is_nothing(item.target):
            continue
        if name != target:
            yield Passed()
            continue
        yield _failed(
            item,
            Severity.WARNING,
            f"{case.label(form)}：“{_name(item)}”的指标值照抄了指标名称",
            ("level3", "target"),
            "请填写具体的指标值。",
        )


@check(
    "target.copied",
    "完成值照抄指标值",
    Severity.INFO,
    rule="数字指标的完成值有九成以上与指标值完全相同（不少于五项）的，提示核实。",
    template="{表}：{n}项数字指标中有 {m} 项完成值与指标值完全相同",
    example="12项数字指标中有 12 项完成值与指标值完全相同",
    why="逐项相同多为照抄，并非实际统计。",
)
def copied(case: Case) -> Iterator[Outcome]:
    """Numeric indicators of one form together."""
    for form in case.filing.forms:
        rows = [item for owner, item in _rows(case) if owner.id == form.id]
        numeric = [(item, pair) for item in rows if (pair := figures(item)) is not None]
        if len(numeric) < case.pack.threshold("copied.least"):
            continue
        plain = [(item, pair) for item, pair in numeric if not _is_whole_rate(pair[0].value, pair[0].unit)]
        same = [item for item, (target, actual) in plain if target.value == actual.value]
        enough = len(plain) >= case.pack.threshold("copied.least")
        if not enough or len(same) * 100 < len(plain) * case.pack.threshold("copied.share"):
            yield Passed()
            continue
        yield Failed(
            severity=Severity.INFO,
            message=f"{case.label(form)}：{len(plain)}项数字指标中有 {len(same)} 项完成值与指标值完全相同",
            evidence=tuple(part(item, "actual", _name(item)) for item in same),
            suggestion="请核对完成值是否为实际统计数。",
        )


def _is_whole_rate(value: object, unit: str | None) -> bool:
    """Tell whether a target is 100 % or 0 %: an actual that equals it says nothing."""
    return unit == "%" and value in (100, 0)


@check(
    "target.unit",
    "指标值与完成值量纲不符",
    Severity.ERROR,
    rule="指标值与实际完成值应是同一种量：百分比对百分比，金额对金额，数量对数量。",
    template="{指标}：指标值 {指标值} 是{量}，实际完成值 {完成值} 是{量}",
    example="支出进度：指标值 100% 是百分比，实际完成值 1080.00 不是",
    why="量纲不同无法比较，得分没有依据。",
)
def unit(case: Case) -> Iterator[Outcome]:
    """Targets and actuals that are both figures."""
    for form, item in _rows(case):
        target, actual = (quantity.parse(text) if text else None for text in (item.target, item.actual))
        if target is None or actual is None:
            continue
        clash = _clash(item, target, actual)
        if clash is None:
            yield Passed()
            continue
        yield Failed(
            severity=Severity.ERROR,
            message=f"{case.label(form)}：“{_name(item)}”指标值 {item.target} 是{clash[0]}，"
            f"实际完成值 {item.actual} 是{clash[1]}，两者不能比较",
            expected=clash[0],
            actual=clash[1],
            computation=f"{item.target} ↔ {item.actual}",
            evidence=(part(item, "target", "年度指标值"), part(item, "actual", "实际完成值")),
            suggestion=f"请把实际完成值改为与指标值同一量纲（{clash[0]}）的数。",
        )


_KINDS = {"money": "金额", "rate": "百分比", "count": "数量", "points": "分数", "measure": "计量"}


def _clash(item: Indicator, target: quantity.Quantity, actual: quantity.Quantity) -> tuple[str, str] | None:
    """Return the names of two kinds that can't be one, or None. A bare number up to 100 may be a percentage."""
    if item.unit:
        return None
    a, b = target.kind, actual.kind
    if a == b:
        return None
    if "none" in (a, b):
        rate, bare = (target, actual) if a == "rate" else (actual, target)
        if rate.kind != "rate" or abs(bare.value) <= max(Decimal(150), abs(rate.value) * 2):
            return None
        return ("百分比", "不带百分号的数") if a == "rate" else ("不带百分号的数", "百分比")
    if {a, b} == {"rate", "points"} or {a, b} <= {"count", "measure"} or "points" in (a, b):
        return None
    return _KINDS[a], _KINDS[b]


@check(
    "target.misplaced",
    "指标归类不当",
    Severity.INFO,
    rule="满意度不属于产出指标，资金支付率不属于数量指标，数量不属于效益以外的满意度指标。",
    template="{指标}：归在{二级指标}下，疑应归入{应属}",
    example="群众满意度：归在质量指标下，疑应归入满意度指标",
    why="归类不当会重复计分或漏评。",
)
def misplaced(case: Case) -> Iterator[Outcome]:
    """Indicators whose name belongs under another level."""
    for form, item in _rows(case):
        name, levels = squeeze(item.level3 or ""), f"{item.level1 or ''}{item.level2 or ''}"
        if not name or not levels:
            continue
        belongs = _belongs(name, levels)
        if belongs is None:
            yield Passed()
            continue
        yield _failed(
            item,
            Severity.INFO,
            f"{case.label(form)}：“{_name(item)}”归在{item.level2 or item.level1}下，疑应归入{belongs}",
            ("level3", "level2"),
            f"请把该指标移到{belongs}，或说明归类理由。",
        )


def _belongs(name: str, levels: str) -> str | None:
    if "满意" in name and "满意" not in levels and "产出" in levels:
        return "满意度指标"
    if re.search(r"(?:资金|预算|经费)(?:支付|执行|到位|拨付|使用)率", name) and "数量" in levels:
        return "质量指标或预算执行率"
    return None


@check(
    "target.unanswered",
    "目标无完成情况",
    Severity.WARNING,
    rule="年度总体目标逐条编号的，实际完成情况应逐条对应。",
    template="预期目标有 {n} 条，实际完成情况未对应第 {缺} 条",
    example="预期目标有 5 条，实际完成情况未对应第 4、5 条",
    why="目标没有回应，等于没有评价。",
)
def unanswered(case: Case) -> Iterator[Outcome]:
    """Numbered goals against numbered answers, or against none at all."""
    for goals in case.filing.goals:
        form = case.filing.form(goals.form)
        if form is None or form.blank or is_meaningless(goals.expected):
            continue
        label = case.label(form)
        shown = (
            Evidence(label="预期目标", text=_head(goals.expected), place=goals.place),
            Evidence(label="实际完成情况", text=_head(goals.actual), place=goals.actual_place),
        )
        if is_meaningless(goals.actual):
            yield Failed(
                severity=Severity.WARNING,
                message=f"{label}：写了预期目标，实际完成情况为空",
                evidence=shown,
                suggestion="请逐条填写实际完成情况。",
            )
            continue
        wanted, answered = _numbers(goals.expected or ""), _numbers(goals.actual or "")
        lacking = [one for one in wanted if one not in answered]
        if len(wanted) < 2 or len(answered) < 2 or not lacking:
            yield Passed()
            continue
        yield Failed(
            severity=Severity.WARNING,
            message=f"{label}：预期目标有 {len(wanted)} 条，实际完成情况只有 {len(answered)} 条，"
            f"未对应第 {'、'.join(map(str, lacking))} 条",
            expected=str(len(wanted)),
            actual=str(len(answered)),
            evidence=shown,
            suggestion="请补写未对应目标的完成情况，未完成的说明原因。",
        )


def _numbers(text: str) -> list[int]:
    """Return the numbers of an enumeration that begins at 1 and rises by one."""
    found: list[int] = []
    for match in _GOAL.finditer(text):
        raw = match.group(1)
        value = int(raw) if raw.isdecimal() else int(quantity.chinese_numeral(raw) or 0)
        if value == len(found) + 1:
            found.append(value)
    return found


def _head(text: str | None) -> str:
    bare = (text or "").replace("\n", " ")
    return bare if len(bare) <= 60 else f"{bare[:59]}…"


@check(
    "target.off-duty",
    "指标与职责不符",
    Severity.INFO,
    rule="指标名称中的词在单位的职责、工作和项目里一处也没有出现的，提示核实。",
    template="{指标}：在报告正文里找不到与它有关的职责或工作",
    example="受益老年人满意度：在报告正文里找不到与它有关的职责或工作",
    why="照搬其他单位的指标时，常留下与本单位无关的内容。",
)
def off_duty(case: Case) -> Iterator[Outcome]:
    """Indicators of the overall form against the narrative, where there is a narrative of some length."""
    body = squeeze("".join(passage.text for passage in case.passages if not passage.in_table))
    goals = squeeze("".join(f"{one.expected or ''}{one.actual or ''}" for one in case.filing.goals))
    if len(body) < 1500:
        return
    for form, item in _rows(case):
        name = re.sub(r"[^\u4e00-\u9fff]", "", item.level3 or "")
        if form.form != "overall" or len(name) < 6 or "满意" in name:
            continue
        grams = {name[at : at + 2] for at in range(len(name) - 1)} - _COMMON
        if not grams or any(gram in body or gram in goals for gram in grams):
            yield Passed()
            continue
        yield _failed(
            item,
            Severity.INFO,
            f"{case.label(form)}：“{_name(item)}”在报告正文里找不到与它有关的职责或工作",
            ("level3",),
            "请核对该指标是否属于本单位，或在正文中补充相关工作。",
        )


_COMMON = frozenset(
    [
        "完成",
        "工作",
        "情况",
        "指标",
        "满意",
        "意度",
        "服务",
        "群众",
        "对象",
        "质量",
        "数量",
        "效益",
        "社会",
        "经济",
        "持续",
        "影响",
        "开展",
        "进行",
        "实施",
        "管理",
        "建设",
        "保障",
        "提高",
        "提升",
        "促进",
        "加强",
        "发展",
        "及时",
        "完成率",
    ]
)


@check(
    "target.exceeded",
    "完成值远超指标值",
    Severity.WARNING,
    rule="完成值达到指标值 130% 及以上的应说明原因；120% 及以上提示目标偏低。",
    template="{指标}：完成值 {完成值} 是指标值 {指标值} 的 {倍数}，未说明原因",
    example="培训人次：完成值 300 是指标值 100 的 300%，未说明原因",
    why="明显偏低的目标使评价失去意义，办法要求分析原因、必要时扣分。",
)
def exceeded(case: Case) -> Iterator[Outcome]:
    """Indicators with a rising target that can be compared."""
    for form, item in _rows(case):
        comparison = met(case.pack, item)
        if comparison is None or comparison.ratio is None or comparison.sign != "<":
            continue
        percent = comparison.ratio * 100
        if percent < case.pack.threshold("exceeded.info") or not is_meaningless(item.reason):
            yield Passed()
            continue
        grave = percent >= case.pack.threshold("exceeded.warning")
        shown = f"{trimmed(percent.quantize(1))}%"
        yield Failed(
            severity=Severity.WARNING if grave and comparison.certain else Severity.INFO,
            message=f"{case.label(form)}：“{_name(item)}”完成值 {item.actual} 是指标值 {item.target} 的 {shown}，"
            "未说明原因",
            expected=item.target,
            actual=item.actual,
            computation=f"{item.actual} ÷ {item.target} = {shown}",
            evidence=(part(item, "target", "年度指标值"), part(item, "actual", "实际完成值")),
            suggestion="请说明超额完成的原因；目标明显偏低的，下年度据实调整。",
        )


@check(
    "target.direction",
    "指标方向错误",
    Severity.WARNING,
    rule="成本类指标应是不超过（≤），不应是不低于（≥）。",
    template="{指标}：成本指标的指标值写成 {指标值}",
    example="项目总成本：成本指标的指标值写成 ≥50万元",
    why="方向写反，花得越多得分越高。",
)
def direction_(case: Case) -> Iterator[Outcome]:
    """Cost indicators whose target is a floor."""
    for form, item in _rows(case):
        if "成本" not in f"{item.level1 or ''}{item.level2 or ''}":
            continue
        target = quantity.parse(item.target) if item.target else None
        sign = squeeze(item.sign or "") or (target.bound if target else None)
        saves = any(
            word in (item.level3 or "") for word in ("节约", "下降", "降低", "节省", "控制率", "节支", "完成率", "及时")
        )
        if sign not in ("≥", ">", ">=", "＞") or saves:
            yield Passed()
            continue
        yield _failed(
            item,
            Severity.WARNING,
            f"{case.label(form)}：“{_name(item)}”是成本指标，指标值却写成下限 {item.sign or ''}{item.target}",
            ("target", "level3"),
            "成本指标请用“≤”；如确为下限，请说明。",
        )
