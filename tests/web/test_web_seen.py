"""What is decided is what was looked at; whoever comes too late is told so, and keeps what he wrote."""

from __future__ import annotations

import re

import pytest
from district import District
from django.test import Client
from test_web_round import CLEAN, ready, signed, uploaded

from wenxiao.web.filings.models import Opinion, Record, Step


def hidden(client: Client, record: Record, act: str, name: str) -> str:
    """Return a hidden field of the form for an act, as the page has it."""
    page = client.get(f"/filings/{record.pk}").content.decode()
    form = re.search(rf'action="/filings/{record.pk}/{act}".*?</form>', page, re.DOTALL)
    assert form is not None, act
    found = re.search(rf'name="{name}" value="(\d+)"', form[0])
    assert found is not None, form[0]
    return found[1]


def posted(client: Client, record: Record, act: str, **said: str) -> str:
    """Send a form and return the page that follows."""
    return client.post(f"/filings/{record.pk}/{act}", said, follow=True).content.decode()


def handed_in(district: District, record: Record) -> None:
    """Bring a filing to the bureau."""
    ready(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    record.refresh_from_db()
    assert record.state == "submitted"


@pytest.mark.parametrize("act", ["accept", "return"])
def test_a_reviewer_decides_on_what_he_looked_at(district: District, record: Record, act: str) -> None:
    """Returned, mended and handed in again since: refused with who did what; from the new page it goes through."""
    handed_in(district, record)
    reviewer = district.client("gushi")
    edition = hidden(reviewer, record, act, "edition")
    posted(district.client("jixiao"), record, "return", reason="请补充")
    uploaded(district.client("tianbao"), record, CLEAN)
    district.client("pingjia").post(f"/filings/{record.pk}/opinion", {"text": "同意", "agrees": "yes"})
    signed(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    page = posted(reviewer, record, act, edition=edition, reason="口径不对，请核对", note="同意")
    sentence = r"您打开页面之后，tianbao于 \d\d-\d\d \d\d:\d\d 提交，现在是第 2 版，已提交；您这次的没有办理"
    assert re.search(sentence, page)
    record.refresh_from_db()
    assert record.state == "submitted"
    assert {"return": ">口径不对，请核对</textarea>", "accept": 'maxlength="500" value="同意"'}[act] in page
    assert (">口径不对，请核对</textarea>" in page, 'value="同意"' in page) == (act == "return", act == "accept")
    posted(reviewer, record, act, edition=hidden(reviewer, record, act, "edition"), reason="口径不对，请核对")
    record.refresh_from_db()
    assert record.state == {"accept": "accepted", "return": "returned"}[act]


def test_the_same_version_with_other_evidence_is_not_accepted_unseen(district: District, record: Record) -> None:
    """Returned and handed in again without a new version: what was handed in is another thing all the same."""
    handed_in(district, record)
    reviewer = district.client("gushi")
    edition = hidden(reviewer, record, "accept", "edition")
    posted(district.client("jixiao"), record, "return", reason="请补充佐证")
    Record.objects.filter(pk=record.pk).update(state="submitted")
    assert "您这次的没有办理" in posted(reviewer, record, "accept", edition=edition)
    assert not Step.objects.filter(act="accept").exists()


def test_an_opinion_is_on_the_version_that_the_member_saw(district: District, record: Record) -> None:
    """Another version since: not kept, who saved it is told, and the words and the choice stand in the form again."""
    uploaded(district.client("tianbao"), record)
    member = district.client("pingjia")
    base = hidden(member, record, "opinion", "base")
    uploaded(district.client("tianbao"), record)
    page = posted(member, record, "opinion", base=base, text="产出指标“未量化”", agrees="no")
    assert "tianbao于" in page
    assert "保存了第 2 版；您这次的还没有保存" in page
    assert "产出指标“未量化”</textarea>" in page
    assert 'value="no" checked' in page
    assert not Opinion.objects.exists()
    assert "未量化" not in member.get(f"/filings/{record.pk}").content.decode()
    posted(member, record, "opinion", base="2", text="同意", agrees="yes")
    assert Opinion.objects.get().version.number == 2


def test_a_second_click_is_told_that_it_is_done(district: District, record: Record) -> None:
    """Handing in twice, as with a double click or the button to go back: a sentence, no missing page, one step."""
    handed_in(district, record)
    page = posted(district.client("tianbao"), record, "submit")
    assert "材料现在是“已提交”，刚才这一步没有办" in page
    assert Step.objects.filter(act="submit").count() == 1
    filler = district.client("tianbao")
    assert "材料现在是“已提交”" in filler.get(f"/filings/{record.pk}/form", follow=True).content.decode()


def test_who_comes_second_keeps_what_he_wrote(district: District, record: Record) -> None:
    """Two reviewers at once: the second is told where the filing stands; a script gets the sentence without a page."""
    handed_in(district, record)
    posted(district.client("jixiao"), record, "accept")
    second = district.client("gushi")
    page = posted(second, record, "return", reason="请补充偏差原因")
    assert "材料现在是“已接受”" in page
    assert "您刚才写的没有办理，抄在这里：</p><p>请补充偏差原因</p>" in page
    assert "请补充偏差原因" not in second.get(f"/filings/{record.pk}").content.decode()
    answer = second.post(f"/filings/{record.pk}/return", headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, "已接受" in answer.content.decode()) == (409, True)
    assert district.client("linju").post(f"/filings/{record.pk}/submit").status_code == 404


def test_what_was_returned_is_mended_before_it_is_signed_again(district: District, record: Record) -> None:
    """The unit is told to make a new version first; the head is not shown a form to sign that would be refused."""
    handed_in(district, record)
    posted(district.client("jixiao"), record, "return", reason="请补充偏差原因")
    page = district.client("tianbao").get(f"/filings/{record.pk}")
    assert page.context["to_do"] == ["按退回的原因改正，存成或上传新的一版"]
    assert "再输一次密码" not in district.client("fuze").get(f"/filings/{record.pk}").content.decode()
    uploaded(district.client("tianbao"), record)
    assert "再输一次密码" in district.client("fuze").get(f"/filings/{record.pk}").content.decode()


def test_a_reason_that_is_refused_stands_in_the_form_again(district: District, record: Record) -> None:
    """Too long to be kept: nothing that was written is lost, and another filing's page does not show it."""
    handed_in(district, record)
    client = district.client("jixiao")
    said = "请核对" * 700
    page = posted(client, record, "return", reason=said)
    assert "退回的原因至多 2000 个字，现在 2100 个" in page
    assert f">{said}</textarea>" in page
