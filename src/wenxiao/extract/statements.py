"""Relations that the text itself states: parts of a whole, shares, lists against the number said to be in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

import msgspec

from wenxiao import quantity
from wenxiao.document import Cell, Document, Paragraph, Place, Table
from wenxiao.extract.clauses import Mention
from wenxiao.extract.labels import squeeze
from wenxiao.extract.lists import read_lists
from wenxiao.extract.prose import Reading
from wenxiao.filing import Statement, Term

_LIST = re.compile(r"其中|包括|明细如下|构成如下|如下[:：]")
_PARTITIONS = (
    frozenset({"expenditure.basic", "expenditure.project"}),
    frozenset({"expenditure.personnel", "expenditure.office"}),
    frozenset({"staff.administrative", "staff.institutional"}),
)
_LEAST_CLASSES = 3
_COMPARISONS = re.compile(r"比上年|较上年|同比|比年初|较年初|比预算|增加|减少|增长|下降|结余|占")


def read_statements(document: Document, reading: Reading) -> tuple[Statement, ...]:
    """Return what the paragraphs state of figures that belong together."""
    found: list[Statement] = []
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        said = [Said(reading, index, block, mention) for mention in reading.mentions(index, block)]
        found.extend(_parts(said))
        found.extend(_shares(said))
        found.extend(read_lists(block, index))
        follower = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if isinstance(follower, Table) and said:
            found.extend(_table(said, follower))
    return tuple(found)


class Said:
    """A mention with the fact that was read from it, if any."""

    def __init__(self, reading: Reading, index: int, block: Paragraph, mention: Mention) -> None:
        self.mention = mention
        self.block = block
        self.index = index
        self.fact = reading.seen.get((index, mention.figure.start))
        self.title = reading.title

    @property
    def kind(self) -> str:
        """money, people or another kind of figure."""
        figure = self.mention.figure
        return "people" if figure.kind == "count" and figure.unit in ("人", "名", "个") else figure.kind

    def term(self) -> Term:
        """Return the mention as a term of a statement."""
        figure = self.mention.figure
        place = self.fact.place if self.fact else self._place()
        return Term(
            label=self.fact.label if self.fact and self.fact.concept else self.mention.name or "其中项",
            value=figure.value,
            unit=figure.unit,
            places=figure.places,
            exact=figure.kind == "count",
            approximate=figure.approximate,
            text=figure.text,
            concept=self.fact.concept if self.fact else None,
            place=place,
        )

    def _place(self) -> Place:
        figure = self.mention.figure
        return msgspec.structs.replace(
            self.block.place,
            block=self.index,
            line=self.block.line_at(figure.start),
            start=figure.start,
            end=figure.end,
            path=f"正文 › {self.mention.name or '其中项'}",
        )


def _parts(said: list[Said]) -> Iterator[Statement]:
    """Yield each whole with the figures that are listed as its parts, in brackets or after 其中."""
    nested: list[Said] = []
    for at, one in enumerate(said):
        if one.kind not in ("money", "people") or _is_comparison(one):
            continue
        bracket = _bracketed(said, at)
        nested.extend(part for part in bracket if part.fact is not None)
        statement = _statement(one, bracket) if bracket else None
        if statement is not None:
            yield statement
        listed = _listed(said, at)
        if len(listed) >= 2:
            statement = _statement(one, listed)
            if statement is not None:
                yield statement
    yield from _crossed(said, nested)


def _bracketed(said: list[Said], at: int) -> list[Said]:
    """Return the figures inside the bracket that opens right after a figure."""
    one = said[at]
    parts: list[Said] = []
    for other in _after(said, at):
        between = one.block.text[one.mention.figure.end : other.mention.figure.start] if not parts else ""
        if other.mention.depth <= one.mention.depth or (not parts and not re.match(r"\s*[，,；;]?\s*[（(]", between)):
            break
        if other.mention.depth == one.mention.depth + 1 and other.kind == one.kind and not _is_comparison(other):
            parts.append(other)
    return parts


def _listed(said: list[Said], at: int) -> list[Said]:
    """Return the figures that follow a figure after 其中 up to the end of the sentence, at its own depth."""
    one = said[at]
    if _is_comparison(one) or (one.fact is not None and one.fact.concept == "staff.change"):
        return []
    following = (
        other for other in _same_bracket(said, at) if not _is_comparison(other) and not other.mention.figure.approximate
    )
    first = next(following, None)
    if first is None or first.kind != one.kind:
        return []
    between = one.block.text[one.mention.figure.end : first.mention.figure.start]
    marks = list(_LIST.finditer(between))
    if not marks or between.count("。") > 1 or _closed(between) or re.search(r"[；;）)]", between[marks[-1].end() :]):
        return []
    if "。" in between and len(_in_sentence(said, one)) > 1:
        return []  # 其中 after two figures: of which of them is open
    stop = _end(one.block.text, first.mention.figure.start)
    parts: list[Said] = []
    semicolons = False
    for other in chain([first], following):
        if other.mention.figure.start >= stop or (parts and "其中" in squeeze(other.mention.lead)):
            break
        if parts and (_opens_list(said, other, stop) or _is_another_whole(other, parts)):
            break
        if _OUTSIDE.search(other.mention.name):
            break
        if len(parts) == 1:
            semicolons = bool(re.search(r"[；;]", _between(parts[0], other)))
        if len(parts) >= 2 and not semicolons and re.search(r"[；;]", _between(parts[-1], other)):
            break  # the parts are parted by commas: what follows a semicolon is something else
        if other.kind == one.kind and not _is_comparison(other):
            parts.append(other)
    return parts


_OUTSIDE = re.compile(r"退休|离休|遗属|聘用|编外|临聘|劳务|招录|调[出入]|负债|净资产|折旧|净值|结余|结转")
_WHOLES = ("spending.whole", "income.whole", "staff.quota", "staff.actual", "staff.change", "three-public.total")


def _is_another_whole(one: Said, parts: list[Said]) -> bool:
    """Tell whether a figure can't be one more part: a total itself, or a concept that the list had already."""
    concept = one.fact.concept if one.fact is not None else None
    if concept is None or one.kind == "people":
        return concept in _WHOLES
    return concept in _WHOLES or any(part.fact is not None and part.fact.concept == concept for part in parts)


