"""Excel: a stored value prints what Excel shows for it, digit by digit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenxiao.read.xlsx.builtin import CODES
from wenxiao.read.xlsx.codes import MAX_CODE
from wenxiao.read.xlsx.printer import Printer

ACCOUNTING = CODES[43]
PRINTED = (
    ("General", "0.1", "0.1"),
    ("General", "0.10000000000000001", "0.1"),
    ("General", "1402.3200000000002", "1402.32"),
    ("General", "-12.50", "-12.5"),
    ("General", "12345678901", "12345678901"),
    ("General", "12345678901.5", "12345678902"),
    ("General", "123456789012", "1.23457E+11"),
    ("General", "1234.567890123", "1234.56789"),
    ("General", "0.000123456789", "0.000123457"),
    ("General", "0.00001", "0.00001"),
    ("General", "1E-10", "1E-10"),
    ("General", "99999999999.9", "1E+11"),
    ("G/通用格式", "3.10", "3.1"),
    ('G/通用格式"人"', "35", "35人"),
    ("0", "0.5", "1"),
    ("0.00", "1.005", "1.01"),
    ("0.00", "1.0049999999999999", "1.01"),
    ("0.00", "-2.345", "-2.35"),
    ("0.00", "6", "6.00"),
    ("0.00", "1E+20", "100000000000000000000.00"),
    ("#,##0.00", "1234567.891", "1,234,567.89"),
    ("#,##0.00", "-1234.5", "-1,234.50"),
    ("#,##0", "999.5", "1,000"),
    ("###,###", "0", ""),
    ("0.##", "5", "5"),
    ("0.##", "5.5", "5.5"),
    ("0.0#", "5", "5.0"),
    (".00", "0.5", ".50"),
    ("000000", "42", "000042"),
    ("000-0000", "1234567", "123-4567"),
    ("?,??0.00", "12.3", "12.30"),
    ("0%", "0.968", "97%"),
    ("0.00%", "0.96829999999999994", "96.83%"),
    ("0.0\\%", "55.55", "55.6%"),
    ('0"万元"', "12.5", "13万元"),
    ("0.00!元", "3", "3.00元"),
    ('"无"', "3", "无"),
    ("0!.0,", "12345.6", "1.2"),
    ('0!.0,"万"', "12345678", "1234.6万"),
    ("#,##0.0,", "1234567", "1,234.6"),
    ("0.0,,", "1234567", "1.2"),
    ("0.00_);(0.00)", "-3.456", "(3.46)"),
    ("0.00_);(0.00)", "3.456", "3.46"),
    ("[Red]0.0;[蓝色]-0.0", "-2.55", "-2.6"),
    ("0.00;-0.00;", "0", ""),
    ('0.00;-0.00;"零"', "0", "零"),
    (";;;", "12", ""),
    ("0;;;@", "-3", ""),
    ("[White]0.00", "12", ""),
    (ACCOUNTING, "1234.5", "1,234.50"),
    (ACCOUNTING, "-1234.5", "-1,234.50"),
    (ACCOUNTING, "0", "-"),
    ('[>=10000]0!.0,"千";0', "23456", "2.3千"),
    ('[>=10000]0!.0,"千";0', "-5", "-5"),
    ('[<0]"负"0.0;0.0', "-5", "负5.0"),
    ('[=1]"是";[=0]"否";0', "0", "否"),
    ("[$¥-804]#,##0.00", "12.5", "¥12.50"),
    ("¥#,##0", "-5", "-¥5"),
    ("0.00E+00", "12345.678", "1.23E+04"),
    ("0.00E+00", "99999", "1.00E+05"),
    ("##0.0E+0", "12345.678", "12.3E+3"),
    ("# ?/?", "1.25", "1 1/4"),
    ("# ??/??", "0.333333333333333", "1/3"),
    ("# ?/8", "2.999", "3"),
    ("?/8", "0.3", "2/8"),
    ("@", "3.5", "3.5"),
    ("[DBNum1]General", "12", "十二"),
    ("[DBNum1]General", "105", "一百零五"),
    ("[DBNum2]General", "10305.5", "壹万零叁佰零伍.伍"),
    ("[DBNum2]0", "305", "叁零伍"),
    ("[DBNum3]0", "12", "１２"),
    ("yyyy/m/d", "45352", "2024/3/1"),
    ("yyyy/m/d;@", "45352.75", "2024/3/1"),
    ('yyyy"年"m"月"d"日"', "45352", "2024年3月1日"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', "45301", "二〇二四年一月十日"),
    ("[$-F800]dddd", "45352", "2024年3月1日Friday"),
    ("yy.mm", "45352", "24.03"),
    ("e年", "45352", "2024年"),
    ("mmm d mmmm mmmmm", "45352", "Mar 1 March M"),
    ("[$-804]aaa aaaa", "45352", "周五 星期五"),
    ("[$-804]dddd mmmm", "45352", "星期五 三月"),
    ("yyyy/m/d", "60", "1900/2/29"),
    ("yyyy/m/d", "59", "1900/2/28"),
    ("yyyy/m/d", "2958465", "9999/12/31"),
    ("yyyy/m/d", "2958466", "2958466"),
    ("yyyy/m/d", "-1", "-1"),
    ("h:mm:ss", "0.999999", "0:00:00"),
    ("yyyy/m/d hh:mm", "45352.9999999", "2024/3/2 00:00"),
    ("[h]:mm:ss", "1.5", "36:00:00"),
    ("[mm]:ss", "0.0625", "90:00"),
    ("mm:ss.00", "0.0001", "00:08.64"),
    ("h:mm AM/PM", "0.75", "6:00 PM"),
    ('上午/下午h"时"mm"分"', "0.25", "上午6时00分"),
    ("d/m h:mm", "45352.5", "1/3 12:00"),
    ("0" * (MAX_CODE + 1), "1.5", "1.5"),
)


@pytest.mark.parametrize(("code", "stored", "printed"), PRINTED)
def test_a_number_prints_as_in_excel(code: str, stored: str, printed: str) -> None:
    """Each format prints what Excel shows for the value, halves away from zero."""
    assert Printer(code).number(stored) == printed


@pytest.mark.parametrize("stored", ["1e999999", "NaN", "inf", "--1", "１２", "1_0", "", "1,5"])
def test_what_is_no_number_is_not_printed_as_one(stored: str) -> None:
    """What a double cannot be prints nothing as a number."""
    assert Printer("0.00").number(stored) is None


@pytest.mark.parametrize(
    ("code", "printed"),
    [("@", "甲"), ("0.00", "甲"), ('0;0;0;"单位："@', "单位：甲"), (";;;", ""), ("0;0;0;", ""), ('@"局"', "甲局")],
)
def test_a_text_prints_by_its_section(code: str, printed: str) -> None:
    """The fourth section, or an only one with @, prints texts; an empty one hides them."""
    assert Printer(code).words("甲") == printed


def test_a_workbook_of_1904_counts_from_there() -> None:
    """The same serial number is another day."""
    assert Printer("yyyy/m/d", since_1904=True).number("0") == "1904/1/1"
    assert Printer("yyyy/m/d", since_1904=True).number("43890") == "2024/3/1"


@pytest.mark.parametrize(
    ("identity", "printed"),
    [(14, "2024/3/1"), (22, "2024/3/1 18:00"), (27, "2024年3月"), (31, "2024年3月1日"), (32, "18时00分"),
     (34, "下午6时00分"), (57, "2024年3月"), (58, "3月1日"), (20, "18:00")],
)  # fmt: skip
def test_the_numbers_of_formats_mean_what_they_mean_in_chinese(identity: int, printed: str) -> None:
    """Formats named by number only are those of Chinese Excel."""
    assert Printer(CODES[identity]).number("45352.75") == printed


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 5))
def test_decimals_are_rounded_exactly(value: Decimal, places: int) -> None:
    """Whatever the figure, it prints rounded half away from zero on its decimal digits."""
    code = "0." + "0" * places if places else "0"
    wanted = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    printed = Printer(code).number(str(value))
    assert printed is not None
    assert Decimal(printed) == wanted


@given(st.text(alphabet='0#?.,%E+-;@"[]\\_*!ymdhsG/通万红$>=1 ', max_size=30), st.decimals(-(10**6), 10**6, places=3))
def test_any_code_prints_something_or_nothing(code: str, value: Decimal) -> None:
    """However odd a code is, it prints a text."""
    assert Printer(code).number(str(value)) is not None
    assert isinstance(Printer(code).words("甲"), str)
