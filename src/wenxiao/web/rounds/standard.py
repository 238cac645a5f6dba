"""The Standard of a round, pinned: a round goes by the content that it was opened with, whatever the program brings."""

from __future__ import annotations

from wenxiao.standards import Pack
from wenxiao.web.pinned.content import installed, pack_by
from wenxiao.web.rounds.models import Round


def standard_of(round_: Round) -> Pack:
    """Return the Standard of a round. Raises StandardError if its content is neither installed nor kept readable."""
    return pack_by(round_.standard, round_.digest)


def outdated(round_: Round) -> bool:
    """Tell whether the program brings another content of the Standard than the one that the round goes by."""
    now = installed(round_.standard)
    return now is None or now.digest != round_.digest
