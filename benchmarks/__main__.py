"""`make bench`: accuracy, then the relation language, then speed."""

from __future__ import annotations

from benchmarks import accuracy, findings, relation, speed

if __name__ == "__main__":
    accuracy.main()
    findings.main()
    speed.main()
    relation.main(10_000)
