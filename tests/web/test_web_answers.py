"""What every answer carries, and what is made of requests that no page of ours sends: hosts, names, sizes, bombs."""

from __future__ import annotations

import io
import zipfile
from urllib.parse import unquote

import pytest
from attacker import Browser, browser, content, untokened
from district import District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest

from wenxiao.web.downloads import attachment, plain_name
from wenxiao.web.filings.models import Record, SourceFile
from wenxiao.web.people.models import Unit

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]><w:document>&j;</w:document>"
)


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nothing/here", "/health", "/static/wenxiao.css", "/static/none.js"]
)
def test_answers_without_a_person_carry_the_headers(db: None, path: str) -> None:
    """Redirects, pages, what is not there, what scripts ask, static files. (`Browser` looks at the headers.)"""
    answer = Browser().get(path)
    assert answer.status_code in (200, 302, 404)
    content(answer)
    answer.close()


def test_downloads_carry_the_headers(district: District, record: Record) -> None:
    """Tables as well as files that were uploaded."""
    client = browser(district, "jixiao")
    answer = client.get(f"/rounds/{record.round_id}/board.xlsx")
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_failure_carries_the_headers_and_tells_nothing(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a failure has no trace of the program in it."""

    def fails(request: HttpRequest) -> None:
        raise RuntimeError("a secret of the program")

    from wenxiao.web.audit import views  # noqa: PLC0415

    monkeypatch.setattr(views, "flush", fails)
    client = browser(district, "shenji", raise_request_exception=False)
    answer = client.get("/audit")
    page = content(answer).decode()
    assert answer.status_code == 500
    assert "程序出错了" in page
    assert "secret of the program" not in page


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "a b", ""])
def test_a_strange_host_is_refused_without_its_name_on_the_page(db: None, host: str) -> None:
    """No address of a page is ever made from it."""
    answer = Browser().get("/sign-in", headers={"host": host, "x-forwarded-host": "evil.example"})
    assert answer.status_code == 400 or host == ""
    assert "evil.example" not in content(answer).decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [("报告.docx", "报告.docx"), ("../../etc/passwd", "passwd"), ("..\\..\\a.txt", "a.txt"),
     ("a\r\nX: y.txt", "aX y.txt"), ('a";filename=b.exe', "a;filename=b.exe"),
        ("我的%22报告%22%0D%0A.txt", "我的报告.txt"), ("a\u202etxt.exe", "atxt.exe"), ("...", "未命名"), ("", "未命名"),
     ("名" * 300 + ".docx", "名" * 115 + ".docx"), ("a." + "b" * 300, "a." + "b" * 118), ("a\x00b.txt", "ab.txt")],
)  # fmt: skip
def test_a_files_name_changes_neither_the_header_nor_the_folder(name: str, kept: str) -> None:
    """Nor what a person takes the file for: no folders, line ends, quotes, signs that turn the writing round."""
    assert plain_name(name) == kept
    header = attachment(b"", name, "text/plain")["Content-Disposition"]
    start = "attachment; filename*=UTF-8''"
    assert header.startswith(start)
    assert unquote(header.removeprefix(start)) == kept
    assert set(header.removeprefix(start)) <= set("%-._~") | {chr(at) for at in range(128) if chr(at).isalnum()}


def test_an_uploaded_files_name_is_kept_plain(district: District, record: Record) -> None:
    """From the upload on, whatever a browser that is none sends."""
    body = (
        '--x\r\nContent-Disposition: form-data; name="files"; filename="../a&#8238;&#13;&#10;;b=\'c\'.txt"\r\n'
        "Content-Type: text/html\r\n\r\n2024年度部门整体支出绩效自评报告\r\n--x--\r\n"
    ).encode()
    client = browser(district, "tianbao")
    client.post(f"/filings/{record.pk}/upload", body, content_type="multipart/form-data; boundary=x")
    kept = SourceFile.objects.get()
    assert kept.name == "a;b='c'.txt"
    answer = browser(district, "jixiao").get(f"/filings/{record.pk}/files/{kept.pk}")
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''a%3Bb%3D%27c%27.txt"
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_stranger_sends_no_files(db: None) -> None:
    """Before anything of it is read: whoever has not signed in could fill the disk otherwise."""
    file = SimpleUploadedFile("x.bin", b"x" * 70_000)
    answer = Browser().post("/sign-in", {"username": "x", "file": file})
    assert answer.status_code == 413
    assert "没有登录" in content(answer).decode()
    script, address = {"x-requested-with": "fetch"}, "/filings/1/form/overall/draft"
    answer = Browser().post(address, "x" * 70_000, content_type="application/json", headers=script)
    assert answer.status_code == 401


def test_text_with_a_nul_sign_is_refused(district: District) -> None:
    """A database could not hold it; in an address, in a field, in the name of a field."""
    client = browser(district, "xitong")
    assert client.get("/users?q=%00").status_code == 400
    assert client.get("/units.%00").status_code == 400
    assert client.post("/users/new", {"name": "\x00"}).status_code == 400
    assert client.post("/users/new", {"\x00": "x"}).status_code == 400


def bomb(inner: str) -> bytes:
    """Return a Word or Excel file of which a part unpacks to two hundred megabytes, or laughs."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        content_ = LAUGHS.encode() if inner == "laughs" else b"<a>" + b" " * 200_000_000
        archive.writestr("word/document.xml", content_)
        archive.writestr("xl/workbook.xml", content_)
        archive.writestr("../../outside.txt", "x")
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("inner", ["laughs", "large"])
def test_a_bomb_is_refused_and_changes_nothing(district: District, record: Record, inner: str) -> None:
    """As an upload and as a table of units."""
    data, client = bomb(inner), browser(district, "tianbao")
    for name in ("a.docx", "a.xlsx"):
        file = SimpleUploadedFile(name, data)
        page = content(client.post(f"/filings/{record.pk}/upload", {"files": [file]}, follow=True)).decode()
        assert 'class="error"' in page
    assert not record.versions.exists()
    units = Unit.objects.count()
    table = SimpleUploadedFile("a.xlsx", data)
    assert browser(district, "xitong").post("/units/import", {"file": table}).status_code == 400
    assert Unit.objects.count() == units


def test_an_address_to_come_back_to_is_one_of_ours(district: District) -> None:
    """However it is written."""
    for wanted in (
        "//evil.example",
        "https:evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
    ):
        page = untokened(content(Browser().get("/sign-in", {"next": wanted})))
        assert f'href="{wanted}' not in page
        from district import PASSWORD  # noqa: PLC0415

        answer = Browser().post("/sign-in", {"username": "jixiao", "password": PASSWORD, "next": wanted})
        assert answer["Location"] == "/"
