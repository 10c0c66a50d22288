"""Exponential and logarithm that compilers turn into vector instructions; within an ulp of the library's.

Both move the exponent of a float by its bits and evaluate a polynomial on what is left, as libraries do.
"""

from __future__ import annotations

from numba import njit, types
from numba.extending import intrinsic

_WHOLE = 1.5 * 2.0**52
"""Added and taken away again, it leaves the nearest whole number."""
_PER_LOG2 = 1.4426950408889634
_LOG2_HIGH, _LOG2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_ROOT_HALF = 0x3FE6A09E667F3BCD
"""The bits of the root of 1/2: mantissas are taken from there to the root of 2."""
_MANTISSA = 0xFFFFFFFFFFFFF


@intrinsic
def bits_of(_context, _value):
    """Give the bits of a float."""

    def generate(context, builder, _signature, values):
        return builder.bitcast(values[0], context.get_value_type(types.int64))

    return types.int64(types.float64), generate


@intrinsic
def float_of(_context, _value):
    """Give the float of some bits."""

    def generate(context, builder, _signature, values):
        return builder.bitcast(values[0], context.get_value_type(types.float64))

    return types.float64(types.int64), generate


@njit(nogil=True, error_model="numpy", inline="always")
def exp(x):
    """Give e to the power of x; far out it stays at the ends of what floats hold."""
    x = min(max(x, -708.0), 709.0)
    shifted = x * _PER_LOG2 + _WHOLE
    whole = shifted - _WHOLE
    r = (x - whole * _LOG2_HIGH) - whole * _LOG2_LOW
    p = 1 / 6227020800.0
    p = p * r + 1 / 479001600.0
    p = p * r + 1 / 39916800.0
    p = p * r + 1 / 3628800.0
    p = p * r + 1 / 362880.0
    p = p * r + 1 / 40320.0
    p = p * r + 1 / 5040.0
    p = p * r + 1 / 720.0
    p = p * r + 1 / 120.0
    p = p * r + 1 / 24.0
    p = p * r + 1 / 6.0
    p = p * r + 0.5
    p = p * r * r + r + 1.0
    return float_of(bits_of(p) + (bits_of(shifted) << 52))


@njit(nogil=True, error_model="numpy", inline="always")
def log(x):
    """Give the natural logarithm of a normal number above 0."""
    bits = bits_of(x) - _ROOT_HALF
    whole = float_of(bits_of(_WHOLE) + (bits >> 52)) - _WHOLE
    f = float_of((bits & _MANTISSA) + _ROOT_HALF) - 1.0
    s = f / (2.0 + f)
    z = s * s
    p = 1.479819860511658591e-01
    p = p * z + 1.531383769920937332e-01
    p = p * z + 1.818357216161805012e-01
    p = p * z + 2.222219843214978396e-01
    p = p * z + 2.857142874366239149e-01
    p = p * z + 3.999999999940941908e-01
    p = p * z + 6.666666666666735130e-01
    half = 0.5 * f * f
    return whole * _LOG2_HIGH - ((half - (s * (half + p * z) + whole * _LOG2_LOW)) - f)


@njit(nogil=True, error_model="numpy", inline="always")
def logistic(logit):
    """Turn log-odds into a probability."""
    return 1.0 / (1.0 + exp(-min(max(logit, -500.0), 500.0)))
