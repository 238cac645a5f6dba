"""Everything that was read from an uploaded file as a list of items: those in doubt, with the reasons, and the rest."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from wenxiao.document import Place
from wenxiao.filing import Fact, Filing, Indicator, from_json
from wenxiao.finding import Finding, Report, Severity
from wenxiao.standards import Pack
from wenxiao.web import store
from wenxiao.web.filings.contents import identity_of
from wenxiao.web.filings.marked import Spot, spot_of
from wenxiao.web.filings.models import Version
from wenxiao.web.pinned.content import pack_by
from wenxiao.web.readings.sources import Source, Sources

_FIGURES = ("money", "count", "rate", "points", "measure")
_PARTS = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "sign": "指标方向", "target": "年度指标值",
    "unit": "计量单位", "actual": "实际完成值", "weight": "分值", "score": "得分", "reason": "偏差原因",
    "rule": "评分标准",
}  # fmt: skip
_HEADS, _PROSE = "各章标题", "正文"
_STEP = " › "
_GUESSED, _UNITLESS, _YEARLESS, _UNREAD, _ABOUT = (
    "按上下文推断", "单位没有写明", "年度没有写明", "没能读成数", "约数",
)  # fmt: skip
_ORDER = (_GUESSED, _UNREAD, _UNITLESS, _YEARLESS, _ABOUT)


class Item(NamedTuple):
    """One thing that was read: what it was taken for, what it says, where it stands.

    `group` is its form, or the report; `doubts` are the reasons to look at it; `findings` are the numbers of the
    errors and warnings that are about it, `errors` the identities of the errors among them.
    """

    key: str
    group: str
    label: str
    said: str
    text: str
    source: Source
    place: Place
    doubts: tuple[str, ...] = ()
    findings: tuple[int, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return bool(self.doubts or self.findings)


class Items(NamedTuple):
    """What was read: the doubtful first, the rest by form in the order of the file."""

    doubtful: tuple[Item, ...]
    groups: tuple[tuple[str, tuple[Item, ...]], ...]

    def all(self) -> tuple[Item, ...]:
        """Return everything, the doubtful first."""
        return (*self.doubtful, *(item for _, items in self.groups for item in items))

    def one(self, key: str) -> Item | None:
        """Return the item of this key."""
        return next((item for item in self.all() if item.key == key), None)


class _Draft(NamedTuple):
    """An item before it has its key; `known` is what its key is made of."""

    known: tuple[object, ...]
    group: str
    label: str
    said: str
    text: str
    place: Place
    doubts: tuple[str, ...] = ()


def items_of(version: Version, pack: Pack) -> Items:
    """Return what was read for a version."""
    return _items(version.digest, version.findings, pack.id, pack.digest)


@lru_cache(maxsize=64)
def _items(digest: str, findings: str, standard: str, digest_of_standard: str) -> Items:
    """Return what `items_of` does. What a hash names never changes."""
    pack, filing = pack_by(standard, digest_of_standard), from_json(store.get(digest))
    report = msgspec.json.decode(store.get(findings), type=Report)
    return read_items(filing, report, pack)


def read_items(filing: Filing, report: Report, pack: Pack) -> Items:
    """Return what was read in a Filing, with the doubts that the reading itself and the findings give."""
    sources = Sources(filing.documents[0] if filing.documents else None)
    about = _about(report)
    seen: Counter[object] = Counter()
    doubtful: list[Item] = []
    groups: dict[str, list[Item]] = defaultdict(list)
    for draft in (*_facts(filing, pack), *_cells(filing, sources), *_heads(filing)):
        found = [one for one in about.get(spot_of(draft.place), ()) if _meets(one[0], draft.place)]
        known = (draft.known, seen[draft.known])
        seen[draft.known] += 1
        item = Item(
            hashlib.sha256(repr(known).encode()).hexdigest()[:32], draft.group, draft.label, draft.said, draft.text,
            sources.at(draft.place, draft.text), draft.place, draft.doubts,
            tuple(dict.fromkeys(number for _, number, _ in found)),
            tuple(dict.fromkeys(identity_of(one) for _, _, one in found if one.severity is Severity.ERROR)),
        )  # fmt: skip
        (doubtful if item.doubtful else groups[item.group]).append(item)
    return Items(tuple(sorted(doubtful, key=_rank)), tuple((name, tuple(items)) for name, items in groups.items()))


def _rank(item: Item) -> tuple[bool, int, bool]:
    """Return the order of the doubtful: what an error rests on, then by the kind of doubt, then the rest."""
    first = min((_ORDER.index(one) for one in item.doubts), default=len(_ORDER))
    return not item.errors, first, not item.findings


def _about(report: Report) -> dict[Spot, list[tuple[Place, int, Finding]]]:
    found: dict[Spot, list[tuple[Place, int, Finding]]] = defaultdict(list)
    for number, one in enumerate(report.findings, 1):
        if one.waived is None and one.severity is not Severity.INFO:
            for spot in one.evidence:
                found[spot_of(spot.place)].append((spot.place, number, one))
    return found


def _meets(one: Place, other: Place) -> bool:
    """Tell whether two places in one passage share a character; a passage as a whole says nothing of its figures."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return one.block is not None and one.column is not None
    return one.start < other.end and other.start < one.end


