"""A filing read from a real layout is written without losing what its forms state."""

from __future__ import annotations

from collections import Counter

import pytest

from filings import SHIPPED, text_document
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import read_bytes
from wenxiao.standards import load
from wenxiao.write import write


def stated(filing: Filing) -> Counter[tuple[str | None, ...]]:
    """Return the figures and the indicators of the forms that have a layout, each with how often it stands there."""
    forms = {one.id for one in filing.forms if one.form in load(filing.standard).layouts}
    return Counter(
        [
            (one.form, one.concept, str(one.value), one.unit, one.period, one.dimensions.scope)
            for one in filing.facts
            if one.form in forms and one.value is not None
        ]
        + [
            (one.form, one.level3, one.target, one.actual, str(one.score))
            for one in filing.indicators
            if one.form in forms
        ]
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_what_the_forms_state_is_written(name: str) -> None:
    """Whatever the layout that a unit used, its figures and indicators stand on the official forms."""
    filing = extract(text_document(name))
    pack = load(filing.standard)
    read = extract(read_bytes(write(filing, pack), "样例.docx"), pack)
    assert list((stated(filing) - stated(read)).elements()) == []
