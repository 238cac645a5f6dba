"""Reports in prose: outlines, figures and names in sentences that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from wenxiao.standards.layout import PLACEHOLDERS, Report, ReportPart, Sentence, Told
from wenxiao.standards.schema import Pack
from wenxiao.standards.validate.fault import Fault, Names, Path, meant
from wenxiao.standards.validate.layouts import BRACED, Found

_PARTS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")


def report_faults(pack: Pack, names: Names) -> Iterator[Fault]:
    """Yield every mistake in the reports of a pack."""
    for report in pack.reports.values():
        for path, message in _in_report(report, pack, names):
            yield Fault("reports", report.id, f"报告“{report.id}”{message}", path)


def _in_report(report: Report, pack: Pack, names: Names) -> Found:
    if report.id != "report" and (said := names.form(report.id)):
        yield ("id",), f"没有对应的表：{said}"
    yield from _in_outline(report, pack, names)
    for name, told in report.figures.items():
        yield from ((("figures", name), f"的数“{name}”{said}") for said in _in_told(told, report, names))
    for path, sentence in _sentences(report.parts, ("parts",)):
        yield from ((path, f"的“{sentence.text[:20]}…”{said}") for said in _in_sentence(sentence, report))


def _in_outline(report: Report, pack: Pack, names: Names) -> Found:
    if report.outline is None or "outlines" in names.unsure:
        return
    outline = pack.outlines.get(report.outline)
    if outline is None:
        yield ("outline",), f"所用的提纲“{report.outline}”不存在{meant(report.outline, pack.outlines)}"
        return
    titles = [part.title for part in outline.parts]
    for at, part in enumerate(report.parts):
        if part.title not in titles:
            said = f"的“{part.title}”不是提纲“{report.outline}”里的部分{meant(part.title, titles)}"
            yield ("parts", at, "title"), said


def _sentences(parts: tuple[ReportPart, ...], path: Path) -> Iterator[tuple[Path, Sentence]]:
    for at, part in enumerate(parts):
        yield from (((*path, at, "say", number), one) for number, one in enumerate(part.say))
        yield from _sentences(part.parts, (*path, at, "parts"))


def _in_told(told: Told, report: Report, names: Names) -> Iterator[str]:
    for concept in (told.concept, told.row):
        if concept is not None and (said := names.concept(concept)):
            yield f"里的{said}"
    if told.form is not None and (said := names.form(told.form)):
        yield f"里的{said}"
    if told.compute is not None and not {told.part, told.whole} <= set(report.figures):
        yield "要由 part 和 whole 两个数算出，其中有的没有写"


def _in_sentence(sentence: Sentence, report: Report) -> Iterator[str]:
    known = {*report.figures, *PLACEHOLDERS, *(_PARTS if sentence.each else ())}
    named = [*BRACED.findall(sentence.text), *(one for one in (sentence.positive, sentence.zero) if one)]
    yield from (f"提到的“{name}”没有在 figures 里写{meant(name, known)}" for name in named if name not in known)
