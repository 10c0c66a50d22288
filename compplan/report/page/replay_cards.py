"""The first screen of a replay: the same six questions, and what a replay cannot answer."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from compplan.engine.compare import TOTAL, Comparison
from compplan.engine.rating.counts import counts_of
from compplan.engine.rating.interval import interval
from compplan.grammar import percent_text
from compplan.pictures.amounts import Amount, amounts
from compplan.pictures.axes import Axis
from compplan.pictures.figures import figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.plan.model import Plan
from compplan.plan.path import boldness
from compplan.report.assumptions import resting
from compplan.report.page.model import Body, Card
from compplan.report.page.samples import span_of
from compplan.report.ratings_share import ratings_share
from compplan.report.run_text import last_month, span

_BELOW = 0.9


def replay_cards(comparison: Comparison) -> tuple[Card, ...]:
    """Answer the questions about every plan but the first, or say that a replay tells nothing of it."""
    plans = alternatives(comparison)
    cards = [_cost(comparison), _revenue(comparison), _ratings(comparison), _risk(comparison)]
    sure = tuple(Body(*_sure(comparison, plan)) for plan in plans)
    nobody = Body(
        "A replay knows none",
        "compplan simulate asks what people may do under these plans, in rival worldviews.",
    )
    others = Card("Where do the worldviews disagree?", (nobody,))
    return (*cards, Card("How sure are we?", sure), others)


def alternatives(comparison: Comparison) -> list[Plan]:
    """Give the plans at which the slider stops, the least bold first: all but the one compared with."""
    return sorted(comparison.plans[1:], key=lambda plan: boldness(plan.weights, plan.months) or 0)


def shown(comparison: Comparison) -> int:
    """Give the stop at which a page opens: the first plan after the one that is compared with."""
    return alternatives(comparison).index(comparison.plans[1])


def figures_of(comparison: Comparison, column: str) -> dict[str, dict[str, float]]:
    """Give a figure of each plan by plan year and over all."""
    found: dict[str, dict[str, float]] = {plan.id: {} for plan in comparison.plans}
    for row in comparison.by_year.rows():
        found[row["plan"]][row["plan_year"]] = float(row[column] or "nan")
    return found


def _cost(comparison: Comparison) -> Card:
    cost, changes = figures_of(comparison, "payout_cost"), figures_of(comparison, "difference")
    first, code = comparison.plans[0], comparison.plans[0].currency.code
    bodies = tuple(
        Body(
            f"{figure(changes[plan.id][TOTAL], 'money', signed=True)}",
            f"{plan.id} would have paid {figure(cost[plan.id][TOTAL], 'money')} {code}, "
            f"{first.id} {figure(cost[first.id][TOTAL], 'money')}.",
        )
        for plan in alternatives(comparison)
    )
    frames = {
        plan.id: [Amount(f"year {year}", value) for year, value in changes[plan.id].items() if year != TOTAL]
        for plan in alternatives(comparison)
    }
    look = List(f"Pay by year, next to {first.id}", Axis("money", signed=True))
    return Card("What does it cost?", bodies, amounts(look, frames, shown(comparison)))


def _revenue(comparison: Comparison) -> Card:
    shares = figures_of(comparison, "cost_of_sales")
    first = comparison.plans[0].id
    bodies = tuple(
        Body(
            "Not told by a replay",
            "Behaviour is as it was, so revenue is the same. "
            + _of_revenue(shares[plan.id][TOTAL], shares[first][TOTAL], first),
        )
        for plan in alternatives(comparison)
    )
    known = {plan.id: shares[plan.id] for plan in comparison.plans}
    if any(value != value for each in known.values() for value in each.values()):  # noqa: PLR0124  nan
        return Card("What does it do to revenue?", bodies)
    frames = {
        plan.id: [Amount(name, known[name][TOTAL], at) for name, at in ((first, 0), (plan.id, 1))]
        for plan in alternatives(comparison)
    }
    drawn = amounts(
        List("Cost of sales", Axis("share")),
        {name: _named(each) for name, each in frames.items()},
        shown(comparison),
    )
    return Card("What does it do to revenue?", bodies, drawn)


def _named(rows: list[Amount]) -> list[Amount]:
    """Give both bars labels that hold for every plan."""
    return [Amount(label, row.value, row.colour) for label, row in zip(("now", "then"), rows, strict=True)]


def _of_revenue(then: float, now: float, first: str) -> str:
    if then != then or now != now:  # noqa: PLR0124  nan
        return "There are no sales to set pay against."
    return f"Pay takes {figure(then, 'share')} of it instead of {figure(now, 'share')} under {first}."


def _ratings(comparison: Comparison) -> Card:
    hanging = {
        row["plan"]: float(row["target_share"])
        for row in ratings_share(comparison).rows()
        if row["plan_year"] == TOTAL
    }
    rows = _rated(comparison)
    shares = [row.middle for row in rows]
    rated = f"{span_of(shares, 'share')} favourable" if shares else "No ratings"
    bodies = tuple(
        Body(
            rated,
            "In the last twelve months, with 95 % intervals; the stroke is the target. "
            f"{figure(hanging[plan.id], 'share')} of the target incentive hangs on ratings under {plan.id}.",
        )
        for plan in alternatives(comparison)
    )
    look = List("Share of favourable ratings", Axis("share"))
    return Card("What do customers say?", bodies, intervals(look, {"": rows}) if rows else "")


def _rated(comparison: Comparison) -> list[Interval]:
    """Give the share of favourable ratings of each behaviour in the last twelve months, all responses."""
    found = next((r.plans[0] for r in comparison.results if r.plans[0].compiled.plan.report_cards), None)
    if found is None:
        return []
    plan = found.compiled.plan
    card = plan.report_cards[0]
    counts = counts_of(plan, card, found.compiled.panel)
    last = last_month(found) - counts.first + 1
    part = slice(max(last - 12, 0), last)
    rows = []
    for at, behaviour in enumerate(card.behaviours):
        good = int(counts.favourable.total[at, part].sum()) // counts.favourable.unit
        answers = int(counts.responses[at, part].sum())
        if answers:
            target = float(behaviour.target) if card.attains_by == "favourable_share" else None
            low, high = interval(np.array(good), np.array(answers))
            rows.append(Interval(behaviour.title, good / answers, (float(low), float(high)), None, target))
    return rows


def _risk(comparison: Comparison) -> Card:
    first = comparison.plans[0].id
    table = comparison.participants
    known = ~np.isnan(table["change"])
    people = {
        plan.id: table["change"][known & (table["plan"] == plan.id)] for plan in alternatives(comparison)
    }
    bodies, frames = [], {}
    for plan, changes in people.items():
        lost = [int((changes < end).sum()) for end in (0.0, _BELOW - 1)]
        gain = int((changes > 0).sum())
        said = f"Would have been paid below 90 % of what {first} pays; {lost[0]} lose anything, {gain} gain."
        bodies.append(Body(f"{lost[1]} of {len(changes)} participants", said))
        frames[plan] = [
            Amount("below 90 %", lost[1], 2),
            Amount("lose up to 10 %", lost[0] - lost[1], 2),
            Amount("gain", gain, 1),
        ]
    return Card(
        "Who is at risk?",
        tuple(bodies),
        amounts(List("Participants", Axis("count")), frames, shown(comparison)),
    )


def _sure(comparison: Comparison, plan: Plan) -> tuple[str, str]:
    """Tell what a plan's figures rest on besides the data."""
    when = span(comparison.results[0].plans[0])
    rests = [
        (name, at) for owner, name, at in resting(comparison) if owner in (plan.id, comparison.plans[0].id)
    ]
    if not rests:
        return "Exact", f"To the cent on this data, {when}; and no word on what people would have done."
    told = ", ".join(f"{name} at {percent_text(Fraction(at))}" for name, at in rests)
    return "Rests on an assumption", f"History did not record {told}; the rest is exact, {when}."
