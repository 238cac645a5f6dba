"""A real browser on a real server plays the round: notice, upload, filling in, mending, signing, return, acceptance.

Set WENXIAO_PICTURES to a folder to have the main pages photographed (docs/images/web-*.png are made so).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.served import PASSWORD, UNITS, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright", reason="需要 Playwright：pip install playwright（浏览器用系统里的 Chromium）")
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="没有 Chromium：浏览器里的测试没有做（apt install chromium）"),
]
EXAMPLES = Path(__file__).parents[2] / "examples"
FUNDS = "overall|funds|funds.total|funds"
BUDGET, DONE, WEIGHT, RATE, POINTS = (f"{FUNDS}.{one}||" for one in ("budget", "executed", "weight", "rate", "score"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as tool:
        made = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


class Play:
    """A server, and people who sit before browsers of their own."""

    def __init__(self, served: Served, browser: Browser) -> None:
        self.served, self.browser = served, browser
        self.pages: dict[str, Page] = {}
        self.faults: list[str] = []

    def person(self, name: str, seat: str = "") -> Page:
        """Return the page of a person who has signed in; another seat is another browser of his."""
        if name + seat in self.pages:
            return self.pages[name + seat]
        page = self.browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN").new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda one: self.faults.append(one.url) if not self._own(one.url) else None)
        page.on("console", lambda one: self.faults.append(one.text) if "Security Policy" in one.text else None)
        page.goto(f"{self.served.address}/sign-in")
        self.sign_in(page, name)
        self.pages[name + seat] = page
        return page

    def _own(self, url: str) -> bool:
        return url.startswith((self.served.address, "data:"))

    def sign_in(self, page: Page, name: str) -> None:
        """Fill the page to sign in."""
        page.get_by_label("账号").fill(name)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(re.compile(r"^(?!.*sign-in)"))

    def filing(self, name: str) -> Page:
        """Return the page of a person's own filing."""
        page = self.person(name)
        page.goto(self.served.address)
        page.locator("table.board a").first.click()
        page.wait_for_load_state()
        return page

    def states(self) -> dict[str, str]:
        """Return what the board shows of each unit."""
        page = self.person("jixiao")
        page.goto(f"{self.served.address}/rounds/1/board")
        rows = page.locator("table.board tbody tr").all()
        found = {row.locator("a").inner_text(): row.locator(".state").inner_text() for row in rows}
        return {letter: found[name] for letter, name in UNITS.items()}


@pytest.fixture
def play(tmp_path: Path, browser: Browser) -> Iterator[Play]:
    """A district whose bureau has opened a round for three units."""
    served = Served(tmp_path / "data")
    served.start(people=True)
    made = Play(served, browser)
    try:
        page = made.person("jixiao")
        page.goto(f"{served.address}/rounds/new")
        page.get_by_label("评价年度").fill("2024")
        page.get_by_label("名称").fill("2024年度部门整体支出绩效自评")
        page.locator("[name=standard]").select_option("hunan-2020")
        page.locator("[name=opens]").fill("2025-03-01")
        page.locator("[name=due]").fill("2099-05-31")
        for box in page.locator("[name=units]").all():
            box.set_checked("20" in (box.evaluate("box => box.parentElement.textContent") or ""))
        page.get_by_role("button", name="布置").click()
        page.wait_for_url(re.compile(r"/rounds/\d+$"))
        yield made
    finally:
        for one in made.pages.values():
            one.context.close()
        served.stop()
    assert made.faults == []


def picture(page: Page, name: str) -> None:
    """Photograph a page, if pictures are asked for."""
    folder = os.environ.get("WENXIAO_PICTURES")
    if folder:
        page.wait_for_timeout(300)
        page.screenshot(path=Path(folder) / f"web-{name}.png")


def upload(page: Page, file: str, reason: str = "") -> None:
    """Upload one of the examples."""
    page.locator("[name=files]").set_input_files(EXAMPLES / file)
    page.locator("form[action$='/upload'] [name=reason]").fill(reason)
    page.get_by_role("button", name="上传并核验").click()
    page.get_by_text(re.compile("已读入并保存为")).wait_for()


