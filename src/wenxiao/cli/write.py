"""`wenxiao write`: the official forms and the report of a filing, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import fault_of, filing_of, formats_of, made_folder, standard
from wenxiao.errors import ReadError, UsageError

if TYPE_CHECKING:
    from wenxiao.filing import Filing
    from wenxiao.standards import Pack
    from wenxiao.write import Page

DONE, UNREADABLE = 0, 3


@click.command(cls=ChineseCommand, short_help="写出官方表格和报告")
@click.argument("path", metavar="材料.json|文件")
@click.option("--form", default="all", metavar="all|表", help="写哪张表，如 overall、project、report；默认全部。")
@click.option(
    "--to", "formats", default="docx", metavar="格式,…", help="docx、xlsx、pdf、html、txt、md、json，可列几种。"
)
@click.option("-o", "--output", metavar="文件夹", default=".", help="写到哪个文件夹，默认当前文件夹。")
@click.option("--standard", "name", metavar="口径", help="按哪个口径的版面写；不写则用材料自己的口径。")
@click.option(
    "--corrected", "mending", is_flag=True, help="先核验，把有唯一改法的（应为…）改好，每处标出修订，末页列清单。"
)
@click.option("--separate", is_flag=True, help="一张表一个文件。")
def command(path: str, form: str, formats: str, output: str, name: str | None, *, mending: bool, separate: bool) -> int:
    """把一份材料写成官方的表格和报告。

    \b
    材料是 wenxiao extract 输出的 JSON，或者一份报告文件（先读取、提取）。表中没有数据的格留空；
    报告里能由数据写出的写成句子，要人写的标出“【请填写：…】”。

    \b
    例：
      wenxiao write 材料.json --to docx -o 报送
      wenxiao write 自评报告.docx --form overall --to xlsx,pdf -o 报送
      wenxiao write 材料.json --separate -o 报送
      wenxiao write 自评报告.docx --corrected --to docx -o 更正稿
    """
    from wenxiao.standards import load

    wanted = formats_of(formats)
    pack = standard(name)
    try:
        filing = filing_of(Path(path), pack)
    except ReadError as error:
        click.echo(f"wenxiao: {fault_of(Path(path), error)}", err=True)
        return UNREADABLE
    pack = pack or load(filing.standard)
    title, filing, pages = _pages(filing, pack, form, mending=mending)
    for written in _write(title, filing, pages, wanted, made_folder(output), separate=separate):
        click.echo(str(written))
    return DONE


def _pages(filing: Filing, pack: Pack, form: str, *, mending: bool) -> tuple[str, Filing, list[Page]]:
    """Return the title of the files, the filing, and its pages, with what is certain corrected if that is asked for."""
    from wenxiao.write import pages_of, title_of

    if not mending:
        pages = pages_of(filing, pack, form)
        return title_of(filing, pages), filing, pages
    from wenxiao.write.corrected import corrected, corrected_pages

    pages = corrected_pages(filing, pack, form)
    return f"{title_of(filing, pages[:-1])}（更正稿）", corrected(filing, pack).filing, pages


def _write(
    whole: str, filing: Filing, pages: list[Page], wanted: list[str], folder: Path, *, separate: bool
) -> list[Path]:
    """Write every format; return the files written."""
    from wenxiao.filing import to_json
    from wenxiao.write import render
    from wenxiao.write.clean import file_name

    written: list[Path] = []
    for to in wanted:
        if to == "json":
            written.append(_save(folder, file_name(whole), to, to_json(filing), written))
            continue
        for title, part in _files(whole, _printed(pages, to), separate=separate):
            written.append(_save(folder, file_name(title), to, render(part, to, title), written))
    return written


def _printed(pages: list[Page], to: str) -> list[Page]:
    """Return the pages that a format has a place for: a workbook has none for prose."""
    from wenxiao.write import Sheet

    kept = [page for page in pages if to != "xlsx" or isinstance(page, Sheet)]
    if not kept:
        raise UsageError("报告是文章，没有 Excel 版，请用 --to docx、pdf、html 或 txt。")
    return kept


def _files(whole: str, pages: list[Page], *, separate: bool) -> list[tuple[str, list[Page]]]:
    """Return the files to write: title and pages; a form stands in the file of the one that it follows."""
    from wenxiao.write import Sheet

    if not separate:
        return [(whole, pages)]
    files: list[tuple[str, list[Page]]] = []
    for page in pages:
        if isinstance(page, Sheet) and not page.apart and files:
            files[-1][1].append(page)
        else:
            annex = f"{page.annex} " if isinstance(page, Sheet) and page.annex else ""
            files.append((f"{annex}{page.title}", [page]))
    return files


def _save(folder: Path, name: str, to: str, data: bytes, taken: list[Path]) -> Path:
    path, number = folder / f"{name}.{to}", 1
    while path in taken:
        number += 1
        path = folder / f"{name}({number}).{to}"
    try:
        path.write_bytes(data)
    except OSError:
        raise UsageError(f"不能写到“{path}”，请关闭正打开它的程序，并检查有没有权限。") from None
    return path
