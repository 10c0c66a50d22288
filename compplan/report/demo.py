"""The demonstration: the example plans on the invented company, checked, run, compared and written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from compplan import resources
from compplan.engine.compare import TOTAL, Comparison, compare
from compplan.engine.results.result import Result
from compplan.engine.run import run
from compplan.plan.load import load_plan
from compplan.report.acting_text import actions_text, recognition_text
from compplan.report.compare_files import write_comparison
from compplan.report.compare_text import compare_text
from compplan.report.files import Writer, writing
from compplan.report.ratings_share import ratings_share
from compplan.report.run_files import write_run
from compplan.report.run_text import span
from compplan.report.simulate_files import write_study
from compplan.report.simulate_text import brief_text
from compplan.report.tables_text import money, share
from compplan.simulation.api import simulate
from compplan.sources.load import load_data

_BASE, _BOLD, _GRADUAL, _IMMEDIATE = _PLANS = ("status-quo", "bold", "gradual", "immediate")

_SAMPLES = 64


def demonstrate(folder: str) -> str:
    """Check the example plans, run the bold one, compare and simulate the paths; write and tell the outcome.

    Plans and data that the folder has already are kept. DiagnosticError (CP401) if it cannot be written.
    """
    source = resources.path("plans")
    plans = {name: load_plan(source / f"{name}.yaml") for name in _PLANS}
    panel = load_data(source / "data")
    result = run([plans[_BOLD]], panel)
    paths = [plans[name] for name in (_BASE, _BOLD, _GRADUAL)]
    comparison = compare(paths, panel)
    kept = _copy_example(folder)
    write_run(str(Path(folder) / "run"), result, panel)
    write_comparison(str(Path(folder) / "compare"), comparison, paths, panel)
    # Compiling the kernel, once on each machine, takes longer than so few samples.
    study = simulate(paths, panel, samples=_SAMPLES, fast=False)
    write_study(str(Path(folder) / "simulate"), study)
    return "\n\n".join(
        [
            _run_line(result),
            recognition_text(result.plans[0]),
            actions_text(result.plans[0]),
            _answer(comparison),
            compare_text(comparison),
            "Bold or gradual? What people, customers and revenue may do:",
            brief_text(study),
            _next(folder, kept=kept),
        ]
    )


def _run_line(result: Result) -> str:
    payments = result.payments
    total = money(int(payments["amount"].sum()), payments.money["amount"])
    people = len(set(payments["participant_id"].tolist()))
    return (
        f"Quillmere, an invented company: {len(_PLANS)} plans checked, no problems. {_BOLD}.yaml run for "
        f"{span(result.plans[0])}:\n{len(payments):,} payments to {people} participants, {total} USD, "
        "each exact to the cent."
    )


def _answer(comparison: Comparison) -> str:
    base = comparison.plans[0].id
    lines = [_path(comparison, plan.id, base) for plan in comparison.plans[1:]]
    return "\n".join([f"What each path to paying for relationships costs, next to {base}:", *lines])


def _path(comparison: Comparison, plan: str, base: str) -> str:
    costs = {(row["plan"], row["plan_year"]): row for row in comparison.by_year.rows()}
    differences = [
        _money(row["difference"]) for (name, year), row in costs.items() if name == plan and year != TOTAL
    ]
    total, before = costs[plan, TOTAL], float(costs[base, TOTAL]["payout_cost"])
    gains = [float(row["difference"]) > 0 for row in comparison.participants.rows() if row["plan"] == plan]
    on_ratings = [
        float(row["target_share"]) for row in ratings_share(comparison).rows() if row["plan"] == plan
    ]
    change = share(float(total["difference"]) / before, signed=True)
    hangs = ", ".join(share(value, decimals=0) for value in on_ratings[:-1])
    return (
        f"  {plan}: {_money(total['difference'])} ({change}), by year {', '.join(differences)};\n"
        f"    {sum(gains)} of {len(gains)} participants gain; "
        f"{hangs} of the target incentive hangs on ratings."
    )


def _money(text: str) -> str:
    return money(round(float(text)), 0, signed=True)


def _copy_example(folder: str) -> list[str]:
    """Copy plans, data and schema that are not there yet; name the files that are there and differ."""
    kept: list[str] = []
    for part, files in _example():
        new = {}
        for file in files:
            target = Path(folder) / part / file.name
            if not target.exists():
                new[file.name] = file
            elif target.read_bytes() != file.read_bytes():
                kept.append(str(target))
        with writing(str(Path(folder) / part)) as stage:
            for name, file in new.items():
                stage.add(name, _copier(file))
    return kept


def _example() -> Iterator[tuple[str, list[Path]]]:
    plans = resources.path("plans")
    yield "plans", sorted(plans.glob("*.yaml"))
    yield "data", sorted((plans / "data").iterdir())
    yield "schemas", sorted(resources.path("schemas").glob("*.json"))


def _copier(source: Path) -> Writer:
    def write(file: IO[str]) -> None:
        with source.open(encoding="utf-8", newline="") as original:
            file.write(original.read())

    return write


def _next(folder: str, *, kept: list[str]) -> str:
    where = Path(folder)
    bold, base, data = where / "plans" / f"{_BOLD}.yaml", where / "plans" / f"{_BASE}.yaml", where / "data"
    lines = [
        f"Written to {folder}: plans, data, run (payments of {_BOLD}.yaml), compare and simulate (these).",
        *(f"Kept as you changed it: {name} (the figures above are of the example)" for name in kept),
        "Next, see how one payment came about:",
        f"  compplan explain {bold} --data {data} --participant P007 --month 2027-03",
        f"or change a weight in {bold} and see what it would have cost:",
        f"  compplan compare {base} {bold} --data {data}",
        "or ask the simulator more, such as an immediate step, or what a clear pay statement buys:",
        f"  compplan simulate {base} {bold} --data {data} --path step --samples 64",
        "or write a plan of your own:",
        "  compplan init",
    ]
    return "\n".join(lines)
