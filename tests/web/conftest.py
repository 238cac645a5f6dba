"""The fixtures of the web tests, made in district.py (a second conftest cannot be type-checked beside the first)."""

from district import district, files_apart, record
from installations import installation

__all__ = ["district", "files_apart", "installation", "record"]
