"""The frame that a site puts around an article (menus, breadcrumbs, buttons, footers) is told by its structure.

Where a page shows no such frame, nothing is left out. Prose and tables with figures never are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wenxiao.read.html.flow import Container, Flow, Gone, Grid
from wenxiao.read.html.measure import FOOTER, Measured, measured
from wenxiao.read.html.page import Page

_MENU = 3  # links before the text that make a menu
_LIST = 3  # links behind the text that make a list of other pages
_CAPTION = 12  # characters: what is longer is no caption of a list of links
_ASIDE = frozenset(("nav", "aside", "footer", "header"))
_CRUMBS = re.compile(r"(?:您?(?:的|现在的|当前|所在的?){0,2}位置|您现在(?:位于|在)|首页)\s{0,4}[:：>》›»]")
_NEIGHBOURS = re.compile(r"(?:上|下|前|后)一?(?:篇|条|页|则)\s{0,2}[:：]")


def without_frame(page: Page) -> tuple[list[Flow], int]:
    """Return what a page says without the site's frame, and how many texts and tables that leaves out."""
    if not page.departures or page.said.by_office():
        return page.flow, 0
    units = [measured(unit) for unit in page.flow if not isinstance(unit, Gone)]
    strong = [at for at, unit in enumerate(units) if unit.strong]
    if not strong or not _has_frame(units, strong[0], strong[-1]):
        return page.flow, 0
    dropped = _Judge(units, strong, page.said.titles()).dropped()
    left_out = {id(units[at].unit) for at in dropped}
    return [unit for unit in page.flow if id(unit) not in left_out], len(dropped)


def _has_frame(units: Sequence[Measured], first: int, last: int) -> bool:
    """Tell whether there are signs of a site: a menu before the text, a footer behind it, its own elements."""
    before, behind = units[:first], units[last + 1 :]
    return (
        sum(unit.links for unit in before if unit.dense) >= _MENU
        or any(unit.widget or _CRUMBS.match(unit.text) for unit in before)
        or any(FOOTER.search(unit.text) for unit in behind)
        or any(unit.dense and _inside(unit.box, _ASIDE) for unit in units)
    )


class _Judge:
    """Says of each text of a page that has a frame whether it belongs to that."""

    def __init__(self, units: Sequence[Measured], strong: Sequence[int], titles: Sequence[str]) -> None:
        self.units, self.titles = units, titles
        self.first, self.last = strong[0], strong[-1]
        self.main = _main(units, strong)
        self.menus = _menus(units, self.main)

    def dropped(self) -> list[int]:
        """Return the positions of what belongs to the frame."""
        start, end = self._reach()
        dropped = [
            at
            for at, unit in enumerate(self.units)
            if not unit.kept and (self._furniture(at, unit) or not start <= at < end or self._outside(at))
        ]
        return self._with_captions(dropped)

    def _reach(self) -> tuple[int, int]:
        """Return where the article begins and ends: its container, its title, what stands next to it unlinked."""
        inside = [at for at, unit in enumerate(self.units) if _within(unit.box, self.main)]
        start, end = min(inside[0], self.first), max(inside[-1], self.last) + 1
        named = [at for at in range(start) if self._is_title(self.units[at])]
        while start and self._adjoins(start - 1):
            start -= 1
        while end < len(self.units) and self._adjoins(end):
            end += 1
        footer = (at for at in range(self.last + 1, end) if FOOTER.search(self.units[at].text))
        return min([start, *named[-1:]]), next(footer, end)

    def _adjoins(self, at: int) -> bool:
        """Tell whether a text next to the article may be part of it (单位：万元), or a button among such."""
        unit = self.units[at]
        return unit.widget or not (
            unit.dense
            or unit.box in self.menus
            or _CRUMBS.match(unit.text)
            or FOOTER.search(unit.text)
            or _inside(unit.box, _ASIDE)
        )

    def _is_title(self, unit: Measured) -> bool:
        if unit.dense or unit.widget or isinstance(unit.unit, Grid):
            return False
        text = re.sub(r"\s", "", unit.text)
        return unit.level == 1 or any(
            len(text) >= 6 and (text in title or title in text) for title in self.titles if len(title) >= 6
        )

    def _footer(self) -> int:
        """Return where the site's footer begins, behind all that is strong."""
        found = (at for at in range(self.last + 1, len(self.units)) if FOOTER.search(self.units[at].text))
        return next(found, len(self.units))

    def _furniture(self, at: int, unit: Measured) -> bool:
        """Tell whether a text is a menu, a trail or a button wherever it stands."""
        if unit.widget or unit.box in self.menus or (unit.dense and _inside(unit.box, _ASIDE)):
            return True
        if at < self.first:
            return bool(_CRUMBS.match(unit.text)) or (unit.dense and unit.links > 1)
        return at > self.last and (bool(_NEIGHBOURS.match(unit.text)) or self._listed(at))

    def _listed(self, at: int) -> bool:
        """Tell whether a text stands in a run of links that is a list of other pages."""
        links = 0
        for step in (-1, 1):
            here = at if step > 0 else at - 1
            while self.last < here < len(self.units) and self.units[here].dense and links < _LIST:
                links += self.units[here].links
                here += step
        return self.units[at].dense and links >= _LIST

    def _outside(self, at: int) -> bool:
        """Tell whether a text in reach of the article is a stranger there: linked, or in a part of the site."""
        unit = self.units[at]
        return not _within(unit.box, self.main) and (unit.dense or _inside(unit.box, _ASIDE))

    def _with_captions(self, dropped: list[int]) -> list[int]:
        """Add the captions of lists that are left out behind the text: 相关链接."""
        found = set(dropped)
        for at in reversed(dropped):
            before = at - 1
            if before > self.last and before not in found and self.units[at].dense:
                caption = self.units[before]
                if len(caption.text) <= _CAPTION and not caption.kept and caption.box is self.units[at].box.parent:
                    found.add(before)
        return sorted(found)


