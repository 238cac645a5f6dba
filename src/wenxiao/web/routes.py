"""What each page needs: one line a route. A route that is not here answers nobody, and fails the tests."""

from __future__ import annotations

from wenxiao.web.permissions import EVERYBODY, NOBODY_YET

NEEDS: dict[str, str] = {
    "sign-in": NOBODY_YET,
    "health": NOBODY_YET,
    "sign-out": EVERYBODY,
    "home": EVERYBODY,
    "account": EVERYBODY,
    "account-password": EVERYBODY,
    "account-session-end": EVERYBODY,
    "audit": "audit.view",
    "rounds": "rounds.view",
    "round-new": "rounds.open",
    "round-roll-over": "rounds.open",
    "round-close": "rounds.open",
    "round": "rounds.view",
    "board": "board.view",
    "filing": "filing.view",
    "form-first": "filing.edit",
    "form": "filing.edit",
    "form-draft": "filing.edit",
    "form-row": "filing.edit",
    "form-project": "filing.edit",
    "form-take-out": "filing.edit",
    "draft-anew": "filing.edit",
    "filing-save": "filing.edit",
    "filing-upload": "filing.edit",
    "filing-explain": "filing.explain",
    "filing-opinion": "filing.opine",
    "filing-sign": "filing.sign",
    "filing-submit": "filing.submit",
    "filing-return": "filing.return",
    "filing-accept": "filing.accept",
    "filing-report": "filing.view",
    "filing-difference": "filing.view",
    "filing-write": "filing.view",
    "filing-source": "filing.view",
}
