"""Which figure is to blame, and what it should be."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from relation_measure import run
from relation_systems import all_hold, system

from wenxiao.relation import Localisation, Slip, Stated, Tier, localise, parse

D = Decimal


def stated(text: str, places: int = 2, weight: str = "1", **more: object) -> Stated:
    """Return a figure as typed; a percent becomes a fraction and is lighter to blame."""
    number = D(text.rstrip("%").replace(",", ""))
    if text.endswith("%"):
        value = number.scaleb(-2)
        places, weight = max(0, -int(value.as_tuple().exponent)), "0.75"
        return Stated(value=value, places=places, text=text, weight=D(weight))
    return Stated(value=number, places=places, text=text, weight=D(weight), **more)  # type: ignore[arg-type]


def points(text: str, weight: str = "1") -> Stated:
    """Return points: exact."""
    return Stated(value=D(text), exact=True, text=text, weight=D(weight))


def only(found: Localisation) -> list[tuple[str, str]]:
    """Return key and new value of each change of the one repair."""
    assert found.status == "unique"
    assert len(found.repairs) == 1
    return [(change.key, f"{change.new:f}") for change in found.repairs[0].changes]


FILING = {
    "general": "1401.1",
    "fund": "6",
    "other": "169.74",
    "budget": "1576.75",
    "basic": "727.8",
    "project": "848.95",
    "executed": "1702.51",
    "rate": "92.61%",
}
RELATIONS = [
    parse("general + fund + other = budget"),
    parse("basic + project = budget"),
    parse("rate = executed ÷ budget × 100%"),
]


def test_one_keystroke_that_mends_a_sum_is_named() -> None:
    """1401.1 + 6 + 169.74 = 1576.75: it should be 1401.01; the rate is a part of its own."""
    found = localise(RELATIONS, {key: stated(text) for key, text in FILING.items()})
    assert only(found) == [("general", "1401.01"), ("rate", "1.0798")]
    part = found.part_of(0)
    assert part is not None
    change = part.repairs[0].changes[0]
    assert (change.slip, change.source, change.tier) == (Slip.MISSING, "漏录一位", Tier.KEYSTROKE)
    assert part.culprit == "general"
    assert found.part_of(1) is None
    assert found.changes_of("rate")[0].tier is Tier.COMPUTED


def test_a_rate_is_mended_by_a_keystroke_or_by_its_quotient() -> None:
    """10% for equal figures is 100% (a digit is missing); 100% for 362.9/377.3 is computed to 96.18%."""
    relation = [parse("r = a ÷ b × 100%")]
    same = localise(relation, {"a": stated("2706.79"), "b": stated("2706.79"), "r": stated("10%")})
    assert only(same) == [("r", "1.00")]
    other = localise(relation, {"a": stated("362.9"), "b": stated("377.3"), "r": stated("100%")})
    assert only(other) == [("r", "0.9618")]


def test_a_rate_in_percents_is_computed_too() -> None:
    """Where rates are held as percents, the computed rate has two decimals at least."""
    rate = Stated(value=D(50), places=0, text="50%", weight=D("0.5"))
    found = localise([parse("a ÷ b × 100 = r")], {"a": stated("362.9"), "b": stated("377.3"), "r": rate})
    assert only(found) == [("r", "96.18")]


def test_a_wrong_total_of_points_is_named() -> None:
    """86.2 printed for points that add up to 89.2: a wrong digit, not a matter of rounding."""
    figures = {"a": points("9.2"), "b": points("15"), "c": points("65"), "s": points("86.2", "0.5")}
    assert only(localise([parse("a + b + c = s")], figures)) == [("s", "89.2")]


def test_what_another_place_says_can_be_stated_as_a_relation() -> None:
    """Equalities with figures printed elsewhere join the system: two wrong figures are then mended together."""
    figures = {
        "general": stated("1243.42", elsewhere=(D("2237.76"),)),
        "basic": stated("1176.67"),
        "project": stated("1065.1"),
        "income": stated("2237.76", fixed=True),
        "spent": stated("1172.67", fixed=True),
    }
    relations = [parse("basic + project = general"), parse("general = income"), parse("basic = spent")]
    assert sorted(only(localise(relations, figures))) == [("basic", "1172.67"), ("general", "2237.76")]


def test_a_long_list_of_points_still_has_one_culprit() -> None:
    """Among twenty-one indicators the one that a keystroke mends is named, however many could be blamed."""
    figures = {f"x{index}": points("3") for index in range(20)}
    figures |= {"y": points("55.53"), "total": Stated(value=D("115.35"), exact=True, text="115.35", fixed=True)}
    relation = parse(" + ".join([*(f"x{index}" for index in range(20)), "y"]) + " = total")
    found = localise([relation], figures)
    assert only(found) == [("y", "55.35")]
    assert len(found.parts[0].suspects) == 21


def test_a_value_printed_elsewhere_beats_a_keystroke() -> None:
    """The figure printed elsewhere for the same concept is proposed before any typing error."""
    figures = {
        "a": stated("558.06", elsewhere=(D("558.06"), D("558.15"))),
        "b": stated("842.95"),
        "t": stated("1401.10"),
    }
    found = localise([parse("a + b = t")], figures)
    assert only(found) == [("a", "558.15")]
    assert found.repairs[0].tier is Tier.ELSEWHERE


def test_two_possible_culprits_stay_several() -> None:
    """Where two figures could be mended on equal ground, nothing is claimed: several."""
    found = localise([parse("a + b = t")], {"a": stated("10.00"), "b": stated("20.00"), "t": stated("35.00")})
    assert found.status == "several"
    assert found.parts[0].culprit is None
    assert {change.key for repair in found.repairs for change in repair.changes} == {"a", "b", "t"}


def test_what_holds_is_left_alone() -> None:
    """Without a broken relation there is nothing to localise; undecidable relations are left out."""
    figures = {"a": stated("1172.67"), "b": stated("1242.39"), "t": stated("2415.05")}
    found = localise([parse("a + b = t"), parse("a = missing"), parse("合计(组) = a")], figures)
    assert (found.status, found.repairs, found.parts) == ("none", (), ())


def test_fixed_figures_are_never_changed() -> None:
    """A fixed figure is neither blamed nor a link between relations; if all are fixed nothing is said."""
    figures = {"a": stated("10.00", fixed=True), "b": stated("20.00", fixed=True), "t": stated("35.17")}
    assert only(localise([parse("a + b = t")], figures)) == [("t", "30.00")]
    every = {key: Stated(value=one.value, places=2, text=one.text, fixed=True) for key, one in figures.items()}
    assert localise([parse("a + b = t")], every).status == "none"
    half = {**every, "z": stated("1.00"), "y": stated("1.00")}
    assert localise([parse("a + b = t + z - y")], half).parts[0].broken == (0,)


GRID = [parse(one) for one in ("a+b=c", "d+e=f", "c+f=g", "a+d=h", "b+e=i", "h+i=g")]
TRUE = {"a": "10.11", "b": "20.22", "c": "30.33", "d": "33.10", "e": "44.40", "f": "77.50"} | {
    "g": "107.83",
    "h": "43.21",
    "i": "64.62",
}


def grid(**wrong: str) -> dict[str, Stated]:
    """Return a cross table of which some figures are wrong."""
    return {key: stated(text) for key, text in {**TRUE, **wrong}.items()}


def test_every_relation_about_the_culprit_counts() -> None:
    """A wrong cell breaks its row and its column, and is the only figure that mends both."""
    found = localise(GRID, grid(a="10.71"))
    assert only(found) == [("a", "10.11")]
    assert found.parts[0].suspects == (frozenset("a"),)


def test_two_errors_apart_are_two_parts() -> None:
    """Two independent errors are judged each for itself."""
    found = localise(GRID, grid(c="30.93", h="48.21"))
    assert sorted(only(found)) == [("c", "30.33"), ("h", "43.21")]
    assert len(found.parts) == 2


def test_exchanged_neighbours_are_one_act() -> None:
    """Two neighbouring figures in each other's place are changed together, and say so."""
    found = localise(GRID, grid(c="77.50", f="30.33"), [("c", "f"), ("a", "x"), ("a", "b")])
    assert sorted(only(found)) == [("c", "30.33"), ("f", "77.50")]
    assert {change.source for change in found.repairs[0].changes} == {"与相邻数互换"}


