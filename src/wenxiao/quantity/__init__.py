"""Amounts as people print them: figures with units, approximations, Chinese numerals, placeholders.

A printed figure is a Decimal, never a float, and stands for the interval of true values behind it.
"""

from wenxiao.quantity.figures import Quantity, parse
from wenxiao.quantity.intervals import Interval, common_places, decimals, interval, last_place, plain, point, trimmed
from wenxiao.quantity.markers import Marker, is_blank, is_meaningless, is_nothing, marker, squeeze
from wenxiao.quantity.numerals import chinese_numeral
from wenxiao.quantity.prose import find
from wenxiao.quantity.units import UNITS, Kind, Unit, compared, convert, to_base, unit_of

__all__ = [
    "UNITS",
    "Interval",
    "Kind",
    "Marker",
    "Quantity",
    "Unit",
    "chinese_numeral",
    "common_places",
    "compared",
    "convert",
    "decimals",
    "find",
    "interval",
    "is_blank",
    "is_meaningless",
    "is_nothing",
    "last_place",
    "marker",
    "parse",
    "plain",
    "point",
    "squeeze",
    "to_base",
    "trimmed",
    "unit_of",
]
