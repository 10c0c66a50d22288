from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from compplan.pictures.colours import DARK, LIGHT

Floats = NDArray[np.float64]
SEEN = {
    "all": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
"""Linear RGB as it is seen: Machado, Oliveira and Fernandes 2009, table of full severity."""
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = XYZ.sum(axis=1)


def _linear(colour: str) -> Floats:
    shares = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def _lab(linear: Floats) -> Floats:
    """Give a colour in CIE L*a*b*, in which distances are as they are seen."""
    x, y, z = np.cbrt(np.clip(XYZ @ np.clip(linear, 0, 1) / WHITE, 0.0089, None))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _contrast(one: str, other: str) -> float:
    low, high = sorted(float(XYZ[1] @ _linear(each)) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("colours", [LIGHT[:4], DARK[:4]], ids=["light", "dark"])
def test_the_first_colours_differ_for_all_eyes(colours: tuple[str, ...], seen: str) -> None:
    """Four series can be told apart by colour alone, with two kinds of cones as well as with three."""
    labs = [_lab(SEEN[seen] @ _linear(colour)) for colour in colours]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(labs, 2)) > 15


@pytest.mark.parametrize(
    ("colours", "ground"), [(LIGHT, "#ffffff"), (DARK, "#15181c")], ids=["light", "dark"]
)
def test_colours_stand_out_from_their_ground(colours: tuple[str, ...], ground: str) -> None:
    """Every colour has the contrast of 4.5 to 1 that text needs (WCAG 2.2, 1.4.3)."""
    assert min(_contrast(colour, ground) for colour in colours) > 4.5
