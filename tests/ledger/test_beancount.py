"""An independent program recomputes the ledger's balances."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compplan.ledger.model import Line
from compplan.ledger.periods import approve, close, pay
from compplan.ledger.posting import correct, post, reverse
from compplan.ledger.store import Store
from compplan.report.ledger_files import write_ledger
from tests.ledger.company import AMENDED, SALES, YEAR, run
from tests.ledger.test_sums import by_hand

MORE = {**SALES, ("ann", "2027-01"): 20_000}
HELD = Line("eve", "plan", "new_business", "2027-01", earned=1000, paid=700, held=300, draw=200, overpaid=-50)


@pytest.fixture
def year(store: Store) -> Store:
    """Give a ledger with postings of two plans, corrections, a reversal, payments and balances."""
    for month in YEAR[:4]:
        post(store, run(month), by="Cy")
    approve(store, "2027-01", by="Bea")
    close(store, "2027-01", by="Cy")
    pay(store, "2027-01", by="Cy")
    correct(store, run("2027-04", MORE, plan=AMENDED), by="Cy", reason="late and amended")
    reverse(store, 4, by="Cy", reason="a mistake")
    post(store, by_hand("2027-02", HELD._replace(month="2027-02")), by="Cy")
    return store


def test_bean_check_accepts_the_export(year: Store, tmp_path: Path) -> None:
    """Every transaction balances, and every account holds what is asserted."""
    write_ledger(str(tmp_path), year, "beancount")
    told = _bean_check(tmp_path / "ledger.beancount")
    assert (told.returncode, told.stderr) == (0, "")


def test_bean_check_finds_a_cent_that_was_changed(year: Store, tmp_path: Path) -> None:
    """The assertions are not empty: a changed transaction is found."""
    write_ledger(str(tmp_path), year, "beancount")
    file = tmp_path / "ledger.beancount"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("-700.00 USD", "-7.01 USD").replace("-7.00 USD", "-7.01 USD", 1), encoding="utf-8"
    )
    assert _bean_check(file).returncode == 1


def _bean_check(file: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("bean-check", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("beancount is not installed")
    return subprocess.run([program, str(file)], capture_output=True, text=True, check=False)
