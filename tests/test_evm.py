"""The EVM backend's statements, names, texts, numbers, colors, tables and traits against the IR's own meaning, byte
for byte in pyrevm; and the contract's face: what it answers and what it refuses.
"""

from dataclasses import replace

import pytest

from intaglio.backends.evm import emit
from intaglio.backends.evm.names import RESERVED, Names, legal
from intaglio.backends.evm.solc import compile_yul
from intaglio.backends.evm.tables import text_table_data
from intaglio.backends.evm.traits import UnboundedTraits
from intaglio.ir.nodes import (
    Function,
    Module,
    Perform,
    Table,
)
from intaglio.ir.types import INT_MAX, INT_MIN
from intaglio_renderers.evm import new_evm, put_code
from intaglio_renderers.render_call import encode_render_call
from tests.evm_modules import SEEDS, assert_same, piece, renderer_of

pytestmark = pytest.mark.node

# ---- statements -----------------------------------------------------------------------------------

STATEMENTS = {
    "counting": """
  for i in 0, 5, 1 {
    for j in i, -7, -3 {
      emit.int svg(sub(i, j))
    }
    emit.text svg "," ()
  }
  for i in 3, 3, 1 {
    emit.text svg "never" ()
  }
  for i in 2147483000, 2147483647, 500 {
    emit.int svg(i)
  }
""",
    "a limit that changes": """
  n: int = 3
  for i in 0, n, 1 {
    n: int = add(n, 1)
    emit.int svg(n)
  }
""",
    "break and continue": """
  for i in 0, 10, 1 {
    if eq(mod(i, 3), 1) {
      continue
    }
    if gt(i, 6) {
      break
    }
    emit.int svg(i)
  }
  i: int = 0
  while true {
    i: int = add(i, 1)
    if lt(i, 4) {
      continue
    } else {
      emit.int svg(i)
    }
    if gt(i, 8) {
      break
    }
  }
  emit.int svg(i)
""",
    "assigned in both arms": """
  w = word()
  if gt(w, 0) {
    x: fixed = 1.5
    y: int = 2
  } else {
    if lt(w, -99) {
      x: fixed = 2.5
    } else {
      x: fixed = 3.5
    }
    y: int = 3
  }
  emit.decimal svg(x)
  emit.int svg(y)
  if gt(y, 2) {
  } else {
    emit.text svg "two" ()
  }
""",
    "a counter's name used again": """
  for k in 0, 2, 1 {
    emit.int svg(k)
  }
  k: int = 7
  for i in 0, 2, 1 {
    emit.int svg(k)
  }
  for i in 5, 6, 1 {
    emit.int svg(i)
  }
""",
    "carried from round to round": """
  a: int = 0
  b: int = 1
  for i in 0, 30, 1 {
    c: int = add(a, b)
    a: int = b
    b: int = c
    if eq(mod(c, 2), 0) {
      last: int = c
      emit.int svg(last)
    }
  }
""",
    "draws": """
  f = field()
  emit.int svg(f)
  for i in 0, 40, 1 {
    w = word()
    emit.int svg(w)
    emit.text svg " " ()
  }
  f = field()
  emit.int svg(f)
""",
}


@pytest.mark.parametrize("body", STATEMENTS.values(), ids=STATEMENTS)
def test_statements(body: str) -> None:
    assert_same(piece(body))


def test_results_and_ways_out() -> None:
    assert_same(
        piece(
            """
  for i in -2, 6, 1 {
    b, a = call turn(i, 1.5)
    b, a = call turn(b, a)
    emit.decimal svg(a)
    emit.int svg(b)
    call quiet(i)
    call loud(i)
    s = call sum(i)
    emit.int svg(s)
  }
""",
            """
function turn(n: int, x: fixed) -> int, fixed {
  if lt(n, 0) {
    return 5, neg(x)
  }
  for i in 0, 10, 1 {
    if eq(i, n) {
      return i, scale(x, i)
    }
    x: fixed = mul(x, 1.25)
  }
  return n, x
}
function quiet(n: int) {
  if lt(n, 2) {
    return
  }
  m: int = add(n, 1)
}
function loud(n: int) {
  emit.text svg "<" ()
  while true {
    n: int = add(n, 1)
    if gt(n, 3) {
      return
    }
    emit.int svg(n)
  }
}
function sum(n: int) -> int {
  if lt(n, 3) {
    return 1
  } else {
    return 2
  }
}
""",
        )
    )


