"""Equations printed in the text, plain or in LaTeX: 61/63×100%=96.83%, (a-b)/b×100%=3.57%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from wenxiao.document import Document, Paragraph
from wenxiao.extract.labels import squeeze
from wenxiao.extract.prose import Reading, concept_of
from wenxiao.filing import Fact, Statement, Term

_NUMBER = r"\d[\d,，]*(?:\.\d+)?(?:[%％])?(?:万元|亿元|元|人|名|个)?"
_SIGN = r"[-+−＋－×xX*✕÷/／]"
_FORMULA = re.compile(
    rf"(?<![\d.,，%％\w])([(（【\[]*{_NUMBER}[)）】\]]*(?:\s*{_SIGN}\s*[(（【\[]*{_NUMBER}[)）】\]]*)+)"
    rf"\s*[=＝]\s*([-−]?\d[\d,，]*(?:\.\d+)?)\s*(%|％|分|万元|亿元|元|人)?(?!\s*{_SIGN}?\d)"
)
_TOKEN = re.compile(_NUMBER)
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")  # one for one: the offsets stay
_LONGEST = 20_000
_LONGEST_WORDS = 1000
_MANY = 40


def read_equations(document: Document, reading: Reading) -> tuple[Statement, ...]:
    """Return every printed equation of figures; a formula in words before it says what its terms are."""
    found: list[Statement] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and "=" in block.text.replace("＝", "=") and len(block.text) < _LONGEST:
            found.extend(_named(one, reading) for one in _equations(block, index))
    return tuple(found)


def _named(statement: Statement, reading: Reading) -> Statement:
    """Give the terms the concepts that the formula in words names."""
    parts = []
    for term in statement.parts:
        concept = concept_of(reading, term.label)
        known = concept is not None and concept.kind in ("money", "count")
        unit = term.unit or ("万元" if known and concept is not None and concept.kind == "money" else None)
        parts.append(
            msgspec.structs.replace(term, concept=concept.id if known and concept is not None else None, unit=unit)
        )
    return msgspec.structs.replace(statement, parts=tuple(parts))


def facts_of(equations: tuple[Statement, ...], reading: Reading) -> list[Fact]:
    """Return the amounts that only an equation states, named by its formula in words: 利用率=(在用/总额)=…"""
    known = {(fact.concept, fact.value) for fact in reading.facts}
    found: list[Fact] = []
    for term in (term for statement in equations for term in statement.parts):
        concept = reading.pack.concepts.get(term.concept or "")
        if concept is None or concept.kind != "money" or (term.concept, term.value) in known:
            continue
        known.add((term.concept, term.value))
        found.append(
            Fact(
                id="",
                concept=concept.id,
                label=concept.label,
                value=term.value,
                unit=term.unit,
                period=str(reading.year) if reading.year else None,
                row=term.label,
                text=term.text,
                origin="prose",
                basis="statement",
                places=term.places,
                place=term.place,
            )
        )
    return found


def _equations(block: Paragraph, index: int) -> Iterator[Statement]:
    plain, offsets = unlatexed(block.text.translate(_NARROW))
    for match in _FORMULA.finditer(plain):
        names = _names(plain[max(0, match.start() - _LONGEST_WORDS) : match.start()])
        tokens = list(_TOKEN.finditer(match.group(1)))
        if len(tokens) > _MANY:
            continue
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        place = msgspec.structs.replace(
            block.place, block=index, line=block.line_at(start), start=start, end=end, path="正文 › 算式"
        )
        statement = _statement(match, tokens, names, place)
        if statement is not None:
            as_typed = len(plain) == len(block.text)  # no LaTeX was taken out
            yield msgspec.structs.replace(statement, text=block.text[start:end]) if as_typed else statement


def _statement(
    match: re.Match[str], tokens: list[re.Match[str]], names: tuple[str, ...], place: object
) -> Statement | None:
    expression, at = "", 0
    parts: list[Term] = []
    for token in tokens:
        expression += match.group(1)[at : token.start()]
        at = token.end()
        term = _term(token.group(), names[len(parts)] if len(parts) < len(names) else "", place)
        if term is None:
            expression += token.group().replace("％", "%")
            continue
        parts.append(term)
        expression += f"「{len(parts)}」"
    expression += match.group(1)[at:]
    result = _term(match.group(2) + (match.group(3) or ""), "结果", place, always=True)
    if result is None or len(parts) < 2 or not _balanced(expression):
        return None
    return Statement(
        kind="equation",
        text=match.group(),
        place=place,  # type: ignore[arg-type]
        parts=tuple(parts),
        result=result,
        expression=_operators(expression),
        names=names,
    )


def _term(text: str, name: str, place: object, *, always: bool = False) -> Term | None:
    """Return one figure; 100% is a constant of the formula and no figure."""
    bare = squeeze(text).replace(",", "")
    match = re.fullmatch(r"(-?\d+(?:\.(\d+))?)(%|分|万元|亿元|元|人|名|个)?", bare.replace("−", "-"))
    if match is None or (bare == "100%" and not always):
        return None
    places = len(match.group(2) or "")
    unit = match.group(3)
    return Term(
        label=name or "算式中的数",
        value=Decimal(match.group(1)),
        unit=unit,
        places=places,
        exact=not always and ((places == 0 and unit in (None, "人", "名", "个")) or unit == "分"),
        text=text,
        place=place,  # type: ignore[arg-type]
    )


def _operators(expression: str) -> str:
    table = str.maketrans({"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "／": "/", "＋": "+",
                           "－": "-",
                           "−": "-", "x": "×", "X": "×", "*": "×", "✕": "×", "，": ","})  # fmt: skip
    return expression.translate(table)


def _balanced(expression: str) -> bool:
    bare = _operators(expression)
    return bare.count("(") == bare.count(")")


def _names(before: str) -> tuple[str, ...]:
    """Return the names of a formula in words that stands right before: 利用率=(在用/总额)×100%= → (在用, 总额)."""
    match = re.search(r"[=＝]([^=＝。；]*[\u4e00-\u9fff][^=＝。；]*)[=＝]\s*[(（【]*$", before)
    if match is None:
        return ()
    words = re.split(r"[-+−＋－×xX*÷/／()（）【】]|100%", match.group(1))
    return tuple(word.strip('“”"') for word in map(squeeze, words) if re.search(r"[\u4e00-\u9fff]", word))


_NOT_PLAIN = re.compile(  # LaTeX, and blanks
    r"\\(?:text|mathrm|mathbf)\{([^{}]*)\}|\\(times|div|cdot|leq?|geq?)\b|\\(?:begin|end)\{[^{}]*\}|\\(%)"
    r"|\\(?:left|right|quad|,|;|!|\\)|[&$]|\s+"
)
_SHOWN = {"times": "×", "div": "÷", "cdot": "×", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥"}


def unlatexed(text: str) -> tuple[str, list[int]]:
    """Return a text without LaTeX and blanks, and for each character the offset that it had."""
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _NOT_PLAIN.finditer(text):
        kept.append(text[at : match.start()])
        offsets.extend(range(at, match.start()))
        shown = "".join((match.group(1) or _SHOWN.get(match.group(2) or "", match.group(3) or "")).split())
        kept.append(shown)
        offsets.extend([match.start()] * len(shown))
        at = match.end()
    kept.append(text[at:])
    offsets.extend(range(at, len(text)))
    return "".join(kept), offsets
