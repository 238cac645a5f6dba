"""What differs between two contents of a Standard, item by item, as a person reads it.

Each item is put into words, as `pack` does for a whole Standard, and the words are compared; where those are the same,
the bare values of the item are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from wenxiao.quantity import trimmed
from wenxiao.report.pack import head_lines, outline_in_words, part_lines, relation_in_words
from wenxiao.report.scheme import scheme_parts
from wenxiao.standards import Block, Pack

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Changed(NamedTuple):
    """One item that was added, taken out or changed: the lines that only the one or the other content says."""

    section: str
    title: str
    kind: Literal["新增", "取消", "改动"]
    was: tuple[str, ...]
    now: tuple[str, ...]


class _Section(NamedTuple):
    """A part of a pack: how it is called, how an item of it is called and put into words."""

    label: str
    title: Callable[[Pack, Any], str]
    lines: Callable[[Pack, Any], Iterable[str]]


def pack_changes(old: Pack, new: Pack) -> tuple[Changed, ...]:
    """Return what differs between two contents of a Standard, in the order in which a person asks."""
    found = list(_head(old, new))
    for name, section in _SECTIONS.items():
        found += _compared(section, old, new, getattr(old, name), getattr(new, name))
    return tuple(found)


def _head(old: Pack, new: Pack) -> Iterator[Changed]:
    if old.identity != new.identity or old.lineage != new.lineage:
        was, now = _apart((old.identity.title, *head_lines(old)), (new.identity.title, *head_lines(new)))
        yield Changed("基本情况", new.identity.title, "改动", was, now)


def _compared(
    section: _Section, old: Pack, new: Pack, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[Changed]:
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        if one is None:
            said = tuple(section.lines(new, other))
            yield Changed(section.label, section.title(new, other), "新增", (), said)
        elif other is None:
            yield Changed(section.label, section.title(old, one), "取消", tuple(section.lines(old, one)), ())
        elif one != other:
            was, now = _apart(section.lines(old, one), section.lines(new, other))
            if not (was or now):
                was, now = _apart(_values(one), _values(other))
            yield Changed(section.label, section.title(new, other), "改动", was, now)


def _apart(one: Iterable[str], other: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines that only the one says, and those that only the other says."""
    first, second = list(one), list(other)
    return _without(first, second), _without(second, first)


def _without(lines: list[str], others: list[str]) -> tuple[str, ...]:
    left = Counter(others)
    found = []
    for line in lines:
        left[line] -= 1
        if left[line] < 0:
            found.append(line)
    return tuple(found)


def _form_title(pack: Pack, item: Any) -> str:
    return pack.forms[item.id].title if item.id in pack.forms else _own_title(pack, item)


def _form(pack: Pack, item: Any) -> Iterator[str]:
    yield item.title
    for block in item.blocks:
        yield from _block(pack, block)


def _block(pack: Pack, block: Block) -> Iterator[str]:
    """Yield the rows and columns of a part of a form one by one, so that only those that changed are told."""
    rows = (row.label or _term(pack, row.concept) for row in (*block.rows, *block.fields))
    for one in (*rows, *(column.label for column in block.columns)):
        if one:
            yield f"{block.title}：{one}" if block.title else one


def _term(pack: Pack, concept: str | None) -> str:
    return pack.concepts[concept].label if concept in pack.concepts else concept or ""


def _requirement(pack: Pack, item: Any) -> Iterator[str]:
    when = "都要报" if item.concept is None else f"“{_term(pack, item.concept)}”大于零时要报"
    yield when + (f"，{item.attachment}" if item.attachment else "")


def _scheme(pack: Pack, item: Any) -> Iterator[str]:
    for part in scheme_parts(pack, item):
        yield from (line.strip() for line in part_lines(part))


def _concept(pack: Pack, item: Any) -> Iterator[str]:
    del pack
    yield item.label + (f"（{item.unit}）" if item.unit else "")
    yield from (f"也写作“{one}”" for one in item.synonyms)


def _relation(pack: Pack, item: Any) -> Iterator[str]:
    del pack
    yield relation_in_words(item)


def _outline(pack: Pack, item: Any) -> Iterator[str]:
    del pack
    yield outline_in_words(item)


def _threshold(pack: Pack, item: Any) -> Iterator[str]:
    del pack
    yield f"{trimmed(item.value)}{item.unit or ''}"


def _chinese(pack: Pack, item: Any) -> Iterator[str]:
    """Yield the Chinese words of an item in their order: what is printed on a form, what a report says."""
    del pack
    yield from (one for one in _values(item) if _CHINESE.search(one))


def _values(item: Any) -> Iterator[str]:
    """Yield every word and number of an item in its order, where no better words for it are known."""
    waiting = [msgspec.to_builtins(item)]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            waiting += reversed(at.values())
        elif isinstance(at, list | tuple):
            waiting += reversed(at)
        elif at is not None:
            yield str(at)


def _own_title(pack: Pack, item: Any) -> str:
    del pack
    return str(getattr(item, "title", None) or getattr(item, "label", None) or item.id)


_SECTIONS = {
    "requirements": _Section("要报的表", _form_title, _requirement),
    "forms": _Section("附表", _form_title, _form),
    "layouts": _Section("表的版面", _form_title, _chinese),
    "relations": _Section("必须成立的关系", _own_title, _relation),
    "scoring": _Section("计分办法和等级", _own_title, _scheme),
    "outlines": _Section("报告提纲", _own_title, _outline),
    "reports": _Section("报告的写法", _own_title, _chinese),
    "thresholds": _Section("界限", _own_title, _threshold),
    "concepts": _Section("指标项和读法", _own_title, _concept),
    "words": _Section("要留意的词", _own_title, _chinese),
}
