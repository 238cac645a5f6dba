"""Amounts as people print them: what is read, what is left alone, and what a printed figure stands for."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenxiao.errors import UsageError
from wenxiao.quantity import (
    Interval,
    Marker,
    Quantity,
    chinese_numeral,
    common_places,
    convert,
    find,
    interval,
    last_place,
    marker,
    parse,
    plain,
    point,
    to_base,
    unit_of,
)

D = Decimal

FIGURES = [
    ("1,702.51", "1702.51", None, 2),
    ("１７０２．５１万元", "1702.51", "万元", 2),
    ("1，234，567.89", "1234567.89", None, 2),
    ("100％", "100", "%", 0),
    ("0.00元", "0.00", "元", 2),
    ("-3.57%", "-3.57", "%", 2),
    ("−3.57%", "-3.57", "%", 2),
    ("(3.57)", "-3.57", None, 2),
    ("（3.57）", "-3.57", None, 2),
    ("百分之九十五", "95", "%", 0),
    ("百分之九十五点五", "95.5", "%", 1),
    ("千分之三", "3", "‰", 0),
    ("3.5万人", "35000", "人", -3),
    ("3千人", "3000", "人", -3),
    ("1.2万", "12000", None, -3),
    ("1亿元", "1", "亿元", 0),
    ("3百万元", "3", "百万元", 0),
    ("2,415.05万元", "2415.05", "万元", 2),
    (" 2,415.05 万元 ", "2415.05", "万元", 2),
    ("１．５‰", "1.5", "‰", 1),
    ("三点五万元", "35000.0", "元", -3),
    ("一亿二千万元", "120000000", "元", -4),
    ("3年", "3", "年", 0),
    ("4500㎡", "4500", "㎡", 0),
    ("4500m²", "4500", "㎡", 0),
    ("4500平方米", "4500", "㎡", 0),
    ("3个百分点", "3", "百分点", 0),
    ("7.5分", "7.5", "分", 1),
    ("¥1,234.00", "1234.00", "元", 2),
    ("160元/人", "160", "元/人", 0),
    ("270场次", "270", "场次", 0),
    ("12箱", "12", "箱", 0),
    ("2024", "2024", None, 0),
    ("+5.2%", "5.2", "%", 1),
]


@pytest.mark.parametrize(("text", "value", "unit", "places"), FIGURES)
def test_a_cell_that_is_one_figure_is_read(text: str, value: str, unit: str | None, places: int) -> None:
    """A whole text that is one figure gives its exact value, its normalised unit and its printed decimals."""
    found = parse(text)
    assert found is not None
    assert (plain(found.value), found.unit, found.places) == (value, unit, places)
    assert found.text == text.strip()
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "bound", "approximate"),
    [
        ("120余家", None, True),
        ("3000余", None, True),
        ("100多人", None, True),
        ("10来个", None, True),
        ("4万多人", None, True),
        ("近19000人", None, True),
        ("约 3 万元", None, True),
        ("两千余人", None, True),
        ("95%左右", None, True),
        ("超过100万元", ">", True),
        ("不足5%", "<", True),
        ("95%以上", ">=", True),
        ("达到95%以上", ">=", True),
        ("95%（含）以上", ">=", True),
        ("60分以下", "<=", True),
        ("≥95%", ">=", False),
        (">=95%", ">=", False),
        ("不低于95%", ">=", False),
        ("至少3次", ">=", False),
        ("≦100％", "<=", False),
        ("不超过100万元", "<=", False),
        ("控制在5%以内", "<=", False),
        ("大于100%", ">", False),
        ("＜5%", "<", False),
        ("=96.83%", "=", False),
        ("达95%", None, False),
    ],
)
def test_approximation_and_comparison_are_kept_apart(text: str, bound: str | None, approximate: bool) -> None:
    """约, 余, 近, 以上 make a figure approximate; ≥, 不低于, 以内 give it a bound; some words do both."""
    found = parse(text)
    assert found is not None
    assert (found.bound, found.approximate) == (bound, approximate)


@pytest.mark.parametrize(
    "text",
    [
        *("2023年度", "三公经费", "1、办公费", "2024-05-29", "139 0000", "13900000001", "1-2次", "60-80分"),
        *(
            "一",
            "十一",
            "十四五",
            "1,23,456",
            "1.",
            "2024年",
            "第3次",
            "0731",
            "全部",
            "",
            "（）",
            "(-3)",
            "(0)",
        ),
        *("6月", "3日", "1.2.3", "95%-100%", "办公费12", "12办公", "3.5箱", "±5%", "约", "万元", "1 702.51"),
    ],
)
def test_what_is_not_one_figure_is_none(text: str) -> None:
    """A range, a year, a date, a label, a telephone number or malformed thousands are not a figure."""
    assert parse(text) is None


def test_an_absurdly_long_number_is_none() -> None:
    """A run of more than thirty digits is an identifier, in figures and in Chinese."""
    assert parse("9" * 31) is None
    assert parse("九" * 31 + "元") is None
    assert find("9" * 40 + "元") == []


PROSE = [
    ("缴费15135,组织培训1次，巡河超78次", ["15135", "1", "78"]),
    ("2024年12月31日交付，3年行动，第3次会议", ["3"]),
    ("2023、2024年和2022—2023年度，1-10月，5月份，6月30日，9日", []),
    ("于2023-09-25和2024/5/6及2024.1.2，10:30开会", []),
    ("（某财绩〔2020〕7号）和(2021)23号文", []),
    ("推行“1+6”模式与“1+365”治理，1+6+N网格，“3.11”火灾", []),
    ("联系电话：22220001，手机13900000001，0731-22220001", []),
    ("A4纸，COVID-19，G107国道，12345热线，5号楼", []),
    ("=61/63×100%=96.83%", ["61", "63", "100", "96.83"]),
    (r"\frac{61}{63}\times100\%=96.83\%", ["61", "63", "100", "96.83"]),
    ("0-10%（含），计5分；11-30%（含），计4分；大于100%不得分", ["5", "4", "100"]),
    ("招募3至5名，约10~20万元", []),
    ("1.加强建设。2、做好服务；(3)完成8次", ["8"]),
    ("附件3 表2 目标1：完成 目标100%", ["100"]),
    ("其他资金：6", ["6"]),
    ("（得分：3）共 5 分，合计 4 ", ["3", "5", "4"]),
    ("比率=0-10%，指标1", []),
    ("变动率=(5.4-5.6)/5.6×100%=-3.57%", ["5.4", "5.6", "5.6", "100", "-3.57"]),
    ("两千余人参加，三个社区，一票否决，“两个责任”，第二个", ["2000", "3"]),
    ("满意度达百分之九十五，第十次，每三户", ["95"]),
    ("编制63名（28名），160 元/人，119 户 504 人", ["63", "28", "160", "119", "504"]),
    ("结余100余额5，11.3.2节", ["100", "5"]),
    ("１，２３４．５０万元", ["1234.50"]),
    ("共28，165人", ["28", "165"]),
    ("编号001，01", []),
    ("220KV线路", ["220"]),
    ("没有数", []),
]


@pytest.mark.parametrize(("text", "values"), PROSE)
def test_figures_of_prose_are_found_in_order(text: str, values: list[str]) -> None:
    """Amounts are found; years, dates, ordinals, document numbers, codes, telephones and ranges are not."""
    assert [plain(one.value) for one in find(text)] == values


@pytest.mark.parametrize("text", [text for text, _ in PROSE] + ["支出约２，４１５．０５万元，占 ９６．８３％ 以上"])
def test_offsets_are_those_of_the_original_text(text: str) -> None:
    """The offsets cut the printed figure, full width or not, out of the text that was given."""
    for one in find(text):
        assert text[one.start : one.end] == one.text
        again = parse(one.text.replace("\\", ""))
        assert again is not None
        assert again.value == one.value


@given(st.text(alphabet="0123456789.,，%％万亿元年月日第号约余人-+()（）〔〕/一二两十百点 \n“”A１２", max_size=60))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """Whatever stands in a text, reading it ends in figures whose offsets are right and in order."""
    found = find(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= two.start or one.start < two.start for one, two in pairwise(found))
    parse(text)
    marker(text)


@pytest.mark.parametrize(
    "unit", ["支出1,702.51万元，占96.83%，一是加强管理。", "1" * 50, "1 ", "1-", "百分之", "2024", "约"]
)
def test_finding_takes_time_in_proportion_to_the_text(unit: str) -> None:
    """Ten times the text takes some ten times as long, also for text made to be slow."""
    small, large = unit * (10_000 // len(unit)), unit * (100_000 // len(unit))
    find(small)
    started = time.perf_counter()
    find(small)
    middle = time.perf_counter()
    find(large)
    assert time.perf_counter() - middle < 40 * max(middle - started, 0.005)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("十", "10"),
        ("二十五", "25"),
        ("廿五", "25"),
        ("一百零五", "105"),
        ("一百二", "120"),
        ("三万五", "35000"),
        ("两千三百万", "23000000"),
        ("一亿二千万", "120000000"),
        ("二〇二四", "2024"),
        ("壹佰贰拾叁", "123"),
        ("叁万伍仟", "35000"),
        ("三点五", "3.5"),
        ("三点一四万", "31400.00"),
        ("百分之百", "1.00"),
        ("百分之九十五", "0.95"),
        ("千分之五", "0.005"),
        ("一万亿", "1000000000000"),
    ],
)
def test_chinese_numerals_are_read(text: str, value: str) -> None:
    """Numbers written in Chinese, formal or not, are read as people mean them."""
    found = chinese_numeral(text)
    assert found is not None
    assert plain(found) == value


@pytest.mark.parametrize("text", ["", "一个", "十四五", "万", "三点", "三点x", "点五", "百分之", "三点十", "abc"])
def test_other_words_are_no_chinese_numeral(text: str) -> None:
    """What is not a number written in Chinese gives None."""
    assert chinese_numeral(text) is None


def _in_chinese(number: int) -> str:
    """Write 1 … 9999 in Chinese, as an independent oracle."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        text += "零一二三四五六七八九"[digit] + (name if digit else "")
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.strip("零")


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_chinese_numerals_agree_with_writing_them(high: int, low: int) -> None:
    """Every number below a hundred million is read back from its Chinese form."""
    text = _in_chinese(high) + "万" + ("零" if 0 < low < 1000 else "") + _in_chinese(low)
    assert chinese_numeral(text) == high * 10_000 + low
    assert chinese_numeral(_in_chinese(high)) == high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Marker.BLANK),
        (" \u3000\xa0\u200b\ufeff\n", Marker.BLANK),
        ("无", Marker.NONE),
        ("没有。", Marker.NONE),
        ("暂 无", Marker.NONE),
        ("不适用", Marker.NOT_APPLICABLE),
        ("不涉及", Marker.NOT_APPLICABLE),
        ("未涉及", Marker.NOT_APPLICABLE),
        ("N/A", Marker.NOT_APPLICABLE),
        ("n/a", Marker.NOT_APPLICABLE),
        ("/", Marker.SLASH),
        ("\\", Marker.SLASH),
        ("／", Marker.SLASH),
        ("—", Marker.DASH),
        ("——", Marker.DASH),
        ("--", Marker.DASH),
        ("－", Marker.DASH),
        ("―", Marker.DASH),
        ("……", Marker.FILLER),
        ("…", Marker.FILLER),
        ("...", Marker.FILLER),
        ("....", Marker.FILLER),
        ("。", Marker.DOT),
        (".", Marker.DOT),
        ("、", Marker.DOT),
        ("0", None),
        ("无问题", None),
        ("3/4", None),
    ],
)
def test_placeholders_are_told_apart(text: str, expected: Marker | None) -> None:
    """Blank, 无, 不适用, /, —, …… and a lone full stop are different things, and 0 is a value."""
    assert marker(text) is expected


