"""Systems count in their smallest unit, and move one figure of a sum without adding up the others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from wenxiao.relation import Stated, localise, parse
from wenxiao.relation.evaluate import finest_unit, holds
from wenxiao.relation.invert import solutions
from wenxiao.relation.span import EVERYTHING, Span, counted, span_of, value_of
from wenxiao.relation.system import System

RELATIONS = ("甲 = 乙 + 丙 - 丁", "甲 ≤ 乙 + 丙", "甲 - 乙 > 丙 - 丁", "甲 = 乙 / 丙 × 100%", "甲 - 乙 = 丙 × 丁")
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999.99"), places=2)


def stated(values: Mapping[str, Decimal], places: int = 2) -> dict[str, Stated]:
    """Return figures as printed."""
    return {name: Stated(value=value, places=places, text=f"{value}") for name, value in values.items()}


def test_a_decimal_is_counted_exactly() -> None:
    """A decimal in a fine unit is a whole number, in a coarse one a fraction, and never a float."""
    assert counted(Decimal("12.50"), 2) == 1250
    assert isinstance(counted(Decimal("12.50"), 2), int)
    assert counted(Decimal("12.5")) == Fraction(25, 2)


@given(st.sampled_from(RELATIONS), st.tuples(amounts, amounts, amounts, amounts))
def test_a_relation_is_the_same_in_any_unit(source: str, values: tuple[Decimal, Decimal, Decimal, Decimal]) -> None:
    """A relation holds between counted figures if and only if it holds between the printed ones."""
    relation = parse(source)
    figures = stated(dict(zip("甲乙丙丁", values, strict=True)))
    spans = {name: span_of(figure.interval) for name, figure in figures.items()}
    fine = {name: span_of(figure.interval, 4) for name, figure in figures.items()}
    assert holds(relation.in_units(4), fine) is holds(relation, spans)


@given(st.sampled_from(RELATIONS), st.tuples(amounts, amounts, amounts, amounts))
def test_units_can_be_taken_back(source: str, values: tuple[Decimal, Decimal, Decimal, Decimal]) -> None:
    """A relation brought to another unit and back gives the very same values."""
    relation = parse(source)
    back = relation.in_units(3).in_units(-3)
    printed = {name: counted(value) for name, value in zip("甲乙丙丁", values, strict=True)}
    assert value_of(back.left, printed) - value_of(back.right, printed) == value_of(relation.left, printed) - value_of(
        relation.right, printed
    )


@given(
    st.sampled_from(RELATIONS), st.tuples(amounts, amounts, amounts, amounts), st.sampled_from("甲乙丙"), st.booleans()
)
def test_moving_a_figure_is_solving_with_the_others(
    source: str, values: tuple[Decimal, Decimal, Decimal, Decimal], name: str, loose: bool
) -> None:
    """What is left of a sum once some figures are moved is what adding up the others gives."""
    figures = stated(dict(zip("甲乙丙丁", values, strict=True)))
    unit = finest_unit(figures.values())
    relation = parse(source).in_units(unit)
    system = System([relation], figures, unit)
    other = next(key for key in relation.names if key != name)
    moved = {other: EVERYTHING if loose else Span(5, 7, False, True)}
    expected = solutions(relation, name, {**system.spans, **moved})
    assert system.solutions(relation, name, moved) == expected


def test_a_sum_of_many_parts_is_localised_in_time() -> None:
    """One wrong part among three hundred is found without adding up all parts for each pair of them."""
    names = [f"项{at}" for at in range(300)]
    figures = stated({name: Decimal(at * 37 % 1000 + 100) / 100 for at, name in enumerate(names)})
    total = sum((figure.value for figure in figures.values()), Decimal(0))
    figures |= stated({"合": total + Decimal("90.00")})
    relation = parse("全部 = 合计(各项)").bind({"全部": "合"}, {"各项": names})
    before = process_time()
    found = localise([relation], figures)
    assert process_time() - before < 10
    assert found.status != "none"
