"""The page of a replay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from compplan import __version__
from compplan.engine.compare import TOTAL, Comparison
from compplan.grammar import percent_text
from compplan.pictures.axes import Axis
from compplan.pictures.bars import Step, waterfall
from compplan.pictures.figures import figure
from compplan.pictures.lines import Course, Line, lines
from compplan.pictures.listing import List
from compplan.pictures.strips import LINE, Strip, strips
from compplan.plan.model import Plan
from compplan.report.assumptions import resting
from compplan.report.page.basis import record
from compplan.report.page.model import Framed, Page, Row, Section, Stop, Table
from compplan.report.page.render import render
from compplan.report.page.replay_cards import alternatives, figures_of, replay_cards, shown
from compplan.report.page.replay_people import replay_people
from compplan.report.page.samples import times
from compplan.report.page.weights import bold_note, weight_paths
from compplan.report.run_text import span

_WARNING = (
    "A replay: nobody in it sells, serves or leaves differently because of a plan. "
    "No study measures the causal effect of the speed of such a transition."
)

_MOST = 12
"""Plans whose pay is drawn step by step."""


def comparison_html(comparison: Comparison, plans: Sequence[Plan] | None = None) -> str:
    """Write a comparison as one HTML file for executives, without a request to any network.

    ``plans`` are those whose digests count, where the comparison has shifted them to other months.
    """
    return render(comparison_page(comparison, plans))


def comparison_page(comparison: Comparison, plans: Sequence[Plan] | None = None) -> Page:
    """Put together the page of a replay: answers first."""
    return Page(
        kind="Replay, not forecast",
        title=f"What {len(comparison.plans)} plans would have paid",
        lead=f"{_when(comparison)}, behaviour as it was. Differences are to {comparison.plans[0].id}.",
        warning=_WARNING,
        stops=tuple(Stop(plan.id, bold_note(plan)) for plan in alternatives(comparison)),
        cards=replay_cards(comparison),
        sections=tuple(_sections(comparison, plans or comparison.plans)),
        shown=shown(comparison),
    )


def _when(comparison: Comparison) -> str:
    spans = dict.fromkeys(span(result.plans[0]) for result in comparison.results)
    return ", ".join(spans)


def _sections(comparison: Comparison, plans: Sequence[Plan]) -> list[Section]:
    months = min(result.plans[0].compiled.months for result in comparison.results)
    facts = {
        "months": _when(comparison),
        "compplan": __version__,
        "data (SHA-256)": comparison.results[0].plans[0].compiled.panel.digest,
    }
    parts = [_years(comparison), weight_paths(comparison.plans, months), replay_people(comparison)]
    return [*parts, _rests(comparison), record(plans, facts)]


def _years(comparison: Comparison) -> Section:
    cost, changes = figures_of(comparison, "payout_cost"), figures_of(comparison, "difference")
    code, first = comparison.plans[0].currency.code, comparison.plans[0].id
    stops = {plan.id: at for at, plan in enumerate(alternatives(comparison))}
    drawn = tuple(Framed((picture,), stop=stops[name]) for name, picture in falls(comparison).items())
    years = list(cost[first])
    header = ("plan", *("all years" if year == TOTAL else f"year {year}" for year in years))
    pay = [Row((plan, *_money(cost[plan], years)), stops.get(plan)) for plan in cost]
    moved = [Row((plan, *_money(changes[plan], years, signed=True)), at) for plan, at in stops.items()]
    tables = (
        Table(f"Pay ({code})", header, tuple(pay)),
        Table(f"Difference to {first} ({code})", header, tuple(moved)),
    )
    return Section(
        "years", "Pay by plan year", (), (*drawn, Framed((_course(comparison), _strips(comparison)), tables))
    )


def _money(figures: Mapping[str, float], years: Sequence[str], *, signed: bool = False) -> list[str]:
    return [figure(figures.get(year, float("nan")), "money", signed=signed) for year in years]


def falls(comparison: Comparison) -> dict[str, str]:
    """Draw for each plan but the first how its pay comes about from that of the first, year by year."""
    cost, changes = figures_of(comparison, "payout_cost"), figures_of(comparison, "difference")
    first, plans = comparison.plans[0].id, alternatives(comparison)[:_MOST]
    ends = [cost[first][TOTAL], *(cost[plan.id][TOTAL] for plan in plans)]
    return {plan.id: _fall(first, plan.id, ends, changes[plan.id]) for plan in plans}


def _fall(first: str, plan: str, ends: Sequence[float], changes: Mapping[str, float]) -> str:
    steps = [Step(f"year {year}", value) for year, value in changes.items() if year != TOTAL]
    now, then = Step("now", ends[0], total=True), Step("then", ends[0] + changes[TOTAL], total=True)
    return waterfall(f"Now {first}, then {plan}", [now, *steps, then], Axis("money"), ends)


def _course(comparison: Comparison) -> str:
    """Draw what each plan adds to pay or takes from it, summed since the start, month by month."""
    table, first = comparison.by_month, comparison.plans[0]
    moved = table["difference"].astype(float) / 10 ** table.money["difference"]
    series = [
        Line(plan.id, at, tuple(moved[table["plan"] == plan.id].cumsum().tolist()))
        for at, plan in enumerate(comparison.plans)
        if at
    ]
    shortest = min(len(each.values) for each in series)
    even = [replace(each, values=each.values[:shortest]) for each in series]
    title = f"Pay since the start, next to {first.id}"
    return lines(Course(title, Axis("money", signed=True), times(first.starts, shortest)), even)


def _strips(comparison: Comparison) -> str:
    """Draw how total pay is distributed over participants under each plan."""
    table = comparison.participants
    exponent = table.money["paid"]
    names, paid = table["plan"], table["paid"].astype(float) / 10**exponent
    groups = [
        Strip(plan.id, np.asarray(paid[names == plan.id]), at) for at, plan in enumerate(comparison.plans)
    ]
    look = List("Pay of each participant, all months", Axis("money"), line=LINE)
    return strips(look, [group for group in groups if len(group.values)])


def _rests(comparison: Comparison) -> Section:
    assumed = [
        f"{measure} under {plan} is assumed to attain {percent_text(share)}: history did not record it."
        for plan, measure, share in resting(comparison)
    ]
    exact = () if assumed else ("On the plans and the data alone: nothing is assumed.",)
    return Section("assumptions", "What does it rest on?", (*assumed, *exact, *comparison.notes), ())
