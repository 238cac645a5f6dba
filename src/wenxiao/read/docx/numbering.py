"""What Word prints before numbered paragraphs: counters by list and depth, in the format of each level."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from wenxiao.read.docx.names import Names
from wenxiao.read.ordinals import ordinal

_PLACEHOLDER = re.compile(r"%([1-9])")
_DEPTHS = 9


class Level(NamedTuple):
    """One depth of a list: its first number, its number format, its text with %1 … %9, when it starts again."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None  # the depth (from 1) whose step starts this one again; 0 for never
    legal: bool = False  # all numbers in Arabic figures
    linked: str | None = None  # the paragraph style that stands for this level


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None, names: Names) -> None:
        self._names = names
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._started: dict[tuple[str, int], bool] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._load(root)

    def next(self, number: str, depth: int) -> str:
        """Count one paragraph of list `number` at `depth` (from 0) and return what is printed before it."""
        number, _, style = number.partition("\0")
        abstract, levels = self._lists.get(number, ("", {}))
        if style:
            depth = next((at for at, level in levels.items() if level.linked == style), depth)
        level = levels.get(depth)
        if level is None or not 0 <= depth < _DEPTHS:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _DEPTHS)
        self._step(counts, number, depth, levels)
        if level.style == "bullet":
            return ""
        return _PLACEHOLDER.sub(lambda match: _printed(counts, levels, int(match[1]) - 1, level), level.text)

    def _step(self, counts: list[int | None], number: str, depth: int, levels: dict[int, Level]) -> None:
        """Raise the counter at `depth`, and start again those below it."""
        override = self._overrides.get(number, {}).get(depth)
        count = counts[depth]
        if override is not None and (number, depth) not in self._started:
            counts[depth] = override
        else:
            counts[depth] = levels[depth].start if count is None else count + 1
        self._started[number, depth] = True
        for below in range(depth + 1, _DEPTHS):
            restart = levels[below].restart if below in levels else None
            if restart is None or restart > depth:
                counts[below] = None

    def _load(self, root: etree._Element) -> None:
        names = self._names
        styles: dict[str, str] = {}
        linked: dict[str, str] = {}
        for node in root.iterfind(names.of("abstractNum")):
            identity = node.get(names.of("abstractNumId"), "")
            self._abstract[identity] = dict(map(self._level, node.iterfind(names.of("lvl"))))
            if (style := names.value(node, "styleLink")) is not None:
                styles[style] = identity
            if (link := names.value(node, "numStyleLink")) is not None:
                linked[identity] = link
        for node in root.iterfind(names.of("num")):
            self._add(node, styles, linked)

    def _add(self, node: etree._Element, styles: dict[str, str], linked: dict[str, str]) -> None:
        names = self._names
        number = node.get(names.of("numId"), "")
        abstract = names.value(node, "abstractNumId") or ""
        abstract = styles.get(linked.get(abstract, ""), abstract)
        levels = dict(self._abstract.get(abstract, {}))
        for override in node.iterfind(names.of("lvlOverride")):
            depth = _integer(override.get(names.of("ilvl")), 0)
            if (level := names.at(override, "lvl")) is not None:
                levels[depth] = self._level(level)[1]
            start = names.value(override, "startOverride")
            if start is not None:
                self._overrides.setdefault(number, {})[depth] = _integer(start, 1)
        self._lists[number] = (abstract, levels)

    def _level(self, node: etree._Element) -> tuple[int, Level]:
        names = self._names
        restart = names.value(node, "lvlRestart")
        return _integer(node.get(names.of("ilvl")), 0), Level(
            start=_integer(names.value(node, "start"), 0),
            style=names.value(node, "numFmt") or "decimal",
            text=names.value(node, "lvlText") or "",
            restart=None if restart is None else _integer(restart, 0),
            legal=bool(names.on(node, "isLgl")),
            linked=names.value(node, "pStyle"),
        )


def _printed(counts: list[int | None], levels: dict[int, Level], depth: int, of: Level) -> str:
    """Return the number of one depth; one that has not been counted yet stands at its start."""
    level = levels.get(depth, Level())
    count = counts[depth]
    if count is None:
        count = counts[depth] = level.start
    return str(count) if of.legal else ordinal(count, level.style)


def _integer(text: str | None, default: int) -> int:
    """Return a number of at most nine digits, else the default."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else default
