"""What stands at the top of each page: the person, and the places that he may go to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wenxiao.version import __version__
from wenxiao.web.inbox.addressees import visible
from wenxiao.web.interrupted import said_of
from wenxiao.web.people.models import User
from wenxiao.web.permissions import EVERYBODY, reaches
from wenxiao.web.routes import NEEDS

_PLACES = (
    ("home", "首页"), ("rounds", "年度工作"), ("units", "单位"), ("users", "用户"), ("audit", "审计日志"),
    ("tasks", "后台任务"),
)  # fmt: skip


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the places of the signed-in person, how many messages he has not read, the version of the program, and
    what an ended session lost.
    """
    user = getattr(request, "user", None)
    places, unread, lost = [], 0, ""
    if isinstance(user, User) and not user.must_choose_password and not user.must_set_up_codes:
        places = [
            (name, label)
            for name, label in _PLACES
            if name in NEEDS and (NEEDS[name] == EVERYBODY or reaches(user.roles, NEEDS[name]))
        ]
        unread = visible(user).filter(read=None).count()
    if isinstance(user, User):
        lost = said_of(request)
    return {"places": places, "unread": unread, "program": __version__, "lost": lost}
