"""The numbers that a browser prints before the items of a list: 1., b., iv., 三、, •."""

from __future__ import annotations

import re

from wenxiao.read.html.flow import Text
from wenxiao.read.ordinals import counted, roman

_STYLED = re.compile(r"list-style(?:-type)?\s{0,4}:\s{0,4}([a-z-]{1,40})", re.IGNORECASE)
_STYLES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
    "decimal-leading-zero": "01",
    "cjk-ideographic": "一",
    "cjk-decimal": "一",
    "simp-chinese-informal": "一",
    "trad-chinese-informal": "一",
    "none": "",
}
_TYPES = ("1", "a", "A", "i", "I")
_LARGEST = 9_999


class Counter:
    """One list: how it numbers, and the number that comes next.

    A reversed list that names no start begins at the number of its items, which is known only at its end:
    its `late` gathers the items till then.
    """

    __slots__ = ("_items", "_next", "_step", "_style", "late")

    def __init__(self, *, ordered: bool, attributes: dict[str, str]) -> None:
        style = attributes.get("type", "")
        self._style = styled(attributes, style if style in _TYPES else "1" if ordered else "•")
        self._step = -1 if "reversed" in attributes else 1
        self._next = whole(attributes.get("start"), 1)
        self._items = 0
        self.late: list[tuple[Text, int]] | None = [] if self._step < 0 and "start" not in attributes else None

    def mark(self, attributes: dict[str, str]) -> str:
        """Return what is printed before the next item, "" if that is not known yet."""
        self._items += 1
        if "value" in attributes:
            self._next = whole(attributes["value"], self._next)
        number = self._next
        self._next += self._step
        if self.late is not None:
            return ""
        kind = attributes.get("type", "") if attributes else ""
        style = kind if kind in _TYPES else self._style
        return printed(number, styled(attributes, style) if attributes else style)

    def gather(self, text: Text) -> None:
        """Keep an item that is numbered when the list ends."""
        if self.late is not None:
            self.late.append((text, self._items))

    def close(self) -> None:
        """Number the items that waited for the end of the list."""
        for text, ordinal in self.late or ():
            text.text = printed(self._items + 1 - ordinal, self._style) + text.text
        self.late = None


def styled(attributes: dict[str, str], default: str) -> str:
    """Return the style of numbers that the style of an element asks for, or `default`."""
    match = _STYLED.search(attributes.get("style", ""))
    return _STYLES.get(match[1].lower(), default) if match else default


def printed(number: int, style: str) -> str:
    """Return a number as a list of that style prints it."""
    if style == "•" or not style:
        return "• " if style else ""
    if style == "01":
        return f"{number:02}."
    if not 1 <= number <= _LARGEST or style == "1":
        return f"{number}."
    if style == "一":
        return f"{counted(number)}、"
    text = _letters(number) if style in "aA" else roman(number)
    return f"{text.upper() if style in 'AI' else text.lower()}."


def whole(text: str | None, default: int) -> int:
    """Return the whole number that an attribute begins with, or `default`."""
    match = re.match(r"\s{0,8}(-?\d{1,6})", text or "")
    return int(match[1]) if match else default


def _letters(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text
