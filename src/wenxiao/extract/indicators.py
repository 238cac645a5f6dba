"""The table of 绩效指标: its rows, its carried levels, its total row."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from wenxiao import quantity
from wenxiao.document import Cell, Place
from wenxiao.extract.criteria import read_standard
from wenxiao.extract.harvest import BLANKS, Context, Harvest, cell_at, is_field, said, with_path
from wenxiao.extract.labels import key, squeeze
from wenxiao.extract.rows import Header, Line, best_shift
from wenxiao.filing import Indicator

_SHARE = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*[分%]\s*[)）]")
_SCORE = re.compile(r"(?:评分|得分|总分|综合得分|分数)\s*[:：为]?\s*(\d+(?:\.\d+)?)\s*分?")
_GRADE = re.compile(
    r"(?:等级|等次|评价等次|评分等级)\s*[:：为]?\s*[“\"]?(优秀|良好|中等|合格|不合格|较差|优|良|中|差)[”\"]?"
)


def read_indicator(context: Context, header: Header, line: Line) -> bool:
    """Read an indicator, a total or a grade; tell whether the row belonged to the table."""
    first = line.first()
    if first is not None and _is_labelled(context, line, first[1]):
        return False
    if first is not None and header.lexicon.is_total(first[1].text):
        _read_total(context, header, line)
        return True
    if first is not None and key(first[1].text) in _GRADE_LABELS:
        _read_grade(context, line)
        return True
    parts = _parts(header, line, best_shift(header, line))
    targeted = "target" in parts or (line.exact and any(head.role == "target" for head in header.columns.values()))
    foot = _foot(context, _said_here(line, parts)) if targeted else None
    if foot is not None:
        if foot == "total" and context.harvest.total_score is None:
            _read_total(context, header, line)
        return True
    return not _remark(line) and not _overlaps(header, line) and _read_parts(context, line, parts)


def _is_labelled(context: Context, line: Line, label: Cell) -> bool:
    """Tell whether a row is a label of the form with nothing or one thing beside it (改进措施, 签批意见)."""
    filled = [cell for _, cell in line.own() if cell.text.strip()]
    return len(filled) <= _PAIR and is_field(context, label.text)


_PAIR = 2
_OTHERS = re.compile(r"财政|复核|核定|审核|评审|抽查")
_TOTAL = re.compile(r"总分|总计|合计|得分|分数")


def _foot(context: Context, parts: dict[str, Cell]) -> str | None:
    """Return what a foot row is: a label with points and nothing else. None for an indicator.

    `total` closes the table; `other` is a subtotal, or the points that another party gives (财政审核评分).
    """
    label = next(
        (squeeze(parts[role].text) for role in ("level1", "level2") if role in parts and parts[role].text.strip()), ""
    )
    blank = all(quantity.marker(parts[role].text) in BLANKS for role in ("level3", "target", "actual") if role in parts)
    stated = [
        parts[role] for role in ("weight", "score") if role in parts and _points(said(parts[role].text)) is not None
    ]
    if not label or not blank or not stated or "执行" in label:
        return None
    if _OTHERS.search(label) or "小计" in label:
        return "other"
    level = _NOTES.sub("", label)
    if _TOTAL.search(label):
        return "total"
    return None if level == context.harvest.levels.get("level1") or level.endswith("指标") else "other"


_GRADE_LABELS = ("评分等级", "评价等级", "等级", "评价等次", "自评等级", "自评等次")


def _read_parts(context: Context, line: Line, parts: dict[str, Cell]) -> bool:
    _carry_levels(context.harvest, parts)
    own = _said_here(line, parts)
    body = [own.get(role) for role in ("level3", "target", "actual", "weight", "score", "rule")]
    if all(cell is None or quantity.marker(cell.text) in BLANKS for cell in body):
        return True
    if not any(role in parts for role in ("level3", "target", "actual", "rule", "score")):
        return False
    context.harvest.indicators.append(_indicator(context, line, parts))
    return True


def line_text(line: Line) -> str:
    """Return the texts of a row without blanks, joined."""
    return "".join(squeeze(cell.text) for _, cell in line.own())


def _remark(line: Line) -> bool:
    filled = [cell for _, cell in line.own() if cell.text.strip()]
    return len(filled) == 1 and bool(re.match(r"(?:备注|注|说明|填表说明|填报说明)[:：\d]", squeeze(filled[0].text)))


def _parts(header: Header, line: Line, shift: int) -> dict[str, Cell]:
    parts: dict[str, Cell] = {}
    for column, head in header.columns.items():
        cell = cell_at(line, column + shift)
        if head.role and cell is not None and head.role not in parts and not _is_wider_label(header, cell, column):
            parts[head.role] = _beside_number(header, line, column, cell) if line.exact else cell
    return parts


def _beside_number(header: Header, line: Line, column: int, cell: Cell) -> Cell:
    """Return the name that stands beside a running number, both under one merged head."""
    head = header.heads.get(column)
    following = cell_at(line, cell.column + cell.colspan)
    if head is None or following is None or cell.colspan >= head.colspan or not _NUMBER.fullmatch(squeeze(cell.text)):
        return cell
    under = following.column < head.column + head.colspan and following.column not in header.columns
    return following if under and following.text.strip() else cell


_NUMBER = re.compile(r"[(（]?\d{1,2}[)）、.．]?")


def _said_here(line: Line, parts: dict[str, Cell]) -> dict[str, Cell]:
    """Return the parts of a row without the points merged down into it, which were given to the row above."""
    return {role: cell for role, cell in parts.items() if role not in _POINTS or line.starts_here(cell)}


_POINTS = ("weight", "score")


_LEVELS = ("level1", "level2", "level3")


def _is_wider_label(header: Header, cell: Cell, column: int) -> bool:
    """Tell whether a merged cell stands here only because it reaches over from the column of a level at its left."""
    return cell.colspan > 1 and any(
        head.role in _LEVELS and cell.column <= at < column for at, head in header.columns.items()
    )


def _overlaps(header: Header, line: Line) -> bool:
    """Tell whether a cell is merged over columns that no cell of an indicator fills at once: a remark to the table."""
    for _, cell in line.own():
        if cell.colspan > 1 and cell.text.strip():
            reach = range(cell.column, cell.column + cell.colspan)
            roles = {head.role for column, head in header.columns.items() if column in reach and head.role}
            levels = roles & set(_LEVELS)
            if (levels and roles - levels) or len(roles - levels) > 2:
                return True
    return False


def _carry_levels(harvest: Harvest, parts: dict[str, Cell]) -> None:
    for depth, role in enumerate(("level1", "level2")):
        cell = parts.get(role)
        text = _NOTES.sub("", squeeze(cell.text)) if cell else ""
        if not text or quantity.marker(text) in BLANKS:
            continue
        if harvest.levels.get(role) != text and depth == 0:
            harvest.levels["level2"] = None
        harvest.levels[role] = text
        share = _SHARE.search(squeeze(cell.text)) if cell else None
        if share and depth == 0:
            harvest.shares[text] = Decimal(share.group(1))


_NOTES = re.compile(r"[(（][^()（）]*[)）]")


def _indicator(context: Context, line: Line, parts: dict[str, Cell]) -> Indicator:
    harvest = context.harvest
    texts = {role: said(cell.text) for role, cell in _said_here(line, parts).items()}
    weight, score = (_points(texts.get(role)) for role in ("weight", "score"))
    level1 = harvest.levels.get("level1")
    name = texts.get("level3") or harvest.levels.get("level2") or level1 or ""
    full, rule = weight if weight is not None else _level2_share(parts), texts.get("rule")
    return Indicator(
        form=harvest.name,
        level1=level1,
        level2=harvest.levels.get("level2") if "level2" in parts else None,
        level3=_joined(texts.get("level3")),
        target=texts.get("target"),
        actual=texts.get("actual"),
        weight=full,
        score=score,
        weight_text=texts.get("weight"),
        score_text=texts.get("score"),
        reason=texts.get("reason"),
        sign=texts.get("sign"),
        unit=texts.get("unit"),
        share=harvest.shares.get(level1 or ""),
        rule=rule,
        printed=read_standard(rule, full, texts.get("target")) if rule and "target" in parts else None,
        place=_row_place(line, context.path(_short(name))),
        cells={
            role: with_path(cell.place, context.path(_short(name), _ROLE_NAMES.get(role, role)))
            for role, cell in parts.items()
        },
    )


_ROLE_NAMES = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "年度指标值", "actual": "实际完成值",
    "weight": "分值", "score": "得分", "reason": "偏差原因", "sign": "指标性质", "unit": "度量单位", "rule": "评分标准",
}  # fmt: skip


def _level2_share(parts: dict[str, Cell]) -> Decimal | None:
    """Return the full marks that a table without a 分值 column prints beside the second level: 自评通知（8分）."""
    if "weight" in parts or "target" in parts:
        return None
    cell = parts.get("level3") or parts.get("level2")
    share = _SHARE.search(squeeze(cell.text)) if cell else None
    return Decimal(share.group(1)) if share else None


def _joined(text: str | None) -> str | None:
    return text.replace("\n", "") if text else None


def _short(text: str) -> str:
    bare = text.replace("\n", "")
    return bare if len(bare) <= 24 else f"{bare[:23]}…"


def _points(text: str | None) -> Decimal | None:
    found = quantity.parse(text) if text else None
    return found.value if found is not None and found.unit in (None, "分", "%") else None


def _row_place(line: Line, path: str) -> Place:
    cell = next((cell for _, cell in line.own()), None)
    cell = cell or next(cell for _, cell in line.distinct())
    return msgspec.structs.replace(cell.place, row=line.row, path=path)


def _read_total(context: Context, header: Header, line: Line) -> None:
    harvest = context.harvest
    stated = next((found for _, cell in line.distinct() if (found := _SCORE.search(squeeze(cell.text)))), None)
    _read_grade(context, line)
    if stated:
        harvest.total_score, harvest.total_place = (
            Decimal(stated.group(1)),
            _row_place(line, context.path("总分")),
        )
        return
    cells = [cell for _, cell in line.own()][1:]
    by_role = _total_by_column(header, line)
    if by_role is None:
        figures = [_points(said(cell.text)) for cell in cells]
        by_role = _total_by_order(header, figures, exact=line.exact)
    weight, score = by_role
    if harvest.total_score is None or score is not None:
        harvest.total_weight, harvest.total_score = weight, score
    harvest.total_place = _total_place(context, line, score)


def _total_place(context: Context, line: Line, score: Decimal | None) -> Place:
    for _, cell in reversed(list(line.distinct())):
        if score is not None and _points(said(cell.text)) == score:
            return with_path(cell.place, context.path("总分", "得分"))
    return _row_place(line, context.path("总分"))


def _total_by_column(header: Header, line: Line) -> tuple[Decimal | None, Decimal | None] | None:
    if not line.exact and len(line.slots) != header.width:
        return None
    found: dict[str, Decimal | None] = {}
    for column, head in header.columns.items():
        if head.role in ("weight", "score"):
            found[head.role] = _points(said(line.text(column)))
    if any(value is not None for value in found.values()):
        cells = {id(cell_at(line, column)) for column, head in header.columns.items() if head.role in found}
        weight = found.get("weight") if len(cells) == len(found) else None  # one cell over both is the score
        return weight, found.get("score")
    return None


def _total_by_order(
    header: Header, figures: list[Decimal | None], *, exact: bool
) -> tuple[Decimal | None, Decimal | None]:
    """Read a short total row: 总分 | 100 | 95, or 总分 | 95 where the table has no column of weights.

    In an `exact` table a lone figure is the score: a weight would stand under its head.
    """
    roles = {head.role for head in header.columns.values()}
    stated = [(index, figure) for index, figure in enumerate(figures) if figure is not None]
    if len(stated) >= 2 and "weight" in roles:
        return stated[0][1], stated[1][1]
    if not stated:
        return None, None
    only = stated[0]
    if "weight" not in roles or (len(figures) <= 1):
        return None, only[1]
    return (only[1], None) if (only[0] == 0 and not exact) or only[1] == 100 else (None, only[1])


def _read_grade(context: Context, line: Line) -> None:
    harvest = context.harvest
    match = _GRADE.search(line_text(line))
    if match:
        harvest.grade, harvest.grade_place = match.group(1), _row_place(line, context.path("等级"))
        return
    cells = [
        cell for _, cell in line.distinct() if squeeze(cell.text) in ("优", "良", "中", "差", "较差", "优秀", "良好")
    ]
    if cells:
        harvest.grade = squeeze(cells[-1].text)
        harvest.grade_place = with_path(cells[-1].place, context.path("等级"))
