"""A comparison as text, JSON and HTML."""

from __future__ import annotations

import io
import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from comparing import SHEET, compared, next_year
from rich.cells import cell_len
from rich.console import Console

import wenxiao
from building import REPORT, filing_of, with_base, with_indicator
from wenxiao.compare import Difference, compare
from wenxiao.report.difference import html_difference, print_difference, to_json

SCHEMA = Path(wenxiao.__path__[0]) / "schemas" / "diff-1.json"
AFTER = replace(
    with_indicator(SHEET, 2, reason="个别任务跨月完成，已逐项改进"),
    executed="545.50",
    account="0.00",
    report=REPORT.replace("细化任务分工。", "细化任务分工，<逐月>检查，电话13800138000。"),
)
LATER = with_base(next_year(SHEET), 公务接待=("0.85", "1.00", "0.95"))


def printed(difference: Difference, columns: int = 100) -> str:
    """Return the comparison as a terminal shows it."""
    stream = io.StringIO()
    print_difference(difference, Console(file=stream, width=columns, highlight=False))
    return stream.getvalue()


def test_json_keeps_to_the_schema() -> None:
    """Every key of the contract is there, figures are strings, and no number is a float."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for difference in (compared(SHEET, AFTER), compared(SHEET, LATER), compared(SHEET, SHEET)):
        data = json.loads(to_json(difference), parse_float=pytest.fail)
        jsonschema.validate(data, schema)
        assert data["contract"] == "wenxiao.diff/1"


def test_json_of_one_change() -> None:
    """The keys that others rely on, with exact values."""
    data = json.loads(to_json(compared(SHEET, AFTER)))
    group = next(one for one in data["groups"] if one["id"] == "overall")
    change = next(one for one in group["changes"] if one["label"] == "年度资金总额 › 全年执行数")
    assert (change["kind"], change["part"]) == ("changed", "fact")
    assert (change["difference"], change["unit"], change["rate"]) == ("5.50", "万元", "1.02")
    assert (change["before"]["value"], change["before"]["text"], change["before"]["unit"]) == (
        "540.00",
        "540.00",
        "万元",
    )
    assert change["before"]["place"]["line"]
    assert change["removed"] is None
    assert data["carried"] is None
    assert [one["kind"] for one in group["written"]] == ["written"]


def test_text_shows_changes_by_form_and_counts_the_rest() -> None:
    """Each change in its form with difference and rate; what did not change is a number."""
    said = printed(compared(SHEET, AFTER))
    assert re.search(r"全年执行数 +540\.00 +545\.50 +\+5\.50万元 +\+1\.02%", said)
    assert "已{+逐项+}改进" in said
    assert "未变" in said
    assert "编制数" not in said


def test_text_columns_are_straight() -> None:
    """Chinese characters take two columns: the figures of a table end in the same one, and no line is too long."""
    after = with_base(SHEET, 公务接待=("1.25", "1.00", "0.95"), 项目支出=("150.00", "190.00", "9.00"))
    said = printed(compared(SHEET, replace(after, executed="545.50"))).splitlines()
    assert len({cell_len(line) for line in said if line.startswith("改动 ")}) == 1
    assert all(cell_len(line) <= 100 for line in said)


def test_a_text_without_differences_says_so() -> None:
    """Nothing is listed."""
    said = printed(compared(SHEET, SHEET))
    assert "没有差别" in said
    assert "改动 " not in said


def test_two_years_lists_what_does_not_carry_over() -> None:
    """上下年衔接 has a heading of its own in text and on the page."""
    difference = compared(SHEET, LATER)
    assert difference.carried is not None
    count = len(difference.carried.changes)
    assert f"上下年衔接（2024年决算数）　不一致 {count}" in printed(difference)
    assert f"上下年衔接（2024年决算数） <span>不一致 {count}</span>" in html_difference(difference)


def test_personal_numbers_are_masked() -> None:
    """A telephone number that was put in is not repeated by the text or the page."""
    difference = compared(SHEET, AFTER)
    for said in (printed(difference), html_difference(difference)):
        assert "13800138000" not in said
        assert "138****8000" in said


def test_the_page_shows_words_taken_out_and_put_in() -> None:
    """What was put in is an insertion, what stood before is not, and markup of the text is text."""
    page = html_difference(compared(SHEET, AFTER))
    assert "<span>细化任务分工</span><ins>，&lt;逐月&gt;检查，电话138****8000</ins><span>。</span>" in page
    assert "<逐月>" not in page


def test_the_page_loads_nothing() -> None:
    """No script, no address, and a policy that allows our own style by its hash alone."""
    page = html_difference(compared(SHEET, AFTER))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style.group(1).encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in page
    assert not re.search(r"<script|<link|<img|https?://|style=", page)


def test_equal_input_gives_an_equal_page() -> None:
    """No clock and no chance."""
    one, other = filing_of(SHEET), filing_of(AFTER)
    assert html_difference(compare(one, other)) == html_difference(compare(one, other))
