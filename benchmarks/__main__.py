"""`make bench`: accuracy, speed, reading against peers, hostile files, relations, then synthetic filings."""

from __future__ import annotations

from benchmarks import accuracy, findings, hostile, reading, relation, samples, speed

if __name__ == "__main__":
    accuracy.main()
    findings.main()
    speed.main()
    reading.main()
    hostile.main()
    relation.main(10_000)
    samples.main(1100)
