"""Published experiments beside what the simulator makes of them, as text."""

from __future__ import annotations

from compplan.report.tables_text import table
from compplan.simulation.parameters.read import shipped
from compplan.simulation.published import Finding, findings


def published_text(samples: int, seed: int) -> str:
    """Write model beside literature; what differs is said, not hidden."""
    found = findings(shipped(), samples, seed)
    header = ("", "of", "published", "model: mean (P10 to P90)", "")
    rows = [_row(each) for each in found]
    sources = [f"  {each.name.split()[0]}: {each.source}" for each in found]
    return "\n".join(
        [
            f"Published experiments in the simulator: {samples} samples of the parameters, without luck.",
            table(header, rows, left=2, indent="  "),
            "Sources",
            *sources,
            "The priors were not fitted to these. None of them is about the speed of a transition.",
        ]
    )


def _row(each: Finding) -> tuple[str, ...]:
    published = f"{each.low:+.1%}" if each.low == each.high else f"{each.low:+.1%} to {each.high:+.1%}"
    close = each.inside or abs(each.mean - each.low) < 1e-9
    return (
        each.name,
        each.measure,
        published,
        f"{each.mean:+.1%} ({each.p10:+.1%} to {each.p90:+.1%})",
        "inside" if close else "differs",
    )
