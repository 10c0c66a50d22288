"""Codes CP320 to CP329, and CP334: a cell that does not hold what its column holds."""

from __future__ import annotations

from compplan.diagnostics import Rule

_SALES = "sales.csv\nparticipant_id,date,amount"

RULES = (
    Rule(
        "CP320",
        "empty-cell",
        "A cell is empty in a column that every row must fill.",
        "Missing is never zero.",
        f"{_SALES}\nP1,2027-01-05,",
        f"{_SALES}\nP1,2027-01-05,0",
    ),
    Rule(
        "CP321",
        "cell-not-a-number",
        "A cell is not a number written as -?digits[.digits], with at most four decimals.",
        "'1,234' is 1234 to some and 1.234 to others; an amount that pays people is never guessed.",
        f'{_SALES}\nP1,2027-01-05,"1,234"',
        f"{_SALES}\nP1,2027-01-05,1234",
    ),
    Rule(
        "CP322",
        "cell-not-a-date",
        "A cell is not a day of 1990 to 2100 written as YYYY-MM-DD.",
        "03/04/2027 is in March to some and in April to others; 45000 is a day to spreadsheets only.",
        f"{_SALES}\nP1,03/04/2027,100.00",
        f"{_SALES}\nP1,2027-04-03,100.00",
    ),
    Rule(
        "CP323",
        "not-a-month",
        "A cell is not a month of 1990 to 2100 written as YYYY-MM.",
        "A rating belongs to the month in which the customer answered.",
        "ratings.csv\nparticipant_id,month,behaviour,rating\nP1,2027-1,listening,good",
        "ratings.csv\nparticipant_id,month,behaviour,rating\nP1,2027-01,listening,good",
    ),
    Rule(
        "CP324",
        "not-a-period",
        "A cell is not a month YYYY-MM, a quarter YYYY-Qn or a year YYYY.",
        "A quota belongs to a calendar month, quarter or year.",
        "quotas.csv\nparticipant_id,period,quota\nP1,Q1 2027,3000",
        "quotas.csv\nparticipant_id,period,quota\nP1,2027-Q1,3000",
    ),
    Rule(
        "CP325",
        "cell-not-an-id",
        "An id or a plan's word has more than 64 characters, blanks around it or a control character.",
        "'P1 ' looks like 'P1' and is not: rows would belong to nobody.",
        f"{_SALES}\nP1 ,2027-01-05,100.00",
        f"{_SALES}\nP1,2027-01-05,100.00",
    ),
    Rule(
        "CP326",
        "column-of-wrong-kind",
        "A typed column holds something that its cells cannot be, such as true and false, lists or bytes.",
        "Such values have no one way to be read as numbers, dates or text.",
        '{"amount": [True, False], ...}',
        '{"amount": [1, 0], ...}',
    ),
    Rule(
        "CP327",
        "too-large-a-sum",
        "The absolute values of a column add up to more than 461 million million.",
        "Sums are exact in 64 bits up to there.",
        f"{_SALES}\n" + "\n".join(["P1,2027-01-05,99999999999999"] * 5),
        f"{_SALES}\n" + "\n".join(["P1,2027-01-05,99999999999"] * 5),
    ),
    Rule(
        "CP328",
        "not-a-currency",
        "A cell is not a currency code of three capital letters.",
        "A plan pays in one currency and checks that the data say the same.",
        "participants.csv\nparticipant_id,role,target_incentive,start_date,currency\n"
        "P1,seller,12000,2027-01-01,Dollar",
        "participants.csv\nparticipant_id,role,target_incentive,start_date,currency\n"
        "P1,seller,12000,2027-01-01,USD",
    ),
    Rule(
        "CP329",
        "formula-error",
        "A cell of a workbook holds an error, such as #N/A, or a formula that was never computed.",
        "The value that was meant is not there; taken as empty, it might pay a wrong amount.",
        "a cell with #N/A",
        "a cell with 100.00",
    ),
    Rule(
        "CP334",
        "negative",
        "A target incentive, base salary or count is negative.",
        "Amounts of sales may be negative, as returns are; these may not.",
        "participants.csv\nparticipant_id,role,target_incentive,start_date\nP1,seller,-12000,2027-01-01",
        "participants.csv\nparticipant_id,role,target_incentive,start_date\nP1,seller,12000,2027-01-01",
    ),
)
