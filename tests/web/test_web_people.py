"""Units in their tree; passwords, locks, codes, sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from district import PASSWORD, District
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from wenxiao.web.people import totp
from wenxiao.web.people.models import SignedIn, Unit
from wenxiao.web.people.sealing import sealed
from wenxiao.web.people.units import below, place


def test_moving_a_unit_takes_all_below_it_along(district: District) -> None:
    """Who stands below whom follows the tree at once."""
    other = place(Unit(code="3", name="云川市青禾区文化局", kind="department"), district.bureau)
    place(district.department, other)
    assert set(below(other).values_list("code", flat=True)) == {"2", "3", "201", "202"}


def test_a_unit_is_not_put_below_itself(district: District) -> None:
    """A ring is refused with both names."""
    with pytest.raises(ValueError, match=r"教育局.*第一中心学校"):
        place(district.department, Unit.objects.get(code="201"))


@pytest.mark.parametrize(
    "password",
    ["short-1A-xy", "alllowercase", "tianbao-AA-11", "Password-1234", "aaaaAAAA1111", "Dragon2024!!!", "!Butterfly123",
     "Aa1-" + "xyzuvw" * 21],
)  # fmt: skip
def test_a_weak_password_is_refused_with_the_reason(district: District, password: str) -> None:
    """Short, of one kind, with the name, common (with figures hung on), repetitive, endless: each is told."""
    with pytest.raises(ValidationError) as told:
        validate_password(password, district.people["tianbao"])
    assert told.value.messages[0].endswith("。")


@pytest.mark.parametrize(
    "password", ["Xin-de-mima-77", "河边的柳树今年长得特别高我们去看过三次了", "liu shu zai he bian zhang de gao"]
)
def test_a_good_password_is_taken(district: District, password: str) -> None:
    """Twelve signs of three kinds, or a phrase of twenty of any kind."""
    validate_password(password, district.people["tianbao"])


def test_five_wrong_passwords_lock_the_account_for_a_while(district: District) -> None:
    """Then even the right one is refused, in the same words; a quarter of an hour later it opens."""
    client = Client()
    for _ in range(settings.LOCK_AFTER):
        assert client.post("/sign-in", {"username": "tianbao", "password": "wrong"}).status_code == 403
    assert client.post("/sign-in", {"username": "tianbao", "password": PASSWORD}).status_code == 403
    user = district.people["tianbao"]
    user.refresh_from_db()
    user.locked_until = timezone.now() - timedelta(seconds=1)
    user.save()
    assert client.post("/sign-in", {"username": "tianbao", "password": PASSWORD}).status_code == 302


def test_the_answer_does_not_tell_whether_a_name_exists(district: District) -> None:
    """An unknown name and a wrong password are answered alike."""
    answers = [Client().post("/sign-in", {"username": name, "password": "x"}) for name in ("tianbao", "nobody")]
    assert len({answer.content.split(b"csrfmiddlewaretoken")[0] for answer in answers}) == 1


def test_an_idle_session_ends(district: District) -> None:
    """After half an hour without a request the person signs in again."""
    client = district.client("tianbao")
    SignedIn.objects.update(seen=timezone.now() - settings.IDLE_FOR - timedelta(seconds=1))
    assert client.get("/").status_code == 302


def test_a_session_can_be_ended_from_another(district: District) -> None:
    """The other browser is signed out at its next request."""
    one, other = district.client("tianbao"), district.client("tianbao")
    first = SignedIn.objects.order_by("pk").first()
    assert first is not None
    other.post(f"/account/sessions/{first.pk}/end")
    assert (one.get("/").status_code, other.get("/").status_code) == (302, 200)


def test_a_first_password_has_to_be_changed_before_anything_else(district: District) -> None:
    """Every page leads to the change; afterwards the old one is refused as an earlier one."""
    user = district.people["tianbao"]
    user.must_change = True
    user.save()
    client = district.client("tianbao")
    assert client.get("/")["Location"] == "/account/password"
    new = "Xin-de-mima-77"
    client.post("/account/password", {"old": PASSWORD, "new": new, "again": new})
    assert client.get("/").status_code == 200
    back = client.post("/account/password", {"old": new, "new": PASSWORD, "again": PASSWORD})
    assert "最近" in back.content.decode()


def test_a_code_counts_once_and_only_near_its_time() -> None:
    """RFC 6238: the vector of its appendix, the neighbouring half minutes, no second use."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # 12345678901234567890
    assert totp.code_at(secret, 1) == "287082"
    assert totp.accepted(secret, "287082", 0, now=59) == 1
    assert totp.accepted(secret, "287082", 1, now=59) is None
    assert totp.accepted(secret, "287082", 0, now=59 + 90) is None


def test_with_an_app_the_code_is_asked_for(district: District) -> None:
    """The password alone does not open the account any more."""
    user = district.people["tianbao"]
    secret = totp.new_secret()
    user.totp_secret = sealed(secret, user.pk)
    user.save()
    said = {"username": "tianbao", "password": PASSWORD}
    assert Client().post("/sign-in", said).status_code == 403
    code = totp.code_at(secret, int(timezone.now().timestamp() // 30))
    assert Client().post("/sign-in", {**said, "code": code}).status_code == 302
