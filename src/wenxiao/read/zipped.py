"""Files that are ZIP containers: Word, Excel and their like told by their parts, never by the file's name."""

from __future__ import annotations

from wenxiao.document import Document
from wenxiao.errors import ReadError
from wenxiao.read.container import Container
from wenxiao.read.package import Package

TYPES = "[Content_Types].xml"
_SAVE = "请用 Office 或 WPS 打开，另存为 .docx 或 .xlsx 后再试"
_OTHERS = (
    ("ofd.xml", "OFD 版式文件", "请用阅读器导出为 Word 文件或纯文本（.txt）后再试"),
    ("meta-inf/manifest.xml", "OpenDocument 文档（.odt、.ods）", _SAVE),
    ("index/document.iwa", "iWork 文稿（.pages、.numbers）", _SAVE),
)


def read_zipped(data: bytes, name: str) -> Document:
    """Read a Word or Excel file; raise ReadError for any other container, saying what to do with it."""
    package = Package(data, name)
    if TYPES in package:
        return _read_office(package, data)
    for member, what, advice in _OTHERS:
        if member in package:
            raise ReadError(f"“{name}”无法读取：这是{what}，{advice}。")
    raise ReadError(_unasked(package))


def _read_office(package: Package, data: bytes) -> Document:
    kind = _content_type(package)
    if "wordprocessingml" in kind or "ms-word" in kind:
        from wenxiao.read.docx import read_docx  # noqa: PLC0415 - only who reads Word needs its parts

        return read_docx(package, data)
    if "sheet.binary" in kind:
        raise ReadError(f"“{package.name}”无法读取：这是 Excel 的二进制工作簿（.xlsb），请另存为 .xlsx 后再试。")
    if "spreadsheetml" in kind or "ms-excel" in kind:
        from wenxiao.read.xlsx import read_xlsx  # noqa: PLC0415 - only who reads Excel needs its parts

        return read_xlsx(data, package.name)
    if "presentationml" in kind or "ms-powerpoint" in kind:
        raise ReadError(
            f"“{package.name}”无法读取：这是 PowerPoint 演示文稿（.pptx），请把内容另存为 Word 文件后再试。"
        )
    raise ReadError(f"“{package.name}”无法读取：不是 Word 或 Excel 文件，{_SAVE}。")


def _content_type(package: Package) -> str:
    """Return the content type of the main part, or the part's own name where the package does not tell it."""
    main = package.main()
    root = package.xml(TYPES)
    for node in root if root is not None else ():
        if (node.get("PartName") or "").lstrip("/").casefold() == main.casefold():
            return (node.get("ContentType") or "").casefold()
    folders = {"word/": "wordprocessingml", "xl/": "spreadsheetml", "ppt/": "presentationml"}
    return next((kind for folder, kind in folders.items() if main.startswith(folder)), main)


def _unasked(package: Container) -> str:
    count = len(package.members)
    return (
        f"“{package.name}”无法读取：这是 ZIP 压缩包（内有 {count} 个文件），"
        "请解压后再试；如果里面是同一份材料的报告和附表，请加 --one-filing 一起核验。"
    )
