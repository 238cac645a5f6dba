"""The main pages of the demonstration are photographed: `make pictures` puts them into docs/images/web-*.png."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.served import Served
from playing import EXAMPLES, IN_A_BROWSER, Play, seated

from wenxiao.web.demonstration import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

pytestmark = IN_A_BROWSER
ASKED = os.environ.get("WENXIAO_PICTURES")
NAMES = (
    "sign-in", "home-filler", "home-office", "round", "board", "filing", "form", "report", "review", "units-import",
    "audit",
)  # fmt: skip
UNITS = "单位编码,单位名称,上级编码,类别,在用\n200001,云川市青禾区教育局第1实验学校,200,预算单位,是\n"
UNITS += (
    "200901,云川市青禾区教育局第11中心学校,200,预算单位,是\n201002,云川市青禾区卫生健康局第2服务中心,200,预算单位,是\n"
)


@pytest.fixture
def shown(tmp_path: Path, browser: Browser) -> Iterator[Play]:
    """The demonstration: whole for the documentation, a small one for the test."""
    served = Served(tmp_path / "data", light=True)
    served.start(demonstration="40x3" if ASKED else "8x2")
    with seated(Play(served, browser, PASSWORD)) as made:
        yield made


class Camera:
    """Photographs pages of a play into a folder."""

    def __init__(self, play: Play, folder: Path) -> None:
        self.play, self.folder = play, folder

    def take(self, name: str, page: Page, path: str = "", *, top: str = "") -> None:
        """Photograph a page, opened first if a path is given, from where `top` stands."""
        if path:
            page.goto(self.play.served.address + path)
        page.set_viewport_size({"width": 1280, "height": 900})
        if top:
            page.locator(top).first.evaluate("one => one.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(400)
        page.mouse.move(0, 0)
        page.screenshot(path=self.folder / f"web-{name}.png")


def test_the_main_pages_are_photographed(shown: Play, tmp_path: Path) -> None:
    """Each page opens for whoever works on it, and its picture is there."""
    folder = Path(ASKED) if ASKED else tmp_path
    camera, office = Camera(shown, folder), shown.person("jixiao")
    camera.take("sign-in", shown.nobody(), "/sign-in")
    camera.take("home-office", office, "/")
    office.goto(f"{shown.served.address}/rounds")
    last = office.locator("table a").first.get_attribute("href") or ""
    camera.take("round", office, last)
    camera.take("board", office, f"{last}/board")
    camera.take("review", office, filing_in(office, f"{shown.served.address}{last}/board", "submitted"))
    filled_in(camera, filing_in(office, f"{shown.served.address}{last}/board", "not-started"), office)
    admin = shown.person("xitong")
    admin.goto(f"{shown.served.address}/units/import")
    admin.locator("[name=file]").set_input_files(_file("单位.csv", UNITS))
    admin.get_by_role("button", name="预览").click()
    admin.get_by_text("请核对后确认").wait_for()
    camera.take("units-import", admin)
    camera.take("audit", shown.person("shenji"), "/audit")
    assert all((folder / f"web-{name}.png").stat().st_size > 10_000 for name in NAMES)


def filing_in(page: Page, board: str, state: str) -> str:
    """Return the address of the first filing in a state, or of the first one if there is none."""
    for address in (f"{board}?state={state}", board):
        page.goto(address)
        links = page.locator("table.board a")
        if links.count():
            return links.first.get_attribute("href") or ""
    raise AssertionError(board)


def filled_in(camera: Camera, filing: str, office: Page) -> None:
    """Let the filler of a unit that has not begun upload a faulty file, and photograph what he then sees."""
    office.goto(camera.play.served.address + filing)
    unit = office.locator("h1").inner_text()
    office.goto(f"{camera.play.served.address}/units?q={unit}")
    page = camera.play.person(f"tb{office.locator('table.tree tbody td').nth(1).inner_text()}")
    camera.take("home-filler", page, "/")
    page.goto(camera.play.served.address + filing)
    text = (EXAMPLES / "subdistrict-faulty.txt").read_text(encoding="utf-8")
    page.locator("[name=files]").set_input_files(
        _file("自评材料.txt", text.replace("云川市青禾区栖桐街道办事处", unit))
    )
    page.get_by_role("button", name="上传并核验").click()
    page.locator("ol.findings").wait_for()
    camera.take("filing", page, top="section:has(> ol.findings)")
    page.goto(f"{camera.play.served.address}{filing}/form/overall")
    page.locator("#form[data-ready]").wait_for()
    camera.take("form", page)
    page.goto(f"{camera.play.served.address}{filing}/form/report")
    page.locator("#form[data-ready]").wait_for()
    camera.take("report", page)


def _file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
