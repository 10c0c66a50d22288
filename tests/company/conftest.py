"""Fixtures: the bundled data, and its quotas by month."""

from __future__ import annotations

import csv
import datetime as dt
from fractions import Fraction

import pytest

from tests.company.tables import PLANS, Company, Row, Segment, YearMonth, quota_months


@pytest.fixture(scope="session")
def company() -> Company:
    """Read the tables."""
    tables: dict[str, list[Row]] = {}
    for name in (
        "participants",
        "accounts",
        "quotas",
        "sales",
        "ratings",
        "events",
        "milestones",
        "coaching",
    ):
        with (PLANS / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    made = Company(tables)
    for row in tables["participants"]:
        end = dt.date.fromisoformat(row["end_date"]) if row["end_date"] else dt.date.max
        segment = Segment(dt.date.fromisoformat(row["start_date"]), end, row)
        made.segments.setdefault(row["participant_id"], []).append(segment)
    return made


@pytest.fixture(scope="session")
def quota(company: Company) -> dict[tuple[str, YearMonth], Fraction]:
    """Spread every quota over its months."""
    spread: dict[tuple[str, YearMonth], Fraction] = {}
    for row in company.tables["quotas"]:
        inside = quota_months(row["period"])
        for month in inside:
            assert (row["participant_id"], month) not in spread, row
            spread[row["participant_id"], month] = Fraction(row["quota"]) / len(inside)
    return spread
