"""XML from strangers, read as a stream: nothing of a part is kept but what its listener takes.

For the large parts of workbooks. Elements are counted from the bytes beforehand, as for trees, but against a
budget of the whole file: a stream costs time, not memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar
from xml.parsers import expat

from wenxiao.errors import ReadError
from wenxiao.read.xml import MEND, as_utf8, refuse_declarations, without_illegal

MAX_STREAMED = 1_000_000
"""The most elements that are streamed of one file; a table of 20 000 × 9 has 400 thousand."""


class Listener(Protocol):
    """What is told of a part as it goes by.

    Elements of the root's vocabulary come by their local names; those of others have a colon in theirs.
    """

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Take in the beginning of an element."""

    def end(self, tag: str, /) -> None:
        """Take in the end of an element."""

    def text(self, text: str, /) -> None:
        """Take in a run of characters."""


_Heard = TypeVar("_Heard", bound=Listener)


class Budget:
    """How many elements of a file may still be streamed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._left = MAX_STREAMED

    def spend(self, data: bytes, part: str) -> None:
        """Count the elements of a part; raise ReadError if the file has more than the cap."""
        self._left -= data.count(b"<") - data.count(b"</")
        if self._left < 0:
            raise ReadError(
                f"“{self.name}”读到部件“{part}”时超过 {MAX_STREAMED} 个元素的上限（常见原因是整列整行设了格式），"
                "请删去多余的行、列和工作表，或拆分后再试。"
            )


def stream(data: bytes, part: str, budget: Budget, listener: Callable[[], _Heard]) -> _Heard:
    """Tell a fresh listener all of a part and return it; raise ReadError if the part is refused.

    A part that holds characters which XML forbids is told without them, to another listener.
    """
    data = as_utf8(data, part, budget.name)
    refuse_declarations(data, part, budget.name)
    budget.spend(data, part)
    try:
        return _told(data, listener())
    except expat.ExpatError:
        data = without_illegal(data)
    try:
        return _told(data, listener())
    except expat.ExpatError as error:
        raise ReadError(f"“{budget.name}”里的部件“{part}”第 {error.lineno} 行不合 XML 规则，{MEND}。") from error


def _told(data: bytes, listener: _Heard) -> _Heard:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def root(tag: str, attributes: dict[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        if prefix:
            parser.StartElementHandler, parser.EndElementHandler = _unprefixed(f"{prefix}:", listener)
        else:
            parser.StartElementHandler, parser.EndElementHandler = listener.start, listener.end
        parser.CharacterDataHandler = listener.text
        listener.start(name, attributes)

    parser.StartElementHandler = root
    parser.Parse(data, True)
    return listener


def _unprefixed(prefix: str, listener: Listener) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
    """Return handlers for a part whose own elements have a prefix: <x:row> is told as row, <row> as :row."""

    def local(tag: str) -> str:
        return tag.removeprefix(prefix) if tag.startswith(prefix) else f":{tag}"

    return lambda tag, attributes: listener.start(local(tag), attributes), lambda tag: listener.end(local(tag))
