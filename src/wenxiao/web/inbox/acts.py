"""What each act on a filing tells whom, and which earlier messages it makes an end of."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from wenxiao.web.filings.models import Record, Version
from wenxiao.web.inbox.addressees import those_who_may
from wenxiao.web.inbox.models import Message
from wenxiao.web.inbox.posting import Letter, done_with, post
from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round

_ENDS = {
    "save": ("returned", "signature"),
    "sign": ("signature", "opinion", "voided"),
    "submit": ("reminded", "urged", "returned"),
    "return": ("submitted",),
    "accept": ("submitted",),
    "excuse": ("reminded", "urged", "returned", "opinion", "signature"),
}


_TO_DO = ("announced", "reminded", "digest", "urged", "opinion", "signature", "returned", "voided")


class Act(NamedTuple):
    """An act as it was told."""

    held: Record
    version: Version | None
    source: str
    reason: str
    by: User


def tell(name: str, by: User, **said: Any) -> None:
    """Write the messages of an act, in its transaction."""
    act = Act(said["held"], said["version"], said["source"], said["reason"], by)
    if name in _ENDS:
        done_with(f"{one}:{act.held.pk}" for one in _ENDS[name])
    if name in _LETTERS:
        post(one for one in _LETTERS[name](act) if one.person != by.pk)


def over(closed: Round, **_: Any) -> None:
    """Take what units were to do in a round that is over off their unread messages; the rest may still be looked at."""
    Message.objects.filter(round=closed, kind__in=_TO_DO, read=None).update(read=timezone.now())


def _letters(
    act: Act, kind: str, title: str, text: str = "", action: str = "filing.view", roles: Collection[str] = ()
) -> Iterator[Letter]:
    """Yield a letter for everybody who may do something on the filing; its occasion is the filing's present edition."""
    held = act.held
    for person in those_who_may(action, held, roles):
        occasion = f"{act.version.pk if act.version is not None else ''}:{held.edition}"
        whole = f"{text}\n{held.round.title}".strip()
        yield Letter(person, kind, f"{kind}:{held.pk}", occasion, title, whole, held.pk, held.round_id)


def _saved(act: Act) -> Iterator[Letter]:
    if act.source == "signed":
        title = f"{act.held.unit.name}：签字已作废，要重新签字"
        yield from _letters(act, "voided", title, f"{act.by.name}保存了{act.version}。", roles=("head",))
    members = list(_letters(act, "opinion", f"{act.held.unit.name}：{act.version}等评价组意见", action="filing.opine"))
    yield from members or _to_sign(act)


def _attached(act: Act) -> Iterator[Letter]:
    title = f"{act.held.unit.name}：签字已作废，要重新签字"
    return _letters(act, "voided", title, act.reason, roles=("head",))


def _to_sign(act: Act) -> Iterator[Letter]:
    return _letters(act, "signature", f"{act.held.unit.name}：{act.version}等负责人签字", action="filing.sign")


def _submitted(act: Act) -> Iterator[Letter]:
    return _letters(act, "submitted", f"{act.held.unit.name}已提交，等审核", action="filing.accept")


def _returned(act: Act) -> Iterator[Letter]:
    title = f"{act.held.unit.name}：材料被退回，请修改后再提交"
    return _letters(act, "returned", title, act.reason, roles=("filler", "head"))


def _accepted(act: Act) -> Iterator[Letter]:
    title = f"{act.held.unit.name}：材料已接受"
    return _letters(act, "accepted", title, act.reason, roles=("filler", "head"))


def _excused(act: Act) -> Iterator[Letter]:
    title = f"{act.held.unit.name}：本次列为不需报送"
    return _letters(act, "excused", title, act.reason, roles=("filler", "head"))


_LETTERS = {
    "attach": _attached,
    "explain": _attached,
    "save": _saved,
    "opine": _to_sign,
    "submit": _submitted,
    "return": _returned,
    "accept": _accepted,
    "excuse": _excused,
}
