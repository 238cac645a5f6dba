"""The files of an upload: how many, how large, of which kinds, and what they say. A wrong one is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from wenxiao.document import Document
from wenxiao.errors import ReadError
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import joined, read_bytes
from wenxiao.standards import Pack
from wenxiao.web.downloads import plain_name
from wenxiao.web.filings.measured import too_long, too_many

_KINDS = (".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".mht", ".mhtml", ".txt", ".md")


class Upload(NamedTuple):
    """A file as it came."""

    name: str
    data: bytes


class Read(NamedTuple):
    """What the uploaded files say: the Filing, and for each file why it could not be read ("" if it was).

    Without a Filing, `faults` are the reasons for which the whole upload is refused.
    """

    filing: Filing | None
    faults: tuple[str, ...]


def accepted_files(request: HttpRequest) -> tuple[list[Upload], list[str]]:
    """Return the uploaded files, and each reason to refuse the whole upload, as the page joins them to one sentence."""
    files = request.FILES.getlist("files")
    if not files:
        return [], ["没有选文件：请选自评报告和附表（Word、Excel、网页或文本）"]
    if len(files) > settings.FILES_AT_ONCE:
        return [], [f"一次最多 {settings.FILES_AT_ONCE} 个文件，选了 {len(files)} 个；请分几次，或合成一个"]
    faults = []
    for one in files:
        name = plain_name(one.name or "")
        if PurePath(name).suffix.lower() not in _KINDS:
            faults.append(f"“{name}”不是能读的格式；旧版 .doc、.wps 请另存为 .docx，扫描件请交原来的 Word 文件")
        elif (one.size or 0) > settings.FILE_SIZE:
            faults.append(f"“{name}”超过 {settings.FILE_SIZE // 2**20} MB，请去掉图片后再交")
        elif not one.size:
            faults.append(f"“{name}”是空文件，没有收；请打开看看是否存好再传")
    if sum(one.size or 0 for one in files) > settings.FILES_SIZE:
        faults.append(f"合起来超过 {settings.FILES_SIZE // 2**20} MB，请分几次传，或去掉图片")
    if faults:
        return [], faults
    return [Upload(plain_name(one.name or ""), one.read()) for one in files], []


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
    excess = too_long(documents)
    if not documents or excess:
        return Read(None, (excess,) if excess else tuple(faults))
    whole = documents[0] if len(documents) == 1 else joined(documents, uploads[0].name)
    filing = extract(whole, pack)
    excess = too_many(filing)
    return Read(None, (excess,)) if excess else Read(filing, tuple(faults))
