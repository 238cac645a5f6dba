"""佐证资料: what a unit attaches to an indicator, and that nothing of it is lost, mistaken or signed unseen."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from district import PASSWORD, District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from test_web_filling import put
from test_web_round import CLEAN, ready, uploaded

from wenxiao.web import backup, store
from wenxiao.web.audit.models import Entry
from wenxiao.web.downloads import plain_name
from wenxiao.web.evidence.models import Evidence, Sealed
from wenxiao.web.evidence.names import in_order
from wenxiao.web.evidence.rows import Row, rows_now
from wenxiao.web.evidence.shown import pieces_of
from wenxiao.web.filings.models import Record, Signature, Step

ROW = {"level1": "产出指标", "level2": "数量指标", "level3": "接待读者", "target": "≥100人次"}


def attached(client: Client, record: Record, *files: tuple[str, bytes], **said: str) -> str:
    """Attach files as the page does and return the page that follows."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post(f"/filings/{record.pk}/evidence/add", {"kind": "formal", **said, "files": sent}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def typed_row(client: Client, record: Record, row: str = "0", **other: str) -> str:
    """Type an indicator and return its spot."""
    texts = {f"overall|indicators|{row}|{name}||": text for name, text in {**ROW, **other}.items()}
    put(client, record, texts)
    return f"overall|indicators|{row}"


def only(record: Record) -> Row | None:
    """Return the indicator that the only evidence of a filing belongs to now."""
    (piece,) = pieces_of(record)
    return piece.row


def test_a_file_attached_to_an_indicator_is_shown_at_it_and_comes_back_as_it_was(
    district: District, record: Record
) -> None:
    """In the form with the count, on the filing's page at the row and by number, for the reviewer too; as a file."""
    client = district.client("tianbao")
    uploaded(client, record)
    row = rows_now(record).version[2]
    said = attached(client, record, ("台账.xlsx", b"PK-1"), ("照片.jpg", b"\xff\xd8"), at=row.key, note="全年")
    assert "已收 2 份佐证，编号 3-1、3-2" in said
    assert "佐证 2</a>" in client.get(f"/filings/{record.pk}/form/overall").content.decode()
    for name in ("tianbao", "gushi"):
        page = district.client(name).get(f"/filings/{record.pk}").content.decode()
        assert ">证 3-1</a>" in page
        assert row.name in page
        assert "台账.xlsx" in page
    piece = Evidence.objects.get(number="3-1")
    answer = district.client("gushi").get(f"/filings/{record.pk}/evidence/{piece.pk}")
    assert b"".join(answer.streaming_content) == b"PK-1"  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E5")


@pytest.mark.parametrize(
    ("said", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\资料\\表.xls", "表.xls"), ("发票\u202egpj.exe", "发票gpj.exe"),
     ("a\x00b\r\n.pdf", "ab.pdf"), ("\u200b. ", "未命名"), ("con.txt", "未命名con.txt"), ('a"b<c>.doc', "abc.doc"),
     ("长" * 300 + ".docx", "长" * 115 + ".docx")],
)  # fmt: skip
def test_names_are_cleaned_of_what_could_mislead(said: str, kept: str) -> None:
    """Folders, control characters, marks that turn the reading round; a long one keeps its ending."""
    assert plain_name(said) == kept


def test_the_number_says_the_project_and_the_indicator() -> None:
    """3-1 in the form of the whole unit, 项2-3-1 in the form of the second project; a project's name tells it apart."""
    whole = Row("overall", "整体", "", ("产出指标", "数量指标", "接待读者"), 3, 0, "overall|indicators|2")
    first, second = whole._replace(instance="project"), whole._replace(instance="project#2")
    assert [row.numbered for row in (whole, first, second)] == ["3", "项1-3", "项2-3"]
    assert first.key == second.key != second._replace(project="河道保洁").key


def test_numbers_are_in_the_order_that_people_count_in() -> None:
    """1-2 before 1-10, the projects after."""
    assert sorted(["项2-1-1", "1-10", "2-1", "1-2"], key=in_order) == ["1-2", "1-10", "2-1", "项2-1-1"]


