"""`wenxiao.diff/1`: what differs between two filings, in the shape that others rely on."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from wenxiao.document import Place

ChangeKind = Literal["added", "removed", "changed", "moved", "written"]
Part = Literal["head", "form", "score", "fact", "indicator", "goal", "section", "signature", "carried"]
Kinship = Literal["versions", "years", "other"]


class Source(Struct, frozen=True, kw_only=True):
    """One of the two filings: its file, and its head."""

    file: str | None
    sha256: str | None
    standard: str
    unit: str | None
    year: int | None
    kind: str


class Side(Struct, frozen=True, kw_only=True):
    """What one filing says: the text as printed ("" for a blank cell), the exact value in `unit`, and where."""

    text: str
    value: Decimal | None
    unit: str | None
    place: Place | None


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of a text that was changed: kept, taken out, or put in."""

    kind: Literal["same", "removed", "added"]
    text: str


class Change(Struct, frozen=True, kw_only=True):
    """One difference. `before` is None for what was added, `after` for what was removed.

    `kind` written: only the printed form differs (1401.1 and 1401.10, 2万元 and 20000元), the value is the same.
    `difference` is after − before in `unit`, exact; `rate` is the change in percent of |before|, half-up to two
    decimals, None where before is 0 and for rates, whose difference is in 百分点.
    `pieces` compares two texts word by word; `removed` and `added` count the characters taken out and put in.
    """

    kind: ChangeKind
    part: Part
    label: str
    before: Side | None
    after: Side | None
    difference: Decimal | None = None
    unit: str | None = None
    rate: Decimal | None = None
    removed: int | None = None
    added: int | None = None
    pieces: tuple[Piece, ...] = ()


class Group(Struct, frozen=True, kw_only=True):
    """The differences of one form, or of the head, the prose, the sections; `form` is the kind of form.

    `unchanged` counts what both state alike, `written` holds what differs in its printed form only.
    """

    id: str
    title: str
    form: str | None
    changes: tuple[Change, ...]
    written: tuple[Change, ...]
    unchanged: int


class Counts(Struct, frozen=True, kw_only=True):
    """How many there are of each kind, over all groups; 上下年衔接 is not counted among them."""

    added: int
    removed: int
    changed: int
    moved: int
    written: int
    unchanged: int

    @property
    def differing(self) -> int:
        """How many differences there are; a printed form alone is none."""
        return self.added + self.removed + self.changed + self.moved


class Difference(Struct, frozen=True, kw_only=True):
    """All that differs between two filings.

    `kinship` tells what they are to each other: versions of one filing, two years of one unit, or neither.
    `carried` is 上下年衔接: None unless they are successive years of one unit.
    """

    contract: Literal["wenxiao.diff/1"] = "wenxiao.diff/1"
    before: Source
    after: Source
    kinship: Kinship
    counts: Counts
    groups: tuple[Group, ...]
    carried: Group | None

    @property
    def differs(self) -> bool:
        """Whether anything but the printed form differs."""
        return bool(self.counts.differing or (self.carried and self.carried.changes))


def counts_of(groups: tuple[Group, ...]) -> Counts:
    """Add up the changes of several groups by kind."""
    found = Counter(change.kind for group in groups for change in group.changes)
    return Counts(
        added=found["added"],
        removed=found["removed"],
        changed=found["changed"],
        moved=found["moved"],
        written=sum(len(group.written) for group in groups),
        unchanged=sum(group.unchanged for group in groups),
    )
