"""What a company's past taught, as text for the terminal."""

from __future__ import annotations

from compplan.learning.learned import Belief, Calibration, Learned
from compplan.learning.telling import NARROWED
from compplan.report.tables_text import table

_CHANCE = "A parameter counts as learned from a contraction of 15 %; what is smaller may be chance."


def calibration_text(found: Calibration) -> str:
    """Write what was learned, what was not and why, and how far the draws can be relied on."""
    learned = [each for each in found.parameters if each.learned]
    parts = [_head(found)]
    if learned:
        parts.append("Learned from the data (median, and the interval that holds 90 %)\n" + _learned(learned))
    parts.append("Not learned: these stay as assumed\n" + _rest(found))
    parts.append("\n".join([*found.notes, _CHANCE]))
    return "\n\n".join(parts)


def _head(found: Calibration) -> str:
    held = found.panel
    of = (
        f"{held.participants} participants over {held.months} months, {held.months_changed} under new weights"
    )
    lines = [
        f"{found.plan}, worldview {found.worldview}: {of}; {held.leavers} left, {held.responses:,} ratings."
    ]
    if held.later:
        lines.append(
            f"{held.later} who came later are left out: what they sold under the old plan is unknown."
        )
    if found.draws:
        worth = f"{found.draws:,} draws, worth {found.effective_share:.0%} of as many equal ones"
        lines.append(f"{worth}; {found.seconds:.1f} s.")
    if found.fell_back:
        lines.append(
            "That is too little: the response to pay stays as assumed. Data may not be as the model has them."
        )
    return "\n".join(lines)


def _learned(parameters: list[Learned]) -> str:
    rows = [
        (
            each.name,
            interval(each.before),
            interval(each.after),
            f"{each.contraction:.0%}",
            each.taught_by,
            each.unit,
        )
        for each in parameters
    ]
    return table(("parameter", "assumed", "now", "contraction", "by", "unit"), rows, indent="  ")


def interval(belief: Belief) -> str:
    """Write a median and the interval that holds 90 %."""
    return f"{belief.median:.3g} ({belief.low:.3g} to {belief.high:.3g})"


def _rest(found: Calibration) -> str:
    """List what was not learned, by reason."""
    reasons: dict[str, list[str]] = {}
    for each in found.parameters:
        if not each.learned:
            narrowed = each.reason.startswith(NARROWED)
            told = "the data narrow them by less than 15 %" if narrowed else each.reason
            reasons.setdefault(told, []).append(each.name)
    return "\n".join(f"  {reason}:\n    {', '.join(names)}" for reason, names in reasons.items())
