"""Errors put into samples: each is found under its check, beside nothing else, and the truth says where."""

from __future__ import annotations

import pytest
from sampling import CHECKS, PACKS, findings, fitting, new

from wenxiao.check import catalogue
from wenxiao.errors import UsageError
from wenxiao.sample import draft, ways
from wenxiao.standards import load

UNMADE = {
    "target.off-duty", "form.readings-differ", "privacy.metadata",
}  # fmt: skip
"""Checks without an error of their own in samples: of two files, of the file's own properties, or of long reports."""


def test_nearly_every_check_has_an_error_to_find() -> None:
    """Each check of the catalogue has an error that can be made, but for those that are named here."""
    assert {one.id for one in catalogue() if one.family != "peer"} - UNMADE <= set(CHECKS)
    assert set(CHECKS) <= {one.id for one in catalogue()}


@pytest.mark.parametrize("name", CHECKS)
def test_an_error_is_found_and_nothing_else(name: str) -> None:
    """The first sample with a place for it, in two sets of Standards; new findings of weight are under its id alone."""
    made_in = 0
    for packs in (PACKS[:5], PACKS[5:]):
        made = fitting(name, tuple(load(one) for one in packs), 40, 6)
        if made is None:
            continue
        made_in += 1
        found = new(findings(made), findings(draft(made.pack, made.seed)))
        assert any(name in (one.check, *one.also) for one in found), made.injected
        allowed = (name, *made.injected[0].also)
        assert [one.message for one in found if one.check not in allowed and one.severity.rank < 2] == []
    assert made_in


@pytest.mark.parametrize("name", CHECKS)
def test_the_truth_says_where_and_what(name: str) -> None:
    """Each error names its place and what is printed or what was right."""
    made = fitting(name, tuple(map(load, PACKS)), 0, 8)
    assert made is not None
    injected = made.injected[0]
    assert injected.check == name
    assert injected.where
    assert injected.printed != injected.right or injected.printed is None


def test_several_errors_stand_side_by_side() -> None:
    """Errors of several checks in one sample are all found."""
    wanted = ("rate.execution", "score.total", "wording.typo")
    made = draft(load("hunan-2020"), 5, wanted)
    ids = {one.check for one in findings(made)}
    assert {one.check for one in made.injected} == set(wanted) <= ids


def test_what_has_no_place_is_skipped_and_said() -> None:
    """A filing of a Standard without a base table has no rate of posts to spoil."""
    made = draft(load("anhui-unknown"), 1, ("rate.other",))
    assert (made.injected, made.skipped) == ((), ("rate.other",))


def test_an_unknown_error_is_refused_with_what_is_known() -> None:
    """A check whose error can't be made is named, with those whose can."""
    with pytest.raises(UsageError, match=r"sum\.party.*sum\.parts"):
        ways("sum.party")
