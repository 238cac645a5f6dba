"""The notice of a round, written from the Standard: what to hand in, by when, by which rules."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from wenxiao.quantity import trimmed
from wenxiao.standards import available, load

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


class Written(NamedTuple):
    """What a notice was written for: a page says it, so that another choice does not leave the words of this one."""

    year: int
    standard: str
    due: date

    def __str__(self) -> str:
        return f"{self.year}|{self.standard}|{self.due}"


def written_for(said: str) -> Written | None:
    """Return what a page says that its notice was written for, None if it says nothing of the kind."""
    year, _, rest = said.partition("|")
    standard, _, due = rest.partition("|")
    if not re.fullmatch(r"20\d\d", year) or standard not in available():
        return None
    try:
        return Written(int(year), standard, date.fromisoformat(due))
    except ValueError:
        return None


def kept_up(notice: str, before: Written | None, now: Written) -> tuple[str, str]:
    """Return the notice for what was chosen, and what is to be looked at in it ("" for nothing).

    A draft that nobody changed is written anew; words of a person stay, and he is told once what they do not follow.
    """
    if before is None or before == now:
        return notice, ""
    if _same(notice, notice_text(*before)):
        return notice_text(*now), ""
    changed = [
        name for name, was, chosen in zip(("年度", "口径", "报送截止"), before, now, strict=True) if was != chosen
    ]
    return notice, f"通知改写过，还没有布置：{'、'.join(changed)}变了，通知里的仍是原来的，请核对改好，再按“布置”。"


def a_year_on(notice: str, before: Written, now: Written) -> str:
    """Return a notice for the next year: a draft written anew, words of a person with their years moved on.

    The year in the number of a document, 〔2025〕, stays.
    """
    if _same(notice, notice_text(*before)):
        return notice_text(*now)
    for year in (before.year + 1, before.year):
        notice = re.sub(rf"(?<![〔\[［（(\d]){year}(?![〕\]］）)\d])", f"{year + 1}", notice)
    return notice


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
