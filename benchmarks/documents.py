"""Made-up files of a known size, for measuring: a report of some six pages with a form of 27 rows, long tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter
from docx import Document

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = (
    '<w:rPr><w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hAnsi="仿宋" w:hint="eastAsia"/><w:sz w:val="{size}"/></w:rPr>'
)
_LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))


def run(text: str, size: int = 32) -> str:
    """Return a run as Word writes it, with fonts and size."""
    return f'<w:r>{_FONT.format(size=size)}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*texts: str, size: int = 32) -> str:
    """Return a paragraph of several runs."""
    layout = '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200"/></w:pPr>'
    return (
        f'<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3">{layout}{"".join(run(text, size) for text in texts)}</w:p>'
    )


def cell(text: str, width: int, *, span: int = 1, merge: str = "") -> str:
    """Return a cell; `merge` is restart or continue."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    head = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merged}<w:vAlign w:val="center"/></w:tcPr>'
    return f'<w:tc>{head}<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run(text, 21) if text else ""}</w:p></w:tc>'


def table(rows: list[str], columns: int) -> str:
    """Return a table of rows."""
    grid = "".join(f'<w:gridCol w:w="{9000 // columns}"/>' for _ in range(columns))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def row(*cells: str) -> str:
    """Return a row."""
    return f'<w:tr w:rsidR="00A1B2C3"><w:trPr><w:trHeight w:val="400"/></w:trPr>{"".join(cells)}</w:tr>'


def form(indicators: int = 20) -> str:
    """Return an overall form as the official one is laid out: its name at the left merged down beside its rows."""
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
    funds = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    amounts = ("1000.00", "1086.75", "1052.46", "10", "96.84%", "9.68")
    rows = [
        row(cell("部门（单位）名称", 1000, span=2), cell("某某市某某局", 5000, span=7)),
        row(cell("年度预算申请（万元）", 1000, merge="restart"), cell("", 1000, span=2), *_row_of(funds)),
        row(cell("", 1000, merge="continue"), cell("年度资金总额", 1000, span=2), *_row_of(amounts)),
        row(cell("绩效指标", 1000, merge="restart"), *_row_of(heads)),
    ]
    for at in range(indicators):
        first, second = _LEVELS[at * len(_LEVELS) // indicators]
        begins = at == 0 or _LEVELS[(at - 1) * len(_LEVELS) // indicators] != (first, second)
        merge = "restart" if begins else "continue"
        rows.append(
            row(
                cell("", 1000, merge="continue"),
                cell(first if begins else "", 1000, merge=merge),
                cell(second if begins else "", 1000, merge=merge),
                *_row_of((f"完成事项{at + 1}", "≥95%", "96.5%", "4", "4", "")),
            )
        )
    rows.append(row(cell("总分", 5000, span=6), *_row_of(("100", "98.5", ""))))
    return table(rows, len(heads) + 1)


def _row_of(texts: Sequence[str]) -> list[str]:
    return [cell(text, 1000) for text in texts]


def report(pages: int = 6, seed: int = 0) -> bytes:
    """Return a report of about `pages` pages with one form, as a Word file; other figures with another seed."""
    body = [paragraph("某某市某某局2024年度部门整体支出绩效自评报告", size=44)]
    numerals = "一二三四五六七八九十"
    for at in range(pages * 2 - 2):
        funds = f"{1000 + at + seed}.{25 + seed}万元", f"{700 + at + seed}.{10 + seed}万元"
        body.append(paragraph(f"{numerals[at % 10]}、第{at + 1}部分情况"))
        body += [
            paragraph(
                f"2024年度一般公共预算财政拨款支出{funds[0]}，", f"其中：基本支出{funds[1]}，",
                "主要用于保障机构正常运转、完成日常工作任务；" * 2, f"项目支出300.15万元，占{30 - at}.5%。",
            )
            for _ in range(3)
        ]  # fmt: skip
    return packed("".join([*body, form(22)]))


def long_table(rows: int, columns: int = 8) -> bytes:
    """Return a Word file with one table in which the first column is merged from top to bottom."""
    lines = [
        row(
            cell("项目" if at == 0 else "", 1000, merge="restart" if at == 0 else "continue"),
            *(cell(f"{at}.{column}5", 1000) for column in range(1, columns)),
        )
        for at in range(rows)
    ]
    return packed(table(lines, columns) + paragraph("完"))


def workbook(rows: int) -> bytes:
    """Return a workbook of `rows` rows and nine columns: words, and figures that binary fractions cannot hold."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        figures = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("明细")
        sheet.write_row(0, 0, ["项目名称", *(f"第{at}列（万元）" for at in range(1, 9))])
        for at in range(1, rows):
            sheet.write_string(at, 0, f"项目{at}")
            for column in range(1, 9):
                sheet.write_number(at, column, at * 0.1 + column * 0.01, figures)
    return made.getvalue()


def packed(body: str) -> bytes:
    """Return a whole Word file around a body, with the styles and other parts of an ordinary one."""
    shell, made = io.BytesIO(), io.BytesIO()
    Document().save(shell)
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    document = f'<w:document xmlns:w="{_SPACE}"><w:body>{body}{section}</w:body></w:document>'
    with zipfile.ZipFile(shell) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info.filename, document.encode() if info.filename == "word/document.xml" else content)
    return made.getvalue()