def test_names_that_yul_keeps_to_itself() -> None:
    names = sorted(name for name in RESERVED if name not in ("true", "false", "if", "for", "while", "break", "return"))
    names = [n for n in names if n not in ("continue", "call", "function")]
    lets = "\n".join(f"{name}: int = {at}\nemit.int svg({name})" for at, name in enumerate(names))
    rules = """
function write_int(out: int, at: int, result: int) -> int {
  emit.int svg(at)
  return add(out, result)
}
"""
    assert_same(piece(f"{lets}\nout = call write_int(1, 2, 3)\nemit.int svg(out)", rules))


def test_names_stay_apart() -> None:
    names = Names(("x",))
    assert [names.new("x"), names.new("x"), names.new("add"), names.new("%t.1")] == ["x_2", "x_3", "add_", "_t_1"]
    assert legal("2d") == "_2d" and legal("push1") == "push1_" and legal("verbatim_") == "_verbatim_"


# ---- texts, numbers, colors, tables ---------------------------------------------------------------


def test_texts_of_every_length() -> None:
    alphabet = 'ab"\\ é€𝄞\n<>'
    texts = [(alphabet * 200)[:count] for count in (0, 1, 9, 31, 32, 33, 64, 65, 1000)]
    texts += ["x" * n for n in (31, 32, 33, 64)]
    body = tuple(
        Perform("emit.text", text=text, stream=stream)
        for text in texts
        for stream in ("svg", "svg", "traits")
        if stream == "svg" or text
    )
    comma = Perform("emit.text", text=",", stream="traits")
    assert_same(Module("T", 1, 1, 0, (), (Function("main", (), (), (comma, *body)),)), SEEDS[:1])


@pytest.mark.parametrize("digits", range(6))
def test_decimals(digits: int) -> None:
    """Words of every magnitude, both signs; and all that lies around a thousand and around a half."""
    assert_same(
        piece(
            """
  for i in 0, 2000, 1 {
    w = word()
    x: fixed = div(fixed(shr(w, and(i, 31))), 65536.0)
    emit.decimal svg(x)
    emit.text svg " " ()
    if lt(i, 48) {
      emit.decimal svg(scale(fixed(w), shl(1, i)))
      emit.text svg " " ()
    }
    emit.decimal svg(add(div(fixed(sub(i, 1000)), 65536.0), EDGE[mod.natural(i, 8)]))
    emit.text svg " " ()
  }
""",
            "table EDGE fixed 0.0 1.0 9.995 99.995 999.995 1000.0 -1000.0 1000000.0",
            digits,
        ),
        SEEDS[1:2],
    )


def test_ints() -> None:
    edges = [s * (10**n + d) for n in range(10) for d in (-1, 0, 1) for s in (1, -1)] + [INT_MIN, INT_MAX]
    body = 'for i in 0, 62, 1 {\nemit.int svg(EDGE[i])\nemit.text svg " " ()\n}'
    assert_same(piece(body, f"table EDGE int {' '.join(map(str, edges))}"), SEEDS[:1])


def test_colors() -> None:
    assert_same(piece("for i in 0, 500, 1 {\nw = word()\nemit.color svg(w)\nemit.color svg(neg(i))\n}"), SEEDS[:1])


TABLES = {
    "bytes in a word": ("int", "3 1 200 7"),
    "bits in a word": ("int", "1 0 1 1 0 0 1"),
    "one value": ("int", "0 0 0"),
    "colors in a word": ("int", "1776414 15885360 15909198"),
    "signed in a word": ("int", "-5 7 -2147483648"),
    "two bytes": ("int", " ".join(str(n * 997 % 60000) for n in range(50))),
    "three bytes, signed": ("int", " ".join(str(n * n * 9973 % 8000000 - 4000000) for n in range(20))),
    "four bytes, extremes": ("int", "-2147483648 2147483647 0 -1 1 5 6 7 8 9"),
    "fixed, whole": ("fixed", "1.0 -20.0 300.0 4000.0"),
    "fixed": ("fixed", " ".join(f"{n * 37 % 1000}.{n:03}" for n in range(40))),
    "bools": ("bool", " ".join(("true", "false", "false")[n % 3] for n in range(100))),
    "many bools": ("bool", " ".join(("true", "false", "false")[n % 3] for n in range(300))),
    "half bytes": ("int", " ".join(str(n * n % 13 - 6) for n in range(515))),
    "five bits": ("int", " ".join(str(n * n * 7 % 31) for n in range(269))),
    "nine bits, signed": ("int", " ".join(str(n * n * 37 % 500 - 250) for n in range(130))),
    "thirty bits": ("int", " ".join(str(n * n * 99991 % (1 << 29) * 2 + 1) for n in range(401))),
}


