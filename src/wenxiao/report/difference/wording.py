"""Words and figures of a comparison that every renderer shares, with personal numbers masked."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import msgspec

from wenxiao.compare import Change, ChangeKind, Difference, Group, Piece, Side, Source
from wenxiao.quantity import plain
from wenxiao.report.html.veil import masked, unnumbered
from wenxiao.report.wording import kind_of

KINDS: dict[ChangeKind, str] = {"changed": "改动", "added": "新增", "removed": "删去", "moved": "移动"}
KINSHIPS = {"versions": "同一份材料的两个版本", "years": "同一单位的两个年度", "other": "不是同一单位，或单位未识别"}
_CARRIED = "不一致"
BLANK = "空白"
NONE = "—"


def to_json(difference: Difference, *, indent: bool = True) -> str:
    """Return the Difference as JSON (`wenxiao.diff/1`); decimals are strings."""
    data = msgspec.json.encode(difference)
    return (msgspec.json.format(data, indent=2) if indent else data).decode()


def shown(text: str, change: Change) -> str:
    """Return a printed text with numbers of telephones, identity cards and bank cards masked."""
    if change.part == "signature" and re.search("电话|手机", change.label):
        return masked(text)
    return unnumbered(text)


def said(side: Side | None, change: Change, longest: int = 0) -> str:
    """Return what one filing says in one line, with its unit where the print has none; — if it says nothing."""
    if side is None:
        return NONE
    text = " ".join(shown(side.text, change).split()) or BLANK
    if longest and len(text) > longest:
        text = f"{text[: longest - 1]}…"
    if side.value is not None and side.unit and change.part in ("fact", "carried") and units_differ(change):
        return text if text.endswith(side.unit) else f"{text}{side.unit}"
    return text


def units_differ(change: Change) -> bool:
    """Tell whether the two figures are stated in different units."""
    return bool(change.before and change.after and change.before.unit != change.after.unit)


def signed(value: Decimal | None, unit: str | None = None) -> str:
    """Return a difference with its sign: +12.5, −3."""
    if value is None:
        return ""
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{plain(abs(value))}{unit or ''}"


def amount(change: Change) -> str:
    """Return the difference of two figures with its unit: +12.5万元, −1.80百分点."""
    return signed(change.difference, change.unit)


def rate(change: Change) -> str:
    """Return the rate of change: +12.50%."""
    return f"{signed(change.rate)}%" if change.rate is not None else ""


def source(one: Source) -> str:
    """Return the head of a filing: unit, year, kind."""
    year = f"{one.year} 年度" if one.year else "年度未识别"
    kind = kind_of("project" if one.kind == "project" else "overall")
    return f"{one.unit or '单位未识别'}　{year}　{kind}绩效自评"


def counted(group: Group) -> str:
    """Return how many changes of each kind a group has: 改动 3，新增 1."""
    found = Counter(word(change) for change in group.changes)
    parts = [f"{one} {found[one]}" for one in (*KINDS.values(), _CARRIED) if found[one]]
    return "，".join(parts) or "没有差别"


def word(change: Change) -> str:
    """Return the word for a change: 改动, 新增, …; 不一致 for what two years state differently; "" for the print."""
    if change.kind == "written":
        return ""
    return _CARRIED if change.part == "carried" else KINDS[change.kind]


def alike(group: Group) -> str:
    """Return how much of a group is the same, and how much is only written differently."""
    written = f"，写法不同 {len(group.written)}" if group.written else ""
    return f"未变 {group.unchanged}{written}"


def groups_of(difference: Difference) -> tuple[Group, ...]:
    """Return all groups, 上下年衔接 after the head."""
    first, *rest = difference.groups
    return (first, *((difference.carried,) if difference.carried else ()), *rest)


def excerpt(pieces: tuple[Piece, ...], around: int) -> tuple[Piece, ...]:
    """Return the pieces with long stretches that are the same cut to `around` characters beside each change."""
    last = len(pieces) - 1
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        text = piece.text
        head = "" if at == 0 else text[:around]
        tail = "" if at == last else text[-around:]
        if piece.kind == "same" and len(text) > len(head) + len(tail) + 4:
            text = f"{head}……{tail}"
        found.append(Piece(kind=piece.kind, text=text))
    return tuple(found)


def characters(change: Change) -> str:
    """Return how much of a text was changed: 删3字，增5字."""
    parts = (("删", change.removed), ("增", change.added))
    return "，".join(f"{word}{count}字" for word, count in parts if count)
