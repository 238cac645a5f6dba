"""The pages of a sample: its forms as they are laid out, and a report whose gaps a person has filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from msgspec.structs import replace

from wenxiao.filing import Filing
from wenxiao.sample.phrases import answers, surveyed
from wenxiao.standards import Pack
from wenxiao.write.pages import pages_of
from wenxiao.write.sheet import Line, Page, Prose

_ASKED = re.compile(r"【请填写：(.*)】")
_NO_DATE = re.compile(r"年[　 ]+月[　 ]+日")
_OTHERWISE = "详见附表。"


def pages(filing: Filing, pack: Pack, random: Random) -> list[Page]:
    """Return every form that a filing has, and its report with no gap left."""
    told = any("问卷" in (one.actual or "") or "受访" in (one.actual or "") for one in filing.indicators)
    said = answers(random, filing, fund=_has_fund(filing), told=told)
    date = f"年{random.randint(2, 6)}月{random.randint(1, 28)}日"
    return [_filled(page, said, date) if isinstance(page, Prose) else page for page in pages_of(filing, pack)]


def surveyed_in_form(filing: Filing, random: Random) -> Filing:
    """Return a filing that tells in a form how the satisfaction was asked for, as one without a report has to."""
    at = next((at for at, one in enumerate(filing.indicators) if "满意" in f"{one.level1}{one.level3}"), None)
    if at is None:
        return filing
    items = list(filing.indicators)
    note = surveyed(random, filing.year or 0).rstrip("。")
    items[at] = replace(items[at], actual=f"{items[at].actual}（{note}）")
    return replace(filing, indicators=tuple(items))


def _has_fund(filing: Filing) -> bool:
    name = "source.government-fund"
    return any((one.value or 0) > 0 for one in filing.facts if name in (one.concept, one.heading))


def _filled(page: Prose, said: Sequence[tuple[tuple[str, ...], str]], date: str) -> Prose:
    """Return a report without gaps; what fills a gap joins the sentence before it."""
    lines: list[Line] = []
    for line in page.lines:
        asked = _ASKED.fullmatch(line.text)
        if line.kind != "gap" or asked is None:
            lines.append(line)
            continue
        text = next((text for words, text in said if any(word in asked[1] for word in words)), _OTHERWISE)
        if text and lines and lines[-1].kind == "text" and lines[-1].text.endswith("。"):
            lines[-1] = Line("text", f"{lines[-1].text}{text}")
        elif text:
            lines.append(Line("text", text))
    return page._replace(lines=tuple(lines), closing=tuple(_NO_DATE.sub(date, one) for one in page.closing))
