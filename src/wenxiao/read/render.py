"""A Document for people to look at: as text with drawn tables, and as one HTML page."""

from __future__ import annotations

import unicodedata
from html import escape

from wenxiao.document import Block, Cell, Document, Paragraph, Table

_WIDEST = 28  # columns of a cell in text; what is longer is wrapped
_STYLE = (
    "body{font:16px/1.7 serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:1rem 0}"
    "td{border:1px solid #888;padding:.2rem .5rem;vertical-align:top}"
)


def to_text(document: Document) -> str:
    """Return the document as text: headings marked with #, tables drawn with │, Chinese aligned."""
    return "\n\n".join(map(_block_text, document.blocks)) + "\n"


def to_html(document: Document) -> str:
    """Return the document as one self-contained page of HTML."""
    body = "\n".join(map(_block_html, document.blocks))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.file)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _block_text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"{'#' * (block.level or 0)} {block.text}".lstrip() if block.level else block.text
    return _table_text(block)


def _table_text(table: Table) -> str:
    """Draw a table; a cell's text stands only at its upper left corner."""
    rows: list[list[list[str]]] = []
    for line in table.lines():
        texts: list[list[str]] = [[""] for _ in range(table.columns)]
        for cell in line:
            texts[cell.column] = _wrapped(cell.text)
        rows.append(texts)
    widths = [max(max(map(_width, row[column])) for row in rows) for column in range(table.columns)]
    rule = "├" + "┼".join("─" * (width + 2) for width in widths) + "┤"
    drawn = [_row_text(row, widths) for row in rows]
    top, bottom = rule.translate(_TOP), rule.translate(_BOTTOM)
    return "\n".join([top, f"\n{rule}\n".join(drawn), bottom])


_TOP = str.maketrans("├┼┤", "┌┬┐")
_BOTTOM = str.maketrans("├┼┤", "└┴┘")


def _row_text(row: list[list[str]], widths: list[int]) -> str:
    lines = []
    for at in range(max(map(len, row))):
        parts = [texts[at] if at < len(texts) else "" for texts in row]
        lines.append(
            "│" + "│".join(f" {_padded(part, width)} " for part, width in zip(parts, widths, strict=True)) + "│"
        )
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    """Return `text` in lines of at most _WIDEST columns."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, width = "", 0
        for char in paragraph:
            if width + _width(char) > _WIDEST:
                lines.append(line)
                line, width = "", 0
            line, width = line + char, width + _width(char)
        lines.append(line)
    return lines


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _block_html(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = f"h{min(block.level, 6)}" if block.level else "p"
        return f"<{tag}>{_lines_html(block.text)}</{tag}>"
    rows = "\n".join(f"<tr>{''.join(map(_cell_html, line))}</tr>" for line in block.lines())
    return f"<table>\n{rows}\n</table>"


def _cell_html(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{span}"' for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if span > 1
    )
    return f"<td{spans}>{_lines_html(cell.text)}</td>"


def _lines_html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
