"""The cases of scoring that a finance clerk can read: every rule kind, every boundary, every pack that ships."""

from __future__ import annotations

from collections import Counter

import pytest
from scoring_cases import Case, cases
from scoring_outcome import hold

from wenxiao.rule import KINDS
from wenxiao.standards import available

CASES = cases()


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}：{case.name}") for file, case in CASES])
def test_a_case_gives_the_points_it_says(case: Case) -> None:
    """Points, readings, bounds, reasons and totals are those written in the case."""
    hold(case)


def test_every_kind_of_rule_and_every_pack_has_a_file_of_cases() -> None:
    """Whoever looks for a kind of rule or for a pack finds a file of its name, with two cases at least."""
    count = Counter(file for file, _ in CASES)
    assert [name for name in (*KINDS, *available()) if count[name] < 2] == []


def test_no_two_cases_of_a_file_have_one_name() -> None:
    """A failing case is told apart by its name."""
    assert [name for name, times in Counter((file, case.name) for file, case in CASES).items() if times > 1] == []
