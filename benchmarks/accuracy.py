"""Extraction measured against the hand-made facts of the corpus, cell by cell.

The corpus stands beside the repository (../shared/corpus) and is not shipped; where it is absent, this says so.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wenxiao.extract import extract
from wenxiao.extract.labels import key, squeeze
from wenxiao.filing import Fact, Filing
from wenxiao.read import read

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
Cell = tuple[str, str, str]
_FORMS = {
    "base_data": "base-data", "basic_info": "information", "income": "income", "expenditure": "expenditure",
    "three_public": "three-public", "fixed_assets": "fixed-assets", "staff_control": "scored-indicators",
}  # fmt: skip
_FUNDS = {"专户": "纳入专户管理的非税收入拨款"}


@dataclass
class Score:
    """How many cells of the truth were read right, and which were not."""

    right: int = 0
    total: int = 0
    wrong: list[str] = field(default_factory=list)
    extra: int = 0

    def add(self, what: str, stated: str | None, read_: str | None) -> None:
        """Compare one cell after NFKC, blanks left out."""
        self.total += 1
        if norm(stated) == norm(read_):
            self.right += 1
        else:
            self.wrong.append(f"{what}：应读到 {stated!r}，读到 {read_!r}")

    @property
    def share(self) -> float:
        """The part read right, from 0 to 1."""
        return self.right / self.total if self.total else 1.0


def norm(text: str | None) -> str:
    """Return a text in NFKC without blanks; None is the same as blank."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def reports() -> list[Path]:
    """Return the reports of the corpus, none where it is absent."""
    return sorted(CORPUS.glob("*-20*.txt"))


def measure(path: Path) -> dict[str, Score]:
    """Return the score of cells and of indicators of one report."""
    truth = json.loads(path.with_suffix("").with_suffix(".facts.json").read_text(encoding="utf-8"))
    filing = extract(read(path))
    cells, indicators, sections = Score(), Score(), Score()
    _tables(truth["tables"], filing, cells)
    _indicators(truth["tables"], filing, indicators)
    for stated, found in zip(truth["sections"], [*filing.sections, *[None] * len(truth["sections"])], strict=False):
        sections.add("章节", f"{stated['number']}{stated['title']}", f"{found.number}{found.title}" if found else None)
    return {"cells": cells, "indicators": indicators, "sections": sections, "narrative": _narrative(truth, filing)}


def _narrative(truth: dict[str, Any], filing: Filing) -> Score:
    """Compare the facts of prose: each stated one must be read with its value, unit and year."""
    score = Score()
    rest = [fact for fact in filing.facts if fact.origin == "prose"]
    for stated in truth["narrative_facts"]:
        value = stated["value"].replace(",", "")
        same = {stated["unit"], *({"人", "名"} if stated["unit"] in ("人", "名") else ())}
        found = next(
            (f for f in rest if f"{f.value}" == value and f.unit in same and f.period == str(stated["year"])), None
        )
        if found is not None:
            rest.remove(found)
        score.add(f"正文 {stated['label']}", value, f"{found.value}" if found is not None else None)
    score.extra = len(rest)
    return score


def _tables(tables: dict[str, Any], filing: Filing, score: Score) -> None:
    for name, form in _FORMS.items():
        for row, columns in (tables.get(name) or {}).items():
            if isinstance(columns, dict) and "……" not in row:
                _rows(
                    {row: columns} if row != "_head" else {k: {"": v} for k, v in columns.items()}, form, filing, score
                )
    for name in ("overall", "project"):
        table = tables.get(name)
        if table:
            _official(table, name, filing, score)


def _rows(rows: dict[str, dict[str, str | None]], form: str, filing: Filing, score: Score) -> None:
    facts = [fact for fact in filing.facts if (fact.form or "") == form]
    for row, columns in rows.items():
        for column, stated in columns.items():
            found = next((fact for fact in facts if _matches(fact, row, column)), None)
            score.add(f"{form} {row} {column}", stated, found.text if found else "（未读到）")


