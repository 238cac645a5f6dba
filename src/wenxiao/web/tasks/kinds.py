"""What tasks there are. A task may be broken off at any point and run again: doing it twice is doing it once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple, Protocol


class Run(Protocol):
    """The run of a task, as the task sees it."""

    @property
    def details(self) -> dict[str, Any]:
        """What the task is about."""

    def progress(self, done: int, total: int) -> None:
        """Say how far it is; a run that is to stop, or was given to another, ends here with StopRunError."""


class StopRunError(Exception):
    """The run ends without an outcome; `lost` says that the task is somebody else's by now."""

    def __init__(self, *, lost: bool) -> None:
        super().__init__("lost" if lost else "stopping")
        self.lost = lost


class Kind(NamedTuple):
    """A kind of task: its name, what it does (returning a sentence on the outcome), how often it is tried.

    After `limit` a run counts as hanging: its lease is not kept any more.
    """

    id: str
    name: str
    do: Callable[[Run], str]
    attempts: int = 3
    limit: timedelta = timedelta(hours=4)


KINDS: dict[str, Kind] = {}


def kind(id_: str, name: str, *, attempts: int = 3) -> Callable[[Callable[[Run], str]], Callable[[Run], str]]:
    """Make a function known as a kind of task."""

    def known(do: Callable[[Run], str]) -> Callable[[Run], str]:
        KINDS[id_] = Kind(id_, name, do, attempts)
        return do

    return known
