"""YAML read into plain values, each remembering the line on which it stands.

All scalars stay strings (so 0.1 never becomes a float); the schema turns them into numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from wenxiao.errors import StandardError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Step = str | int


class Source:
    """One YAML file: its value, and the line of every node by its path of keys and indexes."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.lines: dict[tuple[Step, ...], int] = {}
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise StandardError(
                f"{name} 第{line}行：YAML 写法有误（{error.problem}），请检查缩进、冒号和引号。"
            ) from None
        except yaml.YAMLError:
            raise StandardError(
                f"{name} 第1行：YAML 里有不能识别的字符（如控制字符），请删去后另存为 UTF-8。"
            ) from None
        except UnicodeDecodeError:
            raise StandardError(f"{name}：不是 UTF-8 编码，请另存为 UTF-8。") from None
        self.value: Any = None if node is None else self._build(node, ())

    def _build(self, node: yaml.Node, path: tuple[Step, ...]) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child, (*path, index)) for index, child in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:null":
            return None
        return node.value

    def _mapping(self, node: yaml.MappingNode, path: tuple[Step, ...]) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in built:
                raise StandardError(f"{self.name} 第{line}行：“{key}”在同一处写了两次，请删去一个。")
            built[key] = self._build(value_node, (*path, key))
            self.lines[(*path, key)] = line
        return built

    def line(self, path: tuple[Step, ...]) -> int:
        """Return the line of the node at `path`, or of its nearest ancestor that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)
