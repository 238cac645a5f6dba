"""The one pass over a page: the parser's events become texts and tables in their containers.

It never recurs: what the end of an element undoes stands on a stack, so that depth costs nothing else.
"""

from __future__ import annotations

from wenxiao.errors import ReadError
from wenxiao.read.assembly import MAX_CELLS
from wenxiao.read.html.counters import Counter
from wenxiao.read.html.elements import STARTS, Undo
from wenxiao.read.html.flow import Gone
from wenxiao.read.html.gather import Gatherer
from wenxiao.read.html.letters import squeezed
from wenxiao.read.html.metadata import Said
from wenxiao.read.html.spans import Budget
from wenxiao.read.html.styles import Shown, shown
from wenxiao.read.html.tables import Draft
from wenxiao.read.html.tags import BLOCKS, SILENT
from wenxiao.read.html.veil import Veil

MAX_DEPTH = 600
"""How deep elements may be nested; the parser slows down with the square of it."""

MAX_TABLES = 10_000
"""The most tables of a page; one laid out with tables throughout has some hundreds."""


class Page(Gatherer):
    """Takes the parser's events (start, data, end); `flow` then holds what the page says, in order."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.said = Said()
        self.margins: list[str] = []
        self.lists: list[Counter] = []
        self.tables: list[Draft] = []
        self.frames = self.pictures = 0
        self._cells = self._tables = 0
        self.budget = Budget(name)
        self._open: list[Undo | None] = []
        self._veil = Veil()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if self._veil.depth:
            self._veil.start(tag)
            return
        if len(self._open) >= MAX_DEPTH:
            raise ReadError(
                f"“{self.name}”里的网页标记一层套一层，超过 {MAX_DEPTH} 层（多半是标记没有收尾），没有读；"
                "请用浏览器打开，全选复制到 Word 里保存，再试。"
            )
        if tag in SILENT or (tag == "option" and "selected" not in attributes):
            self._silence(tag)
            return
        how = shown(tag, attributes) if attributes or tag == "del" else None
        if how is not None and how is not Shown.NUMBER:
            self._cover(tag, how)
            return
        handler = STARTS.get(tag)
        undo = handler(self, attributes) if handler is not None else None
        self._open.append(self.close_up if how is Shown.NUMBER and undo is None else undo)

    def data(self, text: str) -> None:
        """Take in characters."""
        if self._veil.depth:
            self._veil.data(text)
        else:
            self.write(text)

    def end(self, _: str) -> None:
        """Take in the end of an element."""
        if self._veil.depth:
            self._veil.end()
        elif self._open:
            undo = self._open.pop()
            if undo is not None:
                undo()

    def close(self) -> Page:
        """End the page, whatever is still open."""
        while self._open or self._veil.depth:
            self.end("")
        self.flush()
        return self

    def leave_container(self) -> None:
        """End an element that holds blocks."""
        self.flush()
        self.box = self.box.parent or self.box

    def leave_heading(self) -> None:
        """End a heading."""
        self.flush()
        self.level = None

    def leave_list(self) -> None:
        """End a list."""
        self.leave_container()
        self.drop_number()
        if self.lists:
            self.lists.pop().close()

    def leave_item(self) -> None:
        """End an item of a list."""
        self.flush()
        self.drop_number()

    def leave_pre(self) -> None:
        """End a text whose blanks and line breaks stand as written."""
        self.flush()
        self.pre -= 1

    def leave_area(self) -> None:
        """End a field of several lines."""
        self.pre -= 1

    def end_quotation(self) -> None:
        """End a quotation in a line."""
        self.write("”")

    def leave_table(self) -> None:
        """End a table: it goes where it began, whole or taken apart."""
        self.leave_cell()
        draft = self.tables.pop()
        self.flow, self.box, self.level = draft.outer, draft.box, draft.level
        self.flow.extend(draft.close())

    def leave_group(self) -> None:
        """End a group of rows."""
        self.leave_cell()
        if self.tables:
            self.tables[-1].open_group(foot=False)

    def leave_row(self) -> None:
        """End a row."""
        self.leave_cell()
        if self.tables:
            self.tables[-1].close_row()

    def leave_cell(self) -> None:
        """End a cell; what stands in a table outside its cells goes before the table."""
        self.flush()
        if self.tables:
            draft = self.tables[-1]
            self.flow, self.box = draft.before, draft.inside

    def count_table(self) -> None:
        """Count one more table; raise ReadError beyond the cap."""
        self._tables += 1
        if self._tables > MAX_TABLES:
            raise ReadError(f"“{self.name}”有 {MAX_TABLES} 张以上的表格，超过上限，请拆分或删去无关内容后再试。")

    def count_cell(self) -> None:
        """Count one more cell; raise ReadError beyond the cap."""
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise ReadError(f"“{self.name}”里的表格合起来超过 {MAX_CELLS} 格，请拆分或删去无关内容后再试。")

    def _silence(self, tag: str) -> None:
        """Pass over an element that is never shown as text."""
        if tag == "iframe":
            self.frames += 1
        self._veil.lower(self._name_page if tag == "title" else None)

    def _name_page(self, text: str) -> None:
        self.said.title = self.said.title or squeezed(text)

    def _cover(self, tag: str, how: Shown) -> None:
        """Pass over an element that is hidden or deleted, and keep what it says."""
        if tag in BLOCKS:
            self.flush()
        if tag == "tr" and self.tables:
            self.leave_cell()
            self.tables[-1].open_row(shown=False)
        self._veil.lower(lambda text: self._omit(how, squeezed(text)))

    def _omit(self, how: Shown, text: str) -> None:
        if text and how is Shown.MARGIN:
            self.margins.append(text)
        elif text:
            self.put(Gone(how.value, text))
