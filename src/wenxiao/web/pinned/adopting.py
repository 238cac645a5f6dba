"""Going over to the new content of a Standard in the middle of a round, and checking filings again by it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from wenxiao.web import store
from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings import work
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.uploading import Upload
from wenxiao.web.pinned.content import installed, keep
from wenxiao.web.pinned.models import Adoption
from wenxiao.web.rounds.models import Round

AGAIN = "按新口径重新核验"
_LONGEST = 500


@transaction.atomic
def adopt(request: HttpRequest, round_: Round, target: str, reason: str) -> Adoption:
    """Let a round go by what the program brings now: the content that was looked at, with a reason.

    Raises RefusedError. Versions keep the digest that they were checked by, and signatures stand.
    """
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    now = installed(round_.standard)
    if round_.closed is not None:
        raise work.RefusedError("这次年度工作已经结束，口径不能再换。")
    if now is None:
        raise work.RefusedError(f"现在的程序没有可用的口径 {round_.standard}，请管理员核对程序后再改用。")
    if now.digest == round_.digest:
        raise work.RefusedError("已经在用新的内容，不用再改；请刷新页面看最新情况。")
    if now.digest != target:
        raise work.RefusedError("程序在您打开页面之后又换过口径，没有改用；请看过新的差别再定。")
    if not reason.strip():
        raise work.RefusedError("改用新口径必须写明原因，各单位会看到。")
    if len(reason.strip()) > _LONGEST:
        raise work.RefusedError(f"原因至多 {_LONGEST} 个字，现在 {len(reason.strip())} 个；请写短一些。")
    made = Adoption.objects.create(
        round=round_, source=round_.digest, target=now.digest, reason=reason.strip(), by=actor(request)
    )
    round_.digest = keep(round_.standard).digest
    round_.save(update_fields=["digest"])
    log(request, "rounds.adopt", round_, {"from": made.source, "to": made.target, "reason": made.reason})
    return made


@transaction.atomic
def check_again(request: HttpRequest, held: Record, base: int | None) -> Version:
    """Save the current version's content once more, checked by the Standard that the round goes by now.

    What was read is not read anew: the figures, and what people confirmed of them, stay. Raises RefusedError.
    """
    work.stands_on(held, base)
    version = work.current(held)
    if version.standard == held.round.digest:
        raise work.RefusedError(f"{version}已经是按现在的口径核验的，不用重新核验。")
    uploads = [(Upload(one.name, store.get(one.digest)), one.fault) for one in version.files.all()]
    made = work.save_version(request, held, filing_of(version), version.origin, AGAIN, uploads, name=version.name)
    log(request, "filing.check-again", held, {"version": made.number, "standard": made.standard, "of": version.number})
    return made
