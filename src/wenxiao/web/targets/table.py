"""A table of approved targets becomes rows: columns in any order, under the names that offices and forms use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from wenxiao.errors import ReadError
from wenxiao.standards import Pack
from wenxiao.web.spreadsheets import without_guard
from wenxiao.web.tables import HEAD_WITHIN, MOST_ROWS, columns_of, grid_of
from wenxiao.web.targets.aims import Aim, parted

UNIT_CODE, UNIT_NAME, PROJECT, PROJECT_CODE, GOAL = "单位编码", "单位名称", "项目", "项目编码", "年度目标"
_ROLES = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "sign": "指标性质", "target": "指标值",
    "unit": "计量单位", "weight": "分值",
}  # fmt: skip
HEADINGS = (UNIT_CODE, UNIT_NAME, PROJECT, PROJECT_CODE, *_ROLES.values(), GOAL)
_SYNONYMS = {
    UNIT_CODE: ("单位代码", "预算单位编码", "预算单位代码", "部门编码", "部门代码"),
    UNIT_NAME: ("预算单位名称", "预算单位", "部门名称", "部门单位名称"),
    PROJECT: ("项目名称", "项目支出名称", "预算项目", "预算项目名称"),
    PROJECT_CODE: ("项目代码", "预算项目编码", "预算项目代码"),
    GOAL: ("年度总体目标", "总体目标", "年度绩效目标", "绩效目标", "预期目标", "目标内容"),
}
_LONGEST = {"level1": 100, "level2": 100, "level3": 300, "sign": 20, "target": 500, "unit": 40}
_LONGEST_GOAL, _LONGEST_PROJECT, _LONGEST_CODE = 5000, 200, 60
_FORMULA = re.compile(r"[=@+][^=]*[A-Za-z]+[\d$]*\s*[(!|:+\-*/]|#(?:REF|N/A|VALUE|NAME|DIV/0)[!?]?")
_WHOLE_UNIT = ("", "无", "—", "-", "整体支出", "部门整体支出", "整体", "部门整体", "单位整体支出")


class Line(NamedTuple):
    """One row of the table; `at` is the number that a spreadsheet shows beside it."""

    at: int
    unit_code: str
    unit_name: str
    project: str
    project_code: str
    goal: str
    level1: str = ""
    level2: str = ""
    level3: str = ""
    aim: Aim = Aim("", "", "")
    weight: Decimal | None = None


class Targets(NamedTuple):
    """What a table says: its rows, and one sentence for each row that cannot be taken."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]


def read_targets(data: bytes, name: str, pack: Pack) -> Targets:
    """Read a table of approved targets. Raises ReadError if the file is no table or has not its columns."""
    grid, synonyms = grid_of(data, name), _all_synonyms(pack)
    for at, cells in enumerate(grid[:HEAD_WITHIN]):
        columns = columns_of(cells, synonyms)
        if UNIT_CODE in columns and _ROLES["level3"] in columns:
            if _ROLES["target"] not in columns:
                raise ReadError(f"“{name}”缺少“{_ROLES['target']}”一列，请补上再导入。")
            if len(grid) > MOST_ROWS:
                raise ReadError(f"“{name}”有 {len(grid)} 行，一次最多 {MOST_ROWS} 行，请分几次导入。")
            return _Reader(columns).targets(grid[at + 1 :], at + 2)
    raise ReadError(f"“{name}”里没有找到批复目标表：前 {HEAD_WITHIN} 行里应有一行写着“{UNIT_CODE}”“三级指标”“指标值”。")


def _all_synonyms(pack: Pack) -> dict[str, Sequence[str]]:
    """Return the names of the columns; those of the indicators are the ones that the Standard's forms use."""
    found: dict[str, list[str]] = {heading: list(words) for heading, words in _SYNONYMS.items()}
    own = {word for heading, words in _SYNONYMS.items() for word in (heading, *words)}
    for spec in pack.forms.values():
        for block in spec.blocks:
            for column in block.columns if block.kind == "indicators" else ():
                if column.role in _ROLES:
                    words = found.setdefault(_ROLES[column.role], [])
                    words += [word for word in (column.label, *column.synonyms) if word not in own]
    return {heading: tuple(words) for heading, words in found.items()}


