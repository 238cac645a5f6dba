"""Two people save or upload at once: the second is told who saved what, and nothing of his is lost."""

from __future__ import annotations

import re
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from district import PASSWORD, District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from test_web_round import CLEAN, FAULTY, ready, uploaded

from wenxiao.web import store
from wenxiao.web.aside.models import Aside
from wenxiao.web.audit.models import Entry
from wenxiao.web.backup import back_up
from wenxiao.web.filings.models import Draft, Record
from wenxiao.web.people.models import Grant, User
from wenxiao.web.people.signing_in import set_password
from wenxiao.web.pinned.models import Content


@pytest.fixture
def colleague(district: District) -> Client:
    """Return the browser of a second person who fills in for the school."""
    user = User(username="tongshi", name="同事", unit=district.school)
    set_password(user, PASSWORD)
    Grant.objects.create(user=user, role="filler")
    return district.client("tongshi")


def sent(client: Client, record: Record, base: int, reason: str = "") -> Any:
    """Upload the faulty report from a page that was opened on a version; return the page that follows."""
    file = SimpleUploadedFile(FAULTY.name, FAULTY.read_bytes())
    said = {"files": [file], "reason": reason, "base": str(base)}
    answer = client.post(f"/filings/{record.pk}/upload", said, follow=True)
    assert answer.status_code == 200
    return answer


def overtaken(district: District, record: Record, colleague: Client) -> Any:
    """Let the colleague upload between the opening of the filler's page and his upload."""
    uploaded(colleague, record, CLEAN, reason="先传的")
    return sent(district.client("tianbao"), record, 0, "后传的")


def test_every_form_that_saves_a_version_says_what_it_was_opened_on(district: District, record: Record) -> None:
    """The upload, the forms, checking again: a page that forgot it would overwrite silently."""
    client = district.client("tianbao")
    for address in ("", "/form/overall"):
        assert 'name="base" value="0"' in client.get(f"/filings/{record.pk}{address}").content.decode()
    uploaded(client, record)
    for address in ("", "/form/overall", "/form/report"):
        assert 'name="base" value="1"' in client.get(f"/filings/{record.pk}{address}").content.decode()


def test_the_second_of_two_uploads_is_kept_aside_and_told(
    district: District, record: Record, colleague: Client
) -> None:
    """Who saved what when; the files are there; the difference is shown; no version was made."""
    page = overtaken(district, record, colleague).content.decode()
    sentence = r"您打开页面之后，同事于 \d\d-\d\d \d\d:\d\d 保存了第 1 版；您这次的还没有保存，请看过差别再定。"
    assert re.search(sentence, page)
    assert "先传的" in page
    assert re.search(r"与现在的第 1 版相比，有 \d+ 处不同", page)
    kept = Aside.objects.get()
    assert store.get(kept.files.get().digest) == FAULTY.read_bytes()
    assert (record.versions.count(), kept.outcome, kept.reason) == (1, "", "后传的")
    client = district.client("tianbao")
    assert "没有存成版本，留在一边" in client.get(f"/filings/{record.pk}").content.decode()
    address = f"/filings/{record.pk}/aside/{kept.pk}"
    assert client.get(f"{address}/files/{kept.files.get().pk}").content == FAULTY.read_bytes()
    assert client.get(f"{address}/difference").status_code == 200


def test_what_was_kept_aside_is_saved_after_all(district: District, record: Record, colleague: Client) -> None:
    """It becomes the next version with its files and its reason; the first one stays; the log has both acts."""
    overtaken(district, record, colleague)
    kept = Aside.objects.get()
    client = district.client("tianbao")
    answer = client.post(f"/filings/{record.pk}/aside/{kept.pk}/save", {"base": "1"}, follow=True)
    assert "已保存为第 2 版" in answer.content.decode()
    record.refresh_from_db()
    assert record.current is not None
    assert (record.current.number, record.current.reason) == (2, "后传的")
    assert store.get(record.current.files.get().digest) == FAULTY.read_bytes()
    assert "没有存成版本" not in client.get(f"/filings/{record.pk}").content.decode()
    acts = Entry.objects.filter(action__startswith="filing.aside").values_list("action", flat=True)
    assert list(acts) == ["filing.aside", "filing.aside-saved"]
    again = client.post(f"/filings/{record.pk}/aside/{kept.pk}/save", {"base": "2"}, follow=True)
    assert "这次上传已保存为版本，不用再处理。" in again.content.decode()
    assert record.versions.count() == 2


