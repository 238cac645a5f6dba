"""Inject one typing error into each of many random systems and count how often the culprit is named."""

from __future__ import annotations

from random import Random

from relation_systems import Built, Tally, all_hold, digit_changes, mending_figures, retyped, system

from wenxiao.relation import Stated, localise


def run(count: int, seed: int) -> Tally:
    """Return the tally over `count` systems; the same seed gives the same systems."""
    random, tally = Random(seed), Tally()
    for _ in range(count):
        built = system(random)
        tally.systems += 1
        tally.false_alarms += not all_hold(built.relations, built.figures)
        culprit = random.choice(sorted(built.figures))
        true = built.figures[culprit]
        wrong = [text for text in digit_changes(true.text) if retyped(true, text).value != true.value]
        if wrong:
            figures = {**built.figures, culprit: retyped(true, random.choice(wrong))}
            _judge(tally, built, figures, culprit)
    return tally


def _judge(tally: Tally, built: Built, figures: dict[str, Stated], culprit: str) -> None:
    """Localise one system and count the outcome."""
    if all_hold(built.relations, figures):
        return
    tally.broken += 1
    found = localise(built.relations, figures)
    named = {change.key for repair in found.repairs for change in repair.changes}
    unique = found.status == "unique"
    tally.unique += unique
    tally.wrongly_unique += unique and named != {culprit}
    if mending_figures(built, figures) == {culprit}:
        tally.decidable += 1
        tally.named += named == {culprit}
        tally.right_value += any(change.new == built.figures[culprit].value for change in found.changes_of(culprit))
