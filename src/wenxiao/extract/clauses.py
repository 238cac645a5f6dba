"""Prose cut into figures with the words that lead up to them: what a figure is called, and in which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenxiao import quantity
from wenxiao.extract.labels import squeeze
from wenxiao.quantity import Quantity

_STOPS = "。；;\n！？!?"
_MARKS = re.compile(f"[（()）{_STOPS}]")
_NESTING = re.compile("[（()）。\n]")
_BREAKS = "，,、：:；;（(）)【】[]"
_LEADS = re.compile(
    r"^(?:其中|主要(?:是|为|用于|包括)?|包括|分别(?:是|为)|以及|并|且|还|即|如下|如|含|和|及|与|另|另有|一是|二是|三是|本年度?核实的?|核实的?|我?街道|我局|我院|我校|本单位|我单位|单位|本年度?|当年|全年|年末|本|共有|有|现有|实际|按|经)+"
)
_TAILS = re.compile(
    r"(?:共计|合计|总计|累计|达到|达|共|计|约|近|为|是|(?<!实)有|的|系|实现|完成|安排|核定|人民币|高达|仅|只有|超|突破|[:：“”\"《》])+$"
)
_INNER = re.compile(r"[(（][^()（）]{1,4}[)）]")
_YEARS = re.compile(r"(?:(?:19|20)\d{2}年(?:度|底|末|初)?|截至|截止|\d{1,2}月(?:\d{1,2}日|底|末)?)")


@dataclass(frozen=True)
class Mention:
    """One figure of a paragraph. `lead` is the text between the figure before it (or the sentence's start) and it.

    `name` is the nearest label in the lead, `depth` how many brackets are open around the figure.
    `sentence` is the offset at which its sentence begins.
    """

    figure: Quantity
    lead: str
    name: str
    depth: int
    sentence: int
    stop: int


def mentions(text: str) -> list[Mention]:
    """Return every figure of a paragraph in order, with what leads up to it. Linear in the text."""
    found = quantity.find(text)
    if not found:
        return []
    starts = _sentences(text)
    mentioned: list[Mention] = []
    previous, at = 0, 0
    for one, depth in zip(found, _depths(text, [one.start for one in found]), strict=True):
        while at + 1 < len(starts) and starts[at + 1] <= one.start:
            at += 1
        begin = max(previous, starts[at])
        lead = text[begin : one.start]
        stop = starts[at + 1] if at + 1 < len(starts) else len(text)
        mentioned.append(Mention(one, lead, name_of(lead), depth, starts[at], stop))
        previous = one.end
    return mentioned


def _sentences(text: str) -> list[int]:
    """Return the offsets at which sentences begin; a stop inside brackets does not end one."""
    starts, depth = [0], 0
    for mark in _MARKS.finditer(text):
        char = mark.group()
        depth += (char in "（(") - (char in "）)")
        if char in _STOPS and (depth <= 0 or char in "。\n"):
            starts.append(mark.end())
            depth = 0
    return starts


def _depths(text: str, offsets: list[int]) -> Iterator[int]:
    """Yield how many brackets are open at each of the offsets, which rise; 。 and the end of a line close all."""
    marks = _NESTING.finditer(text)
    mark, depth = next(marks, None), 0
    for offset in offsets:
        while mark is not None and mark.start() <= offset:
            char = mark.group()
            depth = 0 if char in "。\n" else max(0, depth + (1 if char in "（(" else -1))
            mark = next(marks, None)
        yield depth


def name_of(lead: str) -> str:
    """Return the label that stands right before a figure: 其中：主要工资福利支出共计 → 工资福利支出."""
    bare = _INNER.sub("", squeeze(lead))
    cut = max((bare.rfind(char) for char in _BREAKS), default=-1)
    last = bare[cut + 1 :]
    if not _TAILS.sub("", last) and cut > 0:
        before = bare[:cut]
        last = before[max((before.rfind(char) for char in _BREAKS), default=-1) + 1 :]
    return clean_name(last)


def clean_name(text: str) -> str:
    """Return a label without years, leading connectives and the verbs before its figure."""
    bare = _YEARS.sub("", text.strip('“”"《》 '))
    for _ in range(3):
        trimmed = _TAILS.sub("", _LEADS.sub("", bare.strip('“”"')))
        if trimmed == bare:
            break
        bare = trimmed
    return bare.strip('“”"')


def year_in(text: str) -> int | None:
    """Return the last year that a stretch of text names, or None."""
    found = re.findall(r"((?:19|20)\d{2})\s*年", squeeze(text))
    return int(found[-1]) if found else None
