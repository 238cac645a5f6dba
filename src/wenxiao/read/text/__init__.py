"""Plain text and Markdown: the dialects that dumps of Word and recognisers write."""

from __future__ import annotations

from wenxiao.read.text.reader import read_text

__all__ = ["read_text"]
