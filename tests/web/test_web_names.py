"""One way to match the names of indicators, for approved targets, drafts and evidence."""

from __future__ import annotations

import pytest

from wenxiao.web.evidence.rows import Row
from wenxiao.web.targets.names import name

BARE = "接待读者人次"


@pytest.mark.parametrize(
    "said",
    [
        "接待读者人次（20分）",
        "接待读者人次(20)",
        "接待读者人次（占30%）",
        "1.接待读者人次",
        "（2）接待读者人次",
        "接待 读者、人次。",
        "接待读者人次 ",
    ],
)
def test_what_typing_numbering_and_printed_points_do_to_a_name_does_not_count(said: str) -> None:
    """The evidence of a row that was renumbered, or printed with its points, is still at that row."""
    assert name(said) == name(BARE)
    row = Row("overall", "", "", ("产出指标", "数量指标", said), 1, 0, "")
    assert row.key == row._replace(levels=("产出指标", "数量指标", BARE)).key


@pytest.mark.parametrize("said", ["接待读者人次（含团体）", "第（1）批接待读者人次", "接待读者"])
def test_what_says_something_counts(said: str) -> None:
    """A bracket with words, a number within the name, another name."""
    assert name(said) != name(BARE)
    assert name("第（1）批") != name("第（2）批")
