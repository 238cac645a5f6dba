"""Who may do what: role × action × whose filing × state, in one table. What is not in it is forbidden.

三员分立: the system administrator runs accounts and units, the security administrator grants roles, the audit
administrator reads the log; none of the three touches a filing, and no account holds two of them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Reach = Literal["own", "child", "any"]


class Role(NamedTuple):
    """A role and its official name."""

    id: str
    name: str


ROLES: dict[str, Role] = {
    one.id: one
    for one in (
        Role("system-admin", "系统管理员"),
        Role("security-admin", "安全管理员"),
        Role("audit-admin", "审计管理员"),
        Role("performance-office", "绩效股"),
        Role("business-division", "业务股室"),
        Role("supervising-department", "主管部门"),
        Role("filler", "填报人"),
        Role("evaluator", "评价组成员"),
        Role("head", "单位负责人"),
    )
}
LIMITED_TO_UNITS = ("business-division", "supervising-department")
APART = ("system-admin", "security-admin", "audit-admin")

OPEN = ("not-started", "drafting", "returned")
WORKING = (*OPEN, "signed")
HANDED_IN = ("submitted", "accepted")
EVERY = (*WORKING, *HANDED_IN, "excused")


class Permission(NamedTuple):
    """One line of the table: `states` is empty where the action is on no filing."""

    role: str
    action: str
    reach: Reach = "any"
    states: tuple[str, ...] = ()


TABLE: tuple[Permission, ...] = (
    # people
    Permission("system-admin", "units.view"),
    Permission("system-admin", "units.edit"),
    Permission("system-admin", "users.view"),
    Permission("system-admin", "users.edit"),
    Permission("security-admin", "users.view"),
    Permission("security-admin", "roles.grant"),
    Permission("security-admin", "sessions.end"),
    Permission("audit-admin", "audit.view"),
    # the round
    Permission("performance-office", "units.view"),
    Permission("performance-office", "rounds.view"),
    Permission("performance-office", "rounds.open"),
    Permission("performance-office", "board.view"),
    Permission("business-division", "rounds.view"),
    Permission("business-division", "board.view", "child"),
    Permission("supervising-department", "rounds.view"),
    Permission("supervising-department", "board.view", "child"),
    Permission("filler", "rounds.view"),
    Permission("head", "rounds.view"),
    Permission("evaluator", "rounds.view"),
    # a filing: the unit
    Permission("filler", "filing.view", "own", EVERY),
    Permission("filler", "filing.edit", "own", WORKING),
    Permission("filler", "filing.explain", "own", WORKING),
    Permission("filler", "filing.submit", "own", ("signed",)),
    Permission("evaluator", "filing.view", "own", EVERY),
    Permission("evaluator", "filing.opine", "own", WORKING),
    Permission("head", "filing.view", "own", EVERY),
    Permission("head", "filing.sign", "own", ("drafting",)),
    # a filing: those above
    Permission("supervising-department", "filing.view", "child", EVERY),
    Permission("business-division", "filing.view", "child", EVERY),
    Permission("business-division", "filing.return", "child", ("submitted",)),
    Permission("business-division", "filing.accept", "child", ("submitted",)),
    Permission("performance-office", "filing.view", "any", EVERY),
    Permission("performance-office", "filing.return", "any", HANDED_IN),
    Permission("performance-office", "filing.accept", "any", ("submitted",)),
    # what changes in mid-round
    Permission("performance-office", "rounds.adopt"),
    Permission("filler", "filing.aside", "own", EVERY),
    Permission("performance-office", "rounds.scope"),
    Permission("performance-office", "filing.excuse", "any", WORKING),
    Permission("performance-office", "filing.resume", "any", ("excused",)),
    # tasks and messages
    Permission("supervising-department", "filing.urge", "child", WORKING),
    Permission("business-division", "filing.urge", "child", WORKING),
    Permission("performance-office", "filing.urge", "any", WORKING),
    Permission("performance-office", "rounds.archive"),
    Permission("system-admin", "tasks.view"),
    Permission("system-admin", "tasks.again"),
    # approved targets
    Permission("performance-office", "targets.view"),
    Permission("performance-office", "targets.import"),
)
ACTIONS = tuple(dict.fromkeys(one.action for one in TABLE))
EVERYBODY = "signed-in"
NOBODY_YET = "public"


def reaches(roles: frozenset[str], action: str, state: str | None = None) -> frozenset[Reach]:
    """Return how far the roles of a person let him do something (on a filing in this state)."""
    return frozenset(
        one.reach
        for one in TABLE
        if one.role in roles and one.action == action and (not one.states or state is None or state in one.states)
    )
