"""The expression of a relation as a tree, and how it is printed in the canonical Chinese form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct


class Number(Struct, frozen=True):
    """A constant; `text` is as written: 100% has the value 1."""

    value: Decimal
    text: str


class Name(Struct, frozen=True):
    """A variable: the term of a concept, or after binding the key of a figure."""

    name: str


class Group(Struct, frozen=True):
    """合计(组名): the sum of the figures that a group will be bound to."""

    name: str


class Sum(Struct, frozen=True):
    """Items added, or subtracted where the flag is set; one flagged item alone is a negation."""

    items: tuple[tuple[bool, Node], ...]


class Product(Struct, frozen=True):
    """Items multiplied, or divided by where the flag is set. The first item is never a divisor."""

    items: tuple[tuple[bool, Node], ...]


Node = Number | Name | Group | Sum | Product

_BARE = re.compile(r"[^\W\d]\w*(?:[.·]\w+)*")


def leaves(node: Node) -> Iterator[Name | Group | Number]:
    """Yield the leaves of `node` from left to right."""
    if isinstance(node, Sum | Product):
        for _, item in node.items:
            yield from leaves(item)
    else:
        yield node


def bind(node: Node, names: Mapping[str, str], groups: Mapping[str, Sequence[str]]) -> Node:
    """Return `node` with variables renamed and groups replaced by sums; what is not named stays as it is."""
    if isinstance(node, Name):
        return Name(names.get(node.name, node.name))
    if isinstance(node, Group):
        return _expanded(node, groups)
    if isinstance(node, Sum):
        return Sum(tuple((flag, bind(item, names, groups)) for flag, item in node.items))
    if isinstance(node, Product):
        return Product(tuple((flag, bind(item, names, groups)) for flag, item in node.items))
    return node


def is_sum(node: Node) -> bool:
    """Tell whether `node` only adds and subtracts figures, so that it is the same sum in any unit."""
    if isinstance(node, Sum):
        return all(is_sum(item) for _, item in node.items)
    return isinstance(node, Name) or (isinstance(node, Number) and not node.value)


def in_units(node: Node, unit: int) -> Node:
    """Return `node` as an expression of figures that are counted in units of 10 ** -unit."""
    if is_sum(node):
        return Product(((False, node), (False, power_of_ten(-unit)))) if not isinstance(node, Number) else node
    if isinstance(node, Sum):
        return Sum(tuple((flag, in_units(item, unit)) for flag, item in node.items))
    if isinstance(node, Product):
        return _product_in_units(node, unit)
    return node


def _product_in_units(node: Product, unit: int) -> Product:
    """Gather the units of the factors into one constant; in a quotient of two figures they cancel out."""
    sums = [flag for flag, item in node.items if is_sum(item)]
    power = unit * (sums.count(True) - sums.count(False))
    items = tuple((flag, item if is_sum(item) else in_units(item, unit)) for flag, item in node.items)
    return Product((*items, (False, power_of_ten(power)))) if power else Product(items)


def power_of_ten(exponent: int) -> Number:
    """Return ten to the power of `exponent` as a constant."""
    value = Decimal(1).scaleb(exponent)
    return Number(value, f"{value:f}")


def _expanded(group: Group, groups: Mapping[str, Sequence[str]]) -> Node:
    """Return the sum that `group` stands for; an empty group sums to 0."""
    members = groups.get(group.name)
    if members is None:
        return group
    if not members:
        return Number(Decimal(0), "0")
    if len(members) == 1:
        return Name(members[0])
    return Sum(tuple((False, Name(member)) for member in members))


def quoted(name: str) -> str:
    """Return `name` as the language writes it: bare if it can be, else in 「」 or straight quotes."""
    if _BARE.fullmatch(name) and name not in {"合计", "sum"}:
        return name
    return f"「{name}」" if "「" not in name and "」" not in name else f'"{name}"'


def written(node: Node) -> str:
    """Return `node` in canonical form, with × ÷ −; it parses to the same tree again."""
    if isinstance(node, Number):
        return node.text
    if isinstance(node, Name):
        return quoted(node.name)
    if isinstance(node, Group):
        return f"合计({quoted(node.name)})"
    signs = (" + ", " − ") if isinstance(node, Sum) else (" × ", " ÷ ")
    text = ""
    for index, (flag, item) in enumerate(node.items):
        sign = signs[flag] if index else ("−" if flag else "")
        bare = isinstance(item, Product) and isinstance(node, Sum) and (index > 0 or not flag)
        part = written(item)
        text += sign + (part if bare or not isinstance(item, Sum | Product) else f"({part})")
    return text
