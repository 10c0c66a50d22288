"""The plan's figures as its users would write them into a program; shares and rates as binary floats."""

from __future__ import annotations

PRODUCT_WEIGHTS = (0.8, 0.5, 0.3)
"""Weight of product revenue in each plan year; the rest is the weight of the relationship."""
THRESHOLD, CAP = 0.5, 2.5
BENDS = ((1.0, 0.5), (1.25, 0.5))
"""Where the product curve bends, and by how much; its slope is 1 before."""
BEHAVIOUR_WEIGHTS = (0.2, 0.15, 0.2, 0.2, 0.15, 0.1)
FAVOURABLE_TARGET, BEHAVIOUR_CAP = 0.8, 1.25
CARD_CAP = 1.5
"""Most that the relationship pays; the slope of its curve is 1, from 100 % on 2."""
