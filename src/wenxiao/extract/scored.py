"""A report that scores itself indicator by indicator: （三）在职人员控制率（3分）… 故本次计3分."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from wenxiao.document import Block, Document, Paragraph
from wenxiao.extract.equations import unlatexed
from wenxiao.extract.labels import squeeze
from wenxiao.extract.outline import parse_heading
from wenxiao.extract.rules import read_mark, read_rate, read_rule
from wenxiao.filing import Form, Indicator
from wenxiao.rule import External

_HEAD = re.compile(r"^(.*?)[(（]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]\s*[:：。]?$")
_AWARD = re.compile(r"(?:计|得|评|给)(?:满?分)?[:：]?(?:为)?\s*(\d+(?:\.\d+)?)\s*分")
_FULL = re.compile(r"(?:计|得)满分|满分[(（]即[:：]?\s*(\d+(?:\.\d+)?)\s*分")
_EQUALS = re.compile(r"=\s*(\d+(?:\.\d+)?)\s*(?:\\text\{)?分")
_CONCLUDES = re.compile(r"故|因此|综上|所以|该项|本项|本次|最终|自评")
_LEAST = 5
_LONGEST_SENTENCE = 500
FORM = "scored-indicators"


def read_scored(document: Document) -> tuple[Form, list[Indicator]] | None:
    """Return the form and its indicators, or None if the report does not score itself in headings."""
    heads = [
        (at, head)
        for at, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and (head := _head(block.text)) is not None
    ]
    if len(heads) < _LEAST:
        return None
    indicators: list[Indicator] = []
    for index, (at, (name, weight, style)) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else _stop(document, at, style)
        indicators.append(_indicator(document, at, stop, name, weight))
    place = document.blocks[heads[0][0]].place
    form = Form(id=FORM, form=FORM, title=None, year=None, blank=False, blocks=("scored",), place=place)
    return form, indicators


def _head(text: str) -> tuple[str, Decimal, str] | None:
    line = text.split("\n", maxsplit=1)[0].strip()
    parsed = parse_heading(line)
    if parsed is None:
        return None
    match = _HEAD.match(parsed[3])
    return (match.group(1).strip(), Decimal(match.group(2)), parsed[0]) if match and match.group(1) else None


def _stop(document: Document, start: int, style: str) -> int:
    """Return where the last indicator ends: at the next heading of a higher level."""
    order = ["第一部分", "一、", "（一）", "1、", "（1）"]
    for at in range(start + 1, len(document.blocks)):
        block = document.blocks[at]
        parsed = parse_heading(block.text) if isinstance(block, Paragraph) else None
        if parsed is not None and order.index(parsed[0]) < order.index(style):
            return at
    return len(document.blocks)


def _indicator(document: Document, start: int, stop: int, name: str, weight: Decimal) -> Indicator:
    head = document.blocks[start]
    body = document.blocks[start:stop]
    award = _award(body, weight)
    said = "\n".join(block.text for block in body if isinstance(block, Paragraph))
    said = unlatexed(said)[0]
    printed = read_rule(said, weight)
    path = f"报告 › {name}"
    place = msgspec.structs.replace(head.place, path=path)
    cells = {"level3": place, "weight": place}
    if award is not None:
        at, text, start_, end = award[1]
        cells["score"] = msgspec.structs.replace(
            document.blocks[start + at].place, start=start_, end=end, path=f"{path} › 得分"
        )
        del text
    return Indicator(
        form=FORM,
        level1=None,
        level2=None,
        level3=name,
        target=None,
        actual=None,
        weight=weight,
        score=award[0] if award else None,
        weight_text=f"{weight}",
        score_text=f"{award[0]}" if award else None,
        printed=printed,
        stated=read_mark(said) if isinstance(printed, External) else read_rate(said),
        last=stop,
        place=place,
        cells=cells,
    )


_Found = tuple[int, str, int, int]


def _award(body: tuple[Block, ...], weight: Decimal) -> tuple[Decimal, _Found] | None:
    """Return the points awarded: the last 计N分 of a concluding sentence, else the last at all."""
    concluding: tuple[Decimal, _Found] | None = None
    last: tuple[Decimal, _Found] | None = None
    for at, block in enumerate(body):
        if not isinstance(block, Paragraph) or (at == 0 and "\n" not in block.text):
            continue
        for match, points in _awards(block.text, weight):
            before = block.text[max(0, match.start() - _LONGEST_SENTENCE) : match.start()]
            sentence = re.split(r"[。；;\n]", before)[-1] + match.group()
            found = (points, (at, match.group(), match.start(), match.end()))
            last = found
            if _CONCLUDES.search(squeeze(sentence)) and points <= weight * 2:
                concluding = found
    return concluding or last


def _awards(text: str, weight: Decimal) -> list[tuple[re.Match[str], Decimal]]:
    found = [(match, Decimal(match.group(1))) for match in _AWARD.finditer(text)]
    for match in _FULL.finditer(text):
        if not any(other.start() <= match.start() < other.end() for other, _ in found):
            found.append((match, Decimal(match.group(1)) if match.group(1) else weight))
    if not found:
        found = [(match, Decimal(match.group(1))) for match in _EQUALS.finditer(text)]
    return sorted(found, key=lambda item: item[0].start())
