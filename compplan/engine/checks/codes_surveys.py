"""Codes CP370 to CP377: survey sheets that came back."""

from __future__ import annotations

from compplan.diagnostics import Rule

_HEAD = "participant_id,month,behaviour,rating,customer_id"

RULES = (
    Rule(
        "CP370",
        "survey-column-missing",
        "A survey sheet lacks a column that the table of ratings needs.",
        "Nobody could say whom or what its answers are about.",
        "participant,month,behaviour,rating",
        "participant_id,month,behaviour,rating",
    ),
    Rule(
        "CP371",
        "survey-unknown-participant",
        "An answer is about a participant who is not in the data.",
        "The answer would count for nobody.",
        f"{_HEAD}\nP07,2027-03,listening,good,A1",
        f"{_HEAD}\nP007,2027-03,listening,good,A1",
    ),
    Rule(
        "CP372",
        "survey-unknown-behaviour",
        "An answer is about a behaviour that no report card of the plan has.",
        "The answer would count for nothing.",
        f"{_HEAD}\nP007,2027-03,listning,good,A1",
        f"{_HEAD}\nP007,2027-03,listening,good,A1",
    ),
    Rule(
        "CP373",
        "survey-unknown-rating",
        "An answer is no category of the report card's scale, or there is a comment without a rating.",
        "Ratings are never guessed, as they decide pay.",
        f"{_HEAD}\nP007,2027-03,listening,Good!,A1",
        f"{_HEAD}\nP007,2027-03,listening,good,A1",
    ),
    Rule(
        "CP374",
        "survey-wrong-month",
        "An answer's month is no month, not the month of the survey, or none that the plan looks at.",
        "A rating counts in the month in which the customer answered.",
        f"{_HEAD}\nP007,03/2027,listening,good,A1",
        f"{_HEAD}\nP007,2027-03,listening,good,A1",
    ),
    Rule(
        "CP375",
        "survey-takes-no-part",
        "An answer is about somebody who takes no part in the plan in that month.",
        "The answer counts for nobody: the id or the month may be wrong.",
        f"{_HEAD}\nP007,2031-03,listening,good,A1",
        f"{_HEAD}\nP007,2027-03,listening,good,A1",
    ),
    Rule(
        "CP376",
        "survey-answer-twice",
        "A contact's answer on a behaviour is in the sheet twice, or in the data already.",
        "One customer's word would count twice.",
        f"{_HEAD}\nP007,2027-03,listening,good,A1\nP007,2027-03,listening,poor,A1",
        f"{_HEAD}\nP007,2027-03,listening,good,A1\nP007,2027-03,consulting,poor,A1",
    ),
    Rule(
        "CP377",
        "survey-unknown-account",
        "An answer is of an account that the table of accounts does not have.",
        "It counts, but not as one of the participant's accounts that answered.",
        f"{_HEAD}\nP007,2027-03,listening,good,A01",
        f"{_HEAD}\nP007,2027-03,listening,good,A1",
    ),
)
