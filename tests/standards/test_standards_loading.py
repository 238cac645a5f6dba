"""Packs: those that ship load and keep their numbers exact; one with a mistake names file and line in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from _pytest.mark import ParameterSet
from standards_folder import GOOD, edited, write

from wenxiao.errors import StandardError
from wenxiao.relation import parse
from wenxiao.standards import Pack, available, load, load_folder


@pytest.mark.parametrize("name", available())
def test_a_pack_that_ships_loads(name: str) -> None:
    """It has its own id, a title and a region, stands first in its lineage, and has relations that parse."""
    pack = load(name)
    assert (pack.id, pack.lineage[0]) == (name, name)
    assert pack.identity.title
    assert pack.identity.region
    assert re.fullmatch(r"[a-z]+-(20\d\d|unknown)", name)
    assert all(parse(rule.expr).names or parse(rule.expr).groups for rule in pack.relations.values())
    assert re.fullmatch(r"[0-9a-f]{64}", pack.digest)


@pytest.mark.parametrize("name", available())
def test_what_is_unknown_says_so(name: str) -> None:
    """A document number is printed in full or `unknown`, never left empty or half invented."""
    identity = load(name).identity
    assert identity.number == "unknown" or re.search(r"〔20\d\d〕\d+号", identity.number)
    assert identity.in_force_from == "unknown" or re.fullmatch(r"20\d\d(?:-\d\d-\d\d)?", identity.in_force_from)


def numbers(value: object) -> Iterator[object]:
    """Yield every number in a pack, however deep."""
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        yield value


@pytest.mark.parametrize("name", available())
def test_numbers_are_exact(name: str) -> None:
    """No float touches a weight, a band or a threshold."""
    found = list(numbers(load(name)))
    assert any(isinstance(one, Decimal) for one in found)
    assert not [one for one in found if isinstance(one, float)]


def test_a_decimal_fraction_is_kept_as_written(tmp_path: Path) -> None:
    """0.1 is 0.1, quoted or not."""
    thresholds = 'thresholds:\n  - {id: a, value: 0.1}\n  - {id: b, value: "0.10"}\n'
    pack = load_folder(write(tmp_path / "town-2024", scoring=thresholds))
    assert [str(pack.threshold(name)) for name in ("a", "b")] == ["0.1", "0.10"]


def test_an_unknown_pack_is_told_what_there_is() -> None:
    """Whoever mistypes a pack is shown the list."""
    with pytest.raises(StandardError, match=r"mars-2024.*hunan-2020.*national-2020"):
        load("mars-2024")


@dataclass(frozen=True)
class Mistake:
    """A pack with one mistake: the files changed, where it is to be named, and what is to be said."""

    name: str
    files: dict[str, str | bytes]
    where: str
    says: str

    def as_parameter(self) -> ParameterSet:
        """Return it as a parameter; one that the product does not name well yet is expected to fail."""
        return pytest.param(self, id=self.name)


BAND = "      - {grade: 差, low: 0, high: 90}"
MISTAKES = (
    Mistake(
        "typo in a key",
        {"concepts": edited("concepts", "kind: money}", "kinds: money}")},
        "concepts.yaml 第2行",
        "kind",
    ),
    Mistake("typo in an optional key", {"forms": edited("forms", "core:", "cores:")}, r"forms.yaml 第[24]行", "cores"),
    Mistake("missing key", {"concepts": edited("concepts", ", label: 部分甲", "")}, "concepts.yaml 第3行", "label"),
    Mistake(
        "wrong choice", {"concepts": edited("concepts", "kind: money}", "kind: cash}")}, "concepts.yaml 第2行", "cash"
    ),
    Mistake("a word for a number", {"scoring": edited("scoring", "low: 90", "low: 九十")}, "scoring.yaml 第9行", "数"),
    Mistake("a word for a list", {"forms": edited("forms", "[a.total]", "a.total")}, "forms.yaml 第4行", "core"),
    Mistake("a map for a list", {"concepts": "concepts:\n  id: x\n"}, "concepts.yaml 第1行", "列表"),
    Mistake("a list for a map", {"concepts": "- concepts\n"}, "concepts.yaml 第1行", "最外层"),
    Mistake("unknown part", {"words": "wrods:\n  - {id: x, words: [a]}\n"}, "words.yaml 第1行", "wrods"),
    Mistake(
        "duplicate id",
        {"concepts": GOOD["concepts.yaml"] + "  - {id: a.total, label: 又一个, kind: money}\n"},
        "concepts.yaml 第5行",
        "a.total",
    ),
    Mistake(
        "duplicate id in two files",
        {"more": "concepts:\n  - {id: a.total, label: 又一个, kind: money}\n"},
        "more.yaml 第2行",
        "a.total",
    ),
    Mistake(
        "duplicate key",
        {"concepts": edited("concepts", "label: 总额,", "label: 总额, label: 总数,")},
        "concepts.yaml 第2行",
        "label",
    ),
    Mistake(
        "dangling concept of a form",
        {"forms": edited("forms", "concept: a.part", "concept: a.prat")},
        "forms.yaml 第10行",
        "a.prat",
    ),
    Mistake("dangling core", {"forms": edited("forms", "[a.total]", "[a.totl]")}, "forms.yaml 第4行", "a.totl"),
    Mistake(
        "dangling form of a relation",
        {"relations": edited("relations", "form: money", "form: mony")},
        "relations.yaml 第5行",
        "mony",
    ),
    Mistake(
        "dangling name in a relation",
        {"relations": edited("relations", "部分乙", "部分丙")},
        "relations.yaml 第6行",
        "部分丙",
    ),
    Mistake(
        "dangling optional part",
        {"relations": GOOD["relations.yaml"] + "    optional: [部分丁]\n"},
        "relations.yaml 第7行",
        "部分丁",
    ),
    Mistake(
        "dangling alternative",
        {"relations": GOOD["relations.yaml"] + "    alternatives: {总额: [部分戊]}\n"},
        "relations.yaml 第7行",
        "部分戊",
    ),
    Mistake(
        "relation without a sign",
        {"relations": edited("relations", "总额 =", "总额")},
        "relations.yaml 第6行",
        "算式",
    ),
    Mistake(
        "relation with a slip",
        {"relations": edited("relations", "+ 部分乙", "+ + )")},
        "relations.yaml 第6行",
        "算式",
    ),
    Mistake(
        "dangling requirement",
        {"requirements": "requirements:\n  - {id: nowhere}\n"},
        "requirements.yaml 第2行",
        "nowhere",
    ),
    Mistake(
        "dangling condition",
        {"requirements": "requirements:\n  - {id: money, when: positive, concept: c.x}\n"},
        "requirements.yaml 第2行",
        "c.x",
    ),
    Mistake(
        "gap between grades",
        {"scoring": edited("scoring", BAND, BAND.replace("90", "89"))},
        "scoring.yaml 第9行",
        "空档",
    ),
    Mistake(
        "overlap of grades",
        {"scoring": edited("scoring", BAND, BAND.replace("90", "91"))},
        "scoring.yaml 第9行",
        "重叠",
    ),
    Mistake(
        "weights that do not add up", {"scoring": edited("scoring", '"89.5"', '"89.4"')}, "scoring.yaml 第6行", "99.9"
    ),
    Mistake(
        "fixed marks that do not add up",
        {
            "scoring": GOOD["scoring.yaml"].replace(
                "thresholds", "    indicators:\n      - {name: 甲, weight: 99}\nthresholds"
            )
        },
        "scoring.yaml 第11行",
        "99",
    ),
    Mistake("no pack", {"pack": "concepts: []\n"}, "town-2024", "pack"),
    Mistake("pack without region", {"pack": edited("pack", "  region: 某镇\n", "")}, "pack.yaml 第1行", "region"),
    Mistake("year that is no number", {"pack": edited("pack", "year: 2024", "year: 今年")}, "pack.yaml 第5行", "year"),
    Mistake("extends nothing", {"pack": GOOD["pack.yaml"] + "  extends: mars-2020\n"}, "pack.yaml", "mars-2020"),
    Mistake("extends itself", {"pack": GOOD["pack.yaml"] + "  extends: town-2024\n"}, "pack.yaml", "成环"),
    Mistake("broken YAML", {"concepts": "concepts:\n  - {id: x, label: [\n"}, "concepts.yaml 第[23]行", "YAML"),
    Mistake("a tab for blanks", {"concepts": "concepts:\n\t- x\n"}, "concepts.yaml 第2行", "YAML"),
    Mistake(
        "control character",
        {"concepts": "concepts:\n  - {id: x\x07}\n"},
        "concepts.yaml",
        "YAML",
    ),
    Mistake("not UTF-8", {"concepts": "concepts: [总额]\n".encode("gbk")}, "concepts.yaml", "UTF-8"),
)


@pytest.mark.parametrize("mistake", [mistake.as_parameter() for mistake in MISTAKES])
def test_a_mistake_is_named_with_file_and_line(mistake: Mistake, tmp_path: Path) -> None:
    """One Chinese sentence says in which file, on which line, and what; no folder of the machine is named."""
    with pytest.raises(StandardError) as caught:
        load_folder(write(tmp_path / "town-2024", **mistake.files))
    said = str(caught.value)
    assert re.search(mistake.where, said), said
    assert re.search(mistake.says, said), said
    assert re.search(r"[\u4e00-\u9fff]{2}", said), said
    assert said.count("\n") == 0, said
    assert said.endswith("。"), said
    assert tmp_path.as_posix() not in said, said


@pytest.mark.parametrize(
    "mistake",
    [
        pytest.param("empty", id="empty folder"),
        pytest.param("missing", id="missing folder"),
        pytest.param("file", id="a file"),
    ],
)
def test_a_folder_that_is_no_pack_is_refused(mistake: str, tmp_path: Path) -> None:
    """An empty folder, a folder that is not there and a plain file are each told apart from a pack."""
    folder = tmp_path / "somewhere"
    if mistake == "empty":
        folder.mkdir()
    elif mistake == "file":
        folder.write_text("pack: {}", encoding="utf-8")
    with pytest.raises(StandardError, match=r"somewhere.*。$"):
        load_folder(folder)


# --- extending -----------------------------------------------------------------------------------------


def child(tmp_path: Path, more: str = "") -> Pack:
    """Return a pack that extends the good one."""
    write(tmp_path / "town-2024")
    head = "pack: {id: village-2025, title: 子口径, region: 某村, year: 2025, extends: town-2024}\n"
    folder = tmp_path / "village-2025"
    folder.mkdir()
    (folder / "pack.yaml").write_text(head + more, encoding="utf-8")
    return load_folder(folder)


def test_extending_adds(tmp_path: Path) -> None:
    """The child has what its parent has, and its own; its identity is its own."""
    pack = child(tmp_path, "concepts:\n  - {id: c.part, label: 部分丙, kind: money}\n")
    assert list(pack.concepts) == ["a.total", "a.part", "b.part", "c.part"]
    assert pack.lineage == ("village-2025", "town-2024")
    assert (pack.identity.year, pack.identity.region) == (2025, "某村")


def test_extending_replaces_whole_items(tmp_path: Path) -> None:
    """An item with the parent's id takes its place altogether: nothing of the old one is left."""
    pack = child(
        tmp_path, "scoring:\n  - {id: plain, full: 120}\nconcepts:\n  - {id: a.part, label: 部分甲, kind: count}\n"
    )
    plain = pack.scoring["plain"]
    assert (plain.full, len(plain.bands), plain.execution) == (Decimal(120), 0, None)
    assert pack.concepts["a.part"].kind == "count"


