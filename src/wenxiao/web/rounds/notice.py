"""The notice of a round, written from the Standard: what to hand in, by when, by which rules."""

from __future__ import annotations

from datetime import date

from wenxiao.quantity import trimmed
from wenxiao.standards import load

_WHEN = {"always": "", "positive": "（项目支出大于零的单位，每个一级项目一张）"}


def notice_text(year: int, standard: str, due: date) -> str:
    """Return the notice: a draft that the bureau reads over and changes."""
    pack = load(standard)
    forms = [
        f"{at}．{need.attachment or ''}《{pack.forms[need.id].title}》{_WHEN[need.when]}"
        for at, need in enumerate(pack.requirements.values(), 1)
    ] or ["1．部门（单位）整体支出绩效自评表", "2．项目支出绩效自评表"]
    number = "" if pack.identity.number == "unknown" else f"（{pack.identity.number}）"
    scheme = pack.scheme("overall")
    grades = (
        "，".join(f"{one.grade} {trimmed(one.low)}–{trimmed(one.high)} 分" for one in scheme.bands) if scheme else ""
    )
    outline = next(iter(pack.outlines.values()), None)
    parts = "；".join(part.title for part in outline.parts) if outline else "基本情况；支出情况；绩效情况；问题和措施"
    lines = [
        f"关于开展{year}年度部门整体支出绩效自评工作的通知",
        "",
        "各预算单位：",
        f"根据《{pack.identity.title}》{number}，现就{year}年度绩效自评工作通知如下。",
        "一、自评范围",
        f"{year}年度纳入部门预算的全部资金，包括基本支出和项目支出。",
        "二、报送材料",
        *forms,
        f"{len(forms) + 1}．绩效自评报告，提纲：{parts}。",
        "三、评分",
        f"满分 {trimmed(scheme.full) if scheme else '100'} 分。等级：{grades}。",
        "四、时间和方式",
        f"请于{due.year}年{due.month}月{due.day}日前在本系统完成填报、评价组评价、单位负责人签字并提交。",
        "五、要求",
        "数据应与决算一致；扣分的指标写明原因；自评结果随决算公开。",
    ]
    return "\n".join(lines)
