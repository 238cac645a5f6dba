"""Who speaks, of which year, and in what kind of material; and the lines that ask for a hand or a seal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from wenxiao.document import Block, Document, Paragraph, Place, Table
from wenxiao.extract.captions import Piece
from wenxiao.extract.labels import key, printed_year, squeeze
from wenxiao.filing import Fact, Form, Kind, Signature, Spelling
from wenxiao.standards import Pack

_TITLE_END = re.compile(r"(?:报告|表|通知|说明|总结)(?:[(（].{0,12}[)）])?$")
_TITLE_WORDS = ("绩效", "自评", "评价", "基础数据")
_BODY = r"(?:政府|局|委|办|厅|处|院|校|园|馆|站|所|队|会|部|中心|学|镇|乡|街道|公司|集团|社|台|团|县|区|市|库|场|室|署)"
_REPORT_UNIT = re.compile(
    rf"(?:^|年度?)([\u4e00-\u9fff（）()·]{{2,40}}?{_BODY}(?:[(（]本级[)）])?)"
    r"(?:关于)?(?:(?:19|20)\d{2}年?度?)?(?:关于)?(?:部门|单位|预算单位|预算部门)?(?:[(（]单位[)）])?"
    r"(?:年度)?(?:整体|项目|预算|财政)?支?出?(?:整体支出)?(?:部门)?绩效"
)
_SEAL = re.compile(r"[(（](?:盖章|公章|章|签章|加盖公章)[)）]?")
_ROLES = (
    "单位负责人签字", "部门负责人签字", "部门（单位）负责人（签字）", "负责人签字", "单位负责人", "填表人", "填报人",
    "制表人", "填报日期", "填表日期", "填报时间", "评价组组长（签字）", "评价组组长", "评分人签名", "联系电话",
    "联系方式", "联系人", "经办人",
    "部门（单位）（盖章）", "单位（盖章）", "单位盖章", "财务负责人", "分管领导", "审核人", "复核人", "项目负责人",
)  # fmt: skip
_ROLE = re.compile(
    "(" + "|".join(r"\s*".join(map(re.escape, role)) for role in sorted(_ROLES, key=len, reverse=True)) + r")\s*[:：]"
)


def is_title(text: str) -> bool:
    """Tell whether a line is the title of a report, a form or a notice."""
    bare = squeeze(text)
    if not 6 <= len(bare) <= 70 or re.search(r"[。；，]", bare) or bare.startswith(("见", "详见", "《")):
        return False
    return bool(_TITLE_END.search(bare)) and any(word in bare for word in _TITLE_WORDS)


def titles(whole: Sequence[Piece]) -> tuple[Spelling, ...]:
    """Return the titles of the document; one that is broken over two lines is joined."""
    found: list[Spelling] = []
    previous: Paragraph | None = None
    lines = [piece.what for piece in whole]
    for at, block in enumerate(lines):
        if not isinstance(block, Paragraph):
            previous = None
            continue
        text = block.text.replace("\n", "")
        if is_title(text):
            head = _first_half(previous) if printed_year(text) is None else ""
            below = _year_line(lines, at + 1)
            own = printed_year(head + text)
            found.append(Spelling(text=_unspaced(head + text + ("" if own else below)), place=block.place))
            if own and below and printed_year(below) != own:
                found.append(Spelling(text=below, place=lines[at + 1].place))
        previous = block
    return tuple(found)


def _year_line(lines: Sequence[Block], at: int) -> str:
    """Return （2024年度） where it stands alone on the line below a title."""
    block = lines[at] if at < len(lines) else None
    bare = squeeze(block.text) if isinstance(block, Paragraph) else ""
    return bare if _YEAR_ALONE.fullmatch(bare) else ""


_YEAR_ALONE = re.compile(r"[(（]?(?:19|20)\d{2}年?度?[)）]?")


def _unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _first_half(block: Paragraph | None) -> str:
    bare = squeeze(block.text) if block is not None else ""
    whole = 4 <= len(bare) <= 40 and not re.search(r"[。；：:，]", bare) and not _DATE_LINE.fullmatch(bare)
    return bare if whole and (printed_year(bare) is not None or re.search(_BODY + "$", bare)) else ""


_DATE_LINE = re.compile(r"(?:19|20)\d{2}年\d{0,2}月\d{0,2}日")


def year_of(document: Document, found: tuple[Spelling, ...]) -> int | None:
    """Return the year that the titles speak of: the commonest, reports counting double, ties to the later."""
    votes: Counter[int] = Counter()
    for title in found:
        year = printed_year(title.text)
        if year is not None:
            votes[year] += 3 if "报告" in title.text else 2
    if not votes:
        votes.update(_years_in(document))
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _years_in(document: Document) -> Iterable[int]:
    for block in document.blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
        for text in texts:
            for match in re.finditer(r"(20\d{2})年度?", squeeze(text)):
                yield int(match.group(1))


def unit_of(whole: Sequence[Piece], found: tuple[Spelling, ...], facts: list[Fact]) -> tuple[str | None, Place | None]:
    """Return the unit's name as the forms, the cover or the title give it, and where."""
    names: list[tuple[str, Place]] = [
        (name, fact.place)
        for fact in facts
        if fact.concept == "unit.name" and (name := clean_name(fact.text)) and len(name) > 2
    ]
    names += list(_cover(whole))
    for title in found:
        match = _REPORT_UNIT.search(squeeze(title.text))
        if match:
            names.append((_without_year(match.group(1)), title.place))
    names = [(name, place) for name, place in names if len(name) > 2]
    names = names or list(_above_titles(whole, found))
    for concept in ("project.executor", "project.authority"):
        if not names:
            names = [(n, f.place) for f in facts if f.concept == concept and len(n := clean_name(f.text)) > 2]
    if not names:
        return None, None
    votes = Counter(name for name, _ in names)
    name = max(votes, key=lambda item: (votes[item], len(item)))
    return name, next(place for text, place in names if text == name)


