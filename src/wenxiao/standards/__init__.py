"""The packs of Standards (口径) and their typed loader."""

from __future__ import annotations

from wenxiao.standards.contents import contents_of, load_contents
from wenxiao.standards.derived import concepts_by_label, once_a_pack
from wenxiao.standards.loader import available, load, load_folder, validate_folder
from wenxiao.standards.schema import Block, Column, Concept, FormSpec, Outline, Pack, RelationRule, Requirement, Row
from wenxiao.standards.scheme import (
    Band,
    Beyond,
    Certainty,
    Execution,
    Expectation,
    Measure,
    NotApplicable,
    Rounding,
    Scoring,
    Selector,
    Sign,
)

Standard = Pack

__all__ = [
    "Band",
    "Beyond",
    "Block",
    "Certainty",
    "Column",
    "Concept",
    "Execution",
    "Expectation",
    "FormSpec",
    "Measure",
    "NotApplicable",
    "Outline",
    "Pack",
    "RelationRule",
    "Requirement",
    "Rounding",
    "Row",
    "Scoring",
    "Selector",
    "Sign",
    "Standard",
    "available",
    "concepts_by_label",
    "contents_of",
    "load",
    "load_contents",
    "load_folder",
    "once_a_pack",
    "validate_folder",
]
