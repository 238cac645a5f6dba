"""The relation language: what parses, how it is printed, how it is bound, and how faults are told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenxiao.errors import RelationError
from wenxiao.relation import Relation, parse
from wenxiao.relation.language import relation_of
from wenxiao.relation.tree import Group, Name, Node, Number, Product, Sum


@pytest.mark.parametrize(
    ("source", "canonical", "names"),
    [
        ("执行率 = 执行数/预算数*100%", "执行率 = 执行数 ÷ 预算数 × 100%", ("执行率", "执行数", "预算数")),
        ("a＋b－c ＝ d", "a + b − c = d", ("a", "b", "c", "d")),
        ("「三公经费」<=“预算 数”", "三公经费 ≤ 「预算 数」", ("三公经费", "预算 数")),
        ('"a-b" >= 1.50', "「a-b」 ≥ 1.50", ("a-b",)),
        ("(a-b)÷b×100％ = r", "(a − b) ÷ b × 100% = r", ("a", "b", "r")),
        ("-a + -(b) = -(c+d)×(−2)", "(−a) + (−b) = (−(c + d)) × (−2)", ("a", "b", "c", "d")),
        ("a.b1·c == 5‰", "a.b1·c = 5‰", ("a.b1·c",)),
        ("a < b", "a < b", ("a", "b")),
        ("合计 > 1", "「合计」 > 1", ("合计",)),
    ],
)
def test_relations_have_one_canonical_form(source: str, canonical: str, names: tuple[str, ...]) -> None:
    """Whatever the keyboard gave, a relation is printed with = ≤ × ÷ −, and prints itself back."""
    relation = parse(source)
    assert str(relation) == canonical
    assert relation.names == names
    assert relation.source == source
    again = parse(canonical)
    assert (again.left, again.op, again.right) == (relation.left, relation.op, relation.right)


def test_groups_are_bound_to_sums() -> None:
    """合计(组) becomes the sum of the members it is bound to: none is 0, one is itself."""
    relation = parse("合计(收入性质) + sum(「支 出」) = 年度资金总额 − 合计(空)")
    assert relation.groups == ("收入性质", "支 出", "空")
    bound = relation.bind({"年度资金总额": "t:1"}, {"收入性质": ("a", "b"), "支 出": ("c",), "空": ()})
    assert str(bound) == "(a + b) + c = 「t:1」 − 0"
    assert bound.groups == ()
    assert bound.names == ("a", "b", "c", "t:1")


def test_what_is_not_bound_stays() -> None:
    """A name or a group that the binding does not mention is left as it is."""
    relation = parse("合计(组) = a ÷ b").bind({"a": "x"})
    assert str(relation) == "合计(组) = x ÷ b"


def test_a_name_with_brackets_is_quoted_so_that_it_reads_back() -> None:
    """A key that contains 「」 is printed in straight quotes."""
    bound = parse("a = b").bind({"a": "「x」y"})
    assert parse(str(bound)).names == ("「x」y", "b")


def test_repeated_names_are_known() -> None:
    """The names that appear more than once are listed, for the evaluator."""
    assert parse("(a-b)/b = c").repeated == ("b",)


@pytest.mark.parametrize(
    ("source", "column", "words"),
    [
        ("a", 2, "比较符"),
        ("", 1, "名称"),
        ("a=", 3, "数字"),
        ("a=b=c", 4, "结尾"),
        ("a+*b=c", 3, "遇到“\\*b=c”"),
        ("2a=b", 2, "比较符"),
        ("a=(b", 5, "右括号"),
        ("合计(3)=b", 4, "名称"),
        ("a = 「b", 5, "名称"),
        ("a $ b = c", 3, "比较符"),
        ("(" * 100 + "a", 41, "嵌套"),
        ("a = " + "- " * 100 + "b", 85, "嵌套"),
    ],
)
def test_a_fault_names_its_column_and_what_was_expected(source: str, column: int, words: str) -> None:
    """A faulty expression is refused with a Chinese sentence: the column, what stands there, what should."""
    with pytest.raises(RelationError, match=f"第 {column} 列.*{words}"):
        parse(source)


def test_an_endless_expression_is_refused() -> None:
    """A text of tens of thousands of characters is not a relation."""
    with pytest.raises(RelationError, match="过长"):
        parse("a+" * 20_000 + "b=c")


@given(st.text(alphabet='ab合计(组)（）+-−×÷*/=≤<>「」"“”1.%  ', max_size=30))
def test_any_text_parses_or_is_refused_by_name(source: str) -> None:
    """Whatever is written, the result is a relation that prints itself back, or a RelationError."""
    try:
        relation = parse(source)
    except RelationError:
        return
    assert parse(str(relation)).names == relation.names


def _sum(items: list[tuple[bool, Node]]) -> Node:
    return Sum(tuple(items))


def _product(items: list[tuple[bool, Node]]) -> Node:
    return Product(((False, items[0][1]), *items[1:]))


LEAVES = st.one_of(
    st.sampled_from([Name("a"), Name("全年执行数"), Name("三公 经费"), Name("a-b"), Group("组")]),
    st.sampled_from([Number(Decimal(1), "100%"), Number(Decimal("1.50"), "1.50"), Number(Decimal(7), "7")]),
)


def _negated(node: Node) -> Node:
    return Sum(((True, node),))


NODES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(st.tuples(st.booleans(), inner), min_size=2, max_size=3).map(
            lambda items: _sum([(False, items[0][1]), *items[1:]])
        ),
        st.lists(st.tuples(st.booleans(), inner), min_size=2, max_size=3).map(_product),
        inner.map(_negated),
    ),
    max_leaves=8,
)


@given(NODES, st.sampled_from("=≤≥<>"), NODES)
def test_printing_and_parsing_are_inverse(left: Node, op: str, right: Node) -> None:
    """Every tree that can be built prints to a text that parses to the same tree."""
    relation: Relation = relation_of(left, op, right)
    again = parse(str(relation))
    assert (again.left, again.op, again.right) == (left, op, right)
