"""What is done with a filing: saving a version, opinions, signing, handing in, returning, accepting.

Each act is one transaction: the version, the state, the step and the log entry stand together or not at all. Files are
in the store before their names are in the database, so that what is acknowledged can always be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.check import check
from wenxiao.document import Document
from wenxiao.errors import ReadError, WenxiaoError
from wenxiao.extract import extract
from wenxiao.filing import Filing, from_json, to_json
from wenxiao.finding import Finding, Report, Severity
from wenxiao.read import joined, read_bytes
from wenxiao.report.result import score_of
from wenxiao.standards import Pack
from wenxiao.version import __version__
from wenxiao.web import store
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.models import Explanation, Opinion, Record, Signature, SourceFile, Step, Version
from wenxiao.web.filings.states import ACTS, STATES
from wenxiao.web.people.models import User
from wenxiao.web.rounds.standard import standard_of
from wenxiao.web.targets.beside import to_explain


class RefusedError(WenxiaoError):
    """An act that cannot be done now; its text says why and what to do, for the person."""


class Upload(NamedTuple):
    """A file as it came."""

    name: str
    data: bytes


class Read(NamedTuple):
    """What the uploaded files say: the Filing, and for each file why it could not be read ("" if it was)."""

    filing: Filing | None
    faults: tuple[str, ...]


def read_uploads(uploads: Sequence[Upload], pack: Pack) -> Read:
    """Read files as one filing by the round's Standard."""
    documents: list[Document] = []
    faults: list[str] = []
    for one in uploads:
        try:
            documents.append(read_bytes(one.data, one.name))
            faults.append("")
        except ReadError as error:
            faults.append(str(error))
    if not documents:
        return Read(None, tuple(faults))
    whole = documents[0] if len(documents) == 1 else joined(documents, uploads[0].name)
    return Read(extract(whole, pack), tuple(faults))


@transaction.atomic
def save_version(
    request: HttpRequest,
    held: Record,
    filing: Filing,
    origin: str,
    reason: str = "",
    uploads: Sequence[tuple[Upload, str]] = (),
    *,
    name: str = "",
) -> Version:
    """Keep a filing as the next version; a signature under an earlier one is voided and says so."""
    held = _locked(held)
    allowed(held, "save")
    pack = standard_of(held.round)
    report = check(filing, pack)
    last = held.versions.first()
    version = Version.objects.create(
        record=held,
        number=last.number + 1 if last else 1,
        name=name,
        reason=reason,
        author=_user(request),
        origin=origin,
        digest=store.put(to_json(filing)),
        findings=store.put(msgspec.json.encode(report)),
        standard=pack.digest,
        checks=__version__,
        score=_score(filing, pack),
        **_counts(report),
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


def _counts(report: Report) -> dict[str, int]:
    found = [one.severity for one in report.findings if one.waived is None]
    names = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "infos": Severity.INFO}
    return {name: sum(one is severity for one in found) for name, severity in names.items()}


def _score(filing: Filing, pack: Pack) -> str:
    declared = score_of(filing, pack).declared
    return "" if declared is None else str(declared)


def _void(held: Record, why: str) -> None:
    Signature.objects.filter(version__record=held, voided=None).update(voided=timezone.now(), voided_because=why)


@transaction.atomic
def give_opinion(request: HttpRequest, held: Record, text: str, *, agrees: bool) -> Opinion:
    """Keep a member's opinion on the current version, in place of an earlier one of his."""
    version = current(_locked(held))
    if not text.strip():
        raise RefusedError("请写明意见；同意的可以写“同意”。")
    opinion, _ = Opinion.objects.update_or_create(
        version=version, by=_user(request), defaults={"agrees": agrees, "text": text.strip()}
    )
    log(request, "filing.opine", held, {"version": version.number, "agrees": agrees})
    return opinion


@transaction.atomic
def sign(request: HttpRequest, held: Record, password: str, digest: str) -> Signature:
    """Sign the current version by its hash, with the password again. Raises RefusedError."""
    held = _locked(held)
    allowed(held, "sign")
    version = current(held)
    if version.digest != digest:
        raise RefusedError("材料在您打开之后又改过了，请看过新版本再签字。")
    if not _user(request).check_password(password):
        raise RefusedError("密码不对，没有签字。")
    signature = Signature.objects.create(version=version, digest=version.digest, by=_user(request))
    _step(request, held, "sign", version)
    return signature


