"""Tables cut into segments (a head and the rows under it), and segments gathered into official forms.

A form is known by what it contains: the heads of its blocks and its distinctive labels; a title above it
only tips the balance. One table may hold several forms, and one form may run over several tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from wenxiao import quantity
from wenxiao.document import Paragraph, Place, Table
from wenxiao.extract.captions import Piece
from wenxiao.extract.labels import Lexicon, field_lexicons, key, lexicons_of, printed_year, squeeze
from wenxiao.extract.rows import Header, Line, extend_header, infer_levels, match_header, under_years
from wenxiao.extract.values import unit_note
from wenxiao.standards import FormSpec, Pack, once_a_pack

_TITLE_REACH = 6
_YEAR_LINE = 9
_LONGEST_LINE = 200  # with all that it has in brackets
_KNOWN = 2  # so many of a form's own labels make it known


@dataclass
class Segment:
    """A head with the rows under it; `headers` are the readings tried (one a form), `header` the one taken."""

    table: int
    headers: list[Header]
    rows: list[Line] = field(default_factory=list)
    header: Header | None = None


@dataclass
class Sheet:
    """One table, its segments, the rows before the first head, and the title found above it."""

    table: int
    place: Place
    lines: list[Line]
    segments: list[Segment]
    title: Title | None
    marks: Counter[str]
    adjoins: bool = False  # stands directly below another table


@dataclass(frozen=True)
class Title:
    """A line above a table that names an official form."""

    text: str
    form: str
    year: int | None
    unit: str | None
    attachment: str | None
    place: Place


@dataclass
class Group:
    """A form instance in the making."""

    spec: FormSpec
    title: Title | None
    place: Place
    segments: list[Segment] = field(default_factory=list)
    loose: list[tuple[int, Line]] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    unit: str | None = None

    def kinds(self) -> set[str]:
        """Return the ids of the blocks that have been seen."""
        return {segment.header.lexicon.block.id for segment in self.segments if segment.header}


def gather(whole: Sequence[Piece], pack: Pack) -> list[Group]:
    """Return the forms found in a document's tables, in order."""
    groups: list[Group] = []
    previous = -1
    for at, piece in enumerate(whole):
        if isinstance(piece.what, Table):
            sheet = _sheet(piece, pack, _title(at, whole, pack, previous))
            sheet.adjoins = previous == at - 1
            _assign(sheet, pack, groups)
            previous = at
    return [group for group in groups if group.segments or _has_fields(group)]


def _has_fields(group: Group) -> bool:
    return bool(group.loose)


def _sheet(piece: Piece, pack: Pack, title: Title | None) -> Sheet:
    index, rows = piece.block, list(piece.rows)
    segments: list[Segment] = []
    current: Segment | None = None
    for above, line in zip([None, *rows], rows, strict=False):
        headers = _headers(line, pack)
        if above is not None and above.exact:
            headers = [header for header in headers if under_years(header, above)]
        if current is not None and not current.rows and _beside(current, headers) and _extend(current, line):
            continue
        if headers:
            current = Segment(index, headers)
            segments.append(current)
        elif current is not None:
            current.rows.append(line)
    marks = _marks(rows, pack)
    return Sheet(index, _place_of(piece), rows, segments, title, marks)


def _place_of(piece: Piece) -> Place:
    """Return the place of a table, or of the first cell where only a part of it is meant."""
    first = next((cell for line in piece.rows for _, cell in line.own()), None)
    return first.place if first is not None and piece.rows[0].row > 0 else piece.what.place


def _extend(segment: Segment, line: Line) -> bool:
    kept = [header for header in segment.headers if extend_header(header, line)]
    if kept:
        segment.headers = kept
    return bool(kept)


def _beside(segment: Segment, headers: list[Header]) -> bool:
    """Tell whether a head row adds columns to the one above it, and does not name the same columns anew."""
    known = set(segment.headers[0].columns)
    fresh = [
        column
        for header in headers
        for column, head in header.columns.items()
        if column in known and segment.headers[0].columns[column] is not head
    ]
    return not fresh


def _headers(line: Line, pack: Pack) -> list[Header]:
    texts = [cell.text.strip() for _, cell in line.distinct()]
    found = [
        header for lexicon in lexicons_of(pack, texts) if (header := match_header(line, lexicon)) is not None
    ]  # few rows print any head at all: the others cost one look each
    best = max((_weight(header) for header in found), default=0)
    headers = [header for header in found if _weight(header) == best]
    for header in headers:
        infer_levels(header, line)
    return headers


def _weight(header: Header) -> int:
    return len({id(column) for column in header.columns.values()}) * 2 + (header.lexicon.block.kind == "indicators")


def _marks(rows: list[Line], pack: Pack) -> Counter[str]:
    texts = {key(cell.text) for line in rows for _, cell in line.distinct() if 0 < len(cell.text) < 60}
    texts |= {text.split(":")[0] for text in texts if ":" in text}
    found: Counter[str] = Counter()
    for form, marks in _form_marks(pack).items():
        found[form] = sum(mark in texts for mark in marks)
    return found


