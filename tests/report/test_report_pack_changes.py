"""What differs between two contents of a Standard: item by item, in words that an office reads."""

from __future__ import annotations

import msgspec
import pytest

from wenxiao.errors import StandardError
from wenxiao.report.pack_changes import Changed, pack_changes
from wenxiao.standards import available, contents_of, load, load_contents

NAME = "hunan-2020"


def changed(*replaced: tuple[str, str, str]) -> tuple[Changed, ...]:
    """Return what differs if words in files of the pack are replaced, each given by file, old and new."""
    files = contents_of(NAME)
    for path, old, new in replaced:
        assert old in files[path], (path, old)
        files[path] = files[path].replace(old, new)
    return pack_changes(load(NAME), load_contents(NAME, "d" * 64, files))


@pytest.mark.parametrize("name", available())
def test_a_pack_kept_as_text_is_the_pack_and_differs_in_nothing(name: str) -> None:
    """Every pack that ships loads again from its texts, with its parents; nothing is said to have changed."""
    again = load_contents(name, load(name).digest, contents_of(name))
    assert msgspec.json.encode(again) == msgspec.json.encode(load(name))
    assert pack_changes(load(name), again) == ()


def test_a_changed_band_is_told_by_what_was_and_is() -> None:
    """The line of the grades alone, not the whole scheme."""
    path = "national-2020/scoring.yaml"
    found = changed((path, "优, low: 90", "优, low: 91"), (path, "良, low: 80, high: 90", "良, low: 80, high: 91"))
    one = next(one for one in found if one.section == "计分办法和等级")
    assert (one.kind, len(one.was), len(one.now)) == ("改动", 1, 1)
    assert "91（含）" in one.now[0]
    assert "91（含）" not in one.was[0]


def test_a_relation_taken_out_and_put_in_is_told() -> None:
    """By its title and expression, once as 取消 and once as 新增."""
    relation = next(iter(load(NAME).relations.values()))
    path = next(one for one, text in contents_of(NAME).items() if f"id: {relation.id}\n" in text)
    found = changed((path, f"id: {relation.id}\n", "id: another-one\n"))
    kinds = {one.kind: one for one in found if one.section == "必须成立的关系"}
    assert set(kinds) == {"新增", "取消"}
    assert relation.expr in kinds["取消"].was[0]
    assert kinds["新增"].title == relation.title


def test_a_path_that_leads_out_of_the_folder_is_refused() -> None:
    """Kept texts are written nowhere but into the folder that they are loaded from."""
    for path in ("../x.yaml", "/tmp/x.yaml", "hunan-2020/x.py"):
        with pytest.raises(StandardError, match="不该有的文件名"):
            load_contents(NAME, "d" * 64, {path: ""})
