"""Lists of names beside the number said to be in them: 下设办公室、财务股等 6 个股室."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wenxiao import quantity
from wenxiao.document import Paragraph
from wenxiao.extract.labels import squeeze
from wenxiao.filing import Statement, Term

_SAID = re.compile(
    r"(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:个|家|所|支|大)([\u4e00-\u9fff（）()]{2,14}?)\s*[:：]\s*([^。；;\n]+)"
)
_AFTER = re.compile(
    r"((?:[\u4e00-\u9fff（）()]{2,24}、)+[\u4e00-\u9fff（）()]{2,24}?)\s*(\d{1,3})\s*(?:个|家|所)([\u4e00-\u9fff]{2,8})"
)
_RUN = re.compile(r"[\u4e00-\u9fff（）()、]{5,}")
_NUMBERED = re.compile(r"\s*\d{1,3}\s*(?:个|家|所)[\u4e00-\u9fff]{2,8}")
_LONGEST_LIST = 2000
_OPENERS = re.compile(r"^.*?(?:下设|下辖|分别为|分别是|包括|设有|设立|设置|内设|管辖|辖|设|有|为)")


def read_lists(block: Paragraph, index: int) -> Iterator[Statement]:
    """Yield lists of names beside the number said to be in them; 等 suspends the count."""
    for match in _SAID.finditer(block.text):
        before = block.text[max(0, match.start() - 40) : match.start()]
        if re.search(r"(?:个|家|所)[\u4e00-\u9fff]{1,10}[、和及]\s*$", before):
            continue  # 3个乡镇、2个街道：… lists both
        yield from _list(block, index, match, (match.group(1), match.group(2), match.group(3)))
    for match in _named_before(block.text):
        names = _OPENERS.sub("", match.group(1)) if not re.search(r"等\s*$", match.group(1)) else "等"
        yield from _list(block, index, match, (match.group(2), match.group(3), names))


def _named_before(text: str) -> Iterator[re.Match[str]]:
    """Yield lists of names that a number follows. Only what stands before such a number is searched for a list."""
    done = 0
    for run in _RUN.finditer(text):
        number = _NUMBERED.match(text, run.end())
        if number is None:
            continue
        match = _AFTER.search(text, max(run.start(), done, run.end() - _LONGEST_LIST), number.end())
        if match is not None:
            done = match.end()
            yield match


def _list(block: Paragraph, index: int, match: re.Match[str], said: tuple[str, str, str]) -> Iterator[Statement]:
    number, what, listed = said
    value = quantity.parse(number) or quantity.parse(f"{number}个")
    count = value.value if value is not None else quantity.chinese_numeral(number)
    head = re.split(r"[，,](?=[^、]*(?:下设|下辖|辖|现有|共有|另))", listed)[0]
    names = [name for name in re.split(r"[、，,]|和(?=[\u4e00-\u9fff]{2,}$)", squeeze(head)) if name]
    if count is None or "等" in head[-4:] or len(names) < 2 or any(re.search(r"\d", name) for name in names):
        return
    if max(map(len, names)) > 24:
        return
    place = msgspec.structs.replace(
        block.place,
        block=index,
        line=block.line_at(match.start()),
        start=match.start(),
        end=match.end(),
        path=f"正文 › {what}",
    )
    result = Term(label=what, value=count, unit="个", exact=True, text=number, place=place)
    yield Statement(kind="list", text=match.group(), place=place, result=result, names=tuple(names))
