"""Result tables: named columns of one length, exact where they are money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

Frame = TypeVar("Frame")


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Columns by name; ``money`` names those that hold minor units, with the currency's exponent.

    Text is an array of objects (missing: None), money int64 in minor units, counts int64, other numbers
    float64 (missing: nan).

    >>> import numpy as np
    >>> columns = {"month": np.array(["2027-01"]), "amount": np.array([123450])}
    >>> table = ResultTable("payments", columns, {"amount": 2})
    >>> table
    ResultTable('payments', 1 row: month, amount)
    >>> len(table), table["amount"].tolist(), list(table.rows())
    (1, [123450], [{'month': '2027-01', 'amount': '1234.50'}])
    """

    name: str
    columns: Mapping[str, NDArray[Any]]
    money: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count the rows."""
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, column: str) -> NDArray[Any]:
        """Give a column; money in minor units (int64). KeyError if there is none of this name."""
        return self.columns[column]

    def texts(self) -> Iterator[tuple[str, list[str]]]:
        """Write every column as text: money with its decimals, other numbers shortest, missing empty.

        >>> import numpy as np
        >>> columns = {"weight": np.array([0.8, np.nan]), "paid": np.array([5, -700])}
        >>> table = ResultTable("lines", columns, {"paid": 2})
        >>> dict(table.texts())
        {'weight': ['0.8', ''], 'paid': ['0.05', '-7.00']}
        """
        for name, values in self.columns.items():
            if name in self.money:
                yield name, [money_text(int(value), self.money[name]) for value in values]
            elif values.dtype.kind == "f":
                yield name, ["" if value != value else number_text(value) for value in values.tolist()]  # noqa: PLR0124
            else:
                yield name, ["" if value is None else str(value) for value in values.tolist()]

    def rows(self) -> Iterator[dict[str, str]]:
        """Give each row as texts by column name.

        >>> import numpy as np
        >>> next(ResultTable("payments", {"amount": np.array([1250])}, {"amount": 2}).rows())
        {'amount': '12.50'}
        """
        texts = dict(self.texts())
        return (dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True))

    @overload
    def to_frame(self, like: None = None) -> dict[str, NDArray[Any]]: ...
    @overload
    def to_frame(self, like: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def to_frame(self, like: str) -> Any: ...
    @overload
    def to_frame(self, like: type[Frame]) -> Frame: ...
    @overload
    def to_frame(self, like: Frame) -> Frame: ...
    def to_frame(self, like: Any = None) -> Any:
        """Give the table as a frame of the caller's kind, the data copied.

        ``like`` is a frame or class of polars (DataFrame, LazyFrame), pandas (DataFrame), pyarrow (Table) or
        DuckDB (relation; made by way of pyarrow, on DuckDB's default connection), or the name of the library;
        without it, a dict of NumPy arrays. Which frames the data came in is not kept: give one of them.

        Money is exact, in units of the currency: decimals of its exponent (``Decimal`` objects in pandas and
        in a dict). Other numbers are float64 or, if they count, int64; missing is null (nan in pandas and in
        a dict). TypeError if ``like`` is something else.

        >>> import numpy as np
        >>> columns = {"month": np.array(["2027-01"]), "amount": np.array([123450])}
        >>> table = ResultTable("payments", columns, {"amount": 2})
        >>> table.to_frame("polars").rows()
        [('2027-01', Decimal('1234.50'))]
        >>> table.to_frame()["amount"]
        array([Decimal('1234.50')], dtype=object)
        """
        from compplan.engine.results.frames import frame_of

        return frame_of(self, like)

    def __repr__(self) -> str:
        """Say what the table is, how long, and which columns it has."""
        from compplan.engine.results.notebook import table_repr

        return table_repr(self)

    def _repr_html_(self) -> str:
        from compplan.engine.results.notebook import table_html

        return table_html(self)


def money_text(minor: int, exponent: int) -> str:
    """Write minor units as a decimal number, such as ``-1234.50``."""
    digits = f"{abs(minor):0{exponent + 1}d}"
    sign = "-" if minor < 0 else ""
    return sign + (f"{digits[:-exponent]}.{digits[-exponent:]}" if exponent else digits)


def number_text(value: float) -> str:
    """Write a number that is shown, not paid, to ten significant digits without exponent."""
    text = np.format_float_positional(value, precision=10, unique=False, fractional=False, trim="-")
    return "0" if text == "-0" else text
