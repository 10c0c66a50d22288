"""The letter that announces a plan: what changes, when, by which weights, and how customers' word counts."""

from __future__ import annotations

from collections.abc import Iterator

from compplan import months as calendar
from compplan.grammar import decimal_text, percent_text
from compplan.plan.model import Behaviour, Plan, ReportCard, Weights
from compplan.plan.path import weights_by_month
from compplan.report.documents.page import heading, page, paragraph, table, text, titled, to_fill

_MOST = 13
"""Rows of weights that a letter shows; of a path with more, those of each plan year's start, and the last."""


def letter(plan: Plan) -> str:
    """Write the announcement of a plan as a printable page."""
    return page(f"Announcement: {plan.title}", ["\n".join(_letter(plan))])


def _letter(plan: Plan) -> Iterator[str]:
    first, last = calendar.month_text(plan.starts), calendar.month_text(plan.ends - 1)
    yield paragraph(f"{plan.announced}") if plan.announced else to_fill("Date")
    yield heading(plan.title)
    yield paragraph(f"To everyone who works as {_listed(sorted(plan.roles))}")
    yield paragraph(
        f"From {first} to {last}, variable pay follows the plan below. The table says which share of "
        "the target incentive each part carries, and from when on."
    )
    if plan.description:
        yield paragraph(plan.description)
    yield from _weights(plan)
    for card in plan.report_cards:
        yield heading("What customers are asked", 2)
        yield from (paragraph(said) for said in how_it_counts(card))
        yield behaviours(card)
    yield from _signatures(plan)


def how_it_counts(card: ReportCard) -> list[str]:
    """Say in sentences what of the answers counts, then what else the plan does with them."""
    favourable = [category for category in card.scale if category in card.favourable]
    counts = f"the share of answers that are {_listed(favourable, 'or')}"
    if card.attains_by == "mean_value":
        worth = zip(card.scale, card.values, strict=True)
        each = ", ".join(f"{name.replace('_', ' ')} is {decimal_text(value)}" for name, value in worth)
        counts = f"the mean of the answers, where {each}"
    scale = f"Customers answer on the scale {_listed(card.scale)}."
    return [f"{scale} What counts of each behaviour is {counts}.", *_also(card)]


def _also(card: ReportCard) -> Iterator[str]:
    if card.most_per_account is not None:
        yield (
            f"In a month, the answers of one account on a behaviour count as {card.most_per_account} at "
            "most, however many of its people answer."
        )
    if card.shrinkage is not None:
        whose = "of the whole plan" if card.shrinkage.to == "plan" else "of the team"
        yield (
            f"A few answers may be luck. So what they say is drawn towards the level {whose}, the more so "
            "the fewer they are."
        )


def behaviours(card: ReportCard) -> str:
    """Write the behaviours of a report card with what they serve, their weights and targets."""
    cells = (
        (titled(each.title, each.business_value), percent_text(each.weight), _targets(card, each))
        for each in card.behaviours
    )
    return table(("Behaviour", "Weight", "Target"), cells, kinds="tnn")


def _targets(card: ReportCard, behaviour: Behaviour) -> str:
    """Write a target, or the targets from plan months on."""
    write = decimal_text if card.attains_by == "mean_value" else percent_text
    if not behaviour.targets:
        return write(behaviour.target)
    rows = (f"month {month}: {write(target)}" for month, target in behaviour.targets)
    return "<br>".join(rows)


def _weights(plan: Plan) -> Iterator[str]:
    paid = [at for at, each in enumerate(plan.measures) if each.earns == "target_incentive"]
    if not paid:
        return
    yield heading("What counts, and from when on", 2)
    header = ("From", *(plan.measures[at].title for at in paid))
    rows = [("before", plan.weights.before), *changes(plan)]
    cells = ((text(when), *(_share(weights[at]) for at in paid)) for when, weights in rows)
    yield table(header, cells, kinds="t" + "n" * len(paid))


def changes(plan: Plan) -> list[tuple[str, Weights]]:
    """List the months in which the weights change, with the weights from then on."""
    weights = weights_by_month(plan.weights, plan.months)
    at = [m for m in range(plan.months) if m == 0 or weights[m] != weights[m - 1]]
    if len(at) > _MOST:
        at = [*(m for m in at if m % 12 == 0), at[-1]]
    return [(calendar.month_text(plan.starts + m), weights[m]) for m in dict.fromkeys(at)]


def _share(weight: object) -> str:
    return f"{float(weight) * 100:.4g}%"  # type: ignore[arg-type]


def _signatures(plan: Plan) -> Iterator[str]:
    for title in plan.sign_off.required if plan.sign_off else ():
        yield to_fill(title)


def _listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    plain = [word.replace("_", " ") for word in words]
    return plain[0] if len(plain) == 1 else f"{', '.join(plain[:-1])} {last} {plain[-1]}"