def test_a_mistake_that_only_extending_makes_is_named_in_the_child(tmp_path: Path) -> None:
    """A parent's relation that loses its term is broken by the child; somebody is told which relation."""
    with pytest.raises(StandardError, match="部分乙"):
        child(tmp_path, "concepts:\n  - {id: b.part, label: 改了名, kind: money}\n")


def test_a_pack_may_extend_one_that_ships(tmp_path: Path) -> None:
    """A folder anywhere can build on a built-in pack."""
    folder = tmp_path / "mine-2025"
    folder.mkdir()
    head = "pack: {id: mine-2025, title: 我的, region: 某市, year: 2025, extends: national-2020}\n"
    (folder / "pack.yaml").write_text(head, encoding="utf-8")
    pack = load_folder(folder)
    assert pack.concepts == load("national-2020").concepts
    assert pack.lineage == ("mine-2025", "national-2020")


def test_two_packs_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    """A circle is named with its way round."""
    for one, other in (("a-2024", "b-2024"), ("b-2024", "a-2024")):
        (tmp_path / one).mkdir()
        head = f"pack: {{id: {one}, title: 甲, region: 乙, year: 2024, extends: {other}}}\n"
        (tmp_path / one / "pack.yaml").write_text(head, encoding="utf-8")
    with pytest.raises(StandardError, match="a-2024 → b-2024 → a-2024"):
        load_folder(tmp_path / "a-2024")


def test_the_digest_changes_with_the_content_and_only_with_it(tmp_path: Path) -> None:
    """Two copies agree; one changed weight does not."""
    one, same = load_folder(write(tmp_path / "x" / "town-2024")), load_folder(write(tmp_path / "y" / "town-2024"))
    other = load_folder(
        write(tmp_path / "z" / "town-2024", scoring=edited("scoring", "low: 90, high: 100", "low: 90, high: 100.0"))
    )
    assert one.digest == same.digest != other.digest


def test_comments_and_empty_files_are_no_content(tmp_path: Path) -> None:
    """A file of comments is legal and changes nothing."""
    plain = load_folder(write(tmp_path / "x" / "town-2024"))
    noted = load_folder(write(tmp_path / "y" / "town-2024", notes="# 只有注释\n"))
    assert noted.digest == plain.digest
