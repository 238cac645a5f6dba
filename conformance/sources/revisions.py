"""22–27: tracked changes beyond a figure typed or struck out."""

from __future__ import annotations

from conformance.markup import Xml, cell, deleted, inserted, join, para, revision, row, run, table
from conformance.package import word
from conformance.sources import file

HEADS = ("科目", "预算数", "决算数")


@file("22-rows-inserted-deleted.docx")
def rows_inserted_deleted() -> bytes:
    """Write a table into which a row was put, and from which one was taken, with tracked changes on."""
    gone = row(*(cell(para(deleted(words))) for words in ("出国经费", "7.70", "6.60")), props=revision("del"))
    new = row(*(cell(para(inserted(words))) for words in ("水电费", "20.50", "20.10")), props=revision("ins"))
    return word(table(3, row(*HEADS), row("办公费", "30.10", "30.40"), gone, new))


@file("23-paragraph-mark-deleted.docx")
def paragraph_mark_deleted() -> bytes:
    """Write two paragraphs made one, in the text and in a cell: the end of the first is deleted."""
    mark = f"<w:rPr>{revision('del')}</w:rPr>"
    split = cell(para("30.", props=mark), para("40"))
    return word(
        join(
            para("全年执行数540.00万元，", props=mark),
            para("预算执行率90%。"),
            table(3, row(*HEADS), row("办公费", "30.10", split)),
        )
    )


@file("24-moved.docx")
def moved() -> bytes:
    """Write a sentence and a figure that were moved: they stand where they went, not where they came from."""
    source = join(
        _range("moveFromRangeStart", 'w:name="move1" w:author="审核"'),
        revision("moveFrom", run("剩余资金60.00万元结转下年。")),
        _range("moveFromRangeEnd"),
    )
    target = revision("moveTo", run("剩余资金60.00万元结转下年。"))
    return word(
        join(
            para(source, "一、预算执行情况"),
            para("全年预算数600.00万元。", target),
            table(
                3,
                row(*HEADS),
                row(
                    "办公费",
                    cell(para(revision("moveFrom", run("30.40")))),
                    cell(para(revision("moveTo", run("30.40")))),
                ),
            ),
        )
    )


@file("25-insertion-deleted-again.docx")
def insertion_deleted_again() -> bytes:
    """Write words that one person typed and another struck out, both with tracked changes on."""
    both = revision("ins", deleted("（含上年结转）"))
    return word(para("全年预算数", both, "600.00万元，", inserted("全年执行数540.00万元。")))


@file("26-formatting-changed.docx")
def formatting_changed() -> bytes:
    """Write changes of format only: the old properties that Word keeps say nothing of what is shown."""
    shown = revision("rPrChange", "<w:rPr><w:vanish/></w:rPr>")
    spans = revision("tcPrChange", '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>')
    leveled = revision("pPrChange", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    return word(
        join(
            para("全年执行数", run("540.00", props=shown), "万元。", props=leveled),
            table(3, row(*HEADS), row(cell("办公费", props=spans), "30.10", "30.40")),
        )
    )


@file("27-inserted-blocks.docx")
def inserted_blocks() -> bytes:
    """Write cells typed and struck out as wholes, and a paragraph whose every run is an insertion."""
    return word(
        join(
            para(inserted("一、", "部门基本情况")),
            para(inserted("本单位编制40人。"), deleted("本单位编制45人。")),
            table(
                3,
                row(*HEADS),
                row("办公费", cell(inserted("30.10"), props=revision("cellIns")), "30.40"),
            ),
        )
    )


def _range(name: str, more: str = "") -> Xml:
    return Xml(f'<w:{name} w:id="900" {more}/>')
