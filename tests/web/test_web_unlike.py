"""A filing held against its approved targets: what differs is told and has to be mended or explained, and no more."""

from __future__ import annotations

import re

import pytest
from approving import approved
from district import District
from django.core.files.uploadedfile import SimpleUploadedFile
from test_web_round import CLEAN, uploaded

from wenxiao.extract import extract
from wenxiao.filing import Filing, Indicator
from wenxiao.read import read_bytes
from wenxiao.sample import sample
from wenxiao.standards import load
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.due import still_to_do
from wenxiao.web.filings.models import Record
from wenxiao.web.targets.aims import Aim, joined, parted, same
from wenxiao.web.targets.differences import differences
from wenxiao.web.targets.given import Given, GivenRow
from wenxiao.write import write

SAME = [
    (("≥", "95", "%"), ("", "≥95%", "")),
    (("", "≥95%", ""), ("", "95％", "")),
    (("≥", "95", "%"), ("", "≧ 95 %。", "")),
    (("≥", "100", "人次"), ("", "不少于100人次", "")),
    (("", "12次", ""), ("＝", "12", "次")),
    (("≤", "50", "万元"), ("", "≤500000元", "")),
    (("≥", "1200", "人"), ("大于等于", "1,200", "人")),
    (("", "三次", ""), ("", "3次", "")),
    (("≥", "98", "%"), ("", "98%以上", "")),
    (("", "0.95", ""), ("", "95%", "")),
    (("≥", "20", "人"), ("≥", "20", "人次")),
    (("", "100%", ""), ("＝", "100", "")),
    (("定性", "有效提升办学水平", ""), ("", "有效提升", "")),
    (("", "2024年12月底前完成", ""), ("", "12月底前", "")),
    (("", "按时发放", ""), ("", "按时、足额发放", "")),
    (("", "长期", ""), ("定性", "长期。", "")),
    (("", "群众满意度（问卷）≥90%", ""), ("", "群众满意度(问卷) ≥ 90%", "")),
]
OTHER = [
    (("≥", "95", "%"), ("", "≥90%", "")),
    (("≥", "95", "%"), ("", "≤95%", "")),
    (("", "12次", ""), ("", "10次", "")),
    (("", "100人", ""), ("", "1000人", "")),
    (("≤", "50", "万元"), ("", "≤50元", "")),
    (("", "12月底前", ""), ("", "11月底前", "")),
    (("定性", "有效提升", ""), ("", "明显改善", "")),
    (("", "≥95%", ""), ("", "满意", "")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_target_in_other_words_is_the_same(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """Width, spacing, signs in words, the unit in the cell or beside it, figures in Chinese, shortened wording."""
    assert same(Aim(*one), Aim(*other))
    assert same(Aim(*other), Aim(*one))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_target_is_another(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """Another figure, direction, unit, date or word."""
    assert not same(Aim(*one), Aim(*other))
    assert not same(Aim(*other), Aim(*one))


@pytest.mark.parametrize(
    ("said", "parts"),
    [("≥95%", "≥|95|%"), ("不少于 100 人次", "≥|100|人次"), ("1,200元", "|1,200|元"), ("有效提升", "|有效提升|"),
     ("3-5次", "|3-5次|")],
)  # fmt: skip
def test_a_target_is_taken_apart_only_if_it_is_one_figure(said: str, parts: str) -> None:
    """What is put together again is the same."""
    aim = parted("", said, "")
    assert "|".join(aim) == parts
    assert same(aim, Aim("", joined(aim), ""))


def given_of(filing: Filing, form: str = "overall", project: str = "") -> Given:
    """Return the indicators of a form as if they had been approved."""
    rows = [
        GivenRow(at, one.level1 or "", one.level2 or "", one.level3 or "", _aim(one), one.weight_text or "")
        for at, one in enumerate(filing.indicators_of(form))
    ]
    return Given(1, project, "", tuple(rows))


def _aim(one: Indicator) -> Aim:
    return parted(one.sign or "", one.target or "", one.unit or "")


@pytest.mark.parametrize("name", ["hunan-2020", "national-2020", "hubei-unknown", "anhui-unknown", "national-2021"])
@pytest.mark.parametrize("to", ["txt", "docx"])
def test_a_filing_as_approved_raises_no_alarm(name: str, to: str) -> None:
    """Whatever the paper and the format: twelve samples, written and read back, differ in nothing."""
    pack = load(name)
    for seed in range(6):
        filing = sample(pack, seed)
        read = extract(read_bytes(write(filing, pack, "all", to), f"a.{to}"), pack)
        given = [given_of(filing)] if filing.indicators_of("overall") else []
        for form in filing.forms_of("project"):
            said = next((one.text for one in filing.facts_of("project.name", form.id)), "")
            given.append(given_of(filing, form.id, said or "项目"))
        assert [one for one in given if one.rows]
        assert list(differences(read, given)) == []


def test_each_difference_is_told_with_its_place(district: District, record: Record) -> None:
    """A changed target, another weight, one missing and one added: four lines, and nothing else."""
    client = district.client("tianbao")
    uploaded(client, record)
    assert record.current is not None
    known = list(filing_of(record.current).indicators_of("overall"))
    rows = [
        f"201,,,{one.level1},{one.level2},{one.level3},{aim.sign},{aim.said},{aim.unit},{one.weight_text},"
        for one in known
        for aim in (_aim(one),)
    ]
    office = district.client("jixiao")
    approved(office, record, rows)
    assert client.get(f"/filings/{record.pk}").context["unlike"] == []
    changed = [
        re.sub(r",[^,]*,([^,]*),([^,]*),$", r",123456,\1,\2,", rows[0]),
        re.sub(r",([^,]*),$", r",99,", rows[1]),
        *rows[3:],
        "201,,,产出指标,数量指标,发放图书证书,≥,7,张,1,",
    ]
    approved(office, record, changed)
    for name in ("tianbao", "gushi"):
        page = district.client(name).get(f"/filings/{record.pk}")
        found = {one.difference.kind: one.difference for one in page.context["unlike"]}
        assert sorted(found) == ["added", "missing", "target", "weight"]
        assert len(page.context["unlike"]) == 4
        assert found["target"].indicator == known[0].level3
        assert found["target"].place.line
        assert (found["weight"].approved, found["weight"].stated) == ("99", known[1].weight_text)
        assert found["added"].indicator == known[2].level3
        assert found["missing"].indicator == "发放图书证书"
        assert "与批复目标不一致" in page.content.decode()


def test_differences_have_to_be_mended_or_explained_before_handing_in(district: District, record: Record) -> None:
    """A reason takes each off the list, and is shown to the reviewer; another figure asks for another reason."""
    client = district.client("tianbao")
    uploaded(client, record)
    approved(district.client("jixiao"), record, ["201,,,产出指标,数量指标,发放图书证书,≥,7,张,90,"])
    said = next(one for one in still_to_do(record) if "批复目标" in one)
    page = client.get(f"/filings/{record.pk}")
    assert f"{len(page.context['unlike'])} 处" in said
    for one in page.context["unlike"]:
        client.post(f"/filings/{record.pk}/explain", {"finding": one.difference.identity, "reason": "业务已经划出"})
    assert not any("批复目标" in one for one in still_to_do(record))
    assert "已说明：业务已经划出" in district.client("gushi").get(f"/filings/{record.pk}").content.decode()
    approved(district.client("jixiao"), record, ["201,,,产出指标,数量指标,发放图书证书,≥,8,张,90,"])
    assert any("改正或说明 1 处" in one for one in still_to_do(record))


def test_an_overall_form_that_is_not_there_is_one_line(district: District, record: Record) -> None:
    """Not one line for each indicator."""
    text = "2024年度工作总结\n本单位完成了各项任务。\n"
    client = district.client("tianbao")
    client.post(f"/filings/{record.pk}/upload", {"files": [SimpleUploadedFile("总结.txt", text.encode())]})
    approved(district.client("jixiao"), record)
    (one,) = client.get(f"/filings/{record.pk}").context["unlike"]
    assert one.difference.kind == "form"


def test_without_approved_targets_nothing_is_compared(district: District, record: Record) -> None:
    """Nor shown."""
    client = district.client("tianbao")
    uploaded(client, record, CLEAN)
    page = client.get(f"/filings/{record.pk}")
    assert page.context["unlike"] == []
    assert "批复目标" not in page.content.decode()