@transaction.atomic
def submit(request: HttpRequest, held: Record) -> Step:
    """Hand a signed filing in. Raises RefusedError with all that is still to do."""
    held = _locked(held)
    allowed(held, "submit")
    to_do = still_to_do(held)
    if to_do:
        raise RefusedError("还不能提交：" + "；".join(to_do) + "。")
    held.submitted = timezone.now()
    return _step(request, held, "submit", current(held))


def still_to_do(held: Record) -> list[str]:
    """Return what a person still has to do before the filing can be handed in, in order."""
    if held.round.closed is not None:
        return ["本次自评工作已经结束，请联系财政部门"]
    version = held.current
    if version is None:
        return ["上传材料或在线填报"]
    found = []
    open_errors = unexplained(held, version)
    if open_errors:
        found.append(f"改正或说明 {open_errors} 条错误")
    other_targets = to_explain(held, version)
    if other_targets:
        found.append(f"改正或说明 {other_targets} 处与批复目标不一致的地方")
    if not version.opinions.exists():
        found.append("请评价组成员写意见")
    if not version.signatures.filter(voided=None, digest=version.digest).exists():
        found.append("请单位负责人签字")
    return found


def unexplained(held: Record, version: Version) -> int:
    """Return how many errors of a version have no reason given."""
    explained = set(held.explanations.values_list("finding", flat=True))
    report = report_of(version)
    return sum(
        one.severity is Severity.ERROR and identity(version, at) not in explained
        for at, one in enumerate(report.findings)
    )


def identity(version: Version, at: int) -> str:
    """Return what a finding of a version is known by in later versions."""
    return identity_of(report_of(version).findings[at])


def identity_of(finding: Finding) -> str:
    """Return what a finding is known by in later versions: its check, and where its evidence stands."""
    spots = [(one.label, one.place.path, one.text) for one in finding.evidence]
    return hashlib.sha256(repr((finding.check, spots)).encode()).hexdigest()


@transaction.atomic
def explain(request: HttpRequest, held: Record, finding: str, reason: str) -> Explanation:
    """Keep why a finding stands, in place of an earlier reason."""
    held = _locked(held)
    allowed(held, "save")
    kept, _ = Explanation.objects.update_or_create(
        record=held, finding=finding, defaults={"reason": reason[:500], "by": _user(request)}
    )
    log(request, "filing.explain", held, {"finding": finding, "reason": reason[:500]})
    return kept


@transaction.atomic
def send_back(request: HttpRequest, held: Record, reason: str) -> Step:
    """Return a filing with a reason. Raises RefusedError without one."""
    held = _locked(held)
    allowed(held, "return")
    if not reason.strip():
        raise RefusedError("退回必须写明原因，让单位知道改什么。")
    _void(held, "材料被退回")
    return _step(request, held, "return", current(held), reason.strip())


@transaction.atomic
def accept(request: HttpRequest, held: Record, note: str = "") -> Step:
    """Accept a filing that was handed in."""
    held = _locked(held)
    allowed(held, "accept")
    return _step(request, held, "accept", current(held), note.strip())


def filing_of(version: Version) -> Filing:
    """Return the Filing of a version."""
    return from_json(store.get(version.digest))


def report_of(version: Version) -> Report:
    """Return the findings of a version as they were when it was saved."""
    held = version.__dict__.get("_report")
    if held is None:
        held = version.__dict__["_report"] = msgspec.json.decode(store.get(version.findings), type=Report)
    assert isinstance(held, Report)
    return held


def _locked(held: Record) -> Record:
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


def _step(request: HttpRequest, held: Record, name: str, version: Version, reason: str = "") -> Step:
    act, source = ACTS[name], held.state
    held.state, held.edition = act.target, held.edition + 1
    held.save()
    step = Step.objects.create(
        record=held, version=version, act=name, source=source, target=act.target, reason=reason, by=_user(request)
    )
    details = {"from": source, "to": act.target, "version": version.number, "digest": version.digest, "reason": reason}
    log(request, f"filing.{name}", held, details)
    return step


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
