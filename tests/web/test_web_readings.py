"""核对读数: what was read from an upload, each beside the place it came from, to confirm or correct."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from district import District
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from test_web_filling import put
from test_web_round import CLEAN, FAULTY, uploaded

from wenxiao.document import Place
from wenxiao.standards import load
from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.draft import draft_of, typed
from wenxiao.web.filings.models import Record
from wenxiao.web.readings.items import Item, Items, items_of
from wenxiao.web.readings.models import Checked
from wenxiao.web.readings.shown import summary
from wenxiao.web.readings.sources import Sources

OFFICE = "其中公用经费92.88万元"


def about(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """Return the clean example with some words changed."""
    text = CLEAN.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "自评材料.txt"
    path.write_text(text, encoding="utf-8")
    return path


def doubted(tmp_path: Path) -> Path:
    """Return an example with one figure in prose that is only about."""
    return about(tmp_path, (OFFICE, "其中公用经费约92.88万元"))


def read(record: Record) -> Items:
    """Return what was read for the current version."""
    assert record.current is not None
    return items_of(record.current, load("hunan-2020"))


def found(record: Record, label: str, text: str) -> Item:
    """Return the one item of a label and text."""
    (item,) = [one for one in read(record).all() if one.label == label and one.text == text]
    return item


def address(record: Record, act: str = "") -> str:
    """Return where the readings of the current version are."""
    assert record.current is not None
    return f"/filings/{record.pk}/readings/{record.current.number}" + (f"/{act}" if act else "")


def corrected(client: Client, record: Record, item: Item, text: str) -> str:
    """Correct an item and return the page that follows."""
    answer = client.post(address(record, "correct"), {"key": item.key, "text": text}, follow=True)
    return answer.content.decode()


def test_everything_read_is_listed_beside_its_place_the_doubtful_first(
    district: District, record: Record, tmp_path: Path
) -> None:
    """A figure with the sentence and the figure marked, its line, the reason to doubt it, a link to the original."""
    client = district.client("tianbao")
    uploaded(client, record, doubted(tmp_path))
    (item,) = read(record).doubtful
    assert (item.said, item.source.marked, item.doubts) == ("92.88 万元（2024年，决算）", "约92.88万元", ("约数",))
    assert item.source.before.endswith("其中公用经费")
    page = client.get(address(record)).content.decode()
    assert page.index("要先核对的　1 处") < page.index("附件2")
    assert "<mark>约92.88万元</mark>" in page
    assert "第9行" in page
    report = client.get(f"/filings/{record.pk}/versions/1/report").content.decode()
    anchors = set(re.findall(r'versions/1/report#([^"]+)"', page))
    assert anchors <= set(re.findall(r'id="([^"]+)"', report))
    assert "还有 <b>1</b> 处没有核对" in client.get(f"/filings/{record.pk}").content.decode()


def test_all_kinds_of_things_read_are_there(district: District, record: Record) -> None:
    """Facts of forms and prose, parts of indicators, heads of sections; nothing twice."""
    uploaded(district.client("tianbao"), record, CLEAN)
    assert record.current is not None
    items, filing = read(record).all(), filing_of(record.current)
    assert len({one.key for one in items}) == len(items)
    figures = [one for one in filing.facts if one.text.strip()]
    assert len(items) >= len(figures) + len(filing.sections) + 3 * len(filing.indicators)
    assert {one.source.marked for one in items} >= {one.text for one in figures if one.place.column is None}


def test_what_an_error_is_about_comes_first(district: District, record: Record) -> None:
    """The figures of the finding are in doubt until somebody has looked, and said to carry it."""
    uploaded(district.client("tianbao"), record, FAULTY)
    assert record.current is not None
    doubtful = read(record).doubtful
    graves = [bool(one.errors) for one in doubtful]
    assert graves == sorted(graves, reverse=True)
    assert graves[0]
    how_far = summary(record, record.current)
    assert how_far is not None
    assert (how_far.waiting, how_far.grave) == (len(doubtful), sum(graves))
    number = doubtful[0].findings[0]
    assert f'#finding-{number}"' in district.client("tianbao").get(address(record)).content.decode()
    page = district.client("tianbao").get(f"/filings/{record.pk}").content.decode()
    assert f'id="finding-{number}"' in page
    assert f"其中 {how_far.grave} 处牵涉错误，要改正或说明" in page


def test_confirming_one_and_all_the_rest_is_kept_with_who_and_when(
    district: District, record: Record, tmp_path: Path
) -> None:
    """Once each; the page says who, the line on the filing's page is satisfied, the log has it."""
    client = district.client("tianbao")
    uploaded(client, record, doubted(tmp_path))
    item = read(record).doubtful[0]
    page = client.post(address(record, "confirm"), {"key": item.key}, follow=True).content.decode()
    assert "已确认 1 处" in page
    assert "已确认，tianbao" in page
    assert "1 处都" not in client.get(f"/filings/{record.pk}").content.decode()
    assert "都核对过了" in client.get(f"/filings/{record.pk}").content.decode()
    client.post(address(record, "confirm"), {"group": "1"})
    name, items = read(record).groups[0]
    assert name.startswith("附件2")
    assert set(Checked.objects.values_list("key", flat=True)) == {item.key, *(one.key for one in items)}
    assert Entry.objects.filter(action="reading.confirm").count() == 2
    client.post(address(record, "confirm"), {"key": "x", "group": "1"})
    assert Checked.objects.count() == len(items) + 1


