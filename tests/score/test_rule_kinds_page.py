"""docs/rule-kinds.md and docs/standards.md say what is so: every kind, every key, every example executed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from scoring_cases import Case, cases_of
from scoring_outcome import hold

from wenxiao import rule
from wenxiao.errors import StandardError
from wenxiao.rule import KINDS
from wenxiao.standards import load_folder, scheme, validate_folder

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "rule-kinds.md").read_text(encoding="utf-8")
STANDARDS = (DOCS / "standards.md").read_text(encoding="utf-8")
SECTIONS = {title.split(" ")[0]: body for title, body in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)}


def examples(folder: Path) -> list[tuple[str, Case]]:
    """Return every example of the page with the kind that it explains."""
    found = []
    for kind, body in SECTIONS.items():
        for text in re.findall(r"```yaml\n(.*?)```", body, re.S):
            path = folder / f"{kind}.yaml"
            path.write_text(text, encoding="utf-8")
            found += [(kind, case) for case in cases_of(path)]
    return found


def test_every_example_gives_what_it_says(tmp_path: Path) -> None:
    """Each example is scored by the rule it shows, and the rule is of the kind that it explains."""
    found = examples(tmp_path)
    for kind, case in found:
        assert [one.rule and rule.kind_of(one.rule) for one in case.indicators] == [kind], case.name
        hold(case)
    assert {kind for kind, _ in found} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_kind_is_explained(kind: str) -> None:
    """Its section names every key that YAML may hold; `text` is explained once for all."""
    struct = next(
        one
        for one in vars(rule).values()
        if getattr(one, "__struct_config__", None) and one.__struct_config__.tag == kind
    )
    said = SECTIONS[kind]
    inner = {"bands": rule.PointBand, "grades": rule.Grade, "awards": rule.Award, "parts": rule.Share}
    names = set(struct.__struct_fields__) - {"text"}
    for name in set(names) & set(inner):
        names |= set(inner[name].__struct_fields__)
    assert [name for name in sorted(names) if f"`{name}`" not in said and f"`{name}:" not in said] == []
    assert KINDS[kind] in said or f"## {kind} {KINDS[kind]}" in PAGE


def test_every_way_of_reading_is_explained() -> None:
    """Each way and each direction that a rule may name is on the page."""
    words = [way for kind in (rule.RisingWay, rule.FallingWay, rule.StepWay, rule.Direction) for way in get_args(kind)]
    assert [word for word in words if f"`{word}`" not in PAGE and f"[{word}]" not in PAGE] == []


def test_every_key_of_a_scheme_is_explained() -> None:
    """The section on scoring names every key that YAML may hold."""
    said = STANDARDS[STANDARDS.index("### scoring\n") : STANDARDS.index("### thresholds、words")]
    structs = [one for one in vars(scheme).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    names = {name for one in structs if one.__module__ == scheme.__name__ for name in one.__struct_fields__}
    assert [name for name in sorted(names) if f"`{name}`" not in said] == []


def example_pack(folder: Path) -> dict[str, str]:
    """Return the files of the small complete example, by their paths."""
    found = re.findall(r"`(yunze-2024/[\w/.-]+)`：\n\n```yaml\n(.*?)```", STANDARDS, re.S)
    for name, text in found:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return dict(found)


def test_the_example_of_a_pack_is_valid(tmp_path: Path) -> None:
    """Whoever copies the example from the page has a pack without a mistake."""
    assert sorted(example_pack(tmp_path)) == ["yunze-2024/forms/spending.yaml", "yunze-2024/pack.yaml"]
    assert validate_folder(tmp_path / "yunze-2024").id == "yunze-2024"


def test_the_message_shown_on_the_page_is_the_one_said(tmp_path: Path) -> None:
    """The mistake that the page shows is told as it shows it."""
    name, line, slip = re.findall(r"^> (\S+) 第(\d+)行：不认识的项“(\w+)”", STANDARDS, re.M)[0]
    path = tmp_path / name
    lines = example_pack(tmp_path)[name].splitlines()
    lines[int(line) - 1] = lines[int(line) - 1].replace("label", slip)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(StandardError) as caught:
        load_folder(path.parent)
    assert f"> {caught.value}" in STANDARDS
