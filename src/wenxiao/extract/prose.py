"""Facts stated in sentences: what each figure is of, for which year, in which scope and at which stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from wenxiao import quantity
from wenxiao.document import Document, Paragraph, Place
from wenxiao.extract.clauses import Mention, mentions, year_in
from wenxiao.extract.labels import key, squeeze
from wenxiao.extract.outline import parse_heading
from wenxiao.filing import Dimensions, Fact
from wenxiao.standards import Concept, Pack, once_a_pack

_SCOPES = (
    ("非财政拨款", "其他资金"), ("一般公共预算", "一般公共预算"), ("公共财政", "一般公共预算"),
    ("政府性基金", "政府性基金"), ("国有资本", "国有资本经营"), ("其他资金", "其他资金"),
    ("单位资金", "单位资金"), ("自有资金", "其他资金"),
    ("整体支出", "全口径"), ("总支出", "全口径"), ("财政拨款", "财政拨款"),
)  # fmt: skip
_STAGES = (
    ("年初预算", "年初预算"), ("年初安排", "年初预算"),
    ("年初部门预算", "年初预算"), ("追加", "追加"), ("调整后", "预算"),
    ("调整预算", "预算"),
    ("全年预算", "预算"), ("预算安排", "预算"), ("预算数", "预算"), ("收入", "收入"),
    ("决算", "决算"), ("支出", "决算"),
    ("执行", "决算"), ("实际", "决算"), ("预算", "预算"),
)  # fmt: skip
_OFFICIAL = re.compile(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|公共财政)预算")


@dataclass
class Reading:
    """What prose has said so far in one part of the report."""

    pack: Pack
    year: int | None
    names: dict[str, Concept]
    pattern: re.Pattern[str]
    subject: Concept | None = None
    listing: bool = False
    heading: Concept | None = None
    title: str = ""
    facts: list[Fact] = field(default_factory=list)
    seen: dict[tuple[int, int], Fact] = field(default_factory=dict)
    mentioned: dict[int, list[Mention]] = field(default_factory=dict)

    def mentions(self, index: int, block: Paragraph) -> list[Mention]:
        """Return the figures of a paragraph with their words, found once for all that ask."""
        if index not in self.mentioned:
            self.mentioned[index] = mentions(block.text)
        return self.mentioned[index]


def read_prose(document: Document, pack: Pack, year: int | None) -> Reading:
    """Read every paragraph; the facts found are in `facts`, by block and offset in `seen`."""
    reading = Reading(pack, year, _names(pack), _pattern(pack))
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            _read_paragraph(reading, index, block)
    return reading


@once_a_pack
def _pattern(pack: Pack) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_names(pack), key=len, reverse=True))) or r"(?!)")


@once_a_pack
def _names(pack: Pack) -> dict[str, Concept]:
    """Return the concepts by every name of four characters or more (shorter ones only if official)."""
    found: dict[str, Concept] = {}
    for concept in pack.concepts.values():
        if concept.kind in ("text", "points") or concept.id.endswith(".item") or concept.id.startswith("funds."):
            continue
        for word in (concept.label, *concept.synonyms):
            bare = key(word)
            if len(bare) >= 4 or (bare == key(concept.label) and len(bare) >= 3):
                found.setdefault(bare, concept)
    return found


def _read_paragraph(reading: Reading, index: int, block: Paragraph) -> None:
    parsed = parse_heading(block.text)
    if parsed is not None:
        reading.title = parsed[3]
        kept = reading.heading if parsed[0] in ("1、", "（1）") else None
        reading.heading = _concept(reading, squeeze(parsed[3])) or kept
        if "\n" not in block.text and len(block.text) < 40:
            return
    if not any(char.isdecimal() for char in block.text):
        return
    reading.subject = None
    openers: list[Fact | None] = []
    head: Fact | None = None
    latest: Fact | None = None
    before = 0
    staff = any(word in block.text for word in reading.pack.vocabulary("staff-words"))
    for mention in reading.mentions(index, block):
        del openers[mention.depth + 1 :]
        openers.extend([None] * (mention.depth + 1 - len(openers)))
        if mention.depth == 0:
            head = _list_head(block.text[before : mention.figure.start], head, latest)
        reading.listing = head is not None and mention.depth == 0
        before = mention.figure.end
        whole = openers[mention.depth - 1] if mention.depth else head
        fact = _fact(reading, index, block, mention, whole, staff=staff)
        openers[mention.depth] = fact
        if mention.depth == 0 and fact is not None and not _COMPARED.search(squeeze(mention.lead)[-10:]):
            latest = fact
        if fact is not None:
            reading.facts.append(fact)
            reading.seen[index, mention.figure.start] = fact


_CHANGED = re.compile(r"(?:增加|减少|增长|下降|增|减|多|少|节约|压减)了?$")
_COMPARED = re.compile(r"比上年|较上年|同比|比年初|比预算|较预算|增加|减少|增长|下降")


def _list_head(between: str, head: Fact | None, latest: Fact | None) -> Fact | None:
    """Return the figure that the parts of a list belong to: the last one before 其中, until the list ends."""
    if re.search(r"其中|包括|明细", between):
        return latest
    return None if re.search(r"[。\n]", between) else head


def concept_of(reading: Reading, name: str) -> Concept | None:
    """Return the concept that a label names: the longest known term that it ends with, or holds."""
    return _concept(reading, key(name))


def _concept(reading: Reading, bare: str) -> Concept | None:
    found = list(reading.pattern.finditer(bare))
    if not found:
        return None
    last = found[-1]
    if bare[: last.start()].endswith("非"):
        return None
    rest = bare[last.end() :]
    if rest and not _FOLLOWS.fullmatch(rest):
        return None
    return reading.names[last.group()]


_FOLLOWS = re.compile(
    r"(?:财政拨款|年初|全年|本年|调整后|支出|收入|情况|数|金额|总额|预算|决算|经费|合计|安排数|实际|人数|人员|的|为|方面)*"
)


def _fact(
    reading: Reading, index: int, block: Paragraph, mention: Mention, whole: Fact | None, *, staff: bool
) -> Fact | None:
    figure = mention.figure
    kind = figure.kind
    if kind == "money":
        concept = _money_concept(reading, mention)
        if concept is None and not _is_budget(reading, mention):
            return None
    elif kind == "count" and figure.unit in ("人", "名", "个"):
        concept = _staff_concept(reading, mention) if staff else None
        if concept is None:
            return None
    elif kind == "rate" and "占" in mention.lead:
        concept = None
    else:
        return None
    if (figure.approximate and concept is None) or (kind == "money" and _CHANGED.search(squeeze(mention.lead)[-8:])):
        return None
    return _stated(reading, index, block, mention, (concept, whole))


def _money_concept(reading: Reading, mention: Mention) -> Concept | None:
    concept = _under(reading, _concept(reading, key(mention.name)))
    if any(
        word in squeeze(mention.lead)[-16:]
        for word in ("集体", "人均", "户均", "生均", "床均", "次均", "件均", "亩均", "每")
    ):
        return None
    if concept is not None and concept.kind == "money":
        if mention.depth == 0 and reading.subject is None and not reading.listing:
            reading.subject = concept
        return concept
    bare = squeeze(mention.name)
    if _STAGE_ONLY.fullmatch(bare) and _STAGE_SAID.search(bare):
        return reading.subject or reading.heading
    return None


_STAGE_SAID = re.compile(r"预算|决算|执行|支出|安排|年初|调整|追加")
_STAGE_ONLY = re.compile(
    r"(?:年初|全年|本年|调整后的?|年中|追加)*(?:预算|决算|支出|执行|收入|安排|实际)*(?:资金|数|金额|总额|安排数)?"
)


def _under(reading: Reading, concept: Concept | None) -> Concept | None:
    """Under a heading such as 基本支出情况, 一般公共预算财政拨款支出 is that spending, in this scope."""
    heading = reading.heading
    if concept is None or heading is None or heading.id not in ("expenditure.basic", "expenditure.project"):
        return concept
    if concept.id.startswith("spending.") and concept.scope not in (None, "全口径"):
        return msgspec.structs.replace(heading, scope=concept.scope)
    return concept


def _is_budget(reading: Reading, mention: Mention) -> bool:
    """Tell whether an amount is about budget, spending, procurement or assets by how it is called."""
    name = squeeze(mention.name)
    if not name or mention.figure.approximate:
        return False
    around = squeeze(mention.lead)[-24:]
    if any(word in around for word in reading.pack.vocabulary("not-budget")):
        return False
    return name.endswith(reading.pack.vocabulary("money-nouns"))


def _staff_concept(reading: Reading, mention: Mention) -> Concept | None:
    name = squeeze(mention.name)
    if "上年" in squeeze(mention.lead) and re.search(r"(?:增加|减少|增|减)了?$", squeeze(mention.lead)):
        return reading.pack.concepts.get("staff.change")
    if mention.depth > 1 or not name.endswith(reading.pack.vocabulary("staff-nouns")):
        return None
    concept = _concept(reading, name) or _concept(reading, key(name))
    if concept is not None and concept.kind == "count":
        return concept
    short = {
        "行政": "staff.administrative",
        "事业": "staff.institutional",
        "在职": "staff.actual",
        "编制": "staff.quota",
    }
    known = next((reading.pack.concepts.get(short[word]) for word in short if name.endswith(word)), None)
    return known or msgspec.structs.replace(reading.pack.concepts["staff.actual"], id="staff.other", label=name)


def _stated(
    reading: Reading, index: int, block: Paragraph, mention: Mention, known: tuple[Concept | None, Fact | None]
) -> Fact:
    concept, whole = known
    figure = mention.figure
    year = _year(reading, block, mention)
    count = figure.kind == "count"
    label = concept.label if concept is not None else mention.name or squeeze(mention.lead)[-12:]
    if figure.kind == "rate":
        label = f"占{squeeze(mention.lead).rsplit('占', 1)[-1].rstrip('的')}比重"
    return Fact(
        id="",
        concept=concept.id if concept is not None and concept.id != "staff.other" else None,
        label=label,
        value=figure.value,
        unit=figure.unit,
        period=str(year or reading.year) if (year or reading.year) else None,
        row=mention.name or None,
        dimensions=Dimensions(
            scope=None if count else _scope(squeeze(mention.lead), concept, whole),
            stage=None if count else _stage(mention, concept, whole),
        ),
        text=figure.text,
        origin="prose",
        basis="statement" if concept is None or _names_it(mention, concept) else "inference",
        heading=reading.heading.id if reading.heading is not None else None,
        places=figure.places,
        exact=count,
        approximate=figure.approximate,
        place=_place(block, index, mention, reading.title, label),
    )


def _year(reading: Reading, block: Paragraph, mention: Mention) -> int | None:
    """Return the year that the words before a figure name: 上年 is the year before the filing's."""
    lead = squeeze(mention.lead)
    compared = re.search(r"[比较与]上年|[比较与]去年|同比", lead)
    if reading.year is not None and re.search(r"上年|去年|上一年", lead) and not compared:
        return reading.year - 1
    if reading.year is not None and re.search(r"本年|今年", lead):
        return reading.year
    begin = max(mention.sentence, mention.figure.start - _LONGEST_SENTENCE)
    return year_in(block.text[begin : mention.figure.start])


