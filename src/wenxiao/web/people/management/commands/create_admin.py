"""`wenxiao manage create_admin`: the first three administrators, each apart, their passwords to be changed."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from wenxiao.web.acting import acting
from wenxiao.web.audit.log import record
from wenxiao.web.commands import OwnCommand
from wenxiao.web.people.models import Grant, User
from wenxiao.web.people.signing_in import set_password
from wenxiao.web.permissions import APART, ROLES


class Command(OwnCommand):
    """Creates them in an installation that has no user."""

    help = "建系统、安全、审计三个管理员（只在还没有用户时）"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Create the users and print their first passwords, once."""
        del args, options
        if User.objects.exists():
            raise CommandError("已经有用户了；新增用户请由系统管理员在网页上办。")
        for role in APART:
            user, password = User(username=role, name=ROLES[role].name), f"Aa1-{secrets.token_urlsafe(9)}"
            set_password(user, password)
            user.must_change = True
            user.save()
            Grant.objects.create(user=user, role=role)
            record(acting(None), "users.create", user, {"role": role})
            self.stdout.write(f"{ROLES[role].name}　账号 {role}　初始密码 {password}（七天内首次登录，登录须改）")
