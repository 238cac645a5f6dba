"""Without a mouse, and on paper: the keyboard alone goes from signing in to a saved version; pages print whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from benchmarks.served import PASSWORD
from playing import BUDGET, DONE, IN_A_BROWSER, NARROW, RATE, WIDE, Play, saved, upload

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = IN_A_BROWSER
_SEEN = """() => { const one = document.activeElement, cell = one.closest("td") ?? one;
  const drawn = (x) => getComputedStyle(x).outlineStyle !== "none" && parseFloat(getComputedStyle(x).outlineWidth) > 1;
  const box = one.getBoundingClientRect();
  return (drawn(one) || drawn(cell)) && box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight; }"""


def tab_to(page: Page, wanted: str, most: int = 150) -> None:
    """Press Tab until the focus is on what is wanted; where it stands must be seen at every stop."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(_SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        if page.evaluate(f"document.activeElement.matches({wanted!r})"):
            return
    raise AssertionError(f"Tab 走了 {most} 步没有到 {wanted}")


def on_the_link(page: Page, text: str) -> None:
    """Go to the link of this text by Tab and follow it."""
    for _ in range(60):
        tab_to(page, "a, button, input, textarea, [tabindex]")
        if text in page.evaluate("document.activeElement.textContent"):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(text)


def test_from_signing_in_to_a_saved_version_by_keyboard_alone(play: Play) -> None:
    """Tab, Enter, arrows and typing; the focus is seen at every stop, and the first one skips to the content."""
    page = play.nobody()
    page.goto(f"{play.served.address}/sign-in")
    page.keyboard.type("filler-b")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    tab_to(page, ".skip", 1)
    page.keyboard.press("Enter")
    tab_to(page, "main table.board a", 1)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/filings/2$"))
    on_the_link(page, "开始填报")
    page.locator("#form[data-ready]").wait_for()
    tab_to(page, f'[name="{BUDGET}"]')
    for text in ("200", "190", "10"):
        page.keyboard.type(text)
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.name") == RATE
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    saved(page)
    assert page.locator(f'[name="{DONE}"]').input_value() == "190"
    tab_to(page, "#save [name=name]")
    page.keyboard.type("初稿")
    page.keyboard.press("Enter")
    page.get_by_text("已保存为第 1 版").wait_for()
    assert page.get_by_role("cell", name="第 1 版 初稿").count() == 1


@pytest.mark.parametrize(
    "path",
    ["/filings/1", "/filings/1/form/overall", "/filings/1/form/base-data", "/filings/1/form/report", "/rounds/1"],
)
def test_a_printed_page_has_its_content_and_nothing_to_press(looked_at: Play, path: str) -> None:
    """No navigation, no buttons, no tabs; forms and chapters stand whole within the width of the paper."""
    page = looked_at.filing("filler-a")
    page.goto(looked_at.served.address + path)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # the width of A4 between its margins
    try:
        shown = "[...document.querySelectorAll('nav, button, .button, input, .foot, .top')].filter(x => x.offsetParent)"
        assert page.evaluate(f"{shown}.map(x => x.outerHTML.slice(0, 80))") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 704
        cut = "[...document.querySelectorAll('textarea')].filter(x => x.scrollHeight > x.clientHeight + 2)"
        assert page.evaluate(f"{cut}.map(x => x.name)") == []
        printed = page.pdf(format="A4")
        assert printed.startswith(b"%PDF")
        if "/form/" in path and "report" not in path:
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
            assert page.get_by_text("在线填报").filter(visible=True).count() == 0
    finally:
        page.emulate_media(media="screen")


@pytest.mark.parametrize("path", ["/filings/1", "/filings/1/form/overall", "/filings/1/form/base-data"])
def test_on_a_narrow_screen_only_tables_scroll_sideways(looked_at: Play, path: str) -> None:
    """The page stands still, what is said to readers of the screen alone included."""
    page = looked_at.filing("filler-a")
    page.set_viewport_size(NARROW)
    page.goto(looked_at.served.address + path)
    try:
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    finally:
        page.set_viewport_size(WIDE)


def test_a_form_is_sent_once_however_often_it_is_clicked(looked_at: Play) -> None:
    """Two clicks at once on a button, one request."""
    page = looked_at.filing("evaluator-a")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.get_by_label("意见", exact=True).fill("同意自评结果。")
    page.get_by_role("button", name="保存意见").dblclick()
    page.get_by_text("意见已保存").wait_for()
    assert len(sent) == 1


def test_scrolling_tables_are_reached_by_keyboard_and_named(looked_at: Play) -> None:
    """On a narrow screen a wide table scrolls in a box that has the focus in its turn; on a wide one there is none."""
    page = looked_at.person("shenji")
    page.goto(f"{looked_at.served.address}/audit")
    assert page.locator(".scrolls[tabindex]").count() == 0
    page.set_viewport_size({"width": 420, "height": 860})
    box = page.locator(".scrolls[tabindex]")
    box.wait_for()
    assert box.get_attribute("aria-label") == "审计日志（表格，可左右滚动）"
    tab_to(page, ".scrolls", 30)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # it scrolls smoothly; the page's policy forbids to wait for an expression
    assert box.evaluate("box => box.scrollLeft") > 0


def test_a_page_with_an_upload_leaves_nothing_out_for_the_ear(play: Play) -> None:
    """What an act came to is said in a live region, and each finding leads to its cell and back."""
    page = play.filing("filler-a")
    upload(page, "subdistrict-faulty.txt")
    assert "已读入并保存为第 1 版" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="看表中").first.click()
    assert page.evaluate("document.querySelector('td:target') !== null")
    page.locator("td:target a.mark").first.click()
    assert page.evaluate("document.querySelector('li:target') !== null")
