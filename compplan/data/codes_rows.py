"""Codes CP330 to CP339: rows that contradict each other, or name somebody unknown."""

from __future__ import annotations

from compplan.diagnostics import Rule

_PEOPLE = "participants.csv\nparticipant_id,role,target_incentive,start_date,end_date"
_LED = "participants.csv\nparticipant_id,role,target_incentive,start_date,manager_id"
_QUOTAS = "quotas.csv\nparticipant_id,period,quota"

RULES = (
    Rule(
        "CP330",
        "unknown-participant",
        "A row names a participant or manager who is not in the participants table.",
        "What is credited to nobody is paid to nobody. Case and accents count.",
        "sales.csv\nparticipant_id,date,amount\np1,2027-01-05,100.00",
        "sales.csv\nparticipant_id,date,amount\nP1,2027-01-05,100.00",
    ),
    Rule(
        "CP331",
        "repeated-row",
        "Two rows agree in what there is once: a participant's start or transaction, a quota's period and"
        " measure, a response's behaviour.",
        "A file that was appended twice would count twice.",
        f"{_QUOTAS}\nP1,2027-01,1000\nP1,2027-01,2000",
        f"{_QUOTAS}\nP1,2027-01,1000\nP1,2027-02,2000",
    ),
    Rule(
        "CP332",
        "end-before-start",
        "A segment or leave ends on or before the day on which it starts.",
        "A segment holds on the days from start_date up to, not including, end_date.",
        f"{_PEOPLE}\nP1,seller,12000,2027-03-01,2027-03-01",
        f"{_PEOPLE}\nP1,seller,12000,2027-03-01,2027-04-01",
    ),
    Rule(
        "CP333",
        "overlapping-segments",
        "Two segments, or two times of leave, of one participant hold on the same day.",
        "Role, manager and target incentive of that day would not be sure.",
        f"{_PEOPLE}\nP1,seller,12000,2027-01-01,\nP1,seller,15000,2027-03-01,",
        f"{_PEOPLE}\nP1,seller,12000,2027-01-01,2027-03-01\nP1,seller,15000,2027-03-01,",
    ),
    Rule(
        "CP335",
        "own-manager",
        "A participant is their own manager.",
        "Their sales would count twice for them.",
        f"{_LED}\nP1,seller,12000,2027-01-01,P1",
        f"{_LED}\nP1,seller,12000,2027-01-01,",
    ),
    Rule(
        "CP336",
        "circle-of-managers",
        "On some day a chain of managers leads back to where it began.",
        "Each of them would be credited with the sales of all.",
        f"{_LED}\nP1,seller,12000,2027-01-01,P2\nP2,seller,12000,2027-01-01,P1",
        f"{_LED}\nP1,seller,12000,2027-01-01,P2\nP2,seller,12000,2027-01-01,",
    ),
    Rule(
        "CP337",
        "overlapping-quotas",
        "Two quotas of a participant and measure share a month, such as a month and its quarter.",
        "The month would have two quotas.",
        f"{_QUOTAS}\nP1,2027-01,1000\nP1,2027-Q1,3000",
        f"{_QUOTAS}\nP1,2027-01,1000\nP1,2027-Q2,3000",
    ),
    Rule(
        "CP338",
        "partly-filled",
        "Some rows have a currency, or a quota's measure, and others do not.",
        "Filled in all rows or in none, it is sure what is meant.",
        f"{_QUOTAS},measure\nP1,2027-01,1000,revenue\nP1,2027-02,1000,",
        f"{_QUOTAS},measure\nP1,2027-01,1000,revenue\nP1,2027-02,1000,revenue",
    ),
    Rule(
        "CP339",
        "unknown-word-in-a-cell",
        "A column that takes few words holds another one.",
        "Rows of an unknown kind would count for nothing, or for all.",
        "credits.csv\ntransaction_id,participant_id,share,kind\nT1,P1,0.5,payment",
        "credits.csv\ntransaction_id,participant_id,share,kind\nT1,P1,0.5,pay",
    ),
)
