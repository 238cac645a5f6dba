"""What a page says of itself: its title, who wrote it and with what, when it was published."""

from __future__ import annotations

_SAID = {
    "author": "author",
    "generator": "application",
    "progid": "application",
    "keywords": "keywords",
    "description": "description",
    "articletitle": "title",
    "contentsource": "source",
    "sitename": "site",
    "pubdate": "published",
    "publishdate": "published",
    "article:published_time": "published",
    "dc.date": "published",
    "dcterms.issued": "published",
    "changed": "modified",
}
_LONGEST = 1_000
_OFFICE = ("word", "excel", "wps", "libreoffice", "openoffice", "kingsoft", "powerpoint", "ket.", "onenote")


class Said:
    """The metadata of a page; what comes first stands."""

    def __init__(self) -> None:
        self.title = ""
        self._found: dict[str, str] = {}

    def meta(self, attributes: dict[str, str]) -> None:
        """Take in a meta element."""
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = attributes.get("content", "").strip()
        if name in _SAID and content:
            self._found.setdefault(_SAID[name], content[:_LONGEST])

    def by_office(self) -> bool:
        """Tell whether an office program has saved the page: it has no menus then."""
        program = self._found.get("application", "").lower()
        return any(word in program for word in _OFFICE)

    def metadata(self) -> dict[str, str]:
        """Return what was said, the title of the article before that of the window."""
        title = {"title": self.title[:_LONGEST]} if self.title else {}
        return title | self._found

    def titles(self) -> list[str]:
        """Return the titles without blanks, to know the title of the article by."""
        found = (self._found.get("title", ""), self.title)
        return list(dict.fromkeys("".join(title.split()) for title in found if title))
