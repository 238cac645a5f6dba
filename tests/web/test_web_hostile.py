"""Wrong, huge and hostile uploads, a session that ends in the middle: each is told, and nothing is half kept."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import unquote

import pytest
from district import PASSWORD, District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from test_web_round import CLEAN, FAULTY, uploaded

from wenxiao.web import store
from wenxiao.web.aside.models import Aside
from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.draft import sheets
from wenxiao.web.filings.fields import fields
from wenxiao.web.filings.models import Draft, Record, SourceFile, Version
from wenxiao.web.people.models import SignedIn

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
_OTHER_KIND = "不是能读的格式；旧版 .doc、.wps 请另存为 .docx，扫描件请交原来的 Word 文件"


def compound(stream: str) -> bytes:
    """Return an old Office container with a stream of this name."""
    return _COMPOUND + stream.encode("utf-16le") + bytes(2000)


def archive(part: str, content: bytes) -> bytes:
    """Return a Word container with one part."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", _RELATIONS)
        made.writestr(part, content)
    return held.getvalue()


_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def refused(district: District, record: Record, *files: tuple[str, bytes]) -> str:
    """Upload files that are refused; hold that nothing of them is kept; return the page."""
    before = (Version.objects.count(), SourceFile.objects.count(), Aside.objects.count(), record.state)
    acts = Entry.objects.filter(action__startswith="filing.").count()
    made = [SimpleUploadedFile(name, data) for name, data in files]
    answer = district.client("tianbao").post(f"/filings/{record.pk}/upload", {"files": made, "base": "0"}, follow=True)
    assert answer.status_code == 200
    record.refresh_from_db()
    assert (Version.objects.count(), SourceFile.objects.count(), Aside.objects.count(), record.state) == before
    assert Entry.objects.filter(action__startswith="filing.").count() == acts
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("旧版.doc", compound("WordDocument"), f"“旧版.doc”{_OTHER_KIND}"),
        ("装好.exe", b"MZ\x90\x00", f"“装好.exe”{_OTHER_KIND}"),
        ("空的.docx", b"", "“空的.docx”是空文件"),
        (
            "加密.docx",
            compound("EncryptedPackage"),
            "“加密.docx”无法读取：这是有密码保护的 Office 文件，请用 Office 或 WPS 打开并输入密码，"
            "在“文件—信息—保护”里取消密码，另存后再试。",
        ),
        (
            "改了名.docx",
            compound("WordDocument"),
            "“改了名.docx”无法读取：这是旧版 Word 或 WPS 文档（.doc、.wps），请用 Word 或 WPS 打开，"
            "另存为 .docx 后再试。",
        ),
        (
            "程序.docx",
            b"MZ\x90\x00" + bytes(3000),
            "“程序.docx”无法读取：这是程序文件（.exe），不是自评材料，没有打开；请核对选的文件，来历不明的不要打开。",
        ),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(
    district: District, record: Record, name: str, data: bytes, sentence: str
) -> None:
    """What it is and what to do instead; the filing stays as it was."""
    assert sentence in refused(district, record, (name, data))


def test_an_archive_that_swells_is_not_unpacked(district: District, record: Record) -> None:
    """A few hundred kilobytes that would become three hundred megabytes: told at once."""
    bomb = archive("word/document.xml", b" " * (300 * 2**20))
    assert len(bomb) < 2**20
    begun = time.monotonic()
    said = refused(district, record, ("炸弹.docx", bomb))
    assert time.monotonic() - begun < 5
    assert (
        "“炸弹.docx”里的部件“word/document.xml”解压后有 300 MB（压缩到 298 KB），超过上限（单件 48 MB，压缩 400 倍），"
        "不像正常的文件，没有读；请用 Word、WPS 或 Excel 打开后另存，再试。"
    ) in said


def test_a_file_of_sixty_megabytes_is_refused(district: District, record: Record) -> None:
    """Before it is read, with the cap and what to leave out."""
    said = refused(district, record, ("大的.txt", b"a" * (60 * 2**20)))
    assert "“大的.txt”超过 50 MB，请去掉图片后再交" in said


def test_twenty_one_files_are_refused_together(district: District, record: Record) -> None:
    """With how many they were; twenty are taken."""
    files = [(f"{number}.txt", CLEAN.read_bytes()) for number in range(21)]
    assert "一次最多 20 个文件，选了 21 个；请分几次，或合成一个" in refused(district, record, *files)


