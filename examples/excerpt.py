"""把 README 里的结果节选换成程序此刻的输出：`python examples/excerpt.py`；加 --check 只比较，不同则退出码为 1。"""

from __future__ import annotations

import io
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path

from wenxiao.check import catalogue
from wenxiao.cli.main import main as wenxiao

ROOT = Path(__file__).resolve().parent.parent
FILING = ROOT / "examples" / "subdistrict-faulty.txt"
READMES = (ROOT / "README.md", ROOT / "README.en.md")
SHOWN = ("sum.parts", "rate.execution", "score.full-but-missed")
SHOWN_MILDER = ("form.empty-section",)
_MARKED = re.compile(r"(<!-- excerpt -->\n```\n).*?(\n```\n<!-- /excerpt -->)", re.DOTALL)
_COUNT = re.compile(r"<!-- count -->\d+<!-- /count -->")


def report() -> list[str]:
    """Return the text report of the faulty filing, line by line."""
    stream = io.StringIO()
    with redirect_stdout(stream):
        wenxiao.main(args=["check", str(FILING)], prog_name="wenxiao", standalone_mode=False)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def excerpt(lines: list[str]) -> str:
    """Return the summary, a few findings in full, and the closing line."""
    errors, milder = _line(lines, r"错误 \d+ 条 ─"), _line(lines, r"疑点 \d+ 条 ─")
    parts = [*lines[: errors + 1]]
    for name in SHOWN:
        parts += [*_finding(lines, name), ""]
    parts += ["……", "", lines[milder]]
    for name in SHOWN_MILDER:
        parts += [*_finding(lines, name), ""]
    return "\n".join([*parts, "……", "", lines[_line(lines, "核验 ")]])


def _line(lines: list[str], pattern: str) -> int:
    return next(at for at, line in enumerate(lines) if re.match(pattern, line))


def _finding(lines: list[str], name: str) -> list[str]:
    start = _line(lines, rf"\d+\. .*{re.escape(name)}(?![.\w-])")
    end = next(at for at in range(start, len(lines)) if not lines[at])
    return lines[start:end]


def renewed(text: str) -> str:
    """Return a README with its excerpt and its number of checks brought up to date."""
    shown = excerpt(report())
    text = _MARKED.sub(lambda match: f"{match[1]}{shown}{match[2]}", text)
    return _COUNT.sub(f"<!-- count -->{len(catalogue())}<!-- /count -->", text)


def main() -> None:
    """Renew both READMEs, or only tell whether they are up to date."""
    stale = []
    for path in READMES:
        text = path.read_text(encoding="utf-8")
        if (fresh := renewed(text)) != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(fresh, encoding="utf-8")
    sys.stdout.write(f"已更新：{'、'.join(stale)}\n" if stale else "README 里的节选与程序的输出一致。\n")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
