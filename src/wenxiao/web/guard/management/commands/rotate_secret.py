"""`wenxiao manage rotate_secret`: a new secret for the installation; what the old one sealed is sealed anew."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from wenxiao.web.acting import acting
from wenxiao.web.audit.log import record
from wenxiao.web.commands import OwnCommand
from wenxiao.web.configuration import renew_secret
from wenxiao.web.people.resealing import reseal


class Command(OwnCommand):
    """Rotates."""

    help = "换密钥：新建 secret，旧的留作 secret.previous，手机验证码用新的密钥重新加密（请先停下服务）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal what an interrupted rotation left, put the new secret in place, and seal all with it."""
        del args, options
        reseal()
        settings.SECRET_KEY, previous = renew_secret(settings.CONFIGURATION.data)
        settings.SECRET_KEY_FALLBACKS = [previous]
        done = reseal()
        record(acting(None), "secret.rotate", "secret", done._asdict())
        self.stdout.write(
            f"密钥已换，手机验证码重新加密 {done.sealed} 个。启动服务、确认能登录之后，删去 secret.previous。"
        )
        if done.lost:
            self.stderr.write(f"有 {done.lost} 人的手机验证码用现有的密钥都打不开，已停用，要重新启用。")
