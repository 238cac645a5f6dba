"""Layouts and reports of a pack: a mistake is named with file and line, in one Chinese sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from standards_folder import GOOD as CONCEPTS
from standards_folder import write

from wenxiao.errors import StandardError
from wenxiao.standards import load_folder

FORM = """\
forms:
  - id: money
    title: 资金表
    blocks:
      - id: head
        kind: fields
        fields:
          - {concept: a.total}
      - id: parts
        kind: columns
        columns:
          - {label: 部分甲, concept: a.part}
          - {label: 部分乙, concept: b.part}
        rows:
          - {concept: a.total}
"""
GOOD = """\
layouts:
  - id: money
    title: "{year}年资金表"
    widths: [2, 1, 1]
    bands:
      - lines:
          - [{text: 总额}, {fact: a.total, wide: 2}]
      - block: parts
        lead: {text: ""}
        columns: [{of: a.part}, {of: b.part}]
        rows: [{of: a.total, marks: {a.part: —}}]
reports:
  - id: money
    title: "{unit}说明"
    figures:
      total: {concept: a.total, form: money}
      share: {compute: rate, part: total, whole: total}
    parts:
      - title: 总额
        say: [{text: "总额{total}，占{share}。"}]
"""


def pack(folder: Path, layouts: str) -> None:
    """Load a pack with these layouts."""
    load_folder(write(folder / "town-2024", forms=FORM, layouts=layouts))


def test_a_good_layout_loads(tmp_path: Path) -> None:
    """The example that the mistakes below are made in has none itself."""
    pack(tmp_path, GOOD)


def test_a_figure_that_no_block_reads_is_told(tmp_path: Path) -> None:
    """What is laid out has to be read back, so a block of the form has to list it."""
    concepts = CONCEPTS["concepts.yaml"] + "  - {id: c.other, label: 其他, kind: money}\n"
    layouts = GOOD.replace("fact: a.total, wide: 2", "fact: c.other, wide: 2")
    folder = write(tmp_path / "town-2024", concepts=concepts, forms=FORM, layouts=layouts)
    with pytest.raises(StandardError, match=r"“c\.other”不在表“money”的任何一部分里，印了也读不回来"):
        load_folder(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('  - id: money\n    title: "{year}', '  - id: other\n    title: "{year}', "版面“other”没有对应的表"),
        ("{year}年资金表", "{years}年资金表", "第3行：版面“money”里的“{years}”不认识，是不是“year”"),
        (
            "fact: a.total, wide: 2",
            "fact: a.none, wide: 2",
            "第7行：版面“money”第 1 段里的“a.none”不是本口径的指标项编号",
        ),
        ("fact: a.total, wide: 2", "fact: a.total", "第 1 行的格合计宽 2 格，应为 3 格"),
        ("{text: 总额}, {fact", "{text: 总额, high: 2}, {fact", "行里有向下合并的格超出了本段"),
        ("block: parts", "block: none", "没有“none”这一部分"),
        ("{of: b.part}]", "{of: c.part}]", "“parts”里没有“c.part”这一列"),
        ("{of: b.part}]", "{of: b.part, wide: 2}]", "各列合计宽 4 格，表宽 3 格"),
        ("widths:", "money: 万\n    widths:", "第4行：版面“money”的金额单位“万”不认识，是不是“万元”"),
        (
            "block: parts",
            "block: parts\n        apart: true",
            "第9行：版面“money”第 2 段：“parts”不是目标，不能用 apart",
        ),
        ('block: parts\n        lead: {text: ""}', "block: parts\n        lists: true", "没有 lead，不能用 lists"),
        ("[{of: a.total, marks", "[{of: a.part, marks", "“parts”里没有“a.part”这一行"),
        ("marks: {a.part", "marks: {a.total", "marks 提到的“a.total”不在本段的列里"),
        ("      - block: parts\n", "      - blank: 1\n", "写了列、行或表头，却没有写 block"),
        ("    widths", "    after: none\n    widths", "接在“none”之后，但没有这个版面"),
        ("widths", "width", "不认识的项“width”"),
        ("reports:\n  - id: money", "reports:\n  - id: none", "报告“none”没有对应的表"),
        ('说明"\n', '说明"\n    outline: none\n', "所用的提纲“none”不存在"),
        (
            "concept: a.total, form: money",
            "concept: a.none, form: money",
            "第16行：报告“money”的数“total”里的“a.none”不是本口径的指标项编号",
        ),
        ("concept: a.total, form: money", "concept: a.total, form: none", "的数“total”里的“none”不是本口径的表"),
        ("whole: total", "whole: none", "要由 part 和 whole 两个数算出"),
        ("总额{total}", "总额{sum}", "提到的“sum”没有在 figures 里写"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What is wrong, in which file and line."""
    assert old in GOOD
    with pytest.raises(StandardError) as caught:
        pack(tmp_path, GOOD.replace(old, new, 1))
    assert said in str(caught.value)
    assert "town-2024/layouts.yaml 第" in str(caught.value)
    assert str(caught.value).endswith("。")


def test_cells_around_a_merged_one_have_to_fit(tmp_path: Path) -> None:
    """A cell that would lie across one merged down from above overlaps it."""
    lines = "          - [{text: 甲}, {text: 乙, high: 2}, {text: 丙}]\n          - [{text: 丁, wide: 2}]\n"
    with pytest.raises(StandardError, match="“丁”与上面合并下来的格重叠"):
        pack(tmp_path, GOOD.replace("          - [{text: 总额}, {fact: a.total, wide: 2}]\n", lines))
