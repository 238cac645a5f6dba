"""Sentences that a clerk would write into the gaps of a report. All are our own; places and projects are invented."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wenxiao.filing import Filing
from wenxiao.sample import names

_NOTHING = ("无。", "本年度无此项支出。", "本单位没有此项支出。")
_NO_MORE = ("无。", "没有其他需要说明的情况。")
_RUNNING = (
    "主要用于在职人员工资福利、社会保险缴费和日常办公、水电、差旅等支出。",
    "主要保障人员经费和机构正常运转，按定额标准安排，按进度支付。",
    "用于人员工资津补贴、办公设备维护、会议培训等，开支标准执行本级规定。",
)
_CHANGED = ("与上年相比变化不大。", "与上年基本持平。", "规模与上年相近。")
_PROJECTS = (
    "项目资金按批复的用途安排，实行专账核算，拨付前由业务股室和财务人员共同审核。",
    "项目实施前编制方案，实施中每季度核对一次进度，完工后组织验收，资金按合同约定支付。",
    "项目经费由业务股室申请、财务审核、分管领导审批后拨付，未发现截留和挪用。",
)
_THREE = (
    "公务接待执行事前审批和公函制度，公务用车实行定点加油、定点维修。",
    "本单位没有安排出国（境），车辆运行费用按车登记，接待严格按标准。",
    "变动主要是车辆维修次数和接待批次不同。",
)
_FUND = ("用于基础设施维护，按项目进度拨付。", "主要用于片区配套设施建设，专款核算。")
_RESULTS = (
    "产出方面，年初确定的数量、质量和时效指标按月调度，逐项登记完成情况。",
    "从执行情况看，重点任务按计划推进，台账和佐证资料已整理归档。",
    "全年工作围绕批复的绩效目标开展，各股室每季度报送一次进展。",
)
_EFFECTS = (
    "效益方面，公共服务的覆盖面有所扩大，群众办事的等候时间缩短。",
    "项目实施后，辖区环境和设施状况有所改善，后续管护责任已明确到岗。",
    "通过项目实施，服务能力有所增强，相关制度同步修订。",
)
_PROBLEMS = (
    "预算编制的精细化程度还不够，个别项目上半年支付偏慢，原因是前期准备时间较长。",
    "部分三级指标的量化程度不高，原因是业务股室参与设定指标不够。",
    "绩效监控的频次偏少，原因是专职人员不足。",
)
_MEASURES = (
    "下一年度提前编制项目实施方案，由财务室每月通报支付进度。",
    "由各业务股室在申报预算时同步填报指标，财务室统一审核后报送。",
    "安排一名人员专门负责绩效监控，每季度形成一份监控记录。",
)
_USE = (
    "自评结果作为编制下一年度预算和调整项目的依据，并按规定随决算在门户网站公开。",
    "结果将用于改进项目管理和完善制度，审核后在本级政务公开栏公开。",
)
_ADJUSTED = (
    "预算调整为年中追加的项目经费，未执行完的为尚未到付款期的合同尾款。",
    "全年预算含年中下达的专项资金，结余部分按规定处理。",
)
_OFFICES = ("办公室", "财务室", "业务股", "人事股")
_POSTS = ("主任", "副主任", "财务负责人", "股长")


def surveyed(random: Random, year: int) -> str:
    """Return how the satisfaction was asked for: when, in what way, of how many."""
    sent = random.randrange(60, 500, 10)
    back = sent - random.randint(0, sent // 10)
    month = random.randint(10, 12)
    return random.choice(
        (
            f"{year}年{month}月发放满意度调查问卷{sent}份，收回有效问卷{back}份。",
            f"满意度由本单位于{year}年{month}月通过随机访谈取得，受访{back}人。",
            f"满意度调查在{year}年{month}月进行，采用抽样问卷，样本{back}份。",
        )
    )


def answers(random: Random, filing: Filing, *, fund: bool, told: bool) -> Sequence[tuple[tuple[str, ...], str]]:
    """Return what fills a gap, by words that stand in what is asked, the more telling first.

    `fund` tells whether there is a government fund, `told` whether the survey stands in a form and not in the report.
    """
    year = filing.year or 0
    survey = "" if told else surveyed(random, year)
    return (
        (("满意度",), f"{random.choice(_RESULTS)}{random.choice(_EFFECTS)}{survey}"),
        (("政府性基金",), random.choice(_FUND) if fund else ""),
        (("没有此项支出",), random.choice(_NOTHING)),
        (("没有的写",), random.choice(_NO_MORE)),
        (("职能", "职责"), duties(random)),
        (("基本支出",), f"{random.choice(_RUNNING)}{random.choice(_CHANGED)}"),
        (("项目资金",), random.choice(_PROJECTS)),
        (("三公",), random.choice(_THREE)),
        (("预算调整", "未执行"), random.choice(_ADJUSTED)),
        (("原因和改进措施",), f"{random.choice(_PROBLEMS)}{random.choice(_MEASURES)}"),
        (("措施",), "".join(random.sample(_MEASURES, random.randint(1, 2)))),
        (("问题",), random.choice(_PROBLEMS)),
        (("公开", "应用"), random.choice(_USE)),
        (("副组长",), f"副组长：某某，{random.choice(_POSTS)}"),
        (("组长",), f"组长：某某，{random.choice(_POSTS)}"),
        (("成员",), "成员：各股室负责人"),
        (("领导小组",), f"领导小组办公室设在{random.choice(_OFFICES)}，负责日常工作。"),
    )


def duties(random: Random) -> str:
    """Return what a unit does and how it is organised, as sentences."""
    told = names.duties(random).replace("\n", "")
    offices = random.sample(_OFFICES, random.randint(2, len(_OFFICES)))
    listed = f"内设{len(offices)}个股室：{'、'.join(offices)}。"
    return f"主要职责：{told}{random.choice((listed, ''))}本年度重点工作：{names.works(random)}".replace("\n", "")
