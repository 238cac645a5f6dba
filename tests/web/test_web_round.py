"""From the notice to acceptance, by requests as a browser sends them."""

from __future__ import annotations

from pathlib import Path

import pytest
from district import PASSWORD, District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from wenxiao.web import store
from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.demonstration import build
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.due import still_to_do
from wenxiao.web.filings.models import Record, Signature, Step
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.work import rolled_over

EXAMPLES = Path(__file__).parents[2] / "examples"
STATES = ("已接受", "已退回", "已提交", "已签字", "编制中", "未开始")
FAULTY, CLEAN = EXAMPLES / "subdistrict-faulty.txt", EXAMPLES / "subdistrict-clean.txt"


def uploaded(client: Client, record: Record, path: Path = CLEAN, reason: str = "") -> None:
    """Upload a file as the next version."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post(f"/filings/{record.pk}/upload", {"files": [file], "reason": reason}, follow=True)
    assert answer.status_code == 200
    record.refresh_from_db()


def ready(district: District, record: Record) -> None:
    """Bring a filing as far as the signature."""
    uploaded(district.client("tianbao"), record)
    district.client("pingjia").post(f"/filings/{record.pk}/opinion", {"text": "同意", "agrees": "yes"})
    signed(district, record)


def signed(district: District, record: Record) -> None:
    """Let the head sign the current version."""
    record.refresh_from_db()
    assert record.current is not None
    digest = record.current.digest
    district.client("fuze").post(f"/filings/{record.pk}/sign", {"password": PASSWORD, "digest": digest})
    record.refresh_from_db()


def test_the_whole_way(district: District, record: Record) -> None:
    """Upload, opinion, signature, submission, return, a new version, signature again, acceptance; the board follows."""
    seen = []

    def board() -> None:
        page = district.client("jixiao").get(f"/rounds/{record.round_id}/board").content.decode()
        seen.append(
            next(word for word in ("已接受", "已退回", "已提交", "已签字", "编制中", "未开始") if f'">{word}<' in page)
        )

    board()
    uploaded(district.client("tianbao"), record)
    board()
    district.client("pingjia").post(f"/filings/{record.pk}/opinion", {"text": "同意", "agrees": "yes"})
    signed(district, record)
    board()
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    board()
    district.client("gushi").post(f"/filings/{record.pk}/return", {"reason": "请补充偏差原因"})
    board()
    assert "请补充偏差原因" in district.client("tianbao").get(f"/filings/{record.pk}").content.decode()
    uploaded(district.client("tianbao"), record, reason="补充了原因")
    district.client("pingjia").post(f"/filings/{record.pk}/opinion", {"text": "同意", "agrees": "yes"})
    signed(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    district.client("gushi").post(f"/filings/{record.pk}/accept")
    board()
    assert seen == ["未开始", "编制中", "已签字", "已提交", "已退回", "已接受"]
    acts = [one.act for one in Step.objects.all()]
    assert acts == ["save", "sign", "submit", "return", "save", "sign", "submit", "accept"]
    assert [one.action for one in Entry.objects.filter(action__startswith="filing.")].count("filing.opine") == 2
    assert not list(faults())


def test_an_upload_becomes_an_immutable_version(district: District, record: Record) -> None:
    """The files are kept as they came, the filing as it was read, the findings as they were found."""
    uploaded(district.client("tianbao"), record, FAULTY)
    version = record.current
    assert version is not None
    assert (version.number, version.errors > 0, version.origin) == (1, True, "upload")
    assert store.get(version.files.get().digest) == FAULTY.read_bytes()
    assert filing_of(version).indicators
    page = district.client("tianbao").get(f"/filings/{record.pk}").content.decode()
    assert "总分不等于各项得分之和" in page
    report = district.client("tianbao").get(f"/filings/{record.pk}/versions/1/report")
    assert report.status_code == 200
    written = district.client("tianbao").get(f"/filings/{record.pk}/versions/1/docx")
    assert written.content[:2] == b"PK"


def test_errors_have_to_be_mended_or_explained_before_handing_in(district: District, record: Record) -> None:
    """What is still to do is listed; a reason for each error takes it off the list."""
    uploaded(district.client("tianbao"), record, FAULTY)
    assert any("条错误" in one for one in still_to_do(record))
    client = district.client("tianbao")
    page = client.get(f"/filings/{record.pk}")
    for one in page.context["findings"]:
        client.post(f"/filings/{record.pk}/explain", {"finding": one.identity, "reason": "与决算口径不同，已附说明"})
    assert not any("条错误" in one for one in still_to_do(record))


def test_a_change_voids_the_signature(district: District, record: Record) -> None:
    """The page says that and why; handing in is not possible any more."""
    ready(district, record)
    uploaded(district.client("tianbao"), record, reason="又改了一处")
    assert record.state == "drafting"
    assert Signature.objects.get().voided_because == "保存了第 2 版"
    assert "签字已作废" in district.client("tianbao").get(f"/filings/{record.pk}").content.decode()
    answer = district.client("tianbao").post(f"/filings/{record.pk}/submit", follow=True)
    assert "材料现在是“编制中”，刚才这一步没有办" in answer.content.decode()
    record.refresh_from_db()
    assert record.state == "drafting"


def test_what_was_not_looked_at_is_not_signed(district: District, record: Record) -> None:
    """A signature is for the version on the head's screen; a newer one or a wrong password is told."""
    uploaded(district.client("tianbao"), record)
    head = district.client("fuze")
    stale = head.post(f"/filings/{record.pk}/sign", {"password": PASSWORD, "digest": "0" * 64}, follow=True)
    wrong = head.post(
        f"/filings/{record.pk}/sign", {"password": "x", "digest": record.current and record.current.digest}, follow=True
    )
    assert "又改过了" in stale.content.decode()
    assert "密码不对" in wrong.content.decode()
    assert not Signature.objects.exists()


