"""The relation language of 问效: parse, evaluate with intervals, explain, and find the figure to blame.

It knows figures by key and nothing of filings or documents.
"""

from wenxiao.relation.evaluate import Evaluation, Figure, Verdict, evaluate
from wenxiao.relation.explain import explain
from wenxiao.relation.language import Relation, parse
from wenxiao.relation.localise import Localisation, Part, localise
from wenxiao.relation.mend import Change, Repair, Tier
from wenxiao.relation.span import Exact, ZeroDivisorError, value_of
from wenxiao.relation.system import Stated
from wenxiao.relation.typing_errors import Slip, keystrokes

__all__ = [
    "Change",
    "Evaluation",
    "Exact",
    "Figure",
    "Localisation",
    "Part",
    "Relation",
    "Repair",
    "Slip",
    "Stated",
    "Tier",
    "Verdict",
    "ZeroDivisorError",
    "evaluate",
    "explain",
    "keystrokes",
    "localise",
    "parse",
    "value_of",
]
