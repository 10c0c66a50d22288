"""Rules from their nodes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from compplan.documents import nodes
from compplan.documents.nodes import Node, Scalar, entries, get, items
from compplan.plan.build.values import integer, number, text, title, word
from compplan.plan.facts import OWN, inputs_for
from compplan.plan.model.rules import Action, DecisionRule, ForEach, PointsRule, Recognition, Rule
from compplan.tables.model import Input, Row, Table
from compplan.tables.sets import Values
from compplan.tables.unary import Fault, everything, read_cell

POINTS = "points."


def rule_of(identifier: str, node: Node, root: Node) -> Rule:
    """Make a rule of a plan's tree."""
    if word(node, "type") == "recognition":
        return _recognition(identifier, node, integer(get(root, "years")))
    for_each: ForEach = word(node, "for_each")
    if word(node, "type") == "points":
        table = table_of(node, points_facts_of(root, for_each))
        return PointsRule(identifier, title(identifier, node), for_each, table)
    table = table_of(node, facts_of(root, for_each))
    reason = nodes.text(get(node, "reason")) or ""
    return DecisionRule(identifier, title(identifier, node), for_each, table, reason)


def facts_of(root: Node, for_each: ForEach) -> Mapping[str, Input]:
    """Give the facts that a plan's rules for each of something may look at."""
    cards = [card for _, card in entries(get(root, "report_cards"))]
    behaviours = [key.text for card in cards for key, _ in entries(get(card, "behaviours"))]
    rules = [(key.text, rule) for key, rule in entries(get(root, "rules"))]
    points = {key: rule for key, rule in rules if nodes.text(get(rule, "type")) == "points"}
    return inputs_for(
        for_each,
        roles=[item.text for item in items(get(root, "applies_to", "roles")) if isinstance(item, Scalar)],
        measures=[key.text for key, _ in entries(get(root, "measures"))],
        behaviours=dict.fromkeys(behaviours),
        points={key: nodes.text(get(rule, "aggregate")) in ("min", "max") for key, rule in points.items()},
    )


def points_facts_of(root: Node, for_each: ForEach) -> Mapping[str, Input]:
    """Give the facts that rules which give points may look at: neither points nor actions of their own."""
    facts = facts_of(root, for_each)
    return {name: fact for name, fact in facts.items() if name not in OWN and not name.startswith(POINTS)}


def table_of(node: Node, facts: Mapping[str, Input]) -> Table:
    """Make a rule's decision table, of a tree in which every cell can be read."""
    inputs = tuple(facts[text(item)] for item in items(get(node, "inputs")))
    rows = tuple(_row(row, inputs) for row in items(get(node, "rows")))
    wanted = [text(item) for item in items(get(node, "priority"))]
    if get(node, "aggregate") is not None:
        return Table(inputs, rows, "collect", aggregate=word(node, "aggregate"))
    priority = tuple(row.output for kind in wanted for row in rows if _kind(row.output) == kind)
    return Table(inputs, rows, word(node, "hit_policy", "unique"), tuple(dict.fromkeys(priority)))


def action_of(node: Node | None) -> Action:
    """Make the action of a row."""
    who = nodes.text(get(node, "with")) or nodes.text(get(node, "to"))
    return Action(word(node, "action"), who, nodes.integer(get(node, "due_days")))


def _kind(output: object) -> str:
    assert isinstance(output, Action)
    return output.action


def _row(node: Node, inputs: tuple[Input, ...]) -> Row:
    cells = tuple(_cell(get(node, "when", column.name), column) for column in inputs)
    points = nodes.integer(get(node, "points"))
    return Row(cells, action_of(get(node, "then")) if points is None else Fraction(points))


def _cell(node: Node | None, column: Input) -> Values:
    values = read_cell(node.text, column) if isinstance(node, Scalar) else everything(column)
    if isinstance(values, Fault):
        raise TypeError(values.message)  # a checked tree has none
    return values


def _recognition(identifier: str, node: Node, years: int) -> Recognition:
    award = get(node, "award", "by_year")
    return Recognition(
        id=identifier,
        title=title(identifier, node),
        measure=text(get(node, "measure")),
        rank_by=word(node, "rank_by"),
        over_months=integer(get(node, "over_months")),
        among=word(node, "among", "company"),
        winners=integer(get(node, "winners")),
        ties=word(node, "ties"),
        every=word(node, "every"),
        award=tuple(number(get(award, str(year))) for year in range(1, years + 1)),
        minimum_responses=nodes.integer(get(node, "minimum_responses")) or 0,
    )
