"""`--format html`: one page for one file, a folder with an index for several, a clear word without -o."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

import pytest
from msgspec.structs import replace
from reporting import EXAMPLES, example, parsed

from cli_running import Cli
from wenxiao.report.html import Entry, index_page, page_names


def test_one_file_becomes_the_page_that_is_named(cli: Cli, tmp_path: Path) -> None:
    """With one file, -o is the page; the exit status is that of the findings."""
    out = tmp_path / "核验报告.html"
    assert cli("check", EXAMPLES / "subdistrict-faulty.txt", "--format", "html", "-o", out).status == 1
    assert "栖桐街道办事处" in parsed(out.read_text(encoding="utf-8")).one("title").text


def test_several_files_become_a_folder_with_an_index(cli: Cli, tmp_path: Path) -> None:
    """Each file has its page, and the index links them all with unit, counts and points."""
    out = tmp_path / "报告" / "2024"
    assert cli("check", EXAMPLES, "--format", "html", "-o", out).status == 1
    index = parsed((out / "index.html").read_text(encoding="utf-8"))
    rows = index.one("tbody").all("tr")
    assert {row.one("a").attributes["href"] for row in rows} == {
        path.name for path in out.iterdir() if path.name != "index.html"
    }
    faulty = next(row for row in rows if "subdistrict-faulty" in row.text)
    said = [cell.text for cell in faulty.all("td")]
    assert said[:7] == ["云川市青禾区栖桐街道办事处", "2024", "整体支出", "7", "5", "0", "0"]
    assert said[7:10] == ["97.68", "95.68", "98"]


def test_without_a_place_to_write_the_command_says_what_to_give(cli: Cli) -> None:
    """HTML is not written to the screen: the message names -o and what to put there."""
    said = cli("check", EXAMPLES / "school-clean.md", "--format", "html")
    assert said.status == 2
    assert "-o" in said.err
    assert "文件夹" in said.err


def test_a_file_name_for_several_materials_is_refused(cli: Cli, tmp_path: Path) -> None:
    """Several pages do not fit into one file: the message proposes a folder, and nothing is written."""
    out = tmp_path / "报告.html"
    said = cli("check", EXAMPLES, "--format", "html", "-o", out)
    assert said.status == 2
    assert "写一个文件夹" in said.err
    assert not out.exists()


def test_an_unreadable_file_is_named_in_the_index(cli: Cli, tmp_path: Path) -> None:
    """The other files are reported; the index says which could not be read, and why."""
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    said = cli("check", EXAMPLES / "school-clean.md", empty, "--format", "html", "-o", tmp_path / "报告")
    assert said.status == 3
    index = parsed((tmp_path / "报告" / "index.html").read_text(encoding="utf-8"))
    assert "空.txt" in index.one("section", class_="unread").text


def test_equal_names_do_not_overwrite_each_other() -> None:
    """Files of one name from two folders, and a file called index, get pages of their own."""
    paths = [
        PurePath("a/报告.txt"),
        PurePath("b/报告.txt"),
        PurePath("报告.md"),
        PurePath("index.txt"),
        PurePath("报告-2.txt"),
    ]
    names = page_names(paths)
    assert len({*names, "index.html"}) == 6
    assert names[:4] == ["报告.html", "报告-2.html", "报告-3.html", "index-2.html"]


def test_the_index_escapes_what_it_prints() -> None:
    """A file or unit named like markup stays text, and its link is quoted."""
    result, _ = example("school-clean.md")
    name = '"><img src=x onerror=alert(1)>'
    page = parsed(index_page([Entry(f"{name}.html", replace(result, file=name, unit=name))], faults=[name]))
    assert not page.all("img")
    assert page.one("tbody").one("a").text == name
    assert not page.all("script")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems allow only names that are text")
def test_files_whose_names_are_no_text_have_their_pages(cli: Cli, tmp_path: Path) -> None:
    """Names in GBK, from a folder unpacked by an old program, are linked by their bytes."""
    for name, content in (("报告.txt", "一、概况"), ("空.txt", "")):
        (tmp_path / os.fsdecode(name.encode("gbk"))).write_text(content, encoding="utf-8")
    said = cli("check", tmp_path, "--format", "html", "-o", tmp_path / "核验")
    assert said.status == 3
    index = parsed((tmp_path / "核验" / "index.html").read_text(encoding="utf-8"))
    assert index.one("tbody").one("a").attributes["href"] == "%B1%A8%B8%E6.html"
