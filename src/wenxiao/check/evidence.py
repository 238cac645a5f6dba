"""evidence.*: claims that ask for a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.filing import Indicator
from wenxiao.finding import Evidence, Severity, part
from wenxiao.quantity import is_meaningless, squeeze

_SAMPLE = re.compile(r"\d[\d,]*\s*(?:余|多)?\s*(?:份|人次|人|户|名|家|张|个样本|次)")


@check(
    "evidence.satisfaction",
    "满意度无调查依据",
    Severity.WARNING,
    rule="填报了满意度的，材料中应写明调查的方式和样本（问卷份数、访谈人数等）。",
    template="{指标}：满意度 {数值}，材料中没有样本、方法或时间",
    example="服务对象满意度 98%，材料中没有样本、方法或时间",
    why="没有调查依据的满意度，复核时难以认可。",
)
def satisfaction(case: Case) -> Iterator[Outcome]:
    """Satisfaction indicators with an actual, against every sentence that speaks of a survey."""
    words = case.pack.vocabulary("satisfaction")
    rated = [
        item
        for item in case.filing.indicators
        if (form := case.filing.form(item.form)) is not None
        and not form.blank
        and _speaks(item, words)
        and (re.search(r"\d", item.actual or "") if "actual" in item.cells else item.score is not None)
        and not is_meaningless(item.actual if "actual" in item.cells else "有")
    ]
    if not rated:
        return
    if _surveyed(case):
        yield Passed()
        return
    shown = [_shown(item) for item in rated]
    said = "、".join(f"“{_name(item)}”{squeeze(item.actual or '')}" for item in rated)
    yield Failed(
        severity=Severity.WARNING,
        message=f"{said}，材料中没有写明调查的样本、方法或时间",
        evidence=tuple(shown),
        suggestion="请补充问卷份数、访谈人数、调查时间等依据，并附佐证材料。",
    )


def _speaks(item: Indicator, words: tuple[str, ...]) -> bool:
    said = "".join(filter(None, (item.level1, item.level2, item.level3)))
    return any(word in said for word in words) and "不适用" not in (item.level3 or "")


def _name(item: Indicator) -> str:
    for text in (item.level3, item.level2, item.level1):
        if text and "满意" in text:
            return squeeze(text)
    return "满意度"


def _shown(item: Indicator) -> Evidence:
    role = "actual" if "actual" in item.cells else "score" if "score" in item.cells else "level3"
    return part(item, role, _name(item))


def _surveyed(case: Case) -> bool:
    """Tell whether any sentence names a way of asking people together with a number of them."""
    words = case.pack.vocabulary("survey")
    surveys = re.compile("|".join(map(re.escape, words)) or r"(?!)")
    for passage in case.passages:
        if not surveys.search(passage.bare):
            continue
        for sentence in re.split(r"[。；;\n]", passage.text):
            bare = squeeze(sentence)
            if (
                any(word in bare for word in words)
                and _SAMPLE.search(bare)
                and re.search(r"满意|调查|问卷|测评|访谈", bare)
            ):
                return True
    return False
