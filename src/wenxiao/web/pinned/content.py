"""Keeping the content of a Standard in the file store, and reading a Standard by the digest that it is pinned to."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from wenxiao.errors import StandardError
from wenxiao.standards import Pack, contents_of, load, load_contents
from wenxiao.web import store
from wenxiao.web.pinned.models import Content


def installed(name: str) -> Pack | None:
    """Return the Standard as this program brings it, None if it brings none of that name (or a faulty one)."""
    try:
        return load(name)
    except StandardError:
        return None


def keep(name: str) -> Pack:
    """Keep what this program brings of a Standard, and return it. Raises StandardError if there is none."""
    pack = load(name)
    if not Content.objects.filter(digest=pack.digest).exists():
        files = store.put(msgspec.json.encode(contents_of(name), order="sorted"))
        Content.objects.get_or_create(digest=pack.digest, defaults={"standard": name, "files": files})
    return pack


def pack_by(name: str, digest: str) -> Pack:
    """Return a Standard by its digest: what the program brings if it is that, else what was kept.

    Raises StandardError with what to do if nothing was kept, or this program cannot understand it any more.
    """
    now = installed(name)
    return now if now is not None and now.digest == digest else _kept(name, digest)


@lru_cache(maxsize=32)
def _kept(name: str, digest: str) -> Pack:
    held = Content.objects.filter(digest=digest).first()
    if held is None:
        raise StandardError(f"口径 {name} 的内容与开始时不同，开始时的内容没有留存。{_ADVICE}")
    try:
        files = msgspec.json.decode(store.get(held.files), type=dict[str, str])
    except (OSError, ValueError):
        raise StandardError(f"口径 {name} 开始时的内容留存了，但文件丢失或损坏，可从备份里找回。{_ADVICE}") from None
    try:
        return load_contents(name, digest, files)
    except StandardError as error:
        first = str(error).splitlines()[0].rstrip("。")
        raise StandardError(f"口径 {name} 开始时的内容，现在的程序读不了（{first}）。{_ADVICE}") from None


_ADVICE = "请绩效股在年度工作页看过新口径后改用，或请管理员装回原来的程序；已有的版本和草稿都在，可以查看。"