@once_a_pack
def _form_marks(pack: Pack) -> dict[str, tuple[str, ...]]:
    return {form.id: tuple(key(mark) for mark in form.marks) for form in pack.forms.values()}


def _title(index: int, whole: Sequence[Piece], pack: Pack, previous: int) -> Title | None:
    """Return the nearest line above a table that names a form; a title may be broken over two lines."""
    unit: str | None = None
    attachment: str | None = None
    found: Title | None = None
    year: int | None = None
    for at in range(index - 1, max(previous, index - 1 - _TITLE_REACH, -1), -1):
        block = whole[at].what
        if not isinstance(block, Paragraph):
            break
        bare = squeeze(block.text)
        unit = unit or unit_note(bare)
        if found is None:
            found = title_of(block, pack)
            year = year or (printed_year(bare) if len(bare) <= _YEAR_LINE else None)
        elif bare.startswith(("附件", "附表")) and len(bare) < 12:
            attachment = bare.rstrip(":：")
            break
    if found is None:
        return Title("", "", None, unit, None, whole[index].what.place) if unit else None
    return Title(found.text, found.form, found.year or year, unit, found.attachment or attachment, found.place)


def title_of(block: Paragraph, pack: Pack) -> Title | None:
    """Return the form that a line names as its title, or None: short, and ending in the form's name."""
    line = block.text.rsplit("\n", maxsplit=1)[-1]
    bare = key(line) if len(line) <= _LONGEST_LINE else ""
    if not bare or len(bare) > 70 or bare.endswith(("。", "；")) or "》" in bare:
        return None
    form = next((form for wanted, form in _form_titles(pack) if bare.endswith(wanted)), None)
    return Title(block.text, form, printed_year(block.text), None, None, block.place) if form is not None else None


@once_a_pack
def _form_titles(pack: Pack) -> list[tuple[str, str]]:
    """Return each title of a form with the form, the longest first."""
    titles = [(key(word), form.id) for form in pack.forms.values() for word in (form.title, *form.titles)]
    return sorted((title for title in titles if title[0]), key=lambda title: -len(title[0]))


def _assign(sheet: Sheet, pack: Pack, groups: list[Group]) -> None:
    """Give each segment of a table to a form instance, opening a new instance where one begins."""
    wanted = sheet.title.form if sheet.title and sheet.title.form else None
    if wanted is not None and not pack.forms[wanted].blocks and max(sheet.marks.values(), default=0) >= 2:
        wanted = None  # a notice or an opinion has no table of its own
    carried = _carried_on(sheet, groups) if wanted is None else None
    if carried is not None:
        sheet.segments.append(carried)
        groups[-1].segments.append(carried)
    group = groups[-1] if carried is not None else _opening(sheet, pack, groups, wanted)
    bounds = {segment.headers[0].rows[0]: segment for segment in sheet.segments if segment.headers}
    inner = {row for segment in sheet.segments for header in segment.headers for row in header.rows}
    for line in sheet.lines:
        segment = bounds.get(line.row)
        if segment is not None:
            group = _place_segment(segment, sheet, pack, groups, group, wanted)
            continue
        if line.row in inner or (line.filler() and not _awaits_record(group)):
            continue
        fresh = _starts_again(line, group, pack)
        if fresh is not None and group is not None:
            group = _open(groups, fresh, sheet, None, line)
        if group is not None:
            group.loose.append((sheet.table, line))


def _carried_on(sheet: Sheet, groups: list[Group]) -> Segment | None:
    """Return the rows of a table as the rest of the one directly above it, where a page break has cut it in two.

    It has no heads of its own and as many columns as the heads above reach over.
    """
    last = groups[-1].segments[-1] if groups and groups[-1].segments else None
    if not sheet.adjoins or last is None or last.header is None or sheet.segments or not sheet.lines[0].exact:
        return None
    fits = last.table == groups[-1].tables[-1] and len(sheet.lines[0].slots) == last.header.width
    if not fits or last.header.lexicon.block.kind not in ("indicators", "rows"):
        return None
    groups[-1].tables.append(sheet.table)
    return Segment(sheet.table, [], sheet.lines, last.header)


def _awaits_record(group: Group | None) -> bool:
    """Tell whether the last head stands over a single record, whose blank row says that it was left blank."""
    header = group.segments[-1].header if group is not None and group.segments else None
    if header is None:
        return False
    block = header.lexicon.block
    return block.kind == "columns" and not block.rows and not block.entities


def _opening(sheet: Sheet, pack: Pack, groups: list[Group], wanted: str | None) -> Group | None:
    """Return the instance that the first rows of a table belong to: the one its title or marks name, else the last."""
    name = wanted
    if name is None and sheet.marks:
        best, count = max(sheet.marks.items(), key=lambda item: item[1])
        name = best if count >= 2 else None
    last = groups[-1] if groups else None
    if name is None:
        return last if last is not None and (_continues(sheet, last) or _is_foot(sheet, last, pack)) else None
    same = last is not None and last.spec.id == name and wanted is None
    if same and last is not None and not _repeats(sheet, last):
        return last
    titled = sheet.title if sheet.title is not None and sheet.title.form == name else None
    return _open(groups, pack.forms[name], sheet, titled)


