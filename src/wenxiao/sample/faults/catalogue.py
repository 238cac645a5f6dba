"""The catalogue of errors that can be put into a sample: each is a small function, entered under the check's id.

A function takes a Scene and a source of chance, and returns the spoilt Scene with what it changed, or None where this
filing has no place for such an error. It keeps the rest consistent, so that nothing else becomes wrong. Errors in
figures are made in the forms, before the pages are laid out: the report then tells what the forms say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Literal, NamedTuple

from wenxiao.errors import UsageError
from wenxiao.filing import Filing
from wenxiao.standards import Pack
from wenxiao.truth import Injected
from wenxiao.write.sheet import Page

Stage = Literal["forms", "pages"]


class Scene(NamedTuple):
    """A sample in the making: its forms, and, once they are laid out, its pages."""

    pack: Pack
    filing: Filing
    pages: tuple[Page, ...] = ()


class Spoilt(NamedTuple):
    """A Scene with one error in it, and what the error is."""

    scene: Scene
    injected: Injected


Make = Callable[[Scene, Random], Spoilt | None]


class Fault(NamedTuple):
    """A way of making the error that one check has to find."""

    check: str
    stage: Stage
    make: Make


_FAULTS: dict[str, list[Fault]] = {}


def fault(check: str, stage: Stage = "forms") -> Callable[[Make], Make]:
    """Enter a function as a way of making the error of a check; several ways may be entered."""

    def enter(make: Make) -> Make:
        _FAULTS.setdefault(check, []).append(Fault(check, stage, make))
        return make

    return enter


def ways(check: str) -> tuple[Fault, ...]:
    """Return the ways of making the error of a check. Raises UsageError if there is none."""
    if check not in _FAULTS:
        raise UsageError(f"合成材料里埋不了“{check}”；可以埋的有：{'、'.join(sorted(_FAULTS))}。")
    return tuple(_FAULTS[check])


def known() -> Iterable[str]:
    """Return the ids of the checks whose errors can be made, sorted."""
    return sorted(_FAULTS)
