"""``compplan explain``."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import floor, prod
from pathlib import Path
from typing import Any

import pytest

from tests.cli.company import GOLDEN, call
from tests.shared import Golden

pytestmark = pytest.mark.usefixtures("company")

ANN = ("explain", "mixed.yaml", "--data", "data", "--participant", "ann", "--month", "2027-02")
BOB = ("explain", "mixed.yaml", "--data", "data", "--participant", "bob", "--month", "2027-03")


def test_a_payment_is_explained_in_words(golden: Golden) -> None:
    """The text goes from the payment to rows of data and words of the plan, with months in one line each."""
    done = call(*ANN)
    assert done.exit_code == 0
    golden(GOLDEN / "explain.txt", done.stdout)


def test_rows_lists_the_rows_of_data(golden: Golden) -> None:
    """``--rows`` names every row that counts."""
    done = call(*BOB, "--rows")
    assert done.exit_code == 0
    golden(GOLDEN / "explain-rows.txt", done.stdout)


@pytest.mark.parametrize("arguments", [ANN, BOB], ids=["ann", "bob"])
def test_json_lets_every_number_be_computed_again(arguments: tuple[str, ...]) -> None:
    """Each node's exact value follows from the nodes below it by its operation."""
    document = json.loads(call(*arguments, "--json").stdout)
    assert document["format"] == "compplan.explanation/1"
    nodes = list(_nodes(document["payment"]))
    assert len(nodes) > 30
    for node in nodes:
        assert set(node) == {"name", "value", "operation", "of", "place", "rows", "note"}
        assert Fraction(node["value"]) == _again(node), node["name"]


def test_json_values_are_exact_text() -> None:
    """A value that ends is a decimal, one that does not is a fraction."""
    document = json.loads(call(*BOB, "--json").stdout)
    values = {node["name"]: node["value"] for node in _nodes(document["payment"])}
    assert (values["payment"], values["earned 2027-03"]) == ("1284.17", "775/6")


def test_a_place_names_file_and_row() -> None:
    """A cell of the data has its file, row and column."""
    document = json.loads(call(*ANN, "--json").stdout)
    yearly = next(node for node in _nodes(document["payment"]) if node["name"] == "yearly")
    place = yearly["place"]
    assert place["file"] == str(Path("data") / "participants.csv")
    assert (place["row"], place["field"], place["line"]) == (2, "target_incentive", None)


@pytest.mark.parametrize(
    ("participant", "month", "told"),
    [
        ("dora", "2027-02", "--participant: error CP367 no plan of the run pays participant 'dora'"),
        ("ann", "2027-09", "--month: error CP367 ann has no payment in 2027-09"),
    ],
)
def test_what_was_not_paid_cannot_be_explained(participant: str, month: str, told: str) -> None:
    """An unknown person or month ends with 1 and says which there are."""
    done = call("explain", "mixed.yaml", "--data", "data", "--participant", participant, "--month", month)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(told)


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(below for part in node["of"] for below in _nodes(part))]


def _again(node: dict[str, Any]) -> Fraction:
    """Compute a node from its operands as the operations are defined, with nothing of the engine."""
    if node["operation"] == "given":
        assert not node["of"]
        return Fraction(node["value"])
    if node["operation"] == "round":
        assert node["of"][1]["note"] == "half_up"
    return OPERATIONS[node["operation"]]([Fraction(part["value"]) for part in node["of"]])


def _half_up(of: list[Fraction]) -> Fraction:
    size = floor(abs(of[0]) / of[1] + Fraction(1, 2)) * of[1]
    return size if of[0] >= 0 else -size


def _part(of: list[Fraction]) -> Fraction:
    """Measure what of a number lies between two edges, the upper of which may lack."""
    return max(min([of[0], *of[2:]]) - of[1], Fraction())


def _interpolated(of: list[Fraction]) -> Fraction:
    x, points = of[0], list(zip(of[1::2], of[2::2], strict=True))
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


OPERATIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda of: sum(of, Fraction()),
    "difference": lambda of: of[0] - sum(of[1:], Fraction()),
    "product": lambda of: prod(of, start=Fraction(1)),
    "quotient": lambda of: of[0] / of[1],
    "least": min,
    "greatest": max,
    "if_reached": lambda of: of[2] if of[0] >= of[1] else Fraction(),
    "round": _half_up,
    "part": _part,
    "interpolate": _interpolated,
}
