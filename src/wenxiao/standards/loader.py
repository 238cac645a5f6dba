"""Packs from folders of YAML: read, checked against the schema, extended, and validated as a whole.

Every fault names file and line; all that can be found in one go are told in one StandardError, a line each.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from wenxiao.errors import StandardError
from wenxiao.standards import layout, schema, scheme
from wenxiao.standards.conversion import Misshapen, converted, must
from wenxiao.standards.validate import IDENTITY, Broken, Fault, faults, overlaps
from wenxiao.standards.validate.fault import meant
from wenxiao.standards.yaml_lines import Source, Step

_SECTIONS: dict[str, type[msgspec.Struct]] = {
    "concepts": schema.Concept,
    "forms": schema.FormSpec,
    "requirements": schema.Requirement,
    "relations": schema.RelationRule,
    "outlines": schema.Outline,
    "scoring": scheme.Scoring,
    "thresholds": schema.Threshold,
    "words": schema.Words,
    "layouts": layout.Layout,
    "reports": layout.Report,
}


class _Spot(NamedTuple):
    """Where an item was written: its file, and its path in it."""

    source: Source
    path: tuple[Step, ...]


class _Said(NamedTuple):
    """A fault as it is told, in order of file and line."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file} 第{self.line}行：{self.message}。"


@dataclass
class _Loose:
    """A pack being put together: items by section and id, where each was written, and what was wrong so far."""

    identity: schema.Identity
    lineage: tuple[str, ...]
    items: dict[str, dict[str, Any]]
    origin: dict[tuple[str, str], _Spot] = field(default_factory=dict)
    broken: Broken = field(default_factory=dict)
    said: list[_Said] = field(default_factory=list)
    hasher: Any = field(default_factory=hashlib.sha256)


def builtin_root() -> Path:
    """Return the folder of the packs that ship with the product."""
    return Path(str(resources.files("wenxiao.standards"))) / "packs"


def available() -> tuple[str, ...]:
    """Return the ids of the packs that ship with the product, in order."""
    return tuple(sorted(path.parent.name for path in builtin_root().glob("*/pack.yaml")))


@functools.cache
def load(name: str) -> schema.Pack:
    """Return a pack that ships with the product by its id. Raises StandardError if there is none."""
    if name not in available():
        raise StandardError(
            f"没有名为“{name}”的口径，可用的有：{'、'.join(available())}；也可以写一个口径文件夹的路径。"
        )
    return load_folder(builtin_root() / name)


def load_folder(folder: Path) -> schema.Pack:
    """Return the pack in `folder`, extended by what it extends (a sibling folder first, else a built-in one).

    Raises StandardError with every fault that can be found, a line each.
    """
    pack, said = _loaded(folder)
    _raise(said)
    return pack


def validate_folder(folder: Path) -> schema.Pack:
    """Return the pack in `folder` as `load_folder` does, compared besides with its siblings and the built-in packs.

    Raises StandardError if it is faulty, or in force together with another pack of its region.
    """
    pack, said = _loaded(folder)
    roots = dict.fromkeys((folder.resolve().parent, builtin_root()))
    others = [one for root in roots for one in _identities(root)]
    head, path = _head(_sources(folder), folder)
    line = head.line((*path, "in_force_from"))
    said += [_Said(head.name, line, message) for message in overlaps(pack.identity, others)]
    _raise(said)
    return pack


def _loaded(folder: Path) -> tuple[schema.Pack, list[_Said]]:
    loose = _gather(folder, ())
    digest = loose.hasher.hexdigest()
    pack = schema.Pack(
        identity=loose.identity, lineage=loose.lineage, digest=digest, origins=_origins(loose), **loose.items
    )
    return pack, loose.said + [_placed(fault, loose) for fault in faults(pack, loose.broken)]


def _origins(loose: _Loose) -> dict[str, dict[str, str]]:
    """Return for each section which pack each item was written in: the folder of its file is called as the pack."""
    found: dict[str, dict[str, str]] = {}
    for (section, item), spot in loose.origin.items():
        if section != IDENTITY:
            found.setdefault(section, {})[item] = spot.source.name.split("/")[0]
    return found


def _raise(said: list[_Said]) -> None:
    if said:
        raise StandardError("\n".join(dict.fromkeys(str(one) for one in sorted(said))))


def _placed(fault: Fault, loose: _Loose) -> _Said:
    source, path = loose.origin[fault.section, fault.id]
    return _Said(source.name, source.line((*path, *fault.path)), fault.message)


