"""The words of a form with what the filing says put into them."""

from __future__ import annotations

import re
from decimal import Decimal

from wenxiao.filing import Indicator
from wenxiao.standards.layout import LayoutBand
from wenxiao.write.stated import Stated

_BRACED = re.compile(r"\{([a-z]+)\}")


class Words:
    """Fills in the printed words of one form instance."""

    def __init__(self, stated: Stated) -> None:
        self.stated = stated

    def filled(self, text: str) -> str:
        """Return printed words with {year}, {unit} and the like filled in, a blank where nothing is known."""
        return _BRACED.sub(lambda match: self._word(match[1]), text) if "{" in text else text

    def _word(self, name: str) -> str:
        identity, year = self.stated.pack.identity, self.stated.year
        if name in ("year", "last", "next"):
            return str(year + {"year": 0, "last": -1, "next": 1}[name]) if year is not None else "____"
        if name in ("score", "weight", "grade"):
            return self.total(name)
        number = identity.number if identity.number != "unknown" else "文号"
        said = {"unit": self.stated.filing.unit or "", "money": self.stated.money}
        return {**said, "number": number, "regulation": identity.title}[name]

    def total(self, name: str) -> str:
        """Return the total weight or score of the form, or its grade."""
        form = self.stated.form
        if form is None:
            return ""
        if name == "grade":
            return form.grade or ""
        return plain(form.total_weight if name == "weight" else form.total_score)

    def part(self, item: Indicator, role: str, band: LayoutBand) -> str:
        """Return one part of an indicator as it is printed; a level says the points that it is worth."""
        if role == "level1":
            return _worth(item.level1, item.share)
        if role == "level2":
            alone = not any(column.of in ("weight", "target") for column in band.columns)
            return _worth(item.level2, item.weight if alone and item.weight_text is None else None)
        if role in ("weight", "score"):
            printed = item.weight_text if role == "weight" else item.score_text
            return printed if printed is not None else plain(item.weight if role == "weight" else item.score)
        if role == "deduction":
            lost = None if item.weight is None or item.score is None else item.weight - item.score
            return plain(lost)
        said = {"level3": item.level3, "target": item.target, "actual": item.actual, "reason": item.reason}
        said |= {"sign": item.sign, "unit": item.unit, "rule": item.rule}
        return said.get(role) or ""


def plain(value: Decimal | None) -> str:
    """Return a figure without exponent, "" for none."""
    return "" if value is None else f"{value:f}"


def _worth(text: str | None, points: Decimal | None) -> str:
    return f"{text or ''}（{plain(points)}分）" if points is not None and text else text or ""
