"""compare: two filings → their Difference."""

from __future__ import annotations

from collections.abc import Mapping

from wenxiao.compare.carried import carried_forward, kinship
from wenxiao.compare.facts import compare_facts
from wenxiao.compare.figures import Said
from wenxiao.compare.forms import Pair, compare_forms, compare_signatures, contents
from wenxiao.compare.lens import lenses
from wenxiao.compare.sections import compare_rest, compare_sections
from wenxiao.compare.shape import Difference, Source, counts_of
from wenxiao.compare.tally import Tally
from wenxiao.filing import Filing

_KINDS = {"overall": "部门整体支出", "project": "项目支出"}


def compare(before: Filing, after: Filing, titles: Mapping[str, str] | None = None) -> Difference:
    """Return all that differs between two filings, figure by figure.

    `titles` gives the official title of each kind of form, where the caller knows the Standard; the printed title
    stands in for it. compare(b, a) is the mirror of compare(a, b).
    """
    pair = Pair((before, after), (contents(before), contents(after)), lenses(before, after), titles or {})
    tallies = [_head(before, after), *compare_forms(pair), _prose(pair), _sections(pair)]
    groups = tuple(tally.group() for tally in tallies)
    return Difference(
        before=_source(before),
        after=_source(after),
        kinship=kinship(before, after),
        counts=counts_of(groups),
        groups=groups,
        carried=carried_forward(before, after),
    )


def _source(filing: Filing) -> Source:
    document = filing.documents[0] if filing.documents else None
    return Source(
        file=document.file if document else None,
        sha256=document.sha256 if document else None,
        standard=filing.standard,
        unit=filing.unit,
        year=filing.year,
        kind=filing.kind,
    )


def _head(before: Filing, after: Filing) -> Tally:
    """Compare who states, for which year, what kind of filing, by which Standard."""
    tally = Tally("head", "基本信息")
    rows = (
        ("单位", before.unit, after.unit),
        ("年度", before.year and str(before.year), after.year and str(after.year)),
        ("类别", _KINDS[before.kind], _KINDS[after.kind]),
        ("口径", before.standard, after.standard),
    )
    for label, one, other in rows:
        places = [filing.unit_place if label == "单位" else None for filing in (before, after)]
        sides = [Said(str(text or ""), str(text or ""), at) for text, at in zip((one, other), places, strict=True)]
        tally.weigh("head", label, *sides)
    return tally


def _prose(pair: Pair) -> Tally:
    """Compare the figures of the text, and the signatures that stand in no form."""
    tally = Tally("prose", "正文中的数据")
    first, second = pair.contents
    compare_facts(tally, first.facts.get(None, ()), second.facts.get(None, ()), pair.lenses)
    compare_signatures(tally, first.signatures.get(None, ()), second.signatures.get(None, ()), pair.lenses)
    return tally


def _sections(pair: Pair) -> Tally:
    tally = Tally("sections", "报告章节")
    compare_sections(tally, *pair.filings, pair.lenses)
    compare_rest(tally, *pair.filings, pair.lenses)
    return tally
