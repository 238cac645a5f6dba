"""A table of units (Excel, CSV, a Word table) becomes rows: columns in any order, under the names that offices use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wenxiao.errors import ReadError
from wenxiao.web.people.models import KINDS
from wenxiao.web.spreadsheets import without_guard
from wenxiao.web.tables import HEAD_WITHIN, MOST_ROWS, columns_of, grid_of

CODE, NAME, PARENT, KIND, ACTIVE = "单位编码", "单位名称", "上级编码", "类别", "在用"
HEADINGS = (CODE, NAME, PARENT, KIND, ACTIVE)
_SYNONYMS = {
    CODE: ("单位代码", "预算单位编码", "预算单位代码", "编码", "代码"),
    NAME: ("预算单位名称", "预算单位", "单位", "名称"),
    PARENT: ("上级单位编码", "上级代码", "上级单位代码", "主管部门编码", "主管部门代码", "父级编码"),
    KIND: ("单位类别", "单位类型", "类型", "性质"),
    ACTIVE: ("是否在用", "启用", "是否启用", "状态"),
}
_KIND_WORDS = {label: id_ for id_, label in KINDS} | {
    "财政局": "bureau", "财政": "bureau", "部门": "department", "主管单位": "department", "一级预算单位": "department",
    "单位": "unit", "基层单位": "unit", "二级预算单位": "unit", "三级预算单位": "unit",
}  # fmt: skip
_YES, _NO = ("", "是", "在用", "启用", "1", "正常"), ("否", "停用", "不在用", "0", "撤销")


class Line(NamedTuple):
    """One row of the table; `at` is the number that a spreadsheet shows beside it, 0 for a unit typed into a form.

    `kind` and `active` are None where the table does not say.
    """

    at: int
    code: str
    name: str
    parent: str
    kind: str | None = None
    active: bool | None = None

    @property
    def where(self) -> str:
        """Where the row stands, to begin a sentence with."""
        return f"第 {self.at} 行" if self.at else ""


class Units(NamedTuple):
    """What a table says: its rows, and one sentence for each row that cannot be taken."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]


def read_units(data: bytes, name: str) -> Units:
    """Read a table of units. Raises ReadError if the file is no table or its columns are not those of units."""
    grid = grid_of(data, name)
    for at, cells in enumerate(grid[:HEAD_WITHIN]):
        columns = columns_of(cells, _SYNONYMS)
        if CODE in columns and NAME in columns:
            if PARENT not in columns:
                raise ReadError(f"“{name}”缺少“{PARENT}”一列；顶级单位这一格留空，其余写上级的编码。")
            if len(grid) > MOST_ROWS:
                raise ReadError(f"“{name}”有 {len(grid)} 行，一次最多 {MOST_ROWS} 行，请分几次导入。")
            return _units(grid[at + 1 :], at + 2, columns)
    raise ReadError(f"“{name}”里没有找到单位表：前 {HEAD_WITHIN} 行里应有一行写着“{CODE}”“{NAME}”“{PARENT}”。")


def _units(rows: Sequence[Sequence[str]], first: int, columns: dict[str, int]) -> Units:
    lines: list[Line] = []
    faults: list[str] = []
    for at, cells in enumerate(rows, first):
        said = {name: without_guard(cells[column]) if column < len(cells) else "" for name, column in columns.items()}
        if not any(said.values()):
            continue
        found = list(_wrong(at, said))
        faults += found
        if not found:
            lines.append(_line(at, said))
    return Units(tuple(lines), tuple(faults))


def _wrong(at: int, said: dict[str, str]) -> Iterator[str]:
    if not said[CODE] or not said[NAME]:
        yield f"第 {at} 行没有写{'单位编码' if not said[CODE] else '单位名称'}，请补上。"
        return
    if len(said[CODE]) > 40 or any(char.isspace() for char in said[CODE]):
        yield f"第 {at} 行的单位编码“{said[CODE][:50]}”太长或中间有空格，请核对（至多 40 个字）。"
    if len(said[NAME]) > 200 or any(ord(char) < 32 for char in said[NAME]):
        yield f"第 {at} 行的单位名称太长或有换行，请核对（至多 200 个字）。"
    if said.get(KIND) and said[KIND] not in _KIND_WORDS:
        yield f"第 {at} 行的类别“{said[KIND][:20]}”不认识，请写{'、'.join(label for _, label in KINDS)}之一。"
    if said.get(ACTIVE, "") not in (*_YES, *_NO):
        yield f"第 {at} 行的在用“{said[ACTIVE][:20]}”不认识，请写是或否。"


def _line(at: int, said: dict[str, str]) -> Line:
    kind = _KIND_WORDS[said[KIND]] if said.get(KIND) else None
    active = said[ACTIVE] not in _NO if said.get(ACTIVE) else None
    return Line(at, said[CODE], said[NAME], said[PARENT], kind, active)
