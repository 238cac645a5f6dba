"""What an entry of the log says beside the act, in words: its keys and values are those of the program."""

from __future__ import annotations

from wenxiao.web.filings.states import STATES
from wenxiao.web.permissions import ROLES

KEYS: dict[str, str] = {
    # from one thing to another
    "before": "改前", "after": "改后", "from": "由", "to": "改为", "added": "增加", "removed": "去掉",
    # a filing
    "version": "版本", "of": "原版本", "base": "底稿版本", "digest": "指纹", "reason": "说明", "standard": "口径",
    "agrees": "同意", "finding": "发现", "form": "表", "cells": "格数", "left": "未存的格数", "field": "填报项",
    "label": "读数", "count": "处数", "first": "其中", "aside": "留存编号", "why": "缘由",
    # files and targets
    "file": "文件", "files": "文件", "number": "编号", "kind": "类别", "name": "名称", "note": "备注", "forms": "表数",
    "approval": "批次", "changes": "变动", "levels": "指标", "project": "项目", "nth": "第几个", "archive": "打包编号",
    "filings": "材料份数", "size": "字节数",
    # rounds, people, units
    "year": "年度", "units": "单位", "sentence": "催报内容", "people": "人数", "above": "汇总人数", "role": "角色",
    "username": "账号", "unit": "单位", "active": "在用", "code": "编码", "parent": "上级", "sessions": "登录处数",
    "address": "地址",
    # the installation
    "entries": "条数", "faults": "异常", "fault": "出错", "rows": "行数", "lost": "缺少的文件", "codes": "验证码密钥",
    "method": "方式", "route": "页面", "times": "次数", "since": "起于",
}  # fmt: skip

_VALUES = STATES | {one.id: one.name for one in ROLES.values()} | {"True": "是", "False": "否"}
_DIGEST, _SHOWN = 64, 12


def told(details: object) -> str:
    """Return the details of an entry in words; what has no words is shown as it is, what is empty not at all."""
    if isinstance(details, dict):
        said = ((KEYS.get(name) or _value(name), told(value)) for name, value in details.items())
        return "　".join(f"{name} {value}" for name, value in said if value)
    if isinstance(details, list):
        parts = [told(one) for one in details]
        return "；".join(parts) if any("　" in one for one in parts) else "、".join(parts)
    return "" if details is None else _value(str(details))


def _value(said: str) -> str:
    if len(said) == _DIGEST and all(one in "0123456789abcdef" for one in said):
        return said[:_SHOWN]
    return _VALUES.get(said, said)
