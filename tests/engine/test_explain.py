"""An explanation can be computed again by whoever reads it, down to the rows of the files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Any

import pytest

import compplan as cp
from compplan.report.explanation_json import explanation_document
from tests.engine.recalculate import Document, nodes, recalculate
from tests.engine.small import panel, rows_of, run
from tests.oracle.generate import generate
from tests.oracle.small_case import monthly, sales

PLANS = cp.bundled("plans")
NAMES = ("bold", "gradual", "immediate", "status-quo", "managers")
EVERY = 47
"""Of the bundled company's payments, so many apart are explained, all participants and months in turn."""
Row = dict[str, str]


@pytest.fixture(scope="module")
def results() -> dict[str, cp.Result]:
    """Run every bundled plan."""
    data = cp.load_data(PLANS / "data")
    return {name: cp.load_plan(PLANS / f"{name}.yaml").run(data) for name in NAMES}


@pytest.fixture(scope="module")
def files() -> dict[str, dict[int, Row]]:
    """Read the bundled tables as rows by their line, as a spreadsheet counts records."""
    return {file.name: dict(enumerate(_rows(file), 2)) for file in (PLANS / "data").glob("*.csv")}


def _rows(file: Any) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def explained(result: cp.Result, every: int) -> Iterator[tuple[dict[str, Any], Document]]:
    """Explain some payments of a run; give each with its explanation as read back from JSON."""
    for payment in rows_of(result.payments)[::every]:
        explanation = cp.explain(result, payment["participant_id"], payment["month"])
        yield payment, json.loads(json.dumps(explanation_document(explanation)))


def check(payment: dict[str, Any], document: Document) -> None:
    """Compute an explanation again, and compare every node, the lines and the total."""
    wrong: list[str] = []
    total = recalculate(document["payment"], wrong)
    assert wrong == []
    assert total * 10 ** document["decimals"] == payment["amount"]
    assert document["payment"]["operation"] == "sum"


@pytest.mark.parametrize("name", NAMES)
def test_explanations_of_the_bundled_company_compute_again(name: str, results: dict[str, cp.Result]) -> None:
    """Each node of an explanation is its operation on the nodes below, and the total is the payment."""
    every = 3 if name == "managers" else EVERY
    made = list(explained(results[name], every))
    for payment, document in made:
        check(payment, document)
    assert len(made) >= 20


