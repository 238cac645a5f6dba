"""The report's chapters as plain texts, one a heading, and the report made of them again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wenxiao.write import Line, Prose

_SECOND = re.compile(r"（[一二三四五六七八九十]+）.{1,38}")
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")


class Chapter(NamedTuple):
    """A chapter: its heading as printed, the name of its field, its text, and how many gaps are still marked in it."""

    heading: str
    key: str
    text: str

    @property
    def gaps(self) -> int:
        """Return how many gaps a person has still to fill in."""
        return self.text.count("【请填写")

    @property
    def lines(self) -> int:
        """Return how many lines the editor shows."""
        return max(5, min(24, sum(len(line) // 48 + 1 for line in self.text.split("\n"))))


def chapters(page: Prose) -> list[Chapter]:
    """Return the chapters of a report; what stands before its first heading is one without a heading."""
    found: list[tuple[str, list[str]]] = []
    for line in page.lines:
        if line.kind == "heading1":
            found.append((line.text, []))
        else:
            if not found:
                found.append(("", []))
            found[-1][1].append(line.text)
    return [Chapter(head, f"report|{name_of(head)}", "\n".join(texts)) for head, texts in found]


def name_of(heading: str) -> str:
    """Return a heading without its number: what its chapter is known by."""
    return _NUMBER.sub("", heading)


def retold(page: Prose, texts: Mapping[str, str]) -> Prose:
    """Return a report with other texts in some chapters."""
    lines: list[Line] = []
    for chapter in chapters(page):
        if chapter.heading:
            lines.append(Line("heading1", chapter.heading))
        lines.extend(_lines(texts.get(name_of(chapter.heading), chapter.text)))
    return page._replace(lines=tuple(lines))


def _lines(text: str) -> Iterator[Line]:
    for line in text.split("\n"):
        said = line.strip()
        if said:
            gap, second = said.startswith("【请填写"), _SECOND.fullmatch(said) is not None
            yield Line("gap" if gap else "heading2" if second else "text", said)
