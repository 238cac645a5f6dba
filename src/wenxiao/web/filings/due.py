"""What a person still has to do before a filing can be signed and handed in."""

from __future__ import annotations

from collections.abc import Container, Sequence

from wenxiao.finding import Severity
from wenxiao.web.filings.contents import identity, report_of
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.targets.beside import Known, known_of, to_explain


def still_to_do(held: Record, left: Sequence[str] | None = None) -> list[str]:
    """Return what a person still has to do before the filing can be handed in, in order.

    `left` are its open points, where they are known already.
    """
    if held.round.closed is not None:
        return ["本次自评工作已经结束，请联系财政部门"]
    version = held.current
    if version is None:
        return ["上传材料或在线填报"]
    found = list(open_points(version, known_of(held)) if left is None else left)
    if held.state == "returned":  # what was returned is not signed again as it is
        return ["按退回的原因改正，存成或上传新的一版", *found]
    if not version.opinions.exists():
        found.append("请评价组成员写意见")
    if not version.signatures.filter(voided=None, digest=version.digest).exists():
        found.append("请单位负责人签字")
    return found


def open_points(version: Version, known: Known) -> list[str]:
    """Return what in a version is still to be mended or explained: it can be neither signed nor handed in."""
    found = []
    open_errors = unexplained(version, known.reasons)
    if open_errors:
        found.append(f"改正或说明 {open_errors} 条错误")
    other_targets = to_explain(version, known)
    if other_targets:
        found.append(f"改正或说明 {other_targets} 处与批复目标不一致的地方")
    return found


def unexplained(version: Version, explained: Container[str]) -> int:
    """Return how many errors of a version have no reason given."""
    report = report_of(version)
    return sum(
        one.severity is Severity.ERROR and identity(version, at) not in explained
        for at, one in enumerate(report.findings)
    )
