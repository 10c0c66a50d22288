"""A way to a plan's end, in words and as a plan file that states only what differs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from compplan.decision.candidates import FAMILIES, Candidate, Pilot
from compplan.decision.optimum import Optimum
from compplan.documents.words import percent
from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month
from compplan.report.files import refuse_taken, write_file

_LEVERS = {
    "easier_target": "report card targets times {:.2f} in the first year",
    "guarantee": "{:.0%} of old pay guaranteed for a year",
    "coaching": "{:.1f} times the coaching",
    "clarity": "pay told {:.1f} times as clearly",
}


def way_text(candidate: Candidate) -> str:
    """Tell a way: its name, levers and pilot."""
    parts = [_name(candidate), *levers_text(candidate)]
    if candidate.pilot:
        parts.append(pilot_text(candidate.pilot))
    return ", ".join(parts)


def _name(candidate: Candidate) -> str:
    """Give a path's name; a free one is told by its boldness and, if it stops short, by how far it goes."""
    last = candidate.shares[-1]
    if candidate.name != "free" or not last:
        return candidate.name
    bold = float(sum(candidate.shares) / len(candidate.shares) / last)
    return f"free, boldness {bold:.0%}" + ("" if last == 1 else f" to {float(last):.0%}")


def pilot_text(pilot: Pilot) -> str:
    """Tell who goes first, for how long, and when the others follow.

    >>> pilot_text(Pilot(0.25, 6, -0.05, 12))
    'pilot with 25% for 6 months, going on above -5%'
    """
    above = f"{pilot.threshold:+.3g}" if not pilot.threshold else f"{pilot.threshold:+.3%}"
    return f"pilot with {pilot.share:.0%} for {pilot.months} months, going on above {_short(above)}"


def _short(text: str) -> str:
    number = text.rstrip("%").rstrip("0").rstrip(".") if "." in text else text.rstrip("%")
    return f"{number if number not in ('+', '-', '', '+0', '-0') else 0}%"


def levers_text(candidate: Candidate) -> list[str]:
    """Tell what is done beside the weights."""
    pulled = [(name, 1 / level if name == "clarity" else level) for name, level in candidate.levers]
    return [_LEVERS[name].format(level) for name, level in pulled if (name, level) not in _IDLE]


_IDLE = {("easier_target", 1.0), ("guarantee", 0.0), ("coaching", 1.0), ("clarity", 1.0)}


def named_by_steps(candidate: Candidate) -> bool:
    """Tell whether a way is known by its steps: free ones are, and those of plans, not those of a family."""
    return candidate.name not in FAMILIES


def steps_text(candidate: Candidate) -> str:
    """Tell how much of the way is gone from which month on, such as ``12% from month 1, 100% from 25``."""
    shares, told = candidate.shares, []
    for at, share in enumerate(shares):
        if at == 0 or share != shares[at - 1]:
            told.append((at + 1, share))
    few = told if len(told) <= 6 else told[:: -(-len(told) // 6)]
    return ", ".join(f"{float(share) * 100:.3g}% from month {month}" for month, share in few)


def write_ways(file: str, optimum: Optimum) -> list[str]:
    """Write the chosen path as a plan file that extends the last plan, and a second for who follows a pilot.

    Gives the files' paths; DiagnosticError (CP401, CP402) if one is there or cannot be written.
    """
    best = optimum.best.candidate
    written = [_write(file, optimum, best)]
    if best.pilot is not None:
        written.append(_write(_later(file), optimum, best.later(best.pilot.begins)))
    return written


def refuse_taken_ways(file: str, *, pilots: bool) -> None:
    """Raise DiagnosticError (CP402) if a file is there already that a search may be about to write."""
    for each in (file, *([_later(file)] if pilots else [])):
        refuse_taken(each)


def _later(file: str) -> str:
    path = Path(file)
    return str(path.with_name(f"{path.stem}-later{path.suffix}"))


def _write(file: str, optimum: Optimum, candidate: Candidate) -> str:
    refuse_taken(file)
    write_file(file, scenario_text(optimum.prepared.end, candidate, Path(file)).encode())
    return file


def scenario_text(end: Plan, candidate: Candidate, file: Path) -> str:
    """Write the plan file of a candidate, as seen from where it is to lie."""
    source = end.source.file if end.source else f"{end.id}.yaml"
    base = os.path.relpath(source, file.parent)
    lines = [f"# {line}" for line in _head(candidate)]
    lines += [
        "compplan: 1",
        f"extends: {Path(base).as_posix()}",
        f"id: {_id(file)}",
        f"title: {_title(file)}",
    ]
    return "\n".join([*lines, *_weights(end, candidate)]) + "\n"


def _weights(end: Plan, candidate: Candidate) -> list[str]:
    """Write the weights by month; none if they are those of the plan itself."""
    plan = candidate.plan(end)
    rows = weights_by_month(plan.weights, plan.months)
    if rows == weights_by_month(end.weights, end.months):
        return []
    lines = ["weights:", "  path: monthly", "  by_month:"]
    lines += [f"    {month}: {_row(end, row)}" for month, row in _changes(rows)]
    return [*lines, "announced_weights: none"] if end.announced_weights is not None else lines


def _head(candidate: Candidate) -> list[str]:
    beside = levers_text(candidate)
    told = [f"A path that was searched for: {steps_text(candidate)}."]
    if beside:
        told.append(f"To be done beside: {', '.join(beside)}; no part of a plan file.")
    if candidate.pilot:
        later = candidate.pilot.begins + 1
        told.append(f"A {pilot_text(candidate.pilot)} of usual revenue next to the others.")
        told.append(f"From month {later} on the others follow, or those who went first go back.")
    return told


def _id(file: Path) -> str:
    return "".join(each if each.isalnum() else "-" for each in file.stem.lower()).strip("-") or "chosen"


def _title(file: Path) -> str:
    return file.stem.replace("-", " ").replace("_", " ").capitalize() or "Chosen"


def _row(plan: Plan, weights: Sequence[Fraction]) -> str:
    told = [
        f"{each.id}: {percent(weight)}" for each, weight in zip(plan.measures, weights, strict=True) if weight
    ]
    return "{" + ", ".join(told) + "}"


def _changes(rows: Sequence[Sequence[Fraction]]) -> list[tuple[int, Sequence[Fraction]]]:
    return [(at + 1, row) for at, row in enumerate(rows) if at == 0 or row != rows[at - 1]]
