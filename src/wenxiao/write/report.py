"""The report by the Standard's outline: what the data can say as sentences, what a person must say as a marked gap.

A part that the filing itself has already keeps its own words; nothing that a person wrote is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenxiao.document import Paragraph, Table
from wenxiao.extract.labels import key
from wenxiao.extract.outline import parse_heading
from wenxiao.filing import Filing, Indicator, Section
from wenxiao.standards import Outline, Pack
from wenxiao.standards.layout import PLACEHOLDERS, Report, ReportPart, Sentence
from wenxiao.write.figures import Figures
from wenxiao.write.sheet import Line, Prose
from wenxiao.write.stated import Stated
from wenxiao.write.words import Words, plain

_BRACED = re.compile(r"\{([^{}]+)\}")
_NUMERALS = "零一二三四五六七八九十"
_LEFT_OUT = "原材料此处有一张表，请自原文件复制"
_FREE = "本部分内容，没有的写“无”"


def write_report(filing: Filing, pack: Pack, report: Report) -> Prose:
    """Return a report of the pack, filled from the filing."""
    return _Writer(filing, pack, report).prose()


class _Writer:
    """Writes one report, part by part."""

    def __init__(self, filing: Filing, pack: Pack, report: Report) -> None:
        self.filing, self.pack, self.report = filing, pack, report
        self.figures = Figures(filing, pack, report)
        self.words = Words(Stated(filing, pack, report.id, filing.form(report.id)))

    def prose(self) -> Prose:
        """Return the report: titled as the filing's own is, if it has one."""
        form = self.filing.form(self.report.id)
        title = form.title if form is not None and form.title else self.words.filled(self.report.title)
        closing = tuple(map(self.words.filled, self.report.closing))
        return Prose(self.report.id, title.replace("\n", ""), tuple(self._lines()), closing)

    def _lines(self) -> Iterator[Line]:
        """Yield the report: under the headings of its outline, or as its parts come."""
        outline = self._outline()
        spec = {part.title: part for part in self.report.parts}
        parts = self.report.parts
        if outline is not None:
            parts = tuple(spec.get(one.title) or ReportPart(title=one.title, ask=(_FREE,)) for one in outline.parts)
        number = 0
        for part in parts:
            number += bool(part.title)
            if part.title:
                yield Line("heading1", f"{_numeral(number)}、{part.title}")
            own = self._own(part.title, outline)
            yield from self._kept(own) if own is not None else self._part(part)

    def _part(self, part: ReportPart) -> Iterator[Line]:
        said = "".join(text for one in part.say if not one.each for text in self._sentence(one))
        if said:
            yield Line("text", said)
        for one in part.say:
            if one.each:
                yield from (Line("text", text) for text in self._sentence(one))
        yield from (Line("gap", f"【请填写：{asked}】") for asked in part.ask)
        for number, inner in enumerate(part.parts, 1):
            yield Line("heading2", f"（{_numeral(number)}）{inner.title}")
            yield from self._part(inner)

    # --- sentences ---------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> Iterator[str]:
        """Yield a sentence for what it speaks of; nothing if a figure is not stated."""
        if not self._applies(sentence):
            return
        if sentence.each is None:
            text = self._filled(sentence.text, {})
            if text is not None:
                yield text
            return
        for item in self.filing.indicators_of(sentence.form or "overall"):
            if _deducted(item) and (text := self._filled(sentence.text, _parts(item))) is not None:
                yield text

    def _applies(self, sentence: Sentence) -> bool:
        above = self.figures.value(sentence.positive) if sentence.positive else None
        nothing = self.figures.value(sentence.zero) if sentence.zero else None
        if sentence.positive and (above is None or above <= 0):
            return False
        return not sentence.zero or nothing == 0

    def _filled(self, text: str, parts: dict[str, str]) -> str | None:
        """Return a sentence with its names replaced, None if one of them has no value."""
        found: dict[str, str] = {}
        for name in _BRACED.findall(text):
            said = self._named(name, parts)
            if not said:
                return None
            found[name] = said
        return _BRACED.sub(lambda match: found[match[1]], text)

    def _named(self, name: str, parts: dict[str, str]) -> str | None:
        if name in parts:
            return parts[name]
        if name in self.report.figures:
            return self.figures.said(name)
        return self.words.filled(f"{{{name}}}") if name in PLACEHOLDERS else None

    # --- what the filing says itself ---------------------------------------------------------------

    def _outline(self) -> Outline | None:
        """Return the outline that the filing's own parts fit best, else the one that the report names."""
        if self.report.outline is None:
            return None
        named = self.pack.outlines[self.report.outline]
        titles = {key(one.title) for one in self.filing.sections}
        return max(
            [named, *(one for one in self.pack.outlines.values() if one is not named)],
            key=lambda one: sum(bool(titles & _names(one, part.title)) for part in one.parts),
        )

    def _own(self, title: str, outline: Outline | None) -> Section | None:
        """Return the filing's own part of this title, if it says anything."""
        names = _names(outline, title) if outline is not None else {key(title)}
        found = (one for one in self.filing.sections if key(one.title) in names and not one.empty)
        return next(found, None) if self.filing.documents and self.report.id == "report" else None

    def _kept(self, section: Section) -> Iterator[Line]:
        """Yield the words of the filing's own part."""
        written = [form for form in self.filing.forms if form.form in self.pack.layouts]
        tables = {index for form in written for index in form.tables}
        blocks = self.filing.documents[0].blocks
        for index in range(section.first, min(section.last, len(blocks))):
            block = blocks[index]
            if isinstance(block, Table):
                if index not in tables:
                    yield Line("gap", f"【{_LEFT_OUT}】")
            elif block.text.strip():
                yield _kept_line(block)


def _kept_line(block: Paragraph) -> Line:
    head = parse_heading(block.text)
    short = head is not None and head[0] == "（一）" and len(block.text) <= 40 and "\n" not in block.text
    return Line("heading2" if short else "text", block.text.strip())


def _names(outline: Outline | None, title: str) -> set[str]:
    part = next((one for one in outline.parts if one.title == title), None) if outline is not None else None
    return {key(word) for word in (title, *(part.synonyms if part is not None else ()))}


def _deducted(item: Indicator) -> bool:
    return item.weight is not None and item.score is not None and item.score < item.weight


def _parts(item: Indicator) -> dict[str, str]:
    said = {"level1": item.level1, "level2": item.level2, "level3": item.level3 or item.level2}
    said |= {"target": item.target, "actual": item.actual, "reason": (item.reason or "").rstrip("。；;")}
    figures = {"weight": plain(item.weight), "score": plain(item.score)}
    return {name: (text or "").replace("\n", "") for name, text in {**said, **figures}.items()}


def _numeral(number: int) -> str:
    """Return 一, 十一, 二十 for a number below 100."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return f"{lead}{_NUMERALS[ones] if ones else ''}"
