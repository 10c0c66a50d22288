"""What a run gives: payments, lines, report cards, open balances and what to know about them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from compplan.engine.act import no_report_card, report_card_columns
from compplan.engine.rating.comments import comment_columns, no_comments
from compplan.engine.rating.surveys import cards_paid_on, no_surveys, survey_columns
from compplan.engine.results.acting import (
    action_columns,
    no_actions,
    no_recognition,
    recognition_columns,
)
from compplan.engine.results.columns import listed, table_of
from compplan.engine.results.conversions import Converted, conversions_table
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.items import item_columns, open_columns
from compplan.engine.results.lines import award_line_columns, line_columns
from compplan.engine.results.payments import balance_columns, joined, payment_columns
from compplan.engine.results.table import ResultTable


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a run of one or more plans on one panel.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
    >>> result
    Result(relationship-building-bold: 84 payments, 2027-01 to 2027-03)
    >>> result.uncovered
    ResultTable('uncovered', 21 rows: participant_id, month, role)
    """

    plans: tuple[PlanResult, ...]
    uncovered: ResultTable
    """Participant-months that no plan covers: participant_id, month, role."""
    notes: tuple[str, ...]
    converted: tuple[Converted, ...] = ()

    @property
    def payments(self) -> ResultTable:
        """List the payments: participant_id, month, currency, amount, by participant and month.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> next(result.payments.rows())
        {'participant_id': 'P001', 'month': '2027-01', 'currency': 'USD', 'amount': '4013.73'}
        """
        parts, money = [payment_columns(plan) for plan in self.plans], {"amount": _exponent(self.plans)}
        table = table_of("payments", parts, ("participant_id", "month"), money)
        return joined(table) if len(parts) > 1 else table

    @property
    def lines(self) -> ResultTable:
        """List the lines: one component, payout period and participant each.

        ``brought_in`` and ``paid`` are money, in minor units; ``earned`` is what was earned before rounding,
        in units of the currency, as a float that is shown and not paid. Shares and rates are 1 at 100 %;
        actual, target and attainment are nan where a component has none.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> row = next(result.lines.rows())
        >>> row["component"], row["attainment"], row["earned"], row["paid"]
        ('product_revenue', '0.8993244928', '3357.478106', '3357.48')
        """
        parts = [listed(plan, columns) for plan in self.plans for columns in _lines(plan)]
        exponent = _exponent(self.plans)
        money = {"brought_in": exponent, "paid": exponent}
        return table_of("lines", parts, ("participant_id", "month"), money)

    @property
    def report_card(self) -> ResultTable:
        """List the report cards: responses, shares and attainment by participant, month and behaviour.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> row = next(result.report_card.rows())
        >>> row["behaviour"], row["responses"], row["favourable_share"], row["status"]
        ('listening', '5', '0.8', 'counted')
        """
        parts = [
            listed(plan, columns)
            for plan in self.plans
            for part in plan.components
            for columns in report_card_columns(plan.compiled, part.component)
        ]
        return table_of("report_card", parts or [no_report_card()], ("participant_id", "month"), {})

    @property
    def actions(self) -> ResultTable:
        """List what rules call for: a row for each month in which an action is opened, open or at its end.

        ``subject`` is the behaviour, measure or milestone, None for a participant as a whole. ``status`` is
        opened, carried, overdue, escalated, changed, closed or ended; ``row`` the row of the table, from 1,
        that counts in this month.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> row = next(result.actions.rows())
        >>> row["subject"], row["action"], row["who"], row["status"], row["due"]
        ('consulting', 'action_plan', 'manager', 'opened', '2027-05-01')
        """
        parts = [
            listed(plan, action_columns(plan.compiled, track)) for plan in self.plans for track in plan.tracks
        ]
        order = ("participant_id", "month", "rule", "subject")
        return table_of("actions", parts or [no_actions()], order, {})

    @property
    def recognition(self) -> ResultTable:
        """List the awards: who ranked where among whom, by which score, and the amount.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-06")
        >>> *_, row = result.recognition.rows()
        >>> row["rule"], row["month"], row["rank"], row["award"]
        ('most_improved', '2027-06', '1', '1000.00')
        """
        parts = [
            listed(plan, recognition_columns(plan.compiled, awards))
            for plan in self.plans
            for awards in plan.awards
        ]
        money = {"award": _exponent(self.plans)}
        order = ("month", "rule", "among", "rank", "participant_id")
        return table_of("recognition", parts or [no_recognition()], order, money)

    @property
    def surveys(self) -> ResultTable:
        """List the surveys: of each month and participant, accounts, those that answered, and responses.

        ``accounts`` are those that the participant holds, and others that answered about him.

        ``patterns`` names what a reader should know of the answers, as information: ``one_account`` gave
        more than half of them, ten or more are ``all_equal``, or there is a ``burst`` of them.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> row = next(result.surveys.rows())
        >>> row["accounts"], row["accounts_answered"], row["responses"], row["patterns"]
        ('11', '4', '27', '')
        """
        parts = [
            survey_columns(plan.compiled, card)
            for plan in self.plans
            for card in cards_paid_on(plan.compiled.plan, plan.compiled.panel)
        ]
        return table_of("surveys", parts or [no_surveys()], ("participant_id", "month", "report_card"), {})

    @property
    def comments(self) -> ResultTable:
        """List what customers wrote about a behaviour, without who wrote it.

        ``shown`` says whether participants see it: not where fewer than ``minimum_responses.count`` answered.
        ``row`` is the row of the table of ratings.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> next(result.comments.rows())["shown"]
        'no'
        """
        parts = [
            comment_columns(plan.compiled, card)
            for plan in self.plans
            for card in cards_paid_on(plan.compiled.plan, plan.compiled.panel)
        ]
        order = ("participant_id", "month", "report_card", "behaviour", "comment")
        return table_of("comments", parts or [no_comments()], order, {})

    @property
    def balances(self) -> ResultTable:
        """List what was overpaid and is not set off, or otherwise open: participant_id, component, amount.

        What is open of items of payment bears their names: draw, draw_forgiven, hold_back, minimum.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> result.balances
        ResultTable('balances', 0 rows: participant_id, component, amount)
        """
        closing = [plan for plan in self.plans if plan.closes]
        parts = [balance_columns(plan, part) for plan in closing for part in plan.components]
        parts += [
            open_columns(plan, left) for plan in closing for left in (plan.given.open if plan.given else ())
        ]
        return table_of("balances", parts, ("participant_id",), {"amount": _exponent(self.plans)})

    @property
    def conversions(self) -> ResultTable:
        """List what payments come to in the currency of participants who have another than the plan.

        participant_id, month, amount (in the plan's currency), paid_currency, rate, rate_date, paid.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> len(result.conversions)
        0
        """
        return conversions_table(self.converted, _exponent(self.plans))

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write the run as a workbook for finance; DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> result.to_xlsx("run.xlsx")  # doctest: +SKIP
        """
        from compplan.report.files import write_file
        from compplan.report.workbook.run_book import run_book

        write_file(path, run_book(self))

    def __repr__(self) -> str:
        """Say which plans were run, on which months, and how many payments there are."""
        from compplan.engine.results.notebook import result_repr

        return result_repr(self)

    def _repr_html_(self) -> str:
        from compplan.engine.results.notebook import result_html

        return result_html(self)


def _lines(plan: PlanResult) -> Iterator[dict[str, NDArray[Any]]]:
    yield from (line_columns(plan, number) for number in range(len(plan.components)))
    yield from (award_line_columns(plan, awards) for awards in plan.awards)
    yield from (item_columns(plan, item) for item in plan.items)


def _exponent(plans: tuple[PlanResult, ...]) -> int:
    return max((plan.compiled.plan.currency.exponent for plan in plans), default=2)
