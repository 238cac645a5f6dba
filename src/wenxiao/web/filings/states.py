"""The states of a filing and the acts that lead from one to the next. Nothing else changes a state."""

from __future__ import annotations

from typing import NamedTuple

STATES: dict[str, str] = {
    "not-started": "未开始",
    "drafting": "编制中",
    "signed": "已签字",
    "submitted": "已提交",
    "returned": "已退回",
    "accepted": "已接受",
    "excused": "不需报送",
}


class Act(NamedTuple):
    """An act: from which states, to which, whether a reason is demanded, and how it is called."""

    name: str
    sources: tuple[str, ...]
    target: str
    reason: bool = False


ACTS: dict[str, Act] = {
    "attach": Act("改动佐证资料", ("signed",), "drafting"),
    "explain": Act("改动说明的理由", ("signed",), "drafting"),
    "save": Act("保存版本", ("not-started", "drafting", "returned", "signed"), "drafting"),
    "sign": Act("签字", ("drafting",), "signed"),
    "submit": Act("提交", ("signed",), "submitted"),
    "return": Act("退回", ("submitted", "accepted"), "returned", reason=True),
    "accept": Act("接受", ("submitted",), "accepted"),
    "excuse": Act("列为不需报送", ("not-started", "drafting", "returned", "signed"), "excused", reason=True),
    "resume": Act("恢复报送", ("excused",), "drafting", reason=True),
}
