"""What holds for any two filings: the mirror, equality, real reports, and speed."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import product

import msgspec
import pytest
from comparing import SHEET, changes
from hypothesis import given, settings
from hypothesis import strategies as st

from building import INDICATORS, REPORT, Sheet, filing_of
from filings import CORPUS, REAL
from wenxiao.compare import Change, Difference, Side, compare
from wenxiao.compare.pairing import Item, paired
from wenxiao.compare.words import pieces
from wenxiao.extract import extract
from wenxiao.filing import Filing, Indicator
from wenxiao.read import read

_MIRROR = {"added": "removed", "removed": "added", "same": "same"}
AMOUNTS = st.sampled_from(["540.00", "540", "0", "", "无", "5400000元", "1,152.29", "约540", "61.5%"])
NAMES = st.sampled_from(["开展巡查次数", "开展巡查的次数", "巡查次数", "验收合格率", "验收及格率", "群众满意度"])
SENTENCES = st.lists(
    st.sampled_from(["巡查12次。", "巡查13次。", "更新设备6台，", "更新6台设备，", "完成。", "\n"]), max_size=8
)


def side(one: Side | None) -> tuple[str, str] | None:
    """Return what a side says."""
    return None if one is None else (one.text, str(one.value))


def seen(change: Change) -> tuple[object, ...]:
    """Return a change as it is."""
    words = tuple((piece.kind, piece.text) for piece in change.pieces)
    return change.kind, side(change.before), side(change.after), change.difference, change.removed, change.added, words


def turned(change: Change) -> tuple[object, ...]:
    """Return a change as it looks from the other side."""
    kind = _MIRROR.get(change.kind, change.kind)
    words = Counter((_MIRROR[piece.kind], piece.text) for piece in change.pieces)
    gap = None if change.difference is None else -change.difference
    return kind, side(change.after), side(change.before), gap, change.added, change.removed, frozenset(words.items())


def assert_mirrors(forth: Difference, back: Difference) -> None:
    """Each change one way is a change the other way."""
    assert forth.counts.unchanged == back.counts.unchanged
    assert forth.counts.written == back.counts.written
    assert Counter(map(turned, changes(forth))) == Counter(
        (*seen(one)[:-1], frozenset(Counter((p.kind, p.text) for p in one.pieces).items())) for one in changes(back)
    )


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Draw a sheet whose cells, rows and text differ from the clean one in ways that matter to matching."""
    rows = list(INDICATORS[: draw(st.integers(1, 6))])
    drawn = [(one[0], one[1], draw(NAMES), one[3], draw(AMOUNTS), *one[5:]) for one in draw(st.permutations(rows))]
    base = {label: (draw(AMOUNTS), "1", "1") for label in draw(st.permutations(list(SHEET.base)))[:6]}
    report = REPORT.replace("细化任务分工。", "".join(draw(SENTENCES)))
    year = draw(st.sampled_from(["2023", "2024"]))
    return replace(SHEET, indicators=tuple(drawn), base=base, report=report, executed=draw(AMOUNTS), title_year=year)


@settings(max_examples=40, deadline=None)
@given(sheets(), sheets())
def test_the_other_way_round_is_the_mirror(before: Sheet, after: Sheet) -> None:
    """compare(b, a) says of each change the reverse of compare(a, b), and nothing else."""
    one, other = filing_of(before), filing_of(after)
    assert_mirrors(compare(one, other), compare(other, one))


@settings(max_examples=20, deadline=None)
@given(sheets())
def test_a_filing_never_differs_from_itself(sheet: Sheet) -> None:
    """Whatever stands in it, and however often the same name stands in it."""
    found = compare(filing_of(sheet), filing_of(sheet))
    assert (found.counts.differing, found.counts.written) == (0, 0)


@settings(max_examples=200, deadline=None)
@given(SENTENCES, SENTENCES)
def test_pieces_add_up_to_both_texts(before: list[str], after: list[str]) -> None:
    """What is kept and taken out is the first text, what is kept and put in is the second."""
    one, other = "".join(before), "".join(after)
    found = pieces(one, other)
    assert "".join(piece.text for piece in found if piece.kind != "added") == one
    assert "".join(piece.text for piece in found if piece.kind != "removed") == other


@settings(max_examples=200, deadline=None)
@given(st.lists(NAMES, max_size=8), st.lists(NAMES, max_size=8))
def test_pairing_does_not_depend_on_the_order_of_the_lists(before: list[str], after: list[str]) -> None:
    """No item twice, and the same pairs from either side."""
    one, other = ([Item((name,), name) for name in names] for names in (before, after))
    forth, back = paired(one, other), paired(other, one)
    assert {(b, a) for a, b in back.pairs} == set(forth.pairs)
    assert {(b, a) for a, b in back.moved} == set(forth.moved)
    assert len({a for a, _ in forth.pairs}) == len({b for _, b in forth.pairs}) == len(forth.pairs)


@cache
def real(name: str) -> Filing:
    """Return a real report as a filing."""
    return extract(read(CORPUS / f"{name}.txt"))


@pytest.mark.corpus
@pytest.mark.parametrize(("before", "after"), list(product(REAL, REAL)), ids=str)
def test_real_reports(before: str, after: str) -> None:
    """Any two real reports can be compared; one does not differ from itself, and both ways are mirrors."""
    if not CORPUS.exists():
        pytest.skip("the corpus is not beside the repository")
    found = compare(real(before), real(after))
    assert found.differs == (before != after)
    assert_mirrors(found, compare(real(after), real(before)))


def large(filing: Filing, times: int, salt: str) -> Filing:
    """Return a filing of hundreds of pages: its rows many times over under other names, its text long."""
    facts = tuple(
        msgspec.structs.replace(fact, label=f"{fact.label}{at}{salt if at % 3 else ''}", concept=None)
        for at in range(times)
        for fact in filing.facts
    )
    rows: tuple[Indicator, ...] = tuple(
        msgspec.structs.replace(row, level3=f"{row.level3}第{at}批{salt if at % 3 else ''}")
        for at in range(times)
        for row in filing.indicators
    )
    return msgspec.structs.replace(filing, facts=facts, indicators=rows)


def test_two_filings_of_three_hundred_pages_take_seconds() -> None:
    """Thousands of rows, two in three renamed, and sections of a hundred thousand characters."""
    long = "".join(f"第{at}项任务完成{at * 7 % 90}次，辖区环境整洁。" for at in range(12000))
    edited = long.replace("5次，辖区", "6次，全辖区")
    before = large(filing_of(replace(SHEET, report=REPORT.replace("细化任务分工。", long))), 60, "")
    after = large(filing_of(replace(SHEET, report=REPORT.replace("细化任务分工。", edited))), 60, "改")
    start = time.perf_counter()
    found = compare(before, after)
    assert time.perf_counter() - start < 20
    assert found.differs
