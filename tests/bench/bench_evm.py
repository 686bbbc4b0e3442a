"""What the EVM backend costs, by statement: `make bench` prints gas a time and bytes of code.

Each figure is the difference between two loops, one with the statement and one without, over the number of
rounds: it includes what the statement's operands cost.
"""

from intaglio.backends.evm import emit
from intaglio.backends.evm.solc import compile_yul
from intaglio.ir.check import check
from intaglio.ir.nodes import Module
from intaglio.ir.text import parse
from intaglio_renderers.evm import PyrevmRenderer

ROUNDS = 1000

STATEMENTS = (
    "w = word()",
    "w = field()",
    "i: int = add(i, k)",
    "i: int = add.fits(k, 5)",
    "i: int = mul(k, -1640531535)",
    "i: int = xor(mul(k, -1640531535), ushr(k, 15))",
    "i: int = floordiv(k, 7)",
    "i: int = floordiv.natural(k, 7)",
    "i: int = mod(k, 7)",
    "i: int = mod.natural(k, 7)",
    "i: int = mod(k, i)",
    "i: int = min(k, i)",
    "i: int = abs(k)",
    "i: int = round(x)",
    "i: int = SMALL[and(k, 3)]",
    "i: int = LARGE[and(k, 31)]",
    "i: int = LARGE[k]",
    "x: fixed = mul(y, y)",
    "x: fixed = mul(y, 1.5)",
    "x: fixed = scale(y, k)",
    "x: fixed = div(y, 3.0)",
    "x: fixed = div(y, z)",
    "x: fixed = sqrt(y)",
    "x: fixed = fixed(k)",
    "x: fixed = unit(k)",
    "x: fixed = select(gt(k, 3), y, z)",
    "x: fixed = select(gt(k, 3), div(y, 7.0), sqrt(z))",
    'emit.text svg "M" ()',
    'emit.text svg "<circle r=\\"1\\" fill=\\"#fff\\" cx=\\"" ()',
    'emit.text svg "<circle r=\\"1\\" fill=\\"#ffffff\\" stroke-width=\\"1.5\\" stroke=\\"#000000\\" cx=\\"" ()',
    "emit.int svg(and(k, 255))",
    "emit.int svg(k)",
    "emit.decimal svg(1.0)",
    "emit.decimal svg(y)",
    "emit.decimal svg(neg(y))",
    "emit.decimal svg(add(y, 1000.0))",
    "emit.decimal svg(scale(y, 1000))",
    "emit.color svg(k)",
    'emit.entry svg "NAMES"(and(k, 1))',
)

_LARGE = " ".join(str(n * n * 7919 % 1000000) for n in range(32))
_MODULE = """
module "Bench" 100 100 digits 2
table SMALL int 3 1 2 7
table LARGE int {large}
texts NAMES "Ember" "Moss"
function main() {{
  x: fixed = 1.5
  y: fixed = 123.45678
  z: fixed = 2.71
  i: int = 5
  w: int = 1
  for k in 0, {rounds}, 1 {{
    y: fixed = add(y, 0.77)
    {statement}
  }}
  emit.int traits(i)
  emit.int traits(w)
  emit.decimal traits(x)
  emit.decimal traits(y)
  emit.decimal traits(z)
}}
"""


def gas_and_size(module: Module) -> tuple[int, int]:
    """Gas of one render and bytes of code."""
    code = compile_yul(emit(module))
    renderer = PyrevmRenderer(code.runtime)
    renderer.render(bytes(range(1, 33)))
    return renderer.last_gas, len(code.runtime)


def module_with(statement: str) -> Module:
    """The loop around one statement."""
    return check(parse(_MODULE.format(large=_LARGE, rounds=ROUNDS, statement=statement)))


def bench_statements() -> None:
    empty, code = gas_and_size(module_with(""))
    print(f"\n{'the loop itself':64} {empty / ROUNDS:8.1f} gas {code:6} bytes")
    for statement in STATEMENTS:
        gas, size = gas_and_size(module_with(statement))
        print(f"{statement:64} {(gas - empty) / ROUNDS:8.1f} gas {size - code:+6} bytes")
