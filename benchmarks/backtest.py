"""Print how good forecasts are on public panels, next to the best naive one that is known for each.

    python -m benchmarks.backtest                     all panels, horizons 1 to 3
    python -m benchmarks.backtest --only crm

The data lie beside the checkout (``../shared/data``). Origins are those of the table of naive forecasts that
the data came with; who has fewer than six months of sales by an origin is not scored. Each difference of
scores is ours less theirs, paired forecast by forecast, with the 95 % interval of participants drawn again,
and of participants and blocks of months: with fair scores, which take an ensemble for a sample of what it
stands for and so favour small ones, and as issued. Ends with 1 if a figure is missed.
"""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.panels import PANELS, RealPanel
from compplan.learning.backtest.bootstrap import Range
from compplan.learning.backtest.result import Backtest
from compplan.learning.backtest.rolling import OURS
from compplan.learning.backtest.summary import coverage
from compplan.learning.backtest.trial import trial

HORIZONS = (1, 2, 3)


def main() -> None:
    """Read the command line, run and print."""
    parser = argparse.ArgumentParser(description="Test forecasts on public panels.")
    parser.add_argument("--only", choices=sorted(PANELS), action="append")
    given = parser.parse_args()
    reached = [_panel(PANELS[name]()) for name in given.only or PANELS]
    sys.exit(0 if all(reached) else 1)


def _panel(panel: RealPanel) -> bool:
    begun, processor = time.perf_counter(), time.process_time()
    found = trial(panel.series, horizons=HORIZONS, start=panel.start)
    print(
        f"\n{panel.name}: {panel.series.values.shape[1]} participants x {len(panel.series.values)} months, "
        f"{time.perf_counter() - begun:.1f} s, {time.process_time() - processor:.1f} s of processor time"
    )
    print(f"{'':26}{'forecasts':>10}{'CRPS':>10}{'as issued':>11}{'/mean':>7}{'50%':>7}{'80%':>7}{'95%':>7}")
    for method in found.rolled.scored.methods:
        _method(found, method)
    return _figures(found, panel.best)


def _method(found: Backtest, method: str) -> None:
    row = found.row(found.scores, method)
    if row is None:
        print(f"{method:26}{'-':>10}")
        return
    print(
        f"{method:26}{row['forecasts']:>10,.0f}{row['crps']:>10,.0f}{row['crps_as_issued']:>11,.0f}"
        f"{row['per_unit']:>7.3f}{row['coverage_50']:>7.1%}{row['coverage_80']:>7.1%}{row['coverage_95']:>7.1%}"
    )


def _figures(found: Backtest, best: str) -> bool:
    """Print what is held against the figures to reach; tell whether both are."""
    row = found.row(found.skill, best)
    assert row is not None
    fair, timed, issued = (
        Range(row[value], row[f"{name}_low"], row[f"{name}_high"])
        for value, name in (("difference",) * 2, ("difference", "difference_time"), ("issued",) * 2)
    )
    held = coverage(found.rolled.scored.part(OURS, HORIZONS), 0.8)
    print(f"difference to '{best}', fair:      {_range(fair)}   skill {row['skill']:+.1%}")
    print(f"  participants and months drawn again: {_range(timed)}")
    print(f"difference as issued:                  {_range(issued)}")
    print(f"coverage of 80 % intervals:            {held.value:.1%} ({held.low:.1%} to {held.high:.1%})")
    reached = (not fair.low > 0 and not issued.low > 0, held.low <= 0.8 <= held.high)
    print(f"not worse for sure: {_yes(reached[0])}; coverage holds 80 %: {_yes(reached[1])}")
    return all(reached)


def _range(found: Range) -> str:
    if found.low != found.low:  # nan: too few months for blocks
        return f"{found.value:+,.0f} (too few months to say)"
    return f"{found.value:+,.0f} ({found.low:+,.0f} to {found.high:+,.0f})"


def _yes(reached: object) -> str:
    return "yes" if reached else "NO"


if __name__ == "__main__":
    main()