def _main(units: Sequence[Measured], strong: Sequence[int]) -> Container:
    """Return the innermost container of all that is prose or a table of figures, short strays aside."""
    weights: dict[Container, int] = {}
    for at in strong:
        box = units[at].box
        weights[box] = weights.get(box, 0) + units[at].weight
    main = _common(weights)
    strays = [box for box, weight in weights.items() if weight < 150 and not _inside(box, ("article", "main"))]
    heavy = [box for box in weights if box not in strays]
    if heavy and len(strays) <= 2 and sum(weights[box] for box in strays) * 10 < sum(weights.values()):
        inner = _common(heavy)
        if not any(_within(box, inner) for box in strays) and main not in weights and _apart(units, inner, main):
            return inner
    return main


def _apart(units: Sequence[Measured], inner: Container, main: Container) -> bool:
    """Tell whether what stands in `main` around `inner` is mostly links."""
    around = [unit for unit in units if _within(unit.box, main) and not _within(unit.box, inner)]
    return sum(unit.dense for unit in around) * 2 > len(around)


def _menus(units: Sequence[Measured], main: Container) -> set[Container]:
    """Return the containers that hold nothing but links and their captions, _MENU of them at least."""
    links: dict[Container, int] = {}
    spoken: set[Container] = set()
    around = set(main.chain())
    for unit in units:
        if unit.dense:
            links[unit.box] = links.get(unit.box, 0) + unit.links
        elif unit.kept or len(unit.text) > _CAPTION:
            spoken.add(unit.box)
    return {box for box, count in links.items() if count > _MENU and box not in spoken and box not in around}


def _common(boxes: Iterable[Container]) -> Container:
    """Return the innermost container of all `boxes`."""
    common: Container | None = None
    for box in boxes:
        common = box if common is None else _meet(common, box)
    assert common is not None
    return common


def _meet(one: Container, other: Container) -> Container:
    while one is not other:
        deeper, one = (one, other) if one.depth >= other.depth else (other, one)
        if deeper.parent is None:
            return deeper
        other = deeper.parent
    return one


def _within(box: Container, outer: Container) -> bool:
    return any(around is outer for around in box.chain())


def _inside(box: Container, tags: Iterable[str]) -> bool:
    return any(around.tag in tags for around in box.chain())
