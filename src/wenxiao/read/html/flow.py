"""What a page is made of while it is being read: texts, tables and omissions, each in its container.

None of them is ever part of a cycle, so the garbage collector need not follow them: a page has many thousands.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class Container(Struct, gc=False, eq=False):
    """An element that holds blocks (div, td, nav): the one around it, and how deep it is nested."""

    tag: str
    parent: Container | None = None
    depth: int = 0

    def inside(self, tag: str) -> Container:
        """Return a new container in this one."""
        return Container(tag, self, self.depth + 1)

    def chain(self) -> Iterator[Container]:
        """Yield this container and those around it, outwards."""
        box: Container | None = self
        while box is not None:
            yield box
            box = box.parent


class Text(Struct, gc=False, eq=False):
    """A run of text between two breaks of block; its lines are parted by line feeds."""

    text: str
    box: Container
    level: int | None = None
    linked: int = 0  # characters that lead elsewhere
    links: int = 0
    hard: bool = False  # its line breaks are meant (pre, textarea)
    own: bool = True  # False if it comes out of a table that was taken apart


class Gone(Struct, gc=False, eq=False):
    """What is left out on purpose, and why."""

    what: str
    text: str


class Slot(Struct, gc=False, eq=False):
    """A cell of a table: what it holds, and how far it says it reaches (rowspan 0: to the end of its group)."""

    flow: list[Flow]
    rowspan: int
    colspan: int
    row: int = 0
    column: int = 0

    def text(self) -> str:
        """Return what the cell itself says, without the tables in it."""
        if len(self.flow) == 1 and isinstance(self.flow[0], Text):
            return self.flow[0].text
        return "\n".join(filter(None, (unit.text.strip() for unit in self.flow if isinstance(unit, Text))))

    def tables(self) -> list[Grid]:
        """Return the tables that stand in the cell."""
        return [unit for unit in self.flow if isinstance(unit, Grid)]


class Grid(Struct, gc=False, eq=False):
    """A table of data, laid out: its cells at their places, and what stands before it (caption, stray text)."""

    slots: list[Slot]
    rows: int
    box: Container
    before: list[Flow]


Flow = Text | Grid | Gone
