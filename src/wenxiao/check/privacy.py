"""privacy.*: what must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wenxiao.check.case import Case, Passage
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.finding import Evidence, Severity

_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\d.])")
_LANDLINE = re.compile(r"(?<![\d.,，])(?:0\d{2,3}[-－— ]?)?[2-8]\d{6,7}(?![\d.,，])")
_ID = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
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
    passages = case.passages
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
    for passage in case.passages:
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
