"""A participant's statement of a month: what was paid, why, what it stands at, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from compplan.engine.estimating.estimate import Estimate
from compplan.engine.explaining.explain import Explanation
from compplan.engine.results.table import number_text
from compplan.grammar import decimal_text
from compplan.months import month_text, parse_month
from compplan.plan.model import Measure, Plan
from compplan.report.explanation_text import steps_of
from compplan.report.statements.blocks import Block, Bullets, Heading, Sheet, Sign, Steps, Title, Words, cells
from compplan.report.statements.card import card_blocks
from compplan.report.statements.who import Records, Row
from compplan.report.tables_text import exact_share, grouped, money, share

_WORDS = (
    "Base: your target incentive of the months, times the weight of the measure. Attainment: what was "
    "reached, as a share of the target. Payout rate: the part of the base that the plan pays at this "
    "attainment. A number that ends in ... goes on; nothing is rounded but where it says so."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told to one participant: the plan, how the payment came about, perhaps what comes next."""

    plan: Plan
    explanation: Explanation
    estimate: Estimate | None = None


def statement(told: Told, records: Records) -> Sheet:
    """Write a participant's statement as a sheet; no customer is named in it."""
    who = told.explanation.participant
    return [
        *_head(told, records),
        *_lines(told, records),
        *_why(told, records),
        *card_blocks(told.plan, records, who),
        *_actions(told.plan, records.actions.get(who, [])),
        *_awards(told.plan, records.recognition.get(who, [])),
        *_next(told),
        Heading("Acknowledgement"),
        Words(
            "I have read this statement. Whoever finds it wrong says so to the manager before the next one."
        ),
        Sign(("Name", "Date and signature")),
    ]


def _head(told: Told, records: Records) -> Iterator[Block]:
    found, plan = told.explanation, told.plan
    facts = dict(zip(records.people.names, records.people.of(found.participant), strict=True))
    named = f"{facts['name']} ({found.participant})" if facts.get("name") else found.participant
    parts = [facts[name].replace("_", " ") for name in ("role", "region", "team") if facts.get(name)]
    said = ", ".join(dict.fromkeys(parts))  # a team is often named after its region
    yield Title(f"Statement for {named}, {found.month}", f"{plan.title}; {said}")
    paid, exponent = found.payment.value, found.exponent
    so_far = sum(
        _minor(row["amount"]) for row in _this_year(told, records.payments.get(found.participant, []))
    )
    yield Words(f"Paid for {found.month}: {_money(paid, exponent)} {found.currency}", large=True)
    if (out := found.converted) is not None:
        rate = f"{decimal_text(out.rate)}, the rate of {out.day}"
        yield Words(f"Paid out: {out.paid_text} {out.currency.code}, at {rate}.")
    yield Words(f"Plan year to date: {money(so_far, exponent)} {found.currency}.")


def _lines(told: Told, records: Records) -> Iterator[Block]:
    """Tabulate what was paid line by line, this month and in the plan year so far."""
    found = told.explanation
    rows = list(_this_year(told, records.lines.get(found.participant, [])))
    names = list(dict.fromkeys(row["component"] for row in rows))
    table = []
    for name in names:
        own = [row for row in rows if row["component"] == name]
        now = [row for row in own if row["month"] == found.month]
        last = now[-1] if now else {}
        amounts = (sum(_minor(row["paid"]) for row in part) for part in (now, own))
        table.append(
            (
                *(_title(told.plan, name), _percent(last.get("weight")), _percent(last.get("attainment"))),
                *(money(amount, found.exponent) for amount in amounts),
            )
        )
    totals = (sum(_minor(row["paid"]) for row in part) for part in (_of(rows, found.month), rows))
    table.append(("Payment", "", "", *(money(amount, found.exponent) for amount in totals)))
    header = ("", "Weight", "Attainment", f"Paid ({found.currency})", "Year to date")
    yield cells(header, table, total=True)


def _why(told: Told, records: Records) -> Iterator[Block]:
    """Say of each line in a sentence, then step by step, how it came about."""
    found = told.explanation
    yield Heading("How it came about")
    rows = {row["component"]: row for row in _of(records.lines.get(found.participant, []), found.month)}
    for line in found.payment.of:
        title = _title(told.plan, line.name)
        measure = {each.id: each for each in told.plan.measures}.get(line.name)
        if measure is not None and line.name in rows:
            yield Words(_sentence(title, measure, rows[line.name], found.currency, told.plan.payout_period))
        yield Steps(tuple(steps_of(line, title, found.exponent)))
    yield Words(_WORDS)


