"""Balances, payments, accruals and amortisation, worked by hand."""

from __future__ import annotations

from compplan.ledger.capitalised import Amortised, amortisation
from compplan.ledger.difference import differences
from compplan.ledger.model import Line
from compplan.ledger.periods import close
from compplan.ledger.posting import correct, post
from compplan.ledger.run import Run
from compplan.ledger.store import Store
from compplan.ledger.sums import Accrual, Balance, Payment, accruals, balances, payments
from compplan.ledger.verify import verify
from tests.ledger.company import SALES, YEAR, run

YEN = "JPY"


def by_hand(through: str, *lines: Line, currency: str = "USD") -> Run:
    """Give a run of lines that are written down."""
    months = tuple(sorted({line.month for line in lines}))

    def of(month: str) -> list[Line]:
        return [line for line in lines if line.month == month]

    return Run(currency, through, {"plan": "0" * 64}, {"engine": "by hand"}, months, of)


def test_a_posting_of_any_length_is_recorded_whole(store: Store) -> None:
    """Also one that is written in several parts."""
    lines = [Line(f"p{at % 97}", "plan", f"part_{at // 97}", "2027-01", paid=at) for at in range(100_003)]
    entry = post(store, by_hand("2027-01", *lines), by="Cy").entry
    assert (entry.lines, entry.paid) == (100_003, sum(range(100_003)))
    assert verify(store).lines == 100_003


def test_balances_are_the_sums_of_what_lines_add(store: Store) -> None:
    """Held back in one month and released in the next, advanced and recovered in part."""
    january = Line("ann", "plan", "sales", "2027-01", earned=1000, paid=700, held=300, draw=200)
    february = Line("ann", "plan", "sales", "2027-02", earned=500, paid=600, held=-100, draw=-50)
    post(store, by_hand("2027-01", january), by="Cy")
    post(store, by_hand("2027-02", january, february), by="Cy")
    assert balances(store) == [Balance("ann", "plan", "sales", "USD", 200, 150, 0)]


def test_a_balance_of_year_to_date_is_carried_and_set_off(store: Store) -> None:
    """What was overpaid at the end of a year stands in the ledger until the next year's lines set it off."""
    sales = {**SALES, ("bob", "2027-12"): -60_000}
    for month in YEAR:
        post(store, run(month, sales), by="Cy")
    (open_,) = balances(store)
    assert (open_.participant, open_.component, open_.held, open_.draw) == ("bob", "sales", 0, 0)
    assert open_.overpaid > 0
    after = sales | {("bob", f"2028-{month:02}"): 90_000 for month in (1, 2)}
    for month in ("2028-01", "2028-02"):
        post(store, run(month, after), by="Cy")
    assert balances(store) == []


def test_payments_are_of_the_month_of_posting(store: Store) -> None:
    """A correction is paid with the month that it is posted in."""
    post(store, by_hand("2027-01", Line("ann", "plan", "sales", "2027-01", paid=700)), by="Cy")
    close(store, "2027-01", by="Cy")
    late = Line("ann", "plan", "sales", "2027-01", paid=900)
    correct(store, by_hand("2027-01", late), by="Cy", reason="late")
    assert payments(store, "2027-01") == [Payment("ann", "2027-01", "USD", 700)]
    assert payments(store, "2027-02") == [Payment("ann", "2027-02", "USD", 200)]


def test_accruals_keep_the_figures_of_a_closed_month(store: Store) -> None:
    """What a run expects beyond counts in the month in which it would be posted."""
    january = Line("ann", "plan", "sales", "2027-01", earned=1000, paid=700, held=300)
    post(store, by_hand("2027-01", january), by="Cy")
    close(store, "2027-01", by="Cy")
    late = january._replace(earned=1100, paid=800)
    february = Line("ann", "plan", "sales", "2027-02", earned=50, paid=50)
    expected = differences(store, by_hand("2027-02", late, february))
    assert accruals(store, expected, "USD") == [
        Accrual("2027-01", "USD", 1000, 700, 300, 0, 0, 0),
        Accrual("2027-02", "USD", 0, 0, 0, 0, 0, 150),
    ]


def test_currencies_are_not_added(store: Store) -> None:
    """A month in two currencies has two rows."""
    post(store, by_hand("2027-01", Line("ann", "plan", "sales", "2027-01", paid=700)), by="Cy")
    yen = Run(
        YEN,
        "2027-01",
        {"other": "0" * 64},
        {},
        ("2027-01",),
        lambda _: [Line("bo", "other", "sales", "2027-01", paid=9)],
    )
    post(store, yen, by="Cy")
    assert [(each.currency, each.paid) for each in accruals(store, {}, None)] == [("JPY", 9), ("USD", 700)]


def test_a_capitalised_cost_is_amortised_in_equal_parts_that_add_up(store: Store) -> None:
    """100.00 over three months: 33.33, 33.34 and 33.33, as each sum to date is rounded."""
    post(store, by_hand("2027-01", Line("ann", "plan", "sales", "2027-01", paid=10_000)), by="Cy")
    assert amortisation(store, {"sales": 3, "other": 1}) == [
        Amortised("2027-01", "USD", 0, 10_000, 3_333, 6_667),
        Amortised("2027-02", "USD", 6_667, 0, 3_334, 3_333),
        Amortised("2027-03", "USD", 3_333, 0, 3_333, 0),
    ]


def test_a_late_correction_of_a_capitalised_cost_catches_up(store: Store) -> None:
    """Posted in March for January, two thirds are amortised at once, and a third."""
    january = Line("ann", "plan", "sales", "2027-01", paid=600)
    post(store, by_hand("2027-01", january), by="Cy")
    close(store, "2027-01", by="Cy")
    mended = by_hand("2027-01", january._replace(paid=1200))
    correct(store, mended, by="Cy", reason="late", month="2027-02")
    assert [(each.month, each.capitalised, each.amortised) for each in amortisation(store, {"sales": 3})] == [
        ("2027-01", 600, 200),
        ("2027-02", 600, 600),
        ("2027-03", 0, 400),
    ]


def test_what_was_taken_back_takes_its_amortisation_back(store: Store) -> None:
    """A cost that is corrected to nothing leaves nothing."""
    january = Line("ann", "plan", "sales", "2027-01", paid=601)
    post(store, by_hand("2027-01", january), by="Cy")
    correct(store, by_hand("2027-01", january._replace(paid=0)), by="Cy", reason="x", month="2027-02")
    found = amortisation(store, {"sales": 3})
    assert [each.closing for each in found] == [401, 0, 0]
    assert sum(each.amortised for each in found) == 0
