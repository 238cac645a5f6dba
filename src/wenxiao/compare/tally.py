"""The changes of one group as they are found."""

from __future__ import annotations

from wenxiao.compare.figures import Said, weighed
from wenxiao.compare.shape import Change, ChangeKind, Group, Part, Side
from wenxiao.compare.words import pieces


class Tally:
    """Collects what differs in one group, and counts what does not."""

    def __init__(self, name: str, title: str, form: str | None = None) -> None:
        """Open a group."""
        self.name, self.title, self.form = name, title, form
        self.changes: list[Change] = []
        self.written: list[Change] = []
        self.unchanged = 0

    def group(self) -> Group:
        """Return the group as it stands."""
        return Group(
            id=self.name,
            title=self.title,
            form=self.form,
            changes=tuple(self.changes),
            written=tuple(self.written),
            unchanged=self.unchanged,
        )

    def weigh(self, part: Part, label: str, before: Said | None, after: Said | None) -> None:
        """Compare what the two filings say at one spot, and note the outcome; blanks on both sides count as nothing."""
        if before is None or after is None:
            self._one_sided(part, label, before, after)
            return
        if before.blank and after.blank:
            return
        found = weighed(before, after)
        if found.verdict == "same":
            self.unchanged += 1
            return
        words = () if _is_figure(before, after) or found.verdict == "written" else pieces(before.text, after.text)
        change = Change(
            kind="written" if found.verdict == "written" else "changed",
            part=part,
            label=label,
            before=_side(before),
            after=_side(after),
            difference=found.difference,
            unit=found.unit,
            rate=found.rate,
            removed=sum(len(one.text) for one in words if one.kind == "removed") if words else None,
            added=sum(len(one.text) for one in words if one.kind == "added") if words else None,
            pieces=words,
        )
        (self.written if found.verdict == "written" else self.changes).append(change)

    def _one_sided(self, part: Part, label: str, before: Said | None, after: Said | None) -> None:
        said = before or after
        if said is not None and not said.blank:
            self.note("removed" if after is None else "added", part, label, before, after)

    def note(self, kind: ChangeKind, part: Part, label: str, before: Said | None, after: Said | None) -> None:
        """Note a change that is known without comparing."""
        self.changes.append(
            Change(
                kind=kind,
                part=part,
                label=label,
                before=_side(before) if before is not None else None,
                after=_side(after) if after is not None else None,
            )
        )


def _is_figure(before: Said, after: Said) -> bool:
    """Tell whether a word-by-word comparison would add nothing: figures, blanks, markers."""
    return before.blank or after.blank or (before.value is not None and after.value is not None)


def _side(said: Said) -> Side:
    return Side(text=said.text, value=said.value, unit=said.unit, place=said.place)