def _is_foot(sheet: Sheet, group: Group, pack: Pack) -> bool:
    """Tell whether a table directly below a form has only labels of that form, each with something beside it."""
    own = [one for one in field_lexicons(pack) if one.form.id == group.spec.id]
    firsts = [line.first() for line in sheet.lines]
    labelled = all(first is not None and any(one.row(first[1].text) for one in own) for first in firsts)
    return sheet.adjoins and not sheet.segments and labelled


def _closed(sheet: Sheet, group: Group) -> set[str]:
    """Return the blocks that a table below can't go on with; of indicators it can, under heads typed again."""
    kinds = group.kinds()
    return kinds - {"indicators"} if sheet.adjoins and kinds and not _totalled(group) else kinds


def _continues(sheet: Sheet, group: Group) -> bool:
    kinds = _closed(sheet, group)
    return any(
        header.lexicon.form.id == group.spec.id and header.lexicon.block.id not in kinds
        for segment in sheet.segments
        for header in segment.headers
    )


def _repeats(sheet: Sheet, group: Group) -> bool:
    kinds = _closed(sheet, group)
    return any(
        header.lexicon.form.id == group.spec.id and header.lexicon.block.id in kinds
        for segment in sheet.segments
        for header in segment.headers
    )


def _open(groups: list[Group], spec: FormSpec, sheet: Sheet, title: Title | None, line: Line | None = None) -> Group:
    """Open an instance, in the middle of a table at the row that it begins with."""
    first = next(line.own(), None) if line is not None else None
    place = first[1].place if first is not None else sheet.place
    group = Group(spec, title if title and title.form else None, place, tables=[sheet.table])
    group.unit = sheet.title.unit if sheet.title else None
    groups.append(group)
    return group


def _place_segment(
    segment: Segment, sheet: Sheet, pack: Pack, groups: list[Group], group: Group | None, wanted: str | None
) -> Group | None:
    forms = {header.lexicon.form.id: header for header in segment.headers}
    if group is not None and group.spec.id in forms:
        name = group.spec.id
    elif wanted in forms:
        name = wanted
    else:
        name = max(forms, key=lambda form: (sheet.marks[form], form == "overall"))
    header = forms[name]
    if group is None and wanted is None and sheet.marks[name] < _KNOWN and not _telling(header):
        return None
    segment.header = header
    head = sheet.lines[header.rows[0] - sheet.lines[0].row]
    header.settle(segment.rows)
    if group is None or group.spec.id != name or _full(group, header):
        empty = group is not None and not group.segments and group.spec.id == name
        group = group if empty and group is not None else _open(groups, pack.forms[name], sheet, None, head)
    group.segments.append(segment)
    group.unit = group.unit or _money_unit(head)
    if sheet.table not in group.tables:
        group.tables.append(sheet.table)
    return group


def _telling(header: Header) -> bool:
    """Tell whether a head is an official form's own: a bare list of projects and amounts is not."""
    concepts = {column.concept for column in header.columns.values()}
    block = header.lexicon.block
    return block.id != "funds" or bool(concepts & {"funds.weight", "funds.rate", "funds.score"})


def _money_unit(line: Line) -> str | None:
    """Return the unit of money that a head row prints beside its heads: 年度预算申请（元）."""
    notes = (unit_note(cell.text) for _, cell in line.distinct())
    return next((note for note in notes if note and note.endswith("元")), None)


def _full(group: Group, header: Header) -> bool:
    """Tell whether the instance already has this block, so that a second one opens a second instance.

    The heads of an indicator table are often printed again on each page: that is no second instance.
    """
    block = header.lexicon.block
    if block.kind == "indicators":
        return block.id in group.kinds() and _totalled(group)
    return block.id in group.kinds() and block.kind in ("columns", "rows") and not block.entities


def _totalled(group: Group) -> bool:
    """Tell whether the total row of the instance's indicators has been seen."""
    last = group.segments[-1]
    if last.header is None or last.header.lexicon.block.kind != "indicators":
        return False
    return any(
        (first := line.first()) is not None and last.header.lexicon.is_total(first[1].text) for line in last.rows
    )


def _starts_again(line: Line, group: Group | None, pack: Pack) -> FormSpec | None:
    """Return the form that begins at a row inside a table: a second 项目名称 after a full set of blocks."""
    if group is None or not group.segments:
        return None
    first = line.first()
    if first is None or len(first[1].text) > 40 or quantity.parse(first[1].text) is not None:
        return None
    for lexicon in field_lexicons(pack):
        row = lexicon.row(first[1].text)
        head = row is not None and row.concept in ("project.name", "unit.name")
        if head and row is not None and lexicon.form.id == group.spec.id:
            seen = any(_names(line_, lexicon, row.concept) for _, line_ in group.loose)
            if seen and "indicators" in group.kinds():
                return lexicon.form
    return None


def _names(line: Line, lexicon: Lexicon, concept: str | None) -> bool:
    first = line.first()
    row = lexicon.row(first[1].text) if first else None
    return row is not None and row.concept == concept