def _above_titles(whole: Sequence[Piece], found: tuple[Spelling, ...]) -> Iterable[tuple[str, Place]]:
    """Yield the name of a body that stands alone on the line above a title."""
    before = {id(piece.what.place): above.what for above, piece in pairwise(whole)}
    for title in found:
        block = before.get(id(title.place))
        bare = squeeze(block.text) if isinstance(block, Paragraph) else ""
        if block is not None and re.fullmatch(rf"[\u4e00-\u9fff（）()·]{{4,36}}{_BODY}", bare):
            yield bare, block.place


_COVER = re.compile(
    r"^(?:预算|填报|自评|被评价|评价|编制|报送)?(?:部门|单位)(?:[(（]单位[)）])?名?称?[(（]?(?:公章|盖章)?[)）]?[:：](.+)$"
)


def _cover(whole: Sequence[Piece]) -> Iterable[tuple[str, Place]]:
    for _, block, _ in whole[:40]:
        if isinstance(block, Paragraph):
            match = _COVER.match(squeeze(re.split(r"\s{2,}|\t", block.text.strip())[0]))
            if match and (name := clean_name(match.group(1))):
                yield name, block.place


def clean_name(text: str) -> str:
    """Return a unit's name without seal marks, codes and blanks."""
    bare = _SEAL.sub("", squeeze(text))
    bare = re.sub(r"^[\d\-—]+", "", bare).strip("：:_/—-")
    return bare if re.search(r"[\u4e00-\u9fff]{2}", bare) else ""


def _without_year(text: str) -> str:
    return re.sub(r"^.*?(?:19|20)\d{2}年?度?", "", text)


def kind_of(forms: list[Form], found: tuple[Spelling, ...]) -> Kind:
    """Return whether the material evaluates a whole unit (overall) or a project."""
    said = [title.text for title in found]
    if any("整体" in text or "部门绩效" in text or "单位绩效" in text for text in said):
        return "overall"
    if any("项目" in text or "专项" in text or "转移支付" in text for text in said):
        return "project"
    kinds = {form.form for form in forms}
    return "project" if "project" in kinds and not kinds & {"overall", "base-data", "goals"} else "overall"


def signatures(whole: Sequence[Piece], forms: list[Form]) -> tuple[Signature, ...]:
    """Return each label that asks for a name, a seal, a date or a number, with what stands after it."""
    found: list[Signature] = []
    for index, block, rows in whole:
        if isinstance(block, Paragraph) and len(block.text) < 300:
            found.extend(_sign(block.text, block.place, _form_at(forms, index, block.place)))
        for line in rows:
            for _, cell in line.own():
                if len(cell.text) < 120 and re.search(r"签字|签名|盖章", cell.text):
                    found.extend(_sign(cell.text, cell.place, _form_at(forms, index, cell.place)))
    return tuple(found)


def _form_at(forms: list[Form], block: int, place: Place) -> str | None:
    """Return the form whose table, or part of a table, stands last before a place."""
    before = [
        (max(form.tables), form.place.row or 0, form.id)
        for form in forms
        if form.tables and max(form.tables) <= block and not _is_below(form.place, place)
    ]
    return max(before)[2] if before else None


def _is_below(place: Place, other: Place) -> bool:
    return place.block == other.block and (place.row or 0) > (other.row or 0)


def _sign(text: str, place: Place, form: str | None) -> Iterable[Signature]:
    marks = list(_ROLE.finditer(text))
    for at, match in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        said = text[match.end() : end].strip()
        role = squeeze(match.group(1))
        spot = msgspec.structs.replace(
            place, start=match.start(), end=match.end() + len(said), path=f"{place.path} › {role}".strip(" ›")
        )
        yield Signature(role=role, text=said.split("\n")[0].strip(), form=form, place=spot)


def report_title(found: tuple[Spelling, ...]) -> Spelling | None:
    """Return the title of the narrative report, the last one that ends in 报告."""
    reports = [title for title in found if "报告" in title.text]
    return reports[-1] if reports else None


def form_title(pack: Pack, form: str) -> str:
    """Return the official title of a form of the pack."""
    return pack.forms[form].title if form in pack.forms else key(form)
