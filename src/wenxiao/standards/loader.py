"""Packs from folders of YAML: read, checked against the schema, extended, and validated as a whole.

Every fault is a StandardError naming file and line.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from wenxiao.errors import StandardError
from wenxiao.standards import schema, scheme
from wenxiao.standards.validate import Fault, faults
from wenxiao.standards.yaml_lines import Source, Step

Item = TypeVar("Item", bound=msgspec.Struct)

_SECTIONS: dict[str, type[msgspec.Struct]] = {
    "concepts": schema.Concept,
    "forms": schema.FormSpec,
    "requirements": schema.Requirement,
    "relations": schema.RelationRule,
    "outlines": schema.Outline,
    "scoring": scheme.Scoring,
    "thresholds": schema.Threshold,
    "words": schema.Words,
}
_PATH = re.compile(r"\$((?:\[[^\]]*\]|\.[^.\[`]+)*)")
_STEP = re.compile(r"\[(\d+|\.\.\.)\]|\.([^.\[]+)")
_CHINESE = (
    (re.compile(r"Object missing required field `(.+?)`"), r"缺少必填项“\1”"),
    (
        re.compile(r"Object contains unknown field `(.+?)`"),
        r"不认识的项“\1”，请对照 docs/standards.md 检查拼写",
    ),
    (re.compile(r"Expected `(.+?)`, got `(.+?)`"), r"这里应写 \1，写的是 \2"),
    (re.compile(r"Invalid enum value (.+)"), r"取值 \1 不在允许的范围内"),
    (re.compile(r"Invalid decimal string"), "不是一个数"),
)


@dataclass
class _Loose:
    """A pack being put together: items by section and id, and where each was written."""

    identity: schema.Identity
    lineage: tuple[str, ...]
    items: dict[str, dict[str, Any]]
    origin: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
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
    """Return the pack in `folder`, extended by what it extends (a sibling folder first, else a built-in one)."""
    loose = _gather(folder, ())
    pack = schema.Pack(
        identity=loose.identity,
        lineage=loose.lineage,
        digest=loose.hasher.hexdigest(),
        **loose.items,
    )
    for fault in faults(pack):
        raise StandardError(_placed(fault, loose))
    return pack


def _placed(fault: Fault, loose: _Loose) -> str:
    file, line = loose.origin.get((fault.section, fault.id), (loose.identity.id, 1))
    return f"{file} 第{line}行：{fault.message}"


def _gather(folder: Path, seen: tuple[str, ...]) -> _Loose:
    sources = _sources(folder)
    head = next((source for source in sources if isinstance(source.value, dict) and "pack" in source.value), None)
    if head is None:
        raise StandardError(f"{folder.name}：口径文件夹里没有写 pack（编号、地区、年度），请在 pack.yaml 中补上。")
    identity = _convert(head, ("pack",), head.value["pack"], schema.Identity)
    if identity.id in seen:
        raise StandardError(f"{head.name}：口径互相引用成环（{' → '.join((*seen, identity.id))}）。")
    loose = _parent(folder, identity, (*seen, identity.id))
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
    return [Source(path, f"{folder.name}/{path.relative_to(folder).as_posix()}") for path in files]


def _merge(loose: _Loose, source: Source) -> None:
    if source.value is None:
        return
    if not isinstance(source.value, dict):
        raise StandardError(f"{source.name} 第1行：最外层应是“名称: 内容”的形式。")
    loose.hasher.update(repr(source.value).encode())
    for section, raw in source.value.items():
        if section == "pack":
            continue
        if section not in _SECTIONS:
            known = "、".join(("pack", *_SECTIONS))
            raise StandardError(
                f"{source.name} 第{source.line((section,))}行：不认识的部分“{section}”，可用的有：{known}。"
            )
        _merge_section(loose, source, section, raw)


def _merge_section(loose: _Loose, source: Source, section: str, raw: Any) -> None:
    fresh: set[str] = set()
    for index, value in enumerate(_items(source, section, raw)):
        item = _convert(source, (section, index), value, _SECTIONS[section])
        key = item.id  # type: ignore[attr-defined]
        line = source.line((section, index))
        if key in fresh or loose.origin.get((section, key), ("", 0))[0].startswith(f"{loose.identity.id}/"):
            raise StandardError(f"{source.name} 第{line}行：“{key}”在本口径里写了两次。")
        fresh.add(key)
        loose.items[section][key] = item
        loose.origin[section, key] = (source.name, line)


def _items(source: Source, section: str, raw: Any) -> Iterator[Any]:
    if not isinstance(raw, list):
        raise StandardError(
            f"{source.name} 第{source.line((section,))}行：“{section}”下面应是一个列表（每项以“- ”开头）。"
        )
    yield from raw


def _convert(source: Source, path: tuple[Step, ...], value: Any, kind: type[Item]) -> Item:
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        text = str(error)
        inner = _inner_path(text)
        message = text.split(" - at ", maxsplit=1)[0]
        for pattern, chinese in _CHINESE:
            message = pattern.sub(chinese, message)
        where = ".".join(str(step) for step in inner)
        raise StandardError(
            f"{source.name} 第{source.line((*path, *inner))}行：{message}{f'（{where}）' if where else ''}。"
        ) from None


def _inner_path(text: str) -> tuple[Step, ...]:
    match = _PATH.search(text)
    steps: list[Step] = []
    for index, key in _STEP.findall(match.group(1)) if match else ():
        if index == "...":
            break
        steps.append(int(index) if index else key)
    return tuple(steps)
