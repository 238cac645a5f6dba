"""One process among several that work in one installation: acts by name, in step with another through a file.

    python contender.py build | write N | submitted | race ACT WHO START | state

Prints what became of it as one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from wenxiao.web.serve import prepare

os.environ.setdefault("WENXIAO_DATA", "nowhere")
prepare()

import msgspec  # noqa: E402
from django.db import transaction  # noqa: E402

from wenxiao.filing import Filing  # noqa: E402
from wenxiao.sample import sample  # noqa: E402
from wenxiao.standards import load  # noqa: E402
from wenxiao.web import demonstration  # noqa: E402
from wenxiao.web.acting import acting  # noqa: E402
from wenxiao.web.audit.log import faults  # noqa: E402
from wenxiao.web.filings import work  # noqa: E402
from wenxiao.web.filings.contents import filing_of  # noqa: E402
from wenxiao.web.filings.models import Record, Version  # noqa: E402
from wenxiao.web.people.models import User  # noqa: E402


def build() -> dict[str, int]:
    """Fill the installation: eight units, one year, filings in many states."""
    demonstration.build(lambda line: None, number=8, years=1)
    return {"records": Record.objects.count(), "entries": len(list(faults()))}


def filing(record: Record, seed: int) -> Filing:
    """Return something to save."""
    made = sample(load("hunan-2020"), seed)
    return msgspec.structs.replace(made, unit=record.unit.name, year=record.round.year)


def filler_of(record: Record) -> User:
    """Return the person who fills a filing in."""
    return User.objects.get(username=f"tb{record.unit.code}")


def write(count: str) -> dict[str, int]:
    """Save versions of all filings in turn, as many as asked for."""
    saved = 0
    while saved < int(count):
        for record in Record.objects.select_related("unit", "round"):
            if record.state in ("submitted", "accepted"):
                continue
            work.save_version(acting(filler_of(record)), record, filing(record, saved), "form")
            saved += 1
    return {"saved": saved}


def submitted() -> dict[str, int]:
    """Bring all filings to where they can be accepted, past the signature: a race is about the last step."""
    for record in Record.objects.select_related("unit", "round"):
        if record.current is None:
            work.save_version(acting(filler_of(record)), record, filing(record, record.pk), "form")
    return {"submitted": Record.objects.update(state="submitted")}


def race(name: str, who: str, start: str) -> dict[str, int]:
    """Do one act on every filing at the same time as another process; return how often it was done and refused."""
    user = acting(User.objects.get(username=who))
    records = list(Record.objects.select_related("unit", "round", "current").order_by("pk"))
    made = [filing(record, record.pk) for record in records]
    Path(f"{start}.{os.getpid()}").touch()
    while not Path(start).exists():
        time.sleep(0.005)
    ends: Counter[str] = Counter()
    for record, content in zip(records, made, strict=True):
        try:
            if name == "save":
                work.save_version(user, record, content, "form")
            elif name == "save-on":  # from a page that showed the version which was current when this began
                with transaction.atomic():
                    work.stands_on(record, record.current.number if record.current is not None else 0)
                    work.save_version(user, record, content, "form")
            elif name == "accept":
                work.accept(user, record)
            else:
                work.send_back(user, record, "请补充说明")
        except work.RefusedError:
            ends["refused"] += 1
        else:
            ends["done"] += 1
    return dict(ends)


def state() -> dict[str, object]:
    """Return what is there: versions a filing, the states, and what is wrong with the log."""
    numbers: dict[int, list[int]] = {}
    for version in Version.objects.order_by("record", "number"):
        numbers.setdefault(version.record_id, []).append(version.number)
        filing_of(version)
    steps = Counter(f"{record.pk}:{step.act}" for record in Record.objects.all() for step in record.steps.all())
    return {
        "versions": list(numbers.values()),
        "states": dict(Counter(Record.objects.values_list("state", flat=True))),
        "steps": dict(steps),
        "faults": list(faults()),
    }


if __name__ == "__main__":
    acts = {"build": build, "write": write, "submitted": submitted, "race": race, "state": state}
    result = acts[sys.argv[1]](*sys.argv[2:])  # type: ignore[operator]
    sys.stdout.write(f"{json.dumps(result)}\n")
