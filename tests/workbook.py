"""Excel files made by hand for tests: the inner XML of parts, as odd as a test wants it."""

from __future__ import annotations

import io
import zipfile

from wenxiao.document import Document
from wenxiao.read import read_bytes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ONE_SHEET = '<sheet name="表" sheetId="1" r:id="s1"/>'


def relations(*links: tuple[str, str, str]) -> str:
    """Return a relationships part: each link as (id, kind, target)."""
    each = "".join(f'<Relationship Id="{one}" Type="{KINDS}/{kind}" Target="{target}"/>' for one, kind, target in links)
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'


def workbook_file(
    sheet: str = "<sheetData/>",
    *,
    strings: str = "",
    styles: str = "",
    sheets: str = ONE_SHEET,
    properties: str = "",
    links: tuple[tuple[str, str, str], ...] = (),
    sheet_links: tuple[tuple[str, str, str], ...] = (),
    others: dict[str, str] | None = None,
    space: str = MAIN,
    content_type: str = _TYPE,
) -> bytes:
    """Return an .xlsx of one sheet (inner XML), with shared strings, styles, and what else is named."""
    root = f'xmlns="{space}" xmlns:r="{KINDS}"'
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {root}>{properties}<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            ("s1", "worksheet", "worksheets/sheet1.xml"),
            ("s2", "sharedStrings", "sharedStrings.xml"),
            ("s3", "styles", "styles.xml"),
            *links,
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet {root}>{sheet}</worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": relations(*sheet_links),
        "xl/sharedStrings.xml": f"<sst {root}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {root}>{styles}</styleSheet>",
        **(others or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return made.getvalue()


def rows_xml(*rows: str) -> str:
    """Return sheet data of rows whose cells (inner XML) stand from column A on."""
    return "<sheetData>" + "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, 1)) + "</sheetData>"


def words(*texts: str) -> str:
    """Return cells with texts, blank where a text is."""
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' if text else "<c/>" for text in texts)


def read_workbook(*given: str, **more: str) -> Document:
    """Read such a workbook: `given` is the sheet."""
    return read_bytes(workbook_file(*given, **more), "样例.xlsx")  # type: ignore[arg-type]
