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
from wenxiao.web.audit.details import KEYS, told
from wenxiao.web.audit.log import faults, hash_of, record
from wenxiao.web.audit.models import Entry, Head
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


def test_a_forged_entry_that_fits_shows(district: District) -> None:
    """One with the right hash was still not recorded; nor is the last one another than it was."""
    last = record(acting(district.people["jixiao"]), "test", "something")
    forged = Entry(number=last.number + 1, at=last.at, actor="x", action="x", target="x", previous=last.hash)
    forged.hash = hash_of(forged)
    forged.save()
    assert list(faults()) == ["日志末尾多出 1 条，不是程序记下的。"]
    Head.objects.update(number=forged.number)
    assert list(faults()) == [f"第 {forged.number} 条不是原来记下的那一条。"]
    Head.objects.update(number=forged.number + 2)
    assert list(faults()) == ["日志末尾缺了 2 条。"]


def test_people_go_on_acting_while_the_log_is_verified(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that is added after the last one was read is no fault."""
    record(acting(district.people["jixiao"]), "test", "something")
    waiting = [1]

    def slow(entry: Entry) -> str:
        if waiting:
            waiting.pop()
            record(acting(district.people["jixiao"]), "test", "meanwhile")
        return hash_of(entry)

    monkeypatch.setattr("wenxiao.web.audit.log.hash_of", slow)
    assert list(faults()) == []
    assert Entry.objects.filter(target="meanwhile").count() == 1


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


def keys_logged() -> set[str]:
    """Return the keys of all details that are written out in calls that log, or in what such a call is given."""
    found: set[str] = set()
    for path in sorted(Path(wenxiao.web.__file__).parent.rglob("*.py")):
        for whole in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(whole, ast.FunctionDef):
                found |= _keys(whole)
    return found


def _keys(whole: ast.FunctionDef) -> set[str]:
    """Return the keys in one function's details: given at once, by a name of it, or by `_told` and the like."""
    calls = [one for one in ast.walk(whole) if _act(one) is not None]
    given = [said for one in calls if isinstance(one, ast.Call) for said in (*one.args, *_details(one))]
    names = {one.id for one in given if isinstance(one, ast.Name)}
    given += [one.value for one in ast.walk(whole) if isinstance(one, ast.Assign) and _is_to(one, names)]
    if whole.name in ("_told", "_as_is"):
        given += [one.value for one in ast.walk(whole) if isinstance(one, ast.Return) and one.value is not None]
    dicts = [one for said in given for one in ast.walk(said) if isinstance(one, ast.Dict)]
    return {
        key.value for one in dicts for key in one.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def _details(call: ast.Call) -> list[ast.expr]:
    return [one.value for one in call.keywords if one.arg == "details"]


def _is_to(one: ast.Assign, names: set[str]) -> bool:
    return any(isinstance(target, ast.Name) and target.id in names for target in one.targets)


def test_every_key_of_an_entry_has_a_name() -> None:
    """Details are read by auditors: a key that the program writes out and that has no name fails here."""
    logged = keys_logged()
    assert len(logged) > 40
    assert sorted(logged - set(KEYS)) == []


def test_details_are_told_in_words() -> None:
    """States, roles and yes or no by their names, a hash for short, what is empty not at all, the unknown as it is."""
    said = told({"from": "signed", "to": "submitted", "version": 2, "digest": "a" * 64, "reason": "", "agrees": True})
    assert said == "由 已签字　改为 已提交　版本 2　指纹 aaaaaaaaaaaa　同意 是"
    before = {"filler": ["200001"], "head": []}
    assert told({"before": None, "after": before}) == "改后 填报人 200001"
    assert told({"files": [{"number": "1", "name": "台账"}, {"number": "2", "name": "合同"}]}) == (
        "文件 编号 1　名称 台账；编号 2　名称 合同"
    )
    assert told({"later": ["x", "y"]}) == "later x、y"
