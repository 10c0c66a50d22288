"""Result tables: named columns of one length, exact where they are money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Columns by name; ``money`` names those that hold minor units, with the currency's exponent."""

    name: str
    columns: Mapping[str, NDArray[Any]]
    money: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count the rows."""
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, column: str) -> NDArray[Any]:
        """Give a column; money in minor units (int64)."""
        return self.columns[column]

    def texts(self) -> Iterator[tuple[str, list[str]]]:
        """Write every column as text: money with its decimals, other numbers shortest, missing empty."""
        for name, values in self.columns.items():
            if name in self.money:
                yield name, [money_text(int(value), self.money[name]) for value in values]
            elif values.dtype.kind == "f":
                yield name, ["" if value != value else number_text(value) for value in values.tolist()]  # noqa: PLR0124
            else:
                yield name, ["" if value is None else str(value) for value in values.tolist()]

    def rows(self) -> Iterator[dict[str, str]]:
        """Give each row as texts by column name."""
        names, columns = zip(*self.texts(), strict=True)
        return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def money_text(minor: int, exponent: int) -> str:
    """Write minor units as a decimal number, such as ``-1234.50``."""
    digits = f"{abs(minor):0{exponent + 1}d}"
    sign = "-" if minor < 0 else ""
    return sign + (f"{digits[:-exponent]}.{digits[-exponent:]}" if exponent else digits)


def number_text(value: float) -> str:
    """Write a number that is shown, not paid, to ten significant digits without exponent."""
    text = np.format_float_positional(value, precision=10, unique=False, fractional=False, trim="-")
    return "0" if text == "-0" else text
