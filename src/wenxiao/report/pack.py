"""A Standard as a person reads it: what it scores, by which rules in words, and how sure we are of it.

Made from the data of the pack alone, so that it changes with the pack. `lines` lays it out for a terminal, `markdown`
for docs/packs/, which `python -m wenxiao.report.pack docs/packs` writes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from wenxiao.quantity import trimmed
from wenxiao.report.scheme import Part, Rows, certainty_in_words, scheme_parts
from wenxiao.standards import Outline, Pack, RelationRule, available, load


class Chapter(NamedTuple):
    """A heading and what stands under it."""

    title: str
    parts: tuple[Part, ...]


def lines(pack: Pack) -> Iterator[str]:
    """Yield a Standard line by line, for a terminal."""
    yield f"{pack.id}　{pack.identity.title}"
    yield from (f"  {one}" for one in head_lines(pack))
    for chapter in _chapters(pack):
        yield from ("", chapter.title)
        for part in chapter.parts:
            yield from part_lines(part)


def part_lines(part: Part) -> Iterator[str]:
    """Yield a part line by line, indented under its heading."""
    indent = "  "
    if part.title:
        yield f"  {part.title}"
        indent = "    "
    yield from (f"{indent}{one}" for one in part.said)
    if part.rows is not None:
        for row in part.rows.rows:
            rest = "；".join(f"{head}：{cell}" for head, cell in zip(part.rows.head[1:], row[1:], strict=True) if cell)
            yield f"{indent}{row[0]}{f'　{rest}' if rest else ''}"


def markdown(pack: Pack) -> str:
    """Return a Standard as a page of Markdown."""
    said = [f"# {pack.identity.title}（{pack.id}）", "<!-- 由 make docs 从口径生成，请改口径，不要改这里。 -->"]
    said.append("\n".join(f"- {one}" for one in head_lines(pack)))
    for chapter in _chapters(pack):
        said.append(f"## {chapter.title}")
        for part in chapter.parts:
            said += [f"### {part.title}"] if part.title else []
            said += ["\n".join(f"- {_escaped(one)}" for one in part.said)] if part.said else []
            said += [_table(part.rows)] if part.rows is not None else []
    return "\n\n".join(said) + "\n"


def _table(rows: Rows) -> str:
    every = [rows.head, tuple("---" for _ in rows.head), *rows.rows]
    return "\n".join("| " + " | ".join(map(_escaped, row)) + " |" for row in every)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def head_lines(pack: Pack) -> Iterator[str]:
    """Yield the head of a Standard: region, year, document number, dates, source, what it extends."""
    one = pack.identity
    yield f"地区：{one.region}；年度：{'未知' if one.year is None else one.year}；文号：{_known(one.number)}"
    until = f"，至 {one.in_force_to}" if one.in_force_to else ""
    yield f"施行：{_known(one.in_force_from)}{until}"
    yield f"出处：{_known(one.source)}{certainty_in_words(one.certainty)}"
    if len(pack.lineage) > 1:
        yield f"沿用：{' ← '.join(pack.lineage)}"


def _known(text: str) -> str:
    return "未知" if text == "unknown" else text


def _chapters(pack: Pack) -> Iterator[Chapter]:
    yield Chapter("不知道的和沿用的", (Part("", (*_unknown(pack), *_inherited(pack))),))
    for scheme in pack.scoring.values():
        yield Chapter(f"计分：{scheme.title or scheme.id}", tuple(scheme_parts(pack, scheme)))
    yield Chapter("附表", (Part("", tuple(_forms(pack))),))
    if pack.layouts or pack.reports:
        yield Chapter("能写出的表和报告", (Part("", tuple(_written(pack))),))
    if pack.relations:
        yield Chapter("必须成立的关系", (Part("", tuple(map(relation_in_words, pack.relations.values()))),))
    if pack.outlines:
        yield Chapter("报告提纲（符合其中一种即可）", (Part("", tuple(map(outline_in_words, pack.outlines.values()))),))
    yield Chapter("没有法规规定的界限", (Part("", tuple(_thresholds(pack))),))


def _unknown(pack: Pack) -> Iterator[str]:
    """Yield what is not known of the regulation."""
    one = pack.identity
    said = {"年度": one.year, "文号": one.number, "施行日期": one.in_force_from, "出处": one.source}
    lacking = [name for name, value in said.items() if value in (None, "unknown")]
    yield f"不知道：{'、'.join(lacking)}" if lacking else "年度、文号、施行日期、出处都已知"
    for name, source in _sources(pack).items():
        if source is None:
            yield f"“{_title(pack, name)}”的版面出处未知"


def _inherited(pack: Pack) -> Iterator[str]:
    """Yield what the pack says itself, and what it falls back on, by the pack that says it."""
    if len(pack.lineage) == 1:
        return
    for section, label in _SECTIONS.items():
        own, others = pack.own(section), pack.origins.get(section, {})
        said = [f"本口径的 {_listed(pack, section, own)}"] if own else []
        for origin in dict.fromkeys(others.values()):
            if origin != pack.id:
                names = [name for name, where in others.items() if where == origin]
                said.append(f"沿用 {origin} 的 {_listed(pack, section, names)}")
        if said:
            yield f"{label}：{'；'.join(said)}"


_SECTIONS = {"scoring": "计分办法", "forms": "附表", "layouts": "版面", "reports": "报告", "outlines": "提纲"}


def _listed(pack: Pack, section: str, names: Iterable[str]) -> str:
    if section in ("forms", "layouts", "reports"):
        return "、".join(_title(pack, name) for name in names)
    return "、".join(names)


def _title(pack: Pack, form: str) -> str:
    return pack.forms[form].title if form in pack.forms else "自评报告"


def _sources(pack: Pack) -> dict[str, str | None]:
    """Return where the look of each form and report comes from."""
    layouts = {one.id: one.source for one in pack.layouts.values()}
    return layouts | {one.id: one.source for one in pack.reports.values()}


def _written(pack: Pack) -> Iterator[str]:
    """Yield what `wenxiao write` can write, and where its look comes from."""
    for name, source in _sources(pack).items():
        yield f"{name}：{_title(pack, name)}（{_known(source or 'unknown')}）"


def _forms(pack: Pack) -> Iterator[str]:
    for form in pack.forms.values():
        need = pack.requirements.get(form.id)
        must = ""
        if need is not None:
            when = "" if need.concept is None else f"“{pack.concepts[need.concept].label}”大于零时"
            must = f"（{when}必备{f'，{need.attachment}' if need.attachment else ''}）"
        yield f"{form.title}［{form.id}］{must}"


def relation_in_words(rule: RelationRule) -> str:
    """Return a relation in one line: its title, its expression, the check that it is under."""
    doubt = "" if rule.provable else "（不成立只作疑点）"
    return f"{rule.title}：{rule.expr}［{rule.check}］{doubt}"


def outline_in_words(outline: Outline) -> str:
    """Return the parts of an outline in one line."""
    return "、".join(part.title + ("" if part.required else "（可以没有）") for part in outline.parts)


def _thresholds(pack: Pack) -> Iterator[str]:
    for one in pack.thresholds.values():
        source = "实务" if one.source == "practice" else one.source
        yield f"{one.id}：{trimmed(one.value)}{one.unit or ''}（{source}）"


def write_pages(folder: Path) -> None:
    """Write the page of every pack that ships."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in available():
        (folder / f"{name}.md").write_text(markdown(load(name)), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
