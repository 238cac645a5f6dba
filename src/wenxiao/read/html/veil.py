"""What is not shown is passed over up to its end; what it says is kept only if somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable

from wenxiao.read.html.tags import BLOCKS, SILENT


class Veil:
    """Counts how deep the page is inside an element that is not shown; 0 outside."""

    __slots__ = ("_mute", "_parts", "_tell", "depth")

    def __init__(self) -> None:
        self.depth = 0
        self._mute = 0
        self._parts: list[str] = []
        self._tell: Callable[[str], None] | None = None

    def lower(self, tell: Callable[[str], None] | None) -> None:
        """Begin an element that is not shown; `tell` gets what it says when it ends."""
        self.depth, self._mute, self._parts, self._tell = 1, 0, [], tell

    def start(self, tag: str) -> None:
        """Go one element deeper."""
        self.depth += 1
        if tag in SILENT and not self._mute:
            self._mute = self.depth
        if tag in BLOCKS or tag == "br":
            self._parts.append(" ")

    def data(self, text: str) -> None:
        """Keep what it says, without scripts and the like."""
        if self._tell is not None and not self._mute:
            self._parts.append(text)

    def end(self) -> None:
        """Come back one element."""
        if self._mute == self.depth:
            self._mute = 0
        self.depth -= 1
        if not self.depth and self._tell is not None:
            self._tell("".join(self._parts))
