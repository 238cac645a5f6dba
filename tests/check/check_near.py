"""Filings that only look wrong, for every check: it must be silent, with the verdict that belongs there."""

from __future__ import annotations

from dataclasses import replace

from check_variants import (
    BLANK_PROJECT,
    CONTROLLED,
    LENGTHY,
    LONG,
    NO_PROJECT,
    NOWHERE,
    NUMERIC,
    OLD_BASE,
    OPEN,
    UNEXPLAINED,
    Near,
    S,
    changed,
    composed,
    ending,
    near,
    rated,
    saying,
    scored,
    self_scored,
    staff,
    told,
)

from building import PROJECT, base_text, text_of, with_base, with_indicator
from wenxiao.finding import Verdict

_SAID = (
    ("sum.list-count", "带“等”字", "单位内设4个股室：办公室、财务股等。"),
    ("sum.list-count", "数目相符", "单位内设3个股室：办公室、财务股、巡查股。"),
    ("rate.equation", "四舍五入", "巡查覆盖率：61/63×100%=96.83%。"),
    ("rate.equation", "截尾", "巡查覆盖率：61/63×100%=96.82%。"),
    ("rate.equation", "漏印百分号", "巡查覆盖率：61/63×100=96.83。"),
    ("rate.share", "四舍五入", "基本支出360.00万元，其中人员经费299.00万元，占基本支出的83.06%。"),
    ("agree.form-prose", "与表一致", "本单位编制数40人，实际在职人数38人。"),
    ("agree.form-prose", "约数", "本单位编制数约45人。"),
    ("agree.prose", "前后一致", "本单位编制数40名。编制数为40名。"),
    ("score.bands", "与口径一致", "评价等级：90-100分为优，80-90分为良，60-80分为中，0-60分为差。"),
    ("claim.future", "下一年的计划", "力争2025年10月完成设备更新。"),
    ("wording.typo", "写对了", "建立健全各项制度，报销及时。"),
    ("privacy.person", "只写某某", "化解了张某、王某某等5起信访问题。"),
    ("privacy.person", "与个人事项无关的人名", "由张伟、王芳、李强3人组成工作组。"),
    ("privacy.address", "单位的地址", "办公地点在青禾路3号。"),
    ("privacy.address", "只到社区", "慰问青禾社区低保户5户。"),
)
_NOWHERE = ("带“等”字", "约数")
NEAR_TOLD = tuple(
    near(name, why, told(said), NOWHERE if why in _NOWHERE else Verdict.PASSED) for name, why, said in _SAID
)


