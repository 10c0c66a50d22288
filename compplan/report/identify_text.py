"""What a design would teach, before there is any data, as text for the terminal."""

from __future__ import annotations

from compplan.learning.identify import Identified, Pilot, PilotDesign
from compplan.report.tables_text import table

_HEAD = (
    "Expected share by which each prior would shrink, from every participant's own months; in brackets from "
    "the team's totals alone."
)
_NOTES = (
    "To first order, on panels that the simulator makes from the middle of the priors. Usual revenue and\n"
    "ratings are taken as known from the year before. Months of the old plan tell nothing of how people\n"
    "answer to a new one; what stays at 0 % has to be assumed, whatever is looked at."
)
_SHOWN = 12


def identified_text(found: Identified) -> str:
    """Write a table of parameters and designs, the best taught first."""
    names = list(found.taught[0].each)
    names.sort(key=lambda name: -max(taught.each[name] for taught in found.taught))
    rows = [
        (name, *(f"{taught.each[name]:.0%} ({taught.team[name]:.0%})" for taught in found.taught))
        for name in names
    ]
    header = ("parameter", *(taught.design for taught in found.taught))
    return "\n\n".join(
        [
            f"{found.plan}, {found.participants} participants.\n{_HEAD}",
            table(header, rows, indent="  "),
            _NOTES,
        ]
    )


def pilot_text(found: PilotDesign) -> str:
    """Write the cheapest pilot that reaches what is asked, and what others would give."""
    asked = f"{found.parameter}: a contraction of {found.reach:.0%}, with {found.participants} participants"
    if found.chosen is None:
        best = max(found.tried, key=lambda each: each.contraction)
        said = f"No pilot of the grid reaches it; the best gives {best.contraction:.0%}: {_words(best)}."
    else:
        said = f"Cheapest pilot that is expected to reach it: {_words(found.chosen)}."
    better = [
        each
        for at, each in enumerate(found.tried)
        if all(each.contraction > other.contraction for other in found.tried[:at])
    ]
    rows = [
        (
            f"{each.share:.0%}",
            f"{each.way:.0%}",
            str(each.months),
            f"{each.cost:,.0f}",
            f"{each.contraction:.0%}",
        )
        for each in better[-_SHOWN:]
    ]
    header = ("participants", "of the way", "months", "cost", "contraction")
    note = "Cost counts participant-months moved, times how far; dearer pilots are listed if they teach more."
    return "\n\n".join([f"{asked}.\n{said}", table(header, rows, left=0, indent="  "), f"{note}\n{_NOTES}"])


def _words(each: Pilot) -> str:
    of = f"{each.share:.0%} of the participants go {each.way:.0%} of the plan's way for {each.months} months"
    return f"{of} (contraction {each.contraction:.0%})"
