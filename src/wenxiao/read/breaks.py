"""Soft breaks: lines that stand apart inside one paragraph, as Word and web pages have them."""

from __future__ import annotations

_LINE = 24  # shorter lines are not broken by hand in mid-sentence


def soft_lines(text: str) -> list[str]:
    """Return the lines that soft breaks part a paragraph into.

    A break in mid-sentence is one of typing, not of meaning: the line goes on without it.
    """
    if "\n" not in text:
        return [text]
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and _goes_on(lines[-1], line):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


def _goes_on(before: str, after: str) -> bool:
    left = before.rstrip()
    return len(left) >= _LINE and after[:1].strip() != "" and left[-1] in "，、"
