"""Cell styles: by which format a cell prints, whether it is framed, whether its text is white on white."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from wenxiao.errors import ReadError
from wenxiao.read.xlsx.builtin import CODES, GENERAL
from wenxiao.read.xlsx.printer import Effort, Printer

MAX_FORMATS = 1_000
"""The most formats that are taken apart; Excel allows some 250 of one's own."""
_WHITES = ("FFFFFFFF", "00FFFFFF")
_WHITE_INDEXES = ("1", "9")
_COST = 80  # of making one style ready, in what a file may ask of its printers


class Look(NamedTuple):
    """How a cell looks."""

    printer: Printer
    framed: bool = False
    white: bool = False


class Styles:
    """The cell styles of a workbook, each made ready when first used."""

    def __init__(self, root: etree._Element | None, name: str, *, since_1904: bool = False) -> None:
        self._name = name
        self._since_1904 = since_1904
        self._effort = Effort(name)
        parts = {_local(node): node for node in root if isinstance(node.tag, str)} if root is not None else {}
        self._codes = {
            node.get("numFmtId", ""): node.get("formatCode", GENERAL) for node in _children(parts.get("numFmts"))
        }
        self._borders = [_framed(node) for node in _children(parts.get("borders"))]
        self._white_fonts = [_white_font(node) for node in _children(parts.get("fonts"))]
        self._blank_fills = [_blank_fill(node) for node in _children(parts.get("fills"))]
        self._formats = [dict(node.attrib) for node in _children(parts.get("cellXfs"))]
        self._printers: dict[str, Printer] = {}

    def look(self, style: str) -> Look:
        """Return how the cells with a style number look; an unknown number is the first style."""
        self._effort.spend(_COST)
        number = int(style) if style.isdecimal() and len(style) < 9 else 0
        if not self._formats:
            return Look(self._printer(GENERAL))
        form = self._formats[number if number < len(self._formats) else 0]
        identity = form.get("numFmtId", "0")
        code = self._codes.get(identity)
        if code is None:
            code = CODES.get(int(identity) if identity.isdecimal() and len(identity) < 9 else 0, GENERAL)
        white = _at(self._white_fonts, form.get("fontId")) and _at(self._blank_fills, form.get("fillId"), missing=True)
        return Look(self._printer(code), _at(self._borders, form.get("borderId")), white)

    def _printer(self, code: str) -> Printer:
        if code not in self._printers:
            if len(self._printers) >= MAX_FORMATS:
                raise ReadError(
                    f"“{self._name}”用到的数字格式超过 {MAX_FORMATS} 种，不像正常的文件，没有读；"
                    "请用 Excel 或 WPS 打开，把内容复制到新工作簿，再试。"
                )
            self._printers[code] = Printer(code, since_1904=self._since_1904, effort=self._effort)
        return self._printers[code]


def _children(node: etree._Element | None) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str)] if node is not None else []


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _at(flags: list[bool], index: str | None, *, missing: bool = False) -> bool:
    number = int(index) if index is not None and index.isdecimal() and len(index) < 9 else -1
    return flags[number] if 0 <= number < len(flags) else missing


def _framed(border: etree._Element) -> bool:
    """Tell whether a border draws a line on any side."""
    sides = ("left", "right", "top", "bottom", "start", "end")
    return any(_local(side) in sides and side.get("style", "none") != "none" for side in _children(border))


def _white_font(font: etree._Element) -> bool:
    return any(_local(node) == "color" and _is_white(node) for node in _children(font))


def _is_white(color: etree._Element) -> bool:
    if color.get("tint") not in (None, "0"):
        return False
    rgb, theme, index = color.get("rgb"), color.get("theme"), color.get("indexed")
    return (rgb or "").upper() in _WHITES or theme == "0" or index in _WHITE_INDEXES


def _blank_fill(fill: etree._Element) -> bool:
    """Tell whether a fill leaves the paper white."""
    for pattern in _children(fill):
        kind = pattern.get("patternType", "none")
        if kind == "solid":
            return any(_local(node) == "fgColor" and _is_white(node) for node in _children(pattern))
        return kind == "none" and _local(pattern) == "patternFill"
    return True
