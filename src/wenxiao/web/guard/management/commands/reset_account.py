"""`wenxiao manage reset_account NAME`: a new first password and no codes, for whom nobody else may reset."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from wenxiao.web.acting import acting
from wenxiao.web.commands import OwnCommand
from wenxiao.web.people import accounts
from wenxiao.web.people.models import User


class Command(OwnCommand):
    """Resets."""

    help = "重设一个账号的密码、停用它的手机验证码（安全、审计管理员在网页上不能由别人重设）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whose."""
        parser.add_argument("username", metavar="账号", help="登录用的账号")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset the account and print its first password, once."""
        del args
        user = User.objects.filter(username__iexact=options["username"]).first()
        if user is None:
            raise CommandError(f"没有账号 {options['username']}，请核对。")
        password = accounts.reset_from_server(acting(None), user)
        self.stdout.write(f"{user.name}　账号 {user.username}　初始密码 {password}（七天内首次登录，登录须改）")
