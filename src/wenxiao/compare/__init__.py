"""Two filings, figure by figure: two versions of one, or two years of one unit. Judges nothing, reads no file.

shape.py     what is found: Change, Group, Difference
lens.py      texts and periods as they are compared, so that 2023 in one year's filing meets 2022 in the other's
pairing.py   which item of one list is which of the other
figures.py   whether two printed things say the same, and by how much they differ
words.py     what was taken out of a text and what was put in
tally.py     the changes of one group as they are found
forms.py     forms, with their totals, goals and signatures
facts.py     figures, in forms and in prose
indicators.py, sections.py   the rows of indicators, the parts of the report
carried.py   上下年衔接: last year's final figures as the two years' filings state them
"""

from __future__ import annotations

from wenxiao.compare.carried import carried_forward
from wenxiao.compare.difference import compare
from wenxiao.compare.shape import Change, ChangeKind, Difference, Group, Piece, Side, Source

__all__ = ["Change", "ChangeKind", "Difference", "Group", "Piece", "Side", "Source", "carried_forward", "compare"]
