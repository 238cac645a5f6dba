"""Which files can take comments, and which hand writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wenxiao.document import Document
from wenxiao.errors import ReadError
from wenxiao.finding import Finding


def annotate(data: bytes, document: Document, findings: Sequence[Finding], now: datetime) -> bytes:
    """Return `data`, the file that `document` was read from, with a comment at every finding.

    Raise ReadError if the format cannot hold comments.
    """
    if "wordprocessingml" in document.media_type:
        from wenxiao.report.annotate.docx import annotate_docx  # noqa: PLC0415 - one format, one set of parts

        return annotate_docx(data, document.file, findings, now)
    if "spreadsheetml" in document.media_type:
        from wenxiao.report.annotate.xlsx import annotate_xlsx  # noqa: PLC0415

        return annotate_xlsx(data, document.file, findings)
    raise ReadError(
        f"“{document.file}”不是 Word（.docx）或 Excel（.xlsx）文件，写不进批注；"
        "请改用 --format html，或另存为 .docx 后再试。"
    )
