"""One item of YAML made into its type; what does not fit its shape is told in Chinese, with the line."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeVar

import msgspec

from wenxiao import rule
from wenxiao.errors import StandardError
from wenxiao.standards import schema, scheme
from wenxiao.standards.validate.fault import meant
from wenxiao.standards.yaml_lines import Source, Step

Item = TypeVar("Item", bound=msgspec.Struct)

_PATH = re.compile(r"\$((?:\[[^\]]*\]|\.[^.\[`]+)*)")
_STEP = re.compile(r"\[(\d+|\.\.\.)\]|\.([^.\[]+)")
_UNKNOWN = re.compile(r"Object contains unknown field `(.+?)`")
_TAG = re.compile(r"Invalid value '(.*)'")
_EXPECTED = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_CHINESE = (
    (re.compile(r"Object missing required field `(.+?)`"), r"缺少必填项“\1”"),
    (re.compile(r"Invalid enum value '?(.+?)'?$"), r"取值“\1”不在允许的范围内"),
    (re.compile(r"Invalid decimal string"), "不是一个数"),
)
_TYPES = {
    "array": "列表", "object": "“名称: 内容”的形式", "str": "文字", "decimal": "数", "int": "整数",
    "bool": "true 或 false", "null": "空",
}  # fmt: skip
_RULES = ("rule", "also")
_FIELDS = frozenset(
    name
    for module in (schema, scheme, rule)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    for name in kind.__struct_fields__
)


class Misshapen(NamedTuple):
    """A value that does not fit its type: what is wrong with it, and on which line."""

    line: int
    message: str


def converted(source: Source, path: tuple[Step, ...], value: Any, kind: type[Item]) -> Item | Misshapen:
    """Return a value of a file as its type, or what is wrong with it."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        text = str(error)
        inner = _inner_path(text)
        where = ".".join(str(step) for step in inner)
        message = _in_chinese(text.split(" - at ", maxsplit=1)[0], inner)
        return Misshapen(source.line((*path, *inner)), f"{message}{f'（{where}）' if where else ''}")


def must(source: Source, found: Item | Misshapen) -> Item:
    """Return a converted value. Raises StandardError, naming file and line, if it was misshapen."""
    if isinstance(found, Misshapen):
        raise StandardError(f"{source.name} 第{found.line}行：{found.message}。")
    return found


def _in_chinese(message: str, inner: tuple[Step, ...]) -> str:
    unknown, tag, expected = _UNKNOWN.match(message), _TAG.match(message), _EXPECTED.match(message)
    if unknown:
        name = unknown.group(1)
        return f"不认识的项“{name}”{meant(name, _FIELDS)}，请对照 docs/standards.md 检查拼写"
    if tag and any(step in _RULES for step in inner):
        return _unknown_kind(tag.group(1))
    if expected:
        wanted, got = (_type(part) for part in expected.groups())
        return f"这里应写{wanted}，写的是{got}"
    for pattern, chinese in _CHINESE:
        message = pattern.sub(chinese, message)
    return message


def _unknown_kind(name: str) -> str:
    """Return what to say of a kind of rule that there is not, with all that there are."""
    known = "、".join(f"{kind} {chinese}" for kind, chinese in rule.KINDS.items())
    by_name = {chinese: kind for kind, chinese in rule.KINDS.items()}
    like = f"，是不是“{by_name[name]}”" if name in by_name else meant(name, rule.KINDS)
    return f"没有“{name}”这种规则{like}；可用的有：{known}"


def _type(text: str) -> str:
    """Return the Chinese names of the types that msgspec names: `array | null`."""
    return "或".join(_TYPES.get(one.strip(), one.strip()) for one in text.split("|"))


def _inner_path(text: str) -> tuple[Step, ...]:
    match = _PATH.search(text)
    steps: list[Step] = []
    for index, key in _STEP.findall(match.group(1)) if match else ():
        if index == "...":
            break
        steps.append(int(index) if index else key)
    return tuple(steps)
