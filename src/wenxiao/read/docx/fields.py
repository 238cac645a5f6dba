"""Fields: what is shown of them is kept, what computes them is not; some show nothing but their code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from wenxiao.read.docx.names import Names, local
from wenxiao.read.docx.symbols import symbol

_CONTENTS = ("TOC", "INDEX", "TOA")
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_LIVE = ("DDE", "DDEAUTO", "INCLUDETEXT", "LINK", "DATABASE")
_OVERLAY = re.compile(r"\\o(?:\s*\\a[clr])?\s*\(([^()]{1,20}(?:\([^()]{1,10}\))?)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^(),;，；]{1,30})[,;，；]([^(),;，；]{1,30})\)", re.IGNORECASE)
_DEEPEST = 8  # fields inside each other; more were never closed
_ENTRY = 60  # longer lines of a table of contents end with their page
_PAGE = re.compile(r"(?:\d{1,4}|[ivxlc]{1,6})\s*$", re.IGNORECASE)
_CIRCLES = frozenset("○◯〇Ｏ")
_SYMBOL = re.compile(r"SYMBOL\s+(0x[0-9a-f]{1,4}|\d{1,5})(?:.*?\\f\s*\"?([^\"\\]+)\"?)?", re.IGNORECASE)


@dataclass
class Field:
    """A field that is open: its code so far, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    shows: bool = False
    spoken: bool = False
    form: str = ""

    @property
    def kind(self) -> str:
        """The first word of the code: TOC, PAGE, REF, …."""
        words = "".join(self.code[:3]).split(maxsplit=1)
        return words[0].upper() if words else ""


class Fields:
    """The fields open at one place of a story, and whether text there is shown."""

    def __init__(self, *, margin: bool, contents: bool) -> None:
        self.open: list[Field] = []
        self.live: set[str] = set()
        self.contents = 0
        self.swallows = False  # a table of contents seems to hold the text itself
        self._hidden = (*(_PAGES if margin else ()), *(() if contents else _CONTENTS))

    def shown(self) -> bool:
        """Tell whether text standing here is shown; note that its field shows something."""
        if not self.open:
            return True
        # Text within a code is part of it only if a field inside the code shows it (a nested field).
        if any(not outer.shows for outer in self.open[:-1]):
            return False
        if any(one.shows and one.kind in self._hidden for one in self.open):
            self.contents += self.open[0].kind in _CONTENTS
            return False
        for one in self.open:
            one.spoken = True
        return True

    def mark(self, node: etree._Element, names: Names) -> str:
        """Take in w:fldChar; return what a field shows that has no result of its own."""
        kind = node.get(names.of("fldCharType"))
        if kind == "begin":
            del self.open[: max(0, len(self.open) - _DEEPEST)]
            self.open.append(Field(form=_form(node, names)))
        elif kind == "separate" and self.open:
            self.open[-1].shows = True
            self._note(self.open[-1].kind)
        elif kind == "end" and self.open:
            ended = self.open.pop()
            self._note(ended.kind)
            return "" if ended.spoken else ended.form or shown_by_code("".join(ended.code))
        return ""

    def code(self, text: str) -> None:
        """Take in a piece of a field's code."""
        if self.open and not self.open[-1].shows:
            self.open[-1].code.append(text)

    def reads_contents(self) -> bool:
        """Tell whether a table of contents that is left out is open here."""
        return any(one.shows and one.kind in _CONTENTS and one.kind in self._hidden for one in self.open)

    def simple(self, code: str) -> bool:
        """Take in a field that keeps its result inside itself; tell whether that is shown."""
        one = Field(code=[code])
        self._note(one.kind)
        return one.kind not in self._hidden

    def end_paragraph(self) -> None:
        """Give up fields whose result has not begun: a field cut off must not swallow what follows."""
        self.open = [one for one in self.open if one.shows]

    def _note(self, kind: str) -> None:
        if kind in _LIVE:
            self.live.add(kind)


def is_entry(text: str) -> bool:
    """Tell whether a paragraph may be a line of a table of contents: short, or ending with a page; no sentences."""
    text = text.strip()
    return not re.search("[。；]", text[:-1]) and (len(text) <= _ENTRY or _PAGE.search(text) is not None)


def shown_by_code(code: str) -> str:
    """Return what a field without a result shows by its code: a circled figure, a fraction, a symbol."""
    if (match := _SYMBOL.match(code.strip())) is not None:
        number = int(match[1], 16) if match[1].lower().startswith("0x") else int(match[1])
        return symbol(f"{number:x}", (match[2] or "Symbol").strip())
    if (match := _FRACTION.search(code)) is not None:
        return f"{match[1].strip()}/{match[2].strip()}"
    if (match := _OVERLAY.search(code)) is not None:
        parts = [part.strip() for part in re.split(r"[,;，；]", match[1])]
        inner = [part for part in parts if part not in _CIRCLES]
        if len(inner) < len(parts) and len(inner) == 1 and inner[0].isdigit() and 1 <= int(inner[0]) <= 20:
            return chr(ord("①") + int(inner[0]) - 1)
        return "".join(inner)
    return ""


def _form(node: etree._Element, names: Names) -> str:
    """Return what a legacy form field shows: ☑ or ☐, or the entry that is chosen."""
    data = names.at(node, "ffData")
    if data is None:
        return ""
    box = names.at(data, "checkBox")
    if box is not None:
        checked = names.on(box, "checked")
        return "☑" if (names.on(box, "default") if checked is None else checked) else "☐"
    entries = [one.get(names.val, "") for one in data.iter(names.of("listEntry"))]
    chosen = names.value(data, "ddList/result") or names.value(data, "ddList/default") or "0"
    return entries[int(chosen)] if chosen.isdigit() and int(chosen) < len(entries) else ""


def math(node: etree._Element) -> str:
    """Return a formula on one line: fractions as a/b, brackets as printed, everything else in order."""
    name = local(node)
    if name == "t":
        return node.text or ""
    parts = [(local(child), math(child)) for child in node if isinstance(child.tag, str)]
    if name == "f":
        pair = dict(parts)
        return f"{_grouped(pair.get('num', ''))}/{_grouped(pair.get('den', ''))}"
    inner = "".join(text for _, text in parts)
    if name == "d":
        return f"{_bracket(node, 'begChr', '(')}{inner}{_bracket(node, 'endChr', ')')}"
    if name in ("sSup", "sSubSup") and len(parts) > 1 and parts[-1][0] == "sup":
        return f"{''.join(text for _, text in parts[:-1])}^{parts[-1][1]}"
    return inner


def _grouped(text: str) -> str:
    """Return a part of a fraction in brackets if it is itself a sum: (a-b)/b."""
    return (
        f"({text})"
        if re.search(r"[^\s(][-+－＋−×*/÷]", text) and not re.fullmatch(r"[(（][^()（）]*[)）]", text)
        else text
    )


def _bracket(node: etree._Element, name: str, default: str) -> str:
    for child in node.iter():
        if isinstance(child.tag, str) and local(child) == name:
            return next((value for key, value in child.attrib.items() if str(key).endswith("}val")), "")
    return default
