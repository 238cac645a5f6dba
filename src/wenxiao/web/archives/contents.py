"""What stands in an archive: a folder a unit with its forms and originals, a table of all findings, the board."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from django.db.models import QuerySet

from wenxiao.check import find
from wenxiao.errors import WenxiaoError
from wenxiao.finding import Severity
from wenxiao.web import store
from wenxiao.web.filings.contents import filing_of, identity_of, report_of
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.titles import standard_by
from wenxiao.web.rounds.work import BOARD_HEADINGS, exported
from wenxiao.web.spreadsheets import to_xlsx

_HEADINGS = ("单位编码", "单位名称", "版本", "级别", "核验项", "问题", "计算", "建议", "单位的说明")
_GRADES = {Severity.ERROR: "错误", Severity.WARNING: "疑点", Severity.INFO: "提示"}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_QUICKLY = 1  # documents are compressed already


def write(path: Path, records: QuerySet[Record], progress: Callable[[int, int], None]) -> int:
    """Write the archive of some filings; return how many are in it."""
    filed = list(
        records.exclude(current=None).order_by("unit__code").prefetch_related("current__files", "explanations")
    )
    findings: list[Sequence[object]] = [_HEADINGS]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICKLY) as archive:
        for at, held in enumerate(filed):
            progress(at, len(filed))
            version = held.current
            assert version is not None
            _unit(archive, held, version)
            findings.extend(_findings(held, version))
        progress(len(filed), len(filed))
        archive.writestr("发现清单.xlsx", to_xlsx(findings))
        archive.writestr("各单位进度.xlsx", to_xlsx([BOARD_HEADINGS, *exported(records.order_by("unit__code"))]))
    return len(filed)


def _unit(archive: zipfile.ZipFile, held: Record, version: Version) -> None:
    from wenxiao.write import write as written  # noqa: PLC0415 (it brings the renderers with it)

    place = _named(f"{held.unit.code} {held.unit.name}")
    try:
        pack, filing = standard_by(held, version), filing_of(version)
        for to in ("docx", "xlsx"):
            archive.writestr(f"{place}/附表-第{version.number}版.{to}", written(filing, pack, "all", to))
    except WenxiaoError as error:  # the originals are there all the same
        archive.writestr(f"{place}/附表没有写出.txt", f"{error}\n")
    taken: set[str] = set()
    for file in version.files.all():
        name = _once(_named(file.name), taken)
        archive.writestr(f"{place}/上传的原件/{name}", store.get(file.digest))


def _findings(held: Record, version: Version) -> Iterator[Sequence[object]]:
    reasons = {one.finding: one.reason for one in held.explanations.all()}
    for finding in report_of(version).findings:
        reason = reasons.get(identity_of(finding), "")
        yield (
            held.unit.code, held.unit.name, f"{version}", _GRADES[finding.severity], find(finding.check).name,
            finding.message, finding.computation, finding.suggestion, reason,
        )  # fmt: skip


def _named(text: str) -> str:
    """Return a name that is a file's on every system, and never one of another folder."""
    return _NOT_IN_NAMES.sub("_", text).strip(" .")[:100] or "未命名"


def _once(name: str, taken: set[str]) -> str:
    """Return a name that no other file of the folder has."""
    found, number, parts = name, 1, PurePath(name)
    while found.lower() in taken:
        number += 1
        found = f"{parts.stem}（{number}）{parts.suffix}"
    taken.add(found.lower())
    return found
