"""Random words on what is held against targets, and the accounts that they look at.

Draws leave those of the generator as they are, so that older seeds make the same plans otherwise.
"""

from __future__ import annotations

from random import Random

from tests.oracle.yaml_text import Raw

Row = dict[str, str]
VALUES = (["1", "2", "3", "4", "5"], ["0", "0.25", "0.5", "0.75", "1"], ["0.1", "1", "1.5", "7", "10"])
TARGETS = ["1", "2.5", "3.6", "4.2", "0.8", "0.7"]


def random_score(card: Raw) -> Raw:
    """Give some report cards values, a mean as what counts, weights of accounts, and shrinkage."""
    rng = Random(str(card))
    more: Raw = {}
    if rng.random() < 0.5:
        return more
    values = rng.choice(VALUES)
    if rng.random() < 0.6:
        more["values"] = dict(zip(card["scale"], values, strict=True))
    if "values" in more and rng.random() < 0.6:
        more["attains_by"] = "mean_value"
        targets = [each for each in TARGETS if float(each) <= float(values[-1])]
        more["behaviours"] = {
            key: {"weight": each["weight"], "target": rng.choice(targets)}
            for key, each in card["behaviours"].items()
        }
    if rng.random() < 0.5:
        more["most_per_account"] = rng.choice(["1", "1", "2"])
    if rng.random() < 0.6:
        more["shrinkage"] = {"to": rng.choice(["team", "team", "plan"])}
        more["shrinkage"] |= rng.choice([{}, {}, {"strength": "1"}, {"strength": "12"}])
    return more


def with_accounts(rows: list[Row]) -> list[Row]:
    """Let most answers come from one of three accounts, and some from none that is known."""
    rng = Random(len(rows))
    return [row | {"customer_id": rng.choice(["A1", "A1", "A2", "A3", ""])} for row in rows]
