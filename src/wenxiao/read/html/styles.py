"""What the attributes of an element say of how it is shown: hidden, deleted, a part of Office's own."""

from __future__ import annotations

import re
from enum import Enum


class Shown(Enum):
    """How an element is shown that is not simply there."""

    HIDDEN = "隐藏文字"
    DELETED = "已删除的修订"
    REMARK = "批注"
    MARGIN = "页眉页脚"
    NUMBER = "编号"


_STYLE = re.compile(
    r"(?P<HIDDEN>\bdisplay\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}(?:hidden|collapse)|mso-hide\s{0,4}:\s{0,4}all)"
    r"|(?P<REMARK>mso-element\s{0,4}:\s{0,4}comment-list)"
    r"|(?P<MARGIN>mso-element\s{0,4}:\s{0,4}(?:header|footer)\b)"
    r"|(?P<NUMBER>mso-list\s{0,4}:\s{0,4}ignore)",
    re.IGNORECASE,
)
_DELETING = re.compile(r"\bdel(?:eted?|ete)?\b|msodel", re.IGNORECASE)


def shown(tag: str, attributes: dict[str, str]) -> Shown | None:
    """Return how an element with these attributes is shown, None if as it stands."""
    if tag == "del" or (tag in ("s", "strike", "span") and _DELETING.search(attributes.get("class", ""))):
        return Shown.DELETED
    if "hidden" in attributes:
        return Shown.HIDDEN
    style = attributes.get("style")
    match = _STYLE.search(style) if style else None
    return Shown[match.lastgroup] if match and match.lastgroup else None