def test_what_was_kept_aside_is_discarded(district: District, record: Record, colleague: Client) -> None:
    """The filing stays as it was; the files stay in the store, their names in the log."""
    overtaken(district, record, colleague)
    kept = Aside.objects.get()
    client = district.client("tianbao")
    answer = client.post(f"/filings/{record.pk}/aside/{kept.pk}/discard", follow=True)
    assert "这次上传已放弃，材料没有变。" in answer.content.decode()
    assert record.versions.count() == 1
    assert Entry.objects.get(action="filing.aside-discarded").details["files"] == [FAULTY.name]


def test_a_third_person_in_between_is_told_again(district: District, record: Record, colleague: Client) -> None:
    """Saving after all counts only for the version that was compared with."""
    overtaken(district, record, colleague)
    uploaded(colleague, record, CLEAN)
    kept = Aside.objects.get()
    address = f"/filings/{record.pk}/aside/{kept.pk}"
    answer = district.client("tianbao").post(f"{address}/save", {"base": "1"}, follow=True)
    assert "保存了第 2 版；您这次的还没有保存" in answer.content.decode()
    assert record.versions.count() == 2


def test_the_same_files_are_kept_aside_once(district: District, record: Record, colleague: Client) -> None:
    """Pressing the button again leads to the same place."""
    overtaken(district, record, colleague)
    sent(district.client("tianbao"), record, 0)
    assert Aside.objects.count() == 1


def test_what_was_kept_aside_is_seen_by_its_unit_only(district: District, record: Record, colleague: Client) -> None:
    """Neighbours, the head and the bureau find nothing there."""
    overtaken(district, record, colleague)
    kept = Aside.objects.get()
    address = f"/filings/{record.pk}/aside/{kept.pk}"
    for name in ("linju", "fuze", "gushi", "jixiao"):
        assert district.client(name).get(address).status_code == 404
        assert district.client(name).post(f"{address}/save").status_code == 404
    assert colleague.get(address).status_code == 200
    assert district.client("tianbao").get(f"/filings/{record.pk}/aside/{kept.pk + 1}").status_code == 404


def test_a_caller_who_looked_at_no_page_is_not_compared(district: District, record: Record) -> None:
    """A program that does not say what it stands on saves as before."""
    uploaded(district.client("tianbao"), record)
    uploaded(district.client("tianbao"), record)
    assert record.versions.count() == 2


def test_an_upload_in_a_round_that_closed_meanwhile_is_kept(district: District, record: Record) -> None:
    """The person is told that it closed and whom to ask; the files are there to be saved when it goes on."""
    district.client("jixiao").post(f"/rounds/{record.round_id}/close")
    page = sent(district.client("tianbao"), record, 0).content.decode()
    assert "本次自评工作已经结束，不能再改。" in page
    assert "传的文件没有丢，留在这里" in page
    assert "仍然保存为新的一版" not in page
    kept = Aside.objects.get()
    assert store.get(kept.files.get().digest) == FAULTY.read_bytes()
    answer = district.client("tianbao").post(f"/filings/{record.pk}/aside/{kept.pk}/save", {"base": "0"}, follow=True)
    assert "本次自评工作已经结束，不能再改。" in answer.content.decode()
    assert not record.versions.exists()
    record.round.closed = None
    record.round.save()
    answer = district.client("tianbao").post(f"/filings/{record.pk}/aside/{kept.pk}/save", {"base": "0"}, follow=True)
    assert "已保存为第 1 版" in answer.content.decode()


