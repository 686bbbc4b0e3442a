"""What generated kernels call: guards, the seed's generator, and the writers of bytes.

Read top to bottom. *Faults and fuel* note what went wrong (see `memory`). *Arithmetic* holds the operations that
can fault. *Random words* is the seed's generator, *writers* put numbers into a buffer.

Numbers are int64: an `int` sign-extended, a `fixed` scaled by 2**16. Multiplying is then one multiplication and one
shift, exact while the product is below 2**31. A `double` is a float64 (`doubles`). Memory is reached by addresses,
which costs neither reference counts nor index checks.
"""

# numba's decorators have no types, and a function of a kernel is int64 to int64 unless its signature says otherwise.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,misc"

from __future__ import annotations

from typing import Any

from numba import boolean, float64, int64

from intaglio.ir.doubles import MOST_WRITTEN
from intaglio_renderers.native.cache import kept_runtime
from intaglio_renderers.native.compiler import Unit
from intaglio_renderers.native.doubles import floor_double, magnitude, whole_double
from intaglio_renderers.native.intrinsics import (
    greatest,
    load,
    load_word,
    put,
    quotient,
    root_estimate,
    select,
    signed_quotient,
    store,
    whole,
    wrap,
)
from intaglio_renderers.native.memory import (
    DEPTH,
    DEPTH_LIMIT,
    DETAIL,
    FAULT,
    FIELD,
    FUEL,
    FUEL_PER_TOKEN,
    RANDOM,
    SERIAL,
    SITE,
    START,
    SVG,
    SVG_LIMIT,
    TOKEN,
    TRAITS,
    TRAITS_LIMIT,
    Reason,
)

FULL, DIVISION, REMAINDER, ROOT, INDEX, ENDLESS, DEEP, WRITTEN = (int(reason) for reason in Reason if reason)


RUNTIME = Unit("runtime", kept_runtime())


# ---- faults and fuel ------------------------------------------------------------------------------


@RUNTIME.define(int64, int64, int64, int64, int64)
def fail(m, reason, site, detail):
    """Note the first fault and take the fuel away; gives 0."""
    if load(m, FAULT) == 0:
        store(m, FAULT, reason)
        store(m, SITE, site)
        store(m, DETAIL, detail)
    store(m, FUEL, 0)
    return 0


@RUNTIME.define(boolean, int64, int64)
def exhausted(m, site):
    """Note that a loop has no fuel left; True."""
    fail(m, ENDLESS, site, 0)
    return True


@RUNTIME.define(boolean, int64, int64, inlined=True)
def spent(m, site):
    """Count one turn of a loop; whether it must stop."""
    fuel = load(m, FUEL) - 1
    if fuel < 0:
        fail(m, ENDLESS, site, 0)
        return True
    store(m, FUEL, fuel)
    return False


@RUNTIME.define(int64, int64, int64, int64, int64, int64, inlined=True)
def affordable(m, start, stop, step, site):
    """`stop`, where the fuel covers all turns of the range, or `start`, so that there is none."""
    span = stop - start if step > 0 else start - stop
    size = step if step > 0 else -step
    if span <= 0:
        return start
    fuel = load(m, FUEL) - quotient(span + size - 1, size)
    if fuel < 0:
        fail(m, ENDLESS, site, 0)
        return start
    store(m, FUEL, fuel)
    return stop


@RUNTIME.define(boolean, int64, int64, inlined=True)
def too_deep(m, site):
    """Count one call of a recursive rule; whether it must return at once."""
    if load(m, DEPTH) > DEPTH_LIMIT:
        fail(m, DEEP, site, 0)
    return spent(m, site)


@RUNTIME.define(int64, int64, int64, inlined=True)
def descend(m, by):
    """Go `by` calls deeper into a recursion, or out of it."""
    return store(m, DEPTH, load(m, DEPTH) + by)


# ---- arithmetic -----------------------------------------------------------------------------------


@RUNTIME.define(int64, int64, int64, int64, int64, inlined=True)
def floordiv(m, a, b, site):
    """a // b; 0 and a fault where b is 0."""
    if b == 0:
        return fail(m, DIVISION, site, 0)
    if b == -1:  # the processor traps on the least int64 divided by -1
        return -a
    result = signed_quotient(a, b)
    return result - whole(result * b != a and (a ^ b) < 0)


@RUNTIME.define(int64, int64, int64, int64, int64, inlined=True)
def modulo(m, a, b, site):
    """a % b, with the sign of b; 0 and a fault where b is 0."""
    if b == 0:
        return fail(m, REMAINDER, site, 0)
    if b == -1:
        return 0
    result = a - signed_quotient(a, b) * b
    return result + (b if result != 0 and (result ^ b) < 0 else 0)


@RUNTIME.define(int64, int64, int64, int64, inlined=True)
def root(m, a, site):
    """The square root of a `fixed`, floored to the grid; exact for every int64 whose shift fits."""
    if a < 0:
        return fail(m, ROOT, site, 0)
    square = a << 16
    if square < 0 or square >> 16 != a:  # beyond 2**31, where no engine promises anything
        return root_estimate(a) << 8
    result = root_estimate(square)
    if result * result > square:  # a double has 53 bits: it may have been rounded up
        result -= 1
    return result


@RUNTIME.define(int64, int64, int64, int64, int64, inlined=True)
def index(m, i, length, site):
    """i, or 0 and a fault where i is outside a table of that length."""
    if i < 0 or i >= length:
        return fail(m, INDEX, site, i)
    return i


