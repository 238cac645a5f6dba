"""The scorecard for people and programs: on the terminal, as one page, as JSON (`wenxiao.score/1`).

wording.py  what both say in the same words
text.py     the terminal
page.py     one self-contained page
rows.py     its indicators, with the reasoning in folds
folder.py   the summary over several pages
scale.py    the picture of the totals on a scale with the grades
veil.py     personal numbers masked, before either is made
"""

from __future__ import annotations

import msgspec

from wenxiao.report.scorecard.folder import Entry, summary_page
from wenxiao.report.scorecard.page import html_scorecard
from wenxiao.report.scorecard.text import print_scorecard
from wenxiao.report.scorecard.veil import veiled
from wenxiao.score import Scorecard

__all__ = ["Entry", "html_scorecard", "print_scorecard", "summary_page", "to_json", "veiled"]


def to_json(card: Scorecard, *, indent: bool) -> str:
    """Return a scorecard as JSON text (`wenxiao.score/1`); one line unless `indent`."""
    data = msgspec.json.encode(card)
    return (msgspec.json.format(data, indent=2) if indent else data).decode()