def test_what_cannot_be_kept_is_said_and_stops_nothing_else(
    district: District, record: Record, settings: pytest.FixtureRequest
) -> None:
    """An empty and a large file are named, the good one is kept; too many, none, an unknown kind: one sentence each."""
    client = district.client("tianbao")
    settings.FILE_SIZE = 8  # type: ignore[attr-defined]
    said = attached(client, record, ("空.pdf", b""), ("大.pdf", b"123456789"), ("好.pdf", b"1234"))
    assert "“空.pdf”是空文件，没有收" in said
    assert "“大.pdf”超过 0 MB，没有收" in said
    assert "已收 1 份佐证，编号 0-1" in said
    assert "是空文件" in attached(client, record, ("空.pdf", b""))
    assert "没有选文件" in attached(client, record)
    assert "从列表里选类别" in attached(client, record, ("a.pdf", b"a"), kind="x")
    assert "最多 20 个文件" in attached(client, record, *((f"{at}.pdf", b"%d" % at) for at in range(120)))
    settings.EVIDENCE_FILES = 1  # type: ignore[attr-defined]
    assert "最多 1 份佐证" in attached(client, record, ("b.pdf", b"b"))
    assert [one.name for one in Evidence.objects.all()] == ["好.pdf"]


def test_equal_content_is_said_not_refused(district: District, record: Record) -> None:
    """Both are kept, under one hash."""
    client = district.client("tianbao")
    attached(client, record, ("a.pdf", b"same"))
    assert "“b.pdf”与 0-1“a.pdf”内容相同，已照收" in attached(client, record, ("b.pdf", b"same"))
    assert len(set(Evidence.objects.values_list("digest", flat=True))) == 1


def test_evidence_stays_with_its_indicator_through_versions_rows_and_uploads(
    district: District, record: Record
) -> None:
    """A row added above, a name that is mended, a version, an upload of the written form, a draft begun anew."""
    client = district.client("tianbao")
    typed_row(client, record, "0", level3="开放天数")
    spot = typed_row(client, record, "1")
    attached(client, record, ("a.pdf", b"a"), row=spot, at="")
    assert Evidence.objects.get().number == "2-1"
    client.post(f"/filings/{record.pk}/form/overall/row", {"below": "indicators|0"})
    typed_row(client, record, "0+1", level3="新书上架")
    put(client, record, {f"{spot}|level3||": "接待读者人次"}, before="接待读者")
    client.post(f"/filings/{record.pk}/save")
    record.refresh_from_db()
    page = client.get(f"/filings/{record.pk}").content.decode()
    row = only(record)
    assert row is not None
    assert (row.name, Evidence.objects.get().levels[2]) == ("接待读者人次", "接待读者人次")
    assert page.index('>接待读者人次 <span class="proofs">') < page.index(">证 2-1</a>")
    written = client.get(f"/filings/{record.pk}/versions/1/docx").content
    client.post(f"/filings/{record.pk}/upload", {"files": [SimpleUploadedFile("表.docx", written)]})
    client.post(f"/filings/{record.pk}/anew")
    record.refresh_from_db()
    row = only(record)
    assert row is not None
    assert (row.name, row.number, record.current and record.current.number) == ("接待读者人次", 3, 2)


def test_evidence_whose_indicator_is_gone_is_shown_as_such_and_can_be_put_elsewhere(
    district: District, record: Record
) -> None:
    """Nothing disappears with a row; the person says where it belongs."""
    client = district.client("tianbao")
    spot = typed_row(client, record)
    attached(client, record, ("a.pdf", b"a"), row=spot, at="")
    uploaded(client, record, CLEAN)
    client.post(f"/filings/{record.pk}/anew")
    assert "这个指标不在表上了，请改放" in client.get(f"/filings/{record.pk}/evidence").content.decode()
    piece, row = Evidence.objects.get(), rows_now(record).version[0]
    said = {"number": "甲1", "kind": "voucher", "note": "发票", "at": row.key}
    client.post(f"/filings/{record.pk}/evidence/{piece.pk}/change", said)
    assert only(record) == row
    piece.refresh_from_db()
    assert (piece.number, piece.kind, piece.note) == ("甲1", "voucher", "发票")


def test_a_number_is_given_once(district: District, record: Record) -> None:
    """Not that of another file, nor that of a removed one; the person is told who has it."""
    client = district.client("tianbao")
    attached(client, record, ("a.pdf", b"a"), ("b.pdf", b"b"))
    first, second = Evidence.objects.all()
    client.post(f"/filings/{record.pk}/evidence/{first.pk}/remove")
    said = {"number": "0-1", "kind": "formal", "at": ""}
    page = client.post(f"/filings/{record.pk}/evidence/{second.pk}/change", said, follow=True).content.decode()
    assert "编号“0-1”已经用过（a.pdf，已移除），没有改" in page
    assert "编号 0-3" in attached(client, record, ("c.pdf", b"c"))