def test_one_bad_file_among_good_ones_is_told_and_the_rest_is_read(district: District, record: Record) -> None:
    """A locked annex does not keep the report from being saved; the sentence stands on the page and at the version."""
    locked = SimpleUploadedFile("加密.docx", compound("EncryptedPackage"))
    files = [SimpleUploadedFile(CLEAN.name, CLEAN.read_bytes()), locked]
    answer = district.client("tianbao").post(f"/filings/{record.pk}/upload", {"files": files}, follow=True)
    assert "“加密.docx”无法读取：这是有密码保护的 Office 文件" in answer.content.decode()
    record.refresh_from_db()
    assert record.current is not None
    assert [bool(one.fault) for one in record.current.files.order_by("pk")] == [False, True]


def test_a_file_that_would_take_minutes_is_refused_in_seconds(district: District, record: Record) -> None:
    """The papers of many units in one: counted, named, and not checked while everybody waits."""
    begun = time.monotonic()
    said = refused(district, record, ("全区.txt", FAULTY.read_bytes() * 40))
    assert time.monotonic() - begun < 20
    assert "超过一份自评材料 2500 个的上限，没有核验。" in said
    assert "请只传本单位这一年的材料；确有这么多的，请联系财政部门分开报" in said
    long = refused(district, record, ("很长.txt", ("一段没有数字的话，写了很多遍。\n" * 25_000).encode()))
    assert "材料有 37 万字，超过一份自评材料 30 万字的上限，没有读入。" in long


def idle(name: str) -> None:
    """Let a person's session have been idle for an hour."""
    SignedIn.objects.filter(user__username=name).update(seen=timezone.now() - timedelta(hours=1))


def signed_in_again(client: Client, where: str) -> str:
    """Sign in on the page that one was sent to; return the page after it."""
    where = unquote(where.partition("next=")[2])
    said = {"username": "tianbao", "password": PASSWORD, "next": where}
    return client.post("/sign-in", said, follow=True).content.decode()


