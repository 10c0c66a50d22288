"""``compplan diff``: two plans in, what changes out."""

from __future__ import annotations

import json

from compplan import resources
from tests.cli.company import call

PLANS = resources.path("plans")


def test_the_changes_are_told_by_their_months() -> None:
    """The bold and the gradual plan differ in their weights alone."""
    done = call("diff", str(PLANS / "bold.yaml"), str(PLANS / "gradual.yaml"))
    assert done.exit_code == 0
    assert "2027-01 to 2027-12\n  weight of product_revenue 80% -> 98.06% to 76.67%" in done.stdout
    assert "measures" not in done.stdout


def test_json_names_both_plans_by_digest() -> None:
    """A program gets each change with its path, and knows which plans were compared."""
    done = call("diff", "--json", str(PLANS / "bold.yaml"), str(PLANS / "immediate.yaml"))
    document = json.loads(done.stdout)
    assert document["format"] == "compplan.diff/1"
    assert len({document["from"]["digest"], document["to"]["digest"]}) == 2
    changes = {(tuple(each["path"]), each["first_month"]): each["to"] for each in document["changes"]}
    assert changes[("weights", "relationship"), "2028-01"] == "70%"


def test_the_same_plan_means_the_same() -> None:
    """Nothing changes from a plan to itself."""
    done = call("diff", str(PLANS / "bold.yaml"), str(PLANS / "bold.yaml"))
    assert done.stdout.endswith("they mean the same\n")