def test_a_removed_file_is_kept_with_who_removed_it(district: District, record: Record) -> None:
    """It is not on the list, not in the zip, not for the reviewer; content, name and entry stay."""
    client = district.client("tianbao")
    attached(client, record, ("a.pdf", b"a"))
    piece = Evidence.objects.get()
    page = client.post(f"/filings/{record.pk}/evidence/{piece.pk}/remove", follow=True).content.decode()
    assert "已移除 1 份" in page
    assert (
        "已经被别人移除"
        in client.post(f"/filings/{record.pk}/evidence/{piece.pk}/remove", follow=True).content.decode()
    )
    piece.refresh_from_db()
    assert (piece.removed_by, store.get(piece.digest)) == (district.people["tianbao"], b"a")
    assert client.get(f"/filings/{record.pk}/evidence/{piece.pk}").status_code == 200
    assert district.client("gushi").get(f"/filings/{record.pk}/evidence/{piece.pk}").status_code == 404
    added, gone = Entry.objects.filter(action__startswith="evidence.").order_by("number")
    assert (added.action, gone.action) == ("evidence.add", "evidence.remove")
    assert gone.details["digest"] == piece.digest


def test_the_signature_stands_for_the_evidence_too(district: District, record: Record) -> None:
    """Its list is kept with it; any change voids it as a step of its own, and the head signs again."""
    client = district.client("tianbao")
    uploaded(client, record)
    attached(client, record, ("a.pdf", b"a"))
    page = district.client("fuze").get(f"/filings/{record.pk}")
    assert "下面列出的 1 份佐证资料" in page.content.decode()
    assert record.current is not None
    said = {"password": PASSWORD, "digest": record.current.digest}
    unseen = district.client("fuze").post(f"/filings/{record.pk}/sign", said, follow=True).content.decode()
    assert "佐证资料在您打开之后又改过了" in unseen
    district.client("fuze").post(f"/filings/{record.pk}/sign", {**said, "evidence": page.context["evidence_digest"]})
    record.refresh_from_db()
    sealed = Sealed.objects.get()
    assert (record.state, sealed.number) == ("signed", 1)
    assert Evidence.objects.get().digest in store.get(sealed.digest).decode()
    assert "连同佐证资料 1 份" in client.get(f"/filings/{record.pk}").content.decode()
    assert "签字已作废，请单位负责人重新签字" in attached(client, record, ("b.pdf", b"b"))
    record.refresh_from_db()
    assert (record.state, Signature.objects.get().voided_because) == ("drafting", "增加了佐证资料 0-2 b.pdf")
    assert "签字已作废：增加了佐证资料 0-2 b.pdf" in client.get(f"/filings/{record.pk}").content.decode()
    assert [one.act for one in Step.objects.all()] == ["save", "sign", "attach"]
    assert "材料现在是“编制中”" in client.post(f"/filings/{record.pk}/submit", follow=True).content.decode()


@pytest.mark.parametrize("act", ["change", "remove"])
def test_changing_and_removing_void_the_signature(district: District, record: Record, act: str) -> None:
    """A change that changes nothing does not."""
    attached(district.client("tianbao"), record, ("a.pdf", b"a"))
    piece = Evidence.objects.get()
    uploaded(district.client("tianbao"), record)
    page = district.client("fuze").get(f"/filings/{record.pk}")
    assert record.current is not None
    said = {"password": PASSWORD, "digest": record.current.digest, "evidence": page.context["evidence_digest"]}
    district.client("fuze").post(f"/filings/{record.pk}/sign", said)
    address = f"/filings/{record.pk}/evidence/{piece.pk}/{act}"
    if act == "change":
        district.client("tianbao").post(address, {"number": "0-1", "kind": "formal", "at": ""})
        assert Signature.objects.get().voided is None
    district.client("tianbao").post(address, {"number": "0-9", "kind": "formal", "at": ""})
    assert Signature.objects.get().voided is not None


def test_once_handed_in_nothing_is_added_or_removed(district: District, record: Record) -> None:
    """The acts are refused in a sentence; looking and downloading are there."""
    client = district.client("tianbao")
    attached(client, record, ("a.pdf", b"a"))
    piece = Evidence.objects.get()
    Record.objects.filter(pk=record.pk).update(state="submitted")
    for act in ("add", f"{piece.pk}/remove", f"{piece.pk}/change"):
        answer = client.post(f"/filings/{record.pk}/evidence/{act}", follow=True)
        assert "材料现在是“已提交”，刚才这一步没有办" in answer.content.decode()
    assert Evidence.objects.get().removed is None
    page = client.get(f"/filings/{record.pk}/evidence").content.decode()
    assert ("添加佐证" in page, "a.pdf" in page) == (False, True)
    assert district.client("linju").get(f"/filings/{record.pk}/evidence/{piece.pk}").status_code == 404


