"""Amounts as people print them: figures with units, approximations, Chinese numerals, placeholders.

A printed figure is a Decimal, never a float, and stands for the interval of true values behind it.
"""

from wenxiao.quantity.figures import Quantity, parse
from wenxiao.quantity.intervals import Interval, common_places, decimals, interval, last_place, plain, point
from wenxiao.quantity.markers import Marker, marker
from wenxiao.quantity.numerals import chinese_numeral
from wenxiao.quantity.prose import find
from wenxiao.quantity.units import UNITS, Kind, Unit, convert, to_base, unit_of

__all__ = [
    "UNITS",
    "Interval",
    "Kind",
    "Marker",
    "Quantity",
    "Unit",
    "chinese_numeral",
    "common_places",
    "convert",
    "decimals",
    "find",
    "interval",
    "last_place",
    "marker",
    "parse",
    "plain",
    "point",
    "to_base",
    "unit_of",
]
