"""Runs the command line inside the test, and gives back what a terminal would have seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from wenxiao.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """Exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Return standard output as one JSON value."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """Return standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Cli:
    """The command line as a function."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Outcome:
        """Run `wenxiao ARGUMENTS`."""
        with pytest.raises(SystemExit) as leaving:
            run([str(one) for one in arguments])
        out, err = self._capsys.readouterr()
        assert isinstance(leaving.value.code, int)
        return Outcome(leaving.value.code, out, err)
