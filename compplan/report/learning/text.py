"""What is known and how, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.learning.backtest.result import Backtest
from compplan.learning.known import Known
from compplan.learning.learned import Calibration
from compplan.learning.noise.model import MeasureNoise, NoiseAudit
from compplan.report.calibration_text import calibration_text
from compplan.report.learning import rows
from compplan.report.learning.words import NOT_SCENARIOS, SCORE, backtest_says, calibration_says, noise_says
from compplan.report.tables_text import table


def known_text(known: Known) -> str:
    """Write all parts that there are, and why others are missing."""
    parts = []
    if known.backtest is not None:
        parts.append(backtest_text(known.backtest))
    if known.noise is not None:
        parts.append(noise_text(known.noise))
    if known.calibration is not None:
        parts.append(learned_text(known.calibration))
    if known.missing:
        parts.append("\n".join(["Not known", *(f"  {each}" for each in known.missing)]))
    return "\n\n".join(parts)


def backtest_text(found: Backtest) -> str:
    """Write what a backtest found: in sentences, then next to each method, alone, and what was not tested."""
    return "\n\n".join(
        [
            "\n".join(["Forecasts, tested on the past", *(f"  {each}" for each in backtest_says(found))]),
            _table("Our skill: the share of the other's score that is saved", rows.skill_rows(found)),
            _table("Scores, and how many outcomes intervals of 50, 80 and 95 % held", rows.score_rows(found)),
            _table("Ours by months ahead", rows.horizon_rows(found)),
            "\n".join([*found.notes, SCORE, NOT_SCENARIOS]),
        ]
    )


def learned_text(found: Calibration) -> str:
    """Write what the data taught of the simulator's parameters, and what stays as assumed and why."""
    says = (f"  {each}" for each in calibration_says(found))
    return "\n\n".join(["\n".join(["What the data taught the simulator", *says]), calibration_text(found)])


def noise_text(audit: NoiseAudit) -> str:
    """Write what an audit of survey noise found, measure by measure."""
    blocks = [block for measure in audit.measures for block in _measure(audit, measure)]
    return "\n\n".join([*blocks, *(["\n".join(audit.notes)] if audit.notes else [])])


def _measure(audit: NoiseAudit, measure: MeasureNoise) -> Iterator[str]:
    says = (f"  {each}" for each in noise_says(audit, measure))
    yield "\n".join([f"Survey noise in '{measure.measure}', {audit.months}", *says])
    yield _table("By behaviour", rows.behaviour_rows(measure))
    yield _table("What would mend it", rows.remedy_rows(measure))


def _table(title: str, content: tuple[tuple[str, ...], rows.Rows]) -> str:
    header, body = content
    return f"{title}\n{table(header, body, indent='  ')}"
