"""The notice follows what was chosen on the page, and what a person wrote into it is never changed behind his back."""

from __future__ import annotations

from datetime import date

import pytest
from district import District

from wenxiao.web.filings.models import Record
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.notice import Written, kept_up, notice_text, written_for
from wenxiao.web.rounds.work import rolled_over

FIRST = Written(2024, "national-2020", date(2025, 4, 30))
OTHER = Written(2024, "hunan-2020", date(2025, 5, 31))


def sent(district: District, notice: str, now: Written, written: Written) -> str:
    """Send the page of a new round and return the page that follows."""
    said = {
        "title": "自评", "year": f"{now.year}", "standard": now.standard, "notice": notice.replace("\n", "\r\n"),
        "opens": "2025-03-01", "due": f"{now.due}", "remind_days": "7", "units": district.school.pk,
        "written": f"{written}",
    }  # fmt: skip
    return district.client("jixiao").post("/rounds/new", said, follow=True).content.decode()


def test_a_draft_is_written_anew_for_another_standard_and_day(district: District) -> None:
    """Nobody changed a word of it: the document, the annexes and the day are those of what was chosen."""
    sent(district, notice_text(*FIRST), OTHER, FIRST)
    assert Round.objects.get().notice == notice_text(*OTHER)


def test_words_of_a_person_stay_and_he_is_told_once(district: District) -> None:
    """The second time it is opened as he wrote it."""
    own = notice_text(*FIRST) + "\n联系人：某某"
    page = sent(district, own, OTHER, FIRST)
    assert "口径、报送截止变了，通知里的仍是原来的" in page
    assert not Round.objects.exists()
    assert f'name="written" value="{OTHER}"' in page
    sent(district, own, OTHER, OTHER)
    assert Round.objects.get().notice.splitlines() == own.splitlines()


@pytest.mark.parametrize(
    "said", ["", "2024", "2024|mars|2025-04-30", "99999|hunan-2020|x", "2024|hunan-2020|2025-02-30"]
)
def test_a_page_that_does_not_say_what_its_notice_is_for_keeps_it(said: str) -> None:
    """As a program that opens a round."""
    assert written_for(said) is None
    assert kept_up("通知", None, OTHER) == ("通知", "")


def test_the_number_of_a_document_stays_when_a_round_is_rolled_over(district: District, record: Record) -> None:
    """The years of dates move on by one, the year in 〔2024〕 does not; a draft is written anew."""
    round_ = record.round
    round_.notice = "根据区财绩〔2024〕3号、〔2025〕1号，2024年度自评于2025年5月31日前完成。"
    assert rolled_over(round_).notice == "根据区财绩〔2024〕3号、〔2025〕1号，2025年度自评于2026年5月31日前完成。"
    round_.notice = notice_text(round_.year, round_.standard, round_.due)
    assert rolled_over(round_).notice == notice_text(2025, round_.standard, date(2100, 5, 31))


@pytest.mark.parametrize("name", ["jixiao", "gushi", "zhuguan"])
def test_whoever_looks_after_units_comes_to_the_board_from_home(district: District, record: Record, name: str) -> None:
    """One click; the unit's own people see no such thing."""
    board = f"/rounds/{record.round_id}/board"
    assert board in district.client(name).get("/").content.decode()
    assert board not in district.client("tianbao").get("/").content.decode()
