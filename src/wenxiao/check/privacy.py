"""privacy.*: what must not be published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from wenxiao.check.case import Case, Passage
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.finding import Evidence, Severity

_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\d.])")
_LANDLINE = re.compile(r"(?<![\d.,，])(?:0\d{2,3}[-－— ]?)?[2-8]\d{6,7}(?![\d.,，])")
_ID = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_LONG_NUMBER = re.compile(r"\d{15}")
_CARD = re.compile(r"(?<![\dA-Za-z.])(?:62|4|5)\d{14,17}(?![\dA-Za-z.])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@check(
    "privacy.phone",
    "个人联系电话",
    Severity.WARNING,
    rule="公开材料不应出现个人手机号码，或印在个人姓名、联系电话旁的座机号码；标明公开电话的除外。",
    template="{位置}：出现个人{手机号码或座机} {打码后的号码}",
    example="附件1 填表人一行：出现手机号码 138****1234",
    why="公开前须去标识化；公开个人电话会被通报。",
)
def phone(case: Case) -> Iterator[Outcome]:
    """Every paragraph and cell; numbers that stand several times are one finding."""
    shown: dict[str, list[Evidence]] = {}
    passages = case.passages if _MOBILE.search(case.text) or _LANDLINE.search(case.text) else ()
    for at, passage in enumerate(passages):
        before = passages[at - 1] if at else None
        for match in _phones(case, passage, before):
            place = msgspec.structs.replace(passage.place, start=match.start(), end=match.end())
            number = re.sub(r"\D", "", match.group())
            shown.setdefault(number, []).append(Evidence(label="电话", text=_masked(number), place=place))
    if not shown:
        yield Passed()
        return
    for number, found in shown.items():
        kind = "手机号码" if _MOBILE.fullmatch(number) else "座机号码"
        times = f"，共 {len(found)} 处" if len(found) > 1 else ""
        yield Failed(
            severity=Severity.WARNING,
            message=f"材料中出现个人{kind} {_masked(number)}{times}",
            actual=_masked(number),
            evidence=tuple(found),
            suggestion=f"公开前请删去，或只留前三后四位（{_masked(number)}）。",
        )


def _phones(case: Case, passage: Passage, before: Passage | None) -> Iterator[re.Match[str]]:
    yield from _MOBILE.finditer(passage.text)
    public = case.pack.vocabulary("public-line")
    labels = case.pack.vocabulary("phone-label")
    for match in _LANDLINE.finditer(passage.text):
        ahead = passage.text[max(0, match.start() - 24) : match.start()]
        cell = before.text[-16:] if not ahead.strip() and passage.in_table and before is not None else ""
        said = ahead + cell
        if any(word in said for word in labels) and not any(
            word in passage.text[max(0, match.start() - 40) : match.start()] for word in public
        ):
            yield match


def _masked(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else f"{number[:2]}****{number[-2:]}"


@check(
    "privacy.id-number",
    "身份证号、银行卡号",
    Severity.ERROR,
    rule="公开材料不得出现校验位正确的身份证号、银行卡号。",
    template="{位置}：出现{身份证号或银行卡号} {打码后的号码}",
    example="补助名单：出现身份证号 43*************123",
    why="身份证号和银行卡号属于敏感个人信息，公开即违法。",
)
def id_number(case: Case) -> Iterator[Outcome]:
    """Every paragraph and cell, by the checksums of GB 11643 and Luhn."""
    failed = False
    for passage in case.passages if _LONG_NUMBER.search(case.text) else ():
        for match, kind in _numbers(passage.text):
            failed = True
            text = f"{match.group()[:2]}{'*' * 13}{match.group()[-3:]}"
            place = msgspec.structs.replace(passage.place, start=match.start(), end=match.end())
            yield Failed(
                severity=Severity.ERROR,
                message=f"{passage.place.path or '材料'}：出现{kind} {text}",
                actual=text,
                evidence=(Evidence(label=kind, text=text, place=place),),
                suggestion="公开前必须删去或打码，并追查号码的来源。",
            )
    if not failed:
        yield Passed()


def _numbers(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _ID.finditer(text):
        if _valid_id(match.group()):
            yield match, "身份证号"
    for match in _CARD.finditer(text):
        if _luhn(match.group()) and not _valid_id(match.group()):
            yield match, "银行卡号"


def _valid_id(number: str) -> bool:
    """Tell whether 18 characters are an identity number: date of birth and check digit are right."""
    if not re.fullmatch(r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11] == number[17].upper()


def _luhn(number: str) -> bool:
    if not 16 <= len(number) <= 19:
        return False
    total = 0
    for at, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


# --- people in petitions, disputes and aid ---------------------------------------------------------------

_CLAUSE = re.compile(r"[^。；;\n]+")
_LISTED = re.compile(
    r"((?:[\u4e00-\u9fff]{2,3}|[^、，。；]{4,24})(?:、(?:[\u4e00-\u9fff]{2,3}|[^、，。；]{4,24}))+?)\s*(?:等)?\s*\d+\s*(?:起|件|人|户|名|例|位)"
)
_ROLED = re.compile(
    r"(?:信访人|上访人|来访人|当事人|申请人|投诉人|低保户|救助对象|困难群众|残疾人|患者|特困户|监测户)"
    r"([\u4e00-\u9fff]{2,3}?)(?=反映|因|等|与|诉|提出|，|、|患|家|的|申请|一案|户)"
)
_HOUSE = re.compile(r"[\u4e00-\u9fff]{2,10}\s*\d+\s*(?:号楼|号|栋|幢)(?:\s*\d+\s*(?:单元|室|号|楼))*")


@check(
    "privacy.person",
    "涉事个人姓名",
    Severity.WARNING,
    rule="信访、纠纷、救助、低保、残疾、患病、处分、吸毒、矫正、赔偿等事项中，不应出现个人姓名。",
    template="{位置}：在{事项}中列出个人姓名 {打码后的姓名}",
    example="“化解了刘某某、陈某等 5 起信访问题”列出了姓名",
    why="涉事个人的姓名属于个人隐私，公开前须隐去。",
)
def person(case: Case) -> Iterator[Outcome]:
    """Names in a clause that speaks of petitions, disputes, aid or discipline; one finding a clause."""
    surnames = frozenset(case.pack.vocabulary("surnames"))
    found: dict[tuple[str, ...], list[Evidence]] = {}
    for passage, clause in _personal_clauses(case, case.pack.vocabulary("personal")):
        names = tuple(_people(clause.group(), surnames))
        if names:
            place = msgspec.structs.replace(passage.place, start=clause.start(), end=clause.end())
            found.setdefault(names, []).append(Evidence(label="涉事个人", text=_hidden(names), place=place))
    if not found:
        yield Passed()
    for names, shown in found.items():
        times = f"，共 {len(shown)} 处" if len(shown) > 1 else ""
        yield Failed(
            severity=Severity.WARNING,
            message=f"在信访、纠纷、救助一类事项中列出 {len(names)} 人姓名（{_hidden(names)}）{times}",
            actual=_hidden(names),
            evidence=tuple(shown),
            suggestion="公开前请隐去姓名，只写件数或“某某”。",
        )


def _hidden(names: tuple[str, ...]) -> str:
    return "、".join(f"{name[0]}某{'某' if len(name) > 2 else ''}" for name in names)


@check(
    "privacy.address",
    "涉事个人住址",
    Severity.WARNING,
    rule="涉及个人的事项中，住址只写到街道、社区，不写到门牌、栋、室。",
    template="{位置}：出现住址 {打码后的住址}",
    example="“某小区 3 栋 2 单元住户”写到了门牌",
    why="门牌号足以指认个人。",
)
def address(case: Case) -> Iterator[Outcome]:
    """House numbers in a clause that speaks of petitions, disputes, aid or discipline."""
    found: dict[str, list[Evidence]] = {}
    for passage, clause in _personal_clauses(case, case.pack.vocabulary("personal")):
        for match in _HOUSE.finditer(clause.group()):
            start = clause.start() + match.start()
            place = msgspec.structs.replace(passage.place, start=start, end=start + len(match.group()))
            masked = re.sub(r"\d", "*", match.group())
            found.setdefault(match.group(), []).append(Evidence(label="住址", text=masked, place=place))
    if not found:
        yield Passed()
    for shown in found.values():
        times = f"，共 {len(shown)} 处" if len(shown) > 1 else ""
        yield Failed(
            severity=Severity.WARNING,
            message=f"出现涉事个人住址 {shown[0].text}{times}",
            actual=shown[0].text,
            evidence=tuple(shown),
            suggestion="公开前请只写到街道或社区。",
        )


def _personal_clauses(case: Case, words: tuple[str, ...]) -> Iterator[tuple[Passage, re.Match[str]]]:
    said = case.said(words)
    if not said:
        return
    pattern = re.compile("|".join(map(re.escape, said)))
    for passage in case.passages:
        if pattern.search(passage.text):
            for clause in _CLAUSE.finditer(passage.text):
                if pattern.search(clause.group()):
                    yield passage, clause


def _people(clause: str, surnames: frozenset[str]) -> list[str]:
    """Return the names of a list of cases (甲、乙等 3 起), two at least, or of one named by a role (信访人甲)."""
    single = [
        match.group(1)
        for match in _ROLED.finditer(clause)
        if match.group(1)[0] in surnames and "某" not in match.group(1)
    ]
    for match in _LISTED.finditer(clause):
        tokens = [re.sub(r"^.*(?:了|为|对|包括|涉及|：|:)", "", token).strip() for token in match.group(1).split("、")]
        names = [
            token
            for token in tokens
            if re.fullmatch(r"[\u4e00-\u9fff]{2,3}(?<![村沟坪庄湾坝寨屯组镇乡街路桥店区])", token)
            and token[0] in surnames
            and "某" not in token
        ]
        if len(names) >= 2 and len(names) * 2 > len(tokens):
            return names
    return single


@check(
    "privacy.metadata",
    "文档元数据",
    Severity.INFO,
    rule="公开的文件不应带有作者、批注、修订痕迹和隐藏文字。",
    template="文件带有{元数据}：{内容}",
    example="文件带有作者、最后修改人；读取时略去隐藏文字 2 处",
    why="元数据会泄露经办人和改动过程。",
)
def metadata(case: Case) -> Iterator[Outcome]:
    """What the file says of itself, and what the reader left out on purpose."""
    for document in case.filing.documents:
        personal = {name: text for name, text in document.metadata.items() if name in _PERSONAL and text.strip()}
        if not personal and not document.omitted:
            yield Passed()
            continue
        place = document.omitted[0].place if document.omitted else document.blocks[0].place
        parts = [f"{_PERSONAL[name]}" for name in personal]
        parts += [f"略去的{what} {count} 处" for what, count in Counter(one.what for one in document.omitted).items()]
        yield Failed(
            severity=Severity.INFO,
            message=f"{document.file} 带有{'、'.join(parts)}",
            evidence=(Evidence(label="元数据", text="、".join(parts), place=place),),
            suggestion="公开前请删去作者信息，接受或拒绝全部修订，删去批注和隐藏文字。",
        )


_PERSONAL = {"author": "作者", "creator": "作者", "lastModifiedBy": "最后修改人", "manager": "主管", "company": "单位"}
