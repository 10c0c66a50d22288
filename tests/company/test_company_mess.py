"""Each mess that the README of the data promises is there."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from tests.company.tables import Company, YearMonth, days

MONTHS = list(product((2027, 2028, 2029), range(1, 13)))
Quotas = dict[tuple[str, YearMonth], Fraction]


@pytest.mark.parametrize(
    ("participant", "day"),
    [("P011", "2027-04-19"), ("P031", "2027-10-11"), ("P014", "2028-02-14"), ("P032", "2029-07-30")],
)
def test_hired_in_mid_month(company: Company, participant: str, day: str) -> None:
    """The first segment begins within a month of the plan."""
    assert company.segments[participant][0].start == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("participant", "day"), [("P019", "2027-09-16"), ("P027", "2027-10-15"), ("P023", "2028-11-10")]
)
def test_leaves_in_mid_month(company: Company, participant: str, day: str) -> None:
    """A segment ends within a month of the plan and none adjoins."""
    gone = dt.date.fromisoformat(day)
    assert gone in [part.end for part in company.segments[participant]]
    assert company.segment_on(participant, gone) is None


@pytest.mark.parametrize(
    ("participant", "gone", "back"),
    [("P009", "2028-03-11", "2028-09-04"), ("P027", "2027-10-15", "2029-02-05")],
)
def test_gap_between_segments(company: Company, participant: str, gone: str, back: str) -> None:
    """A leave and a second hiring leave a gap; in its whole months nothing is sold or rated."""
    first, second = company.segments[participant]
    assert (str(first.end), str(second.start)) == (gone, back)
    inside = [month for month in MONTHS if first.end < dt.date(*month, 1) and max(days(month)) < second.start]
    assert [company.sales(participant, m) + company.ratings(participant, m) for m in inside] == [[]] * len(
        inside
    )


@pytest.mark.parametrize(("participant", "day"), [("P005", "2028-05-16"), ("P008", "2029-01-01")])
def test_target_incentive_changes(company: Company, participant: str, day: str) -> None:
    """Two adjoining segments of the same role differ in target incentive."""
    first, second = company.segments[participant]
    assert str(first.end) == str(second.start) == day
    assert first.row["role"] == second.row["role"]
    assert first.row["target_incentive"] != second.row["target_incentive"]


@pytest.mark.parametrize(
    ("participant", "day", "before", "after"),
    [
        ("P016", "2027-06-14", "customer_success_manager", "account_executive"),
        ("P028", "2029-05-21", "key_account_manager", "customer_success_manager"),
        ("P021", "2028-02-01", "account_executive", "sales_operations"),
        ("P021", "2028-09-01", "sales_operations", "account_executive"),
        ("P012", "2028-10-09", "account_executive", "key_account_manager"),
        ("P003", "2028-07-01", "account_executive", "sales_manager"),
    ],
)
def test_role_changes(company: Company, participant: str, day: str, before: str, after: str) -> None:
    """The role of the day before differs from the role of the day."""
    date = dt.date.fromisoformat(day)
    parts = [company.segment_on(participant, one) for one in (date - dt.timedelta(days=1), date)]
    assert [part.row["role"] for part in parts if part] == [before, after]


def test_sold_and_rated_outside_the_roles_of_the_plan(company: Company) -> None:
    """P016 sells and is rated before the role begins, P028 is rated after it ends."""
    first = [row["date"] for row in company.tables["sales"] if row["participant_id"] == "P016"]
    assert any("2027-06-01" <= day < "2027-06-14" for day in first)
    assert company.ratings("P016", (2027, 5))
    assert not company.share("P016", (2027, 5))
    assert company.ratings("P028", (2029, 8))
    assert not company.share("P028", (2029, 8))


@pytest.mark.parametrize(
    ("participant", "day", "before", "after"),
    [
        ("P017", "2028-04-17", "P035", "P034"),
        ("P013", "2028-07-01", "P036", "P003"),
        ("P022", "2029-01-22", "P038", "P040"),
        ("P022", "2029-02-12", "P040", "P039"),
    ],
)
def test_manager_changes(company: Company, participant: str, day: str, before: str, after: str) -> None:
    """Somebody moves, and teams get another manager or for a while none but the director."""
    date = dt.date.fromisoformat(day)
    parts = [company.segment_on(participant, one) for one in (date - dt.timedelta(days=1), date)]
    assert [part.row["manager_id"] for part in parts if part] == [before, after]


def test_names_have_apostrophes_commas_and_diacritics(company: Company) -> None:
    """Names hold what file formats and templates stumble over."""
    names = {row["name"] for row in company.tables["participants"]}
    assert {"Siobhán O'Rourke", "Harold Pike, Jr.", "Nguyễn Thị Hạnh"} <= names


def test_quotas_come_by_month_quarter_and_year(company: Company) -> None:
    """P007 has months, P030 years, P013 quarters, P008 both, and some thirds of a quarter never end."""
    rows = company.tables["quotas"]
    lengths = {
        who: {len(r["period"]) for r in rows if r["participant_id"] == who} for who in company.segments
    }
    kinds = {"P007": {7}, "P030": {4}, "P013": {7}, "P008": {7}}
    assert {who: lengths[who] for who in kinds} == kinds
    by_quarter = {row["participant_id"] for row in rows if "Q" in row["period"]}
    assert {"P013", "P008", "P034"} <= by_quarter
    assert "2028-01" in [row["period"] for row in rows if row["participant_id"] == "P008"]
    assert any(
        int(row["quota"]) % 3 for row in rows if "Q" in row["period"] and row["participant_id"] < "P034"
    )


def test_two_managers_share_a_quarter(company: Company) -> None:
    """The quarter in which the harbour team changes hands has a quota for each manager."""
    quarter = {row["participant_id"] for row in company.tables["quotas"] if row["period"] == "2029-Q1"}
    assert {"P038", "P039"} <= quarter


@pytest.mark.parametrize(
    ("participant", "month"),
    [("P013", (2027, 7)), ("P024", (2028, 7)), ("P029", (2029, 8)), ("P033", (2027, 4))],
)
def test_month_without_a_sale(company: Company, participant: str, month: YearMonth) -> None:
    """Somebody who is there sells nothing."""
    assert company.share(participant, month) == 1
    assert company.sales(participant, month) == []


def test_returns(company: Company) -> None:
    """One to four of a hundred rows are negative."""
    amounts = [Decimal(row["amount"]) for row in company.tables["sales"]]
    assert 0.01 < sum(amount < 0 for amount in amounts) / len(amounts) < 0.04


def test_a_sale_and_its_return_cancel(company: Company) -> None:
    """P026's month has rows and sums to nothing."""
    amounts = company.sales("P026", (2028, 8))
    assert len(amounts) == 2
    assert sum(amounts) == 0


