from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compplan.pictures.axes import Axis
from compplan.pictures.fan import Fan, Level, Look, fans, quantiles
from compplan.pictures.labels import apart
from compplan.pictures.scales import ticks
from tests.pictures.examples import HOSTILE, YEARS, pictures
from tests.shared import ROOT, Golden

GOLDEN = ROOT / "tests" / "pictures" / "golden"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "desc", "g", "line", "path", "rect", "circle", "text"}
ATTRIBUTES = {
    *("viewBox", "width", "height", "role", "class", "display", "x", "y", "x1", "y1", "x2", "y2"),
    *("d", "r", "cx", "cy", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity"),
    *(
        "stroke-dasharray",
        "stroke-linecap",
        "color",
        "font-family",
        "font-size",
        "font-weight",
        "text-anchor",
    ),
}
FIGURES = st.floats(-1e9, 1e9).map(lambda value: round(value, 3))


def _read(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314  # a picture of our own


def _corners(root: ET.Element) -> list[tuple[float, float]]:
    """Give every point that a picture's curves and areas go through."""
    points = []
    drawn = "".join(path.attrib["d"] for path in root.iter(f"{SVG}path") if "l" in path.attrib["d"])
    for part in drawn.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?[0-9.]+", part)]
        steps = np.array(numbers).reshape(-1, 2).cumsum(axis=0)
        points += [(float(x), float(y)) for x, y in steps]
    return points


@pytest.mark.parametrize("name", pictures())
def test_pictures_are_as_they_were_looked_at(name: str, golden: Golden) -> None:
    """Each kind of picture is, to the letter, the one that somebody has looked at."""
    golden(GOLDEN / f"{name}.svg", pictures()[name] + "\n")


@pytest.mark.parametrize("name", pictures())
def test_hostile_names_stay_text(name: str) -> None:
    """Names of any content and length add no element, attribute or sign that cannot be seen."""
    drawn = pictures(HOSTILE)[name]
    elements = list(_read(drawn).iter())
    assert {each.tag.removeprefix(SVG) for each in elements} <= DRAWN
    assert {key for each in elements for key in each.attrib} <= ATTRIBUTES
    assert drawn.isprintable()


@pytest.mark.parametrize("name", pictures())
def test_a_screen_reader_is_told_what_is_drawn(name: str) -> None:
    """A picture is an image with a title, and a description that has figures."""
    root = _read(pictures()[name])
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title")
    assert re.search(r"[0-9]", root.findtext(f"{SVG}desc") or "")


@given(st.lists(st.lists(FIGURES, min_size=2, max_size=2), min_size=4, max_size=4), st.integers(0, 1))
@settings(max_examples=25)
def test_no_frame_of_a_fan_is_cut_off(samples: list[list[float]], shown: int) -> None:
    """Whatever the figures and the frame shown, everything drawn lies within the picture."""
    frames = [
        Fan("one", 1, quantiles(np.array(samples[:2]))),
        Fan("two", 2, quantiles(np.array(samples[2:]))),
    ]
    drawn = fans({"view": frames}, Look("Pay", Axis("money"), YEARS, (Level("target", 5.0),)), shown)["view"]
    root = _read(drawn)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert all(0 <= x <= width and 0 <= y <= height for x, y in _corners(root))


def test_views_share_one_scale() -> None:
    """The same figure stands at the same height in every view, and in every frame."""
    low, high = (quantiles(np.full((2, 3), value)) for value in (1.0, 9.0))
    views = {"a": [Fan("x", 1, low), Fan("y", 2, high)], "b": [Fan("x", 1, high), Fan("y", 2, low)]}
    drawn = fans(views, Look("Pay", Axis("count"), ()))
    heights = {view: {y for _, y in _corners(_read(text))} for view, text in drawn.items()}
    assert heights["a"] == heights["b"]
    assert len(heights["a"]) == 2


@given(st.lists(st.floats(0, 100), max_size=8))
@settings(max_examples=25)
def test_labels_are_pushed_apart(wanted: list[float]) -> None:
    """Labels keep their order and their distance and stay within their range, if it has room."""
    placed = apart(wanted, 10, 0, 100)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in placed)
    assert all(after - before >= 10 - 1e-6 for before, after in pairwise(sorted(placed)))
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    assert [placed[at] for at in order] == sorted(placed)


def test_labels_that_are_apart_stay_where_they_are() -> None:
    """Nothing moves without need."""
    assert apart([80, 20, 50], 10, 0, 100) == [80, 20, 50]


@given(st.tuples(FIGURES, FIGURES).filter(lambda pair: pair[1] - pair[0] > 0.01))
@settings(max_examples=25)
def test_ticks_surround_the_range(pair: tuple[float, float]) -> None:
    """Ticks are few, evenly spaced, and no figure lies beyond them."""
    found = ticks(*pair)
    assert 2 <= len(found) <= 6
    assert found[0] <= pair[0] + 1e-6 * (pair[1] - pair[0])
    assert found[-1] >= pair[1] - 1e-6 * (pair[1] - pair[0])
    gaps = np.diff(found)
    assert np.allclose(gaps, gaps[0], rtol=1e-6)
