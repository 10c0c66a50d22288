"""``compplan compare``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.company import GOLDEN, PLAN, call
from tests.shared import Golden

pytestmark = pytest.mark.usefixtures("company")

COMPARE = ("compare", "revenue-only.yaml", "mixed.yaml", "--data", "data")
ASSUMED = (*COMPARE, "--assume", "relationship=90%", "--through", "2027-02")


def test_costs_gains_and_losses_are_put_side_by_side(golden: Golden) -> None:
    """The tables show cost, cost of sales, pay on ratings, distribution, gains and losses, as a replay."""
    done = call(*COMPARE)
    assert done.exit_code == 0
    golden(GOLDEN / "compare.txt", done.stdout)


def test_every_figure_on_an_assumption_is_marked(golden: Golden) -> None:
    """With ``--assume`` the figures that rest on it carry an asterisk, and no others."""
    done = call(*ASSUMED)
    assert done.exit_code == 0
    golden(GOLDEN / "compare-assumed.txt", done.stdout)


def test_a_difference_to_an_assumed_figure_is_marked_too() -> None:
    """If the first plan rests on an assumption, so does every difference to it."""
    done = call("compare", "mixed.yaml", "revenue-only.yaml", *ASSUMED[3:])
    costs = {line.split()[0]: line for line in done.stdout.splitlines() if line.startswith("  ")}
    assert "2,225.11*" not in done.stdout
    assert costs["vs"].endswith("-100.72*")


def test_files_label_every_row(company: Path) -> None:
    """``--out`` writes the tables with a column that says what a row's figures rest on."""
    done = call(*ASSUMED, "--out", "study")
    assert done.exit_code == 0
    names = {path.name for path in (company / "study").iterdir()}
    tables = {"by_month", "by_year", "distribution", "participants", "ratings_share"}
    assert names == {"compare.json", *(f"{table}.csv" for table in tables)}
    for table in tables:
        with (company / "study" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["plan"]: row["assumed"] for row in rows} == {
            "revenue-only": "",
            "mixed": "mixed: relationship 90%",
        }


def test_a_page_is_written_and_named(company: Path) -> None:
    """``--html`` writes the page, in place of an earlier one, and says so; the digests are the plans' own."""
    for start in ((), ("--as-if", "2027-01")):
        done = call(*ASSUMED, "--html", "page.html", *start)
        assert done.stdout.endswith("Written:\n  page.html\n")
        page = (company / "page.html").read_text(encoding="utf-8")
        assert "Replay, not forecast" in page
        assert json.loads(call(*ASSUMED, "--json").stdout)["plans"][0]["digest"] in page


def test_json_has_the_tables_and_what_they_are() -> None:
    """``--json`` prints one versioned document: a replay, with plans, months, assumptions and tables."""
    document = json.loads(call(*ASSUMED, "--json").stdout)
    assert document["format"] == "compplan.comparison/1"
    assert document["kind"].startswith("replay")
    assert document["assumed"] == [{"plan": "mixed", "measure": "relationship", "attainment": "0.9"}]
    assert [(plan["id"], plan["through"]) for plan in document["plans"]] == [
        ("revenue-only", "2027-02"),
        ("mixed", "2027-02"),
    ]
    costs = {
        (row["plan"], row["plan_year"]): row["payout_cost"] for row in document["tables"]["by_year"]["rows"]
    }
    assert costs["mixed", "all"] == "2325.83"


def test_as_if_shifts_the_plans() -> None:
    """``--as-if`` replays the plans from another month, leaves out what lies outside, and says how much."""
    done = call(*COMPARE, "--as-if", "2027-02")
    assert done.exit_code == 0
    assert "2027-02 to 2027-03" in done.stdout
    assert "Note: 3 rows of sales are dated outside" in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--assume", "relationship"), "'relationship' is not such as relationship=85%"),
        (("--assume", "relationship=much"), "'relationship=much' is not such as"),
        (("--assume", "a=1", "--assume", "a=2"), "a name is given twice"),
        (("--as-if", "2027-13"), "'2027-13' is not a month such as 2027-03"),
    ],
)
def test_wrong_options_end_with_2(options: tuple[str, ...], told: str) -> None:
    """An option that cannot be read is a wrong command line."""
    done = call(*COMPARE, *options)
    assert done.exit_code == 2
    assert told in done.stderr


def test_one_plan_cannot_be_compared() -> None:
    """A single plan is a wrong command line."""
    done = call("compare", "mixed.yaml", "--data", "data")
    assert done.exit_code == 2
    assert "give at least two plans" in done.stderr


def test_an_unknown_measure_cannot_be_assumed() -> None:
    """A measure that no plan has ends with 1 and says which there are."""
    done = call(*COMPARE, "--assume", "friendliness=90%")
    assert done.exit_code == 1
    assert "measures are relationship, revenue" in done.stderr


def test_plans_over_different_months_are_told_apart(company: Path) -> None:
    """Where one plan runs longer, the head says so and years that a plan does not have stay empty."""
    longer = PLAN.replace("id: mixed", "id: longer").replace("years: 1", "years: 2")
    longer = longer.replace(
        "    1: {revenue: 75%", "    2: {revenue: 50%, relationship: 50%}\n    1: {revenue: 75%"
    )
    (company / "longer.yaml").write_text(longer, encoding="utf-8")
    quotas = "".join(f"{who},{year},120000\n" for who in ("ann", "bob") for year in (2027, 2028))
    (company / "data" / "quotas.csv").write_text("participant_id,period,quota\n" + quotas, encoding="utf-8")
    with (company / "data" / "sales.csv").open("a", encoding="utf-8") as sales:
        sales.writelines(f"ann,{month},9000\n" for month in _DAYS)
    done = call("compare", "mixed.yaml", "longer.yaml", "--data", "data", "--as-if", "2027-01")
    assert done.exit_code == 0, done.stderr
    assert (
        "The plans run over different months, so do their totals: "
        "mixed 2027-01 to 2027-12; longer 2027-01 to 2028-01.\n"
    ) in done.stdout
    cost = next(line for line in done.stdout.splitlines() if line.startswith("  mixed"))
    assert cost.split()[2] == "-"


_DAYS = [*(f"2027-{month:02d}-15" for month in range(4, 13)), "2028-01-15"]
