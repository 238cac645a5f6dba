"""What a page is made of while it is being read: texts, tables and omissions, each in its container."""

from __future__ import annotations

from dataclasses import dataclass, field


class Container:
    """An element that holds blocks (div, td, nav): the one around it, and how deep it is nested."""

    __slots__ = ("depth", "parent", "tag")

    def __init__(self, tag: str, parent: Container | None) -> None:
        self.tag = tag
        self.parent = parent or self
        self.depth: int = parent.depth + 1 if parent else 0


@dataclass(slots=True)
class Text:
    """A run of text between two breaks of block; its lines are parted by line feeds."""

    text: str
    box: Container
    level: int | None = None
    linked: int = 0  # characters that lead elsewhere
    links: int = 0
    hard: bool = False  # its line breaks are meant (pre, textarea)
    own: bool = True  # False if it comes out of a table that was taken apart


@dataclass(slots=True)
class Gone:
    """What is left out on purpose, and why."""

    what: str
    text: str


@dataclass(slots=True)
class Slot:
    """A cell of a table: what it holds, and how far it says it reaches (rowspan 0: to the end of its group)."""

    flow: list[Flow]
    rowspan: int
    colspan: int
    row: int = 0
    column: int = 0

    def text(self) -> str:
        """Return what the cell itself says, without the tables in it."""
        return "\n".join(filter(None, (unit.text.strip() for unit in self.flow if isinstance(unit, Text))))

    def tables(self) -> list[Grid]:
        """Return the tables that stand in the cell."""
        return [unit for unit in self.flow if isinstance(unit, Grid)]


@dataclass(slots=True)
class Grid:
    """A table of data, laid out: its cells at their places, and what stands before it (caption, stray text)."""

    slots: list[Slot]
    rows: int
    box: Container
    before: list[Flow] = field(default_factory=list)


Flow = Text | Grid | Gone
