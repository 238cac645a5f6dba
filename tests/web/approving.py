"""Importing approved targets in tests, as a person does it: a table, its preview, the confirmation."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wenxiao.web.filings.models import Record

HEAD = "单位编码,单位名称,项目,一级指标,二级指标,三级指标,指标性质,指标值,计量单位,分值,年度目标"
SCHOOL = (
    "201,云川市青禾区第一中心学校,,产出指标,数量指标,开设课程,≥,12,门,30,办好义务教育",
    "201,云川市青禾区第一中心学校,,产出指标,质量指标,课程达标率,≥,95,%,30,",
    "201,云川市青禾区第一中心学校,,效益指标,社会效益指标,提升办学水平,定性,有效提升,,20,",
    "201,云川市青禾区第一中心学校,,满意度指标,服务对象满意度指标,家长满意度,≥,90,%,10,",
)


def preview(
    client: Client, record: Record, rows: Sequence[str], *, complete: bool = False, name: str = "targets.csv"
) -> tuple[str, str]:
    """Upload a table and return the page and the token that confirms it ("" if there are faults)."""
    data = {"file": SimpleUploadedFile(name, "\n".join((HEAD, *rows)).encode()), "note": "年初批复"}
    if complete:
        data["complete"] = "on"
    answer = client.post(f"/rounds/{record.round_id}/targets/import", data)
    return answer.content.decode(), str((answer.context or {}).get("token") or "")


def confirmed(client: Client, record: Record, token: str) -> str:
    """Confirm a preview and return the page that follows."""
    address = f"/rounds/{record.round_id}/targets/import/confirm"
    return client.post(address, {"plan": token}, follow=True).content.decode()


def approved(client: Client, record: Record, rows: Sequence[str] = SCHOOL, *, complete: bool = False) -> None:
    """Approve targets as a table says."""
    page, token = preview(client, record, rows, complete=complete)
    assert token, page
    assert "已导入" in confirmed(client, record, token)