@pytest.mark.parametrize("seed", range(40))
def test_explanations_of_random_cases_compute_again(seed: int) -> None:
    """Whatever the plan's words, explanations compute again exactly."""
    text, tables = generate(seed, participants=3)
    result = cp.run(cp.parse_plan(text), panel(tables))
    for payment, document in explained(result, 1 + len(result.payments) // 6):
        check(payment, document)


def test_random_cases_use_every_operation() -> None:
    """Between them the random cases explain with every operation that there is, but for two of rare gates."""
    used: set[str] = set()
    for seed in range(40):
        text, tables = generate(seed, participants=2)
        result = cp.run(cp.parse_plan(text), panel(tables))
        documents = (document for _, document in explained(result, 1 + len(result.payments) // 3))
        used |= {node["operation"] for document in documents for node in nodes(document["payment"])}
    operations = (
        "given sum difference product quotient least greatest round if_reached if_above if_at_most if_below "
        "band band_to part interpolate"
    )
    assert used | {"if_above", "if_below"} == set(operations.split())


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_those_of_the_run(name: str, results: dict[str, cp.Result]) -> None:
    """Below the payment stand the lines of the run, each with what it paid."""
    lines = {
        (r["participant_id"], r["month"], r["component"]): r["paid"] for r in rows_of(results[name].lines)
    }
    for payment, document in explained(results[name], EVERY):
        key = payment["participant_id"], payment["month"]
        for part in document["payment"]["of"]:
            assert Fraction(part["value"]) * 100 == lines[(*key, part["name"])]


def test_sales_and_quotas_name_their_rows(
    results: dict[str, cp.Result], files: dict[str, dict[int, Row]]
) -> None:
    """A given amount stands in the row that it names: the same amount, of that participant or his people."""
    seen: set[str] = set()
    for name in ("bold", "managers"):
        for payment, document in explained(results[name], 60):
            for leaf in _leaves(document["payment"], ("sales.csv", "quotas.csv", "participants.csv")):
                row = files[leaf["place"]["file"].rpartition("/")[2]][leaf["place"]["row"]]
                field = {"sales.csv": "amount", "quotas.csv": "quota"}.get(_file(leaf), "target_incentive")
                assert Fraction(row[field]) == Fraction(leaf["value"])
                own = row["participant_id"] == payment["participant_id"]
                assert own != (name == "managers" and _file(leaf) == "sales.csv")
                assert leaf["name"] in (f"row {leaf['place']['row']}", "quota", "yearly")
                seen.add(_file(leaf))
    assert seen == {"sales.csv", "quotas.csv", "participants.csv"}


def _leaves(top: Document, names: tuple[str, ...]) -> list[Document]:
    given = (node for node in nodes(top) if node["operation"] == "given" and node["place"])
    return [node for node in given if _file(node) in names]


def _file(node: Document) -> str:
    name: str = node["place"]["file"]
    return name.rpartition("/")[2]


def test_the_rows_of_a_month_are_all_there(
    results: dict[str, cp.Result], files: dict[str, dict[int, Row]]
) -> None:
    """The actual of P007 to date in 2027-03 names every sale of the quarter, once."""
    document = explanation_document(cp.explain(results["bold"], "P007", "2027-03"))
    actual = next(node for node in nodes(document["payment"]) if node["name"] == "actual")
    named = [leaf["place"]["row"] for leaf in _leaves(actual, ("sales.csv",))]
    wanted = [
        number
        for number, row in files["sales.csv"].items()
        if row["participant_id"] == "P007" and "2027-01" <= row["date"][:7] <= "2027-03"
    ]
    assert sorted(named) == wanted


def test_responses_name_their_ratings(
    results: dict[str, cp.Result], files: dict[str, dict[int, Row]]
) -> None:
    """Responses list rows of ratings of that participant and one behaviour, as many as they count."""
    behaviours = set(chain.from_iterable(r["behaviour"].split() for r in files["ratings.csv"].values()))
    counted = 0
    for payment, document in explained(results["bold"], 60):
        for node in nodes(document["payment"]):
            if node["name"] not in behaviours:
                continue
            responses = next(part for part in nodes(node) if part["name"] == "responses")
            favourable = next(part for part in nodes(node) if part["name"] == "favourable responses")
            rows = [files["ratings.csv"][number] for number in responses["rows"]]
            good = [row for row in rows if row["rating"] in ("good", "excellent")]
            whose = {(row["participant_id"], row["behaviour"]) for row in rows}
            assert whose == {(payment["participant_id"], node["name"])}
            assert [len(rows), len(good)] == [
                int(responses["value"].partition(".")[0]),
                int(Fraction(favourable["value"])),
            ]
            counted += 1
    assert counted > 50


def test_words_of_the_plan_name_their_line(results: dict[str, cp.Result]) -> None:
    """Curve, rounding and weights say where in the plan file they stand."""
    lines = (PLANS / "bold.yaml").read_text(encoding="utf-8").splitlines()
    document = explanation_document(cp.explain(results["bold"], "P007", "2027-03"))
    placed = {n["name"]: n["place"] for n in nodes(document["payment"]) if n["place"]}
    for name, word in (("payout rate", "curve:"), ("rounded", "rounding:"), ("measure weight", "weights:")):
        assert placed[name]["file"].endswith("bold.yaml")
        assert word in lines[placed[name]["line"] - 1]


def test_an_overpaid_line_explains_why_it_pays_nothing() -> None:
    """What is left is below nothing, and the greater of the two is paid."""
    words = {"accumulate": "year_to_date", "balance": "carry"}
    result = run(measure=words, sales=sales("1000", "-400"), quotas=monthly(2))
    (line,) = cp.explain(result, "P1", "2027-02").payment.of
    left, nothing = line.of
    assert line.operation == "greatest"
    assert [line.value, left.value, nothing.value] == [0, -400, 0]
    assert [part.value for part in left.of] == [600, 1000, 0]
