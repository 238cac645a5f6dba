"""A small pack on disk whose files can be changed, to try what the loader says of a mistake."""

from __future__ import annotations

from pathlib import Path

GOOD = {
    "pack.yaml": """\
pack:
  id: town-2024
  title: 测试口径
  region: 某镇
  year: 2024
""",
    "concepts.yaml": """\
concepts:
  - {id: a.total, label: 总额, kind: money}
  - {id: a.part, label: 部分甲, kind: money}
  - {id: b.part, label: 部分乙, kind: money}
""",
    "forms.yaml": """\
forms:
  - id: money
    title: 资金表
    core: [a.total]
    blocks:
      - id: rows
        kind: fields
        fields:
          - {concept: a.total}
          - {concept: a.part}
""",
    "relations.yaml": """\
relations:
  - id: parts
    check: sum.parts
    title: 总额等于各部分之和
    form: money
    expr: 总额 = 部分甲 + 部分乙
""",
    "scoring.yaml": """\
scoring:
  - id: plain
    full: 100
    execution: {weight: "0.5"}
    profiles:
      - id: 一种
        weights: {预算执行率: "0.5", 产出指标: "89.5", 效益指标: 10}
    bands:
      - {grade: 优, low: 90, high: 100}
      - {grade: 差, low: 0, high: 90}
thresholds:
  - {id: jump.ratio, value: "0.1", unit: "%"}
""",
}


def write(folder: Path, **changes: str | bytes) -> Path:
    """Write the pack with some files (named without .yaml) replaced, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str | bytes] = {**GOOD, **{f"{name}.yaml": text for name, text in changes.items()}}
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def edited(name: str, old: str, new: str) -> str:
    """Return a file of the good pack with one passage changed."""
    text = GOOD[f"{name}.yaml"]
    assert old in text
    return text.replace(old, new, 1)
