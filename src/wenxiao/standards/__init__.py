"""The packs of Standards (口径) and their typed loader."""

from __future__ import annotations

from wenxiao.standards.derived import once_a_pack
from wenxiao.standards.loader import available, load, load_folder
from wenxiao.standards.schema import (
    Band,
    Block,
    Column,
    Concept,
    FormSpec,
    Outline,
    Pack,
    RelationRule,
    Row,
    Scoring,
    Selector,
)

Standard = Pack

__all__ = [
    "Band",
    "Block",
    "Column",
    "Concept",
    "FormSpec",
    "Outline",
    "Pack",
    "RelationRule",
    "Row",
    "Scoring",
    "Selector",
    "Standard",
    "available",
    "load",
    "load_folder",
    "once_a_pack",
]
