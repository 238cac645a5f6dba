"""The JSON Schemas of what 问效 writes, made from the types; the files beside this one ship with the package.

`python -m wenxiao.schemas` writes them anew; a test holds the files to the types.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from wenxiao.compare import Difference
from wenxiao.document import Document
from wenxiao.filing import Filing
from wenxiao.report.result import CheckResult
from wenxiao.score import Scorecard
from wenxiao.truth import Truth

SCHEMAS = {
    "document-1.json": Document,
    "filing-1.json": Filing,
    "check-1.json": CheckResult,
    "diff-1.json": Difference,
    "score-1.json": Scorecard,
    "truth-1.json": Truth,
}


def schema_of(name: str) -> str:
    """Return one JSON Schema as text; descriptions are undented, as newer Pythons do by themselves."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(SCHEMAS[name])}
    return json.dumps(_undented(schema), ensure_ascii=False, indent=2) + "\n"


def _undented(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" else _undented(value) for key, value in schema.items()
        }
    return [_undented(item) for item in schema] if isinstance(schema, list) else schema


def write() -> None:
    """Write every schema beside this file."""
    for name in SCHEMAS:
        (Path(__file__).parent / name).write_text(schema_of(name), encoding="utf-8")