def test_a_confirmation_holds_for_the_same_reading_in_the_next_version(
    district: District, record: Record, tmp_path: Path
) -> None:
    """Though a line was added above; not where the figure is another one."""
    client = district.client("tianbao")
    uploaded(client, record, doubted(tmp_path))
    client.post(address(record, "confirm"), {"group": "0"})
    more = about(
        tmp_path, (OFFICE, "其中公用经费约92.88万元"), ("（一）基本支出情况", "以下分项说明。\n（一）基本支出情况")
    )
    uploaded(client, record, more)
    assert record.current is not None
    assert "（第 1 版）" in client.get(address(record)).content.decode()
    assert summary(record, record.current) == (1, 0, 0)
    uploaded(client, record, about(tmp_path, (OFFICE, "其中公用经费约92.87万元")))
    how_far = summary(record, record.current)
    assert how_far is not None
    assert how_far.waiting > 0


def test_a_figure_of_a_form_is_corrected_in_its_field(district: District, record: Record) -> None:
    """The draft has it, the page says so, and the version that is saved reads it."""
    client = district.client("tianbao")
    uploaded(client, record, CLEAN)
    item = next(one for one in read(record).all() if one.label.startswith("编制数") and one.text == "42")
    said = corrected(client, record, item, "43")
    assert "已改在草稿的附表里" in said
    assert "已改为“43”，在草稿里" in said
    corrected(client, record, item, "44")
    corrected(client, record, item, "43")
    client.post(address(record, "confirm"), {"group": "1"})
    assert Checked.objects.get(key=item.key).act == "corrected"
    assert "43" in typed(draft_of(record)).cells.values()
    client.post(f"/filings/{record.pk}/save")
    record.refresh_from_db()
    assert record.current is not None
    texts = {one.text for one in filing_of(record.current).facts if one.concept == "staff.quota" and one.form}
    assert texts == {"43"}


def test_an_indicators_part_is_corrected_in_its_field(district: District, record: Record) -> None:
    """Each part leads to its own cell."""
    client = district.client("tianbao")
    uploaded(client, record, CLEAN)
    item = found(record, "社区文化活动场次 实际完成值", "126场")
    corrected(client, record, item, "127场")
    assert typed(draft_of(record)).cells == {"overall|indicators|0|actual||": "127场"}


def test_a_figure_in_prose_is_corrected_in_the_chapter_that_has_it_once(
    district: District, record: Record, tmp_path: Path
) -> None:
    """Only the figure, in its own sentence."""
    client = district.client("tianbao")
    uploaded(client, record, doubted(tmp_path))
    said = corrected(client, record, read(record).doubtful[0], "92.80万元")
    assert "已改在草稿的报告里" in said
    ((key, text),) = typed(draft_of(record)).cells.items()
    assert key.startswith("report|")
    assert "保障在职人员待遇和机关运转，其中公用经费92.80万元。" in text
    assert "基本支出832.23万元" in text
    record.refresh_from_db()
    assert record.current is not None
    assert summary(record, record.current) == (1, 0, 0)
    assert "已改在草稿的报告里" in corrected(client, record, read(record).doubtful[0], "92.81万元")
    ((_, again),) = typed(draft_of(record)).cells.items()
    assert again == text.replace("92.80", "92.81")
    client.post(f"/filings/{record.pk}/anew")
    assert summary(record, record.current) == (1, 1, 0)  # the draft that held the correction is gone


