"""Three web processes on one installation, each request at another one: nothing rests in the memory of a process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from benchmarks.person import Person
from benchmarks.served import PASSWORD, UNITS, Served
from installations import peopled

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).parents[2] / "examples"
BUDGET = "overall|funds|funds.total|funds.budget||"
FORM = "/filings/1/form/overall"


@pytest.fixture(params=["sqlite", "postgres"])
def addresses(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """The addresses of three processes of one installation."""
    data, database = peopled(request.param, tmp_path_factory.getbasetemp(), tmp_path / "data")
    held = [Served(data, database, light=True) for _ in range(3)]
    try:
        for one in held:
            one.launch(look=False)
        for one in held:
            one.wait()
        yield [one.address for one in held]
    finally:
        for one in held:
            one.stop()


def everywhere(person: Person, path: str, text: str) -> None:
    """Three requests, one at each process: each shows the text."""
    for _ in range(3):
        assert text in person.get(path)


def acted(person: Person, path: str, said: str, fields: dict[str, object] | None = None) -> None:
    """Do an act at one process; the next one tells how it went."""
    assert person.post(path, fields) == 302
    assert said in person.get("/filings/1")


def test_the_round_is_played_with_each_request_at_another_process(addresses: list[str]) -> None:
    """Sessions, messages, drafts, versions, files, signatures, states: whichever process answers, all are there."""
    office, filler, division = (Person(addresses, name) for name in ("jixiao", "filler-a", "gushi"))
    assert office.post("/rounds/new", {
        "title": "2024年度部门整体支出绩效自评", "year": "2024", "standard": "hunan-2020", "notice": "请按时报送",
        "opens": "2025-03-01", "due": "2099-05-31", "remind_days": "7", "units": ["3", "4", "5"],
    }) == 302  # fmt: skip
    everywhere(filler, "/rounds/1", "请按时报送")
    for number, file in enumerate(("subdistrict-faulty.txt", "subdistrict-clean.txt"), 1):
        assert filler.upload("/filings/1/upload", "自评.txt", (EXAMPLES / file).read_bytes()) == 302
        everywhere(filler, "/filings/1", f"第 {number} 版")
    source = re.findall(r"/filings/1/files/\d+", filler.get("/filings/1"))
    everywhere(filler, source[0], (EXAMPLES / "subdistrict-clean.txt").read_text(encoding="utf-8")[:30])
    typed(filler)
    acted(filler, "/filings/1/save", "已保存为第 3 版", {"name": "送审稿"})
    signed(addresses, filler)
    assert f"{UNITS['a']}</a>" in division.get("/")
    acted(division, "/filings/1/return", "已退回，单位会看到原因", {"reason": "请说明偏差原因"})
    everywhere(filler, "/filings/1", "请说明偏差原因")
    acted(filler, "/filings/1/save", "已保存为第 4 版")
    signed(addresses, filler)
    acted(division, "/filings/1/accept", "已接受")
    everywhere(office, "/rounds/1/board", '<span class="state accepted">已接受</span>')
    ended(addresses, filler)


def typed(filler: Person) -> None:
    """Type four times into one cell, each time at another process, which knows what the others took."""
    before = unescape(filler.get(FORM).split(f'name="{BUDGET}"', 1)[1].split(">\n", 1)[1].split("<", 1)[0])
    for text in ("1790", "1791", "1792", before):
        assert filler.type(FORM, BUDGET, before, text) == 200
        before = text
    everywhere(filler, FORM, f">\n{before}</textarea>")


def signed(addresses: list[str], filler: Person) -> None:
    """Let the group agree, the head sign and the filler hand in."""
    evaluator, head = (Person(addresses, name) for name in ("evaluator-a", "head-a"))
    acted(evaluator, "/filings/1/opinion", "意见已保存", {"text": "同意", "agrees": "yes"})
    shown = re.search(r'name="digest" value="(\w+)"', head.get("/filings/1"))
    assert shown is not None
    acted(head, "/filings/1/sign", "已签字", {"password": PASSWORD, "digest": shown[1]})
    acted(filler, "/filings/1/submit", "已提交")


def ended(addresses: list[str], filler: Person) -> None:
    """A session that is ended at one process is ended at all."""
    assert filler.post("/sign-out") == 302
    for _ in addresses:
        assert filler.post("/account/password") == 302  # to the page to sign in
    assert Person(addresses, "filler-a").get("/account")
