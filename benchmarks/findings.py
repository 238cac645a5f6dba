"""Findings measured against the hand-made truth of the corpus, by check id."""

from __future__ import annotations

from collections import Counter

from benchmarks.accuracy import CORPUS, reports
from benchmarks.truth import ERRORS, MUST, SILENT, said
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.finding import Finding, Severity
from wenxiao.read import read
from wenxiao.standards import load


def _findings() -> dict[str, tuple[Finding, ...]]:
    found = {}
    for path in reports():
        filing = extract(read(path))
        found[path.stem] = check(filing, load(filing.standard)).findings
    return found


def main() -> None:
    """Print, for each check, how many of its Must lines are found; then errors beyond the truth, broken silences."""
    if not CORPUS.is_dir():
        print("\n发现的准确率：没有 ../shared/corpus，略过。")
        return
    found = _findings()
    wanted, hits = Counter[str](), Counter[str]()
    for name, check_id, figures in MUST:
        wanted[check_id] += 1
        mine = [one for one in found[name] if check_id in (one.check, *one.also)]
        hits[check_id] += any(all(figure in said(one) for figure in figures) for one in mine)
    print("\n发现（对照人工整理的 TRUTH）：应找到 / 找到")
    for check_id in sorted(wanted):
        print(f"  {check_id:<26}{hits[check_id]} / {wanted[check_id]}")
    print(f"  {'合计':<25}{hits.total()} / {wanted.total()} = {hits.total() / wanted.total():.1%}")
    extra = [
        (name, one.check)
        for name, findings in found.items()
        for one in findings
        if one.severity is Severity.ERROR and one.check not in {each.split("#")[0] for each in ERRORS[name]}
    ]
    broken = [pair for pair in SILENT if any(pair[1] in (one.check, *one.also) for one in found[pair[0]])]
    errors = sum(one.severity is Severity.ERROR for findings in found.values() for one in findings)
    print(f"  错误级发现 {errors} 条，其中 TRUTH 不支持的 {len(extra)} 条")
    print(f"  应沉默的 {len(SILENT)} 处，误报 {len(broken)} 处")
