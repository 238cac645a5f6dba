"""Choosing among the units of a city: by department, folded where there are many, found by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from district import District
from playing import IN_A_BROWSER, Play
from test_web_queries import more_units

from wenxiao.web.filings.models import Record
from wenxiao.web.people.models import Unit
from wenxiao.web.people.units import Listed, place
from wenxiao.web.rounds.choosing import Choice, choices

if TYPE_CHECKING:
    from playwright.sync_api import Page


def listed(unit: Unit) -> Listed:
    """Return a unit as it stands in a list."""
    return Listed(unit.pk, unit.code, unit.name, unit.path, unit.active)


def test_units_stand_under_the_nearest_department(district: District) -> None:
    """However deep below it they are; those below none come last; the chosen of each are counted."""
    branch = place(Unit(code="2011", name="第一中心学校分校"), district.school)
    alone = place(Unit(code="001", name="直属站"), None)
    found = choices(
        [
            Choice(listed(branch), ticked=True),
            Choice(listed(alone), ticked=False),
            Choice(listed(district.library), True),
        ]
    )
    assert [(one.name, one.total, one.ticked) for one in found.groups] == [
        (district.department.name, 2, 2),
        ("其他单位", 1, 0),
    ]
    assert found.total == 3


def test_few_units_stand_open_and_many_are_folded(district: District) -> None:
    """With many, a department stays open that has a unit worth looking at."""
    few = [Choice(listed(district.school), ticked=True)]
    assert choices(few).groups[0].open
    assert not choices(few * 61).groups[0].open
    assert choices([*few * 61, few[0]._replace(note="未参加", notable=True)]).groups[0].open


def test_a_name_is_text_and_a_held_unit_is_marked(district: District) -> None:
    """What somebody wrote into a name is shown as it is; a unit that cannot be left out is ticked for good."""
    unit = listed(district.school)._replace(name='<b title="x">&校')
    rows = choices([Choice(unit, ticked=True, held=True, note="已有材料")]).groups[0].rows
    assert "&lt;b title=&quot;x&quot;&gt;&amp;校" in rows
    assert f'value="{unit.pk}" checked disabled>' in rows
    assert "<b" not in rows


def test_the_page_of_a_round_opens_what_has_changed(district: District, record: Record) -> None:
    """Of two departments with many units, the one with a unit that is not in the round stands open."""
    more_units(district, record.round, 70)
    other = place(Unit(code="3", name="云川市青禾区文化局", kind="department"), district.bureau)
    place(Unit(code="301", name="云川市青禾区文化馆"), other)
    page = district.client("jixiao").get(f"/rounds/{record.round_id}/scope")
    assert [(one.name, one.open) for one in page.context["choices"].groups] == [
        (district.department.name, False),
        (other.name, True),
    ]
    assert "未参加" in page.content.decode()


@pytest.fixture
def scope_page(looked_at: Play) -> Page:
    """The page on which units are added to a round and taken out, before the performance office."""
    page = looked_at.person("jixiao")
    page.goto(f"{looked_at.served.address}/rounds/1/scope")
    return page


class TestInABrowser:
    """The script of the page: finding, ticking all, counting."""

    pytestmark = IN_A_BROWSER

    def test_typing_narrows_the_list_and_enter_sends_nothing(self, scope_page: Page) -> None:
        """Only rows with the words stay, the others keep their ticks; cleared, all are there again."""
        boxes, address = scope_page.locator("[name=units]"), scope_page.url
        ticked = scope_page.locator("[name=units]:checked").count()
        name = scope_page.locator(".ticks label").first.inner_text().split()[1]
        field = scope_page.get_by_label("查找单位")
        field.fill(name)
        assert scope_page.locator("[name=units]:visible").count() == 1
        assert scope_page.get_by_text("找到 1 个").is_visible()
        field.press("Enter")
        assert scope_page.url == address
        field.fill("没有的名称")
        assert scope_page.get_by_text("没有这样的单位").is_visible()
        field.fill("")
        assert scope_page.locator("[name=units]:visible").count() == boxes.count()
        assert scope_page.locator("[name=units]:checked").count() == ticked

    def test_all_of_a_department_are_ticked_at_once(self, scope_page: Page) -> None:
        """The count follows; a unit that has begun stays ticked whatever is pressed."""
        group = scope_page.locator(".choices details").first
        held, total = group.locator("input:disabled").count(), group.locator("input").count()
        group.get_by_role("button", name="全不选").click()
        assert group.locator("summary output").inner_text() == f"{held}"
        assert group.locator("input:disabled:checked").count() == held
        group.get_by_role("button", name="全选").click()
        assert group.locator("summary output").inner_text() == f"{total}"
