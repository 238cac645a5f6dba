"""Excel files (.xlsx, .xlsm, .xltx, as Excel, WPS and LibreOffice write them), read as they print.

Figures go through their number formats; hidden rows, columns and sheets, comments and covered cells are left out
and told. A sheet becomes titles, notes and tables in order.
"""

from __future__ import annotations

from wenxiao.read.xlsx.reader import MEDIA_TYPE, read_xlsx

__all__ = ["MEDIA_TYPE", "read_xlsx"]