def test_an_exchange_is_lighter_than_two_changes() -> None:
    """An exchange that mends everything wins over sets of two, and ties with single figures by its tier."""
    figures = {"x": stated("15.00"), "y": stated("20.00"), "s": stated("20.00"), "t": stated("15.00")}
    found = localise([parse("x = s"), parse("y = t")], figures, [("x", "y")])
    assert sorted(only(found)) == [("x", "20.00"), ("y", "15.00")]
    single = localise([parse("x - y = 7")], {"x": stated("13.00"), "y": stated("20.00")}, [("x", "y")])
    assert only(single) == [("x", "20.00"), ("y", "13.00")]


def test_three_errors_at_once_are_found() -> None:
    """More than two figures are chosen by the solver, and every value is verified exactly."""
    found = localise(GRID, grid(a="99.99", e="11.11", i="1"))
    assert all_hold(GRID, {**grid(), **{c.key: stated(f"{c.new:f}") for c in found.repairs[0].changes}})
    assert len(found.repairs[0].changes) == 3


def test_four_errors_in_one_knot_are_only_possibilities() -> None:
    """Where many sets of four could be to blame, the repairs are possibilities, never a claim."""
    found = localise(GRID, grid(a="1", b="3", c="4.5", d="1000", e="777"))
    assert found.status == "several"
    assert all(len(keys) == 4 for keys in found.parts[0].suspects)


def test_an_unsigned_amount_does_not_turn_negative() -> None:
    """A computed amount below zero is not proposed for an unsigned figure; a rate may be negative."""
    figures = {"a": stated("900.00"), "b": stated("6.00"), "t": stated("100.00")}
    found = localise([parse("a + b = t")], figures)
    assert all(change.new > 0 for repair in found.repairs for change in repair.changes)
    rate = localise([parse("(a-b)÷b = r")], {"a": stated("5.4"), "b": stated("5.6"), "r": stated("7.19%")})
    assert only(rate) == [("r", "-0.0357")]


