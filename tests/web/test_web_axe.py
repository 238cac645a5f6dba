"""Accessibility as axe-core judges it: no serious fault on any page, wide and narrow, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import pytest
from benchmarks.pages import PAGES, RARE
from benchmarks.pages import Page as Sample
from playing import EXAMPLES, IN_A_BROWSER, NARROW, WIDE, Play, at_one_cell, saved, upload

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page, ViewportSize

pytestmark = IN_A_BROWSER
WHO = {
    "performance-office": "jixiao", "business-division": "gushi", "supervising-department": "zhuguan",
    "system-admin": "xitong", "security-admin": "anquan", "audit-admin": "shenji",
    "filler": "filler-a", "evaluator": "evaluator-a", "head": "head-a",
}  # fmt: skip
NUMBERS = {"round": 1, "filing": 1, "empty": 2, "unit": 3, "user": 7, "file": 1}
_LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = ((WIDE, "light"), (NARROW, "dark"))
MISSING = Sample("", "filler", "/there-is-no-such-page")


def shown(play: Play, part: int | None = None) -> Iterator[tuple[Sample, Page]]:
    """Yield every page that a browser shows (or each second one), open before somebody who may see it."""
    every = [one for one in [*PAGES, MISSING] if one.shown]
    for one in every if part is None else every[part::2]:
        page = play.person(WHO[one.role]) if one.role else play.nobody()
        page.goto(play.served.address + one.path.format_map(NUMBERS))
        yield one, page


def grave(page: Page, *, only: str = "", forms: bool = True) -> list[str]:
    """Return what axe finds of impact serious or critical, by all its rules or one, with official forms or without."""
    _let_axe_in(page)
    options = {"resultTypes": ["violations"]} | ({"runOnly": [only]} if only else {})
    found: list[dict[str, Any]] = page.evaluate(_RUN, [options, [] if forms else [".forms"]])["violations"]
    return [
        f"{one['id']}: {node['html'][:140]} {node['any'][0]['message'][:160] if node['any'] else ''}"
        for one in found
        for node in one["nodes"][:3]
        if one["impact"] in ("serious", "critical")
    ]


def _let_axe_in(page: Page) -> None:
    """Load axe into a page, once for all that it is asked there."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)


LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"], bool], ...] = (
    (WIDE, "light", True),
    (WIDE, "dark", False),  # what the colours do not change is looked at beside
    (NARROW, "dark", True),
    (NARROW, "light", False),
)


@pytest.mark.parametrize("part", [0, 1])
def test_no_serious_fault_on_any_page(looked_at: Play, part: int) -> None:
    """Every page of every role, and the page for what is not there, opened once and looked at in four ways.

    A page of several roles differs by what can be done there: after the first it is looked at once, without forms.
    """
    pytest.importorskip("axe_playwright_python", reason="需要 axe：pip install axe-playwright-python")
    found: list[str] = []
    before: set[str] = set()
    for one, page in shown(looked_at, part):
        faults = structure(page)
        again = one.path in before
        for size, scheme, whole in LOOKS[:1] if again else LOOKS:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            page.evaluate(_LAID_OUT)
            said = f"{size['width']} {scheme}"
            faults += [
                f"{said} {fault}" for fault in grave(page, only="" if whole else "color-contrast", forms=not again)
            ]
        before.add(one.path)
        found += [f"{one.role} {one.path} {fault}" for fault in faults]
    assert found == []


def structure(page: Page) -> list[str]:
    """Return what is amiss by ear (names of fields, one main heading, no level left out), and what is too wide."""
    page.set_viewport_size(WIDE)
    found: list[str] = page.evaluate(_UNNAMED)
    levels: list[int] = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    if levels.count(1) != 1 or levels[0] != 1 or any(after - before > 1 for before, after in pairwise(levels)):
        found.append(f"headings {levels}")
    page.set_viewport_size(NARROW)
    found += page.evaluate(_TOO_WIDE)
    return found


def test_axe_finds_no_serious_fault_in_what_comes_of_an_act(play: Play) -> None:
    """The preview of an import and its faults, a refused sign-in, a first password, an open conflict of two people."""
    pytest.importorskip("axe_playwright_python", reason="需要 axe：pip install axe-playwright-python")
    address, admin, found = play.served.address, play.person("xitong"), []
    for table in ("单位编码,单位名称,上级编码\n204,云川市青禾区美术馆,2\n", "单位编码,单位名称,上级编码\n204,,9\n"):
        admin.goto(f"{address}/units/import")
        file: FilePayload = {"name": "单位.csv", "mimeType": "text/csv", "buffer": table.encode()}
        admin.locator("[name=file]").set_input_files(file)
        admin.get_by_role("button", name="预览").click()
        admin.wait_for_load_state()
        found += grave(admin)
    admin.goto(f"{address}/users/7")
    admin.get_by_role("button", name="重设密码").click()
    admin.locator(".once").wait_for()
    found += grave(admin)
    page = play.nobody()
    page.goto(f"{address}/sign-in")
    page.get_by_label("账号").fill("nobody")
    page.locator("[name=password]").fill("wrong")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("alert").wait_for()
    found += grave(page)
    _, second = at_one_cell(play)
    found += grave(second)
    second.get_by_role("button", name="用我的").click()
    saved(second)
    assert found == []


def test_axe_finds_no_serious_fault_on_a_page_that_stands_seldom(play: Play) -> None:
    """One file of evidence, an upload that somebody overtook, all that differs in it: those of `pages.RARE`."""
    pytest.importorskip("axe_playwright_python", reason="需要 axe：pip install axe-playwright-python")
    page, late = play.filing("filler-a"), play.person("filler-a", "elsewhere")
    late.goto(page.url)
    upload(page, "subdistrict-clean.txt")
    late.locator("[name=files]").set_input_files(EXAMPLES / "subdistrict-faulty.txt")
    late.get_by_role("button", name="上传并核验").click()
    late.wait_for_url("**/aside/1")
    page.goto(f"{play.served.address}/filings/1/evidence")
    file: FilePayload = {"name": "台账.txt", "mimeType": "text/plain", "buffer": "台账".encode()}
    page.locator("[name=files]").set_input_files(file)
    page.get_by_role("button", name="添加", exact=True).click()
    page.wait_for_load_state()
    numbers = {"round": 1, "filing": 1, "piece": 1, "aside": 1}
    looked_at = [one.path.format_map(numbers) for one in RARE if one.shown]
    found = []
    for path in looked_at:
        late.goto(play.served.address + path)
        for size, scheme in _LOOKS:
            late.set_viewport_size(size)
            late.emulate_media(color_scheme=scheme)
            late.evaluate(_LAID_OUT)
            found += [f"{path} {fault}" for fault in [*grave(late), *late.evaluate(_TOO_WIDE)]]
    assert len(looked_at) == 3
    assert found == []


_LAID_OUT = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""By the second frame the page's own script has marked the boxes that now scroll."""
_RUN = "([options, left]) => axe.run(left.length ? {exclude: left.map(one => [one])} : document, options)"
_UNNAMED = """[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button')]
  .filter(one => !one.closest('template') && !(one.labels && one.labels.length) && !one.ariaLabel
    && !(one.tagName === 'BUTTON' && one.textContent.trim()))
  .map(one => one.outerHTML.slice(0, 90))"""
_TOO_WIDE = """document.documentElement.scrollWidth <= innerWidth + 1 ? []
  : [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 90))"""
