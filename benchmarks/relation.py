"""How often the culprit is named, and how long a filing takes: `python benchmarks/relation.py [systems]`."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "relation")]

from relation_measure import run  # noqa: E402
from relation_systems import Built, printed  # noqa: E402

from wenxiao.quantity import find  # noqa: E402
from wenxiao.relation import Stated, localise, parse  # noqa: E402


def filing(random: Random) -> Built:
    """Return some 60 figures under 25 relations, as a unit's forms and report state them."""
    built, truth = Built(), {}
    for block in range(9):
        parts = [f"b{block}x{index}" for index in range(4)]
        truth.update({part: Decimal(random.randrange(100, 500_000)).scaleb(-2) for part in parts})
        truth[f"b{block}"] = sum((truth[part] for part in parts), Decimal(0))
        built.relations.append(parse(f"{' + '.join(parts)} = b{block}"))
    for name, blocks in (("t0", (0, 1, 2)), ("t1", (3, 4, 5)), ("t2", (6, 7, 8)), ("t3", (0, 3, 6))):
        truth[name] = sum((truth[f"b{block}"] for block in blocks), Decimal(0))
        built.relations.append(parse(f"{' + '.join(f'b{block}' for block in blocks)} = {name}"))
    built.figures = {key: Stated(value=value, places=2, text=f"{value:f}") for key, value in truth.items()}
    for index in range(12):
        one, two = random.sample(sorted(truth), 2)
        built.relations.append(parse(f"{one} ÷ {two} × 100% = r{index}"))
        share = Fraction(truth[one]) / Fraction(truth[two])
        built.figures[f"r{index}"] = printed(share, 4, random, rate=True)
    return built


def timed(errors: int, runs: int = 30) -> tuple[int, int, float, float]:
    """Return figures, relations, and the median and worst milliseconds to localise `errors` typing errors."""
    random, taken, built = Random(5), [], Built()
    for _ in range(runs):
        built = filing(random)
        figures = dict(built.figures)
        for key in random.sample([key for key in figures if key[0] != "r"], errors):
            wrong = figures[key].value + Decimal(random.choice((9, -2, 30, 100, -3)))
            figures[key] = Stated(value=wrong, places=2, text=f"{wrong:f}")
        started = time.perf_counter()
        localise(built.relations, figures)
        taken.append(1000 * (time.perf_counter() - started))
    taken.sort()
    return len(built.figures), len(built.relations), taken[len(taken) // 2], taken[-1]


def main(systems: int) -> None:
    """Print the measurements."""
    started = time.perf_counter()
    tally = run(systems, seed=11)
    print(f"systems {tally.systems}, called broken while true {tally.false_alarms}, broken {tally.broken}")
    print(f"one culprit by brute force {tally.decidable}: named {tally.named / tally.decidable:.2%}, ", end="")
    print(f"right value among the repairs {tally.right_value / tally.decidable:.2%}")
    print(f"claimed unique {tally.unique}, of these wrong {tally.wrongly_unique / tally.unique:.2%}")
    print(f"({time.perf_counter() - started:.0f} s, brute force included)")
    for errors in (0, 1, 2, 3, 4):
        figures, relations, median, worst = timed(errors)
        print(f"{figures} figures, {relations} relations, {errors} errors: {median:.1f} ms, worst {worst:.1f} ms")
    text = "2024年支出1,302.50万元，占预算的96.40%，其中三个社区约3000余人，一是加强管理。" * 25_000
    started = time.perf_counter()
    count = len(find(text))
    print(f"find: {len(text) / 1e6:.1f} million characters, {count} figures, {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
