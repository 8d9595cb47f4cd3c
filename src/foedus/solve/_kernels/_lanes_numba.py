# mypy: ignore-errors
"""Vectors of ``LANES`` numbers for kernels, as LLVM's vector type: several draws computed at once.

Numba leaves the vectorising of a loop to LLVM, which must first prove that what is written is not read; where rows of
one array are picked by index it cannot, and tests at every loop. Naming the vectors halves the time measured.
Arithmetic is that of single numbers, lane by lane, never fused or reordered: the results are the same bits.

A change here does not invalidate Numba's cache of the kernels that use it; touch them too.
"""

from llvmlite import ir
from numba import types
from numba.extending import intrinsic, models, register_model
from numba.np.arrayobj import make_array

LANES = 16


class _LanesType(types.Type):
    def __init__(self):
        super().__init__(name=f"lanes({LANES})")


_LANES = _LanesType()
_VECTOR = ir.VectorType(ir.DoubleType(), LANES)


@register_model(_LanesType)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager, fe_type):
        super().__init__(manager, fe_type, _VECTOR)


def _place(context, builder, array_type, array, row):
    data = make_array(array_type)(context, builder, array).data
    pointer = builder.gep(data, [builder.mul(row, ir.Constant(row.type, LANES))])
    return builder.bitcast(pointer, _VECTOR.as_pointer())


@intrinsic
def load(typing, array, row):
    """Return row *row* of a flat, contiguous array of numbers."""

    def emit(context, builder, signature, args):
        row = context.cast(builder, args[1], signature.args[1], types.intp)
        vector = builder.load(_place(context, builder, signature.args[0], args[0], row))
        vector.align = 8
        return vector

    return _LANES(array, row), emit


@intrinsic
def store(typing, array, row, vector):
    """Write row *row* of a flat, contiguous array of numbers."""

    def emit(context, builder, signature, args):
        row = context.cast(builder, args[1], signature.args[1], types.intp)
        written = builder.store(args[2], _place(context, builder, signature.args[0], args[0], row))
        written.align = 8
        return context.get_dummy_value()

    return types.void(array, row, vector), emit


@intrinsic
def splat(typing, number):
    """Return *number* in every lane."""

    def emit(context, builder, signature, args):
        number = context.cast(builder, args[0], signature.args[0], types.float64)
        lane = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), number, ir.Constant(ir.IntType(32), 0))
        zeros = ir.Constant(ir.VectorType(ir.IntType(32), LANES), None)
        return builder.shuffle_vector(lane, ir.Constant(_VECTOR, ir.Undefined), zeros)

    return _LANES(number), emit


@intrinsic
def add(typing, left, right):
    """Return the sum."""
    return _LANES(left, right), lambda context, builder, signature, args: builder.fadd(*args)


@intrinsic
def subtract(typing, left, right):
    """Return the difference."""
    return _LANES(left, right), lambda context, builder, signature, args: builder.fsub(*args)


@intrinsic
def multiply(typing, left, right):
    """Return the product."""
    return _LANES(left, right), lambda context, builder, signature, args: builder.fmul(*args)


@intrinsic
def divide(typing, left, right):
    """Return the quotient."""
    return _LANES(left, right), lambda context, builder, signature, args: builder.fdiv(*args)


@intrinsic
def where_greater(typing, left, right, then, otherwise):
    """Return *then* in the lanes where *left* is greater than *right*, else *otherwise*."""

    def emit(context, builder, signature, args):
        return builder.select(builder.fcmp_ordered(">", args[0], args[1]), args[2], args[3])

    return _LANES(left, right, then, otherwise), emit
