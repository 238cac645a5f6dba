"""The cells of one worksheet as they print, taken from its part as it streams by.

Kept are the printed texts by row and column, what is hidden, the merged ranges, and what was left out on purpose.
"""

from __future__ import annotations

from typing import NamedTuple

from wenxiao.errors import ReadError
from wenxiao.read.xlsx.dates import serial_of
from wenxiao.read.xlsx.positions import MAX_COLUMN, MAX_ROW, letters, position
from wenxiao.read.xlsx.printer import Printer, decimal
from wenxiao.read.xlsx.strings import MAX_TEXT, cleaned
from wenxiao.read.xlsx.styles import Look, Styles

MAX_CELLS = 250_000
"""The most cells of a workbook that print something, its rows counted in; and the most positions of a table."""
MAX_MERGES = 100_000
_MAX_VEILED = 20_000
_MAX_COLS = 16_384
_MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_YES = ("1", "true", "on")


class Veiled(NamedTuple):
    """A value that is stored but not printed, and why."""

    what: str
    row: int
    column: int
    text: str


class Caps:
    """The cells and characters that a workbook prints, held against caps: a text may be referred to again and again."""

    TEXT = 20_000_000

    def __init__(self, name: str) -> None:
        self._name = name
        self._characters = self.TEXT
        self._cells = MAX_CELLS

    def spend(self, characters: int, cells: int = 0) -> None:
        """Take away so many characters and cells; raise ReadError when nothing is left."""
        self._characters -= characters
        self._cells -= cells
        if self._characters < 0:
            raise ReadError(
                f"“{self._name}”里的文字展开后超过 {self.TEXT // 10_000} 万字，不像正常的文件，没有读；请拆分后再试。"
            )
        if self._cells < 0:
            raise ReadError(f"“{self._name}”里有内容的行和格超过 {MAX_CELLS} 个的上限，请拆分后再试。")


class Sources(NamedTuple):
    """What the cells of a workbook refer to."""

    strings: list[str]
    styles: Styles
    caps: Caps
    name: str
    since_1904: bool