def test_number_tables() -> None:
    tables, body = [], ""
    for number, (kind, values) in enumerate(TABLES.values()):
        count = len(values.split())
        tables.append(f"table T{number} {kind} {values}")
        write = {"int": "emit.int svg({})", "fixed": "emit.decimal svg({})", "bool": "emit.int svg(whole({}))"}[kind]
        entry = write.format(f"T{number}[sub(k, 1)]")
        body += f'for k in 1, {count + 1}, 1 {{\n{entry}\nemit.text svg " " ()\n}}\n'
        body += write.format(f"T{number}[{count - 1}]") + "\n"
    assert_same(piece(body, "\n".join(tables), digits=5), SEEDS[:1])


def test_an_index_outside_a_table_only_reads_something_else() -> None:
    indices = "table I int -1 -2147483648 5 100 2147483647"
    wide = " ".join(str(n * 100003) for n in range(40))
    renderer = renderer_of(
        piece(
            """
  for k in 0, 5, 1 {
    i: int = I[k]
    emit.int svg(SMALL[i])
    emit.int svg(WIDE[i])
    emit.entry svg "NAMES" (i)
  }
""",
            f'{indices}\ntable SMALL int 1 2 3\ntable WIDE int {wide}\ntexts NAMES "Ember" "Moss"',
        )
    )
    assert renderer.render(SEEDS[0]).svg
    assert renderer.last_gas < 1_000_000


def test_text_tables() -> None:
    texts = ["", "Ember", "é" * 40, "x" * 300]
    assert text_table_data(Table("T", texts=("a", "bcd")))[:9] == bytes((0, 0, 9, 0, 0, 10, 0, 0, 13))
    module = piece('for k in 0, 4, 1 {\nemit.entry svg "NAMES" (k)\n}\nemit.text traits "," ()\n'
                   'emit.entry traits "NAMES" (3)\nemit.entry traits "NAMES" (2)')  # fmt: skip
    assert_same(replace(module, tables=(Table("NAMES", texts=tuple(texts)),)), SEEDS[:1])


# ---- traits and the contract's face ---------------------------------------------------------------


def test_traits() -> None:
    assert_same(
        piece(
            """
  w = word()
  emit.text traits ",a" ()
  emit.int traits(-2147483648)
  emit.decimal traits(fixed(w))
  emit.color traits(w)
  if gt(w, 0) {
    emit.text traits "a long text, longer than one word of the memory" ()
    call more(w)
  } else {
    emit.int traits(w)
  }
  emit.text svg "<svg/>" ()
""",
            "function more(w: int) {\nemit.int traits(w)\nemit.decimal traits(div(fixed(w), 3.0))\n}",
        )
    )


def test_no_output_at_all() -> None:
    assert_same(piece("x: int = 1"))


def test_traits_in_a_loop_are_our_fault() -> None:
    with pytest.raises(UnboundedTraits, match="in a loop"):
        emit(piece('for i in 0, 3, 1 {\nemit.text traits "," ()\n}'))
    with pytest.raises(UnboundedTraits, match="recursive rule again"):
        emit(piece("call again()", 'function again() {\nemit.text traits "," ()\ncall again()\n}'))


def test_everything_but_render_reverts() -> None:
    runtime = compile_yul(emit(piece('emit.text svg "<svg/>" ()'))).runtime
    contract, caller = "0x" + "c0" * 20, "0x" + "ca" * 20
    good = encode_render_call(bytes(32), 0)
    evm = new_evm()
    put_code(evm, contract, runtime)
    evm.set_balance(caller, 10**20)
    assert evm.message_call(caller, contract, calldata=good)
    assert evm.message_call(caller, contract, calldata=good + b"more")
    for calldata, value in ((b"", 0), (good[:67], 0), (b"\0" + good[1:], 0), (good, 1)):
        with pytest.raises(RuntimeError, match="Revert"):
            evm.message_call(caller, contract, calldata=calldata, value=value)


def test_the_answer_is_padded_with_zeros() -> None:
    contract = "0x" + "c0" * 20
    evm = new_evm()
    put_code(evm, contract, compile_yul(emit(piece("for i in 0, 7, 1 {\nemit.decimal svg(fixed(i))\n}"))).runtime)
    returned = evm.message_call("0x" + "ca" * 20, contract, calldata=encode_render_call(bytes(32), 0))
    assert len(returned) % 32 == 0
    assert returned.endswith(b"0123456" + bytes(25))


def test_same_module_same_yul_and_only_ascii() -> None:
    module = piece('emit.text svg "é€ and a text that is much longer than a word, even than two or three" ()')
    assert emit(module) == emit(module)
    assert emit(module).isascii()  # solc's source maps count bytes
