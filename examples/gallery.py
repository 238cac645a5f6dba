"""把每个口径的表写成 Word、印成图片：`python examples/gallery.py` 重做 docs/gallery.md 和 docs/images/gallery/。

要装 LibreOffice（soffice）和 poppler（pdftoppm）。加 --check 只核对文字和图片的名目，不同则退出码为 1；
加 --text 只重写文字。
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from wenxiao.filing import Filing
from wenxiao.sample import sample
from wenxiao.standards import Pack, available, load
from wenxiao.write import pages_of, render

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "images" / "gallery"
DPI = 90
LEAST, MOST = 5, 8  # indicators in a form: enough to show merged cells, few enough for one page
HEAD = """\
# 样张

<!-- 由 make gallery 生成：文字来自口径的 layouts，图片由 LibreOffice 印出；请改口径，不要改这里。 -->

每个口径自己的每张表，用合成的材料写成 Word，再由 LibreOffice 印成图片（报告只印第一页）。单位、项目和数都是编的。
原表的样子用文字写在旁边，出处照口径所记。做图片的电脑没有小标宋、仿宋等字体，用思源宋体、思源黑体代替；
在装了这些字体的电脑上打开 Word 文件，就是它们。
"""
FONTS = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>
"""
INSTEAD = {
    "方正小标宋简体": "Noto Serif CJK SC", "仿宋_GB2312": "Noto Serif CJK SC", "楷体_GB2312": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}  # fmt: skip


class Exhibit(NamedTuple):
    """A form, or the forms that stand on one page with it."""

    pack: str
    forms: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"{self.pack}-{self.forms[0]}"


def exhibits(pack: Pack) -> Iterator[Exhibit]:
    """Yield the forms and reports whose look a pack has written itself."""
    own = sorted(pack.own("layouts"), key=lambda form: pack.layouts[form].order)
    for form in own:
        if pack.layouts[form].after not in own:
            yield Exhibit(pack.id, (form, *(one for one in own if pack.layouts[one].after == form)))
    yield from (Exhibit(pack.id, (report,)) for report in pack.own("reports"))


def text() -> str:
    """Return the page that shows them all."""
    return "\n".join([HEAD, *(line for name in available() for line in _shown(load(name)))])


def _shown(pack: Pack) -> Iterator[str]:
    yield f"## {pack.identity.title}（{pack.id}）\n"
    for one in exhibits(pack):
        for form in one.forms:
            yield from _described(pack, form)
        yield f"![{_title(pack, one.forms[0])}](images/gallery/{one.name}.png)\n"
    others = [
        form for form in (*pack.layouts, *pack.reports) if form not in (*pack.own("layouts"), *pack.own("reports"))
    ]
    if others:
        origin = {**pack.origins.get("reports", {}), **pack.origins.get("layouts", {})}
        said = "、".join(f"{_title(pack, form)}（{origin[form]}）" for form in others)
        yield f"没有自己的版面、沿用别的口径的：{said}。\n"


def _title(pack: Pack, form: str) -> str:
    return pack.forms[form].title if form in pack.forms else "自评报告"


def _described(pack: Pack, form: str) -> Iterator[str]:
    layout = pack.layouts.get(form)
    yield f"### {_title(pack, form)}\n"
    if layout is None:
        yield "按口径的提纲写：数据能说的写成句子，要人说的标出来。\n"
        return
    yield f"{layout.original}\n"
    yield f"出处：{layout.source}\n"


# --- pictures --------------------------------------------------------------------------------------------


def draw(folder: Path) -> None:
    """Write every exhibit in Word, print it, and keep its first page as a picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    every = [one for name in available() for one in exhibits(load(name))]
    files = [_written(one, folder) for one in every]
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{font}</string></test><edit name="family" mode="assign" '
        f'binding="strong"><string>{other}</string></edit></match>'
        for font, other in INSTEAD.items()
    )
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(aliases=aliases), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for one, file in zip(every, files, strict=True):
        most = 1 if one.forms[0] in load(one.pack).reports else 9
        _picture(file.with_suffix(".pdf"), PICTURES / f"{file.stem}.png", most)


def _written(one: Exhibit, folder: Path) -> Path:
    pack = load(one.pack)
    filing = _filing(pack, one.forms[0])
    pages = [page for form in one.forms for page in pages_of(filing, pack, form)]
    path = folder / f"{one.name}.docx"
    path.write_bytes(render(pages, "docx", pages[0].title))
    return path


def _filing(pack: Pack, form: str) -> Filing:
    """Return the first sample with a usual number of indicators, kept to one instance of each form."""
    filing = next((one for seed in range(200) if _usual(one := sample(pack, seed), pack, form)), sample(pack, 0))
    return replace(filing, forms=tuple(one for one in filing.forms if "#" not in one.id))


def _usual(filing: Filing, pack: Pack, form: str) -> bool:
    """Tell whether a sample counts in the unit that the paper asks for, and fills about a page."""
    money = pack.layouts[form].money if form in pack.layouts else "万元"
    yuan = any(fact.unit == "元" for fact in filing.facts)
    count = len(filing.indicators_of(form))
    return yuan == (money == "元") and (LEAST <= count <= MOST or not count)


def _picture(printed: Path, picture: Path, most: int) -> None:
    """Keep the pages, one below the other, in sixteen greys: a form has no more."""
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-l", str(most), str(printed)]
    drawn = subprocess.run(command, check=True, capture_output=True).stdout
    rows: list[bytes] = []
    while drawn:
        kind, size, depth, rest = drawn.split(b"\n", 3)
        assert (kind, depth) == (b"P5", b"255"), "pdftoppm -gray prints PGM"
        width, height = map(int, size.split())
        rows += [rest[at * width : (at + 1) * width] for at in range(height)]
        drawn = rest[width * height :]
    width = max(map(len, rows))
    packed = b"".join(b"\0" + _nibbles(row.ljust(width, b"\xff")) for row in rows)
    header = struct.pack(">IIBBBBB", width, len(rows), 4, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts))


def _nibbles(row: bytes) -> bytes:
    levels = [(pixel * 15 + 127) // 255 for pixel in row] + [15] * (len(row) % 2)
    return bytes(left << 4 | right for left, right in zip(levels[::2], levels[1::2], strict=True))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def main() -> None:
    """Make the page and its pictures, or only compare."""
    if "--check" in sys.argv:
        wanted = {f"{one.name}.png" for name in available() for one in exhibits(load(name))}
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text()
        if not same or {path.name for path in PICTURES.glob("*.png")} != wanted:
            sys.exit("docs/gallery.md 或它的图片不是最新的，请运行 make gallery。")
        return
    if "--text" not in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            draw(Path(folder))
    PAGE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
