"""Blocks and columns of a form by what a layout calls them."""

from __future__ import annotations

from wenxiao.standards.schema import Block, Column, FormSpec

LEVELS = ("level1", "level2", "level3")


def block_named(form: FormSpec, name: str | None) -> Block | None:
    """Return the block of a form with this id."""
    return next((block for block in form.blocks if block.id == name), None)


def column_named(block: Block, name: str) -> Column | None:
    """Return the column of a block with this concept, role or stage.

    Where only 评价内容 is named, the levels of indicators below it stand under its head.
    """
    named = next((one for one in block.columns if name and name in (one.concept, one.role, one.stage)), None)
    if named is None and block.kind == "indicators" and name in LEVELS:
        return Column(label="", role=name)  # type: ignore[arg-type]
    return named
