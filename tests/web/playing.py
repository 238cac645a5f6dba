"""A real browser on a real server: the people of a round, each before a browser of his own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.served import PASSWORD, UNITS, Served
from installations import Installation, peopled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
IN_A_BROWSER = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="没有 Chromium：浏览器里的测试没有做（apt install chromium）"),
]
EXAMPLES = Path(__file__).parents[2] / "examples"
FUNDS = "overall|funds|funds.total|funds"
BUDGET, DONE, WEIGHT, RATE, POINTS = (f"{FUNDS}.{one}||" for one in ("budget", "executed", "weight", "rate", "score"))
IN_CHINESE: dict[str, str | float | bool] = {
    **os.environ,
    "LANGUAGE": "zh_CN",
    "LANG": "zh_CN.UTF-8",
}  # what the browser itself says
WIDE: ViewportSize = {"width": 1280, "height": 860}
NARROW: ViewportSize = {"width": 420, "height": 860}
_HOW = ["--no-sandbox", "--lang=zh-CN", "--disable-gpu", "--disable-software-rasterizer"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    reason = "需要 Playwright：pip install playwright（浏览器用系统里的 Chromium）"
    pytest.importorskip("playwright", reason=reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as tool:
        made = tool.chromium.launch(executable_path=CHROMIUM, args=_HOW, env=IN_CHINESE)
        yield made
        made.close()


class Play:
    """A server, and people who sit before browsers of their own."""

    def __init__(self, served: Served, browser: Browser, password: str = PASSWORD) -> None:
        self.served, self.browser, self.password = served, browser, password
        self.pages: dict[str, Page] = {}
        self.faults: list[str] = []

    def person(self, name: str, seat: str = "") -> Page:
        """Return the page of a person who has signed in; another seat is another browser of his."""
        if name + seat in self.pages:
            return self.pages[name + seat]
        page = self._watched()
        page.goto(f"{self.served.address}/sign-in")
        self.sign_in(page, name)
        self.pages[name + seat] = page
        return page

    def nobody(self) -> Page:
        """Return the page of somebody who has not signed in."""
        if "" not in self.pages:
            self.pages[""] = self._watched()
        return self.pages[""]

    def _watched(self) -> Page:
        """Return a new browser; a fault of a script, a breach of the policy, a request to elsewhere are remembered."""
        page = self.browser.new_context(viewport=WIDE, locale="zh-CN").new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda one: self.faults.append(one.url) if not self._own(one.url) else None)
        page.on("console", lambda one: self.faults.append(one.text) if "Security Policy" in one.text else None)
        return page

    def _own(self, url: str) -> bool:
        return url.startswith((self.served.address, "data:"))

    def sign_in(self, page: Page, name: str) -> None:
        """Fill the page to sign in."""
        page.get_by_label("账号").fill(name)
        page.locator("[name=password]").fill(self.password)
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


@contextmanager
def seated(made: Play) -> Iterator[Play]:
    """Let people play on a server that was started, and end it; nothing may have gone wrong by then."""
    try:
        yield made
    finally:
        for one in made.pages.values():
            one.context.close()
        made.served.stop()
    assert made.faults == []


@contextmanager
def playing(installation: Installation, browser: Browser) -> Iterator[Play]:
    """Serve a district whose bureau opens a round for three units."""
    served = Served(installation.data, installation.database, light=True)
    served.start(look=False)
    with seated(Play(served, browser)) as made:
        opened(made)
        yield made


def opened(play: Play) -> None:
    """Open the round as the performance office does."""
    page = play.person("jixiao")
    page.goto(f"{play.served.address}/rounds/new")
    page.get_by_label("评价年度").fill("2024")
    page.get_by_label("名称").fill("2024年度部门整体支出绩效自评")
    page.locator("[name=standard]").select_option("hunan-2020")
    page.locator("[name=opens]").fill("2025-03-01")
    page.locator("[name=due]").fill("2099-05-31")
    for box in page.locator("[name=units]").all():
        box.set_checked("20" in (box.evaluate("box => box.parentElement.textContent") or ""))
    page.get_by_role("button", name="布置").click()
    page.wait_for_url(re.compile(r"/rounds/\d+$"))


@pytest.fixture
def play(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Play]:
    """The round on SQLite, or on what the test asks for ("postgres")."""
    kind = getattr(request, "param", "sqlite")
    with playing(peopled(kind, tmp_path_factory.getbasetemp(), tmp_path / "data"), browser) as made:
        yield made


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Play]:
    """A round for tests that only look: unit A has uploaded twice, B and C have not begun."""
    folder = tmp_path_factory.mktemp("looked-at") / "data"
    with playing(peopled("sqlite", tmp_path_factory.getbasetemp(), folder), browser) as made:
        page = made.filing("filler-a")
        upload(page, "subdistrict-clean.txt")
        upload(page, "subdistrict-faulty.txt", "补充了附表")
        yield made


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


def at_one_cell(play: Play) -> tuple[Page, Page]:
    """Let two people type into one cell of B's form; the second is told what each of them typed."""
    first, second = play.person("filler-b"), play.person("filler-b", "second seat")
    for page in (first, second):
        page.goto(f"{play.served.address}/filings/2/form/overall")
        page.locator("#form[data-ready]").wait_for()
    fill(first, {BUDGET: "200"})
    second.locator(f'[name="{BUDGET}"]').fill("210")
    second.get_by_text("别人填的是“200”，您填的是“210”").wait_for()
    return first, second
