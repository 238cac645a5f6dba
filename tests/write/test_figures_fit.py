"""On paper no figure is broken over two lines: columns are wide enough, or the figure is printed smaller."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wenxiao.sample import sample
from wenxiao.standards import Pack, available, load
from wenxiao.write import Sheet, pages_of
from wenxiao.write.docx import figure_size, widths

USUAL, SMALL, NONE = 21, 15, 13  # half points: 五号, 六号, and the size that is tried last
PACKS = [name for name in available() if load(name).layouts]


def sizes(pack: Pack, seeds: range) -> Iterator[tuple[str, int, bool]]:
    """Yield every cell's text with the size that it is printed in, and whether its filing counts in 元."""
    for seed in seeds:
        filing = sample(pack, seed)
        yuan = any(fact.unit == "元" for fact in filing.facts)
        for page in pages_of(filing, pack):
            if isinstance(page, Sheet):
                wide = widths(page)
                for cell in page.cells:
                    room = sum(wide[cell.column : cell.column + cell.colspan])
                    yield f"{page.form} {cell.slot}: {cell.text}", figure_size(cell.text, room), yuan


@pytest.mark.parametrize("standard", PACKS)
def test_figures_in_the_usual_unit_have_the_usual_size(standard: str) -> None:
    """Amounts in 万元, rates of 100.00 % and points stand on one line as they are."""
    found = sizes(load(standard), range(12))
    assert [text for text, size, yuan in found if size != USUAL and not yuan] == []


@pytest.mark.parametrize("standard", PACKS)
def test_longer_figures_are_printed_smaller(standard: str) -> None:
    """Amounts in 元 with separators fit too, in no less than 六号."""
    assert [text for text, size, _ in sizes(load(standard), range(12)) if size < SMALL] == []


def test_words_are_never_printed_smaller() -> None:
    """Only figures must not break; words may."""
    assert figure_size("受连续降雨影响，进度推迟", 300) == USUAL
    assert figure_size("26,151,177.82", 300) == NONE
