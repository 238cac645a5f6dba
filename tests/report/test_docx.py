"""The letter of review, opened again: its parts, its numbers, its form of answers, its look."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from results import WAIVED, altered, changed, clean, faulty, with_first_waived

from wenxiao.errors import UsageError
from wenxiao.finding import Checked, Severity, Verdict
from wenxiao.report.docx import subject, write
from wenxiao.report.result import CheckResult, FormEntry

PARTS = [
    "一、总体情况",
    "二、应当改正的问题",
    "三、需要核实说明的问题",
    "四、提示",
    "五、已说明（豁免）的问题",
    "六、未能核验的事项",
]


def letter(folder: Path, result: CheckResult) -> Document:
    """Write the letter and open it again."""
    path = folder / "意见.docx"
    write(path, result)
    return docx.Document(str(path))


def part(read: Document, title: str) -> list[str]:
    """Return the lines of one part, up to the next."""
    lines = [(line.style.name if line.style else "", line.text) for line in read.paragraphs]
    start = lines.index(("Heading 1", title)) + 1
    end = next((at for at in range(start, len(lines)) if lines[at][0] == "Heading 1"), len(lines))
    return [text for _, text in lines[start:end]]


def test_it_is_addressed_and_says_what_was_checked_by_which_standard(tmp_path: Path) -> None:
    """Title, unit, material, regulation and its number open the letter."""
    title, unit, opening, *_ = [line.text for line in letter(tmp_path, faulty()).paragraphs]
    assert title == "关于《2024年度云川市青禾区栖桐街道办事处部门整体支出绩效自评报告》的审核意见"
    assert unit == "云川市青禾区栖桐街道办事处："
    assert "《湖南省预算支出绩效评价管理办法》（湘财绩〔2020〕7号）" in opening


def test_it_has_its_six_parts_in_order(tmp_path: Path) -> None:
    """Every part is there even if there is nothing to say, and then says so."""
    read = letter(tmp_path, clean())
    assert [line.text for line in read.paragraphs if line.style and line.style.name == "Heading 1"] == PARTS
    assert part(read, PARTS[1]) == ["无。"]
    assert "未发现问题。" in part(read, PARTS[0])


def test_each_error_has_problem_computation_place_and_advice(tmp_path: Path) -> None:
    """Errors are numbered from 1, in order, each with all that a unit needs to mend it."""
    result = faulty()
    errors = [one for one in result.findings if one.severity is Severity.ERROR]
    said = part(letter(tmp_path, result), PARTS[1])
    heads = [line for line in said if line[:1].isdigit() and "．" in line[:4]]
    assert [head.split("．")[0] for head in heads] == [str(number) for number in range(1, len(errors) + 1)]
    text = "\n".join(said)
    for one in errors:
        assert one.message in text
        assert f"计算：{one.computation}" in text
        assert f"建议：{one.suggestion}".rstrip("。") in text
    assert text.count("位置：") == len(errors)
    assert "第186行，“98.64%”" in text


def test_one_number_runs_through_the_parts_and_the_form_of_answers(tmp_path: Path) -> None:
    """Warnings go on from the errors, and the form of answers uses the same numbers with room to fill in."""
    result = faulty()
    counts = [sum(one.severity is severity for one in result.findings) for severity in Severity]
    read = letter(tmp_path, result)
    warnings = part(read, PARTS[2])
    assert any(line.startswith(f"{counts[0] + 1}．") for line in warnings)
    head, *body = [[cell.text for cell in row.cells] for row in read.tables[0].rows]
    assert head == ["序号", "问题", "整改情况", "说明"]
    assert [row[0] for row in body] == [str(number) for number in range(1, counts[0] + counts[1] + 1)]
    assert {row[2] + row[3] for row in body} == {""}


def test_hints_are_brief_and_need_no_answer(tmp_path: Path) -> None:
    """A hint is one line, and a letter with hints only has no form of answers."""
    hint = altered(faulty().findings[0], severity=Severity.INFO)
    read = letter(tmp_path, changed(faulty(), findings=(hint,)))
    assert part(read, PARTS[3]) == [f"1．分项之和不等于合计：{hint.message}。"]
    assert read.tables == []


def test_a_waived_problem_is_listed_with_who_and_why_and_not_asked_for(tmp_path: Path) -> None:
    """It stands in 五, not in 二 nor in the form of answers, and the count says so."""
    result = with_first_waived(faulty())
    message = result.findings[0].message
    read = letter(tmp_path, result)
    excused = part(read, PARTS[4])[0]
    assert message in excused
    assert f"{WAIVED.reason}（{WAIVED.by}，2025-03-18）" in excused
    assert not any(message in line for line in part(read, PARTS[1]))
    assert not any(message in row.cells[1].text for row in read.tables[0].rows)
    assert any("另有 1 个问题已作说明" in line for line in part(read, PARTS[0]))


def test_what_could_not_be_checked_says_what_is_missing(tmp_path: Path) -> None:
    """Silence is never mistaken for approval."""
    entry = Checked(check="sum.people", verdict=Verdict.UNDECIDABLE, missing=("编制数", "在职人数"))
    said = part(letter(tmp_path, changed(clean(), checked=(entry,))), PARTS[5])
    assert "不表示没有问题" in said[0]
    assert said[1] == "（1）人员构成不符：缺 编制数、在职人数。"


def test_there_is_room_for_names_seal_and_date(tmp_path: Path) -> None:
    """The reviewer signs; nothing is signed or dated by the program."""
    text = "\n".join(line.text for line in letter(tmp_path, faulty()).paragraphs)
    for wanted in ("审核人：　", "复核人：　", "（审核单位盖章）", "　年　　月　　日"):
        assert wanted in text


@pytest.mark.parametrize(
    ("unit", "title", "said"),
    [
        ("青禾街道", None, "青禾街道2024年度部门整体支出绩效自评材料"),
        ("青禾街道", "绩效自评", "青禾街道2024年度部门整体支出绩效自评材料"),
        (None, None, "2024年度部门整体支出绩效自评材料"),
        ("青禾街道", "关于《2024年度自评》 的报告全文", "关于〈2024年度自评〉的报告全文"),
    ],
)
def test_the_material_is_named_by_its_title_or_by_what_is_known(unit: str | None, title: str | None, said: str) -> None:
    """A title too short to tell anything is not used; inner book marks become single."""
    one = clean()
    form = FormEntry(form="report", id="report", name="自评报告", title=title, blank=False, place=one.forms[0].place)
    assert subject(changed(one, unit=unit, forms=(form,))) == said


def test_it_is_on_a4_in_the_fonts_of_official_letters(tmp_path: Path) -> None:
    """Page, margins, fonts with their stand-ins, line spacing and first-line indent are those of GB/T 9704."""
    read = letter(tmp_path, faulty())
    page = read.sections[0]
    assert (page.page_width, page.page_height, page.left_margin) == (7560310, 10692130, 1007745)
    faces = {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312", "Normal": "仿宋_GB2312"}
    for name, font in faces.items():
        fonts = read.styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == font
    normal = read.styles["Normal"].paragraph_format
    assert normal.line_spacing.pt == 28
    assert read.paragraphs[2]._p.xpath("./w:pPr/w:ind/@w:firstLineChars") == ["200"]
    with zipfile.ZipFile(tmp_path / "意见.docx") as archive:
        table = archive.read("word/fontTable.xml").decode()
        foot = "".join(archive.read(name).decode() for name in archive.namelist() if "footer" in name)
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table
    assert "PAGE" in foot
    assert "— " in foot


def test_long_tables_repeat_their_head_and_break_between_rows(tmp_path: Path) -> None:
    """The form of answers reads well over several pages."""
    table = letter(tmp_path, faulty()).tables[0]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows[1:])


@pytest.mark.parametrize("text", ["\x00坏\x0b", "\ud800", "<w:p>&", "=1+1"])
def test_any_text_can_be_written(text: str, tmp_path: Path) -> None:
    """What XML cannot hold is replaced, and markup in a report stays text."""
    one = altered(faulty().findings[0], message=text, suggestion=text)
    read = letter(tmp_path, changed(faulty(), unit=text, findings=(one,)))
    assert len(read.tables) == 1


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    """The message says where it could not write."""
    with pytest.raises(UsageError, match="不能写到"):
        write(tmp_path / "没有" / "a.docx", clean())
