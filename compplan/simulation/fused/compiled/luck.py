"""Luck compiled: the same numbers as `response.randomness`, laid out as tiles want them.

Philox is that of NumPy (Salmon, Moraes, Dror and Shaw 2011): four numbers by counter and key. Normal deviates
are by the rational functions of Wichura (1988, algorithm AS 241), good to the last digits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from compplan.simulation.fused.compiled.maths import alone, high_product, inside, log
from compplan.simulation.response.randomness import LEAST, PURPOSES

_FIRST, _SECOND = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_KEY, _OTHER_KEY = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_ROUNDS, _BLOCK = 10, 4
_SHIFT, _UNIT = np.uint64(11), 2.0**-53
_NORMAL = 3
"""Purposes of which every number is wanted as a deviate; what only hires want stays as it is drawn."""


@inside
def draw(seed, key, participant, lane, rows, out):
    """Draw the numbers of a participant into a lane of ``out`` [rows, lanes], uniform in (0, 1)."""
    for block in range(-(-rows // _BLOCK)):
        one, two = np.uint64(participant * (PURPOSES // _BLOCK) + block + 1), np.uint64(0)
        three, four = np.uint64(0), np.uint64(0)
        first_key, second_key = np.uint64(seed), np.uint64(key)
        for _ in range(_ROUNDS):
            high: Any = high_product(_FIRST, one)
            low = _FIRST * one
            other_high, other_low = high_product(_SECOND, three), _SECOND * three
            one, two = other_high ^ two ^ first_key, other_low
            three, four = high ^ four ^ second_key, low
            first_key += _KEY
            second_key += _OTHER_KEY
        row = block * _BLOCK
        out[row, lane] = max(float(one >> _SHIFT) * _UNIT, LEAST)
        if row + 1 < rows:
            out[row + 1, lane] = max(float(two >> _SHIFT) * _UNIT, LEAST)
        if row + 2 < rows:
            out[row + 2, lane] = max(float(three >> _SHIFT) * _UNIT, LEAST)
        if row + 3 < rows:
            out[row + 3, lane] = max(float(four >> _SHIFT) * _UNIT, LEAST)


@inside
def _middle(q):
    r = 0.180625 - q * q
    a = 2.5090809287301226727e3 * r + 3.3430575583588128105e4
    a = a * r + 6.7265770927008700853e4
    a = a * r + 4.5921953931549871457e4
    a = a * r + 1.3731693765509461125e4
    a = a * r + 1.9715909503065514427e3
    a = a * r + 1.3314166789178437745e2
    a = a * r + 3.3871328727963666080e0
    b = 5.2264952788528545610e3 * r + 2.8729085735721942674e4
    b = b * r + 3.9307895800092710610e4
    b = b * r + 2.1213794301586595867e4
    b = b * r + 5.3941960214247511077e3
    b = b * r + 6.8718700749205790830e2
    b = b * r + 4.2313330701600911252e1
    return q * a / (b * r + 1.0)


@alone
def _tail(q, uniform):
    r = np.sqrt(-log(uniform if q < 0.0 else 1.0 - uniform))
    if r <= 5.0:
        r -= 1.6
        a = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2
        a = a * r + 2.41780725177450611770e-1
        a = a * r + 1.27045825245236838258e0
        a = a * r + 3.64784832476320460504e0
        a = a * r + 5.76949722146069140550e0
        a = a * r + 4.63033784615654529590e0
        a = a * r + 1.42343711074968357734e0
        b = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4
        b = b * r + 1.51986665636164571966e-2
        b = b * r + 1.48103976427480074590e-1
        b = b * r + 6.89767334985100004550e-1
        b = b * r + 1.67638483018380384940e0
        b = b * r + 2.05319162663775882187e0
    else:
        r -= 5.0
        a = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
        a = a * r + 1.24266094738807843860e-3
        a = a * r + 2.65321895265761230930e-2
        a = a * r + 2.96560571828504891230e-1
        a = a * r + 1.78482653991729133580e0
        a = a * r + 5.46378491116411436990e0
        a = a * r + 6.65790464350110377720e0
        b = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7
        b = b * r + 1.84631831751005468180e-5
        b = b * r + 7.86869131145613259100e-4
        b = b * r + 1.48753612908506148525e-2
        b = b * r + 1.36929880922735805310e-1
        b = b * r + 5.99832206555887937690e-1
    size = a / (b * r + 1.0)
    return -size if q < 0.0 else size


@alone
def normal(uniform):
    """Give the standard normal deviate of a uniform number."""
    q = uniform - 0.5
    return _middle(q) if abs(q) <= 0.425 else _tail(q, uniform)


@inside
def deviates(out, lanes):
    """Turn the first rows of ``out`` [rows, lanes] into normal deviates."""
    for row in range(_NORMAL):
        for p in range(lanes):
            out[row, p] = normal(out[row, p])
