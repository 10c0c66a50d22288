"""Codes CP920 to CP925: advice on a plan with data; CP907, with data, is among the plan's own."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP920",
        "advice-from-earlier-data",
        "The data ends before the plan starts, so that advice rests on a replay.",
        "People will do something else once they are paid for it. A replay tells what the plan would have"
        " paid for what they did, no more.",
        "data of 2024 to 2026 for a plan that starts in 2027",
        "data of the plan's own months",
    ),
    Rule(
        "CP921",
        "unusual-attainment",
        "On the history unusually few or many reach the target, the threshold or excellence.",
        "A target that few reach is given up, one that all reach is paid for nothing. Usual are 50% to 90% at"
        " target (aim at 60% to 70%), at least 90% at the threshold and about 10% at excellence, which is the"
        " curve's last edge above 100%, else 120%.",
        "20% of participants reach their quota",
        "65% of participants reach their quota",
    ),
    Rule(
        "CP922",
        "target-above-best",
        "A target is above the best value that the participant, or for a behaviour anybody, ever had.",
        "What nobody has seen happen, nobody works for.",
        "a quota of 120000 for somebody whose best month was 80000",
        "a quota of 75000 for somebody whose best month was 80000",
    ),
    Rule(
        "CP923",
        "few-responses",
        "A behaviour usually has fewer responses than it takes for a reliability of 50%, or of 70%.",
        "A reliability of 50% means that of the differences between participants half are chance. How many"
        " responses it takes follows from how much participants differ at all.",
        "5 responses a month, where 22 tell participants apart",
        "25 responses, pooled over six months",
    ),
    Rule(
        "CP924",
        "pay-by-chance",
        "More than 30% of the differences that a report card pays for are chance: 1 - reliability, averaged"
        " over participants and months.",
        "People learn quickly that a number moves by itself, and stop working on it.",
        "one month of 5 responses, with 70% of the report card at stake",
        "six months of 5 responses, with 20% at stake",
    ),
    Rule(
        "CP925",
        "loss-of-pay",
        "At a step of the path some participants would lose more than 10% of their incentive pay, if all went"
        " on as before.",
        "Who loses without having done less leaves, the best first. Better to know them before the"
        " announcement.",
        "12 of 34 participants lose more than 10% in plan year 1",
        "nobody loses more than 10% in plan year 1",
    ),
)
