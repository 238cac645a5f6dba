"""A real browser: targets are imported, given cells are no fields, a pasted row leaves them as they are."""

from __future__ import annotations

from pathlib import Path

from playing import IN_A_BROWSER, Play, saved

pytestmark = IN_A_BROWSER
_PASTE = """text => { const data = new DataTransfer(); data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true})); }"""
_VALUES = "all => all.map(one => one.value)"
_TABLE = """单位编码,项目,一级指标,二级指标,三级指标,指标性质,指标值,计量单位,分值,年度目标
202,,产出指标,数量指标,接待读者,≥,1000,人次,50,办好图书馆
202,,效益指标,社会效益指标,阅读推广成效,定性,有效提升,,30,
202,,满意度指标,服务对象满意度指标,读者满意度,≥,95,%,10,
"""


def test_given_cells_are_passed_over(play: Play, tmp_path: Path) -> None:
    """Imported after a preview; a block copied from Excel, given columns and all, fills only the unit's own cells."""
    office = play.person("jixiao")
    office.goto(f"{play.served.address}/rounds/1/targets/import")
    table = tmp_path / "targets.csv"
    table.write_text(_TABLE, encoding="utf-8")
    office.locator("[name=file]").set_input_files(table)
    office.get_by_role("button", name="预览").click()
    office.get_by_role("button", name="确认导入").click()
    office.get_by_text("已导入").wait_for()
    page = play.filing("filler-b")
    page.get_by_role("link", name="开始填报").click()
    page.locator("#form[data-ready]").wait_for()
    first, second = (page.locator("tr", has_text=name).locator("textarea") for name in ("接待读者", "阅读推广成效"))
    assert first.count() == second.count() == 3
    first.first.focus()
    page.evaluate(_PASTE, "1200人次\t50\t48\t读者增多\n明显\t30\t29\t无\n")
    assert first.evaluate_all(_VALUES) == ["1200人次", "48", "读者增多"]
    assert second.evaluate_all(_VALUES) == ["明显", "29", "无"]
    saved(page)
    page.reload()
    assert first.first.input_value() == "1200人次"
