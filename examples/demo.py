"""核验 examples/ 里的全部示例（`make demo` 运行的就是它）：屏幕上给出概要和错误，完整报告写到 out/。"""

from __future__ import annotations

import json
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from wenxiao.cli.main import main as wenxiao

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "out"
SUFFIXES = (".txt", ".md", ".docx")
LABELS = {"error": "错误", "warning": "疑点", "info": "提示"}


@dataclass(frozen=True)
class Outcome:
    """What one example came to: its two reports and the number of findings of each severity."""

    name: str
    text: Path
    json: Path
    counts: dict[str, int]


def say(line: str = "") -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")


def examples() -> list[Path]:
    """Return the example filings in order of name; README.md is not one of them."""
    return sorted(path for path in HERE.iterdir() if path.suffix in SUFFIXES and path.name != "README.md")


def check(path: Path) -> Outcome:
    """Run `wenxiao check` twice on one file: once for a person, once for a program."""
    text, data = OUT / f"{path.stem}.txt", OUT / f"{path.stem}.json"
    run("check", str(path), "-o", str(text))
    run("check", str(path), "--format", "json", "-o", str(data))
    result: dict[str, Any] = json.loads(data.read_text(encoding="utf-8"))
    severities = [finding["severity"] for finding in result["findings"]]
    return Outcome(path.name, text, data, {name: severities.count(name) for name in LABELS})


def run(*arguments: str) -> None:
    """Run one command in this process, as `wenxiao …` would."""
    wenxiao.main(args=list(arguments), prog_name="wenxiao", standalone_mode=False)


def shortened(outcome: Outcome) -> list[str]:
    """Return the text report up to the first 疑点 or 提示: the summary and the errors."""
    lines = [line.rstrip() for line in outcome.text.read_text(encoding="utf-8").splitlines()]
    milder = tuple(f"{LABELS[name]} {outcome.counts[name]} 条" for name in ("warning", "info") if outcome.counts[name])
    ends = [at for at, line in enumerate(lines) if milder and line.startswith(milder)]
    rest = "、".join(milder)
    return [*lines[: ends[0]], f"（另有 {rest}，见 {shown(outcome.text)}）", ""] if ends else lines


def shown(path: Path) -> str:
    """Return a path as it is seen from the project's folder."""
    return path.relative_to(HERE.parent).as_posix()


def main() -> None:
    """Check every example and say what was written and what to look at next."""
    found = examples()
    OUT.mkdir(exist_ok=True)
    say(f"核验 examples/ 里的 {len(found)} 份示例材料（单位、地名和数字都是虚构的）。")
    say()
    start = time.perf_counter()
    outcomes = []
    for path in found:
        outcome = check(path)
        outcomes.append(outcome)
        for line in shortened(outcome):
            say(line)
    seconds = time.perf_counter() - start
    say(f"{len(outcomes)} 份材料核验完毕，用时 {seconds:.1f} 秒。结果：")
    for one in outcomes:
        said = "，".join(f"{LABELS[name]} {count} 条" for name, count in one.counts.items())
        say(f"  examples/{one.name}：{said}")
    say()
    say("已写出（每份材料一份文字报告、一份 JSON）：")
    for one in outcomes:
        say(f"  {shown(one.text)}　{shown(one.json)}")
    say()
    word = HERE / "word-faulty.docx"
    answer = OUT / "word-faulty-批注.docx"
    run("check", str(word), "--format", "docx", "--annotate", "-o", str(answer))
    page = OUT / "word-faulty.html"
    run("check", str(word), "--format", "html", "-o", str(page))
    scores = OUT / "计分表"
    faulty = [str(path) for path in found if "-faulty" in path.name and path != word]
    run("score", *faulty, "--format", "html", "-o", str(scores))
    mended = OUT / "更正稿"
    with redirect_stdout(StringIO()):  # the command names its file by its whole path
        run("write", str(word), "--corrected", "--to", "docx", "-o", str(mended))
    say("接下来可以看：")
    say(f"  {shown(answer)}　　　　单位自己的 Word 文件，每条发现一个批注，用 Word 或 WPS 打开")
    say(f"  {shown(mended)}/　　　　　　　　同一份材料的更正稿：每处改动是一个修订，末页列清单")
    say(f"  {shown(page)}　　　　　　　　网页报告：原文与发现对照，用浏览器打开")
    say(f"  {shown(scores)}/index.html　　　　　　　　 计分表：有误的几份，自报与按规则计算并列，用浏览器打开")
    say("  out/subdistrict-faulty.txt　　　完整的文字报告，每条都有位置、算式和建议")
    say("  examples/README.md　　　　　　每份示例里埋了什么错")
    say("  docs/checks.md　　　　　　　　全部核验项")
    say("  .venv/bin/wenxiao check 文件　　核验自己的材料")


if __name__ == "__main__":
    main()
