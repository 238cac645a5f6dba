"""Reports for the tests of the HTML report, and a parser that looks into the page as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from wenxiao.check import check
from wenxiao.document import Document
from wenxiao.extract import extract
from wenxiao.finding import Evidence, Finding, Severity
from wenxiao.read import read, read_bytes
from wenxiao.report.result import CheckResult, result_of
from wenxiao.standards import load

EXAMPLES = Path(__file__).parents[2] / "examples"
VOID = {"meta", "br", "input", "link", "img", "hr"}


@dataclass
class Element:
    """One element of a page: its name, its attributes, what stands in it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """All text within, as a reader sees it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all within."""
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.walk()

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements within of this name, with these attributes; `class_` is one of the classes."""
        wanted = attributes.pop("class_", None)
        return [
            one
            for one in self.walk()
            if (not tag or one.tag == tag)
            and (wanted is None or wanted in one.classes)
            and all(one.attributes.get(key.replace("_", "-")) == value for key, value in attributes.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> Element:
        """Return the only element within that fits."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def parsed(page: str) -> Element:
    """Return the page as a tree; every element must be closed in its place."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    assert len(parser.open) == 1, parser.open[-1].tag
    return parser.root


def checked(document: Document) -> CheckResult:
    """Extract and check a document."""
    filing = extract(document, None)
    pack = load(filing.standard)
    return result_of(document, filing, check(filing, pack), pack)


def example(name: str) -> tuple[CheckResult, Document]:
    """Return one of the examples, checked."""
    document = read(EXAMPLES / name)
    return checked(document), document


def material(text: str, name: str = "样例.txt") -> tuple[CheckResult, Document]:
    """Return a material that is written in the test, checked."""
    document = read_bytes(text.encode(), name)
    return checked(document), document


def finding(*evidence: Evidence, check_id: str = "sum.parts", severity: Severity = Severity.ERROR) -> Finding:
    """Return a finding of our own making."""
    return Finding(
        check=check_id,
        severity=severity,
        message="甲不等于乙",
        evidence=evidence,
        suggestion="请核对。",
        computation="1+1 = 2",
    )
