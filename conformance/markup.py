"""WordprocessingML in few words: runs, paragraphs, cells, rows and tables as the sources of the cases write them.

A plain string is text and is escaped; `Xml` is markup and stands as it is.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

REVISION = 'w:id="{0}" w:author="审核" w:date="2025-01-06T09:00:00Z"'
_marks = 0


class Xml(str):
    """Markup, as opposed to text that has yet to be escaped."""

    __slots__ = ()


class Block(Xml):
    """Markup that stands where paragraphs and tables do."""

    __slots__ = ()


def join(*parts: str) -> Xml:
    """Put pieces of markup behind each other."""
    return like(parts[0], "".join(parts))


def text(words: str, tag: str = "t") -> Xml:
    """Write words as w:t (or w:delText, w:instrText)."""
    return Xml(f'<w:{tag} xml:space="preserve">{escape(words)}</w:{tag}>')


def run(*parts: str, props: str = "", tag: str = "t") -> Xml:
    """Write a run; `props` goes into w:rPr."""
    inner = "".join(part if isinstance(part, Xml) else text(part, tag) for part in parts)
    return Xml(f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inner}</w:r>")


def runs(*parts: str) -> str:
    """Write what stands in a paragraph: text becomes runs, markup stays."""
    return "".join(part if isinstance(part, Xml) else run(part) for part in parts if part)


def para(*parts: str, style: str = "", props: str = "") -> Block:
    """Write a paragraph; `props` goes into w:pPr behind the style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{props}</w:pPr>" if named or props else ""
    return Block(f"<w:p>{properties}{runs(*parts)}</w:p>")


def cell(*parts: str, span: int = 1, down: str = "", across: str = "", props: str = "") -> Xml:
    """Write a cell: `span` columns wide, `down` and `across` are restart or continue."""
    inner = "".join(part if isinstance(part, Block) else para(part) for part in parts)
    if not inner.endswith("</w:p>"):
        inner += "<w:p/>"
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:hMerge w:val="{across}"/>' if across else ""
    merged += f'<w:vMerge w:val="{down}"/>' if down == "restart" else "<w:vMerge/>" if down else ""
    return Xml(f'<w:tc><w:tcPr><w:tcW w:w="{1000 * span}" w:type="dxa"/>{wide}{merged}{props}</w:tcPr>{inner}</w:tc>')


def row(*cells: str, props: str = "") -> Xml:
    """Write a row; a string is a cell of that text."""
    inner = "".join(one if isinstance(one, Xml) else cell(one) for one in cells)
    return Xml(f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inner}</w:tr>")


def table(columns: int, *rows: str) -> Block:
    """Write a table on a grid of `columns`."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    look = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
    return Block(f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def lines(columns: int, *rows: tuple[str, ...]) -> Block:
    """Write a table whose rows are given as tuples of cells."""
    return table(columns, *(row(*cells) for cells in rows))


def inserted(*parts: str) -> Xml:
    """Write a tracked insertion of runs."""
    return Xml(f"<w:ins {_revision()}>{runs(*parts)}</w:ins>")


def deleted(words: str) -> Xml:
    """Write a tracked deletion of words."""
    return Xml(f"<w:del {_revision()}>{run(words, tag='delText')}</w:del>")


def revision(name: str, inner: str = "") -> Xml:
    """Write any element of tracked changes: <w:del …/> in a row's properties, <w:moveTo …>runs</w:moveTo>."""
    return like(inner, f"<w:{name} {_revision()}>{inner}</w:{name}>" if inner else f"<w:{name} {_revision()}/>")


def control(inner: str, props: str = "") -> Xml:
    """Put a content control around runs, a cell, a row or blocks."""
    return like(inner, f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")


def like(inner: str, markup: str) -> Xml:
    """Return markup put around `inner`: a block if that is one."""
    return Block(markup) if isinstance(inner, Block) else Xml(markup)


def field(code: str, *result: str) -> Xml:
    """Write a complex field: begin, code, separate, result, end."""
    return join(mark("begin"), run(f" {code} ", tag="instrText"), mark("separate"), runs(*result), mark("end"))


def mark(kind: str) -> Xml:
    """Write one w:fldChar in its run."""
    return Xml(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')


def restart_marks() -> None:
    """Number the tracked changes of the next file from 1."""
    globals()["_marks"] = 0


def _revision() -> str:
    globals()["_marks"] += 1
    return REVISION.format(_marks)
