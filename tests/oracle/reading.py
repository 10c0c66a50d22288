"""A plan's YAML text as a plain dict with exact numbers, and tables of text cells."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.oracle.dates import day_number, month_index

Plan = dict[str, Any]
Tables = dict[str, list[dict[str, str]]]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
EXPONENTS = {"JPY": 0, "CLP": 0, "USD": 2, "EUR": 2, "KWD": 3, "BHD": 3, "CLF": 4}
_SHARE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(%?)")
_MONEY = re.compile(r"-?[0-9]+(?:\.([0-9]{1,4}))?")


_PLAIN: dict[str, Any] = {"type": "flat", "rate": "1"}
_NO_WEIGHTS: dict[str, Any] = {"before": {}, "path": "monthly", "by_month": {"1": {}}}


class OracleError(Exception):
    """Something that the semantics call an error: its kind, and for whom and when if that is known."""

    def __init__(self, kind: str, participant: str | None = None, month: str | None = None) -> None:
        """Keep what is wrong, for whom and in which month (``YYYY-MM``)."""
        super().__init__(kind, participant, month)
        self.kind, self.participant, self.month = kind, participant, month


@cache
def number(text: str) -> Fraction:
    """Read ``0.8`` or ``80%`` exactly."""
    match = _SHARE.fullmatch(text)
    if match is None:
        kind = "number"
        raise OracleError(kind)
    return Fraction(match[1]) / (100 if match[2] else 1)


@cache
def money(text: str, exponent: int) -> Fraction:
    """Read an amount with at most four decimals and at most the currency's own."""
    match = _MONEY.fullmatch(text)
    if match is None or len(match[1] or "") > exponent:
        kind = "number"
        raise OracleError(kind)
    return Fraction(text)


def read_plan(text: str) -> Plan:
    """Read a plan's YAML text; numbers become fractions, ``starts`` a month index, defaults are filled in."""
    return _plan(_raw(text))


_WORDS = {"compplan", "id", "title", "description", "rules"}
"""What a file that extends another may state beside weights and more measures."""


def read_plan_file(file: Path) -> Plan:
    """Read a plan's file, or one that states nothing but other weights, rules and more measures."""
    raw = _raw(file.read_text(encoding="utf-8"))
    if "extends" not in raw:
        return _plan(raw)
    base = _raw((file.parent / raw.pop("extends")).read_text(encoding="utf-8"))
    old, new = base["weights"], raw.pop("weights", {})
    if new.get("path", old["path"]) != old["path"]:
        weights = {"before": old["before"], **new}
    else:
        weights = {**old, **new, "by_year": {**old["by_year"], **new["by_year"]}}
    if raw.get("rules") == "none":
        raw["rules"] = {}
    more = raw.pop("measures", {})
    if raw.keys() - _WORDS or more.keys() & base["measures"].keys():
        kind = "scenario"
        raise OracleError(kind)
    return _plan({**base, **raw, "weights": weights, "measures": base["measures"] | more})


def _raw(text: str) -> dict[str, Any]:
    raw: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 BaseLoader makes nothing but text
    return raw


def _plan(raw: dict[str, Any]) -> Plan:
    return {
        "id": raw["id"],
        "exponent": EXPONENTS[raw["currency"]],
        "currency": raw["currency"],
        "conversion": raw.get("conversion"),
        "starts": month_index(raw["starts"]),
        "years": int(raw["years"]),
        "performance": MONTHS[raw["performance_period"]],
        "payout": MONTHS[raw["payout_period"]],
        "roles": set(raw["applies_to"]["roles"]),
        "weights": _path(raw.get("weights", _NO_WEIGHTS), 12 * int(raw["years"])),
        "measures": {key: _measure(value) | {"id": key} for key, value in raw["measures"].items()},
        "report_cards": {key: _card(value) for key, value in raw.get("report_cards", {}).items()},
        "proration": raw["proration"]["basis"],
        "leave": raw["proration"].get("leave", {}),
        "holds": (0, 10**6),
        "payment": raw.get("payment", {}),
        "rules": {key: _rule(value) for key, value in raw.get("rules", {}).items()},
        "gates": [_link(raw_link) for raw_link in raw.get("gates", {}).values()],
        "modifiers": [_link(raw_link) for raw_link in raw.get("modifiers", {}).values()],
        "stacking": raw.get("stacking", "multiplicative"),
        "caps": _limits(raw.get("caps", {})),
        "best_of": raw.get("best_of", []),
        "rounding": {"to": number(raw["rounding"]["to"]), "mode": raw["rounding"]["mode"]},
    }


