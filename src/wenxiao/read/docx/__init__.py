"""Word files (.docx, as Word, WPS and LibreOffice write them) by one walk over the OOXML grid.

What a person sees is read: insertions accepted, deletions, hidden text and comments left out and told.
"""

from __future__ import annotations

from wenxiao.read.docx.reader import MEDIA_TYPE, Reading, read_docx, trace_docx
from wenxiao.read.docx.walk import Anchor

__all__ = ["MEDIA_TYPE", "Anchor", "Reading", "read_docx", "trace_docx"]
