"""One story of a document (its body, a header, a note): what its paragraphs share while it is walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from wenxiao.read.assembly import Assembly
from wenxiao.read.docx.fields import Fields, is_entry
from wenxiao.read.docx.inline import Inline, choice_of
from wenxiao.read.docx.names import KINDS, Kind, Names
from wenxiao.read.docx.numbering import Numbering
from wenxiao.read.docx.styles import PLAIN, Own, Properties, Styles

_GALLERY = "Table of Contents"
_MOST_LINES = 2_000  # of a table of contents; one with more was never closed


class Shared(NamedTuple):
    """What all stories of a document share."""

    names: Names
    styles: Styles
    numbering: Numbering
    hides: bool  # whether anything in it is hidden text
    paged: bool  # whether Word has written where it last broke the pages
    keeps_contents: bool = False


class Story:
    """What the paragraphs of one story have in common: styles, lists, open fields, the page."""

    def __init__(self, shared: Shared, assembly: Assembly, fields: Fields) -> None:
        self.names, self.styles, self.numbering = shared.names, shared.styles, shared.numbering
        self.hides, self.paged, self.keeps_contents = shared.hides, shared.paged, shared.keeps_contents
        self.assembly, self.fields = assembly, fields
        self.page = 1
        self.contents = 0  # paragraphs of a table of contents that were left out
        self._listed = 0  # paragraphs inside an open table of contents
        self._hushed = False  # whether the style of the paragraph being read hides its text
        self._properties = Properties(shared.names)
        self._tags = {name: self.names.of(name) for name in ("pPr", "rPr", "pStyle", "rStyle", "t", "txbxContent")}

    def inline(self, paragraph: etree._Element) -> tuple[Inline, Own]:
        """Read one paragraph; return its text with what hangs on it, and its properties, its style among them."""
        inline = Inline(self)
        own = self._own(paragraph)
        style = self.styles.of(self.styles.default if own.style is None else own.style)
        if own.level is None and style.level is not None:
            own = own._replace(level=style.level)
        if style.contents and not self.keeps_contents and is_entry(self._said(paragraph)):
            self.contents += 1
            return inline, own
        number = style.number if own.number is None else own.number
        if number is not None and number[0] != "0" and not own.runs_on:
            # One whose end is deleted goes on as the next paragraph, which alone is counted.
            inline.add(self.numbering.next(*number))
        inline.numbered = bool(inline.pieces)
        self._hushed = bool(style.hidden)
        contents = bool(self.fields.open) and self.fields.reads_contents()
        inline.take(paragraph)
        if contents or (self.fields.open and self.fields.reads_contents()):
            self._watch_contents(paragraph, inline.text())
        if inline.numbered and len(inline.pieces) > 1 and _runs_together(*inline.pieces[:2]):
            inline.pieces[0] += " "
        if self.fields.open:
            self.fields.end_paragraph()
        return inline, own

    def _watch_contents(self, paragraph: etree._Element, shown: str) -> None:
        """Note a paragraph inside a table of contents that is no line of one: people type on before its end."""
        self._listed += 1
        if self._listed > _MOST_LINES or not is_entry(self._said(paragraph).removesuffix(shown)):
            self.fields.swallows = True

    def _said(self, node: etree._Element) -> str:
        return "".join(part.text or "" for part in node.iter(self._tags["t"]))

    def _own(self, paragraph: etree._Element) -> Own:
        """Return what a paragraph's own properties say; they come first in it."""
        properties = paragraph[0] if len(paragraph) else None
        if properties is None or properties.tag != self._tags["pPr"]:
            return PLAIN
        return self._properties.read(properties)

    def is_hidden(self, run: etree._Element) -> bool:
        """Tell whether a run is hidden text, by itself, by its style or by that of its paragraph."""
        properties = run[0] if len(run) else None
        if properties is None or properties.tag != self._tags["rPr"]:
            return self._hushed
        own = self.names.on(properties, "vanish")
        if own is not None:
            return own
        by_style = self.styles.of(self.names.value(properties, "rStyle")).hidden
        return self._hushed if by_style is None else by_style

    def font_of(self, run: etree._Element) -> str:
        """Return the font that a run names for its signs, "" if none."""
        fonts = self.names.at(run, "rPr/rFonts")
        if fonts is None:
            return ""
        return fonts.get(self.names.of("ascii")) or fonts.get(self.names.of("hAnsi")) or ""

    def content_of(self, control: etree._Element) -> etree._Element | None:
        """Return the content of a control, None for a prompt or a table of contents, which are told."""
        names = self.names
        properties = names.at(control, "sdtPr")
        content = names.at(control, "sdtContent")
        if properties is None or content is None:
            return content
        if names.on(properties, "showingPlcHdr"):
            text = self._said(content)
            if text.strip():
                self.omit("未填写的提示文字", text)
            return None
        gallery = names.value(properties, "docPartObj/docPartGallery")
        if gallery == _GALLERY and not self.keeps_contents and self._lists_contents(content):
            self.contents += 1
            return None
        return content

    def _lists_contents(self, content: etree._Element) -> bool:
        """Tell whether a control for a table of contents holds nothing else."""
        lines = content.iter(self.names.of("p"))
        return next(content.iter(self.names.of("tbl")), None) is None and all(
            is_entry(self._said(one)) for one in lines
        )

    def chosen(self, alternates: etree._Element) -> etree._Element | None:
        """Return the one alternative that is read."""
        return choice_of(alternates, (self._tags["t"], self._tags["txbxContent"]))

    def boxes_in(self, node: etree._Element) -> Iterator[etree._Element]:
        """Yield the text boxes below a drawing, each once, boxes inside boxes left to their own."""
        for child in node:
            if child.tag == self._tags["txbxContent"]:
                yield child
            elif KINDS.get(child.tag) is Kind.ALTERNATES:
                chosen = self.chosen(child)
                if chosen is not None:
                    yield from self.boxes_in(chosen)
            elif isinstance(child.tag, str) and len(child):
                yield from self.boxes_in(child)

    def omit(self, what: str, text: str) -> None:
        """Note what is left out at this place."""
        self.assembly.omit(what, text)

    def turn_page(self, *, rendered: bool) -> None:
        """Count a page: by the breaks that Word wrote where it last laid pages out, else by hard ones."""
        if rendered == self.paged:
            self.page += 1


def _runs_together(number: str, text: str) -> bool:
    """Tell whether a printed number and the text behind it would read as one figure: 1. and 2024年."""
    return number[-1:] in "0123456789." and text[:1].isdigit()
