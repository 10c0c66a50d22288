"""The fields of a search and of a question, and how orders are read from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from compplan.app.comparing import chosen
from compplan.app.desk import Desk
from compplan.app.fields import Field, Reading
from compplan.app.orders import Asked, Question, Search
from compplan.app.view import assumptions
from compplan.decision.api import nowhere
from compplan.decision.asked import OBJECTIVES, End, Method, unknown_period, wrong_question, wrong_search
from compplan.decision.candidates import LEVELS
from compplan.decision.search import Choice
from compplan.diagnostics import Diagnostic
from compplan.plan.model import Plan
from compplan.report.decision_words import words
from compplan.simulation.periods import ALL, periods
from compplan.simulation.tables import METRICS as FIGURES

MOST_SAMPLES, MOST_SIZE = 256, 1024
_METHODS = {
    "one_way": "each parameter alone, and where it switches",
    "morris": "screening (Morris)",
    "sobol": "shares of variance (Sobol)",
}
_LEVERS = {
    "easier_target": "an easier target in the first year",
    "guarantee": "a guarantee of old pay for a year",
    "coaching": "more coaching",
    "clarity": "clearer pay statements",
}
_END = (("reached", "has the plan's last weights"), ("open", "may stop short of them"))


def _plans(desk: Desk) -> list[Field]:
    every = tuple(desk.choices())
    return [
        Field("against", "Compared with", desk.default_base(), choices=every),
        Field("plan", "Plan", desk.default_plan(), "To whose last weights paths lead.", every),
    ]


def _history() -> list[Field]:
    return [
        Field("seed", "Seed", "1", "The same seed finds the same."),
        Field("as_if", "As if plans started in", hint="A month (YYYY-MM), for data of other years."),
        Field("assume", "Attainment not recorded", hint="Such as relationship=85%."),
    ]


def search_fields(desk: Desk) -> list[Field]:
    """Give the fields of a search."""
    objectives = tuple((name, words(name)) for name in OBJECTIVES)
    choices = (("mean", "on average over worldviews"), ("regret", "with the least regret in the worst"))
    levers = tuple((name, _LEVERS[name]) for name in LEVELS)
    return [
        *_plans(desk),
        Field("objective", "As much as possible of", OBJECTIVES[0], choices=objectives),
        Field("choose", "That is", "mean", choices=choices),
        Field("budget", "Budget", hint="Bound on the P90 of pay over the plan; empty for none."),
        Field("risk", "Risk", hint="In how many samples it may bring less than the plan compared with: 30%."),
        Field("end", "The last year", "reached", choices=_END),
        Field("samples", "Samples", "32", f"2 to {MOST_SAMPLES}."),
        Field("allow", "What may be done too", choices=levers, many=True),
        Field("pilots", "Pilots", choices=(("yes", "try paths on some participants first"),), many=True),
        Field(
            "threshold", "A pilot goes on above", hint="Difference as a share of revenue; empty tries some."
        ),
        *_history(),
    ]


def question_fields(desk: Desk) -> list[Field]:
    """Give the fields of a question."""
    figures = tuple((name, words(name)) for name in FIGURES)
    return [
        *_plans(desk),
        Field("metric", "What decides", "net_contribution", choices=figures),
        Field("period", "Over", ALL, "A month (2029-12), a plan year (3), or all."),
        Field("method", "By", "one_way", choices=tuple(_METHODS.items())),
        Field("size", "Size", hint=f"Trajectories, or points (a power of two); at most {MOST_SIZE}."),
        *_history(),
    ]


def _asked(desk: Desk, reading: Reading) -> Asked:
    keys = [reading.text("against"), reading.text("plan")]
    plans = tuple(each.plan for each in chosen(desk.plans, keys) if each.plan is not None)
    assume = assumptions(reading.text("assume"))
    if reading.text("assume") and not assume:
        reading.wrong["assume"] = "write such as relationship=85%"
    typed = tuple((name, value) for name, values in reading.typed.items() for value in values)
    return Asked(plans, reading.whole("seed", 1), reading.month("as_if"), assume, typed)


def read_search(desk: Desk, reading: Reading) -> Search:
    """Read what to search for, and note what is wrong; NoPlanError, FewPlansError."""
    asked = _asked(desk, reading)
    order = Search(
        asked,
        objective=reading.text("objective"),
        choose=cast("Choice", reading.text("choose")),
        end=cast("End", reading.text("end")),
        budget=reading.number("budget"),
        risk=reading.number("risk"),
        allow=tuple(reading.typed.get("allow", ())),
        pilots=bool(reading.typed.get("pilots")),
        threshold=reading.number("threshold"),
        samples=reading.whole("samples", 32),
    )
    reading.tell(
        wrong_search(
            order.objective,
            order.choose,
            order.end,
            order.allow,
            order.budget,
            order.risk,
            order.threshold,
            order.samples,
        )
    )
    if order.samples > MOST_SAMPLES:
        reading.wrong["samples"] = f"write at most {MOST_SAMPLES}; more are for the command line"
    last = asked.plans[-1]
    reading.tell(nowhere(last), {problem.place.file: "plan" for problem in nowhere(last)})
    return order


def read_question(desk: Desk, reading: Reading) -> Question:
    """Read what to ask, and note what is wrong; NoPlanError, FewPlansError."""
    asked = _asked(desk, reading)
    size = reading.whole("size", 0) or None
    order = Question(
        asked,
        method=cast("Method", reading.text("method")),
        metric=reading.text("metric"),
        period=reading.text("period") or ALL,
        size=size,
    )
    reading.tell(wrong_question(order.method, order.metric, size, 0))
    reading.tell(_no_period(order.period, asked.plans))
    if size is not None and size > MOST_SIZE:
        reading.wrong["size"] = f"write at most {MOST_SIZE}; more is for the command line"
    return order


def _no_period(period: str, plans: Sequence[Plan]) -> list[Diagnostic]:
    months = min(plan.months for plan in plans)
    spans = [name for name, _ in periods(plans[-1].starts, months)]
    return list(unknown_period(period, spans[:months], spans[months:]))
