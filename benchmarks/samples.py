"""Recall and precision of each check over thousands of synthetic filings: a regression measure, not accuracy.

Of each sample the clean one is checked first; what is new in the spoilt one is put down to the error.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.finding import Finding, Severity
from wenxiao.read import read_bytes
from wenxiao.sample import Draft, content, draft, known
from wenxiao.standards import available, load

FORMATS = ("txt", "html", "docx", "xlsx", "md")
_WHOLE = 1.0


@dataclass
class Score:
    """What became of one kind of error: how often it was made, found, and found alone."""

    made: int = 0
    found: int = 0
    alone: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add another count to this one."""
        self.made, self.found, self.alone = self.made + other.made, self.found + other.found, self.alone + other.alone
        self.examples = [*self.examples, *other.examples][:3]


@dataclass
class Outcome:
    """What became of one clean sample and of those with an error in it."""

    clean: int = 0
    loud: list[str] = field(default_factory=list)
    scores: dict[str, Score] = field(default_factory=dict)


def packs() -> list[str]:
    """Return the Standards that samples can be made of."""
    return [name for name in available() if load(name).layouts]


def findings(made: Draft, to: str) -> tuple[Finding, ...]:
    """Return what is found in a sample written in a format and read back."""
    return check(extract(read_bytes(content(made, to, "样例"), f"样例.{to}"), made.pack), made.pack).findings


def measure(task: tuple[str, int, str, tuple[str, ...]]) -> Outcome:
    """Check one clean sample and, of the same seed, one with the error of each of some checks."""
    name, seed, to, checks = task
    pack, tables_only = load(name), to == "xlsx"
    clean = findings(draft(pack, seed, tables_only=tables_only), to)
    outcome = Outcome(clean=1, loud=[f"{name} {seed} {to} {one.check} {one.message}" for one in grave(clean)])
    seen = {(one.check, one.message) for one in clean}
    for one in checks:
        made = draft(pack, seed, (one,), tables_only=tables_only)
        if made.injected and not (tables_only and _in_report(made)):
            new = [found for found in findings(made, to) if (found.check, found.message) not in seen]
            outcome.scores[one] = _score(made, one, new, f"{name} {seed} {to}")
    return outcome


def grave(found: Sequence[Finding]) -> list[Finding]:
    """Return errors and warnings."""
    return [one for one in found if one.severity is not Severity.INFO]


def _in_report(made: Draft) -> bool:
    """Tell whether an error stands in the report, which a workbook has no place for."""
    return any("报告" in one.where for one in made.injected)


def _score(made: Draft, name: str, new: list[Finding], where: str) -> Score:
    allowed = (name, *made.injected[0].also)
    found = any(name in (one.check, *one.also) for one in new)
    others = [one for one in grave(new) if one.check not in allowed]
    faults = [] if found else [f"{where} 没有报出：{made.injected[0].where}"]
    faults += [f"{where} 另报了 {one.check}：{one.message}" for one in others[:1]]
    return Score(1, int(found), int(not others), faults)


def tasks(samples: int, start: int = 0) -> Iterator[tuple[str, int, str, tuple[str, ...]]]:
    """Yield what to measure: samples of all Standards and formats in turn, each with a sixth of the errors."""
    names, checks = packs(), tuple(known())
    for at in range(samples):
        to = FORMATS[at // len(names) % len(FORMATS)]
        share = tuple(one for place, one in enumerate(checks) if (place + at // len(names)) % 6 == 0)
        yield names[at % len(names)], start + at, to, share


def gather(outcomes: Iterator[Outcome]) -> Outcome:
    """Return all outcomes as one."""
    whole = Outcome(scores={name: Score() for name in known()})
    for one in outcomes:
        whole.clean += one.clean
        whole.loud.extend(one.loud)
        for name, score in one.scores.items():
            whole.scores[name].add(score)
    return whole


def main(samples: int = 1100, start: int = 0, workers: int = 2) -> None:
    """Print what is found of each kind of error, and what is said of clean samples."""
    began = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        whole = gather(pool.map(measure, tasks(samples, start), chunksize=10))
    spoilt = sum(one.made for one in whole.scores.values())
    print(f"\n合成材料：干净 {whole.clean} 份，各埋一处错 {spoilt} 份（{', '.join(FORMATS)}；{len(packs())} 个口径）")
    print("  这是回归指标，不是准确率：准确率只看人工整理的真值。")
    print(f"  干净材料报出错误或疑点的 {len(whole.loud)} 条")
    for line in whole.loud[:5]:
        print(f"    {line}")
    print("  核验项                      埋    找到率   干净率（没有报别的错误或疑点）")
    for name, score in sorted(whole.scores.items()):
        if score.made:
            found, alone = score.found / score.made, score.alone / score.made
            print(f"  {name:26} {score.made:4}  {found:7.2%}  {alone:7.2%}")
            for line in score.examples if min(found, alone) < _WHOLE else ():
                print(f"      {line}")
    print(f"  用时 {time.perf_counter() - began:.0f} 秒")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="按核验项量合成材料上的找到率和干净率。")
    parser.add_argument("--samples", type=int, default=1100, help="干净材料的份数")
    parser.add_argument("--start", type=int, default=0, help="第一个种子")
    parser.add_argument("--workers", type=int, default=2, help="几个进程")
    asked = parser.parse_args()
    main(asked.samples, asked.start, asked.workers)