def test_a_printed_figure_stands_for_what_rounds_or_truncates_to_it() -> None:
    """From half a unit below to one unit above in the last place, the upper end excluded."""
    assert interval(D("1401.01"), 2) == Interval(low=D("1401.005"), high=D("1401.02"), high_open=True)


def test_a_negative_figure_is_the_mirror_image() -> None:
    """A negative figure stands for the mirrored interval, its lower end excluded."""
    assert interval(D("-3.57"), 2) == Interval(low=D("-3.58"), high=D("-3.565"), low_open=True)


def test_a_printed_zero_reaches_one_unit_both_ways() -> None:
    """Truncation prints 0.00 for all that is less than a unit away from zero."""
    assert interval(D(0), 2) == Interval(low=D("-0.01"), high=D("0.01"), low_open=True, high_open=True)


def test_hidden_digits_widen_the_interval() -> None:
    """3.5万 is known to the thousand: its places are -3."""
    assert interval(D(35000), -3) == Interval(low=D(34500), high=D(36000), high_open=True)


def test_an_exact_figure_is_a_point() -> None:
    """A count or a point stands for itself alone."""
    assert point(D(35)) == Interval(low=D(35), high=D(35))


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_rounding_and_truncation_both_fall_into_the_interval(true: Fraction, places: int) -> None:
    """However a true value is printed, by rounding half up or by truncation, its interval contains it."""
    scale = 10**places
    sign = -1 if true < 0 else 1
    for digits in (int(abs(true) * scale + Fraction(1, 2)), int(abs(true) * scale)):
        span = interval(D(sign * digits).scaleb(-places), places)
        low, high = Fraction(span.low), Fraction(span.high)
        assert low < true < high or (true == low and not span.low_open) or (true == high and not span.high_open)


