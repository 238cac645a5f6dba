"""The letter of review (审核意见书) that a bureau hands back to a unit: what to mend, what to explain, a form.

One number runs through 二, 三 and 四 and through the form of answers, so that a unit can refer to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from wenxiao.errors import UsageError
from wenxiao.finding import Finding, Severity, Verdict
from wenxiao.report import paper
from wenxiao.report.result import CheckResult
from wenxiao.report.wording import (
    figures_of,
    grades_of,
    kind_of,
    name_of,
    places_by_form,
    printable,
    same_cause,
    waived_by,
)  # fmt: skip
from wenxiao.version import __version__

_PLACES = 6
_TITLED = range(8, 61)
_COLUMNS = (("序号", Mm(13)), ("问题", Mm(67)), ("整改情况", Mm(42)), ("说明", Mm(34)))
_Numbered = Sequence[tuple[int, Finding]]


def write(path: Path, result: CheckResult) -> None:
    """Write the letter on one file. Raises UsageError if it cannot be written."""
    letter = letter_on(result)
    try:
        letter.save(str(path))
    except OSError:
        raise UsageError(f"不能写到“{path}”，请关闭正打开它的程序，并检查文件夹是否存在、是否有权限。") from None


def letter_on(result: CheckResult) -> Document:
    """Return the letter on one file."""
    title = f"关于《{subject(result)}》的审核意见"
    letter = paper.sheet(title)
    numbered = list(enumerate(result.standing, 1))
    errors, warnings, hints = (
        [(number, one) for number, one in numbered if one.severity is severity] for severity in Severity
    )
    letter.add_paragraph(title, style="Title").paragraph_format.space_after = Pt(28)
    letter.add_paragraph(f"{printable(result.unit) if result.unit else '________________'}：")
    _say(letter, _opening(result))
    _section(letter, "一、总体情况", _overall(result))
    _problems(letter, "二、应当改正的问题", errors)
    _problems(letter, "三、需要核实说明的问题", warnings)
    _section(letter, "四、提示", [f"{number}．{name_of(one.check)}：{_stop(one.message)}" for number, one in hints])
    _section(letter, "五、已说明（豁免）的问题", _excused(result))
    _section(letter, "六、未能核验的事项", _undecided(result))
    _closing(letter, answers=bool(errors or warnings))
    if errors or warnings:
        _answers(letter, result, [*errors, *warnings])
    paper.chinese_marks(letter)
    return letter


def subject(result: CheckResult) -> str:
    """Return the title of the material: that of its report, or one made of unit, year and kind."""
    titles = [one.title for one in result.forms if one.form == "report" and one.title]
    said = "".join(titles[0].split()) if titles else ""
    if len(said) not in _TITLED:
        year = f"{result.year}年度" if result.year else ""
        said = f"{result.unit or ''}{year}{kind_of(result.kind)}绩效自评材料"
    return printable(said).replace("《", "〈").replace("》", "〉")


def _opening(result: CheckResult) -> str:
    number = f"（{result.standard_number}）" if result.standard_number else ""
    basis = result.standard_title.removesuffix("（全国通用）")
    return (
        f"你单位报送的《{subject(result)}》收悉。我们依据《{basis}》{number}及其表式，对材料所列数据、表间和表文关系、"
        "指标得分、绩效目标及公开要求进行了核验，现将意见反馈如下。"
    )


def _overall(result: CheckResult) -> list[str]:
    verdicts = Counter(one.verdict for one in result.checked)
    names = (
        (Verdict.PASSED, "通过"), (Verdict.FAILED, "不通过"), (Verdict.UNDECIDABLE, "缺少数据未能核验"),
        (Verdict.NOT_APPLICABLE, "不适用"), (Verdict.OFF, "未开展"),
    )  # fmt: skip
    done = "，".join(f"{label} {verdicts[one]} 项" for one, label in names if verdicts[one])
    counts = Counter(one.severity for one in result.standing)
    found = (
        f"应当改正的问题 {counts[Severity.ERROR]} 个，需要核实说明的问题 {counts[Severity.WARNING]} 个，"
        f"提示 {counts[Severity.INFO]} 个"
    )
    excused = f"；另有 {len(result.excused)} 个问题已作说明，不再要求整改" if result.excused else ""
    said = [f"本次共核验 {len(result.checked)} 项：{done}。", f"发现{found}{excused}。"]
    if not result.findings:
        said[1] = "未发现问题。"
    return said + _score(result)


def _score(result: CheckResult) -> list[str]:
    names = ("自报总分", "所列各项得分之和", "分值合计")
    parts = [f"{name} {figure} 分" for name, figure in zip(names, figures_of(result), strict=True) if figure]
    declared, by_bands = grades_of(result)
    if declared or by_bands:
        parts.append(f"自报等级“{declared}”" if declared else "未填报等级")
    if by_bands:
        parts.append(f"自报总分对应的等级为“{by_bands}”")
    return [f"{'，'.join(parts)}。"] if parts else []


def _excused(result: CheckResult) -> list[str]:
    return [
        f"（{number}）{name_of(one.check)}：{_stop(one.message)}说明：{_stop(waived_by(one))}"
        for number, one in enumerate(result.excused, 1)
    ]


def _undecided(result: CheckResult) -> list[str]:
    missing = [one for one in result.checked if one.verdict is Verdict.UNDECIDABLE]
    if not missing:
        return []
    return ["以下事项因材料缺少数据或者口径不明，未能核验，不表示没有问题："] + [
        f"（{number}）{name_of(one.check)}：{'缺 ' + '、'.join(one.missing) if one.missing else '数据不全'}。"
        for number, one in enumerate(missing, 1)
    ]


def _section(letter: Document, title: str, said: Sequence[str]) -> None:
    letter.add_heading(title, 1)
    for line in said or ("无。",):
        _say(letter, line)


def _problems(letter: Document, title: str, findings: _Numbered) -> None:
    """Write each problem: its name, then what is wrong, the computation, the place, how to mend it."""
    _section(letter, title, () if not findings else (f"共 {len(findings)} 个。",))
    for number, one in findings:
        also = same_cause(one)
        letter.add_heading(f"{number}．{name_of(one.check)}{f'（同因：{also}）' if also else ''}", 2)
        _say(letter, _stop(one.message))
        for label, text in (
            ("计算", one.computation),
            ("位置", places_by_form(one.evidence, _PLACES)),
            ("建议", one.suggestion),
        ):
            if text:
                _say(letter, _stop(text), label)


def _say(letter: Document, text: str, label: str = "") -> Paragraph:
    line = letter.add_paragraph()
    paper.indent(line)
    if label:
        paper.face(line.add_run(f"{label}："), paper.HEAD, paper.SANHAO)
    line.add_run(printable(text))
    return line


def _stop(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def _closing(letter: Document, *, answers: bool) -> None:
    if answers:
        _say(
            letter,
            "请你单位于　　　　年　　月　　日前对上述问题逐条改正或者书面说明，填写《整改情况反馈表》（见附件），"
            "连同修改后的材料一并报送。",
        )
        letter.add_paragraph()
        _say(letter, "附件：整改情况反馈表")
    letter.add_paragraph()
    for line, inset in (
        ("审核人：　　　　　　复核人：　　　　　　　", 0),
        ("（审核单位盖章）", 3),
        ("　　　　年　　月　　日", 2),
    ):
        signed = letter.add_paragraph(line)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT if inset else WD_ALIGN_PARAGRAPH.LEFT
        signed.paragraph_format.right_indent = Pt(paper.SANHAO.pt * inset)
        signed.paragraph_format.keep_with_next = "日" not in line
        if not inset:
            paper.indent(signed)


def _answers(letter: Document, result: CheckResult, findings: _Numbered) -> None:
    """Write 整改情况反馈表 on a page of its own: the problems by their numbers, the rest to be filled in."""
    mark = letter.add_paragraph()
    mark.paragraph_format.page_break_before = True
    paper.face(mark.add_run("附件"), paper.HEAD, paper.SANHAO)
    letter.add_paragraph("整改情况反馈表", style="Title")
    line = letter.add_paragraph(style="Normal")
    paper.face(line.add_run(f"单位（盖章）：{printable(result.unit or '')}"), paper.BODY, paper.XIAOSI)
    line = letter.add_paragraph()
    paper.face(line.add_run("填报人：　　　　　　　　填报日期：　　　　年　　月　　日"), paper.BODY, paper.XIAOSI)
    table = letter.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, (name, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _fill(cell, name, paper.HEAD, centred=True)
    _mark(table.rows[0], "w:tblHeader")
    for number, one in findings:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        _fill(row.cells[0], str(number), paper.BODY, centred=True)
        _fill(row.cells[1], f"{name_of(one.check)}：{_stop(one.message)}", paper.BODY)
    for column, (_, wide) in zip(table.columns, _COLUMNS, strict=True):
        column.width = wide
        for cell in column.cells:
            cell.width = wide
    note = (
        "注：序号与审核意见中的序号一致；“整改情况”填已改正、部分改正或者未改正，未改正的在“说明”栏写明理由。"
        f"本稿由问效 {__version__} 按口径 {result.standard} 生成，签发前请审核人逐条复核，并核对所引文件的名称和文号。"
    )
    last = letter.add_paragraph()
    _tight(last)
    last.paragraph_format.space_before = Pt(6)
    paper.face(last.add_run(note), paper.SUBHEAD, paper.WUHAO)


def _fill(cell: Any, text: str, east: str, *, centred: bool = False) -> None:
    line = cell.paragraphs[0]
    _tight(line)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paper.face(line.add_run(printable(text)), east, paper.XIAOSI)


def _tight(line: Paragraph) -> None:
    line.paragraph_format.line_spacing = Pt(18)


def _mark(row: Any, name: str) -> None:
    """Set a property of a table row: repeat it as a heading, or keep it on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))
