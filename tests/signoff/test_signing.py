"""Sign-off: who approved which exact content, and what a run does without."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import compplan as cp
from compplan.plan.load import load_plan
from compplan.signoff.sidecar import signatures_of
from compplan.signoff.status import check_signed, status_of
from tests.cli.company import call
from tests.plan.edits import BASE

BOTH = "sign_off: {{required: [Chief Executive Officer, Chief Revenue Officer], without: {}}}\n"
CEO, CRO = "Jo Ray, Chief Executive Officer", 'Pat "P" O\'Neil, Chief Revenue Officer'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Give a plan that refuses to pay without two signatures."""
    path = tmp_path / "plan.yaml"
    path.write_text(BASE + BOTH.format("refuse"), encoding="utf-8")
    return path


def _missing(plan: Path) -> tuple[str, ...]:
    loaded = load_plan(plan)
    return status_of(loaded, signatures_of(loaded)).missing


def test_a_plan_is_signed_when_every_title_has_signed_it(plan: Path) -> None:
    """Each signature is added to the file beside the plan; none is taken out."""
    assert _missing(plan) == ("Chief Executive Officer", "Chief Revenue Officer")
    assert call("sign", str(plan), "--as", CEO).exit_code == 0
    assert _missing(plan) == ("Chief Revenue Officer",)
    done = call("sign", str(plan), "--as", CRO, "--note", "with: colons, 'quotes' # and all")
    assert done.exit_code == 0
    assert _missing(plan) == ()
    first, second = signatures_of(load_plan(plan))
    assert (first.name, first.title) == ("Jo Ray", "Chief Executive Officer")
    assert (second.name, second.note) == ('Pat "P" O\'Neil', "with: colons, 'quotes' # and all")


UNCHANGED = {
    "a comment": ("compplan: 1", "# why\ncompplan: 1"),
    "the spelling of a share": ("{weight: 60%", "{weight: 0.60"),
    "the order of keys": (
        "listening: {weight: 60%, target: 80%}\n      consulting: {weight: 40%, target: 80%}",
        "consulting: {target: 80%, weight: 40%}\n      listening: {target: 80%, weight: 60%}",
    ),
}
CHANGED = {
    "a weight": ("{revenue: 80%, relationship: 20%}", "{revenue: 81%, relationship: 19%}"),
    "a title": ("title: Base", "title: Other"),
    "who has to sign": ("Chief Revenue Officer]", "Chief Revenue Officer, Head of HR]"),
}


def _edit(plan: Path, old: str, new: str) -> None:
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("old", "new"), UNCHANGED.values(), ids=UNCHANGED)
def test_what_means_the_same_stays_signed(plan: Path, old: str, new: str) -> None:
    """Comments, spelling and order do not matter to a signature."""
    for who in (CEO, CRO):
        call("sign", str(plan), "--as", who)
    _edit(plan, old, new)
    assert check_signed(load_plan(plan)) == []


@pytest.mark.parametrize(("old", "new"), CHANGED.values(), ids=CHANGED)
def test_a_change_of_meaning_needs_new_signatures(plan: Path, old: str, new: str) -> None:
    """A changed plan is not signed, and the message says who signed before; signed again, it is."""
    for who in (CEO, CRO):
        call("sign", str(plan), "--as", who)
    _edit(plan, old, new)
    (problem,) = check_signed(load_plan(plan))
    assert problem.code == "CP802"
    assert "Jo Ray" in problem.message
    for who in (CEO, CRO, "Al, Head of HR"):
        call("sign", str(plan), "--as", who)
    assert check_signed(load_plan(plan)) == []


def test_a_plan_that_refuses_does_not_pay_unsigned(plan: Path) -> None:
    """Neither the command nor the library pays; signed, both do."""
    data = Path(__file__).parents[1] / "codes" / "common" / "data"
    refused = call("run", str(plan), "--data", str(data), "--through", "2027-01")
    assert refused.exit_code == 1
    assert "CP801" in refused.stderr
    with pytest.raises(cp.DiagnosticError):
        cp.load_plan(plan).run(data, through="2027-01")
    for who in (CEO, CRO):
        call("sign", str(plan), "--as", who)
    assert call("run", str(plan), "--data", str(data), "--through", "2027-01").exit_code == 0
    assert len(cp.load_plan(plan).run(data, through="2027-01").payments)


def test_a_plan_that_warns_pays_and_says_so(plan: Path) -> None:
    """With `without: warn`, a missing signature is a warning of validate and of run."""
    _edit(plan, "without: refuse", "without: warn")
    data = Path(__file__).parents[1] / "codes" / "common" / "data"
    done = call("run", str(plan), "--data", str(data), "--through", "2027-01")
    assert done.exit_code == 0
    assert "warning CP801" in done.stderr
    assert "warning CP801" in call("validate", str(plan), "--format", "concise").stdout


def test_signing_twice_changes_nothing(plan: Path) -> None:
    """The same person in the same role signs the same content once."""
    call("sign", str(plan), "--as", CEO)
    before = plan.with_suffix(".signoff.yaml").read_bytes()
    done = call("sign", str(plan), "--as", CEO)
    assert (done.exit_code, plan.with_suffix(".signoff.yaml").read_bytes()) == (0, before)


def test_check_lists_who_signed_and_who_has_to(plan: Path) -> None:
    """It ends with 1 as long as a title is missing."""
    call("sign", str(plan), "--as", CEO)
    done = call("sign", "--check", str(plan))
    assert done.exit_code == 1
    assert "Jo Ray, Chief Executive Officer" in done.stdout
    assert "not signed    Chief Revenue Officer" in done.stdout


WRONG = {"no title": ["--as", "Jo Ray"], "neither": [], "both": ["--as", CEO, "--check"]}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_a_wrong_command_line_is_told(plan: Path, arguments: list[str]) -> None:
    """Who signs is a name and a title, and signing is not checking."""
    done = call("sign", str(plan), *arguments)
    assert done.exit_code == 2
    assert not plan.with_suffix(".signoff.yaml").exists()


def test_a_wrong_plan_cannot_be_signed(plan: Path) -> None:
    """Nobody approves what has no meaning."""
    _edit(plan, "years: 2", "years: two")
    assert call("sign", str(plan), "--as", CEO).exit_code == 1
    assert not plan.with_suffix(".signoff.yaml").exists()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")
def test_an_ssh_signature_is_made_and_verified(plan: Path, tmp_path: Path) -> None:
    """A signature by key is good for those who are allowed, and for nobody else."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    assert call("sign", str(plan), "--as", CEO, "--key", str(key)).exit_code == 0
    allowed = tmp_path / "allowed"
    allowed.write_text(f'"Jo Ray" {key.with_suffix(".pub").read_text(encoding="utf-8")}', encoding="utf-8")
    done = call("sign", "--check", str(plan), "--allowed-signers", str(allowed))
    assert "SSH signature verified" in done.stdout
    allowed.write_text(allowed.read_text(encoding="utf-8").replace("Jo Ray", "Al"), encoding="utf-8")
    done = call("sign", "--check", str(plan), "--allowed-signers", str(allowed))
    assert "NOT GOOD" in done.stdout
    assert call("sign", str(plan), "--as", CEO, "--key", str(tmp_path / "none")).exit_code == 1