def _sentence(title: str, measure: Measure, row: Row, currency: str, period: str) -> str:
    """Say what a measure stood at and what that pays."""
    to_date = measure.accumulate == "year_to_date"
    parts = [f"{title}"]
    if measure.earns == "target_incentive" and row["weight"]:
        parts.append(f"carries {_percent(row['weight'])} of your target incentive")
    said = " ".join(parts)
    when = " so far this plan year" if to_date else ""
    if row["attainment"]:
        of = f" ({_amount(row['actual'])} of {_amount(row['target'])})" if row["target"] else ""
        said += f". You reached {_percent(row['attainment'])} of the target{when}{of}"
    elif row["actual"]:
        said += f". It stands at {_amount(row['actual'])}{when}"
    if measure.earns == "target_incentive" and row["payout_rate"]:
        said += f", which pays {_percent(row['payout_rate'])} of what is at stake"
    before = ", after what was paid before" if to_date else ""
    return f"{said}. This {period} it pays {grouped(row['paid'])} {currency}{before}."


def _actions(plan: Plan, rows: list[Row]) -> Iterator[Block]:
    """List what rules call for, in sentences."""
    if not rows:
        return
    yield Heading("Action plans")
    yield Bullets(tuple(_action(plan, row) for row in rows))


def _action(plan: Plan, row: Row) -> str:
    subject = _subject(plan, row["subject"])
    what = row["action"].replace("_", " ")
    word = "to" if row["action"] == "escalate" else "with"
    who = f" {word} {row['who'].replace('_', ' ')}" if row["who"] else ""
    due = f", due {row['due']}" if row["due"] and row["status"] not in ("closed", "ended") else ""
    head = f"{subject}: " if subject else ""
    return f"{head}{what}{who}, {row['status']}; opened {row['opened']}{due}."


def _awards(plan: Plan, rows: list[Row]) -> Iterator[Block]:
    if not rows:
        return
    yield Heading("Recognition")
    yield Bullets(
        tuple(
            f"{_title(plan, row['rule'])}: rank {row['rank']} of {row['ranked']}, "
            f"{grouped(row['award'])} {plan.currency.code}."
            for row in rows
        )
    )


def _next(told: Told) -> Iterator[Block]:
    """Say what the next step of each figure would have brought."""
    if told.estimate is None or not told.estimate.steps:
        return
    exponent, code = told.explanation.exponent, told.explanation.currency
    yield Heading("What the next step brings")
    yield Words("With each figure alone at its next step, all else as it was, the payment would have been:")
    rows = [
        (
            step.title or step.name,
            _figure(step.kind, step.value),
            money(step.more, exponent, signed=True),
            money(step.payment, exponent),
        )
        for step in told.estimate.steps
    ]
    yield cells(("", "At", f"Change ({code})", f"Payment ({code})"), rows)


def _figure(kind: str, value: Fraction) -> str:
    return grouped(decimal_text(value, places=2)) if kind == "actual" else exact_share(value)


def _this_year(told: Told, rows: list[Row]) -> Iterator[Row]:
    """Give the rows of the payment's plan year up to its month."""
    month = parse_month(told.explanation.month) or 0
    start = told.plan.starts + (month - told.plan.starts) // 12 * 12
    return (row for row in rows if month_text(start) <= row["month"] <= told.explanation.month)


def _of(rows: list[Row], month: str) -> list[Row]:
    return [row for row in rows if row["month"] == month]


def _title(plan: Plan, name: str) -> str:
    """Give the title of a measure or rule; of another line its name in words."""
    titles = {each.id: each.title for each in (*plan.measures, *plan.rules)}
    return titles.get(name) or name.replace("_", " ").capitalize()


def _subject(plan: Plan, name: str) -> str:
    titles = {each.id: each.title for card in plan.report_cards for each in card.behaviours}
    return titles.get(name) or (_title(plan, name) if name else "")


def _money(value: Fraction, exponent: int) -> str:
    return money(int(value * 10**exponent), exponent)


def _minor(text: str) -> int:
    return int(text.replace(".", ""))


def _percent(text: str | None) -> str:
    return share(float(text)) if text else ""


def _amount(text: str) -> str:
    value = float(text)
    return grouped(number_text(value)) if abs(value) < 1000 else f"{value:,.0f}"
