"""`wenxiao score`: declared beside computed, as text, JSON and a page; what goes wrong is said in a sentence."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from cli_running import Cli
from wenxiao.schemas import schema_of

EXAMPLES = Path(__file__).parents[2] / "examples"
FAULTY = EXAMPLES / "subdistrict-faulty.txt"


def test_the_terminal_shows_declared_beside_computed(cli: Cli) -> None:
    """A table of points, the totals with their grades; exit status 0 whether they agree or not."""
    done = cli("score", FAULTY)
    assert done.status == 0
    assert all(word in done.out for word in ("分值", "自报", "计算", "结论", "自报总分", "按规则计算", "等级"))


def test_all_shows_the_reasoning_of_what_agrees(cli: Cli) -> None:
    """--all is longer by the computations of the indicators that agree."""
    assert "推算" in cli("score", FAULTY, "--all").out
    assert len(cli("score", FAULTY, "--all").out) > len(cli("score", FAULTY).out)


def test_json_keeps_the_contract(cli: Cli) -> None:
    """The JSON satisfies its schema, and every number in it is a string."""
    card = cli("score", FAULTY, "--format", "json").json()
    jsonschema.validate(card, json.loads(schema_of("score-1.json")))
    assert card["contract"] == "wenxiao.score/1"
    rated = [one for form in card["forms"] for one in form["indicators"] if one["points"] is not None]
    assert rated
    assert all(Decimal(one["points"]) >= 0 and one["readings"] for one in rated)
    assert all(one["place"]["path"] for form in card["forms"] for item in form["indicators"] for one in item["inputs"])


def test_an_extracted_filing_scores_as_its_file_does(cli: Cli, tmp_path: Path) -> None:
    """What `wenxiao extract` wrote is scored without the file."""
    stored = tmp_path / "材料.json"
    stored.write_text(cli("extract", FAULTY).out, encoding="utf-8")
    assert cli("score", stored, "--format", "json").json() == cli("score", FAULTY, "--format", "json").json()


def test_several_files_are_json_lines(cli: Cli) -> None:
    """One scorecard a line; an unreadable file is named and the others are still done."""
    done = cli("score", FAULTY, EXAMPLES / "hospital-faulty.txt", EXAMPLES / "没有.txt", "--format", "json")
    assert done.status == 3
    assert [one["file"] for one in done.lines()] == [FAULTY.name, "hospital-faulty.txt"]
    assert "没有.txt" in done.err


def test_the_page_loads_nothing_and_folds_the_reasoning(cli: Cli, tmp_path: Path) -> None:
    """One file with its style inside, a policy that allows nothing else, a picture of the totals."""
    page = tmp_path / "计分表.html"
    assert cli("score", FAULTY, "--format", "html", "-o", page).status == 0
    said = page.read_text(encoding="utf-8")
    assert "default-src &#x27;none&#x27;" in said
    assert all(word in said for word in ("<details", "<svg", "自报总分", "按规则计算"))
    assert not any(word in said for word in ("http://", "https://", "<script"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--scheme", "没有的"), ("没有的", "self-evaluation")),
        (("--standard", "mars-2024"), ("mars-2024", "hunan-2020")),
        ((EXAMPLES / "hospital-faulty.txt", "--format", "html"), ("有几份材料", "-o 计分表")),
    ],
)
def test_a_wrong_word_is_told_with_the_right_ones(cli: Cli, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    """A scheme or pack that is not there is answered with those that are."""
    done = cli("score", FAULTY, *arguments)
    assert done.status == 2
    assert all(word in done.err for word in words)


def test_several_files_are_a_folder_of_pages(cli: Cli, tmp_path: Path) -> None:
    """A page a file and a summary over them; what cannot be read is named in it, with status 3."""
    folder = tmp_path / "计分表"
    done = cli("score", FAULTY, EXAMPLES / "bureau-faulty.md", EXAMPLES / "没有.txt", "--format", "html", "-o", folder)
    assert done.status == 3
    assert {path.name for path in folder.iterdir()} == {"subdistrict-faulty.html", "bureau-faulty.html", "index.html"}
    summary = (folder / "index.html").read_text(encoding="utf-8")
    assert "没有.txt" in summary
    assert 'href="bureau-faulty.html#s0"' in summary
    assert cli("score", FAULTY, FAULTY.parent, "--format", "html", "-o", tmp_path / "一.html").status == 2


def test_a_scheme_that_one_pack_lacks_does_not_stop_the_others(cli: Cli) -> None:
    """Each file goes by its own Standard: the one whose Standard has no such scheme is named, the rest are done."""
    report = Path(__file__).parents[1] / "reports" / "hunan" / "jishou-wetland-2023.txt"
    done = cli("score", FAULTY, report, "--scheme", "work-assessment", "--format", "json")
    assert done.status == 2
    assert [one["file"] for one in done.lines()] == [report.name]
    assert f"{FAULTY.name}：" in done.err


def test_a_scheme_without_its_form_is_told(cli: Cli) -> None:
    """Nothing is scored, and it is said why; that is no failure."""
    done = cli("score", FAULTY, "--standard", "jishou-2021", "--scheme", "work-assessment")
    assert done.status == 0
    assert "没有计分办法“work-assessment”用的表" in done.err


def test_numbers_are_masked_on_the_terminal_too(cli: Cli, tmp_path: Path) -> None:
    """What the material says of an indicator is quoted without the telephone number in it."""
    source = tmp_path / "a.txt"
    text = FAULTY.read_text(encoding="utf-8")
    assert "已印发" in text
    source.write_text(text.replace("已印发", "已印发，手机13800001234"), encoding="utf-8")
    shown = cli("score", source, "--all").out
    assert "13800001234" not in shown
    assert "138****1234" in shown


def test_one_scheme_can_be_asked_for(cli: Cli) -> None:
    """--scheme leaves the forms of other schemes out."""
    report = Path(__file__).parents[1] / "reports" / "hunan" / "jishou-wetland-2023.txt"
    card = cli("score", report, "--scheme", "work-assessment", "--format", "json").json()
    assert {form["scheme"] for form in card["forms"]} == {"work-assessment"}


def test_masked_numbers_stay_masked_on_the_page(cli: Cli, tmp_path: Path) -> None:
    """A telephone number that the privacy checks find is not printed again where the report's text is shown."""
    text = FAULTY.read_text(encoding="utf-8").replace("填表人", "填表人 手机13800001234", 1)
    source, page = tmp_path / "a.txt", tmp_path / "a.html"
    source.write_text(text, encoding="utf-8")
    cli("score", source, "--format", "html", "-o", page)
    assert "13800001234" not in page.read_text(encoding="utf-8")
