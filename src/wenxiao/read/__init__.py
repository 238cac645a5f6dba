"""Bytes become a Document: the guarded front door, and one reader for each format.

    document = read("report.txt")
    document = read_bytes(uploaded, "report.txt")

Whatever comes in, the outcome is a Document or a ReadError with one clear Chinese sentence.
Nothing here knows of budgets or evaluation; only of signs of layout.
"""

from __future__ import annotations

from wenxiao.read.bundle import Bundle, joined, read_bundle
from wenxiao.read.door import MAX_BYTES, load, read, read_bytes
from wenxiao.read.render import to_html, to_text

__all__ = ["MAX_BYTES", "Bundle", "joined", "load", "read", "read_bundle", "read_bytes", "to_html", "to_text"]
