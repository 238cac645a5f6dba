"""Accounts and roles: what each administrator may do, three kept apart, every act in the log."""

from __future__ import annotations

import re

import pytest
from district import PASSWORD, District
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.people import totp
from wenxiao.web.people.models import Grant, User
from wenxiao.web.people.sealing import opened, sealed
from wenxiao.web.people.units import looked_after

ONCE = re.compile(r'class="once">([^<]+)<')


def created(district: District, username: str = "xinren") -> tuple[User, str]:
    """Let the system administrator create an account; return it with its first password."""
    said = {"username": username, "name": "某某", "unit": "201", "active": "on"}
    page = district.client("xitong").post("/users/new", said).content.decode()
    found = ONCE.search(page)
    assert found is not None, page
    return User.objects.get(username=username), found[1]


def test_a_new_account_gets_a_first_password_shown_once(district: District) -> None:
    """It has to be changed at the first sign-in, and is in no later page and not in the log."""
    user, password = created(district)
    assert user.must_change
    assert password not in district.client("xitong").get(f"/users/{user.pk}").content.decode()
    client = Client()
    assert client.post("/sign-in", {"username": "xinren", "password": password}).status_code == 302
    assert client.get("/")["Location"] == "/account/password"
    entry = Entry.objects.get(action="users.create")
    assert entry.details["after"]["unit"] == "201"
    assert password not in str(entry.details)


@pytest.mark.parametrize(
    ("said", "fault"),
    [({"username": "TIANBAO", "name": "x"}, "已经有了"), ({"username": "填报", "name": "x"}, "字母、数字"),
     ({"username": "abc", "name": ""}, "姓名要填"),
     ({"username": "abc", "name": "x", "unit": "999"}, "没有编码为 999")],
)  # fmt: skip
def test_an_account_with_faults_is_not_created(district: District, said: dict[str, str], fault: str) -> None:
    """The page says what to mend."""
    before = User.objects.count()
    assert fault in district.client("xitong").post("/users/new", said).content.decode()
    assert User.objects.count() == before


def test_the_database_keeps_names_apart_in_any_case(district: District) -> None:
    """Even past the page."""
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="Tianbao", name="x")


def test_an_account_made_inactive_is_signed_out_at_once(district: District) -> None:
    """Its open pages answer no more; the log has before and after."""
    client, user = district.client("tianbao"), district.people["tianbao"]
    district.client("xitong").post(f"/users/{user.pk}/edit", {"name": "某某", "unit": "202"})
    assert client.get("/").status_code == 302
    details = Entry.objects.get(action="users.edit").details
    assert (details["before"]["active"], details["after"]["active"]) == (True, False)
    assert (details["before"]["unit"], details["after"]["unit"]) == ("201", "202")


def test_a_reset_password_ends_sessions_and_opens_a_lock(district: District) -> None:
    """The old password is worth nothing any more."""
    user = district.people["tianbao"]
    for _ in range(5):
        Client().post("/sign-in", {"username": "tianbao", "password": "x"})
    page = district.client("xitong").post(f"/users/{user.pk}/password").content.decode()
    found = ONCE.search(page)
    assert found is not None
    assert Client().post("/sign-in", {"username": "tianbao", "password": PASSWORD}).status_code == 403
    assert Client().post("/sign-in", {"username": "tianbao", "password": found[1]}).status_code == 302


def test_a_locked_account_is_unlocked(district: District) -> None:
    """The system administrator need not wait a quarter of an hour."""
    user = district.people["tianbao"]
    for _ in range(5):
        Client().post("/sign-in", {"username": "tianbao", "password": "x"})
    admin = district.client("xitong")
    assert "锁定至" in admin.get(f"/users/{user.pk}").content.decode()
    admin.post(f"/users/{user.pk}/unlock")
    assert Client().post("/sign-in", {"username": "tianbao", "password": PASSWORD}).status_code == 302


def test_users_are_found_by_name_and_unit(district: District) -> None:
    """The list is narrowed by words."""
    page = district.client("xitong").get("/users?q=图书馆").content.decode()
    assert "linju" in page
    assert "tianbao" not in page


def test_a_role_is_granted_and_taken_away(district: District) -> None:
    """A business division with the units that it looks after; before and after in the log."""
    user, _ = created(district)
    admin = district.client("anquan")
    admin.post(f"/users/{user.pk}/roles", {"role": "business-division", "units": "202"})
    assert list(looked_after(user, "business-division")) == [district.library]
    assert Entry.objects.get(action="roles.grant").details == {"before": {}, "after": {"business-division": ["202"]}}
    admin.post(f"/users/{user.pk}/roles/business-division/off")
    assert not user.grants.exists()
    assert not list(faults())


