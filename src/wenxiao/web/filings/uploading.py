"""The files of an upload: how many, how large, of which kinds. A wrong one is told before anything is kept."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.http import HttpRequest

from wenxiao.web.downloads import plain_name
from wenxiao.web.filings.work import Upload

_KINDS = (".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".mht", ".mhtml", ".txt", ".md")


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