NEAR: tuple[Near, ...] = (
    # form
    near("form.missing-form", "没有项目支出，不要求项目支出绩效自评表", text_of(NO_PROJECT).replace(PROJECT, ""), OPEN),
    near(
        "form.missing-form",
        "单个项目的自评，只有项目表",
        f"2024年度环境巡查专项项目支出绩效自评报告\n{PROJECT}",
        NOWHERE,
    ),
    near("form.blank", "表已填", S),
    near("form.blank", "没有项目支出时空表无从判断", text_of(NO_PROJECT).replace(PROJECT, BLANK_PROJECT), OPEN),
    near("form.blank-cell", "写明无、0、不适用", with_base(S, 三公经费=("无", "0", "不适用"))),
    near("form.missing-section", "同义标题", saying("下一步改进措施", "改进措施和有关建议")),
    near("form.missing-section", "非必备的一章可以没有", saying("十、其他需要说明的情况\n无。\n", "")),
    near("form.missing-section", "序号重复，章节都在", saying("八、下一步改进措施", "七、下一步改进措施")),
    near(
        "form.empty-section",
        "标题自己说明（无）",
        saying("四、国有资本经营预算支出情况\n无。", "四、国有资本经营预算支出情况（无）"),
    ),
    near("form.empty-section", "正文只有“无”", S),
    near(
        "form.numbering", "小节重新从一起", saying("本单位负责", "（一）职能\n（二）人员\n1.在职\n2.编外\n本单位负责")
    ),
    near("form.unit-name", "另一个单位，相差不止一字", saying("本单位负责", "青禾街道卫生院和青山镇人民政府负责")),
    near("form.year", "上年决算栏和正文里的往年", saying("基本支出保障", "2022年度结转已用完，基本支出保障")),
    near("form.leftover", "一般用语", saying("细化任务分工", "请各科室按要求填写，细化任务分工")),
    near("form.unsigned", "已填", changed("附件4", "单位负责人签字：王芳　填报日期：2025年3月1日\n附件4")),
    # sum
    near("sum.parts", "四舍五入的末位差", with_base(S, 三公经费=("3.21", "3.01", "2.91"))),
    near("sum.parts", "一项写“无”", with_base(S, 出国经费=("无", "无", "/"))),
    near("sum.parts", "去掉末尾的零", with_base(S, 三公经费=("3.2", "3", "2.9"))),
    near("sum.parts", "千分位", with_base(S, 项目支出=("150", "190", "180.0"))),
    near("sum.by-source", "构成加总为执行数", composed()),
    near("sum.by-source", "构成加总为年初预算数", replace(S, general="540.00", basic="360.00")),
    near("sum.by-source", "差一个末位", replace(S, general="580.01")),
    near("sum.part-exceeds", "恰好相等", with_base(S, 办公经费=("30.00", "31.00", "39.00"))),
    near("sum.people", "合计等于各行之和", staff("40", "38"), standard="jishou-2021"),
    near("sum.people", "有一行空白，无从判断", staff("", "38"), OPEN, "jishou-2021"),
    # rate
    near("rate.execution", "截尾", rated("547.00", "91.16%", "9.12")),
    near("rate.execution", "四舍五入", rated("547.00", "91.17%", "9.12")),
    near("rate.execution", "写成小数", rated("540.00", "0.9")),
    near("rate.execution", "全角", rated("540.00", "９０％")),
    near("rate.execution", "恰为100%", rated("600.00", "100%", "10")),
    near("rate.execution", "没有执行率", rated("540.00", ""), OPEN),
    near("rate.overspent", "恰好用完", rated("600.00", "100%", "10")),
    near("rate.overspent", "差一个末位，舍入可致", rated("600.01", "100.00%", "10")),
    near("rate.overspent", "约数在末位之内", rated("约600", "100%", "10")),
    near("rate.other", "全为0或“/”", replace(S, staff=("0", "0", "/")), NOWHERE),
    near("rate.other", "位数更多", replace(S, staff=("40", "38", "95.00%"))),
    # agree
    near("agree.form-form", "两表一致", composed()),
    near("agree.form-form", "一处是预算、一处是决算", S, NOWHERE),
    near("agree.form-form", "少印末尾的零", composed(project="180")),
    near("agree.scale", "差一百倍", replace(S, budget="540.00", executed="54000.00")),
    near("agree.scale", "都是0", replace(S, budget="0", executed="0", rate="", score="")),
    near("agree.jump", "正文说明了原因", with_base(S, 项目支出=("150.00", "90.00", "180.00"))),
    near("agree.jump", "恰为界限50%", with_base(UNEXPLAINED, 项目支出=("150.00", "120.00", "180.00"))),
    near("agree.jump", "幅度大而金额小", with_base(UNEXPLAINED, 公务接待=("1.20", "0.20", "0.95"))),
    near("agree.jump", "基数为0", with_base(UNEXPLAINED, 公务接待=("0", "0", "0.95"))),
    near("agree.same-as-last-year", "只有一项相同", with_base(S, 公务接待=("0.95", "1.00", "0.95"))),
    near("agree.same-as-last-year", "都是0", with_base(S, 出国经费=("0", "0", "0"), 公车购置=("0", "0", "0"))),
    # score
    near("score.weights", "小数分值合计为100", with_indicator(with_indicator(S, 0, weight="20.5"), 1, weight="19.5")),
    near("score.weights", "带“分”字", with_indicator(S, 0, weight="20分", score="20分")),
    near("score.weight-profile", "与表头所印一致", S),
    near("score.total", "写成97.0分", replace(S, total=("100", "97.0分"))),
    near("score.total", "没有总分", replace(S, total=("100", ""))),
    near("score.over-weight", "得满分", with_indicator(S, 2, score="10", reason="")),
    near("score.over-weight", "得0分", with_indicator(S, 2, score="0")),
    near("score.execution", "四舍五入", rated("547.00", "91.17%", "9.1")),
    near("score.execution", "按档计分", replace(S, score="7")),
    near("score.execution", "恰为满分", rated("600.00", "100%", "10")),
    near("score.all-full", "有一项扣分", S),
    near("score.full-but-missed", "恰好达到", scored(1, "≥95%", "95%")),
    near("score.full-but-missed", "100%对100%", scored(1, "100%", "100%")),
    near("score.full-but-missed", "越小越好", scored(0, "≤5天", "4天")),
    near("score.full-but-missed", "未达标但已扣分", scored(1, "≥95%", "93%", score="19", reason="两台设备返修")),
    near("score.full-but-missed", "目标为0且为0", scored(0, "0次", "0次")),
    near("score.full-but-missed", "量纲不同不能比", scored(0, "≥12次", "3天")),
    near("score.full-but-missed", "区间", scored(0, "10-15次", "9次")),
    near("score.met-but-deducted", "写了原因", scored(0, "≥12次", "15次", score="18", reason="记录不完整")),
    near("score.no-reason", "满分无需原因", S),
    near("score.no-actual", "空白得0分", with_indicator(S, 0, actual="", score="0", reason="未开展")),
    near("score.no-actual", "完成值为0", scored(0, "0起", "0")),
    near("score.no-actual", "完成值写“无”", scored(0, "无事故", "无")),
    near(
        "score.zero-weight", "注明不适用", with_indicator(S, 3, target="不适用", actual="不适用", weight="0", score="0")
    ),
    near("score.grade", "优秀即优", replace(S, grade="优秀")),
    near("score.grade", "90分属于优", replace(S, total=("100", "90"), grade="优")),
    near("score.grade", "满分100属于优", replace(S, total=("100", "100"), grade="优")),
    # target
    near("target.vague", "效益指标可以是定性的", S),
    near("target.vague", "时点", scored(2, "年底前", "年底前")),
    near("target.vague", "全覆盖", scored(0, "全覆盖", "全覆盖")),
    near("target.missing", "没有分值", with_indicator(S, 0, target="", weight="", score="")),
    near("target.missing", "写“无”", scored(0, "无", "无")),
    near("target.name-as-value", "名称里的词", scored(3, "环境整洁", "整洁")),
    near(
        "target.copied", "有一项不同", replace(S, indicators=(*NUMERIC[:5], (*NUMERIC[5][:4], "20次", *NUMERIC[5][5:])))
    ),
    near(
        "target.copied",
        "100%达到100%不算照抄",
        replace(S, indicators=tuple((*row[:3], "100%", "100%", *row[5:]) for row in NUMERIC)),
    ),
    near("target.unit", "少写百分号", scored(1, "≥95%", "96")),
    near("target.unit", "金额的不同单位", scored(1, "≤6万元", "58000元")),
    near("target.unit", "单位不同写法", scored(0, "≥12场次", "12次")),
    near("target.misplaced", "本来就在满意度下", S),
    near("target.unanswered", "没有编号的回应", replace(S, goals=("1.巡查；2.更新。", "任务全部完成。"))),
    near(
        "target.unanswered", "回应多于目标", replace(S, goals=("1.巡查；2.更新。", "1.已巡查；2.已更新；3.另办实事。"))
    ),
    near("target.off-duty", "正文提到", replace(S, tail=LONG)),
    near("target.exceeded", "说明了原因", scored(0, "≥12次", "20次", reason="上级临时部署专项巡查")),
    near("target.exceeded", "119%", scored(0, "≥100次", "119次")),
    near("target.exceeded", "目标为0", scored(0, "≥0次", "3次")),
    near("target.direction", "不超过", with_indicator(S, 1, level2="成本指标", target="≤50万元", actual="50万元")),
    near(
        "target.direction",
        "成本节约率",
        with_indicator(S, 1, level2="成本指标", level3="成本节约率", target="≥5%", actual="6%"),
    ),
    # stale, evidence, privacy
    near("stale.year", "落款在年度结束之后", text_of(S).replace(base_text(S), f"{OLD_BASE}填报日期：2025年4月20日\n")),
    near("evidence.satisfaction", "写明问卷份数", S),
    near(
        "evidence.satisfaction",
        "满意度不适用",
        saying(
            "2024年11月发放满意度调查问卷120份，收回118份，",
            "",
            with_indicator(S, 5, target="不适用", actual="不适用", weight="", score=""),
        ),
        NOWHERE,
    ),
    near("privacy.phone", "公开的监督电话", ending("监督电话：0731-84441234\n")),
    near("privacy.phone", "已打码", ending("联系电话：138****8000\n")),
    near("privacy.phone", "金额和编号不是电话", ending("合同金额13800138000.00元，文号2024010356。\n")),
    near("privacy.id-number", "校验位不对", ending("项目编码110105194912310021。\n")),
    near("privacy.id-number", "已打码", ending("身份证号110105********002X。\n")),
    *NEAR_TOLD,
    near("stale.copy", "短句可以相同", told("按计划推进各项工作。按计划推进各项工作。"), NOWHERE),
    near("stale.copy", "长句只有一处", told(LENGTHY)),
    near("claim.contradicted", "没有超支", told("支出总额控制在预算总额以内。")),
    near(
        "score.rule",
        "按标准扣了分，其余要人判断",
        self_scored(CONTROLLED.replace("计8分", "计2分")),
        Verdict.UNDECIDABLE,
        standard="jishou-2021",
    ),
    near(
        "score.rule",
        "没有超过，其余要人判断",
        self_scored(CONTROLLED.replace("61.80", "60.00").replace("103%", "100%")),
        Verdict.UNDECIDABLE,
        standard="jishou-2021",
    ),
)