@pytest.mark.parametrize(
    ("participant", "month"), [("P018", (2029, 1)), ("P019", (2027, 9)), ("P022", (2027, 12))]
)
def test_month_below_zero(company: Company, participant: str, month: YearMonth) -> None:
    """A return outweighs the month: a year begins below zero, two last months end overpaid."""
    assert sum(company.sales(participant, month)) < -10_000


@pytest.mark.parametrize(
    ("participant", "through", "share"),
    [("P010", (2027, 12), Fraction(1)), ("P025", (2028, 1), Fraction(1, 2))],
)
def test_year_to_date_ends_exactly_on_an_edge(
    company: Company, quota: Quotas, participant: str, through: YearMonth, share: Fraction
) -> None:
    """Attainment is exactly 100 %, and exactly the threshold."""
    so_far = [(through[0], month) for month in range(1, through[1] + 1)]
    sold = sum((Fraction(amount) for m in so_far for amount in company.sales(participant, m)), Fraction())
    assert sold == share * sum(quota[participant, month] for month in so_far)


def test_a_manager_sells(company: Company) -> None:
    """P035 has sales that are not those of his team."""
    assert sum(row["participant_id"] == "P035" for row in company.tables["sales"]) == 12


def test_nobody_was_asked_in_a_month(company: Company) -> None:
    """December 2028 is the one month without any rating."""
    found = {row["month"] for row in company.tables["ratings"]}
    assert [month for month in MONTHS if f"{month[0]}-{month[1]:02d}" not in found] == [(2028, 12)]


