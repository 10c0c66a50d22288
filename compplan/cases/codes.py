"""Codes CP7xx: a case, and what is not as it expects."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP701",
        "figure-not-as-expected",
        "A figure of the result is not the one that the case expects.",
        "Money and counts have to be equal; a share or rate has to round to the decimals written.",
        "expected: {payments: [{participant_id: ann, month: 2027-01, amount: 900}]}, where 1000 is paid",
        "expected: {payments: [{participant_id: ann, month: 2027-01, amount: 1000}]}",
    ),
    Rule(
        "CP702",
        "no-such-result-column",
        "A case expects a value in a column that the table of the result does not have.",
        "What is not compared proves nothing.",
        "expected: {payments: [{participant_id: ann, month: 2027-01, amuont: 900}]}",
        "expected: {payments: [{participant_id: ann, month: 2027-01, amount: 900}]}",
    ),
    Rule(
        "CP703",
        "expected-row-missing",
        "The result has no row of this participant, month and component.",
        "The plan does not pay what the case expects, or another month is meant.",
        "expected: {payments: [{participant_id: ann, month: 2026-01, amount: 900}]}",
        "expected: {payments: [{participant_id: ann, month: 2027-01, amount: 900}]}",
    ),
    Rule(
        "CP704",
        "row-not-expected",
        "The result pays something that the case does not expect.",
        "A case names every payment that is not 0, so that none goes unnoticed.",
        "expected: {payments: []}, where ann is paid",
        "expected: {payments: [{participant_id: ann, month: 2027-01, amount: 900}]}",
    ),
    Rule(
        "CP705",
        "error-not-as-expected",
        "A case expects an error that does not come, or another one comes.",
        "That a plan refuses wrong data is worth a test as well.",
        "expected: {error: CP353}, on data without a fault",
        "expected: {payments: []}",
    ),
    Rule(
        "CP707",
        "number-without-effect",
        "A number of the case's plan or data can be a tenth larger, and all is still as expected.",
        "A case in which an input does not matter does not test it; if that is meant, the case says so.",
        "a quota in data, where the plan pays by value",
        "unused: [data.quotas.1.quota]",
    ),
    Rule(
        "CP708",
        "not-unused",
        "The case lists something as unused that is no number, or that does change the result.",
        "The list tells readers which numbers the example does not exercise.",
        "unused: [data.sales.1.amount], where the plan pays for sales",
        "unused: []",
    ),
    Rule(
        "CP706",
        "no-case",
        "A folder holds no case file, or a path leads nowhere.",
        "Nothing was tested, which should not look like success.",
        "compplan test plans, where no file begins with 'case: 1'",
        "compplan test plans/cases",
    ),
)
