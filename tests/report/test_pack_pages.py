"""A Standard as a person reads it: on the terminal, and in docs/packs/, made from the pack and current."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from wenxiao.quantity import trimmed
from wenxiao.report.pack import lines, markdown, write_pages
from wenxiao.score.words import in_words
from wenxiao.standards import Pack, available, load
from wenxiao.standards.scheme import Beyond, Cap, NotApplicable, Rounding

PAGES = Path(__file__).resolve().parents[2] / "docs" / "packs"


def text(pack: Pack) -> str:
    """Return a Standard as the terminal shows it."""
    return "\n".join(lines(pack))


@pytest.mark.parametrize("name", available())
def test_the_page_of_a_pack_is_current(name: str) -> None:
    """docs/packs/ holds what the pack says; run `make docs` after a change."""
    assert (PAGES / f"{name}.md").read_text(encoding="utf-8") == markdown(load(name))


def test_there_is_a_page_for_each_pack_and_no_other(tmp_path: Path) -> None:
    """Every pack that ships has its page, and no page is left of one that does not."""
    write_pages(tmp_path)
    assert sorted(path.name for path in PAGES.iterdir()) == sorted(path.name for path in tmp_path.iterdir())


@pytest.mark.parametrize("name", available())
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_everything_that_scores_is_shown(name: str, form: str) -> None:
    """Every indicator with its weight, every rule in words, every grade, weight profile, form and relation."""
    pack = load(name)
    said = text(pack) if form == "text" else markdown(pack).replace("\\*", "*").replace("&lt;", "<")
    for scheme in pack.scoring.values():
        rules = [one.rule for one in scheme.measures] + [one.rule for one in scheme.indicators if one.rule is not None]
        rules += [scheme.execution.rule, *scheme.execution.also] if scheme.execution is not None else []
        assert [rule for rule in rules if in_words(rule) not in said] == []
        assert [one.name for one in scheme.indicators if one.name not in said] == []
        assert [one.id for one in scheme.profiles if one.id not in said] == []
        assert [band.grade for band in scheme.bands if f"{band.grade} {trimmed(band.low)}（含）" not in said] == []
        assert [value for one in scheme.indicators for value in one.values if value not in said] == []
    assert [form_.title for form_ in pack.forms.values() if form_.title not in said] == []
    assert [rule_.expr for rule_ in pack.relations.values() if rule_.expr not in said] == []


def test_what_is_not_checked_against_the_official_text_is_marked() -> None:
    """The reader sees how sure we are, of the pack and of a single rule."""
    said = text(load("national-2020"))
    assert "［K］待与正式文本核对" in said
    assert "反向指标（≤、<）" in said
    assert "把握：［P］据公开材料和实务整理" in said


def test_what_a_scheme_may_say_besides_is_in_words() -> None:
    """Rounding by cutting off, caps, deviation with a deduction, and what becomes of what does not apply."""
    pack = load("national-2020")
    scheme = msgspec.structs.replace(
        pack.scoring["self-evaluation"],
        rounding=Rounding(places=1, mode="truncate"),
        caps=(Cap(below=Decimal(60), at_most=Decimal(69)),),
        beyond=Beyond(percent=Decimal(130), deduct=Decimal(5)),
        not_applicable=NotApplicable(to="all"),
    )
    said = text(msgspec.structs.replace(pack, scoring={"self-evaluation": scheme}))
    for words in (
        "得分保留 1 位小数，截尾",
        "执行率低于 60% 的，总分最高 69 分",
        "完成值达到指标值的 130% 的，应说明原因，扣 5 分",
        "由全部其他指标按分值分担",
    ):
        assert words in said
