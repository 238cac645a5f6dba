"""One hostile text in every field that a person can write: on every page and in every table it is text, no more."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from attacker import BREAKS_OUT, Browser, Seen, browser, content, crawl, read, written_fields
from district import PASSWORD, District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from wenxiao.web.filings.models import Record
from wenxiao.web.people.models import Unit

FAULTY = Path(__file__).parents[2] / "examples" / "subdistrict-faulty.txt"
EVERYBODY = ("xitong", "anquan", "shenji", "jixiao", "gushi", "zhuguan", "tianbao", "pingjia", "fuze", "linju")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FIXED = re.compile(r"[0-9a-f]{64}|[a-z0-9./-]{0,40}|/[0-9/]+|.*\$.*", re.DOTALL)


@pytest.fixture
def hostile(district: District, record: Record) -> Record:
    """Return a filing that was brought to being returned with hostile text at each step, and the tables full of it."""
    unit = browser(district, "tianbao")
    text = (
        FAULTY.read_text(encoding="utf-8").replace("。\n", f"。{BREAKS_OUT}\n").replace("办事处", f"办事处{BREAKS_OUT}")
    )
    file = SimpleUploadedFile(f"{BREAKS_OUT}.txt", text.encode())
    unit.post(f"/filings/{record.pk}/upload", {"files": [file], "reason": BREAKS_OUT})
    _typed(unit, record)
    unit.post(f"/filings/{record.pk}/save", {"reason": BREAKS_OUT, "name": BREAKS_OUT})
    for _, fields in [one for one in crawl(unit).forms.items() if "finding" in one[1]]:
        unit.post(f"/filings/{record.pk}/explain", {"finding": fields["finding"], "reason": BREAKS_OUT})
    browser(district, "pingjia").post(f"/filings/{record.pk}/opinion", {"text": BREAKS_OUT, "agrees": "yes"})
    record.refresh_from_db()
    assert record.current is not None
    said = {"password": PASSWORD, "digest": record.current.digest}
    browser(district, "fuze").post(f"/filings/{record.pk}/sign", said)
    Record.objects.filter(pk=record.pk).update(state="submitted")
    browser(district, "jixiao").post(f"/filings/{record.pk}/return", {"reason": BREAKS_OUT})
    district.client("anquan").get("/", headers={"user-agent": BREAKS_OUT})
    _everywhere()
    Unit.objects.filter(pk=district.library.pk).update(code=BREAKS_OUT[:40])
    record.refresh_from_db()
    return record


def _typed(unit: Browser, record: Record) -> None:
    """Type the text into all fields of all forms and chapters that hold no figure."""
    for name in ("overall", "base-data", "report"):
        page = unit.get(f"/filings/{record.pk}/form/{name}")
        if page.status_code != 200:
            continue
        fields = _textareas(content(page).decode())
        changes = [
            {"key": key, "before": was, "after": BREAKS_OUT}
            for key, was in fields.items()
            if not was.strip("0123456789.%")
        ]
        sent = json.dumps({"edition": page.context["edition"], "changes": changes})
        unit.post(f"/filings/{record.pk}/form/{name}/draft", sent, content_type="application/json")


def _textareas(page: str) -> dict[str, str]:
    from html import unescape  # noqa: PLC0415

    found = re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', page)
    return {unescape(name): unescape(text) for name, text in found}


def _everywhere() -> None:
    """Put the text into every field of the tables that is not a key of something, as if a page had let it in."""
    for model, field, most in written_fields():
        for pk, was in model._default_manager.values_list("pk", field):
            if field in ("name", "title") or not _FIXED.fullmatch(was or ""):
                with suppress(IntegrityError), transaction.atomic():  # of what must be single, one is enough
                    model._default_manager.filter(pk=pk).update(**{field: BREAKS_OUT[: most or 200]})


@pytest.fixture
def seen(district: District, hostile: Record) -> dict[str, Seen]:
    """Return all that everybody sees of it."""
    return {name: crawl(browser(district, name)) for name in EVERYBODY}


@pytest.mark.slow
def test_hostile_text_is_text_on_every_page_and_in_every_table(seen: dict[str, Seen]) -> None:
    """No element, no handler, no address of it on a page; no cell of a table begins a formula."""
    shown = 0
    for who, all_of_it in seen.items():
        for address, (status, media, body) in all_of_it.pages.items():
            assert status < 500, (who, address)
            if media.startswith("text/html"):
                assert read(body).broken == [], (who, address)
                shown += b"xssmark" in body
            elif "csv" in media:
                cells = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row]
                assert not [cell for cell in cells if cell.startswith(STARTS_A_FORMULA)], address
                shown += any("xssmark" in cell for cell in cells)
            elif "spreadsheetml" in media:
                assert _formulas(body) == [], address
    assert shown > 20, "the text was nowhere to be seen: the test tests nothing"


def _formulas(body: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return [f"{cell.value}" for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
