"""Several files as one filing."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from wenxiao.cli.inputs import is_material
from wenxiao.document import Table
from wenxiao.errors import ReadError
from wenxiao.read import read_bundle
from wenxiao.read.bundle import reading_order
from word import paragraph, row, table, word_file

FILES = {
    "附件10 其他.txt": "其他说明。".encode(),
    "附件2 基础数据表.docx": word_file(paragraph("附件2") + table(row("三公经费", "4.23"))),
    "自评报告.docx": word_file(paragraph("某某局自评报告")),
    "~$评报告.docx": b"lock",
    "照片.jpg": b"\xff\xd8\xff",
}


class Unsaid(zipfile.ZipInfo):
    """A member as macOS names it: in UTF-8, without saying so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name that zipfile calls
        return self.filename.encode(), 0


class Old(zipfile.ZipInfo):
    """A member as old programs name it: in GBK, without saying so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name that zipfile calls
        return self.filename.encode("gbk"), 0


def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_folder_is_read_in_the_order_of_its_annexes(tmp_path: Path) -> None:
    """The report first, annex 2 before annex 10, blocks numbered on, each place with its file."""
    bundle = read_bundle((folder(tmp_path),), "材料", is_material)
    blocks = bundle.document.blocks
    assert [block.place.file for block in blocks] == [
        "自评报告.docx", "附件2 基础数据表.docx", "附件2 基础数据表.docx", "附件10 其他.txt",
    ]  # fmt: skip
    assert [block.place.block for block in blocks] == [0, 1, 2, 3]
    last = blocks[2]
    assert isinstance(last, Table)
    assert (last.cells[1].place.block, last.cells[1].place.file) == (2, "附件2 基础数据表.docx")
    assert blocks[3].place.spot() == "附件10 其他.txt 第1行"


@pytest.mark.parametrize("kind", [zipfile.ZipInfo, Unsaid, Old])
def test_a_zip_file_is_read_whatever_its_names_are_written_in(tmp_path: Path, kind: type[zipfile.ZipInfo]) -> None:
    """Chinese systems write GBK names without saying so, others UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(kind(name), data)
    path = tmp_path / "材料.zip"
    path.write_bytes(buffer.getvalue())
    files = [block.place.file for block in read_bundle((path,), "材料", is_material).document.blocks]
    assert files == ["自评报告.docx", "附件2 基础数据表.docx", "附件2 基础数据表.docx", "附件10 其他.txt"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    """Nothing is lost, nothing is passed over in silence."""
    (folder(tmp_path) / "附件3.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))
    bundle = read_bundle((tmp_path,), "材料", is_material)
    assert len(bundle.document.blocks) == 4
    assert len(bundle.faults) == 1
    assert "附件3.doc" in bundle.faults[0]
    with pytest.raises(ReadError, match=r"附件3\.doc"):
        read_bundle((tmp_path / "附件3.doc",), "材料", is_material)


def test_containers_inside_a_container_are_not_opened(tmp_path: Path) -> None:
    """A ZIP file in a ZIP file is named, not followed."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "甲")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("b.zip", inner.getvalue())
        archive.writestr("c.txt", "乙")
    (tmp_path / "材料.zip").write_bytes(outer.getvalue())
    bundle = read_bundle((tmp_path / "材料.zip",), "材料", is_material)
    assert [block.place.file for block in bundle.document.blocks] == ["c.txt"]
    assert "“b.zip”是压缩包里的压缩包" in bundle.faults[0]


def test_files_stand_as_people_number_them() -> None:
    """Numbers in figures and in Chinese, annexes behind the report."""
    names = [
        "附件三十.docx",
        "附件十二.docx",
        "附件三.docx",
        "附件二十.docx",
        "附表2.xlsx",
        "附表10.xlsx",
        "项目自评报告.docx",
    ]
    assert sorted(names, key=reading_order) == [
        "项目自评报告.docx", "附件三.docx", "附件十二.docx", "附件二十.docx", "附件三十.docx",
        "附表2.xlsx", "附表10.xlsx",
    ]  # fmt: skip
    assert sorted(["附件/表.docx", "项目自评报告.docx"], key=reading_order) == ["项目自评报告.docx", "附件/表.docx"]
    assert len(sorted(["9" * 5_000, "一" * 5_000], key=reading_order)) == 2


def packed(tmp_path: Path, *members: tuple[str, str]) -> Path:
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as archive:
        for name, text in members:
            archive.writestr(name, text)
    return tmp_path / "材料.zip"


def test_names_that_lead_out_of_a_zip_file_stay_inside(tmp_path: Path) -> None:
    """Nothing is written anywhere, so such a member is read like any other."""
    path = packed(
        tmp_path, ("../a.txt", "甲"), ("/etc/b.txt", "乙"), ("C:\\附件\\c.txt", "丙"), ("__MACOSX/d.txt", "丁")
    )
    files = [block.place.file for block in read_bundle((path,), "材料", is_material).document.blocks]
    assert files == ["a.txt", "etc/b.txt", "附件/c.txt"]


def test_members_whose_names_differ_only_in_case_are_all_read(tmp_path: Path) -> None:
    """Linux keeps them apart."""
    path = packed(tmp_path, ("a.txt", "甲"), ("A.TXT", "乙"))
    assert len(read_bundle((path,), "材料", is_material).document.blocks) == 2


def test_a_word_file_named_zip_is_read(tmp_path: Path) -> None:
    """Browsers and mail programs rename them."""
    (tmp_path / "报告.zip").write_bytes(FILES["自评报告.docx"])
    (block,) = read_bundle((tmp_path,), "材料", is_material).document.blocks
    assert block.place.file == "报告.zip"


def test_files_of_one_name_from_two_folders_are_told_apart(tmp_path: Path) -> None:
    """Each place names its own file."""
    paths = tuple(tmp_path / name / "表.txt" for name in "ab")
    for path in paths:
        path.parent.mkdir()
        path.write_text("甲", encoding="utf-8")
    files = [block.place.file for block in read_bundle(paths, "材料", is_material).document.blocks]
    assert files == list(map(str, paths))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems allow only names that are text")
def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    """A folder unpacked by an old program has names in GBK."""
    (tmp_path / os.fsdecode("报告.txt".encode("gbk"))).write_text("甲", encoding="utf-8")
    (block,) = read_bundle((tmp_path,), "材料", is_material).document.blocks
    assert (block.place.file or "").endswith("?.txt")
