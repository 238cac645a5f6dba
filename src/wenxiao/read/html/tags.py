"""The elements of HTML by what they do to the text: part it, hold it, leave it out."""

from __future__ import annotations

SILENT = frozenset(
    ("script", "style", "template", "noscript", "title", "xml", "svg", "object", "applet", "video", "audio", "canvas",
     "iframe", "datalist", "rp", "noframes")
)  # fmt: skip
"""What these hold is never shown as text."""
CONTAINERS = frozenset(
    ("div", "section", "article", "main", "nav", "header", "footer", "aside", "form", "fieldset", "center", "details",
     "blockquote")
)  # fmt: skip
"""What holds blocks, and may be a part of a page or of its frame."""
BLOCKS = CONTAINERS | frozenset(
    ("p", "dt", "dd", "address", "figure", "figcaption", "summary", "legend", "hgroup", "dialog", "optgroup", "hr",
     "ul", "ol", "dl", "li", "menu", "dir", "table", "tr", "td", "th", "caption", "pre", "body", "search",
     "h1", "h2", "h3", "h4", "h5", "h6")
)  # fmt: skip
"""What stands on lines of its own."""

_FILES = (
    ".doc", ".docx", ".xls", ".xlsx", ".et", ".wps", ".pdf", ".ofd", ".zip", ".rar", ".txt", ".csv", ".ppt", ".pptx",
)  # fmt: skip


def leads_away(attributes: dict[str, str]) -> bool:
    """Tell whether a link leads to another page, and not to a place in this one, an attachment or a mailbox."""
    target = attributes.get("href", "").strip().lower()
    if not target or target.startswith(("mailto:", "tel:")) or (target.startswith("#") and len(target) > 1):
        return False
    return not target.partition("?")[0].endswith(_FILES)
