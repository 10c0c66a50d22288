"""Recognition: ranks worked out one award date and group after the other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.dates import month_text
from tests.oracle.people import Person
from tests.oracle.reading import MONTHS
from tests.oracle.rules import Period, Row, Run, segment_row
from tests.oracle.scores import Tally


def awards(run: Run, tallies: dict[str, Tally]) -> list[Row]:
    """Give every award, amounts in minor units; ``tallies`` are the ratings by measure."""
    found = []
    for key, rule in run.plan["rules"].items():
        if rule["type"] == "recognition":
            every = MONTHS[rule["every"]]
            for last in range(run.plan["starts"] + every - 1, run.last + 1, every):
                found += _of_month(run, key, rule, last, tallies.get(rule["measure"], {}))
    return sorted(
        found, key=lambda row: (row["month"], row["rule"], row["among"], row["rank"], row["participant_id"])
    )


def _of_month(run: Run, key: str, rule: Row, last: int, tally: Tally) -> list[Row]:
    groups: dict[str, list[tuple[Fraction, str, Row]]] = {}
    for person in run.people.values():
        scored = _score(run, rule, person, last, tally)
        group = _group(run, rule, person, last)
        if scored is not None and group is not None:
            groups.setdefault(group, []).append((scored["score"], person.id, scored))
    return [row for group in sorted(groups) for row in _of_group(run, key, rule, last, group, groups[group])]


def _score(run: Run, rule: Row, person: Person, last: int, tally: Tally) -> Row | None:
    months, spans = int(rule["over_months"]), 2 if rule["rank_by"] == "improvement" else 1
    levels = []
    for span in range(spans):
        end = last - span * months
        periods = _periods(run, rule["measure"], person, end - months + 1, end)
        own = tally.get(person.id, {})
        count = sum(own[key].responses for key in own if end - months < key[1] <= end)
        if periods is None or count < int(rule.get("minimum_responses", 0)):
            return None
        levels.append(sum(periods, Fraction(0)) / len(periods))
    score = levels[0] - levels[1] if spans == 2 else levels[0]
    return {"score": score, "level": levels[0], "before": levels[1] if spans == 2 else None}


def _periods(run: Run, measure: str, person: Person, first: int, last: int) -> list[Fraction] | None:
    """Give the attainments of the periods that fill some months; None if one lacks."""
    own = [p for p in run.periods.get((measure, person.id), []) if first <= p.first and p.last <= last]
    if first < run.plan["starts"] or sum(p.last - p.first + 1 for p in own) != last - first + 1:
        return None
    found = [_usable(period) for period in own]
    return None if None in found else [each for each in found if each is not None]


def _usable(period: Period) -> Fraction | None:
    if period.behaviours and not any(line["counted"] == "counted" for line in period.behaviours):
        return None
    return period.attainment


def _group(run: Run, rule: Row, person: Person, last: int) -> str | None:
    among = rule.get("among", "company")
    if among == "company":
        return "company"
    if not person.days[last]:
        return None
    return segment_row(run, person, last, last).get(among) or None


def _of_group(run: Run, key: str, rule: Row, last: int, group: str, scored: list[Any]) -> list[Row]:
    amount = rule["award"][(last - run.plan["starts"]) // 12 + 1] * 10 ** run.plan["exponent"]
    unit = int(run.plan["rounding"]["to"] * 10 ** run.plan["exponent"])
    rows, winners = [], int(rule["winners"])
    for score, who, each in sorted(scored, key=lambda item: item[1]):
        better = sum(other > score for other, _, _ in scored)
        tied = sorted(name for other, name, _ in scored if other == score)
        if better >= winners or (rule["rank_by"] == "improvement" and score <= 0):
            continue
        pot = int(amount) * min(winners - better, len(tied)) // unit
        whole, left = divmod(pot, len(tied))
        shared = (whole + (tied.index(who) < left)) * unit
        rows.append(
            {
                "participant_id": who,
                "month": month_text(last),
                "rule": key,
                "among": group,
                "rank": better + 1,
                "tied": len(tied),
                "ranked": len(scored),
                "award": int(amount) if rule["ties"] == "all" else shared,
            }
            | each
        )
    return rows
