"""The main tasks of a year, for forms that list one a row (任务名称, 完成情况) and share the execution points out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from wenxiao.sample.books import rate, rounded
from wenxiao.sample.ledger import Ledger

_FIRST = "人员和机构运转"
_SHARES = (60, 25, 15)


class Task(NamedTuple):
    """One task: its name, the texts of its row by concept, the points that its execution rate earns."""

    name: str
    texts: dict[str, str]
    score: Decimal


def tasks(ledger: Ledger, projects: Sequence[str]) -> list[Task]:
    """Return the tasks among which the total of a form is divided, with their part of its points."""
    names = [_FIRST, *projects[: len(_SHARES) - 1]]
    total, count = ledger.rows["funds.total"], len(names)
    spent = ledger.books.split(total["funds.executed"], _SHARES[:count])
    granted = [total["funds.budget"] - sum(spent[1:], Decimal(0)), *spent[1:]]
    each = ledger.weight * 3 // 10
    weights = [ledger.weight - each * (count - 1)] + [each] * (count - 1)
    return [_task(ledger, *row) for row in zip(names, granted, spent, weights, strict=True)]


def _task(ledger: Ledger, name: str, granted: Decimal, spent: Decimal, weight: Decimal) -> Task:
    score = min(weight, rounded(weight * spent / granted)) if granted else weight
    texts = {
        "task.done": "已完成",
        "funds.initial": ledger.money(granted),
        "funds.budget": ledger.money(granted),
        "funds.executed": ledger.money(spent),
        "funds.weight": f"{weight}",
        "funds.rate": f"{ledger.style.figure(rate(spent, granted))}%",
        "funds.score": ledger.style.figure(score),
    }
    return Task(name, texts, score)
