"""Where things stand in the arrays of the compiled kernel: rows of a tile, columns of what is given.

A tile is a workspace [rows, lanes] for a few participants of one sample, small enough for the processor's
first cache. As all its rows lie in one array at known distances, loops over lanes become vector instructions.
"""

from __future__ import annotations

LANES = 40
"""Participants of a tile; where there are fewer, lanes stand empty."""

# State.
(PRODUCT_EFFORT, RB_EFFORT, LOG_ODDS, ANCHOR_ODDS, FIRST, SECOND, THIRD, ACCOUNTS) = range(8)
(PRODUCT, RELATIONSHIP, YEAR_PRODUCT, YEAR_RELATIONSHIP, REFERENCE, ABILITY, VACANT, SLOW) = range(8, 16)
# What participants bring and keep.
(ELASTICITY, USUAL_PRODUCT, USUAL_RELATIONSHIP, VARIABLE, REVENUE, RATERS, INTERCEPT) = range(16, 23)
# What a month works out.
(PRESENT, HIRED, BELIEVED, EXPECTED, RELATIVE, LOGGED, COUNT, COACHED, BELOW) = range(23, 32)
(QUALITY, COMMON, SCORE, SOLD, ATTAINED, SCORED, LEAVES, THERE) = range(32, 40)
(ODDS, DRAWN, TERM, FACTOR, REACHED, FAVOURABLE, TURNED, EARNED, DUE) = range(40, 49)
CHOICES = 49
"""In how many ways one to eight of the raters can be chosen."""
BITS = 57
"""The lowest four bits of the number of raters."""
PAID = 61
ROWS = 62
"""Rows of a tile, beside which stand those of behaviours and of measures."""
(SKILL, ANCHOR, SHARE, PRACTICE) = range(4)
BEHAVIOUR = 4
"""Rows of a behaviour."""
(ACTUAL, TARGET, BASE, GIVEN, BROUGHT, CARRIED, ENTERED) = range(7)
ACCOUNT = 7
"""Rows of what is known of a measure to date."""

PARAMETERS = (
    "habit", "skill_decay", "coaching_gain", "rating_effort", "rating_skill", "rating_inflation", "delay",
    "stock_revenue", "stock_peak", "stock_retention", "selling_in_relationship", "selling_elasticity_now",
    "selling_elasticity_new", "account_churn", "low_potential_drain", "quit_elasticity", "quit_ability",
    "quit_hazard", "morale", "departure_loss", "reading_noise", "belief_memory", "risk_aversion",
    "rating_controllability", "time_tightness", "revenue_noise", "hire_odds",
)  # fmt: skip
"""Columns of what differs by sample."""
(
    HABIT, DECAY, COACHING, BY_EFFORT, BY_SKILL, INFLATION, DELAY, GAIN, PEAK, RETENTION, OVERLAP, AT_ONCE,
    NEW, CHURN, DRAIN, QUIT, QUIT_ABILITY, HAZARD, MORALE, LOSS, NOISE, MEMORY, AVERSE, CONTROL, TIGHTNESS,
    SPREAD, HIRE_ODDS,
) = range(27)  # fmt: skip
COLUMNS = 27

# Columns of months, of curves and their edges, of measures and of awards.
(
    PAY_LEVEL, QUOTA, ANNOUNCED, DELIVERED, ON_RATINGS, LIVE, EASIER, GUARANTEED,
) = range(8)  # fmt: skip
MONTH = 8
(START, THRESHOLD, CAP) = range(3)
(LIMIT, KNOT, SLOPE, JUMP) = range(4)
(CHANNEL, ACCUMULATES, BALANCE) = range(3)
LAPSE, CARRY, RECOVER = range(3)
HALF_UP, HALF_DOWN, HALF_EVEN, UP, DOWN = range(5)
(MEASURE, SPAN, IMPROVED, WINNERS, SHARED) = range(5)
# Numbers that are the same for all.
(
    LIMIT_OF_CARD, CARD_LEVEL, STEP, BASE_PRODUCT, BASE_RB, RB_SHARE, HALO, CAPACITY, EXPECTATION, PAY_MEMORY,
    VACANCY, SLOWER, FADING, LOW_POTENTIAL, STOCK_LOST, SELECTION, BELIEF_SPREAD, UNIT,
) = range(18)  # fmt: skip
NUMBERS = 18
(OF_ELASTICITY, OF_ANCHOR, OF_ABILITY, OF_INTERCEPT, OF_REFERENCE) = range(5)
SKILLS = 5
"""Rows of what a sample's participants bring; their skills follow."""
(OF_PRODUCT, OF_RELATIONSHIP, OF_VARIABLE, OF_REVENUE, OF_RATERS, OF_INCENTIVE, OF_FIXED) = range(7)
STANDING = 7
"""Rows of what is known of participants in every sample."""

SIZES = (
    "samples", "participants", "tiles", "months", "behaviours", "measures", "rules", "product_period",
    "relationship_period", "grid", "product_grid", "relationship_grid", "edges", "mode", "pays",
    "most_raters", "lanes",
)  # fmt: skip
(
    SAMPLES, PARTICIPANTS, TILES, MONTHS, KINDS, MEASURES, RULES, FIRST_PERIOD, SECOND_PERIOD, GRID, OWN_GRID,
    OTHER_GRID, EDGES, MODE, PAYS, MOST_RATERS, WIDTH,
) = range(17)  # fmt: skip
ARRAYS = (
    "numbers", "card", "sample", "turnover", "brought", "standing", "old", "by_month", "product",
    "product_coming", "relationship", "relationship_coming", "luck", "curves", "edges_of_curves", "lines",
    "weights", "factors", "targets", "awards", "amounts", "groups", "top_up", "sums", "by_year", "held",
    "shown", "room",
)  # fmt: skip
"""What is given to the kernel: sizes, then the addresses of arrays of floats."""
(
    OF_NUMBERS, OF_CARD, OF_SAMPLE, OF_TURNOVER, OF_BROUGHT, OF_STANDING, OF_OLD, OF_MONTHS, OF_TABLE,
    OF_COMING, OF_OTHER_TABLE, OF_OTHER_COMING, OF_LUCK, OF_CURVES, OF_EDGES, OF_LINES, OF_WEIGHTS,
    OF_FACTORS, OF_TARGETS, OF_AWARDS, OF_AMOUNTS, OF_GROUPS, OF_TOP_UP, OF_SUMS, OF_YEARS, OF_HELD,
    OF_SHOWN, OF_ROOM,
) = range(17, 45)  # fmt: skip