def _between(one: Said, other: Said) -> str:
    return one.block.text[one.mention.figure.end : other.mention.figure.start]


def _opens_list(said: list[Said], one: Said, stop: int) -> bool:
    """Tell whether a figure after a semicolon opens a list of its own: …；年末实有 44 人，其中…"""
    text, start = one.block.text, one.mention.figure.end
    next_at = bisect_left(said, start, key=_start)
    later = [_start(other) for other in said[next_at : next_at + 1]]
    between = text[start : min([stop, *later])]
    return (
        bool(re.search(r"[；;]", one.block.text[one.mention.sentence - 1 : one.mention.sentence])) and "其中" in between
    )


def _same_bracket(said: list[Said], at: int) -> Iterator[Said]:
    """Yield the later figures at a figure's own depth, until the bracket that it stands in closes."""
    one = said[at]
    text, depth = one.block.text, one.mention.depth
    level, position = depth, one.mention.figure.end
    for other in _after(said, at):
        for char in text[position : other.mention.figure.start]:
            level += (char in "（(") - (char in "）)")
            if level < depth:
                return
        position = other.mention.figure.start
        if other.mention.depth == depth:
            yield other


def _after(said: list[Said], at: int) -> Iterator[Said]:
    """Yield the figures that follow one; a paragraph may hold thousands, of which few are looked at."""
    return map(said.__getitem__, range(at + 1, len(said)))


def _start(one: Said) -> int:
    return one.mention.figure.start


def _closed(between: str) -> bool:
    """Tell whether another clause stands between the figure and 其中."""
    head = _LIST.split(between)[0]
    return len(squeeze(head)) > 24


def _in_sentence(said: list[Said], one: Said) -> list[Said]:
    text = one.block.text
    begin = max(text.rfind("。", 0, one.mention.figure.start), text.rfind("\n", 0, one.mention.figure.start)) + 1
    end = _end(text, one.mention.figure.start)
    first, last = (bisect_left(said, offset, key=_start) for offset in (begin, end))
    return [other for other in said[first:last] if other.mention.depth == 0 and other.kind == one.kind]


def _end(text: str, start: int) -> int:
    ends = [at for at in (text.find("。", start), text.find("\n", start)) if at >= 0]
    return min(ends, default=len(text))


def _is_comparison(one: Said) -> bool:
    return bool(_COMPARISONS.search(squeeze(one.mention.lead)[-10:]))


def _statement(whole: Said, parts: list[Said]) -> Statement | None:
    parts = _of_one_stage(whole, parts)
    concept = whole.fact.concept if whole.fact is not None else None
    if concept is not None and any(part.fact is not None and part.fact.concept == concept for part in parts):
        return None  # 基本支出 is no part of 基本支出: the words are about something else
    parts = _until_full(whole, parts)
    if not parts:
        return None
    terms = tuple(part.term() for part in parts)
    complete = _is_complete(terms)
    if len(terms) < 2 and not complete:
        return None
    start, end = whole.mention.figure.start, parts[-1].mention.figure.end
    return Statement(
        kind="parts",
        text=whole.block.text[start:end],
        place=whole.term().place,
        whole=whole.term(),
        parts=terms,
        complete=complete,
    )


def _of_one_stage(whole: Said, parts: list[Said]) -> list[Said]:
    """Keep the parts at the whole's stage where budget and execution alternate in one list."""
    stages = {part.fact.dimensions.stage for part in parts if part.fact is not None}
    if len(stages) < 2 or whole.fact is None:
        return parts
    wanted = whole.fact.dimensions.stage
    return [part for part in parts if part.fact is None or part.fact.dimensions.stage == wanted]