def test_an_upload_to_a_filing_that_was_handed_in_meanwhile_is_kept(district: District, record: Record) -> None:
    """Not a page that is not there: the state, and the files."""
    ready(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    page = sent(district.client("tianbao"), record, 1).content.decode()
    assert "现在是“已提交”，不能保存版本；请刷新页面看最新情况。" in page
    assert Aside.objects.get().files.count() == 1


def test_of_two_who_save_the_forms_the_second_is_told(district: District, record: Record, colleague: Client) -> None:
    """Who saved what when and what differs; the draft is there; by a second word it becomes the next version."""
    client = district.client("tianbao")
    client.get(f"/filings/{record.pk}/form/overall")
    uploaded(colleague, record, CLEAN, reason="先传的")
    answer = client.post(f"/filings/{record.pk}/save", {"base": "0", "name": "送审稿", "reason": "后存的"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "保存了第 1 版；您这次的还没有保存" in page
    assert "草稿里填的内容都在。" in page
    assert record.versions.count() == 1
    assert 'name="base" value="1"' in page
    client.post(f"/filings/{record.pk}/save", {"base": "1", "name": "送审稿", "reason": "后存的"})
    record.refresh_from_db()
    assert record.current is not None
    assert (record.current.number, record.current.name, record.current.reason) == (2, "送审稿", "后存的")


def test_a_draft_on_an_outdated_version_asks_before_it_is_saved(
    district: District, record: Record, colleague: Client
) -> None:
    """Somebody uploaded after the draft began: its page says what it stands on, and saving shows the difference."""
    client = district.client("tianbao")
    Draft.objects.create(record=record, base=None, fields={}, by=district.people["tianbao"])
    uploaded(colleague, record, CLEAN)
    page = client.get(f"/filings/{record.pk}/form/overall").content.decode()
    assert "第 1 版是后来上传的" in page
    assert 'name="base" value="0"' in page
    answer = client.post(f"/filings/{record.pk}/save", {"base": "0"})
    assert answer.status_code == 409
    assert "与现在的第 1 版相比" in answer.content.decode()


def test_a_draft_saved_after_a_hand_in_is_told_the_state(district: District, record: Record) -> None:
    """The forms were open while another handed in: a sentence, not a missing page, and the draft is kept."""
    ready(district, record)
    client = district.client("tianbao")
    client.post(f"/filings/{record.pk}/submit")
    answer = client.post(f"/filings/{record.pk}/save", {"base": "1"}, follow=True)
    assert "现在是“已提交”，不能保存版本" in answer.content.decode()
    typed = {"edition": 0, "changes": [{"key": "overall|x", "before": "", "after": "1"}]}
    kept = client.post(f"/filings/{record.pk}/form/overall/draft", typed, content_type="application/json")
    assert kept.status_code == 409
    assert "已提交" in kept.json()["said"]
    assert record.versions.count() == 1


@pytest.mark.parametrize("what", ["file", "filing", "standard"])
def test_what_is_kept_is_in_the_backup(
    district: District, record: Record, colleague: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Files kept aside, what was read of them, the content of a Standard: each is there, and missed if it is lost."""
    monkeypatch.setattr("wenxiao.web.backup._one_moment", nullcontext)  # the test is within a transaction already
    overtaken(district, record, colleague)
    kept = Aside.objects.get()
    read, standard = kept.filing, Content.objects.get().files
    digest = {"file": kept.files.get().digest, "filing": read, "standard": standard}[what]
    assert back_up(tmp_path / "whole.zip").lost == ()
    with zipfile.ZipFile(tmp_path / "whole.zip") as archive:
        assert archive.read(f"files/{digest[:2]}/{digest}") == store.get(digest)
    store.path_of(digest).unlink()
    assert back_up(tmp_path / "rest.zip").lost == (digest,)


def test_uploads_kept_aside_cost_few_queries(district: District, record: Record, colleague: Client) -> None:
    """The same number on a filing's page for one as for four."""
    client = district.client("tianbao")
    overtaken(district, record, colleague)
    counts = []
    for number in range(4):
        file = SimpleUploadedFile(f"{number}.txt", FAULTY.read_bytes() + b"\n" * number)
        client.post(f"/filings/{record.pk}/upload", {"files": [file], "base": "0"})
        with CaptureQueriesContext(connection) as found:
            client.get(f"/filings/{record.pk}")
        counts.append(len(found))
    assert Aside.objects.count() == 4
    assert counts[0] == counts[-1]
