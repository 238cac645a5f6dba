"""Word comments in the unit's own file."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from lxml import etree

from wenxiao.document import Place
from wenxiao.finding import Evidence, Finding, Severity
from wenxiao.read import read_bytes
from wenxiao.report.annotate import annotate
from word import TOP, cell, link, paragraph, row, run, table, word_file

_NOW = datetime(2025, 3, 20, 8, 30, tzinfo=UTC)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = ("commentRangeStart", "commentRangeEnd")


def finding(*places: Place, message: str = "总分 86.2 不等于各项得分之和 89.2") -> Finding:
    return Finding(
        check="score.total",
        severity=Severity.ERROR,
        message=message,
        computation="9.2+80 = 89.2",
        evidence=tuple(Evidence(label="总分", text="86.2", place=place) for place in places),
        suggestion="总分应为 89.2",
    )


def annotated(data: bytes, *findings: Finding) -> bytes:
    return annotate(data, read_bytes(data, "样例.docx"), findings, _NOW)


def body_of(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def around(data: bytes, identity: str = "0") -> str:
    """Return the text between the marks of a comment."""
    inside, text = False, ""
    for node in body_of(data).iter():
        if node.tag == f"{_W}commentRangeStart" and node.get(f"{_W}id") == identity:
            inside = True
        elif node.tag == f"{_W}commentRangeEnd" and node.get(f"{_W}id") == identity:
            inside = False
        elif inside and node.tag == f"{_W}t":
            text += node.text or ""
    return text


def without_marks(root: etree._Element) -> bytes:
    """Return the body as it was: without the marks of comments and the runs that refer to them."""
    for node in list(root.iter(*(f"{_W}{name}" for name in _MARKS), f"{_W}commentReference")):
        parent = node.getparent()
        assert parent is not None
        target = parent if node.tag == f"{_W}commentReference" else node
        holder = target.getparent()
        assert holder is not None
        holder.remove(target)
    return etree.tostring(root, method="c14n")


FORM = paragraph("报告") + table(row(cell("总分", TOP), "100", "86.2"), row(cell("", "<w:vMerge/>"), "x", "y"))


def test_a_comment_stands_at_its_cell_and_says_all() -> None:
    """Around the words of the cell; with message, computation and suggestion; written by 问效."""
    made = annotated(word_file(FORM), finding(Place(block=1, row=0, column=2)))
    assert around(made) == "86.2"
    (comment,) = docx.Document(io.BytesIO(made)).comments
    assert (comment.author, comment.timestamp) == ("问效", _NOW)
    lines = comment.text.split("\n")
    assert lines[0].startswith("【错误】总分不等于各项得分之和（score.total）")
    assert lines[1:] == ["总分 86.2 不等于各项得分之和 89.2", "计算：9.2+80 = 89.2", "建议：总分应为 89.2"]


def test_nothing_else_changes() -> None:
    """Every other part is the same bytes; the body without the marks is the body that came."""
    data = word_file(FORM + paragraph("完"), styles="", others={"word/media/a.png": b"\x89PNG"})
    made = annotated(data, finding(Place(block=1, row=0, column=2)), finding(Place(block=0)))
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        added = set(after.namelist()) - set(before.namelist())
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert added == {"word/comments1.xml"}
    assert without_marks(body_of(made)) == etree.tostring(body_of(data), method="c14n")
    assert read_bytes(made, "样例.docx").blocks == read_bytes(data, "样例.docx").blocks


def test_words_of_a_paragraph_are_marked_by_their_runs() -> None:
    """The comment is around the runs that hold the words, not around the whole paragraph."""
    data = word_file(paragraph(run("全年支出"), run("1401.1"), run("万元。")))
    assert around(annotated(data, finding(Place(block=0, start=4, end=10)))) == "1401.1"


def test_comments_that_are_there_stay() -> None:
    """New ones are numbered on."""
    data = word_file(
        paragraph("甲", '<w:r><w:commentReference w:id="5"/></w:r>'),
        comments='<w:comment w:id="5" w:author="某">' + paragraph("旧批注") + "</w:comment>",
    )
    made = annotated(data, finding(Place(block=0)))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        comments = etree.fromstring(archive.read("word/comments.xml"))
    assert [(one.get(f"{_W}id"), "".join(one.itertext())[:3]) for one in comments] == [("5", "旧批注"), ("6", "【错误")]
    assert around(made, "6") == "甲"


def test_a_finding_without_a_place_stands_at_the_beginning() -> None:
    """A form that is missing has no place of its own; nothing is lost."""
    assert around(annotated(word_file(FORM), finding())) == "报告"
    assert around(annotated(word_file(table(row("甲", "乙"))), finding(Place(block=9)))) == "甲"


def test_the_figure_to_be_changed_is_the_one_that_is_marked() -> None:
    """Of several places the one that the suggestion wants changed."""
    blamed = Finding(
        check="sum.parts",
        severity=Severity.ERROR,
        message="不等",
        evidence=(
            Evidence(label="合计", text="100", place=Place(block=1, row=0, column=1)),
            Evidence(label="分项", text="86.2", place=Place(block=1, row=0, column=2)),
        ),
        suggestion="分项 86.2 应为 89.2",
    )
    assert around(annotated(word_file(FORM), blamed)) == "86.2"


def test_two_findings_at_one_cell_are_two_comments() -> None:
    """Marks may stand around the same words."""
    at = Place(block=1, row=0, column=2)
    made = annotated(word_file(FORM), finding(at), finding(at, message="另一条"))
    assert (around(made, "0"), around(made, "1")) == ("86.2", "86.2")


def test_text_that_xml_cannot_hold_is_no_obstacle() -> None:
    """Angle brackets, ampersands and control characters in a message."""
    made = annotated(word_file(FORM), finding(Place(block=0), message="a<b>&\x01"))
    assert "a<b>&\ufffd" in next(iter(docx.Document(io.BytesIO(made)).comments)).text


def test_relations_without_content_are_completed() -> None:
    """A document may have an empty list of relations."""
    data = word_file(FORM, links=link("x", "theme", "theme1.xml"))
    assert "word/comments1.xml" in zipfile.ZipFile(io.BytesIO(annotated(data, finding()))).namelist()
