"""What the administrators do with accounts: new ones, first passwords, unlocking; roles, each act in the log.

三员分立 holds here, under a lock of the account, and for two administrators' roles in the database as well.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from wenxiao.errors import WenxiaoError
from wenxiao.web.audit.log import record
from wenxiao.web.people.models import Grant, Unit, User
from wenxiao.web.people.sessions import end
from wenxiao.web.people.signing_in import set_password
from wenxiao.web.permissions import APART, LIMITED_TO_UNITS, ROLES

_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,59}")


class RefusedError(WenxiaoError):
    """An act on an account that cannot be done; its text says why and what to do."""


class Particulars(NamedTuple):
    """What the system administrator writes about a person."""

    name: str
    unit: Unit | None
    active: bool = True


def first_password(user: User) -> str:
    """Return a password by chance that keeps the rules; it has to be changed at the first sign-in."""
    while True:
        password = f"Aa1-{secrets.token_urlsafe(12)}"
        try:
            validate_password(password, user)
        except ValidationError:
            continue
        return password


@transaction.atomic
def create(request: HttpRequest, username: str, said: Particulars) -> tuple[User, str]:
    """Create an account and return it with its first password. Raises RefusedError."""
    if not _USERNAME.fullmatch(username):
        raise RefusedError("账号用字母、数字、点、横线组成，2 到 60 个字，以字母或数字开头。")
    _check(said)
    if User.objects.filter(username__iexact=username).exists():
        raise RefusedError(f"账号 {username} 已经有了，请换一个。")
    user = User(username=username, name=said.name, unit=said.unit, is_active=said.active)
    password = first_password(user)
    try:
        with transaction.atomic():
            set_password(user, password)
    except IntegrityError:  # somebody took the name between the question and the answer
        raise RefusedError(f"账号 {username} 已经有了，请换一个。") from None
    _must_change(user)
    record(request, "users.create", user, {"before": None, "after": _as_is(user)})
    return user, password


def _check(said: Particulars) -> None:
    if not said.name or len(said.name) > 60:
        raise RefusedError("姓名要填，至多 60 个字。")


def _must_change(user: User) -> None:
    user.must_change, user.wrong_in_a_row, user.locked_until = True, 0, None
    user.save(update_fields=["must_change", "wrong_in_a_row", "locked_until"])


def _as_is(user: User) -> dict[str, Any]:
    return {
        "username": user.username, "name": user.name, "unit": user.unit.code if user.unit else "",
        "active": user.is_active,
    }  # fmt: skip


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).select_related("unit").get(pk=user.pk)


@transaction.atomic
def edit(request: HttpRequest, user: User, said: Particulars) -> None:
    """Change a person's name, unit, and whether he may sign in; whoever may not is signed out. Raises RefusedError."""
    _check(said)
    user = _locked(user)
    if not said.active and user.is_active:
        if user == request.user:
            raise RefusedError("不能停用自己的账号，请由另一名系统管理员来做。")
        _not_the_last(user, user.roles)
    before = _as_is(user)
    user.name, user.unit, user.is_active = said.name, said.unit, said.active
    user.save(update_fields=["name", "unit", "is_active"])
    if not user.is_active:
        _sign_out(user)
    record(request, "users.edit", user, {"before": before, "after": _as_is(user)})


def _not_the_last(user: User, roles: Iterable[str]) -> None:
    """Refuse to leave the installation without one of its three administrators."""
    for role in set(roles) & set(APART):
        others = Grant.objects.filter(role=role, user__is_active=True).exclude(user=user)
        if not others.exists():
            raise RefusedError(f"{user.name}是最后一名{ROLES[role].name}；请先给别人授这个角色。")


def _sign_out(user: User) -> int:
    held = list(user.signed_in.all())
    for one in held:
        end(one)
    return len(held)


@transaction.atomic
def reset_password(request: HttpRequest, user: User) -> str:
    """Give a person a new first password, open a locked account, and end his sessions. Raises RefusedError."""
    user = _locked(user)
    _not_another_administrator(user)
    return _reset(request, user)


