"""Whole processes timed against named peers in the same run: ratios, not seconds, are what to look at."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TOOL = Path(sys.executable).parent / "wenxiao"


def seconds(command: list[str], runs: int = 5) -> float:
    """Return the median wall time of a command over some runs, after one warm-up."""
    found = []
    for run in range(runs + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if run:
            found.append(time.perf_counter() - begin)
    return statistics.median(found)


def main() -> None:
    """Print start-up against `import pandas` (where it is installed), a check, and its growth over ten times."""
    print("\n速度（整个进程，中位数）")
    help_ = seconds([str(TOOL), "--help"])
    bare = seconds([sys.executable, "-c", "pass"])
    peer = [sys.executable, "-c", "import pandas"]
    known = subprocess.run(peer, check=False, capture_output=True).returncode == 0
    if known:
        other = seconds(peer)
        print(f"  wenxiao --help {help_:.3f} s，import pandas {other:.3f} s，比值 {help_ / other:.2f}（应小于 0.3）")
    else:
        print(f"  wenxiao --help {help_:.3f} s，python 空转 {bare:.3f} s（本机没有装 pandas，无法比较）")
    text = (EXAMPLES / "subdistrict-faulty.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for count in (1, 10):
            path = Path(folder) / f"{count}.txt"
            path.write_text("\n\n".join([text] * count), encoding="utf-8")
            times.append(seconds([str(TOOL), "check", str(path), "--format", "json"], runs=3))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  核验一份 {times[0]:.2f} s，十倍长 {times[1]:.2f} s，内存峰值 {peak:.0f} MiB")
