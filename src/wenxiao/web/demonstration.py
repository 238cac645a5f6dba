"""A demonstration: a district with some forty units over three years, its filings made by `wenxiao sample`.

All names are invented. Every act goes through the same functions as a person's, so the log and the board are real.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.sample import sample
from wenxiao.standards import load
from wenxiao.web.acting import acting
from wenxiao.web.evidence.rows import rows_now
from wenxiao.web.evidence.sealing import digest_of
from wenxiao.web.evidence.work import Said, add
from wenxiao.web.filings import work
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.uploading import Upload, read_uploads
from wenxiao.web.people.models import Grant, Unit, User
from wenxiao.web.people.signing_in import set_password
from wenxiao.web.people.units import place
from wenxiao.web.readings.items import items_of
from wenxiao.web.readings.work import confirm
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.notice import notice_text
from wenxiao.web.rounds.work import Plan, close_round, open_round
from wenxiao.web.spreadsheets import to_xlsx
from wenxiao.web.targets.demonstration import approve_examples
from wenxiao.write import write

PASSWORD = "Zhanshi-2025"
_STANDARD = "hunan-2020"
_DEPARTMENTS = ("教育局", "卫生健康局", "民政局", "农业农村局")
_KINDS = ("中心学校", "服务中心", "管理站", "事务所", "街道办事处", "保障中心", "监测站", "推广站", "图书馆", "养护所")
_AREA = "云川市青禾区"


class Person(NamedTuple):
    """Somebody of the demonstration, by what he does."""

    username: str
    name: str
    role: str
    unit: Unit | None


def here() -> bool:
    """Tell whether this installation is a demonstration."""
    return Unit.objects.filter(code="100", name=f"{_AREA}财政局").exists()


def units(number: int = 40) -> list[Unit]:
    """Make the tree: the bureau, departments, units."""
    root = place(Unit(code="100", name=f"{_AREA}财政局", kind="bureau"), None)
    made = []
    for at, name in enumerate(_DEPARTMENTS):
        department = place(Unit(code=f"{200 + at}", name=f"{_AREA}{name}", kind="department"), root)
        for place_ in range(number // len(_DEPARTMENTS)):
            kind = _KINDS[place_ % len(_KINDS)]
            unit = Unit(code=f"{200 + at}{place_ + 1:03}", name=f"{_AREA}{name[:-1]}第{place_ + 1}{kind}")
            made.append(place(unit, department))
    return made


def people(made: list[Unit]) -> list[Person]:
    """Return everybody who signs in: the administrators, the bureau, and three in each unit."""
    bureau = Unit.objects.get(code="100")
    found = [
        Person("xitong", "系统管理员", "system-admin", bureau),
        Person("anquan", "安全管理员", "security-admin", bureau),
        Person("shenji", "审计管理员", "audit-admin", bureau),
        Person("jixiao", "绩效股", "performance-office", bureau),
    ]
    for department in Unit.objects.filter(kind="department"):
        found.append(Person(f"gs{department.code}", f"{department.name}联系股室", "business-division", department))
        found.append(Person(f"zg{department.code}", f"{department.name}财务科", "supervising-department", department))
    for unit in made:
        found.append(Person(f"tb{unit.code}", f"{unit.code}填报人", "filler", unit))
        found.append(Person(f"pj{unit.code}", f"{unit.code}评价组", "evaluator", unit))
        found.append(Person(f"fz{unit.code}", f"{unit.code}负责人", "head", unit))
    return found


def _user(person: Person, password: str) -> User:
    user = User(username=person.username, name=person.name, unit=person.unit, must_change=False)
    user.password, user.password_set = password, timezone.now()
    user.save()
    Grant.objects.create(user=user, role=person.role)
    return user


def build(say: Callable[[str], None], number: int = 40, years: int = 3) -> None:
    """Fill an empty installation."""
    with transaction.atomic():
        made = units(number)
        first, *rest = people(made)
        chief = _user(first, "")
        set_password(chief, PASSWORD)
        chief.must_change = False
        chief.save()
        by_name = {one.username: _user(one, chief.password) for one in rest}
    say(f"单位 {len(made)} 个，用户 {len(rest) + 1} 个")
    random, before = Random(7), None
    this = timezone.localdate().year - 1
    for year in range(this - years + 1, this + 1):
        before = _round(by_name["jixiao"], made, year, before)
        if year == this:
            approve_examples(acting(by_name["jixiao"]), before)
        for at, held in enumerate(before.records.select_related("unit", "round")):
            _filed(held, by_name, random, last=year == this)
            if (at + 1) % 10 == 0:
                say(f"{year} 年度 {at + 1}/{len(made)}")
        if year != this:
            close_round(acting(by_name["jixiao"]), before)


def _round(office: User, made: list[Unit], year: int, before: Round | None) -> Round:
    opens, due = date(year + 1, 3, 1), date(year + 1, 5, 31)
    if year + 1 == timezone.localdate().year:
        opens, due = timezone.localdate(), timezone.localdate().replace(month=12, day=31)
    plan = Plan(f"{year}年度部门整体支出绩效自评", year, _STANDARD, notice_text(year, _STANDARD, due), opens, due)
    return open_round(acting(office), plan, made, before)


def _filed(held: Record, by_name: dict[str, User], random: Random, *, last: bool) -> None:
    """Bring one filing as far as it is to go: all of them in earlier years, some of them in the last."""
    acts = list(_acts(held, by_name, random))
    for act in acts[: random.choice((0, 1, 1, 2, 3, 4, 5)) if last else len(acts)]:
        try:
            act()
        except work.RefusedError:
            return  # its errors have first to be explained by a person


def _uploaded(filler: HttpRequest, held: Record) -> None:
    """Upload what a unit would: the forms and the report as a file, read as any upload is."""
    pack = load(_STANDARD)
    made = sample(pack, held.pk, held.round.year)
    text = write(made, pack, "all", "txt").decode().replace(made.unit or "", held.unit.name)
    file = Upload(f"{held.unit.name}{held.round.year}年度自评材料.txt", text.encode())
    found = read_uploads([file], pack)
    assert found.filing is not None
    version = work.save_version(filler, held, found.filing, "upload", "填报", [(file, "")])
    if held.pk % 3 == 0:
        held.current = version
        _borne_out(filler, held)
        confirm(filler, held, version, items_of(version, pack).doubtful)


def _borne_out(filler: HttpRequest, held: Record) -> None:
    """Attach evidence: to the first indicator, and to the whole filing."""
    first = next(iter(rows_now(held).version), None)
    ledger = to_xlsx(
        [("日期", "事项", "数量"), (f"{held.round.year}-06-30", first.name if first else "工作", "见月报")]
    )
    add(filler, held, [SimpleUploadedFile("工作台账.xlsx", ledger)], Said(first, "working", "按月汇总"))
    said = f"{held.unit.name}{held.round.year}年度自评组织情况说明。".encode()
    add(filler, held, [SimpleUploadedFile("组织情况说明.txt", said)], Said(None, "explaining", ""))


def _acts(held: Record, by_name: dict[str, User], random: Random) -> Iterator[Callable[[], object]]:
    code = held.unit.code
    filler, member, head = (acting(by_name[f"{kind}{code}"]) for kind in ("tb", "pj", "fz"))
    office = acting(by_name["jixiao"])
    yield lambda: _uploaded(filler, held)
    yield lambda: work.give_opinion(member, held, "同意自评结果。", agrees=True)
    yield lambda: work.sign(head, held, PASSWORD, work.current(held).digest, digest_of(held))
    yield lambda: work.submit(filler, held)
    if random.random() < 0.2:
        yield lambda: work.send_back(office, held, "请补充偏差原因，并核对项目支出的明细。")
    else:
        yield lambda: work.accept(office, held)
