"""A whole sample: a filing, errors put into it if asked for, its pages, and its truth. Deterministic by seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from wenxiao.filing import Filing
from wenxiao.sample.faults import Scene, known, ways
from wenxiao.sample.filing import sample
from wenxiao.sample.story import pages, surveyed_in_form
from wenxiao.standards import Pack
from wenxiao.truth import Injected, Truth, TruthFigure, TruthIndicator
from wenxiao.write.sheet import Page


class Draft(NamedTuple):
    """One sample before it has a format: its pages, what was put into them, what could not be."""

    pack: Pack
    seed: int
    clean: Filing
    pages: tuple[Page, ...]
    injected: tuple[Injected, ...] = ()
    skipped: tuple[str, ...] = ()


def draft(pack: Pack, seed: int, checks: Sequence[str] = (), *, tables_only: bool = False) -> Draft:
    """Return a sample with the errors of these checks in it, as far as this filing has a place for each.

    A sample for a format of tables only tells in a form what else the report would tell. Raises UsageError if a check
    is named whose error can't be made.
    """
    clean = sample(pack, seed)
    random = Random(f"{pack.id}:{seed}:pages")
    if tables_only:
        clean = surveyed_in_form(clean, random)
    scene, injected = Scene(pack, clean), list[Injected]()
    scene = _spoilt(scene, seed, checks, "forms", injected)
    scene = scene._replace(pages=tuple(pages(scene.filing, pack, random)))
    scene = _spoilt(scene, seed, checks, "pages", injected)
    done = {one.check for one in injected}
    skipped = tuple(one for one in checks if one not in done)
    return Draft(pack, seed, clean, scene.pages, tuple(injected), skipped)


def _spoilt(scene: Scene, seed: int, checks: Sequence[str], stage: str, injected: list[Injected]) -> Scene:
    """Return the scene with the errors of one stage; of several ways the first that has a place is taken."""
    for check in checks:
        if any(one.check == check for one in injected):
            continue
        random = Random(f"{scene.pack.id}:{seed}:{check}")
        listed = list(ways(check))
        random.shuffle(listed)
        for way in listed:
            done = way.make(scene, random) if way.stage == stage else None
            if done is not None:
                scene = done.scene
                injected.append(done.injected)
                break
    return scene


def some_check(pack: Pack, seed: int, rate: float) -> tuple[str, ...]:
    """Return, for about this share of seeds, one check whose error to make; the same for the same seed."""
    random = Random(f"{pack.id}:{seed}:choice")
    return (random.choice(list(known())),) if random.random() < rate else ()


def truth(made: Draft, name: str, files: Sequence[str]) -> Truth:
    """Return the truth of a sample."""
    clean = made.clean
    return Truth(
        name=name,
        files=tuple(files),
        standard=made.pack.id,
        seed=made.seed,
        unit=clean.unit or "",
        year=clean.year or 0,
        injected=made.injected,
        skipped=made.skipped,
        figures=tuple(_figures(clean)),
        indicators=tuple(
            TruthIndicator(
                form=one.form,
                name=one.level3 or one.level2 or "",
                target=one.target,
                actual=one.actual,
                weight=one.weight,
                score=one.score,
            )
            for one in clean.indicators
        ),
    )


def _figures(filing: Filing) -> Iterator[TruthFigure]:
    for one in filing.facts:
        yield TruthFigure(
            form=one.form or "",
            concept=one.concept or "",
            label=one.label,
            row=one.row,
            column=one.column,
            value=one.value,
            unit=one.unit,
            period=one.period,
            text=one.text,
        )
