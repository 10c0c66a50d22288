"""``compplan estimate``."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from tests.cli.company import call

pytestmark = pytest.mark.usefixtures("company")

ANN = ("estimate", "mixed.yaml", "--data", "data", "--participant", "ann", "--month", "2027-03")


def test_json_has_exact_figures() -> None:
    """Lines sum to the payment, a step's change is what it says, and figures are text."""
    done = call(*ANN, "--set", "listening=75%", "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert (document["format"], document["stated"]) == ("compplan.estimate/1", {"listening": "0.75"})
    payment = Fraction(document["payment"])
    assert sum(Fraction(line["paid"]) for line in document["lines"]) == payment
    assert document["next_steps"]
    for step in document["next_steps"]:
        assert Fraction(step["payment"]) - payment == Fraction(step["more"])
        assert Fraction(step["value"]) > 0


def test_words_say_the_same_as_json() -> None:
    """The payment in the text is that of the document."""
    document = json.loads(call(*ANN, "--json").stdout)
    assert f"{float(document['payment']):,.2f}" in call(*ANN).stdout


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("lisening=75%", "did you mean 'listening'?"),
        ("listening=175%", "listening is a share of 0% to 100%, found 1.75"),
        ("listening", "is not such as revenue=120000 or listening=85%"),
    ],
)
def test_a_figure_that_cannot_be_stated_is_told(figure: str, said: str) -> None:
    """An unknown name, a share above 100 % and a missing figure each say what to write."""
    done = call(*ANN, "--set", figure)
    assert done.exit_code in (1, 2)
    assert said in done.output
