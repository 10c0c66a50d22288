"""What customers are asked, and what of their answers counts, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compplan.grammar import decimal_text, percent_text
from compplan.plan.model import Behaviour, ReportCard
from compplan.report.statements.blocks import Cells, cells


def how_it_counts(card: ReportCard) -> list[str]:
    """Say in sentences what of the answers counts, then what else the plan does with them."""
    favourable = [category for category in card.scale if category in card.favourable]
    counts = f"the share of answers that are {listed(favourable, 'or')}"
    if card.attains_by == "mean_value":
        worth = zip(card.scale, card.values, strict=True)
        each = ", ".join(f"{name.replace('_', ' ')} is {decimal_text(value)}" for name, value in worth)
        counts = f"the mean of the answers, where {each}"
    scale = f"Customers answer on the scale {listed(card.scale)}."
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


def behaviours(card: ReportCard) -> Cells:
    """Write the behaviours of a report card with what they serve, their weights and targets."""
    rows = [
        (f"{each.title}\n{each.business_value}", percent_text(each.weight), _targets(card, each))
        for each in card.behaviours
    ]
    return cells(("Behaviour", "Weight", "Target"), rows)


def _targets(card: ReportCard, behaviour: Behaviour) -> str:
    """Write a target, or the first and, below it, those from later plan months on."""
    write = decimal_text if card.attains_by == "mean_value" else percent_text
    if not behaviour.targets:
        return write(behaviour.target)
    (_, first), *later = behaviour.targets
    return "\n".join([write(first), ", ".join(f"month {month}: {write(each)}" for month, each in later)])


def listed(words: Sequence[str], last: str = "and") -> str:
    """Write ids as words, with a word before the last."""
    plain = [word.replace("_", " ") for word in words]
    return plain[0] if len(plain) == 1 else f"{', '.join(plain[:-1])} {last} {plain[-1]}"
