"""A Difference for people and programs: on the terminal, as a web page, as JSON."""

from __future__ import annotations

from wenxiao.report.difference.page import html_difference
from wenxiao.report.difference.text import print_difference
from wenxiao.report.difference.wording import to_json

__all__ = ["html_difference", "print_difference", "to_json"]