def test_what_stands_in_two_places_has_to_be_mended_in_the_file(
    district: District, record: Record, tmp_path: Path
) -> None:
    """The person is told what to do, and nothing has changed."""
    twice = "基本支出832.23万元，保障在职人员待遇和机关运转，其中公用经费约92.88万元。"
    path = about(
        tmp_path, ("基本支出832.23万元，保障在职人员待遇和机关运转，其中公用经费92.88万元。", f"{twice}\n{twice}")
    )
    client = district.client("tianbao")
    uploaded(client, record, path)
    said = corrected(client, record, read(record).doubtful[0], "92.80万元")
    assert "没有唯一的一处，程序不能代改；请在原来的文件里改好，再上传新的一版" in said
    assert draft_of(record) is None
    assert not Checked.objects.exists()


def test_a_correction_that_cannot_be_made_now_says_why(district: District, record: Record) -> None:
    """A draft on an older version, a cell that somebody else changed, an old version, nothing written."""
    client = district.client("tianbao")
    put(client, record, {"overall|||unit.name||": "x"}, before=record.unit.name)
    uploaded(client, record, CLEAN)
    item = found(record, "社区文化活动场次 实际完成值", "126场")
    assert "草稿还以空白表为底稿，没有改" in corrected(client, record, item, "127场")
    client.post(f"/filings/{record.pk}/anew")
    put(client, record, {"overall|indicators|0|actual||": "130场"}, before="126场")
    assert "草稿里这一处已经改成“130场”" in corrected(client, record, item, "127场")
    assert "请写明改成什么" in corrected(client, record, item, " ")
    assert "写的和原来的一样" in corrected(client, record, item, "126场")
    old = address(record, "correct")
    uploaded(client, record, FAULTY)
    page = client.post(old, {"key": item.key, "text": "127场"}, follow=True).content.decode()
    assert "已经有了新的一版" in page
    assert "这不是最新的一版，只能看" in page
    assert not Checked.objects.exists()


def test_unlooked_at_readings_do_not_stop_the_filing(district: District, record: Record, tmp_path: Path) -> None:
    """They are advice; the errors stop it as before."""
    client = district.client("tianbao")
    uploaded(client, record, doubted(tmp_path))
    page = client.get(f"/filings/{record.pk}")
    assert "核对 1 处读数</a>。" in page.content.decode()
    assert not any("读数" in one for one in page.context["to_do"])


@pytest.mark.parametrize(("name", "status"), [("gushi", 200), ("fuze", 200), ("linju", 404), ("anquan", 404)])
def test_others_may_look_but_not_act(district: District, record: Record, name: str, status: int) -> None:
    """No buttons, and posting finds nothing there."""
    uploaded(district.client("tianbao"), record, CLEAN)
    client = district.client(name)
    answer = client.get(address(record))
    assert answer.status_code == status
    assert "确认</button>" not in answer.content.decode()
    assert client.post(address(record, "confirm"), {"group": "0"}).status_code == 404
    assert client.post(address(record, "correct"), {"key": "x", "text": "1"}).status_code == 404


def test_what_was_typed_here_is_not_read_from_a_file(district: District, record: Record) -> None:
    """There is no page for it and no line about it."""
    client = district.client("tianbao")
    put(client, record, {"overall|indicators|0|level3||": "接待读者"})
    client.post(f"/filings/{record.pk}/save")
    record.refresh_from_db()
    assert client.get(address(record)).status_code == 404
    assert "核对读数" not in client.get(f"/filings/{record.pk}").content.decode()


def test_the_page_takes_few_queries_however_much_was_read(district: District, record: Record) -> None:
    """The same with three hundred confirmed readings as with none."""
    client = district.client("tianbao")
    uploaded(client, record, CLEAN)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(record)).status_code == 200
        return len(queries)

    few = counted()
    for group in range(7):
        client.post(address(record, "confirm"), {"group": f"{group}"})
    assert Checked.objects.count() == len(read(record).all()) > 300
    assert counted() <= few <= 20


def test_a_place_outside_the_document_shows_the_text_alone() -> None:
    """Nothing breaks where a version has no document any more."""
    assert Sources(None).at(Place(block=3), "12") == ("", "12", "", "")
