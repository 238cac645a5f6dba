"""`python -m conformance`: our reader over all cases, with `--peers` also those of others; `--update` regenerates."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console

from conformance import table, update
from conformance.case import Case, cases
from conformance.readers import OURS, PEERS, Reader
from conformance.trial import Trial, attempt

_WIDE = 200


def main() -> int:
    """Return 1 if our reader fails a case for which no deviation is written down."""
    options = _options()
    known = _chosen(options.case)
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    if options.update:
        for name in update.all_cases(known):
            console.print(f"已更新 {name}.yaml，请逐行审阅改动。")
        known = _chosen(options.case)
    readers = [OURS, *(PEERS if options.peers else ())]
    trials = {reader.name: _tried(reader, known) for reader in readers if reader.version() is not None}
    for reader in readers:
        if reader.name not in trials:
            console.print(f"{reader.name}：没有安装，略过。")
    table.show(console, known, readers, trials, reasons=options.reasons)
    if options.docs:
        console.print(f"已写入 docs/{table.document(known, readers, trials).name}。")
    failed = [trial for trial in trials.get(OURS.name, {}).values() if trial.faults and not trial.excused]
    return 1 if failed else 0


def _chosen(parts: list[str]) -> list[Case]:
    return [case for case in cases() if not parts or any(part in case.path.name for part in parts)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m conformance", description="逐项检验读取器：一份小文件一种写法。")
    parser.add_argument("case", nargs="*", help="只做名字里有这些字的项，如 08 或 nested")
    parser.add_argument("--peers", action="store_true", help="同时检验已安装的别家读取器")
    parser.add_argument("--reasons", action="store_true", help="列出每家每项不通过的原因（否则只列问效的）")
    parser.add_argument("--update", action="store_true", help="重新生成期望里的 document 部分，供审阅")
    parser.add_argument("--docs", action="store_true", help="把结果表写进 docs/conformance.md")
    return parser.parse_args()


def _tried(reader: Reader, known: list[Case]) -> dict[str, Trial]:
    return {case.name: attempt(reader, case) for case in known if case.path.suffix in reader.formats}


if __name__ == "__main__":
    sys.exit(main())
