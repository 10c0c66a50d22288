"""A file that is not there, wherever the command line names one: a problem, with the file that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.company import call

DATA = ("--data", "data")
ABSENT = {
    "a plan": (("run", "mixd.yaml", *DATA), "mixd.yaml: error CP001", "mixed.yaml"),
    "a plan to compare with": (("diff", "mixed.yaml", "mixd.yaml"), "mixd.yaml: error CP001", "mixed.yaml"),
    "a folder of data": (("run", "mixed.yaml", "--data", "dta"), "dta: error CP303", "data"),
    "a sources file": (
        ("run", "mixed.yaml", "--data", "surces.yaml"),
        "surces.yaml: error CP001",
        "sources.yaml",
    ),
    "assumptions": (
        ("simulate", "mixed.yaml", "--assumptions", "asumptions.yaml"),
        "asumptions.yaml: error CP001",
        "assumptions.yaml",
    ),
    "a survey sheet": (("survey", "mixed.yaml", "shet.csv", *DATA), "shet.csv: error CP001", "sheet.csv"),
    "a file of candidates": (
        ("documents", "mixed.yaml", "--out", "out", "--candidates", "shet.csv"),
        "shet.csv: error CP001",
        "sheet.csv",
    ),
    "a key": (
        ("sign", "mixed.yaml", "--as", "Jo Ray, CRO", "--key", "jo.kye"),
        "jo.kye: error CP001",
        "jo.key",
    ),
    "allowed signers": (
        ("sign", "mixed.yaml", "--check", "--allowed-signers", "singers"),
        "singers: error CP001",
        "signers",
    ),
    "a case": (("test", "shet.yaml"), "shet.yaml: error CP706", "sheet.yaml"),
    "a payroll file": (
        ("ledger", "reconcile", "2027-01", "shet.csv", "--ledger", "ledger.sqlite"),
        "shet.csv: error CP001",
        "sheet.csv",
    ),
    "a ledger": (
        ("ledger", "list", "--ledger", "legder.sqlite"),
        "legder.sqlite: error CP601",
        "ledger.sqlite",
    ),
}


@pytest.mark.parametrize(("arguments", "told", "meant"), ABSENT.values(), ids=ABSENT)
def test_the_file_that_was_meant_is_named(
    arguments: tuple[str, ...], told: str, meant: str, company: Path
) -> None:
    """It is a problem of the files (exit code 1), not of the command line."""
    for name in (
        "sheet.csv",
        "sheet.yaml",
        "sources.yaml",
        "assumptions.yaml",
        "jo.key",
        "signers",
        "ledger.sqlite",
    ):
        (company / name).write_text("", encoding="utf-8")
    done = call(*arguments)
    assert (done.exit_code, done.output.splitlines()[0].startswith(told)) == (1, True), done.output
    assert f"did you mean '{meant}'?" in done.output
