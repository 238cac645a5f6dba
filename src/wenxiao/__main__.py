"""`python -m wenxiao`."""

from wenxiao.cli.main import run

run()
