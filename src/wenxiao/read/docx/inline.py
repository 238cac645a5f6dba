"""The text of one paragraph: runs in order, as Word shows them with all insertions accepted and deletions gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lxml import etree

from wenxiao.read.docx.fields import math
from wenxiao.read.docx.names import CHOICE, FALLBACK, KINDS, Kind
from wenxiao.read.docx.symbols import explained, has_private, symbol

if TYPE_CHECKING:
    from wenxiao.read.docx.story import Story

_SPACES = str.maketrans("\u00a0\u2002\u2003\u2007\u2009\u202f", "      ", "\u00ad\u200b\ufeff")


class Inline:
    """One paragraph being read: its pieces of text, and what hangs on it (text boxes, notes, comments).

    `owners` holds for each piece the run that it comes from, so that a place in the text can be found again.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.pieces: list[str] = []
        self.owners: list[etree._Element | None] = []
        self.boxes: list[etree._Element] = []
        self.notes: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.numbered = False  # whether the first piece is a number that Word prints
        self._run: etree._Element | None = None

    def text(self) -> str:
        """Return what the paragraph says, soft breaks as line breaks."""
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        """Add text that stands here, unless a field hides it."""
        fields = self.story.fields
        if text and (not fields.open or fields.shown()):
            self.pieces.append(text if text.isascii() else text.translate(_SPACES))
            self.owners.append(self._run)

    def take(self, node: etree._Element) -> None:
        """Take in the children of a paragraph or of what only wraps them."""
        for child in node:
            taker = _TAKERS.get(child.tag)
            if taker is not None:
                taker(self, child)

    def run(self, node: etree._Element) -> None:
        """Take in a run; hidden text is left out and told."""
        story = self.story
        if story.hides and story.is_hidden(node):
            text = "".join(part.text or "" for part in node.iter(story.names.of("t")))
            if text.strip():
                story.omit("隐藏文字", text)
            self._hidden_marks(node)
            return
        self._run = node
        self._parts(node)
        self._run = None

    def _hidden_marks(self, node: etree._Element) -> None:
        """Take in where fields begin and end, even if that is hidden: a field left open would hide what follows."""
        for child in node:
            kind = KINDS.get(child.tag)
            if kind is Kind.FIELD_MARK:
                self.story.fields.mark(child, self.story.names)
            elif kind is Kind.FIELD_CODE:
                self._field_code(child)

    def _parts(self, node: etree._Element) -> None:
        """Take in the children of a run, or of an alternative inside one."""
        for child in node:
            taker = _IN_RUN.get(child.tag)
            if taker is not None:
                taker(self, child)

    def _text(self, node: etree._Element) -> None:
        text = node.text
        if not text:
            return
        if not text.isascii() and has_private(text) and self._run is not None:
            text = explained(text, self.story.font_of(self._run))
        self.add(text)

    def _break(self, node: etree._Element) -> None:
        if node.get(self.story.names.of("type")) == "page":
            self.story.turn_page(rendered=False)
        self.add("\n")

    def _rendered_page(self, node: etree._Element) -> None:
        del node
        self.story.turn_page(rendered=True)

    def _symbol(self, node: etree._Element) -> None:
        names = self.story.names
        self.add(symbol(node.get(names.of("char"), ""), node.get(names.of("font"), "")))

    def _deleted(self, node: etree._Element) -> None:
        """Leave out what is marked as deleted or moved away, and tell it."""
        names = self.story.names
        text = "".join(part.text or "" for part in node.iter(names.of("delText"), names.of("t")))
        if text.strip():
            self.story.omit("已删除的修订", text)

    def _field_mark(self, node: etree._Element) -> None:
        self.add(self.story.fields.mark(node, self.story.names))

    def _field_code(self, node: etree._Element) -> None:
        self.story.fields.code(node.text or "")

    def _field(self, node: etree._Element) -> None:
        if self.story.fields.simple(node.get(self.story.names.of("instr"), "")):
            self.take(node)

    def _control(self, node: etree._Element) -> None:
        """Take in a content control: what was chosen or typed, never the prompt that it shows when empty."""
        content = self.story.content_of(node)
        if content is not None:
            self.take(content)

    def _shape(self, node: etree._Element) -> None:
        self.boxes.extend(self.story.boxes_in(node))

    def _alternates(self, node: etree._Element) -> None:
        """Take in exactly one of the alternatives."""
        chosen = self.story.chosen(node)
        if chosen is None:
            return
        outer = self._run
        if outer is None:
            self.take(chosen)
            return
        self._parts(chosen)

    def _note(self, node: etree._Element) -> None:
        names = self.story.names
        kind = "footnote" if node.tag == names.of("footnoteReference") else "endnote"
        self.notes.append((kind, node.get(names.of("id"), "")))

    def _comment(self, node: etree._Element) -> None:
        self.comments.append(node.get(self.story.names.of("id"), ""))

    def _ruby(self, node: etree._Element) -> None:
        """Take in the base of a phonetic guide; what stands above it is how it is read."""
        outer = self._run
        for child in node:
            if KINDS.get(child.tag) is Kind.RUBY_BASE:
                self.take(child)
        self._run = outer

    def _math(self, node: etree._Element) -> None:
        self.add(math(node))


_Taker = Callable[[Inline, etree._Element], None]
_BY_KIND: dict[Kind, _Taker] = {
    Kind.RUN: Inline.run,
    Kind.INSIDE: Inline.take,
    Kind.DELETED: Inline._deleted,
    Kind.CONTROL: Inline._control,
    Kind.FIELD: Inline._field,
    Kind.ALTERNATES: Inline._alternates,
    Kind.MATH: Inline._math,
    Kind.PARAGRAPH: Inline.take,
}
_BY_KIND_IN_RUN: dict[Kind, _Taker] = {
    Kind.TEXT: Inline._text,
    Kind.TAB: lambda inline, _: inline.add("\t"),
    Kind.RETURN: lambda inline, _: inline.add("\n"),
    Kind.HYPHEN: lambda inline, _: inline.add("-"),
    Kind.BREAK: Inline._break,
    Kind.SYMBOL: Inline._symbol,
    Kind.FIELD_MARK: Inline._field_mark,
    Kind.FIELD_CODE: Inline._field_code,
    Kind.SHAPE: Inline._shape,
    Kind.ALTERNATES: Inline._alternates,
    Kind.NOTE: Inline._note,
    Kind.COMMENT: Inline._comment,
    Kind.RUBY: Inline._ruby,
    Kind.PAGE: Inline._rendered_page,
    Kind.MATH: Inline._math,
}


# By name rather than by kind: this is looked up for every element of a document.
_TAKERS = {tag: _BY_KIND[kind] for tag, kind in KINDS.items() if kind in _BY_KIND}
_IN_RUN = {tag: _BY_KIND_IN_RUN[kind] for tag, kind in KINDS.items() if kind in _BY_KIND_IN_RUN}


def choice_of(node: etree._Element, text_names: tuple[str, ...]) -> etree._Element | None:
    """Return the alternative to read: the first choice, or the fall-back where no choice has any text."""
    choices = [child for child in node if child.tag == CHOICE]
    fallback = next((child for child in node if child.tag == FALLBACK), None)
    for choice in choices:
        if next(choice.iter(*text_names), None) is not None:
            return choice
    if fallback is not None and next(fallback.iter(*text_names), None) is not None:
        return fallback
    return choices[0] if choices else fallback
