"""`make bench`: accuracy, then speed."""

from __future__ import annotations

from benchmarks import accuracy

if __name__ == "__main__":
    accuracy.main()