def test_an_upload_of_an_ended_session_is_not_dropped_silently(district: District, record: Record) -> None:
    """Told on the page for signing in and after it, on the filing; nothing is kept; the second time it is taken."""
    client = district.client("tianbao")
    client.handler.enforce_csrf_checks = True
    client.get(f"/filings/{record.pk}")
    idle("tianbao")
    file = SimpleUploadedFile(CLEAN.name, CLEAN.read_bytes())
    sent = {"files": [file], "base": "0", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    answer = client.post(f"/filings/{record.pk}/upload", sent)
    assert answer.status_code == 302
    client.handler.enforce_csrf_checks = False
    told = client.get(answer["Location"]).content.decode()
    assert "登录已过期，刚才传的文件没有收下；请登录后重新选文件上传。" in told
    page = signed_in_again(client, answer["Location"])
    assert "登录已过期，刚才传的文件没有收下；请重新选文件上传。" in page
    assert "上传并核验" in page
    assert not record.versions.exists()
    uploaded(client, record)
    assert record.versions.count() == 1


def test_an_act_of_an_ended_session_is_told(district: District, record: Record) -> None:
    """An opinion, a return, a round: what was typed was not kept, and the person comes back to where he was."""
    client = district.client("tianbao")
    idle("tianbao")
    answer = client.post(f"/filings/{record.pk}/explain", {"finding": "0" * 64, "reason": "x"})
    page = signed_in_again(client, answer["Location"])
    assert "登录已过期，刚才填的没有保存、没有办理；请重新办理。" in page
    assert district.school.name in page
    idle("tianbao")
    assert "next=/%3Flost%3Dact" in client.post("/account/password", {"old": "x"})["Location"]


def test_a_sentence_from_an_address_is_one_of_ours(district: District) -> None:
    """Nobody can put words of his own on a page, or any on a page of a person who is not signed in."""
    client = district.client("tianbao")
    assert "登录已过期" not in client.get("/?lost=您中奖了").content.decode()
    assert "您中奖了" not in client.get("/?lost=您中奖了").content.decode()
    assert "登录已过期" not in Client().get("/sign-in?lost=upload").content.decode()


def test_what_is_typed_when_a_session_ended_is_told_to_the_page_and_kept_after(
    district: District, record: Record
) -> None:
    """The form's script gets 401 and keeps the texts; sent again after signing in they are in the draft."""
    client = district.client("tianbao")
    page = next(one for one in sheets(record, None) if one.form == "overall")
    key = next(one.key for one in fields(page).values() if not one.said)
    sent = {"edition": 0, "changes": [{"key": key, "before": "", "after": "一半"}]}
    address = f"/filings/{record.pk}/form/overall/draft"
    idle("tianbao")
    answer = client.post(address, sent, content_type="application/json", headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401
    assert answer.content.decode() == "登录已过期，请重新登录；您填的内容留在页面上，登录后会再保存。"
    assert not Draft.objects.exists()
    client = district.client("tianbao")
    kept = client.post(address, sent, content_type="application/json", headers={"X-Requested-With": "fetch"})
    assert kept.status_code == 200
    assert Draft.objects.get().fields["cells"] == {key: "一半"}


def test_a_draft_in_a_closed_round_is_told_and_kept(district: District, record: Record) -> None:
    """What was typed before stays in the draft; what is typed after is refused in a sentence."""
    client = district.client("tianbao")
    page = next(one for one in sheets(record, None) if one.form == "overall")
    first, second = [one.key for one in fields(page).values() if not one.said][:2]
    address = f"/filings/{record.pk}/form/overall/draft"

    def typed(key: str) -> object:
        sent = {"edition": 0, "changes": [{"key": key, "before": "", "after": "1"}]}
        return client.post(address, sent, content_type="application/json")

    typed(first)
    district.client("jixiao").post(f"/rounds/{record.round_id}/close")
    answer = typed(second)
    assert getattr(answer, "status_code", 0) == 409
    assert "本次自评工作已经结束，不能再改。" in answer.json()["said"]  # type: ignore[attr-defined]
    assert Draft.objects.get().fields["cells"] == {first: "1"}
    saved = client.post(f"/filings/{record.pk}/save", {"base": "0"}, follow=True).content.decode()
    assert "本次自评工作已经结束，不能再改。您填的内容还在草稿里；需要补报请联系财政部门。" in saved
    assert not record.versions.exists()


def test_a_file_that_is_gone_from_the_store_is_told(district: District, record: Record) -> None:
    """Not a page of the program's failure: which file, and where to find it again."""
    uploaded(district.client("tianbao"), record)
    assert record.current is not None
    file = record.current.files.get()
    store.path_of(file.digest).unlink()
    answer = district.client("tianbao").get(f"/filings/{record.pk}/files/{file.pk}", follow=True)
    assert f"“{file.name}”在文件库里丢失或损坏，请管理员从备份里找回。" in answer.content.decode()


def test_a_reason_in_a_closed_round_is_told_to_the_page_and_its_script(district: District, record: Record) -> None:
    """Not a failure of the program: the sentence, as a page or as the script's answer; no reason is kept."""
    uploaded(district.client("tianbao"), record, FAULTY)
    client = district.client("tianbao")
    district.client("jixiao").post(f"/rounds/{record.round_id}/close")
    said, address = {"finding": "0" * 64, "reason": "有说明"}, f"/filings/{record.pk}/explain"
    assert "本次自评工作已经结束，不能再改。" in client.post(address, said, follow=True).content.decode()
    answer = client.post(address, said, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.content.decode()[:9]) == (409, "本次自评工作已经结")
    assert not record.explanations.exists()


def test_a_full_disk_is_told_and_nothing_is_half_saved(
    district: District, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version and its files stand together or not at all, whichever of the writes fails."""
    writes = store.put
    for number in range(4):
        count = iter(range(9))

        def full(data: bytes, count: Iterator[int] = count, number: int = number) -> str:
            if next(count) == number:
                raise OSError(28, "No space left on device")
            return writes(data)

        monkeypatch.setattr(store, "put", full)
        said = refused(district, record, (CLEAN.name, CLEAN.read_bytes()))
        assert "文件没有存下（服务器的磁盘可能满了），材料没有变；请告诉管理员，稍后再传。" in said
    monkeypatch.setattr(store, "put", writes)
    uploaded(district.client("tianbao"), record)
    assert record.versions.count() == 1
