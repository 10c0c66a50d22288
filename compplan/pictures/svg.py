"""SVG as text: elements whose texts and attributes are escaped, colours, and the picture around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from math import hypot

from compplan.notebook import printable
from compplan.pictures.colours import LIGHT

FONT = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
SIZE = 11
"""Size of letters in units of a picture; a phone shows a picture at its natural size."""
_TITLE, _DESCRIPTION = 300, 3000
"""Letters that are read out at most."""
_NEAR = 0.5
"""How far a line may pass by a point that is left out; the edge of an area twice as far."""
Point = tuple[float, float]


def number(value: float) -> str:
    """Write a coordinate to a tenth.

    >>> number(3.04), number(-0.01), number(12)
    ('3', '0', '12')
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """Write an element; ``_`` in an attribute's name stands for ``-``, None leaves it out.

    >>> element("line", x1=0, stroke_width=1.5, class_=None)
    '<line x1="0" stroke-width="1.5"/>'
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    words = "".join(f' {key}="{_attribute(value)}"' for key, value in given.items() if value is not None)
    inner = "".join(content)
    return f"<{name}{words}>{inner}</{name}>" if inner else f"<{name}{words}/>"


def _attribute(value: str | float | None) -> str:
    return escape(printable(value)) if isinstance(value, str) else number(float(value or 0))


def text(x: float, y: float, words: str, *, anchor: str | None = None, bold: bool = False) -> str:
    """Write a text at its baseline; ``anchor`` is where ``x`` is: its start, ``middle`` or ``end``."""
    weight = "600" if bold else None
    return element("text", escape(printable(words)), x=x, y=y, text_anchor=anchor, font_weight=weight)


def strokes(
    lines: Iterable[tuple[Point, Point]],
    *,
    width: float | None = None,
    opacity: float | None = None,
    dash: str | None = None,
) -> str:
    """Draw level or upright lines as one element, in the colour of what is around it."""
    data = "".join(
        f"M{number(x1)} {number(y1)}" + (f"V{number(y2)}" if x1 == x2 else f"H{number(x2)}")
        for (x1, y1), (x2, y2) in lines
    )
    return _stroked(data, width, opacity, dash) if data else ""


def dots(places: Iterable[Point], radius: float = 3.5, *, opacity: float | None = None) -> str:
    """Draw dots as one element: lines of no length, with round ends."""
    data = "".join(f"M{number(x)} {number(y)}h0" for x, y in places)
    return _stroked(data, 2 * radius, opacity, None, cap="round") if data else ""


def _stroked(
    data: str, width: float | None, opacity: float | None, dash: str | None, cap: str | None = None
) -> str:
    return element(
        "path",
        d=data,
        stroke="currentColor",
        stroke_width=width,
        stroke_opacity=_hundredth(opacity),
        stroke_dasharray=dash,
        stroke_linecap=cap,
    )


def quietly(texts: Iterable[str], *, anchor: str | None = None) -> str:
    """Put texts that matter less into one group."""
    return element("g", *texts, fill_opacity="0.75", text_anchor=anchor)


def curve(points: Iterable[Point], *, width: float = 1.5, dash: str | None = None) -> str:
    """Draw a line through points."""
    return curves([points], width=width, dash=dash)


def curves(
    lines: Iterable[Iterable[Point]],
    *,
    width: float = 1.5,
    dash: str | None = None,
    opacity: float | None = None,
) -> str:
    """Draw lines through points as one element."""
    data = "".join(_through(points, _NEAR) for points in lines)
    return element(
        "path",
        d=data,
        fill="none",
        stroke="currentColor",
        stroke_width=width,
        stroke_dasharray=dash,
        stroke_opacity=_hundredth(opacity),
    )


def area(points: Iterable[Point], *, opacity: float = 1) -> str:
    """Fill what points surround."""
    return element(
        "path", d=_through(points, 2 * _NEAR) + "z", fill="currentColor", fill_opacity=_hundredth(opacity)
    )


def box(x: float, y: float, width: float, height: float, *, opacity: float | None = None) -> str:
    """Fill a rectangle; a negative width or height goes to the other side."""
    left, top = min(x, x + width), min(y, y + height)
    return element(
        "rect",
        x=left,
        y=top,
        width=abs(width),
        height=abs(height),
        fill="currentColor",
        fill_opacity=_hundredth(opacity),
    )


def coloured(colour: int, *parts: str) -> str:
    """Draw parts in a series' colour; a page's style sheet may change it by the class."""
    at = colour % len(LIGHT)
    return element("g", *parts, class_=f"s{at}", color=LIGHT[at])


def framed(at: int, shown: int, *parts: str) -> str:
    """Draw parts of frame ``at``, of which only ``shown`` can be seen until a page's style sheet chooses."""
    return element("g", *parts, class_=f"frame frame-{at}", display=None if at == shown else "none")


def picture(size: tuple[float, float], title: str, description: str, parts: Sequence[str]) -> str:
    """Put parts into a picture of a natural size; title and description are what a screen reader reads."""
    width, height = size
    return element(
        "svg",
        element("title", escape(printable(title[:_TITLE]))),
        element("desc", escape(printable(description[:_DESCRIPTION]))),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FONT,
        font_size=SIZE,
        fill="currentColor",
    )


def _hundredth(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _through(points: Iterable[Point], off: float) -> str:
    """Write a path's data: the first point, then steps, which are shorter; rounding does not add up."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in thinned(list(points), off)]
    steps = "".join(_step(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(tenths))
    x, y = tenths[0]
    return f"M{number(x / 10)} {number(y / 10)}" + (f"l{steps.lstrip()}" if steps else "")


def thinned(points: list[Point], off: float) -> list[Point]:
    """Leave out points that lie within ``off`` of the line between those kept (Douglas and Peucker 1973).

    >>> thinned([(0, 0), (1, 0.1), (2, 0), (3, 5)], 0.5)
    [(0, 0), (2, 0), (3, 5)]
    """
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    span = hypot(x2 - x1, y2 - y1)
    apart = [
        abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / span if span else hypot(x - x1, y - y1)
        for x, y in points
    ]
    at = max(range(len(points)), key=apart.__getitem__)
    if apart[at] <= off:
        return [points[0], points[-1]]
    return thinned(points[: at + 1], off)[:-1] + thinned(points[at:], off)


def _step(x: int, y: int) -> str:
    """Write a step; a minus sign parts numbers as a blank does."""
    return "".join(text if text.startswith("-") else f" {text}" for text in (number(x / 10), number(y / 10)))
