"""wording.typo, stale.copy: slips of writing that a machine sees at once."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from wenxiao.check.case import Case, Passage
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.finding import Correction, Evidence, Severity

_LONG = 60
_STEP = 20


@check(
    "wording.typo",
    "错别字",
    Severity.INFO,
    rule="本行业常见的错别字（口径的词表）。",
    template="“{错字}”应为“{正字}”",
    example="“建立建全”应为“建立健全”",
    why="错别字会被网站监测通报。",
)
def typo(case: Case) -> Iterator[Outcome]:
    """Every paragraph and cell against the list of the Standard."""
    listed = [word.partition("=") for word in case.pack.vocabulary("typos")]
    pairs = [(wrong, right) for wrong, sign, right in listed if sign and wrong in case.text]
    failed = False
    for passage in case.passages if pairs else ():
        for wrong, right in pairs:
            at = passage.text.find(wrong)
            if at < 0:
                continue
            failed = True
            place = msgspec.structs.replace(passage.place, start=at, end=at + len(wrong))
            yield Failed(
                severity=Severity.INFO,
                message=f"“{wrong}”应为“{right}”",
                expected=right,
                actual=wrong,
                evidence=(Evidence(label="错别字", text=wrong, place=place),),
                suggestion=f"“{wrong}”改为“{right}”。",
                corrections=(Correction(place=place, old=wrong, new=right),),
            )
    if not failed:
        yield Passed()


@check(
    "stale.copy",
    "重复段落",
    Severity.INFO,
    rule="同一份材料里不应有两处相同的长句（60字以上）。",
    template="正文有 {n} 处长句与别处相同，最长的 {m} 字：“{开头}…”",
    example="正文有 2 处长句与别处相同，最长的 132 字：“统筹推进…”",
    why="重复段落多是复制拼凑的痕迹。",
)
def copy(case: Case) -> Iterator[Outcome]:
    """Runs of sixty characters or more that stand twice in the text."""
    texts = [(passage, passage.bare) for passage in case.passages if len(passage.text) >= _LONG]
    if not texts:
        return
    pairs = sorted(_pairs(texts), key=lambda pair: -pair[2])
    if not pairs:
        yield Passed()
        return
    longest = pairs[0]
    head = texts[longest[1][0]][1][longest[1][1] :][:20]
    yield Failed(
        severity=Severity.INFO,
        message=f"正文有 {len(pairs)} 处长句与别处相同（60字以上），最长的 {longest[2]} 字：“{head}…”",
        actual=str(len(pairs)),
        evidence=tuple(
            Evidence(label=label, text=texts[index][1][at : at + 40], place=texts[index][0].place)
            for first, second, _ in sorted(pairs, key=lambda pair: pair[1])[:40]
            for label, (index, at) in (("前一处", first), ("后一处", second))
        ),
        suggestion="请删去重复的一处，或改写为该处应说的内容。",
    )


_Spot = tuple[int, int]


def _pairs(texts: list[tuple[Passage, str]]) -> Iterator[tuple[_Spot, _Spot, int]]:
    """Yield each repeated run once: where it stands first, where again, and its length. Linear in the text."""
    seen: dict[str, _Spot] = {}
    for index, (_, text) in enumerate(texts):
        at = 0
        while at + _LONG <= len(text):
            window = text[at : at + _LONG]
            first = seen.get(window)
            if first is None or (first[0] == index and at - first[1] < _LONG):
                if at % _STEP == 0:
                    seen.setdefault(window, (index, at))
                at += 1
                continue
            length = _common(texts[first[0]][1], first[1], text, at)
            yield first, (index, at), length
            at += length


def _common(one: str, at: int, other: str, start: int) -> int:
    length = 0
    while at + length < len(one) and start + length < len(other) and one[at + length] == other[start + length]:
        length += 1
    return length