def test_a_lost_sign_and_a_moved_point_are_explained() -> None:
    """The change says which slip it undoes, and by how many places a point moved."""
    base = {"a": stated("5.4", fixed=True), "b": stated("5.6", fixed=True)}
    sign = localise([parse("(a-b)÷b = r")], {**base, "r": stated("3.57%")})
    assert sign.repairs[0].changes[0].slip is Slip.SIGN
    total = localise([parse("a + b = t")], {**base, "t": stated("1.1")})
    assert total.repairs[0].changes[0].new == D("11.0")
    assert total.repairs[0].changes[0].source == "小数点错位（应右移1位）"


def test_counts_stay_whole_and_points_may_have_decimals() -> None:
    """A computed count must be whole; points may show two decimals more than were printed."""
    halves = {"a": points("7"), "n": Stated(value=D(9), exact=True, text="9人")}
    assert localise([parse("a ÷ 2 = n")], {**halves, "a": stated("7", fixed=True)}).status == "none"
    score = Stated(value=D(9), exact=True, text="9分")
    found = localise([parse("a ÷ 8 = n")], {"a": Stated(value=D(62), exact=True, fixed=True), "n": score})
    assert only(found) == [("n", "7.75")]


def test_a_figure_stated_in_another_unit_is_still_one_keystroke_away() -> None:
    """The typed text may carry a unit: keystrokes are scaled to the unit of the value."""
    wan = Stated(value=D("14011000"), places=-2, text="1401.1万元")
    rest = {"b": Stated(value=D("8429500"), places=-2, fixed=True), "c": stated("5580600", -2, fixed=True)}
    assert only(localise([parse("b + c = a")], {**rest, "a": wan})) == [("a", "14010100")]


def test_a_typed_zero_and_a_foreign_text_do_no_harm() -> None:
    """A zero, a figure without text and a text that is not the value have no scale; values are computed."""
    for text, value in (("0%", "0"), ("", "5"), ("12.3", "5")):
        odd = Stated(value=D(value), places=4, text=text)
        fixed = {"a": stated("1", fixed=True), "b": stated("4", fixed=True)}
        assert only(localise([parse("r = a ÷ b")], {**fixed, "r": odd}))[0][0] == "r"


def test_repeated_names_and_inequalities_are_localised_by_trial() -> None:
    """A figure that repeats in a relation can't be isolated, but its candidates are still tried exactly."""
    fixed = {"r": Stated(value=D("0.5"), places=4, fixed=True), "a": stated("3.00", fixed=True)}
    assert only(localise([parse("(a-b)÷b = r")], {**fixed, "b": stated("8.00")}))[0][0] == "b"
    limit = {"a": stated("5.00", fixed=True), "b": stated("40.00", fixed=True), "x": stated("99.00")}
    below = localise([parse("x ≤ a"), parse("b > x")], limit)
    assert (below.status, below.parts[0].suspects) == ("none", (frozenset("x"),))
    printed = {**limit, "x": stated("99.00", elsewhere=(D("4.00"), D("9.00")))}
    assert only(localise([parse("x ≤ a"), parse("b > x")], printed)) == [("x", "4.00")]


def test_products_and_divisors_are_inverted() -> None:
    """A factor and a divisor are isolated, and a divisor that may be zero is left to trial."""
    fixed = {"a": stated("12.00", fixed=True), "c": stated("3.00", fixed=True)}
    assert ("b", "4.00") in only(localise([parse("a ÷ b = c")], {**fixed, "b": stated("7.77")}))
    assert ("b", "4.00") in only(localise([parse("b × c = a")], {**fixed, "b": stated("7.77")}))
    zero = {"a": stated("12.00", fixed=True), "z": stated("0.00", fixed=True), "b": stated("7.77")}
    assert localise([parse("b × z = a")], zero).status == "none"


def test_no_system_that_holds_is_ever_called_broken() -> None:
    """Figures made by rounding or truncating true values never break a relation."""
    random = Random(2024)
    for _ in range(300):
        built = system(random)
        assert all_hold(built.relations, built.figures)
        assert localise(built.relations, built.figures).parts == ()


def test_the_culprit_is_named() -> None:
    """With one wrong digit, and one figure that a digit can mend, that figure is named in 95 % at least."""
    tally = run(150, seed=7)
    assert tally.false_alarms == 0
    assert tally.decidable > 50
    assert tally.named >= 0.95 * tally.decidable


@pytest.mark.slow
def test_the_culprit_is_named_in_many_systems() -> None:
    """The same over many more; benchmarks/relation.py takes ten thousand."""
    tally = run(600, seed=11)
    assert tally.false_alarms == 0
    assert tally.named >= 0.95 * tally.decidable
    assert tally.wrongly_unique <= 0.03 * tally.unique
