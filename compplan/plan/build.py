"""Checked nodes become a `Plan`: exact numbers, defaults filled in.

Called only on a tree in which `schema` and `checks` found no error, so each value that must be there is.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, TypeVar, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get, items
from compplan.months import month_of
from compplan.plan.currencies import find_currency
from compplan.plan.model import (
    Actual,
    AttainmentMeasure,
    Band,
    Behaviour,
    Currency,
    Curve,
    Measure,
    MinimumResponses,
    Path,
    Plan,
    ReportCard,
    ReportCardMeasure,
    Rounding,
    Source,
    Target,
    Weights,
)

_T = TypeVar("_T")


def build(root: Node, source: Source | None = None) -> Plan:
    """Make the plan that a checked tree describes."""
    measures = tuple(_measure(key.text, node) for key, node in entries(get(root, "measures")))
    ids = tuple(measure.id for measure in measures)
    months = 12 * _integer(get(root, "years"))
    before = _weights(get(root, "weights", "before"), ids)
    announced = get(root, "announced_weights")
    return Plan(
        id=_text(get(root, "id")),
        title=_text(get(root, "title")),
        description=nodes.text(get(root, "description")) or "",
        currency=_currency(get(root, "currency")),
        announced=nodes.date(get(root, "announced")),
        starts=month_of(_date(get(root, "starts"))),
        years=months // 12,
        performance_period=_word(root, "performance_period"),
        payout_period=_word(root, "payout_period"),
        roles=frozenset(map(_text, items(get(root, "applies_to", "roles")))),
        weights=_path(get(root, "weights"), before, ids, months),
        announced_weights=_path(announced, before, ids, months) if announced else None,
        measures=measures,
        report_cards=tuple(_card(key.text, node) for key, node in entries(get(root, "report_cards"))),
        rounding=_rounding(get(root, "rounding")),
        proration=_word(get(root, "proration"), "basis"),
        assume=tuple((key.text, _number(node)) for key, node in entries(get(root, "assume"))),
        source=source,
    )


def title_of(identifier: str) -> str:
    """Make a title from an id: ``following_up`` becomes ``Following up``."""
    words = identifier.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _path(node: Node | None, before: Weights, ids: tuple[str, ...], months: int) -> Path:
    kind = _word(node, "path")
    if kind in ("linear", "s_curve"):
        over = nodes.integer(get(node, "over_months")) or months
        return Path(kind, before, ((1, _weights(get(node, "to"), ids)),), over)
    table = get(node, "by_year" if kind == "steps" else "by_month")
    rows = sorted((int(key.text), _weights(row, ids)) for key, row in entries(table))
    return Path(kind, before, tuple(rows))


def _weights(node: Node | None, ids: tuple[str, ...]) -> Weights:
    named = {key.text: _number(value) for key, value in entries(node)}
    return tuple(named.get(measure, Fraction()) for measure in ids)


def _measure(identifier: str, node: Node) -> Measure:
    common: dict[str, Any] = {
        "id": identifier,
        "title": _title(identifier, node),
        "curve": _curve(get(node, "curve")),
        "accumulate": _word(node, "accumulate", "period"),
        "balance": nodes.text(get(node, "balance")),
    }
    if _word(node, "type") == "report_card":
        return ReportCardMeasure(report_card=_text(get(node, "report_card")), **common)
    return AttainmentMeasure(
        actual=_actual(get(node, "actual")),
        target=_target(get(node, "target")),
        quota_proration=_word(node, "quota_proration"),
        **common,
    )


def _actual(node: Node | None) -> Actual:
    return Actual(
        table=_text(get(node, "table")),
        sum=_text(get(node, "sum")),
        where=tuple(sorted((key.text, _any_of(value)) for key, value in entries(get(node, "where")))),
        credit=_word(node, "credit", "own"),
        if_missing=_word(node, "if_missing", "error"),
        missing_months=_word(node, "missing_months", "error"),
    )


def _target(node: Node | None) -> Target:
    return Target(
        table=_text(get(node, "table")),
        value=_text(get(node, "value")),
        spread=cast("Any", nodes.text(get(node, "spread"))),
        if_missing=_word(node, "if_missing", "error"),
        if_zero=_word(node, "if_zero", "error"),
    )


def _curve(node: Node | None) -> Curve:
    return Curve(
        type=_word(node, "type"),
        points=tuple(_point(point) for point in items(get(node, "points"))),
        bands=tuple(
            Band(nodes.number(get(band, "to")), _number(get(band, "rate")))
            for band in items(get(node, "bands"))
        ),
        threshold=nodes.number(get(node, "threshold")),
        pays=_word(node, "pays", "from_zero"),
        cap=nodes.number(get(node, "cap")),
    )


def _point(node: Node) -> tuple[Fraction, Fraction]:
    attainment, rate = items(node)
    return _number(attainment), _number(rate)


def _card(identifier: str, node: Node) -> ReportCard:
    least = get(node, "minimum_responses")
    return ReportCard(
        id=identifier,
        title=_title(identifier, node),
        ratings=_text(get(node, "ratings")),
        scale=_values(get(node, "scale")),
        favourable=frozenset(_values(get(node, "favourable"))),
        minimum_responses=MinimumResponses(
            _integer(get(least, "count")), _integer(get(least, "pool_previous_months")), _word(least, "then")
        ),
        attainment_cap=nodes.number(get(node, "attainment_cap")),
        behaviours=tuple(
            Behaviour(
                key.text, _title(key.text, item), _number(get(item, "weight")), _number(get(item, "target"))
            )
            for key, item in entries(get(node, "behaviours"))
        ),
    )


def _rounding(node: Node | None) -> Rounding:
    return Rounding(_number(get(node, "to")), _word(node, "mode"), _word(node, "at"))


def _currency(node: Node | None) -> Currency:
    return _found(find_currency(_text(node)))


def _title(identifier: str, node: Node) -> str:
    return nodes.text(get(node, "title")) or title_of(identifier)


def _values(node: Node | None) -> tuple[str, ...]:
    """Take one text or a list of texts."""
    return tuple(map(_text, items(node))) or (_text(node),)


def _any_of(node: Node | None) -> tuple[str, ...]:
    """Take texts whose order means nothing."""
    return tuple(sorted(_values(node)))


def _word(node: Node | None, key: str, default: str | None = None) -> Any:
    """Take one of the words that the schema allows here."""
    return _found(nodes.text(get(node, key)) or default)


def _text(node: Node | None) -> str:
    return _found(nodes.text(node))


def _number(node: Node | None) -> Fraction:
    return _found(nodes.number(node))


def _integer(node: Node | None) -> int:
    return _found(nodes.integer(node))


def _date(node: Node | None) -> dt.date:
    return _found(nodes.date(node))


def _found(value: _T | None) -> _T:
    if value is None:
        message = "only a tree without errors can be built"
        raise ValueError(message)
    return value
