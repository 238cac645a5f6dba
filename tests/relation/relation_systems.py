"""Random systems of figures and relations whose truth is known, and typing errors put into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from random import Random

from wenxiao.quantity import plain
from wenxiao.relation import Relation, Stated, Verdict, evaluate, parse
from wenxiao.relation.explain import round_half_up


@dataclass
class Built:
    """Relations bound to keys, and what each figure truly is and how it is printed."""

    relations: list[Relation] = field(default_factory=list)
    figures: dict[str, Stated] = field(default_factory=dict)


def printed(value: Fraction, places: int, random: Random, *, rate: bool = False) -> Stated:
    """Print `value` to `places` by rounding or by truncation; amounts sometimes drop their trailing zeros."""
    shown = round_half_up(value, places)
    if random.random() < 0.3:
        shown = Decimal(int(value * 10**places)).scaleb(-places)
    text = plain(shown)
    if not rate and random.random() < 0.5 and "." in text:
        text = text.rstrip("0").rstrip(".")
    if rate:
        percent = plain(shown.scaleb(2))
        return Stated(value=shown, places=places, text=f"{percent}%", weight=Decimal("0.75"))
    return Stated(value=Decimal(text), places=places, text=text)


def system(random: Random) -> Built:
    """Return sums, nested sums and rates that share figures; every relation holds by construction."""
    built = Built()
    places = random.choice((0, 1, 2, 2, 2))
    truth: dict[str, Fraction] = {}
    finer = places + random.choice((0, 0, 1, 2))

    def leaf() -> str:
        key = f"x{len(truth)}"
        truth[key] = Fraction(random.randrange(1, 10 ** random.randint(2, 7)), 100)
        truth[key] = Fraction(round(truth[key] * 10**finer), 10**finer) or Fraction(1)
        return key

    def total(parts: Sequence[str]) -> str:
        key = f"t{len(truth)}"
        truth[key] = sum((truth[part] for part in parts), Fraction(0))
        built.relations.append(parse(" + ".join(parts) + f" = {key}"))
        return key

    totals = [total([leaf() for _ in range(random.randint(2, 5))]) for _ in range(random.randint(1, 3))]
    if len(totals) > 1:
        totals.append(total(totals))
    if random.random() < 0.5:
        _split_again(random, built, truth, totals[-1], finer)
    for key, value in truth.items():
        built.figures[key] = printed(value, places, random)
    for _ in range(random.randint(0, 2)):
        one, two = random.sample(sorted(truth), 2)
        rate = f"r{len(built.figures)}"
        built.relations.append(parse(f"{one} ÷ {two} × 100% = {rate}"))
        built.figures[rate] = printed(truth[one] / truth[two], 4, random, rate=True)
    return built


def _split_again(random: Random, built: Built, truth: dict[str, Fraction], whole: str, finer: int) -> None:
    """Split `whole` by a second classification, so that two relations share it."""
    share = Fraction(int(truth[whole] * random.randint(1, 99) / 100 * 10**finer), 10**finer)
    one, two = f"x{len(truth)}", f"x{len(truth) + 1}"
    truth[one], truth[two] = share, truth[whole] - share
    built.relations.append(parse(f"{one} + {two} = {whole}"))


def digit_changes(text: str) -> Iterator[str]:
    """Yield each text with one digit replaced, inserted or left out: the typing errors injected here."""
    for at, char in enumerate(text):
        if not char.isdigit():
            continue
        for digit in "0123456789":
            if digit != char:
                yield text[:at] + digit + text[at + 1 :]
            yield text[:at] + digit + text[at:]
        if text[at + 1 : at + 2].isdigit() or (at and text[at - 1].isdigit()):
            yield text[:at] + text[at + 1 :]


def retyped(figure: Stated, text: str) -> Stated:
    """Return `figure` as if `text` had been typed."""
    value = Decimal(text.rstrip("%"))
    if text.endswith("%"):
        value = Decimal(plain(value.scaleb(-2)))
    return Stated(value=value, places=figure.places, text=text, weight=figure.weight)


def all_hold(relations: Sequence[Relation], figures: Mapping[str, Stated]) -> bool:
    """Tell whether no relation is broken."""
    return all(evaluate(relation, figures).verdict is not Verdict.BROKEN for relation in relations)


def mending_figures(built: Built, figures: Mapping[str, Stated]) -> set[str]:
    """Return the figures of which some single-digit change makes all relations hold, by brute force."""
    broken = [one for one in built.relations if evaluate(one, figures).verdict is Verdict.BROKEN]
    shared = set.intersection(*(set(relation.names) for relation in broken))
    mending = set()
    for key in shared:
        about = [relation for relation in built.relations if key in relation.names]
        for text in digit_changes(figures[key].text):
            changed = {**figures, key: retyped(figures[key], text)}
            if changed[key].value != figures[key].value and all_hold(about, changed):
                mending.add(key)
                break
    return mending


@dataclass
class Tally:
    """What came of a run: false alarms, broken systems, those with one culprit, how they were judged."""

    systems: int = 0
    false_alarms: int = 0
    broken: int = 0
    decidable: int = 0
    named: int = 0
    right_value: int = 0
    wrongly_unique: int = 0
    unique: int = 0
