"""Waivers (豁免): findings that a person has looked at and decided not to count, each with a reason and a name.

They are a list in YAML (`wenxiao.waivers.yaml`, see docs/waivers.md). A waived finding stays in every output; it is
only not counted. A waiver past its last day does not apply, and one that matches nothing is told to the caller.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from wenxiao.check.catalogue import catalogue, find
from wenxiao.errors import StandardError, UsageError
from wenxiao.finding import Finding, Report, Waived
from wenxiao.standards.yaml_lines import Source

NAME = "wenxiao.waivers.yaml"
_REQUIRED = ("check", "reason", "by", "date")
_KEYS = ("check", "where", "unit", "file", "reason", "by", "date", "until")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One entry of the list. `check` is an id or `family.*`; `until` is the last day on which it applies.

    `where` has to occur in the finding's message or in the text or path of its evidence; `unit` is the unit's name;
    `file` is a glob on the end of the path (`2024/*.docx`). What is None sets no condition. `source` and `line` say
    where the entry stands.
    """

    check: str
    reason: str
    by: str
    date: datetime.date
    where: str | None = None
    unit: str | None = None
    file: str | None = None
    until: datetime.date | None = None
    source: str = NAME
    line: int = 1

    @property
    def stands_at(self) -> str:
        """Where the entry stands, as a person reads it."""
        return f"{self.source} 第{self.line}行"

    def expired(self, today: datetime.date) -> bool:
        """Tell whether its last day has passed."""
        return self.until is not None and self.until < today

    def concerns(self, *, file: str, unit: str | None) -> bool:
        """Tell whether the entry's conditions on unit and file fit."""
        return (self.unit is None or (unit is not None and _bare(unit) == _bare(self.unit))) and (
            self.file is None or PurePosixPath(file.replace("\\", "/")).match(self.file.replace("\\", "/"))
        )

    def covers(self, finding: Finding, *, file: str, unit: str | None) -> bool:
        """Tell whether every condition of the entry fits the finding; its dates are not looked at."""
        named = self.check in (finding.check, f"{finding.check.split('.')[0]}.*")
        said = self.where is None or _says(finding, self.where)
        return named and said and self.concerns(file=file, unit=unit)


def apply(report: Report, waivers: Sequence[Waiver], *, file: str, unit: str | None, today: datetime.date) -> Report:
    """Return the report with the findings that a waiver covers marked as waived; nothing is removed.

    `file` is the path as the user named it, `unit` the unit of the filing. The verdicts stay as they are: a check
    that failed has failed, whoever has excused it.
    """
    chosen = matches(report, waivers, file=file, unit=unit, today=today)
    return Report(
        findings=tuple(
            finding
            if waiver is None
            else msgspec.structs.replace(finding, waived=Waived(reason=waiver.reason, by=waiver.by, date=waiver.date))
            for finding, waiver in zip(report.findings, chosen, strict=True)
        ),
        checked=report.checked,
    )


def matches(
    report: Report, waivers: Sequence[Waiver], *, file: str, unit: str | None, today: datetime.date
) -> tuple[Waiver | None, ...]:
    """Return for each finding the first waiver in force that covers it, or None."""
    in_force = [one for one in waivers if not one.expired(today)]
    return tuple(
        next((one for one in in_force if one.covers(finding, file=file, unit=unit)), None)
        for finding in report.findings
    )


def load(path: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a file. Raises UsageError, naming file and line, if it is missing or has a mistake."""
    name = str(path)
    if not path.is_file():
        raise UsageError(f"没有豁免文件“{name}”，请检查路径。")
    try:
        source = Source(path, name)
    except StandardError as error:
        raise UsageError(str(error)) from None
    except OSError:
        raise UsageError(f"豁免文件“{name}”打不开，请检查是否有权限。") from None
    if source.value is None:
        return ()
    if not isinstance(source.value, list):
        raise _fault(source, (), "应当是一个清单，每条以“- check: 核验项编号”开头")
    return tuple(_entry(source, at, entry) for at, entry in enumerate(source.value))


def _entry(source: Source, at: int, entry: Any) -> Waiver:
    if not isinstance(entry, dict):
        raise _fault(source, (at,), "每条豁免要写成“键: 值”的样子，至少有 check、reason、by、date")
    for key, value in entry.items():
        if key not in _KEYS:
            raise _fault(source, (at, key), f"不认识“{key}”这个键，可以写 {'、'.join(_KEYS)}")
        if not isinstance(value, str) or not value.strip():
            raise _fault(source, (at, key), f"“{key}”要写一段文字，不能空着；没有这个条件就删去这一行")
    for key in _REQUIRED:
        if key not in entry:
            raise _fault(source, (at,), f"这条豁免缺“{key}”；check、reason、by、date 都要写")
    waiver = Waiver(
        check=_check(source, at, entry["check"].strip()),
        reason=entry["reason"].strip(),
        by=entry["by"].strip(),
        date=_day(source, (at, "date"), entry["date"]),
        where=entry.get("where"),
        unit=entry.get("unit"),
        file=entry["file"].strip() if "file" in entry else None,
        until=_day(source, (at, "until"), entry["until"]) if "until" in entry else None,
        source=source.name,
        line=source.line((at,)),
    )
    if waiver.until is not None and waiver.until < waiver.date:
        raise _fault(source, (at, "until"), f"有效期截止 {waiver.until} 早于决定日期 {waiver.date}")
    return waiver


def _check(source: Source, at: int, name: str) -> str:
    """Return the id of a check or `family.*`, once it is known to exist."""
    if name.endswith(".*"):
        families = tuple(dict.fromkeys(one.family for one in catalogue()))
        if name.removesuffix(".*") not in families:
            raise _fault(
                source, (at, "check"), f"没有“{name}”这一类核验项，有的是 {'、'.join(f'{one}.*' for one in families)}"
            )
        return name
    try:
        return find(name).id
    except UsageError as error:
        raise _fault(source, (at, "check"), str(error).removesuffix("。")) from None


def _day(source: Source, path: tuple[str | int, ...], text: str) -> datetime.date:
    try:
        if _DATE.fullmatch(text.strip()):
            return datetime.date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise _fault(source, path, f"“{text}”不是日期，请写成 2025-03-31 的样子")


def _fault(source: Source, path: tuple[str | int, ...], said: str) -> UsageError:
    return UsageError(f"{source.name} 第{source.line(path)}行：{said}。")


def _bare(name: str) -> str:
    """Return a unit's name without blanks and with half-width brackets, as people write it either way."""
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def _says(finding: Finding, text: str) -> bool:
    wanted = " ".join(text.split())
    said = (finding.message, *(part for one in finding.evidence for part in (one.label, one.text, one.place.path)))
    return any(wanted in " ".join(one.split()) for one in said)
