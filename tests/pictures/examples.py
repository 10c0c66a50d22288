"""One picture of each kind, of invented figures; the names are as hostile as files may make them."""

from __future__ import annotations

import numpy as np

from compplan.pictures.amounts import Amount, amounts
from compplan.pictures.axes import Axis
from compplan.pictures.bars import Bars, Step, grouped, waterfall
from compplan.pictures.dumbbells import Dumbbell, dumbbells
from compplan.pictures.fan import Fan, Level, Look, fans
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.lines import Course, Line, lines, stacked
from compplan.pictures.listing import List
from compplan.pictures.strips import LINE, Strip, strips
from compplan.pictures.tornado import Swing, tornado

YEARS = ((0.0, "2027"), (12.0, "2028"), (24.0, "2029"))
PLAIN = ("status-quo", "relationship-building-bold", "gradual")
HOSTILE = (
    "<script>alert(1)</script>",
    '\u202eevil " onload="alert(2)\' &amp; \u0000' + "W" * 10_000,
    "\u6f22\u5b57" * 40,
)


def pictures(names: tuple[str, str, str] = PLAIN) -> dict[str, str]:
    """Draw every kind of picture with these names."""
    one, two, three = names
    return {
        **_over_time(one, two, three),
        "report-card": intervals(
            List("Report card: " + two, Axis("share"), always=(0.5, 1.0)),
            {one: _card(two, three, 0.1), two: _card(two, three, 0.0)},
            shown=1,
        ),
        "amounts": amounts(
            List("Spread", Axis("money")), {one: [Amount(two, 1.88e6, 1), Amount(three, 4.2e6, 2)]}
        ),
        "dumbbells": dumbbells(
            List("Largest changes", Axis("money")),
            [Dumbbell(two, 50_000, 61_500), Dumbbell("P031", 70_250, 17_786.28), Dumbbell(three, 0, 0)],
        ),
        "tornado": tornado(
            List("Net contribution", Axis("money", signed=True)),
            [Swing("revenue_lag", 2e5, -1.5e5), Swing(two, -8.2e6, 2.5e6), Swing(three, -1e6, 1e6)],
            0,
        ),
        "strips": strips(
            List("Pay", Axis("money"), line=LINE),
            [
                Strip(name, np.geomspace(2e4, 9e4 * (at + 1), 30 + 500 * at), at)
                for at, name in enumerate(names)
            ],
        ),
        "bars": grouped(
            "Pay by year",
            ("year 1", "year 2", two),
            [
                Bars(one, 0, (1.69e6, 1.61e6, 1.66e6), ((1.5e6, 1.8e6), (1.4e6, 1.9e6), (1.3e6, 2e6))),
                Bars(two, 1, (1.62e6, -2e5, 1.48e6)),
            ],
            Axis("money"),
        ),
        "waterfall": waterfall(
            "From " + one,
            [
                Step(one, 4.976e6, total=True),
                Step("year 1", -62_322),
                Step("year 2", 15_000),
                Step(two, 4.93e6, total=True),
            ],
            Axis("money"),
        ),
    }


def _card(two: str, three: str, less: float) -> list[Interval]:
    return [
        Interval(two, 0.84 - less, (0.71 - less, 0.93 - less), (0.8 - less, 0.88 - less), 0.8, 1),
        Interval("Empathising", 0.62, (0.5, 0.7), None, 0.8, 2),
        Interval(three, 0.8, (0.8, 0.8), None, 0.8, 3),
    ]


def _over_time(one: str, two: str, three: str) -> dict[str, str]:
    look = Look("Revenue", Axis("money", signed=True), YEARS, (Level(one, 0.0), Level("target", 1e5)))
    months = np.arange(36.0)
    spread = np.outer(np.array([-3.0, -1.0, 0.0, 1.2, 4.0]), np.sqrt(months)) * 1e5
    bold = Fan(two, 1, spread + months * 2e4)
    late = Fan(three, 2, spread / 2 - months * 1e4)
    views = fans({"evidence": [bold, late], two: [late, bold]}, look, shown=1)
    shares = [(0.2,) * 12 + (0.5,) * 12 + (0.7,) * 12, tuple(0.7 * (at + 1) / 36 for at in range(36))]
    course = Course("Weight on ratings", Axis("share"), YEARS)
    paid = [Line("Product revenue", 2, tuple(1 - each for each in shares[0])), Line(two, 1, shares[0])]
    return {
        **{f"fan-{at}": drawn for at, drawn in enumerate(views.values())},
        "lines": lines(
            course, [Line(one, 0, (0.0,) * 36), Line(two, 1, shares[0]), Line(three, 2, shares[1])]
        ),
        "stacked": stacked(course, paid),
    }
