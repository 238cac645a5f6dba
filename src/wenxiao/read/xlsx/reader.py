"""An Excel file (.xlsx, .xlsm, .xltx) becomes a Document: sheet by sheet, as it prints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from wenxiao.document import Document, Paragraph, Place
from wenxiao.errors import ReadError
from wenxiao.read.assembly import Assembly
from wenxiao.read.xlsx.cells import MAX_CELLS, Cells, Veiled
from wenxiao.read.xlsx.extras import boxes, comments, margins
from wenxiao.read.xlsx.grid import Grid, shown
from wenxiao.read.xlsx.layout import Line, parted
from wenxiao.read.xlsx.positions import letters
from wenxiao.read.xlsx.tables import TableGrid
from wenxiao.read.xlsx.workbook import SheetPart, Workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_BLOCKS = 20_000
"""The most lines and tables; a sheet that holds a whole report has some hundreds."""
_MAX_MARGINS = 200


def read_xlsx(data: bytes, name: str) -> Document:
    """Read `data`, an Excel file; raise ReadError with a Chinese sentence if that cannot be done."""
    return _Reading(data, name).document()


class _Reading:
    """One workbook on its way to a Document."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.book = Workbook(data, name)
        self.assembly = Assembly(name)
        self.margins: dict[str, Paragraph] = {}
        self.told: list[str] = []
        self.unsolved = self.unread = 0
        self.first_unsolved = self.first_unread = ""

    def document(self) -> Document:
        """Read all sheets in order."""
        sheets: list[SheetPart] = []
        for sheet in self.book.sheets():
            sheets.append(sheet)
            self._sheet(sheet)
        if not self.assembly.blocks:
            raise ReadError(self._nothing())
        return Document(
            file=self.name,
            sha256=self.sha256,
            media_type=MEDIA_TYPE,
            blocks=tuple(self.assembly.blocks),
            margins=tuple(self.margins.values()),
            metadata=self.book.package.metadata(),
            omitted=tuple(self.assembly.omitted),
            notes=(*self.told, *self._unsolved(), *self.book.notes(sheets)),
        )

    def _sheet(self, sheet: SheetPart) -> None:
        cells = self.book.cells(sheet)
        if sheet.hidden:
            self._hidden_sheet(sheet, cells)
            return
        grid = shown(cells)
        self._lay_out(sheet, grid)
        for veiled in (*cells.veiled, *grid.veiled):
            self._omit(sheet, veiled)
        self._tell(sheet, cells)
        self._boxes(sheet)
        self._comments(sheet)
        for what, text in margins(cells):
            if len(self.margins) < _MAX_MARGINS:
                place = Place(sheet=sheet.name, path=f"{sheet.path}{what}")
                self.margins.setdefault(text, Paragraph(text=text, place=place))

    def _lay_out(self, sheet: SheetPart, grid: Grid) -> None:
        for part in parted(grid.rows):
            self._hold()
            if isinstance(part, Line):
                self._paragraph(sheet, part.text, part.reference)
                continue
            table = TableGrid(part.rows, grid)
            if table.height * table.width > MAX_CELLS:
                first = grid.vertical.number(part.rows[0].number)
                raise ReadError(
                    f"“{self.name}”的{sheet.path}第 {first} 行起是一张 {table.height} 行、"
                    f"{table.width} 列的表，超过 {MAX_CELLS} 格的上限，请删去无关的内容或拆分后再试。"
                )
            self.assembly.table(list(table.cells()), rows=table.height, path=sheet.path, sheet=sheet.name)

    def _hold(self) -> None:
        """Raise ReadError if there are more lines and tables than any workbook of forms has."""
        if len(self.assembly.blocks) >= MAX_BLOCKS:
            raise ReadError(f"“{self.name}”读出 {MAX_BLOCKS} 个以上的段落和表格，超过上限，请拆分后再试。")

    def _paragraph(self, sheet: SheetPart, text: str, reference: str | None = None) -> None:
        path = f"{sheet.path} {reference}" if reference else f"{sheet.path}的文本框"
        block = len(self.assembly.blocks)
        self.assembly.paragraph(text, place=Place(block=block, sheet=sheet.name, reference=reference, path=path))

    def _hidden_sheet(self, sheet: SheetPart, cells: Cells) -> None:
        """Leave a hidden sheet out, and tell its text."""
        lines = ("   ".join(text for _, text in sorted(cells.rows[row].items())) for row in sorted(cells.rows))
        text = "\n".join(lines)
        if text:
            self.assembly.omit("隐藏的工作表", text, Place(sheet=sheet.name, path=sheet.path))
        self.told.append(
            f"{sheet.path}是隐藏的，没有读入表格{'；其中的文字列在略去的内容里' if text else '（空表）'}。"
        )

    def _omit(self, sheet: SheetPart, veiled: Veiled) -> None:
        row, column = str(veiled.row or ""), letters(veiled.column) if veiled.column else ""
        reference = f"{column}{row}" if row and column else f"{row or column}:{row or column}"
        where = reference if row and column else f"第{row}行" if row else f"{column}列"
        if veiled.text:
            place = Place(sheet=sheet.name, reference=reference, path=f"{sheet.path} {where}")
            self.assembly.omit(veiled.what, veiled.text, place)

    def _tell(self, sheet: SheetPart, cells: Cells) -> None:
        """Note what of the sheet is hidden, and what of its cells could not be printed."""
        rows = sum(row in cells.hidden_rows for row in cells.rows)
        columns = len({column for texts in cells.rows.values() for column in texts} & cells.hidden_columns)
        hidden = [f"{count} {what}" for count, what in ((rows, "行"), (columns, "列")) if count]
        if hidden:
            self.told.append(
                f"{sheet.path}有 {'、'.join(hidden)}有内容但隐藏，没有读入表格；其中的文字列在略去的内容里。"
            )
        if cells.zeros:
            self.told.append(f"{sheet.path}有 {cells.zeros} 格的 0 按设置不显示，按空白读入。")
        if cells.unsolved:
            self.unsolved += cells.unsolved
            self.first_unsolved = self.first_unsolved or f"{sheet.path} {cells.first_unsolved}"
        if cells.unread:
            self.unread += cells.unread
            self.first_unread = self.first_unread or f"{sheet.path} {cells.first_unread}"

    def _boxes(self, sheet: SheetPart) -> None:
        for root in self.book.parts(sheet, "drawing"):
            for box in boxes(root):
                if box.hidden:
                    place = Place(sheet=sheet.name, path=f"{sheet.path}的文本框")
                    self.assembly.omit("隐藏的文本框", "\n".join(box.lines), place)
                    continue
                for line in box.lines:
                    self._hold()
                    self._paragraph(sheet, line)

    def _comments(self, sheet: SheetPart) -> None:
        """Leave comments out; a threaded one stands in the file twice, and is told once."""
        threads = [one for root in self.book.parts(sheet, "threadedComment") for one in comments(root)]
        threaded = {one.reference for one in threads}
        notes = [one for root in self.book.parts(sheet, "comments") for one in comments(root)]
        for one in (*threads, *(note for note in notes if note.reference not in threaded)):
            reference = one.reference[:20]
            place = Place(sheet=sheet.name, reference=reference or None, path=f"{sheet.path} {reference}".strip())
            self.assembly.omit("批注", one.text, place)

    def _unsolved(self) -> Iterator[str]:
        if self.unsolved:
            yield (
                f"有 {self.unsolved} 个公式没有存下结果（第一个在{self.first_unsolved}），按空白读入；"
                "请用 Excel 或 WPS 打开文件、保存一次，再核验。"
            )
        if self.unread:
            yield (
                f"有 {self.unread} 格的内容或位置不合规范（第一格在{self.first_unread}），没有读或照原样读入；"
                "请用 Excel 或 WPS 打开后另存，再核验。"
            )

    def _nothing(self) -> str:
        pictures = self.book.pictures()
        if pictures:
            return f"“{self.name}”里只有 {pictures} 张图片，没有文字（可能是扫描件），请先做文字识别（OCR）再试。"
        hidden = sorted({one.what for one in self.assembly.omitted} - {"批注"})
        if hidden:
            return (
                f"“{self.name}”没有显示出来的内容，只有{'、'.join(hidden)}，请在 Excel 或 WPS 里取消隐藏，保存后再试。"
            )
        return f"“{self.name}”里只有空白，没有可读的内容，请检查是否选对了文件。"
