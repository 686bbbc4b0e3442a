"""The IR: the table of operations, text and back, the checker's refusals, the interpreter."""

import itertools

import pytest
from hypothesis import given, settings

from intaglio.ir.check import CheckError, check
from intaglio.ir.effects import EFFECTS, ELEMENTS
from intaglio.ir.interpret import Run, Sfc32, finish_traits, interpret
from intaglio.ir.nodes import (
    Const,
    Function,
    Let,
    Module,
    Op,
    Return,
    Var,
    assigned,
    bodies,
    expressions,
    parts,
    walk,
)
from intaglio.ir.ops import LAZY, OPS, RULES, Fault, apply, result_type
from intaglio.ir.text import TextError, parse, print_expr, print_module
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type, decimal_text, to_scaled, wrap, written
from tests.ir_generator import module_of, modules

INT, FIXED, BOOL = Type.INT, Type.FIXED, Type.BOOL

# ---- operations -----------------------------------------------------------------------------------


def test_every_row_has_a_meaning_for_every_type_its_rule_takes() -> None:
    for name, row in OPS.items():
        assert row.name == name and row.rule in RULES and row.hint in ("", "fits", "natural")
        taken = {k[-1] for k in itertools.product(Type, repeat=row.arity) if result_type(name, k) is not None}
        assert taken == set(row.meaning), name


def test_lazy_operations_are_rows() -> None:
    assert set(OPS) >= LAZY


def test_arity_is_checked() -> None:
    assert result_type("add", (INT,)) is None
    assert result_type("neg", (INT, INT)) is None


