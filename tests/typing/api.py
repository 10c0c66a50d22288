"""The public API as a caller types it; type checkers read this file, and a test runs it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, assert_type

import numpy as np
import polars as pl
from numpy.typing import NDArray

import compplan as cp


def plans() -> list[cp.Plan]:
    """Load plans, check one, read its parts."""
    folder = assert_type(cp.bundled("plans"), Path)
    bold = assert_type(cp.load_plan(folder / "bold.yaml"), cp.Plan)
    same = assert_type(
        cp.parse_plan((folder / "bold.yaml").read_text(encoding="utf-8"), file="bold"), cp.Plan
    )
    found, problems = cp.check_plan(str(folder / "gradual.yaml"))
    assert_type(found, cp.Plan | None)
    assert_type(problems, tuple[cp.Diagnostic, ...])
    assert_type(bold.months, int)
    assert_type(bold.ends, int)
    assert_type(bold.measure("relationship").id, str)
    assert_type(bold.report_card("customer").attainment_cap, Fraction | None)
    assert found is not None
    return [bold, found] if same == bold else []


def data() -> cp.Panel:
    """Load data from a folder, from paths, from frames and from arrays."""
    folder = cp.bundled("plans") / "data"
    assert_type(cp.load_data({"participants": folder / "participants.csv"}), cp.Panel)
    frame = pl.DataFrame({"participant_id": ["a"], "role": ["rep"], "target_incentive": [1]})
    assert_type(cp.load_data({"participants": frame.with_columns(start_date=pl.date(2027, 1, 1))}), cp.Panel)
    ids: NDArray[np.str_] = np.array(["a"])
    arrays = {"participant_id": ids, "role": ["rep"], "target_incentive": [1], "start_date": ["2027-01-01"]}
    panel = assert_type(cp.load_data({"participants": arrays}), cp.Panel)
    assert_type(panel.participants, tuple[str, ...])
    assert_type(panel.digest, str)
    return assert_type(cp.load_data(str(folder)), cp.Panel)


def run(chosen: list[cp.Plan], panel: cp.Panel) -> cp.Result:
    """Run plans and read the tables of the result."""
    assert_type(chosen[0].run(panel, through="2027-03", outside="ignore"), cp.Result)
    assert_type(cp.run(chosen[0], panel, outside="error"), cp.Result)
    result = assert_type(cp.run(chosen[:1], panel, through="2027-03"), cp.Result)
    for table in (result.payments, result.lines, result.report_card, result.balances, result.uncovered):
        assert_type(table, cp.ResultTable)
    assert_type(result.notes, tuple[str, ...])
    assert_type(result.payments["amount"], NDArray[Any])
    assert_type(len(result.payments), int)
    assert_type(result.payments.rows(), Iterator[dict[str, str]])
    assert_type(result.payments.texts(), Iterator[tuple[str, list[str]]])
    return result


def frames(table: cp.ResultTable) -> None:
    """Give a table back as the caller's kind of frame."""
    assert_type(table.to_frame(), dict[str, NDArray[Any]])
    assert_type(table.to_frame("polars"), pl.DataFrame)
    assert_type(table.to_frame(like=pl.DataFrame), pl.DataFrame)
    assert_type(table.to_frame(like=pl.DataFrame()), pl.DataFrame)
    assert_type(table.to_frame(pl.LazyFrame), pl.LazyFrame)
    name: str = "pyarrow"
    assert_type(table.to_frame(name), Any)


def compare(chosen: list[cp.Plan], panel: cp.Panel) -> cp.Comparison:
    """Compare plans, with every kind of assumption."""
    assume = {"relationship": Fraction(9, 10)}
    assert_type(cp.compare(chosen, panel, through="2027-03", assume=assume), cp.Comparison)
    mixed: dict[str, Fraction | Decimal | int | str] = {
        "relationship": "90%",
        "product_revenue": Decimal("1.1"),
    }
    replayed = cp.compare(chosen, panel, as_if="2027-01", through="2027-12", assume=mixed)
    study = assert_type(replayed, cp.Comparison)
    assert_type(study.plans, tuple[cp.Plan, ...])
    assert_type(study.results, tuple[cp.Result, ...])
    assert_type(study.assumed, tuple[tuple[str, str, Fraction], ...])
    for table in (study.by_month, study.by_year, study.distribution, study.participants):
        assert_type(table, cp.ResultTable)
    return study


def explain(result: cp.Result) -> Fraction:
    """Explain a payment and walk its steps."""
    explanation = assert_type(cp.explain(result, "P001", "2027-03"), cp.Explanation)
    assert_type(explanation.currency, str)
    assert_type(explanation.payment.of[0].place, cp.Place | None)
    return assert_type(explanation.payment.value, Fraction)


def estimate(plans: list[cp.Plan], panel: cp.Panel) -> int:
    """Estimate a payment on stated figures."""
    found = assert_type(cp.estimate(plans, panel, "P001", "2027-03", {"listening": "85%"}), cp.Estimate)
    assert_type(found.steps[0].value, Fraction)
    assert_type(found.month, str)
    return assert_type(found.payment, int)


def refused() -> tuple[cp.Diagnostic, ...]:
    """Catch what is wrong with a plan."""
    try:
        cp.parse_plan("")
    except cp.DiagnosticError as error:
        first = assert_type(error.diagnostics[0], cp.Diagnostic)
        assert_type(first.code, str)
        assert_type(first.place, cp.Place)
        assert_type(first.hint, str | None)
        assert_type(first.place.line, int | None)
        return error.diagnostics
    return ()


def use_everything() -> None:
    """Run all of the above, each on what the others give."""
    chosen, panel = plans(), data()
    result = run(chosen, panel)
    frames(result.payments)
    compare(chosen, panel)
    explain(result)
    estimate(chosen[:1], panel)
    refused()
    assert_type(cp.__version__, str)
