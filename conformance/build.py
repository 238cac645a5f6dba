"""Writes the files of the cases from their sources: `python -m conformance.build`."""

from __future__ import annotations

from conformance.case import CASES
from conformance.markup import restart_marks
from conformance.sources import all_sources


def built() -> dict[str, bytes]:
    """Return the content of every file by its name."""
    contents = {}
    for name, source in all_sources().items():
        restart_marks()
        contents[name] = source()
    return contents


def main() -> None:
    """Write every file into cases/."""
    for name, data in built().items():
        (CASES / name).write_bytes(data)


if __name__ == "__main__":
    main()
