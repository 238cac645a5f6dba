"""The head signs a version with every reason before him; one that is given later is signed anew."""

from __future__ import annotations

from district import District
from test_web_round import CLEAN, FAULTY, ready, signed, uploaded

from wenxiao.finding import Severity
from wenxiao.web.filings.contents import identity, report_of
from wenxiao.web.filings.models import Record, Step
from wenxiao.web.inbox.models import Message


def explained(district: District, record: Record, reason: str) -> str:
    """Give a reason for every error of a filing, and return the page that follows the last."""
    record.refresh_from_db()
    version, page = record.current, ""
    assert version is not None
    for at, one in enumerate(report_of(version).findings):
        if one.severity is Severity.ERROR:
            said = {"finding": identity(version, at), "reason": reason}
            answer = district.client("tianbao").post(f"/filings/{record.pk}/explain", said, follow=True)
            page = answer.content.decode()
    return page


def test_an_error_is_explained_before_it_is_signed(district: District, record: Record) -> None:
    """With errors open the page has no form to sign, says what is missing, and a signature sent all the same fails."""
    uploaded(district.client("tianbao"), record, FAULTY)
    head = district.client("fuze")
    page = head.get(f"/filings/{record.pk}").content.decode()
    assert "还不能签字：请填报人先改正或说明" in page
    assert 'name="password"' not in page
    signed(district, record)
    assert record.state == "drafting"
    explained(district, record, "决算报表如此，已核对")
    assert 'name="password"' in head.get(f"/filings/{record.pk}").content.decode()
    signed(district, record)
    assert record.state == "signed"


def test_a_reason_given_after_the_signature_voids_it(district: District, record: Record) -> None:
    """Another reason is another thing to sign: the head is told; the same reason again changes nothing."""
    uploaded(district.client("tianbao"), record, FAULTY)
    explained(district, record, "决算报表如此")
    signed(district, record)
    assert "签字作废" not in explained(district, record, "决算报表如此")
    record.refresh_from_db()
    assert record.state == "signed"
    assert "签字就作废" in district.client("tianbao").get(f"/filings/{record.pk}").content.decode()
    version = record.current
    assert version is not None
    at = next(at for at, one in enumerate(report_of(version).findings) if one.severity is not Severity.ERROR)
    said = {"finding": identity(version, at), "reason": "另附调查表"}
    page = district.client("tianbao").post(f"/filings/{record.pk}/explain", said, follow=True).content.decode()
    assert "原来的签字作废，请负责人看过再签" in page
    record.refresh_from_db()
    assert record.state == "drafting"
    assert not version.signatures.filter(voided=None).exists()
    step = Step.objects.filter(record=record).latest("pk")
    assert (step.act, step.reason) == ("explain", "说明了理由：另附调查表")
    assert Message.objects.filter(person=district.people["fuze"], kind="voided").exists()
    signed(district, record)
    assert record.state == "signed"


def test_a_reason_that_is_too_long_is_not_cut(district: District, record: Record) -> None:
    """It is refused with how long it may be, and nothing of it is kept."""
    uploaded(district.client("tianbao"), record, FAULTY)
    page = explained(district, record, "因" * 501)
    assert "理由至多 500 个字，现在 501 个" in page
    assert not record.explanations.exists()


def test_a_clean_filing_is_signed_at_once(district: District, record: Record) -> None:
    """Without errors nothing stands between the opinion and the signature."""
    uploaded(district.client("tianbao"), record, CLEAN)
    ready(district, record)
    record.refresh_from_db()
    assert record.state == "signed"