@transaction.atomic
def reset_from_server(request: HttpRequest, user: User) -> str:
    """Do the same, and without the codes, for anybody: whoever may run commands on the server can do it anyway."""
    user = _locked(user)
    user.totp_secret = ""
    return _reset(request, user)


def _not_another_administrator(user: User) -> None:
    """Refuse to let the system administrator take over those who watch him, by a password that he is shown."""
    watching = sorted(user.roles & {"security-admin", "audit-admin"})
    if watching:
        raise RefusedError(
            f"三员分立：{ROLES[watching[0]].name}的密码和手机验证码不能由系统管理员重设；"
            f"请在服务器上运行 wenxiao manage reset_account {user.username}，由本人当场取走初始密码。"
        )


def _reset(request: HttpRequest, user: User) -> str:
    password = first_password(user)
    set_password(user, password)
    _must_change(user)
    ended = _sign_out(user)
    record(request, "users.password", user, {"sessions": ended})
    return password


@transaction.atomic
def unlock(request: HttpRequest, user: User) -> None:
    """Open an account that wrong passwords locked."""
    user = _locked(user)
    before = user.locked_until.isoformat() if user.locked_until else None
    user.wrong_in_a_row, user.locked_until = 0, None
    user.save(update_fields=["wrong_in_a_row", "locked_until"])
    record(request, "users.unlock", user, {"before": before, "after": None})


@transaction.atomic
def totp_off(request: HttpRequest, user: User) -> None:
    """Do without the codes of an app that a person has lost. Raises RefusedError."""
    user = _locked(user)
    _not_another_administrator(user)
    before, user.totp_secret = bool(user.totp_secret), ""
    user.save(update_fields=["totp_secret"])
    record(request, "users.totp-off", user, {"before": before, "after": False})


@transaction.atomic
def grant(request: HttpRequest, user: User, role: str, units: Iterable[Unit] = ()) -> None:
    """Grant a role, a business division's with its units; granting it again changes the units. Raises RefusedError."""
    user = _locked(user)
    _not_oneself(request, user)
    if role not in ROLES:
        raise RefusedError("请从列表里选角色。")
    chosen = sorted(units, key=lambda unit: unit.code)
    if chosen and role not in LIMITED_TO_UNITS:
        raise RefusedError(f"{ROLES[role].name}不按单位分管，不用选单位。")
    before = _roles(user)
    _apart(user, {*before, role})
    granted, _ = Grant.objects.get_or_create(user=user, role=role)
    granted.units.set(chosen)
    record(request, "roles.grant", user, {"before": before, "after": _roles(user)})


@transaction.atomic
def take_away(request: HttpRequest, user: User, role: str) -> None:
    """Take a role away. Raises RefusedError."""
    user = _locked(user)
    _not_oneself(request, user)
    before = _roles(user)
    if role not in before:
        raise RefusedError(f"{user.name}没有这个角色，请刷新页面看最新情况。")
    _not_the_last(user, [role])
    user.grants.filter(role=role).delete()
    record(request, "roles.take", user, {"before": before, "after": _roles(user)})


def _not_oneself(request: HttpRequest, user: User) -> None:
    if user == request.user:
        raise RefusedError("不能改自己的角色，请由另一名安全管理员来做。")


def _apart(user: User, roles: Iterable[str]) -> None:
    """Refuse two administrators in one account, and an administrator who works on filings as well."""
    held = set(roles)
    administrators = [role for role in APART if role in held]
    if administrators and len(held) > 1:
        names = "、".join(ROLES[role].name for role in ROLES if role in held)
        raise RefusedError(f"三员分立：管理员不能兼任别的角色，{user.name}将会同时是{names}；请另建账号。")


def _roles(user: User) -> dict[str, list[str]]:
    return {
        one.role: [unit.code for unit in one.units.all()]
        for one in Grant.objects.filter(user=user).prefetch_related("units").order_by("role")
    }


@transaction.atomic
def end_sessions(request: HttpRequest, user: User) -> int:
    """Sign a person out everywhere; return how many sessions that ended."""
    ended = _sign_out(_locked(user))
    record(request, "sessions.end", user, {"sessions": ended})
    return ended
