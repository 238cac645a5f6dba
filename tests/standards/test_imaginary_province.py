"""A province that exists nowhere, written in YAML by following docs/standards.md alone, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wenxiao.cli.main import main
from wenxiao.filing import to_json
from wenxiao.sample import sample
from wenxiao.standards import load_folder

PACK = """\
pack:
  id: qinglan-2025
  title: 青岚省部门整体支出绩效自评办法
  region: 青岚省
  year: 2025
  source: 虚构，仅作测试
  extends: national-2020
  names: [青岚省, 青岚]
  cites: [青岚省部门整体支出绩效自评办法]
  marks: [分管领导意见]
concepts:
  - {id: opinion.leader, label: 分管领导意见, kind: text}
  - {id: visits, label: 服务人次, kind: count, unit: 人次}
  - {id: visits.cost, label: 人均支出, kind: money, unit: 元}
relations:
  - {id: whole, check: sum.parts, title: 服务人次不为负, form: overall, expr: 服务人次 >= 0}
scoring:
  - id: self-evaluation
    full: 100
    source: 虚构，仅作测试
    execution: {weight: 20, explain: 85}
    measures:
      - {id: rising, signs: [">=", ">", "="], rule: {kind: rising}}
      - {id: falling, signs: ["<=", "<"], rule: {kind: falling, ways: [ratio]}}
      - id: qualitative
        signs: [qualitative]
        rule:
          kind: graded
          grades: [{name: 达成, low: 60, high: 100}, {name: 未达成, low: 0, high: 60}]
    profiles:
      - {id: 执行20产出50效益30, weights: {预算执行率: 20, 产出指标: 50, 效益指标: 30}}
    bands:
      - {grade: 好, low: 85, high: 100}
      - {grade: 一般, low: 60, high: 85}
      - {grade: 差, low: 0, high: 60}
requirements:
  - {id: overall, when: always, attachment: 附表1}
"""
FORMS = """\
forms:
  - id: overall
    title: 部门整体支出绩效自评表
    titles: [整体支出绩效自评表]
    marks: [分管领导意见, 主要任务, 青岚省]
    core: [funds.executed]
    blocks:
      - id: head
        kind: fields
        fields: [{concept: unit.name}, {concept: visits}]
      - id: funds
        kind: columns
        unit: 万元
        scope: 全口径
        columns:
          - {label: 主要任务, role: label}
          - {label: 任务完成情况, concept: task.done}
          - {label: 全年预算数, concept: funds.budget}
          - {label: 全年执行数, concept: funds.executed}
          - {label: 分值, concept: funds.weight}
          - {label: 执行率, concept: funds.rate}
          - {label: 得分, concept: funds.score}
        rows: [{concept: funds.total, scope: 全口径}]
      - id: goals
        kind: goals
        columns: [{label: 年度目标, role: expected}, {label: 完成情况, role: done}]
      - id: indicators
        kind: indicators
        least: 3
        totals: [总分]
        columns:
          - {label: 一级指标, role: level1}
          - {label: 二级指标, role: level2}
          - {label: 三级指标, role: level3}
          - {label: 符号, role: sign}
          - {label: 目标值, role: target}
          - {label: 计量单位, role: unit}
          - {label: 完成值, role: actual}
          - {label: 分值, role: weight}
          - {label: 扣分, role: deduction}
          - {label: 得分, role: score}
      - id: foot
        kind: fields
        fields: [{concept: opinion.leader}]
"""
LAYOUTS = """\
layouts:
  - id: overall
    title: "{year}年度部门整体支出绩效自评表"
    annex: 附表1
    orientation: landscape
    source: 虚构，仅作测试
    original: 任务一行一行地列，目标一条一行，指标有扣分，表尾是分管领导意见。
    widths: [20, 26, 44, 20, 24, 22, 24, 18, 18, 18]
    bands:
      - lines:
          - [{text: 单位名称, wide: 2}, {fact: unit.name, wide: 4}, {text: 服务人次, wide: 2}, {fact: visits, wide: 2}]
      - block: funds
        lists: true
        blank: 3
        side: {text: "任务和资金（{money}）"}
        lead: {text: 主要任务, wide: 2}
        columns:
          - {of: task.done, wide: 2, style: text}
          - {of: funds.budget}
          - {of: funds.executed}
          - {of: funds.weight}
          - {of: funds.rate}
          - {of: funds.score}
        rows:
          - {of: funds.total, text: 合计}
      - block: goals
        apart: true
        blank: 3
        columns: [{of: expected, wide: 5}, {of: done, wide: 5}]
      - block: indicators
        blank: 6
        columns:
          - {of: level1}
          - {of: level2}
          - {of: level3}
          - {of: sign}
          - {of: target}
          - {of: unit}
          - {of: actual}
          - {of: weight}
          - {of: deduction}
          - {of: score}
      - lines:
          - [{text: 总分, wide: 7, style: head}, {total: weight}, {}, {total: score}]
          - [{text: 分管领导意见, wide: 2}, {fact: opinion.leader, otherwise: 同意□　不同意□, wide: 8}]
    signatures: [填表人, 填报日期]
