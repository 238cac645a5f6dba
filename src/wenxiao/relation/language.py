"""The relation language: 执行率 = 全年执行数 ÷ 全年预算数 × 100%.

An expression exists only here; the packs of a Standard and the printed equations of a report share it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from wenxiao.errors import RelationError
from wenxiao.relation import tree
from wenxiao.relation.tree import Group, Name, Node, Number, Product, Sum

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput

GRAMMAR = r"""
start: sum COMPARE sum
sum: product ((PLUS | MINUS) product)*
product: factor ((TIMES | OVER) factor)*
?factor: MINUS factor -> negative
       | atom
?atom: NUMBER -> number
     | (NAME | QUOTED) -> name
     | TOTAL OPEN (NAME | QUOTED) CLOSE -> group
     | OPEN sum CLOSE -> bracket

COMPARE: /==|=|＝|<=|≤|≦|>=|≥|≧|<|＜|>|＞/
PLUS: /[+＋]/
MINUS: /[-−－]/
TIMES: /[*×＊✕]/
OVER: /[\/÷／]/
OPEN: /[(（]/
CLOSE: /[)）]/
NUMBER: /\d+(\.\d+)?\s*[%％‰]?/
TOTAL.2: /(合计|sum)(?=\s*[(（])/
NAME: /[^\W\d]\w*([.·]\w+)*/
QUOTED: /「[^「」]+」|“[^“”]+”|"[^"]+"/
%ignore /\s+/
"""
_OPERATORS = {"==": "=", "＝": "=", "<=": "≤", "≦": "≤", ">=": "≥", "≧": "≥", "＜": "<", "＞": ">"}
_EXPECTED = {
    "COMPARE": "比较符（= ≤ ≥ < >）",
    "PLUS": "+",
    "MINUS": "−",
    "TIMES": "×",
    "OVER": "÷",
    "OPEN": "左括号",
    "CLOSE": "右括号",
    "NUMBER": "数字",
    "TOTAL": "合计(…)",
    "NAME": "名称",
    "QUOTED": "「名称」",
    "$END": "结尾",
}
_LONGEST = 20_000
_DEEPEST = 40


class Relation(Struct, frozen=True, kw_only=True):
    """An equation or inequality between two expressions. `str()` is its canonical form.

    `names` and `groups` are in order of first appearance; `repeated` are the names that appear more than
    once on both sides together. `sums` tells that both sides only add and subtract figures. `source` is what was
    parsed, and takes no part in equality of meaning.
    """

    left: Node
    op: str
    right: Node
    names: tuple[str, ...]
    groups: tuple[str, ...]
    repeated: tuple[str, ...] = ()
    sums: bool = False
    source: str = ""

    def __str__(self) -> str:
        return f"{tree.written(self.left)} {self.op} {tree.written(self.right)}"

    def bind(self, names: Mapping[str, str], groups: Mapping[str, Sequence[str]] | None = None) -> Relation:
        """Return the relation between the figures that `names` maps its variables to.

        A group becomes the sum of its members (keys of figures, not renamed again); an empty one is 0.
        A name or group that is not in the mapping stays as it is.
        """
        left, right = (tree.bind(side, names, groups or {}) for side in (self.left, self.right))
        return relation_of(left, self.op, right, self.source)

    def in_units(self, unit: int) -> Relation:
        """Return the same relation between figures that are counted in units of 10 ** -unit.

        Sums are the same in any unit. A side that is one figure stays so, the other is brought to its unit.
        """
        if self.sums or not unit:
            return self
        left, right = (tree.in_units(side, unit) for side in (self.left, self.right))
        if isinstance(self.left, Name):
            left, right = self.left, Product(((False, right), (False, tree.power_of_ten(unit))))
        elif isinstance(self.right, Name):
            left, right = Product(((False, left), (False, tree.power_of_ten(unit)))), self.right
        return relation_of(left, self.op, right, self.source)


def relation_of(left: Node, op: str, right: Node, source: str = "") -> Relation:
    """Return the Relation between two trees, its names counted. `op` is one of = ≤ ≥ < >."""
    found = [*tree.leaves(left), *tree.leaves(right)]
    counted = Counter(leaf.name for leaf in found if isinstance(leaf, Name))
    return Relation(
        left=left,
        op=op,
        right=right,
        names=tuple(counted),
        groups=tuple(dict.fromkeys(leaf.name for leaf in found if isinstance(leaf, Group))),
        repeated=tuple(name for name, times in counted.items() if times > 1),
        sums=tree.is_sum(left) and tree.is_sum(right),
        source=source,
    )


@lru_cache(maxsize=4096)
def parse(source: str) -> Relation:
    """Return the Relation that `source` writes. Raises RelationError, naming the column, if it is faulty."""
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  (lark is slow to import)

    if len(source) > _LONGEST:
        raise RelationError(f"关系式过长：{len(source)} 个字符，最多 {_LONGEST} 个。请拆成几条。")
    _check_depth(source)
    try:
        parsed = _parser().parse(source)
    except UnexpectedInput as error:
        raise RelationError(_explained(source, error)) from None
    left, compare, right = parsed.children
    return relation_of(_node(left), _OPERATORS.get(str(compare), str(compare)), _node(right), source)


@cache
def _parser() -> Lark:
    """Return the parser, made on first use."""
    from lark import Lark  # noqa: PLC0415

    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


def _check_depth(source: str) -> None:
    """Refuse brackets or signs nested so deep that reading them would exhaust the stack."""
    depth = run = 0
    for column, char in enumerate(source, 1):
        depth += (char in "(（") - (char in ")）")
        run = run + 1 if char in "-−－" else run * char.isspace()
        if max(depth, run) > _DEEPEST:
            raise RelationError(f"关系式第 {column} 列：括号或负号嵌套超过 {_DEEPEST} 层。请化简：{source[:60]}")


def _explained(source: str, error: UnexpectedInput) -> str:
    """Say in Chinese at which column the expression goes wrong, what stands there and what was expected."""
    expected = getattr(error, "accepts", None) or getattr(error, "expected", None) or getattr(error, "allowed", None)
    wanted = "、".join(word for key, word in _EXPECTED.items() if key in (expected or ()))
    column = error.column if error.column > 0 else len(source) + 1
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        column, found = len(source) + 1, "关系式已结束"
    else:
        found = f"遇到“{source[column - 1 : column + 7]}”"
    return f"关系式第 {column} 列有误：{found}，此处应为{wanted or '表达式'}。原文：{source[:80]}。"


def _node(parsed: Tree[Token] | Token) -> Node:
    """Turn lark's tree into ours."""
    assert not isinstance(parsed, str)
    kind, children = parsed.data, parsed.children
    if kind == "number":
        return _number(str(children[0]))
    if kind in {"name", "group"}:
        found = Name if kind == "name" else Group
        return found(_unquoted(str(children[0 if kind == "name" else 2])))
    if kind in {"bracket", "negative"}:
        inner = _node(children[1])
        return inner if kind == "bracket" else Sum(((True, inner),))
    items = [(False, _node(children[0]))]
    items += [(str(sign) in "-−－/÷／", _node(item)) for sign, item in zip(children[1::2], children[2::2], strict=True)]
    if len(items) == 1:
        return items[0][1]
    return Sum(tuple(items)) if kind == "sum" else Product(tuple(items))


def _unquoted(text: str) -> str:
    """Return the name without its quotation marks."""
    return text[1:-1] if text[0] in '「“"' else text


def _number(text: str) -> Number:
    """Read a constant: 100% is 1, 5‰ is 0.005."""
    text = text.replace("％", "%").replace(" ", "")
    shift = {"%": -2, "‰": -3}.get(text[-1], 0)
    return Number(Decimal(text.rstrip("%‰")).scaleb(shift), text)
