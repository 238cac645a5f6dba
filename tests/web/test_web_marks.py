"""Findings at their cells on a filing's page."""

from __future__ import annotations

import re

from district import District
from test_web_round import FAULTY, uploaded

from wenxiao.standards import load
from wenxiao.web.filings.contents import report_of
from wenxiao.web.filings.marked import marked
from wenxiao.web.filings.models import Record


def test_a_finding_in_a_text_file_stands_at_its_cell_of_the_official_form(district: District, record: Record) -> None:
    """The wrong total is marked in the form, and the list leads there."""
    uploaded(district.client("tianbao"), record, FAULTY)
    version = record.current
    assert version is not None
    whole = marked(version, load("hunan-2020"))
    report = report_of(version)
    wrong = next(at for at, one in enumerate(report.findings, 1) if one.check == "score.total")
    cells = [box for form in whole.forms for row in form.rows for box in row if box.mark and wrong in box.mark.numbers]
    assert report.findings[wrong - 1].actual in {box.cell.text for box in cells}
    page = district.client("tianbao").get(f"/filings/{record.pk}").content.decode()
    assert f'href="#{whole.targets[wrong]}"' in page
    assert f'id="{whole.targets[wrong]}"' in page
    assert 'class="figure error"' in page


def test_every_mark_leads_to_a_finding_that_is_listed(district: District, record: Record) -> None:
    """No link on the page leads nowhere."""
    uploaded(district.client("tianbao"), record, FAULTY)
    page = district.client("tianbao").get(f"/filings/{record.pk}").content.decode()
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r'id="([^"]+)"', page))


def test_most_findings_with_a_cell_are_found_there(district: District, record: Record) -> None:
    """Of the evidence that stands in a table of the file, nearly all leads to a cell of the form."""
    uploaded(district.client("tianbao"), record, FAULTY)
    assert record.current is not None
    whole = marked(record.current, load("hunan-2020"))
    tabled = [
        at
        for at, one in enumerate(report_of(record.current).findings, 1)
        if any(spot.place.column is not None for spot in one.evidence)
    ]
    assert tabled
    assert sum(at in whole.targets for at in tabled) >= 0.8 * len(tabled)
