"""Acts on what a person looked at: refused if the filing became another one after his page was opened.

An opinion is on a version; accepting and returning are on the whole filing as it was handed in, with its evidence and
its explanations, so they are compared by the count of all steps (`Record.edition`).
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.web.filings import work
from wenxiao.web.filings.based import based_on, counted
from wenxiao.web.filings.models import Opinion, Record, Step


@transaction.atomic
def opine(request: HttpRequest, held: Record, text: str, *, agrees: bool) -> Opinion:
    """Keep an opinion on the version that was looked at. Raises RefusedError if it is not the current one any more."""
    work.stands_on(held, based_on(request))
    return work.give_opinion(request, held, text, agrees=agrees)


@transaction.atomic
def accept(request: HttpRequest, held: Record, note: str) -> Step:
    """Accept the filing that was looked at. Raises RefusedError if anything was done with it since."""
    _nothing_since(held, counted(request))
    return work.accept(request, held, note)


@transaction.atomic
def send_back(request: HttpRequest, held: Record, reason: str) -> Step:
    """Return the filing that was looked at. Raises RefusedError if anything was done with it since."""
    _nothing_since(held, counted(request))
    return work.send_back(request, held, reason)


def _nothing_since(held: Record, edition: int | None) -> None:
    """Raise RefusedError if a filing has taken a step since a page showed it; None is not compared."""
    held = work.locked(held)
    if edition is None or edition == held.edition:
        return
    last = held.steps.select_related("by", "version").last()
    now = f"现在是{last.version or '没有材料'}，{held.get_state_display()}" if last is not None else "材料变了"
    who = ""
    if last is not None:
        who = f"{last.by.name}于 {timezone.localtime(last.at):%m-%d %H:%M} {last.get_act_display()}，"
    raise work.RefusedError(f"您打开页面之后，{who}{now}；您这次的没有办理，请看过最新的材料再定。")