_LONGEST_SENTENCE = 2000


def _names_it(mention: Mention, concept: Concept) -> bool:
    """Tell whether the words before a figure name its concept, or only its stage (预算数为 60 万元)."""
    bare = key(mention.name)
    return any(key(word) in bare for word in (concept.label, *concept.synonyms)) or concept.kind == "count"


def _scope(lead: str, concept: Concept | None, whole: Fact | None) -> str | None:
    """Return the scope that the words before a figure name, else that of the figure it is a part of."""
    if concept is not None and concept.scope is not None:
        return concept.scope
    bare = _FISCAL.sub(r"\1", lead)
    places = [(bare.rfind(word), scope) for word, scope in _SCOPES if word in bare]
    if places:
        return max(places)[1]
    return whole.dimensions.scope if whole is not None else None


_FISCAL = re.compile(r"(一般公共预算|政府性基金预算|国有资本经营预算)财政拨款")


def _stage(mention: Mention, concept: Concept | None, whole: Fact | None) -> str | None:
    """Return the stage that the words before a figure name (一般公共预算 and 基本支出 name none)."""
    bare = _OFFICIAL.sub("", squeeze(mention.lead))[-24:]
    if concept is not None:
        for word in sorted((concept.label, *concept.synonyms), key=len, reverse=True):
            bare = bare.replace(key(word), "")
    places = [(bare.rfind(word) + len(word), len(word), stage) for word, stage in _STAGES if word in bare]
    if places:
        return max(places)[2]
    if concept is not None and concept.stage is not None:
        return concept.stage
    if whole is not None:
        return whole.dimensions.stage
    if concept is not None and concept.id.startswith("income."):
        return "收入"
    return "决算" if concept is not None else None


def _place(block: Paragraph, index: int, mention: Mention, title: str, label: str) -> Place:
    figure = mention.figure
    path = " › ".join(part for part in ("正文", title, label) if part)
    return msgspec.structs.replace(
        block.place, block=index, line=block.line_at(figure.start), start=figure.start, end=figure.end, path=path
    )


def figures_in(text: str) -> Iterator[quantity.Quantity]:
    """Yield the figures of a text that carry a unit of money or a share."""
    yield from (one for one in quantity.find(text) if one.kind in ("money", "rate"))
