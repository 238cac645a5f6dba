"""One reader at one case."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, Stated
from conformance.judge import Fault, judge
from conformance.readers import OURS, Reader, ours
from wenxiao.document import Document, Paragraph
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import read

CRASHED = "出错"
DOCUMENT = "文档"
LEVEL = "级别"
FACT = "数据"
PEERS = "peers"
"""The key of a deviation that is a note on all peers."""


class Trial(NamedTuple):
    """What was wrong with a reading, and the written reason if that is a known deviation."""

    faults: list[Fault]
    excused: str | None = None

    @property
    def kinds(self) -> str:
        """Name the kinds of faults, each once with its count."""
        counts: dict[str, int] = {}
        for fault in self.faults:
            counts[fault.kind] = counts.get(fault.kind, 0) + 1
        return " ".join(kind if count == 1 else f"{kind}×{count}" for kind, count in counts.items())


def attempt(reader: Reader, case: Case) -> Trial:
    """Let a reader read the file of a case and judge what it makes of it; a reader that raises has failed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            faults = judge(case, reader.formats[case.path.suffix](case.path))
            if reader is OURS:
                faults.extend(more(case))
    except Exception as error:
        faults = [Fault(CRASHED, None, f"{type(error).__name__}：{error}".split("\n")[0])]
    return Trial(faults, case.deviations.get(reader.name) or (None if reader is OURS else case.deviations.get(PEERS)))


def more(case: Case) -> list[Fault]:
    """Judge what only our own reader owes: the whole Document, the levels of headings, the facts of a form."""
    document = read(case.path)
    faults = [*_levels(case, document)]
    if case.document is None:
        faults.append(Fault(DOCUMENT, None, "还没有写下期望的 Document，请用 --update 生成并审阅"))
    elif (message := ours.difference(case.document, ours.summary(document))) is not None:
        faults.append(Fault(DOCUMENT, None, message))
    if case.facts or case.indicators:
        faults.extend(_filed(case, extract(document)))
    return faults


def _filed(case: Case, filing: Filing) -> Iterator[Fault]:
    for fact in case.facts:
        if not _stated(fact, filing):
            yield Fault(FACT, None, f"{fact.label or fact.concept} 应为 {fact.value}{fact.unit or ''}，自评材料里没有")
    found = [(one.level3, one.target, one.actual, str(one.weight), str(one.score)) for one in filing.indicators]
    if case.indicators and list(case.indicators) != found:
        yield Fault(FACT, None, f"指标应为 {list(case.indicators)}，读成 {found}")


def _levels(case: Case, document: Document) -> list[Fault]:
    found = {block.text: block.level for block in document.blocks if isinstance(block, Paragraph) and block.level}
    wanted = {
        next((text for text in found if text.endswith(words)), words): level for words, level in case.levels.items()
    }
    if case.levels and found != wanted:
        return [Fault(LEVEL, None, f"标题级别应为 {wanted}，读成 {found}")]
    return []


def _stated(fact: Stated, filing: Filing) -> bool:
    return any(
        fact.value == (one.text if one.value is None else str(one.value))
        and fact.label in (None, one.label)
        and fact.concept in (None, one.concept)
        and fact.unit in (None, one.unit)
        for one in filing.facts
    )
