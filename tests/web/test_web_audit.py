"""The log: every act is in it, the database keeps it from being changed, and a broken chain shows."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest
from district import District
from django.db import DatabaseError, connection, transaction

import wenxiao.web
from wenxiao.web.acting import acting
from wenxiao.web.aside.models import OUTCOMES
from wenxiao.web.audit.acts import ACTS
from wenxiao.web.audit.log import faults, record
from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.states import ACTS as STEPS


def test_the_tests_run_on_the_database_that_was_asked_for(db: None) -> None:
    """WENXIAO_TEST_DATABASE=postgres means a real server, not a silent return to SQLite."""
    wanted = os.environ.get("WENXIAO_TEST_DATABASE", "sqlite")
    assert connection.vendor == ("postgresql" if wanted == "postgres" else "sqlite")


def test_acts_are_chained_and_the_chain_holds(district: District) -> None:
    """Signing in and out are entries of their own, each with who and what."""
    district.client("jixiao").post("/sign-out")
    assert [one.action for one in Entry.objects.all()] == ["sign-in", "sign-out"]
    assert not list(faults())


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_an_entry(district: District, statement: str) -> None:
    """Even with a statement of one's own."""
    record(acting(district.people["jixiao"]), "test", "something")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_forged_entry_shows(district: District) -> None:
    """An entry put in by hand does not fit into the chain."""
    last = record(acting(district.people["jixiao"]), "test", "something")
    Entry.objects.create(
        number=last.number + 1, at=last.at, actor="x", action="x", target="x", previous=last.hash, hash="0" * 64
    )
    assert any("被改过" in one for one in faults())


def test_what_is_rolled_back_leaves_no_entry(district: District) -> None:
    """The log tells what happened, not what was tried and undone."""
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(acting(None), "test", "something")
        _ = 1 // 0
    assert Entry.objects.count() == before
    assert not list(faults())


def test_a_command_is_logged_with_the_account_that_ran_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup was made by a command on the server, not by nobody; where the account has no name, by a command."""
    monkeypatch.setattr("getpass.getuser", lambda: "yunwei")
    assert record(acting(None), "backup", "x.zip").actor == "系统命令（yunwei）"
    monkeypatch.setattr("getpass.getuser", lambda: (_ for _ in ()).throw(KeyError("no such account")))
    assert record(acting(None), "backup", "y.zip").actor == "系统命令"
    assert record(None, "remind", "z").actor == "系统"


def test_the_auditor_reads_and_verifies(district: District) -> None:
    """The page shows the entries and says that the chain is whole; nobody else finds it."""
    page = district.client("shenji").get("/audit?verify=1").content.decode()
    assert "日志完整" in page
    assert district.client("xitong").get("/audit").status_code == 404


def acts_logged() -> set[str]:
    """Return every act that is logged anywhere in the code; where it is no plain text, those that it can be."""
    found = {f"filing.{name}" for name in STEPS} | {f"filing.aside-{outcome}" for outcome, _ in OUTCOMES}
    found |= {"session.idle", "session.too-long"}
    for path in Path(wenxiao.web.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for said in filter(None, map(_act, ast.walk(tree))):
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                found.add(said.value)
            else:
                assert ast.unparse(said) in _COMPUTED, f"{path.name}: {ast.unparse(said)}"
    return found


_COMPUTED = ("f'filing.{name}'", "f'filing.aside-{outcome}'", "over", "action", "held.action")
_LOGS = ("record", "log", "refused")


def _act(node: ast.AST) -> ast.expr | None:
    """Return the act of a call that logs one."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in _LOGS:
        return None
    named = [one.value for one in node.keywords if one.arg == "action"]
    return named[0] if named else node.args[1] if len(node.args) > 1 else None


def test_every_act_that_is_logged_has_a_name() -> None:
    """A new one fails here until it is in audit/acts.py; a name that stands for nothing any more does too."""
    assert acts_logged() == set(ACTS)
    assert len(set(ACTS.values())) == len(ACTS)


def test_acts_are_shown_and_found_by_their_names(district: District) -> None:
    """By the Chinese name, by the name in the log; an act that this program does not know is shown as it is."""
    record(acting(district.people["jixiao"]), "rounds.close", "某年度工作")
    record(acting(district.people["jixiao"]), "later.act", "某单位")
    auditor = district.client("shenji")
    for words in ("结束年度", "rounds.close"):
        rows = auditor.get("/audit", {"q": words}).context["rows"]
        assert [(one.act, one.entry.target) for one in rows] == [("结束年度工作", "某年度工作")]
    assert [one.act for one in auditor.get("/audit?q=later").context["rows"]] == ["later.act"]
    assert ">结束年度工作</td>" in auditor.get("/audit").content.decode()


def test_the_whole_log_is_paged_by_its_numbers(district: District) -> None:
    """The latest hundred first, the rest after them, however many there are."""
    for at in range(130):
        record(acting(district.people["jixiao"]), "backup", f"{at}")
    auditor = district.client("shenji")
    first, second = (auditor.get(f"/audit?page={at}").context for at in (1, 2))
    last = Entry.objects.latest("number").number
    assert [one.entry.number for one in first["rows"]] == list(range(last, last - 100, -1))
    assert [one.entry.number for one in second["rows"]] == list(range(last - 100, 0, -1))
    assert first["page"].paginator.num_pages == 2
