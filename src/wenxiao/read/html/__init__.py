"""Web pages: HTML as sites publish it, as Office saves it, as systems export it; and MHTML archives of it."""

from __future__ import annotations

from wenxiao.read.html.reader import read_html

__all__ = ["read_html"]
