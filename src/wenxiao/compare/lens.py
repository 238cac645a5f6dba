"""Texts, names and periods as they are compared.

Between filings of two years everything is seen from each filing's own year: 2023年决算数 of a 2024 filing and
2022年决算数 of a 2023 filing are both 上年决算数.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wenxiao.filing import Filing
from wenxiao.quantity.figures import FOLD

_YEAR = re.compile(r"((?:19|20)\d{2})\s*(?=年|度)")
_WORDS = {-2: "前", -1: "上", 0: "本", 1: "下"}
_ENUMERATOR = re.compile(r"^(?:其中[:：]?)?(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳])(?=\D)")
_LEAD = re.compile(r"^其中[:：]?(?=.)")
_BLANK = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\xad]+")
_SAME = FOLD | {ord(one): other for one, other in zip("，：；。“”‘’【】、", ",:;.\"\"''[],", strict=True)}


class Lens(NamedTuple):
    """How one filing is looked at: `year` is its own if it differs from the other's and both are known."""

    year: int | None = None

    def text(self, text: str) -> str:
        """Return a text with the years near the filing's own as words: 2023年 is 上年 in a filing of 2024."""
        if self.year is None:
            return text
        return _YEAR.sub(lambda found: self._word(found.group(1)), text)

    def _word(self, year: str) -> str:
        return _WORDS.get(int(year) - (self.year or 0), year)

    def period(self, period: str | None) -> str:
        """Return a period as it is matched: relative to the filing's year, or as it stands."""
        if period is None or self.year is None or not period.isascii() or not period.isdigit():
            return period or ""
        return f"{int(period) - self.year:+d}"

    def name(self, text: str | None) -> str:
        """Return a name as it is matched: blanks, enumerators and the width of characters do not count."""
        said = bare(self.text(text or ""))
        return _LEAD.sub("", _ENUMERATOR.sub("", said)).rstrip(":,.;")


def lenses(before: Filing, after: Filing) -> tuple[Lens, Lens]:
    """Return how each of two filings is looked at."""
    if before.year is None or after.year is None or before.year == after.year:
        return Lens(), Lens()
    return Lens(before.year), Lens(after.year)


def bare(text: str) -> str:
    """Return a text without blanks, its characters and marks of one width: what a change of typing leaves as it is."""
    return _BLANK.sub("", text.translate(_SAME))