def test_in_a_closed_round_the_reason_is_said(district: District, record: Record) -> None:
    """Nothing is kept."""
    district.client("jixiao").post(f"/rounds/{record.round_id}/close")
    assert "已经结束" in attached(district.client("tianbao"), record, ("a.pdf", b"a"))
    assert not Evidence.objects.exists()


def streamed(answer: HttpResponse) -> bytes:
    """Return what an answer sends."""
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_all_evidence_comes_as_one_zip_with_an_index_that_is_no_formula(district: District, record: Record) -> None:
    """Each file under its number and name, as it was; the index says what each is for."""
    client = district.client("tianbao")
    spot = typed_row(client, record)
    attached(client, record, ("=cmd.pdf", b"a"), note="=HYPERLINK(1)", row=spot, at="")
    attached(client, record, ("b.pdf", b"b"))
    answer = client.get(f"/filings/{record.pk}/evidence/all.zip")
    archive = zipfile.ZipFile(io.BytesIO(streamed(answer)))  # type: ignore[arg-type]
    assert archive.testzip() is None
    assert archive.namelist() == ["佐证资料目录.xlsx", "0-1 b.pdf", "1-1 =cmd.pdf"]
    assert archive.read("1-1 =cmd.pdf") == b"a"
    book = openpyxl.load_workbook(io.BytesIO(archive.read("佐证资料目录.xlsx")))
    (_, _, row) = book.active.iter_rows(values_only=True)
    assert (row[0], row[3], row[4], row[5]) == ("1-1", "接待读者", "'=cmd.pdf", "'=HYPERLINK(1)")
    assert all(cell.data_type != "f" for line in book.active.iter_rows() for cell in line)


def test_a_large_zip_takes_little_memory(district: District, record: Record) -> None:
    """Forty megabytes are sent in parts; a file that was damaged in the store breaks the zip off."""
    client = district.client("tianbao")
    digest = store.put_parts(bytes([at]) * 1024 * 1024 for at in range(40))
    attached(client, record, ("a.bin", b"a"))
    Evidence.objects.update(digest=digest, size=40 * 1024 * 1024)
    answer = client.get(f"/filings/{record.pk}/evidence/all.zip")
    tracemalloc.start()
    sent = 0
    for part in answer.streaming_content:  # type: ignore[attr-defined]
        sent += len(part)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > 40_000
    assert peak < 4 * 1024 * 1024
    with store.path_of(digest).open("r+b") as stream:
        stream.write(b"x")
    broken = client.get(f"/filings/{record.pk}/evidence/all.zip")
    with pytest.raises(ValueError, match=digest):
        streamed(broken)  # type: ignore[arg-type]


def test_the_pages_take_as_many_queries_for_thirty_files_as_for_one(district: District, record: Record) -> None:
    """The list, the filing's page and the form."""
    client = district.client("tianbao")
    uploaded(client, record)
    row = rows_now(record).version[0]
    addresses = [
        f"/filings/{record.pk}{rest}" for rest in ("", "/evidence", "/form/overall", "/evidence?at=" + row.key)
    ]

    def counted() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found.append(len(queries))
        return found

    attached(client, record, ("a.pdf", b"a"), at=row.key)
    few = counted()
    for part in range(2):
        attached(client, record, *((f"{part}-{at}.pdf", b"%d-%d" % (part, at)) for at in range(15)), at=row.key)
    assert counted() == few
    assert max(few) <= 40


def test_a_backup_misses_evidence_that_is_not_in_the_store(district: District, record: Record) -> None:
    """What evidence and signatures name is among what a backup needs."""
    client = district.client("tianbao")
    ready(district, record)
    attached(client, record, ("a.pdf", b"a"))
    page = district.client("fuze").get(f"/filings/{record.pk}")
    assert record.current is not None
    said = {"password": PASSWORD, "digest": record.current.digest, "evidence": page.context["evidence_digest"]}
    district.client("fuze").post(f"/filings/{record.pk}/sign", said)
    assert {Evidence.objects.get().digest, Sealed.objects.get().digest} <= set(backup._needed())
