"""The catalogue of checks as Markdown: `python -m wenxiao.check.document` prints what stands in docs/checks.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

from wenxiao.check import Check, catalogue
from wenxiao.finding import Severity

FAMILIES = {
    "form": "该有的要有：附表、章节、名称、年度",
    "sum": "加总：分项与合计",
    "rate": "比率：执行率、控制率",
    "agree": "一致：表与表、今年与去年",
    "score": "得分：分值、得分、总分、等级",
    "target": "目标：指标值和完成值的质量",
    "claim": "结论：话与数",
    "stale": "陈旧：往年留下的内容",
    "evidence": "依据：需要佐证的说法",
    "wording": "文字",
    "privacy": "隐私：公开之前",
    "peer": "比较：多份材料之间",
}
"""The order of the families and what each is about."""

_HEAD = """# 核验项

> 本页由代码生成（`make docs`，即 `python -m wenxiao.check.document`），请不要手改；要改，请改
> `src/wenxiao/check/` 里各核验项的登记内容。

共 {count} 项。编号（如 `sum.parts`）固定不变：它是结果里的 `check`，也是 `--off` 关闭时用的名字。

“最高级别”是该项可能达到的最高级别：**错误**是凭材料自己的数字就能证明的；**疑点**很可能有错，或该有的没有；
**提示**值得看一眼。不能证明时（口径是推断的、有“约”“余”、单位不明）至少低一级。
"""


def families() -> Iterator[tuple[str, list[Check]]]:
    """Yield each family that has checks, in the order of FAMILIES (unknown ones last), with its checks."""
    order = list(FAMILIES)
    ranked = sorted(catalogue(), key=lambda one: order.index(one.family) if one.family in order else len(order))
    for name, items in groupby(ranked, key=lambda one: one.family):
        yield name, list(items)


def markdown() -> str:
    """Return the whole page."""
    parts = [_HEAD.format(count=len(catalogue())), _overview()]
    for name, items in families():
        parts.append(f"## {_title(name)}\n")
        parts.extend(_entry(item) for item in items)
    return "\n".join(parts).rstrip("\n") + "\n"


def _title(family: str) -> str:
    return f"{family}　{FAMILIES[family]}" if family in FAMILIES else family


def _overview() -> str:
    rows = ["| 编号 | 名称 | 最高级别 |", "|---|---|---|"]
    for _, items in families():
        rows.extend(f"| [`{item.id}`](#{_anchor(item)}) | {item.name} | {_label(item)} |" for item in items)
    return "\n".join([*rows, ""])


def _anchor(item: Check) -> str:
    return item.id.replace(".", "-")


def _label(item: Check) -> str:
    return Severity(item.severity).label


def _entry(item: Check) -> str:
    return "\n".join(
        (
            f'### <a id="{_anchor(item)}"></a>`{item.id}`　{item.name}',
            "",
            f"- **最高级别**：{_label(item)}",
            f"- **规则**：{item.rule}",
            f"- **写法**：{item.template}",
            f"- **例**：{item.example}",
            f"- **为什么要紧**：{item.why}",
            "",
        )
    )


def main() -> None:
    """Print the page as UTF-8, whatever the terminal's own encoding."""
    sys.stdout.buffer.write(markdown().encode())


if __name__ == "__main__":
    main()
