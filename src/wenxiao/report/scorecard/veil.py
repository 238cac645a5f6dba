"""A scorecard as people may see it: the personal numbers that the material prints are masked in all of its texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from wenxiao.check import catalogue, check
from wenxiao.filing import Filing
from wenxiao.report.html.marks import marks_of, ordered
from wenxiao.report.html.veil import unnumbered
from wenxiao.score import Scorecard
from wenxiao.standards import Pack

_FAMILY = "privacy."


def veiled(card: Scorecard, filing: Filing, pack: Pack) -> Scorecard:
    """Return the scorecard of a filing without the numbers that the privacy checks find in its documents.

    A stored filing without its documents is masked by how numbers look.
    """
    if not filing.documents:
        return _masked(card, unnumbered)
    others = [one.id for one in catalogue() if not one.id.startswith(_FAMILY)]
    findings = ordered(check(filing, pack, others).findings)
    if not findings:
        return card
    for document in filing.documents:
        hide = marks_of(document, findings).veil.hide
        card = _masked(card, hide)
    return card


def _masked(card: Scorecard, hide: Callable[[str], str]) -> Scorecard:
    return msgspec.convert(_over(msgspec.to_builtins(card), hide), Scorecard)


def _over(value: Any, hide: Callable[[str], str]) -> Any:
    """Return a JSON value with every text in it changed; keys stay."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {key: _over(one, hide) for key, one in value.items()}
    return [_over(one, hide) for one in value] if isinstance(value, list | tuple) else value
