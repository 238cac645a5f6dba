"""What is done with a filing: saving a version, opinions, signing, handing in, returning, accepting.

Each act is one transaction: the version, the state, the step and the log entry stand together or not at all. Files are
in the store before their names are in the database, so that what is acknowledged can always be read.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.errors import WenxiaoError
from wenxiao.filing import Filing, to_json
from wenxiao.version import __version__
from wenxiao.web import store
from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.evidence.sealing import digest_of, seal
from wenxiao.web.filings.due import open_points, still_to_do
from wenxiao.web.filings.judging import Judged, judged
from wenxiao.web.filings.models import Explanation, Opinion, Record, Signature, SourceFile, Step, Version
from wenxiao.web.filings.states import ACTS, STATES
from wenxiao.web.filings.uploading import Upload
from wenxiao.web.happened import filing_acted
from wenxiao.web.people.signing_in import confirmed
from wenxiao.web.rounds.standard import standard_of
from wenxiao.web.targets.beside import known_of


class RefusedError(WenxiaoError):
    """An act that cannot be done now; its text says why and what to do, for the person."""


class OvertakenError(RefusedError):
    """Somebody saved another version after the page was opened. `version` is the current one."""

    def __init__(self, version: Version | None) -> None:
        self.version = version
        super().__init__(f"您打开页面之后，{_who_saved(version)}；您这次的还没有保存，请看过差别再定。")


def _who_saved(version: Version | None) -> str:
    if version is None:
        return "材料的版本变了"
    at = timezone.localtime(version.created)
    return f"{version.author.name}于 {at:%m-%d %H:%M} 保存了{version}"


def stands_on(held: Record, base: int | None) -> None:
    """Raise OvertakenError unless the current version is still the one that a page was opened on (0: there was none).

    Called within the transaction that saves: the record stays locked until its end. None, from a caller who looked at
    no page, is not compared.
    """
    last = locked(held).versions.select_related("author").first()
    if base is not None and base != (last.number if last else 0):
        raise OvertakenError(last)


@transaction.atomic
def save_version(
    request: HttpRequest,
    held: Record,
    filing: Filing | Judged,
    origin: str,
    reason: str = "",
    uploads: Sequence[tuple[Upload, str]] = (),
    *,
    name: str = "",
) -> Version:
    """Keep a filing as the next version; a signature under an earlier one is voided and says so.

    One that was judged beforehand keeps nobody waiting while it is checked.
    """
    held = locked(held)
    allowed(held, "save")
    not_longer(reason, Version, "reason", "改了什么")
    not_longer(name, Version, "name", "版本名称")
    made = judged(filing, standard_of(held.round))
    last = held.versions.first()
    version = Version.objects.create(
        record=held,
        number=last.number + 1 if last else 1,
        name=name,
        reason=reason,
        author=actor(request),
        origin=origin,
        digest=store.put(to_json(made.filing)),
        findings=store.put(msgspec.json.encode(made.report)),
        standard=made.standard,
        checks=__version__,
        score=made.score,
        **made.counts(),
    )
    for upload, fault in uploads:
        SourceFile.objects.create(
            version=version,
            name=upload.name[:255],
            digest=store.put(upload.data),
            size=len(upload.data),
            fault=fault[:500],
        )
    _void(held, f"保存了{version}")
    held.current = version
    _step(request, held, "save", version, reason)
    return version


def unsign(request: HttpRequest, held: Record, name: str, why: str) -> bool:
    """Void the signature of a filing, locked, because what was signed with the version changed; tell if there was one.

    It is a step of its own: the version stays, the head has to sign again.
    """
    if held.state not in ACTS[name].sources:
        return False
    _void(held, why)
    _step(request, held, name, current(held), why)
    return True


def _void(held: Record, why: str) -> None:
    Signature.objects.filter(version__record=held, voided=None).update(voided=timezone.now(), voided_because=why)


@transaction.atomic
def give_opinion(request: HttpRequest, held: Record, text: str, *, agrees: bool) -> Opinion:
    """Keep a member's opinion on the current version, in place of an earlier one of his."""
    held = locked(held)
    version = current(held)
    if not text.strip():
        raise RefusedError("请写明意见；同意的可以写“同意”。")
    not_longer(text, Opinion, "text", "意见")
    opinion, _ = Opinion.objects.update_or_create(
        version=version, by=actor(request), defaults={"agrees": agrees, "text": text.strip()}
    )
    log(request, "filing.opine", held, {"version": version.number, "agrees": agrees})
    _tell(request, held, "opine" if agrees else "oppose", version, held.state, text.strip())
    return opinion


def sign(request: HttpRequest, held: Record, password: str, digest: str, evidence: str = "") -> Signature:
    """Sign the current version by its hash, and the evidence beside it by the hash of its list ("" is none).

    The password is asked for again; wrong ones count and lock. Raises RefusedError.
    """
    if not confirmed(request, actor(request), password):
        raise RefusedError("密码不对，或账号已锁定，没有签字；连续错 5 次锁定 15 分钟。")
    return _signed(request, held, digest, evidence)


@transaction.atomic
def _signed(request: HttpRequest, held: Record, digest: str, evidence: str) -> Signature:
    held = locked(held)
    allowed(held, "sign")
    version = current(held)
    if version.digest != digest:
        raise RefusedError("材料在您打开之后又改过了，请看过新版本再签字。")
    if digest_of(held) != evidence:
        raise RefusedError("佐证资料在您打开之后又改过了，请看过再签字。")
    left = open_points(version, known_of(held))
    if left:
        raise RefusedError(f"还不能签字：请先{'，'.join(left)}；签字之后再说明的，负责人没有看过。")
    signature = Signature.objects.create(version=version, digest=version.digest, by=actor(request))
    seal(signature, held)
    _step(request, held, "sign", version)
    return signature


