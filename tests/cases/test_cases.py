"""Worked examples: all of them as expected, and what a case says when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from compplan.cases.check import check_case
from compplan.cases.read import find_cases
from compplan.diagnostics import DiagnosticError

HERE = Path(__file__).parent
FILES = find_cases([str(HERE)])
CASE = """
case: 1
id: a-case
plan:
  compplan: 1
  extends: {month}
  id: a-case
data:
  participants: [{{participant_id: ann, role: rep, target_incentive: 12000, start_date: 2027-01-01}}]
  sales: [{{participant_id: ann, date: 2027-01-05, amount: 750}}]
  quotas: [{{participant_id: ann, period: 2027-01, quota: 1000}}]
expected:
  payments: [{{participant_id: ann, month: 2027-01, amount: 750}}]
  lines: [{{participant_id: ann, month: 2027-01, component: revenue, attainment: 75%}}]
""".lstrip().format(month=HERE / "month.yaml")


@pytest.mark.parametrize("file", FILES, ids=lambda file: Path(file).stem)
def test_a_case_is_as_expected(file: str) -> None:
    """The plan gives what the case expects, to the cent, and no longer with any number a tenth larger."""
    assert [str(problem) for problem in check_case(file, inputs=True).problems] == []


def test_every_case_has_an_id_of_its_own() -> None:
    """Two cases of one id could not be told apart."""
    ids = [case.id for file in FILES if (case := check_case(file).case)]
    assert len(ids) == len(set(ids)) == len(FILES)


WRONG = {
    "a cent off": ("amount: 750}]\n  lines", "amount: 750.01}]\n  lines", ("CP701", 12, 60)),
    "a rate off": ("attainment: 75%", "attainment: 75.1%", ("CP701", 13, 81)),
    "another month": ("month: 2027-01, component", "month: 2027-02, component", ("CP703", 13, 12)),
    "misspelt column": ("attainment: 75%", "atainment: 75%", ("CP702", 13, 69)),
    "nothing expected": ("[{participant_id: ann, month: 2027-01, amount: 750}]", "[]", ("CP704", 11, 1)),
    "an error that does not come": ("  payments:", "  error: CP353\n  payments:", ("CP705", 11, 1)),
    "misspelt word of the plan": ("  id: a-case\ndata", "  id: a-case\n  titel: x\ndata", ("CP101", 7, 3)),
    "misspelt key of the case": ("expected:", "expectd:", ("CP101", 11, 1)),
    "wrong data": ("amount: 750}]\n  quotas", "amount: 7.5.1}]\n  quotas", ("CP321", 9, 59)),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_not_as_expected_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, expected: tuple[str, int, int]
) -> None:
    """One difference is one message, at the line and column that expects something else."""
    assert old in CASE
    (tmp_path / "case.yaml").write_text(CASE.replace(old, new), encoding="utf-8")
    found = check_case(str(tmp_path / "case.yaml")).problems
    assert [(each.code, each.place.line, each.place.column) for each in found] == [expected]


def test_numbers_without_effect_are_told(tmp_path: Path) -> None:
    """A quota that the curve does not look at is told, as is a number that is listed as unused and is not."""
    unused = "unused: [data.sales.1.amount]\n"
    text = CASE.replace("750}]\n  lines", "750}]\n  lins").partition("  lins")[0] + unused
    (tmp_path / "case.yaml").write_text(
        text.replace("  id: a-case\ndata", "  id: a-case\n  measures: {revenue: {curve: {cap: 90%}}}\ndata"),
        encoding="utf-8",
    )
    found = check_case(str(tmp_path / "case.yaml"), inputs=True).problems
    assert [(each.code, each.place.line) for each in found] == [("CP707", 7), ("CP708", 12)]


def test_an_expected_error_is_success(tmp_path: Path) -> None:
    """A case may expect that wrong data is refused, and by which code."""
    before, _, _ = CASE.replace("quota: 1000", "quota: 0").partition("expected:")
    (tmp_path / "case.yaml").write_text(f"{before}expected: {{error: CP358}}\n", encoding="utf-8")
    assert check_case(str(tmp_path / "case.yaml")).problems == ()


def test_a_folder_without_cases_is_an_error(tmp_path: Path) -> None:
    """No case at all is no success; plans beside cases are no cases."""
    (tmp_path / "plan.yaml").write_text("compplan: 1\n", encoding="utf-8")
    with pytest.raises(DiagnosticError) as caught:
        find_cases([str(tmp_path), str(tmp_path / "absent")])
    assert [problem.code for problem in caught.value.diagnostics] == ["CP706", "CP706"]
