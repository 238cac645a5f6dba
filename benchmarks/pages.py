"""Every page that can be looked at, with somebody who may: what the tests look at, count the queries of, and measure.

A route of `routes.NEEDS` that answers a GET and is not here is named by `unseen`, and fails a test: add a line.
"""

from __future__ import annotations

from typing import NamedTuple

from wenxiao.web.permissions import ROLES

OFFICE, SYSTEM, SECURITY, AUDITOR = "performance-office", "system-admin", "security-admin", "audit-admin"

A_TABLE = 500
"""The limit for a file with all units of a city, two thousand rows: no page, and writing a workbook takes its time."""


class Page(NamedTuple):
    """A page: its route, the role of who looks ("" is nobody yet), its address with {round}, {filing}, {unit}, …

    `shown` is False for what is no page in a browser: a file, a redirection, an answer to a machine.
    `limit` is the p95 in milliseconds that the benchmark holds it to.
    """

    route: str
    role: str
    path: str
    shown: bool = True
    limit: int = 200


PAGES: tuple[Page, ...] = (
    Page("sign-in", "", "/sign-in"),
    Page("health", "", "/health", shown=False),
    *(Page("home", role, "/") for role in ROLES),
    Page("account", "filler", "/account"),
    Page("account-password", "filler", "/account/password"),
    Page("account-totp", "filler", "/account/totp"),
    Page("units", SYSTEM, "/units"),
    Page("units", OFFICE, "/units?q=1"),
    Page("units-export", SYSTEM, "/units.xlsx", shown=False, limit=A_TABLE),
    Page("units-export", SYSTEM, "/units.csv", shown=False, limit=A_TABLE),
    Page("units-import", SYSTEM, "/units/import"),
    Page("unit-new", SYSTEM, "/units/new"),
    Page("unit", SYSTEM, "/units/{unit}"),
    Page("users", SYSTEM, "/users"),
    Page("users", SECURITY, "/users?q=1"),
    Page("user-new", SYSTEM, "/users/new"),
    Page("user", SYSTEM, "/users/{user}"),
    Page("user", SECURITY, "/users/{user}"),
    Page("audit", AUDITOR, "/audit"),
    Page("audit", AUDITOR, "/audit?q=1"),
    Page("rounds", OFFICE, "/rounds"),
    Page("rounds", "filler", "/rounds"),
    Page("round-new", OFFICE, "/rounds/new"),
    Page("round-roll-over", OFFICE, "/rounds/{round}/roll-over"),
    Page("round", OFFICE, "/rounds/{round}"),
    Page("round", "filler", "/rounds/{round}"),
    Page("board", OFFICE, "/rounds/{round}/board"),
    Page("board", OFFICE, "/rounds/{round}/board?state=late"),
    Page("board", "business-division", "/rounds/{round}/board"),
    Page("board", "supervising-department", "/rounds/{round}/board?unit=1"),
    Page("board-export", OFFICE, "/rounds/{round}/board.xlsx", shown=False, limit=A_TABLE),
    Page("board-export", OFFICE, "/rounds/{round}/board.csv", shown=False, limit=A_TABLE),
    *(Page("filing", role, "/filings/{filing}") for role in ("filler", "evaluator", "head", OFFICE)),
    Page("filing", "business-division", "/filings/{filing}"),
    Page("filing", OFFICE, "/filings/{empty}"),
    Page("form-first", "filler", "/filings/{filing}/form", shown=False),
    Page("form", "filler", "/filings/{filing}/form/overall"),
    Page("form", "filler", "/filings/{filing}/form/base-data"),
    Page("form", "filler", "/filings/{filing}/form/report"),
    Page("filing-report", OFFICE, "/filings/{filing}/versions/1/report"),
    Page("filing-difference", OFFICE, "/filings/{filing}/versions/2/difference"),
    Page("filing-write", OFFICE, "/filings/{filing}/versions/1/docx", shown=False),
    Page("filing-write", OFFICE, "/filings/{filing}/versions/1/xlsx", shown=False),
    Page("filing-source", OFFICE, "/filings/{filing}/files/{file}", shown=False),
    Page("round-standard", OFFICE, "/rounds/{round}/standard"),
    Page("round-scope", OFFICE, "/rounds/{round}/scope"),
    Page("inbox", "filler", "/messages"),
    Page("inbox", OFFICE, "/messages"),
    Page("archives", OFFICE, "/rounds/{round}/archives"),
    Page("tasks", SYSTEM, "/tasks"),
    Page("evidence", "filler", "/filings/{filing}/evidence"),
    Page("evidence", OFFICE, "/filings/{filing}/evidence"),
    Page("evidence-all", OFFICE, "/filings/{filing}/evidence/all.zip", shown=False),
    Page("readings", "filler", "/filings/{filing}/readings/1"),
    Page("round-targets", OFFICE, "/rounds/{round}/targets"),
    Page("round-targets-import", OFFICE, "/rounds/{round}/targets/import"),
    Page("round-targets-export", OFFICE, "/rounds/{round}/targets.xlsx", shown=False, limit=A_TABLE),
    Page("filing-targets", "filler", "/filings/{filing}/targets"),
)

RARE: tuple[Page, ...] = (
    Page("evidence-one", "filler", "/filings/{filing}/evidence/{piece}/change"),
    Page("evidence-file", "filler", "/filings/{filing}/evidence/{piece}", shown=False),
    Page("aside", "filler", "/filings/{filing}/aside/{aside}"),
    Page("aside-difference", "filler", "/filings/{filing}/aside/{aside}/difference"),
    Page("aside-file", "filler", "/filings/{filing}/aside/{aside}/files/{aside_file}", shown=False),
    Page("archive", OFFICE, "/rounds/{round}/archives/{archive}", shown=False),
)
"""Pages of what only few filings and rounds have; `benchmarks.rare` makes it."""


def shown_routes() -> set[str]:
    """Return the routes that answer a GET: the views of the others are wrapped, so as to refuse it."""
    from wenxiao.web.routes import NEEDS  # noqa: PLC0415
    from wenxiao.web.urls import urlpatterns  # noqa: PLC0415

    return {one.name for one in urlpatterns if one.name in NEEDS and not hasattr(one.callback, "__wrapped__")}


def unseen(routes: set[str]) -> list[str]:
    """Return which of these routes no page here stands for."""
    return sorted(routes - {one.route for one in (*PAGES, *RARE)})
