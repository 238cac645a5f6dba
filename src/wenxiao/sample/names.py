"""Invented places, units, projects and indicators. None of them exists; persons are 某某."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

_HEADS = "云青霁芦澄栖岚泽朗苇麓溪砚荻枫漪榆鹭"
_TAILS = "川禾州雁原霞湖岭泉洲桥浦屏坪渚峪"
_KINDS = (
    "街道办事处", "市场监督管理局", "农业农村局", "水务局", "文化馆", "图书馆", "第二人民医院", "第三实验学校",
    "交通运输局", "城市管理局", "民政局", "应急管理局",
)  # fmt: skip
_PROJECTS = (
    "社区文化服务", "小微水体治理", "农村公路养护", "老旧小区改造", "食品安全抽检", "图书采购与数字化", "困难群众救助",
    "垃圾分类运行", "设备更新", "技能培训", "森林防火", "河道保洁", "公共体育设施维护", "档案整理", "信息系统运行维护",
)  # fmt: skip
_DUTIES = ("负责辖区公共服务和公共安全", "负责行业规划、管理和监督检查", "承担上级交办的专项任务", "管理所属单位和资产")
_WORKS = ("完成年度重点项目建设", "加强日常巡查和隐患整改", "改进窗口服务", "组织业务培训", "推进信息公开")


class Template(NamedTuple):
    """An indicator without its figures. `low` and `high` bound its target; no unit means that words are its target.

    `sign` is ≥, ≤ or ＝; `top` is the largest value that makes sense.
    """

    name: str
    sign: str
    unit: str = ""
    low: int = 0
    high: int = 0
    top: int | None = None
    words: tuple[str, str] = ("", "")


OUTPUT: dict[str, tuple[Template, ...]] = {
    "数量指标": (
        Template("开展巡查次数", "≥", "次", 12, 240),
        Template("组织活动场次", "≥", "场", 20, 150),
        Template("培训人次", "≥", "人次", 80, 900),
        Template("设施维护处数", "≥", "处", 5, 60),
        Template("受理办结事项件数", "≥", "件", 200, 3000),
    ),
    "质量指标": (
        Template("验收合格率", "≥", "%", 90, 98, 100),
        Template("设备完好率", "≥", "%", 88, 97, 100),
        Template("隐患整改销号率", "＝", "%", 100, 100, 100),
    ),
    "时效指标": (
        Template("按期完成率", "≥", "%", 90, 98, 100),
        Template("资金拨付及时率", "＝", "%", 100, 100, 100),
    ),
    "成本指标": (
        Template("单次活动平均支出", "≤", "元", 800, 6000),
        Template("人均培训费用", "≤", "元", 200, 900),
    ),
}
BENEFIT: dict[str, tuple[Template, ...]] = {
    "经济效益指标": (Template("节约运行费用", "≥", "万元", 2, 40),),
    "社会效益指标": (
        Template("受益群众人次", "≥", "人次", 500, 20000),
        Template("公共服务保障水平", "", words=("有所提高", "有所提高")),
    ),
    "生态效益指标": (Template("生活垃圾分类覆盖率", "≥", "%", 80, 95, 100),),
    "可持续影响指标": (
        Template("长效管理机制", "", words=("建立健全", "已建立并执行")),
        Template("骨干人员留任率", "≥", "%", 85, 96, 100),
    ),
}
SATISFIED: dict[str, tuple[Template, ...]] = {
    "服务对象满意度指标": (Template("服务对象满意度", "≥", "%", 85, 95, 100),)
}
DECISION: dict[str, tuple[Template, ...]] = {
    "项目立项": (Template("立项依据充分性", "", words=("充分", "充分")),),
    "绩效目标": (Template("绩效目标合理性", "", words=("合理", "合理")),),
    "资金投入": (Template("预算编制科学性", "", words=("科学", "科学")),),
}
MANAGEMENT: dict[str, tuple[Template, ...]] = {
    "资金管理": (Template("资金使用合规性", "", words=("合规", "合规")),),
    "组织实施": (
        Template("管理制度健全性", "", words=("健全", "健全")),
        Template("合同管理规范性", "", words=("规范", "规范")),
    ),
}
LEVELS: dict[str, dict[str, tuple[Template, ...]]] = {
    "决策": DECISION,
    "管理": MANAGEMENT,
    "产出指标": {name: items for name, items in OUTPUT.items() if name != "成本指标"},
    "成本指标": {"经济成本指标": OUTPUT["成本指标"]},
    "效益指标": BENEFIT,
    "满意度指标": SATISFIED,
}
TEMPLATES = tuple(one for levels in LEVELS.values() for templates in levels.values() for one in templates)
REASONS = ("受连续降雨影响，进度推迟；已调整计划", "个别点位未按期交付；已督促整改", "人员变动较大；已补充力量")


def place(random: Random) -> str:
    """Return the name of a county or district in a city."""
    return f"{_word(random)}市{_word(random)}{random.choice('区县')}"


def unit(random: Random) -> str:
    """Return the name of a budget unit."""
    kind = random.choice(_KINDS)
    street = _word(random) if kind == "街道办事处" else ""
    return f"{place(random)}{street}{kind}"


def authority(random: Random) -> str:
    """Return the name of a department in charge."""
    return f"{place(random)}{random.choice(('财政局', '发展和改革局', '文化旅游体育局', '水务局', '农业农村局'))}"


def projects(random: Random, count: int) -> list[str]:
    """Return the names of projects, all different."""
    return random.sample(_PROJECTS, count)


def duties(random: Random) -> str:
    """Return what a unit is for, one duty a line."""
    return _listed(random.sample(_DUTIES, random.randint(2, len(_DUTIES))))


def works(random: Random) -> str:
    """Return the main work of a year, one a line."""
    return _listed(random.sample(_WORKS, random.randint(2, len(_WORKS))))


def _listed(items: list[str]) -> str:
    return "\n".join(f"{number}.{item}；" for number, item in enumerate(items, 1))[:-1] + "。"


def _word(random: Random) -> str:
    return random.choice(_HEADS) + random.choice(_TAILS)
