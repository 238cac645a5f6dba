"""The log: every act is in it, the database keeps it from being changed, and a broken chain shows."""

from __future__ import annotations

import os

import pytest
from district import District
from django.db import DatabaseError, connection, transaction

from wenxiao.web.acting import acting
from wenxiao.web.audit.log import faults, record
from wenxiao.web.audit.models import Entry


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
