"""``compplan ledger``."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.company import GOLDEN, call
from tests.shared import Golden

pytestmark = pytest.mark.usefixtures("company")

POST = "post mixed.yaml --data data --as Cy --month"


def _ledger(*commands: str) -> Result:
    """Give commands, all of which succeed but perhaps the last; give what came of that."""
    *before, last = commands
    for command in before:
        done = call("ledger", *shlex.split(command))
        assert done.exit_code == 0, done.output
    return call("ledger", *shlex.split(last))


def _plain(text: str) -> str:
    """Take out what differs each time: digests and times."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "<digest>", text)
    text = re.sub(r"\b[0-9a-f]{12}\b", "<digest...>", text)
    text = re.sub(r"^engine: .*$", "engine: <version>", text, flags=re.MULTILINE)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>", text)


def _change_sale(company: Path) -> None:
    sales = company / "data" / "sales.csv"
    sales.write_text(sales.read_text(encoding="utf-8").replace("9500.25", "9900.25"), encoding="utf-8")


def test_a_month_from_posting_to_payment(golden: Golden, company: Path) -> None:
    """What each step prints."""
    steps = (
        "init",
        f"{POST} 2027-01",
        f"{POST} 2027-01",
        f"{POST} 2027-02",
        "approve 2027-01 --as Bea",
        "close 2027-01 --as Cy",
        "pay 2027-01 --as Cy",
    )
    later = (
        "differences mixed.yaml --data data",
        "dispute 2.1 --question 'Is this all?' --as ann",
        "answer 6 --right --text 'A sale came late.' --as Cy",
        "correct mixed.yaml --data data --as Cy --reason 'a late sale' --dispute 6",
        "differences mixed.yaml --data data",
        "disputes",
        "periods",
        "list",
        "show 8",
        "show --participant ann",
        "balances",
        "accruals mixed.yaml --data data",
        "accruals --capitalise revenue=12",
        "verify",
    )
    printed = [f"$ compplan ledger {step}\n{_plain(_ledger(step).output)}" for step in steps]
    _change_sale(company)
    printed += [f"$ compplan ledger {step}\n{_plain(_ledger(step).output)}" for step in later]
    golden(GOLDEN / "ledger.txt", "\n".join(printed))


def test_the_head_that_is_printed_is_an_anchor(company: Path) -> None:
    """What a posting prints can be given to ``verify``; another head is not held."""
    done = _ledger("init", f"{POST} 2027-01")
    anchor = re.findall(r"^head (\S+)$", done.output, re.MULTILINE)[-1]
    assert "the anchor is held" in _ledger(f"{POST} 2027-02", f"verify --anchor {anchor}").output
    assert _ledger(f"verify --anchor {anchor[:-1]}x").exit_code == 1
    assert (company / "ledger.sqlite").exists()


def test_reconcile_ends_with_1_if_anything_differs(company: Path) -> None:
    """And with 0 if nothing does."""
    (company / "payroll.csv").write_text("participant_id,amount\nann,1350.06\nbob,70\n", encoding="utf-8")
    done = _ledger("init", f"{POST} 2027-01", "reconcile 2027-01 payroll.csv")
    assert done.exit_code == 1
    assert re.search(r"^bob +75.00 +70.00 +-5.00$", done.output, re.MULTILINE)
    assert "1 payment of the ledger and the payroll agree" in done.output
    (company / "payroll.csv").write_text("participant_id,amount\nann,1350.06\nbob,75\n", encoding="utf-8")
    assert _ledger("reconcile 2027-01 payroll.csv").exit_code == 0


def test_the_payments_are_those_of_a_run(company: Path) -> None:
    """What is exported for the months posted is what ``run`` writes."""
    _ledger("init", *(f"{POST} 2027-0{month}" for month in (1, 2, 3)), "export --out out")
    call("run", "mixed.yaml", "--data", "data", "--out", "results")
    exported = (company / "out" / "payments.csv").read_text(encoding="utf-8").splitlines()
    written = (company / "results" / "payments.csv").read_text(encoding="utf-8").splitlines()
    assert sorted(exported) == sorted(written)


def test_a_person_s_record_is_json_and_can_be_erased(company: Path) -> None:
    """Before the erasure it holds the person's lines; after it, nobody of this name is known."""
    month = ("approve 2027-01 --as Bea", "close 2027-01 --as Cy", "pay 2027-01 --as Cy")
    document = json.loads(_ledger("init", f"{POST} 2027-01", *month, "person ann").output)
    assert (document["format"], document["person"]) == ("compplan.person/1", "ann")
    assert len(document["lines"]) == 2
    assert _ledger("person ann --out ann.json").exit_code == 0
    assert json.loads((company / "ann.json").read_text(encoding="utf-8")) == document
    assert _ledger("erase ann --as Dee").exit_code == 0
    assert "CP660" in _ledger("person ann").stderr
    assert "(erased " in _ledger("show 1").output


def test_a_reversal_is_printed() -> None:
    """With its amount, and again as done already."""
    done = _ledger("init", f"{POST} 2027-01", "reverse 1 --reason 'the wrong plan' --as Cy")
    assert "entry 2, 4 lines, -1,425.06 USD" in done.output
    assert "reversed already, by entry 2" in _ledger("reverse 1 --reason 'the wrong plan' --as Cy").output


def test_a_plan_that_refuses_to_pay_without_signatures_is_not_posted(company: Path) -> None:
    """Signed, it is; what it would pay can be looked at before."""
    plan = company / "mixed.yaml"
    refuses = "sign_off: {required: [Chief Executive Officer], without: refuse}\n"
    plan.write_text(plan.read_text(encoding="utf-8") + refuses, encoding="utf-8")
    assert "CP801" in _ledger("init", f"{POST} 2027-01").stderr
    assert "4 lines" in _ledger("differences mixed.yaml --data data --through 2027-01").output
    assert call("sign", "mixed.yaml", "--as", "Jo Ray, Chief Executive Officer").exit_code == 0
    assert _ledger(f"{POST} 2027-01").exit_code == 0


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("post mixed.yaml --data data --month 2027-01", "Missing option '--as'"),
        ("post mixed.yaml --data data --month 2027-1 --as Cy", "'2027-1' is not a month"),
        ("show", "give an entry, or --participant"),
        ("dispute 1 --question x --as Cy", "'1' is no line such as 12.3"),
        ("accruals --capitalise revenue", "'revenue' is not such as product_revenue=36"),
        ("accruals mixed.yaml", "give plans and --data together"),
        ("pots", "No such command 'pots'"),
    ],
)
def test_a_wrong_command_line_ends_with_2(command: str, told: str) -> None:
    """And says what is expected."""
    done = _ledger(command)
    assert done.exit_code == 2
    assert told in done.stderr
