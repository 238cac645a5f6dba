"""Scoring is exact: compared with an oracle of plain fractions written here, over figures huge, tiny and negative."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_cases import cases, filing_of

from wenxiao.rule import Bands, Equal, External, Falling, FallingWay, PointBand, Rising, Rule, Step, StepWay
from wenxiao.score import score
from wenxiao.score.given import Answer, Given, Lacking
from wenxiao.score.kinds import answers
from wenxiao.score.numbers import rounded
from wenxiao.score.weights import shared
from wenxiao.standards import Rounding

FIGURES = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=6)
TINY = st.decimals(min_value=0, max_value=Decimal("0.001"), allow_nan=False, allow_infinity=False, places=12)
ANY = st.one_of(FIGURES, TINY, st.sampled_from([Decimal(0), Decimal(100), Decimal("89.995"), Decimal(90)]))
POSITIVE = ANY.filter(lambda one: one > 0)
WEIGHTS = st.decimals(min_value=0, max_value=100, allow_nan=False, allow_infinity=False, places=2)


def points(rule: Rule, weight: Decimal, actual: Decimal, target: Decimal | None = None) -> Fraction | None:
    """Return what the engine gives by the only reading of a rule, None where a person has to judge."""
    stated = Given(actual=Fraction(actual), target=None if target is None else Fraction(target))
    found = answers(rule, Fraction(weight), stated)
    return None if isinstance(found, Lacking) else only(found).points


def only(found: tuple[Answer, ...]) -> Answer:
    """Return the one answer that there is."""
    (one,) = found
    return one


@given(WEIGHTS, ANY, ANY)
def test_rising_is_weight_times_actual_over_target(weight: Decimal, target: Decimal, actual: Decimal) -> None:
    """Full from the target on, by proportion below, nothing for a negative actual; a person judges negative targets."""
    w, goal, got = Fraction(weight), Fraction(target), Fraction(actual)
    if got >= goal:
        wanted: Fraction | None = w
    elif goal < 0:
        wanted = None
    else:
        wanted = w * max(got, Fraction(0)) / goal if goal else Fraction(0)
    assert points(Rising(), weight, actual, target) == wanted


@given(WEIGHTS, ANY, ANY, st.sampled_from(["double", "ratio", "strict"]))
def test_falling_is_each_of_its_ways(weight: Decimal, target: Decimal, actual: Decimal, way: FallingWay) -> None:
    """Down to nothing at twice the target, by the ratio, or at once; a target of zero is missed by anything above."""
    w, goal, got = Fraction(weight), Fraction(target), Fraction(actual)
    if got <= goal:
        wanted: Fraction | None = w
    elif goal < 0 and way != "strict":
        wanted = None
    elif goal <= 0 or way == "strict":
        wanted = Fraction(0)
    else:
        wanted = w * goal / got if way == "ratio" else max(Fraction(0), w * (2 * goal - got) / goal)
    assert points(Falling(ways=(way,)), weight, actual, target) == wanted


@given(WEIGHTS, POSITIVE, ANY)
def test_equal_is_full_from_its_target_on(weight: Decimal, target: Decimal, actual: Decimal) -> None:
    """Below a positive target it goes by proportion, as the budget systems have it."""
    share = min(Fraction(1), max(Fraction(0), Fraction(actual) / Fraction(target)))
    assert points(Equal(), weight, actual, target) == Fraction(weight) * share


@given(WEIGHTS, ANY, POSITIVE, st.sampled_from(["floor", "proportion", "ceiling"]))
def test_step_takes_off_by_each_of_its_ways(weight: Decimal, actual: Decimal, step: Decimal, way: StepWay) -> None:
    """Whole steps, begun steps or the exact gap, from 100 % down, never below nothing."""
    gap = max(Fraction(0), 100 - Fraction(actual)) / Fraction(step)
    count = {"floor": Fraction(floor(gap)), "proportion": gap, "ceiling": Fraction(ceil(gap))}[way]
    wanted = max(Fraction(0), Fraction(weight) - 2 * count)
    assert points(Step(step=step, points=Decimal(2), ways=(way,)), weight, actual) == wanted


@given(WEIGHTS, ANY, POSITIVE)
def test_external_is_weight_times_mark_over_full_marks(weight: Decimal, mark: Decimal, full: Decimal) -> None:
    """A mark below nothing or above the full marks does not go beyond nothing or the weight."""
    share = min(Fraction(1), max(Fraction(0), Fraction(mark) / Fraction(full)))
    assert points(External(full=full), weight, mark) == Fraction(weight) * share


@given(WEIGHTS, ANY)
def test_bands_look_at_the_exact_value(weight: Decimal, actual: Decimal) -> None:
    """No value is rounded into a band: 89.995 is below 90."""
    rule = Bands(
        bands=(
            PointBand(low=Decimal(90), with_low=True, share=Decimal(100)),
            PointBand(low=Decimal(60), with_low=True, high=Decimal(90), with_high=False, share=Decimal(50)),
            PointBand(high=Decimal(60), with_high=False, share=Decimal(0)),
        )
    )
    share = Fraction(1) if actual >= 90 else Fraction(1, 2) if actual >= 60 else Fraction(0)
    assert points(rule, weight, actual) == Fraction(weight) * share


RULES: tuple[Rule, ...] = (
    Rising(), Rising(ways=("proportion", "strict")), Falling(ways=("double", "ratio", "strict")), Equal(), External(),
    Step(step=Decimal(5), points=Decimal(2), directions=("down", "up", "both")),
    Step(step=Decimal("0.3"), points=Decimal("0.7"), base=None),
)  # fmt: skip


@given(st.sampled_from(RULES), WEIGHTS, ANY, ANY)
def test_points_are_never_below_nothing_nor_above_the_weight(
    rule: Rule, weight: Decimal, target: Decimal, actual: Decimal
) -> None:
    """Whatever the figures, by every reading."""
    found = answers(rule, Fraction(weight), Given(actual=Fraction(actual), target=Fraction(target)))
    if not isinstance(found, Lacking):
        assert all(one.points is not None and 0 <= one.points <= Fraction(weight) for one in found)


@given(WEIGHTS, POSITIVE, ANY, ANY)
def test_more_is_never_worth_less_where_more_is_better(
    weight: Decimal, target: Decimal, one: Decimal, other: Decimal
) -> None:
    """Rising never falls when the actual rises, and falling never rises."""
    low, high = sorted((one, other))
    up = [points(Rising(), weight, actual, target) for actual in (low, high)]
    assert up[0] is not None
    assert up[1] is not None
    assert up[0] <= up[1]
    for way in ("double", "ratio", "strict"):
        down = [points(Falling(ways=(way,)), weight, actual, target) for actual in (low, high)]
        assert down[0] is not None
        assert down[1] is not None
        assert down[0] >= down[1]


@given(
    st.integers(min_value=-(10**30), max_value=10**30),
    st.integers(min_value=1, max_value=10**12),
    st.integers(min_value=0, max_value=6),
)
def test_rounding_agrees_with_whole_numbers(top: int, bottom: int, places: int) -> None:
    """Half up away from zero, or cut off, as whole numbers alone compute it."""
    sign, size = (-1 if top < 0 else 1), abs(top) * 10**places
    up, cut = (2 * size + bottom) // (2 * bottom), size // bottom
    for mode, wanted in (("half-up", up), ("truncate", cut)):
        how = msgspec.convert({"places": places, "mode": mode}, Rounding)
        assert Fraction(rounded(Fraction(top, bottom), how)) == Fraction(sign * wanted, 10**places)


@pytest.mark.parametrize(
    ("value", "half_up", "truncated"),
    [
        ("9.265", "9.27", "9.26"),
        ("9.2649999999", "9.26", "9.26"),
        ("9.2650000001", "9.27", "9.26"),
        ("0.005", "0.01", "0"),
        ("0.004999", "0", "0"),
        ("99.995", "100", "99.99"),
        ("9.995", "10", "9.99"),
        ("0", "0", "0"),
    ],
)
def test_the_boundaries_of_rounding(value: str, half_up: str, truncated: str) -> None:
    """A half goes up; anything short of it does not, however near."""
    assert rounded(Fraction(value), Rounding()) == Decimal(half_up)
    assert rounded(Fraction(value), Rounding(mode="truncate")) == Decimal(truncated)


@given(
    st.decimals(min_value=0, max_value=1000, allow_nan=False, allow_infinity=False, places=3),
    st.lists(WEIGHTS.filter(lambda one: one > 0), min_size=1, max_size=12),
)
def test_what_is_shared_out_adds_up_exactly(amount: Decimal, weights: list[Decimal]) -> None:
    """No hundredth of a point is lost or made, nobody gets less than nothing, and each is within 0.01 of its share."""
    shares = shared(amount, weights)
    assert sum(shares, Decimal(0)) == amount
    whole = sum(map(Fraction, weights), Fraction(0))
    for share, weight in zip(shares, weights, strict=True):
        exact = Fraction(amount) * Fraction(weight) / whole
        assert share >= 0
        assert abs(Fraction(share) - exact) < Fraction(2, 100)


def floats(value: object, path: str = "") -> list[str]:
    """Return where a float stands in a value, however deep."""
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    if isinstance(value, dict):
        return [found for name, one in value.items() for found in floats(one, f"{path}.{name}")]
    if isinstance(value, (tuple, list)):
        return [found for at, one in enumerate(value) for found in floats(one, f"{path}[{at}]")]
    return [path] if isinstance(value, float) else []


def test_no_float_is_in_any_scorecard() -> None:
    """Every figure of every case's scorecard is an exact decimal, and its JSON writes figures as words."""
    for _file, case in cases():
        card = score(filing_of(case), case.standard())
        assert floats(card) == []
        assert floats(msgspec.json.decode(msgspec.json.encode(card))) == []
