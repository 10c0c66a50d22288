"""``compplan rule``."""

from __future__ import annotations

import pytest

from compplan.report.catalogue import RULES
from tests.cli.company import call


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a terminal of forty characters."""
    monkeypatch.setenv("COLUMNS", "40")


def test_a_code_is_explained_within_the_terminal() -> None:
    """Its name, what, why and both examples are shown, prose wrapped."""
    done = call("rule", "CP106")
    assert done.exit_code == 0
    assert done.stdout == (
        "CP106 quoted-number\n\nA number stands in quotes.\n\nWhy: Quotes say that a value is text.\n\n"
        'Wrong:\n  years: "2"\n\nRight:\n  years: 2\n'
    )
    assert max(map(len, call("rule", "CP012").stdout.partition("Wrong:")[0].splitlines())) <= 40


def test_several_codes_or_names_are_explained_in_turn() -> None:
    """Codes in small letters and names will do."""
    done = call("rule", "cp101", "quoted-number")
    assert done.exit_code == 0
    assert done.stdout.index("CP101 unknown-key\n") < done.stdout.index("CP106 quoted-number\n")


def test_without_a_code_all_are_listed() -> None:
    """The list has every code."""
    done = call("rule")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")] == sorted(RULES)


def test_an_unknown_code_ends_with_1_and_asks_what_was_meant() -> None:
    """Nothing is explained if one of the codes is unknown."""
    done = call("rule", "CP101", "CP10l")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "compplan rule: error CP404 unknown code 'CP10l'\n  = did you mean CP101?\n"