@pytest.mark.parametrize(
    ("name", "role"),
    [("xitong", "security-admin"), ("xitong", "filler"), ("shenji", "system-admin"), ("tianbao", "audit-admin"),
     ("jixiao", "system-admin")],
)  # fmt: skip
def test_an_administrator_holds_no_other_role(district: District, name: str, role: str) -> None:
    """三员分立: not two of the three, nor one of them beside a role on filings."""
    user = district.people[name]
    answer = district.client("anquan").post(f"/users/{user.pk}/roles", {"role": role})
    assert "三员分立" in answer.content.decode()
    assert user.grants.count() == 1


def test_the_database_keeps_two_administrators_apart(district: District) -> None:
    """Even past the page."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=district.people["xitong"], role="audit-admin")


def test_nobody_changes_his_own_roles(district: District) -> None:
    """Neither granting nor taking away."""
    user, client = district.people["anquan"], district.client("anquan")
    for path in ("roles", "roles/security-admin/off"):
        answer = client.post(f"/users/{user.pk}/{path}", {"role": "filler"})
        assert "不能改自己的角色" in answer.content.decode()
    assert [one.role for one in user.grants.all()] == ["security-admin"]


def test_the_last_administrator_stays(district: District) -> None:
    """Neither can his role be taken away nor his account be made inactive."""
    user = district.people["shenji"]
    answer = district.client("anquan").post(f"/users/{user.pk}/roles/audit-admin/off")
    assert "最后一名审计管理员" in answer.content.decode()
    answer = district.client("xitong").post(f"/users/{user.pk}/edit", {"name": "x", "unit": ""})
    assert "最后一名审计管理员" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "act"),
    [("xitong", "roles"), ("xitong", "sessions/end"), ("anquan", "edit"), ("anquan", "password"), ("anquan", "unlock"),
     ("anquan", "totp/off"), ("shenji", "edit"), ("jixiao", "roles"), ("tianbao", "password")],
)  # fmt: skip
def test_an_act_of_another_administrator_is_not_there(district: District, name: str, act: str) -> None:
    """Accounts to one, roles to the other, neither to anybody else."""
    assert district.client(name).post(f"/users/{district.people['fuze'].pk}/{act}").status_code == 404


def test_sessions_of_a_user_are_ended(district: District) -> None:
    """The security administrator signs a person out everywhere."""
    client, user = district.client("tianbao"), district.people["tianbao"]
    district.client("anquan").post(f"/users/{user.pk}/sessions/end")
    assert client.get("/").status_code == 302
    assert Entry.objects.get(action="sessions.end").details == {"sessions": 1}


def test_codes_are_set_up_with_a_picture_and_confirmed_by_a_code(district: District) -> None:
    """A wrong code sets nothing up; the right one does, and the next sign-in asks for one."""
    client, user = district.client("tianbao"), district.people["tianbao"]
    page = client.get("/account/totp")
    secret = page.context["secret"]
    assert "data:image/svg+xml" in page.content.decode()
    assert "otpauth://totp/" in page.content.decode()
    assert client.post("/account/totp", {"code": "abcdef"}).status_code == 400
    step = int(timezone.now().timestamp() // 30)
    assert client.post("/account/totp", {"code": totp.code_at(secret, step)}).status_code == 302
    user.refresh_from_db()
    assert (opened(user.totp_secret, user.pk), user.totp_last) == (secret, step)
    assert Client().post("/sign-in", {"username": "tianbao", "password": PASSWORD}).status_code == 403


def test_codes_are_switched_off_with_the_password(district: District) -> None:
    """Whoever finds an open browser cannot do it; wrong passwords lock as at signing in."""
    user = district.people["tianbao"]
    client = district.client("tianbao")
    User.objects.filter(pk=user.pk).update(totp_secret=sealed(totp.new_secret(), user.pk))
    client.post("/account/totp/off", {"password": "x"})
    user.refresh_from_db()
    assert user.totp_secret
    assert user.wrong_in_a_row == 1
    client.post("/account/totp/off", {"password": PASSWORD})
    user.refresh_from_db()
    assert not user.totp_secret


def test_a_lost_app_is_done_without_by_the_system_administrator(district: District) -> None:
    """And the log says so."""
    user = district.people["tianbao"]
    User.objects.filter(pk=user.pk).update(totp_secret=sealed(totp.new_secret(), user.pk))
    district.client("xitong").post(f"/users/{user.pk}/totp/off")
    user.refresh_from_db()
    assert not user.totp_secret
    assert Entry.objects.get(action="users.totp-off").details == {"before": True, "after": False}
