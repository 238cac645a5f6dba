"""Text as every format can hold it."""

from __future__ import annotations

import re

from wenxiao.write.sheet import Sheet

_BETWEEN = "　　　"
_BARRED = re.compile(r'[\\/:*?"<>|\t]')
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text without the characters that XML can't hold."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def signature_line(page: Sheet) -> str:
    """Return the labels below a form, each with what stands after it or room for it."""
    return _BETWEEN.join(f"{role}：{text}" for role, text in page.signatures)


def file_name(text: str) -> str:
    """Return a text as the name of a file on any system."""
    return _BARRED.sub("", printable(text).replace("\n", " ")).strip(" .")[:80] or "绩效自评材料"