@transaction.atomic
def submit(request: HttpRequest, held: Record) -> Step:
    """Hand a signed filing in. Raises RefusedError with all that is still to do."""
    held = locked(held)
    allowed(held, "submit")
    to_do = still_to_do(held)
    if to_do:
        raise RefusedError("还不能提交：" + "；".join(to_do) + "。")
    held.submitted = timezone.now()
    return _step(request, held, "submit", current(held))


@transaction.atomic
def explain(request: HttpRequest, held: Record, finding: str, reason: str) -> bool:
    """Keep why a finding stands, in place of an earlier reason; tell whether that voided a signature.

    The head signs with the reasons before him, so that another one is signed anew. Raises RefusedError.
    """
    held = locked(held)
    allowed(held, "save")
    not_longer(reason, Explanation, "reason", "理由")
    if held.explanations.filter(finding=finding, reason=reason).exists():
        return False
    Explanation.objects.update_or_create(
        record=held, finding=finding, defaults={"reason": reason, "by": actor(request)}
    )
    log(request, "filing.explain", held, {"finding": finding, "reason": reason})
    return unsign(request, held, "explain", f"说明了理由：{reason}"[:200])


@transaction.atomic
def send_back(request: HttpRequest, held: Record, reason: str) -> Step:
    """Return a filing with a reason. Raises RefusedError without one."""
    held = locked(held)
    allowed(held, "return")
    not_longer(reason, Step, "reason", "退回的原因")
    if not reason.strip():
        raise RefusedError("退回必须写明原因，让单位知道改什么。")
    _void(held, "材料被退回")
    return _step(request, held, "return", current(held), reason.strip())


@transaction.atomic
def accept(request: HttpRequest, held: Record, note: str = "") -> Step:
    """Accept a filing that was handed in."""
    held = locked(held)
    allowed(held, "accept")
    not_longer(note, Step, "reason", "备注")
    return _step(request, held, "accept", current(held), note.strip())


@transaction.atomic
def excuse(request: HttpRequest, held: Record, reason: str) -> Step:
    """Take a filing off the list of those that are due (不需报送), with a reason. Raises RefusedError without one."""
    held = locked(held)
    allowed(held, "excuse")
    said = _stated(reason, "列为不需报送必须写明原因，如“机构改革并入某单位”。")
    _void(held, "列为不需报送")
    return _step(request, held, "excuse", held.current, said)


def _stated(reason: str, missing: str) -> str:
    """Return the reason of a step. Raises RefusedError for none, and for one that a step cannot hold whole."""
    if not reason.strip():
        raise RefusedError(missing)
    not_longer(reason.strip(), Step, "reason", "原因")
    return reason.strip()


@transaction.atomic
def resume(request: HttpRequest, held: Record, reason: str) -> Step:
    """Put a filing back where it was before it was taken off the list; what was signed has to be signed again."""
    held = locked(held)
    allowed(held, "resume")
    said = _stated(reason, "恢复报送必须写明原因，让单位知道为什么又要报。")
    before = held.steps.filter(act="excuse").last()
    target = before.source if before is not None and before.source != "signed" else "drafting"
    return _step(request, held, "resume", held.current, said, target)


def locked(held: Record) -> Record:
    """Return a filing read anew and locked until the transaction ends: every act on one begins so."""
    return Record.objects.select_for_update(of=("self",)).select_related("round", "unit").get(pk=held.pk)


def current(held: Record) -> Version:
    """Return the current version, read anew. Raises RefusedError if there is none."""
    held.refresh_from_db(fields=["current"])
    if held.current is None:
        raise RefusedError("还没有材料：请先上传，或在线填报。")
    return held.current


def allowed(held: Record, name: str) -> None:
    """Raise RefusedError if an act cannot be done now, with the reason and what to do."""
    act = ACTS[name]
    if held.round.closed is not None and name in ("save", "sign", "submit"):
        raise RefusedError("本次自评工作已经结束，不能再改。您填的内容还在草稿里；需要补报请联系财政部门。")
    if held.state not in act.sources:
        raise RefusedError(f"现在是“{STATES[held.state]}”，不能{act.name}；请刷新页面看最新情况。")


def not_longer(text: str, model: type[Model], field: str, called: str) -> None:
    """Raise RefusedError for a text that its field cannot hold: nothing a person wrote is cut off unseen."""
    most = getattr(model._meta.get_field(field), "max_length", None)
    if most is not None and len(text) > most:
        raise RefusedError(f"{called}至多 {most} 个字，现在 {len(text)} 个；请写短一些，长的放进材料。")


def _step(
    request: HttpRequest, held: Record, name: str, version: Version | None, reason: str = "", target: str = ""
) -> Step:
    """Take an act's step to its state, or to the `target` that only its history knows; there may be no version yet."""
    source, target = held.state, target or ACTS[name].target
    held.state, held.edition = target, held.edition + 1
    held.save()
    step = Step.objects.create(
        record=held, version=version, act=name, source=source, target=target, reason=reason, by=actor(request)
    )
    known = (version.number, version.digest) if version is not None else (None, None)
    details = {"from": source, "to": target, "version": known[0], "digest": known[1], "reason": reason}
    log(request, f"filing.{name}", held, details)
    _tell(request, held, name, version, source, reason)
    return step


def _tell(request: HttpRequest, held: Record, name: str, version: Version | None, source: str, reason: str) -> None:
    by = actor(request)
    filing_acted.send(Record, held=held, name=name, version=version, source=source, reason=reason, by=by)
