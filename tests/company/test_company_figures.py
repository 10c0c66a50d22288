"""The invented company looks like a real one: attainment, ratings and noise are of the usual size."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise, product

import pytest

from tests.company.tables import Company, YearMonth

MONTHS = list(product((2027, 2028, 2029), range(1, 13)))
FAVOURABLE = ("good", "excellent")


@pytest.fixture(scope="module")
def attainment(company: Company, quota: dict[tuple[str, YearMonth], Fraction]) -> list[float]:
    """Give the attainment of each participant and year, quotas by calendar days."""
    sold: dict[tuple[str, YearMonth], Fraction] = defaultdict(Fraction)
    for row in company.tables["sales"]:
        sold[row["participant_id"], (int(row["date"][:4]), int(row["date"][5:7]))] += Fraction(row["amount"])
    sums: dict[tuple[str, int], list[Fraction]] = defaultdict(lambda: [Fraction(), Fraction()])
    for who, month in product(company.segments, MONTHS):
        if share := company.share(who, month):
            sums[who, month[0]][0] += sold[who, month]
            sums[who, month[0]][1] += quota[who, month] * share
    return [float(actual / target) for actual, target in sums.values()]


def test_attainment_centres_on_the_quota_and_spreads(attainment: list[float]) -> None:
    """The median is near 1, the standard deviation a fifth to a quarter."""
    assert 0.95 <= statistics.median(attainment) <= 1.05
    assert 0.2 <= statistics.stdev(attainment) <= 0.25


def test_over_half_reach_the_quota_and_a_tenth_a_quarter_more(attainment: list[float]) -> None:
    """55 to 65 % reach 100 %; 7 to 13 % reach 125 %."""
    assert 0.55 <= statistics.fmean(one >= 1 for one in attainment) <= 0.65
    assert 0.07 <= statistics.fmean(one >= 1.25 for one in attainment) <= 0.13


def test_years_end_bunched_just_above_the_quota(attainment: list[float]) -> None:
    """Many more years end in the five points above the quota than in the five below."""
    below = sum(0.95 <= one < 1 for one in attainment)
    assert sum(1 <= one < 1.05 for one in attainment) >= 2 * below


def test_favourable_shares_start_low_and_drift_up(company: Company) -> None:
    """From 60 to 65 % in the autumn of 2026 the share rises each year, by less than four points."""
    by_year: dict[str, list[bool]] = defaultdict(list)
    for row in company.tables["ratings"]:
        by_year[row["month"][:4]].append(row["rating"] in FAVOURABLE)
    shares = [statistics.fmean(by_year[year]) for year in ("2026", "2027", "2028", "2029")]
    assert 0.60 <= shares[0] <= 0.65
    assert all(0 < two - one < 0.04 for one, two in pairwise(shares))


@pytest.mark.parametrize(
    "behaviour",
    ["listening", "empathising", "following_up", "consulting", "keeping_promises", "sharing_knowledge"],
)
def test_one_rating_says_little_about_a_person(company: Company, behaviour: str) -> None:
    """The intra-class correlation between participants is 0.04 to 0.1."""
    rows = [row for row in company.tables["ratings"] if row["behaviour"] == behaviour]
    groups: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        groups[row["participant_id"]].append(row["rating"] in FAVOURABLE)
    assert 0.04 <= _intra_class_correlation(list(groups.values())) <= 0.1


def test_responses_are_mostly_three_to_eight_and_sometimes_none(company: Company) -> None:
    """A participant, month and behaviour has 3 to 8 responses in over four of five cases."""
    counts = Counter((r["participant_id"], r["month"], r["behaviour"]) for r in company.tables["ratings"])
    behaviours = sorted({row["behaviour"] for row in company.tables["ratings"]})
    there = [
        (who, f"{m[0]}-{m[1]:02d}") for who, m in product(company.segments, MONTHS) if company.share(who, m)
    ]
    found = [counts[who, month, behaviour] for (who, month), behaviour in product(there, behaviours)]
    assert max(found) <= 8
    assert statistics.fmean(count >= 3 for count in found) > 0.8
    assert 0.02 < statistics.fmean(count == 0 for count in found) < 0.1


def test_comments_come_more_with_bad_ratings(company: Company) -> None:
    """About 40 % of the ratings have a comment, poor ones twice as often as good ones."""
    written: dict[str, list[bool]] = {"poor": [], "good": [], "all": []}
    for row in company.tables["ratings"]:
        for key in {"all", row["rating"]} & written.keys():
            written[key].append(row["comment"] != "")
    share = {key: statistics.fmean(values) for key, values in written.items()}
    assert 0.37 <= share["all"] <= 0.45
    assert share["poor"] > 2 * share["good"]


def _intra_class_correlation(groups: list[list[int]]) -> float:
    total, means = sum(map(len, groups)), [statistics.fmean(group) for group in groups]
    grand = sum(map(sum, groups)) / total
    between = sum(len(g) * (m - grand) ** 2 for g, m in zip(groups, means, strict=True)) / (len(groups) - 1)
    within = sum((x - m) ** 2 for g, m in zip(groups, means, strict=True) for x in g) / (total - len(groups))
    size = (total - sum(len(group) ** 2 for group in groups) / total) / (len(groups) - 1)
    return (between - within) / (between + (size - 1) * within)
