"""Samples from luck to sums, compiled: the response, its pay, and what both come to.

What is compiled takes addresses and sizes only, so that its code can be kept and run without what compiled
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from numba import njit, types

from compplan.simulation.fused.compiled import rows as at
from compplan.simulation.fused.compiled.awards import award
from compplan.simulation.fused.compiled.luck import deviates, draw
from compplan.simulation.fused.compiled.maths import ALONE, array_at, inside
from compplan.simulation.fused.compiled.month import part
from compplan.simulation.fused.compiled.tile import add, enter, keep, pay, respond

LANES = at.LANES


@inside
def _settle(paid, there, top_up, fixed, sums, by_year, held):
    """Add up a sample's pay [months, participants], with what is guaranteed and what is fixed."""
    for month in range(len(paid)):
        year = by_year[month // 12]
        for p in range(len(fixed)):
            here = min(there[month, p], 1.0)
            amount, least = paid[month, p], max(paid[month, p], top_up[month, p])
            amount = least if here > 0.0 else amount
            paid[month, p] = amount
            year[p] += amount + fixed[p] * here
            held[p] += here
    for month in range(len(paid)):
        total = 0.0
        for p in range(len(fixed)):
            total += paid[month, p]
        sums[month, len(sums[0]) - 1] += total


def live(given, begin, end):
    """Live through samples ``begin`` to ``end``, and pay them; `rows.SIZES` and `rows.ARRAYS` are given."""
    count, months, tiles, behaviours = given[at.SAMPLES], given[at.MONTHS], given[at.TILES], given[at.KINDS]
    measures, rules, pays, wide = given[at.MEASURES], given[at.RULES], given[at.PAYS], tiles * LANES
    numbers: Any = array_at(given[at.OF_NUMBERS], (at.NUMBERS,))
    card = array_at(given[at.OF_CARD], (2, behaviours))
    samples = array_at(given[at.OF_SAMPLE], (count, at.COLUMNS))
    held = array_at(given[at.OF_HELD], (count, wide))
    turnover = array_at(given[at.OF_TURNOVER], (count, months))
    brought = array_at(given[at.OF_BROUGHT], (count, at.SKILLS + behaviours, wide))
    standing = array_at(given[at.OF_STANDING], (at.STANDING, wide))
    old = array_at(given[at.OF_OLD], (months, 4, wide))
    by_month = array_at(given[at.OF_MONTHS], (months, at.MONTH))
    product = array_at(given[at.OF_TABLE], (months, given[at.GRID], 5))
    product_coming = array_at(given[at.OF_COMING], (months, given[at.OWN_GRID], 4))
    relationship = array_at(given[at.OF_OTHER_TABLE], (months, given[at.GRID], 5))
    relationship_coming = array_at(given[at.OF_OTHER_COMING], (months, given[at.OTHER_GRID], 4))
    luck = array_at(given[at.OF_LUCK], (count, tiles, months, 6 + behaviours, LANES))
    plan = (
        array_at(given[at.OF_CURVES], (measures, 3)),
        array_at(given[at.OF_EDGES], (measures, given[at.EDGES], 4)),
        array_at(given[at.OF_LINES], (measures, 3)),
        array_at(given[at.OF_WEIGHTS], (measures, months)),
        array_at(given[at.OF_FACTORS], (measures, wide)),
        array_at(given[at.OF_TARGETS], (measures, wide)),
    )
    awards, amounts = (
        array_at(given[at.OF_AWARDS], (rules, 5)),
        array_at(given[at.OF_AMOUNTS], (rules, months)),
    )
    groups = array_at(given[at.OF_GROUPS], (rules, wide))
    top_up = array_at(given[at.OF_TOP_UP], (months, wide))
    sums = array_at(given[at.OF_SUMS], (count, months, 9 + behaviours))
    by_year = array_at(given[at.OF_YEARS], (count, -(-months // 12), wide))
    shown = array_at(given[at.OF_SHOWN], (count, 3, months, wide))
    room = given[at.OF_ROOM]
    w, seen = array_at(room, (at.ROWS, LANES)), array_at(room + 8 * LANES * at.ROWS, (2 * LANES, 4))
    room += 8 * LANES * (at.ROWS + 8)
    own = array_at(room, (behaviours, at.BEHAVIOUR, LANES))
    room += 8 * LANES * at.BEHAVIOUR * behaviours
    accounts = array_at(room, (measures, at.ACCOUNT, LANES))
    room += 8 * LANES * at.ACCOUNT * measures
    attained, place = array_at(room, (measures, LANES)), array_at(room + 8 * LANES * measures, (wide,))
    room += 8 * (LANES * measures + wide)
    there, paid = array_at(room, (months, wide)), array_at(room + 8 * months * wide, (months, wide))
    ranked = array_at(room + 16 * months * wide, (measures, months, wide))
    # All lanes are worked on. Short loops over them would be unrolled, were their number known.
    lanes, some = LANES, given[at.WIDTH] & -8
    for s in range(begin, end):
        sample = samples[s]
        for tile in range(tiles):
            start = tile * LANES
            enter(
                w, lanes, own, accounts, given, numbers, card, brought[s], standing, sample[at.DECAY], start
            )
            for month in range(months):
                respond(
                    w, lanes, own, seen, given, numbers, card, sample, brought[s, at.SKILLS :], start, month,
                    by_month[month],
                    old[month, :, start : start + LANES], luck[s, tile, month],
                    (product[month], product_coming[month], relationship[month], relationship_coming[month]),
                    turnover[s, month],
                )  # fmt: skip
                add(w, some, own, sums[s, month])
                if pays:
                    ends = month + 1 == months or month % 12 == 11
                    pay(
                        w, lanes, some, accounts, given, numbers, plan, standing, start, month, ends, attained
                    )
                keep(w, some, start, month, pays, attained, there, paid, ranked, shown[s])
                part(w, lanes, sample[at.LOSS], numbers[at.STOCK_LOST], numbers[at.VACANCY])
        if pays:
            for rule in range(rules):
                scored = ranked[int(awards[rule, at.MEASURE])]
                award(awards[rule], amounts[rule], groups[rule], numbers[at.UNIT], there, scored, place, paid)
            _settle(paid, there, top_up, standing[at.OF_FIXED], sums[s], by_year[s], held[s])


def lucky(given, begin, end):
    """Draw the luck of samples ``begin`` to ``end``: deviates, then uniform numbers.

    Given are seed, participants, months, rows, and the addresses of the numbers of samples, the places of
    participants, and of what is drawn [samples, tiles, months, rows, lanes].
    """
    seed, participants, months, rows = given[0], given[1], given[2], given[3]
    tiles = -(-participants // LANES)
    numbers: Any = array_at(given[4], (end,))
    places: Any = array_at(given[5], (participants,))
    luck = array_at(given[6], (end, tiles, months, rows, LANES))
    for s in range(begin, end):
        sample = int(numbers[s])
        for tile in range(tiles):
            first = tile * LANES
            lanes = min(LANES, participants - first)
            for month in range(months):
                out = luck[s, tile, month]
                for lane in range(lanes):
                    draw(seed, (sample << 16) | month, int(places[first + lane]), lane, rows, out)
                deviates(out, lanes)


def assembly() -> Iterator[str]:
    """Compile both functions; give the instructions of a general machine, under the functions' names."""
    kind = types.void(types.CPointer(types.int64), types.int64, types.int64)
    for function in (live, lucky):
        made: Any = njit(kind, **ALONE)(function)
        name = made.overloads[kind.args].fndesc.llvm_func_name
        yield made.inspect_llvm(kind.args).replace(name, function.__name__)
