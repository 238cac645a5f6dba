"""A district for `benchmarks.web`: 2 000 units over three years, every filing with a version, steps and a full log.

A hundred different contents are read, checked and stored as the program does it; the rows that lead to them are put in
at once, as what is measured is looking at them and going on from there.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from wenxiao.check import check
from wenxiao.filing import to_json
from wenxiao.finding import Severity
from wenxiao.sample import sample
from wenxiao.standards import load
from wenxiao.version import __version__
from wenxiao.web import store
from wenxiao.web.acting import acting
from wenxiao.web.audit.log import hash_of
from wenxiao.web.audit.models import Entry, Head
from wenxiao.web.filings.models import Opinion, Record, Signature, SourceFile, Step, Version
from wenxiao.web.filings.uploading import Upload, read_uploads
from wenxiao.web.people.models import Grant, Unit, User
from wenxiao.web.people.units import place
from wenxiao.web.permissions import ROLES
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.notice import notice_text
from wenxiao.web.rounds.work import Plan, open_round
from wenxiao.write import write

YEARS, CONTENTS, ENTRIES = (2022, 2023, 2024), 100, 50_000
PASSWORD = "Ceshi-mima-2025"
STANDARD = "hunan-2020"
_PATH = ("save", "sign", "submit", "accept")
_STATES = ("not-started", "drafting", "signed", "submitted", "accepted")


class District(NamedTuple):
    """Somebody of each role (those of a unit belong to the first one), and the rounds, the last one last."""

    people: dict[str, User]
    rounds: list[Round]

    def records(self) -> Any:
        """Return the filings of the last round in the order of the units' codes."""
        return Record.objects.filter(round=self.rounds[-1]).select_related("unit", "current").order_by("unit__code")


@transaction.atomic
def build(count: int) -> District:
    """Make units, people, rounds, versions, steps and the log; the first unit is still working on its last filing."""
    bureau = place(Unit(code="1", name="云川市青禾区财政局", kind="bureau"), None)
    departments = [place(Unit(code=f"2{at:02}", name=f"第{at}主管部门", kind="department"), bureau) for at in range(20)]
    units = [place(Unit(code=f"3{at:04}", name=f"云川市青禾区第{at}单位"), departments[at % 20]) for at in range(count)]
    people = _people(bureau, departments, units)
    rounds: list[Round] = []
    for year in YEARS:
        due = date.today() + timedelta(60)
        plan = Plan(f"{year}年度自评", year, STANDARD, notice_text(year, STANDARD, due), date(year + 1, 3, 1), due)
        before = rounds[-1] if rounds else None
        rounds.append(open_round(acting(people["performance-office"]), plan, units, before))
    contents = [_content(seed) for seed in range(CONTENTS)]
    for round_ in rounds:
        _filed(round_, contents, people["filler"], last=round_ is rounds[-1])
    _log(people["filler"])
    return District(people, rounds)


def _people(bureau: Unit, departments: list[Unit], units: list[Unit]) -> dict[str, User]:
    """Make everybody: one of each role above, a filler and a head in every unit, a group in the first."""
    above = {"business-division": departments[0], "supervising-department": departments[0]}
    within = ("filler", "evaluator", "head")
    who = [(role, role, above.get(role, bureau)) for role in ROLES if role not in within]
    who += [(f"{role}{unit.code}", role, unit) for unit in units for role in ("filler", "head")]
    who.append(("evaluator", "evaluator", units[0]))
    hashed, now = make_password(PASSWORD), timezone.now()
    made = User.objects.bulk_create(
        User(username=name, name=name, unit=unit, must_change=False, password=hashed, password_set=now)
        for name, _, unit in who
    )
    Grant.objects.bulk_create(Grant(user=user, role=one[1]) for user, one in zip(made, who, strict=True))
    found: dict[str, User] = {}
    for user, one in zip(made, who, strict=True):
        found.setdefault(one[1], user)
    return found


def _content(seed: int) -> dict[str, Any]:
    """Keep one content, read as an upload is, and its findings; return what a version says of them."""
    pack = load(STANDARD)
    text = write(sample(pack, seed, YEARS[-1]), pack, "all", "txt")
    filing = read_uploads([Upload("自评材料.txt", text)], pack).filing
    assert filing is not None
    report = check(filing, pack)
    found = [one.severity for one in report.findings]
    return {
        "digest": store.put(to_json(filing)), "findings": store.put(msgspec.json.encode(report)),
        "errors": found.count(Severity.ERROR), "warnings": found.count(Severity.WARNING),
        "standard": pack.digest, "checks": __version__, "score": "95", "origin": "upload", "reason": "报送",
    }  # fmt: skip


def _filed(round_: Round, contents: list[dict[str, Any]], by: User, *, last: bool) -> None:
    """Give every filing two versions with what belongs to them, and as many steps as its state has behind it."""
    records = list(Record.objects.filter(round=round_).order_by("unit__code"))
    file = store.put("自评材料".encode())
    versions = [
        Version(record=held, number=number, author=by, **contents[(at * 7 + number + round_.year) % CONTENTS])
        for at, held in enumerate(records)
        for number in (1, 2)
    ]
    versions = Version.objects.bulk_create(versions, batch_size=2000)
    SourceFile.objects.bulk_create(
        SourceFile(version=one, name="自评材料.txt", digest=file, size=12) for one in versions
    )
    steps: list[Step] = []
    for at, (held, current) in enumerate(zip(records, versions[1::2], strict=True)):
        done = (1 + (at % 4 if at else 0)) if last else 4
        held.current, held.state = current, _STATES[done]
        held.submitted = timezone.now() if done > 2 else None
        steps += [
            Step(record=held, version=current, act=act, source=_STATES[no], target=_STATES[no + 1], by=by)
            for no, act in enumerate(_PATH[:done])
        ]
    Record.objects.bulk_update(records, ["current", "state", "submitted"], batch_size=300)
    Step.objects.bulk_create(steps, batch_size=2000)
    signed = [one for one in records if one.state != "drafting" and one.current is not None]
    Opinion.objects.bulk_create(Opinion(version=one.current, by=by, agrees=True, text="同意") for one in records)
    Signature.objects.bulk_create(Signature(version=one.current, digest=one.current.digest, by=by) for one in signed)


def _log(by: User) -> None:
    """Put entries into the log until it is long, chained as those of acts are."""
    head = Head.objects.get(pk=1)
    targets = list(Record.objects.select_related("unit", "round")[:2000])
    at = timezone.now()

    def entries() -> Any:
        number, before = head.number, head.hash
        while number < ENTRIES:
            number += 1
            one = Entry(
                number=number, at=at, actor=f"{by.name}（{by.username}）", actor_id=by.pk, address="127.0.0.1",
                action="filing.save", target=f"{targets[number % len(targets)]}", details={"version": 2},
                previous=before,
            )  # fmt: skip
            one.hash = before = hash_of(one)
            yield one
        head.number, head.hash = number, before

    waiting = entries()
    while batch := list(islice(waiting, 2000)):
        Entry.objects.bulk_create(batch)
    head.save()