def _until_full(whole: Said, parts: list[Said]) -> list[Said]:
    """End the list where its first figures already make up the whole: what follows begins something else."""
    total, places = whole.mention.figure.base()
    reach = quantity.interval(total, places)
    running = Decimal(0)
    for count, part in enumerate(parts, 1):
        running += part.mention.figure.base()[0]
        if count >= _LEAST_FULL and reach.low <= running <= reach.high:
            return parts[:count]
    return parts


_LEAST_FULL = 2


def _is_complete(terms: tuple[Term, ...]) -> bool:
    """Tell whether parts are all there is: a known pair, three classes with 其他, or the economic classes."""
    concepts = {term.concept for term in terms if term.concept}
    if any(pair <= concepts for pair in _PARTITIONS) and len(concepts) == len(terms):
        return True
    if len(terms) >= _LEAST_CLASSES and all(concept.startswith("economic.") for concept in concepts):
        return len(concepts) == len(terms)
    residual = any(term.label.startswith(("其他", "其它")) for term in terms)
    return residual and len(terms) >= _LEAST_CLASSES


def _crossed(said: list[Said], nested: list[Said]) -> Iterator[Statement]:
    """Yield, for totals stated before a nested list, the sums across it: 基本支出 is that of all sources together."""
    if len(nested) < 2:
        return
    first = min(part.mention.figure.start for part in nested)
    for one in said:
        if one.mention.depth or one.fact is None or one.fact.concept is None or one.mention.figure.start >= first:
            continue
        if one.kind != "money":
            continue
        inner = [part.term() for part in nested if part.fact and part.fact.concept == one.fact.concept]
        if inner:
            yield Statement(
                kind="parts",
                text=one.mention.figure.text,
                place=one.term().place,
                whole=one.term(),
                parts=tuple(inner),
                complete=True,
            )


def _shares(said: list[Said]) -> Iterator[Statement]:
    """Yield 「A 5 万元，占 B 的 20%」 with the amount of A, and of B where the paragraph states it."""
    for at, one in enumerate(said):
        lead = squeeze(one.mention.lead)
        if one.kind != "rate" or at == 0 or not ("占" in lead or "占" in said[at - 1].mention.lead):
            continue
        named = re.sub(r"^.*[，,；;：:。]", "", lead.rsplit("占", 1)[0])
        part = next(
            (other for other in reversed(said[:at]) if named and named.endswith(squeeze(other.mention.name) or "?")),
            next((other for other in reversed(said[:at]) if other.mention.depth == one.mention.depth), said[at - 1]),
        )
        if named and not named.endswith(squeeze(part.mention.name) or "?"):
            continue
        name = re.sub(r"(?:总额|总数|的|比例|比重|为|约)+$", "", lead.rsplit("占", 1)[-1])
        whole = next(
            (
                other
                for other in said[:at]
                if other is not part
                and other.kind == part.kind
                and name
                and name in (squeeze(other.mention.name) or "?")
            ),
            None,
        )
        if part.kind not in ("money", "people") or whole is None:
            continue
        yield _share_of(part, whole, one)


def _share_of(part: Said, whole: Said, rate: Said) -> Statement:
    return Statement(
        kind="share",
        text=rate.block.text[part.mention.figure.start : rate.mention.figure.end],
        place=rate.term().place,
        whole=whole.term(),
        parts=(part.term(),),
        result=rate.term(),
    )


def _table(said: list[Said], table: Table) -> Iterator[Statement]:
    """Yield the rows of a small table that a sentence announces: 项目支出 50 万元，明细如下（单位：万元）："""
    last = next((one for one in reversed(said) if one.kind == "money"), None)
    if last is None or not re.search(r"(?:如下|明细|见下表|下表)[^。]{0,16}[:：]?\s*$", last.block.text):
        return
    parts = [term for line in table.lines() if (term := _row(line, last)) is not None]
    if len(parts) >= 2:
        whole = last.term()
        totals = [term for term in parts if squeeze(term.label) in ("合计", "总计", "小计")]
        yield Statement(
            kind="parts",
            text=last.block.text[-60:],
            place=whole.place,
            whole=whole,
            parts=tuple(term for term in parts if term not in totals),
            complete=True,
        )


def _row(line: list[Cell], last: Said) -> Term | None:
    cells = [cell for cell in line if cell.text.strip()]
    figures = [(cell, found) for cell in cells if (found := quantity.parse(cell.text)) is not None]
    labels = [cell for cell in cells if quantity.parse(cell.text) is None]
    if len(figures) != 1 or not labels:
        return None
    cell, found = figures[0]
    if found.unit not in (None, last.mention.figure.unit):
        return None
    label = squeeze(labels[-1].text)
    return Term(
        label=label,
        value=found.value,
        unit=found.unit or last.mention.figure.unit,
        places=found.places,
        approximate=found.approximate,
        text=cell.text.strip(),
        place=msgspec.structs.replace(cell.place, path=f"正文明细表 › {label}"),
    )
