"""Codes CP1xx: keys and values that the format does not have."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP101",
        "unknown-key",
        "The format has no such key here.",
        "A misspelt key would leave its value without effect.",
        "rounding: {to: 0.01, mod: half_up, at: component}",
        "rounding: {to: 0.01, mode: half_up, at: component}",
    ),
    Rule(
        "CP102",
        "missing-key",
        "A key that must be here is not.",
        "What a plan leaves open would be decided by software; each choice is a word in the file.",
        "rounding: {to: 0.01, mode: half_up}",
        "rounding: {to: 0.01, mode: half_up, at: component}",
    ),
    Rule(
        "CP103",
        "wrong-kind",
        "A text stands where a list or keys and values are expected, or the other way round.",
        "The value cannot be taken as what the key means.",
        "applies_to: {roles: account_executive}",
        "applies_to: {roles: [account_executive]}",
    ),
    Rule(
        "CP104",
        "not-one-of",
        "The value is none of the words that the key allows.",
        "Each word has a defined meaning; others have none.",
        "payout_period: monthly",
        "payout_period: month",
    ),
    Rule(
        "CP105",
        "not-a-number",
        "The value is not a number as this format writes them: digits, with a point before decimals,"
        " and % for percentages.",
        "1,000, 0,8, 1e6 and 07 mean different things to different readers.",
        "rounding: {to: 1e-2, mode: half_up, at: component}",
        "rounding: {to: 0.01, mode: half_up, at: component}",
    ),
    Rule(
        "CP106",
        "quoted-number",
        "A number stands in quotes.",
        "Quotes say that a value is text.",
        'years: "2"',
        "years: 2",
    ),
    Rule(
        "CP107",
        "out-of-range",
        "The number is smaller or larger than its key allows.",
        "Often a percent sign is missing: 80 means 8000%.",
        "years: 0",
        "years: 2",
    ),
    Rule(
        "CP108",
        "not-a-date",
        "The value is not a day written YYYY-MM-DD, or there is no such day in 1990 to 2100.",
        "01.02.2027 and 2/1/2027 are different days to different readers.",
        "starts: 01.01.2027",
        "starts: 2027-01-01",
    ),
    Rule(
        "CP109",
        "not-an-id",
        "An id holds something else than letters, digits, _ and -, or a year or month is none.",
        "Ids appear in file names, tables and addresses, where other characters break.",
        "id: bold plan",
        "id: bold-plan",
    ),
    Rule(
        "CP110",
        "wrong-length",
        "A list or mapping is empty, or a pair is not a pair.",
        "There is nothing, or too little, to apply.",
        "applies_to: {roles: []}",
        "applies_to: {roles: [account_executive]}",
    ),
    Rule(
        "CP111",
        "repeated-item",
        "A list holds the same text twice.",
        "Once is enough; another text was probably meant.",
        "favourable: [good, good]",
        "favourable: [good]",
    ),
    Rule(
        "CP112",
        "no-value",
        "A key has no value.",
        "Empty is neither zero nor a default.",
        "years:",
        "years: 2",
    ),
)
