"""The catalogue of checks: known ids, and all that the documentation needs of each."""

from __future__ import annotations

import re

import pytest

from wenxiao.check import Check, catalogue, find
from wenxiao.errors import UsageError

# The ids of CHECKS.md, which are fixed; not all of them are built yet.
KNOWN = {
    "form": "missing-form blank missing-section empty-section numbering unit-name year blank-cell leftover "
    "readings-differ unsigned",
    "sum": "parts part-exceeds by-source people list-count",
    "rate": "execution overspent other equation share",
    "agree": "form-prose form-form prose same-as-last-year scale jump",
    "score": "weights weight-profile total over-weight execution rule full-but-missed met-but-deducted no-reason "
    "no-actual zero-weight all-full grade bands",
    "target": "vague missing name-as-value copied unit misplaced unanswered off-duty exceeded direction",
    "claim": "contradicted future",
    "stale": "year copy",
    "evidence": "satisfaction",
    "wording": "typo",
    "privacy": "phone id-number person address metadata",
    "peer": "copied outlier carry-forward indicator-drift",
}


def test_ids_are_known_and_unique() -> None:
    """An id is the name in the documentation and the key of --off: none is made up, none stands twice."""
    names = [check.id for check in catalogue()]
    assert len(names) == len(set(names))
    assert set(names) <= {f"{family}.{name}" for family, ids in KNOWN.items() for name in ids.split()}


@pytest.mark.parametrize("check", catalogue(), ids=lambda check: check.id)
def test_an_entry_is_complete(check: Check) -> None:
    """Name, rule, template, example and reason are there, in Chinese, and the rule is a sentence."""
    for text in (check.name, check.rule, check.template, check.example, check.why):
        assert re.search(r"[\u4e00-\u9fff]{2}", text), check.id
    assert check.rule.endswith("。")
    assert check.why.endswith("。")
    assert check.family == check.id.split(".")[0]
    assert find(check.id) is check


def test_an_unknown_id_names_its_relatives() -> None:
    """Whoever mistypes an id is shown those of the same family, or where they all stand."""
    with pytest.raises(UsageError, match=r"sum\.part”.*sum\.parts"):
        find("sum.part")
    with pytest.raises(UsageError, match=r"docs/checks\.md"):
        find("nothing.at-all")