class Cells:
    """Listens to a worksheet part."""

    def __init__(self, sources: Sources, *, judges_white: bool) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[str] = []
        self.blanks: dict[int, int] = {}
        self.framed: set[int] = set()
        self.margins: dict[str, str] = {}
        self.veiled: list[Veiled] = []
        self.unsolved = self.unread = self.zeros = 0
        self.first_unsolved = self.first_unread = ""
        self.titled_first = self.odd_and_even = False
        self._sources = sources
        self._judges_white = judges_white
        self._looks: dict[str, Look] = {}
        self._columns: dict[str, int] = {}
        self._shows_zeros = True
        self._row = 0
        self._row_text = "0"
        self._cells: dict[int, str] = {}
        self._column = 0
        self._cols = self._characters = 0
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._taking = self._formula = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Begin a cell, its value, a row, or one of the few others that matter."""
        if tag == "c":
            self._cell = attributes
            self._value = None
            self._formula = False
        elif tag == "v":
            self._value = ""
            self._taking = True
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "f":
            self._formula = True
        elif tag == "t":
            self._value = self._value or ""
            self._taking = not self._phonetic
        else:
            self._other(tag, attributes)

    def end(self, tag: str, /) -> None:
        """Close a value, a cell or a row."""
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):
            self._taking = False
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._phonetic = False
        elif tag in _MARGINS:
            self._taking = False
            self.margins[tag] = cleaned(self._value or "")

    def text(self, text: str, /) -> None:
        """Take in a piece of a value."""
        if self._taking and self._value is not None and len(self._value) < MAX_TEXT:
            self._value += text

    def _other(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "mergeCell":
            self.merges.append(attributes.get("ref", ""))
            if len(self.merges) > MAX_MERGES:
                raise ReadError(
                    f"“{self._sources.name}”有一张工作表的合并区超过 {MAX_MERGES} 处，没有读；请取消多余的合并后再试。"
                )
        elif tag == "col":
            self._col(attributes)
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "sheetView":
            self._shows_zeros = attributes.get("showZeros", "1") in _YES
        elif tag == "headerFooter":
            self.titled_first = attributes.get("differentFirst") in _YES
            self.odd_and_even = attributes.get("differentOddEven") in _YES
        elif tag in _MARGINS:
            self._value = ""
            self._taking = True

    def _col(self, attributes: dict[str, str]) -> None:
        """Take in which columns are hidden, or have no width."""
        self._cols += 1
        if self._cols > _MAX_COLS or not (attributes.get("hidden") in _YES or attributes.get("width") == "0"):
            return
        first, last = _small(attributes.get("min", "")), _small(attributes.get("max", ""))
        if first and last and len(self.hidden_columns) < MAX_COLUMN:
            self.hidden_columns.update(range(first, min(last, MAX_COLUMN) + 1))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        self._row = _small(stated) or self._row + 1
        self._row_text = str(self._row)
        self._column = 0
        if attributes.get("hidden") in _YES or attributes.get("ht") == "0":
            self.hidden_rows.add(self._row)
        self._cells = self.rows.get(self._row, {})

    def _end_row(self) -> None:
        if self._cells:
            self.rows[self._row] = self._cells
            self._account(len(self._cells) + 1)
        self._cells = {}

    def _end_cell(self) -> None:
        """Print the cell that ends, and keep what it prints at its place."""
        cell, value = self._cell, self._value
        style = cell.get("s", "0")
        look = self._looks.get(style)
        if look is None:
            look = self._looks[style] = self._sources.styles.look(style)
        row, reference = self._row, cell.get("r", "")
        column = self._columns.get(reference.removesuffix(self._row_text), 0)
        if not column or reference in self._columns:
            row, column = self._place(cell.get("r"))
        self._column = column
        if not 1 <= row <= MAX_ROW or not 1 <= column <= MAX_COLUMN:
            if value:
                self._misread(cell.get("r", ""))
            return
        kind = cell.get("t")
        if value is None or (not value and kind != "str"):
            self._blank(row, column, look)
            return
        if kind is None or kind == "n":
            text = self._number(value, look.printer, row, column)
        else:
            text = self._typed(value, kind, look.printer, row, column)
        if text and row == self._row and not look.white:
            self._characters += len(text)
            self._cells[column] = text
            if look.framed:
                self.framed.add(row)
        else:
            self._keep(text, row, column, look)

    def _place(self, reference: str | None) -> tuple[int, int]:
        """Return where the cell stands: as it says, or behind the one before it."""
        if reference is None:
            return self._row, self._column + 1
        head = reference.removesuffix(self._row_text)
        column = self._columns.get(head)
        if column is not None and len(head) < len(reference):
            return self._row, column
        found = position(reference)
        if found is None:
            if not reference[:1].isalpha():
                return self._row, self._column + 1
            return 0, 0
        if head == letters(found[1]) and found[0] == self._row:
            self._columns[head] = found[1]
        return found

    def _keep(self, text: str, row: int, column: int, look: Look) -> None:
        """Keep a cell that is not as most are: it prints nothing, is white, or stands in another row than its own."""
        if not text:
            self._blank(row, column, look, solved=True)
        elif look.white and self._judges_white:
            self._veil("白色文字", row, column, text)
        else:
            self._characters += len(text)
            cells = self._cells if row == self._row else self.rows.setdefault(row, {})
            cells[column] = text
            self._account(2)
            if look.framed:
                self.framed.add(row)

    def _account(self, cells: int) -> None:
        """Hold what has been kept since the last row against the caps."""
        self._sources.caps.spend(self._characters, cells)
        self._characters = 0

    def _blank(self, row: int, column: int, look: Look, *, solved: bool = False) -> None:
        if self._formula and not solved:
            self.unsolved += 1
            self.first_unsolved = self.first_unsolved or f"{letters(column)}{row}"
        if look.framed:
            self.blanks[row] = self.blanks.get(row, 0) + 1

    def _typed(self, value: str, kind: str, printer: Printer, row: int, column: int) -> str:
        """Return what a value prints that is stored as something other than a number."""
        if kind == "s":
            number = int(value) if value.isdecimal() and len(value) < 9 else -1
            if 0 <= number < len(self._sources.strings):
                return self._words(self._sources.strings[number], printer, row, column)
            self._misread(f"{letters(column)}{row}")
            return ""
        if kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        if kind == "d":
            serial = serial_of(value, since_1904=self._sources.since_1904)
            if serial is not None:
                return self._number(str(serial), printer, row, column)
        if kind in ("d", "e"):
            return cleaned(value)
        return self._words(cleaned(value[:MAX_TEXT]), printer, row, column)

    def _number(self, stored: str, printer: Printer, row: int, column: int) -> str:
        printed = printer.number(stored)
        if printed is None:
            self._misread(f"{letters(column)}{row}")
            return cleaned(stored[:MAX_TEXT])
        if printed and self._shows_zeros:
            return printed
        if decimal(stored):
            if printed:
                return printed
            self._veil("隐藏的数值", row, column, stored[:MAX_TEXT].strip())
        else:
            self.zeros += 1
        return ""

    def _words(self, text: str, printer: Printer, row: int, column: int) -> str:
        if printer.plain_words or not text:
            return text
        printed = printer.words(text)
        if not printed:
            self._veil("隐藏的文字", row, column, text)
        return printed

    def _veil(self, what: str, row: int, column: int, text: str) -> None:
        if len(self.veiled) < _MAX_VEILED:
            self.veiled.append(Veiled(what, row, column, text))
        self._sources.caps.spend(len(text), 1)

    def _misread(self, reference: str) -> None:
        self.unread += 1
        self.first_unread = self.first_unread or cleaned(reference[:20])


def _small(text: str) -> int:
    """Return a count that is written in an attribute, 0 if it is none or absurdly large."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0