def _identities(root: Path) -> Iterator[schema.Identity]:
    """Yield the heads of the packs in a folder of packs; one that cannot be read is left to its own validation."""
    for path in sorted(root.glob("*/pack.yaml")):
        try:
            source = Source(path, path.parent.name)
        except StandardError:
            continue
        raw = source.value.get("pack") if isinstance(source.value, dict) else None
        found = converted(source, ("pack",), raw, schema.Identity)
        if not isinstance(found, Misshapen):
            yield found


def _head(sources: Sequence[Source], folder: Path) -> _Spot:
    head = next((source for source in sources if isinstance(source.value, dict) and "pack" in source.value), None)
    if head is None:
        raise StandardError(f"{folder.name}：口径文件夹里没有写 pack（编号、地区、年度），请在 pack.yaml 中补上。")
    return _Spot(head, ("pack",))


def _gather(folder: Path, seen: tuple[str, ...]) -> _Loose:
    sources = _sources(folder)
    head, path = _head(sources, folder)
    identity = must(head, converted(head, path, head.value["pack"], schema.Identity))
    if identity.id in seen:
        raise StandardError(f"{head.name}：口径互相引用成环（{' → '.join((*seen, identity.id))}）。")
    loose = _parent(folder, identity, (*seen, identity.id))
    loose.origin[IDENTITY, identity.id] = _Spot(head, path)
    for source in sources:
        _merge(loose, source)
    return loose


def _parent(folder: Path, identity: schema.Identity, seen: tuple[str, ...]) -> _Loose:
    if identity.extends is None:
        return _Loose(identity, (identity.id,), {section: {} for section in _SECTIONS})
    sibling = folder.parent / identity.extends
    root = sibling if (sibling / "pack.yaml").is_file() else builtin_root() / identity.extends
    if not root.is_dir():
        raise StandardError(f"{folder.name}/pack.yaml：所扩展的口径“{identity.extends}”不存在。")
    parent = _gather(root, seen)
    parent.identity, parent.lineage = identity, (identity.id, *parent.lineage)
    return parent


def _sources(folder: Path) -> Sequence[Source]:
    """Return the YAML documents of a folder; those of a shipped pack are read once for all packs that extend it."""
    return _shipped(folder) if folder.parent == builtin_root() else _read(folder)


@functools.cache
def _shipped(folder: Path) -> tuple[Source, ...]:
    return tuple(_read(folder))


def _read(folder: Path) -> list[Source]:
    if not folder.is_dir():
        raise StandardError(f"口径文件夹“{folder}”不存在，请检查路径。")
    files = sorted(folder.rglob("*.yaml"))
    if not files:
        raise StandardError(f"口径文件夹“{folder}”里没有 .yaml 文件。")
    sources, said = [], []
    for path in files:
        try:
            sources.append(Source(path, f"{folder.name}/{path.relative_to(folder).as_posix()}"))
        except StandardError as error:
            said.append(str(error))
    if said:
        raise StandardError("\n".join(said))
    return sources


def _merge(loose: _Loose, source: Source) -> None:
    if source.value is None:
        return
    if not isinstance(source.value, dict):
        loose.said.append(_Said(source.name, 1, "最外层应是“名称: 内容”的形式"))
        loose.broken.update({section: [{}] for section in _SECTIONS})
        return
    loose.hasher.update(repr(source.value).encode())
    for section, raw in source.value.items():
        if section in _SECTIONS:
            _merge_section(loose, source, section, raw)
        elif section != "pack":
            known = ("pack", *_SECTIONS)
            message = f"不认识的部分“{section}”{meant(section, known)}；可用的有：{'、'.join(known)}"
            loose.said.append(_Said(source.name, source.line((section,)), message))


def _merge_section(loose: _Loose, source: Source, section: str, raw: Any) -> None:
    if not isinstance(raw, list):
        message = f"“{section}”下面应是一个列表（每项以“- ”开头）"
        loose.said.append(_Said(source.name, source.line((section,)), message))
        loose.broken[section] = [{}]
        return
    for index, value in enumerate(raw):
        spot = _Spot(source, (section, index))
        item = converted(source, spot.path, value, _SECTIONS[section])
        if isinstance(item, Misshapen):
            loose.said.append(_Said(source.name, item.line, item.message))
            loose.broken.setdefault(section, []).append(value if isinstance(value, dict) else {})
        else:
            _add(loose, spot, section, item)


def _add(loose: _Loose, spot: _Spot, section: str, item: Any) -> None:
    """Add an item to its section; one of the parent with its id is replaced, one of the pack itself is a mistake."""
    earlier = loose.origin.get((section, item.id))
    if earlier is not None and earlier.source.name.startswith(f"{loose.identity.id}/"):
        message = f"“{item.id}”在本口径里写了两次"
        loose.said.append(_Said(spot.source.name, spot.source.line(spot.path), message))
        return
    loose.items[section][item.id] = item
    loose.origin[section, item.id] = spot
