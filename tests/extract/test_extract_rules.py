"""Rules and rates in the prose of a report that scores itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wenxiao.extract.rules import read_rate, read_rule
from wenxiao.rule import Bands, Step


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("2023年在职人员控制率为104%，2024年在职人员控制率为96%。", "96"),
        ("上年执行率为88%，本年执行率为93%。", "93"),
        ("执行率为93%，其中货物类执行率为70%。", "93"),
        ("其中货物类执行率为70%，总执行率为93%。", "93"),
        ("执行率=45/50×100%=90%，其中货物类执行率为70%。", "90"),
        ("2024年执行率为93%，2025年将继续提高。", "93"),
    ],
)
def test_the_rate_is_that_of_the_indicator_and_its_own_year(text: str, rate: str) -> None:
    """The rate of the year before, or of a part, is not taken where another is stated."""
    assert read_rate(text) == Decimal(rate)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("满意度≥90%得6分，每低于1个百分点扣0.5分。", "90"),
        ("95%（含）以上计满分，每低于1%扣1分。", "95"),
        ("控制率为98%，该项得8分。100%以下计满分，每超出1%扣1分。", "100"),
        ("每低于5%扣2分。", "100"),
    ],
)
def test_a_deduction_starts_where_full_marks_end(text: str, base: str) -> None:
    """The rate that the same sentence gives full marks from is what is deducted from; 100 % where it says none."""
    rule = read_rule(text, Decimal(6))
    assert isinstance(rule, Step)
    assert rule.base == Decimal(base)


def test_nested_open_bands_bound_each_other() -> None:
    """≤5% and ≤15% do not both hold 4 %."""
    rule = read_rule("调整率≤5%，得5分；≤15%，得3分；大于15%不得分。", Decimal(5))
    assert isinstance(rule, Bands)
    assert [(band.low, band.high) for band in rule.bands] == [
        (None, Decimal(5)), (Decimal(5), Decimal(15)), (Decimal(15), None),
    ]  # fmt: skip