reports:
  - id: report
    title: "{unit}{year}年度绩效自评报告"
    source: 虚构，仅作测试
    figures:
      budget: {concept: funds.budget, row: funds.total, form: overall}
    parts:
      - {title: 资金, say: [{text: "全年预算{budget}。"}], ask: [资金来源]}
      - {title: 满意度, ask: [怎样调查的]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the province, three files of YAML."""
    made = tmp_path_factory.mktemp("口径") / "qinglan-2025"
    made.mkdir()
    for name, text in (("pack", PACK), ("forms", FORMS), ("layouts", LAYOUTS)):
        (made / f"{name}.yaml").write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def filing(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a generated filing of the province as JSON."""
    path = tmp_path_factory.mktemp("材料") / "材料.json"
    path.write_bytes(to_json(sample(load_folder(folder), 5)))
    return path


def run(*words: str | Path, status: tuple[int, ...] = (0,)) -> str:
    """Run a command and return what it prints."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code in status, done.output
    return done.output


def test_it_is_valid_and_shown(folder: Path) -> None:
    """The folder has no mistake; `show` tells what it says itself, what it does not know and what it falls back on."""
    assert "没有问题" in run("standards", "validate", folder)
    shown = run("standards", "show", folder)
    assert "不知道：文号、施行日期" in shown
    assert "版面：本口径的 部门整体支出绩效自评表；沿用 national-2020 的 项目支出绩效自评表" in shown
    assert "执行率低于 85% 的，应说明原因" in shown


@pytest.mark.parametrize("to", ["docx", "html", "xlsx", "txt", "pdf"])
def test_its_forms_are_written(folder: Path, filing: Path, tmp_path: Path, to: str) -> None:
    """`write --standard FOLDER` makes every format."""
    run("write", filing, "--standard", folder, "--to", to, "-o", tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [f".{to}"]


@pytest.mark.parametrize("to", ["docx", "html", "xlsx", "txt"])
def test_its_forms_are_read_scored_and_checked(folder: Path, filing: Path, tmp_path: Path, to: str) -> None:
    """What was written is read by the folder, every point agrees, nothing is wrong."""
    run("write", filing, "--standard", folder, "--form", "overall", "--to", to, "-o", tmp_path)
    (written,) = tmp_path.iterdir()
    read = json.loads(run("extract", written, "--standard", folder))
    assert (read["standard"], len(read["indicators"])) == ("qinglan-2025", len(told(filing)["indicators"]))
    assert {fact["concept"] for fact in read["facts"]} >= {"visits", "task.done", "opinion.leader"}
    card = json.loads(run("score", written, "--standard", folder, "--format", "json"))
    verdicts = {one["verdict"] for form in card["forms"] for one in form["indicators"]}
    assert "differs" not in verdicts
    found = json.loads(run("check", written, "--standard", folder, "--format", "json"))["findings"]
    assert [one["message"] for one in found if one["severity"] == "error"] == []


def told(filing: Path) -> dict[str, list[object]]:
    """Return the overall form of a filing: its indicators."""
    whole = json.loads(filing.read_bytes())
    return {"indicators": [one for one in whole["indicators"] if one["form"] == "overall"]}


def test_it_is_chosen_by_itself_once_it_is_given(folder: Path, filing: Path, tmp_path: Path) -> None:
    """Without `--standard` another Standard is used: a folder is no part of the product until it is put there."""
    run("write", filing, "--standard", folder, "--form", "overall", "--to", "docx", "-o", tmp_path)
    (written,) = tmp_path.iterdir()
    assert json.loads(run("extract", written))["standard"] != "qinglan-2025"