def sign(play: Play, letter: str) -> None:
    """Let the group agree, the head sign, and the filler hand in."""
    page = play.filing(f"evaluator-{letter}")
    page.get_by_label("意见", exact=True).fill("同意自评结果。")
    page.get_by_role("button", name="保存意见").click()
    page.get_by_text("意见已保存").wait_for()
    page = play.filing(f"head-{letter}")
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_role("button", name="签字").click()
    page.get_by_text("已签字。材料").wait_for()


def submit(play: Play, letter: str) -> None:
    """Hand the signed filing in."""
    page = play.filing(f"filler-{letter}")
    page.get_by_role("button", name="提交给财政部门").click()
    page.get_by_text("已提交，等财政部门审核").wait_for()


def fill(page: Page, texts: dict[str, str]) -> None:
    """Type into fields and wait until all is saved."""
    page.locator("#form[data-ready]").wait_for()
    for key, text in texts.items():
        page.locator(f'[name="{key}"]').fill(text)
    saved(page)


def saved(page: Page) -> None:
    """Wait until the page says that all is saved."""
    page.locator("#state.saved").wait_for()


def test_the_round_from_the_notice_to_acceptance(play: Play) -> None:
    """Unit A uploads, B fills in, C does nothing; the board is right at each step."""
    assert play.states() == {"a": "未开始", "b": "未开始", "c": "未开始"}
    page = play.filing("filler-a")
    upload(page, "subdistrict-faulty.txt")
    assert page.get_by_text("总分不等于各项得分之和").count()
    assert page.locator("td.error").count()
    picture(page, "filing")
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
    picture(page, "review")
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
    picture(play.person("jixiao"), "board")


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
    picture(page, "form")
    page.get_by_role("button", name="改为 95%").click()
    page.get_by_role("button", name="改为 95%").wait_for(state="detached")
    saved(page)
    page.get_by_role("link", name="自评报告").click()
    page.locator("#form[data-ready]").wait_for()
    page.locator("textarea.chapter").first.fill("本单位负责图书借阅和读者活动。")
    saved(page)
    picture(page, "report")
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

    first, second = play.person("filler-b"), play.person("filler-b", "second seat")
    for page in (first, second):
        page.goto(f"{play.served.address}/filings/2/form/overall")
        page.locator("#form[data-ready]").wait_for()
    fill(first, {BUDGET: "200"})
    second.locator(f'[name="{BUDGET}"]').fill("210")
    second.get_by_text("别人填的是“200”，您填的是“210”").wait_for()
    second.get_by_role("button", name="用我的").click()
    saved(second)
    first.locator(f'[name="{DONE}"]').fill("190")
    expect(first.locator(f'[name="{BUDGET}"]')).to_have_value("210")
    first.close()


PAGES = ("/", "/rounds", "/rounds/1", "/rounds/1/board", "/filings/1", "/account")


def test_every_field_has_a_name_and_every_page_its_headings(play: Play) -> None:
    """By keyboard and by ear: labels, one main heading, no level left out, a way to skip to the content."""
    upload(play.filing("filler-a"), "subdistrict-faulty.txt")
    for name, paths in (
        ("jixiao", PAGES),
        ("filler-a", ("/filings/1", "/filings/1/form/overall", "/filings/1/form/report")),
    ):
        page = play.person(name)
        for path in paths:
            page.goto(play.served.address + path)
            assert page.evaluate(_UNNAMED) == [], path
            levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
            assert levels.count(1) == 1 == levels[0], path
            assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)
            page.keyboard.press("Tab")
            page.set_viewport_size({"width": 390, "height": 800})
            assert page.evaluate(_TOO_WIDE) == [], path
            page.set_viewport_size({"width": 1280, "height": 860})


_UNNAMED = """[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button')]
  .filter(one => !one.closest('template') && !(one.labels && one.labels.length) && !one.ariaLabel
    && !(one.tagName === 'BUTTON' && one.textContent.trim()))
  .map(one => one.outerHTML.slice(0, 90))"""
_TOO_WIDE = """document.documentElement.scrollWidth <= innerWidth + 1 ? []
  : [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 90))"""
