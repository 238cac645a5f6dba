"""Texts in the making: characters gathered up to the next break of block, with number, level and links."""

from __future__ import annotations

from wenxiao.errors import ReadError
from wenxiao.read.html.counters import Counter
from wenxiao.read.html.flow import Container, Flow, Text
from wenxiao.read.html.letters import BREAK, preformatted, squeezed

MAX_UNITS = 120_000
"""The most paragraphs and cells of one page."""
_BULLETED = frozenset("•·●◆■◇□○")


class Gatherer:
    """Where the page stands: the flow and container that texts go to, and what the next one begins with."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.flow: list[Flow] = []
        self.box = Container("")
        self.level: int | None = None
        self.pre = self.departures = 0
        self._buffer: list[str] = []
        self._mark = ""
        self._late: Counter | None = None
        self._away = self._linked = self._links = self._units = 0

    def write(self, text: str) -> None:
        """Add characters to the text that is being gathered."""
        self._buffer.append(preformatted(text) if self.pre else text)
        if self._away:
            self._linked += len(text.strip())

    def turn(self) -> None:
        """Break the line."""
        self._buffer.append(BREAK)

    def flush(self) -> None:
        """End the text that was being gathered."""
        if not self._buffer:
            return
        text = squeezed("".join(self._buffer))
        self._buffer = []
        linked, links, self._linked, self._links = self._linked, self._links, 0, 0
        if text:
            self._add(text, linked, links)

    def put(self, unit: Flow) -> None:
        """Add a unit where the page stands; raise ReadError beyond the cap."""
        self._units += 1
        if self._units > MAX_UNITS:
            raise ReadError(f"“{self.name}”里的段落和格合起来超过 {MAX_UNITS} 个，请拆分后再试。")
        self.flow.append(unit)

    def number(self, mark: str, counter: Counter | None = None) -> None:
        """Set what is printed before the next text; `counter` numbers it later."""
        self._mark, self._late = mark, counter

    def drop_number(self) -> None:
        """Forget a number that no text has followed."""
        self._mark, self._late = "", None

    def print_number(self) -> None:
        """Add the number that waits as a text of its own: a table follows."""
        if self._mark.strip("• "):
            self._add("", 0, 0)
        self.drop_number()

    def close_up(self) -> None:
        """Drop the blanks behind what was gathered: they only set a number off from its text."""
        self._buffer = [squeezed("".join(self._buffer))]

    def leave(self) -> None:
        """Begin a link that leads away."""
        self._away += 1
        self._links += 1
        self.departures += 1

    def come_back(self) -> None:
        """End it."""
        self._away -= 1

    def _add(self, text: str, linked: int, links: int) -> None:
        if self._mark and not (self._mark == "• " and text[:1] in _BULLETED):
            text = self._mark + text
        unit = Text(text, self.box, self.level, linked, links, self.pre > 0)
        if self._late is not None:
            self._late.gather(unit)
        self._mark, self._late = "", None
        self.put(unit)
