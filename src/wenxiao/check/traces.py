"""form.leftover, form.unsigned: traces of a material that is not finished."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.filing import Form
from wenxiao.finding import Evidence, Severity
from wenxiao.quantity import is_meaningless


@check(
    "form.leftover",
    "模板残留",
    Severity.INFO,
    rule="正文不应留有模板的填写提示或文字处理软件的痕迹。",
    template="{位置}：残留“{内容}”",
    example="第3段：残留“[bookmark: _GoBack]”",
    why="残留的提示说明材料没有定稿。",
)
def leftover(case: Case) -> Iterator[Outcome]:
    """Every paragraph and cell."""
    words = case.said(case.pack.vocabulary("leftover"))
    found: Counter[str] = Counter()
    for passage in case.passages if words else ():
        for word in words:
            at = passage.text.find(word)
            if at < 0 or found[word] >= 3:
                continue
            found[word] += 1
            end = passage.text.find("]", at) + 1 if word.startswith("[") else at + len(word)
            text = passage.text[at : max(end, at + len(word))][:40]
            place = msgspec.structs.replace(passage.place, start=at, end=at + len(text))
            yield Failed(
                severity=Severity.INFO,
                message=f"{passage.place.path or '正文'}：残留“{text}”",
                actual=text,
                evidence=(Evidence(label="残留", text=text, place=place),),
                suggestion="请删去。",
            )
            break
    if not found:
        yield Passed()


@check(
    "form.unsigned",
    "签字盖章日期缺失",
    Severity.INFO,
    rule="要求签字、盖章、填日期的地方应填写（公开版可以只留单位）。",
    template="{附表}：{项目}为空",
    example="整体支出绩效自评表：单位负责人签字、填报日期为空",
    why="未签字的材料没有责任人。",
)
def unsigned(case: Case) -> Iterator[Outcome]:
    """The lines for signature, seal and date, one finding a form."""
    groups: dict[str | None, list[Evidence]] = {}
    asked = 0
    blank_forms = {form.id for form in case.filing.forms if form.blank}
    for one in case.filing.signatures:
        if not re.search(r"签|日期|时间|盖章", one.role) or one.form in blank_forms:
            continue
        asked += 1
        if is_meaningless(one.text) or not re.sub(r"[年月日\s]", "", one.text):
            groups.setdefault(one.form, []).append(Evidence(label=one.role, text=one.text, place=one.place))
    if asked and not groups:
        yield Passed()
    for name, found in groups.items():
        form: Form | None = case.filing.form(name) if name else None
        where = case.label(form) if form is not None else "材料"
        yield Failed(
            severity=Severity.INFO,
            message=f"{where}：{'、'.join(dict.fromkeys(one.label for one in found))}为空",
            evidence=tuple(found),
            suggestion="请补签；公开版隐去签名的，请注明已签。",
        )
