"""47–53: headings, their levels and the numbers that Word prints before them."""

from __future__ import annotations

from conformance.markup import cell, join, para, row, table
from conformance.package import word
from conformance.sources import file

NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'


def level(depth: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """Write one depth of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def numbering(levels: str, *numbers: str) -> str:
    """Write the lists of a document: one scheme, and the lists by it (the first without overrides)."""
    lists = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for at, override in enumerate(("", *numbers), 1)
    )
    return f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>{lists}'


def schemes(*schemes: str) -> str:
    """Write several schemes, each with one list of its own."""
    written = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(schemes)
    )
    lists = (f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(schemes)))
    return written + "".join(lists)


def listed(words: str, depth: int = 0, number: int = 1) -> str:
    """Write a paragraph of a list."""
    return para(words, props=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


OFFICIAL = (
    level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
)


@file("47-numbered-headings.docx")
def numbered_headings() -> bytes:
    """Write headings whose numbers Word prints in the four storeys of official documents."""
    body = join(
        listed("部门基本情况"),
        listed("机构设置", 1),
        listed("人员情况", 1),
        listed("编制", 2),
        listed("实有", 2),
        listed("在职40人", 3),
        listed("预算执行情况"),
        listed("收入", 1),
        listed("一般公共预算", 2),
        *(listed(f"事项{at}") for at in "丙丁戊己庚辛壬癸"),
        listed("其他"),
    )
    return word(body, numbering=numbering(OFFICIAL))


@file("48-numbers-start-again.docx")
def numbers_start_again() -> bytes:
    """Write a list that starts again by an override, one that goes on, and a level that never starts again."""
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = join(
        listed("甲项目"),
        listed("巡查", 1),
        listed("乙项目"),
        listed("设备", 1),
        listed("另一份：甲项目", 0, 2),
        listed("另一份：乙项目", 0, 2),
        listed("另一份：丙项目", 0, 1),
    )
    return word(body, numbering=numbering(levels, again))


@file("49-arabic-in-all-levels.docx")
def arabic_in_all_levels() -> bytes:
    """Write a depth that prints the numbers above it in Arabic (isLgl), and circled, legal and lettered ones."""
    levels = (
        level(0, "chineseLegalSimplified", "%1、")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "decimalEnclosedCircle", "%3")
        + level(3, "lowerLetter", "%4)")
    )
    body = join(
        listed("收入"), listed("支出"), listed("基本支出", 1), listed("项目支出", 1), listed("环境巡查", 2),
        listed("设备更新", 2), listed("采购", 3), listed("安装", 3),
    )  # fmt: skip
    return word(body, numbering=numbering(levels))


@file("50-numbered-by-style.docx")
def numbered_by_style() -> bytes:
    """Write headings whose number comes with their style, and one that its paragraph takes out of the list."""
    styles = NORMAL + _heading("H1", "heading 1", 0, '<w:numPr><w:numId w:val="1"/></w:numPr>')
    styles += _heading("H2", "heading 2", 1, '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>')
    levels += level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>')
    body = join(
        para("部门基本情况", style="H1"),
        para("机构设置", style="H2"),
        para("全年预算数600.00万元。"),
        para("预算执行情况", style="H1"),
        para("附：说明", style="H1", props='<w:numPr><w:numId w:val="0"/></w:numPr>'),
    )
    return word(body, styles=styles, numbering=numbering(levels))


def _heading(identity: str, name: str, outline: int, number: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{number}<w:outlineLvl w:val="{outline}"/></w:pPr></w:style>'
    )


@file("51-heading-levels.docx")
def heading_levels() -> bytes:
    """Write headings by built-in style, by a style based on one, by outline level, and body text that undoes it."""
    own = (
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="公文标题"/><w:basedOn w:val="Sub"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="公文节"/><w:basedOn w:val="H2"/></w:style>'
    )
    styles = NORMAL + _heading("H1", "heading 1", 0) + _heading("H2", "heading 2", 1) + own
    body = join(
        para("一、部门基本情况", style="H1"),
        para("（一）机构设置", style="Own"),
        para("1.内设科室", props='<w:outlineLvl w:val="2"/>'),
        para("共有科室5个。", style="H1", props='<w:outlineLvl w:val="9"/>'),
        para("本单位编制40人。"),
    )
    return word(body, styles=styles)


@file("52-numbered-cells.docx")
def numbered_cells() -> bytes:
    """Write numbers of rows that Word prints, and a number before text that begins with a year."""
    first = cell(para(props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    years = level(0, "decimal", "%1.", start=2)
    rows = row(first, "环境巡查", "39.50"), row(first, "设备更新", "58.80")
    body = join(
        table(3, row("序号", "项目", "决算数"), *rows),
        listed("2024年全年执行数540.00万元", 0, 2),
    )
    return word(body, numbering=schemes(level(0, "decimal", "%1"), years))


@file("53-bullets.docx")
def bullets() -> bytes:
    """Write a list with bullets, which are no numbers, and one that prints nothing."""
    levels = level(0, "bullet", "\uf06c") + level(1, "none", "")
    return word(join(listed("完成巡查12次"), listed("更新设备6台", 1)), numbering=numbering(levels))