def test_pooling_matters_for_p033(company: Company) -> None:
    """Five responses in a month hardly ever come, in six months often, and not always."""
    alone, pooled = [], []
    index = [(2026, month) for month in range(8, 13)] + MONTHS
    found = [_count(company, "P033", month, "listening") for month in index]
    for at in range(5, len(index)):
        alone.append(found[at] >= 5)
        pooled.append(sum(found[at - 5 : at + 1]) >= 5)
    assert sum(alone) <= 1
    assert len(pooled) / 5 < sum(pooled) < len(pooled) * 4 / 5


def test_a_behaviour_without_any_rating(company: Company) -> None:
    """Nobody says anything on P033's sharing of knowledge before October 2028."""
    mine = [row for row in company.tables["ratings"] if row["participant_id"] == "P033"]
    assert min(row["month"] for row in mine if row["behaviour"] == "sharing_knowledge") == "2028-10"


def test_some_accounts_never_answer(company: Company) -> None:
    """Sixty-one accounts have no rating."""
    rated = {row["customer_id"] for row in company.tables["ratings"]}
    assert sum(row["account_id"] not in rated for row in company.tables["accounts"]) == 61


@pytest.mark.parametrize(
    ("participant", "month", "part"),
    [
        ("P007", (2027, 3), '"What would you do, if it were your plant?", and waited.\nNobody'),
        ("P015", (2027, 11), "(2 pcs)\n\nPlease, please"),
        ("P002", (2027, 2), '=HYPERLINK("https://example.com/refund","Click'),
        ("P013", (2027, 5), "+1 from"),
        ("P020", (2027, 8), "-- no comment --"),
        ("P029", (2028, 3), "@service"),
        ("P010", (2028, 6), '<script>alert("hello")</script>'),
        ("P028", (2028, 9), "תודה על הייעוץ (pH 7.2)"),
        ("P001", (2028, 4), "👩🏽‍🔧👨‍🏭 → 💚 tre\u0300s"),
        ("P006", (2029, 2), "98,4 %; before:\t97,1 %"),
        ("P021", (2027, 6), "🐄🥛👌"),
    ],
)
def test_planted_comment(company: Company, participant: str, month: YearMonth, part: str) -> None:
    """A comment that something may stumble over stands once in its month."""
    assert len(company.comment_like(participant, month, part)) == 1


def test_a_comment_of_quote_marks_and_a_very_long_one(company: Company) -> None:
    """The shortest and the longest odd comments are there."""
    assert '"""' in company.comment_like("P024", (2027, 10), '"""')
    assert max(len(comment) for comment in company.comment_like("P012", (2029, 1), "refractometer")) > 600


@pytest.mark.parametrize(
    "script", ["ARABIC", "CJK", "CYRILLIC", "DEVANAGARI", "GREEK", "HANGUL", "HEBREW", "HIRAGANA"]
)
def test_comments_come_in_many_scripts(company: Company, script: str) -> None:
    """Customers write in their own scripts."""
    letters = {letter for row in company.tables["ratings"] for letter in row["comment"]}
    assert any(unicodedata.name(letter, "").startswith(script) for letter in letters)


def _count(company: Company, participant: str, month: YearMonth, behaviour: str) -> int:
    return sum(row["behaviour"] == behaviour for row in company.ratings(participant, month))
