"""Exponential, logarithm and products as instructions that compilers turn into vectors; within an ulp or two.

Both functions move the exponent of a float by its bits and evaluate a polynomial on what is left, as
libraries do. Where a multiplication and an addition are rounded once, that is said: so a number has the same
bits wherever in an array it is worked out.
"""

from __future__ import annotations

from math import factorial
from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import arrayobj

ALONE: dict[str, Any] = {
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
INSIDE: dict[str, Any] = {**ALONE, "forceinline": True}
alone, inside, together = njit(**ALONE), njit(**INSIDE), njit(**ALONE, inline="always")
"""How pieces of the kernel are compiled: by themselves, into what calls them, or as a part of its text."""
_WHOLE = 1.5 * 2.0**52
"""Added and taken away again, it leaves the nearest whole number."""
_PER_LOG2 = 1.4426950408889634
_LOG2_HIGH, _LOG2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_TAYLOR = tuple(1 / factorial(power) for power in range(12, 1, -1))
_ROOT_HALF = 0x3FE6A09E667F3BCD
"""The bits of the root of 1/2: mantissas are taken from there to the root of 2."""
_MANTISSA = 0xFFFFFFFFFFFFF
_LOGARITHM = (
    1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01, 2.222219843214978396e-01,
    2.857142874366239149e-01, 3.999999999940941908e-01, 6.666666666666735130e-01,
)  # fmt: skip
_FLOAT, _INT = ir.DoubleType(), ir.IntType(64)


def _real(value: float) -> ir.Constant:
    return ir.Constant(_FLOAT, value)


def _whole(value: int) -> ir.Constant:
    return ir.Constant(_INT, value)


def _polynomial(builder: Any, factors: tuple[float, ...], x: Any) -> Any:
    """Evaluate a polynomial, the highest power first."""
    value: Any = _real(factors[0])
    for factor in factors[1:]:
        value = builder.fma(value, x, _real(factor))
    return value


def _exp(builder: Any, x: Any) -> Any:
    low, high = _real(-708.0), _real(709.0)
    x = builder.select(builder.fcmp_ordered(">", x, low), x, low)
    x = builder.select(builder.fcmp_ordered("<", x, high), x, high)
    shifted = builder.fma(x, _real(_PER_LOG2), _real(_WHOLE))
    whole = builder.fsub(shifted, _real(_WHOLE))
    rest = builder.fma(whole, _real(-_LOG2_HIGH), x)
    rest = builder.fma(whole, _real(-_LOG2_LOW), rest)
    value = _polynomial(builder, _TAYLOR, rest)
    value = builder.fma(builder.fmul(value, rest), rest, builder.fadd(rest, _real(1.0)))
    moved = builder.shl(builder.bitcast(shifted, _INT), _whole(52))
    return builder.bitcast(builder.add(builder.bitcast(value, _INT), moved), _FLOAT)


def _log(builder: Any, x: Any) -> Any:
    bits = builder.sub(builder.bitcast(x, _INT), _whole(_ROOT_HALF))
    shifted = builder.add(builder.bitcast(_real(_WHOLE), _INT), builder.ashr(bits, _whole(52)))
    whole = builder.fsub(builder.bitcast(shifted, _FLOAT), _real(_WHOLE))
    mantissa = builder.add(builder.and_(bits, _whole(_MANTISSA)), _whole(_ROOT_HALF))
    f = builder.fsub(builder.bitcast(mantissa, _FLOAT), _real(1.0))
    s = builder.fdiv(f, builder.fadd(f, _real(2.0)))
    z = builder.fmul(s, s)
    polynomial = builder.fmul(_polynomial(builder, _LOGARITHM, z), z)
    half = builder.fmul(builder.fmul(_real(0.5), f), f)
    low = builder.fma(s, builder.fadd(half, polynomial), builder.fmul(whole, _real(_LOG2_LOW)))
    return builder.fma(whole, _real(_LOG2_HIGH), builder.fsub(f, builder.fsub(half, low)))


@intrinsic
def exp(_context, _x):
    """Give e to the power of x; far out it stays at the ends of what floats hold."""
    return types.float64(types.float64), lambda _, builder, __, values: _exp(builder, values[0])


@intrinsic
def log(_context, _x):
    """Give the natural logarithm of a normal number above 0."""
    return types.float64(types.float64), lambda _, builder, __, values: _log(builder, values[0])


@intrinsic
def fma(_context, _a, _b, _c):
    """Multiply two numbers and add a third, rounded once."""
    kind = types.float64
    return kind(kind, kind, kind), lambda _, builder, __, values: builder.fma(*values)


@intrinsic
def high_product(_context, _a, _b):
    """Give the upper half of the product of two unsigned 64-bit numbers."""

    def generate(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        wide = ir.IntType(128)
        first, second = (builder.zext(each, wide) for each in values)
        return builder.trunc(builder.lshr(builder.mul(first, second), ir.Constant(wide, 64)), _INT)

    return types.uint64(types.uint64, types.uint64), generate


@intrinsic
def array_at(_context, _address, shape):
    """Take what begins at an address as an array of floats of some shape, a tuple.

    No two arrays overlap, and compilers are told so: an address comes from a function as if just allotted.
    """
    kind = types.Array(types.float64, len(shape), "C")
    return kind(types.int64, shape), _array_at


def _allotted(module: Any) -> Any:
    """Give the function that makes an address of a number; nothing looks into it."""
    kind = ir.FunctionType(ir.PointerType(ir.IntType(8)), [_INT])
    function = cgutils.get_or_insert_function(module, kind, "compplan_allotted")
    if not function.blocks:
        function.linkage = "linkonce_odr"
        function.attributes.add("noinline")
        function.attributes.add("optnone")
        function.return_value.add_attribute("noalias")
        builder = ir.IRBuilder(function.append_basic_block())
        builder.ret(builder.inttoptr(function.args[0], kind.return_type))
    return function


def _array_at(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    kind = signature.return_type
    made, size = arrayobj.make_array(kind)(context, builder), _whole(8)
    shape = cgutils.unpack_tuple(builder, values[1])
    strides = [size]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    data = builder.bitcast(builder.call(_allotted(builder.module), [values[0]]), made.data.type)
    arrayobj.populate_array(made, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
    return made._getvalue()  # noqa: SLF001  # numba's own way to end such a function


@inside
def logistic(logit):
    """Turn log-odds into a probability."""
    return 1.0 / (1.0 + exp(-logit))
