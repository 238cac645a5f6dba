"""The Standard of a round, pinned: a round goes by the content that it was opened with, or says that it changed."""

from __future__ import annotations

from wenxiao.errors import StandardError
from wenxiao.standards import Pack, load
from wenxiao.web.rounds.models import Round


def standard_of(round_: Round) -> Pack:
    """Return the Standard of a round. Raises StandardError if its content is no longer the pinned one."""
    pack = load(round_.standard)
    if pack.digest != round_.digest:
        raise StandardError(
            f"口径 {round_.standard} 的内容与“{round_}”开始时不同（程序升级过）。请绩效股在年度工作里确认改用新口径，"
            "已有的版本不变。"
        )
    return pack
