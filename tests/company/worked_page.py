"""The page worked by hand as figures: read from its blocks and its table, and computed again."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tests.shared import ROOT

PAGE = (ROOT / "docs" / "worked-by-hand.md").read_text(encoding="utf-8")
TABLE = ("actual", "target", "attainment", "payout_rate", "base", "due", "brought in", "paid before", "paid")
OPERATORS: dict[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the page: whose, of which month and component, its name, arithmetic and result."""

    who: str
    month: str
    component: str
    name: str
    arithmetic: str
    result: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Say what the figure is of."""
        return self.who, self.month, self.component, self.name

    @property
    def places(self) -> int:
        """Count the decimals of the result."""
        return len(self.result.partition(".")[2])


def figures() -> list[Figure]:
    """List every figure of the page."""
    return [*_blocks(), *_table()]


def _blocks() -> Iterator[Figure]:
    for head, body in re.findall(r"```text\n(.+)\n((?:.*\n)+?)```", PAGE):
        who, month, component = head.split()
        for line in re.sub(r"\n {8,}", " ", body).splitlines():
            found = re.fullmatch(r"(\S+(?: \S+)*?)  +(.+?) = (-?[\d.]+)", line)
            assert found is not None, line
            yield Figure(who, month, component, found[1], found[2], found[3])


def _table() -> Iterator[Figure]:
    for month, *cells in (re.findall(r"[\d.-]+", line) for line in PAGE.splitlines() if line[:4] == "| 20"):
        for name, cell in zip(TABLE, cells, strict=True):
            yield Figure("P022", month, "product_revenue", name, cell, cell)


def calculate(arithmetic: str) -> Fraction:
    """Compute an expression exactly: numbers, percents, + - x / and brackets.

    >>> calculate("100% x 1.5 - (125% - 1) / 2")
    Fraction(11, 8)
    """
    text = re.sub(r"([\d.]+)%", r"(\1 / 100)", arithmetic).replace(" x ", " * ")
    return _value(text, ast.parse(text, mode="eval").body)


def _value(text: str, part: ast.expr) -> Fraction:
    if isinstance(part, ast.BinOp):
        return OPERATORS[type(part.op)](_value(text, part.left), _value(text, part.right))
    return Fraction(ast.get_source_segment(text, part) or "")


def shown(value: Fraction, places: int) -> str:
    """Round to so many decimals, half away from zero.

    >>> shown(Fraction(-1, 8), 2), shown(Fraction(5, 2), 0)
    ('-0.13', '3')
    """
    size = int(abs(value) * 10**places + Fraction(1, 2))
    digits = f"{size:0{places + 1}d}"
    sign = "-" if value < 0 and size else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
