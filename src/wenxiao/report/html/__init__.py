"""The report as one self-contained web page: the document as read, marked, with its findings beside it.

veil.py      which characters must not be printed (personal data)
marks.py     where each piece of evidence stands in the document, and its anchor
paper.py     the document, with the marks
items.py     the findings and the tools to look through them
summary.py   the head of the page: who, how many, which figures, what was checked
page.py      one page of all these, with its style and script
folder.py    the index over several reports
"""

from __future__ import annotations

from wenxiao.report.html.folder import INDEX, Entry, index_page, page_names
from wenxiao.report.html.page import asset, html_report, policy

__all__ = ["INDEX", "Entry", "asset", "html_report", "index_page", "page_names", "policy"]
