"""The fixtures of the web tests, made in district.py (a second conftest cannot be type-checked beside the first)."""

from district import district, files_apart, record
from installations import idle, installation
from playing import browser, looked_at, play

__all__ = ["browser", "district", "files_apart", "idle", "installation", "looked_at", "play", "record"]