EXAMPLES = [
    ("add", INT, (INT_MAX, 1), INT_MIN),
    ("mul", INT, (1 << 16, 1 << 16), 0),
    ("mul", FIXED, (-1, ONE // 2), -1),
    ("scale", INT, (-1, 3), -3),
    ("div", FIXED, (-ONE, 3 * ONE), -21846),
    ("floordiv", INT, (-7, 2), -4),
    ("floordiv", INT, (INT_MIN, -1), INT_MIN),
    ("floordiv", FIXED, (-7 * ONE, 2 * ONE), -4 * ONE),
    ("mod", INT, (-7, 3), 2),
    ("mod", INT, (7, -3), -2),
    ("mod", FIXED, (-ONE, 3 * ONE), 2 * ONE),
    ("neg", INT, (INT_MIN,), INT_MIN),
    ("abs", INT, (INT_MIN,), INT_MIN),
    ("sqrt", FIXED, (2 * ONE,), 92681),
    ("shl", INT, (1, 31), INT_MIN),
    ("shl", INT, (1, 32), 1),
    ("shr", INT, (-8, 1), -4),
    ("ushr", INT, (-1, 28), 15),
    ("floor", FIXED, (-1,), -1),
    ("ceil", FIXED, (1,), 1),
    ("trunc", FIXED, (-ONE - 1,), -1),
    ("round", FIXED, (ONE // 2,), 0),
    ("round", FIXED, (3 * ONE // 2,), 2),
    ("round", FIXED, (-ONE // 2,), 0),
    ("floor", FIXED, (1 << 48,), 0),
    ("unit", INT, (-1,), ONE - 1),
    ("whole", BOOL, (1,), 1),
]


@pytest.mark.parametrize("name, kind, operands, result", EXAMPLES)
def test_meaning(name: str, kind: Type, operands: tuple[int, ...], result: int) -> None:
    assert apply(name, kind, *operands) == result


@pytest.mark.parametrize(
    "name, kind, operands",
    [("div", FIXED, (1, 0)), ("floordiv", INT, (1, 0)), ("mod", FIXED, (1, 0)), ("sqrt", FIXED, (-1,))],
)
def test_fault(name: str, kind: Type, operands: tuple[int, ...]) -> None:
    with pytest.raises(Fault):
        apply(name, kind, *operands)


def test_numbers_as_text() -> None:
    assert decimal_text(98304) == "1.5" and decimal_text(-1) == "-0.0000152587890625"
    assert all(to_scaled(decimal_text(n)) == n for n in (-ONE - 1, -1, 0, 1, 7 * ONE, 123456789))
    assert [written(n, 2) for n in (0, -1, 327, 328, -ONE, 5 * ONE // 2)] == ["0", "0", "0", "0.01", "-1", "2.5"]
    assert written(ONE // 2, 0) == "1" and written(-ONE // 2, 0) == "0"
    assert wrap(1 << 31) == INT_MIN and wrap(INT_MIN - 1) == INT_MAX


# ---- text -----------------------------------------------------------------------------------------


@given(modules())
@settings(max_examples=60)
def test_text_round_trip(module: Module) -> None:
    assert parse(print_module(module)) == module


def test_text_round_trip_of_many() -> None:
    for number in range(300):
        module = module_of(number)
        assert parse(print_module(module)) == module


def test_every_effect_has_a_text() -> None:
    constants = {INT: "1", FIXED: "0.5", BOOL: "true", Type.WORD: "7w"}
    constants |= {Type.INTS: "a", Type.FIXEDS: "b", Type.WORDS: "c"}
    arrays = "a = ints.new(3)\n  b = fixeds.new(3)\n  c = words.new(3)\n  "
    for name, row in EFFECTS.items():
        options = ", ".join(f"{option}={constants[kind]}" for option, kind in row.options)
        args = ", ".join(constants[kind] for kind in row.params) + (f"; {options}" if options else "")
        target = "x = " if row.results else ""
        stream = " svg" if name.startswith("emit.") else ""
        text = ' "NAMES" ' if row.text else ""
        body = " {\n  }" if name in ELEMENTS else ""
        line = f"{target}{name}{stream}{text}({args}){body}"
        kind = {"param.int": "int 0 9 5", "param.fixed": "fixed 0.0 9.5 0.5"}.get(name, "int 0 1 1")
        line = line.replace("(1)", "(0)") if name.startswith("param.") else line
        head = f'module "T" 1 2 digits 3 resolution 4 8\nparam "Chosen" {kind}\ntexts NAMES "a\\"b"\n'
        source = f'{head}function main() {{\n  {arrays}{line}\n}}\n'
        module = check(parse(source))
        assert parse(print_module(module)) == module


@pytest.mark.parametrize(
    "body",
    ["x: int = none(1)", "x: int = add(1, 2.0)", "x: int = y", "paint(1)", "x: fixed = 1", "if true {", "return T[0]"],
)
def test_text_that_is_no_ir(body: str) -> None:
    with pytest.raises(TextError):
        parse(f'module "T" 1 1 digits 2 texts T "a" function main() {{ {body} }}')


def test_spans_do_not_matter_to_equality() -> None:
    text = print_module(module_of(3))
    assert parse(text) == parse("\n\n" + text)


# ---- the checker ----------------------------------------------------------------------------------

MALFORMED = {
    "two functions of a name": "function main() { } function main() { }",
    "no main": "function other() { }",
    "main with parameters": "function main(x: int) { }",
    "two types": "function main() { x: int = 1 x: fixed = 1.0 }",
    "unassigned": "function main() { if true { x: int = 1 } emit.int svg(x) }",
    "unassigned after a loop": "function main() { for i in 0, 3, 1 { x: int = 1 } emit.int svg(x) }",
    "unassigned at a break": """
        function main() { while true { if true { break } x: int = 1 break } emit.int svg(x) }
    """,
    "counter after its loop": "function main() { for i in 0, 3, 1 { } emit.int svg(i) }",
    "counter assigned": "function main() { for i in 0, 3, 1 { i: int = 1 } }",
    "counter twice": "function main() { for i in 0, 3, 1 { for i in 0, 3, 1 { } } }",
    "step 0": "function main() { for i in 0, 3, 0 { } }",
    "fixed bound": "function main() { for i in 0, 3.0, 1 { } }",
    "condition no bool": "function main() { if 1 { } }",
    "break outside": "function main() { break }",
    "continue outside": "function main() { continue }",
    "statement after break": "function main() { while true { break emit.int svg(1) } }",
    "statement after both arms": "function main() { if true { return } else { return } emit.int svg(1) }",
    "statement after an endless loop": "function main() { while true { } emit.int svg(1) }",
    "unknown function": "function main() { call nobody() }",
    "wrong argument": "function main() { call f(1.0) } function f(x: int) { }",
    "too many arguments": "function main() { call f(1) } function f() { }",
    "too few targets": "function main() { call f() } function f() -> int { return 1 }",
    "wrong result": "function main() { } function f() -> int { return 1.0 }",
    "no return": "function main() { } function f() -> int { if true { return 1 } }",
    "wrong operand of an effect": "function main() { emit.int svg(1.0) }",
    "no stream": "function main() { emit.int(1) }",
    "unknown option": "function main() { canvas.circle(1.0, 1.0, 1.0; round=1.0) }",
    "texts that are none": 'function main() { emit.entry svg "SIZES" (1) }',
    "no such texts": 'function main() { emit.entry svg "NOWHERE" (1) }',
    "fixed index": "function main() { x: int = SIZES[1.0] }",
    "foreign hint": "function main() { x: int = min.fits(1, 2) }",
    "int too large": "function main() { x: int = 2147483648 }",
}


@pytest.mark.parametrize("functions", MALFORMED.values(), ids=MALFORMED)
def test_malformed(functions: str) -> None:
    module = parse(f'module "T" 1 1 digits 2 table SIZES int 1 2 {functions}')
    with pytest.raises(CheckError):
        check(module)


@pytest.mark.parametrize("effect", [name for name, row in EFFECTS.items() if not row.primitive])
def test_only_primitives_may_be_left(effect: str) -> None:
    args = ", ".join({INT: "1", FIXED: "0.5", Type.INTS: "a"}[kind] for kind in EFFECTS[effect].params)
    target = "x = " if EFFECTS[effect].results else ""
    body = " { }" if effect in ELEMENTS else ""
    module = parse(f'module "T" 1 1 digits 2 function main() {{ a = ints.new(8) {target}{effect}({args}){body} }}')
    check(module)
    with pytest.raises(CheckError, match="not allowed"):
        check(module, primitive=True)


@pytest.mark.parametrize(
    "body",
    [
        Let("x", Op("add", (Const(INT, 1), Const(FIXED, 1)), INT)),
        Let("x", Op("lt", (Const(INT, 1), Const(INT, 1)), INT)),
        Let("x", Var("x", INT)),
        Return((Const(INT, 1),)),
    ],
    ids=lambda statement: type(statement).__name__,
)
def test_malformed_trees_that_have_no_text(body: Let | Return) -> None:
    with pytest.raises(CheckError):
        check(Module("T", 1, 1, 2, (), (Function("main", (), (), (body,)),)))


def test_assigned_on_every_way_out_of_an_endless_loop() -> None:
    check(parse('module "T" 1 1 digits 2 function main() { while true { x: int = 1 break } emit.int svg(x) }'))


# ---- walking --------------------------------------------------------------------------------------


def test_walk_meets_every_statement_once() -> None:
    for number in range(40):
        for function in module_of(number).functions:
            statements = list(walk(function.body))
            direct = sum(len(body) for s in statements for body in bodies(s)) + len(function.body)
            assert len(statements) == direct
            for statement in statements:
                assert all(isinstance(name, str) for name in assigned(statement))
                assert all(next(parts(expr)) is expr for expr in expressions(statement))


# ---- the interpreter ------------------------------------------------------------------------------


def test_generator_of_the_seed() -> None:
    random = Sfc32.from_seed(bytes(range(32)))
    assert [random.next() for _ in range(3)] == [-1574813739, 1467502494, -469449133]
    halves = bytes(16) + bytes(a ^ b for a, b in zip(range(16), range(16, 32), strict=True))
    assert Sfc32.from_seed(halves).next() == -1574813739  # only the halves' difference counts


def run(body: str, seed: bytes = bytes(32), tables: str = "") -> tuple[str, str]:
    return interpret(parse(f'module "T" 9 9 digits 2 {tables} function main() {{ {body} }}'), seed)


def test_interpreter_writes_both_streams() -> None:
    body = """
    emit.text svg "<a " () emit.int svg(-3) emit.decimal svg(-0.25) emit.color svg(-2)
    emit.entry svg "NAMES" (1) emit.text traits ",{}" ()
    """
    assert run(body, tables='texts NAMES "x" "é"') == ("<a -3-0.25#fffffeé", "[{}]")


def test_interpreter_follows_loops_and_calls() -> None:
    body = """
    for i in 5, 0, -2 { if eq(i, 3) { continue } emit.int svg(i) }
    k: int = 0
    while true { k: int = add(k, 1) if gt(k, 3) { break } emit.int svg(k) }
    a, b = call swap(k, 9)
    emit.int svg(a) emit.int svg(b) }
    function swap(a: int, b: int) -> int, int { return b, a
    """
    assert run(body)[0] == "5112394"


def test_lazy_operands_are_not_evaluated() -> None:
    assert run("emit.decimal svg(select(true, 1.0, div(1.0, 0.0)))")[0] == "1"
    assert run("if both(false, eq(div(1.0, 0.0), 1.0)) { } if either(true, eq(div(1.0, 0.0), 1.0)) { }")[0] == ""


@pytest.mark.parametrize(
    "body",
    [
        "emit.decimal svg(div(1.0, 0.0))",
        "emit.int svg(T[2])",
        "emit.int svg(T[-1])",
        'emit.entry svg "N" (1)',
        "while true { }",
    ],
)
def test_interpreter_faults(body: str) -> None:
    module = parse(f'module "T" 9 9 digits 2 table T int 1 2 texts N "a" function main() {{ {body} }}')
    with pytest.raises(Fault):
        Run(module, Sfc32.from_seed(bytes(32)), fuel=1000).call("main")


FALSE_HINTS = ("add.fits(2147483647, 1)", "mod.natural(-1, 2)", "shl.fits(1, 31)", "floor.fits(2147483648.0)")


@pytest.mark.parametrize("value", FALSE_HINTS)
def test_interpreter_refuses_false_hints(value: str) -> None:
    with pytest.raises(AssertionError):
        run(f"emit.int svg({value})")


def test_interpreter_lets_true_hints_pass() -> None:
    assert run("emit.int svg(floor.fits(40000.5)) emit.int svg(floordiv.natural(7, 2))")[0] == "400003"


def test_traits_become_an_array() -> None:
    assert finish_traits("") == "[]" and finish_traits(",{},{}") == "[{},{}]"


def test_print_expr() -> None:
    assert print_expr(Op("add", (Var("x", FIXED), Const(FIXED, ONE // 2)), FIXED)) == "add(x, 0.5)"
