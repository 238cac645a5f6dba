"""A province is added with YAML alone: a folder with a layout is enough to write, read back and check."""

from __future__ import annotations

import pytest
from same_filing import said

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.finding import Severity
from wenxiao.read import read_bytes
from wenxiao.sample import sample
from wenxiao.standards import Pack, load_folder
from wenxiao.write import write

PACK = """\
pack:
  id: yunze-2024
  title: 云泽省项目支出绩效自评办法
  region: 云泽省
  year: 2024
  extends: national-2020
  names: [云泽省]
scoring:
  - id: self-evaluation
    full: 100
    execution: {weight: 20}
    profiles:
      - {id: 执行20产出40效益30满意度10, weights: {预算执行率: 20, 产出指标: 40, 效益指标: 30, 满意度指标: 10}}
layouts:
  - id: project
    title: "{year}年度项目支出绩效自评表"
    annex: 附表7
    orientation: landscape
    widths: [14, 14, 8, 24, 10, 12, 10, 12, 10]
    bands:
      - lines:
          - [{text: 项目名称, wide: 2}, {fact: project.name, wide: 7}]
          - [{text: 主管部门, wide: 2}, {fact: project.authority, wide: 7}]
          - [{text: 实施单位, wide: 2}, {fact: project.executor, wide: 7}]
      - block: funds
        lead: {text: "资金（{money}）", wide: 3}
        columns:
          - {of: funds.budget, text: 调整后预算数, wide: 2}
          - {of: funds.executed}
          - {of: funds.rate}
          - {of: funds.weight, text: 权重}
          - {of: funds.score}
        rows:
          - {of: funds.total}
          - {of: source.central, text: 中央财政资金}
          - {of: source.other, text: 其他资金}
      - block: indicators
        columns:
          - {of: level1}
          - {of: level2}
          - {of: weight, text: 权重}
          - {of: level3}
          - {of: sign, text: 计算符号}
          - {of: target, text: 指标值}
          - {of: unit, text: 计量单位}
          - {of: actual, text: 完成值}
          - {of: score}
      - lines:
          - [{text: 合计, wide: 8, style: head}, {total: score}]
    signatures: [填表人, 填报日期]
reports:
  - id: report
    title: "{unit}{year}年度项目支出绩效自评报告"
    figures:
      budget: {concept: funds.budget, row: funds.total, form: project}
      executed: {concept: funds.executed, row: funds.total, form: project}
      rate: {compute: rate, part: executed, whole: budget}
    parts:
      - {title: 项目概况, ask: [项目内容和组织情况]}
      - {title: 资金使用情况, say: [{text: "预算{budget}，支出{executed}，执行率{rate}。"}]}
      - {title: 改进措施, ask: [没有的写“无”]}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return a province that exists in no code."""
    folder = tmp_path_factory.mktemp("口径") / "yunze-2024"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    return load_folder(folder)


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "txt", "md"])
@pytest.mark.parametrize("seed", range(3))
def test_it_is_written_and_read_back(pack: Pack, to: str, seed: int) -> None:
    """Other columns in another order, another weight for execution: the filing comes back as it was, free of errors."""
    filing = sample(pack, seed)
    read = extract(read_bytes(write(filing, pack, "all", to), f"样例.{to}"), pack)
    assert said(read) == said(filing)
    assert [one.message for one in check(read, pack).findings if one.severity is Severity.ERROR] == []


def test_its_report_has_its_own_sentences(pack: Pack) -> None:
    """Parts and sentences are the pack's; the rate is computed from the two figures beside it."""
    text = write(sample(pack, 1), pack, "report", "txt").decode()
    assert "二、资金使用情况\n预算" in text
    assert "万元，执行率" in text
