"""A formula and the value that it has now, made together so that they cannot differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Live:
    """A spreadsheet formula (without ``=``) of other cells, and its value as the workbook is written.

    >>> cost, rate = Live("B2", 200.0), Live("currency_rate", 1.5)
    >>> (cost - Live("C2", 50.0)) * rate
    Live(formula='(B2-C2)*currency_rate', value=225.0, atom=False)
    """

    formula: str
    value: float | str
    atom: bool = True
    """Whether it may stand in another formula without brackets."""

    def __add__(self, other: Live) -> Live:
        """Add."""
        return Live(f"{self.inner}+{other.inner}", self.number + other.number, atom=False)

    def __sub__(self, other: Live) -> Live:
        """Subtract."""
        return Live(f"{self.inner}-{other.inner}", self.number - other.number, atom=False)

    def __mul__(self, other: Live) -> Live:
        """Multiply."""
        return Live(f"{self.inner}*{other.inner}", self.number * other.number, atom=False)

    def __pow__(self, times: int) -> Live:
        """Raise to a whole power."""
        return Live(f"{self.inner}^{times}", self.number**times, atom=False)

    def over(self, other: Live) -> Live:
        """Divide; nothing where the divisor is 0."""
        value = self.number / other.number if other.number else ""
        return Live(f'IF({other.formula}=0,"",{self.inner}/{other.inner})', value)

    @property
    def inner(self) -> str:
        """Give the formula as it stands inside another."""
        return self.formula if self.atom else f"({self.formula})"

    @property
    def number(self) -> float:
        """Give the value to calculate with; what is empty counts as 0."""
        return self.value if isinstance(self.value, float | int) else 0.0


def plus_one(share: Live) -> Live:
    """Give the factor that a growth rate makes."""
    return Live(f"1+{share.inner}", 1 + share.number, atom=False)


def total(where: str, values: Iterable[float]) -> Live:
    """Sum a range of cells with these values."""
    return Live(f"SUM({where})", float(sum(values)))


def sum_if(amounts: str, *tests: tuple[str, str], values: Iterable[float]) -> Live:
    """Sum the cells of a range beside which those of other ranges hold exactly a cell's text.

    SUMIFS would take ``=1+1`` or ``n*`` for a test of its own, and small letters for capitals.

    >>> sum_if("D2:D9", ("A2:A9", "A12"), values=[2.0, 3.0])
    Live(formula='SUMPRODUCT(EXACT(A2:A9,A12)*D2:D9)', value=5.0, atom=True)
    """
    asked = "".join(f"EXACT({where},{cell})*" for where, cell in tests)
    return Live(f"SUMPRODUCT({asked}{amounts})", float(sum(values)))


def count_equal(where: str, cell: str, count: int) -> Live:
    """Count the cells of a range that hold exactly a cell's text."""
    return Live(f"SUMPRODUCT(EXACT({where},{cell})*1)", float(count))


def count_if(where: str, test: str, count: int) -> Live:
    """Count the numbers of a range that pass a test such as ``">0"``, with its quotes."""
    return Live(f"COUNTIF({where},{test})", float(count))