class _Reader:
    """Reads the rows below the heads; a level that is left blank is the one above it."""

    def __init__(self, columns: dict[str, int]) -> None:
        self.columns = columns
        self.lines: list[Line] = []
        self.faults: list[str] = []

    def targets(self, rows: Sequence[Sequence[str]], first: int) -> Targets:
        """Return all rows."""
        for at, cells in enumerate(rows, first):
            said = {
                name: without_guard(cells[column]).strip() if column < len(cells) else ""
                for name, column in self.columns.items()
            }
            if any(said.values()):
                self._row(at, said)
        return Targets(tuple(self.lines), tuple(self.faults))

    def _row(self, at: int, said: dict[str, str]) -> None:
        parts = {role: " ".join(said.get(name, "").split()) for role, name in _ROLES.items()}
        goal_only = not any(parts[role] for role in ("level3", "target")) and bool(said.get(GOAL))
        found = list(_wrong(at, said, parts, goal_only=goal_only))
        self.faults += found
        if found:
            return
        line = Line(at, said[UNIT_CODE], said.get(UNIT_NAME, ""), *_project(said), said.get(GOAL, ""))
        self.lines.append(line if goal_only else self._indicator(line, parts))

    def _indicator(self, line: Line, parts: dict[str, str]) -> Line:
        above = self.lines[-1] if self.lines else None
        level1, level2 = parts["level1"], parts["level2"]
        if above is not None and _whose(above) == _whose(line):
            level2 = level2 or (above.level2 if level1 in ("", above.level1) else "")
            level1 = level1 or above.level1
        aim = parted(parts["sign"], parts["target"], parts["unit"])
        weight = _points(parts["weight"]) if parts["weight"] else None
        return line._replace(level1=level1, level2=level2, level3=parts["level3"], aim=aim, weight=weight)


def _whose(line: Line) -> tuple[str, str, str]:
    return line.unit_code, line.project_code, line.project


def _project(said: dict[str, str]) -> tuple[str, str]:
    """Return the project's name and code; the whole unit's expenditure is none."""
    name = "".join(said.get(PROJECT, "").split())
    return ("" if name in _WHOLE_UNIT else name), said.get(PROJECT_CODE, "")


def _points(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip().rstrip("分%％"))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= 1000 and int(value.as_tuple().exponent) >= -3 else None


def _wrong(at: int, said: dict[str, str], parts: dict[str, str], *, goal_only: bool) -> Iterator[str]:
    formula = next((f"“{name}”" for name, text in said.items() if _FORMULA.match(text)), None)
    if formula is not None:
        yield f"第 {at} 行的{formula}里是公式，不是文字；请在 Excel 里复制、选择性粘贴为“值”再导入。"
        return
    if not said[UNIT_CODE]:
        yield f"第 {at} 行没有写单位编码，请补上。"
        return
    missing = [_ROLES[role] for role in ("level3", "target") if not parts[role]]
    if missing and not goal_only:
        yield f"第 {at} 行没有写{'和'.join(missing)}，请补上；格里是公式的，先在 Excel 里算好、另存为值。"
    if parts["weight"] and _points(parts["weight"]) is None:
        yield f"第 {at} 行的分值“{parts['weight'][:20]}”不是 0 到 1000 之间、至多三位小数的数，请改正。"
    for role, most in _LONGEST.items():
        if len(parts[role]) > most:
            yield f"第 {at} 行的{_ROLES[role]}超过 {most} 个字，请核对。"
    if said.get(PROJECT_CODE) and not _project(said)[0]:
        yield f"第 {at} 行写了项目编码，没有写项目名称，请补上；是部门整体支出的，编码也留空。"
    for name, most in ((GOAL, _LONGEST_GOAL), (PROJECT, _LONGEST_PROJECT), (PROJECT_CODE, _LONGEST_CODE)):
        if len(said.get(name, "")) > most:
            yield f"第 {at} 行的{name}超过 {most} 个字，请核对。"
