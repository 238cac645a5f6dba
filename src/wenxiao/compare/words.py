"""What was taken out of a text and what was put in, word by word.

Sentences are compared first, then the words within those that changed. Chinese has no blanks between words, so a
word is one character, a whole number, or a run of Latin letters; a single character that happens to stand on both
sides between two changes is no common ground and goes with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal

from wenxiao.compare.shape import Piece

_SENTENCE = re.compile(r"[^。；;！？\n]*[。；;！？\n]?")
_WORD = re.compile(r"[0-9][0-9,.]*[%％‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_MOST = 400_000  # pairs of words that are compared one by one; beyond it a passage is taken as a whole
_ISLAND = 2
_Kind = Literal["same", "removed", "added"]
_Edit = tuple[_Kind, str]
_MIRROR: dict[_Kind, _Kind] = {"same": "same", "removed": "added", "added": "removed"}


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return the stretches of two texts in order: kept, taken out, put in. Swapped texts give swapped pieces."""
    if before <= after:
        edits = _settled(_by_sentence(before, after))
    else:
        edits = _mirrored(_settled(_by_sentence(after, before)))
    return tuple(Piece(kind=kind, text=text) for kind, text in edits)


def _mirrored(edits: list[_Edit]) -> list[_Edit]:
    """Return the edits that lead the other way, what is taken out still before what is put in."""
    found: list[_Edit] = []
    for kind, text in edits:
        at = len(found) - 1 if kind == "added" and found and found[-1][0] == "added" else len(found)
        found.insert(at, (_MIRROR[kind], text))
    return found


def _by_sentence(before: str, after: str) -> Iterable[_Edit]:
    one, other = ([said for said in _SENTENCE.findall(text) if said] for text in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            yield "same", "".join(one[a:b])
        elif tag == "replace":
            yield from _within(one[a:b], other[c:d])
        else:
            yield "removed", "".join(one[a:b])
            yield "added", "".join(other[c:d])


def _within(before: list[str], after: list[str]) -> Iterable[_Edit]:
    """Compare passages word by word; long ones sentence by sentence, if there are as many."""
    one, other = (_WORD.findall("".join(said)) for said in (before, after))
    if len(one) * len(other) <= _MOST:
        yield from _by_word(one, other)
    elif len(before) == len(after) and len(before) > 1:
        for said, now in zip(before, after, strict=True):
            yield from _within([said], [now])
    else:
        yield "removed", "".join(before)
        yield "added", "".join(after)


def _by_word(one: list[str], other: list[str]) -> Iterable[_Edit]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.quick_ratio() < 0.3 or matcher.ratio() < 0.3:
        yield "removed", "".join(one)  # two sentences that only share some characters
        yield "added", "".join(other)
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(one[a:b])
        else:
            yield "removed", "".join(one[a:b])
            yield "added", "".join(other[c:d])


def _settled(edits: Iterable[_Edit]) -> list[_Edit]:
    """Join what belongs together: islands of one character between changes, and neighbours of one kind."""
    listed = [edit for edit in edits if edit[1]]
    found: list[_Edit] = []
    removed = added = ""
    for at, (kind, text) in enumerate(listed):
        island = kind == "same" and len(text) < _ISLAND and (removed or added) and at + 1 < len(listed)
        if kind == "same" and not (island and not text.isspace() and text not in "。；;，,、"):
            found.extend(_flushed(removed, added))
            removed = added = ""
            found.append((kind, text))
            continue
        removed += text if kind != "added" else ""
        added += text if kind != "removed" else ""
    return _joined([*found, *_flushed(removed, added)])


def _flushed(removed: str, added: str) -> list[_Edit]:
    edits: list[_Edit] = [("removed", removed), ("added", added)]
    return [edit for edit in edits if edit[1]]


def _joined(edits: list[_Edit]) -> list[_Edit]:
    found: list[_Edit] = []
    for kind, text in edits:
        if found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + text)
        else:
            found.append((kind, text))
    return found