def _matches(fact: Fact, row: str, column: str) -> bool:
    heads = {key(column), key(fact.column or ""), key(fact.label)} if column else set()
    by_row = key(row) in (key(fact.row or ""), key(fact.label))
    if fact.column:
        return by_row and squeeze(fact.column) == squeeze(column)
    by_column = not column or key(column) == key(fact.label) or _alias(column) == fact.label
    return by_column and (by_row or (bool(column) and _block_row(fact))) and (not column or bool(heads))


def _block_row(fact: Fact) -> bool:
    return fact.block in ("staff", "buildings") and fact.form == "base-data"


def _alias(column: str) -> str:
    words = {
        "三公经费合计": "三公经费",
        "公务接待费": "公务接待",
        "公务用车运行维护费": "公车运行维护",
        "公务用车购置费": "公车购置",
        "因公出国（境）费用": "出国经费",
        "编制人数": "编制数",
        "实际在编人数": "实际在职人数",
    }
    bare = key(column, notes=False)
    for word, label in words.items():
        if key(word) == bare:
            return label
    return "实际在职人数" if "在职人数" in column else column


def _official(table: dict[str, Any], form: str, filing: Filing, score: Score) -> None:
    facts = [fact for fact in filing.facts if fact.form == form]
    for label, stated in (table.get("head") or {}).items():
        found = next((fact for fact in facts if key(fact.row or fact.label) == key(label)), None)
        score.add(f"{form} {label}", stated, found.text if found else "（未读到）")
    for label, stated in (table.get("funds") or {}).items():
        wanted = _FUNDS.get(label, label)
        found = next((f for f in facts if f.label == wanted and f.heading in (None, "funds.total")), None)
        score.add(f"{form} {label}", stated, found.text if found else "（未读到）")
    one = filing.form(form)
    holder = one or filing.form("goals")
    for name, stated in (("总分 分值", table.get("total_weight")), ("总分 得分", table.get("total_score"))):
        value = (holder.total_weight if "分值" in name else holder.total_score) if holder else None
        score.add(f"{form} {name}", stated, f"{value}" if value is not None else None)
    goals = next((goals for goals in filing.goals if goals.form in (form, "goals")), None)
    for name in ("expected", "actual"):
        if "goals" in table:
            score.add(f"{form} {name}", table["goals"][name], getattr(goals, name) if goals else None)


def _indicators(tables: dict[str, Any], filing: Filing, score: Score) -> None:
    for name, forms in (
        ("overall", ("overall", "goals")),
        ("work_assessment", ("work-assessment",)),
        ("scored_indicators", ("scored-indicators",)),
    ):
        stated = (tables.get(name) or {}).get("indicators") or []
        found = [item for item in filing.indicators if item.form in forms]
        for truth, item in zip(stated, [*found, *[None] * len(stated)], strict=False):
            for part, text in _parts(truth):
                read_ = None if item is None else _said(item, part)
                if text is not None and text.endswith(("…", "…。")):
                    read_ = text if norm(read_).startswith(norm(text.split("…")[0])) else read_
                score.add(
                    f"{name} {truth.get('level3') or truth.get('name') or truth.get('level2')} {part}", text, read_
                )
        if len(found) > len(stated):
            score.add(f"{name} 多读", None, f"{len(found) - len(stated)} 项")


def _parts(truth: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for part in ("level1", "level2", "level3", "name", "target", "actual", "weight", "score", "reason"):
        if part in truth:
            yield part, truth[part]


def _said(item: Any, part: str) -> str | None:
    if part == "name":
        return str(item.level3)
    if part in ("weight", "score"):
        value = getattr(item, part)
        return getattr(item, f"{part}_text") if value is None else f"{value}"
    text: str | None = getattr(item, part)
    return text


def main() -> None:
    """Print the shares of the three reports."""
    found = reports()
    if not found:
        print("提取准确率：没有 ../shared/corpus，略过。")
        return
    print("提取准确率（对照人工整理的 facts.json，一格算一个）")
    for path in found:
        scores = measure(path)
        said = "  ".join(
            f"{name} {one.right}/{one.total} = {one.share:.2%}" + (f"（另读到 {one.extra}）" if one.extra else "")
            for name, one in scores.items()
        )
        print(f"  {path.stem}  {said}")
        for one in scores.values():
            for line in one.wrong:
                print(f"      {line[:160]}")
