"""The values one keystroke away from what was typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenxiao.quantity import plain
from wenxiao.relation import Slip, keystrokes
from wenxiao.relation.typing_errors import number_typed, places_moved

D = Decimal


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("1401.1", "1401.01", Slip.MISSING),
        ("10%", "100", Slip.MISSING),
        ("1,702.51", "1702.15", Slip.EXCHANGED),
        ("１７０２．５１万元", "1720.51", Slip.EXCHANGED),
        ("17022.51", "1702.51", Slip.EXTRA),
        ("86.2", "89.2", Slip.WRONG),
        ("8.80", "8.86", Slip.WRONG),
        ("92.61", "9.261", Slip.POINT_MOVED),
        ("92.61", "0.9261", Slip.POINT_MOVED),
        ("92.61", "9261", Slip.POINT_MOVED),
        ("140101", "1401.01", Slip.POINT_DROPPED),
        ("36", "0.36", Slip.POINT_DROPPED),
        ("3.57%", "-3.57", Slip.SIGN),
        ("-3.57", "3.57", Slip.SIGN),
        ("(3.57)", "3.57", Slip.SIGN),
        ("5", "0.5", Slip.POINT_DROPPED),
        ("1.5", "15", Slip.POINT_MOVED),
    ],
)
def test_each_slip_is_told_by_name(typed: str, meant: str, slip: Slip) -> None:
    """The intended value is among the candidates, with its decimals and the slip that explains it."""
    found = {plain(value): why for value, why in keystrokes(typed)}
    assert found[meant] is slip


def test_candidates_come_in_a_fixed_order_each_once() -> None:
    """The candidates are the same at every call, without repetition and without the typed value itself."""
    values = [value for value, _ in keystrokes("1401.10")]
    assert values == [value for value, _ in keystrokes("1401.10")]
    assert len(values) == len(set(values))
    assert D("1401.1") not in values


@pytest.mark.parametrize("text", ["", "无", "——", "9" * 40])
def test_what_holds_no_number_has_no_candidates(text: str) -> None:
    """Without a number, or with one too long to be an amount, nothing is proposed."""
    assert list(keystrokes(text)) == []
    assert number_typed(text) is None


@given(st.integers(0, 10**8), st.integers(0, 3), st.data())
def test_a_slip_can_always_be_undone(digits: int, places: int, data: st.DataObject) -> None:
    """Whatever single digit is left out, doubled, replaced or exchanged, the true value is a candidate."""
    true = plain(D(digits).scaleb(-places))
    spots = [at for at, char in enumerate(true) if char.isdigit()]
    at = data.draw(st.sampled_from(spots))
    digit = data.draw(st.sampled_from("0123456789"))
    typed = data.draw(
        st.sampled_from([true[:at] + digit + true[at + 1 :], true[:at] + digit + true[at:], true[:at] + true[at + 1 :]])
    )
    number = number_typed(typed)
    if number is None or number == D(true) or typed.startswith(".") or typed.endswith("."):
        return
    assert D(true) in {value for value, _ in keystrokes(typed)}


@pytest.mark.parametrize(
    ("old", "new", "moved"), [("1.5", "15", 1), ("92.61", "0.9261", -2), ("1.5", "25", 0), ("0", "5", 0)]
)
def test_the_move_of_the_point_is_counted(old: str, new: str, moved: int) -> None:
    """Rightward moves are positive; other changes are no move."""
    assert places_moved(D(old), D(new)) == moved