def test_the_commonest_decimals_decide_the_last_place() -> None:
    """6 among two-decimal figures is 6.00; zeros do not count, ties go to the finer, nothing gives 0."""
    figures = [
        (D("1401.1"), 1),
        (D(6), 0),
        (D("169.74"), 2),
        (D("1576.75"), 2),
        (D(0), 0),
        (D(0), 0),
        (D(0), 0),
    ]
    assert common_places(figures) == 2
    assert common_places([(D(1), 0), (D("1.5"), 1)]) == 1
    assert common_places([]) == 0
    assert last_place(1, 2) == last_place(2, 0) == 2


def test_units_convert_exactly() -> None:
    """Money and rates convert within their kind without rounding."""
    assert convert(D("2415.05"), "万元", "元") == D("24150500")
    assert convert(D(1), "元", "亿元") == D("0.00000001")
    assert convert(D(95), "%", "‰") == D(950)
    assert convert(D(3), "人", "人") == D(3)
    assert to_base(D("2.5"), "万元") == D(25000)
    assert to_base(D(95), "%") == D("0.95")
    assert to_base(D(3), None) == D(3)


@pytest.mark.parametrize(("source", "target"), [("元", "%"), ("人", "户"), ("㎡", "亩")])
def test_units_of_different_kinds_do_not_convert(source: str, target: str) -> None:
    """Converting between kinds is refused with a Chinese sentence that names both units."""
    with pytest.raises(UsageError, match=f"{source}.*{target}"):
        convert(D(1), source, target)


def test_a_quantity_knows_its_kind_and_base() -> None:
    """A quantity gives its kind and its value with places in the base of that kind."""
    rate, money, bare = parse("96.83%"), parse("1.5万元"), parse("7")
    assert rate
    assert money
    assert bare
    assert (rate.kind, *rate.base()) == ("rate", D("0.9683"), 4)
    assert (money.kind, *money.base()) == ("money", D(15000), -3)
    assert (bare.kind, *bare.base()) == ("none", D(7), 0)
    assert unit_of("个百分点").name == "百分点"


def test_numbers_are_printed_plainly() -> None:
    """No exponent ever shows, and printed zeros stay."""
    assert [plain(D(text)) for text in ("1E+3", "0.50", "-1E-7")] == ["1000", "0.50", "-0.0000001"]


def test_a_quantity_is_immutable() -> None:
    """A figure that was read can't be changed in place."""
    with pytest.raises(AttributeError):
        Quantity(value=D(1)).value = D(2)  # type: ignore[misc]