@RUNTIME.define(int64, int64, int64, inlined=True)
def zeroed(array, length):
    """An array of so many entries, all made zero; gives its address."""
    for i in range(length):
        store(array, i, 0)
    return array


@RUNTIME.define(int64, int64, int64, int64, inlined=True)
def copied(target, array, length):
    """An array as it is now, kept at another address; gives that."""
    for i in range(length):
        store(target, i, load(array, i))
    return target


# ---- random words ---------------------------------------------------------------------------------

WORD = 0xFFFFFFFF


@RUNTIME.define(int64, int64)
def word(m):
    """The next 32 bits of sfc32, as a signed number (`ir.interpret.Sfc32.next`)."""
    a, b, c, d = load(m, RANDOM), load(m, RANDOM + 1), load(m, RANDOM + 2), load(m, RANDOM + 3)
    result = (a + b + d) & WORD
    store(m, RANDOM, b ^ (b >> 9))
    store(m, RANDOM + 1, (c + (c << 3)) & WORD)
    store(m, RANDOM + 2, (((c << 21) | (c >> 11)) + result) & WORD)
    store(m, RANDOM + 3, (d + 1) & WORD)
    return wrap(result)


@RUNTIME.define(int64, int64)
def serial(m):
    """0, then 1, 2 and so on."""
    number = load(m, SERIAL)
    store(m, SERIAL, number + 1)
    return number


@RUNTIME.define(boolean, int64, int64)
def start(m, seed):
    """Make the memory ready for the token whose 32 seed bytes lie at `seed`; whether the buffers have room left.

    The token before may have ended behind a limit: there is room for its last bytes, which nothing may overwrite.
    """
    if load(m, SVG) > load(m, SVG_LIMIT) or load(m, TRAITS) > load(m, TRAITS_LIMIT):
        fail(m, FULL, 0, 0)
        return False
    for i in range(4):  # a word's limbs, the lowest first
        store(m, TOKEN + i, load_word(seed + 28 - 8 * i) | load_word(seed + 24 - 8 * i) << 32)
    for i in range(4):
        store(m, RANDOM + i, load_word(seed + 4 * i) ^ load_word(seed + 16 + 4 * i))
    last = 0
    for _ in range(12):
        last = word(m)
    store(m, FIELD, last)
    for i in range(4):
        store(m, START + i, wrap(load(m, RANDOM + i)))
    store(m, SERIAL, 0)
    store(m, FUEL, FUEL_PER_TOKEN)
    store(m, DEPTH, 0)
    return True


# ---- writers: each takes the address to write to and gives the address behind what it wrote --------


@RUNTIME.define(int64, int64, int64, inlined=True)
def opened(m, stream):
    """Where a run of writes to a stream begins: never behind the limit, behind which a run has room."""
    p, limit = load(m, stream), load(m, stream + 1)
    if p > limit:
        fail(m, FULL, 0, 0)
        return limit
    return p


@RUNTIME.define(int64, int64, int64)
def natural(p, n):
    """The digits of n >= 0."""
    if n < 10:
        put(p, 48 + n)
        return p + 1
    if n < 100:
        tens = n * 103 >> 10
        put(p, 48 + tens)
        put(p + 1, 48 + n - 10 * tens)
        return p + 2
    if n < 1000:
        hundreds, tens = n * 41 >> 12, n * 205 >> 11
        put(p, 48 + hundreds)
        put(p + 1, 48 + tens - 10 * hundreds)
        put(p + 2, 48 + n - 10 * tens)
        return p + 3
    end, rest = p, n
    while rest > 0:
        end, rest = end + 1, quotient(rest, 10)
    at = end
    while n > 0:
        at, rest = at - 1, quotient(n, 10)
        put(at, 48 + n - 10 * rest)
        n = rest
    return end


@RUNTIME.define(int64, int64, int64)
def integer(p, n):
    """An `int`."""
    if n < 0:
        put(p, 45)
        return natural(p + 1, -n)
    return natural(p, n)


def decimal_writer(unit: Unit, digits: int, numbers: str) -> Any:
    """Define, in a piece's unit, the writer of a float with at most so many decimals (`ir.ops.decimal`)."""
    power = 10**digits

    @unit.define(int64, int64, int64, inlined=True)
    def quotient_by_power(p, n):
        if n < 0:
            put(p, 45)
            p, n = p + 1, -n
        ones = quotient(n, power)
        part = n - ones * power
        p = natural(p, ones)
        if part == 0:
            return p
        put(p, 46)
        last = p
        for i in range(digits):
            rest = quotient(part, 10)
            digit = part - 10 * rest
            put(p + digits - i, 48 + digit)
            last = greatest(last, select(digit == 0, p, p + digits - i))
            part = rest
        return last + 1

    if numbers == "double":
        factor, most = float(power), float(MOST_WRITTEN)

        @unit.define(int64, int64, float64, int64, int64)
        def decimal(p, a, m, site):
            n = floor_double(a * factor + 0.5)
            if not magnitude(n) < most:
                fail(m, WRITTEN, site, 0)
                n = 0.0
            return quotient_by_power(p, whole_double(n))

        return decimal

    @unit.define(int64, int64, int64)
    def decimal_of_fixed(p, a):
        return quotient_by_power(p, (a >> 16) * power + (((a & 65535) * power + 32768) >> 16))

    return decimal_of_fixed


@RUNTIME.define(int64, int64, int64)
def color(p, value):
    """`#rrggbb`."""
    put(p, 35)
    for i in range(6):
        nibble = value >> (20 - 4 * i) & 15
        put(p + 1 + i, nibble + select(nibble > 9, 87, 48))
    return p + 7
