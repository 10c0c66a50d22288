"""The invented company: made anew it is the same, and its tables agree with each other."""

from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import pytest

from compplan.plan.load import load_plan
from tests.company.tables import PLANS, SELLERS, Company, YearMonth

MONTHS = list(product((2027, 2028, 2029), range(1, 13)))
MANAGERS = frozenset({"sales_manager"})
LIMIT = 3_000_000


def test_making_it_anew_gives_the_same_bytes(tmp_path: Path) -> None:
    """The script writes every table of the data folder, byte for byte, into another folder."""
    subprocess.run([sys.executable, PLANS / "make_data.py", tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in (PLANS / "data").glob("*.csv")}


def test_the_data_stays_small() -> None:
    """The data is small enough to ship."""
    assert sum(path.stat().st_size for path in (PLANS / "data").iterdir()) < LIMIT


@pytest.mark.parametrize("name", ["gradual", "immediate", "status-quo"])
def test_a_variant_differs_from_the_bold_plan_in_its_weights_alone(name: str) -> None:
    """What a comparison of the variants shows is of weights; the status quo has no rules and no reason."""
    bold, variant = (load_plan(PLANS / f"{one}.yaml") for one in ("bold", name))
    fields = [field.name for field in dataclasses.fields(bold) if field.compare]
    differing = {field for field in fields if getattr(bold, field) != getattr(variant, field)}
    own = {"rules", "description"} if name == "status-quo" else set()
    assert differing == {"id", "title", "weights"} | own
    assert variant.weights.before == bold.weights.before


def test_there_are_forty_participants_in_ascending_order(company: Company) -> None:
    """Participants are P001 to P040, sorted by id and start."""
    rows = [(row["participant_id"], row["start_date"]) for row in company.tables["participants"]]
    assert rows == sorted(rows)
    assert list(company.segments) == [f"P{number:03d}" for number in range(1, 41)]


def test_segments_do_not_overlap(company: Company) -> None:
    """Each segment of a participant ends before the next begins."""
    for parts in company.segments.values():
        assert all(part.start < part.end for part in parts)
        assert all(one.end <= two.start for one, two in pairwise(parts))


def test_everybody_but_the_director_reports_to_somebody_in_office(company: Company) -> None:
    """On each day from 2027 on, the manager of a participant has a segment that leads."""
    for parts in company.segments.values():
        for part in (part for part in parts if part.row["role"] != "sales_director"):
            first, last = max(part.start, dt.date(2027, 1, 1)), min(part.end, dt.date(2030, 1, 1))
            for shift in range((last - first).days):
                led_by = company.segment_on(part.row["manager_id"], first + dt.timedelta(days=shift))
                assert led_by is not None, (part.row, shift)
                assert led_by.row["role"] in ("sales_manager", "sales_director")


def test_sales_fall_into_segments_and_the_plan_years(company: Company) -> None:
    """No sale is dated before the plan, after it, or when its seller was away."""
    for row in company.tables["sales"]:
        assert "2027-01-01" <= row["date"] <= "2029-12-31"
        assert company.segment_on(row["participant_id"], dt.date.fromisoformat(row["date"])), row


def test_ratings_fall_into_segments(company: Company) -> None:
    """Nobody is rated in a month in which he was not there."""
    roles = SELLERS | {"customer_success_manager"}
    for who, month in {(row["participant_id"], row["month"]) for row in company.tables["ratings"]}:
        assert "2026-08" <= month <= "2029-12"
        assert company.share(who, (int(month[:4]), int(month[5:])), roles), (who, month)


@pytest.mark.parametrize("roles", [SELLERS, MANAGERS], ids=["sellers", "managers"])
def test_everybody_covered_has_a_quota_in_every_month(
    company: Company, quota: dict[tuple[str, YearMonth], Fraction], roles: frozenset[str]
) -> None:
    """A positive quota stands for each month with at least one day in the roles of a plan."""
    covered = [(who, m) for who in company.segments for m in MONTHS if company.share(who, m, roles)]
    assert covered
    assert [one for one in covered if quota.get(one, 0) <= 0] == []


def test_ids_are_unique_and_refer_to_something(company: Company) -> None:
    """Transactions and accounts are unique; sales and ratings name accounts that exist."""
    accounts = [row["account_id"] for row in company.tables["accounts"]]
    transactions = [row["transaction_id"] for row in company.tables["sales"]]
    assert len(set(accounts)) == len(accounts)
    assert len(set(transactions)) == len(transactions)
    assert {row["account_id"] for row in company.tables["sales"]} <= set(accounts)
    assert {row["customer_id"] for row in company.tables["ratings"]} <= set(accounts)


def test_a_contact_answers_on_a_behaviour_once_a_month(company: Company) -> None:
    """No rating is there twice."""
    columns = ("participant_id", "month", "behaviour", "contact_id")
    answers = [tuple(row[name] for name in columns) for row in company.tables["ratings"]]
    assert len(set(answers)) == len(answers)


def test_the_readme_counts_right(company: Company) -> None:
    """The row counts in the README are those of the tables."""
    readme = (PLANS / "data" / "README.md").read_text("utf-8")
    for name, rows in company.tables.items():
        assert f"| {name} | {len(rows):,} |" in readme


def test_p007_is_ordinary(company: Company) -> None:
    """P007 is one account executive from before the plan to its end, on monthly quotas."""
    (only,) = company.segments["P007"]
    periods = [row["period"] for row in company.tables["quotas"] if row["participant_id"] == "P007"]
    assert (only.row["role"], only.end) == ("account_executive", dt.date.max)
    assert only.start < dt.date(2026, 8, 1)
    assert periods == [f"{year}-{month:02d}" for year, month in MONTHS]