def test_a_return_without_a_reason_is_refused_by_page_and_database(district: District, record: Record) -> None:
    """The person is told, and no program can store one either."""
    ready(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    answer = district.client("jixiao").post(f"/filings/{record.pk}/return", {"reason": " "}, follow=True)
    assert "必须写明原因" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(
            record=record, act="return", source="submitted", target="returned", by=district.people["jixiao"]
        )


def test_a_file_that_cannot_be_read_changes_nothing(district: District, record: Record) -> None:
    """Wrong kinds, empty and broken files are told; the filing stays as it was."""
    client = district.client("tianbao")
    for name, data, word in (
        ("a.exe", b"MZ", "不是能读的格式"),
        ("a.docx", b"", "空文件"),
        ("a.docx", b"PK\x03\x04x", "a.docx"),
    ):
        answer = client.post(f"/filings/{record.pk}/upload", {"files": [SimpleUploadedFile(name, data)]}, follow=True)
        assert word in answer.content.decode()
    record.refresh_from_db()
    assert (record.state, record.versions.count()) == ("not-started", 0)


def test_in_a_closed_round_nothing_is_changed(district: District, record: Record) -> None:
    """The unit is told whom to ask; what is there can still be looked at."""
    district.client("jixiao").post(f"/rounds/{record.round_id}/close")
    file = SimpleUploadedFile(CLEAN.name, CLEAN.read_bytes())
    answer = district.client("tianbao").post(f"/filings/{record.pk}/upload", {"files": [file]}, follow=True)
    assert "已经结束" in answer.content.decode()


def test_a_round_is_rolled_over(district: District, record: Record) -> None:
    """The next year's has the same words and dates a year later."""
    plan = rolled_over(record.round)
    assert (plan.title, plan.year) == ("2025年度部门整体支出绩效自评", 2025)
    assert (plan.opens.year, plan.due.year) == (2026, 2100)
    page = district.client("jixiao").get(f"/rounds/{record.round_id}/roll-over").content.decode()
    assert "2025年度部门整体支出绩效自评" in page


def test_a_round_with_faults_says_each(district: District) -> None:
    """Dates the wrong way round, no unit, an unknown Standard: all at once, and nothing is opened."""
    said = {"title": "x", "year": "2024", "standard": "mars", "notice": "x", "opens": "2025-05-01", "due": "2025-03-01"}
    page = district.client("jixiao").post("/rounds/new", said).content.decode()
    assert all(word in page for word in ("不能早于", "从列表里选口径", "至少选一个单位"))
    assert not Round.objects.exists()


@pytest.mark.django_db
def test_the_health_page_reaches_the_database() -> None:
    """It answers with the version."""
    assert Client().get("/health").json()["status"] == "ok"


def test_the_demonstration_brings_filings_to_every_state(db: None) -> None:
    """A small one: two years, some units; the earlier year is done, the log chain holds."""
    said: list[str] = []
    build(said.append, number=8, years=2)
    states = set(Record.objects.values_list("round__year", "state"))
    assert {state for _, state in states} >= {"accepted", "drafting"}
    assert Round.objects.filter(closed=None).count() == 1
    assert said
    assert not list(faults())
