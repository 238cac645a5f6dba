"""A real browser on a real server plays the round: notice, upload, filling in, mending, signing, return, acceptance."""

from __future__ import annotations

import re

import pytest
from benchmarks.served import UNITS
from playing import BUDGET, DONE, IN_A_BROWSER, POINTS, RATE, Play, at_one_cell, fill, saved, sign, submit, upload

pytestmark = IN_A_BROWSER


@pytest.mark.parametrize("play", ["sqlite", "postgres"], indirect=True)
def test_the_round_from_the_notice_to_acceptance(play: Play) -> None:
    """Unit A uploads, B fills in, C does nothing; the board is right at each step, on either database."""
    assert play.states() == {"a": "未开始", "b": "未开始", "c": "未开始"}
    page = play.filing("filler-a")
    upload(page, "subdistrict-faulty.txt")
    assert page.get_by_text("总分不等于各项得分之和").count()
    assert page.locator("td.error").count()
    upload(page, "subdistrict-clean.txt", "按核验结果改正")
    assert play.states() == {"a": "编制中", "b": "未开始", "c": "未开始"}
    filled_by_b(play)
    assert play.states() == {"a": "编制中", "b": "编制中", "c": "未开始"}
    sign(play, "a")
    assert play.states()["a"] == "已签字"
    submit(play, "a")
    assert play.states() == {"a": "已提交", "b": "编制中", "c": "未开始"}
    page = play.person("gushi")
    page.goto(play.served.address)
    page.get_by_role("link", name=UNITS["a"]).click()
    page.get_by_label("原因（单位会看到）").fill("请说明偏差原因。")
    page.get_by_role("button", name="退回修改").click()
    page.get_by_text("已退回，单位会看到原因").wait_for()
    assert play.states()["a"] == "已退回"
    page = play.filing("filler-a")
    assert page.get_by_text("请说明偏差原因。").count()
    page.get_by_role("link", name="打开表格修改").click()
    fill(page, {"overall|indicators|0|reason||": "天气原因，已于次年一月完成。"})
    page.get_by_label("改了什么").fill("补充了偏差原因")
    page.get_by_role("button", name="保存为版本").click()
    page.get_by_text(re.compile("已保存为第 3 版")).wait_for()
    sign(play, "a")
    submit(play, "a")
    page = play.person("gushi")
    page.goto(play.served.address)
    page.get_by_role("link", name=UNITS["a"]).click()
    page.get_by_role("button", name="接受").click()
    page.get_by_text("已接受。").wait_for()
    assert play.states() == {"a": "已接受", "b": "编制中", "c": "未开始"}


def filled_by_b(play: Play) -> None:
    """Fill the form in as with a spreadsheet, mend what is found, save a version."""
    page = play.filing("filler-b")
    page.get_by_role("link", name="开始填报").click()
    page.locator("#form[data-ready]").wait_for()
    row = {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "接待读者",
        "target": "≥100人次",
        "actual": "120人次",
        "weight": "90",
    }
    fill(page, {f"overall|indicators|0|{key}||": text for key, text in row.items()})
    page.locator(f'[name="{BUDGET}"]').focus()
    page.keyboard.type("200")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("190")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("10")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.name") == RATE
    page.locator(f'[name="{RATE}"][placeholder="95.00%"]').wait_for()
    page.locator(f'[name="{POINTS}"][placeholder="9.5"]').wait_for()
    page.keyboard.type("59%")
    page.get_by_role("button", name="改为 95%").wait_for()
    page.get_by_role("button", name="改为 95%").click()
    page.get_by_role("button", name="改为 95%").wait_for(state="detached")
    saved(page)
    page.get_by_role("link", name="自评报告").click()
    page.locator("#form[data-ready]").wait_for()
    page.locator("textarea.chapter").first.fill("本单位负责图书借阅和读者活动。")
    saved(page)
    page.get_by_label("版本名称").fill("初稿")
    page.get_by_role("button", name="保存为版本").click()
    page.get_by_text(re.compile("已保存为第 1 版")).wait_for()
    assert page.get_by_text("200").count()


def test_a_block_copied_from_excel_fills_the_cells(play: Play) -> None:
    """Rows and columns land where they would in a spreadsheet; a quoted cell keeps its lines."""
    page = play.filing("filler-b")
    page.get_by_role("link", name="开始填报").click()
    page.locator("#form[data-ready]").wait_for()
    page.locator('[name="overall|indicators|0|level3||"]').focus()
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.setData("text/plain", '借阅量\\t≥5万册\\t6万册\\t20\\n"活动\\n场次"\\t≥10场\\t12场\\t30\\n');
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true})); }"""
    )
    saved(page)
    said = {
        (row, name): page.locator(f'[name="overall|indicators|{row}|{name}||"]').input_value()
        for row in (0, 1)
        for name in ("level3", "target", "actual", "weight")
    }
    assert list(said.values()) == ["借阅量", "≥5万册", "6万册", "20", "活动\n场次", "≥10场", "12场", "30"]
    page.locator('[name="overall|||total.weight||"][placeholder="50"]').wait_for()


def test_nothing_typed_is_lost_offline_or_when_the_session_ends(play: Play) -> None:
    """What could not be sent waits in the browser, and is saved when the server, or the person, is back."""
    page = play.filing("filler-b")
    page.get_by_role("link", name="开始填报").click()
    page.locator("#form[data-ready]").wait_for()
    page.context.set_offline(True)
    page.locator(f'[name="{BUDGET}"]').fill("200")
    page.get_by_text("连不上服务器").wait_for()
    page.context.set_offline(False)
    saved(page)
    page.context.clear_cookies(name="sessionid")
    page.locator(f'[name="{DONE}"]').fill("190")
    page.get_by_text("登录已过期").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="重新登录").click()
    play.sign_in(page, "filler-b")
    page.get_by_text("上次没来得及保存的内容已保存").wait_for()
    page.reload()
    assert page.locator(f'[name="{DONE}"]').input_value() == "190"
    assert page.locator(f'[name="{BUDGET}"]').input_value() == "200"


def test_two_people_at_one_cell_are_told_and_choose(play: Play) -> None:
    """The second sees both texts; what he chooses stands, and the first sees it after his next edit."""
    from playwright.sync_api import expect  # noqa: PLC0415

    first, second = at_one_cell(play)
    second.get_by_role("button", name="用我的").click()
    saved(second)
    first.locator(f'[name="{DONE}"]').fill("190")
    expect(first.locator(f'[name="{BUDGET}"]')).to_have_value("210")
    first.close()