def read_table(text: str) -> list[dict[str, str]]:
    """Read CSV text with a header row as a list of rows of text cells."""
    return [dict(row) for row in csv.DictReader(io.StringIO(text))]


def read_tables(folder: Path) -> Tables:
    """Read every CSV file of a folder; a table is named by its file."""
    return {file.stem: read_table(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.csv"))}


def _shares(raw: dict[str, str]) -> dict[str, Fraction]:
    return {key: number(value) for key, value in raw.items()}


def _limits(raw: dict[str, str]) -> dict[str, tuple[Fraction, bool]]:
    """Read limits: a number, and whether it is a share of the target incentive."""
    return {key: (number(value), value.endswith("%")) for key, value in raw.items()}


def _path(raw: dict[str, Any], months: int) -> dict[str, Any]:
    rows = raw.get("by_year") or raw.get("by_month") or {}
    return {
        "type": raw["path"],
        "before": _shares(raw["before"]),
        "rows": {int(key): _shares(row) for key, row in rows.items()},
        "to": _shares(raw.get("to", {})),
        "over_months": int(raw.get("over_months", months)),
    }


def _measure(raw: dict[str, Any]) -> dict[str, Any]:
    by = "value" if raw["type"] == "value" else "attainment"
    measure = {
        "type": raw["type"],
        "curve": _curve({"by": by} | raw.get("curve", _PLAIN)),
        "earns": raw.get("earns", "target_incentive"),
        "direction": raw.get("direction", "higher_is_better"),
        "to_date": raw.get("accumulate", "period") == "year_to_date",
        "balance": raw.get("balance"),
        "caps": _limits(raw.get("caps", {})),
        "floors": _limits(raw.get("floors", {})),
    }
    if raw["type"] == "report_card":
        return measure | {"report_card": raw["report_card"]}
    if raw["type"] == "matrix":
        sides = {
            side: {"measure": raw[side]["measure"], "breaks": [number(each) for each in raw[side]["breaks"]]}
            for side in ("rows", "columns")
        }
        grid = [[number(cell) for cell in row] for row in raw["grid"]]
        return measure | sides | {"grid": grid, "cells": raw["cells"]}
    if raw["type"] == "scorecard":
        return measure | {"of": _shares(raw["of"])}
    if raw["type"] == "value":
        value = {"actual": _actual(raw["actual"]), "per": raw.get("per", "period"), "pool": raw.get("pool")}
        if "points" in raw.get("pool", {}):
            value["pool"] = raw["pool"] | {"points": _actual(raw["pool"]["points"])}
        return measure | value
    if "of" in raw["target"]:
        counted = {"times": "1", "period": "same", "if_zero": "error", "if_missing": "error"} | raw["target"]
        target: Any = counted | {"of": _actual(raw["target"]["of"]), "times": number(counted["times"])}
        return measure | {"actual": _actual(raw["actual"]), "target": target}
    if isinstance(raw["target"], str):
        target = {"constant": number(raw["target"]), "if_missing": "error", "if_zero": "error"}
        return measure | {"actual": _actual(raw["actual"]), "target": target}
    target = {"spread": None, "if_missing": "error", "if_zero": "error", "over": "to_date"} | raw["target"]
    target["ramp"] = {int(month): number(each) for month, each in raw["target"].get("ramp", {}).items()}
    target["seasonality"] = [number(each) for each in raw["target"].get("seasonality", [])]
    return measure | {
        "actual": _actual(raw["actual"]),
        "target": target,
        "quota_proration": raw["quota_proration"],
    }


def _rule(raw: dict[str, Any]) -> dict[str, Any]:
    if raw["type"] == "recognition":
        by_year = raw["award"]["by_year"]
        return raw | {"award": {int(year): number(amount) for year, amount in by_year.items()}}
    return {"hit_policy": "unique"} | raw


def _link(raw: dict[str, Any]) -> dict[str, Any]:
    link = (
        raw
        | _condition(raw)
        | {"applies_to": raw.get("applies_to", []), "applies": raw.get("applies", "period")}
    )
    if "curve" in raw:
        link["curve"] = _curve({"by": "attainment"} | raw["curve"])
        link["when"] = _condition(raw["when"]) if "when" in raw else None
    return link


def _condition(raw: dict[str, str]) -> dict[str, Any]:
    words = [word for word in ("at_least", "above", "at_most", "below") if word in raw]
    found = {"comparison": words[0], "level": number(raw[words[0]])} if words else {}
    return {"measure": raw["measure"]} | found


def _actual(raw: dict[str, Any]) -> dict[str, Any]:
    where = {
        column: set(values if isinstance(values, list) else [values])
        for column, values in raw.get("where", {}).items()
    }
    days = {"from": day_number(raw.get("from", "0001-01-01")), "to": day_number(raw.get("to", "9999-12-31"))}
    defaults = {"credit": "own", "if_missing": "error", "missing_months": "error"}
    return defaults | raw | {"where": where} | days


def _curve(raw: dict[str, Any]) -> dict[str, Any]:
    if raw["type"] == "flat":
        raw = raw | {"type": "tiered_marginal", "bands": [{"rate": raw["rate"]}]}
    return {
        "type": raw["type"],
        "by": raw["by"],
        "includes": raw.get("includes", "from"),
        "negative": raw.get("negative", "nothing"),
        "points": [(number(at), number(rate)) for at, rate in raw.get("points", [])],
        "bands": [
            (number(band["to"]) if "to" in band else None, number(band["rate"]))
            for band in raw.get("bands", [])
        ],
        "threshold": number(raw["threshold"]) if "threshold" in raw else None,
        "within": raw.get("within"),
        "ties": raw.get("ties"),
        "pays": raw.get("pays", "from_zero"),
        "cap": number(raw["cap"]) if "cap" in raw else None,
    }


def _card(raw: dict[str, Any]) -> dict[str, Any]:
    minimum, cap = raw["minimum_responses"], raw.get("attainment_cap", "none")
    return {
        "ratings": raw["ratings"],
        "scale": raw["scale"],
        "favourable": set(raw["favourable"]),
        "count": int(minimum["count"]),
        "pool": int(minimum["pool_previous_months"]),
        "then": minimum["then"],
        "cap": None if cap == "none" else number(cap),
        "behaviours": {key: _shares_of(value) for key, value in raw["behaviours"].items()},
        "values": {key: number(value) for key, value in raw.get("values", {}).items()},
        "by_mean": raw.get("attains_by") == "mean_value",
        "most_per_account": int(raw["most_per_account"]) if "most_per_account" in raw else None,
        "shrinkage": raw.get("shrinkage"),
    }


def _shares_of(raw: dict[str, Any]) -> dict[str, Any]:
    target: Any = raw["target"]
    if isinstance(target, str):
        return {"weight": number(raw["weight"]), "target": number(target)}
    rows = {int(month): number(share) for month, share in target["by_month"].items()}
    return {"weight": number(raw["weight"]), "rows": rows, "line": target.get("between") == "linear"}
