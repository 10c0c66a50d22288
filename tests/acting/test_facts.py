from __future__ import annotations

from fractions import Fraction

import pytest

from compplan.plan.facts import EVERY, inputs_for
from compplan.plan.model.rules import ForEach
from compplan.report.facts_text import page
from tests.shared import ROOT, Golden


def test_the_page_of_facts_is_up_to_date(golden: Golden) -> None:
    """What the documentation lists is what rules may look at."""
    golden(ROOT / "docs" / "facts.md", page())


@pytest.mark.parametrize("for_each", EVERY)
def test_every_fact_of_a_plan_is_on_the_page(for_each: ForEach) -> None:
    """The inputs of a plan's rules are the facts of their section, one a measure where it says so."""
    found = inputs_for(
        for_each, roles=["AE"], measures=["revenue"], behaviours=["listening"], points={"risk": True}
    )
    section = page().split(f"## For each {for_each}\n")[1].split("## ")[0]
    names = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    assert {name.replace(".<measure>", ".revenue").replace(".<points>", ".risk") for name in names} == set(
        found
    )


def test_a_role_is_one_of_the_plan_s() -> None:
    """A table about roles is complete if it names those of the plan."""
    role = inputs_for("participant", roles=["KAM", "AE"], measures=[], behaviours=[])["role"]
    assert (role.values, role.may_be_missing, role.least) == (("AE", "KAM"), False, None)
    assert inputs_for("measure", roles=[], measures=[], behaviours=[])["plan_year"].least == Fraction(1)
