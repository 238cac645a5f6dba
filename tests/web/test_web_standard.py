"""A Standard that changes in mid-round: the round goes on by what it began with, and may go over after looking."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import msgspec
import pytest
from district import District
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from test_web_round import FAULTY, ready, uploaded

from wenxiao.standards import Pack, contents_of, load, load_contents
from wenxiao.web import store
from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.draft import sheets
from wenxiao.web.filings.fields import fields
from wenxiao.web.filings.models import Record, Signature
from wenxiao.web.pinned.content import pack_by
from wenxiao.web.pinned.models import Adoption, Content
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.standard import standard_of

NAME = "hunan-2020"
Older = Callable[[str, str], Pack]


@pytest.fixture
def older(record: Record) -> Older:
    """Return what lets the round have been opened with another content: one word of it replaced."""

    def begun_with(word: str, by: str) -> Pack:
        files = {path: text.replace(word, by) for path, text in contents_of(NAME).items()}
        assert files != contents_of(NAME)
        held = msgspec.json.encode(files, order="sorted")
        pack = loaded(files, held)
        Content.objects.create(digest=pack.digest, standard=NAME, files=store.put(held))
        Round.objects.filter(pk=record.round_id).update(digest=pack.digest)
        record.refresh_from_db()
        return pack

    return begun_with


def loaded(files: dict[str, str], held: bytes) -> Pack:
    """Return the pack of some texts, under a digest that no other has."""
    import hashlib  # noqa: PLC0415

    return load_contents(NAME, hashlib.sha256(held).hexdigest(), files)


def page(district: District, name: str, path: str) -> str:
    """Return a page as a person sees it."""
    answer = district.client(name).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def adopted(district: District, record: Record, reason: str = "省里印发了新的表") -> str:
    """Let the office go over to the new content; return the page that follows."""
    said = {"target": load(NAME).digest, "reason": reason}
    answer = district.client("jixiao").post(f"/rounds/{record.round_id}/standard", said, follow=True)
    record.refresh_from_db()
    return answer.content.decode()


def test_a_round_keeps_the_content_that_it_was_opened_with(record: Record) -> None:
    """All that the Standard is made of lies in the store, and loads again as the same Standard."""
    held = Content.objects.get(digest=record.round.digest)
    files = msgspec.json.decode(store.get(held.files), type=dict[str, str])
    assert {path.split("/")[0] for path in files} == set(load(NAME).lineage)
    again = load_contents(NAME, held.digest, files)
    assert msgspec.to_builtins(again) == msgspec.to_builtins(load(NAME))


def test_nothing_stops_when_the_program_brings_another_content(
    district: District, record: Record, older: Older
) -> None:
    """Filling in, uploading, signing, handing in and accepting go on by the content of the beginning."""
    pack = older("年初预算数", "年初批复数")
    ready(district, record)
    assert record.current is not None
    assert record.current.standard == pack.digest == standard_of(record.round).digest
    client = district.client("tianbao")
    assert "年初批复数" in client.get(f"/filings/{record.pk}/form/overall").content.decode()
    client.post(f"/filings/{record.pk}/submit")
    district.client("gushi").post(f"/filings/{record.pk}/accept")
    record.refresh_from_db()
    assert record.state == "accepted"


def test_the_pages_say_calmly_that_there_is_a_new_content(district: District, record: Record, older: Older) -> None:
    """Everybody sees the same sentence; only the office is led to the differences. Without a change nobody sees it."""
    sentence = "口径 hunan-2020 已有新内容，本次仍按开始时的口径。"
    assert sentence not in page(district, "tianbao", f"/filings/{record.pk}")
    older("年初预算数", "年初批复数")
    assert sentence in page(district, "tianbao", f"/filings/{record.pk}")
    assert sentence in page(district, "tianbao", f"/rounds/{record.round_id}")
    assert "看看改了什么" not in page(district, "tianbao", f"/rounds/{record.round_id}")
    assert "看看改了什么" in page(district, "jixiao", f"/rounds/{record.round_id}")
    assert district.client("gushi").get(f"/rounds/{record.round_id}/standard").status_code == 404


def test_the_office_sees_what_differs_before_it_decides(district: District, record: Record, older: Older) -> None:
    """Each changed item by its part and title, with what it said and says."""
    older("年初预算数", "年初批复数")
    said = page(district, "jixiao", f"/rounds/{record.round_id}/standard")
    assert "年初批复数" in said
    assert "年初预算数" in said
    assert "指标项和读法" in said


def test_going_over_needs_a_reason_and_what_was_looked_at(district: District, record: Record, older: Older) -> None:
    """Refused with what is missing, and the round stays as it was; the database takes no adoption without a reason."""
    before = older("年初预算数", "年初批复数").digest
    client, address = district.client("jixiao"), f"/rounds/{record.round_id}/standard"
    for said, word in (
        ({"target": load(NAME).digest, "reason": " "}, "改用新口径必须写明原因，各单位会看到。"),
        ({"target": load(NAME).digest, "reason": "长" * 501}, "原因至多 500 个字，现在 501 个；请写短一些。"),
        ({"target": "0" * 64, "reason": "x"}, "程序在您打开页面之后又换过口径，没有改用；请看过新的差别再定。"),
    ):
        answer = client.post(address, said)
        assert answer.status_code == 400
        assert word in answer.content.decode()
    record.round.refresh_from_db()
    assert record.round.digest == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(round=record.round, source="a", target="b", reason="", by=district.people["jixiao"])


def test_after_going_over_earlier_versions_keep_their_standard_and_say_so(
    district: District, record: Record, older: Older
) -> None:
    """Version, signature and digest stand; the page says by what it was checked, the log who went over and why."""
    before = older("年初预算数", "年初批复数").digest
    ready(district, record)
    assert "已改用新口径" in adopted(district, record)
    assert record.round.digest == load(NAME).digest
    assert (record.state, record.current and record.current.standard) == ("signed", before)
    assert Signature.objects.get().voided is None
    said = page(district, "tianbao", f"/filings/{record.pk}")
    assert "第 1 版是按原来的口径核验的" in said
    assert "省里印发了新的表" in said
    assert "按原口径核验" in said
    entry = Entry.objects.get(action="rounds.adopt")
    assert (entry.details["from"], entry.details["reason"]) == (before, "省里印发了新的表")
    assert district.client("tianbao").get(f"/filings/{record.pk}/versions/1/docx").content[:2] == b"PK"


def test_a_filing_is_checked_again_by_the_new_content(district: District, record: Record, older: Older) -> None:
    """The same content and files as a new version; only that voids the signature."""
    older("年初预算数", "年初批复数")
    ready(district, record)
    first = record.current
    adopted(district, record)
    answer = district.client("tianbao").post(f"/filings/{record.pk}/again", {"base": "1"}, follow=True)
    assert "已按新口径核验为第 2 版" in answer.content.decode()
    record.refresh_from_db()
    second = record.current
    assert first is not None
    assert second is not None
    assert (second.number, second.digest, second.standard) == (2, first.digest, load(NAME).digest)
    assert [one.digest for one in second.files.all()] == [one.digest for one in first.files.all()]
    assert filing_of(second) == filing_of(first)
    assert Signature.objects.get().voided_because == "保存了第 2 版"
    assert "按原来的口径核验的" not in answer.content.decode()


def test_checking_again_without_need_or_too_late_is_refused(district: District, record: Record, older: Older) -> None:
    """A version that is by the Standard of now; a page that was overtaken; nothing is saved twice."""
    uploaded(district.client("tianbao"), record)
    client = district.client("tianbao")
    answer = client.post(f"/filings/{record.pk}/again", {"base": "1"}, follow=True)
    assert "第 1 版已经是按现在的口径核验的" in answer.content.decode()
    answer = client.post(f"/filings/{record.pk}/again", {"base": "0"}, follow=True)
    assert "保存了第 1 版" in answer.content.decode()
    assert record.versions.count() == 1


@pytest.mark.parametrize("how", ["missing", "damaged", "not understood"])
def test_a_content_that_cannot_be_loaded_says_what_to_do(
    district: District, record: Record, older: Older, how: str
) -> None:
    """Drafts and versions stay readable, and going over is still possible; nothing is half saved."""
    uploaded(district.client("tianbao"), record, FAULTY)
    client = district.client("tianbao")
    pages = sheets(Record.objects.get(pk=record.pk), None)
    key = next(one.key for page_ in pages for one in fields(page_).values() if not one.said)
    change = {"edition": 0, "changes": [{"key": key, "before": "", "after": "填了一半的"}]}
    client.post(f"/filings/{record.pk}/form/overall/draft", change, content_type="application/json")
    pack = older("年初预算数", f"年初批复数（{how}）")
    Record.objects.get(pk=record.pk).versions.update(standard=pack.digest)
    held = Content.objects.get(digest=pack.digest)
    if how == "missing":
        held.delete()
    elif how == "damaged":
        store.path_of(held.files).write_bytes(b"x")
    else:
        files = {"hunan-2020/pack.yaml": "pack:\n  id: hunan-2020\n  riddle: 1\n"}
        Content.objects.filter(pk=held.pk).update(files=store.put(msgspec.json.encode(files)))
    word = {"missing": "没有留存", "damaged": "丢失或损坏", "not understood": "现在的程序读不了"}[how]
    said = page(district, "tianbao", f"/filings/{record.pk}")
    assert word in said
    assert "请绩效股在年度工作页看过新口径后改用" in said
    assert "填了一半的" in said
    assert "总分不等于各项得分之和" in said  # the findings of the version are still there
    for address in ("form/overall", "versions/1/docx", "versions/1/report"):
        assert word in client.get(f"/filings/{record.pk}/{address}", follow=True).content.decode()
    assert client.get(f"/filings/{record.pk}/versions/1/json").status_code == 200
    uploaded(client, record)
    assert record.versions.count() == 1
    assert "已改用新口径" in adopted(district, record)
    uploaded(client, record)
    assert record.versions.count() == 2


def test_what_was_typed_where_the_new_forms_have_no_cell_is_shown(
    district: District, record: Record, older: Older
) -> None:
    """It is not lost and not silently left out of the next version: the form names it with its text."""
    older("source.special-account", "source.special-purse")
    pages = sheets(record, None)
    keys = [one.key for sheet in pages for one in fields(sheet).values() if sheet.form == "overall" and not one.said]
    moved = next(key for key in keys if "special-purse" in key)
    kept = next(key for key in keys if "special-purse" not in key)
    client = district.client("tianbao")
    changes = [{"key": key, "before": "", "after": f"填的{number}"} for number, key in enumerate((moved, kept))]
    address = f"/filings/{record.pk}/form/overall"
    client.post(f"{address}/draft", {"edition": 0, "changes": changes}, content_type="application/json")
    assert "现在的表上没有位置" not in client.get(address).content.decode()
    adopted(district, record)
    answer = client.get(address)
    label = load(NAME).concepts["source.special-account"].label
    assert answer.context["left_over"] == [(f"{load(NAME).forms['overall'].title}　{label}", "填的0")]
    assert "草稿里有 1 格，现在的表上没有位置，保存时不会带上；请填到合适的格里" in answer.content.decode()


def test_the_digest_stays_even_if_the_program_would_compute_another(record: Record, older: Older) -> None:
    """What a round pins is a name for its content, whatever way of computing it a later program has."""
    pack = older("年初预算数", "年初批复数（留）")
    assert pack_by(NAME, pack.digest).digest == pack.digest != load(NAME).digest


def test_a_changed_standard_costs_no_query_a_version(district: District, record: Record, older: Older) -> None:
    """The notice of the Standard is a bounded number of queries on a filing's page."""
    older("年初预算数", "年初批复数")
    uploaded(district.client("tianbao"), record)
    adopted(district, record)
    client = district.client("tianbao")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/filings/{record.pk}")
    for _ in range(3):
        uploaded(client, record)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/filings/{record.pk}")
    assert len(many) <= len(one)


def test_rounds_opened_before_contents_were_kept_are_kept_by_the_upgrade(record: Record) -> None:
    """The migration keeps what the program still brings, and leaves what it does not."""
    Content.objects.all().delete()
    Round.objects.create(
        title="更早的", year=2020, standard=NAME, digest="0" * 64, notice="x", opens="2021-03-01", due="2021-05-31",
        opened_by=record.round.opened_by,
    )  # fmt: skip
    import_module("wenxiao.web.pinned.migrations.0002_keep_what_rounds_go_by").keep(apps, None)
    assert [(one.standard, one.digest) for one in Content.objects.all()] == [(NAME, load(NAME).digest)]
