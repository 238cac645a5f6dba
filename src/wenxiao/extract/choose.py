"""Which Standard a document is judged by, and why.

Three kinds of evidence, strongest first: a regulation that the document cites, the layout of its forms
(words that only this Standard's forms print), and the region that it names.
"""

from __future__ import annotations

from dataclasses import dataclass

from wenxiao.document import Document, Table
from wenxiao.extract.labels import squeeze
from wenxiao.standards import Pack, available, load

FALLBACK = "national-2020"
_ENOUGH = 4


@dataclass(frozen=True)
class Choice:
    """The pack chosen, and a sentence that says why."""

    pack: Pack
    reason: str


def choose(document: Document, year: int | None = None) -> Choice:
    """Return the pack that fits the document best; the national one where none does."""
    text = _text(document)
    scored = sorted(
        (_score(text, pack, year) for pack in map(load, available()) if pack.id != FALLBACK),
        key=lambda item: (-item[0], -len(item[2].lineage), item[2].id),
    )
    if scored and scored[0][0] >= _ENOUGH:
        return Choice(scored[0][2], f"按{scored[0][1]}选用口径 {scored[0][2].id}（{scored[0][2].identity.title}）")
    pack = load(FALLBACK)
    return Choice(pack, f"未能从材料中识别出地区口径，按全国通用口径 {pack.id} 核验；可用 --standard 指定")


def _text(document: Document) -> str:
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            parts.extend(cell.text for cell in block.cells if len(cell.text) < 400)
        else:
            parts.append(block.text)
    return squeeze_all(parts)


def squeeze_all(parts: list[str]) -> str:
    """Return the parts without blanks, one a line, so that no word arises across a seam."""
    return "\n".join(squeeze(part) for part in parts)


def _score(text: str, pack: Pack, year: int | None) -> tuple[int, str, Pack]:
    identity = pack.identity
    if year is not None and identity.year is not None and identity.year > year:
        return 0, "", pack
    cited = [word for word in identity.cites if squeeze(word) in text]
    marks = [word for word in identity.marks if squeeze(word) in text]
    names = [word for word in identity.names if squeeze(word) in text]
    early = [word for word in names if squeeze(word) in text[:1500]]
    score = 6 * bool(cited) + 2 * min(len(marks), 5) + 2 * bool(names) + 2 * bool(early)
    reasons = [
        *([f"所引文件（{cited[0]}）"] if cited else []),
        *([f"版式（{'、'.join(marks[:3])}）"] if marks else []),
        *([f"地区（{names[0]}）"] if names else []),
    ]
    return score, "、".join(reasons), pack
