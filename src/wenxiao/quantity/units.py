"""Units of measure and exact conversion between those of one kind."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Literal

from msgspec import Struct

from wenxiao.errors import UsageError

EXACT = Context(prec=400)
Kind = Literal["money", "rate", "points", "count", "measure", "none"]


class Unit(Struct, frozen=True, kw_only=True):
    """A unit. `factor` leads to the base of its kind: 元 for money, a fraction for rates, else itself."""

    name: str
    kind: Kind
    factor: Decimal = Decimal(1)


_MONEY = {"元": "1", "千元": "1000", "万元": "10000", "百万元": "1000000", "亿元": "100000000"}
_RATES = {"%": "0.01", "‰": "0.001", "百分点": "0.01"}
COUNTS = (
    "人次 户次 车次 场次 批次 件次 班次 人 名 个 处 家 户 次 件 项 场 辆 台 套 条 座 所 间 栋 幢 宗 起 例 "
    "批 期 份 册 本 张 块 片 支 只 头 株 棵 位 对 组 队 班 节 口 篇 幅 部 门 面 盏 根 把 趟 轮 遍 回 款 "
    "类 种 级 层 笔 单 票 路 眼 村 社区 部门 年 天 周 季"
)
_MEASURES = (
    "㎡ m³ 平方公里 亩 公顷 公里 米 厘米 毫米 吨 公斤 克 升 千瓦 kV kW kWh 度 个月 小时 分钟 岁 课时 "
    "美元 元/人 元/次 元/户 元/月 元/年 元/㎡ 元/吨 元/亩"
)
UNITS: dict[str, Unit] = {
    **{name: Unit(name=name, kind="money", factor=Decimal(factor)) for name, factor in _MONEY.items()},
    **{name: Unit(name=name, kind="rate", factor=Decimal(factor)) for name, factor in _RATES.items()},
    **{name: Unit(name=name, kind="count") for name in COUNTS.split()},
    **{name: Unit(name=name, kind="measure") for name in _MEASURES.split()},
    "分": Unit(name="分", kind="points"),
}
ALIASES = {
    **{name: name for name in UNITS},
    **{"\\%": "%", "个百分点": "百分点", "个人": "人", "人员": "人", "元人民币": "元", "元整": "元"},
    **dict.fromkeys(("m2", "平方米", "平米"), "㎡"),
    **dict.fromkeys(("m3", "立方米"), "m³"),
    **{"km2": "平方公里", "km": "公里", "千米": "公里", "m": "米", "cm": "厘米", "mm": "毫米"},
    **{"kg": "公斤", "千克": "公斤", "t": "吨", "KV": "kV", "kv": "kV", "KW": "kW", "kw": "kW"},
    **{"元/平方米": "元/㎡", "元/m2": "元/㎡"},
}
_NO_UNIT = Unit(name="", kind="none")


def unit_of(name: str | None) -> Unit:
    """Return the Unit printed as `name` (or an alias); one of kind "none" for None and unknown words."""
    return UNITS.get(ALIASES.get(name or "", ""), _NO_UNIT)


def to_base(value: Decimal, unit: str | None) -> Decimal:
    """Return `value` in the base of its unit's kind: 2.5万元 is 25000 (元), 95% is 0.95. Exact."""
    return EXACT.multiply(value, unit_of(unit).factor)


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """Return `value` in another unit of the same kind, exactly. Raises UsageError between different kinds."""
    if from_unit == to_unit:
        return value
    source, target = unit_of(from_unit), unit_of(to_unit)
    if source == target:
        return value
    if source.kind != target.kind or source.kind not in {"money", "rate"}:
        raise UsageError(f"不能把“{from_unit}”换算成“{to_unit}”：两者不是同一种单位。")
    return EXACT.divide(EXACT.multiply(value, source.factor), target.factor)


def compared(value: Decimal, unit: str | None, places: int) -> tuple[Decimal, int]:
    """Return value and places in the unit in which figures are compared: 万元, a fraction, or as printed."""
    found = unit_of(unit)
    if found.kind == "money" and unit is not None:
        return convert(value, unit, "万元"), places + UNITS["万元"].factor.adjusted() - found.factor.adjusted()
    if found.kind == "rate" and unit == "%":
        return value.scaleb(-2), places + 2
    return value, places
