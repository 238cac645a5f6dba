"""A ZIP container behind its guard: judged by its directory before anything is inflated, and while inflating.

Word, Excel and ZIP files come through here. Nothing is ever written to disk, nothing outside is ever opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from wenxiao.errors import ReadError

MAX_MEMBERS = 5_000
"""The most members; a report with a picture on every page has some hundreds."""
MAX_PART = 48 * 1024 * 1024
"""The most bytes that one member may hold when inflated."""
MAX_TOTAL = 96 * 1024 * 1024
"""The most bytes that are inflated of one container."""
MAX_RATIO = 400
"""The most that a member larger than SMALL may have been compressed; tables of repeated rows reach 150."""
SMALL = 4 * 1024 * 1024

_END = b"PK\x05\x06"
_END_SIZE = 22
_CUT = "请重新下载或复制一份完整的文件，再试"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Container:
    """The members of a ZIP file by name; `read` inflates one within the caps.

    Names are compared as Office does: without regard to case, with slashes turned and none leading.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = MAX_TOTAL
        _judge_directory(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError) as error:
            raise ReadError(f"“{name}”无法打开：压缩结构已损坏或不完整，{_CUT}。") from error
        # A member that was written twice under one name is what it was last.
        self.files = tuple({info.filename: info for info in self._zip.infolist() if not info.is_dir()}.values())
        self.members = {_canonical(info.filename): info for info in self.files}

    def __contains__(self, member: str) -> bool:
        return _canonical(member) in self.members

    def read(self, member: str) -> bytes | None:
        """Return the content of a member, None if there is none; raise ReadError beyond a cap or if broken."""
        info = self.members.get(_canonical(member))
        return self.inflate(info) if info is not None else None

    def inflate(self, info: zipfile.ZipInfo) -> bytes:
        """Return the content of a member of this container; raise ReadError beyond a cap or if broken."""
        self._judge(info)
        try:
            with self._zip.open(info) as stream:
                # One byte more than allowed: a size that the directory understates is caught here.
                content = stream.read(min(MAX_PART, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as error:
            raise ReadError(f"“{self.name}”里的部件“{_shown(info.filename)}”已损坏，{_CUT}。") from error
        if len(content) > min(MAX_PART, self._left):
            raise self._too_large(info)
        self._left -= len(content)
        return content

    def _judge(self, info: zipfile.ZipInfo) -> None:
        """Refuse by what the directory says, before a byte is inflated."""
        if info.flag_bits & 0x1:
            raise ReadError(f"“{self.name}”有密码保护，请解密后再试。")
        if info.compress_type not in _METHODS:
            raise ReadError(f"“{self.name}”的压缩方法不常见，读不了，请用 Word、WPS 或 Excel 打开后另存，再试。")
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > min(MAX_PART, self._left) or (info.file_size > SMALL and ratio > MAX_RATIO):
            raise self._too_large(info)

    def _too_large(self, info: zipfile.ZipInfo) -> ReadError:
        found = f"解压后有 {info.file_size // 1024 // 1024} MB（压缩到 {info.compress_size // 1024} KB）"
        caps = f"超过上限（单件 {MAX_PART // 1024 // 1024} MB，压缩 {MAX_RATIO} 倍）"
        return ReadError(
            f"“{self.name}”里的部件“{_shown(info.filename)}”{found}，{caps}，不像正常的文件，没有读；"
            "请用 Word、WPS 或 Excel 打开后另存，再试。"
        )


def _judge_directory(data: bytes, name: str) -> None:
    """Refuse a container without its directory (cut off), or with more members than any document has.

    The number is read from the end record, so that a directory of a million entries is never walked.
    """
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or at + _END_SIZE > len(data):
        raise ReadError(f"“{name}”不完整：没有压缩文件的结尾，可能没有下载完或没有复制完，{_CUT}。")
    count = int.from_bytes(data[at + 10 : at + 12], "little")
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    # An entry of the directory takes at least 46 bytes, whatever number of them the record states.
    if count > MAX_MEMBERS or size > MAX_MEMBERS * 512:
        raise ReadError(f"“{name}”里有 {count} 个部件，超过 {MAX_MEMBERS} 个的上限，不像正常的文件，没有读。")


def _canonical(member: str) -> str:
    return member.replace("\\", "/").lstrip("/").casefold()


def _shown(member: str) -> str:
    """Return a member's name as it may be printed."""
    bare = member.encode("utf-8", "replace").decode("utf-8")
    return bare if len(bare) <= 60 else f"{bare[:59]}…"
