"""What is wrong in the three real reports, by hand: what must be found, what may be an error, what must stay silent.

The reports stand in ../shared/corpus, beside the repository; their TRUTH.md says the same in words.
"""

from __future__ import annotations

from wenxiao.finding import Finding

MUST = [
    ("qingyun-2024", "rate.execution", ("92.61%", "107.98%", "1702.51", "1576.75", "颠倒")),
    ("qingyun-2024", "rate.overspent", ("1702.51", "1576.75")),
    ("qingyun-2024", "sum.by-source", ("1401.1", "169.74", "1576.84", "1576.75", "应为1401.01")),
    ("qingyun-2024", "score.total", ("89.2", "86.2")),
    ("qingyun-2024", "score.weights", ("90", "100")),
    ("qingyun-2024", "score.weight-profile", ("40", "50")),
    ("qingyun-2024", "sum.part-exceeds", ("908.98", "727.8")),
    ("qingyun-2024", "agree.same-as-last-year", ("906.02", "2.96", "908.98")),
    ("qingyun-2024", "agree.jump", ("15.77", "848.95")),
    ("qingyun-2024", "target.unit", ("100%", "1702.51")),
    ("qingyun-2024", "score.no-actual", ("。", "10")),
    ("qingyun-2024", "form.missing-form", ("项目支出绩效自评表", "848.95")),
    ("qingyun-2024", "form.unit-name", ("凇", "淞")),
    ("qingyun-2024", "evidence.satisfaction", ("95%",)),
    ("qingyun-2024", "privacy.phone", ("22****01",)),
    ("wangyue-2023", "rate.execution", ("10%", "2706.79", "应为100%")),
    ("wangyue-2023", "form.blank", ("1431.36",)),
    ("wangyue-2023", "form.empty-section", ("九、",)),
    ("wangyue-2023", "form.empty-section", ("十、",)),
    ("wangyue-2023", "agree.jump", ("5.83", "1431.36")),
    ("wangyue-2023", "agree.jump", ("47.79", "996.05")),
    ("wangyue-2023", "evidence.satisfaction", ("98%98%",)),
    ("wangyue-2023", "privacy.phone", ("2处",)),
    ("donghe-2024", "score.total", ("98", "97")),
    ("donghe-2024", "stale.year", ("2023", "2024-05-29")),
    ("donghe-2024", "evidence.satisfaction", ("94",)),
    ("donghe-2024", "privacy.phone", ("139****0002",)),
    ("donghe-2024", "form.missing-form", ("附件2",)),
    ("donghe-2024", "form.missing-form", ("附件3",)),
    ("donghe-2024", "form.missing-form", ("附件4", "1242.39")),
    ("qingyun-2024", "claim.contradicted", ("控制在预算总额以内", "1702.51", "1576.75")),
    ("wangyue-2023", "agree.form-prose", ("1426.36", "1431.36", "应为1431.36")),
    ("wangyue-2023", "sum.parts", ("1430.77", "1426.36")),
    ("wangyue-2023", "score.rule", ("942.79", "2706.79", "287%", "所给4分", "应得0")),
    ("wangyue-2023", "sum.list-count", ("6个股室", "列出8个")),
    ("wangyue-2023", "sum.list-count", ("4个事业单位", "列出5个")),
    ("donghe-2024", "rate.equation", ("362.9/377.3", "96.18%", "100%")),
    ("donghe-2024", "score.rule", ("96.18%", "2.7", "2.62", "2.6")),
    ("donghe-2024", "score.rule", ("9.53%", "应得6", "应得0", "所给为4")),
    ("donghe-2024", "sum.by-source", ("1243.42", "1176.67", "1065.1", "2241.77", "2237.76", "1172.67")),
    ("donghe-2024", "sum.by-source", ("2414.91", "2415.05")),
    ("donghe-2024", "agree.form-prose", ("58名", "63")),
    ("donghe-2024", "agree.form-prose", ("362.9", "374.69")),
    ("donghe-2024", "agree.form-prose", ("377.3", "374.69")),
    ("donghe-2024", "agree.prose", ("58名", "63")),
    ("donghe-2024", "stale.year", ("2023", "往年的成效")),
    ("donghe-2024", "score.bands", ("60–80", "较差", "中")),
    ("donghe-2024", "score.bands", ("10%–11%", "30%–31%", "60%–61%")),
    ("donghe-2024", "claim.contradicted", ("低于预算控制数", "5.4/5.4=100%")),
    ("donghe-2024", "claim.contradicted", ("全年完成政府采购", "6.16", "64.59")),
    ("donghe-2024", "privacy.person", ("4人",)),
    ("donghe-2024", "privacy.address", ("**号",)),
    ("donghe-2024", "stale.copy", ("60字以上",)),
]


# What may be of severity error: the findings of TRUTH.md, those of one cause counted once.
ERRORS = {
    "qingyun-2024": {
        "rate.execution", "sum.by-source", "score.total", "score.weights", "target.unit", "score.no-actual",
    },
    "wangyue-2023": {"rate.execution", "sum.parts"},
    "donghe-2024": {
        "score.total", "rate.equation", "score.rule", "sum.by-source", "sum.by-source#2", "agree.form-prose",
    },
}  # fmt: skip


SILENT = [
    ("qingyun-2024", "agree.form-form"), ("qingyun-2024", "sum.parts"), ("qingyun-2024", "rate.other"),
    ("wangyue-2023", "sum.by-source"), ("wangyue-2023", "score.total"),
    ("wangyue-2023", "score.weights"), ("wangyue-2023", "agree.form-form"), ("wangyue-2023", "rate.other"),
    ("donghe-2024", "sum.parts"), ("donghe-2024", "sum.people"), ("donghe-2024", "score.weights"),
    ("donghe-2024", "agree.form-form"), ("donghe-2024", "score.grade"), ("donghe-2024", "rate.share"),
    ("donghe-2024", "sum.list-count"), ("wangyue-2023", "rate.share"), ("wangyue-2023", "rate.equation"),
    ("qingyun-2024", "agree.form-prose"), ("qingyun-2024", "agree.prose"), ("qingyun-2024", "sum.people"),
    ("wangyue-2023", "agree.prose"), ("wangyue-2023", "sum.people"),
]  # fmt: skip


def said(finding: Finding) -> str:
    """Return all that a finding shows, without blanks and thousands separators."""
    parts = [finding.message, finding.computation or "", finding.suggestion or "", finding.expected or ""]
    parts += [finding.actual or "", *(one.text for one in finding.evidence)]
    return "".join("".join(parts).split()).replace(",", "")