def _facts(filing: Filing, pack: Pack) -> Iterator[_Draft]:
    for fact in filing.facts:
        if not fact.text.strip():
            continue
        concept = pack.concepts.get(fact.concept or "")
        known = (
            "fact", fact.origin, fact.form, fact.block, fact.concept, fact.label, fact.row, fact.column, fact.period,
            fact.dimensions, str(fact.value), fact.unit, fact.text, fact.place.path,
        )  # fmt: skip
        group = fact.place.path.partition(_STEP)[0] if fact.origin == "form" else _PROSE
        doubts = _doubts(fact, concept.kind if concept is not None else None)
        yield _Draft(known, group or _PROSE, _label(fact), _said(fact), fact.text, fact.place, doubts)


def _label(fact: Fact) -> str:
    """Return what a figure was taken for: its row and column where the concept alone does not say it."""
    words = [fact.label]
    if fact.origin == "form" and fact.row and fact.row not in fact.label and fact.label not in fact.row:
        words.insert(0, fact.row)
    if fact.column and fact.column != fact.label:
        words.append(fact.column)
    return " ".join(words)


def _said(fact: Fact) -> str:
    """Return what was read as the person should compare it: figure, unit, year and stage."""
    figure = fact.text if fact.value is None else f"{fact.value:f} {fact.unit or ''}".strip()
    dimensions = fact.dimensions
    of = (
        f"{fact.period}年" if fact.period and fact.period.isdigit() else fact.period,
        dimensions.scope,
        dimensions.stage,
    )
    words = "，".join(one for one in of if one) if fact.origin == "prose" else ""
    return f"{figure}（{words}）" if words else figure


def _doubts(fact: Fact, kind: str | None) -> tuple[str, ...]:
    figure, money = fact.value is not None, kind == "money"
    said = (
        (_GUESSED, figure and fact.basis == "inference"),
        (_UNREAD, not figure and kind in _FIGURES and re.search(r"\d", fact.text) is not None),
        (_UNITLESS, figure and money and fact.unit is None),
        (_YEARLESS, figure and money and fact.period is None),
        (_ABOUT, figure and fact.approximate),
    )
    return tuple(name for name, true in said if true)


def _cells(filing: Filing, sources: Sources) -> Iterator[_Draft]:
    """Yield the parts of the indicators; a level that is merged over several rows once."""
    done: set[tuple[object, ...]] = set()
    for item in filing.indicators:
        name = item.level3 or item.level2 or item.level1 or "未写名称的指标"
        for part, place in item.cells.items():
            text = _part(item, part) or sources.text(place).strip()
            if part not in _PARTS or not text or (part, spot_of(place)) in done:
                continue
            done.add((part, spot_of(place)))
            known = ("cell", item.form, item.level1, item.level2, item.level3, part, text)
            unread = part in ("weight", "score") and getattr(item, part) is None and re.search(r"\d", text)
            group = place.path.partition(_STEP)[0] or _PROSE
            label = _PARTS[part] if part.startswith("level") else f"{name} {_PARTS[part]}"
            yield _Draft(known, group, label, text, text, place, (_UNREAD,) if unread else ())


def _part(item: Indicator, part: str) -> str:
    if part in ("weight", "score"):
        return (item.weight_text if part == "weight" else item.score_text) or ""
    said = getattr(item, part, None)
    return said if isinstance(said, str) else ""


def _heads(filing: Filing) -> Iterator[_Draft]:
    for section in filing.sections:
        said = f"{section.number}、{section.title}" + ("（下面没有内容）" if section.empty else "")
        known = ("section", section.number, section.title, section.empty)
        yield _Draft(known, _HEADS, "一章的标题", said, section.title, section.place)
