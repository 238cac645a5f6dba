"""Filing → the official forms and the report, in Word, Excel, PDF, HTML and text: one layout, one renderer a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wenxiao.filing import Filing, to_json
from wenxiao.standards import Pack
from wenxiao.write.marks import unmarked
from wenxiao.write.pages import pages_of, title_of, writable
from wenxiao.write.sheet import Line, Page, Prose, Sheet, SheetCell, Slot

__all__ = [
    "FORMATS",
    "Line",
    "Page",
    "Prose",
    "Sheet",
    "SheetCell",
    "Slot",
    "pages_of",
    "render",
    "title_of",
    "writable",
    "write",
]

_MARKING = ("docx", "html")
FORMATS = ("docx", "xlsx", "pdf", "html", "txt", "md", "json")


def write(filing: Filing, standard: Pack, form: str = "all", to: str = "docx") -> bytes:
    """Return the forms and the report of a filing, or the one form named, as a file of the format `to`."""
    if to == "json":
        return to_json(filing)
    pages = pages_of(filing, standard, form)
    return render(pages, to, title_of(filing, pages))


def render(pages: Sequence[Page], to: str, title: str) -> bytes:
    """Return pages as a file of the format `to` (any of FORMATS but json).

    Marked changes are tracked in Word and struck through on a web page; elsewhere the old text follows in brackets.
    """
    shown = pages if to in _MARKING else [unmarked(page) for page in pages]
    return _renderer(to)(shown, title)


def _renderer(to: str) -> Callable[[Sequence[Page], str], bytes]:
    """Return the renderer of a format; each is imported on first use."""
    if to == "docx":
        from wenxiao.write.docx import render as made  # noqa: PLC0415
    elif to == "html":
        from wenxiao.write.html import render as made  # noqa: PLC0415
    elif to == "pdf":
        from wenxiao.write.pdf import render as made  # noqa: PLC0415
    else:
        return _plain(to)
    return made


def _plain(to: str) -> Callable[[Sequence[Page], str], bytes]:
    from wenxiao.write.text import render_markdown, render_text  # noqa: PLC0415
    from wenxiao.write.xlsx import render as workbook  # noqa: PLC0415

    made = {"xlsx": workbook, "txt": render_text, "md": render_markdown}[to]
    return lambda pages, _: made(pages)
