"""Native charts of a workbook: they read the cells, so they follow what somebody changes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from compplan.report.workbook.book import Book, Sheet

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#333333")
"""Colours that people with any colour vision tell apart (Okabe and Ito)."""
_WIDE, _HIGH, _ROWS = 520, 300, 16
_FONT = {"name": "Arial", "size": 9}


@dataclass(frozen=True, slots=True)
class Series:
    """A line or a set of columns: where its name, categories and values stand."""

    name: Sequence[Any]
    categories: Sequence[Any]
    values: Sequence[Any]
    dashed: bool = False


def chart(
    book: Book,
    kind: Literal["column", "line", "bar"],
    title: str,
    series: Sequence[Series],
    form: str = "#,##0",
    overlap: int = 0,
    reach: tuple[float, float] | None = None,
) -> Any:
    """Make a chart of some series, with a legend below; ``overlap`` (to 100) lays bars over each other.

    ``reach`` is the least and the most value of bars that lie on one side of 0: they begin there, or their
    lengths would not compare.
    """
    made = book.file.add_chart({"type": kind})
    for at, each in enumerate(series):
        colour = COLOURS[at % len(COLOURS)]
        line = {"color": colour, "width": 2.25} | ({"dash_type": "dash"} if each.dashed else {})
        look = (
            {"fill": {"color": colour}, "gap": 80, "overlap": overlap} if kind != "line" else {"line": line}
        )
        cells = {
            "name": list(each.name),
            "categories": list(each.categories),
            "values": list(each.values),
        }
        made.add_series(cells | look)
    made.set_title({"name": title, "name_font": _FONT | {"size": 11, "bold": True}, "overlay": False})
    made.set_legend({"position": "bottom", "font": _FONT})
    scale = {"num_format": form, "num_font": _FONT, "major_gridlines": _grid(), "line": {"none": True}}
    if kind == "bar":
        made.set_x_axis(scale | (_zero(*reach) if reach else {}))
        made.set_y_axis({"num_font": _FONT, "label_position": "low", "reverse": True})
    else:
        made.set_y_axis(scale | ({"min": 0} if kind == "column" else {}))
        every = 6 if kind == "line" else 1
        made.set_x_axis({"num_font": _FONT, "label_position": "low", "interval_unit": every})
    made.set_size({"width": _WIDE, "height": _HIGH})
    made.show_blanks_as("gap")
    return made


def place(sheet: Sheet, charts: Sequence[Any]) -> None:
    """Put charts below what a sheet holds, two side by side."""
    for at, each in enumerate(charts):
        row = sheet.row + at // 2 * _ROWS
        sheet.page.insert_chart(row, 0, each, {"x_offset": 4 + at % 2 * (_WIDE + 12), "y_offset": 4})
    sheet.row += -(-len(charts) // 2) * _ROWS


def _zero(least: float, most: float) -> dict[str, Any]:
    """Bind an axis to 0 on the side that no bar is on."""
    return ({"min": 0} if least >= 0 else {}) | ({"max": 0} if most <= 0 else {})


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": "#D5DBE1", "width": 0.75}}
